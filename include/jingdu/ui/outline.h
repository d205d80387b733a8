/* SPDX-License-Identifier: MIT */
/*
 * The headings of an article, found piece by piece: idle slices extend the list from the
 * start of the text, so that a large article opens before all of them are known.
 */
#ifndef JINGDU_UI_OUTLINE_H
#define JINGDU_UI_OUTLINE_H

#include <stdbool.h>
#include <stddef.h>

#include "jingdu/doc/document.h"

enum { JD_OUTLINE_MAX = 65536 }; /* headings remembered */

struct jd_outline {
    const struct jd_document *doc;
    size_t *headings; /* bytes, ascending */
    size_t count, cap;
    size_t scanned; /* everything before this byte is known */
    bool complete;
};

void jd_outline_init(struct jd_outline *outline, const struct jd_document *doc);
void jd_outline_release(struct jd_outline *outline);

/* Look through about so many bytes more; false when there is nothing left to do. */
bool jd_outline_scan(struct jd_outline *outline, size_t bytes);

/*
 * The next heading after byte, or the nearest before it (direction 1, -1). When it is not
 * yet known the text is scanned as far as needed, at most limit bytes. SIZE_MAX: there is
 * none; *unknown tells that the limit ended the search.
 */
size_t jd_outline_step(struct jd_outline *outline, size_t byte, int direction,
                       size_t limit, bool *unknown);

#endif
