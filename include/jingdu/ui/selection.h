/* SPDX-License-Identifier: MIT */
/* Selecting on the page character by character, and copying: the selection, the current
 * word, its sentence. */
#ifndef JINGDU_UI_SELECTION_H
#define JINGDU_UI_SELECTION_H

#include <stdbool.h>
#include <stddef.h>

#include "jingdu/ui/page.h"
#include "jingdu/ui/pane.h"

struct jd_selection {
    bool is_on;
    size_t from; /* byte of the character where it began; the cursor is its other end */
};

/* Begin at the cursor, or leave. */
void jd_selection_toggle(struct jd_selection *selection, const struct jd_page *page);

/* Its bytes, both characters included; false and an empty range when it is off. */
bool jd_selection_range(const struct jd_selection *selection, const struct jd_page *page,
                        size_t *start, size_t *end);

/* Copy it and leave it, else the current word. */
void jd_selection_copy(struct jd_selection *selection, struct jd_ui *ui,
                       const struct jd_page *page);

void jd_selection_copy_sentence(struct jd_ui *ui, const struct jd_page *page);

#endif
