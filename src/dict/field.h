/* SPDX-License-Identifier: MIT */
/* Checks of single fields of a glossary file. */
#ifndef JINGDU_SRC_DICT_FIELD_H
#define JINGDU_SRC_DICT_FIELD_H

#include <stdbool.h>
#include <stddef.h>

#include "jingdu/base/buf.h"
#include "jingdu/base/str.h"

/*
 * Append raw with \t \n \\ undone. Returns the byte of raw where the first other escape
 * stands (it is kept as it is), or (size_t)-1.
 */
size_t jd_field_unescape(struct jd_str raw, struct jd_buf *into);

/* The first control character (C0, DEL, C1; a tab does not count), or (size_t)-1. */
size_t jd_field_find_control(struct jd_str text);

/* The first byte that is no UTF-8, or (size_t)-1. */
size_t jd_field_find_bad(struct jd_str text);

/* "" gives 0, "2023" the year; false for all else. */
bool jd_field_year(struct jd_str text, int *year);

/* Does text hold a Han character or a letter? */
bool jd_field_has_word(struct jd_str text);

/*
 * Could pinyin be the reading of word, as far as the number of syllables tells? Latin
 * words may stand in both; digits and Latin may be read out; 儿 may be no syllable of its
 * own. *syllables is what was counted, *han the Han characters of word.
 */
bool jd_field_pinyin_fits(struct jd_str word, struct jd_str pinyin, size_t *syllables,
                          size_t *han);

#endif
