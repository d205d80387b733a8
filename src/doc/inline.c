/* SPDX-License-Identifier: MIT */
#include "jingdu/doc/inline.h"

#include <stdlib.h>

#include "jingdu/base/mem.h"
#include "jingdu/text/han.h"
#include "jingdu/text/utf8.h"

#include "jingdu/base/banned.h"

/*
 * A block with markup is worked out on a map with one byte of flags for each byte of it;
 * a mark is decided when its partner is met, and nothing is looked at twice.
 */
enum {
    MAP_GAP = 1 << 0,
    MAP_BOLD = 1 << 1,
    MAP_LINK = 1 << 2,
    MAP_BLANK = 1 << 3, /* a gap that shows as a blank */
    MAP_LINE = 1 << 4,  /* a gap at a line end */
};

enum { URL_MAX = 2048 };

struct scan {
    struct jd_str text;
    size_t base; /* the byte of map[0] */
    uint8_t *map;
    size_t bold[2]; /* behind the marks that * and _ opened with; 0: not open */
    size_t used[2]; /* how many marks that were: 2 or 3 */
    size_t bracket; /* behind the last [ that is still open; 0: none */
};

static void mark(struct scan *scan, size_t start, size_t end, uint8_t flags)
{
    for (size_t at = start; at < end; at++)
        scan->map[at - scan->base] |= flags;
}

static bool is_ascii_alnum(unsigned char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_ascii_punct(unsigned char c)
{
    return c > ' ' && c < 0x7f && !is_ascii_alnum(c);
}

/* What may stand in an address; * [ ] are left out, since they are marks here. */
static bool is_url_byte(unsigned char c)
{
    return is_ascii_alnum(c) || (c && strchr("-._~:/?#@!$&'()+,;=%", c));
}

size_t jd_inline_url_end(struct jd_str text, size_t at, size_t limit)
{
    struct jd_str rest = jd_str_sub(text, at, limit);
    size_t len = rest.len >= 7 && strncasecmp(rest.ptr, "http://", 7) == 0    ? 7
                 : rest.len >= 8 && strncasecmp(rest.ptr, "https://", 8) == 0 ? 8
                                                                              : 0;
    if (!len)
        return 0;
    size_t end = len, depth = 0, closed = 0;
    while (end < rest.len && end < URL_MAX && is_url_byte((unsigned char)rest.ptr[end])) {
        depth += rest.ptr[end] == '(';
        closed += rest.ptr[end] == ')';
        end++;
    }
    /* A mark behind it belongs to the sentence, a bracket to what opened before it. */
    while (end > len && (strchr(".,;:!?'_", rest.ptr[end - 1]) ||
                         (rest.ptr[end - 1] == ')' && closed > depth))) {
        closed -= rest.ptr[end - 1] == ')';
        end--;
    }
    return end > len ? at + end : 0;
}

/*
 * The target of a link, an address and perhaps a title, from at on. Stops at the next
 * bracket, which keeps a text made of nothing but "](" linear. Returns what is behind the
 * closing parenthesis, or 0. [注](见下文) is not a link.
 */
static size_t skip_target(struct jd_str text, size_t at, size_t limit)
{
    if (at >= limit || (unsigned char)text.ptr[at] <= ' ' ||
        (unsigned char)text.ptr[at] >= 0x7f || text.ptr[at] == ')')
        return 0;
    for (int depth = 0; at < limit; at++) {
        char c = text.ptr[at];
        if (c == '[' || c == ']')
            return 0;
        if (c == '(')
            depth++;
        else if (c == ')' && depth == 0)
            return at + 1;
        else if (c == ')')
            depth--;
    }
    return 0;
}

/* The marks [at, next) close what is open since *open. */
static void close_bold(struct scan *scan, size_t at, size_t next, int kind)
{
    size_t open = scan->bold[kind];
    size_t used = next - at == 3 ? scan->used[kind] : 2;
    mark(scan, open - used, open, MAP_GAP);
    mark(scan, open, at, MAP_BOLD);
    mark(scan, at, at + used, MAP_GAP);
    bool reopens = next - at == 4; /* **a****b** */
    scan->bold[kind] = reopens ? next : 0;
    scan->used[kind] = 2;
}

/* Two or more of * or _ in [at, next). foo__bar__ is a name, 填空____ a place to write.
 */
static void take_bold(struct scan *scan, size_t at, size_t next, struct jd_span line)
{
    const unsigned char *bytes = (const unsigned char *)scan->text.ptr;
    bool is_underscore = bytes[at] == '_';
    if (scan->bold[is_underscore]) {
        if (!is_underscore || next == line.end || !is_ascii_alnum(bytes[next]))
            close_bold(scan, at, next, is_underscore);
        return;
    }
    if (next - at > 3 ||
        (is_underscore && at > line.start && is_ascii_alnum(bytes[at - 1])))
        return;
    scan->bold[is_underscore] = next;
    scan->used[is_underscore] = next - at;
}

/* At ] of [text](target): both go, the text is a link. */
static size_t take_link(struct scan *scan, size_t at, struct jd_span line)
{
    size_t open = scan->bracket;
    scan->bracket = 0;
    if (!open || at + 1 >= line.end || scan->text.ptr[at + 1] != '(')
        return at + 1;
    size_t behind = skip_target(scan->text, at + 2, line.end);
    size_t first = open - 1;
    bool is_picture = first > line.start && scan->text.ptr[first - 1] == '!';
    if (!behind || first < line.start || (open == at && !is_picture))
        return at + 1;
    mark(scan, is_picture ? first - 1 : first, open, MAP_GAP);
    mark(scan, open, at, MAP_LINK);
    mark(scan, at, behind, MAP_GAP);
    return behind;
}

static size_t take_url(struct scan *scan, size_t at, struct jd_span line)
{
    size_t end = jd_inline_url_end(scan->text, at, line.end);
    if (!end)
        return at + 1;
    mark(scan, at, end, MAP_LINK);
    return end;
}

static size_t take_byte(struct scan *scan, size_t at, struct jd_span line)
{
    const char *bytes = scan->text.ptr;
    size_t next = at + 1;
    switch (bytes[at]) {
    case '\\':
        if (next >= line.end || !is_ascii_punct((unsigned char)bytes[next]))
            return next;
        mark(scan, at, next, MAP_GAP);
        return next + 1;
    case '*':
    case '_':
        while (next < line.end && bytes[next] == bytes[at])
            next++;
        if (next - at >= 2)
            take_bold(scan, at, next, line);
        return next;
    case '[':
        scan->bracket = next;
        return next;
    case ']':
        return take_link(scan, at, line);
    case 'h':
    case 'H':
        return take_url(scan, at, line);
    case '\t':
    case '\v':
    case '\f':
    case '\r':
    case '\n':
        mark(scan, at, next, MAP_GAP | MAP_BLANK);
        return next;
    default:
        return next;
    }
}

/* Between these two a line end stands for a blank: both belong to Latin text. */
static bool needs_blank(struct jd_str text, size_t left_end, size_t right)
{
    struct jd_cp last = jd_utf8_prev(text, left_end), first = jd_utf8_next(text, right);
    enum jd_char_class before = jd_char_classify(last.cp),
                       after = jd_char_classify(first.cp);
    bool is_left = before == JD_CHAR_LETTER || before == JD_CHAR_DIGIT;
    bool is_right = after == JD_CHAR_LETTER || after == JD_CHAR_DIGIT;
    if (last.cp && last.cp < 0x80 && strchr(",.;:!?)'\"%", (int)last.cp))
        is_left = true;
    if (first.cp && first.cp < 0x80 && strchr("('\"$", (int)first.cp))
        is_right = true;
    return is_left && is_right;
}

static enum jd_joint joint_between(const struct jd_block *block, struct jd_str text,
                                   size_t start, unsigned gap)
{
    if (!block->run_count)
        return JD_JOINT_NONE;
    if (gap & MAP_BLANK)
        return JD_JOINT_BLANK;
    size_t before = block->runs[block->run_count - 1].end;
    bool is_blank = (gap & MAP_LINE) && needs_blank(text, before, start);
    return is_blank ? JD_JOINT_BLANK : JD_JOINT_NONE;
}

static uint8_t to_emphasis(unsigned flags)
{
    return (uint8_t)((flags & MAP_BOLD ? JD_EMPH_BOLD : 0) |
                     (flags & MAP_LINK ? JD_EMPH_LINK : 0));
}

/* Turn the map into runs. */
static void add_from_map(struct jd_block *block, const struct scan *scan, size_t end,
                         uint8_t emphasis)
{
    unsigned gap = 0;
    for (size_t at = scan->base; at < end;) {
        unsigned flags = scan->map[at - scan->base];
        size_t start = at;
        while (at < end && scan->map[at - scan->base] == flags)
            at++;
        if (flags & MAP_GAP) {
            gap |= flags;
            continue;
        }
        enum jd_joint joint = joint_between(block, scan->text, start, gap);
        jd_block_add_run(block,
                         (struct jd_run){ .start = start,
                                          .end = at,
                                          .emphasis = to_emphasis(flags) | emphasis,
                                          .joint = (uint8_t)joint });
        gap = 0;
    }
}

/* Bytes that can be or begin a mark. Most lines of most articles have none. */
static bool has_marks(struct jd_str line)
{
    for (size_t i = 0; i < line.len; i++) {
        char c = line.ptr[i];
        if ((unsigned char)c >= 0x80)
            continue;
        bool is_double = i + 1 < line.len && line.ptr[i + 1] == c;
        if (c == '\\' || c == '[' || (c < ' ' && c >= '\t' && c <= '\r'))
            return true;
        if ((c == '*' || c == '_') && is_double)
            return true;
        if ((c | 0x20) == 'h' && i + 7 < line.len && (line.ptr[i + 1] | 0x20) == 't')
            return true;
    }
    return false;
}

static void add_plain(struct jd_block *block, struct jd_str text,
                      const struct jd_span *lines, size_t count, uint8_t emphasis)
{
    for (size_t i = 0; i < count; i++) {
        enum jd_joint joint = joint_between(block, text, lines[i].start, MAP_LINE);
        jd_block_add_run(block, (struct jd_run){ .start = lines[i].start,
                                                 .end = lines[i].end,
                                                 .emphasis = emphasis,
                                                 .joint = (uint8_t)joint });
    }
}

void jd_inline_add_runs(struct jd_block *block, struct jd_str text,
                        const struct jd_span *lines, size_t count, uint8_t emphasis)
{
    bool is_plain = true;
    for (size_t i = 0; i < count && is_plain; i++)
        is_plain = !has_marks(jd_str_sub(text, lines[i].start, lines[i].end));
    if (is_plain) {
        add_plain(block, text, lines, count, emphasis);
        return;
    }
    size_t base = lines[0].start, end = lines[count - 1].end;
    struct scan scan = { .text = text, .base = base };
    scan.map = jd_alloc_zero(end - base, 1);
    for (size_t i = 0; i < count; i++) {
        if (i)
            mark(&scan, lines[i - 1].end, lines[i].start, MAP_GAP | MAP_LINE);
        for (size_t at = lines[i].start; at < lines[i].end;)
            at = take_byte(&scan, at, lines[i]);
        scan.bracket = 0; /* a link stays in its line */
    }
    add_from_map(block, &scan, end, emphasis);
    free(scan.map);
}
