/* SPDX-License-Identifier: MIT */
#include "scan.h"

#include <string.h>

#include "jingdu/base/buf.h"
#include "jingdu/lang/find.h"

#include "jingdu/base/banned.h"

typedef uint8_t lane __attribute__((vector_size(16)));
enum { LANE = sizeof(lane), STEP = 4 * LANE };

/* Work on candidates that are none, over the bytes passed, before memmem takes over. */
enum { WASTE_FACTOR = 4, WASTE_MIN = 4096, WINDOW = 64 * 1024 };

static lane load(const char *at)
{
    lane value;
    memcpy(&value, at, sizeof value);
    return value;
}

static bool any(lane value)
{
    uint64_t half[2];
    memcpy(half, &value, sizeof half);
    return (half[0] | half[1]) != 0;
}

/* Bit n for each byte n of marks that is 0xFF; the others are 0. */
static uint64_t bits_of(const lane marks[4])
{
    uint64_t words[STEP / 8], bits = 0;
    memcpy(words, marks, sizeof words);
    for (int i = 0; i < STEP / 8; i++) {
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
        words[i] = __builtin_bswap64(words[i]);
#endif
        /* One bit of each byte, all brought together in the highest byte. */
        uint64_t byte = (words[i] & 0x8040201008040201) * 0x0101010101010101 >> 56;
        bits |= byte << 8 * i;
    }
    return bits;
}

static lane fill(uint8_t byte)
{
    return (lane){ 0 } + byte;
}

/* ---- the needle -------------------------------------------------------------------- */

static bool is_letter(uint8_t byte)
{
    return byte >= 'a' && byte <= 'z';
}

/* How common a byte is in Chinese news text, roughly: the less, the better it tells. */
static int commonness(uint8_t byte)
{
    if (byte >= 0xE4 && byte <= 0xE9)
        return 200;
    if (byte == 0xE3 || byte == 0xEF)
        return 90;
    if (byte == 0x80 || byte == 0xBC || byte == 0x8C || byte == 0x82 || byte == 0x9A ||
        byte == 0x84 || byte == 0xB8)
        return 60;
    if (byte >= 0x80)
        return 25;
    if (byte == ' ' || byte == '\n')
        return 50;
    return is_letter(byte | 0x20) ? 20 : 12;
}

void jd_needle_init(struct jd_needle *needle, struct jd_str bytes, bool any_case)
{
    const uint8_t *p = (const uint8_t *)bytes.ptr;
    *needle = (struct jd_needle){ .bytes = bytes, .any_case = any_case };
    int best = 1000;
    for (size_t i = 0; i < bytes.len; i++) {
        int cost = commonness(p[i]) + (any_case && is_letter(p[i]) ? 30 : 0);
        if (cost < best) {
            best = cost;
            needle->first_at = i;
        }
    }
    needle->first = p[needle->first_at];
    needle->second_at = needle->first_at;
    best = 1000;
    for (size_t i = 0; i < bytes.len; i++) {
        /* The same character again tells little, the same byte less than another. */
        bool near = i < needle->first_at + 3 && needle->first_at < i + 3;
        int cost = commonness(p[i]) + (any_case && is_letter(p[i]) ? 30 : 0) +
                   (near ? 60 : 0) + (p[i] == needle->first ? 50 : 0);
        if (i != needle->first_at && cost < best) {
            best = cost;
            needle->second_at = i;
        }
    }
    needle->second = p[needle->second_at];
}

static uint8_t small(uint8_t byte)
{
    return byte >= 'A' && byte <= 'Z' ? byte | 0x20 : byte;
}

/* How many bytes are the same, from the start. */
static size_t common_prefix(const struct jd_needle *needle, const char *at)
{
    const uint8_t *p = (const uint8_t *)at, *n = (const uint8_t *)needle->bytes.ptr;
    size_t i = 0;
    if (needle->any_case)
        while (i < needle->bytes.len && small(p[i]) == n[i])
            i++;
    else
        while (i < needle->bytes.len && p[i] == n[i])
            i++;
    return i;
}

bool jd_needle_is_at(const struct jd_needle *needle, struct jd_str text, size_t at)
{
    return at <= text.len && text.len - at >= needle->bytes.len &&
           common_prefix(needle, text.ptr + at) == needle->bytes.len;
}

/* ---- finding ----------------------------------------------------------------------- */

/* The slow but steady way, window by window, small letters made of capitals. */
static size_t find_steadily(const struct jd_needle *needle, struct jd_str text, size_t from,
                            size_t limit)
{
    struct jd_buf window = JD_BUF_INIT;
    size_t found = SIZE_MAX, len = needle->bytes.len;
    for (size_t at = from; at < limit && found == SIZE_MAX; at += WINDOW) {
        size_t end = limit - at < WINDOW ? limit : at + WINDOW;
        struct jd_str part = jd_str_sub(text, at, end + len - 1);
        if (needle->any_case) {
            jd_buf_clear(&window);
            jd_buf_add(&window, part);
            for (size_t i = 0; i < window.len; i++)
                window.data[i] = (char)small((uint8_t)window.data[i]);
            part = jd_buf_str(&window);
        }
        const char *hit = memmem(part.ptr, part.len, needle->bytes.ptr, len);
        if (hit)
            found = at + (size_t)(hit - part.ptr);
    }
    jd_buf_release(&window);
    return found;
}

/* Which of the 64 places from at on have both bytes? 0xFF in marks for each that has; false:
 * none. Letters may be capitals where any_case says so; other bytes are only themselves. */
static bool pass_step(const struct jd_needle *needle, const char *at, lane marks[4])
{
    const char *a = at + needle->first_at, *b = at + needle->second_at;
    lane first = fill(needle->first), second = fill(needle->second);
    lane seen = { 0 };
    if (needle->any_case) {
        lane first_mask = fill(is_letter(needle->first) ? 0x20 : 0);
        lane second_mask = fill(is_letter(needle->second) ? 0x20 : 0);
        for (int i = 0; i < 4; i++)
            seen |= marks[i] = (lane)((load(a + LANE * i) | first_mask) == first) &
                               (lane)((load(b + LANE * i) | second_mask) == second);
    } else {
        for (int i = 0; i < 4; i++)
            seen |= marks[i] = (lane)(load(a + LANE * i) == first) &
                               (lane)(load(b + LANE * i) == second);
    }
    return any(seen);
}

size_t jd_needle_find(const struct jd_needle *needle, struct jd_str text, size_t from,
                      size_t limit)
{
    size_t len = needle->bytes.len;
    if (text.len < len)
        return SIZE_MAX;
    if (limit > text.len - len + 1)
        limit = text.len - len + 1; /* no place behind it can hold the needle */
    size_t at = from, waste = 0;
    /* The last bytes a step reads are those of the needle at its last place. */
    for (; at < limit && limit - at >= STEP; at += STEP) {
        lane marks[4];
        if (!pass_step(needle, text.ptr + at, marks))
            continue;
        for (uint64_t bits = bits_of(marks); bits; bits &= bits - 1) {
            size_t place = at + (size_t)__builtin_ctzll(bits);
            size_t same = common_prefix(needle, text.ptr + place);
            if (same == len)
                return place;
            waste += same;
        }
        if (waste > WASTE_MIN + WASTE_FACTOR * (at - from))
            return find_steadily(needle, text, at + STEP, limit);
    }
    for (; at < limit; at++)
        if (common_prefix(needle, text.ptr + at) == len)
            return at;
    return SIZE_MAX;
}

/* ---- what may hide something ------------------------------------------------------- */

bool jd_scan_may_hide(char byte, bool lines)
{
    return byte == '\t' || byte == '*' || (byte >= '[' && byte <= '_') ||
           (lines && (byte == '\n' || byte == '\r'));
}

static lane hiding(lane bytes)
{
    return (lane)(bytes - (uint8_t)'[' <= (uint8_t)('_' - '[')) |
           (lane)(bytes == (uint8_t)'*') | (lane)(bytes == (uint8_t)'\t');
}

uint64_t jd_scan_hiding(struct jd_str text, size_t at, bool lines)
{
    lane marks[4], seen = { 0 };
    uint64_t bits = 0;
    if (text.len - at < STEP) {
        for (size_t i = 0; at + i < text.len; i++)
            bits |= (uint64_t)jd_scan_may_hide(text.ptr[at + i], lines) << i;
        return bits;
    }
    for (int i = 0; i < 4; i++) {
        lane bytes = load(text.ptr + at + LANE * i);
        marks[i] = hiding(bytes);
        if (lines)
            marks[i] |=
                (lane)(bytes == (uint8_t)'\n') | (lane)(bytes == (uint8_t)'\r');
        seen |= marks[i];
    }
    return any(seen) ? bits_of(marks) : 0;
}
