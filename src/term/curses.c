/* SPDX-License-Identifier: MIT */
#include "jingdu/term/curses.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "jingdu/base/base64.h"
#include "jingdu/base/file.h"
#include "jingdu/base/mem.h"
#include "jingdu/text/sanitise.h"
#include "jingdu/text/width.h"

#include "signals.h"
#include "term_private.h"
#include "type.h"

#include "jingdu/base/banned.h"

enum { ESC_DELAY_MS = 25, SIZE_MAX_CELLS = 1000, TITLE_COLS = 120, COPY_MAX = 8192 };

static bool is_codeset(const char *name)
{
    return strcmp(nl_langinfo(CODESET), name) == 0;
}

void jd_term_fix_locale(void)
{
    static const char *const tries[] = { "C.UTF-8", "en_US.UTF-8" };
    setlocale(LC_CTYPE, "");
    // curses converts for a GB18030 terminal, which can show all that UTF-8 can
    if (is_codeset("UTF-8") || is_codeset("GB18030"))
        return;
    for (size_t i = 0; i < sizeof tries / sizeof *tries; i++)
        if (setlocale(LC_CTYPE, tries[i]))
            return;
}

/* ---- bytes past curses ------------------------------------------------------------- */

static void add_text(struct jd_term *term, const char *text)
{
    jd_frame_add(&term->frame, jd_str_of(text));
}

static const char paste_on[] = "\033[?2004h", paste_off[] = "\033[?2004l";
static const char mouse_on[] = "\033[?1000h\033[?1006h",
                  mouse_off[] = "\033[?1006l\033[?1000l";
static const char title_push[] = "\033[22;2t", title_pop[] = "\033[23;2t";

void jd_term_extras_on(struct jd_term *term)
{
    if (term->xterm_like)
        add_text(term, paste_on);
    if (term->mouse)
        add_text(term, mouse_on);
    if (term->title.len) {
        add_text(term, title_push);
        jd_frame_add(&term->frame, jd_buf_str(&term->title));
    }
}

void jd_term_extras_off(struct jd_term *term)
{
    if (term->title.len)
        add_text(term, title_pop);
    if (term->mouse)
        add_text(term, mouse_off);
    if (term->xterm_like)
        add_text(term, paste_off);
}

/* ---- size -------------------------------------------------------------------------- */

static int clamp_size(int cells)
{
    return cells < 1 ? 1 : cells > SIZE_MAX_CELLS ? SIZE_MAX_CELLS : cells;
}

void jd_term_resize(struct jd_term *term, int cols, int rows)
{
    term->cols = clamp_size(cols);
    term->rows = clamp_size(rows);
    resize_term(term->rows, term->cols);
    jd_term_invalidate(term);
}

bool jd_term_read_size(struct jd_term *term)
{
    struct winsize size;
    int cols = term->cols, rows = term->rows;
    if (ioctl(term->frame.tty, TIOCGWINSZ, &size) == 0)
        jd_term_resize(term, size.ws_col, size.ws_row);
    return cols != term->cols || rows != term->rows;
}

void jd_term_size(const struct jd_term *term, int *cols, int *rows)
{
    *cols = term->cols;
    *rows = term->rows;
}

/* ---- start and stop ---------------------------------------------------------------- */

/* Append a capability without its padding. */
static void add_capability(struct jd_buf *into, const char *name)
{
    const char *text = tigetstr(name);
    if (!text || text == (const char *)-1)
        return;
    for (; *text; text++) {
        const char *end = text[0] == '$' && text[1] == '<' ? strchr(text, '>') : NULL;
        if (end)
            text = end;
        else
            jd_buf_add_char(into, *text);
    }
}

/* What a crash has to undo. */
static void prepare_restore(const struct jd_term *term)
{
    struct jd_buf bytes = JD_BUF_INIT;
    if (term->title.len)
        jd_buf_add_c(&bytes, title_pop);
    if (term->mouse)
        jd_buf_add_c(&bytes, mouse_off);
    if (term->xterm_like)
        jd_buf_add_c(&bytes, paste_off);
    add_capability(&bytes, "sgr0");
    add_capability(&bytes, "rmkx");
    add_capability(&bytes, "rmcup");
    add_capability(&bytes, "cnorm");
    jd_signals_set_restore(term->frame.tty, jd_buf_str(&bytes),
                           term->has_modes ? &term->modes : NULL);
    jd_buf_release(&bytes);
}

/* A stream on a descriptor of its own, for newterm. */
static FILE *open_stream(int fd, const char *mode)
{
    int copy = fcntl(fd, F_DUPFD_CLOEXEC, 3);
    FILE *stream = copy >= 0 ? fdopen(copy, mode) : NULL;
    if (!stream && copy >= 0)
        close(copy);
    return stream;
}

static bool open_streams(struct jd_term *term, const struct jd_term_lines *lines,
                         struct jd_error *err)
{
    term->out = open_stream(lines->out_fd, "w");
    term->in = open_stream(lines->in_fd, "r");
    if (term->out && term->in && jd_frame_open(&term->frame, fileno(term->out))) {
        term->in_fd = fileno(term->in);
        return true;
    }
    jd_fail_errno(err, errno, "cannot open the terminal");
    if (err)
        err->code = JD_ERR_TERMINAL;
    return false;
}

static void close_streams(struct jd_term *term)
{
    jd_frame_close(&term->frame);
    if (term->out)
        fclose(term->out);
    if (term->in)
        fclose(term->in);
}

static bool open_screen(struct jd_term *term, const struct jd_term_lines *lines,
                        struct jd_buf *notice, struct jd_error *err)
{
    use_env(FALSE); // LINES and COLUMNS may be those of another window
    use_tioctl(TRUE);
    term->screen = jd_type_open(lines->type, term->out, term->in, notice, err);
    if (!term->screen)
        return false;
    set_escdelay(ESC_DELAY_MS);
    raw(); // ^C ^Z ^S ^Q are keys
    noecho();
    nonl();
    typeahead(-1); // the app looks for waiting keys before it draws
    jd_frame_gather(&term->frame);
    jd_screen_open(&term->shown);
    idlok(stdscr, TRUE);
    if (jd_keys_open(&term->keys, term->in_fd, term->mouse))
        return true;
    jd_frame_pass(&term->frame);
    endwin();
    delscreen(term->screen);
    return jd_fail(err, JD_ERR_TERMINAL, "no memory for the screen");
}

bool jd_term_start_on(const struct jd_term_lines *lines,
                      const struct jd_term_options *options, struct jd_term **out,
                      struct jd_buf *notice, struct jd_error *err)
{
    struct jd_term *term = jd_alloc_zero(1, sizeof *term);
    term->frame = (struct jd_frame){ .tty = -1, .memory = -1 };
    term->has_modes = tcgetattr(lines->out_fd, &term->modes) == 0;
    term->is_utf8 = is_codeset("UTF-8");
    term->xterm_like = lines->type && jd_type_is_xterm_like(lines->type);
    term->mouse = options->mouse && term->xterm_like;
    term->title = (struct jd_buf)JD_BUF_INIT;
    if (!jd_signals_open(err)) { // before newterm, which would install its own
        free(term);
        return false;
    }
    if (!open_streams(term, lines, err) || !open_screen(term, lines, notice, err)) {
        close_streams(term);
        jd_signals_close();
        free(term);
        return false;
    }
    prepare_restore(term);
    jd_palette_open(&term->palette, options);
    term->cols = clamp_size(getmaxx(stdscr));
    term->rows = clamp_size(getmaxy(stdscr));
    jd_term_extras_on(term);
    *out = term;
    return true;
}

/* A descriptor for keys: standard input, or the terminal we belong to; -1: none. */
static int open_keys(const struct jd_term_options *options)
{
    if (!options->keys_from_tty && isatty(STDIN_FILENO))
        return fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3);
    return open("/dev/tty", O_RDONLY | O_CLOEXEC);
}

bool jd_term_start(const struct jd_term_options *options, struct jd_term **out,
                   struct jd_buf *notice, struct jd_error *err)
{
    jd_buf_clear(notice);
    if (!isatty(STDOUT_FILENO))
        return jd_fail(err, JD_ERR_TERMINAL,
                       "standard output is no terminal: use jingdu annotate for text");
    int keys = open_keys(options);
    if (keys < 0)
        return jd_fail(err, JD_ERR_TERMINAL,
                       "there is no terminal to read keys from: use jingdu annotate, or "
                       "start jingdu from a terminal (… | jingdu takes keys from "
                       "/dev/tty)");
    struct jd_term_lines lines = {
        .in_fd = keys,
        .out_fd = STDOUT_FILENO,
        .type = getenv("TERM"),
    };
    bool ok = jd_term_start_on(&lines, options, out, notice, err);
    close(keys);
    return ok;
}

void jd_term_stop(struct jd_term *term)
{
    if (!term)
        return;
    jd_term_extras_off(term);
    jd_frame_pass(&term->frame);
    endwin();
    jd_signals_close();
    jd_buf_release(&term->title);
    jd_keys_close(&term->keys);
    jd_screen_close(&term->shown);
    delscreen(term->screen);
    close_streams(term);
    free(term);
}

/* ---- showing ----------------------------------------------------------------------- */

bool jd_term_has_colours(const struct jd_term *term)
{
    return term->palette.depth > 0;
}

void jd_term_present(struct jd_term *term, const struct jd_canvas *canvas)
{
    jd_screen_present(&term->shown, &term->palette, canvas);
    jd_frame_send(&term->frame);
}

void jd_term_invalidate(struct jd_term *term)
{
    term->shown.stale = true;
}

bool jd_term_copy(struct jd_term *term, struct jd_str text)
{
    if (!term->xterm_like || text.len > COPY_MAX / 4 * 3)
        return false;
    struct jd_buf bytes = JD_BUF_INIT;
    jd_buf_add_c(&bytes, "\033]52;c;");
    jd_base64_add(&bytes, text);
    jd_buf_add_c(&bytes, "\033\\");
    jd_frame_add(&term->frame, jd_buf_str(&bytes));
    jd_frame_send(&term->frame);
    jd_buf_release(&bytes);
    return true;
}

void jd_term_title(struct jd_term *term, struct jd_str title)
{
    if (!term->xterm_like || !term->is_utf8)
        return;
    bool first = !term->title.len;
    if (first)
        add_text(term, title_push);
    struct jd_buf shown = JD_BUF_INIT;
    jd_sanitise_line(&shown, jd_str_sub(title, 0, TITLE_COLS * 16));
    jd_buf_clear(&term->title);
    jd_buf_add_c(&term->title, "\033]2;");
    jd_width_cut(&term->title, jd_buf_str(&shown), TITLE_COLS, 0);
    jd_buf_add_char(&term->title, '\a');
    jd_frame_add(&term->frame, jd_buf_str(&term->title));
    if (first)
        prepare_restore(term);
    jd_buf_release(&shown);
}
