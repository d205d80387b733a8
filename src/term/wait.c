/* SPDX-License-Identifier: MIT */
/* Signals and input → events, and going away for a while. */
#include "jingdu/term/curses.h"

#include <limits.h>
#include <poll.h>
#include <signal.h>

#include "jingdu/base/clock.h"

#include "signals.h"
#include "term_private.h"

#include "jingdu/base/banned.h"

enum { EMPTY_READS_MAX = 3 };

/* ---- stopping and going on --------------------------------------------------------- */

/* We run again: the screen and the modes may be anybody's. */
static void come_back(struct jd_term *term)
{
    jd_frame_pass(&term->frame);
    reset_prog_mode();
    jd_frame_gather(&term->frame);
    jd_term_extras_on(term);
    term->resized |= jd_term_read_size(term);
    term->redraw = true;
    term->shown.cursor = -1;
    jd_term_invalidate(term);
}

static void suspend(struct jd_term *term, bool group)
{
    jd_term_extras_off(term);
    jd_frame_pass(&term->frame);
    endwin();
    jd_signals_stop(group);
    struct jd_signals_seen meanwhile = jd_signals_take();
    term->quit = meanwhile.quit;
    come_back(term);
}

void jd_term_leave(struct jd_term *term)
{
    jd_term_extras_off(term);
    jd_frame_pass(&term->frame);
    endwin();
}

bool jd_term_return(struct jd_term *term)
{
    struct jd_signals_seen meanwhile = jd_signals_take();
    struct termios modes;
    if (meanwhile.quit)
        term->quit = meanwhile.quit;
    else if (term->has_modes && tcgetattr(term->frame.tty, &modes) != 0)
        term->quit = SIGHUP; /* its window was closed meanwhile */
    come_back(term);
    return !term->quit;
}

void jd_term_suspend(struct jd_term *term)
{
    suspend(term, true);
}

/* ---- waiting ----------------------------------------------------------------------- */

/* What the signals say, one event at a time. */
static bool take_signal(struct jd_term *term, struct jd_event *event)
{
    struct jd_signals_seen seen = jd_signals_take();
    if (seen.quit)
        term->quit = seen.quit;
    if (!term->quit && seen.stopped)
        suspend(term, false);
    else if (seen.continued)
        come_back(term);
    if (term->quit) {
        *event = (struct jd_event){ .kind = JD_EVENT_QUIT, .signal = term->quit };
        term->quit = 0;
        return true;
    }
    if (seen.resized) {
        jd_term_read_size(term);
        term->resized = true;
    }
    if (term->resized) {
        term->resized = false;
        *event = (struct jd_event){ .kind = JD_EVENT_RESIZE,
                                    .cols = term->cols,
                                    .rows = term->rows };
        return true;
    }
    if (term->redraw) {
        term->redraw = false;
        *event = (struct jd_event){ .kind = JD_EVENT_REDRAW };
        return true;
    }
    return false;
}

static bool take_event(struct jd_term *term, struct jd_event *event)
{
    if (take_signal(term, event))
        return true;
    if (!term->has_event)
        return jd_keys_next(&term->keys, event);
    term->has_event = false;
    *event = term->event;
    return true;
}

bool jd_term_has_input(struct jd_term *term)
{
    if (!term->has_event)
        term->has_event = take_event(term, &term->event);
    return term->has_event;
}

/* Milliseconds until end, for poll. */
static int time_left(int64_t end)
{
    int64_t left = (end - jd_clock_us() + 999) / 1000;
    return left < 0 ? 0 : left > INT_MAX ? INT_MAX : (int)left;
}

struct jd_event jd_term_wait(struct jd_term *term, int ms)
{
    const short gone = POLLHUP | POLLERR | POLLNVAL;
    int64_t end = jd_clock_us() + (int64_t)ms * 1000;
    if (term->frame.used)
        jd_frame_send(&term->frame);
    // Input that is ready and yet has nothing to read has ended, as a file does.
    for (int stuck = 0; stuck < EMPTY_READS_MAX;) {
        struct jd_event event;
        unsigned long taken = term->keys.taken;
        if (take_event(term, &event))
            return event;
        struct pollfd files[] = { { .fd = term->in_fd, .events = POLLIN },
                                  { .fd = term->frame.tty },
                                  { .fd = jd_signals_fd(), .events = POLLIN } };
        int ready =
            poll(files, sizeof files / sizeof *files, ms < 0 ? -1 : time_left(end));
        if (ready == 0)
            return (struct jd_event){ .kind = JD_EVENT_IDLE };
        if (ready < 0)
            continue;
        if ((files[0].revents | files[1].revents) & gone)
            break;
        bool empty = files[0].revents & POLLIN && taken == term->keys.taken;
        stuck = empty ? stuck + 1 : 0;
    }
    return (struct jd_event){ .kind = JD_EVENT_QUIT, .signal = SIGHUP };
}
