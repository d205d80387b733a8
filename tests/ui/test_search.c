/* SPDX-License-Identifier: MIT */
#include "jingdu/ui/search.h"

#include <stdlib.h>

#include "tests/support/mix.h"
#include "tests/support/run.h"

static struct jd_document *doc;
static struct jd_buf text;
static struct jd_search search;

static void open_text(void)
{
    text = (struct jd_buf)JD_BUF_INIT;
}

static void close_text(void)
{
    jd_search_release(&search);
    jd_document_free(doc);
    jd_buf_release(&text);
}

static void start(const char *pattern)
{
    doc = jd_document_new(jd_buf_str(&text));
    jd_search_init(&search, doc);
    ck_assert(jd_search_set(&search, jd_str_of(pattern)));
}

/* ---- a short text --------------------------------------------------------------------
 */

/* 经济 at 0, 12, 30 */
static const char few[] = "经济说经济。\n说说说经济。\n完\n";

static const struct {
    size_t from;
    int direction;
    enum jd_search_state state;
    size_t match;
    const char *place;
} looks[] = {
    { 0, 1, JD_SEARCH_FOUND, 0, "1/3" },    { 1, 1, JD_SEARCH_FOUND, 9, "2/3" },
    { 10, 1, JD_SEARCH_FOUND, 28, "3/3" },  { 29, 1, JD_SEARCH_WRAPPED, 0, "1/3" },
    { 99, 1, JD_SEARCH_WRAPPED, 0, "1/3" }, { 0, -1, JD_SEARCH_WRAPPED, 28, "3/3" },
    { 9, -1, JD_SEARCH_FOUND, 0, "1/3" },   { 10, -1, JD_SEARCH_FOUND, 9, "2/3" },
    { 99, -1, JD_SEARCH_FOUND, 28, "3/3" },
};

START_TEST(it_looks_forward_and_back_and_round)
{
    static const size_t slices[] = { 1, 5, 1000 };
    jd_buf_add_c(&text, few);
    start("经济");
    for (size_t s = 0; s < sizeof slices / sizeof *slices; s++) {
        jd_search_look(&search, looks[_i].from, looks[_i].direction, slices[s]);
        while (search.state == JD_SEARCH_LOOKING)
            jd_search_go_on(&search, slices[s]);
        ck_assert_int_eq(search.state, looks[_i].state);
        ck_assert_uint_eq(search.match.start, looks[_i].match);
        ck_assert_uint_eq(search.match.end, looks[_i].match + 6);
        while (jd_search_count(&search, slices[s]))
            continue;
        struct jd_buf place = JD_BUF_INIT;
        jd_search_add_place(&search, search.match.start, &place);
        ck_assert_str_eq(place.data, looks[_i].place);
        jd_buf_release(&place);
    }
}
END_TEST

START_TEST(what_is_nowhere_is_absent)
{
    jd_buf_add_c(&text, few);
    start("没有");
    for (size_t from = 0; from <= text.len; from++)
        for (int direction = -1; direction < 2; direction += 2) {
            int steps = 0;
            jd_search_look(&search, from, direction, 7);
            for (; search.state == JD_SEARCH_LOOKING; steps++)
                jd_search_go_on(&search, 7);
            ck_assert_int_eq(search.state, JD_SEARCH_ABSENT);
            ck_assert_int_le(steps, (int)text.len / 7 + 2);
        }
    ck_assert(!jd_search_count(&search, 1));
    struct jd_buf place = JD_BUF_INIT;
    jd_search_add_place(&search, 3, &place);
    ck_assert_str_eq(place.data, "0/0");
    jd_buf_release(&place);
}
END_TEST

START_TEST(nothing_is_found_in_an_empty_text)
{
    start("经济");
    ck_assert_int_eq(jd_search_look(&search, 0, 1, 9), JD_SEARCH_ABSENT);
    ck_assert_int_eq(jd_search_look(&search, 0, -1, 9), JD_SEARCH_ABSENT);
    ck_assert(!jd_search_count(&search, 9));
    ck_assert_uint_eq(jd_search_in_view(&search, 0, 9, NULL, 0), 0);
}
END_TEST

START_TEST(a_pattern_of_nothing_is_none)
{
    jd_buf_add_c(&text, few);
    start("经济");
    ck_assert(!jd_search_set(&search, JD_STR_EMPTY));
    ck_assert_ptr_null(search.find);
    ck_assert_int_eq(jd_search_look(&search, 0, 1, 9), JD_SEARCH_NONE);
    ck_assert(!jd_search_count(&search, 9));
    ck_assert_uint_eq(search.pattern.len, 0);
}
END_TEST

START_TEST(the_same_pattern_keeps_its_counts_and_another_does_not)
{
    jd_buf_add_c(&text, few);
    start("经济");
    while (jd_search_count(&search, 1000))
        continue;
    ck_assert(jd_search_set(&search, jd_str_of("经济")));
    ck_assert_uint_eq(search.total, 3);
    ck_assert(jd_search_set(&search, jd_str_of("说")));
    ck_assert_uint_eq(search.total, 0);
    while (jd_search_count(&search, 1000))
        continue;
    ck_assert_uint_eq(search.total, 4);
}
END_TEST

START_TEST(cancelled_it_looks_again_from_anywhere)
{
    jd_buf_add_c(&text, few);
    start("完");
    ck_assert_int_eq(jd_search_look(&search, 0, 1, 2), JD_SEARCH_LOOKING);
    jd_search_cancel(&search);
    ck_assert_int_eq(search.state, JD_SEARCH_NONE);
    ck_assert_int_eq(jd_search_go_on(&search, 2), JD_SEARCH_NONE);
    ck_assert_int_eq(jd_search_look(&search, 3, 1, 1000), JD_SEARCH_FOUND);
}
END_TEST

/* ---- a long one ----------------------------------------------------------------------
 */

static void make_long(uint64_t seed)
{
    while (text.len < 400000) {
        size_t words = jd_mix_next(&seed) % 9 == 0 ? 500 : 30;
        const char *word = jd_mix_next(&seed) % 5 ? "说" : "经济";
        /* whole chunks without a match */
        if (text.len / 65536 % 3 == 1)
            word = "没";
        for (size_t i = 0; i < words; i++)
            jd_buf_add_c(&text, word);
        jd_buf_add_c(&text, "\n");
    }
}

static size_t all_matches(struct jd_found **all)
{
    size_t max = text.len / 6 + 1;
    *all = calloc(max, sizeof **all);
    struct jd_find *find = jd_find_new(jd_str_of("经济"));
    size_t count = jd_find_some(find, doc, 0, text.len, *all, max);
    jd_find_free(find);
    return count;
}

START_TEST(places_and_counts_are_right_whenever_they_are_known)
{
    uint64_t seed = (uint64_t)_i + 1;
    struct jd_found *all;
    make_long(seed);
    start("经济");
    size_t count = all_matches(&all);
    for (int step = 0; step < 60; step++) {
        size_t from = jd_mix_next(&seed) % text.len, i = 0;
        int direction = jd_mix_next(&seed) % 2 ? 1 : -1;
        while (i < count && all[i].start < from)
            i++;
        size_t expected = direction > 0 ? i % count : (i + count - 1) % count;
        jd_search_look(&search, from, direction, 1 + jd_mix_next(&seed) % 90000);
        while (search.state == JD_SEARCH_LOOKING)
            jd_search_go_on(&search, 1 + jd_mix_next(&seed) % 90000);
        ck_assert_uint_eq(search.match.start, all[expected].start);
        if (step % 10 == 9)
            jd_search_count(&search, 50000);
        ck_assert_uint_le(search.total, count);
        struct jd_buf place = JD_BUF_INIT;
        jd_search_add_place(&search, search.match.start, &place);
        if (place.data[0] != '?')
            ck_assert_uint_eq(strtoul(place.data, NULL, 10), expected + 1);
        jd_buf_release(&place);
    }
    while (jd_search_count(&search, 100000))
        continue;
    ck_assert_uint_eq(search.total, count);
    struct jd_buf place = JD_BUF_INIT, wanted = JD_BUF_INIT;
    jd_search_add_place(&search, all[count - 1].start, &place);
    jd_buf_printf(&wanted, "%zu/%zu", count, count);
    ck_assert_str_eq(place.data, wanted.data);
    jd_buf_release(&place);
    jd_buf_release(&wanted);
    free(all);
}
END_TEST

START_TEST(counts_that_are_not_known_say_so)
{
    for (int i = 0; i < 100000; i++)
        jd_buf_add_c(&text, "说\n");
    jd_buf_add_c(&text, "经济\n");
    start("说");
    struct jd_buf place = JD_BUF_INIT;
    jd_search_look(&search, 300000, 1, 1 << 20);
    jd_search_add_place(&search, search.match.start, &place);
    ck_assert_str_eq(place.data, "?/0+");
    jd_buf_clear(&place);
    jd_search_count(&search, 1);
    jd_search_add_place(&search, 0, &place);
    ck_assert_str_eq(place.data, "1/16384+");
    jd_buf_release(&place);
}
END_TEST

START_TEST(looking_from_the_start_counts_on_the_way)
{
    for (int i = 0; i < 100000; i++)
        jd_buf_add_c(&text, "说\n");
    jd_buf_add_c(&text, "经济\n");
    start("经济");
    struct jd_buf place = JD_BUF_INIT;
    jd_search_look(&search, 0, 1, 1 << 20);
    ck_assert_int_eq(search.state, JD_SEARCH_FOUND);
    jd_search_add_place(&search, search.match.start, &place);
    ck_assert_str_eq(place.data, "1/1+");
    jd_search_count(&search, 1);
    jd_buf_clear(&place);
    jd_search_add_place(&search, search.match.start, &place);
    ck_assert_str_eq(place.data, "1/1");
    jd_buf_release(&place);
}
END_TEST

/* ---- what is in view -----------------------------------------------------------------
 */

static const struct {
    size_t start, end, max;
    const char *starts;
} views[] = {
    { 0, 40, 9, "0 9 28 " }, { 0, 9, 9, "0 " },     { 5, 10, 9, "0 9 " },
    { 6, 9, 9, "" },         { 15, 28, 9, "" },     { 33, 40, 9, "28 " },
    { 34, 40, 9, "" },       { 0, 40, 2, "0 9 " },  { 10, 40, 1, "9 " },
    { 0, 0, 9, "" },         { 1000, 2000, 9, "" },
};

START_TEST(matches_that_touch_the_view_are_marked)
{
    struct jd_found matches[9];
    struct jd_buf starts = JD_BUF_INIT;
    jd_buf_add_c(&text, few);
    start("经济");
    size_t count = jd_search_in_view(&search, views[_i].start, views[_i].end, matches,
                                     views[_i].max);
    for (size_t i = 0; i < count; i++)
        jd_buf_printf(&starts, "%zu ", matches[i].start);
    ck_assert_str_eq(starts.data, views[_i].starts);
    jd_buf_release(&starts);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("search");
    TCase *tests = tcase_create("search");
    tcase_add_checked_fixture(tests, open_text, close_text);
    tcase_add_loop_test(tests, it_looks_forward_and_back_and_round, 0,
                        sizeof looks / sizeof *looks);
    tcase_add_test(tests, what_is_nowhere_is_absent);
    tcase_add_test(tests, nothing_is_found_in_an_empty_text);
    tcase_add_test(tests, a_pattern_of_nothing_is_none);
    tcase_add_test(tests, the_same_pattern_keeps_its_counts_and_another_does_not);
    tcase_add_test(tests, cancelled_it_looks_again_from_anywhere);
    tcase_add_loop_test(tests, places_and_counts_are_right_whenever_they_are_known, 0, 6);
    tcase_add_test(tests, counts_that_are_not_known_say_so);
    tcase_add_test(tests, looking_from_the_start_counts_on_the_way);
    tcase_add_loop_test(tests, matches_that_touch_the_view_are_marked, 0,
                        sizeof views / sizeof *views);
    suite_add_tcase(suite, tests);
    return suite;
}

int main(void)
{
    return jd_run_tests("ui/search", make_suite());
}
