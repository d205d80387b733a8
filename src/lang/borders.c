/* SPDX-License-Identifier: MIT */
#include "borders.h"

#include "jingdu/text/utf8.h"

#include "jingdu/base/banned.h"

enum { SHORT_TERM = 2 };

/* Two-character words whose second character begins a short term: 提高 in 提高通胀. */
static const char left_words[] = "提高最高很高更高较高升高走高" /* 高通 高盛 */
                                 "集中其中从中之中当中空中心中" /* 中办 中东 中兴 */
                                 "我国各国两国外国本国该国全国中国美国" /* 国办 */
                                 "广大扩大重大巨大最大强大"             /* 大疆 */
                                 "华北东北西北"                         /* 北约 */
                                 "广东山东"; /* 东海 东盟 */

/* Two-character words whose first character ends a term: 部门 in 科技部门. */
static const char right_words[] = "部门部署"  /* ministries */
                                  "报道"      /* newspapers: 联合报道 */
                                  "社会社区"; /* agencies: 共同社会 */

static bool has_word(const char *words, uint32_t first, uint32_t second)
{
    struct jd_str text = jd_str_of(words);
    for (size_t at = 0; at < text.len;) {
        struct jd_cp a = jd_utf8_next(text, at);
        struct jd_cp b = jd_utf8_next(text, at + a.len);
        if (a.cp == first && b.cp == second)
            return true;
        at += (size_t)a.len + b.len;
    }
    return false;
}

static bool is_number_word(uint32_t cp)
{
    return cp == 0x4E07 || cp == 0x4EBF || cp == 0x5343 || cp == 0x767E; /* 万亿千百 */
}

bool jd_border_splits_left(const uint32_t *cps, size_t at, size_t end)
{
    if (at == 0 || end - at > SHORT_TERM)
        return false;
    if (cps[at - 1] >= '0' && cps[at - 1] <= '9' && is_number_word(cps[at]))
        return true;
    return has_word(left_words, cps[at - 1], cps[at]);
}

bool jd_border_splits_right(const uint32_t *cps, size_t end, size_t count)
{
    return end < count && has_word(right_words, cps[end - 1], cps[end]);
}
