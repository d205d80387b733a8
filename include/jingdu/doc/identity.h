/* SPDX-License-Identifier: MIT */
/*
 * By what a text is known again. Its identity: up to 1 MiB the hash of Text without white
 * space (so that other line ends and another wrapping change nothing); above, of its
 * length, its first and last 64 KiB and 16 samples of 4 KiB at fixed fractions, as they
 * are. Its likeness: how many of 64 min-hashes of its clauses another text shares, so
 * that a text that was edited is still known.
 */
#ifndef JINGDU_DOC_IDENTITY_H
#define JINGDU_DOC_IDENTITY_H

#include <stdint.h>

#include "jingdu/base/id.h"
#include "jingdu/base/str.h"

enum { JD_IDENTITY_WHOLE_MAX = 1 << 20, JD_LIKENESS_COUNT = 64, JD_LIKENESS_SAME = 32 };

/* Never JD_ID_NONE. */
struct jd_id jd_identity_of(struct jd_str text);

/*
 * For each of 64 fixed hash functions the least value over the clauses of the text: what
 * stands between marks such as 。，： or blank lines, only its letters and characters, at
 * least three of them. So an edited word costs one clause, and neither markup, wrapping,
 * quotes nor the order of paragraphs count. Only the first 64 KiB are looked at. Two
 * texts share the value of a function with the probability that a clause of either is one
 * of both (Broder 1997). A text without clauses: all zeros, like nothing.
 */
struct jd_likeness {
    uint64_t least[JD_LIKENESS_COUNT];
};
void jd_likeness_of(struct jd_str text, struct jd_likeness *out);

/* How many values are the same, 0 to 64; JD_LIKENESS_SAME or more: the same article. */
int jd_likeness_shared(const struct jd_likeness *a, const struct jd_likeness *b);

#endif
