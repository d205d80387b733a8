/* SPDX-License-Identifier: MIT */
#include "jingdu/export/tsv.h"

#include "jingdu/text/utf8.h"

#include "tests/support/mix.h"
#include "tests/support/run.h"

#define COUNT(rows) (int)(sizeof(rows) / sizeof *(rows))
#define BYTES(text)                                                                      \
    {                                                                                    \
        text, sizeof(text) - 1                                                           \
    }

static const struct {
    struct jd_str text;
    const char *field;
} fields[] = {
    { BYTES(""), "" },
    { BYTES("中美 “互动”"), "中美 “互动”" },
    { BYTES("a\tb\nc\rd\\e"), "a\\tb\\nc\\rd\\\\e" },
    { BYTES("\\t"), "\\\\t" },
    { BYTES("\\"), "\\\\" },
    { BYTES("\r\n"), "\\r\\n" },
    { BYTES("\x1b[31m\x7f\x01\u2028😀"), "\x1b[31m\x7f\x01\u2028😀" },
};

START_TEST(a_field_is_escaped_and_comes_back)
{
    struct jd_buf field = JD_BUF_INIT, text = JD_BUF_INIT;
    size_t column = 0;
    jd_tsv_add_field(&field, fields[_i].text);
    ck_assert_str_eq(field.data, fields[_i].field);
    jd_buf_add_c(&text, "kept ");
    ck_assert(jd_tsv_read_field(jd_buf_str(&field), &text, &column, NULL));
    ck_assert(jd_str_eq(jd_str_sub(jd_buf_str(&text), 5, text.len), fields[_i].text));
    jd_buf_release(&field);
    jd_buf_release(&text);
}
END_TEST

/* What is no text is written as U+FFFD. */
static const struct {
    struct jd_str text;
    const char *field;
} unclean[] = {
    { BYTES("a\0b"), "a\uFFFDb" },
    { BYTES("\xFF\t"), "\uFFFD\\t" },
    { BYTES("中\xE4\xB8"), "中\uFFFD" },
    { BYTES("\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD" },
};

START_TEST(what_is_no_text_becomes_a_mark)
{
    struct jd_buf field = JD_BUF_INIT;
    jd_tsv_add_field(&field, unclean[_i].text);
    ck_assert_str_eq(field.data, unclean[_i].field);
    jd_buf_release(&field);
}
END_TEST

#define LONE  "a backslash at the end of a field: write \\\\ for the sign"
#define OTHER "a backslash stands only in \\t, \\n, \\r and \\\\: write \\\\ for the sign"
static const struct {
    struct jd_str field;
    size_t column;
    const char *message;
} mistakes[] = {
    { BYTES("\\"), 1, LONE },
    { BYTES("中\\"), 4, LONE },
    { BYTES("\\\\\\"), 3, LONE },
    { BYTES("a\\x"), 2, OTHER },
    { BYTES("\\N"), 1, OTHER },
    { BYTES("\\t\\ "), 3, OTHER },
    { BYTES("\\\xE4\xB8\xAD"), 1, OTHER },
    { BYTES("a\xFF"), 2, "these bytes are not UTF-8" },
    { BYTES("\\n\xED\xA0\x80"), 3, "these bytes are not UTF-8" },
    { BYTES("中\xE4\xB8"), 4, "these bytes are not UTF-8" },
    { BYTES("ab\0"), 3, "a zero byte, which is no text" },
};

START_TEST(a_bad_field_is_refused_at_its_column)
{
    struct jd_error err = JD_ERROR_INIT;
    struct jd_buf text = JD_BUF_INIT;
    size_t column = 0;
    jd_buf_add_c(&text, "kept");
    ck_assert(!jd_tsv_read_field(mistakes[_i].field, &text, &column, &err));
    ck_assert_int_eq(err.code, JD_ERR_FORMAT);
    ck_assert_str_eq(err.message, mistakes[_i].message);
    ck_assert_uint_eq(column, mistakes[_i].column);
    ck_assert_str_eq(text.data, "kept");
    jd_buf_release(&text);
}
END_TEST

START_TEST(hostile_texts_fit_on_a_line_and_are_stable)
{
    for (uint64_t seed = 0; seed < 300; seed++) {
        struct jd_buf text = JD_BUF_INIT, field = JD_BUF_INIT, read = JD_BUF_INIT;
        struct jd_buf again = JD_BUF_INIT;
        size_t column = 0;
        jd_mix_text(seed, JD_MIX_HOSTILE, 500, &text);
        jd_tsv_add_field(&field, jd_buf_str(&text));
        ck_assert_ptr_null(memchr(field.data, '\n', field.len));
        ck_assert_ptr_null(memchr(field.data, '\r', field.len));
        ck_assert_ptr_null(memchr(field.data, '\t', field.len));
        ck_assert(jd_tsv_read_field(jd_buf_str(&field), &read, &column, NULL));
        ck_assert_uint_eq(jd_utf8_length(jd_buf_str(&read)),
                          jd_utf8_length(jd_buf_str(&text)));
        jd_tsv_add_field(&again, jd_buf_str(&read));
        ck_assert(jd_str_eq(jd_buf_str(&again), jd_buf_str(&field)));
        jd_buf_release(&text);
        jd_buf_release(&field);
        jd_buf_release(&read);
        jd_buf_release(&again);
    }
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("export/tsv");
    TCase *tcase = tcase_create("tsv");
    tcase_add_loop_test(tcase, a_field_is_escaped_and_comes_back, 0, COUNT(fields));
    tcase_add_loop_test(tcase, what_is_no_text_becomes_a_mark, 0, COUNT(unclean));
    tcase_add_loop_test(tcase, a_bad_field_is_refused_at_its_column, 0, COUNT(mistakes));
    tcase_add_test(tcase, hostile_texts_fit_on_a_line_and_are_stable);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return jd_run_tests("export/tsv", make_suite());
}
