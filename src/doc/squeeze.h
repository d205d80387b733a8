/* SPDX-License-Identifier: MIT */
/*
 * A part of an article as the reader sees it, without white space, code point by code
 * point, with the byte of Text behind each: what anchors are compared on.
 */
#ifndef JINGDU_SRC_DOC_SQUEEZE_H
#define JINGDU_SRC_DOC_SQUEEZE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "jingdu/doc/document.h"

/* Kept of a place's surroundings: code points to each side, and where to stop looking. */
enum { JD_SQUEEZE_SIDE = 520, JD_SQUEEZE_LOOK = 64 * 1024 };

struct jd_squeeze {
    uint32_t *cps;   /* owned; U+FFFD for a bad part */
    uint32_t *bytes; /* owned; from base, growing */
    size_t count, cap;
    uint32_t *blocks; /* owned; the index at which each block begins, growing */
    size_t block_count, block_cap;
    size_t base;       /* a byte of Text, at most 4 GiB before the last */
    size_t start, end; /* what was looked at, bytes of Text */
    size_t text_len;   /* of all of Text */
};

#define JD_SQUEEZE_INIT                                                                  \
    {                                                                                    \
        .cps = NULL                                                                      \
    }
void jd_squeeze_release(struct jd_squeeze *squeeze);

/* The blocks that touch [from, to). Replaces what was in it. */
void jd_squeeze_range(struct jd_squeeze *squeeze, const struct jd_document *doc,
                      size_t from, size_t to);

/*
 * The blocks around byte: JD_SQUEEZE_SIDE code points to each side at least, but only as
 * far as JD_SQUEEZE_LOOK bytes from its block. Depends on the block only, so that the
 * same place always has the same surroundings.
 */
void jd_squeeze_near(struct jd_squeeze *squeeze, const struct jd_document *doc,
                     size_t byte);

/* Any string, its bytes counted from 0. */
void jd_squeeze_str(struct jd_squeeze *squeeze, struct jd_str text);

/* The byte of Text of one of them. */
static inline size_t jd_squeeze_byte(const struct jd_squeeze *squeeze, size_t index)
{
    return squeeze->base + squeeze->bytes[index];
}

/* Index of the first one at or behind byte; count: none. */
size_t jd_squeeze_index(const struct jd_squeeze *squeeze, size_t byte);

/* The indices [*from, *to) of the block that the one at index is in. */
void jd_squeeze_block(const struct jd_squeeze *squeeze, size_t index, size_t *from,
                      size_t *to);

/*
 * The cluster that is seen at byte, or else the next one that is, at most 1 MiB away,
 * or else the last before. False: there is none, *byte is clamped into the text.
 */
bool jd_squeeze_settle(const struct jd_document *doc, size_t *byte);

#endif
