/* SPDX-License-Identifier: MIT */
#include <stdint.h>

#include "jingdu/layout/index.h"
#include "tests/support/mix.h"
#include "tests/support/run.h"

struct fixture {
    struct jd_buf text;
    struct jd_document *doc;
    struct jd_annotator *annotator;
    struct jd_index *index;
};

static void open_text(struct fixture *fixture, enum jd_mix kind, size_t bytes,
                      int measure)
{
    *fixture = (struct fixture){ .text = JD_BUF_INIT };
    jd_mix_text(7, kind, bytes, &fixture->text);
    fixture->doc = jd_document_new(jd_buf_str(&fixture->text));
    fixture->annotator = jd_annotator_new(fixture->doc, NULL);
    struct jd_flow_options options = { measure, true, true, true };
    fixture->index = jd_index_new(fixture->doc, fixture->annotator, &options);
}

static void close_text(struct fixture *fixture)
{
    jd_index_free(fixture->index);
    jd_annotator_free(fixture->annotator);
    jd_document_free(fixture->doc);
    jd_buf_release(&fixture->text);
}

START_TEST(rows_follow_each_other_without_gap_to_the_end)
{
    struct fixture fixture;
    open_text(&fixture, (enum jd_mix)_i, 200000, 40);
    struct jd_line line = { 0, 0 };
    size_t at = 0;
    do {
        const struct jd_row *row = jd_index_row(fixture.index, line, NULL);
        ck_assert_uint_eq(row->start, at);
        at = row->end;
    } while (jd_index_next(fixture.index, &line));
    ck_assert_uint_eq(at, fixture.text.len);
    close_text(&fixture);
}
END_TEST

START_TEST(stepping_back_undoes_stepping_on)
{
    struct fixture fixture;
    open_text(&fixture, (enum jd_mix)_i, 60000, 30);
    struct jd_line line = { 0, 0 };
    for (;;) {
        struct jd_line on = line;
        if (!jd_index_next(fixture.index, &on))
            break;
        struct jd_line back = on;
        ck_assert(jd_index_previous(fixture.index, &back));
        ck_assert_uint_eq(back.block, line.block);
        ck_assert_uint_eq(back.row, line.row);
        line = on;
    }
    line = (struct jd_line){ 0, 0 };
    ck_assert(!jd_index_previous(fixture.index, &line));
    close_text(&fixture);
}
END_TEST

START_TEST(any_byte_is_found_in_the_row_that_covers_it)
{
    struct fixture fixture;
    open_text(&fixture, (enum jd_mix)_i, 300000, 72);
    uint64_t state = 99;
    for (int i = 0; i < 2000; i++) {
        size_t byte = jd_mix_next(&state) % fixture.text.len;
        struct jd_line line = jd_index_find(fixture.index, byte);
        const struct jd_row *row = jd_index_row(fixture.index, line, NULL);
        ck_assert(row->start <= byte && byte < row->end);
    }
    close_text(&fixture);
}
END_TEST

START_TEST(a_place_survives_every_change_of_width)
{
    struct fixture fixture;
    open_text(&fixture, (enum jd_mix)_i, 20000, 72);
    uint64_t state = 5;
    for (int i = 0; i < 300; i++) {
        size_t byte = jd_mix_next(&state) % fixture.text.len;
        struct jd_flow_options options = { 1 + (int)(jd_mix_next(&state) % 200),
                                           i % 2 == 0, i % 3 != 0, true };
        jd_index_set_options(fixture.index, &options);
        struct jd_line line = jd_index_find(fixture.index, byte);
        const struct jd_row *row = jd_index_row(fixture.index, line, NULL);
        ck_assert(row->start <= byte && byte < row->end);
    }
    close_text(&fixture);
}
END_TEST

START_TEST(percent_is_100_only_at_the_end)
{
    struct fixture fixture;
    open_text(&fixture, JD_MIX_NEWS, 1000, 40);
    ck_assert_int_eq(jd_index_percent(fixture.index, 0), 0);
    ck_assert_int_eq(jd_index_percent(fixture.index, (fixture.text.len + 1) / 2), 50);
    ck_assert_int_eq(jd_index_percent(fixture.index, fixture.text.len - 1), 99);
    ck_assert_int_eq(jd_index_percent(fixture.index, fixture.text.len), 100);
    close_text(&fixture);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("layout/index");
    TCase *cases = tcase_create("index");
    tcase_set_timeout(cases, 60);
    tcase_add_loop_test(cases, rows_follow_each_other_without_gap_to_the_end, 0,
                        JD_MIX_COUNT);
    tcase_add_loop_test(cases, stepping_back_undoes_stepping_on, 0, JD_MIX_COUNT);
    tcase_add_loop_test(cases, any_byte_is_found_in_the_row_that_covers_it, 0,
                        JD_MIX_COUNT);
    tcase_add_loop_test(cases, a_place_survives_every_change_of_width, 0, JD_MIX_COUNT);
    tcase_add_test(cases, percent_is_100_only_at_the_end);
    suite_add_tcase(suite, cases);
    return suite;
}

int main(void)
{
    return jd_run_tests("layout/index", make_suite());
}
