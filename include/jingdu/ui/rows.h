/* SPDX-License-Identifier: MIT */
/* Draws the rows of a page on a canvas: text, marks of names and terms, gutter, cursor.
 */
#ifndef JINGDU_UI_ROWS_H
#define JINGDU_UI_ROWS_H

#include "jingdu/ui/canvas.h"
#include "jingdu/ui/page.h"
#include "jingdu/ui/pane.h"

/* Where the text of a page stands; canvas coordinates, cells. */
struct jd_sheet {
    struct jd_rect area; /* rows of text, full width */
    int left;            /* column of the measure's left edge */
    int gutter;          /* column of the gutter mark; -1: no room for one */
    int measure;
};

/* The sheet for an area and the longest measure the settings allow. */
struct jd_sheet jd_sheet_in(struct jd_rect area, int longest_measure);

/*
 * Draw all rows in view. The current word is marked and the canvas' cursor put on it.
 * labels (may be NULL) puts its n-th character, n counted from 0, on the n-th helped
 * word in view; the bytes of those words are written to targets (room for label_count)
 * and their number returned.
 */
size_t jd_rows_draw(const struct jd_page *page, const struct jd_ui *ui,
                    const struct jd_sheet *sheet, struct jd_canvas *canvas,
                    const char *labels, size_t label_count, size_t *targets);

/* The mark of a category: the same names in the same order. */
enum jd_mark jd_rows_mark(enum jd_category category);

/* Is this category told by colour alone (posts, events, phrases, terms)? */
bool jd_rows_is_colour_only(enum jd_category category);

#endif
