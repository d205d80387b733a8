/* SPDX-License-Identifier: MIT */
/* What kind of character this is, as far as reading Chinese is concerned. */
#ifndef JINGDU_TEXT_HAN_H
#define JINGDU_TEXT_HAN_H

#include <stdbool.h>
#include <stdint.h>

#include "jingdu/base/str.h"

enum jd_char_class {
    JD_CHAR_HAN,    /* ideographs incl. extensions, compatibility forms, 〇 々 */
    JD_CHAR_LETTER, /* letters of other scripts, combining marks */
    JD_CHAR_DIGIT,  /* 0-9 and full-width digits */
    JD_CHAR_SPACE,  /* blanks, tab, line ends, U+3000, U+00A0 */
    JD_CHAR_PUNCT,  /* Chinese and other punctuation */
    JD_CHAR_OTHER,  /* symbols, emoji, controls, unassigned */
};

bool jd_han_is(uint32_t cp);
enum jd_char_class jd_char_classify(uint32_t cp);

/* 。！？… and . ! ? of ASCII: a sentence ends here (closing quotes may follow). */
bool jd_char_ends_sentence(uint32_t cp);

/* Closing quotes and brackets, those that stay with the sentence before them. */
bool jd_char_closes(uint32_t cp);

/* Number of Han characters in text. */
size_t jd_han_count(struct jd_str text);

#endif
