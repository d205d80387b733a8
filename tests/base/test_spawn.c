/* SPDX-License-Identifier: MIT */
#include "jingdu/base/spawn.h"

#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "jingdu/base/clock.h"
#include "jingdu/base/file.h"
#include "tests/support/home.h"
#include "tests/support/run.h"

/* Words joined by |; NULL: refused, with this in the message. */
static const struct {
    const char *setting, *words, *complaint;
} splits[] = {
    { "vim", "vim", NULL },
    { "  vim   -R ", "vim|-R", NULL },
    { "xclip -selection clipboard", "xclip|-selection|clipboard", NULL },
    { "'a b' \"c d\"", "a b|c d", NULL },
    { "a'b'c", "abc", NULL },
    { "a\\ b", "a b", NULL },
    { "'\\'", "\\", NULL },
    { "\"\\\"\"", "\"", NULL },
    { "p ''", "p|", NULL },
    { "a;rm -rf /", "a;rm|-rf|/", NULL },
    { "$(id) `id` $HOME *", "$(id)|`id`|$HOME|*", NULL },
    { "", NULL, "no program" },
    { "   ", NULL, "no program" },
    { "''", NULL, "no program" },
    { "'a", NULL, "stays open" },
    { "a \"b", NULL, "stays open" },
    { "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17", NULL, "more than 16" },
};

START_TEST(a_setting_is_split_into_words_and_nothing_else)
{
    struct jd_spawn_words words;
    struct jd_error err = JD_ERROR_INIT;
    bool ok = jd_spawn_split(jd_str_of(splits[_i].setting), &words, &err);
    ck_assert_int_eq(ok, splits[_i].words != NULL);
    if (ok) {
        struct jd_buf joined = JD_BUF_INIT;
        for (int i = 0; i < words.count; i++)
            jd_buf_printf(&joined, "%s%s", i ? "|" : "", words.words[i]);
        ck_assert_str_eq(joined.data, splits[_i].words);
        ck_assert_ptr_null(words.words[words.count]);
        jd_buf_release(&joined);
        jd_spawn_release(&words);
    } else {
        ck_assert_msg(strstr(err.message, splits[_i].complaint) != NULL, "%s",
                      err.message);
    }
}
END_TEST

/* sh -c is the test's own program here; the module never adds one. */
static bool feed(const char *script, struct jd_str input, int ms, struct jd_error *err)
{
    char *argv[] = { (char *)"sh", (char *)"-c", (char *)script, NULL };
    return jd_spawn_feed(argv, input, ms, err);
}

START_TEST(a_program_gets_all_of_its_input)
{
    struct jd_buf input = JD_BUF_INIT, got = JD_BUF_INIT;
    struct jd_error err = JD_ERROR_INIT;
    for (int i = 0; i < 200000; i++)
        jd_buf_printf(&input, "%d\n", i);
    ck_assert_msg(feed("cat >\"$HOME/got\"", jd_buf_str(&input), 10000, &err), "%s",
                  err.message);
    struct jd_buf path = JD_BUF_INIT;
    jd_buf_printf(&path, "%s/got", jd_home_path());
    ck_assert(jd_file_read(path.data, 1 << 24, &got, &err));
    ck_assert(jd_str_eq(jd_buf_str(&input), jd_buf_str(&got)));
    jd_buf_release(&path);
    jd_buf_release(&input);
    jd_buf_release(&got);
}
END_TEST

START_TEST(one_that_does_not_read_is_no_failure)
{
    struct jd_buf input = JD_BUF_INIT;
    struct jd_error err = JD_ERROR_INIT;
    jd_buf_add_repeat(&input, 'x', 1 << 22);
    ck_assert_msg(feed("exit 0", jd_buf_str(&input), 10000, &err), "%s", err.message);
    jd_buf_release(&input);
}
END_TEST

START_TEST(one_that_takes_too_long_is_killed_with_its_children)
{
    struct jd_error err = JD_ERROR_INIT;
    int64_t from = jd_clock_us();
    int alive[2]; /* ends with the last of them */
    char byte;
    ck_assert_int_eq(pipe2(alive, O_CLOEXEC), 0);
    struct jd_buf script = JD_BUF_INIT;
    jd_buf_printf(&script, "exec 3>/proc/%d/fd/%d; sleep 60 & wait", (int)getpid(),
                  alive[1]);
    ck_assert(!feed(script.data, JD_STR_EMPTY, 300, &err));
    ck_assert_int_lt(jd_clock_us() - from, 20000000);
    ck_assert_msg(strstr(err.message, "longer than 0.3 s") != NULL, "%s", err.message);
    close(alive[1]);
    ck_assert_int_eq(read(alive[0], &byte, 1), 0);
    ck_assert_int_lt(jd_clock_us() - from, 20000000);
    close(alive[0]);
    jd_buf_release(&script);
}
END_TEST

START_TEST(one_that_never_reads_is_killed_in_time)
{
    struct jd_buf input = JD_BUF_INIT;
    struct jd_error err = JD_ERROR_INIT;
    int64_t from = jd_clock_us();
    jd_buf_add_repeat(&input, 'x', 1 << 22);
    ck_assert(!feed("sleep 60", jd_buf_str(&input), 200, &err));
    ck_assert_int_lt(jd_clock_us() - from, 20000000);
    jd_buf_release(&input);
}
END_TEST

/* Some programs that own a clipboard stay behind. */
START_TEST(one_that_stays_in_the_background_is_not_waited_for)
{
    struct jd_error err = JD_ERROR_INIT;
    int64_t from = jd_clock_us();
    ck_assert_msg(
        feed("cat >/dev/null; (sleep 20) & exit 0", jd_str_of("x"), 10000, &err), "%s",
        err.message);
    ck_assert_int_lt(jd_clock_us() - from, 9000000);
}
END_TEST

START_TEST(its_input_is_a_pipe_and_its_output_goes_nowhere)
{
    struct jd_error err = JD_ERROR_INIT;
    ck_assert_msg(feed("test -p /proc/self/fd/0 && test \"$(cat /dev/stdin)\" = 分歧 && "
                       "test /proc/$$/fd/1 -ef /dev/null && test /proc/$$/fd/2 -ef "
                       "/dev/null",
                       jd_str_of("分歧"), 10000, &err),
                  "%s", err.message);
}
END_TEST

START_TEST(ignored_children_are_no_failure)
{
    struct jd_error err = JD_ERROR_INIT;
    signal(SIGCHLD, SIG_IGN);
    bool ok = feed("cat >/dev/null", jd_str_of("x"), 10000, &err);
    signal(SIGCHLD, SIG_DFL);
    ck_assert_msg(ok, "%s", err.message);
}
END_TEST

static bool has_handler(int sig, void (*handler)(int))
{
    struct sigaction now;
    return sigaction(sig, NULL, &now) == 0 && now.sa_handler == handler;
}

START_TEST(our_own_signals_are_as_before)
{
    static const int kinds[] = { SIGINT, SIGQUIT, SIGTSTP, SIGPIPE };
    char *argv[] = { (char *)"true", NULL };
    struct jd_error err = JD_ERROR_INIT;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        signal(kinds[i], _i ? SIG_IGN : SIG_DFL);
    ck_assert_msg(jd_spawn_foreground(argv, &err), "%s", err.message);
    ck_assert_msg(jd_spawn_feed(argv, jd_str_of("x"), 10000, &err), "%s", err.message);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        ck_assert(has_handler(kinds[i], _i ? SIG_IGN : SIG_DFL));
}
END_TEST

START_TEST(words_reach_the_program_as_they_are)
{
    struct jd_error err = JD_ERROR_INIT;
    struct jd_buf got = JD_BUF_INIT, name = JD_BUF_INIT;
    jd_buf_printf(&name, "%s/$(id) *; rm", jd_home_path());
    char *argv[] = { (char *)"touch", (char *)"--", name.data, NULL };
    ck_assert_msg(jd_spawn_foreground(argv, &err), "%s", err.message);
    ck_assert(jd_file_read(name.data, 0, &got, &err));
    jd_buf_release(&got);
    jd_buf_release(&name);
}
END_TEST

static const struct {
    const char *script, *complaint;
} failures[] = {
    { "exit 3", "status 3" },
    { "kill -TERM $$", "signal 15" },
};

START_TEST(how_it_ended_is_told)
{
    struct jd_error err = JD_ERROR_INIT;
    ck_assert(!feed(failures[_i].script, JD_STR_EMPTY, 10000, &err));
    ck_assert_msg(strstr(err.message, failures[_i].complaint) != NULL, "%s", err.message);
    char *argv[] = { (char *)"sh", (char *)"-c", (char *)(uintptr_t)failures[_i].script,
                     NULL };
    ck_assert(!jd_spawn_foreground(argv, &err));
    ck_assert_msg(strstr(err.message, failures[_i].complaint) != NULL, "%s", err.message);
}
END_TEST

START_TEST(a_program_that_is_not_there_is_named)
{
    char *argv[] = { (char *)"no-such-program-here", NULL };
    struct jd_error err = JD_ERROR_INIT;
    ck_assert(!jd_spawn_feed(argv, JD_STR_EMPTY, 1000, &err));
    ck_assert_msg(strstr(err.message, "no-such-program-here") != NULL, "%s", err.message);
    ck_assert(!jd_spawn_foreground(argv, &err));
}
END_TEST

START_TEST(nothing_is_inherited_but_the_three_streams)
{
    struct jd_error err = JD_ERROR_INIT;
    int extra = dup(STDOUT_FILENO); /* without O_CLOEXEC */
    ck_assert_int_ge(extra, 3);
    ck_assert_msg(feed("test ! -e /proc/self/fd/9 || exit 9; "
                       "for fd in 3 4 5 6 7 8; do test -e /proc/$$/fd/$fd && exit $fd; "
                       "done; exit 0",
                       JD_STR_EMPTY, 10000, &err),
                  "%s", err.message);
    close(extra);
}
END_TEST

START_TEST(signals_are_as_at_the_start_of_a_program)
{
    struct jd_error err = JD_ERROR_INIT;
    signal(SIGTERM, SIG_IGN);
    ck_assert(!feed("kill -TERM $$; exit 0", JD_STR_EMPTY, 10000, &err));
    ck_assert_msg(strstr(err.message, "signal 15") != NULL, "%s", err.message);
    signal(SIGTERM, SIG_DFL);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("spawn");
    TCase *tests = tcase_create("spawn");
    tcase_add_checked_fixture(tests, jd_home_make, jd_home_remove);
    tcase_add_loop_test(tests, a_setting_is_split_into_words_and_nothing_else, 0,
                        sizeof splits / sizeof *splits);
    tcase_add_test(tests, a_program_gets_all_of_its_input);
    tcase_add_test(tests, one_that_does_not_read_is_no_failure);
    tcase_add_test(tests, one_that_takes_too_long_is_killed_with_its_children);
    tcase_add_test(tests, one_that_never_reads_is_killed_in_time);
    tcase_add_test(tests, one_that_stays_in_the_background_is_not_waited_for);
    tcase_add_test(tests, its_input_is_a_pipe_and_its_output_goes_nowhere);
    tcase_add_test(tests, ignored_children_are_no_failure);
    tcase_add_loop_test(tests, our_own_signals_are_as_before, 0, 2);
    tcase_add_test(tests, words_reach_the_program_as_they_are);
    tcase_add_loop_test(tests, how_it_ended_is_told, 0,
                        sizeof failures / sizeof *failures);
    tcase_add_test(tests, a_program_that_is_not_there_is_named);
    tcase_add_test(tests, nothing_is_inherited_but_the_three_streams);
    tcase_add_test(tests, signals_are_as_at_the_start_of_a_program);
    suite_add_tcase(suite, tests);
    return suite;
}

int main(void)
{
    return jd_run_tests("base/spawn", make_suite());
}
