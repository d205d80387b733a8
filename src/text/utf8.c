/* SPDX-License-Identifier: MIT */
#include "jingdu/text/utf8.h"

#include "jingdu/base/banned.h"

static unsigned byte_at(struct jd_str text, size_t at)
{
    return (unsigned char)text.ptr[at];
}

static bool is_continuation(unsigned byte)
{
    return (byte & 0xC0) == 0x80;
}

static struct jd_cp bad_part(size_t len)
{
    return (struct jd_cp){ .cp = 0xFFFD, .len = (uint8_t)len, .bad = true };
}

/*
 * Table 3-7 as a lead byte, the range of the byte behind it, and how many plain
 * continuation bytes follow. A sequence that breaks off is bad up to where it broke.
 */
struct jd_cp jd_utf8_next_other(struct jd_str text, size_t at)
{
    unsigned lead = byte_at(text, at), low = 0x80, high = 0xBF;
    size_t need;
    if (lead < 0x80)
        return (struct jd_cp){ .cp = lead, .len = 1 };
    if (lead < 0xC2 || lead > 0xF4)
        return bad_part(1);
    if (lead < 0xE0) {
        need = 2;
    } else if (lead < 0xF0) {
        need = 3;
        low = lead == 0xE0 ? 0xA0 : 0x80;
        high = lead == 0xED ? 0x9F : 0xBF;
    } else {
        need = 4;
        low = lead == 0xF0 ? 0x90 : 0x80;
        high = lead == 0xF4 ? 0x8F : 0xBF;
    }
    uint32_t cp = lead & (0xFFU >> (need + 1));
    for (size_t i = 1; i < need; i++) {
        if (at + i >= text.len)
            return bad_part(i);
        unsigned byte = byte_at(text, at + i);
        if (byte < low || byte > high)
            return bad_part(i);
        cp = cp << 6 | (byte & 0x3F);
        low = 0x80;
        high = 0xBF;
    }
    return (struct jd_cp){ .cp = cp, .len = (uint8_t)need };
}

/* Where the part begins that holds the byte at, when a walk starts far enough before it.
 */
static size_t part_start(struct jd_str text, size_t at)
{
    if (!is_continuation(byte_at(text, at)))
        return at;
    for (size_t back = 1; back <= 3 && back <= at; back++) {
        size_t lead = at - back;
        if (is_continuation(byte_at(text, lead)))
            continue;
        return lead + jd_utf8_next(text, lead).len > at ? lead : at;
    }
    return at;
}

struct jd_cp jd_utf8_prev(struct jd_str text, size_t at)
{
    size_t start = part_start(text, at - 1);
    return jd_utf8_next(jd_str_make(text.ptr, at), start);
}

size_t jd_utf8_floor(struct jd_str text, size_t at)
{
    return at >= text.len ? text.len : part_start(text, at);
}

void jd_utf8_add(struct jd_buf *buf, uint32_t cp)
{
    char bytes[4];
    size_t len;
    if (cp > 0x10FFFF || cp - 0xD800 < 0x800)
        cp = 0xFFFD;
    if (cp < 0x80) {
        bytes[0] = (char)cp;
        len = 1;
    } else if (cp < 0x800) {
        bytes[0] = (char)(0xC0 | cp >> 6);
        len = 2;
    } else if (cp < 0x10000) {
        bytes[0] = (char)(0xE0 | cp >> 12);
        len = 3;
    } else {
        bytes[0] = (char)(0xF0 | cp >> 18);
        len = 4;
    }
    for (size_t i = 1; i < len; i++)
        bytes[i] = (char)(0x80 | (cp >> (6 * (len - 1 - i)) & 0x3F));
    jd_buf_add(buf, jd_str_make(bytes, len));
}

/*
 * The end of the stretch of surely good text at byte at: ASCII by eights, and three-byte
 * sequences whose lead byte puts no condition on the next one.
 */
static size_t skip_good(struct jd_str text, size_t at)
{
    const char *ptr = text.ptr;
    while (at + 8 <= text.len) {
        uint64_t word;
        memcpy(&word, ptr + at, sizeof word);
        if (!(word & 0x8080808080808080U)) {
            at += 8;
            continue;
        }
        unsigned lead = (unsigned char)ptr[at];
        if (lead < 0x80) {
            at++;
            continue;
        }
        if (lead - 0xE1 > 0xE || lead == 0xED ||
            !is_continuation(byte_at(text, at + 1)) ||
            !is_continuation(byte_at(text, at + 2)))
            break;
        at += 3;
    }
    return at;
}

size_t jd_utf8_count_bad(struct jd_str text)
{
    size_t bad = 0, at = 0;
    while ((at = skip_good(text, at)) < text.len) {
        struct jd_cp cp = jd_utf8_next_other(text, at);
        bad += cp.bad;
        at += cp.len;
    }
    return bad;
}

size_t jd_utf8_length(struct jd_str text)
{
    size_t count = 0;
    for (size_t at = 0; at < text.len; count++)
        at += jd_utf8_next(text, at).len;
    return count;
}
