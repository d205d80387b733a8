/* SPDX-License-Identifier: MIT */
#include "jingdu/text/width.h"

#include <gnu/libc-version.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "jingdu/text/sanitise.h"
#include "jingdu/text/utf8.h"

#include "src/text/width_table.h"
#include "tests/support/run.h"

#define COUNT(rows) (int)(sizeof(rows) / sizeof *(rows))

/* Where Unicode has not changed a width for long and the texts we read live. */
static bool is_settled(uint32_t cp)
{
    return cp < 0x300 || cp - 0x2010 < 0x18 || cp - 0x3001 < 0x29 ||
           cp - 0x4E00 < 0x5200 || cp - 0xFF01 < 0x60 || cp - 0x20000 < 0xA6E0;
}

/*
 * The table was made from one version of the C library. Under another one, the parts that
 * matter must still agree, since ncurses asks the library.
 */
START_TEST(widths_are_those_of_the_c_library)
{
    bool same_library = strcmp(gnu_get_libc_version(), WIDTH_TABLE_LIBC) == 0;
    ck_assert_uint_eq(width_changes[0] >> 2, 0);
    for (uint32_t cp = 0x20; cp <= 0x10FFFF; cp++) {
        if (!same_library && !is_settled(cp))
            continue;
        int library = wcwidth((wchar_t)jd_sanitise_cp(cp));
        if (jd_width_cp(cp) != library)
            ck_abort_msg("U+%04X has %d cells, not %d", cp, library, jd_width_cp(cp));
    }
}
END_TEST

START_TEST(widths_do_not_depend_on_the_locale)
{
    ck_assert_ptr_nonnull(setlocale(LC_ALL, "C"));
    ck_assert_int_eq(jd_width_cp(0x4E2D), 2);
    ck_assert_int_eq(jd_width_cp(0x0301), 0);
    ck_assert_int_eq(jd_width_cols(jd_str_of("“中文”…")), 7);
}
END_TEST

static const struct {
    const char *text;
    int cols;
} texts[] = {
    { "", 0 },
    { "a", 1 },
    { "汉字a", 5 },
    { "，。《》（）", 12 },
    { "“”‘’—…·", 7 }, /* ambiguous ones are narrow */
    { "\u3000", 2 },
    { "ǎ", 1 },
    { "a\u030C", 1 },
    { "\u0301", 1 }, /* drawn on a base of its own */
    { "\u0301\u0302a", 2 },
    { "\t", 1 },
    { "\r\n", 1 },
    { "a\nb", 3 },
    { "\x1B[2J", 4 },
    { "𠮷", 2 },
    { "葛\U000E0100", 2 },
    { "👩\u200D👩\u200D👧", 2 },
    { "👍\U0001F3FD", 2 },
    { "❤\uFE0F", 1 },
    { "🇨🇳", 2 },
    { "한글", 4 },
    { "\u1112\u1161\u11AB", 2 },
    { "\u200B\u202E\uFEFF", 3 },
    { "\uE000", 1 },
    { "\xFF\xE4\xB8", 2 },
    { "ｱｲ", 2 },
    { "Ａ１", 4 },
};

START_TEST(a_text_is_as_wide_as_its_clusters)
{
    ck_assert_int_eq(jd_width_cols(jd_str_of(texts[_i].text)), texts[_i].cols);
}
END_TEST

static const struct {
    const char *text;
    int cols;
    size_t bytes;
} fits[] = {
    { "", 5, 0 },           { "abc", 0, 0 },       { "abc", -1, 0 },
    { "abc", 2, 2 },        { "abc", 9, 3 },       { "汉字", 1, 0 },
    { "汉字", 2, 3 },       { "汉字", 3, 3 },      { "汉字", 4, 6 },
    { "a汉字", 4, 4 },      { "e\u0301a", 1, 3 },  { "葛\U000E0100a", 2, 7 },
    { "👩\u200D👧a", 2, 11 }, { "👩\u200D👧a", 1, 0 }, { "\xE4\xB8汉", 1, 2 },
};

START_TEST(the_longest_prefix_that_fits_is_found)
{
    ck_assert_uint_eq(jd_width_fit(jd_str_of(fits[_i].text), fits[_i].cols),
                      fits[_i].bytes);
}
END_TEST

static const struct {
    const char *text;
    int cols, pad;
    const char *cut;
} cuts[] = {
    { "中美关系", 8, 0, "中美关系" },
    { "中美关系", 7, 0, "中美关…" },
    { "中美关系", 6, 0, "中美…" }, /* 中美 and the dots take five */
    { "中美关系", 6, 6, "中美… " },
    { "中美关系", 2, 0, "…" },
    { "中美关系", 1, 0, "…" },
    { "中美关系", 0, 0, "" },
    { "中美关系", 0, 3, "   " },
    { "中美", 8, 8, "中美    " },
    { "中美", 4, 2, "中美" },
    { "", 4, 4, "    " },
    { "", 0, 0, "" },
    { "abc", 2, 0, "a…" },
    { "e\u0301e\u0301e\u0301", 2, 0, "e\u0301…" },
};

START_TEST(cutting_ends_with_dots_and_pads)
{
    struct jd_buf into = JD_BUF_INIT;
    jd_width_cut(&into, jd_str_of(cuts[_i].text), cuts[_i].cols, cuts[_i].pad);
    ck_assert_str_eq(into.data, cuts[_i].cut);
    jd_buf_release(&into);
}
END_TEST

START_TEST(a_cut_text_fills_the_columns_it_was_padded_to)
{
    struct jd_buf into = JD_BUF_INIT;
    for (int cols = 0; cols < 12; cols++) {
        jd_buf_clear(&into);
        jd_width_cut(&into, jd_str_of("a中b国e\u0301家👩\u200D👧!"), cols, cols);
        ck_assert_int_eq(jd_width_cols(jd_buf_str(&into)), cols);
    }
    jd_buf_release(&into);
}
END_TEST

static const struct {
    uint32_t cp, stand_in;
} stand_ins[] = {
    { 0x201C, '"' },    { 0x2019, '\'' },   { 0x2014, '-' },
    { 0x2026, '.' },    { 0xB7, '.' },      { 0x1CE, 'a' },
    { 0x1DA, 'u' },     { 0xE9, 'e' },      { 0x14D, 'o' },
    { 0xFC, 'u' },      { 'a', 'a' },       { 0x4E2D, 0x4E2D },
    { 0x300C, 0x300C }, { 0x2421, 0x2421 }, { 0x416, 0x416 },
    { 0xD8, 0xD8 }, /* nothing stands for these */
};

START_TEST(a_stand_in_has_one_cell_in_every_terminal)
{
    ck_assert_uint_eq(jd_width_stand_in(stand_ins[_i].cp), stand_ins[_i].stand_in);
    if (stand_ins[_i].cp != stand_ins[_i].stand_in)
        ck_assert_int_eq(jd_width_cp(stand_ins[_i].cp), 1);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("text/width");
    TCase *tcase = tcase_create("width");
    tcase_add_test(tcase, widths_are_those_of_the_c_library);
    tcase_add_test(tcase, widths_do_not_depend_on_the_locale);
    tcase_add_loop_test(tcase, a_text_is_as_wide_as_its_clusters, 0, COUNT(texts));
    tcase_add_loop_test(tcase, the_longest_prefix_that_fits_is_found, 0, COUNT(fits));
    tcase_add_loop_test(tcase, cutting_ends_with_dots_and_pads, 0, COUNT(cuts));
    tcase_add_test(tcase, a_cut_text_fills_the_columns_it_was_padded_to);
    tcase_add_loop_test(tcase, a_stand_in_has_one_cell_in_every_terminal, 0,
                        sizeof stand_ins / sizeof *stand_ins);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return jd_run_tests("text/width", make_suite());
}
