/* SPDX-License-Identifier: MIT */
/*
 * The entry of a term: the whole glossary row, rows of other years, what it stands in and
 * what stands in it. Enclosing and inner terms are links: Tab goes round, Enter follows,
 * Backspace goes back.
 */
#ifndef JINGDU_UI_ENTRY_H
#define JINGDU_UI_ENTRY_H

#include "jingdu/ui/page.h"
#include "jingdu/ui/pane.h"

/* Open the entry of the current word; on the byline the whole of it; else say there is
 * none. */
void jd_entry_open_word(struct jd_ui *ui, const struct jd_page *page);

#endif
