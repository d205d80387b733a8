/* SPDX-License-Identifier: MIT */
/*
 * Where a row of Chinese text may end: the rules of CLREQ (basic level, plus never
 * splitting —— and ……) reduced to classes of characters and a table of pairs. Words are
 * not known here; layout/flow adds them.
 */
#ifndef JINGDU_TEXT_LINEBREAK_H
#define JINGDU_TEXT_LINEBREAK_H

#include <stdbool.h>
#include <stdint.h>

/* clang-format off */
enum jd_break_class {
    JD_BRK_HAN,     /* ideographs, kana, symbols, emoji: break on both sides */
    JD_BRK_UNIT,    /* Han that stays with a number before it: 年月日时分秒个万亿元名人次… */
    JD_BRK_OPEN,    /* “‘「『（【〔〖《〈 ( [ { : not at a row end */
    JD_BRK_CLOSE,   /* 、，。；：？！”’」』）】〕〗》〉 ) ] } ; ? ! : not at a row start */
    JD_BRK_POINT,   /* ASCII , . : the same, and 3.14 1,000 10:30 m.site stay whole */
    JD_BRK_QUOTE,   /* ASCII " ' of unknown side: glued to both but for a blank before it */
    JD_BRK_DOT,     /* · • ・ ‧: not at a row start, and names stay whole: glued to both */
    JD_BRK_DASH,    /* — – ～ ~ …: not at a row start; — and … never split from another */
    JD_BRK_HYPHEN,  /* - : after it only, and not between digits */
    JD_BRK_SLASH,   /* / : after it only, and not before a digit */
    JD_BRK_PREFIX,  /* ￥ $ € £ # № + ± before digits: not at a row end; 10万+ stays whole */
    JD_BRK_POSTFIX, /* % ‰ ℃ ° 々: not at a row start */
    JD_BRK_DIGIT,   /* 0-9 and full-width digits */
    JD_BRK_LETTER,  /* Latin and other alphabets, _ @ & = */
    JD_BRK_SPACE,   /* blanks: never at a row start; a row may end after them */
    JD_BRK_COUNT,
};
/* clang-format on */

enum jd_break_class jd_linebreak_class(uint32_t cp);

/*
 * May a row end between a character of class before and one of class after? Context-free
 * but for ’ between letters, which the caller passes as JD_BRK_LETTER.
 */
bool jd_linebreak_allowed(enum jd_break_class before, enum jd_break_class after);

/* ，。、 and their like: one of them may stand in the margin right of the measure. */
bool jd_linebreak_hangs(uint32_t cp);

/* “‘ and ”’: narrow in a terminal, take a presentation blank beside Han (layout/flow). */
bool jd_linebreak_is_curly_open(uint32_t cp);
bool jd_linebreak_is_curly_close(uint32_t cp);

#endif
