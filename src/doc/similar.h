/* SPDX-License-Identifier: MIT */
/* How alike two runs of code points are, and which belongs to which. */
#ifndef JINGDU_DOC_SIMILAR_H
#define JINGDU_DOC_SIMILAR_H

#include <stddef.h>
#include <stdint.h>

enum { JD_SIMILAR_MAX = 400 }; /* code points; what is longer is cut */

/*
 * 0 to 1: twice the longest common subsequence over both lengths (1: the same; both empty:
 * 1). Time is the product of the lengths.
 */
double jd_similar(const uint32_t *a, size_t a_len, const uint32_t *b, size_t b_len);

/* A cheap bound for jd_similar from above: the share of code points they have in common. */
double jd_similar_at_most(const uint32_t *a, size_t a_len, const uint32_t *b, size_t b_len);

/* Which index of b belongs to index at of a, by that subsequence: that of the nearest code
 * point of a that is in it, behind at first. b_len when nothing is. */
size_t jd_similar_map(const uint32_t *a, size_t a_len, const uint32_t *b, size_t b_len,
                      size_t at);

#endif
