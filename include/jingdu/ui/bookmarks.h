/* SPDX-License-Identifier: MIT */
/*
 * The list of bookmarks, of this article or of all: letter, words, note. Enter goes
 * there, d deletes, a writes a note, B changes between the two, U undoes. What cannot be
 * found in the text any more is listed with its words.
 */
#ifndef JINGDU_UI_BOOKMARKS_H
#define JINGDU_UI_BOOKMARKS_H

#include <stddef.h>

#include "jingdu/ui/pane.h"

/* cursor: the place in the article whose bookmark is chosen at first. */
void jd_bookmarks_open(struct jd_ui *ui, size_t cursor);

#endif
