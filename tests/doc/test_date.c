/* SPDX-License-Identifier: MIT */
#include "tests/support/run.h"

#include "jingdu/doc/date.h"

/* at: where to look; day: the bytes that are the day, NULL when there is no date. */
static const struct {
    const char *text;
    size_t at;
    const char *day;
    int year, month, day_number;
} dates[] = {
    { "2023-10-25", 0, "2023-10-25", 2023, 10, 25 },
    { "2023-10-25 00:46", 0, "2023-10-25", 2023, 10, 25 },
    { "2023-10-25T00:46:00+08:00", 0, "2023-10-25", 2023, 10, 25 },
    { "2023/1/5", 0, "2023/1/5", 2023, 1, 5 },
    { "2023.10.25.", 0, "2023.10.25", 2023, 10, 25 },
    { "2023年10月25日 00:46", 0, "2023年10月25日", 2023, 10, 25 },
    { "2023 年 10 月 25 日", 0, "2023 年 10 月 25 日", 2023, 10, 25 },
    { "于2023-10-25", 3, "2023-10-25", 2023, 10, 25 },
    { "Wed, 25 Oct 2023 00:46:00 +0800", 0, "25 Oct 2023", 2023, 10, 25 },
    { "5 January 2024", 0, "5 January 2024", 2024, 1, 5 },
    { "Oct 25, 2023", 0, "Oct 25, 2023", 2023, 10, 25 },
    { "Sept. 5, 2023", 0, NULL, 0, 0, 0 },
    { "Sep. 5, 2023", 0, "Sep. 5, 2023", 2023, 9, 5 },
    { "2024-02-29", 0, "2024-02-29", 2024, 2, 29 },
    { "2023-02-30", 0, NULL, 0, 0, 0 },
    { "2023-13-01", 0, NULL, 0, 0, 0 },
    { "2023-00-10", 0, NULL, 0, 0, 0 },
    { "2023-10-251", 0, NULL, 0, 0, 0 },
    { "2023-10/25", 0, NULL, 0, 0, 0 },
    { "12023-10-25", 0, NULL, 0, 0, 0 },
    { "123-10-25", 0, NULL, 0, 0, 0 },
    { "2023年10月", 0, NULL, 0, 0, 0 },
    { "2023年10月25", 0, NULL, 0, 0, 0 },
    { "10月25日", 0, NULL, 0, 0, 0 },
    { "2023-10-", 0, NULL, 0, 0, 0 },
    { "2023", 0, NULL, 0, 0, 0 },
    { "Wed, ", 0, NULL, 0, 0, 0 },
    { "25 Mayor 2023", 0, NULL, 0, 0, 0 },
    { "", 0, NULL, 0, 0, 0 },
};

START_TEST(a_date_is_read_in_each_of_its_forms)
{
    struct jd_str text = jd_str_of(dates[_i].text);
    struct jd_date date = { .year = -1 };
    bool found = jd_date_read(text, dates[_i].at, text.len, &date);
    ck_assert_msg(found == (dates[_i].day != NULL), "%s", dates[_i].text);
    if (!found) {
        ck_assert_int_eq(date.year, -1);
        return;
    }
    struct jd_str day = jd_str_sub(text, date.start, date.end);
    ck_assert_msg(jd_str_eq_c(day, dates[_i].day), "%.*s", JD_STR_ARG(day));
    ck_assert_int_eq(date.year, dates[_i].year);
    ck_assert_int_eq(date.month, dates[_i].month);
    ck_assert_int_eq(date.day, dates[_i].day_number);
}
END_TEST

START_TEST(nothing_behind_the_limit_is_read)
{
    struct jd_date date;
    struct jd_str text = jd_str_of("2023-10-25");
    ck_assert(!jd_date_read(text, 0, 8, &date));
    ck_assert(jd_date_read(text, 0, 9, &date));
    ck_assert_int_eq(date.day, 2);
}
END_TEST

/* rest: what is left behind weekday, time and zone. */
static const struct {
    const char *text, *rest;
} times[] = {
    { " 00:46", "" },
    { " 00:46:12.5 来源", " 来源" },
    { "T00:46:00Z", "" },
    { "T00:46:00+08:00", "" },
    { " 00:46:00 +0800 x", " x" },
    { " 00:46 GMT", "" },
    { " 星期三 00:46", "" },
    { " 周日", "" },
    { " 周围", " 周围" },
    { " 10月", " 10月" },
    { " 10个人", " 10个人" },
    { "，外交部", "，外交部" },
    { "", "" },
};

START_TEST(what_belongs_to_a_date_is_skipped_behind_it)
{
    struct jd_str text = jd_str_of(times[_i].text);
    size_t at = jd_date_skip_time(text, 0);
    ck_assert_uint_le(at, text.len);
    ck_assert_str_eq(text.ptr + at, times[_i].rest);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("doc/date");
    TCase *tcase = tcase_create("date");
    tcase_add_loop_test(tcase, a_date_is_read_in_each_of_its_forms, 0,
                        sizeof dates / sizeof *dates);
    tcase_add_test(tcase, nothing_behind_the_limit_is_read);
    tcase_add_loop_test(tcase, what_belongs_to_a_date_is_skipped_behind_it, 0,
                        sizeof times / sizeof *times);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return jd_run_tests("doc/date", make_suite());
}
