/* SPDX-License-Identifier: MIT */
#include "jingdu/layout/flow.h"

#include <stdint.h>
#include <stdlib.h>

#include "jingdu/base/mem.h"
#include "jingdu/text/han.h"
#include "jingdu/text/linebreak.h"
#include "jingdu/text/utf8.h"
#include "jingdu/text/width.h"

#include "jingdu/base/banned.h"

enum {
    WORD_COLS_MAX = 24,   /* longer names may be broken: the hole would be too large */
    PHRASE_COLS_MAX = 12, /* longer phrases are chains of words */
    DOT_COLS = 3,         /* " · " */
};

/* How good an end of a row is. */
enum quality { QUALITY_NONE, QUALITY_FORCED, QUALITY_LEGAL, QUALITY_GOOD };

void jd_flow_release(struct jd_flow *flow)
{
    free(flow->rows);
    free(flow->glyphs);
    *flow = (struct jd_flow)JD_FLOW_INIT;
}

static struct jd_row *add_row(struct jd_flow *flow, enum jd_row_kind kind, size_t at)
{
    flow->rows = jd_grow(flow->rows, flow->row_count, &flow->row_cap, sizeof *flow->rows);
    struct jd_row *row = &flow->rows[flow->row_count++];
    *row = (struct jd_row){ .start = at,
                            .end = at,
                            .first = (uint32_t)flow->glyph_count,
                            .kind = (uint8_t)kind };
    return row;
}

static void add_spacers(struct jd_flow *flow, int count, size_t at)
{
    for (int i = 0; i < count; i++)
        add_row(flow, JD_ROW_SPACER, at);
}

/* ---- glyphs ------------------------------------------------------------------------ */

static bool is_blank(uint32_t cp)
{
    return cp == ' ' || cp == '\t' || cp == 0x3000 || cp == 0xA0;
}

static void add_glyph(struct jd_flow *flow, struct jd_str text, size_t base, size_t at,
                      size_t end, const struct jd_run *run)
{
    uint32_t cp = jd_utf8_next(text, at).cp;
    flow->glyphs =
        jd_grow(flow->glyphs, flow->glyph_count, &flow->glyph_cap, sizeof *flow->glyphs);
    flow->glyphs[flow->glyph_count++] = (struct jd_glyph){
        .offset = (uint32_t)(at - base),
        .len = (uint16_t)(end - at),
        .width = (uint8_t)jd_width_cluster(jd_str_sub(text, at, end)),
        .emphasis = run->emphasis,
        .flags = is_blank(cp) ? JD_GLYPH_BLANK : 0,
        .brk = (uint8_t)jd_linebreak_class(cp),
    };
}

static void add_glyphs(struct jd_flow *flow, struct jd_str text,
                       const struct jd_block *block)
{
    for (size_t r = 0; r < block->run_count; r++) {
        const struct jd_run *run = &block->runs[r];
        struct jd_str upto = jd_str_make(text.ptr, run->end);
        size_t first = flow->glyph_count;
        for (size_t at = run->start; at < run->end;) {
            size_t end = jd_utf8_cluster_end(upto, at);
            add_glyph(flow, upto, block->start, at, end, run);
            at = end;
        }
        if (run->joint == JD_JOINT_NONE || first == 0)
            continue;
        flow->glyphs[first].before = run->joint == JD_JOINT_DOT ? DOT_COLS : 1;
        flow->glyphs[first].flags |= run->joint == JD_JOINT_DOT ? JD_GLYPH_DOT : 0;
    }
}

static uint32_t cp_of(struct jd_str text, const struct jd_block *block,
                      const struct jd_glyph *glyph)
{
    return jd_utf8_next(text, block->start + glyph->offset).cp;
}

static bool is_han(const struct jd_glyph *glyph)
{
    return (glyph->brk == JD_BRK_HAN || glyph->brk == JD_BRK_UNIT) && glyph->width == 2;
}

/*
 * Curly quotes are one cell wide in a terminal but take two beside Han: a blank stands on
 * their outer side, unless another mark or the end of the row is there. ’ between letters
 * is an apostrophe and belongs to the word.
 */
static void space_quotes(struct jd_flow *flow, struct jd_str text,
                         const struct jd_block *block)
{
    for (size_t i = 0; i < flow->glyph_count; i++) {
        struct jd_glyph *glyph = &flow->glyphs[i];
        if (glyph->brk != JD_BRK_OPEN && glyph->brk != JD_BRK_CLOSE)
            continue;
        struct jd_glyph *before = i > 0 ? glyph - 1 : NULL;
        struct jd_glyph *after = i + 1 < flow->glyph_count ? glyph + 1 : NULL;
        uint32_t cp = cp_of(text, block, glyph);
        if (cp == 0x2019 && before && after && before->brk == JD_BRK_LETTER &&
            after->brk == JD_BRK_LETTER)
            glyph->brk = JD_BRK_LETTER;
        else if (jd_linebreak_is_curly_open(cp) && before && is_han(before) &&
                 !glyph->before)
            glyph->before = 1;
        else if (jd_linebreak_is_curly_close(cp) && after && is_han(after) &&
                 !after->before)
            after->before = 1;
    }
}

/* Mark the inner glyphs of names and words that stay whole. */
static void mark_words(struct jd_flow *flow, const struct jd_block *block,
                       const struct jd_annotation *annotation, int measure)
{
    int longest = measure / 3 > 8 ? measure / 3 : 8;
    size_t from = 0;
    for (size_t h = 0; h < annotation->hit_count; h++) {
        const struct jd_hit *hit = &annotation->hits[h];
        while (from < flow->glyph_count &&
               block->start + flow->glyphs[from].offset < hit->start)
            from++;
        size_t to = from;
        int cols = 0;
        while (to < flow->glyph_count &&
               block->start + flow->glyphs[to].offset < hit->end)
            cols += flow->glyphs[to++].width;
        int limit = hit->phrase ? PHRASE_COLS_MAX : WORD_COLS_MAX;
        if (cols > limit || cols > longest)
            continue;
        for (size_t i = from + 1; i < to; i++)
            flow->glyphs[i].flags |= JD_GLYPH_INSIDE;
    }
}

/* ---- rows -------------------------------------------------------------------------- */

struct margins {
    int first, rest; /* left columns of the first and the further rows */
};

static struct margins margins_of(const struct jd_flow *flow, const struct jd_block *block,
                                 const struct jd_flow_options *options)
{
    struct margins margins = { 0, 0 };
    if (block->kind == JD_BLOCK_PARAGRAPH && options->indent && !block->continues)
        margins.first = JD_INDENT_COLS;
    if (block->kind == JD_BLOCK_QUOTE)
        margins.first = margins.rest = 2 * block->level;
    if (block->kind == JD_BLOCK_LIST) {
        margins.first = margins.rest = 2 * (block->level - 1);
        for (size_t i = 0; i < flow->glyph_count; i++) {
            if (block->start + flow->glyphs[i].offset >= block->marker_end)
                break;
            margins.rest += flow->glyphs[i].before + flow->glyphs[i].width;
        }
        if (block->continues)
            margins.first = margins.rest;
    }
    int most = options->measure / 3;
    if (margins.first > most)
        margins.first = most;
    if (margins.rest > most)
        margins.rest = most;
    return margins;
}

static enum quality quality_before(const struct jd_flow *flow, size_t i, bool keep_words)
{
    const struct jd_glyph *glyph = &flow->glyphs[i];
    if (i > 0 && !jd_linebreak_allowed(glyph[-1].brk, glyph->brk))
        return QUALITY_FORCED;
    return keep_words && (glyph->flags & JD_GLYPH_INSIDE) ? QUALITY_LEGAL : QUALITY_GOOD;
}

/*
 * Where the row that starts with glyph start ends: the last best place at which what is
 * before it fits, blanks at the end and one hanging mark not counted.
 */
static size_t find_end(const struct jd_flow *flow, struct jd_str text,
                       const struct jd_block *block, size_t start, int room,
                       const struct jd_flow_options *options)
{
    size_t best_at[QUALITY_GOOD + 1] = { 0 };
    int used = 0;    /* cells of all glyphs up to here */
    int counted = 0; /* without blanks at the end and a hanging mark */
    for (size_t i = start; i < flow->glyph_count; i++) {
        const struct jd_glyph *glyph = &flow->glyphs[i];
        int edge = used + (i > start ? glyph->before : 0); /* its left edge */
        used = edge + glyph->width;
        if (!(glyph->flags & JD_GLYPH_BLANK)) {
            bool hangs = options->hang && glyph->brk == JD_BRK_CLOSE && i > start &&
                         jd_linebreak_hangs(cp_of(text, block, glyph));
            counted = hangs ? edge : used;
        }
        if (counted > room)
            break;
        if (i + 1 == flow->glyph_count)
            return flow->glyph_count;
        best_at[quality_before(flow, i + 1, options->keep_words)] = i + 1;
    }
    for (int q = QUALITY_GOOD; q > QUALITY_NONE; q--)
        if (best_at[q])
            return best_at[q];
    return start + 1; /* not even one glyph fits */
}

static void set_columns(struct jd_flow *flow, struct jd_row *row)
{
    int col = row->left;
    row->cols = (int16_t)col;
    for (uint32_t i = 0; i < row->count; i++) {
        struct jd_glyph *glyph = &flow->glyphs[row->first + i];
        col += i > 0 ? glyph->before : 0;
        glyph->col = (int16_t)(col > INT16_MAX ? INT16_MAX : col);
        col += glyph->width;
        if (!(glyph->flags & JD_GLYPH_BLANK))
            row->cols = (int16_t)(col > INT16_MAX ? INT16_MAX : col);
    }
}

static void fill_rows(struct jd_flow *flow, struct jd_str text,
                      const struct jd_block *block, const struct jd_flow_options *options)
{
    struct margins margins = margins_of(flow, block, options);
    for (size_t start = 0; start < flow->glyph_count;) {
        int left = start == 0 ? margins.first : margins.rest;
        size_t end = find_end(flow, text, block, start, options->measure - left, options);
        struct jd_row *row =
            add_row(flow, JD_ROW_TEXT, block->start + flow->glyphs[start].offset);
        row->first = (uint32_t)start;
        row->count = (uint32_t)(end - start);
        row->left = (int16_t)left;
        set_columns(flow, row);
        start = end;
    }
}

static void tile_rows(struct jd_flow *flow, const struct jd_block *block,
                      size_t first_text, size_t behind_text)
{
    for (size_t r = first_text; r < behind_text; r++) {
        struct jd_row *row = &flow->rows[r];
        if (r == first_text)
            row->start = block->start;
        row->end = r + 1 < behind_text ? flow->rows[r + 1].start : block->end;
    }
}

void jd_flow_block(struct jd_str text, const struct jd_block *block,
                   const struct jd_annotation *annotation,
                   const struct jd_flow_options *options, int space_before,
                   struct jd_flow *out)
{
    out->row_count = out->glyph_count = 0;
    bool heading = block->kind == JD_BLOCK_HEADING;
    bool apart =
        block->kind == JD_BLOCK_PARAGRAPH && !options->indent && !block->continues;
    add_spacers(out, space_before || heading || apart ? 1 : 0, block->start);
    size_t first_text = out->row_count;
    add_glyphs(out, text, block);
    space_quotes(out, text, block);
    if (annotation && options->keep_words)
        mark_words(out, block, annotation, options->measure);
    fill_rows(out, text, block, options);
    if (out->row_count == first_text)
        add_row(out, block->kind == JD_BLOCK_RULE ? JD_ROW_RULE : JD_ROW_SPACER,
                block->start);
    tile_rows(out, block, first_text, out->row_count);
    add_spacers(out, heading && options->indent ? 1 : 0, block->end);
}

/* ---- places ------------------------------------------------------------------------ */

size_t jd_flow_row_of(const struct jd_flow *flow, size_t byte)
{
    size_t found = SIZE_MAX;
    for (size_t r = 0; r < flow->row_count; r++) {
        const struct jd_row *row = &flow->rows[r];
        if (row->start == row->end && row->kind == JD_ROW_SPACER)
            continue;
        if (found != SIZE_MAX && row->start > byte)
            break;
        found = r;
    }
    return found == SIZE_MAX ? 0 : found;
}

size_t jd_flow_glyph_of(const struct jd_flow *flow, const struct jd_row *row,
                        size_t block_start, size_t byte)
{
    if (!row->count)
        return SIZE_MAX;
    size_t low = row->first,
           high = row->first + row->count; /* last glyph not after byte */
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (block_start + flow->glyphs[middle].offset <= byte)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static bool row_is_valid(const struct jd_flow *flow, const struct jd_row *row,
                         int measure)
{
    for (uint32_t i = 0; i < row->count; i++) {
        const struct jd_glyph *glyph = &flow->glyphs[row->first + i];
        if (i > 0 && glyph->col < glyph[-1].col + glyph[-1].width)
            return false;
    }
    return row->count <= 1 || row->cols <= measure + JD_HANG_COLS;
}

bool jd_flow_is_valid(const struct jd_flow *flow, const struct jd_block *block,
                      int measure)
{
    size_t at = block->start, glyph = 0;
    for (size_t r = 0; r < flow->row_count; r++) {
        const struct jd_row *row = &flow->rows[r];
        if (row->start != at || row->end < row->start)
            return false;
        at = row->end;
        if (row->kind == JD_ROW_TEXT && row->first != glyph)
            return false;
        glyph += row->count;
        if (!row_is_valid(flow, row, measure))
            return false;
    }
    if (at != block->end || glyph != flow->glyph_count)
        return false;
    size_t next = 0;
    for (size_t r = 0; r < block->run_count; r++)
        for (size_t byte = block->runs[r].start; byte < block->runs[r].end; next++) {
            if (next == flow->glyph_count ||
                block->start + flow->glyphs[next].offset != byte ||
                !flow->glyphs[next].len)
                return false;
            byte += flow->glyphs[next].len;
        }
    return next == flow->glyph_count;
}
