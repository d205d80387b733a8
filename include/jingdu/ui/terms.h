/* SPDX-License-Identifier: MIT */
/*
 * Names and terms of the article by category, with counts; Enter jumps to the first
 * mention. A long article is gone through in idle slices, at most JD_TERMS_LIMIT bytes.
 */
#ifndef JINGDU_UI_TERMS_H
#define JINGDU_UI_TERMS_H

#include <stddef.h>

#include "jingdu/layout/index.h"
#include "jingdu/ui/pane.h"

enum { JD_TERMS_LIMIT = 16 << 20 };

void jd_terms_open(struct jd_ui *ui);

/* How many different people, places, organisations and media a text of at most limit
 * bytes names; SIZE_MAX when the text is longer. */
size_t jd_terms_count_names(struct jd_ui *ui, struct jd_index *index, size_t limit);

#endif
