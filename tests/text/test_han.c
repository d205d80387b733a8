/* SPDX-License-Identifier: MIT */
#include "jingdu/text/han.h"

#include "jingdu/text/utf8.h"

#include "tests/support/run.h"

#define COUNT(rows) (int)(sizeof(rows) / sizeof *(rows))

static const struct {
    uint32_t first, last;
    bool han;
} ranges[] = {
    { 0x0000, 0x2E7F, false },  { 0x2F00, 0x2FD5, true }, /* radicals, which PDF
                                                             converters leave in texts */
    { 0x3001, 0x3004, false },  { 0x3005, 0x3005, true }, /* 々 */
    { 0x3006, 0x3006, false },  { 0x3007, 0x3007, true }, /* 〇 */
    { 0x3041, 0x30FF, false },  { 0x3100, 0x33FF, false },    { 0x3400, 0x4DBF, true },
    { 0x4DC0, 0x4DFF, false }, /* hexagrams */
    { 0x4E00, 0x9FFF, true },   { 0xA000, 0xF8FF, false },    { 0xF900, 0xFA6D, true },
    { 0xFA70, 0xFAD9, true },   { 0xFB00, 0x1FFFF, false },   { 0x20000, 0x2A6DF, true },
    { 0x2A700, 0x2B739, true }, { 0x2F800, 0x2FA1D, true },   { 0x30000, 0x3134A, true },
    { 0x31350, 0x323AF, true }, { 0x323B0, 0x10FFFF, false },
};

START_TEST(han_are_the_ideographs_of_all_blocks)
{
    for (uint32_t cp = ranges[_i].first; cp <= ranges[_i].last; cp++) {
        bool classed = jd_char_classify(cp) == JD_CHAR_HAN;
        if (jd_han_is(cp) != ranges[_i].han || classed != ranges[_i].han)
            ck_abort_msg("U+%04X", cp);
    }
}
END_TEST

static const struct {
    const char *characters;
    enum jd_char_class class;
} classes[] = {
    { "中國〇々㐀𠮷豈丽", JD_CHAR_HAN },
    { "aZéßжΩあアー한ㄅāǚＡｚªΩ\u0301\u0308Ⅷ", JD_CHAR_LETTER },
    { "0123456789０５９", JD_CHAR_DIGIT },
    { " \t\n\r\u00A0\u3000\u2003", JD_CHAR_SPACE },
    { "，。、；：？！“”‘’（）《》〈〉【】「」『』—…·～.,:;?!\"'()[]{}-/@#%&*_\\",
      JD_CHAR_PUNCT },
    { "+<=>^`|~$￥€°±×℃→■😀\x01\x1B\x7F\xC2\x85\u200B\u202E\uFEFF\uE000\uFFFD\U000E0001①",
      JD_CHAR_OTHER },
};

START_TEST(characters_have_the_class_a_reader_would_give_them)
{
    struct jd_str all = jd_str_of(classes[_i].characters);
    for (size_t at = 0; at < all.len;) {
        struct jd_cp cp = jd_utf8_next(all, at);
        ck_assert_msg(jd_char_classify(cp.cp) == classes[_i].class, "U+%04X has class %d",
                      cp.cp, jd_char_classify(cp.cp));
        at += cp.len;
    }
}
END_TEST

static int count_if(bool (*is)(uint32_t), const char *characters)
{
    int count = 0;
    struct jd_str all = jd_str_of(characters);
    for (size_t at = 0; at < all.len;) {
        struct jd_cp cp = jd_utf8_next(all, at);
        count += is(cp.cp);
        at += cp.len;
    }
    return count;
}

START_TEST(sentences_end_with_stops_and_their_like)
{
    ck_assert_int_eq(count_if(jd_char_ends_sentence, "。！？….!?．"), 8);
    ck_assert_int_eq(count_if(jd_char_ends_sentence, "，、；：,;:—·”）中a\n"), 0);
}
END_TEST

START_TEST(closing_marks_stay_with_the_sentence_before_them)
{
    ck_assert_int_eq(count_if(jd_char_closes, "”’」』）】〕〗》〉)]}｣︶﹄»"), 17);
    ck_assert_int_eq(count_if(jd_char_closes, "“‘「『（【〔〖《〈([{｢︵﹃«\"'。，a中"),
                     0);
}
END_TEST

static const struct {
    const char *text;
    size_t count;
} counts[] = {
    { "", 0 },           { "中国", 2 },        { "10月26日，APEC", 2 },
    { "二〇二三年", 5 }, { "人人·𠮷野家", 5 }, { "中\xE4\xB8国\xFF", 2 },
};

START_TEST(han_are_counted)
{
    ck_assert_uint_eq(jd_han_count(jd_str_of(counts[_i].text)), counts[_i].count);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("text/han");
    TCase *tcase = tcase_create("han");
    tcase_add_loop_test(tcase, han_are_the_ideographs_of_all_blocks, 0, COUNT(ranges));
    tcase_add_loop_test(tcase, characters_have_the_class_a_reader_would_give_them, 0,
                        COUNT(classes));
    tcase_add_test(tcase, sentences_end_with_stops_and_their_like);
    tcase_add_test(tcase, closing_marks_stay_with_the_sentence_before_them);
    tcase_add_loop_test(tcase, han_are_counted, 0, COUNT(counts));
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return jd_run_tests("text/han", make_suite());
}
