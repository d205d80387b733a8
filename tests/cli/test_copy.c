/* SPDX-License-Identifier: MIT */
/*
 * cli/copy with programs that write down what they get, and a terminal that does the same
 * in the place of term/curses.
 */
#include "jingdu/cli/copy.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "jingdu/base/file.h"
#include "tests/support/home.h"
#include "tests/support/run.h"

struct jd_term {
    bool has_clipboard;
    struct jd_buf got;
};

bool jd_term_copy(struct jd_term *term, struct jd_str text)
{
    if (!term->has_clipboard || text.len > 6144)
        return false;
    jd_buf_add(&term->got, text);
    return true;
}

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
    jd_buf_printf(&path, "%s/bin", jd_home_path());
    ck_assert(jd_file_make_folder(path.data, &err));
    jd_buf_printf(&path, ":%s", getenv("PATH"));
    setenv("PATH", path.data, 1);
    unsetenv("TMUX");
    jd_buf_release(&path);
    write_program("tmux", "printf '%s|' \"$@\" >\"$HOME/tmux.args\"\n"
                          "cat >\"$HOME/tmux.in\"");
    write_program("clip", "printf '%s|' \"$@\" >\"$HOME/clip.args\"\n"
                          "cat >\"$HOME/clip.in\"");
    write_program("broken", "exit 7");
}

/* The file that a program has written, or "-" when it was not run. */
static void check_written(const char *name, const char *expected)
{
    struct jd_buf path = JD_BUF_INIT, got = JD_BUF_INIT;
    struct jd_error err = JD_ERROR_INIT;
    jd_buf_printf(&path, "%s/%s", jd_home_path(), name);
    if (jd_file_read(path.data, 1 << 20, &got, &err))
        ck_assert_str_eq(got.data, expected);
    else
        ck_assert_str_eq("-", expected);
    jd_buf_release(&path);
    jd_buf_release(&got);
}

static const struct {
    bool in_tmux, has_clipboard;
    const char *tmux, *command; /* tmux: NULL for the one that works */
    const char *tmux_got, *clip_args, *terminal_got;
    const char *says;
} ways[] = {
    { true, true, NULL, "clip", "分歧", "-", "",
      "copied the word (2 characters) with tmux" },
    { false, true, NULL, "clip", "-", "|", "",
      "copied the word (2 characters) with copy-command" },
    { false, true, NULL, "clip -i 'a b'", "-", "-i|a b|", "",
      "copied the word (2 characters) with copy-command" },
    { false, true, NULL, "", "-", "-", "分歧",
      "copied the word (2 characters) with the terminal" },
    { true, true, "exit 1", "clip", "-", "|", "",
      "copied the word (2 characters) with copy-command (tmux: ended with status 1)" },
    { true, true, "exit 1", "", "-", "-", "分歧",
      "copied the word (2 characters) with the terminal (tmux: ended with status 1)" },
    { false, true, NULL, "broken", "-", "-", "分歧",
      "copied the word (2 characters) with the terminal (broken: ended with status 7)" },
    { true, false, "exit 1", "broken", "-", "-", "",
      "the word was not copied: tmux: ended with status 1; broken: ended with status 7; "
      "this terminal takes none (set copy-command)" },
    { false, false, NULL, "no-such-program", "-", "-", "",
      "the word was not copied: no-such-program: No such file or directory; this "
      "terminal takes none (set copy-command)" },
    { false, false, NULL, "clip 'x", "-", "-", "",
      "the word was not copied: copy-command: clip 'x: a quote stays open; this terminal "
      "takes none (set copy-command)" },
    { false, false, NULL, "", "-", "-", "",
      "the word was not copied: this terminal takes none (set copy-command)" },
};

START_TEST(text_goes_the_first_way_that_works_and_it_is_said)
{
    struct jd_term term = { .has_clipboard = ways[_i].has_clipboard, .got = JD_BUF_INIT };
    struct jd_buf says = JD_BUF_INIT;
    jd_buf_add_c(&says, "what was said before");
    if (ways[_i].in_tmux)
        setenv("TMUX", "/run/tmux,1,0", 1);
    if (ways[_i].tmux)
        write_program("tmux", ways[_i].tmux);
    bool ok = jd_copy_text(&term, jd_str_of("分歧"), "the word",
                           jd_str_of(ways[_i].command), &says);
    ck_assert_str_eq(says.data, ways[_i].says);
    ck_assert_int_eq(ok, strstr(says.data, "not copied") == NULL);
    check_written("tmux.in", ways[_i].tmux_got);
    check_written("tmux.args", ways[_i].tmux_got[0] == '-' ? "-" : "load-buffer|-w|-|");
    check_written("clip.args", ways[_i].clip_args);
    check_written("clip.in",
                  ways[_i].clip_args[0] == '-' && !ways[_i].clip_args[1] ? "-" : "分歧");
    ck_assert_str_eq(term.got.data, ways[_i].terminal_got);
    jd_buf_release(&term.got);
    jd_buf_release(&says);
}
END_TEST

static const struct {
    const char *text, *copied, *says;
} texts[] = {
    { "一\n\t二  三\n", "一\n\t二  三\n", "(8 characters)" },
    { "一\r\n二", "一\n二", "(3 characters)" },
    { "rm\x1b[8m -rf\x1b[0m", "rm[8m -rf[0m", "(12 characters)" },
    { "a\x7f\xc2\x9b\b\x03z", "az", "(2 characters)" },
    { "\xff\xe4\xb8", "\xef\xbf\xbd\xef\xbf\xbd", "(2 characters)" },
    { "x", "x", "(1 character)" },
    { "", "", "the text was not copied: there is nothing in it" },
    { "\x1b\a", "", "the text was not copied: there is nothing in it" },
};

START_TEST(nothing_hidden_is_copied)
{
    struct jd_term term = { .has_clipboard = true, .got = JD_BUF_INIT };
    struct jd_buf says = JD_BUF_INIT;
    jd_copy_text(&term, jd_str_of(texts[_i].text), "the text", JD_STR_EMPTY, &says);
    ck_assert_str_eq(term.got.data, texts[_i].copied);
    ck_assert_msg(strstr(says.data, texts[_i].says) != NULL, "%s", says.data);
    jd_buf_release(&term.got);
    jd_buf_release(&says);
}
END_TEST

START_TEST(a_long_text_needs_a_program)
{
    struct jd_term term = { .has_clipboard = true, .got = JD_BUF_INIT };
    struct jd_buf says = JD_BUF_INIT, text = JD_BUF_INIT;
    jd_buf_add_repeat(&text, 'x', 6145);
    struct jd_str all = jd_buf_str(&text);
    ck_assert(!jd_copy_text(&term, all, "the text", JD_STR_EMPTY, &says));
    ck_assert_str_eq(says.data,
                     "the text was not copied: the terminal takes no more than "
                     "6 kB (set copy-command)");
    ck_assert(jd_copy_text(&term, all, "the text", jd_str_of("clip"), &says));
    check_written("clip.in", text.data);
    ck_assert_str_eq(term.got.data, "");
    jd_buf_release(&says);
    jd_buf_release(&text);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("cli/copy");
    TCase *tests = tcase_create("copy");
    tcase_add_checked_fixture(tests, enter, jd_home_remove);
    tcase_add_loop_test(tests, text_goes_the_first_way_that_works_and_it_is_said, 0,
                        sizeof ways / sizeof *ways);
    tcase_add_loop_test(tests, nothing_hidden_is_copied, 0, sizeof texts / sizeof *texts);
    tcase_add_test(tests, a_long_text_needs_a_program);
    suite_add_tcase(suite, tests);
    return suite;
}

int main(void)
{
    return jd_run_tests("cli/copy", make_suite());
}
