/* SPDX-License-Identifier: MIT */
/*
 * term/curses in a process of its own (tests/pty/driver.c) on a real terminal: signals in
 * every state, suspension, crashes, and that the terminal is always given back. The path
 * of the driver is in JINGDU_DRIVER, or beside this program.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "jingdu/base/clock.h"
#include "tests/support/pty.h"
#include "tests/support/run.h"

static const char *driver_path(void)
{
    const char *path = getenv("JINGDU_DRIVER");
    return path ? path : "tests/pty/driver";
}

/* option: NULL or one more argument */
static void open_driver(struct jd_pty *pty, struct jd_pty_start start, const char *option,
                        const char *first)
{
    const char *argv[] = { driver_path(), option, NULL };
    start.argv = argv;
    if (!start.cols) {
        start.cols = 40;
        start.rows = 8;
    }
    jd_pty_open(pty, &start);
    jd_pty_wait_text(pty, first);
}

static void expect_end(struct jd_pty *pty, int status)
{
    ck_assert_int_eq(jd_pty_wait_exit(pty), status);
    const char *complaint = jd_pty_complaint(pty);
    ck_assert_msg(!complaint, "%s", complaint ? complaint : "");
    jd_pty_close(pty);
}

START_TEST(the_screen_is_taken_and_given_back)
{
    struct jd_pty pty;
    open_driver(&pty, (struct jd_pty_start){ 0 }, "mouse", "布林肯");
    ck_assert(pty.screen.alternate);
    ck_assert(pty.screen.mouse != 0);
    ck_assert(jd_vterm_mode(&pty.screen, 2004));
    ck_assert_int_eq(pty.screen.cursor_row, 2);
    ck_assert(pty.screen.cursor_visible);
    VTermScreenCell cell = jd_vterm_cell(&pty.screen, 0, 2);
    ck_assert_uint_eq(cell.chars[0], 0x7F8E);
    ck_assert_int_eq(cell.width, 2);
    ck_assert(cell.attrs.underline);
    ck_assert(VTERM_COLOR_IS_INDEXED(&cell.fg));
    jd_pty_send(&pty, "\033[<0;3;2M");
    jd_pty_wait_text(&pty, "click 2,1");
    jd_pty_send(&pty, "q");
    expect_end(&pty, 0);
}
END_TEST

/* ---- signals ------------------------------------------------------------------------
 */

enum state { IDLE, BUSY, RESIZED, CONTINUED, STATES };
static const int quits[] = { SIGHUP, SIGTERM, SIGINT, SIGQUIT };
enum { QUITS = sizeof quits / sizeof *quits };

static void open_in_state(struct jd_pty *pty, enum state state)
{
    struct jd_pty_start start = { .job_control = state == CONTINUED };
    open_driver(pty, start, state == BUSY ? "busy" : NULL, "布林肯");
    switch (state) {
    case BUSY:
        jd_pty_wait_text(pty, "drawn");
        break;
    case RESIZED:
        jd_pty_resize(pty, 30, 5);
        jd_pty_wait_text(pty, "size 30x5");
        break;
    case CONTINUED:
        jd_pty_send(pty, "z");
        jd_pty_wait_text(pty, "[stopped]");
        jd_pty_send(pty, "\n");
        jd_pty_wait_text(pty, "布林肯");
        break;
    default:
        break;
    }
}

START_TEST(a_signal_leaves_with_its_number_in_any_state)
{
    struct jd_pty pty;
    open_in_state(&pty, (enum state)(_i % STATES));
    int sig = quits[_i / STATES];
    jd_pty_kill(&pty, sig);
    expect_end(&pty, 128 + sig);
}
END_TEST

/* SIGABRT too; and the program dies of what it should die of. */
static const char *const no_asan[] = { "ASAN_OPTIONS=handle_segv=0:handle_abort=0:handle_"
                                       "sigill=0:handle_sigfpe=0:handle_sigbus=0",
                                       NULL };
static const int crashes[] = { SIGSEGV, SIGABRT, SIGFPE, SIGILL, SIGBUS };

START_TEST(a_crash_gives_the_terminal_back_and_stays_a_crash)
{
    struct jd_pty pty;
    open_driver(&pty, (struct jd_pty_start){ .env = no_asan }, "mouse", "布林肯");
    jd_pty_send(&pty, "t");
    jd_pty_wait_text(&pty, "key t");
    jd_pty_kill(&pty, crashes[_i]);
    expect_end(&pty, 1128 + crashes[_i]);
}
END_TEST

START_TEST(a_fault_gives_the_terminal_back)
{
    struct jd_pty pty;
    open_driver(&pty, (struct jd_pty_start){ .env = no_asan }, NULL, "布林肯");
    jd_pty_send(&pty, "s");
    expect_end(&pty, 1128 + SIGSEGV);
}
END_TEST

START_TEST(a_broken_pipe_is_no_reason_to_die)
{
    struct jd_pty pty;
    open_driver(&pty, (struct jd_pty_start){ 0 }, NULL, "布林肯");
    jd_pty_kill(&pty, SIGPIPE);
    jd_pty_send(&pty, "x");
    jd_pty_wait_text(&pty, "key x");
    jd_pty_send(&pty, "q");
    expect_end(&pty, 0);
}
END_TEST

/* ---- suspension ---------------------------------------------------------------------
 */

static bool is_main_screen(const struct jd_pty *pty)
{
    return !pty->screen.alternate;
}

START_TEST(suspending_gives_the_terminal_back_and_takes_it_again)
{
    struct jd_pty pty;
    open_driver(&pty, (struct jd_pty_start){ .job_control = true }, "mouse", "布林肯");
    jd_pty_send(&pty, "t");
    jd_pty_wait_text(&pty, "key t");
    if (_i == 0)
        jd_pty_send(&pty, "z");
    else
        jd_pty_kill(&pty, SIGTSTP);
    jd_pty_wait_text(&pty, "[stopped]");
    jd_pty_wait(&pty, is_main_screen, "the main screen");
    const char *complaint = jd_pty_complaint(&pty);
    ck_assert_msg(!complaint, "%s", complaint ? complaint : "");
    jd_pty_resize(&pty, 33, 6); // meanwhile
    jd_pty_send(&pty, "\n");
    jd_pty_wait_text(&pty, "size 33x6");
    jd_pty_wait_text(&pty, "布林肯");
    ck_assert(pty.screen.alternate);
    ck_assert(pty.screen.mouse != 0);
    ck_assert(jd_vterm_mode(&pty.screen, 2004));
    jd_pty_send(&pty, "x");
    jd_pty_wait_text(&pty, "key x");
    jd_pty_send(&pty, "q");
    expect_end(&pty, 0);
}
END_TEST

/* Stopped by force, so that nothing could be given back; somebody has used the screen. */
START_TEST(after_a_forced_stop_all_is_drawn_again)
{
    struct jd_pty pty;
    open_driver(&pty, (struct jd_pty_start){ .job_control = true }, NULL, "布林肯");
    jd_pty_kill(&pty, SIGSTOP);
    jd_pty_wait_text(&pty, "[stopped]");
    jd_pty_send(&pty, "\n");
    jd_pty_wait_gone(&pty, "[stopped]");
    jd_pty_wait_text(&pty, "布林肯");
    jd_pty_send(&pty, "q");
    expect_end(&pty, 0);
}
END_TEST

/* No job control above us: ^Z must not lock the program up. */
START_TEST(where_nothing_can_be_suspended_it_goes_on)
{
    struct jd_pty pty;
    open_driver(&pty, (struct jd_pty_start){ 0 }, NULL, "布林肯");
    jd_pty_send(&pty, "z");
    jd_pty_wait_text(&pty, "redraw");
    jd_pty_send(&pty, "q");
    expect_end(&pty, 0);
}
END_TEST

/* ---- another program on the terminal ------------------------------------------------
 */

static void check_given_back(struct jd_pty *pty)
{
    jd_pty_wait(pty, is_main_screen, "the main screen");
    const char *complaint = jd_pty_complaint(pty);
    ck_assert_msg(!complaint, "%s", complaint ? complaint : "");
}

START_TEST(another_program_gets_the_terminal_as_it_was)
{
    struct jd_pty pty;
    open_driver(&pty, (struct jd_pty_start){ 0 }, "mouse", "布林肯");
    jd_pty_send(&pty, "t");
    jd_pty_wait_text(&pty, "key t");
    jd_pty_send(&pty, "e");
    jd_pty_wait_text(&pty, "[away]");
    check_given_back(&pty);
    jd_pty_resize(&pty, 33, 6); // meanwhile
    jd_pty_send(&pty, "\n");
    jd_pty_wait_text(&pty, "size 33x6");
    jd_pty_wait_text(&pty, "布林肯");
    ck_assert(pty.screen.alternate);
    ck_assert(pty.screen.mouse != 0);
    ck_assert(jd_vterm_mode(&pty.screen, 2004));
    ck_assert_uint_eq(jd_vterm_count(&pty.screen, "\033]2;新闻\a"), 2);
    jd_pty_send(&pty, "x");
    jd_pty_wait_text(&pty, "key x");
    jd_pty_send(&pty, "q");
    expect_end(&pty, 0);
}
END_TEST

static const struct {
    const char *answer, *says;
} endings[] = {
    { "\n", "it went well" },
    { "3\n", "sh: ended with status 3" },
    { "\x03", "sh: ended by signal 2" }, // ^C is for that program, not for us
    { "\x1c", "sh: ended by signal 3" },
};

START_TEST(how_another_program_ended_is_known)
{
    struct jd_pty pty;
    open_driver(&pty, (struct jd_pty_start){ 0 }, NULL, "布林肯");
    jd_pty_send(&pty, "e");
    jd_pty_wait_text(&pty, "[away]");
    jd_pty_send(&pty, endings[_i].answer);
    jd_pty_wait_text(&pty, endings[_i].says);
    jd_pty_send(&pty, "q");
    expect_end(&pty, 0);
}
END_TEST

START_TEST(a_program_needs_no_terminal_of_ours_on_standard_input)
{
    struct jd_pty_start start = { .stdin_file = "/dev/null" };
    struct jd_pty pty;
    open_driver(&pty, start, "tty", "布林肯");
    jd_pty_send(&pty, "e");
    jd_pty_wait_text(&pty, "[away]");
    jd_pty_send(&pty, "3\n");
    jd_pty_wait_text(&pty, "status 3");
    jd_pty_send(&pty, "q");
    expect_end(&pty, 0);
}
END_TEST

/* k: it stops us too; K: only itself. */
START_TEST(a_program_that_is_suspended_suspends_us_with_it)
{
    struct jd_pty pty;
    open_driver(&pty, (struct jd_pty_start){ .job_control = true }, NULL, "布林肯");
    jd_pty_send(&pty, _i ? "K" : "k");
    jd_pty_wait_text(&pty, "[stopped]");
    ck_assert(!jd_vterm_shows(&pty.screen, "[again]"));
    jd_pty_send(&pty, "\n");
    jd_pty_wait_text(&pty, "[again]");
    check_given_back(&pty);
    jd_pty_send(&pty, "\n");
    jd_pty_wait_text(&pty, "布林肯");
    ck_assert(pty.screen.alternate);
    jd_pty_send(&pty, "q");
    expect_end(&pty, 0);
}
END_TEST

/* Nobody could make it go on again. */
START_TEST(without_job_control_a_program_does_not_stay_stopped)
{
    struct jd_pty pty;
    open_driver(&pty, (struct jd_pty_start){ 0 }, NULL, "布林肯");
    jd_pty_send(&pty, _i ? "K" : "k");
    jd_pty_wait_text(&pty, "[again]");
    jd_pty_send(&pty, "\n");
    jd_pty_wait_text(&pty, "布林肯");
    jd_pty_send(&pty, "q");
    expect_end(&pty, 0);
}
END_TEST

START_TEST(a_signal_while_away_ends_us_afterwards)
{
    struct jd_pty pty;
    open_driver(&pty, (struct jd_pty_start){ 0 }, "mouse", "布林肯");
    jd_pty_send(&pty, "e");
    jd_pty_wait_text(&pty, "[away]");
    jd_pty_kill(&pty, SIGTERM);
    jd_pty_send(&pty, "\n");
    expect_end(&pty, 128 + SIGTERM);
}
END_TEST

START_TEST(a_terminal_that_vanishes_while_away_ends_us)
{
    struct jd_pty_start start = { .hangup_ignored = _i };
    struct jd_pty pty;
    open_driver(&pty, start, NULL, "布林肯");
    jd_pty_send(&pty, "e");
    jd_pty_wait_text(&pty, "[away]");
    jd_pty_vanish(&pty);
    ck_assert_int_eq(jd_pty_wait_exit(&pty), 128 + SIGHUP);
    jd_pty_close(&pty);
}
END_TEST

/* ---- the clipboard ------------------------------------------------------------------
 */

static const struct {
    const char *env[2], *key, *says;
    size_t copies;
} copyings[] = {
    { { "TERM=xterm-256color", NULL }, "c", "it is copied", 1 },
    { { "TERM=xterm-256color", NULL }, "C", "not copied", 0 },
    { { "TERM=linux", NULL }, "c", "not copied", 0 },
    { { "TERM=vt100", NULL }, "c", "not copied", 0 },
};

START_TEST(text_up_to_8_kb_goes_to_the_clipboard_of_a_terminal_that_has_one)
{
    struct jd_pty_start start = { .env = copyings[_i].env };
    struct jd_pty pty;
    open_driver(&pty, start, NULL, "布林肯");
    jd_pty_send(&pty, copyings[_i].key);
    jd_pty_wait_text(&pty, copyings[_i].says);
    ck_assert_uint_eq(jd_vterm_count(&pty.screen, "\033]52;c;5YiG5q2neHh4"),
                      copyings[_i].copies);
    ck_assert_uint_eq(jd_vterm_count(&pty.screen, "eHh4eHh4\033\\"), copyings[_i].copies);
    ck_assert_uint_eq(jd_vterm_count(&pty.screen, "]52;"), copyings[_i].copies);
    ck_assert(jd_vterm_shows(&pty.screen, "size 40x8"));
    ck_assert(jd_vterm_shows(&pty.screen, "美国国务卿布林肯"));
    jd_pty_send(&pty, "q");
    ck_assert_int_eq(jd_pty_wait_exit(&pty), 0);
    jd_pty_close(&pty);
}
END_TEST

/* ---- sizes, keys, terminals ---------------------------------------------------------
 */

START_TEST(many_sizes_end_in_the_last_one)
{
    struct jd_pty pty;
    open_driver(&pty, (struct jd_pty_start){ 0 }, NULL, "布林肯");
    for (int i = 0; i < 200; i++)
        jd_pty_resize(&pty, i * 37 % 120, i * 11 % 50);
    jd_pty_resize(&pty, 50, 9);
    jd_pty_wait_text(&pty, "size 50x9");
    jd_pty_send(&pty, "q");
    expect_end(&pty, 0);
}
END_TEST

START_TEST(one_cell_is_a_screen_too)
{
    struct jd_pty pty;
    open_driver(&pty, (struct jd_pty_start){ .cols = 1, .rows = 1 }, NULL, "s");
    jd_pty_send(&pty, "q");
    expect_end(&pty, 0);
}
END_TEST

START_TEST(keys_come_from_the_terminal_when_input_is_no_terminal)
{
    static const char *const options[] = { "tty", NULL };
    struct jd_pty_start start = { .stdin_file = "/dev/null" };
    struct jd_pty pty;
    open_driver(&pty, start, options[_i], "布林肯");
    jd_pty_send(&pty, "x");
    jd_pty_wait_text(&pty, "key x");
    jd_pty_send(&pty, "q");
    expect_end(&pty, 0);
}
END_TEST

static const struct {
    struct jd_pty_start start;
    const char *says;
} refusals[] = {
    { { .stdout_file = "/dev/null" }, "standard output is no terminal" },
    { { .stdin_file = "/dev/null", .no_terminal = true },
      "no terminal to read keys from" },
    { { .env = (const char *const[]){ "TERM=no-such-terminal", NULL } }, "ncurses-term" },
    { { .env = (const char *const[]){ "TERM", NULL } }, "TERM is not set" },
    { { .env = (const char *const[]){ "TERM=dumb", NULL } }, "jingdu annotate" },
};

START_TEST(an_unusable_terminal_is_refused_in_words)
{
    struct jd_pty pty;
    const char *argv[] = { driver_path(), NULL };
    struct jd_pty_start start = refusals[_i].start;
    start.argv = argv;
    start.cols = 300;
    start.rows = 24;
    jd_pty_open(&pty, &start);
    ck_assert_int_eq(jd_pty_wait_exit(&pty), 4);
    ck_assert(jd_vterm_shows(&pty.screen, refusals[_i].says));
    expect_end(&pty, 4);
}
END_TEST

static const char *const locales[][4] = {
    { "LC_ALL=C", NULL },
    { "LC_ALL", "LC_CTYPE", "LANG", NULL },
    { "LC_ALL=zz_ZZ.UTF-8", NULL },
    { "LC_ALL", "LANG=POSIX", NULL },
};

START_TEST(chinese_is_seen_in_any_locale)
{
    struct jd_pty pty;
    open_driver(&pty, (struct jd_pty_start){ .env = locales[_i] }, NULL,
                "美国国务卿布林肯");
    jd_pty_send(&pty, "中");
    jd_pty_wait_text(&pty, "key 中");
    jd_pty_send(&pty, "q");
    expect_end(&pty, 0);
}
END_TEST

static const struct {
    const char *env[4];
    const char *option;
    bool colours;
} colours[] = {
    { { "TERM=xterm-256color", NULL }, NULL, true },
    { { "TERM=xterm-256color", "NO_COLOR=", NULL }, NULL, true },
    { { "TERM=xterm-256color", "NO_COLOR=1", NULL }, NULL, false },
    { { "TERM=xterm-256color", NULL }, "mono", false },
    { { "TERM=xterm-direct", NULL }, NULL, true },
    { { "TERM=xterm", NULL }, NULL, true },
    { { "TERM=linux", NULL }, NULL, true },
    { { "TERM=vt100", NULL }, NULL, false },
    { { "TERM=screen-256color", NULL }, NULL, true },
    { { "TERM=xterm-kitty", NULL }, NULL, true },
};

/* Underlined in any case, except where the terminal has to choose. */
START_TEST(colours_are_there_when_wanted_and_nothing_is_invisible)
{
    struct jd_pty_start start = { .env = colours[_i].env };
    struct jd_pty pty;
    open_driver(&pty, start, colours[_i].option, "布林肯");
    VTermScreenCell cell = jd_vterm_cell(&pty.screen, 0, 2);
    ck_assert_int_eq(!VTERM_COLOR_IS_DEFAULT_FG(&cell.fg), colours[_i].colours);
    ck_assert(VTERM_COLOR_IS_DEFAULT_BG(&cell.bg));
    ck_assert(colours[_i].colours || cell.attrs.underline);
    jd_pty_send(&pty, "q");
    ck_assert_int_eq(jd_pty_wait_exit(&pty), 0);
    jd_pty_close(&pty);
}
END_TEST

START_TEST(an_unknown_modern_terminal_is_said)
{
    static const char *const env[] = { "TERM=wezterm-9000", NULL };
    struct jd_pty pty;
    open_driver(&pty, (struct jd_pty_start){ .env = env, .cols = 100, .rows = 5 }, NULL,
                "TERM=wezterm-9000 is not known here");
    jd_pty_send(&pty, "q");
    expect_end(&pty, 0);
}
END_TEST

/* ---- a terminal that is gone --------------------------------------------------------
 */

static const struct {
    struct jd_pty_start start;
    const char *option;
} vanishings[] = {
    { { .hangup_ignored = false }, NULL },
    { { .hangup_ignored = true }, NULL },
    { { .hangup_blocked = true }, NULL },
    { { .hangup_ignored = true }, "busy" },
    { { .hangup_ignored = true, .stdin_file = "/dev/null" }, "tty" },
};

START_TEST(a_vanished_terminal_ends_it_at_once)
{
    struct jd_pty pty;
    open_driver(&pty, vanishings[_i].start, vanishings[_i].option, "布林肯");
    double cpu = jd_pty_cpu_ms(&pty);
    int64_t start = jd_clock_us();
    jd_pty_vanish(&pty);
    ck_assert_int_eq(jd_pty_wait_exit(&pty), 128 + SIGHUP);
    ck_assert_int_le(jd_clock_us() - start, 1000000);
    ck_assert_msg(pty.cpu_ms - cpu <= 50, "%.1f ms of processor time", pty.cpu_ms - cpu);
    jd_pty_close(&pty);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("pty/term");
    TCase *tcase = tcase_create("term");
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, the_screen_is_taken_and_given_back);
    tcase_add_loop_test(tcase, a_signal_leaves_with_its_number_in_any_state, 0,
                        QUITS * STATES);
    tcase_add_loop_test(tcase, a_crash_gives_the_terminal_back_and_stays_a_crash, 0,
                        sizeof crashes / sizeof *crashes);
    tcase_add_test(tcase, a_fault_gives_the_terminal_back);
    tcase_add_test(tcase, a_broken_pipe_is_no_reason_to_die);
    tcase_add_loop_test(tcase, suspending_gives_the_terminal_back_and_takes_it_again, 0,
                        2);
    tcase_add_test(tcase, after_a_forced_stop_all_is_drawn_again);
    tcase_add_test(tcase, where_nothing_can_be_suspended_it_goes_on);
    tcase_add_test(tcase, another_program_gets_the_terminal_as_it_was);
    tcase_add_loop_test(tcase, how_another_program_ended_is_known, 0,
                        sizeof endings / sizeof *endings);
    tcase_add_test(tcase, a_program_needs_no_terminal_of_ours_on_standard_input);
    tcase_add_loop_test(tcase, a_program_that_is_suspended_suspends_us_with_it, 0, 2);
    tcase_add_loop_test(tcase, without_job_control_a_program_does_not_stay_stopped, 0, 2);
    tcase_add_test(tcase, a_signal_while_away_ends_us_afterwards);
    tcase_add_loop_test(tcase, a_terminal_that_vanishes_while_away_ends_us, 0, 2);
    tcase_add_loop_test(tcase,
                        text_up_to_8_kb_goes_to_the_clipboard_of_a_terminal_that_has_one,
                        0, sizeof copyings / sizeof *copyings);
    tcase_add_test(tcase, many_sizes_end_in_the_last_one);
    tcase_add_test(tcase, one_cell_is_a_screen_too);
    tcase_add_loop_test(tcase, keys_come_from_the_terminal_when_input_is_no_terminal, 0,
                        2);
    tcase_add_loop_test(tcase, an_unusable_terminal_is_refused_in_words, 0,
                        sizeof refusals / sizeof *refusals);
    tcase_add_loop_test(tcase, chinese_is_seen_in_any_locale, 0,
                        sizeof locales / sizeof *locales);
    tcase_add_loop_test(tcase, colours_are_there_when_wanted_and_nothing_is_invisible, 0,
                        sizeof colours / sizeof *colours);
    tcase_add_test(tcase, an_unknown_modern_terminal_is_said);
    tcase_add_loop_test(tcase, a_vanished_terminal_ends_it_at_once, 0,
                        sizeof vanishings / sizeof *vanishings);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return jd_run_tests("pty/term", make_suite());
}
