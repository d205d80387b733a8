/* SPDX-License-Identifier: MIT */
#include "jingdu/base/buf.h"

#include <signal.h>
#include <stdint.h>
#include <stdlib.h>

#include "tests/support/run.h"

START_TEST(a_fresh_buffer_is_an_empty_string)
{
    struct jd_buf buf = JD_BUF_INIT;
    ck_assert_str_eq(buf.data, "");
    ck_assert_uint_eq(jd_buf_str(&buf).len, 0);
    jd_buf_clear(&buf);
    jd_buf_cut(&buf, 0);
    jd_buf_add(&buf, JD_STR_EMPTY);
    jd_buf_add_repeat(&buf, 'x', 0);
    jd_buf_printf(&buf, "%s", "");
    ck_assert_str_eq(buf.data, "");
    ck_assert_str_eq(jd_buf_empty, "");
    jd_buf_release(&buf);
}
END_TEST

START_TEST(everything_added_comes_in_order_and_is_terminated)
{
    struct jd_buf buf = JD_BUF_INIT;
    jd_buf_add(&buf, jd_str_make("a\0b", 3));
    jd_buf_add_c(&buf, "中");
    jd_buf_add_char(&buf, '!');
    jd_buf_add_repeat(&buf, '-', 3);
    jd_buf_printf(&buf, "%d%%", 42);
    ck_assert_uint_eq(buf.len, 13);
    ck_assert_mem_eq(buf.data, "a\0b中!---42%", 14);
    jd_buf_release(&buf);
}
END_TEST

START_TEST(growing_keeps_the_contents)
{
    struct jd_buf buf = JD_BUF_INIT;
    for (int i = 0; i < 5000; i++)
        jd_buf_printf(&buf, "%04d,", i);
    ck_assert_uint_eq(buf.len, 25000);
    for (int i = 0; i < 5000; i++)
        ck_assert_int_eq(atoi(buf.data + 5 * i), i);
    ck_assert_uint_lt(buf.len, buf.cap);
    jd_buf_release(&buf);
}
END_TEST

START_TEST(a_long_print_is_whole)
{
    struct jd_buf buf = JD_BUF_INIT;
    jd_buf_add_c(&buf, ">");
    jd_buf_printf(&buf, "%*s|", 3000, "x");
    ck_assert_uint_eq(buf.len, 3002);
    ck_assert_str_eq(buf.data + 2999, " x|");
    jd_buf_release(&buf);
}
END_TEST

START_TEST(clearing_keeps_the_memory_and_releasing_does_not)
{
    struct jd_buf buf = JD_BUF_INIT;
    jd_buf_add_c(&buf, "something");
    char *before = buf.data;
    jd_buf_clear(&buf);
    ck_assert_str_eq(buf.data, "");
    ck_assert_ptr_eq(buf.data, before);
    jd_buf_release(&buf);
    ck_assert_uint_eq(buf.cap, 0);
    jd_buf_add_c(&buf, "again");
    ck_assert_str_eq(buf.data, "again");
    jd_buf_release(&buf);
}
END_TEST

START_TEST(cutting_shortens_and_terminates)
{
    struct jd_buf buf = JD_BUF_INIT;
    jd_buf_add_c(&buf, "中国");
    jd_buf_cut(&buf, 3);
    ck_assert_str_eq(buf.data, "中");
    jd_buf_cut(&buf, 3);
    jd_buf_cut(&buf, 0);
    ck_assert_str_eq(buf.data, "");
    jd_buf_release(&buf);
}
END_TEST

START_TEST(reserved_room_can_be_written_to)
{
    struct jd_buf buf = JD_BUF_INIT;
    jd_buf_reserve(&buf, 1000);
    ck_assert_uint_gt(buf.cap, 1000);
    ck_assert_str_eq(buf.data, "");
    char *place = buf.data;
    jd_buf_add_repeat(&buf, 'x', 1000);
    ck_assert_ptr_eq(buf.data, place);
    jd_buf_release(&buf);
}
END_TEST

START_TEST(taking_gives_a_string_of_ones_own)
{
    struct jd_buf buf = JD_BUF_INIT;
    char *empty = jd_buf_take(&buf);
    ck_assert_str_eq(empty, "");
    ck_assert_ptr_ne(empty, jd_buf_empty);
    free(empty);
    jd_buf_add_c(&buf, "茶");
    char *tea = jd_buf_take(&buf);
    ck_assert_str_eq(tea, "茶");
    ck_assert_str_eq(buf.data, "");
    ck_assert_uint_eq(buf.cap, 0);
    free(tea);
}
END_TEST

START_TEST(a_size_that_overflows_aborts)
{
    struct jd_buf buf = JD_BUF_INIT;
    jd_buf_add_c(&buf, "x");
    jd_buf_reserve(&buf, SIZE_MAX - (size_t)_i);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("base/buf");
    TCase *tcase = tcase_create("buf");
    tcase_add_test(tcase, a_fresh_buffer_is_an_empty_string);
    tcase_add_test(tcase, everything_added_comes_in_order_and_is_terminated);
    tcase_add_test(tcase, growing_keeps_the_contents);
    tcase_add_test(tcase, a_long_print_is_whole);
    tcase_add_test(tcase, clearing_keeps_the_memory_and_releasing_does_not);
    tcase_add_test(tcase, cutting_shortens_and_terminates);
    tcase_add_test(tcase, reserved_room_can_be_written_to);
    tcase_add_test(tcase, taking_gives_a_string_of_ones_own);
    tcase_add_loop_test_raise_signal(tcase, a_size_that_overflows_aborts, SIGABRT, 0, 4);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return jd_run_tests("base/buf", make_suite());
}
