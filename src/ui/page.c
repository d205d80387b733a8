/* SPDX-License-Identifier: MIT */
#include "jingdu/ui/page.h"

#include <stdint.h>

#include "jingdu/text/utf8.h"

#include "jingdu/base/banned.h"

enum { LOOK_LIMIT = 1 << 20 }; /* bytes of text a step may search through */

void jd_page_init(struct jd_page *page, const struct jd_document *doc,
                  struct jd_annotator *annotator, const enum jd_highlights *mode,
                  const struct jd_flow_options *options, int rows)
{
    *page = (struct jd_page){
        .doc = doc,
        .index = jd_index_new(doc, annotator, options),
        .mode = mode,
        .rows = rows > 0 ? rows : 1,
    };
    page->top = jd_index_find(page->index, 0);
    page->top.row = 0;
    jd_page_start(page);
}

void jd_page_release(struct jd_page *page)
{
    jd_index_free(page->index);
    page->index = NULL;
}

static size_t text_len(const struct jd_page *page)
{
    return jd_document_text(page->doc).len;
}

static bool same_line(struct jd_line a, struct jd_line b)
{
    return a.block == b.block && a.row == b.row;
}

static bool line_before(struct jd_line a, struct jd_line b)
{
    return a.block < b.block || (a.block == b.block && a.row < b.row);
}

/* ---- words ------------------------------------------------------------------------- */

static bool is_word(const struct jd_token *token)
{
    return token->kind != JD_TOKEN_PUNCT && token->kind != JD_TOKEN_SPACE;
}

const struct jd_token *jd_page_token(const struct jd_page *page,
                                     const struct jd_laid **laid)
{
    const struct jd_laid *found = jd_index_block(page->index, page->cursor);
    if (laid)
        *laid = found;
    return jd_annotation_token_at(&found->annotation, page->cursor);
}

static bool is_helped(const struct jd_page *page, const struct jd_laid *laid,
                      const struct jd_token *token)
{
    return token->kind == JD_TOKEN_TERM &&
           jd_ui_is_helped(*page->mode, &laid->annotation.hits[token->hit]);
}

/* The part of a token that stands on a row: its start, or the row's first glyph. */
static size_t part_on_row(const struct jd_laid *laid, const struct jd_row *row,
                          const struct jd_token *token)
{
    size_t first = laid->block.start + laid->flow.glyphs[row->first].offset;
    return token->start > first ? token->start : first;
}

/* Put the cursor on the word of line that stands at, or nearest to, column col. */
static void point_at(struct jd_page *page, struct jd_line line, int col)
{
    const struct jd_laid *laid;
    const struct jd_row *row = jd_index_row(page->index, line, &laid);
    if (!row->count)
        return;
    uint32_t g = 0;
    while (g + 1 < row->count && laid->flow.glyphs[row->first + g + 1].col <= col)
        g++;
    const struct jd_annotation *notes = &laid->annotation;
    const struct jd_glyph *glyph = &laid->flow.glyphs[row->first + g];
    const struct jd_token *at =
        jd_annotation_token_at(notes, laid->block.start + glyph->offset);
    if (!at) {
        page->cursor = laid->block.start + glyph->offset;
        return;
    }
    const struct jd_token *last = notes->tokens + notes->token_count - 1;
    const struct jd_token *back = at, *on = at;
    size_t first = laid->block.start + laid->flow.glyphs[row->first].offset;
    while (!is_word(back) && back > notes->tokens && back->start > first)
        back--;
    while (!is_word(on) && on < last && on[1].start < row->end)
        on++;
    if (!is_word(at))
        at = is_word(back) ? back : is_word(on) ? on : at;
    page->cursor = part_on_row(laid, row, at);
}

/* Column of the cursor in its row, cells. */
static int cursor_col(const struct jd_page *page)
{
    const struct jd_laid *laid;
    struct jd_line line = jd_index_find(page->index, page->cursor);
    const struct jd_row *row = jd_index_row(page->index, line, &laid);
    size_t glyph = jd_flow_glyph_of(&laid->flow, row, laid->block.start, page->cursor);
    return glyph == SIZE_MAX ? 0 : laid->flow.glyphs[glyph].col;
}

/* ---- the view ---------------------------------------------------------------------- */

static void set_top(struct jd_page *page, struct jd_line line)
{
    page->top = line;
    page->anchor = jd_index_row(page->index, line, NULL)->start;
}

/* Never show rows below the end while there is text above the top. */
static void fill_view(struct jd_page *page)
{
    struct jd_line bottom = page->top;
    size_t below = jd_index_move(page->index, &bottom, page->rows - 1);
    if (below < (size_t)page->rows - 1) {
        struct jd_line top = page->top;
        jd_index_move(page->index, &top, -(long)((size_t)page->rows - 1 - below));
        set_top(page, top);
    }
}

static int row_in_view(const struct jd_page *page, struct jd_line line)
{
    struct jd_line at = page->top;
    if (line_before(line, at))
        return -1;
    for (int row = 0; row < page->rows; row++) {
        if (same_line(at, line))
            return row;
        if (!jd_index_next(page->index, &at))
            break;
    }
    return -1;
}

int jd_page_cursor_row(const struct jd_page *page)
{
    return row_in_view(page, jd_index_find(page->index, page->cursor));
}

/* Scroll as little as possible until line is in view. */
static void bring_into_view(struct jd_page *page, struct jd_line line)
{
    if (row_in_view(page, line) >= 0)
        return;
    struct jd_line top = line;
    if (line_before(page->top, line))
        jd_index_move(page->index, &top, -(long)(page->rows - 1));
    set_top(page, top);
}

static bool is_text(const struct jd_page *page, struct jd_line line)
{
    return jd_index_row(page->index, line, NULL)->kind == JD_ROW_TEXT;
}

/* The first row in view, from the top or from the bottom, that has text. */
static bool text_row_in_view(const struct jd_page *page, bool from_bottom,
                             struct jd_line *found)
{
    struct jd_line at = page->top;
    bool any = false;
    for (int row = 0; row < page->rows; row++) {
        if (is_text(page, at)) {
            *found = at;
            any = true;
            if (!from_bottom)
                break;
        }
        if (!jd_index_next(page->index, &at))
            break;
    }
    return any;
}

/* After the view moved without it: the nearest row that is in view takes the cursor. */
static void keep_cursor_in_view(struct jd_page *page)
{
    struct jd_line line = jd_index_find(page->index, page->cursor);
    if (row_in_view(page, line) >= 0)
        return;
    struct jd_line target;
    if (text_row_in_view(page, line_before(page->top, line), &target))
        point_at(page, target, page->want_col);
}

size_t jd_page_first_byte(const struct jd_page *page)
{
    return jd_index_row(page->index, page->top, NULL)->start;
}

size_t jd_page_last_byte(const struct jd_page *page)
{
    struct jd_line bottom = page->top;
    jd_index_move(page->index, &bottom, page->rows - 1);
    return jd_index_row(page->index, bottom, NULL)->end;
}

/* After a jump of the view: the first marked word in it, else its first word. */
static void point_at_first(struct jd_page *page)
{
    struct jd_line at = page->top;
    struct jd_line target;
    bool any = text_row_in_view(page, false, &target);
    for (int r = 0; r < page->rows; r++) {
        const struct jd_laid *laid;
        const struct jd_row *row = jd_index_row(page->index, at, &laid);
        for (size_t h = 0; row->count && h < laid->annotation.hit_count; h++) {
            const struct jd_hit *hit = &laid->annotation.hits[h];
            if (hit->start < row->start || hit->start >= row->end ||
                !jd_ui_is_helped(*page->mode, hit))
                continue;
            page->cursor = hit->start;
            page->want_col = cursor_col(page);
            return;
        }
        if (!jd_index_next(page->index, &at))
            break;
    }
    if (any) {
        point_at(page, target, 0);
        page->want_col = cursor_col(page);
    }
}

void jd_page_resize(struct jd_page *page, const struct jd_flow_options *options, int rows)
{
    page->rows = rows > 0 ? rows : 1;
    jd_index_set_options(page->index, options);
    size_t anchor = page->anchor;
    page->top = jd_index_find(page->index, anchor);
    if (anchor == 0)
        page->top.row = 0;
    fill_view(page);
    bring_into_view(page, jd_index_find(page->index, page->cursor));
    page->anchor = anchor;
    page->want_col = cursor_col(page);
}

/* ---- moves ------------------------------------------------------------------------- */

bool jd_page_move_rows(struct jd_page *page, long count)
{
    struct jd_line line = jd_index_find(page->index, page->cursor);
    struct jd_line target = line;
    for (long left = count; left != 0; left += count < 0 ? 1 : -1) {
        struct jd_line at = target;
        bool moved;
        do
            moved = count < 0 ? jd_index_previous(page->index, &at)
                              : jd_index_next(page->index, &at);
        while (moved && !is_text(page, at));
        if (!moved)
            break;
        target = at;
    }
    if (same_line(target, line))
        return jd_page_scroll(page, count < 0 ? -1 : 1); /* blank rows at the ends */
    point_at(page, target, page->want_col);
    bring_into_view(page, target);
    return true;
}

bool jd_page_scroll(struct jd_page *page, long count)
{
    struct jd_line top = page->top;
    if (count > 0) {
        struct jd_line bottom = page->top;
        jd_index_move(page->index, &bottom, page->rows - 1);
        count = (long)jd_index_move(page->index, &bottom, count);
    }
    if (!jd_index_move(page->index, &top, count))
        return false;
    set_top(page, top);
    keep_cursor_in_view(page);
    return true;
}

bool jd_page_screen(struct jd_page *page, int direction)
{
    long step = page->rows > 1 ? page->rows - 1 : 1;
    struct jd_line before = page->top;
    if (!jd_page_scroll(page, direction * step))
        return false;
    if (!same_line(before, page->top))
        point_at_first(page);
    return true;
}

bool jd_page_half(struct jd_page *page, int direction, int rows)
{
    long step = rows > 0 ? rows : page->rows > 1 ? page->rows / 2 : 1;
    bool scrolled = jd_page_scroll(page, direction * step);
    if (!scrolled)
        return jd_page_move_rows(page, direction * step);
    return true;
}

/* The next token after (or before) the cursor that wanted accepts. */
static bool step_token(struct jd_page *page, int direction,
                       bool (*wanted)(const struct jd_page *, const struct jd_laid *,
                                      const struct jd_token *))
{
    const struct jd_laid *laid;
    const struct jd_token *token = jd_page_token(page, &laid);
    const struct jd_annotation *notes = &laid->annotation;
    size_t looked = 0;
    ptrdiff_t at = token ? token - notes->tokens : -1;
    for (;;) {
        at += direction;
        if (at >= 0 && (size_t)at < notes->token_count) {
            if (!wanted(page, laid, &notes->tokens[at]))
                continue;
            page->cursor = notes->tokens[at].start;
            return true;
        }
        looked += laid->block.end - laid->block.start;
        bool more =
            direction > 0 ? laid->block.end < text_len(page) : laid->block.start > 0;
        if (!more || looked > LOOK_LIMIT)
            return false;
        laid = jd_index_block(page->index,
                              direction > 0 ? laid->block.end : laid->block.start - 1);
        notes = &laid->annotation;
        at = direction > 0 ? -1 : (ptrdiff_t)notes->token_count;
    }
}

static bool any_word(const struct jd_page *page, const struct jd_laid *laid,
                     const struct jd_token *token)
{
    (void)page;
    (void)laid;
    return is_word(token);
}

static bool finish_move(struct jd_page *page, bool moved)
{
    if (moved) {
        bring_into_view(page, jd_index_find(page->index, page->cursor));
        page->want_col = cursor_col(page);
    }
    return moved;
}

bool jd_page_move_words(struct jd_page *page, long count)
{
    bool moved = false;
    for (long left = count; left != 0; left += count < 0 ? 1 : -1) {
        if (!step_token(page, count < 0 ? -1 : 1, any_word))
            break;
        moved = true;
    }
    return finish_move(page, moved);
}

size_t jd_page_character_end(const struct jd_page *page, size_t byte)
{
    struct jd_str text = jd_document_text(page->doc);
    return byte < text.len ? jd_utf8_cluster_end(text, byte) : text.len;
}

/* The glyph after (1) or before (-1) the cursor; over blocks that show nothing too. */
static bool step_glyph(struct jd_page *page, int direction)
{
    const struct jd_laid *laid = jd_index_block(page->index, page->cursor);
    size_t looked = 0;
    size_t at = page->cursor;
    for (;;) {
        const struct jd_glyph *glyphs = laid->flow.glyphs;
        size_t count = laid->flow.glyph_count, low = 0, high = count;
        while (low < high) { /* the first glyph at or behind at */
            size_t middle = low + (high - low) / 2;
            if (laid->block.start + glyphs[middle].offset < at)
                low = middle + 1;
            else
                high = middle;
        }
        if (direction > 0 && low < count &&
            laid->block.start + glyphs[low].offset == at && at == page->cursor)
            low++;
        if (direction > 0 ? low < count : low > 0) {
            page->cursor =
                laid->block.start + glyphs[direction > 0 ? low : low - 1].offset;
            return true;
        }
        looked += laid->block.end - laid->block.start;
        if (looked > LOOK_LIMIT ||
            (direction > 0 ? laid->block.end >= text_len(page) : laid->block.start == 0))
            return false;
        at = direction > 0 ? laid->block.end : laid->block.start;
        laid = jd_index_block(page->index, direction > 0 ? at : at - 1);
    }
}

bool jd_page_move_characters(struct jd_page *page, long count)
{
    bool moved = false;
    for (long left = count; left != 0; left += count < 0 ? 1 : -1) {
        if (!step_glyph(page, count < 0 ? -1 : 1))
            break;
        moved = true;
    }
    return finish_move(page, moved);
}

bool jd_page_move_helped(struct jd_page *page, int direction)
{
    return finish_move(page, step_token(page, direction, is_helped));
}

/* The first word at or after byte in the same block, else the byte itself. */
static void point_from(struct jd_page *page, size_t byte)
{
    const struct jd_laid *laid = jd_index_block(page->index, byte);
    const struct jd_annotation *notes = &laid->annotation;
    const struct jd_token *token = jd_annotation_token_at(notes, byte);
    page->cursor = byte;
    if (!token)
        return;
    const struct jd_token *last = notes->tokens + notes->token_count - 1;
    const struct jd_token *at = token;
    while ((!is_word(at) || at->end <= byte) && at < last)
        at++;
    page->cursor = is_word(at) ? at->start : token->start;
}

bool jd_page_move_sentence(struct jd_page *page, int direction)
{
    const struct jd_laid *laid = jd_index_block(page->index, page->cursor);
    size_t start, end, before = page->cursor;
    jd_document_sentence(page->doc, &laid->block, page->cursor, &start, &end);
    if (direction > 0) {
        size_t target = end < laid->block.end && laid->block.run_count &&
                                end < laid->block.runs[laid->block.run_count - 1].end
                            ? end
                            : laid->block.end;
        if (target >= text_len(page))
            return false;
        point_from(page, target);
    } else {
        point_from(page, start);
        if (page->cursor >= before && start > 0) {
            /* The cursor stood at the sentence's first word: to the one before. */
            laid = jd_index_block(page->index, start - 1);
            jd_document_sentence(page->doc, &laid->block, start - 1, &start, &end);
            point_from(page, start);
        }
    }
    return finish_move(page, page->cursor != before);
}

bool jd_page_move_paragraph(struct jd_page *page, int direction)
{
    size_t before = page->cursor, at = page->cursor;
    const struct jd_laid *laid = jd_index_block(page->index, at);
    size_t looked = 0;
    do {
        if (direction > 0) {
            if (laid->block.end >= text_len(page))
                return false;
            at = laid->block.end;
        } else {
            bool inside = at > laid->block.start && page->cursor == at &&
                          laid->annotation.token_count &&
                          page->cursor > laid->annotation.tokens[0].end;
            if (!inside && laid->block.start == 0)
                return false;
            at = inside ? laid->block.start : laid->block.start - 1;
        }
        laid = jd_index_block(page->index, at);
        at = laid->block.start;
        looked += laid->block.end - laid->block.start;
    } while (laid->block.run_count == 0 && looked < LOOK_LIMIT);
    point_from(page, laid->block.start);
    return finish_move(page, page->cursor != before);
}

void jd_page_start(struct jd_page *page)
{
    struct jd_line top = jd_index_find(page->index, 0);
    top.row = 0;
    set_top(page, top);
    page->anchor = 0;
    point_at_first(page);
}

void jd_page_end(struct jd_page *page)
{
    struct jd_line top = jd_index_find(page->index, text_len(page));
    const struct jd_laid *laid = jd_index_block(page->index, top.block);
    top.row = laid->flow.row_count - 1;
    struct jd_line last = top;
    jd_index_move(page->index, &top, -(long)(page->rows - 1));
    set_top(page, top);
    while (!is_text(page, last) && jd_index_previous(page->index, &last))
        continue;
    if (is_text(page, last))
        point_at(page, last, 0);
    page->want_col = cursor_col(page);
}

void jd_page_go(struct jd_page *page, size_t byte)
{
    if (byte > text_len(page))
        byte = text_len(page);
    point_from(page, jd_utf8_cluster_start(jd_document_text(page->doc), byte));
    set_top(page, jd_index_find(page->index, page->cursor));
    fill_view(page);
    page->want_col = cursor_col(page);
}

void jd_page_show(struct jd_page *page, size_t byte)
{
    if (row_in_view(page, jd_index_find(page->index, byte)) < 0) {
        jd_page_go(page, byte);
        return;
    }
    point_from(page, byte);
    finish_move(page, true);
}

bool jd_page_visit(struct jd_page *page, size_t byte)
{
    struct jd_str text = jd_document_text(page->doc);
    size_t cluster = jd_utf8_cluster_start(text, byte < text.len ? byte : text.len);
    struct jd_line line = jd_index_find(page->index, cluster);
    bool moved = row_in_view(page, line) < 0;
    page->cursor = cluster;
    if (moved) {
        struct jd_line top = line;
        jd_index_move(page->index, &top, -(long)(page->rows / 3));
        set_top(page, top);
        fill_view(page);
    }
    page->want_col = cursor_col(page);
    return moved;
}

void jd_page_return(struct jd_page *page, size_t anchor, size_t cursor)
{
    page->anchor = anchor;
    page->cursor = cursor;
    struct jd_flow_options options = *jd_index_options(page->index);
    jd_page_resize(page, &options, page->rows);
}

void jd_page_centre(struct jd_page *page)
{
    struct jd_line top = jd_index_find(page->index, page->cursor);
    jd_index_move(page->index, &top, -(long)(page->rows / 2));
    set_top(page, top);
    fill_view(page);
}

void jd_page_point(struct jd_page *page, int row, int col)
{
    struct jd_line line = page->top;
    if (row < 0 || row >= page->rows ||
        jd_index_move(page->index, &line, row) < (size_t)row || !is_text(page, line))
        return;
    point_at(page, line, col);
    page->want_col = cursor_col(page);
}
