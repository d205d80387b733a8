/* SPDX-License-Identifier: MIT */
#include "jingdu/base/clock.h"

#include <time.h>

#include "tests/support/run.h"

START_TEST(time_never_goes_back)
{
    int64_t last = jd_clock_us();
    for (int i = 0; i < 100000; i++) {
        int64_t now = jd_clock_us();
        if (now < last)
            ck_abort_msg("%lld after %lld", (long long)now, (long long)last);
        last = now;
    }
}
END_TEST

/* Between two looks at the system's own monotonic clock, in its microseconds. */
START_TEST(time_is_counted_in_microseconds)
{
    struct timespec before, after;
    clock_gettime(CLOCK_MONOTONIC, &before);
    int64_t now = jd_clock_us();
    clock_gettime(CLOCK_MONOTONIC, &after);
    ck_assert_int_ge(now, (int64_t)before.tv_sec * 1000000 + before.tv_nsec / 1000);
    ck_assert_int_le(now, (int64_t)after.tv_sec * 1000000 + after.tv_nsec / 1000);
}
END_TEST

/* The same with the calendar's. */
START_TEST(the_calendar_is_in_milliseconds)
{
    struct timespec before, after;
    clock_gettime(CLOCK_REALTIME, &before);
    int64_t now = jd_clock_now_ms();
    clock_gettime(CLOCK_REALTIME, &after);
    ck_assert_int_ge(now, (int64_t)before.tv_sec * 1000 + before.tv_nsec / 1000000);
    ck_assert_int_le(now, (int64_t)after.tv_sec * 1000 + after.tv_nsec / 1000000);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("base/clock");
    TCase *tcase = tcase_create("clock");
    tcase_add_test(tcase, time_never_goes_back);
    tcase_add_test(tcase, time_is_counted_in_microseconds);
    tcase_add_test(tcase, the_calendar_is_in_milliseconds);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return jd_run_tests("base/clock", make_suite());
}
