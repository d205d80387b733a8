/* SPDX-License-Identifier: MIT */
#include "jingdu/ui/rows.h"

#include "jingdu/text/utf8.h"

#include "jingdu/base/banned.h"

enum { GUTTER_COLS = 2, NARROW_COLS = 24, MATCHES_MAX = 512 };

struct jd_sheet jd_sheet_in(struct jd_rect area, int longest_measure)
{
    int gutter = area.cols >= NARROW_COLS ? GUTTER_COLS : 0;
    int room = area.cols - gutter - (area.cols >= NARROW_COLS ? JD_HANG_COLS : 0);
    int measure = room < longest_measure ? room : longest_measure;
    if (measure < 1)
        measure = 1;
    int left = area.col + (area.cols - measure) / 2;
    if (left < area.col + gutter)
        left = area.col + gutter;
    return (struct jd_sheet){
        .area = area,
        .left = left,
        .gutter = gutter ? left - GUTTER_COLS : -1,
        .measure = measure,
    };
}

enum jd_mark jd_rows_mark(enum jd_category category)
{
    return (enum jd_mark)(JD_MARK_PERSON + (category - JD_CAT_PERSON));
}

bool jd_rows_is_colour_only(enum jd_category category)
{
    return category >= JD_CAT_POSITION;
}

static enum jd_role role_of(const struct jd_block *block, const struct jd_glyph *glyph)
{
    switch (block->kind) {
    case JD_BLOCK_HEADLINE:
        return JD_ROLE_HEADLINE;
    case JD_BLOCK_META:
        return JD_ROLE_META;
    case JD_BLOCK_HEADING:
        return JD_ROLE_HEADING;
    case JD_BLOCK_QUOTE:
        return JD_ROLE_QUOTE;
    default:
        break;
    }
    if (glyph->emphasis & JD_EMPH_LINK)
        return JD_ROLE_LINK;
    return glyph->emphasis & JD_EMPH_BOLD ? JD_ROLE_BOLD : JD_ROLE_TEXT;
}

/* One row being drawn. */
struct brush {
    const struct jd_page *page;
    const struct jd_ui *ui;
    const struct jd_sheet *sheet;
    struct jd_canvas *canvas;
    struct jd_rect clip;
    const struct jd_laid *laid;
    size_t word_start, word_end;    /* the current word, or what is selected */
    int at;                         /* canvas row */
    const struct jd_found *matches; /* those in view that end behind what was drawn */
    size_t match_count;
};

/* The marked outer hit that contains byte; *next moves forward with the bytes. */
static const struct jd_hit *hit_at(const struct brush *brush, size_t *next, size_t byte)
{
    const struct jd_annotation *notes = &brush->laid->annotation;
    if (brush->laid->block.kind == JD_BLOCK_META)
        return NULL;
    while (*next < notes->hit_count &&
           (!notes->hits[*next].outer || notes->hits[*next].end <= byte))
        (*next)++;
    if (*next == notes->hit_count || notes->hits[*next].start > byte)
        return NULL;
    const struct jd_hit *hit = &notes->hits[*next];
    return jd_ui_is_marked(brush->ui->highlights, hit) ? hit : NULL;
}

static struct jd_style style_of(const struct brush *brush, const struct jd_glyph *glyph,
                                const struct jd_hit *hit, size_t byte)
{
    struct jd_style style = { .role = (uint8_t)role_of(&brush->laid->block, glyph) };
    if (hit) {
        enum jd_category category =
            jd_glossary_term(brush->ui->glossary, hit->id).category;
        bool quiet =
            brush->ui->highlights == JD_HIGHLIGHTS_CALM && hit->calm == JD_CALM_QUIET;
        style.mark = (uint8_t)jd_rows_mark(category);
        style.flags = quiet ? JD_STYLE_QUIET : 0;
    }
    if (byte >= brush->word_start && byte < brush->word_end)
        style.flags |= JD_STYLE_CURRENT;
    if (brush->match_count && byte >= brush->matches->start)
        style.flags |= JD_STYLE_MATCH;
    return style;
}

/* Forget the matches that end at or before byte. */
static void pass_matches(struct brush *brush, size_t byte)
{
    while (brush->match_count && brush->matches->end <= byte) {
        brush->matches++;
        brush->match_count--;
    }
}

static void put_cursor(const struct brush *brush, int col)
{
    if (col >= brush->clip.col && col < brush->clip.col + brush->clip.cols) {
        brush->canvas->cursor_col = col;
        brush->canvas->cursor_row = brush->at;
    }
}

static void draw_gutter(const struct brush *brush, const struct jd_row *row,
                        bool colour_only)
{
    const struct jd_sheet *sheet = brush->sheet;
    struct jd_style style = { .role = JD_ROLE_GUTTER };
    if (brush->laid->block.kind == JD_BLOCK_QUOTE)
        for (int level = 0; level < row->left / 2; level++)
            jd_canvas_put(brush->canvas, brush->clip, sheet->left + 2 * level, brush->at,
                          jd_str_of(">"), style);
    if (sheet->gutter < 0)
        return;
    const struct jd_marker *marker =
        jd_memory_between(brush->ui->memory, row->start, row->end);
    if (marker) {
        char sign = marker->record.letter ? marker->record.letter : '*';
        jd_canvas_put(brush->canvas, brush->clip, sheet->gutter, brush->at,
                      jd_str_make(&sign, 1), (struct jd_style){ .role = JD_ROLE_LABEL });
    } else if (colour_only && brush->ui->mono)
        jd_canvas_put(brush->canvas, brush->clip, sheet->gutter, brush->at,
                      jd_str_of("|"), style);
}

static void draw_text_row(struct brush *brush, const struct jd_row *row)
{
    struct jd_str text = jd_document_text(brush->page->doc);
    size_t next_hit = 0;
    bool colour_only = false;
    struct jd_style before = { .role = JD_ROLE_TEXT };
    for (uint32_t g = 0; g < row->count; g++) {
        const struct jd_glyph *glyph = &brush->laid->flow.glyphs[row->first + g];
        size_t byte = brush->laid->block.start + glyph->offset;
        int col = brush->sheet->left + glyph->col;
        const struct jd_hit *hit = hit_at(brush, &next_hit, byte);
        pass_matches(brush, byte);
        struct jd_style style = style_of(brush, glyph, hit, byte);
        if (hit && jd_rows_is_colour_only(style.mark - JD_MARK_PERSON + JD_CAT_PERSON))
            colour_only = true;
        if (glyph->flags & JD_GLYPH_DOT && g > 0)
            jd_canvas_put(brush->canvas, brush->clip, col - 2, brush->at,
                          jd_str_of("\u00B7"), (struct jd_style){ .role = style.role });
        else if (g > 0 && glyph->before && style.mark != JD_MARK_NONE &&
                 style.mark == before.mark && style.flags == before.flags)
            /* A presentation blank inside one term looks like the term. */
            jd_canvas_fill(
                brush->canvas,
                (struct jd_rect){ col - glyph->before, brush->at, glyph->before, 1 },
                style);
        struct jd_str cluster = jd_str_sub(text, byte, byte + glyph->len);
        if (glyph->flags & JD_GLYPH_BLANK)
            cluster = jd_str_of("  ");
        if (glyph->flags & JD_GLYPH_BLANK)
            jd_canvas_put(brush->canvas, brush->clip, col, brush->at,
                          jd_str_sub(cluster, 0, glyph->width), style);
        else
            jd_canvas_put_cluster(brush->canvas, brush->clip, col, brush->at, cluster,
                                  glyph->width, style);
        if (byte <= brush->page->cursor && brush->page->cursor < byte + glyph->len)
            put_cursor(brush, col);
        before = style;
    }
    draw_gutter(brush, row, colour_only);
}

static void draw_rule(const struct brush *brush)
{
    int from = brush->sheet->left + brush->sheet->measure / 4;
    for (int i = 0; i < brush->sheet->measure / 2; i++)
        jd_canvas_put(brush->canvas, brush->clip, from + i, brush->at, jd_str_of("-"),
                      (struct jd_style){ .role = JD_ROLE_FRAME });
}

static size_t draw_labels(const struct brush *brush, const struct jd_row *row,
                          const char *labels, size_t used, size_t count, size_t *targets)
{
    const struct jd_annotation *notes = &brush->laid->annotation;
    for (size_t h = 0; h < notes->hit_count && used < count; h++) {
        const struct jd_hit *hit = &notes->hits[h];
        if (hit->start < row->start || hit->start >= row->end ||
            !jd_ui_is_helped(brush->ui->highlights, hit))
            continue;
        size_t glyph = jd_flow_glyph_of(&brush->laid->flow, row, brush->laid->block.start,
                                        hit->start);
        int col = brush->sheet->left + brush->laid->flow.glyphs[glyph].col;
        jd_canvas_put(brush->canvas, brush->clip, col, brush->at,
                      jd_str_make(labels + used, 1),
                      (struct jd_style){ .role = JD_ROLE_LABEL });
        targets[used++] = hit->start;
    }
    return used;
}

size_t jd_rows_draw(const struct jd_page *page, const struct jd_ui *ui,
                    const struct jd_sheet *sheet, struct jd_canvas *canvas,
                    const struct jd_overlay *overlay)
{
    struct brush brush = {
        .page = page, .ui = ui, .sheet = sheet, .canvas = canvas, .clip = sheet->area
    };
    struct jd_found matches[MATCHES_MAX];
    const struct jd_token *token = jd_page_token(page, NULL);
    if (overlay->select_start < overlay->select_end) {
        brush.word_start = overlay->select_start;
        brush.word_end = overlay->select_end;
    } else if (token) {
        brush.word_start = token->start;
        brush.word_end = token->end;
    }
    if (overlay->search) {
        brush.matches = matches;
        brush.match_count =
            jd_search_in_view(overlay->search, jd_page_first_byte(page),
                              jd_page_last_byte(page), matches, MATCHES_MAX);
    }
    size_t used = 0;
    struct jd_line line = page->top;
    for (int r = 0; r < sheet->area.rows && r < page->rows; r++) {
        const struct jd_row *row = jd_index_row(page->index, line, &brush.laid);
        brush.at = sheet->area.row + r;
        if (row->kind == JD_ROW_TEXT)
            draw_text_row(&brush, row);
        else if (row->kind == JD_ROW_RULE)
            draw_rule(&brush);
        if (overlay->labels && row->count)
            used = draw_labels(&brush, row, overlay->labels, used, overlay->label_count,
                               overlay->targets);
        if (!jd_index_next(page->index, &line))
            break;
    }
    return used;
}
