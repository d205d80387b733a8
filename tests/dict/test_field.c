/* SPDX-License-Identifier: MIT */
#include "src/dict/field.h"

#include <stdint.h>

#include "tests/support/run.h"

#define COUNT(rows) (int)(sizeof(rows) / sizeof *(rows))

static const struct {
    const char *word, *pinyin;
    bool fits;
    size_t syllables;
} readings[] = {
    { "王毅", "Wáng Yì", true, 2 },
    { "布林肯", "Bùlínkěn", true, 3 },
    { "布林肯", "Bùlín", false, 2 },
    { "布林肯", "Bùlínkěn kěn", false, 4 },
    { "西安", "Xī'ān", true, 2 },
    { "西安", "Xī’ān", true, 2 },
    { "西安", "Xīān", false, 1 },
    { "女儿", "nǚ'ér", true, 2 },
    { "好玩儿", "hǎowánr", true, 2 },
    { "澳大利亚", "Àodàlìyà", true, 4 },
    { "旅游", "lǚyóu", true, 2 },
    { "旅游", "lu\u0308\u030cyo\u0301u", true, 2 }, /* marks that stand alone */
    { "五角大楼", "Wǔjiǎo Dàlóu", true, 4 },
    { "APEC领导人", "APEC lǐngdǎorén", true, 3 },
    { "apec领导人", "APEC lǐngdǎorén", true, 3 },
    { "A股", "A gǔ", true, 1 },
    { "5G网络", "wǔ-G wǎngluò", true, 3 },
    { "二十国集团", "Èrshí Guó Jítuán", true, 5 },
    { "9·11事件", "jiǔ-yāo-yāo shìjiàn", true, 5 },
    { "9·11事件", "shìjiàn", true, 2 },
    { "约翰·克里", "Yuēhàn Kèlǐ", true, 4 },
    { "约翰·克里", "Kèlǐ", false, 2 },
    { "APEC", "", true, 0 },
};

START_TEST(syllables_are_counted_as_pinyin_is_spelled)
{
    size_t syllables, han;
    bool fits = jd_field_pinyin_fits(jd_str_of(readings[_i].word),
                                     jd_str_of(readings[_i].pinyin), &syllables, &han);
    ck_assert_uint_eq(syllables, readings[_i].syllables);
    ck_assert_int_eq(fits, readings[_i].fits);
}
END_TEST

static const struct {
    const char *text;
    bool good;
    int year;
} years[] = {
    { "", true, 0 },          { "2023", true, 2023 }, { "1000", true, 1000 },
    { "9999", true, 9999 },   { "0999", false, 0 },   { "999", false, 0 },
    { "20230", false, 0 },    { "2O23", false, 0 },   { "-123", false, 0 },
    { "２０２３", false, 0 },
};

START_TEST(a_year_has_four_digits)
{
    int year;
    bool good = jd_field_year(jd_str_of(years[_i].text), &year);
    ck_assert_int_eq(good, years[_i].good);
    if (good)
        ck_assert_int_eq(year, years[_i].year);
}
END_TEST

static const struct {
    const char *raw, *text;
    size_t odd;
} escaped[] = {
    { "plain", "plain", SIZE_MAX },  { "a\\tb", "a\tb", SIZE_MAX },
    { "\\n", "\n", SIZE_MAX },       { "\\\\n", "\\n", SIZE_MAX },
    { "\\\\\\n", "\\\n", SIZE_MAX }, { "a\\q\\z", "a\\q\\z", 1 },
    { "end\\", "end\\", 3 },         { "\\", "\\", 0 },
};

START_TEST(three_escapes_are_undone_and_others_stay)
{
    struct jd_buf text = JD_BUF_INIT;
    ck_assert_uint_eq(jd_field_unescape(jd_str_of(escaped[_i].raw), &text),
                      escaped[_i].odd);
    ck_assert_str_eq(text.data, escaped[_i].text);
    jd_buf_release(&text);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("field");
    TCase *tcase = tcase_create("all");
    tcase_add_loop_test(tcase, syllables_are_counted_as_pinyin_is_spelled, 0,
                        COUNT(readings));
    tcase_add_loop_test(tcase, a_year_has_four_digits, 0, COUNT(years));
    tcase_add_loop_test(tcase, three_escapes_are_undone_and_others_stay, 0,
                        COUNT(escaped));
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return jd_run_tests("dict/field", make_suite());
}
