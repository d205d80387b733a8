/* SPDX-License-Identifier: MIT */
/*
 * The panel under the page: what the current word is, in three lines of fixed meaning:
 * identity (headword, pinyin, category) / gloss / enclosing phrase and parts. In a low
 * window all of it in one line.
 */
#ifndef JINGDU_UI_PANEL_H
#define JINGDU_UI_PANEL_H

#include "jingdu/ui/canvas.h"
#include "jingdu/ui/page.h"
#include "jingdu/ui/pane.h"

/* Draw into area: one row or three (a frame above is the caller's). */
void jd_panel_draw(const struct jd_page *page, const struct jd_ui *ui,
                   struct jd_canvas *canvas, struct jd_rect area);

/* The current word in one line, for windows without a panel; empty when nothing is known. */
void jd_panel_line(const struct jd_page *page, const struct jd_ui *ui, struct jd_buf *into);

/* "person, 2021-2025": category and the years of a row. Appended. */
void jd_panel_kind(const struct jd_term *term, struct jd_buf *into);

#endif
