/* SPDX-License-Identifier: MIT */
#include "jingdu/text/utf8.h"

#include <unictype.h>

#include "cell_kind.h"

#include "jingdu/base/banned.h"

/* Emoji before a ZWJ carry at most this many selectors, tones and marks. */
enum { EMOJI_EXTENDERS_MAX = 2 };

static bool is_emoji(uint32_t cp)
{
    return cp >= 0xA9 && jd_cell_kind(cp) >= JD_CELL_NARROW &&
           uc_is_property_extended_pictographic(cp);
}

/* Is there an emoji, with or without extenders, before byte at? */
static bool follows_emoji(struct jd_str text, size_t at)
{
    for (int i = 0; i <= EMOJI_EXTENDERS_MAX && at > 0; i++) {
        struct jd_cp cp = jd_utf8_prev(text, at);
        enum jd_cell_kind kind = jd_cell_kind(cp.cp);
        if (kind != JD_CELL_SELECTOR && kind != JD_CELL_TONE && kind != JD_CELL_MARK)
            return is_emoji(cp.cp);
        at -= cp.len;
    }
    return false;
}

/*
 * Does the code point now, at byte at (> 0), stay with the one before it? Selectors and
 * ZWJ never follow one another, and never a hidden character, so that no cluster consists
 * of nothing visible.
 */
static bool joins(struct jd_str text, size_t at, struct jd_cp now)
{
    enum jd_cell_kind kind = jd_cell_kind(now.cp);
    if (kind == JD_CELL_HIDDEN && now.cp != '\n')
        return false;
    if (kind >= JD_CELL_NARROW && (unsigned char)text.ptr[at - 1] != 0x8D)
        return false; /* no ZWJ before it */
    struct jd_cp last = jd_utf8_prev(text, at);
    enum jd_cell_kind before = jd_cell_kind(last.cp);
    switch (kind) {
    case JD_CELL_HIDDEN:
        return last.cp == '\r';
    case JD_CELL_MARK:
        return before != JD_CELL_HIDDEN;
    case JD_CELL_SELECTOR:
        return before >= JD_CELL_TONE;
    case JD_CELL_JOINER:
        if (before == JD_CELL_SELECTOR) {
            size_t selector = at - last.len;
            return selector > 0 && joins(text, selector, last);
        }
        return before >= JD_CELL_TONE;
    case JD_CELL_TONE:
        return is_emoji(last.cp);
    default:
        return before == JD_CELL_JOINER && is_emoji(now.cp) &&
               follows_emoji(text, at - last.len);
    }
}

/* Does what begins at byte at belong to the cluster before it, floods aside? */
static bool hangs_on(struct jd_str text, size_t at)
{
    if (at == 0 || at >= text.len)
        return false;
    unsigned byte = (unsigned char)text.ptr[at];
    bool surely_not = byte < 0x80 ? byte != '\n' : byte >= 0xE4 && byte <= 0xE9;
    return !surely_not && joins(text, at, jd_utf8_next(text, at));
}

/* How many code points in front hang together with the one at byte at; at most MAX. */
static int count_before(struct jd_str text, size_t at, size_t *start)
{
    int count = 0;
    for (*start = at; count < JD_UTF8_CLUSTER_MAX && hangs_on(text, *start); count++)
        *start -= jd_utf8_prev(text, *start).len;
    return count;
}

size_t jd_utf8_cluster_end(struct jd_str text, size_t at)
{
    size_t start, end = at + jd_utf8_next(text, at).len;
    if (!hangs_on(text, end))
        return end;
    int count = count_before(text, at, &start);
    while (hangs_on(text, end) && ++count < JD_UTF8_CLUSTER_MAX)
        end += jd_utf8_next(text, end).len;
    return end;
}

size_t jd_utf8_cluster_start(struct jd_str text, size_t at)
{
    if (at >= text.len)
        return text.len;
    size_t start, here = jd_utf8_floor(text, at);
    return count_before(text, here, &start) < JD_UTF8_CLUSTER_MAX ? start : here;
}
