/* SPDX-License-Identifier: MIT */
#include "jingdu/doc/document.h"

#include <stdlib.h>

#include "jingdu/base/mem.h"
#include "jingdu/doc/from_markdown.h"
#include "jingdu/doc/from_text.h"
#include "jingdu/doc/inline.h"
#include "jingdu/doc/sentence.h"
#include "jingdu/doc/wrap.h"

#include "jingdu/base/banned.h"

enum { STEP = JD_SECTION_MAX / 2 };

struct jd_document {
    struct jd_str text;
    struct jd_head_plan plan;
    struct jd_wrap wrap;
};

/* What stands at a byte: a part of the head, or a piece that begins or is a block. */
struct place {
    size_t start;
    const struct jd_head_part *part; /* NULL outside of the head */
    struct jd_piece piece;           /* the rest is for blocks outside of the head */
    struct jd_line line;
    bool is_paragraph; /* joinable: the paragraph may have more lines than this one */
};

struct jd_document *jd_document_new(struct jd_str text)
{
    struct jd_document *doc = jd_alloc_zero(1, sizeof *doc);
    doc->text = text;
    jd_head_find(text, &doc->plan);
    doc->wrap = jd_wrap_measure(text, doc->plan.head.body, JD_HEAD_MAX);
    return doc;
}

void jd_document_free(struct jd_document *doc)
{
    free(doc);
}

struct jd_str jd_document_text(const struct jd_document *doc)
{
    return doc->text;
}

const struct jd_head *jd_document_head(const struct jd_document *doc)
{
    return &doc->plan.head;
}

static const struct jd_head_part *find_part(const struct jd_document *doc, size_t byte)
{
    for (size_t i = 0; i < doc->plan.part_count; i++) {
        if (byte >= doc->plan.parts[i].start && byte < doc->plan.parts[i].end)
            return &doc->plan.parts[i];
    }
    return NULL;
}

static void find_place(const struct jd_document *doc, size_t byte, struct place *out)
{
    struct jd_str text = doc->text;
    *out = (struct place){ .part = find_part(doc, byte) };
    if (out->part) {
        out->start = out->part->start;
        return;
    }
    out->piece = jd_piece_at(text, byte);
    if (jd_piece_is_blank(text, out->piece)) {
        size_t owner = jd_blank_start(text, out->piece);
        if (owner < out->piece.start)
            out->piece = jd_piece_at(text, owner);
    }
    out->start = out->piece.start;
    jd_line_classify(text, out->piece.start, out->piece.end, &out->line);
    out->is_paragraph = doc->wrap.width && jd_wrap_is_joinable(out->piece, &out->line);
}

static size_t clamp_byte(const struct jd_document *doc, size_t byte)
{
    return byte < doc->text.len ? byte : doc->text.len - 1;
}

size_t jd_document_block_start(const struct jd_document *doc, size_t byte)
{
    struct place place;
    if (!doc->text.len)
        return 0;
    find_place(doc, clamp_byte(doc, byte), &place);
    if (!place.is_paragraph)
        return place.start;
    struct jd_paragraph paragraph = JD_PARAGRAPH_INIT;
    jd_wrap_find(doc->text, doc->plan.head.body, doc->wrap, place.piece, &paragraph);
    size_t start = paragraph.start;
    jd_paragraph_release(&paragraph);
    return start;
}

/* The headline's runs; a header of a mail may be folded into several lines. */
static void add_headline_runs(struct jd_str text, struct jd_span words,
                              struct jd_block *out)
{
    enum { FOLDS_MAX = 16 };
    struct jd_span lines[FOLDS_MAX];
    size_t count = 0;
    for (size_t at = words.start; at < words.end && count < FOLDS_MAX;) {
        const char *nl = memchr(text.ptr + at, '\n', words.end - at);
        size_t end = nl ? (size_t)(nl - text.ptr) : words.end;
        struct jd_span line = { .start = jd_blank_skip(text, at, end) };
        line.end = jd_blank_skip_back(text, end, line.start);
        if (line.start < line.end)
            lines[count++] = line;
        at = end + 1;
    }
    if (count)
        jd_inline_add_runs(out, text, lines, count, 0);
}

static void fill_from_part(const struct jd_document *doc, const struct jd_head_part *part,
                           struct jd_block *out)
{
    out->kind = part->kind;
    out->start = out->marker_end = part->start;
    out->end = part->end;
    if (part->kind == JD_BLOCK_HEADLINE)
        add_headline_runs(doc->text, part->text, out);
    for (size_t i = 0; part->kind == JD_BLOCK_META && i < doc->plan.run_count; i++) {
        if (doc->plan.runs[i].start >= part->start && doc->plan.runs[i].start < part->end)
            jd_block_add_run(out, doc->plan.runs[i]);
    }
}

/* The marker of a list item lies in the first run, whatever markup follows. */
static void set_marker(const struct jd_line *line, struct jd_block *out)
{
    out->marker_end = out->start;
    if (out->kind == JD_BLOCK_LIST && out->run_count)
        out->marker_end =
            line->marker_end < out->runs[0].end ? line->marker_end : out->runs[0].end;
}

/* Fill in what line and the lines of its paragraph tell; start and end are set. */
static void fill(const struct jd_document *doc, const struct jd_line *line,
                 const struct jd_span *lines, size_t count, struct jd_block *out)
{
    out->kind = line->kind;
    out->level = line->level;
    if (line->kind != JD_BLOCK_RULE && line->kind != JD_BLOCK_EMPTY)
        jd_inline_add_runs(out, doc->text, lines, count,
                           line->in_bold ? JD_EMPH_BOLD : 0);
    if (!out->run_count && out->kind != JD_BLOCK_RULE && out->kind != JD_BLOCK_HEADING) {
        out->kind = JD_BLOCK_EMPTY; /* a picture without words, say */
        out->level = 0;
    }
    set_marker(line, out);
}

/* A part of a long line: no heading and no rule; only the first has a marker. */
static void fill_from_cut(const struct jd_document *doc, const struct place *place,
                          struct jd_block *out)
{
    struct jd_str text = doc->text;
    struct jd_line line = place->line;
    bool is_marked = line.kind == JD_BLOCK_LIST || line.kind == JD_BLOCK_QUOTE;
    out->continues = place->piece.cut_before;
    if (line.kind != JD_BLOCK_EMPTY && (out->continues || !is_marked)) {
        line = (struct jd_line){ .kind = JD_BLOCK_PARAGRAPH };
        line.start = jd_blank_skip(text, out->start, place->piece.end);
        line.end = jd_blank_skip_back(text, place->piece.end, line.start);
    }
    fill(doc, &line, &(struct jd_span){ .start = line.start, .end = line.end }, 1, out);
    if (out->kind == JD_BLOCK_EMPTY)
        out->continues = false;
}

void jd_document_block_at(const struct jd_document *doc, size_t byte,
                          struct jd_block *out)
{
    struct place place;
    jd_block_clear(out);
    if (!doc->text.len)
        return;
    find_place(doc, clamp_byte(doc, byte), &place);
    if (place.part) {
        fill_from_part(doc, place.part, out);
        return;
    }
    struct jd_paragraph paragraph = JD_PARAGRAPH_INIT;
    struct jd_span one = { .start = place.line.start, .end = place.line.end };
    out->start = place.start;
    size_t end = place.piece.end;
    if (place.is_paragraph) {
        jd_wrap_find(doc->text, doc->plan.head.body, doc->wrap, place.piece, &paragraph);
        out->start = paragraph.start;
        end = paragraph.end;
        fill(doc, &paragraph.first, paragraph.lines, paragraph.count, out);
    } else if (place.piece.cut_before || place.piece.cut_after) {
        fill_from_cut(doc, &place, out);
    } else {
        fill(doc, &place.line, &one, 1, out);
    }
    jd_paragraph_release(&paragraph);
    out->end = jd_blank_end(doc->text, end);
}

/* The line that starts at byte at (behind the head) is a HEADING. */
static bool is_heading(const struct jd_document *doc, size_t at)
{
    struct jd_line line;
    if (!jd_line_may_be_heading(doc->text, at))
        return false;
    struct jd_piece piece = jd_piece_at(doc->text, at);
    if (piece.cut_after)
        return false;
    jd_line_classify(doc->text, piece.start, piece.end, &line);
    return line.kind == JD_BLOCK_HEADING;
}

size_t jd_document_next_heading(const struct jd_document *doc, size_t from, size_t limit)
{
    struct jd_str text = doc->text;
    if (limit > text.len)
        limit = text.len;
    if (from < doc->plan.head.body)
        from = doc->plan.head.body;
    bool is_start = from == 0 || (from < limit && text.ptr[from - 1] == '\n');
    while (from < limit) {
        if (is_start && text.ptr[from] == '\n') {
            from++;
            continue;
        }
        if (is_start && is_heading(doc, from))
            return from;
        const char *line_end = memchr(text.ptr + from, '\n', limit - from);
        if (!line_end)
            break;
        from = (size_t)(line_end - text.ptr) + 1;
        is_start = true;
    }
    return (size_t)-1;
}

/* The last heading that starts in [floor, from], or (size_t)-1. */
static size_t last_heading(const struct jd_document *doc, size_t floor, size_t from)
{
    struct jd_str text = doc->text;
    if (floor < doc->plan.head.body)
        floor = doc->plan.head.body;
    for (size_t at = from; at >= floor;) {
        if ((at == 0 || text.ptr[at - 1] == '\n') && is_heading(doc, at))
            return at;
        if (at == floor)
            break;
        const char *line_end = memrchr(text.ptr + floor, '\n', at - 1 - floor);
        at = line_end ? (size_t)(line_end - text.ptr) + 1 : floor;
    }
    return (size_t)-1;
}

/* The first block that starts at or after byte. */
static size_t first_start(const struct jd_document *doc, size_t byte)
{
    struct jd_block block = JD_BLOCK_INIT;
    jd_document_block_at(doc, byte, &block);
    size_t start = block.start < byte ? block.end : block.start;
    jd_block_release(&block);
    return start;
}

/*
 * A text without headings is cut at the first block of each JD_SECTION_MAX bytes. A
 * heading in the STEP before such a place makes that cut needless; then the one in the
 * middle of the next JD_SECTION_MAX counts, unless it has a heading in the STEP before it
 * as well. So the start is never as far as JD_SECTION_MAX away, and known from what lies
 * in between.
 */
size_t jd_document_section_start(const struct jd_document *doc, size_t byte)
{
    size_t start = jd_document_block_start(doc, byte);
    size_t step = start / STEP;
    size_t near = last_heading(doc, step ? (step - 1) * STEP + 1 : 0, start);
    if (near != (size_t)-1)
        return near;
    if (step < 2)
        return 0;
    bool is_middle = step % 2;
    if (is_middle &&
        last_heading(doc, (step - 2) * STEP + 1, (step - 1) * STEP) == (size_t)-1)
        step--;
    return first_start(doc, step * STEP);
}

bool jd_document_is_wrapped(const struct jd_document *doc)
{
    return doc->wrap.width != 0;
}

void jd_document_sentence(const struct jd_document *doc, const struct jd_block *block,
                          size_t byte, size_t *start, size_t *end)
{
    jd_sentence_find(block, doc->text, byte, start, end);
}

void jd_document_add_words(const struct jd_document *doc, size_t start, size_t end,
                           struct jd_buf *into)
{
    struct jd_block block = JD_BLOCK_INIT;
    bool any = false;
    if (end > doc->text.len)
        end = doc->text.len;
    for (size_t at = start; at < end; at = block.end) {
        jd_document_block_at(doc, at, &block);
        size_t before = into->len;
        bool separate = any && !block.continues;
        if (separate)
            jd_buf_add_char(into, '\n');
        jd_block_add_range(&block, doc->text, start, end, into);
        if (into->len == before + separate)
            jd_buf_cut(into, before);
        any |= into->len > before;
    }
    jd_block_release(&block);
}
