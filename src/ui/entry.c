/* SPDX-License-Identifier: MIT */
#include "jingdu/ui/entry.h"

#include <stdint.h>
#include <stdlib.h>

#include "jingdu/base/mem.h"
#include "jingdu/text/sanitise.h"
#include "jingdu/text/utf8.h"
#include "jingdu/text/width.h"
#include "jingdu/ui/panel.h"
#include "jingdu/ui/rows.h"

#include "jingdu/base/banned.h"

enum {
    LINKS_MAX = 48,
    ROWS_MAX = 8, /* rows of one headword that are shown */
    HISTORY_MAX = 32,
    HEADWORD_MAX = 256, /* code points of a headword that are searched for inner terms */
    LABEL_COLS = 12,
};

/* One line of an entry: a label in the first column, then text that wraps. */
struct line {
    const char *label;
    char *text; /* owned */
    int link;   /* index of its link; -1: none */
    enum jd_role role;
    enum jd_mark mark;
};

struct entry {
    struct jd_ui *ui;
    const char *title;
    jd_term_id id; /* JD_TERM_NONE: the byline */
    struct line *lines;
    size_t line_count, line_cap;
    jd_term_id links[LINKS_MAX];
    size_t link_count;
    size_t chosen; /* link; SIZE_MAX: none */
    int top, drawn_rows, body_rows;
    jd_term_id history[HISTORY_MAX];
    size_t history_count;
};

/* ---- building ---------------------------------------------------------------------- */

static void clear_lines(struct entry *entry)
{
    for (size_t i = 0; i < entry->line_count; i++)
        free(entry->lines[i].text);
    entry->line_count = 0;
    entry->link_count = 0;
    entry->chosen = SIZE_MAX;
    entry->top = 0;
}

static struct line *add_line(struct entry *entry, const char *label, struct jd_str text,
                             enum jd_role role)
{
    entry->lines =
        jd_grow(entry->lines, entry->line_count, &entry->line_cap, sizeof *entry->lines);
    struct line *line = &entry->lines[entry->line_count++];
    *line = (struct line){ .label = label,
                           .text = jd_copy_bytes(text.ptr, text.len),
                           .link = -1,
                           .role = role };
    return line;
}

static void add_field(struct entry *entry, const char *label, struct jd_str text)
{
    if (text.len)
        add_line(entry, label, text, JD_ROLE_TEXT);
}

static void add_link(struct entry *entry, const char *label, jd_term_id id)
{
    if (entry->link_count == LINKS_MAX)
        return;
    struct jd_term term = jd_glossary_term(entry->ui->glossary, id);
    struct jd_buf text = JD_BUF_INIT;
    jd_buf_add(&text, term.headword);
    jd_buf_add_c(&text, "  ");
    jd_buf_add(&text, term.short_gloss.len ? term.short_gloss : term.gloss);
    struct line *line = add_line(entry, label, jd_buf_str(&text), JD_ROLE_LINK);
    line->link = (int)entry->link_count;
    entry->links[entry->link_count++] = id;
    jd_buf_release(&text);
}

static void add_row(struct entry *entry, const struct jd_term *term, const char *label)
{
    static const char *const sources[] = {
        [JD_SOURCE_SHIPPED] = "shipped glossary",
        [JD_SOURCE_USER] = "your glossary",
        [JD_SOURCE_ARTICLE] = "this article's glossary",
    };
    struct jd_buf kind = JD_BUF_INIT;
    jd_panel_kind(term, &kind);
    jd_buf_printf(&kind, "   (%s)", sources[term->source]);
    add_field(entry, label, term->gloss);
    add_line(entry, "", jd_buf_str(&kind), JD_ROLE_META);
    if (term->short_gloss.len && !jd_str_eq(term->short_gloss, term->gloss))
        add_field(entry, "short", term->short_gloss);
    add_field(entry, "note", term->note);
    jd_buf_release(&kind);
}

static bool is_listed(const struct entry *entry, jd_term_id id)
{
    for (size_t i = 0; i < entry->link_count; i++)
        if (entry->links[i] == id)
            return true;
    return id == entry->id;
}

/* Links to all terms that stand inside the headword, in text order. */
static void add_parts(struct entry *entry, struct jd_str headword)
{
    uint32_t folded[HEADWORD_MAX];
    size_t count = 0;
    for (size_t at = 0; at < headword.len && count < HEADWORD_MAX;) {
        struct jd_cp next = jd_utf8_next(headword, at);
        uint32_t cp = jd_utf8_fold(next.cp);
        if (cp)
            folded[count++] = cp;
        at += next.len;
    }
    bool any = false;
    for (size_t i = 0; i < count; i++) {
        struct jd_match matches[JD_MATCHES_MAX];
        size_t found =
            jd_glossary_match(entry->ui->glossary, folded + i, count - i, matches);
        for (size_t m = found; m-- > 0;) {
            if (is_listed(entry, matches[m].id))
                continue;
            add_link(entry, any ? "" : "parts", matches[m].id);
            any = true;
        }
    }
}

/* A part that was reached from a longer term leads back to it. */
static void add_enclosing(struct entry *entry, struct jd_str headword)
{
    if (!entry->history_count)
        return;
    jd_term_id before = entry->history[entry->history_count - 1];
    struct jd_str longer = jd_glossary_term(entry->ui->glossary, before).headword;
    if (longer.len > headword.len && jd_str_find(longer, headword, 0) != SIZE_MAX)
        add_link(entry, "in", before);
}

static void build(struct entry *entry)
{
    clear_lines(entry);
    struct jd_term rows[ROWS_MAX];
    size_t count = jd_glossary_rows(entry->ui->glossary, entry->id, rows, ROWS_MAX);
    if (count > ROWS_MAX)
        count = ROWS_MAX;
    if (!count)
        return;
    const struct jd_term *term = &rows[0];
    struct jd_buf head = JD_BUF_INIT;
    jd_buf_add(&head, term->headword);
    if (term->pinyin.len && !jd_str_eq(term->pinyin, term->headword))
        jd_buf_printf(&head, "  %.*s", JD_STR_ARG(term->pinyin));
    struct line *line = add_line(entry, "", jd_buf_str(&head), JD_ROLE_PANEL_HEAD);
    line->mark = jd_rows_mark(term->category);
    if (!jd_str_eq(term->traditional, term->headword))
        add_field(entry, "traditional", term->traditional);
    add_field(entry, "also", term->aliases);
    add_line(entry, "", JD_STR_EMPTY, JD_ROLE_TEXT);
    add_row(entry, term, "");
    for (size_t i = 1; i < count; i++) {
        add_line(entry, "", JD_STR_EMPTY, JD_ROLE_TEXT);
        add_row(entry, &rows[i], "other years");
    }
    add_line(entry, "", JD_STR_EMPTY, JD_ROLE_TEXT);
    add_enclosing(entry, term->headword);
    add_parts(entry, term->headword);
    jd_buf_release(&head);
}

static void build_byline(struct entry *entry)
{
    const struct jd_head *head = jd_document_head(entry->ui->doc);
    struct jd_buf date = JD_BUF_INIT;
    clear_lines(entry);
    add_line(entry, "", head->headline, JD_ROLE_PANEL_HEAD);
    add_line(entry, "", JD_STR_EMPTY, JD_ROLE_TEXT);
    add_field(entry, "by", head->byline);
    add_field(entry, "in", head->media);
    if (head->year)
        jd_buf_printf(&date, "%04d-%02d-%02d", head->year, head->month, head->day);
    add_field(entry, "date", jd_buf_str(&date));
    add_field(entry, "source", head->source);
    jd_buf_release(&date);
}

/* ---- links ------------------------------------------------------------------------- */

static void choose_link(struct entry *entry, int direction)
{
    if (!entry->link_count) {
        jd_ui_message(entry->ui, "no links in this entry");
        return;
    }
    if (entry->chosen == SIZE_MAX)
        entry->chosen = direction > 0 ? 0 : entry->link_count - 1;
    else
        entry->chosen = (entry->chosen + (direction > 0 ? 1 : entry->link_count - 1)) %
                        entry->link_count;
}

static void follow(struct entry *entry)
{
    if (entry->chosen == SIZE_MAX) {
        if (entry->link_count)
            jd_ui_message(entry->ui, "Tab chooses a link, Enter follows it");
        return;
    }
    if (entry->history_count == HISTORY_MAX) {
        for (size_t i = 1; i < HISTORY_MAX; i++)
            entry->history[i - 1] = entry->history[i];
        entry->history_count--;
    }
    entry->history[entry->history_count++] = entry->id;
    jd_term_id target = entry->links[entry->chosen];
    entry->id = target;
    build(entry);
}

static void go_back(struct entry *entry)
{
    if (!entry->history_count) {
        jd_ui_pop(entry->ui);
        return;
    }
    entry->id = entry->history[--entry->history_count];
    build(entry);
}

/* ---- the pane ---------------------------------------------------------------------- */

static void scroll(struct entry *entry, int by)
{
    int most = entry->drawn_rows - entry->body_rows;
    entry->top += by;
    if (entry->top > most)
        entry->top = most;
    if (entry->top < 0)
        entry->top = 0;
}

static bool act(void *self, enum jd_action action, int count)
{
    struct entry *entry = self;
    int times = count ? count : 1;
    int page = entry->body_rows > 1 ? entry->body_rows - 1 : 1;
    switch (action) {
    case JD_ACTION_DOWN:
        scroll(entry, times);
        return true;
    case JD_ACTION_UP:
        scroll(entry, -times);
        return true;
    case JD_ACTION_PAGE_DOWN:
        scroll(entry, page);
        return true;
    case JD_ACTION_PAGE_UP:
        scroll(entry, -page);
        return true;
    case JD_ACTION_HALF_DOWN:
        scroll(entry, page / 2 + 1);
        return true;
    case JD_ACTION_HALF_UP:
        scroll(entry, -(page / 2 + 1));
        return true;
    case JD_ACTION_START:
        entry->top = 0;
        return true;
    case JD_ACTION_END:
        scroll(entry, entry->drawn_rows);
        return true;
    case JD_ACTION_NEXT_HELPED:
        choose_link(entry, 1);
        return true;
    case JD_ACTION_PREVIOUS_HELPED:
        choose_link(entry, -1);
        return true;
    case JD_ACTION_OPEN:
        follow(entry);
        return true;
    case JD_ACTION_JUMP_BACK:
        go_back(entry);
        return true;
    default:
        return false;
    }
}

/* How much of text goes on a row of cols cells: whole words where there are blanks. */
static size_t wrap(struct jd_str text, int cols)
{
    size_t fits = jd_width_fit(text, cols);
    if (fits >= text.len)
        return text.len;
    size_t cut = fits;
    while (cut > 0 && text.ptr[cut] != ' ' && cut > fits / 2)
        cut--;
    if (cut > fits / 2 && text.ptr[cut] == ' ')
        return cut;
    return fits ? fits : jd_utf8_cluster_end(text, 0);
}

/* Draw one line from row (may be above the window); returns the row behind it. */
static int draw_line(struct entry *entry, struct jd_canvas *canvas, struct jd_rect body,
                     const struct line *line, int row)
{
    int label = body.cols > 40 ? LABEL_COLS : 0;
    bool indented = label && (line->role == JD_ROLE_LINK || line->role == JD_ROLE_META ||
                              line->label[0] || line->role == JD_ROLE_META ||
                              line->role == JD_ROLE_TEXT);
    struct jd_rect room = { body.col + (indented ? label : 0), body.row,
                            body.cols - (indented ? label : 0), body.rows };
    bool chosen = line->link >= 0 && (size_t)line->link == entry->chosen;
    struct jd_style style = { .role = (uint8_t)line->role,
                              .mark = (uint8_t)line->mark,
                              .flags = chosen ? JD_STYLE_CURRENT : 0 };
    if (label && line->label[0])
        jd_canvas_put(canvas, body, body.col, row, jd_str_of(line->label),
                      (struct jd_style){ .role = JD_ROLE_META });
    struct jd_str rest = jd_str_of(line->text);
    if (chosen && row >= body.row && row < body.row + body.rows) {
        canvas->cursor_col = room.col < canvas->cols ? room.col : canvas->cols - 1;
        canvas->cursor_row = row;
    }
    do {
        size_t len = wrap(rest, room.cols > 0 ? room.cols : 1);
        jd_canvas_put(canvas, room, room.col, row++, jd_str_sub(rest, 0, len), style);
        rest = jd_str_sub(rest, len, rest.len);
        while (rest.len && rest.ptr[0] == ' ')
            rest = jd_str_sub(rest, 1, rest.len);
    } while (rest.len);
    return row;
}

static void draw(void *self, struct jd_canvas *canvas, struct jd_rect area)
{
    struct entry *entry = self;
    struct jd_rect title = { area.col, area.row, area.cols, 1 };
    jd_canvas_fill(canvas, title, (struct jd_style){ .role = JD_ROLE_TITLE_BAR });
    struct jd_buf text = JD_BUF_INIT;
    jd_buf_printf(&text, " %s", entry->title);
    jd_canvas_line(canvas, title, title.row, jd_buf_str(&text), JD_ROLE_TITLE_BAR);
    jd_buf_release(&text);
    bool roomy = area.cols > 40;
    struct jd_rect body = { area.col + (roomy ? 2 : 0), area.row + 1,
                            area.cols - (roomy ? 4 : 0), area.rows - 1 };
    entry->body_rows = body.rows;
    int row = body.row - entry->top;
    for (size_t i = 0; i < entry->line_count; i++)
        row = draw_line(entry, canvas, body, &entry->lines[i], row);
    entry->drawn_rows = row + entry->top - body.row;
}

static void status(void *self, struct jd_buf *into)
{
    struct entry *entry = self;
    if (entry->link_count)
        jd_buf_add_c(into, "Tab link   Enter follow   ");
    jd_buf_add_c(into, entry->history_count ? "Backspace back   q close" : "q close");
}

static void release(void *self)
{
    struct entry *entry = self;
    clear_lines(entry);
    free(entry->lines);
    free(entry);
}

static const struct jd_pane_ops entry_ops = {
    .view = JD_VIEW_ENTRY,
    .act = act,
    .draw = draw,
    .status = status,
    .free = release,
};

void jd_entry_open_word(struct jd_ui *ui, const struct jd_page *page)
{
    const struct jd_laid *laid;
    const struct jd_token *token = jd_page_token(page, &laid);
    bool byline = laid->block.kind == JD_BLOCK_META;
    if (!byline && (!token || token->kind != JD_TOKEN_TERM)) {
        struct jd_str text = jd_document_text(ui->doc);
        struct jd_buf word = JD_BUF_INIT;
        if (token)
            jd_sanitise_line(&word, jd_str_sub(text, token->start, token->end));
        jd_ui_message(ui, "%s is not in the glossary", word.data);
        jd_buf_release(&word);
        return;
    }
    struct entry *entry = jd_alloc_zero(1, sizeof *entry);
    entry->ui = ui;
    entry->title = byline ? "About this article" : "Entry";
    entry->id = JD_TERM_NONE;
    entry->chosen = SIZE_MAX;
    if (byline) {
        build_byline(entry);
    } else {
        entry->id = laid->annotation.hits[token->hit].id;
        build(entry);
    }
    jd_ui_push(ui, (struct jd_pane){ &entry_ops, entry });
}
