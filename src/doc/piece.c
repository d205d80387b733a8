/* SPDX-License-Identifier: MIT */
#include "jingdu/doc/piece.h"

#include "jingdu/doc/sentence.h"
#include "jingdu/text/utf8.h"

#include "jingdu/base/banned.h"

/*
 * The cut that belongs to a multiple k of JD_BLOCK_MAX looks at its window: from QUIET
 * bytes behind the multiple before to its own place, at most LOOK bytes behind the
 * multiple k. A line end in the window means that no line is cut here. QUIET exceeds
 * LOOK, so windows do not meet, and no piece exceeds 2 * JD_BLOCK_MAX - QUIET + LOOK
 * bytes.
 */
enum {
    QUIET = 4096,
    LOOK = 2048,
    BEFORE = 64, /* where to begin counting clusters */
    REACH = 3 * JD_BLOCK_MAX,
};

struct cut {
    size_t at;   /* 0: no cut */
    bool inside; /* inside a line; else at->start of a line, which matters to blank ones
                    only */
};

static size_t window_start(size_t k)
{
    return (k - 1) * JD_BLOCK_MAX + QUIET;
}

/* Where the line would be cut for the multiple at, or the first line end behind it. */
static size_t find_place(struct jd_str text, size_t at)
{
    struct jd_str near = jd_str_sub(text, 0, at + LOOK);
    size_t first = jd_utf8_floor(near, at);
    if (first < at)
        first += jd_utf8_next(near, first).len;
    for (size_t pos = first; pos < near.len;) {
        if (near.ptr[pos] == '\n')
            return pos;
        size_t end = jd_sentence_mark(near, pos);
        if (end)
            return end;
        pos += jd_utf8_next(near, pos).len;
    }
    size_t pos = jd_utf8_floor(near, at - BEFORE);
    while (pos < at)
        pos = jd_utf8_cluster_end(near, pos);
    return pos < near.len ? pos : first;
}

static struct cut find_cut(struct jd_str text, size_t k)
{
    size_t at = k * JD_BLOCK_MAX;
    if (at >= text.len)
        return (struct cut){ 0 };
    size_t place = find_place(text, at);
    size_t from = window_start(k);
    size_t to = place < text.len ? place + 1 : text.len;
    const char *line_end = memrchr(text.ptr + from, '\n', to - from);
    struct cut cut = { .at = place, .inside = true };
    if (line_end)
        cut = (struct cut){ .at = (size_t)(line_end - text.ptr) + 1, .inside = false };
    return cut.at < text.len ? cut : (struct cut){ 0 };
}

/* Start of the line that contains byte; REACH before it when that is further away. */
static size_t line_start(struct jd_str text, size_t byte)
{
    size_t from = byte > REACH ? byte - REACH : 0;
    const char *line_end = memrchr(text.ptr + from, '\n', byte - from);
    return line_end ? (size_t)(line_end - text.ptr) + 1 : from;
}

static size_t line_limit(struct jd_str text, size_t byte)
{
    size_t to = text.len - byte > REACH ? byte + REACH : text.len;
    const char *line_end = memchr(text.ptr + byte, '\n', to - byte);
    return line_end ? (size_t)(line_end - text.ptr) + 1 : to;
}

struct jd_piece jd_piece_at(struct jd_str text, size_t byte)
{
    struct jd_piece piece = { .start = line_start(text, byte),
                              .end = line_limit(text, byte) };
    size_t line = piece.start, multiple = byte / JD_BLOCK_MAX;
    for (size_t k = multiple; k > 0 && k + 1 >= multiple && window_start(k) >= line;
         k--) {
        struct cut cut = find_cut(text, k);
        if (!cut.inside || cut.at > byte)
            continue;
        piece.start = cut.at;
        piece.cut_before = true;
        break;
    }
    for (size_t k = multiple ? multiple : 1; k <= multiple + 2; k++) {
        if (window_start(k) < line || k * JD_BLOCK_MAX >= piece.end)
            continue;
        struct cut cut = find_cut(text, k);
        if (!cut.inside || cut.at <= byte || cut.at >= piece.end)
            continue;
        piece.end = cut.at;
        piece.cut_after = true;
        break;
    }
    return piece;
}

size_t jd_blank_len(struct jd_str text, size_t at)
{
    const char *p = text.ptr + at;
    size_t left = text.len - at;
    switch (p[0]) {
    case ' ':
    case '\t':
    case '\n':
    case '\v':
    case '\f':
    case '\r':
        return 1;
    case '\xc2':
        return left >= 2 && p[1] == '\xa0' ? 2 : 0;
    case '\xe3':
        return left >= 3 && p[1] == '\x80' && p[2] == '\x80' ? 3 : 0;
    default:
        return 0;
    }
}

size_t jd_blank_skip(struct jd_str text, size_t from, size_t limit)
{
    struct jd_str near = jd_str_sub(text, 0, limit);
    while (from < near.len) {
        size_t len = jd_blank_len(near, from);
        if (!len)
            return from;
        from += len;
    }
    return limit;
}

/* Bytes of the blank that ends at byte at (> 0). Lead bytes make this unambiguous. */
static size_t blank_len_before(struct jd_str text, size_t at)
{
    struct jd_str near = jd_str_sub(text, 0, at);
    if (text.ptr[at - 1] == '\n' || text.ptr[at - 1] == ' ')
        return 1;
    for (size_t len = 1; len <= 3 && len <= at; len++) {
        if (jd_blank_len(near, at - len) == len)
            return len;
    }
    return 0;
}

size_t jd_blank_skip_back(struct jd_str text, size_t from, size_t floor)
{
    while (from > floor) {
        size_t len = blank_len_before(text, from);
        if (!len)
            return from;
        from = from - floor > len ? from - len : floor;
    }
    return floor;
}

bool jd_piece_is_blank(struct jd_str text, struct jd_piece piece)
{
    return jd_blank_skip(text, piece.start, piece.end) == piece.end;
}

/*
 * A blank run is cut where a window is blank from its start up to the cut. Whatever the
 * lines in it are, a blank piece that starts at such a cut stands in JD_BLOCK_MAX - QUIET
 * bytes of blanks at least; shorter runs need no look at cuts.
 */
static bool is_long(size_t blanks)
{
    return blanks >= JD_BLOCK_MAX - QUIET;
}

size_t jd_blank_start(struct jd_str text, struct jd_piece piece)
{
    size_t start = piece.start;
    size_t seen = jd_blank_skip_back(text, start, start > REACH ? start - REACH : 0);
    size_t multiple = start / JD_BLOCK_MAX;
    if (is_long(piece.end - seen)) {
        for (size_t k = multiple + 1; k > 0 && k + 2 >= multiple; k--) {
            if (window_start(k) < seen || window_start(k) >= start)
                continue;
            struct cut cut = find_cut(text, k);
            if (cut.at && cut.at <= start)
                return cut.at;
        }
    }
    return seen ? jd_piece_at(text, seen - 1).start : 0;
}

size_t jd_blank_end(struct jd_str text, size_t from)
{
    size_t limit = text.len - from > REACH ? from + REACH : text.len;
    size_t next = jd_blank_skip(text, from, limit);
    size_t start = next < text.len ? jd_piece_at(text, next).start : text.len;
    if (start < from)
        start = from;
    size_t seen = jd_blank_skip_back(text, from, from > REACH ? from - REACH : 0);
    if (!is_long(next - seen))
        return start;
    size_t multiple = from / JD_BLOCK_MAX;
    for (size_t k = multiple ? multiple : 1; k <= next / JD_BLOCK_MAX + 1; k++) {
        if (window_start(k) < seen)
            continue;
        struct cut cut = find_cut(text, k);
        if (cut.at >= from && cut.at < start && cut.at)
            return cut.at;
    }
    return start;
}
