/* SPDX-License-Identifier: MIT */
#include "jingdu/ui/canvas.h"

#include <assert.h>
#include <limits.h>
#include <stdlib.h>

#include "jingdu/base/mem.h"
#include "jingdu/text/utf8.h"
#include "jingdu/text/width.h"

#include "jingdu/base/banned.h"

enum { SIZE_MAX_CELLS = 1000 }; /* columns, and rows */

const char *jd_role_name(enum jd_role role)
{
#define X(id, name) name,
    static const char *const names[] = { JD_ROLES(X) };
#undef X
    assert(role < JD_ROLE_COUNT);
    return names[role];
}

const char *jd_mark_name(enum jd_mark mark)
{
#define X(id, name) name,
    static const char *const names[] = { JD_MARKS(X) };
#undef X
    assert(mark < JD_MARK_COUNT);
    return names[mark];
}

/* ---- size -------------------------------------------------------------------------- */

static int clamp_size(int cells)
{
    return cells < 1 ? 1 : cells > SIZE_MAX_CELLS ? SIZE_MAX_CELLS : cells;
}

/* Copies of the first cell, by doubling: as fast as copying memory is. */
static void repeat_first(struct jd_cell *cells, size_t count)
{
    for (size_t done = 1; done < count;) {
        size_t more = done < count - done ? done : count - done;
        memcpy(cells + done, cells, more * sizeof *cells);
        done += more;
    }
}

static struct jd_cell blank(struct jd_style style)
{
    return (struct jd_cell){ .width = 1, .style = style };
}

void jd_canvas_init(struct jd_canvas *canvas, int cols, int rows)
{
    *canvas = (struct jd_canvas){ .cells = NULL };
    jd_canvas_reset(canvas, cols, rows);
}

void jd_canvas_release(struct jd_canvas *canvas)
{
    free(canvas->cells);
    *canvas = (struct jd_canvas){ .cells = NULL, .cursor_col = -1, .cursor_row = -1 };
}

void jd_canvas_reset(struct jd_canvas *canvas, int cols, int rows)
{
    cols = clamp_size(cols);
    rows = clamp_size(rows);
    size_t count = (size_t)cols * (size_t)rows;
    if (!canvas->cells || cols != canvas->cols || rows != canvas->rows)
        canvas->cells = jd_realloc_array(canvas->cells, count, sizeof *canvas->cells);
    canvas->cols = cols;
    canvas->rows = rows;
    canvas->cursor_col = canvas->cursor_row = -1;
    canvas->cells[0] = blank((struct jd_style){ .role = JD_ROLE_TEXT });
    repeat_first(canvas->cells, count);
}

struct jd_cell *jd_canvas_at(struct jd_canvas *canvas, int col, int row)
{
    assert(col >= 0 && col < canvas->cols && row >= 0 && row < canvas->rows);
    return &canvas->cells[(size_t)row * (size_t)canvas->cols + (size_t)col];
}

/* ---- drawing ----------------------------------------------------------------------- */

/* [start, start + length) cut to [0, limit); end >= start, and no sum overflows. */
struct range {
    int start, end;
};

static struct range clip_range(int start, int length, int limit)
{
    int64_t end = (int64_t)start + (length > 0 ? length : 0);
    struct range range = { start > 0 ? start : 0, (int)(end < limit ? end : limit) };
    if (range.end < range.start)
        range.end = range.start;
    return range;
}

/* Before cells [start, end) of a row are written over: no half of a wide one survives. */
static void cut_wide(struct jd_cell *row, int cols, int start, int end)
{
    if (row[start].width == 0)
        row[start - 1] = blank(row[start - 1].style);
    if (end < cols && row[end].width == 0)
        row[end] = blank(row[end].style);
}

static void fill_cells(struct jd_cell *row, int cols, struct range range,
                       struct jd_style style)
{
    if (range.start >= range.end)
        return;
    cut_wide(row, cols, range.start, range.end);
    row[range.start] = blank(style);
    repeat_first(row + range.start, (size_t)(range.end - range.start));
}

void jd_canvas_fill(struct jd_canvas *canvas, struct jd_rect area, struct jd_style style)
{
    struct range cols = clip_range(area.col, area.cols, canvas->cols);
    struct range rows = clip_range(area.row, area.rows, canvas->rows);
    for (int r = rows.start; r < rows.end; r++)
        fill_cells(jd_canvas_at(canvas, 0, r), canvas->cols, cols, style);
}

/* The commonest clusters need no sanitiser: a unified ideograph or printable ASCII. */
static int plain_width(uint32_t cp)
{
    if (cp - 0x4E00U < 0x5200)
        return 2;
    return cp - 0x20U < 0x5F ? 1 : 0;
}

/* A cluster as it will stand in a cell, with its own width there. */
static struct jd_cell shape(struct jd_str cluster, struct jd_style style)
{
    if (!cluster.len)
        return blank(style);
    struct jd_cell cell = { .style = style };
    struct jd_cp first = jd_utf8_next(cluster, 0);
    int width = first.len == cluster.len ? plain_width(first.cp) : 0;
    if (width) {
        cell.cps[0] = first.cp != ' ' ? first.cp : 0;
        cell.width = (uint8_t)width;
        return cell;
    }
    jd_sanitise_cluster(cluster, cell.cps);
    cell.width = jd_width_cp(cell.cps[0]) == 2 ? 2 : 1;
    bool hidden =
        first.bad || (cell.cps[0] != first.cp && cell.cps[0] == jd_sanitise_cp(first.cp));
    if (hidden && style.role == JD_ROLE_TEXT)
        cell.style.role = JD_ROLE_PLACEHOLDER;
    return cell;
}

/* Put cell at col into the columns of clip; what is cut in two is a blank. */
static void put_cell(struct jd_canvas *canvas, struct range clip, int col, int row,
                     const struct jd_cell *cell)
{
    struct jd_cell *cells = jd_canvas_at(canvas, 0, row);
    if (col < clip.start || col > clip.end - cell->width) {
        struct range cut = { col > clip.start ? col : clip.start,
                             col + cell->width < clip.end ? col + cell->width
                                                          : clip.end };
        fill_cells(cells, canvas->cols, cut, cell->style);
        return;
    }
    cut_wide(cells, canvas->cols, col, col + cell->width);
    cells[col] = *cell;
    if (cell->width == 2)
        cells[col + 1] = (struct jd_cell){ .width = 0, .style = cell->style };
}

static bool has_row(const struct jd_canvas *canvas, struct jd_rect clip, int row)
{
    struct range rows = clip_range(clip.row, clip.rows, canvas->rows);
    return row >= rows.start && row < rows.end;
}

int jd_canvas_put(struct jd_canvas *canvas, struct jd_rect clip, int col, int row,
                  struct jd_str text, struct jd_style style)
{
    bool visible = has_row(canvas, clip, row);
    struct range cols = clip_range(clip.col, clip.cols, canvas->cols);
    for (size_t at = 0, end; at < text.len; at = end) {
        end = jd_utf8_cluster_end(text, at);
        struct jd_str cluster = jd_str_sub(text, at, end);
        if (col > INT_MAX - 2)
            break;
        if (!visible || col >= cols.end || col <= cols.start - 2) {
            col += jd_width_cluster(cluster);
            continue;
        }
        struct jd_cell cell = shape(cluster, style);
        put_cell(canvas, cols, col, row, &cell);
        col += cell.width;
    }
    return col;
}

void jd_canvas_put_cluster(struct jd_canvas *canvas, struct jd_rect clip, int col,
                           int row, struct jd_str cluster, int width,
                           struct jd_style style)
{
    struct range cols = clip_range(clip.col, clip.cols, canvas->cols);
    if (!has_row(canvas, clip, row) || col >= cols.end)
        return;
    struct jd_cell cell = shape(cluster, style);
    if (width < 1)
        width = cell.width;
    if (cell.width > width) {
        cell = blank(style);
        width = 1;
    }
    put_cell(canvas, cols, col, row, &cell);
    if (width > cell.width) {
        struct range rest = clip_range(col + cell.width, width - cell.width, cols.end);
        if (rest.start < cols.start)
            rest.start = cols.start;
        fill_cells(jd_canvas_at(canvas, 0, row), canvas->cols, rest, style);
    }
}

void jd_canvas_line(struct jd_canvas *canvas, struct jd_rect clip, int row,
                    struct jd_str text, enum jd_role role)
{
    struct range cols = clip_range(clip.col, clip.cols, canvas->cols);
    struct jd_buf cut = JD_BUF_INIT;
    if (has_row(canvas, clip, row) && clip.col < cols.end) {
        int64_t room = (int64_t)cols.end - clip.col;
        jd_width_cut(&cut, text, room < INT_MAX ? (int)room : INT_MAX, 0);
        jd_canvas_put(canvas, clip, clip.col, row, jd_buf_str(&cut),
                      (struct jd_style){ .role = (uint8_t)role });
    }
    jd_buf_release(&cut);
}

void jd_canvas_narrow(struct jd_canvas *canvas)
{
    size_t count = (size_t)canvas->cols * (size_t)canvas->rows;
    for (size_t i = 0; i < count; i++) {
        struct jd_cell *cell = &canvas->cells[i];
        uint32_t stand_in =
            cell->width == 1 ? jd_width_stand_in(cell->cps[0]) : cell->cps[0];
        if (stand_in != cell->cps[0]) {
            cell->cps[0] = stand_in;
            cell->cps[1] = 0;
        }
    }
}

/* ---- dump -------------------------------------------------------------------------- */

static bool same_style(struct jd_style a, struct jd_style b)
{
    return a.role == b.role && a.mark == b.mark && a.flags == b.flags;
}

static bool is_plain(struct jd_style style)
{
    return same_style(style, (struct jd_style){ .role = JD_ROLE_TEXT });
}

static void dump_style(struct jd_style style, struct jd_buf *into)
{
    static const char *const flags[] = { "quiet", "current", "match" };
    const char *plus = "";
    jd_buf_add_char(into, '{');
    if (style.role != JD_ROLE_TEXT) {
        jd_buf_add_c(into, jd_role_name((enum jd_role)style.role));
        plus = "+";
    }
    if (style.mark != JD_MARK_NONE) {
        jd_buf_printf(into, "%s%s", plus, jd_mark_name((enum jd_mark)style.mark));
        plus = "+";
    }
    for (unsigned i = 0; i < sizeof flags / sizeof *flags; i++)
        if (style.flags & 1U << i) {
            jd_buf_printf(into, "%s%s", plus, flags[i]);
            plus = "+";
        }
    jd_buf_add_char(into, ':');
}

static void dump_cell(const struct jd_cell *cell, bool plain, struct jd_buf *into)
{
    if (!cell->cps[0])
        jd_buf_add_char(into, ' ');
    for (int i = 0; i <= JD_SANITISE_MARKS_MAX && cell->cps[i]; i++) {
        if (!plain && cell->cps[i] < 0x80 && strchr("{}^\\", (int)cell->cps[i]))
            jd_buf_add_char(into, '\\');
        jd_utf8_add(into, cell->cps[i]);
    }
}

/* How many cells of a row are worth showing. */
static int used_cols(const struct jd_canvas *canvas, const struct jd_cell *row,
                     int cursor, bool plain)
{
    int used = canvas->cols;
    while (used > 0 && used - 1 != cursor && !row[used - 1].cps[0] &&
           row[used - 1].width == 1 && (plain || is_plain(row[used - 1].style)))
        used--;
    return used;
}

static void dump_row(const struct jd_canvas *canvas, int r, bool plain,
                     struct jd_buf *into)
{
    const struct jd_cell *row = canvas->cells + (size_t)r * (size_t)canvas->cols;
    int cursor = !plain && r == canvas->cursor_row ? canvas->cursor_col : -1;
    int used = used_cols(canvas, row, cursor, plain);
    struct jd_style style = { .role = JD_ROLE_TEXT };
    for (int c = 0; c < used; c++) {
        if (row[c].width == 0 && c != cursor)
            continue;
        if (!plain && !same_style(style, row[c].style)) {
            if (!is_plain(style))
                jd_buf_add_char(into, '}');
            style = row[c].style;
            if (!is_plain(style))
                dump_style(style, into);
        }
        if (c == cursor)
            jd_buf_add_char(into, '^');
        if (row[c].width)
            dump_cell(&row[c], plain, into);
    }
    if (!is_plain(style))
        jd_buf_add_char(into, '}');
    jd_buf_add_c(into, plain ? "\n" : "|\n");
}

void jd_canvas_dump(const struct jd_canvas *canvas, bool plain, struct jd_buf *into)
{
    for (int r = 0; r < canvas->rows; r++)
        dump_row(canvas, r, plain, into);
}
