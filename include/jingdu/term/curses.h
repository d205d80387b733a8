/* SPDX-License-Identifier: MIT */
/*
 * The terminal: ncursesw and nothing else. Canvas → screen, input and signals → events.
 * From jd_term_start to jd_term_stop the terminal is ours; whatever ends the program
 * gives it back (cursor shown, screen left, modes as they were).
 */
#ifndef JINGDU_TERM_CURSES_H
#define JINGDU_TERM_CURSES_H

#include <stdbool.h>

#include "jingdu/base/error.h"
#include "jingdu/ui/canvas.h"
#include "jingdu/ui/event.h"
#include "jingdu/ui/theme.h"

enum jd_colours {
    JD_COLOURS_AUTO,
    JD_COLOURS_NEVER,
    JD_COLOURS_16,
    JD_COLOURS_256,
    JD_COLOURS_TRUE
};

struct jd_term_options {
    enum jd_theme_id theme;
    enum jd_colours colours; /* AUTO: terminfo, NO_COLOR, COLORTERM decide */
    bool mouse;
    bool keys_from_tty; /* standard input is the article: read keys from /dev/tty */
};

struct jd_term;

/*
 * Fix the locale: when LC_ALL, LC_CTYPE, LANG give no UTF-8, use C.UTF-8 for characters.
 * To be called first in main, before any thread or terminal.
 */
void jd_term_fix_locale(void);

/*
 * Take the terminal. Fails with JD_ERR_TERMINAL (exit status 4) and what to do: no tty
 * for keys, standard output is none, TERM unknown (after trying xterm-256color when the
 * name looks like a modern terminal; *notice then says so, empty otherwise), TERM too
 * dumb.
 */
bool jd_term_start(const struct jd_term_options *options, struct jd_term **out,
                   struct jd_buf *notice, struct jd_error *err) JD_MUST_USE;
void jd_term_stop(struct jd_term *term);

/* Does it show colours now (terminal, options and NO_COLOR together)? */
bool jd_term_has_colours(const struct jd_term *term);

void jd_term_size(const struct jd_term *term, int *cols, int *rows);

/* Show the canvas: rows that differ from what is shown already are written, then the
 * cursor. */
void jd_term_present(struct jd_term *term, const struct jd_canvas *canvas);

/* Forget what is shown, so that the next present draws everything. */
void jd_term_invalidate(struct jd_term *term);

/* Title of the terminal window, where it has one; sanitised here, cut to 120 cells. */
void jd_term_title(struct jd_term *term, struct jd_str title);

/* Wait for something to happen, at most ms milliseconds (-1: for ever). */
struct jd_event jd_term_wait(struct jd_term *term, int ms);

/* Is there input that jd_term_wait would return at once? */
bool jd_term_has_input(struct jd_term *term);

/*
 * Ask the terminal to put text into the clipboard (OSC 52): at once, outside the picture.
 * False when it is longer than 8 KiB as base64, which kills some terminals, or when the
 * terminal is not of xterm's kind.
 */
bool jd_term_copy(struct jd_term *term, struct jd_str text) JD_MUST_USE;

/*
 * Give the terminal back for another program, and take it again: modes, screen and size
 * as they are then; everything is drawn anew by the next present. Signals that come in
 * between are events afterwards. False: the terminal could not be taken again; the next
 * wait says QUIT.
 */
void jd_term_leave(struct jd_term *term);
bool jd_term_return(struct jd_term *term) JD_MUST_USE;

/* Stop the process as ^Z does elsewhere; returns when it is continued. */
void jd_term_suspend(struct jd_term *term);

#endif
