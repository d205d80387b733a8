/* SPDX-License-Identifier: MIT */
#include "tests/support/mix.h"

uint64_t jd_mix_next(uint64_t *state)
{
    uint64_t x = *state ? *state : 0x9E3779B97F4A7C15u;
    x ^= x >> 12;
    x ^= x << 25;
    x ^= x >> 27;
    *state = x;
    return x * 0x2545F4914F6CDD1Du;
}

static const char *const news[] = {
    "外交部",
    "发言人",
    "在",
    "记者会",
    "上",
    "表示",
    "，",
    "。",
    "、",
    "“",
    "”",
    "‘",
    "’",
    "《环球时报》",
    "24日",
    "10月26日至28日",
    "3.2万亿元",
    "5.2%",
    "——",
    "……",
    "：",
    "；",
    "？",
    "！",
    "（",
    "）",
    "中美关系",
    "美国国务卿布林肯",
    "约翰·克里",
    "2018年",
    "习",
    "合作",
    "经济",
    "稳定",
    "发展",
    "重要",
    "\n\n",
    "\n",
    "\u3000\u3000",
    "**",
    "**要点**",
    "## 标题\n\n",
    "- 条目\n",
    "> 引文\n",
    "————",
    "2023—2024",
    "3～5",
    "7个月",
    "10万+",
};
static const char *const latin[] = {
    "APEC",   " ",        "CEO",   "https://example.org/a/b-c_d.html?x=1&y=2",
    "don’t",  "e-mail",   ", ",    ". ",
    "AI",     "-",        "/",     "\"",
    "'",      "(",        ")",     "[链接](https://example.org)",
    "the",    "of",       "naïve", "café",
    "日本語", "ｆｕｌｌ", "１２",  "$5",
    "#1",     "a",        "b",     "\t",
};
static const char *const hostile[] = {
    "\x1b[31m",
    "\x1b]52;c;AAAA\a",
    "\xc2\x9b",
    "\xe2\x80\xae",
    "\xe2\x80\x8b",
    "\xff",
    "\xc0\xaf",
    "\xed\xa0\x80",
    "\xe4\xb8",
    "\xf0\x9f",
    "e\u0301\u0302\u0303\u0304\u0305\u0306",
    "\u0301",
    "👩‍👩‍👧‍👦",
    "🇨🇳",
    "葛\U000E0100",
    "𠮷",
    "\r\n",
    "\r",
    "ﷺ",
    "\u2028",
    "((((((((",
    "))))))))",
    "，，，，，，",
    "“““““",
    "”””””",
    "————————",
    "…………",
    "......",
};

void jd_mix_text(uint64_t seed, enum jd_mix kind, size_t bytes, struct jd_buf *into)
{
    enum { NEWS = sizeof news / sizeof *news, LATIN = sizeof latin / sizeof *latin };
    enum { HOSTILE = sizeof hostile / sizeof *hostile };
    uint64_t state = seed * 2 + 1;
    jd_mix_next(&state);
    size_t stop = into->len + bytes;
    while (into->len < stop) {
        uint64_t pick = jd_mix_next(&state) >> 8;
        unsigned share = (unsigned)(pick % 100);
        pick /= 100;
        if (kind == JD_MIX_HOSTILE && share < 40)
            jd_buf_add_c(into, hostile[pick % HOSTILE]);
        else if (kind != JD_MIX_NEWS && share < 70)
            jd_buf_add_c(into, latin[pick % LATIN]);
        else
            jd_buf_add_c(into, news[pick % NEWS]);
        if (kind == JD_MIX_HOSTILE && share == 99)
            jd_buf_add_char(into, '\0');
    }
}
