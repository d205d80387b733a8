/* SPDX-License-Identifier: MIT */
/* cli/edit with editors that write down their arguments. */
#include "jingdu/cli/edit.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "jingdu/base/file.h"
#include "tests/support/home.h"
#include "tests/support/run.h"

static const char *const editors[] = {
    "vi",    "vim",   "vim.tiny",    "vim.basic", "nvim",    "view", "ex",
    "nano",  "emacs", "emacsclient", "joe",       "jed",     "mg",   "ne",
    "micro", "kak",   "code",        "ed",        "vimdiff",
};
enum { EDITORS = sizeof editors / sizeof *editors, LINE_TAKERS = 16 };

static void write_program(const char *name, const char *script)
{
    struct jd_buf path = JD_BUF_INIT, text = JD_BUF_INIT;
    struct jd_error err = JD_ERROR_INIT;
    jd_buf_printf(&path, "%s/bin/%s", jd_home_path(), name);
    jd_buf_printf(&text, "#!/bin/sh\n%s\n", script);
    ck_assert_msg(jd_file_replace(path.data, jd_buf_str(&text), &err), "%s", err.message);
    ck_assert_int_eq(chmod(path.data, 0700), 0);
    jd_buf_release(&path);
    jd_buf_release(&text);
}

static void enter(void)
{
    struct jd_buf path = JD_BUF_INIT;
    struct jd_error err = JD_ERROR_INIT;
    jd_home_make();
    ck_assert_int_eq(chdir(jd_home_path()), 0);
    jd_buf_printf(&path, "%s/bin", jd_home_path());
    ck_assert(jd_file_make_folder(path.data, &err));
    jd_buf_printf(&path, ":%s", getenv("PATH"));
    setenv("PATH", path.data, 1);
    jd_buf_release(&path);
    for (int i = 0; i < EDITORS; i++)
        write_program(
            editors[i],
            "{ printf '%s' \"${0##*/}\"; printf '|%s' \"$@\"; } >\"$HOME/args\"");
    write_program("broken", "exit 7");
}

static void leave(void)
{
    ck_assert_int_eq(chdir(".."), 0);
    jd_home_remove();
}

static void set_or_unset(const char *variable, const char *value)
{
    ck_assert_int_eq(value ? setenv(variable, value, 1) : unsetenv(variable), 0);
}

static void check_run(const char *setting, const char *path, size_t line,
                      const char *expected)
{
    struct jd_buf got = JD_BUF_INIT;
    struct jd_error err = JD_ERROR_INIT;
    ck_assert_msg(jd_edit_file(jd_str_of(setting), path, line, &err), "%s", err.message);
    ck_assert(jd_file_read("args", 1 << 16, &got, &err));
    ck_assert_str_eq(got.data, expected);
    jd_buf_release(&got);
}

static const struct {
    const char *setting, *visual, *editor, *expected;
} choices[] = {
    { "nano", "vim", "joe", "nano|+3|a.txt" },
    { "", "vim", "joe", "vim|+3|a.txt" },
    { "", "", "joe", "joe|+3|a.txt" },
    { "", NULL, "joe -x", "joe|-x|+3|a.txt" },
    { "", NULL, NULL, "vi|+3|a.txt" },
    { "", "", "", "vi|+3|a.txt" },
    { "vim -u 'my rc' -R", NULL, NULL, "vim|-u|my rc|-R|+3|a.txt" },
    { "code --wait", NULL, NULL, "code|--wait|a.txt" },
    { "vim; $(id)", NULL, NULL, NULL }, /* a program of that name, and no shell */
};

START_TEST(the_editor_is_the_one_that_was_asked_for)
{
    struct jd_error err = JD_ERROR_INIT;
    set_or_unset("VISUAL", choices[_i].visual);
    set_or_unset("EDITOR", choices[_i].editor);
    if (choices[_i].expected) {
        check_run(choices[_i].setting, "a.txt", 3, choices[_i].expected);
        return;
    }
    ck_assert(!jd_edit_file(jd_str_of(choices[_i].setting), "a.txt", 3, &err));
    ck_assert_ptr_eq(strstr(err.message, "vim;: No such file"), err.message);
}
END_TEST

START_TEST(editors_that_know_lines_start_at_ours)
{
    struct jd_buf setting = JD_BUF_INIT, expected = JD_BUF_INIT;
    jd_buf_printf(&setting, "'%s/bin/%s'", jd_home_path(), editors[_i]);
    jd_buf_printf(&expected, "%s|%sa b.txt", editors[_i],
                  _i < LINE_TAKERS ? "+120|" : "");
    check_run(editors[_i], "a b.txt", 120, expected.data);
    check_run(setting.data, "a b.txt", 120, expected.data);
    jd_buf_release(&setting);
    jd_buf_release(&expected);
}
END_TEST

static const struct {
    const char *path, *expected;
} paths[] = {
    { "-R", "vi|+1|./-R" },
    { "+x.txt", "vi|+1|./+x.txt" },
    { "--", "vi|+1|./--" },
    { "/a/-b", "vi|+1|/a/-b" },
    { "a '\"$(id)\\ b", "vi|+1|a '\"$(id)\\ b" },
    { "新闻.txt", "vi|+1|新闻.txt" },
};

START_TEST(a_path_is_a_path_whatever_it_looks_like)
{
    check_run("vi", paths[_i].path, 1, paths[_i].expected);
}
END_TEST

static const struct {
    const char *setting, *complaint;
} failures[] = {
    { "broken", "broken: ended with status 7" },
    { "no-such-editor", "no-such-editor: No such file" },
    { "vim 'x", "a quote stays open" },
    { "  ", "names no program" },
};

START_TEST(an_editor_that_fails_is_told)
{
    struct jd_error err = JD_ERROR_INIT;
    ck_assert(!jd_edit_file(jd_str_of(failures[_i].setting), "a.txt", 1, &err));
    ck_assert_msg(strstr(err.message, failures[_i].complaint) != NULL, "%s", err.message);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("cli/edit");
    TCase *tests = tcase_create("edit");
    tcase_add_checked_fixture(tests, enter, leave);
    tcase_add_loop_test(tests, the_editor_is_the_one_that_was_asked_for, 0,
                        sizeof choices / sizeof *choices);
    tcase_add_loop_test(tests, editors_that_know_lines_start_at_ours, 0, EDITORS);
    tcase_add_loop_test(tests, a_path_is_a_path_whatever_it_looks_like, 0,
                        sizeof paths / sizeof *paths);
    tcase_add_loop_test(tests, an_editor_that_fails_is_told, 0,
                        sizeof failures / sizeof *failures);
    suite_add_tcase(suite, tests);
    return suite;
}

int main(void)
{
    return jd_run_tests("cli/edit", make_suite());
}
