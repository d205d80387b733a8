/* SPDX-License-Identifier: MIT */
#include "jingdu/text/linebreak.h"

#include <stddef.h>
#include <uchar.h>
#include <unictype.h>

#include "jingdu/text/han.h"

#include "cell_kind.h"

#include "jingdu/base/banned.h"

/* clang-format off */
#define HA JD_BRK_HAN
#define OP JD_BRK_OPEN
#define CL JD_BRK_CLOSE
#define PT JD_BRK_POINT
#define QU JD_BRK_QUOTE
#define DA JD_BRK_DASH
#define HY JD_BRK_HYPHEN
#define SL JD_BRK_SLASH
#define PR JD_BRK_PREFIX
#define PO JD_BRK_POSTFIX
#define DI JD_BRK_DIGIT
#define LE JD_BRK_LETTER
#define SP JD_BRK_SPACE

static const uint8_t ascii_class[128] = {
    HA, HA, HA, HA, HA, HA, HA, HA, HA, SP, SP, HA, HA, SP, HA, HA,
    HA, HA, HA, HA, HA, HA, HA, HA, HA, HA, HA, HA, HA, HA, HA, HA,
    /*  !   "   #   $   %   &   '   (   )   *   +   ,   -   .   / */
    SP, CL, QU, PR, PR, PO, LE, QU, OP, CL, LE, PR, PT, HY, PT, SL,
    /*                                      :   ;   <   =   >   ? */
    DI, DI, DI, DI, DI, DI, DI, DI, DI, DI, PT, CL, LE, LE, LE, CL,
    LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE,
    /*                                          [   \   ]   ^   _ */
    LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, OP, LE, CL, LE, LE,
    LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE,
    /*                                          {   |   }   ~     */
    LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, OP, LE, CL, DA, HA,
};

#undef HA
#undef OP
#undef CL
#undef PT
#undef QU
#undef DA
#undef HY
#undef SL
#undef PR
#undef PO
#undef DI
#undef LE
#undef SP

/* What the general category does not tell, in the order of the code points. */
static const struct {
    char16_t first, last;
    uint8_t class;
} special[] = {
    { u'¡', u'¡', JD_BRK_OPEN },     { u'¢', u'¥', JD_BRK_PREFIX },
    { u'§', u'§', JD_BRK_PREFIX },   { u'°', u'°', JD_BRK_POSTFIX },
    { u'±', u'±', JD_BRK_PREFIX },   { u'²', u'³', JD_BRK_LETTER },
    { u'·', u'·', JD_BRK_DOT },      { u'¹', u'¹', JD_BRK_LETTER },
    { u'¼', u'¾', JD_BRK_LETTER },   { u'¿', u'¿', JD_BRK_OPEN },
    { u'×', u'×', JD_BRK_LETTER },   { u'÷', u'÷', JD_BRK_LETTER },
    { u'‐', u'‐', JD_BRK_HYPHEN },   { 0x2011, 0x2011, JD_BRK_LETTER },
    { u'‒', u'―', JD_BRK_DASH },     { u'•', u'•', JD_BRK_DOT },
    { u'‥', u'…', JD_BRK_DASH },     { u'‧', u'‧', JD_BRK_DOT },
    { u'‰', u'‴', JD_BRK_POSTFIX },  { u'‼', u'‼', JD_BRK_CLOSE },
    { u'⁇', u'⁉', JD_BRK_CLOSE },    { 0x20A0, 0x20C0, JD_BRK_PREFIX },
    { u'℃', u'℃', JD_BRK_POSTFIX },  { u'℉', u'℉', JD_BRK_POSTFIX },
    { u'№', u'№', JD_BRK_PREFIX },   { u'−', u'∓', JD_BRK_PREFIX },
    { u'⋯', u'⋯', JD_BRK_DASH },     { u'⸺', u'⸻', JD_BRK_DASH },
    { u'、', u'。', JD_BRK_CLOSE },  { u'々', u'々', JD_BRK_POSTFIX },
    { u'〜', u'〜', JD_BRK_DASH },   { u'〻', u'〻', JD_BRK_POSTFIX },
    { u'ゝ', u'ゞ', JD_BRK_POSTFIX }, { u'・', u'・', JD_BRK_DOT },
    { u'ー', u'ヾ', JD_BRK_POSTFIX }, { u'︐', u'︖', JD_BRK_CLOSE },
    { u'︙', u'︙', JD_BRK_DASH },   { u'︰', u'︲', JD_BRK_DASH },
    { u'﹐', u'﹒', JD_BRK_CLOSE },  { u'﹔', u'﹗', JD_BRK_CLOSE },
    { u'﹘', u'﹘', JD_BRK_DASH },   { u'﹟', u'﹟', JD_BRK_PREFIX },
    { u'﹩', u'﹩', JD_BRK_PREFIX }, { u'﹪', u'﹪', JD_BRK_POSTFIX },
    { u'！', u'！', JD_BRK_CLOSE },  { u'＂', u'＂', JD_BRK_QUOTE },
    { u'＃', u'＄', JD_BRK_PREFIX }, { u'％', u'％', JD_BRK_POSTFIX },
    { u'＇', u'＇', JD_BRK_QUOTE },  { u'＋', u'＋', JD_BRK_PREFIX },
    { u'，', u'，', JD_BRK_CLOSE },  { u'－', u'－', JD_BRK_DASH },
    { u'．', u'．', JD_BRK_CLOSE },  { u'／', u'／', JD_BRK_SLASH },
    { u'０', u'９', JD_BRK_DIGIT },  { u'：', u'；', JD_BRK_CLOSE },
    { u'？', u'？', JD_BRK_CLOSE },  { u'Ａ', u'Ｚ', JD_BRK_LETTER },
    { u'ａ', u'ｚ', JD_BRK_LETTER }, { u'～', u'～', JD_BRK_DASH },
    { u'｡', u'｡', JD_BRK_CLOSE },    { u'､', u'､', JD_BRK_CLOSE },
    { u'･', u'･', JD_BRK_DOT },      { u'ｦ', u'ﾟ', JD_BRK_HAN },
    { u'￠', u'￠', JD_BRK_POSTFIX }, { u'￡', u'￡', JD_BRK_PREFIX },
    { u'￥', u'￦', JD_BRK_PREFIX },
};
/* clang-format on */

/* Han that count something, in the order of the code points. */
static const char16_t units[] =
    u"万个亩人亿件位個倍億元分千台号名吨周噸场块場天家屆届岁年度戶"
    u"户日时時月期条架條次歲点畝百种秒種章米股艘萬號輛辆頁項页项點";

static bool is_unit(uint32_t cp)
{
    /* The last unit <= cp; written so that there is no branch to mispredict. */
    const char16_t *from = units;
    for (size_t count = sizeof units / sizeof *units - 1; count > 1;) {
        size_t half = count / 2;
        from += from[half] <= cp ? half : 0;
        count -= half;
    }
    return *from == cp;
}

/* By the general category; what is wide may be broken like Han (kana, Hangul). */
static enum jd_break_class general_class(uint32_t cp)
{
    if (uc_is_general_category_withtable(cp, UC_CATEGORY_MASK_Ps | UC_CATEGORY_MASK_Pi))
        return JD_BRK_OPEN;
    if (uc_is_general_category_withtable(cp, UC_CATEGORY_MASK_Pe | UC_CATEGORY_MASK_Pf))
        return JD_BRK_CLOSE;
    switch (jd_char_classify(cp)) {
    case JD_CHAR_LETTER:
        return jd_cell_kind(cp) == JD_CELL_WIDE ? JD_BRK_HAN : JD_BRK_LETTER;
    case JD_CHAR_SPACE:
        return JD_BRK_SPACE;
    default:
        return JD_BRK_HAN;
    }
}

enum jd_break_class jd_linebreak_class(uint32_t cp)
{
    if (cp < 0x80)
        return ascii_class[cp];
    if (cp - 0x4E00 < 0x5200)
        return is_unit(cp) ? JD_BRK_UNIT : JD_BRK_HAN;
    size_t low = 0, high = sizeof special / sizeof *special;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (cp > special[middle].last)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < sizeof special / sizeof *special && cp >= special[low].first)
        return special[low].class;
    return general_class(cp);
}

#define BIT(name) (1U << JD_BRK_##name)
#define ALL       ((1U << JD_BRK_COUNT) - 1)
/* Never at a row start; a QUOTE may stand there behind a blank only. */
#define STUCK                                                                            \
    (BIT(CLOSE) | BIT(POINT) | BIT(DOT) | BIT(DASH) | BIT(HYPHEN) | BIT(SLASH) |         \
     BIT(POSTFIX) | BIT(SPACE))
#define RUN (BIT(DIGIT) | BIT(LETTER))

bool jd_linebreak_allowed(enum jd_break_class before, enum jd_break_class after)
{
    static const uint16_t forbidden[JD_BRK_COUNT] = {
        [JD_BRK_HAN] = STUCK | BIT(QUOTE),
        [JD_BRK_UNIT] = STUCK | BIT(QUOTE) | BIT(UNIT) | BIT(PREFIX),
        [JD_BRK_OPEN] = ALL,
        [JD_BRK_CLOSE] = STUCK | BIT(QUOTE),
        [JD_BRK_POINT] = STUCK | BIT(QUOTE) | RUN,
        [JD_BRK_QUOTE] = ALL,
        [JD_BRK_DOT] = ALL,
        [JD_BRK_DASH] = STUCK | BIT(QUOTE) | BIT(DIGIT) | BIT(PREFIX),
        [JD_BRK_HYPHEN] = STUCK | BIT(QUOTE) | BIT(DIGIT) | BIT(PREFIX),
        [JD_BRK_SLASH] = STUCK | BIT(QUOTE) | BIT(DIGIT),
        [JD_BRK_PREFIX] = STUCK | BIT(QUOTE) | RUN | BIT(PREFIX) | BIT(OPEN),
        [JD_BRK_POSTFIX] = STUCK | BIT(QUOTE) | RUN | BIT(PREFIX),
        [JD_BRK_DIGIT] = STUCK | BIT(QUOTE) | RUN | BIT(UNIT) | BIT(PREFIX),
        [JD_BRK_LETTER] = STUCK | BIT(QUOTE) | RUN | BIT(UNIT) | BIT(PREFIX),
        [JD_BRK_SPACE] = STUCK,
    };
    return !(forbidden[before] >> after & 1);
}

bool jd_linebreak_hangs(uint32_t cp)
{
    return cp == u'，' || cp == u'。' || cp == u'、' || cp == u'．' || cp == u'｡' ||
           cp == u'､' || cp - u'﹐' < 3; /* ﹐﹑﹒ */
}

bool jd_linebreak_is_curly_open(uint32_t cp)
{
    return cp == u'“' || cp == u'‘';
}

bool jd_linebreak_is_curly_close(uint32_t cp)
{
    return cp == u'”' || cp == u'’';
}
