/* SPDX-License-Identifier: MIT */
/* Help, made from the live key map: this view's most useful keys first, then all. */
#ifndef JINGDU_UI_HELP_H
#define JINGDU_UI_HELP_H

#include "jingdu/ui/pane.h"

void jd_help_open(struct jd_ui *ui, enum jd_view view);

/*
 * Append "t contents   ": the first live key of an action and a word for it, for the last
 * row. Nothing when the action has no key.
 */
void jd_help_hint(const struct jd_ui *ui, enum jd_action action, const char *word,
                  struct jd_buf *into);

#endif
