/* SPDX-License-Identifier: MIT */
#include "screen.h"

#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "jingdu/base/mem.h"

#include "jingdu/base/banned.h"

enum {
    UNSHOWABLE = 0xFFFD,
    WIDE_UNSHOWABLE = 0x3013, /* 〓, which printers set where they lack a type */
    CLUSTER_MAX = 1 + JD_SANITISE_MARKS_MAX,
};

/* How far characters of one and of two cells may go in a row. */
struct limits {
    int narrow, wide;
};

static bool has_capability(const char *name)
{
    const char *text = tigetstr(name);
    return text && text != (const char *)-1;
}

void jd_screen_open(struct jd_screen *screen)
{
    *screen = (struct jd_screen){
        .cursor = -1,
        .stale = true,
        .has_corner =
            tigetflag("am") <= 0 || (has_capability("rmam") && has_capability("smam")),
    };
}

void jd_screen_close(struct jd_screen *screen)
{
    free(screen->cells);
    free(screen->line);
    *screen = (struct jd_screen){ .cursor = -1 };
}

/* Make room; a change of either size makes everything stale. */
static void fit(struct jd_screen *screen, const struct jd_canvas *canvas)
{
    int cols = getmaxx(stdscr), rows = getmaxy(stdscr);
    if (cols != screen->cols || rows != screen->rows) {
        screen->line = jd_realloc_array(screen->line, (size_t)cols + 1, sizeof(cchar_t));
        screen->cols = cols;
        screen->rows = rows;
        screen->stale = true;
    }
    if (canvas->cols != screen->canvas_cols || canvas->rows != screen->canvas_rows) {
        size_t count = (size_t)canvas->cols * (size_t)canvas->rows;
        screen->cells = jd_realloc_array(screen->cells, count, sizeof *screen->cells);
        screen->canvas_cols = canvas->cols;
        screen->canvas_rows = canvas->rows;
        screen->stale = true;
    }
}

/*
 * The text of a cell for curses. The C library may know other widths than text/width does
 * (a newer or older Unicode); then a mark of the right width keeps the columns in order.
 */
static void shape(const struct jd_cell *cell, wchar_t text[CLUSTER_MAX + 1])
{
    uint32_t base = cell->cps[0];
    if (!base) {
        text[0] = L' ';
        text[1] = L'\0';
        return;
    }
    if (wcwidth((wchar_t)base) != cell->width) {
        text[0] = cell->width == 2 ? WIDE_UNSHOWABLE : UNSHOWABLE;
        text[1] = L'\0';
        return;
    }
    int len = 0;
    for (; len < CLUSTER_MAX && cell->cps[len]; len++)
        text[len] = (wchar_t)cell->cps[len];
    text[len] = L'\0';
}

/*
 * In the corner of a terminal that has none, curses inserts a character beside it, and
 * does so even behind a wide character that ends before it.
 */
static struct limits find_limits(const struct jd_screen *screen, int row)
{
    int cols = screen->cols, wide = cols;
    if (row == screen->rows - 1 && !screen->has_corner) {
        cols--;
        wide -= 2;
    }
    if (wide > screen->canvas_cols)
        wide = screen->canvas_cols;
    return (struct limits){ .narrow = cols, .wide = wide };
}

/* One row of the canvas, cut or filled to the limits; the number of elements of line. */
static int build_row(struct jd_palette *palette, const struct jd_cell *row,
                     int canvas_cols, struct limits limits, cchar_t *line)
{
    static const struct jd_cell outside = { .width = 1 };
    wchar_t text[CLUSTER_MAX + 1];
    int count = 0;
    for (int col = 0, width; col < limits.narrow; col += width) {
        struct jd_cell cell = col < canvas_cols ? row[col] : outside;
        bool whole = cell.width == 2 && col + 1 < limits.wide;
        width = whole ? 2 : 1;
        if (cell.width != width) { // half of a wide character
            cell.cps[0] = 0;
            cell.width = 1;
        }
        shape(&cell, text);
        struct jd_paint paint = jd_palette_paint(palette, cell.style);
        setcchar(&line[count++], text, paint.attributes, paint.pair, NULL);
    }
    return count;
}

static void present_rows(struct jd_screen *screen, struct jd_palette *palette,
                         const struct jd_canvas *canvas)
{
    size_t stride = (size_t)canvas->cols, size = stride * sizeof *canvas->cells;
    for (int row = 0; row < screen->rows && row < canvas->rows; row++) {
        const struct jd_cell *from = canvas->cells + (size_t)row * stride;
        struct jd_cell *shown = screen->cells + (size_t)row * stride;
        if (!screen->stale && memcmp(from, shown, size) == 0)
            continue;
        int count = build_row(palette, from, canvas->cols, find_limits(screen, row),
                              screen->line);
        mvwadd_wchnstr(stdscr, row, 0, screen->line, count);
        memcpy(shown, from, size);
    }
}

static void place_cursor(struct jd_screen *screen, const struct jd_canvas *canvas)
{
    int col = canvas->cursor_col, row = canvas->cursor_row;
    bool visible = col >= 0 && col < screen->cols && row >= 0 && row < screen->rows;
    leaveok(stdscr, !visible);
    if (visible)
        wmove(stdscr, row, col);
    if (screen->cursor != visible)
        curs_set(visible);
    screen->cursor = visible;
}

void jd_screen_present(struct jd_screen *screen, struct jd_palette *palette,
                       const struct jd_canvas *canvas)
{
    fit(screen, canvas);
    if (screen->stale) {
        werase(stdscr);
        clearok(curscr, TRUE);
    }
    present_rows(screen, palette, canvas);
    screen->stale = false;
    place_cursor(screen, canvas);
    wrefresh(stdscr);
}
