/* SPDX-License-Identifier: MIT */
#include "jingdu/base/error.h"

#include <errno.h>
#include <string.h>

#include "tests/support/run.h"

#define COUNT(rows) (int)(sizeof(rows) / sizeof *(rows))

enum { ROOM = sizeof((struct jd_error *)0)->message - 1 };

START_TEST(failing_says_what_and_returns_false)
{
    struct jd_error err = JD_ERROR_INIT;
    err.sys_errno = 7;
    ck_assert(!jd_fail(&err, JD_ERR_FORMAT, "line %d: no %s", 3, "headword"));
    ck_assert_int_eq(err.code, JD_ERR_FORMAT);
    ck_assert_int_eq(err.sys_errno, 0);
    ck_assert_str_eq(err.message, "line 3: no headword");
}
END_TEST

START_TEST(a_system_failure_keeps_the_number_and_its_text)
{
    struct jd_error err = JD_ERROR_INIT;
    ck_assert(!jd_fail_errno(&err, EACCES, "文章.txt"));
    ck_assert_int_eq(err.code, JD_ERR_IO);
    ck_assert_int_eq(err.sys_errno, EACCES);
    ck_assert_str_eq(err.message, "文章.txt: Permission denied");
}
END_TEST

START_TEST(nobody_needs_to_ask_for_the_error)
{
    ck_assert(!jd_fail(NULL, JD_ERR_USAGE, "%s", "x"));
    ck_assert(!jd_fail_errno(NULL, ENOENT, "%s", "x"));
    jd_error_prefix(NULL, "%s: ", "x");
}
END_TEST

START_TEST(a_prefix_goes_in_front_and_leaves_the_rest)
{
    struct jd_error err = JD_ERROR_INIT;
    jd_fail_errno(&err, ENOENT, "tea.txt");
    jd_error_prefix(&err, "glossary %d: ", 2);
    ck_assert_str_eq(err.message, "glossary 2: tea.txt: No such file or directory");
    ck_assert_int_eq(err.code, JD_ERR_IO);
    ck_assert_int_eq(err.sys_errno, ENOENT);
}
END_TEST

static const struct {
    const char *unit;
    size_t ascii; /* bytes of ASCII before the units */
} cuts[] = {
    { "x", 0 },  { "é", 0 },  { "é", 1 },  { "中", 0 }, { "中", 1 },
    { "中", 2 }, { "𠮷", 0 }, { "𠮷", 1 }, { "𠮷", 2 }, { "𠮷", 3 },
};

/* Is the message as much of text as whole units fit, and perhaps a part of what follows?
 */
static bool is_cut_well(const char *message, int row, const char *text, const char *more)
{
    size_t unit = strlen(cuts[row].unit), same = 0, len = strlen(message);
    while (same < len && message[same] == text[same])
        same++;
    return len <= ROOM && same > ROOM - unit && (same - cuts[row].ascii) % unit == 0 &&
           strncmp(message + same, more, len - same) == 0;
}

START_TEST(a_long_message_is_cut_between_code_points)
{
    char text[2 * ROOM] = { 0 };
    size_t unit = strlen(cuts[_i].unit), len = cuts[_i].ascii;
    memset(text, 'a', len);
    for (; len + unit < sizeof text; len += unit)
        memcpy(text + len, cuts[_i].unit, unit);
    struct jd_error err = JD_ERROR_INIT;
    jd_fail(&err, JD_ERR_IO, "%s", text);
    ck_assert(is_cut_well(err.message, _i, text, ""));
    jd_fail_errno(&err, ENOENT, "%s", text);
    ck_assert(is_cut_well(err.message, _i, text, ": No such file or directory"));
    jd_fail(&err, JD_ERR_IO, "%s", text + cuts[_i].ascii);
    jd_error_prefix(&err, "%.*s", (int)cuts[_i].ascii, text);
    ck_assert(is_cut_well(err.message, _i, text, ""));
}
END_TEST

START_TEST(a_message_that_fits_exactly_is_kept)
{
    char text[ROOM + 1];
    memset(text, 'a', ROOM - 3);
    memcpy(text + ROOM - 3, "中", sizeof "中");
    struct jd_error err = JD_ERROR_INIT;
    jd_fail(&err, JD_ERR_IO, "%s", text);
    ck_assert_str_eq(err.message, text);
}
END_TEST

START_TEST(a_prefix_that_fills_the_room_leaves_no_broken_tail)
{
    struct jd_error err = JD_ERROR_INIT;
    jd_fail(&err, JD_ERR_IO, "原因");
    char prefix[ROOM + 1];
    memset(prefix, 'p', ROOM - 1);
    prefix[ROOM - 1] = '\0';
    jd_error_prefix(&err, "%s", prefix);
    ck_assert_str_eq(err.message, prefix);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("base/error");
    TCase *tcase = tcase_create("error");
    tcase_add_test(tcase, failing_says_what_and_returns_false);
    tcase_add_test(tcase, a_system_failure_keeps_the_number_and_its_text);
    tcase_add_test(tcase, nobody_needs_to_ask_for_the_error);
    tcase_add_test(tcase, a_prefix_goes_in_front_and_leaves_the_rest);
    tcase_add_loop_test(tcase, a_long_message_is_cut_between_code_points, 0, COUNT(cuts));
    tcase_add_test(tcase, a_message_that_fits_exactly_is_kept);
    tcase_add_test(tcase, a_prefix_that_fills_the_room_leaves_no_broken_tail);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return jd_run_tests("base/error", make_suite());
}
