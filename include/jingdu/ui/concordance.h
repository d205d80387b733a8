/* SPDX-License-Identifier: MIT */
/*
 * The list of all places where a word stands in this article, each in its context: the
 * words stand in one column, what is before ends there, what follows begins behind.
 */
#ifndef JINGDU_UI_CONCORDANCE_H
#define JINGDU_UI_CONCORDANCE_H

#include "jingdu/base/str.h"
#include "jingdu/ui/pane.h"

/* word is copied; cursor: the place that is chosen at first. */
void jd_concordance_open(struct jd_ui *ui, struct jd_str word, size_t cursor);

#endif
