/* SPDX-License-Identifier: MIT */
#include "jingdu/export/time.h"

#include <stdio.h>
#include <time.h>

#include "tests/support/mix.h"
#include "tests/support/run.h"

#define COUNT(rows) (int)(sizeof(rows) / sizeof *(rows))

static const struct {
    int64_t ms;
    const char *text;
} moments[] = {
    { 0, "1970-01-01T00:00:00.000Z" },
    { -1, "1969-12-31T23:59:59.999Z" },
    { 1795449931042, "2026-11-23T16:05:31.042Z" },
    { 951782400000, "2000-02-29T00:00:00.000Z" },
    { 4107542400000, "2100-03-01T00:00:00.000Z" },
    { -62167219200000, "0000-01-01T00:00:00.000Z" },
    { -62167219200001, "-000001-12-31T23:59:59.999Z" },
    { 253402300799999, "9999-12-31T23:59:59.999Z" },
    { 253402300800000, "+010000-01-01T00:00:00.000Z" },
    { -8640000000000000, "-271821-04-20T00:00:00.000Z" },
    { 8640000000000000, "+275760-09-13T00:00:00.000Z" },
    { INT64_MAX, "+292278994-08-17T07:12:55.807Z" },
    { INT64_MIN, "-292275055-05-16T16:47:04.192Z" },
};

START_TEST(a_moment_has_one_spelling_and_comes_back)
{
    struct jd_buf text = JD_BUF_INIT;
    int64_t ms = 0;
    jd_time_add(moments[_i].ms, &text);
    ck_assert_str_eq(text.data, moments[_i].text);
    ck_assert(jd_time_parse(jd_buf_str(&text), &ms, NULL));
    ck_assert_int_eq(ms, moments[_i].ms);
    jd_buf_release(&text);
}
END_TEST

START_TEST(any_number_comes_back)
{
    uint64_t state = 7;
    for (int i = 0; i < 100000; i++) {
        struct jd_buf text = JD_BUF_INIT;
        int64_t ms = (int64_t)jd_mix_next(&state) >> jd_mix_next(&state) % 64, back = 0;
        jd_time_add(ms, &text);
        ck_assert(jd_time_parse(jd_buf_str(&text), &back, NULL));
        ck_assert_int_eq(ms, back);
        jd_buf_release(&text);
    }
}
END_TEST

START_TEST(dates_are_those_of_the_c_library)
{
    uint64_t state = 11;
    for (int i = 0; i < 20000; i++) {
        struct jd_buf text = JD_BUF_INIT;
        char expected[100];
        time_t seconds = (time_t)(jd_mix_next(&state) % 315569520000) - 62167219200;
        struct tm parts;
        ck_assert_ptr_nonnull(gmtime_r(&seconds, &parts));
        snprintf(expected, sizeof expected, "%04d-%02d-%02dT%02d:%02d:%02d.000Z",
                 parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday, parts.tm_hour,
                 parts.tm_min, parts.tm_sec);
        jd_time_add((int64_t)seconds * 1000, &text);
        ck_assert_str_eq(text.data, expected);
        jd_buf_release(&text);
    }
}
END_TEST

START_TEST(milliseconds_may_be_left_out)
{
    int64_t ms = 0;
    ck_assert(jd_time_parse(jd_str_of("2026-11-23T16:05:31Z"), &ms, NULL));
    ck_assert_int_eq(ms, 1795449931000);
}
END_TEST

#define FORM  "no time like 2026-11-23T16:05:31.042Z"
#define RANGE "the time is out of range"
static const struct {
    const char *text, *message;
} mistakes[] = {
    { "", FORM },
    { "2026", FORM },
    { "2026-11-23", FORM },
    { "2026-11-23 16:05:31.042Z", FORM },
    { "2026-11-23T16:05:31.042", FORM },
    { "2026-11-23T16:05:31.042+01:00", FORM },
    { "2026-11-23T16:05:31.042ZZ", FORM },
    { "2026-11-23T16:05:31.42Z", FORM },
    { "2026-11-23T16:05:31.0421Z", FORM },
    { "2026-11-23T16:05:31,042Z", FORM },
    { "2026-11-23t16:05:31.042z", FORM },
    { " 2026-11-23T16:05:31.042Z", FORM },
    { "2026-00-23T16:05:31Z", FORM },
    { "2026-13-23T16:05:31Z", FORM },
    { "2026-11-00T16:05:31Z", FORM },
    { "2026-11-31T16:05:31Z", FORM },
    { "2026-02-29T16:05:31Z", FORM },
    { "1900-02-29T16:05:31Z", FORM },
    { "2026-11-23T24:00:00Z", FORM },
    { "2026-11-23T16:60:00Z", FORM },
    { "2026-11-23T16:05:60Z", FORM },
    { "2026-1-23T16:05:31Z", FORM },
    { "-2026-11-23T16:05:31Z", FORM },
    { "+02026-11-23T16:05:31Z", FORM },
    { "12026-11-23T16:05:31Z", FORM },
    { "+2922789940-08-17T07:12:55.807Z", FORM },
    { "+", FORM },
    { "-------", FORM },
    { "+292278994-08-17T07:12:55.808Z", RANGE },
    { "-292275055-05-16T16:47:04.191Z", RANGE },
    { "-292275055-05-15T23:59:59.999Z", RANGE },
    { "+999999999-12-31T23:59:59.999Z", RANGE },
    { "-999999999-01-01T00:00:00.000Z", RANGE },
};

START_TEST(anything_else_is_refused)
{
    struct jd_error err = JD_ERROR_INIT;
    int64_t ms = 17;
    ck_assert(!jd_time_parse(jd_str_of(mistakes[_i].text), &ms, &err));
    ck_assert_int_eq(err.code, JD_ERR_FORMAT);
    ck_assert_str_eq(err.message, mistakes[_i].message);
    ck_assert_int_eq(ms, 17);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("export/time");
    TCase *tcase = tcase_create("time");
    tcase_add_loop_test(tcase, a_moment_has_one_spelling_and_comes_back, 0,
                        COUNT(moments));
    tcase_add_test(tcase, any_number_comes_back);
    tcase_add_test(tcase, dates_are_those_of_the_c_library);
    tcase_add_test(tcase, milliseconds_may_be_left_out);
    tcase_add_loop_test(tcase, anything_else_is_refused, 0, COUNT(mistakes));
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return jd_run_tests("export/time", make_suite());
}
