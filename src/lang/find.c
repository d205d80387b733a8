/* SPDX-License-Identifier: MIT */
/*
 * Two searches side by side, chunk by chunk. The plain one looks for the needle's bytes. The
 * other looks for places where something the reader does not see may stand inside a match
 * (markup, a tab, the line end of a wrapped paragraph), which is rare in Chinese text. Where the character before such a place belongs to the needle, the block
 * is written out as the reader sees it and searched whole.
 */
#include "jingdu/lang/find.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "jingdu/base/buf.h"
#include "jingdu/base/mem.h"
#include "jingdu/text/utf8.h"
#include "scan.h"

#include "jingdu/base/banned.h"

enum { CHUNK = 64 * 1024, LINE_BACK = 4096, VARIANTS = 2 };

struct jd_find {
    struct jd_buf bytes[VARIANTS]; /* what was typed in NFC, and in NFD if that differs */
    struct jd_needle needles[VARIANTS];
    int count;
    bool can_span; /* more than one character: something may stand inside */
    bool ends[256]; /* bytes that end one of its characters, capitals too */
};

/* ---- the needle -------------------------------------------------------------------- */

static bool has_capital(struct jd_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] >= 'A' && text.ptr[i] <= 'Z')
            return true;
    return false;
}

/* Without what has no width and no meaning here. */
static void add_visible(struct jd_str typed, struct jd_buf *into)
{
    for (size_t at = 0; at < typed.len;) {
        struct jd_cp cp = jd_utf8_next(typed, at);
        if (cp.cp >= ' ' && (jd_utf8_fold(cp.cp) != 0 || cp.cp == ' '))
            jd_buf_add(into, jd_str_sub(typed, at, at + cp.len));
        at += cp.len;
    }
}

static void note_ends(struct jd_find *find, struct jd_str bytes, bool any_case)
{
    for (size_t at = 0; at < bytes.len;) {
        at += jd_utf8_next(bytes, at).len;
        unsigned char last = (unsigned char)bytes.ptr[at - 1];
        find->ends[last] = true;
        if (any_case && last >= 'a' && last <= 'z')
            find->ends[last - 0x20] = true;
    }
}

static void add_needle(struct jd_find *find, struct jd_buf bytes, bool any_case)
{
    note_ends(find, jd_buf_str(&bytes), any_case);
    int at = find->count++;
    find->bytes[at] = bytes;
    jd_needle_init(&find->needles[at], jd_buf_str(&find->bytes[at]), any_case);
}

struct jd_find *jd_find_new(struct jd_str typed)
{
    struct jd_buf visible = JD_BUF_INIT, composed = JD_BUF_INIT, apart = JD_BUF_INIT;
    add_visible(typed, &visible);
    jd_utf8_nfc(jd_buf_str(&visible), &composed);
    jd_utf8_nfd(jd_buf_str(&visible), &apart);
    bool is_empty = composed.len == 0;
    struct jd_find *find = is_empty ? NULL : jd_alloc_zero(1, sizeof *find);
    if (find) {
        bool any_case = !has_capital(jd_buf_str(&composed));
        find->can_span = jd_utf8_length(jd_buf_str(&composed)) > 1;
        bool differs = !jd_str_eq(jd_buf_str(&composed), jd_buf_str(&apart));
        add_needle(find, composed, any_case);
        if (differs)
            add_needle(find, apart, any_case);
        else
            jd_buf_release(&apart);
    } else {
        jd_buf_release(&composed);
        jd_buf_release(&apart);
    }
    jd_buf_release(&visible);
    return find;
}

void jd_find_free(struct jd_find *find)
{
    if (!find)
        return;
    for (int i = 0; i < find->count; i++)
        jd_buf_release(&find->bytes[i]);
    free(find);
}

/* ---- a block as the reader sees it ------------------------------------------------- */

/* What is seen of a block, with the byte of Text behind each byte. */
struct sight {
    struct jd_block block;
    struct jd_buf seen;
    size_t *bytes; /* seen.len of them */
    size_t cap;
};

#define SIGHT_INIT { .block = JD_BLOCK_INIT, .seen = JD_BUF_INIT }

static void release_sight(struct sight *sight)
{
    jd_block_release(&sight->block);
    jd_buf_release(&sight->seen);
    free(sight->bytes);
}

static void see_byte(struct sight *sight, char shown, size_t byte)
{
    sight->bytes = jd_grow(sight->bytes, sight->seen.len, &sight->cap, sizeof *sight->bytes);
    sight->bytes[sight->seen.len] = byte;
    jd_buf_add_char(&sight->seen, shown);
}

static void look_at_block(struct sight *sight, const struct jd_document *doc, size_t byte)
{
    struct jd_str text = jd_document_text(doc);
    jd_document_block_at(doc, byte, &sight->block);
    jd_buf_clear(&sight->seen);
    for (size_t r = 0; r < sight->block.run_count; r++) {
        const struct jd_run *run = &sight->block.runs[r];
        if (run->joint == JD_JOINT_BLANK)
            see_byte(sight, ' ', run->start);
        else if (run->joint == JD_JOINT_DOT)
            see_byte(sight, '\n', run->start); /* no needle has one */
        for (size_t at = run->start; at < run->end; at++)
            see_byte(sight, text.ptr[at], at);
    }
}

/* The first match in the block that starts in [from, limit). plain: also those whose bytes
 * stand together in Text. */
static bool find_in_sight(const struct sight *sight, const struct jd_needle *needle,
                          size_t from, size_t limit, bool plain, struct jd_found *out)
{
    struct jd_str seen = jd_buf_str(&sight->seen);
    size_t len = needle->bytes.len;
    for (size_t at = 0; (at = jd_needle_find(needle, seen, at, seen.len)) != SIZE_MAX; at++) {
        size_t start = sight->bytes[at], end = sight->bytes[at + len - 1] + 1;
        if (start >= limit)
            return false;
        if (start < from || (!plain && end - start == len))
            continue;
        *out = (struct jd_found){ start, end };
        return true;
    }
    return false;
}

/* ---- plain matches ----------------------------------------------------------------- */

/* Might byte at be one that the reader does not see, or stand between such? On its line
 * something before it opens a link or a mark. */
static bool is_doubtful(struct jd_str text, size_t at)
{
    size_t floor = at > LINE_BACK ? at - LINE_BACK : 0;
    while (at > floor && text.ptr[at - 1] != '\n') {
        at--;
        if (strchr("[]<#>*_\\!", text.ptr[at]) && text.ptr[at])
            return true;
    }
    return at == floor && floor > 0; /* too far to tell */
}

static bool is_seen(const struct jd_document *doc, struct sight *sight, size_t start,
                    size_t end)
{
    if (!is_doubtful(jd_document_text(doc), start))
        return true;
    if (start < sight->block.start || start >= sight->block.end || !sight->block.run_count)
        look_at_block(sight, doc, start);
    for (size_t r = 0; r < sight->block.run_count; r++) {
        const struct jd_run *run = &sight->block.runs[r];
        if (start >= run->start && end <= run->end)
            return true;
    }
    /* Runs that follow each other directly are one to the reader. */
    size_t at = start;
    for (size_t r = 0; r < sight->block.run_count && at < end; r++)
        if (at >= sight->block.runs[r].start && at < sight->block.runs[r].end)
            at = sight->block.runs[r].end;
    return at >= end;
}

static bool find_plain(const struct jd_find *find, const struct jd_document *doc,
                       struct sight *sight, size_t from, size_t limit,
                       struct jd_found *out)
{
    struct jd_str text = jd_document_text(doc);
    bool any = false;
    for (int i = 0; i < find->count; i++) {
        const struct jd_needle *needle = &find->needles[i];
        size_t at = from;
        while ((at = jd_needle_find(needle, text, at, limit)) != SIZE_MAX) {
            if (is_seen(doc, sight, at, at + needle->bytes.len)) {
                *out = (struct jd_found){ at, at + needle->bytes.len };
                limit = at; /* the other form must be earlier */
                any = true;
                break;
            }
            at++;
        }
    }
    return any;
}

/* ---- matches with something inside ------------------------------------------------- */

/* Nothing of it is seen, or only as a blank; what else is passed over is left to the block. */
static bool is_skipped(char byte)
{
    return jd_scan_may_hide(byte, true) || byte == ' ';
}

/* Does the character [start, end) stand in the needle? */
static bool is_in_needle(const struct jd_find *find, struct jd_str text, size_t start,
                         size_t end)
{
    struct jd_str one = jd_str_sub(text, start, end);
    char small = (char)(one.ptr[0] | 0x20);
    for (int i = 0; i < find->count; i++) {
        struct jd_str bytes = find->needles[i].bytes;
        if (memmem(bytes.ptr, bytes.len, one.ptr, one.len) ||
            (find->needles[i].any_case && one.len == 1 && small >= 'a' && small <= 'z' &&
             memchr(bytes.ptr, small, bytes.len)))
            return true;
    }
    return false;
}

/* Could a match go across what stands at byte at: are the characters before and behind it
 * both of the needle? The target of a link is not looked through. */
static bool may_span(const struct jd_find *find, struct jd_str text, size_t at)
{
    size_t start = at, end = at;
    while (start > 0 && is_skipped(text.ptr[start - 1]))
        start--;
    if (start == 0 ||
        (!find->ends[(unsigned char)text.ptr[start - 1]] && text.ptr[start - 1] != ')'))
        return false;
    while (end < text.len && is_skipped(text.ptr[end]))
        end++;
    if (end == text.len)
        return false;
    size_t before = jd_utf8_floor(text, start - 1);
    bool ends_link = text.ptr[start - 1] == ')', is_link = text.ptr[end] == '(';
    return (ends_link || is_in_needle(find, text, before, start)) &&
           (is_link || is_in_needle(find, text, end, end + jd_utf8_next(text, end).len));
}

/* The first match that goes across something unseen in the block at byte at. */
static bool find_in_block(const struct jd_find *find, const struct jd_document *doc,
                          struct sight *sight, size_t at, size_t from, size_t limit,
                          struct jd_found *out)
{
    bool any = false;
    struct jd_found found;
    look_at_block(sight, doc, at);
    for (int i = 0; i < find->count; i++)
        if (find_in_sight(sight, &find->needles[i], from, any ? out->start : limit, false,
                          &found)) {
            *out = found;
            any = true;
        }
    return any;
}

static bool find_spanning(const struct jd_find *find, const struct jd_document *doc,
                          struct sight *sight, size_t from, size_t limit,
                          struct jd_found *out)
{
    struct jd_str text = jd_document_text(doc);
    bool wrapped = jd_document_is_wrapped(doc);
    size_t reach = find->needles[0].bytes.len; /* a match may begin this far before */
    size_t end = limit + reach < text.len ? limit + reach : text.len;
    size_t done = from; /* blocks before it were searched */
    for (size_t at = from; at < end; at += JD_SCAN_STEP)
        for (uint64_t bits = jd_scan_hiding(text, at, wrapped); bits; bits &= bits - 1) {
            size_t place = at + (size_t)__builtin_ctzll(bits);
            if (place < done || place >= end || !may_span(find, text, place))
                continue;
            if (find_in_block(find, doc, sight, place, from, limit, out))
                return true;
            done = sight->block.end;
        }
    return false;
}

/* ---- both -------------------------------------------------------------------------- */

static bool find_in_chunk(const struct jd_find *find, const struct jd_document *doc,
                          struct sight *sight, size_t from, size_t limit,
                          struct jd_found *out)
{
    bool any = find_plain(find, doc, sight, from, limit, out);
    struct jd_found other;
    if (find->can_span &&
        find_spanning(find, doc, sight, from, any ? out->start : limit, &other)) {
        *out = other;
        any = true;
    }
    return any;
}

bool jd_find_next(const struct jd_find *find, const struct jd_document *doc, size_t from,
                  size_t limit, struct jd_found *out)
{
    size_t len = jd_document_text(doc).len;
    struct sight sight = SIGHT_INIT;
    bool found = false;
    if (limit > len)
        limit = len;
    for (size_t at = from; at < limit && !found; at += CHUNK)
        found = find_in_chunk(find, doc, &sight, at, limit - at < CHUNK ? limit : at + CHUNK,
                              out);
    release_sight(&sight);
    return found;
}

bool jd_find_previous(const struct jd_find *find, const struct jd_document *doc,
                      size_t from, size_t limit, struct jd_found *out)
{
    size_t len = jd_document_text(doc).len;
    struct sight sight = SIGHT_INIT;
    bool found = false;
    if (limit > len)
        limit = len;
    for (size_t end = limit; end > from && !found;) {
        size_t start = end - from < CHUNK ? from : end - CHUNK;
        struct jd_found each;
        for (size_t at = start; find_in_chunk(find, doc, &sight, at, end, &each);
             at = each.start + 1) {
            *out = each;
            found = true;
        }
        end = start;
    }
    release_sight(&sight);
    return found;
}
