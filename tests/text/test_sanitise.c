/* SPDX-License-Identifier: MIT */
#include "jingdu/text/sanitise.h"

#include <stdlib.h>
#include <string.h>

#include "jingdu/text/utf8.h"
#include "jingdu/text/width.h"

#include "tests/support/run.h"

#define COUNT(rows) (int)(sizeof(rows) / sizeof *(rows))

/* U+2426 here and there: ␦ */
static const struct {
    const char *text, *line;
} lines[] = {
    { "", "" },
    { "中美“互动”，a 1%", "中美“互动”，a 1%" },
    { "\x1B[31mred\x1B[0m", "␛[31mred␛[0m" },
    { "\x1B]52;c;ZXZpbA==\x07", "␛]52;c;ZXZpbA==␇" },
    { "\x1B]0;title\x1B\\", "␛]0;title␛\\" },
    { "\x1BP1$tx\x1B\\ \x1B_apc\x1B\\", "␛P1$tx␛\\ ␛_apc␛\\" },
    { "\xC2\x9B"
      "31m\xC2\x9D"
      "0;t\xC2\x9C",
      "␦31m␦0;t␦" },          /* eight-bit CSI, OSC, ST */
    { "\x9B[A", "\uFFFD[A" }, /* the same as a bare byte */
    { "a\tb\nc\rd\r\ne", "a␉b␊c␍d␍e" },
    { "\x01\x1F\x7F", "␁␟␡" },
    { "abc\x08\x08", "abc␈␈" },
    { "\u202Eevil\u202C\u2066x\u2069", "␦evil␦␦x␦" },
    { "\u200Ea\u200Fb\u061C", "␦a␦b␦" },
    { "a\u200Bb\u200Cc\u2060d\uFEFFe", "a␦b␦c␦d␦e" },
    { "a\u2028b\u2029c", "a␦b␦c" },
    { "so\u00ADft", "so␦ft" },
    { "\U000E0041\U000E007F", "␦␦" },
    { "\uE000\uF8FF\U000F0000\U0010FFFD", "␦␦␦␦" },
    { "\uFFFE\uFDD0\U0001FFFF", "␦␦␦" },
    { "\u0378\U00050000", "␦␦" },
    { "\u3164\uFFA0\u115F", "␦␦␦" },
    { "\uFFFD", "\uFFFD" },
    { "\xE4\xB8中\xFF\xED\xA0\x80", "\uFFFD中\uFFFD\uFFFD\uFFFD\uFFFD" },
    { "\u0301a", "◌\u0301a" },
    { "\n\u0301", "␊◌\u0301" },
    { "\u202E\u0301", "␦◌\u0301" },
    { "中\u0301", "中\u0301" },
    { "葛\U000E0100飾", "葛\U000E0100飾" },
    { "\uFE0Fa", "␦a" },
    { "\u200Da", "␦a" },
    { "e\u0301\u0302\u0303\u0304\u0305\u0306", "e\u0301\u0302\u0303\u0304" },
    { "👩\u200D👩\u200D👧!", "👩!" },
    { "👍\U0001F3FD!", "👍!" },
    { "\U0001F3FD!", "␦!" },
    { "❤\uFE0F❤\uFE0E", "❤❤\uFE0E" },
    { "😀\uFE0F", "😀\uFE0F" },
    { "🇨🇳", "🇨🇳" },
    { "क्\u200D", "क्\u200D" },
    { "あ゙", "あ゙" },
};

START_TEST(a_line_shows_what_could_act_or_hide)
{
    struct jd_buf into = JD_BUF_INIT;
    jd_sanitise_line(&into, jd_str_of(lines[_i].text));
    ck_assert_str_eq(into.data, lines[_i].line);
    jd_buf_release(&into);
}
END_TEST

START_TEST(a_sanitised_line_is_as_wide_as_it_was)
{
    ck_assert_int_eq(jd_width_cols(jd_str_of(lines[_i].text)),
                     jd_width_cols(jd_str_of(lines[_i].line)));
}
END_TEST

START_TEST(a_zero_byte_has_its_mark)
{
    struct jd_buf into = JD_BUF_INIT;
    jd_sanitise_line(&into, jd_str_make("a\0b", 3));
    ck_assert_str_eq(into.data, "a␀b");
    jd_buf_release(&into);
}
END_TEST

static const struct {
    const char *text, *shown;
} texts[] = {
    { "一\n\t二\n", "一\n\t二\n" },
    { "一\r\n二\r", "一\n二␍" },
    { "a\x0B\x0C\x1B[m\n", "a␋␌␛[m\n" },
    { "\n\u0301", "\n◌\u0301" },
};

START_TEST(a_text_keeps_its_lines_and_tabs)
{
    struct jd_buf into = JD_BUF_INIT;
    jd_buf_add_c(&into, ">");
    jd_sanitise_text(&into, jd_str_of(texts[_i].text));
    ck_assert_str_eq(into.data + 1, texts[_i].shown);
    jd_buf_release(&into);
}
END_TEST

/* Format and control characters by hand, from Unicode's Cc, Cf and Default_Ignorable. */
static bool acts_or_hides(uint32_t cp)
{
    return cp < 0x20 || cp - 0x7F < 0x21 || cp == 0xAD || cp == 0x61C || cp == 0x180E ||
           cp - 0x200B < 5 || cp - 0x2028 < 7 || cp - 0x2060 < 0x10 ||
           cp - 0xE000 < 0x1900 || cp - 0xFE00 < 0x10 || cp == 0xFEFF ||
           cp - 0xFFF0 < 12 || (cp & 0xFFFE) == 0xFFFE || cp >= 0xE0000;
}

START_TEST(no_single_code_point_gets_through_that_acts_or_hides)
{
    for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
        uint32_t shown = jd_sanitise_cp(cp);
        bool fine = !acts_or_hides(shown) && jd_sanitise_cp(shown) == shown &&
                    (!acts_or_hides(cp) || jd_width_cp(cp) == 1);
        if (!fine)
            ck_abort_msg("U+%04X gives U+%04X", cp, shown);
    }
}
END_TEST

static bool is_follower(uint32_t cp)
{
    return jd_width_cp(cp) == 0 || cp == 0x200D || cp - 0xFE00 < 16 ||
           cp - 0xE0100 < 240 || cp - 0x180B < 5;
}

/* Does the first code point shown have the width of the cluster, and no other any? */
static bool is_drawable(struct jd_str cluster)
{
    uint32_t out[1 + JD_SANITISE_MARKS_MAX];
    int count = jd_sanitise_cluster(cluster, out);
    bool fine = count >= 1 && count <= 1 + JD_SANITISE_MARKS_MAX &&
                jd_width_cp(out[0]) == jd_width_cluster(cluster);
    for (int i = 1; fine && i < count; i++)
        fine = is_follower(out[i]);
    return fine;
}

START_TEST(a_cluster_is_one_base_and_marks_without_width)
{
    struct jd_buf text = JD_BUF_INIT;
    for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
        jd_buf_clear(&text);
        jd_buf_add_c(&text, "👩");
        jd_utf8_add(&text, cp);
        struct jd_str both = jd_buf_str(&text);
        if (!is_drawable(jd_str_sub(both, 0, jd_utf8_cluster_end(both, 0))) ||
            !is_drawable(jd_str_sub(both, strlen("👩"), both.len)))
            ck_abort_msg("U+%04X", cp);
    }
    jd_buf_release(&text);
}
END_TEST

/* What made trouble or could: controls, marks, joiners, halves of sequences. */
static const char *const pieces[] = {
    "a",  "中",         "\x1B",   "\u0301", "\uFE0F", "\u200D",
    "👩",  "\r",         "\n",     "\u200D", "\t",     "\U0001F3FD",
    "❤",  "\U000E0100", "\u202E", "\xE4",   "\u1161", "\xE2\x80",
    "각", "\x9B",       "🇨",      "ि",      "\uFE00", "\u0301",
};

START_TEST(sanitising_random_texts_keeps_the_width_and_is_final)
{
    struct jd_buf text = JD_BUF_INIT, once = JD_BUF_INIT, twice = JD_BUF_INIT;
    unsigned seed = (unsigned)_i + 1;
    for (int round = 0; round < 10000; round++) {
        jd_buf_clear(&text);
        jd_buf_clear(&once);
        jd_buf_clear(&twice);
        for (int n = rand_r(&seed) % 60; n > 0; n--)
            jd_buf_add_c(&text, pieces[rand_r(&seed) % COUNT(pieces)]);
        jd_sanitise_line(&once, jd_buf_str(&text));
        jd_sanitise_line(&twice, jd_buf_str(&once));
        ck_assert_int_eq(jd_width_cols(jd_buf_str(&once)),
                         jd_width_cols(jd_buf_str(&text)));
        ck_assert_uint_eq(jd_utf8_count_bad(jd_buf_str(&once)), 0);
        ck_assert_str_eq(twice.data, once.data);
    }
    jd_buf_release(&text);
    jd_buf_release(&once);
    jd_buf_release(&twice);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("text/sanitise");
    TCase *tcase = tcase_create("sanitise");
    tcase_add_loop_test(tcase, a_line_shows_what_could_act_or_hide, 0, COUNT(lines));
    tcase_add_loop_test(tcase, a_sanitised_line_is_as_wide_as_it_was, 0, COUNT(lines));
    tcase_add_test(tcase, a_zero_byte_has_its_mark);
    tcase_add_loop_test(tcase, a_text_keeps_its_lines_and_tabs, 0, COUNT(texts));
    tcase_add_test(tcase, no_single_code_point_gets_through_that_acts_or_hides);
    tcase_add_test(tcase, a_cluster_is_one_base_and_marks_without_width);
    tcase_add_loop_test(tcase, sanitising_random_texts_keeps_the_width_and_is_final, 0,
                        2);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return jd_run_tests("text/sanitise", make_suite());
}
