/* SPDX-License-Identifier: MIT */
/*
 * Where a term only seems to stand: its first or last character belongs to an ordinary word
 * that crosses its border (提高|通 is no Qualcomm, 科技部|门 no ministry). A stopgap
 * of common words until the segmenter knows all of them.
 */
#ifndef JINGDU_LANG_BORDERS_H
#define JINGDU_LANG_BORDERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Does an ordinary word cross the left border of the term [at, end) of cps? Short terms only:
 * three characters and more are hardly ever made up by chance. */
bool jd_border_splits_left(const uint32_t *cps, size_t at, size_t end);

/* … the right border? count is that of all cps. */
bool jd_border_splits_right(const uint32_t *cps, size_t end, size_t count);

#endif
