/* SPDX-License-Identifier: MIT */
#include "scan.h"

#include <stdlib.h>

#include "jingdu/base/mem.h"
#include "jingdu/text/utf8.h"

#include "jingdu/base/banned.h"

typedef uint8_t lane __attribute__((vector_size(16)));
enum { LANE = sizeof(lane), STEP = 4 * LANE };

/* More bytes between two characters that are not seen are not looked at here. */
enum { SKIP_MAX = 64, TARGET_LOOK = 512 };

static uint8_t small(uint8_t byte)
{
    return byte >= 'A' && byte <= 'Z' ? byte | 0x20 : byte;
}

static bool is_small(uint8_t byte)
{
    return byte >= 'a' && byte <= 'z';
}

static bool is_alnum(uint8_t byte)
{
    return is_small(byte | 0x20) || (byte >= '0' && byte <= '9');
}

/* ---- the needle -------------------------------------------------------------------- */

/* How common a character is in Chinese news, roughly: 0 to 1000. */
static int commonness(struct jd_cp cp, struct jd_str bytes)
{
    static const char han[] =
        "的一是在国不了中有和人大年这为上以个会时来要地行到出发对业分生成于经政方工"
        "民日市进部作月公们我他全多家动新就后可能同本面现加高前说下开过力体外也企学合";
    static const char letters[] = "etaoinsrhldcumfpgwybvkxjqz";
    if (cp.bad)
        return 1000;
    if (cp.cp == ' ')
        return 1001;
    if (bytes.len == 1) {
        const char *letter = memchr(letters, (char)small((uint8_t)*bytes.ptr), 26);
        return letter                          ? 500 - 15 * (int)(letter - letters)
               : is_alnum((uint8_t)*bytes.ptr) ? 300
                                               : 400;
    }
    if (cp.cp - 0x2000 < 0x1040 || cp.cp - 0xFF00 < 0x100)
        return 900; /* punctuation, full-width forms */
    const char *found = memmem(han, sizeof han - 1, bytes.ptr, bytes.len);
    return found ? 600 - (int)(found - han) : 100;
}

static void choose(struct jd_needle *needle, size_t at, struct jd_cp cp)
{
    const uint8_t *bytes = (const uint8_t *)needle->bytes.ptr + at;
    needle->at = at;
    needle->second_at = cp.len - 1U;
    needle->first_at = cp.len > 1 ? cp.len - 2U : 0;
    needle->first = bytes[needle->first_at];
    needle->second = bytes[needle->second_at];
}

/* Marks that can be there without being seen, other than in a link's target: inside of
 * words, and at their ends. */
static bool may_hide(uint8_t byte, bool is_end)
{
    return byte && (strchr("*_[]\\!", byte) || (is_end && strchr("#>-+", byte)));
}

static void find_borders(struct jd_needle *needle)
{
    struct jd_str bytes = needle->bytes;
    needle->borders = jd_alloc_zero(bytes.len + 1, sizeof *needle->borders);
    for (size_t i = 1, state = 0; i < bytes.len; i++) {
        while (state && bytes.ptr[i] != bytes.ptr[state])
            state = needle->borders[state];
        state += bytes.ptr[i] == bytes.ptr[state];
        needle->borders[i + 1] = (uint32_t)state;
    }
}

void jd_needle_init(struct jd_needle *needle, struct jd_str bytes, bool any_case)
{
    *needle = (struct jd_needle){
        .bytes = bytes, .any_case = any_case, .is_plain = true, .is_blank = true
    };
    int least = 1002;
    for (size_t at = 0; at < bytes.len;) {
        struct jd_cp cp = jd_utf8_next(bytes, at);
        bool is_end = at == 0 || at + cp.len == bytes.len;
        int common = commonness(cp, jd_str_sub(bytes, at, at + cp.len));
        if (common < least) {
            least = common;
            choose(needle, at, cp);
        }
        if (may_hide((uint8_t)bytes.ptr[at], is_end))
            needle->is_plain = false;
        needle->is_blank &= cp.cp == ' ';
        needle->is_bad |= cp.bad;
        at += cp.len;
    }
    find_borders(needle);
}

void jd_needle_release(struct jd_needle *needle)
{
    free(needle->borders);
    needle->borders = NULL;
}

size_t jd_needle_step(const struct jd_needle *needle, size_t state, char byte)
{
    const uint8_t *bytes = (const uint8_t *)needle->bytes.ptr;
    uint8_t next = needle->any_case ? small((uint8_t)byte) : (uint8_t)byte;
    if (state == needle->bytes.len)
        state = needle->borders[state];
    while (state && bytes[state] != next)
        state = needle->borders[state];
    return state + (bytes[state] == next);
}

/* ---- finding the character --------------------------------------------------------- */

static lane load(const uint8_t *at)
{
    lane value;
    memcpy(&value, at, sizeof value);
    return value;
}

static bool has_any(lane value)
{
    uint64_t half[2];
    memcpy(half, &value, sizeof half);
    return (half[0] | half[1]) != 0;
}

/* Two bytes to look for: first, once the bits of mask are set, and second so many bytes
 * behind it (gap 0: only first). */
struct pair {
    uint8_t first, mask, second;
    size_t gap;
};

/* Which of the 16 places from p on have both? */
static inline lane match_lane(const uint8_t *p, struct pair pair)
{
    lane zero = { 0 };
    if (pair.gap)
        return (lane)(load(p) == zero + pair.first) &
               (lane)(load(p + pair.gap) == zero + pair.second);
    return (lane)((load(p) | (zero + pair.mask)) == zero + pair.first);
}

/* The first place in [from, limit) that has both. */
static inline size_t find_pair(const uint8_t *text, size_t from, size_t limit,
                               struct pair pair)
{
    size_t at = from;
    for (; at < limit && limit - at >= STEP; at += STEP) {
        lane seen = match_lane(text + at, pair) | match_lane(text + at + LANE, pair) |
                    match_lane(text + at + 2 * LANE, pair) |
                    match_lane(text + at + 3 * LANE, pair);
        if (!has_any(seen))
            continue;
        while (!has_any(match_lane(text + at, pair)))
            at += LANE;
        break;
    }
    for (; at < limit; at++)
        if ((text[at] | pair.mask) == pair.first &&
            (!pair.gap || text[at + pair.gap] == pair.second))
            return at;
    return SIZE_MAX;
}

/* Anything that may be shown as a blank. */
static size_t find_blank(struct jd_str text, size_t from, size_t limit)
{
    for (size_t at = from; at < limit; at++) {
        uint8_t byte = (uint8_t)text.ptr[at];
        if (byte <= ' ' || (byte >= 0x80 && jd_odd_blank(text, at)))
            return at;
    }
    return SIZE_MAX;
}

size_t jd_needle_next(const struct jd_needle *needle, struct jd_str text, size_t from,
                      size_t limit)
{
    const uint8_t *bytes = (const uint8_t *)text.ptr + needle->first_at;
    if (limit > text.len)
        limit = text.len;
    if (needle->is_blank)
        return find_blank(text, from, limit);
    if (text.len < needle->second_at)
        return SIZE_MAX;
    if (limit > text.len - needle->second_at)
        limit = text.len - needle->second_at;
    bool is_letter = needle->any_case && is_small(needle->first);
    struct pair pair = { needle->first, is_letter ? 0x20 : 0, needle->second, 0 };
    if (needle->second_at == needle->first_at)
        return find_pair(bytes, from, limit, pair);
    pair = (struct pair){ needle->first, 0, needle->second, 1 };
    return find_pair(bytes, from, limit, pair);
}

/* ---- around the character ---------------------------------------------------------- */

size_t jd_odd_blank(struct jd_str text, size_t at)
{
    const uint8_t *p = (const uint8_t *)text.ptr + at;
    size_t left = text.len - at;
    if (p[0] == 0xC2)
        return left >= 2 && p[1] == 0xA0 ? 2 : 0;
    if (left < 3)
        return 0;
    bool is_blank = (p[0] == 0xE3 && p[1] == 0x80 && p[2] == 0x80) ||
                    (p[0] == 0xE1 && p[1] == 0x9A && p[2] == 0x80) ||
                    (p[0] == 0xE2 && p[1] == 0x81 && p[2] == 0x9F) ||
                    (p[0] == 0xE2 && p[1] == 0x80 &&
                     ((p[2] >= 0x80 && p[2] <= 0x8A) || p[2] == 0xAF));
    return is_blank ? 3 : 0;
}

/* Bytes at byte at, in a direction, that may be there without being seen; 0: they are
 * seen. Blanks and > only beside a line end or another such byte. */
static size_t hidden_len(struct jd_str text, size_t at, bool is_forward)
{
    uint8_t byte = (uint8_t)text.ptr[at];
    if (byte < 0x80)
        return byte && strchr(" \t\n\v\f\r*_[]\\!>", byte) ? 1 : 0;
    if (is_forward)
        return jd_odd_blank(text, at);
    if (at >= 1 && jd_odd_blank(text, at - 1) == 2)
        return 2;
    return at >= 2 && jd_odd_blank(text, at - 2) == 3 ? 3 : 0;
}

/* May ](…) of a link begin at byte at, or end there? */
static bool may_be_target(struct jd_str text, size_t at, bool is_forward, size_t *work)
{
    if (is_forward)
        return text.ptr[at] == ']' && at + 1 < text.len && text.ptr[at + 1] == '(';
    if (text.ptr[at] != ')')
        return false;
    size_t floor = at > TARGET_LOOK ? at - TARGET_LOOK : 0;
    for (; at > floor && text.ptr[at] != '\n' && text.ptr[at] != ']'; ++*work)
        at--;
    return (at == floor && floor) || text.ptr[at] == ']';
}

/*
 * Compare from the character on, in one direction. What is not seen between two
 * characters of a match are marks, line ends, blanks beside those, and the targets of
 * links: where one of these may be met, more is not known here. Skipping what differs
 * finds every match: where a byte that is not seen is by chance the same as the next one
 * looked for, that one comes behind it still.
 */
static enum jd_fit compare(const struct jd_needle *needle, struct jd_str text,
                           size_t place, bool is_forward, size_t *work)
{
    const uint8_t *bytes = (const uint8_t *)needle->bytes.ptr;
    size_t left = is_forward ? needle->bytes.len - needle->at : needle->at;
    size_t at = is_forward ? place : place - 1;
    size_t want = is_forward ? needle->at : needle->at - 1;
    size_t step = is_forward ? 1 : SIZE_MAX; /* SIZE_MAX: one back */
    size_t skipped = 0;
    bool met_mark = false, met_target = false;
    for (; left && at < text.len; ++*work) { /* at wraps round before the text */
        uint8_t byte = (uint8_t)text.ptr[at];
        met_mark |= byte < 0x80 && byte && strchr("\n*_[]\\", byte);
        if (byte == ']' || byte == ')')
            met_target = met_target || may_be_target(text, at, is_forward, work);
        if ((needle->any_case ? small(byte) : byte) == bytes[want]) {
            if (skipped && !met_mark)
                return JD_FIT_NOT; /* nothing but blanks between: those are seen */
            at += step;
            want += step;
            left--;
            continue;
        }
        size_t hidden = hidden_len(text, at, is_forward);
        if (met_target || (bytes[want] == ' ' && hidden) || skipped > SKIP_MAX)
            return JD_FIT_BROKEN;
        if (!hidden)
            return JD_FIT_NOT;
        skipped += hidden;
        at += is_forward ? hidden : (size_t)0 - hidden;
    }
    return left ? JD_FIT_NOT : skipped ? JD_FIT_BROKEN : JD_FIT_WHOLE;
}

enum jd_fit jd_needle_fit(const struct jd_needle *needle, struct jd_str text,
                          size_t place, size_t *work)
{
    enum jd_fit after = compare(needle, text, place, true, work);
    if (after == JD_FIT_NOT)
        return after;
    enum jd_fit before = compare(needle, text, place, false, work);
    return before == JD_FIT_WHOLE ? after : before;
}
