/* SPDX-License-Identifier: MIT */
/* Marks and notes on the page: what the keys m ' a do once the letter is known. */
#ifndef JINGDU_UI_MARKING_H
#define JINGDU_UI_MARKING_H

#include "jingdu/ui/page.h"
#include "jingdu/ui/pane.h"

/* Set the mark of a letter on the current word; Enter: a quick mark. Other keys: a word
 * of help. */
void jd_marking_set(struct jd_ui *ui, const struct jd_page *page, jd_key key);

/* Go to the mark of a letter, which may be in another article. */
void jd_marking_go(struct jd_ui *ui, jd_key key);

/* Ask for the note on the current word; without a mark there it gets one. */
void jd_marking_ask_note(struct jd_ui *ui, const struct jd_page *page);

/* Ask for the note of a bookmark; its strings need not outlive the call. after is called
 * when all is done; may be NULL. */
void jd_marking_ask_note_of(struct jd_ui *ui, const struct jd_bookmark *mark,
                            void (*after)(void *self), void *self);

/* "'a" for messages, or "the mark". */
void jd_marking_name(char letter, struct jd_buf *into);

#endif
