/* SPDX-License-Identifier: MIT */
/*
 * A small program on term/curses for the tests: shows its size, the last event and a line
 * of Chinese. Keys: q leaves, z suspends, b draws without end, s crashes, t sets a title,
 * c copies a little, C too much, e gives the terminal to another program (k and K: to one
 * that stops with us, or alone).
 * Options: mouse, busy (from the start), tty (keys from /dev/tty), mono.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "jingdu/base/spawn.h"
#include "jingdu/term/curses.h"

/* curses keeps what it prepared for a terminal that it then does not find. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libtinfo\n";
}

struct driver {
    struct jd_term *term;
    struct jd_canvas canvas;
    struct jd_buf last, ended; /* the last event; how another program ended */
    bool busy;
    unsigned long drawn;
};

static void describe(const struct jd_event *event, struct jd_buf *into)
{
    static const char *const names[] = { "idle",  "key",   "resize", "paste",
                                         "click", "wheel", "redraw", "quit" };
    jd_buf_clear(into);
    jd_buf_printf(into, "%s ", names[event->kind]);
    if (event->kind == JD_EVENT_KEY || event->kind == JD_EVENT_WHEEL)
        jd_key_name(event->key, into);
    if (event->kind == JD_EVENT_PASTE)
        jd_buf_add(into, event->text);
    if (event->kind == JD_EVENT_CLICK)
        jd_buf_printf(into, "%d,%d", event->col, event->row);
}

static void put(struct driver *driver, int row, const char *text, struct jd_style style)
{
    struct jd_rect all = { 0, 0, driver->canvas.cols, driver->canvas.rows };
    jd_canvas_put(&driver->canvas, all, 0, row, jd_str_of(text), style);
}

static void draw(struct driver *driver)
{
    struct jd_buf line = JD_BUF_INIT;
    int cols, rows;
    jd_term_size(driver->term, &cols, &rows);
    jd_canvas_reset(&driver->canvas, cols, rows);
    jd_buf_printf(&line, "size %dx%d", cols, rows);
    put(driver, 0, line.data, (struct jd_style){ .role = JD_ROLE_HEADLINE });
    put(driver, 1, driver->last.data, (struct jd_style){ .role = JD_ROLE_TEXT });
    put(driver, 4, driver->ended.data, (struct jd_style){ .role = JD_ROLE_TEXT });
    put(driver, 2, "美国国务卿布林肯", (struct jd_style){ .mark = JD_MARK_PERSON });
    if (driver->busy) {
        jd_buf_clear(&line);
        jd_buf_printf(&line, "drawn %lu", driver->drawn++);
        put(driver, 3, line.data, (struct jd_style){ .role = JD_ROLE_TEXT });
    }
    driver->canvas.cursor_col = 0;
    driver->canvas.cursor_row = 2 < rows ? 2 : -1;
    jd_term_present(driver->term, &driver->canvas);
    jd_buf_release(&line);
}

static void crash(void)
{
    static volatile uintptr_t nowhere = 4096; // nothing is ever mapped there
    *(volatile int *)nowhere = 1;
}

/* len: of ASCII behind two characters */
static void copy(struct driver *driver, size_t len)
{
    struct jd_buf text = JD_BUF_INIT;
    jd_buf_add_c(&text, "分歧");
    jd_buf_add_repeat(&text, 'x', len);
    bool ok = jd_term_copy(driver->term, jd_buf_str(&text));
    jd_buf_clear(&driver->last);
    jd_buf_add_c(&driver->last, ok ? "it is copied" : "not copied");
    jd_buf_release(&text);
}

static void go_away(struct driver *driver, const char *script)
{
    char *argv[] = { (char *)"sh", (char *)"-c", (char *)(uintptr_t)script, NULL };
    struct jd_error err = JD_ERROR_INIT;
    jd_term_leave(driver->term);
    bool ok = jd_spawn_foreground(argv, &err);
    jd_buf_clear(&driver->ended);
    jd_buf_add_c(&driver->ended, ok ? "it went well" : err.message);
    if (!jd_term_return(driver->term))
        jd_buf_add_c(&driver->last, "it is gone");
}

/* False when it is time to leave. */
static bool handle(struct driver *driver, const struct jd_event *event)
{
    describe(event, &driver->last);
    if (event->kind == JD_EVENT_QUIT)
        return false;
    if (event->kind != JD_EVENT_KEY)
        return true;
    switch (event->key) {
    case 'q':
        return false;
    case 'z':
        jd_term_suspend(driver->term);
        return true;
    case 'b':
        driver->busy = true;
        return true;
    case 's':
        crash();
        return true;
    case 't':
        jd_term_title(driver->term, jd_str_of("新闻"));
        return true;
    case 'c':
        copy(driver, 6138);
        return true;
    case 'C':
        copy(driver, 6139);
        return true;
    case 'e':
        go_away(driver, "echo '[away]'; read line; exit ${line:-0}");
        return true;
    case 'k':
        go_away(driver, "echo '[away]'; kill -TSTP 0; echo '[again]'; read line");
        return true;
    case 'K':
        go_away(driver, "echo '[away]'; kill -STOP $$; echo '[again]'; read line");
        return true;
    default:
        return true;
    }
}

/* The exit status: 128 and the signal that ended it. */
static int run(struct driver *driver)
{
    for (bool first = true;;) {
        if (first || driver->busy || !jd_term_has_input(driver->term))
            draw(driver);
        first = false;
        struct jd_event event = jd_term_wait(driver->term, driver->busy ? 0 : -1);
        if (event.kind != JD_EVENT_IDLE && !handle(driver, &event))
            return event.kind == JD_EVENT_QUIT ? 128 + event.signal : 0;
    }
}

static bool has_option(char **argv, const char *name)
{
    while (*++argv)
        if (strcmp(*argv, name) == 0)
            return true;
    return false;
}

int main(int argc, char **argv)
{
    (void)argc;
    struct jd_buf notice = JD_BUF_INIT;
    struct jd_error err = JD_ERROR_INIT;
    struct driver driver = { .last = JD_BUF_INIT,
                             .ended = JD_BUF_INIT,
                             .busy = has_option(argv, "busy") };
    struct jd_term_options options = {
        .theme = has_option(argv, "mono") ? JD_THEME_MONO : JD_THEME_DARK,
        .mouse = has_option(argv, "mouse"),
        .keys_from_tty = has_option(argv, "tty"),
    };
    jd_term_fix_locale();
    if (!jd_term_start(&options, &driver.term, &notice, &err)) {
        fprintf(stderr, "driver: %s\n", err.message);
        return 4;
    }
    jd_buf_add(&driver.last, jd_buf_str(&notice));
    jd_buf_release(&notice);
    jd_canvas_init(&driver.canvas, 1, 1);
    int status = run(&driver);
    jd_term_stop(driver.term);
    jd_canvas_release(&driver.canvas);
    jd_buf_release(&driver.last);
    jd_buf_release(&driver.ended);
    return status;
}
