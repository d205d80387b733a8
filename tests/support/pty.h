/* SPDX-License-Identifier: MIT */
/*
 * A program on a terminal of its own: keys in, screen out. Nothing here sleeps: every
 * wait is for something that is to be seen, with a deadline.
 */
#ifndef JINGDU_TESTS_SUPPORT_PTY_H
#define JINGDU_TESTS_SUPPORT_PTY_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <termios.h>

#include "tests/support/vterm.h"

struct jd_pty_start {
    const char *const *argv; /* argv[0] is the path of the program; ends with NULL */
    const char *const
        *env; /* "NAME=value" sets, "NAME" unsets; ends with NULL; may be NULL */
    int cols, rows;
    const char *stdin_file;  /* NULL: the terminal */
    const char *stdout_file; /* NULL: the terminal */
    const char *stderr_file; /* NULL: the terminal */
    bool no_terminal;        /* the terminal is none that the program belongs to */
    bool hangup_ignored;     /* as after nohup */
    bool hangup_blocked;
    /*
     * Under a small shell that does job control: when the program stops it writes
     * "[stopped]" on the terminal, and a line of input makes it go on.
     */
    bool job_control;
};

struct jd_pty {
    pid_t pid;         /* the program */
    pid_t child;       /* our own child: the program or the shell above it */
    int master, slave; /* -1 after jd_pty_vanish */
    int alive;         /* a pipe that ends with the program and the shell */
    struct jd_vterm screen;
    struct termios before;
    bool ended;
    int status;    /* of the child, as waitpid has it */
    double cpu_ms; /* of the child, when it has ended */
};

/* Fails the running test when it cannot. */
void jd_pty_open(struct jd_pty *pty, const struct jd_pty_start *start);

/* Kills what is left and forgets it. */
void jd_pty_close(struct jd_pty *pty);

void jd_pty_send(struct jd_pty *pty, const char *keys);
void jd_pty_resize(struct jd_pty *pty, int cols, int rows);
void jd_pty_kill(struct jd_pty *pty, int sig);

/* The terminal goes away, as when its window is closed. */
void jd_pty_vanish(struct jd_pty *pty);

/* Wait until the screen shows a text, or shows it no more; fails the test at the
 * deadline. */
void jd_pty_wait_text(struct jd_pty *pty, const char *text);
void jd_pty_wait_gone(struct jd_pty *pty, const char *text);

/* Wait until it holds; what: for the complaint. */
void jd_pty_wait(struct jd_pty *pty, bool (*holds)(const struct jd_pty *pty),
                 const char *what);

/* Wait for the end: the exit status, or 128 + the signal that killed it plus 1000. */
int jd_pty_wait_exit(struct jd_pty *pty);

/* Milliseconds of processor time that the program has used so far. */
double jd_pty_cpu_ms(const struct jd_pty *pty);

/*
 * Is the terminal as it was: main screen, cursor shown, no mouse, no paste mode, the same
 * modes? NULL, or what is not.
 */
const char *jd_pty_complaint(const struct jd_pty *pty);

#endif
