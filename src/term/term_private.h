/* SPDX-License-Identifier: MIT */
/* What the files of term/ and their tests share: the terminal itself. */
#ifndef JINGDU_SRC_TERM_TERM_PRIVATE_H
#define JINGDU_SRC_TERM_TERM_PRIVATE_H

#include <stdbool.h>
#include <stdio.h>
#include <termios.h>

#include "jingdu/base/buf.h"
#include "jingdu/term/curses.h"

#include "colours.h"
#include "frame.h"
#include "keys.h"
#include "screen.h"

struct jd_term {
    FILE *in, *out; /* ours, over descriptors of our own */
    int in_fd;
    struct jd_frame frame;
    SCREEN *screen;
    int cols, rows;
    bool is_utf8, xterm_like, mouse;
    struct termios modes; /* as they were */
    bool has_modes;
    struct jd_buf title;  /* the bytes that set it; empty: never set */
    int quit;             /* a signal that is to be told by the next wait; 0: none */
    bool resized, redraw; /* the same */
    bool has_event;       /* read ahead by jd_term_has_input */
    struct jd_event event;
    struct jd_keys keys;
    struct jd_palette palette;
    struct jd_screen shown;
};

/* Where a terminal is. The descriptors stay the caller's. */
struct jd_term_lines {
    int in_fd, out_fd;
    const char *type; /* as TERM has it; may be NULL */
};

/* jd_term_start without a look at standard input and output. */
bool jd_term_start_on(const struct jd_term_lines *lines,
                      const struct jd_term_options *options, struct jd_term **out,
                      struct jd_buf *notice, struct jd_error *err) JD_MUST_USE;

/* Switch what curses does not know about (pastes, mouse, title) on or off. */
void jd_term_extras_on(struct jd_term *term);
void jd_term_extras_off(struct jd_term *term);

/* Take another size, clamped to 1…1000; the next present draws everything. */
void jd_term_resize(struct jd_term *term, int cols, int rows);

/* Take the size that the terminal has now. True: it is another one. */
bool jd_term_read_size(struct jd_term *term);

#endif
