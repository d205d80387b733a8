/* SPDX-License-Identifier: MIT */
/* Where a quote stands word for word. */
#ifndef JINGDU_SRC_DOC_VERBATIM_H
#define JINGDU_SRC_DOC_VERBATIM_H

#include <stdbool.h>
#include <stddef.h>

#include "jingdu/doc/document.h"

#include "similar.h"
#include "squeeze.h"

/*
 * Does the quote stand with its place at byte? Then that is added. True when what stood
 * before and after it is whole as well.
 */
bool jd_verbatim_at(const struct jd_document *doc, const struct jd_needle *needle,
                    size_t byte, struct jd_passages *into);

/*
 * The same all over Text [from, to), by a raw search for five pieces of the quote and its
 * contexts, since an edit, a line end or markup may be in any one. 64 places of each are
 * looked at.
 */
bool jd_verbatim_in_text(const struct jd_document *doc, const struct jd_needle *needle,
                         size_t from, size_t to, struct jd_passages *into);

/*
 * All places in a squeezed text (16,384 at most); added are the 16 with the best
 * contexts, of equal ones those nearest to a byte. How many there are.
 */
size_t jd_verbatim_in_squeeze(const struct jd_squeeze *text,
                              const struct jd_needle *needle, size_t near,
                              struct jd_passages *into);

/* Index of the first such code points at or behind from; count: none. */
size_t jd_verbatim_find(const struct jd_squeeze *text, const uint32_t *cps, size_t len,
                        size_t from);

#endif
