/* SPDX-License-Identifier: MIT */
#include "foreign.h"

#include <uchar.h>

#include "jingdu/base/banned.h"

/* A character that spells sounds, and what shows beside it that here it does not. */
struct sound {
    char32_t cp;
    const char32_t *words; /* the characters with which it makes an ordinary word */
};

/* Behind a name; the words go on to the right. */
static const struct sound sounds_after[] = {
    { U'斯', U"" },
    { U'尔', U"后" },
    { U'德', U"国军方媒意法才" },
    { U'特', U"别使意地区殊勤首派定此邀约助有质" },
    { U'姆', U"" },
    { U'夫', U"妇人妻君" },
    { U'茨', U"" },
    { U'蒂', U"" },
    { U'娜', U"" },
    { U'莎', U"" },
    { U'弗', U"" },
    { U'洛', U"杉阳" },
    { U'维', U"护持权和修稳系也吾" },
    { U'兹', U"" },
    { U'娅', U"" },
    { U'莉', U"" },
    { U'妮', U"" },
    { U'丝', U"绸路毫" },
    { U'琳', U"" },
    { U'逊', U"于色" },
    { U'顿', U"时感悟" },
    { U'曼', U"谷联城哈" },
    { U'森', U"林" },
    { U'勒', U"令索" },
    { U'瑟', U"" },
    { U'茜', U"" },
    { U'米', U"" },
    { U'托', U"管付运儿词" },
    { U'赫', U"" },
    { U'扬', U"言长州起" },
    { U'泽', U"连" },
    { U'亚', U"洲太裔运投军" },
};

/* Before a name; the words go on to the left. */
static const struct sound sounds_before[] = {
    { U'斯', U"罗" }, { U'尔', U"首偶" }, { U'姆', U"保" },
    { U'茨', U"" },   { U'蒂', U"" },     { U'娜', U"" },
    { U'莎', U"" },   { U'弗', U"" },     { U'兹', U"" },
    { U'娅', U"" },   { U'莉', U"" },     { U'妮', U"" },
    { U'琳', U"" },   { U'阿', U"" },     { U'埃', U"" },
    { U'厄', U"" },   { U'赫', U"显" },   { U'布', U"宣公发颁分遍散密" },
};

static const char32_t *const titles[] = {
    U"总统", U"总理", U"首相", U"主席", U"国务卿", U"部长", U"外长", U"财长", U"防长",
    U"州长", U"市长", U"议长", U"议员", U"特使",   U"大使", U"先生", U"女士",
};

enum { AFTER_COUNT = sizeof sounds_after / sizeof *sounds_after };
enum { BEFORE_COUNT = sizeof sounds_before / sizeof *sounds_before };
enum { TITLE_COUNT = sizeof titles / sizeof *titles };

/* Does cp spell a sound, when neighbour is the character on its far side (0: none)? */
static bool is_sound(const struct sound *sounds, size_t count, uint32_t cp,
                     uint32_t neighbour)
{
    for (size_t i = 0; i < count; i++) {
        if (sounds[i].cp != cp)
            continue;
        for (const char32_t *word = sounds[i].words; *word; word++)
            if (*word == neighbour)
                return false;
        return true;
    }
    return false;
}

bool jd_foreign_goes_on(const uint32_t *cps, size_t at, size_t count)
{
    return at < count &&
           is_sound(sounds_after, AFTER_COUNT, cps[at], at + 1 < count ? cps[at + 1] : 0);
}

bool jd_foreign_came_before(const uint32_t *cps, size_t at)
{
    return at > 0 &&
           is_sound(sounds_before, BEFORE_COUNT, cps[at - 1], at > 1 ? cps[at - 2] : 0);
}

bool jd_foreign_has_title(const uint32_t *cps, size_t at)
{
    for (size_t i = 0; i < TITLE_COUNT; i++) {
        size_t len = 0;
        while (titles[i][len])
            len++;
        size_t k = 0;
        while (k < len && len <= at && cps[at - len + k] == titles[i][k])
            k++;
        if (k == len)
            return true;
    }
    return false;
}
