/* SPDX-License-Identifier: MIT */
/* A terminal that only exists in memory (libvterm): bytes in, cells out. */
#ifndef JINGDU_TESTS_SUPPORT_VTERM_H
#define JINGDU_TESTS_SUPPORT_VTERM_H

#include <stdbool.h>
#include <vterm.h>

#include "jingdu/base/buf.h"

struct jd_vterm {
    VTerm *vt;
    VTermScreen *screen;
    int cols, rows;
    bool alternate, cursor_visible;
    int cursor_col, cursor_row;
    int mouse;           /* VTERM_PROP_MOUSE_NONE … */
    struct jd_buf bytes; /* all that was fed */
};

void jd_vterm_open(struct jd_vterm *vterm, int cols, int rows);
void jd_vterm_close(struct jd_vterm *vterm);
void jd_vterm_resize(struct jd_vterm *vterm, int cols, int rows);
void jd_vterm_feed(struct jd_vterm *vterm, const char *bytes, size_t len);

/* Append the text of one row, without the blanks at its end. */
void jd_vterm_row(const struct jd_vterm *vterm, int row, struct jd_buf *into);

/* Append all rows, each ended by "\n". */
void jd_vterm_text(const struct jd_vterm *vterm, struct jd_buf *into);

/* Is this text inside some row? */
bool jd_vterm_shows(const struct jd_vterm *vterm, const char *text);

VTermScreenCell jd_vterm_cell(const struct jd_vterm *vterm, int col, int row);

/* How often this occurs in the bytes. */
size_t jd_vterm_count(const struct jd_vterm *vterm, const char *bytes);

/* Is this private mode (2004: bracketed paste) on, as far as the bytes tell? */
bool jd_vterm_mode(const struct jd_vterm *vterm, int mode);

/* Append the title of the window as it was set last. */
void jd_vterm_title(const struct jd_vterm *vterm, struct jd_buf *into);

/*
 * What no byte of a text may do to a terminal, as a complaint, or NULL when bytes are
 * harmless: strings (OSC, DCS, APC, PM, SOS), control characters other than those that
 * place the cursor, C1 in either form, bidi controls and zero-width spaces, bytes that
 * are no UTF-8.
 */
const char *jd_vterm_complaint(struct jd_str bytes);

#endif
