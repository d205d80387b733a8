/* SPDX-License-Identifier: MIT */
#include "jingdu/ui/list.h"

#include <stdint.h>
#include <stdlib.h>

#include "jingdu/text/utf8.h"
#include "jingdu/text/width.h"

#include "jingdu/base/banned.h"

struct jd_list {
    struct jd_ui *ui;
    const struct jd_list_ops *ops;
    void *owner;
    struct jd_arena arena;
    struct jd_list_row *rows;
    size_t count, cap;
    size_t *shown; /* indices of the rows that pass the filter */
    size_t shown_count, shown_cap;
    size_t chosen; /* index into shown */
    size_t top;    /* index into shown */
    int detail_col;
    int body_rows; /* rows of the window for rows of the list, as last drawn */
    struct jd_buf filter;
    struct jd_buf title; /* empty: that of ops */
};

/* ---- filter ------------------------------------------------------------------------ */

/* Do the folded code points of needle occur in text? */
static bool contains(struct jd_str text, struct jd_str needle)
{
    for (size_t from = 0; from <= text.len;) {
        size_t t = from, n = 0;
        while (n < needle.len && t < text.len) {
            struct jd_cp a = jd_utf8_next(text, t), b = jd_utf8_next(needle, n);
            if (jd_utf8_fold(a.cp) != jd_utf8_fold(b.cp))
                break;
            t += a.len;
            n += b.len;
        }
        if (n >= needle.len)
            return true;
        if (from >= text.len)
            return false;
        from += jd_utf8_next(text, from).len;
    }
    return false;
}

static bool passes(const struct jd_list *list, const struct jd_list_row *row)
{
    struct jd_str filter = jd_buf_str(&list->filter);
    if (!filter.len)
        return true;
    return !row->heading &&
           (contains(row->text, filter) || contains(row->detail, filter));
}

static void show(struct jd_list *list, size_t index)
{
    list->shown =
        jd_grow(list->shown, list->shown_count, &list->shown_cap, sizeof *list->shown);
    list->shown[list->shown_count++] = index;
}

static bool can_choose(const struct jd_list *list, size_t at)
{
    return at < list->shown_count && !list->rows[list->shown[at]].heading;
}

/* The nearest row that can be chosen, in a direction first. */
static void settle(struct jd_list *list, int direction)
{
    if (!list->shown_count) {
        list->chosen = list->top = 0;
        return;
    }
    if (list->chosen >= list->shown_count)
        list->chosen = list->shown_count - 1;
    size_t at = list->chosen;
    while (!can_choose(list, at) && (direction > 0 ? at + 1 < list->shown_count : at > 0))
        at = direction > 0 ? at + 1 : at - 1;
    if (!can_choose(list, at))
        for (at = list->chosen; !can_choose(list, at) &&
                                (direction > 0 ? at > 0 : at + 1 < list->shown_count);)
            at = direction > 0 ? at - 1 : at + 1;
    list->chosen = at;
}

static void refilter(struct jd_list *list)
{
    size_t kept = list->shown_count ? list->shown[list->chosen] : 0;
    list->shown_count = 0;
    size_t chosen = 0;
    for (size_t i = 0; i < list->count; i++)
        if (passes(list, &list->rows[i])) {
            if (i <= kept)
                chosen = list->shown_count;
            show(list, i);
        }
    list->chosen = chosen;
    list->top = 0;
    settle(list, 1);
}

static void filter_changed(void *self, struct jd_str text)
{
    struct jd_list *list = self;
    jd_buf_clear(&list->filter);
    jd_buf_add(&list->filter, text);
    refilter(list);
}

static void filter_done(void *self, struct jd_str text, bool accepted)
{
    (void)text;
    if (!accepted)
        filter_changed(self, JD_STR_EMPTY);
}

/* ---- rows -------------------------------------------------------------------------- */

void jd_list_add(struct jd_list *list, struct jd_list_row row)
{
    list->rows = jd_grow(list->rows, list->count, &list->cap, sizeof *list->rows);
    row.text.ptr = jd_arena_copy(&list->arena, row.text.ptr, row.text.len);
    row.detail.ptr = jd_arena_copy(&list->arena, row.detail.ptr, row.detail.len);
    list->rows[list->count] = row;
    if (passes(list, &row))
        show(list, list->count);
    list->count++;
    if (!can_choose(list, list->chosen))
        settle(list, 1);
}

void jd_list_set_title(struct jd_list *list, const char *title)
{
    jd_buf_clear(&list->title);
    jd_buf_add_c(&list->title, title);
}

void jd_list_clear(struct jd_list *list)
{
    list->count = list->shown_count = list->chosen = list->top = 0;
    jd_arena_release(&list->arena);
}

void jd_list_align(struct jd_list *list, int cols)
{
    if (cols > list->detail_col)
        list->detail_col = cols;
}

void jd_list_choose(struct jd_list *list, size_t tag)
{
    for (size_t i = 0; i < list->shown_count; i++)
        if (can_choose(list, i) && list->rows[list->shown[i]].tag <= tag)
            list->chosen = i;
}

size_t jd_list_count(const struct jd_list *list)
{
    return list->count;
}

/* ---- the pane ---------------------------------------------------------------------- */

static void move(struct jd_list *list, long by)
{
    long last = (long)list->shown_count - 1;
    long to = (long)list->chosen + by;
    list->chosen = to < 0 || last < 0 ? 0 : (size_t)(to > last ? last : to);
    settle(list, by < 0 ? -1 : 1);
}

static const struct jd_list_row *chosen_row(const struct jd_list *list)
{
    return can_choose(list, list->chosen) ? &list->rows[list->shown[list->chosen]] : NULL;
}

static void open_chosen(struct jd_list *list)
{
    const struct jd_list_row *row = chosen_row(list);
    if (list->ops->open && row)
        list->ops->open(list->owner, row);
}

static bool act(void *self, enum jd_action action, int count)
{
    struct jd_list *list = self;
    long times = count ? count : 1;
    long page = list->body_rows > 1 ? list->body_rows - 1 : 1;
    switch (action) {
    case JD_ACTION_DOWN:
        move(list, times);
        return true;
    case JD_ACTION_UP:
        move(list, -times);
        return true;
    case JD_ACTION_PAGE_DOWN:
        move(list, page * times);
        return true;
    case JD_ACTION_PAGE_UP:
        move(list, -page * times);
        return true;
    case JD_ACTION_LIST_HALF_DOWN:
        move(list, page / 2 + 1);
        return true;
    case JD_ACTION_HALF_UP:
        move(list, -(page / 2 + 1));
        return true;
    case JD_ACTION_START:
        move(list, -(long)list->shown_count);
        return true;
    case JD_ACTION_END:
        move(list, (long)list->shown_count);
        return true;
    case JD_ACTION_OPEN:
        open_chosen(list);
        return true;
    case JD_ACTION_FILTER: {
        struct jd_question question = {
            .label = "/", .changed = filter_changed, .done = filter_done, .self = list
        };
        jd_ui_ask(list->ui, &question, jd_buf_str(&list->filter));
        return true;
    }
    default:
        return list->ops->act && list->ops->act(list->owner, action, chosen_row(list));
    }
}

static void click(void *self, int col, int row)
{
    (void)col;
    struct jd_list *list = self;
    size_t at = list->top + (size_t)(row > 0 ? row - 1 : 0);
    if (row < 1 || !can_choose(list, at))
        return;
    if (at == list->chosen)
        open_chosen(list);
    else
        list->chosen = at;
}

static void draw_title(struct jd_list *list, struct jd_canvas *canvas,
                       struct jd_rect area)
{
    struct jd_rect line = { area.col, area.row, area.cols, 1 };
    jd_canvas_fill(canvas, line, (struct jd_style){ .role = JD_ROLE_TITLE_BAR });
    struct jd_buf title = JD_BUF_INIT;
    jd_buf_printf(&title, " %s", list->title.len ? list->title.data : list->ops->title);
    if (list->filter.len)
        jd_buf_printf(&title, " with \"%s\"", list->filter.data);
    jd_canvas_line(canvas, line, area.row, jd_buf_str(&title), JD_ROLE_TITLE_BAR);
    jd_buf_release(&title);
}

static void draw_row(const struct jd_list *list, struct jd_canvas *canvas,
                     struct jd_rect clip, size_t at)
{
    const struct jd_list_row *row = &list->rows[list->shown[at]];
    bool chosen = at == list->chosen && !row->heading;
    struct jd_style text = { .role = row->heading ? JD_ROLE_HEADING : JD_ROLE_LIST,
                             .mark = row->mark,
                             .flags = chosen ? JD_STYLE_CURRENT : 0 };
    struct jd_style detail = { .role = JD_ROLE_LIST_DIM, .flags = text.flags };
    if (chosen)
        jd_canvas_fill(canvas, clip, detail);
    int col = clip.col + (row->heading ? 1 : 3);
    struct jd_buf cut = JD_BUF_INIT;
    jd_width_cut(&cut, row->text, clip.col + clip.cols - col, 0);
    int end = jd_canvas_put(canvas, clip, col, clip.row, jd_buf_str(&cut), text);
    if (row->match_start < row->match_end && row->match_end <= cut.len) {
        struct jd_style match = text;
        match.flags |= JD_STYLE_MATCH;
        jd_canvas_put(
            canvas, clip, col + jd_width_cols(jd_str_sub(row->text, 0, row->match_start)),
            clip.row, jd_str_sub(row->text, row->match_start, row->match_end), match);
    }
    int from = clip.col + 3 + list->detail_col + 2;
    if (from < end + 2 || from + 8 > clip.cols)
        from = end + 2;
    jd_buf_clear(&cut);
    if (row->detail.len && clip.col + clip.cols - from > 0) {
        jd_width_cut(&cut, row->detail, clip.col + clip.cols - from, 0);
        jd_canvas_put(canvas, clip, from, clip.row, jd_buf_str(&cut), detail);
    }
    jd_buf_release(&cut);
    if (chosen) {
        canvas->cursor_col = col < canvas->cols ? col : 0;
        canvas->cursor_row = clip.row;
    }
}

static void draw(void *self, struct jd_canvas *canvas, struct jd_rect area)
{
    struct jd_list *list = self;
    draw_title(list, canvas, area);
    list->body_rows = area.rows - 1;
    if (list->body_rows < 1)
        return;
    size_t rows = (size_t)list->body_rows;
    if (list->chosen < list->top)
        list->top = list->chosen;
    if (list->chosen >= list->top + rows)
        list->top = list->chosen - rows + 1;
    /* Show the heading above the first row that can be chosen. */
    if (list->top == list->chosen && list->top == 1 && !can_choose(list, 0))
        list->top = 0;
    for (size_t r = 0; r < rows && list->top + r < list->shown_count; r++)
        draw_row(list, canvas,
                 (struct jd_rect){ area.col, area.row + 1 + (int)r, area.cols, 1 },
                 list->top + r);
    if (!list->shown_count) {
        struct jd_rect line = { area.col + 3, area.row + 1, area.cols - 3, 1 };
        jd_canvas_line(
            canvas, line, line.row,
            jd_str_of(list->filter.len ? "no row with this text" : list->ops->nothing),
            JD_ROLE_LIST_DIM);
    }
}

static void status(void *self, struct jd_buf *into)
{
    struct jd_list *list = self;
    if (list->ops->hints)
        list->ops->hints(list->owner, into);
    if (list->ops->open)
        jd_buf_add_c(into, "Enter go there   ");
    jd_buf_add_c(into, "/ filter   q back");
}

static bool idle(void *self)
{
    struct jd_list *list = self;
    return list->ops->extend && list->ops->extend(list->owner, list);
}

static void release(void *self)
{
    struct jd_list *list = self;
    if (list->ops->free)
        list->ops->free(list->owner);
    jd_arena_release(&list->arena);
    jd_buf_release(&list->filter);
    jd_buf_release(&list->title);
    free(list->rows);
    free(list->shown);
    free(list);
}

static const struct jd_pane_ops list_ops = {
    .view = JD_VIEW_LIST,
    .act = act,
    .click = click,
    .draw = draw,
    .status = status,
    .idle = idle,
    .free = release,
};

struct jd_list *jd_list_new(struct jd_ui *ui, const struct jd_list_ops *ops, void *owner)
{
    struct jd_list *list = jd_alloc_zero(1, sizeof *list);
    list->ui = ui;
    list->ops = ops;
    list->owner = owner;
    list->filter = (struct jd_buf)JD_BUF_INIT;
    list->title = (struct jd_buf)JD_BUF_INIT;
    return list;
}

struct jd_pane jd_list_pane(struct jd_list *list)
{
    return (struct jd_pane){ &list_ops, list };
}
