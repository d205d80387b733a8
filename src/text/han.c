/* SPDX-License-Identifier: MIT */
#include "jingdu/text/han.h"

#include <stddef.h>
#include <unictype.h>

#include "jingdu/text/utf8.h"

#include "jingdu/base/banned.h"

static const struct {
    uint32_t first, last;
} rare_han[] = {
    { 0x2E80, 0x2E99 },   { 0x2E9B, 0x2EF3 },   { 0x2F00, 0x2FD5 },
    { 0x3005, 0x3005 },   { 0x3007, 0x3007 },   { 0x3400, 0x4DBF },
    { 0xF900, 0xFA6D },   { 0xFA70, 0xFAD9 },   { 0x20000, 0x2A6DF },
    { 0x2A700, 0x2B739 }, { 0x2B740, 0x2B81D }, { 0x2B820, 0x2CEA1 },
    { 0x2CEB0, 0x2EBE0 }, { 0x2EBF0, 0x2EE5D }, { 0x2F800, 0x2FA1D },
    { 0x30000, 0x3134A }, { 0x31350, 0x323AF },
};

bool jd_han_is(uint32_t cp)
{
    if (cp - 0x4E00 < 0x5200)
        return true;
    if (cp < rare_han[0].first)
        return false;
    for (size_t i = 0; i < sizeof rare_han / sizeof *rare_han; i++) {
        if (cp <= rare_han[i].last)
            return cp >= rare_han[i].first;
    }
    return false;
}

static enum jd_char_class classify_ascii(uint32_t cp)
{
    if ((cp | 0x20) - 'a' < 26)
        return JD_CHAR_LETTER;
    if (cp - '0' < 10)
        return JD_CHAR_DIGIT;
    if (cp == ' ' || cp - '\t' < 5)
        return JD_CHAR_SPACE;
    if (cp < ' ' || cp == 0x7F)
        return JD_CHAR_OTHER;
    switch (cp) {
    case '$':
    case '+':
    case '<':
    case '=':
    case '>':
    case '^':
    case '`':
    case '|':
    case '~':
        return JD_CHAR_OTHER;
    default:
        return JD_CHAR_PUNCT;
    }
}

enum jd_char_class jd_char_classify(uint32_t cp)
{
    if (cp - 0x4E00 < 0x5200)
        return JD_CHAR_HAN;
    if (cp < 0x80)
        return classify_ascii(cp);
    if (cp == 0x3001 || cp == 0x3002 || cp == 0xFF0C || cp == 0xFF5E)
        return JD_CHAR_PUNCT; /* ～ is a mathematical symbol to Unicode */
    if (jd_han_is(cp))
        return JD_CHAR_HAN;
    if (cp - 0xFF10 < 10)
        return JD_CHAR_DIGIT;
    if (uc_is_general_category_withtable(cp, UC_CATEGORY_MASK_P))
        return JD_CHAR_PUNCT;
    if (uc_is_general_category_withtable(cp, UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_M |
                                                 UC_CATEGORY_MASK_Nd |
                                                 UC_CATEGORY_MASK_Nl))
        return JD_CHAR_LETTER;
    if (uc_is_general_category_withtable(cp, UC_CATEGORY_MASK_Zs))
        return JD_CHAR_SPACE;
    return JD_CHAR_OTHER;
}

bool jd_char_ends_sentence(uint32_t cp)
{
    switch (cp) {
    case '.':
    case '!':
    case '?':
    case 0x2026: /* … */
    case 0x203C: /* ‼ */
    case 0x2047: /* ⁇ */
    case 0x2048: /* ⁈ */
    case 0x2049: /* ⁉ */
    case 0x22EF: /* ⋯ */
    case 0x3002: /* 。 */
    case 0xFF01: /* ！ */
    case 0xFF0E: /* ． */
    case 0xFF1F: /* ？ */
    case 0xFF61: /* ｡ */
        return true;
    default:
        return false;
    }
}

bool jd_char_closes(uint32_t cp)
{
    switch (cp) {
    case ')':
    case ']':
    case '}':
    case 0x00BB: /* » */
    case 0x2019: /* ’ */
    case 0x201D: /* ” */
    case 0x203A: /* › */
    case 0x3009: /* 〉 */
    case 0x300B: /* 》 */
    case 0x300D: /* 」 */
    case 0x300F: /* 』 */
    case 0x3011: /* 】 */
    case 0x3015: /* 〕 */
    case 0x3017: /* 〗 */
    case 0x3019: /* 〙 */
    case 0x301B: /* 〛 */
    case 0x301E: /* 〞 */
    case 0x301F: /* 〟 */
    case 0xFF09: /* ） */
    case 0xFF3D: /* ］ */
    case 0xFF5D: /* ｝ */
    case 0xFF60: /* ｠ */
    case 0xFF63: /* ｣ */
        return true;
    default:
        return cp - 0xFE36 < 15 && cp % 2 == 0; /* the vertical forms ︶ … ﹄ */
    }
}

size_t jd_han_count(struct jd_str text)
{
    size_t count = 0;
    for (size_t at = 0; at < text.len;) {
        struct jd_cp cp = jd_utf8_next(text, at);
        count += jd_han_is(cp.cp);
        at += cp.len;
    }
    return count;
}
