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
static bool is_short(struct jd_str text, int width, const struct row *row,
                     const struct jd_line *next)
{
    if (!width)
        return false;
    int enough = row->is_ended ? width - DRIFT - SLACK : width / 2;
    struct jd_str line = jd_str_sub(text, row->piece.start, row->line.end);
    /* Han has 3 bytes in 2 cells: most lines need no measuring. */
    if (enough <= 0 || line.len > 3 * (size_t)enough / 2 ||
        jd_width_fit(line, enough) < line.len)
        return false;
    return had_room(text, next, jd_width_cols(line), width);
}

/* Does line begin a group of its own behind the row before it? Both are joinable. */
static bool begins_group(struct jd_str text, int width, const struct row *before,
                         const struct jd_line *line)
{
    if (line->kind == JD_BLOCK_LIST || line->wide_indent)
        return true;
    if (line->kind == JD_BLOCK_QUOTE || before->line.kind == JD_BLOCK_QUOTE) {
        if (line->kind != before->line.kind || line->level != before->line.level)
            return true;
    }
    if (line->indent >= 2 && line->indent > before->line.text_col)
        return true;
    return is_short(text, width, before, line);
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
static bool find_start(struct jd_str text, size_t floor, int width, const struct row *row,
                       size_t *start)
{
    struct row at = *row, before;
    for (size_t rows = 1; !is_too_long(row->piece.end - at.piece.start, rows); rows++) {
        *start = at.piece.start;
        if (*start <= floor || !read_row(text, *start - 1, &before) ||
            begins_group(text, width, &before, &at.line))
            return true;
        at = before;
    }
    return false;
}

/* The rows of the group that starts at start; false when there are too many. */
static bool gather(struct jd_str text, size_t start, int width, struct group *group)
{
    group->count = 0;
    struct row row;
    for (size_t at = start; at < text.len && read_row(text, at, &row);
         at = row.piece.end) {
        if (group->count &&
            begins_group(text, width, &group->rows[group->count - 1], &row.line))
            break;
        if (is_too_long(row.piece.end - start, group->count + 1))
            return false;
        group->rows =
            jd_grow(group->rows, group->count, &group->cap, sizeof *group->rows);
        group->rows[group->count++] = row;
    }
    return true;
}

static void measure(struct jd_str text, struct group *group)
{
    group->longest = 0;
    for (size_t i = 0; i < group->count; i++) {
        struct row *row = &group->rows[i];
        row->cols = count_cols(text, row);
        if (row->cols > group->longest)
            group->longest = row->cols;
    }
    for (size_t i = 0; i + 1 < group->count; i++) {
        struct row *row = &group->rows[i];
        row->is_full = row->cols + SLACK >= group->longest ||
                       !had_room(text, &row[1].line, row->cols, group->longest);
    }
}

/* A short line that ends a sentence ends its paragraph, too. */
static bool ends_paragraph(const struct row *row)
{
    return row->is_ended && !row->is_full;
}

/*
 * Was the group one paragraph, or several, before its lines were broken? Short lines with
 * a sentence mark are ends of paragraphs, as the last line is, and do not count unless
 * most lines are like that.
 */
static bool is_wrapped(struct jd_str text, struct group *group, int width)
{
    if (group->count < 2)
        return false;
    size_t ended = 0, good = 0, last = group->count - 1;
    for (size_t i = 0; i < last; i++)
        ended += group->rows[i].is_ended;
    if (last - ended < ended)
        return false; /* without measuring: lines of prose as they should be */
    measure(text, group);
    if (group->longest < NARROWEST || group->longest + DRIFT < width)
        return false;
    if (last == 1 && (group->rows[0].cols < PAIR || group->rows[0].is_ended))
        return false;
    ended = 0;
    for (size_t i = 0; i < last; i++) {
        ended += ends_paragraph(&group->rows[i]);
        good += group->rows[i].is_full && !group->rows[i].is_ended;
    }
    return good && good >= ended && good * 5 >= (last - ended) * 4;
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

void jd_wrap_find(struct jd_str text, size_t floor, int width, struct jd_piece piece,
                  struct jd_paragraph *out)
{
    struct group group = { .count = 0 };
    struct row row;
    if (!read_row(text, piece.start, &row) || !width) {
        take_rows(&row, 1, out);
        return;
    }
    size_t start = 0, own = 0;
    if (find_start(text, floor, width, &row, &start) &&
        gather(text, start, width, &group) && is_wrapped(text, &group, width)) {
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

int jd_wrap_measure(struct jd_str text, size_t from, size_t limit)
{
    struct group group = { .count = 0 };
    size_t most = 1;
    int width = 0;
    for (size_t at = from; at < limit && at < text.len;) {
        gather(text, at, 0,
               &group); /* the first part of a group that is too long will do */
        if (group.count > most && is_wrapped(text, &group, 0)) {
            most = group.count;
            width = group.longest;
        }
        at = group.count ? group.rows[group.count - 1].piece.end
                         : jd_piece_at(text, at).end;
    }
    free(group.rows);
    return width;
}
