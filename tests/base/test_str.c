/* SPDX-License-Identifier: MIT */
#include "jingdu/base/str.h"

#include <stdint.h>

#include "tests/support/run.h"

#define STR(literal)                                                                     \
    {                                                                                    \
        literal, sizeof(literal) - 1                                                     \
    }
#define COUNT(rows) (int)(sizeof(rows) / sizeof *(rows))

START_TEST(null_is_the_empty_string)
{
    ck_assert_uint_eq(jd_str_of(NULL).len, 0);
    ck_assert_ptr_nonnull(jd_str_of(NULL).ptr);
    ck_assert_uint_eq(jd_str_of("中a").len, 4);
}
END_TEST

static const struct {
    size_t start, end;
    const char *part;
} subs[] = {
    { 0, 5, "abcde" },    { 1, 3, "bc" }, { 2, 2, "" },  { 3, 1, "" },
    { 4, SIZE_MAX, "e" }, { 5, 5, "" },   { 9, 12, "" }, { SIZE_MAX, 0, "" },
};

START_TEST(a_part_is_clamped_to_the_string)
{
    struct jd_str all = jd_str_of("abcde");
    struct jd_str part = jd_str_sub(all, subs[_i].start, subs[_i].end);
    ck_assert(jd_str_eq_c(part, subs[_i].part));
    ck_assert(part.ptr >= all.ptr && part.ptr + part.len <= all.ptr + all.len);
}
END_TEST

static const struct {
    struct jd_str a, b;
    int order;
} orders[] = {
    { STR(""), STR(""), 0 },          { STR("a"), STR(""), 1 },
    { STR("a"), STR("ab"), -1 },      { STR("b"), STR("ab"), 1 },
    { STR("a\0b"), STR("a\0c"), -1 }, { STR("a\0b"), STR("a"), 1 },
    { STR("\x7F"), STR("\x80"), -1 }, { STR("一"), STR("丁"), -1 },
    { STR("same"), STR("same"), 0 },
};

START_TEST(order_is_that_of_the_bytes)
{
    int forth = jd_str_compare(orders[_i].a, orders[_i].b);
    int back = jd_str_compare(orders[_i].b, orders[_i].a);
    ck_assert_int_eq((forth > 0) - (forth < 0), orders[_i].order);
    ck_assert_int_eq((back > 0) - (back < 0), -orders[_i].order);
    ck_assert(jd_str_eq(orders[_i].a, orders[_i].b) == (orders[_i].order == 0));
}
END_TEST

static const struct {
    struct jd_str text, with;
    bool starts, ends;
} edges[] = {
    { STR(""), STR(""), true, true },          { STR("a"), STR(""), true, true },
    { STR(""), STR("a"), false, false },       { STR("abc"), STR("ab"), true, false },
    { STR("abc"), STR("bc"), false, true },    { STR("abc"), STR("abc"), true, true },
    { STR("abc"), STR("abcd"), false, false }, { STR("a\0b"), STR("a\0"), true, false },
};

START_TEST(beginnings_and_ends_are_seen)
{
    ck_assert(jd_str_starts(edges[_i].text, edges[_i].with) == edges[_i].starts);
    ck_assert(jd_str_ends(edges[_i].text, edges[_i].with) == edges[_i].ends);
}
END_TEST

static const struct {
    struct jd_str text, needle;
    size_t from, at;
} finds[] = {
    { STR("abcabc"), STR("bc"), 0, 1 },
    { STR("abcabc"), STR("bc"), 1, 1 },
    { STR("abcabc"), STR("bc"), 2, 4 },
    { STR("abcabc"), STR("bc"), 5, SIZE_MAX },
    { STR("abcabc"), STR("x"), 0, SIZE_MAX },
    { STR("abc"), STR(""), 2, 2 },
    { STR("abc"), STR(""), 3, 3 },
    { STR("abc"), STR(""), 4, SIZE_MAX },
    { STR("abc"), STR("a"), 99, SIZE_MAX },
    { STR(""), STR("a"), 0, SIZE_MAX },
    { STR("ab"), STR("abc"), 0, SIZE_MAX },
    { STR("a\0b\0b"), STR("\0b"), 2, 3 },
};

START_TEST(finding_gives_the_first_place)
{
    ck_assert_uint_eq(jd_str_find(finds[_i].text, finds[_i].needle, finds[_i].from),
                      finds[_i].at);
}
END_TEST

static const struct {
    const char *text, *trimmed;
} trims[] = {
    { "", "" },
    { " \t\r\n\v\f", "" },
    { "a", "a" },
    { "  中 国\n", "中 国" },
    { "\u3000中", "\u3000中" }, /* ASCII blanks only */
    { "\x85z\xA0", "\x85z\xA0" },
};

START_TEST(trimming_cuts_ascii_blanks_only)
{
    ck_assert(jd_str_eq_c(jd_str_trim(jd_str_of(trims[_i].text)), trims[_i].trimmed));
}
END_TEST

static const struct {
    const char *text, *parts; /* parts, each with a bar behind it */
} splits[] = {
    { "", "|" },
    { "a", "a|" },
    { "a\tb", "a|b|" },
    { "\t", "||" },
    { "a\t", "a||" },
    { "\ta\t\tb", "|a||b|" },
    { "中\t国", "中|国|" },
};

START_TEST(splitting_gives_every_part_even_an_empty_one)
{
    char parts[64] = { 0 };
    size_t len = 0;
    for (struct jd_str rest = jd_str_of(splits[_i].text), part;
         jd_str_split(&rest, '\t', &part);) {
        memcpy(parts + len, part.ptr, part.len);
        len += part.len;
        parts[len++] = '|';
        ck_assert_uint_lt(len, sizeof parts - 10);
    }
    ck_assert_str_eq(parts, splits[_i].parts);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("base/str");
    TCase *tcase = tcase_create("str");
    tcase_add_test(tcase, null_is_the_empty_string);
    tcase_add_loop_test(tcase, a_part_is_clamped_to_the_string, 0, COUNT(subs));
    tcase_add_loop_test(tcase, order_is_that_of_the_bytes, 0, COUNT(orders));
    tcase_add_loop_test(tcase, beginnings_and_ends_are_seen, 0, COUNT(edges));
    tcase_add_loop_test(tcase, finding_gives_the_first_place, 0, COUNT(finds));
    tcase_add_loop_test(tcase, trimming_cuts_ascii_blanks_only, 0, COUNT(trims));
    tcase_add_loop_test(tcase, splitting_gives_every_part_even_an_empty_one, 0,
                        COUNT(splits));
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return jd_run_tests("base/str", make_suite());
}
