/* SPDX-License-Identifier: MIT */
/* What is typed → events: term/curses on one end of a pty, the typist on the other. */
#include <fcntl.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "src/term/term_private.h"
#include "tests/support/run.h"

/* curses keeps what it prepared for a terminal that it then does not find. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libtinfo\n";
}

struct desk {
    struct jd_term *term;
    int typist, tty;
};

static void desk_open(struct desk *desk, const char *type, bool mouse)
{
    struct jd_buf notice = JD_BUF_INIT;
    struct jd_error err = JD_ERROR_INIT;
    struct jd_term_options options = { .mouse = mouse };
    struct winsize size = { .ws_row = 24, .ws_col = 80 };
    ck_assert_int_eq(openpty(&desk->typist, &desk->tty, NULL, NULL, &size), 0);
    struct jd_term_lines lines = { .in_fd = desk->tty,
                                   .out_fd = desk->tty,
                                   .type = type };
    ck_assert_msg(jd_term_start_on(&lines, &options, &desk->term, &notice, &err), "%s",
                  err.message);
    jd_buf_release(&notice);
}

static void desk_close(struct desk *desk)
{
    jd_term_stop(desk->term);
    close(desk->typist);
    close(desk->tty);
}

static void type(const struct desk *desk, const char *bytes, size_t len)
{
    ck_assert_int_eq(write(desk->typist, bytes, len), (ssize_t)len);
}

/* An event as a word: "a", "^F", "PgUp", "click:3,4", "wheel:Up", "paste:text". */
static void describe(const struct jd_event *event, struct jd_buf *into)
{
    switch (event->kind) {
    case JD_EVENT_KEY:
        jd_key_name(event->key, into);
        break;
    case JD_EVENT_CLICK:
        jd_buf_printf(into, "click:%d,%d", event->col, event->row);
        break;
    case JD_EVENT_WHEEL:
        jd_buf_add_c(into, "wheel:");
        jd_key_name(event->key, into);
        break;
    case JD_EVENT_PASTE:
        jd_buf_printf(into, "paste:%.*s", JD_STR_ARG(event->text));
        break;
    case JD_EVENT_RESIZE:
        jd_buf_printf(into, "size:%dx%d", event->cols, event->rows);
        break;
    case JD_EVENT_QUIT:
        jd_buf_printf(into, "quit:%d", event->signal);
        break;
    default:
        jd_buf_printf(into, "event:%d", event->kind);
    }
}

/* All events that are there, with blanks between. */
static void expect(const struct desk *desk, const char *events)
{
    struct jd_buf seen = JD_BUF_INIT;
    for (;;) {
        struct jd_event event = jd_term_wait(desk->term, 0);
        if (event.kind == JD_EVENT_IDLE)
            break;
        if (seen.len)
            jd_buf_add_char(&seen, ' ');
        describe(&event, &seen);
        if (event.kind == JD_EVENT_QUIT)
            break;
    }
    ck_assert_str_eq(seen.data, events);
    jd_buf_release(&seen);
}

static const struct {
    const char *typed, *events;
} plain[] = {
    { "q", "q" },
    { "aZ9?", "a Z 9 ?" },
    { " ", "Space" },
    { "中文", "中 文" },
    { "\xf0\xa0\xae\xb7", "\xf0\xa0\xae\xb7" },
    { "é", "é" },
    { "\r", "Enter" },
    { "\n", "Enter" },
    { "\t", "Tab" },
    { "\x7f", "Backspace" },
    { "\b", "Backspace" },
    { "\x01\x03\x06\x11\x13\x1a\x1c", "^A ^C ^F ^Q ^S ^Z ^\\" },
    { "\033", "Esc" },
    { "\033q", "Esc q" },
    { "\033\033", "Esc Esc" },
    { "\033\033[A", "Esc Up" },
    { "\033[", "Esc [" },
    { "\033O", "Esc O" },
    { "\033]", "Esc ]" },
    { "\033Px", "Esc P x" },
    { "\033]x", "Esc ] x" },
    // as the terminal was asked to send them, and as many send them anyway
    { "\033OA\033OB\033OC\033OD\033OH\033OF", "Up Down Right Left Home End" },
    { "\033[A\033[B\033[C\033[D\033[H\033[F", "Up Down Right Left Home End" },
    { "\033[1~\033[2~\033[3~\033[4~\033[5~\033[6~\033[7~\033[8~",
      "Home Insert Delete End PgUp PgDn Home End" },
    { "\033[Z", "S-Tab" },
    { "\033OM", "Enter" },
    { "\033OP\033OQ\033OR\033OS", "F1 F2 F3 F4" },
    { "\033[11~\033[12~\033[13~\033[14~\033[15~\033[17~", "F1 F2 F3 F4 F5 F6" },
    { "\033[18~\033[19~\033[20~\033[21~\033[23~\033[24~", "F7 F8 F9 F10 F11 F12" },
    { "\033[[A\033[[E", "F1 F5" },
    // nothing to us, and nothing of it may be taken for a key
    { "\033[1;5Ax", "x" },
    { "\033[5;2~x", "x" },
    { "\033[25~x", "x" },
    { "\033[Ix\033[Oy", "x y" },
    { "\033[99;5ux", "x" },
    { "\033[?1;2cx", "x" },
    { "\033[12;40Rx", "x" },
    { "\033[<0;3;4Mx", "x" },
    { "\033[[Zx", "x" },
    { "\033]11;rgb:0000/0000/0000\ax", "x" },
    { "\033]11;rgb:0000/0000/0000\033\\x", "x" },
    { "\033P1+r544e=787465\033\\x", "x" },
    { "\033[12\033[Ax", "Up x" },
    { "\033[00000000000000000000000000000000000000000000000000000000000000Ax", "x" },
    // bytes that are no characters take no key with them
    { "\xff\xfe\xc0x", "x" },
    { "\xe4\xb8xy", "x y" },
    { "\xe4\xb8\xe4\xb8\xadx", "中 x" },
    { "\xe4\033[Ax", "Up x" },
    { "\xc2\x9b"
      "x",
      "x" },
    // pastes
    { "\033[200~中文\033[201~x", "paste:中文 x" },
    { "\033[200~\033[201~x", "paste: x" },
    { "\033[200~one\rtwo\033[201~x", "paste:one\ntwo x" },
    { "\033[200~a\033[A\033[201\033[20\033[201~x", "paste:a\033[A\033[201\033[20 x" },
    { "\033[201~x", "x" },
};

START_TEST(what_is_typed_becomes_keys)
{
    struct desk desk;
    desk_open(&desk, "xterm-256color", false);
    type(&desk, plain[_i].typed, strlen(plain[_i].typed));
    expect(&desk, plain[_i].events);
    desk_close(&desk);
}
END_TEST

/* The same byte by byte with a look in between, as over a slow line; Esc aside. */
START_TEST(characters_may_come_in_parts)
{
    struct desk desk;
    desk_open(&desk, "xterm-256color", false);
    type(&desk, "\xe4", 1);
    expect(&desk, "");
    ck_assert(!jd_term_has_input(desk.term));
    type(&desk, "\xb8", 1);
    expect(&desk, "");
    type(&desk, "\xad", 1);
    expect(&desk, "中");
    desk_close(&desk);
}
END_TEST

/* A terminal of few words that terminfo knows, on a window that sends what xterm sends.
 */
START_TEST(keys_unknown_to_terminfo_are_known_to_us)
{
    static const char typed[] = "\033[5~\033[6~\033[H\033[Z\033[3~\033[15~";
    struct desk desk;
    desk_open(&desk, "vt100", false);
    type(&desk, typed, sizeof typed - 1);
    expect(&desk, "PgUp PgDn Home S-Tab Delete F5");
    desk_close(&desk);
}
END_TEST

static const struct {
    const char *typed, *events;
} mouse[] = {
    { "\033[<0;1;1M", "click:0,0" },
    { "\033[<0;12;5Mx", "click:11,4 x" },
    { "\033[<0;300;200M", "click:299,199" },
    { "\033[<0;12;5mx", "x" }, // let go
    { "\033[<1;12;5Mx", "x" },
    { "\033[<2;12;5Mx", "x" },
    { "\033[<32;12;5Mx", "x" }, // dragged
    { "\033[<4;12;5M", "click:11,4" },
    { "\033[<64;2;2M\033[<65;2;2M", "wheel:Up wheel:Down" },
    { "\033[<0;0;5Mx", "x" },
    { "\033[<0;5Mx", "x" },
    { "\033[<0;5;6;7Mx", "x" },
    { "\033[<;;Mx", "x" },
    { "\033[<0;99999999999999999999;5Mx", "x" },
};

START_TEST(the_mouse_clicks_and_scrolls)
{
    struct desk desk;
    desk_open(&desk, "xterm-256color", true);
    type(&desk, mouse[_i].typed, strlen(mouse[_i].typed));
    expect(&desk, mouse[_i].events);
    desk_close(&desk);
}
END_TEST

/* What the terminal has been told so far; it never holds more than this. */
static void drain(const struct desk *desk, struct jd_buf *into)
{
    char bytes[4096];
    fcntl(desk->typist, F_SETFL, O_NONBLOCK);
    for (ssize_t got; (got = read(desk->typist, bytes, sizeof bytes)) > 0;)
        jd_buf_add(into, jd_str_make(bytes, (size_t)got));
}

START_TEST(the_mouse_is_ours_only_when_asked_for)
{
    static const bool asked[] = { false, true };
    struct desk desk;
    struct jd_buf said = JD_BUF_INIT;
    desk_open(&desk, "xterm-256color", asked[_i]);
    expect(&desk, "");
    drain(&desk, &said);
    bool on = jd_str_find(jd_buf_str(&said), jd_str_of("\033[?1000h"), 0) != (size_t)-1;
    ck_assert_int_eq(on, asked[_i]);
    jd_buf_release(&said);
    desk_close(&desk);
}
END_TEST

/* Nobody can paste more than there is room for; nothing of it becomes keys. */
START_TEST(a_paste_is_cut_at_64_kib)
{
    struct desk desk;
    desk_open(&desk, "xterm-256color", false);
    pid_t child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0) {
        FILE *to = fdopen(desk.typist, "w");
        fputs("\033[200~", to);
        for (int i = 0; i < 50000; i++)
            fputs("中文", to);
        fputs("\033[201~q", to);
        fflush(to);
        _exit(0);
    }
    struct jd_event event = jd_term_wait(desk.term, -1);
    ck_assert_int_eq(event.kind, JD_EVENT_PASTE);
    ck_assert_uint_le(event.text.len, 64 * 1024);
    ck_assert_uint_gt(event.text.len, 64 * 1024 - 8);
    ck_assert_uint_eq(event.text.len % 3, 0);
    event = jd_term_wait(desk.term, -1);
    ck_assert_int_eq(event.kind, JD_EVENT_KEY);
    ck_assert_int_eq(event.key, 'q');
    desk_close(&desk);
}
END_TEST

START_TEST(waiting_input_is_seen_before_it_is_taken)
{
    struct desk desk;
    desk_open(&desk, "xterm-256color", false);
    ck_assert(!jd_term_has_input(desk.term));
    type(&desk, "jk", 2);
    ck_assert(jd_term_has_input(desk.term));
    ck_assert(jd_term_has_input(desk.term));
    expect(&desk, "j k");
    ck_assert(!jd_term_has_input(desk.term));
    type(&desk, "\033[1;5A", 6); // nothing to us, so it is not worth a wait
    ck_assert(!jd_term_has_input(desk.term));
    desk_close(&desk);
}
END_TEST

START_TEST(a_paste_lives_until_the_next_wait)
{
    static const char typed[] = "\033[200~one\033[201~\033[200~two\033[201~";
    struct desk desk;
    desk_open(&desk, "xterm-256color", false);
    type(&desk, typed, sizeof typed - 1);
    struct jd_event event = jd_term_wait(desk.term, 0);
    ck_assert(jd_term_has_input(desk.term));
    ck_assert(jd_str_eq_c(event.text, "one"));
    expect(&desk, "paste:two");
    desk_close(&desk);
}
END_TEST

START_TEST(a_size_that_changes_is_told)
{
    struct desk desk;
    desk_open(&desk, "xterm-256color", false);
    struct winsize size = { .ws_row = 1, .ws_col = 500 };
    ck_assert_int_eq(ioctl(desk.typist, TIOCSWINSZ, &size), 0);
    raise(SIGWINCH);
    raise(SIGWINCH);
    expect(&desk, "size:500x1");
    size = (struct winsize){ .ws_row = 0, .ws_col = 0 };
    ck_assert_int_eq(ioctl(desk.typist, TIOCSWINSZ, &size), 0);
    raise(SIGWINCH);
    expect(&desk, "size:1x1");
    int cols, rows;
    jd_term_size(desk.term, &cols, &rows);
    ck_assert_int_eq(cols, 1);
    ck_assert_int_eq(rows, 1);
    desk_close(&desk);
}
END_TEST

static const int quits[] = { SIGHUP, SIGTERM, SIGINT, SIGQUIT };

START_TEST(a_signal_to_leave_is_an_event)
{
    struct desk desk;
    char events[32];
    snprintf(events, sizeof events, "quit:%d", quits[_i]);
    desk_open(&desk, "xterm-256color", false);
    type(&desk, "j", 1); // comes second
    raise(quits[_i]);
    ck_assert(jd_term_has_input(desk.term));
    expect(&desk, events);
    expect(&desk, "j");
    desk_close(&desk);
}
END_TEST

START_TEST(an_ignored_hangup_stays_ignored)
{
    struct desk desk;
    signal(SIGHUP, SIG_IGN);
    desk_open(&desk, "xterm-256color", false);
    raise(SIGHUP);
    expect(&desk, "");
    desk_close(&desk);
    ck_assert(signal(SIGHUP, SIG_DFL) == SIG_IGN);
}
END_TEST

START_TEST(signals_are_given_back_at_the_end)
{
    static const int all[] = { SIGHUP,  SIGTERM, SIGINT,  SIGQUIT, SIGWINCH,
                               SIGCONT, SIGTSTP, SIGSEGV, SIGABRT, SIGFPE,
                               SIGILL,  SIGBUS,  SIGPIPE };
    struct desk desk;
    struct sigaction before[sizeof all / sizeof *all], after;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        sigaction(all[i], NULL, &before[i]);
    desk_open(&desk, "xterm-256color", false);
    desk_close(&desk);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        sigaction(all[i], NULL, &after);
        ck_assert_msg(after.sa_handler == before[i].sa_handler, "signal %d", all[i]);
    }
}
END_TEST

/* Even when no signal tells of it. */
START_TEST(a_terminal_that_is_gone_is_a_hangup)
{
    struct desk desk;
    signal(SIGHUP, SIG_IGN);
    desk_open(&desk, "xterm-256color", false);
    close(desk.typist);
    expect(&desk, "quit:1");
    desk.typist = open("/dev/null", O_RDONLY);
    desk_close(&desk);
}
END_TEST

/* Input that ends, as /dev/null does, is no reason to spin. */
START_TEST(input_that_ends_is_a_hangup)
{
    struct desk desk;
    struct jd_buf notice = JD_BUF_INIT;
    struct jd_term_options options = { .mouse = false };
    desk.tty = open("/dev/null", O_RDWR);
    desk.typist = open("/dev/null", O_RDWR);
    struct jd_term_lines lines = { .in_fd = desk.tty,
                                   .out_fd = desk.tty,
                                   .type = "vt100" };
    ck_assert(jd_term_start_on(&lines, &options, &desk.term, &notice, NULL));
    ck_assert_int_eq(jd_term_wait(desk.term, -1).kind, JD_EVENT_QUIT);
    jd_buf_release(&notice);
    desk_close(&desk);
}
END_TEST

static const struct {
    const char *type, *words; /* words: in the notice or the error */
    bool starts;
} types[] = {
    { "xterm-256color", "", true },
    { "vt100", "", true },
    { "xterm-nobody-knows", "xterm-nobody-knows", true },
    { "foot-of-tomorrow", "xterm-256color", true },
    { "wezterm-9000", "ncurses-term", true },
    { NULL, "TERM is not set", false },
    { "", "TERM is not set", false },
    { "no-such-terminal", "ncurses-term", false },
    { "no\033[31m", "no␛[31m", false },
    { "dumb", "jingdu annotate", false },
};

START_TEST(the_terminal_type_is_known_or_guessed_or_refused)
{
    struct desk desk;
    struct jd_buf notice = JD_BUF_INIT;
    struct jd_error err = JD_ERROR_INIT;
    struct jd_term_options options = { .theme = JD_THEME_DARK };
    jd_buf_add_c(&notice, "left over");
    ck_assert_int_eq(openpty(&desk.typist, &desk.tty, NULL, NULL, NULL), 0);
    struct jd_term_lines lines = { .in_fd = desk.tty,
                                   .out_fd = desk.tty,
                                   .type = types[_i].type };
    bool started = jd_term_start_on(&lines, &options, &desk.term, &notice, &err);
    ck_assert_int_eq(started, types[_i].starts);
    const char *said = started ? notice.data : err.message;
    ck_assert_msg(strstr(said, types[_i].words) != NULL, "said: %s", said);
    if (started) {
        ck_assert(!*types[_i].words == !notice.len);
        desk_close(&desk);
    } else {
        ck_assert_int_eq(err.code, JD_ERR_TERMINAL);
    }
    jd_buf_release(&notice);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("term/keys");
    TCase *tcase = tcase_create("keys");
    tcase_set_timeout(tcase, 30);
    tcase_add_loop_test(tcase, what_is_typed_becomes_keys, 0,
                        sizeof plain / sizeof *plain);
    tcase_add_test(tcase, characters_may_come_in_parts);
    tcase_add_test(tcase, keys_unknown_to_terminfo_are_known_to_us);
    tcase_add_loop_test(tcase, the_mouse_clicks_and_scrolls, 0,
                        sizeof mouse / sizeof *mouse);
    tcase_add_loop_test(tcase, the_mouse_is_ours_only_when_asked_for, 0, 2);
    tcase_add_test(tcase, a_paste_is_cut_at_64_kib);
    tcase_add_test(tcase, waiting_input_is_seen_before_it_is_taken);
    tcase_add_test(tcase, a_paste_lives_until_the_next_wait);
    suite_add_tcase(suite, tcase);
    tcase = tcase_create("signals");
    tcase_set_timeout(tcase, 30);
    tcase_add_test(tcase, a_size_that_changes_is_told);
    tcase_add_loop_test(tcase, a_signal_to_leave_is_an_event, 0,
                        sizeof quits / sizeof *quits);
    tcase_add_test(tcase, an_ignored_hangup_stays_ignored);
    tcase_add_test(tcase, signals_are_given_back_at_the_end);
    tcase_add_test(tcase, a_terminal_that_is_gone_is_a_hangup);
    tcase_add_test(tcase, input_that_ends_is_a_hangup);
    tcase_add_loop_test(tcase, the_terminal_type_is_known_or_guessed_or_refused, 0,
                        sizeof types / sizeof *types);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return jd_run_tests("term/keys", make_suite());
}
