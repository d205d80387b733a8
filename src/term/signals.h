/* SPDX-License-Identifier: MIT */
/*
 * Signals become flags and a readable descriptor; a crash gives the terminal back first.
 * The state behind this is the process's, as signal handlers are: open it once at a time.
 */
#ifndef JINGDU_SRC_TERM_SIGNALS_H
#define JINGDU_SRC_TERM_SIGNALS_H

#include <stdbool.h>
#include <termios.h>

#include "jingdu/base/error.h"
#include "jingdu/base/str.h"

/*
 * Install the handlers. A quitting signal that was ignored before stays ignored (nohup),
 * and so does SIGTSTP (a shell without job control). SIGPIPE is ignored.
 */
bool jd_signals_open(struct jd_error *err) JD_MUST_USE;
void jd_signals_close(void);

/* Readable when something has come since the last jd_signals_take. */
int jd_signals_fd(void);

struct jd_signals_seen {
    int quit;       /* number of a signal that asks us to leave; 0: none */
    bool resized;   /* SIGWINCH */
    bool continued; /* SIGCONT */
    bool stopped;   /* SIGTSTP: we are asked to stop, and have not yet */
};

/* What came since the last call. */
struct jd_signals_seen jd_signals_take(void);

/*
 * What a crash does to the terminal before the program dies: bytes (cut to 240) are
 * written to fd, then modes are set, unless NULL.
 */
void jd_signals_set_restore(int fd, struct jd_str bytes, const struct termios *modes);

/*
 * Stop this process, or all of its group as the terminal does at ^Z. Returns when it goes
 * on; at once where stopping is impossible.
 */
void jd_signals_stop(bool group);

#endif
