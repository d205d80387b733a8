/* SPDX-License-Identifier: MIT */
/*
 * The reader's place in the article: which row is on top, which word is current, and
 * every way to move. Knows rows and words, but no keys and no cells of the screen.
 */
#ifndef JINGDU_UI_PAGE_H
#define JINGDU_UI_PAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "jingdu/layout/index.h"
#include "jingdu/ui/pane.h"

struct jd_page {
    const struct jd_document *doc;
    struct jd_index *index;         /* owned */
    const enum jd_highlights *mode; /* borrowed: what is marked now */
    struct jd_line top;             /* the first row shown */
    size_t anchor;                  /* byte of that row when the user last moved; a resize
                                       comes back to it, whatever happened in between */
    size_t cursor;                  /* byte of the current word, or of its part on the
                                       cursor's row; start of a grapheme cluster */
    int want_col;                   /* column to come back to after a short row; cells */
    int rows;                       /* rows shown, >= 1 */
};

void jd_page_init(struct jd_page *page, const struct jd_document *doc,
                  struct jd_annotator *annotator, const enum jd_highlights *mode,
                  const struct jd_flow_options *options, int rows);
void jd_page_release(struct jd_page *page);

/* A new size or other options: the anchor stays on top, the cursor's byte stays. */
void jd_page_resize(struct jd_page *page, const struct jd_flow_options *options,
                    int rows);

/* The current word, or NULL in an article without any. laid is its block; borrowed until
 * the next move. */
const struct jd_token *jd_page_token(const struct jd_page *page,
                                     const struct jd_laid **laid);

/* The row of the screen (0 = top) that shows the cursor; -1 when it is not in view. */
int jd_page_cursor_row(const struct jd_page *page);

/* ---- moves; false: there was nowhere to go, nothing changed -------------------------
 */

bool jd_page_move_rows(struct jd_page *page, long count); /* the cursor; view follows */
bool jd_page_scroll(struct jd_page *page, long count);    /* the view; cursor follows */
bool jd_page_screen(struct jd_page *page, int direction); /* a page, one row shared */
bool jd_page_half(struct jd_page *page, int direction,
                  int rows); /* rows 0: half a page */
bool jd_page_move_words(struct jd_page *page, long count);

/* Character by character, over the ends of blocks. */
bool jd_page_move_characters(struct jd_page *page, long count);

/* Behind the character at byte. */
size_t jd_page_character_end(const struct jd_page *page, size_t byte);

/* Next (1) or previous (-1) marked word, looked for in at most 1 MiB of text. */
bool jd_page_move_helped(struct jd_page *page, int direction);
bool jd_page_move_sentence(struct jd_page *page, int direction);
bool jd_page_move_paragraph(struct jd_page *page, int direction);

void jd_page_start(struct jd_page *page);
void jd_page_end(struct jd_page *page);

/* Put the row of byte on top (as far as there is text below) and the cursor on byte. */
void jd_page_go(struct jd_page *page, size_t byte);

/* The same, but a byte that is in view only takes the cursor. */
void jd_page_show(struct jd_page *page, size_t byte);

/* Show byte with some text around it, unless it is in view already: then only the cursor
 * moves. True: the view moved. */
bool jd_page_visit(struct jd_page *page, size_t byte);

/* Back to a view and a cursor as they were: bytes of anchor and cursor. */
void jd_page_return(struct jd_page *page, size_t anchor, size_t cursor);

/* The cursor's row into the middle of the view. */
void jd_page_centre(struct jd_page *page);

/* Put the cursor on the word at a column of a row of the screen. */
void jd_page_point(struct jd_page *page, int row, int col);

/* Bytes of the first and behind the last row in view. */
size_t jd_page_first_byte(const struct jd_page *page);
size_t jd_page_last_byte(const struct jd_page *page);

#endif
