/* SPDX-License-Identifier: MIT */
/* The page as a pane: title bar, text, panel; the bottom of the pane stack. */
#ifndef JINGDU_UI_READER_H
#define JINGDU_UI_READER_H

#include <stdbool.h>
#include <stddef.h>

#include "jingdu/ui/outline.h"
#include "jingdu/ui/page.h"
#include "jingdu/ui/pane.h"

/* A reader over the ui's article, for a window of this size. */
struct jd_pane jd_reader_new(struct jd_ui *ui, int cols, int rows);

/* Jump to a byte, remembering where the reader was. */
void jd_reader_jump(struct jd_pane reader, size_t byte);

/* A jump begins at byte: '' and ^O come back to it. */
void jd_reader_remember(struct jd_pane reader, size_t byte);

/* Put the cursor on byte without remembering a jump; true: the view had to move. */
bool jd_reader_resume(struct jd_pane reader, size_t byte);

/* Say that this is where the reader was. */
void jd_reader_say_back(struct jd_pane reader);

/* Borrowed, for the views that show parts of the page. */
const struct jd_page *jd_reader_page(struct jd_pane reader);
struct jd_outline *jd_reader_outline(struct jd_pane reader);

#endif
