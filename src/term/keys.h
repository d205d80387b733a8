/* SPDX-License-Identifier: MIT */
/*
 * Bytes from the terminal → events. curses knows the keys that terminfo knows; what it
 * leaves (sequences of other terminals, mouse, late answers) is decoded or swallowed
 * here. Characters are put together here too: get_wch loses a character that comes in two
 * parts, and swallows up to 15 keys behind a byte that is not in the locale's encoding.
 */
#ifndef JINGDU_SRC_TERM_KEYS_H
#define JINGDU_SRC_TERM_KEYS_H

#include <stdbool.h>
#include <wchar.h>

#include "jingdu/base/buf.h"
#include "jingdu/ui/event.h"

#include "curses_api.h"

enum { JD_KEYS_PUSHED_MAX = 3 };

struct jd_keys {
    WINDOW *window; /* a pad, so that reading never draws */
    int fd;
    bool mouse;                     /* mouse reports are wanted */
    int pushed[JD_KEYS_PUSHED_MAX]; /* codes read too far, newest last */
    int pushed_count;
    mbstate_t state;         /* of a character that has come in part */
    unsigned long taken;     /* codes read so far */
    struct jd_buf pastes[2]; /* by turns: the last one given is not written over */
    int turn;
};

/* After newterm. False when curses has no memory. */
bool jd_keys_open(struct jd_keys *keys, int fd, bool mouse) JD_MUST_USE;
void jd_keys_close(struct jd_keys *keys);

/*
 * The next event, if one is complete; never waits longer than it takes to tell Esc from
 * the start of a sequence. The text of a paste is borrowed until the
 * next but one paste.
 */
bool jd_keys_next(struct jd_keys *keys, struct jd_event *event);

#endif
