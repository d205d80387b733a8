/* SPDX-License-Identifier: MIT */
/* Draws the rows of a page on a canvas: text, marks of names and terms, gutter, cursor.
 */
#ifndef JINGDU_UI_ROWS_H
#define JINGDU_UI_ROWS_H

#include "jingdu/ui/canvas.h"
#include "jingdu/ui/page.h"
#include "jingdu/ui/pane.h"
#include "jingdu/ui/search.h"

/* Where the text of a page stands; canvas coordinates, cells. */
struct jd_sheet {
    struct jd_rect area; /* rows of text, full width */
    int left;            /* column of the measure's left edge */
    int gutter;          /* column of the gutter mark; -1: no room for one */
    int measure;
};

/* The sheet for an area and the longest measure the settings allow. */
struct jd_sheet jd_sheet_in(struct jd_rect area, int longest_measure);

/* What lies over the words for a while. */
struct jd_overlay {
    const struct jd_search *search;  /* its matches are marked; NULL: none */
    size_t select_start, select_end; /* bytes drawn as current; equal: the current word */
    /* The n-th character is put on the n-th helped word in view; NULL: none. The bytes of
     * those words are written to targets (room for label_count). */
    const char *labels;
    size_t label_count;
    size_t *targets;
};

/*
 * Draw all rows in view. The current word is marked and the canvas' cursor put on it;
 * rows with a bookmark have its letter in the gutter (* for one without). Returns how
 * many labels were put.
 */
size_t jd_rows_draw(const struct jd_page *page, const struct jd_ui *ui,
                    const struct jd_sheet *sheet, struct jd_canvas *canvas,
                    const struct jd_overlay *overlay);

/* The mark of a category: the same names in the same order. */
enum jd_mark jd_rows_mark(enum jd_category category);

/* Is this category told by colour alone (posts, events, phrases, terms)? */
bool jd_rows_is_colour_only(enum jd_category category);

#endif
