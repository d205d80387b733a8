/* SPDX-License-Identifier: MIT */
/* What the last row says when an article has been opened. */
#ifndef JINGDU_UI_GREETING_H
#define JINGDU_UI_GREETING_H

#include "jingdu/layout/index.h"
#include "jingdu/ui/pane.h"

/*
 * "2,583 characters, 9 min, 46 names   t contents   T terms   ? help", before it the
 * encoding when it is not UTF-8 and the bad bytes when there are some. What would take
 * long to count in a large text is left out.
 */
void jd_greeting_say(struct jd_ui *ui, struct jd_index *index);

/* Say how many bad bytes a long text has, now that all of it was looked at; none:
 * nothing. */
void jd_greeting_bad_bytes(struct jd_ui *ui);

#endif
