/* SPDX-License-Identifier: MIT */
#include "jingdu/doc/wrap.h"

#include <stdlib.h>

#include "jingdu/base/mem.h"
#include "jingdu/doc/sentence.h"
#include "jingdu/text/han.h"
#include "jingdu/text/utf8.h"
#include "jingdu/text/width.h"

#include "jingdu/base/banned.h"

enum {
    ROWS_MAX = 128, /* lines of a group that is looked at */
    SLACK = 4,      /* cells that a full line may be shorter than the longest */
    NARROWEST = 20, /* cells: shorter lines are verse or a list */
    SURE = 3,       /* full lines that a text must have to be surely broken */
    PAIR = 30,      /* cells that the first of only two lines must have */
    DRIFT = 6,      /* cells that a group may be narrower than the text's usual width */
};

/* One line of a group. */
struct row {
    struct jd_piece piece;
    struct jd_line line;
    int cols;
    bool is_ended; /* by a sentence mark or a colon */
    bool is_full;
};

struct group {
    struct row *rows;
    size_t count, cap;
    int longest;
};

void jd_paragraph_release(struct jd_paragraph *paragraph)
{
    free(paragraph->lines);
    *paragraph = (struct jd_paragraph)JD_PARAGRAPH_INIT;
}

bool jd_wrap_is_joinable(struct jd_piece piece, const struct jd_line *line)
{
    return !piece.cut_before && !piece.cut_after &&
           (line->kind == JD_BLOCK_PARAGRAPH || line->kind == JD_BLOCK_LIST ||
            line->kind == JD_BLOCK_QUOTE);
}

/* Cells of the Latin word or number that text begins with; 0 for Han. */
static int word_cols(struct jd_str text)
{
    int cols = 0;
    for (size_t at = 0; at < text.len;) {
        struct jd_cp next = jd_utf8_next(text, at);
        enum jd_char_class class = jd_char_classify(next.cp);
        if (class != JD_CHAR_LETTER && class != JD_CHAR_DIGIT &&
            (next.len > 1 || class == JD_CHAR_SPACE))
            break;
        cols += jd_width_cp(next.cp);
        at += next.len;
    }
    return cols;
}

static int count_cols(struct jd_str text, const struct row *row)
{
    return jd_width_cols(jd_str_sub(text, row->piece.start, row->line.end));
}

/* Would the first word of next have had room behind cells that end at col? */
static bool had_room(struct jd_str text, const struct jd_line *next, int col, int width)
{
    int word = word_cols(jd_str_sub(text, next->start, next->end));
    return !word || col + 1 + word <= width;
}

/*
 * Where the usual width is known, a line much shorter than that was not broken by a
 * machine: a sentence ends in it, or it is a heading, a verse.
 */
static bool is_short(struct jd_str text, struct jd_wrap wrap, const struct row *row,
                     const struct jd_line *next)
{
    if (!wrap.width)
        return false;
    int enough = !row->is_ended ? wrap.width / 2
                 : wrap.is_sure ? wrap.width - SLACK
                                : wrap.width - SLACK - DRIFT;
    struct jd_str line = jd_str_sub(text, row->piece.start, row->line.end);
    /* Han has 3 bytes in 2 cells: most lines need no measuring. */
    if (enough <= 0 || line.len > 3 * (size_t)enough / 2 ||
        jd_width_fit(line, enough) < line.len)
        return false;
    return had_room(text, next, jd_width_cols(line), wrap.width);
}

/* Does line begin a group of its own behind the row before it? Both are joinable. */
static bool begins_group(struct jd_str text, struct jd_wrap wrap,
                         const struct row *before, const struct jd_line *line)
{
    if (line->kind == JD_BLOCK_LIST || line->wide_indent)
        return true;
    if (line->kind == JD_BLOCK_QUOTE || before->line.kind == JD_BLOCK_QUOTE) {
        if (line->kind != before->line.kind || line->level != before->line.level)
            return true;
    }
    if (line->indent >= 2 && line->indent > before->line.text_col)
        return true;
    return is_short(text, wrap, before, line);
}

/* The line at byte; false when it cannot be part of a group. */
static bool read_row(struct jd_str text, size_t byte, struct row *row)
{
    *row = (struct row){ .piece = jd_piece_at(text, byte) };
    jd_line_classify(text, row->piece.start, row->piece.end, &row->line);
    if (!jd_wrap_is_joinable(row->piece, &row->line))
        return false;
    struct jd_str words = jd_str_sub(text, row->line.start, row->line.end);
    row->is_ended = jd_sentence_is_ended(words) || jd_str_ends(words, jd_str_of("：")) ||
                    jd_str_ends(words, jd_str_of(":"));
    return true;
}

static bool is_too_long(size_t bytes, size_t rows)
{
    return bytes > JD_BLOCK_MAX || rows > ROWS_MAX;
}

/* The start of the group of row; false when it is too far away. */
static bool find_start(struct jd_str text, size_t floor, struct jd_wrap wrap,
                       const struct row *row, size_t *start)
{
    struct row at = *row, before;
    for (size_t rows = 1; !is_too_long(row->piece.end - at.piece.start, rows); rows++) {
        *start = at.piece.start;
        if (*start <= floor || !read_row(text, *start - 1, &before) ||
            begins_group(text, wrap, &before, &at.line))
            return true;
        at = before;
    }
    return false;
}

/* The rows of the group that starts at start; false when there are too many. */
static bool gather(struct jd_str text, size_t start, struct jd_wrap wrap,
                   struct group *group)
{
    group->count = 0;
    struct row row;
    for (size_t at = start; at < text.len && read_row(text, at, &row);
         at = row.piece.end) {
        if (group->count &&
            begins_group(text, wrap, &group->rows[group->count - 1], &row.line))
            break;
        if (is_too_long(row.piece.end - start, group->count + 1))
            return false;
        group->rows =
            jd_grow(group->rows, group->count, &group->cap, sizeof *group->rows);
        group->rows[group->count++] = row;
    }
    return true;
}

/* Full compared with the usual width, or with the longest row where that is not sure. */
static void measure(struct jd_str text, struct jd_wrap wrap, struct group *group)
{
    group->longest = 0;
    for (size_t i = 0; i < group->count; i++) {
        struct row *row = &group->rows[i];
        row->cols = count_cols(text, row);
        if (row->cols > group->longest)
            group->longest = row->cols;
    }
    int width = wrap.is_sure ? wrap.width : group->longest;
    for (size_t i = 0; i + 1 < group->count; i++) {
        struct row *row = &group->rows[i];
        row->is_full = row->cols <= width + DRIFT &&
                       (row->cols + SLACK >= width ||
                        !had_room(text, &row[1].line, row->cols, width));
    }
}

/* A short line that ends a sentence ends its paragraph, too. */
static bool ends_paragraph(const struct row *row)
{
    return row->is_ended && !row->is_full;
}

/* Most groups need no measuring: prose as it should be, lists of short words. */
static bool is_plainly_not_wrapped(const struct group *group)
{
    size_t ended = 0, tiny = 0, last = group->count - 1;
    for (size_t i = 0; i < last; i++) {
        const struct row *row = &group->rows[i];
        ended += row->is_ended;
        tiny += !row->is_ended && row->line.end - row->line.start < NARROWEST;
    }
    return last - ended < ended || tiny * 5 > last - ended;
}

/* What the rows of a group but the last are like. */
struct tally {
    size_t full, open; /* full; those of them that do not end a sentence */
    size_t ends;       /* ends of paragraphs */
    size_t all;
};

static void count_rows(const struct group *group, struct tally *tally)
{
    for (size_t i = 0; i + 1 < group->count; i++) {
        const struct row *row = &group->rows[i];
        tally->full += row->is_full;
        tally->open += row->is_full && !row->is_ended;
        tally->ends += ends_paragraph(row);
        tally->all++;
    }
}

/*
 * Was the group one paragraph, or several, before its lines were broken? Short lines with
 * a sentence mark are ends of paragraphs, as the last line is, and do not count unless
 * most lines are like that. In a text that surely was broken it is enough that half of
 * the lines are full; else they must not end sentences, as each line of prose would.
 */
static bool is_wrapped(struct jd_str text, struct jd_wrap wrap, struct group *group)
{
    if (group->count < 2 || (!wrap.is_sure && is_plainly_not_wrapped(group)))
        return false;
    struct tally tally = { .all = 0 };
    measure(text, wrap, group);
    count_rows(group, &tally);
    if (wrap.is_sure)
        return tally.full * 2 >= tally.all;
    if (group->longest < NARROWEST || group->longest + DRIFT < wrap.width)
        return false;
    if (group->count == 2 && (group->rows[0].cols < PAIR || group->rows[0].is_ended))
        return false;
    return tally.open && tally.open >= tally.ends &&
           tally.open * 5 >= (tally.all - tally.ends) * 4;
}

static void take_rows(const struct row *rows, size_t count, struct jd_paragraph *out)
{
    out->start = rows[0].piece.start;
    out->end = rows[count - 1].piece.end;
    out->first = rows[0].line;
    out->count = 0;
    for (size_t i = 0; i < count; i++) {
        out->lines = jd_grow(out->lines, out->count, &out->cap, sizeof *out->lines);
        out->lines[out->count++] =
            (struct jd_span){ .start = rows[i].line.start, .end = rows[i].line.end };
    }
}

/* The rows around row number own, up to the ends of paragraphs that are in the group. */
static void take_around(const struct group *group, size_t own, struct jd_paragraph *out)
{
    size_t from = own, to = own;
    while (from > 0 && !ends_paragraph(&group->rows[from - 1]))
        from--;
    while (to + 1 < group->count && !ends_paragraph(&group->rows[to]))
        to++;
    take_rows(group->rows + from, to + 1 - from, out);
}

void jd_wrap_find(struct jd_str text, size_t floor, struct jd_wrap wrap,
                  struct jd_piece piece, struct jd_paragraph *out)
{
    struct group group = { .count = 0 };
    struct row row;
    if (!read_row(text, piece.start, &row) || !wrap.width) {
        take_rows(&row, 1, out);
        return;
    }
    size_t start = 0, own = 0;
    if (find_start(text, floor, wrap, &row, &start) &&
        gather(text, start, wrap, &group) && is_wrapped(text, wrap, &group)) {
        while (own < group.count && group.rows[own].piece.start < row.piece.start)
            own++;
    } else {
        group.count = 0;
    }
    if (own < group.count)
        take_around(&group, own, out);
    else
        take_rows(&row, 1, out);
    free(group.rows);
}

/* The group at or behind at, or the first part of one that is too long; at moves behind
 * it. */
static bool next_group(struct jd_str text, size_t *at, size_t limit, struct group *group)
{
    struct jd_wrap unknown = { .width = 0 };
    size_t next = jd_blank_skip(text, *at, limit);
    if (next >= limit)
        return false;
    struct jd_piece piece = jd_piece_at(text, next);
    gather(text, piece.start, unknown, group);
    *at = group->count ? group->rows[group->count - 1].piece.end : piece.end;
    return true;
}

struct jd_wrap jd_wrap_measure(struct jd_str text, size_t from, size_t limit)
{
    struct group group = { .count = 0 };
    struct jd_wrap wrap = { .width = 0 };
    struct tally tally = { .all = 0 };
    size_t most = 1;
    if (limit > text.len)
        limit = text.len;
    for (size_t at = from; next_group(text, &at, limit, &group);) {
        if (group.count > most && is_wrapped(text, wrap, &group)) {
            most = group.count;
            wrap.width = group.longest;
        }
    }
    struct jd_wrap assumed = { .width = wrap.width, .is_sure = true };
    for (size_t at = from; wrap.width && next_group(text, &at, limit, &group);) {
        measure(text, assumed, &group);
        count_rows(&group, &tally);
    }
    wrap.is_sure = tally.open >= SURE && tally.full >= tally.ends &&
                   tally.full * 5 >= (tally.all - tally.ends) * 4;
    free(group.rows);
    return wrap;
}
