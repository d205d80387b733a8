/* SPDX-License-Identifier: MIT */
#include "jingdu/ui/panel.h"

#include "jingdu/text/han.h"
#include "jingdu/text/sanitise.h"
#include "jingdu/text/utf8.h"
#include "jingdu/text/width.h"
#include "jingdu/ui/rows.h"

#include "jingdu/base/banned.h"

void jd_panel_kind(const struct jd_term *term, struct jd_buf *into)
{
    jd_buf_add_c(into, jd_category_name(term->category));
    if (term->from && term->to == term->from)
        jd_buf_printf(into, ", %d", term->from);
    else if (term->from && term->to)
        jd_buf_printf(into, ", %d-%d", term->from, term->to);
    else if (term->from)
        jd_buf_printf(into, ", from %d", term->from);
    else if (term->to)
        jd_buf_printf(into, ", until %d", term->to);
}

static void put(struct jd_canvas *canvas, struct jd_rect area, int *col, int row,
                struct jd_str text, struct jd_style style)
{
    int room = area.col + area.cols - *col;
    if (room <= 0 || !text.len)
        return;
    struct jd_buf cut = JD_BUF_INIT;
    jd_width_cut(&cut, text, room, 0);
    *col = jd_canvas_put(canvas, area, *col, row, jd_buf_str(&cut), style);
    jd_buf_release(&cut);
}

static void put_role(struct jd_canvas *canvas, struct jd_rect area, int *col, int row,
                     struct jd_str text, enum jd_role role)
{
    put(canvas, area, col, row, text, (struct jd_style){ .role = (uint8_t)role });
}

/* "parts 中共中央 · 政治局": the terms inside the hit. */
static void add_parts(const struct jd_ui *ui, const struct jd_annotation *notes,
                      const struct jd_hit *outer, struct jd_buf *into)
{
    bool any = false;
    for (const struct jd_hit *hit = outer + 1;
         hit < notes->hits + notes->hit_count && hit->start < outer->end; hit++) {
        if (hit->outer || !hit->trusted || hit->end > outer->end)
            continue;
        struct jd_term part = jd_glossary_term(ui->glossary, hit->id);
        jd_buf_add_c(into, any ? " \u00B7 " : "parts ");
        jd_buf_add(into, part.headword);
        any = true;
    }
}

static void add_details(const struct jd_ui *ui, const struct jd_annotation *notes,
                        const struct jd_hit *hit, const struct jd_term *term,
                        struct jd_buf *into)
{
    add_parts(ui, notes, hit, into);
    if (term->aliases.len) {
        jd_buf_add_c(into, into->len ? "   also " : "also ");
        jd_buf_add(into, term->aliases);
    }
    if (term->note.len) {
        jd_buf_add_c(into, into->len ? "   " : "");
        jd_buf_add(into, term->note);
    }
}

static void draw_term(const struct jd_ui *ui, const struct jd_annotation *notes,
                      const struct jd_hit *hit, struct jd_canvas *canvas,
                      struct jd_rect area)
{
    struct jd_term term = jd_glossary_term(ui->glossary, hit->id);
    struct jd_buf line = JD_BUF_INIT;
    int col = area.col;
    struct jd_style head = { .role = JD_ROLE_PANEL_HEAD,
                             .mark = (uint8_t)jd_rows_mark(term.category) };
    put(canvas, area, &col, area.row, term.headword, head);
    if (term.traditional.len && !jd_str_eq(term.traditional, term.headword)) {
        jd_buf_printf(&line, " (%.*s)", JD_STR_ARG(term.traditional));
        put_role(canvas, area, &col, area.row, jd_buf_str(&line), JD_ROLE_PANEL);
    }
    jd_buf_clear(&line);
    if (term.pinyin.len && !jd_str_eq(term.pinyin, term.headword))
        jd_buf_printf(&line, "  %.*s", JD_STR_ARG(term.pinyin));
    put_role(canvas, area, &col, area.row, jd_buf_str(&line), JD_ROLE_PANEL);
    jd_buf_clear(&line);
    jd_buf_add_c(&line, area.rows > 1 ? "   " : "  ");
    if (area.rows > 1)
        jd_panel_kind(&term, &line);
    else
        jd_buf_add(&line, term.short_gloss.len ? term.short_gloss : term.gloss);
    put_role(canvas, area, &col, area.row, jd_buf_str(&line),
             area.rows > 1 ? JD_ROLE_PANEL_DIM : JD_ROLE_PANEL);
    if (area.rows > 1)
        jd_canvas_line(canvas, area, area.row + 1, term.gloss, JD_ROLE_PANEL);
    if (area.rows > 2) {
        jd_buf_clear(&line);
        add_details(ui, notes, hit, &term, &line);
        jd_canvas_line(canvas, area, area.row + 2, jd_buf_str(&line), JD_ROLE_PANEL_DIM);
    }
    jd_buf_release(&line);
}

/* A word without an entry: itself, and that we know no more. */
static void draw_plain(struct jd_str word, enum jd_token_kind kind,
                       struct jd_canvas *canvas, struct jd_rect area)
{
    static const char *const says[] = {
        [JD_TOKEN_TERM] = "",
        [JD_TOKEN_HAN] = "not in the glossary",
        [JD_TOKEN_LATIN] = "Latin letters",
        [JD_TOKEN_NUMBER] = "number",
        [JD_TOKEN_PUNCT] = "punctuation",
        [JD_TOKEN_SPACE] = "blank",
    };
    struct jd_buf line = JD_BUF_INIT;
    int col = area.col;
    jd_sanitise_line(&line, word);
    put_role(canvas, area, &col, area.row, jd_buf_str(&line), JD_ROLE_PANEL_HEAD);
    jd_buf_clear(&line);
    jd_buf_printf(&line, "   %s", says[kind]);
    put_role(canvas, area, &col, area.row, jd_buf_str(&line), JD_ROLE_PANEL_DIM);
    jd_buf_release(&line);
}

static void draw_meta(const struct jd_laid *laid, const struct jd_ui *ui,
                      struct jd_canvas *canvas, struct jd_rect area)
{
    (void)laid;
    const struct jd_head *head = jd_document_head(ui->doc);
    jd_canvas_line(canvas, area, area.row, jd_str_of("byline, date and source"),
                   JD_ROLE_PANEL_DIM);
    if (area.rows > 1)
        jd_canvas_line(canvas, area, area.row + 1, head->byline, JD_ROLE_PANEL);
    if (area.rows > 2)
        jd_canvas_line(canvas, area, area.row + 2, head->source, JD_ROLE_PANEL);
}

void jd_panel_draw(const struct jd_page *page, const struct jd_ui *ui,
                   struct jd_canvas *canvas, struct jd_rect area)
{
    const struct jd_laid *laid;
    const struct jd_token *token = jd_page_token(page, &laid);
    if (!token || area.rows < 1)
        return;
    if (laid->block.kind == JD_BLOCK_META) {
        draw_meta(laid, ui, canvas, area);
        return;
    }
    if (token->kind == JD_TOKEN_TERM) {
        draw_term(ui, &laid->annotation, &laid->annotation.hits[token->hit], canvas,
                  area);
        return;
    }
    struct jd_str text = jd_document_text(ui->doc);
    draw_plain(jd_str_sub(text, token->start, token->end), token->kind, canvas, area);
}

void jd_panel_line(const struct jd_page *page, const struct jd_ui *ui,
                   struct jd_buf *into)
{
    const struct jd_laid *laid;
    const struct jd_token *token = jd_page_token(page, &laid);
    if (!token || token->kind != JD_TOKEN_TERM)
        return;
    struct jd_term term =
        jd_glossary_term(ui->glossary, laid->annotation.hits[token->hit].id);
    jd_buf_add(into, term.headword);
    if (term.pinyin.len && !jd_str_eq(term.pinyin, term.headword))
        jd_buf_printf(into, "  %.*s", JD_STR_ARG(term.pinyin));
    jd_buf_add_c(into, "  ");
    jd_buf_add(into, term.short_gloss.len ? term.short_gloss : term.gloss);
}
