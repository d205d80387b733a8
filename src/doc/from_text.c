/* SPDX-License-Identifier: MIT */
#include "jingdu/doc/from_text.h"

#include "jingdu/doc/from_markdown.h"
#include "jingdu/doc/piece.h"
#include "jingdu/doc/sentence.h"
#include "jingdu/text/han.h"
#include "jingdu/text/width.h"

#include "jingdu/base/banned.h"

enum {
    META_LINES = 12,       /* under a headline */
    HEADER_LINES = 200,    /* of a mail */
    TITLE_COLS = 66,       /* a first line that nothing but its place makes a headline */
    TITLE_COLS_META = 100, /* with byline, date or source below it */
    LEFT_MAX = 4,
};

/* One line of the head that is not blank. */
struct head_line {
    size_t start, end; /* with its line end */
    struct jd_line line;
    bool after_blank; /* a blank line stands before it */
};

struct finder {
    struct jd_str text;
    struct jd_head_plan *plan;
    struct jd_str left[LEFT_MAX]; /* of META lines, what filled no field */
    size_t left_count;
};

static bool next_line(struct jd_str text, size_t from, struct head_line *out)
{
    size_t limit = text.len < JD_HEAD_MAX ? text.len : JD_HEAD_MAX;
    size_t at = jd_blank_skip(text, from, limit);
    if (at >= limit)
        return false;
    struct jd_piece piece = jd_piece_at(text, at);
    if (piece.cut_before || piece.cut_after || piece.end > JD_HEAD_MAX)
        return false;
    *out = (struct head_line){ .start = piece.start,
                               .end = piece.end,
                               .after_blank = piece.start > from };
    jd_line_classify(text, piece.start, piece.end, &out->line);
    return true;
}

static void add_part(struct jd_head_plan *plan, enum jd_block_kind kind, size_t start,
                     struct jd_span text)
{
    if (plan->part_count)
        plan->parts[plan->part_count - 1].end = start;
    plan->parts[plan->part_count++] =
        (struct jd_head_part){ .kind = kind, .start = start, .end = start, .text = text };
}

static void add_headline(struct finder *finder, size_t start, size_t from, size_t to)
{
    struct jd_span span = { .start = from, .end = to };
    add_part(finder->plan, JD_BLOCK_HEADLINE, start, span);
    struct jd_str words = jd_str_sub(finder->text, from, to);
    const char *line_end = memchr(words.ptr, '\n', words.len);
    if (line_end) /* a folded header */
        words.len = jd_blank_skip_back(words, (size_t)(line_end - words.ptr), 0);
    while (words.len > 4 && jd_str_starts(words, jd_str_of("**")) &&
           jd_str_ends(words, jd_str_of("**")))
        words = jd_str_sub(words, 2, words.len - 2);
    finder->plan->head.headline = words;
}

static void read_meta(struct finder *finder, size_t from, size_t to)
{
    struct jd_str left = jd_meta_read(finder->text, from, to, &finder->plan->head);
    if (left.len && finder->left_count < LEFT_MAX)
        finder->left[finder->left_count++] = left;
}

/* Add a part of the META line in its place; one that is there is not added again. */
static void add_meta_run(struct finder *finder, struct jd_str words)
{
    struct jd_head_plan *plan = finder->plan;
    if (!words.len || plan->run_count == JD_HEAD_RUNS)
        return;
    size_t start = (size_t)(words.ptr - finder->text.ptr), at = plan->run_count;
    while (at > 0 && plan->runs[at - 1].start > start)
        at--;
    if ((at > 0 && plan->runs[at - 1].end > start) ||
        (at < plan->run_count && plan->runs[at].start < start + words.len))
        return;
    memmove(plan->runs + at + 1, plan->runs + at,
            (plan->run_count - at) * sizeof *plan->runs);
    plan->runs[at] = (struct jd_run){ .start = start,
                                      .end = start + words.len,
                                      .joint = JD_JOINT_DOT };
    plan->run_count++;
}

/* Authors are shown only where nobody else stands for the text. */
static void choose_meta_runs(struct finder *finder)
{
    const struct jd_head *head = &finder->plan->head;
    add_meta_run(finder, head->media.len ? head->media : head->byline);
    add_meta_run(finder, head->date);
    add_meta_run(finder, head->host);
    for (size_t i = 0; i < finder->left_count; i++)
        add_meta_run(finder, finder->left[i]);
}

static bool has_runs(const struct jd_head_plan *plan, const struct jd_head_part *part)
{
    for (size_t i = 0; i < plan->run_count; i++) {
        if (plan->runs[i].start >= part->start && plan->runs[i].start < part->end)
            return true;
    }
    return false;
}

/* A META part that shows nothing becomes a gap of the headline beside it. */
static void drop_silent_parts(struct jd_head_plan *plan)
{
    struct jd_head_part *parts = plan->parts;
    size_t last = plan->part_count - 1;
    if (last > 0 && parts[last].kind == JD_BLOCK_META && !has_runs(plan, &parts[last])) {
        parts[last - 1].end = parts[last].end;
        plan->part_count--;
    }
    if (plan->part_count > 1 && parts[0].kind == JD_BLOCK_META &&
        !has_runs(plan, parts)) {
        parts[1].start = parts[0].start;
        memmove(parts, parts + 1, --plan->part_count * sizeof *parts);
    }
}

/* The head ends with the line that ends at end. */
static void finish(struct finder *finder, size_t end)
{
    struct jd_head_plan *plan = finder->plan;
    plan->head.body = jd_blank_end(finder->text, end);
    plan->parts[plan->part_count - 1].end = plan->head.body;
    choose_meta_runs(finder);
    drop_silent_parts(plan);
}

/* Lines wholly in bold, and other lines that look like it, are the META line. */
static size_t take_meta_lines(struct finder *finder, size_t at, bool is_any_bold)
{
    struct head_line next;
    for (int i = 0; i < META_LINES && next_line(finder->text, at, &next); i++) {
        const struct jd_line *line = &next.line;
        bool is_bold = line->kind == JD_BLOCK_HEADING && line->in_bold;
        bool is_meta = is_bold && is_any_bold;
        if (is_bold || line->kind == JD_BLOCK_PARAGRAPH)
            is_meta = is_meta ||
                      jd_meta_looks_like(finder->text, line->start, line->end) ||
                      (i == 0 &&
                       jd_meta_looks_like_byline(finder->text, line->start, line->end));
        if (!is_meta)
            break;
        if (i == 0)
            add_part(finder->plan, JD_BLOCK_META, next.start, (struct jd_span){ 0 });
        read_meta(finder, line->start, line->end);
        at = next.end;
    }
    return at;
}

static bool find_markdown(struct finder *finder, const struct head_line *first)
{
    const struct jd_line *line = &first->line;
    if (line->kind != JD_BLOCK_HEADING || line->level != 1)
        return false;
    add_headline(finder, first->start, line->start, line->end);
    finish(finder, take_meta_lines(finder, first->end, true));
    return true;
}

/* Does the first line, as it stands, look like a headline? What follows decides, too. */
static bool is_title(struct jd_str text, const struct jd_line *line, int cols)
{
    static const char *const ends[] = { "。", "，", "、", "；", "：", ":", "," };
    bool is_bold = line->kind == JD_BLOCK_HEADING && line->in_bold;
    struct jd_str words = jd_str_sub(text, line->start, line->end);
    if ((!is_bold && line->kind != JD_BLOCK_PARAGRAPH) ||
        words.len > 4 * TITLE_COLS_META || jd_width_cols(words) > cols)
        return false;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        if (jd_str_ends(words, jd_str_of(ends[i])))
            return false;
    }
    return jd_str_find(words, jd_str_of("。"), 0) == (size_t)-1 &&
           !jd_meta_looks_like(text, line->start, line->end);
}

static bool find_plain(struct finder *finder, const struct head_line *first)
{
    struct jd_str text = finder->text;
    const struct jd_line *line = &first->line;
    struct head_line next;
    if (!is_title(text, line, TITLE_COLS_META) || !next_line(text, first->end, &next))
        return false;
    bool has_meta = jd_meta_looks_like(text, next.line.start, next.line.end);
    struct head_line third;
    if (!has_meta && jd_meta_looks_like_byline(text, next.line.start, next.line.end))
        has_meta = next_line(text, next.end, &third) &&
                   jd_meta_looks_like(text, third.line.start, third.line.end);
    bool is_ended = jd_sentence_is_ended(jd_str_sub(text, line->start, line->end));
    if (!has_meta && (is_ended || !next.after_blank || !is_title(text, line, TITLE_COLS)))
        return false;
    add_headline(finder, first->start, line->start, line->end);
    finish(finder, has_meta ? take_meta_lines(finder, first->end, false) : first->end);
    return true;
}

/* "Name: value"; the value may be empty. Returns where it starts, or 0. */
static size_t header_value(struct jd_str text, const struct head_line *line,
                           struct jd_str *name)
{
    enum { NAME_MAX_BYTES = 32 };
    struct jd_str bytes = jd_str_sub(text, line->start, line->end);
    const char *colon = memchr(bytes.ptr, ':', bytes.len);
    size_t len = colon ? (size_t)(colon - bytes.ptr) : 0;
    if (len == 0 || len > NAME_MAX_BYTES)
        return 0;
    for (size_t i = 0; i < len; i++) {
        char c = bytes.ptr[i];
        bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!is_letter && (i == 0 || (c != '-' && c != ' ')))
            return 0;
    }
    *name = jd_str_sub(bytes, 0, len);
    if (len + 1 < bytes.len && !jd_blank_len(bytes, len + 1))
        return 0; /* http://… */
    return jd_blank_skip(text, line->start + len + 1, line->end);
}

static bool is_named(struct jd_str name, const char *const *list)
{
    for (; *list; list++) {
        if (name.len == strlen(*list) && strncasecmp(name.ptr, *list, name.len) == 0)
            return true;
    }
    return false;
}

/* Names that the first line must have for a text to begin with header lines. */
static const char *const first_names[] = {
    "Feed",       "Title",        "Author",   "Link",         "Date",     "Subject",
    "From",       "To",           "Received", "Return-Path",  "Reply-To", "Delivered-To",
    "Message-ID", "MIME-Version", "Sender",   "Content-Type", "List-ID",  "Cc",
    "X-Mailer",   "URL",          NULL,
};
static const char *const title_names[] = { "Title", "Subject", NULL };
static const char *const field_names[] = { "Feed", "Author", "From", "Date",
                                           "Link", "Source", "URL",  NULL };

struct header {
    struct head_line
        line; /* its first line; end is behind the lines it was folded into */
    struct jd_str name;
    size_t value;
};

/* The header line at byte at, which moves behind it; false when there is none. */
static bool next_header(struct jd_str text, size_t *at, struct header *out)
{
    struct head_line more;
    if (!next_line(text, *at, &out->line) || out->line.after_blank)
        return false;
    out->value = header_value(text, &out->line, &out->name);
    if (!out->value)
        return false;
    *at = out->line.end;
    while (next_line(text, *at, &more) && !more.after_blank && more.line.indent > 0)
        *at = more.end;
    out->line.end = *at;
    return true;
}

static bool begins_with_headers(struct jd_str text, size_t at)
{
    struct header header;
    bool has_title = false;
    int count = 0;
    for (; count < HEADER_LINES && next_header(text, &at, &header); count++) {
        if (count == 0 && !is_named(header.name, first_names))
            return false;
        has_title = has_title || is_named(header.name, title_names);
    }
    return has_title || count > 1;
}

static bool find_headers(struct finder *finder, const struct head_line *first)
{
    struct jd_str text = finder->text;
    struct jd_head_plan *plan = finder->plan;
    struct header header;
    size_t at = first->start;
    if (!begins_with_headers(text, at))
        return false;
    for (int i = 0; i < HEADER_LINES && next_header(text, &at, &header); i++) {
        size_t start = header.line.start;
        size_t end = jd_blank_skip_back(text, header.line.end, header.value);
        bool is_named_title = is_named(header.name, title_names) && end > header.value;
        if (is_named_title && !plan->head.headline.len)
            add_headline(finder, start, header.value, end);
        else if (!plan->part_count ||
                 plan->parts[plan->part_count - 1].kind == JD_BLOCK_HEADLINE)
            add_part(plan, JD_BLOCK_META, start, (struct jd_span){ 0 });
        if (is_named(header.name, field_names))
            read_meta(finder, header.line.line.start, header.line.line.end);
    }
    finish(finder, at);
    return true;
}

void jd_head_find(struct jd_str text, struct jd_head_plan *plan)
{
    struct finder finder = { .text = text, .plan = plan };
    struct head_line first;
    *plan = (struct jd_head_plan){ .part_count = 0 };
    struct jd_str none = JD_STR_EMPTY;
    plan->head.headline = plan->head.byline = plan->head.media = none;
    plan->head.date = plan->head.source = plan->head.host = none;
    if (!next_line(text, 0, &first))
        return;
    if (!find_headers(&finder, &first) && !find_markdown(&finder, &first))
        find_plain(&finder, &first);
}
