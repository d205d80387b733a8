/* SPDX-License-Identifier: MIT */
/*
 * The real program on a real terminal, from end to end: open, move, resize, suspend,
 * every signal, odd terminals and locales, and a terminal that vanishes. Its path is in
 * JINGDU.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "jingdu/base/clock.h"
#include "jingdu/base/file.h"
#include "tests/support/home.h"
#include "tests/support/pty.h"
#include "tests/support/run.h"

#define HEADLINE "青沙河由黑变清"

static char sample_path[4096];

static void open_program(struct jd_pty *pty, struct jd_pty_start start, const char *file)
{
    const char *argv[] = { getenv("JINGDU"), file ? file : sample_path, NULL };
    start.argv = argv;
    if (!start.cols) {
        start.cols = 80;
        start.rows = 24;
    }
    jd_pty_open(pty, &start);
}

static void open_and_wait(struct jd_pty *pty, struct jd_pty_start start)
{
    open_program(pty, start, NULL);
    jd_pty_wait_text(pty, HEADLINE);
    jd_pty_wait_text(pty, "? help");
}

static void expect_end(struct jd_pty *pty, int status)
{
    ck_assert_int_eq(jd_pty_wait_exit(pty), status);
    const char *complaint = jd_pty_complaint(pty);
    ck_assert_msg(!complaint, "%s", complaint ? complaint : "");
    jd_pty_close(pty);
}

/* ---- keys -------------------------------------------------------------------------- */

static const struct {
    const char *keys, *shows, *hides;
} walks[] = {
    { "\t\t", "Shěn Yìngqiū", NULL }, /* the second marked name is explained */
    { " ", "治河最难的并不是技术", "由黑变清、绿色贸易论坛明起举行，九江用三年换回 “" },
    { "G", "拭目以待", "江西省九江市政府13日宣布" },
    { "G''", HEADLINE, NULL },
    { "t", "Contents", "江西省九江市政府13日宣布" },
    { "tjj\r", "外国客商", "Contents" },
    { "T", "People (", "江西省九江市政府13日宣布" },
    { "?", "Next marked word", "江西省九江市政府13日宣布" },
    { "\t\t\r", "Entry", "江西省九江市政府13日宣布" },
    { "\t\t\rq", "江西省九江市政府13日宣布", "Entry" },
    { "H", "marks: all", NULL },
    { "50%", "官方数据显示", NULL },
    { "\033[6~", "治河最难的并不是技术", NULL }, /* PgDn */
    { "\033", "q leaves", NULL },                /* Esc alone never quits */
};

START_TEST(keys_change_the_screen)
{
    struct jd_pty pty;
    open_and_wait(&pty, (struct jd_pty_start){ 0 });
    jd_pty_send(&pty, walks[_i].keys);
    jd_pty_wait_text(&pty, walks[_i].shows);
    if (walks[_i].hides)
        jd_pty_wait_gone(&pty, walks[_i].hides);
    jd_pty_send(&pty, "Q");
    expect_end(&pty, 0);
}
END_TEST

static bool cursor_is_on_shen(const struct jd_pty *pty)
{
    VTermScreenCell cell =
        jd_vterm_cell(&pty->screen, pty->screen.cursor_col, pty->screen.cursor_row);
    return pty->screen.cursor_visible && cell.chars[0] == 0x6C88 && cell.width == 2;
}

START_TEST(the_cursor_stands_on_the_current_word)
{
    struct jd_pty pty;
    open_and_wait(&pty, (struct jd_pty_start){ 0 });
    jd_pty_send(&pty, "\t\t");
    jd_pty_wait_text(&pty, "Shěn Yìngqiū");
    jd_pty_wait(&pty, cursor_is_on_shen, "the cursor on the name");
    jd_pty_send(&pty, "q");
    expect_end(&pty, 0);
}
END_TEST

/* What the screen is to show; a wait knows only the terminal. */
static struct jd_buf wanted_screen = JD_BUF_INIT;

static bool screen_is_as_wanted(const struct jd_pty *pty)
{
    struct jd_buf now = JD_BUF_INIT;
    jd_vterm_text(&pty->screen, &now);
    bool same = jd_str_eq(jd_buf_str(&now), jd_buf_str(&wanted_screen));
    jd_buf_release(&now);
    return same;
}

START_TEST(resizing_there_and_back_shows_the_same)
{
    struct jd_pty pty;
    open_and_wait(&pty, (struct jd_pty_start){ 0 });
    jd_pty_send(&pty, " \t"); /* a page on, then a key that clears the message */
    jd_pty_wait_text(&pty, "治河最难的并不是技术");
    jd_pty_wait_text(&pty, "湖水 \"lake water\"."); /* the last two rows: all is drawn */
    jd_pty_wait_text(&pty, "Tab next name   Enter entry   T terms   t contents   ? help");
    jd_vterm_text(&pty.screen, &wanted_screen);
    jd_pty_resize(&pty, 7, 3);
    jd_pty_wait_text(&pty, "window");
    jd_pty_resize(&pty, 40, 12);
    jd_pty_wait_gone(&pty, "window");
    jd_pty_resize(&pty, 80, 24);
    jd_pty_wait(&pty, screen_is_as_wanted, "the screen of before");
    jd_pty_send(&pty, "q");
    expect_end(&pty, 0);
    jd_buf_release(&wanted_screen);
}
END_TEST

START_TEST(a_paste_is_no_command)
{
    struct jd_pty pty;
    open_and_wait(&pty, (struct jd_pty_start){ 0 });
    jd_pty_send(&pty, "\033[200~Qq?\033[201~t");
    jd_pty_wait_text(&pty, "Contents");
    jd_pty_send(&pty, "Q");
    expect_end(&pty, 0);
}
END_TEST

/* ---- signals ----------------------------------------------------------------------- */

START_TEST(suspended_and_continued_it_shows_the_same)
{
    struct jd_pty pty;
    open_and_wait(&pty, (struct jd_pty_start){ .job_control = true });
    jd_pty_send(&pty, "\t\t");
    jd_pty_wait_text(&pty, "Shěn Yìngqiū");
    jd_pty_send(&pty, "\x1a");
    jd_pty_wait_text(&pty, "[stopped]");
    jd_pty_send(&pty, "\n");
    jd_pty_wait_text(&pty, "Shěn Yìngqiū");
    jd_pty_send(&pty, "q");
    expect_end(&pty, 0);
}
END_TEST

static const int quits[] = { SIGHUP, SIGTERM, SIGINT, SIGQUIT };
static const char *const states[] = { "", "t", "\t\t\r",
                                      "T/a" }; /* page, list, entry, prompt */
enum { QUITS = sizeof quits / sizeof *quits, STATES = sizeof states / sizeof *states };
static const char *const state_shows[] = { HEADLINE, "Contents", "Entry", "/a" };

START_TEST(every_signal_gives_the_terminal_back)
{
    struct jd_pty pty;
    int sig = quits[_i / STATES];
    open_and_wait(&pty, (struct jd_pty_start){ 0 });
    jd_pty_send(&pty, states[_i % STATES]);
    jd_pty_wait_text(&pty, state_shows[_i % STATES]);
    jd_pty_kill(&pty, sig);
    expect_end(&pty, 128 + sig);
}
END_TEST

/* With SIGHUP delivered, ignored and blocked: no spinning on a terminal that is gone. */
START_TEST(a_vanished_terminal_ends_it_soon_and_cheaply)
{
    struct jd_pty pty;
    struct jd_pty_start start = { .hangup_ignored = _i == 1, .hangup_blocked = _i == 2 };
    open_and_wait(&pty, start);
    double cpu = jd_pty_cpu_ms(&pty);
    int64_t from = jd_clock_us();
    jd_pty_vanish(&pty);
    ck_assert_int_eq(jd_pty_wait_exit(&pty), 128 + SIGHUP);
    ck_assert_int_le(jd_clock_us() - from, 1000000);
    ck_assert_msg(pty.cpu_ms - cpu <= 50, "%.1f ms of processor time", pty.cpu_ms - cpu);
    jd_pty_close(&pty);
}
END_TEST

/* ---- terminals and locales --------------------------------------------------------- */

static bool any_colour(const struct jd_pty *pty)
{
    for (int row = 0; row < pty->screen.rows; row++)
        for (int col = 0; col < pty->screen.cols; col++) {
            VTermScreenCell cell = jd_vterm_cell(&pty->screen, col, row);
            if (!VTERM_COLOR_IS_DEFAULT_FG(&cell.fg) ||
                !VTERM_COLOR_IS_DEFAULT_BG(&cell.bg))
                return true;
        }
    return false;
}

static bool any_underline(const struct jd_pty *pty)
{
    for (int row = 0; row < pty->screen.rows; row++)
        for (int col = 0; col < pty->screen.cols; col++)
            if (jd_vterm_cell(&pty->screen, col, row).attrs.underline)
                return true;
    return false;
}

static const struct {
    const char *env[3];
    bool colour;
} looks[] = {
    { { "TERM=xterm-256color" }, true },
    { { "TERM=xterm" }, true },
    { { "TERM=vt100" }, false },
    { { "TERM=xterm-256color", "NO_COLOR=1" }, false },
    { { "TERM=xterm-256color", "NO_COLOR=" }, true }, /* empty counts as unset */
    { { "TERM=xterm-256color", "LC_ALL=C" }, true },
    { { "TERM=xterm-256color", "LC_ALL=" }, true },
};

START_TEST(names_are_marked_with_colour_or_without)
{
    struct jd_pty pty;
    open_and_wait(&pty, (struct jd_pty_start){ .env = looks[_i].env });
    ck_assert_int_eq(any_colour(&pty), looks[_i].colour);
    ck_assert(any_underline(&pty)); /* people are underlined everywhere */
    jd_pty_send(&pty, "q");
    ck_assert_int_eq(jd_pty_wait_exit(&pty), 0);
    jd_pty_close(&pty);
}
END_TEST

static const char *const useless[][2] = {
    { "TERM=no-such-terminal" },
    { "TERM=dumb" },
    { "TERM=" },
    { "TERM" },
};

START_TEST(a_useless_terminal_is_refused_with_status_4)
{
    struct jd_pty pty;
    open_program(&pty, (struct jd_pty_start){ .env = useless[_i] }, NULL);
    jd_pty_wait_text(&pty, "jingdu: ");
    ck_assert_int_eq(jd_pty_wait_exit(&pty), 4);
    jd_pty_close(&pty);
}
END_TEST

START_TEST(a_modern_terminal_without_entry_is_read_as_xterm)
{
    static const char *const env[] = { "TERM=xterm-kitty", "TERMINFO=/nowhere", NULL };
    struct jd_pty pty;
    open_program(&pty, (struct jd_pty_start){ .env = env }, NULL);
    jd_pty_wait_text(&pty, HEADLINE);
    jd_pty_send(&pty, "q");
    ck_assert_int_eq(jd_pty_wait_exit(&pty), 0);
    jd_pty_close(&pty);
}
END_TEST

/* ---- input ------------------------------------------------------------------------- */

START_TEST(an_article_on_standard_input_takes_keys_from_the_terminal)
{
    struct jd_pty pty;
    open_program(&pty, (struct jd_pty_start){ .stdin_file = sample_path }, "-");
    jd_pty_wait_text(&pty, HEADLINE);
    jd_pty_send(&pty, "G");
    jd_pty_wait_text(&pty, "拭目以待");
    jd_pty_send(&pty, "q");
    expect_end(&pty, 0);
}
END_TEST

START_TEST(hostile_text_reaches_the_terminal_as_marks)
{
    static const char text[] = "# 标题\x1b]0;owned\x07\n\n正文\x1b[2J\x1b]52;c;QUJD\x07"
                               "有\xe2\x80\xae藏\xc2\x9b"
                               "31m\xff的\n";
    FILE *file = fopen("hostile.txt", "w");
    ck_assert(file && fwrite(text, 1, sizeof text - 1, file) == sizeof text - 1);
    fclose(file);
    struct jd_pty pty;
    open_program(&pty, (struct jd_pty_start){ 0 }, "hostile.txt");
    jd_pty_wait_text(&pty, "的");
    ck_assert_uint_eq(jd_vterm_count(&pty.screen, "\x1b]52"), 0);
    ck_assert_uint_eq(jd_vterm_count(&pty.screen, "\x07"
                                                  "正"),
                      0);
    ck_assert_uint_eq(jd_vterm_count(&pty.screen, "\xe2\x80\xae"), 0);
    ck_assert_uint_eq(jd_vterm_count(&pty.screen, "\xc2\x9b"), 0);
    struct jd_buf title = JD_BUF_INIT;
    jd_vterm_title(&pty.screen, &title);
    ck_assert_ptr_null(strchr(title.data, 0x1b));
    ck_assert_str_ne(title.data, "owned");
    jd_buf_release(&title);
    jd_pty_send(&pty, "q");
    expect_end(&pty, 0);
    unlink("hostile.txt");
}
END_TEST

START_TEST(a_file_that_shrinks_while_it_is_read_is_told)
{
    FILE *file = fopen("shrinks.txt", "w");
    ck_assert_ptr_nonnull(file);
    for (int i = 0; i < 200000; i++)
        fputs("这是很长的文章里的一个段落，讲的是一件事情。\n\n", file);
    fclose(file);
    struct jd_pty pty;
    open_program(&pty, (struct jd_pty_start){ 0 }, "shrinks.txt");
    jd_pty_wait_text(&pty, "一个段落");
    ck_assert_int_eq(truncate("shrinks.txt", 4096), 0);
    jd_pty_send(&pty, "G");
    jd_pty_send(&pty, "gj");
    jd_pty_wait_text(&pty, "shorter");
    jd_pty_send(&pty, "q");
    expect_end(&pty, 0);
    unlink("shrinks.txt");
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("pty/program");
    TCase *cases = tcase_create("program");
    tcase_set_timeout(cases, 60);
    tcase_add_checked_fixture(cases, jd_home_make, jd_home_remove);
    tcase_add_loop_test(cases, keys_change_the_screen, 0, sizeof walks / sizeof *walks);
    tcase_add_test(cases, the_cursor_stands_on_the_current_word);
    tcase_add_test(cases, resizing_there_and_back_shows_the_same);
    tcase_add_test(cases, a_paste_is_no_command);
    tcase_add_test(cases, suspended_and_continued_it_shows_the_same);
    tcase_add_loop_test(cases, every_signal_gives_the_terminal_back, 0, QUITS * STATES);
    tcase_add_loop_test(cases, a_vanished_terminal_ends_it_soon_and_cheaply, 0, 3);
    tcase_add_loop_test(cases, names_are_marked_with_colour_or_without, 0,
                        sizeof looks / sizeof *looks);
    tcase_add_loop_test(cases, a_useless_terminal_is_refused_with_status_4, 0,
                        sizeof useless / sizeof *useless);
    tcase_add_test(cases, a_modern_terminal_without_entry_is_read_as_xterm);
    tcase_add_test(cases, an_article_on_standard_input_takes_keys_from_the_terminal);
    tcase_add_test(cases, hostile_text_reaches_the_terminal_as_marks);
    tcase_add_test(cases, a_file_that_shrinks_while_it_is_read_is_told);
    suite_add_tcase(suite, cases);
    return suite;
}

int main(void)
{
    const char *srcdir = getenv("srcdir");
    if (!getenv("JINGDU"))
        return 77;
    snprintf(sample_path, sizeof sample_path, "%s/data/sample/article.txt",
             srcdir ? srcdir : ".");
    return jd_run_tests("pty/program", make_suite());
}
