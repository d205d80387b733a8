/* SPDX-License-Identifier: MIT */
/*
 * A part of an article as the reader sees it, without white space, code point by code point,
 * with the byte of Text behind each: what anchors are compared on.
 */
#ifndef JINGDU_DOC_SQUEEZE_H
#define JINGDU_DOC_SQUEEZE_H

#include "jingdu/doc/document.h"

struct jd_squeeze {
    uint32_t *cps; /* owned */
    size_t *bytes; /* owned; of Text, growing */
    size_t count, cap;
};

#define JD_SQUEEZE_INIT { .cps = NULL }
void jd_squeeze_release(struct jd_squeeze *squeeze);

/* The blocks that touch [from, to). Appended. */
void jd_squeeze_range(struct jd_squeeze *squeeze, const struct jd_document *doc, size_t from,
                      size_t to);

/* Any text, its bytes counted from 0. Appended. */
void jd_squeeze_str(struct jd_squeeze *squeeze, struct jd_str text);

/* Index of the first one at or behind byte; count: none. */
size_t jd_squeeze_index(const struct jd_squeeze *squeeze, size_t byte);

/* The code points [from, to) as UTF-8, appended. */
void jd_squeeze_add(const struct jd_squeeze *squeeze, size_t from, size_t to,
                    struct jd_buf *into);

#endif
