/* SPDX-License-Identifier: MIT */
#include "jingdu/base/id.h"

#include "tests/support/run.h"

START_TEST(random_ids_differ_and_are_never_none)
{
    struct jd_id before = JD_ID_NONE;
    for (int i = 0; i < 1000; i++) {
        struct jd_id id = jd_id_random();
        ck_assert(!jd_id_is_none(id));
        ck_assert(!jd_id_eq(id, before));
        before = id;
    }
}
END_TEST

START_TEST(what_is_written_is_read_again)
{
    for (int i = 0; i < 100; i++) {
        struct jd_id id = jd_id_random(), again;
        struct jd_buf digits = JD_BUF_INIT;
        jd_id_add(id, &digits);
        ck_assert_uint_eq(digits.len, 32);
        ck_assert(jd_id_parse(jd_buf_str(&digits), &again));
        ck_assert(jd_id_eq(id, again));
        jd_buf_release(&digits);
    }
}
END_TEST

static const struct {
    const char *digits;
    bool good;
} inputs[] = {
    { "000102030405060708090a0b0c0d0e0f", true },
    { "000102030405060708090A0B0C0D0E0F", true },
    { "000102030405060708090a0b0c0d0e0", false },
    { "000102030405060708090a0b0c0d0e0f0", false },
    { "000102030405060708090a0b0c0d0e0g", false },
    { " 00102030405060708090a0b0c0d0e0f", false },
    { "", false },
};

START_TEST(only_32_digits_are_an_id)
{
    struct jd_id id = jd_id_random(), before = id;
    ck_assert_int_eq(jd_id_parse(jd_str_of(inputs[_i].digits), &id), inputs[_i].good);
    if (inputs[_i].good) {
        for (int i = 0; i < 16; i++)
            ck_assert_uint_eq(id.bytes[i], (unsigned)i);
    } else {
        ck_assert(jd_id_eq(id, before));
    }
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("id");
    TCase *tests = tcase_create("id");
    tcase_add_test(tests, random_ids_differ_and_are_never_none);
    tcase_add_test(tests, what_is_written_is_read_again);
    tcase_add_loop_test(tests, only_32_digits_are_an_id, 0,
                        sizeof inputs / sizeof *inputs);
    suite_add_tcase(suite, tests);
    return suite;
}

int main(void)
{
    return jd_run_tests("base/id", make_suite());
}
