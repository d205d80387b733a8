/* SPDX-License-Identifier: MIT */
/*
 * What the real program remembers, on a real terminal: marks after kill -9, after moving
 * and editing the file; the place; several files; the last article; pipes; search in a
 * long text; copying; the editor; a home that cannot be written.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "jingdu/base/file.h"
#include "tests/support/home.h"
#include "tests/support/pty.h"
#include "tests/support/run.h"

static const char article[] =
    "# 中美经济工作组举行会议\n\n"
    "中美经济工作组第一次会议以视频方式举行，双方就两国宏观经济形势进行了沟通。\n\n"
    "外交部发言人表示，中方愿同美方一道努力，推动两国关系稳定发展。\n\n"
    "分析人士指出，高层互动释放了积极的信号，但分歧依然存在。\n\n"
    "会谈持续了三个小时，双方同意保持沟通。代表团随后参观了一家工厂。\n\n"
    "专家认为，经贸合作是两国关系的压舱石。市场对此反应平稳，人民币汇率小幅上涨。\n\n"
    "与此同时，两国企业界人士也期待更多的务实合作。\n";

static const char edited[] =
    "# 中美经济工作组举行会议\n\n"
    "编者按：本文有改动。\n\n"
    "与此同时，两国企业界人士也期待更多的务实合作。\n\n"
    "会谈持续了三个小时，双方同意保持沟通。代表团随后参观了一家工厂。\n\n"
    "专家认为，经贸合作是两国关系的压舱石。市场对此反应平稳，人民币汇率小幅上涨。\n\n"
    "中美经济工作组的第一次会议以视频方式举行，双方就两国宏观经济形势进行了深入沟通。\n\n"
    "分析人士指出，高层互动释放了积极\n的信号，但分歧依然存在。\n";

static char path[4200];

static const char *write_file(const char *name, const char *text)
{
    struct jd_error err = JD_ERROR_INIT;
    snprintf(path, sizeof path, "%.4000s/%s", jd_home_path(), name);
    ck_assert_msg(jd_file_replace(path, jd_str_of(text), &err), "%s", err.message);
    return path;
}

/* Up to three words after the program's name. */
static void open_words(struct jd_pty *pty, const char *const *env, const char *one,
                       const char *two)
{
    const char *argv[] = { getenv("JINGDU"), one, one ? two : NULL, NULL };
    struct jd_pty_start start = { .argv = argv, .env = env, .cols = 80, .rows = 24 };
    jd_pty_open(pty, &start);
}

static void end(struct jd_pty *pty, const char *keys, int status)
{
    jd_pty_send(pty, keys);
    ck_assert_int_eq(jd_pty_wait_exit(pty), status);
    const char *complaint = jd_pty_complaint(pty);
    ck_assert_msg(!complaint, "%s", complaint ? complaint : "");
    jd_pty_close(pty);
}

START_TEST(a_mark_survives_kill_9_a_move_and_an_edit)
{
    struct jd_pty pty;
    open_words(&pty, NULL, write_file("a.txt", article), NULL);
    jd_pty_wait_text(&pty, "? help");
    jd_pty_send(&pty, "/释放\rma");
    jd_pty_wait_text(&pty, "marked   'a comes back here");
    jd_pty_kill(&pty, SIGKILL);
    jd_pty_wait_exit(&pty);
    jd_pty_close(&pty);

    open_words(&pty, NULL, path, NULL);
    jd_pty_wait_text(&pty, "中美经济工作组");
    jd_pty_send(&pty, "B");
    jd_pty_wait_text(&pty, "a  释放了积极的信号");
    end(&pty, "Q", 0);

    ck_assert_int_eq(unlink(path), 0);
    open_words(&pty, NULL, write_file("moved.txt", edited), NULL);
    jd_pty_wait_text(&pty, "编者按");
    jd_pty_send(&pty, "'ay"); /* the word under the cursor is copied: it says where */
    jd_pty_wait_text(&pty, "copied");
    jd_pty_send(&pty, "B");
    jd_pty_wait_text(&pty, "a  释放了积极的信号");
    jd_pty_wait_text(&pty, "%");
    ck_assert(!jd_vterm_shows(&pty.screen, "lost"));
    end(&pty, "Q", 0);
}
END_TEST

START_TEST(the_place_is_kept_when_it_is_left_by)
{
    static const int signals[] = { 0, SIGHUP, SIGTERM, SIGINT, SIGQUIT };
    struct jd_buf text = JD_BUF_INIT;
    for (int i = 1; i <= 200; i++)
        jd_buf_printf(&text, "第%d段：这是一篇很长的文章，讲的是一件又一件的事情。\n\n",
                      i);
    struct jd_pty pty;
    open_words(&pty, NULL, write_file("long.txt", text.data), NULL);
    jd_pty_wait_text(&pty, "? help");
    jd_pty_send(&pty, "/第150段\r");
    jd_pty_wait_text(&pty, "第150段");
    jd_pty_wait_text(&pty, "1/1");
    if (signals[_i]) {
        jd_pty_kill(&pty, signals[_i]);
        ck_assert_int_eq(jd_pty_wait_exit(&pty), 128 + signals[_i]);
        jd_pty_close(&pty);
    } else {
        end(&pty, "q", 0);
    }
    open_words(&pty, NULL, _i % 2 ? NULL : path, NULL); /* without a file: the last one */
    jd_pty_wait_text(&pty, "第150段");
    jd_pty_wait_text(&pty, "where you were");
    end(&pty, "q", 0);
    jd_buf_release(&text);
}
END_TEST

START_TEST(a_row_of_articles_keeps_each_place)
{
    struct jd_pty pty;
    char folder[4200];
    snprintf(folder, sizeof folder, "%.4000s/news", jd_home_path());
    ck_assert_int_eq(mkdir(folder, 0700), 0);
    write_file("news/1.txt", article);
    write_file("news/2.txt", "# 另一篇文章\n\n这一篇很短。\n");
    write_file("news/2.txt.glossary.tsv", "headword\tgloss\n");
    open_words(&pty, NULL, folder, NULL);
    jd_pty_wait_text(&pty, "? help");
    jd_pty_send(&pty, "/务实\r>");
    jd_pty_wait_text(&pty, "这一篇很短");
    jd_pty_send(&pty, ">");
    jd_pty_wait_text(&pty, "no next article");
    jd_pty_send(&pty, "<");
    jd_pty_wait_text(&pty, "外交部发言人");
    jd_pty_send(&pty, "mX>");
    jd_pty_wait_text(&pty, "这一篇很短");
    jd_pty_send(&pty, "'X");
    jd_pty_wait_text(&pty, "外交部发言人");
    jd_pty_send(&pty, "O");
    jd_pty_wait_text(&pty, "另一篇文章");
    jd_pty_wait_text(&pty, "open now");
    end(&pty, "Q", 0);
}
END_TEST

START_TEST(the_text_of_a_pipe_can_be_opened_again)
{
    struct jd_pty pty;
    const char *argv[] = { getenv("JINGDU"), NULL };
    struct jd_pty_start start = {
        .argv = argv, .cols = 80, .rows = 24, .stdin_file = write_file("in.txt", article)
    };
    jd_pty_open(&pty, &start);
    jd_pty_wait_text(&pty, "? help");
    jd_pty_send(&pty, "/分歧\rma");
    jd_pty_wait_text(&pty, "marked");
    end(&pty, "q", 0);
    ck_assert_int_eq(unlink(path), 0);
    open_words(&pty, NULL, NULL, NULL);
    jd_pty_wait_text(&pty, "分歧依然存在");
    jd_pty_send(&pty, "g'a");
    jd_pty_send(&pty, "B");
    jd_pty_wait_text(&pty, "a  分歧依然存在");
    end(&pty, "Q", 0);
}
END_TEST

static const char *const homeless[][4] = {
    { "HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", NULL },
    { "XDG_DATA_HOME=/dev/null/no", "XDG_STATE_HOME=/dev/null/no", NULL },
    { "XDG_DATA_HOME=/proc/self", "XDG_STATE_HOME=/proc/self", NULL },
};

START_TEST(reading_goes_on_where_nothing_can_be_saved)
{
    struct jd_pty pty;
    open_words(&pty, homeless[_i], write_file("a.txt", article), NULL);
    jd_pty_wait_text(&pty, "外交部发言人");
    jd_pty_send(&pty, "ma");
    jd_pty_wait_text(&pty, "not saved");
    jd_pty_send(&pty, "j");
    jd_pty_wait_text(&pty, "[not saved]");
    jd_pty_send(&pty, "q");
    ck_assert_int_eq(jd_pty_wait_exit(&pty), 1);
    ck_assert(jd_vterm_shows(&pty.screen, "not saved"));
    jd_pty_close(&pty);
}
END_TEST

START_TEST(a_search_in_a_long_text_can_be_stopped)
{
    struct jd_buf text = JD_BUF_INIT;
    for (int i = 0; i < 400000; i++)
        jd_buf_add_c(&text, "这是一篇很长的文章，讲的是一件又一件的事情，没完没了。\n\n");
    struct jd_pty pty;
    open_words(&pty, NULL, write_file("long.txt", text.data), NULL);
    jd_pty_wait_text(&pty, "没完没了");
    jd_pty_send(&pty, "/找不到的词\r");
    jd_pty_wait_text(&pty, "not in this article");
    jd_pty_send(&pty, "/没完\r");
    jd_pty_wait_text(&pty, "/400000");
    jd_pty_send(&pty, "NN");
    jd_pty_wait_text(&pty, "399999/400000");
    end(&pty, "q", 0);
    jd_buf_release(&text);
}
END_TEST

START_TEST(what_is_copied_goes_to_the_configured_program)
{
    struct jd_pty pty;
    char config[4200], command[4400];
    write_file("take", "#!/bin/sh\ncat >\"$HOME/taken\"\n");
    ck_assert_int_eq(chmod(path, 0700), 0);
    snprintf(command, sizeof command, "[programs]\ncopy-command = \"%s\"\n", path);
    snprintf(config, sizeof config, "--config=%s", write_file("config", command));
    open_words(&pty, NULL, config, write_file("a.txt", article));
    jd_pty_wait_text(&pty, "? help");
    jd_pty_send(&pty, "/分歧\rY");
    jd_pty_wait_text(&pty, "copied the sentence");
    struct jd_buf taken = JD_BUF_INIT;
    struct jd_error err = JD_ERROR_INIT;
    snprintf(path, sizeof path, "%.4000s/taken", jd_home_path());
    ck_assert_msg(jd_file_read(path, 4096, &taken, &err), "%s", err.message);
    ck_assert_str_eq(taken.data,
                     "分析人士指出，高层互动释放了积极的信号，但分歧依然存在。");
    jd_buf_release(&taken);
    end(&pty, "q", 0);
}
END_TEST

START_TEST(without_a_program_the_terminal_takes_what_is_copied)
{
    struct jd_pty pty;
    open_words(&pty, NULL, write_file("a.txt", article), NULL);
    jd_pty_wait_text(&pty, "? help");
    jd_pty_send(&pty, "/分歧\rvly");
    jd_pty_wait_text(&pty, "copied the selection");
    ck_assert_uint_eq(jd_vterm_count(&pty.screen, "\x1b]52;c;5YiG5q2n"), 1);
    end(&pty, "q", 0);
}
END_TEST

START_TEST(the_editor_opens_at_the_line_and_the_place_is_kept)
{
    struct jd_pty pty;
    char editor[4300];
    write_file("vi", "#!/bin/sh\necho \"$1\" >\"$HOME/line\"\n"
                     "sed -i '3i 新加的一段。\\n' \"$2\"\n");
    ck_assert_int_eq(chmod(path, 0700), 0);
    snprintf(editor, sizeof editor, "EDITOR=%s", path);
    const char *env[] = { editor, NULL };
    open_words(&pty, env, write_file("a.txt", article), NULL);
    jd_pty_wait_text(&pty, "? help");
    jd_pty_send(&pty, "/分歧\re");
    jd_pty_wait_text(&pty, "新加的一段");
    jd_pty_send(&pty, "vly");
    jd_pty_wait_text(&pty, "copied the selection");
    ck_assert_uint_eq(jd_vterm_count(&pty.screen, "\x1b]52;c;5YiG5q2n"), 1);
    struct jd_buf line = JD_BUF_INIT;
    struct jd_error err = JD_ERROR_INIT;
    snprintf(path, sizeof path, "%.4000s/line", jd_home_path());
    ck_assert(jd_file_read(path, 4096, &line, &err));
    ck_assert_str_eq(line.data, "+7\n");
    jd_buf_release(&line);
    end(&pty, "q", 0);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("pty/memory");
    TCase *cases = tcase_create("memory");
    tcase_set_timeout(cases, 60);
    tcase_add_checked_fixture(cases, jd_home_make, jd_home_remove);
    tcase_add_test(cases, a_mark_survives_kill_9_a_move_and_an_edit);
    tcase_add_loop_test(cases, the_place_is_kept_when_it_is_left_by, 0, 5);
    tcase_add_test(cases, a_row_of_articles_keeps_each_place);
    tcase_add_test(cases, the_text_of_a_pipe_can_be_opened_again);
    tcase_add_loop_test(cases, reading_goes_on_where_nothing_can_be_saved, 0,
                        sizeof homeless / sizeof *homeless);
    tcase_add_test(cases, a_search_in_a_long_text_can_be_stopped);
    tcase_add_test(cases, what_is_copied_goes_to_the_configured_program);
    tcase_add_test(cases, without_a_program_the_terminal_takes_what_is_copied);
    tcase_add_test(cases, the_editor_opens_at_the_line_and_the_place_is_kept);
    suite_add_tcase(suite, cases);
    return suite;
}

int main(void)
{
    return getenv("JINGDU") ? jd_run_tests("pty/memory", make_suite()) : 77;
}
