/* SPDX-License-Identifier: MIT */
#include "jingdu/doc/identity.h"

#include <stdbool.h>

#include "jingdu/base/hash.h"
#include "jingdu/doc/piece.h"
#include "jingdu/text/utf8.h"

#include "jingdu/base/banned.h"

enum {
    EDGE = 64 * 1024,
    SAMPLES = 16,
    SAMPLE = 4096,
    CLAUSE_MIN = 3,
    CLAUSE_MAX = 400,
    LIKENESS_LOOK = 64 * 1024, /* a millisecond, before the first screen */
};

/* The first byte of all that jd_blank_len knows. */
static bool is_blank_lead(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == '\xc2' || c == '\xe3';
}

static void hash_words(struct jd_hash *hash, struct jd_str text)
{
    size_t start = 0;
    for (size_t at = 0; at < text.len;) {
        bool may_be_blank = is_blank_lead(text.ptr[at]);
        size_t blank = may_be_blank ? jd_blank_len(text, at) : 0;
        if (!blank) {
            at++;
            continue;
        }
        jd_hash_add(hash, jd_str_sub(text, start, at));
        at += blank;
        start = at;
    }
    jd_hash_add(hash, jd_str_sub(text, start, text.len));
}

static void hash_samples(struct jd_hash *hash, struct jd_str text)
{
    uint8_t len[8];
    for (int i = 0; i < 8; i++)
        len[i] = (uint8_t)((uint64_t)text.len >> 8 * i);
    jd_hash_add(hash, jd_str_make((const char *)len, sizeof len));
    jd_hash_add(hash, jd_str_sub(text, 0, EDGE));
    for (size_t i = 1; i <= SAMPLES; i++) {
        size_t at = text.len / (SAMPLES + 1) * i;
        jd_hash_add(hash, jd_str_sub(text, at, at + SAMPLE));
    }
    jd_hash_add(hash, jd_str_sub(text, text.len - EDGE, text.len));
}

struct jd_id jd_identity_of(struct jd_str text)
{
    struct jd_hash hash;
    jd_hash_start(&hash);
    if (text.len <= JD_IDENTITY_WHOLE_MAX)
        hash_words(&hash, text);
    else
        hash_samples(&hash, text);
    struct jd_id id = jd_hash_end(&hash);
    if (jd_id_is_none(id)) /* of no words at all */
        id.bytes[0] = 1;
    return id;
}

/* ---- likeness ---------------------------------------------------------------------- */

static bool ends_clause(uint32_t cp)
{
    static const uint32_t marks[] = { 0x3002, 0xFF0C, 0xFF01, 0xFF1F, 0xFF1B,
                                      0xFF1A, 0x3001, 0x2026, ',',    '.',
                                      '!',    '?',    ';',    ':',    '\n' };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (cp == marks[i])
            return true;
    return false;
}

/* Letters and characters; quotes, brackets, markup and blanks do not count. */
static bool is_word_part(uint32_t cp)
{
    bool is_ascii_word = (cp >= '0' && cp <= '9') || (cp >= 'a' && cp <= 'z') ||
                         (cp >= 'A' && cp <= 'Z') || cp == '%';
    bool is_mark = (cp >= 0x2000 && cp < 0x2070) || (cp >= 0x3000 && cp < 0x3040) ||
                   (cp >= 0xFF00 && cp < 0xFF10);
    return is_ascii_word || (cp >= 0xA1 && !is_mark);
}

static void take_shingle(struct jd_likeness *out, struct jd_hash *clause)
{
    struct jd_id id = jd_hash_end(clause);
    uint64_t value = 0;
    for (int i = 0; i < 8; i++)
        value = value << 8 | id.bytes[i];
    for (uint64_t n = 0; n < JD_LIKENESS_COUNT; n++) {
        uint64_t mixed = jd_hash_mix(value ^ jd_hash_mix(n + 1));
        if (mixed < out->least[n])
            out->least[n] = mixed;
    }
}

void jd_likeness_of(struct jd_str text, struct jd_likeness *out)
{
    struct jd_hash clause;
    size_t count = 0;
    bool any = false;
    text = jd_str_sub(text, 0, LIKENESS_LOOK);
    for (int n = 0; n < JD_LIKENESS_COUNT; n++)
        out->least[n] = UINT64_MAX;
    jd_hash_start(&clause);
    for (size_t at = 0; at <= text.len;) {
        struct jd_cp cp = { .cp = '\n', .len = 1 };
        if (at < text.len)
            cp = jd_utf8_next(text, at);
        /* One line end may be a wrap: only two end a clause, marks do anyway. */
        bool is_wrap = cp.cp == '\n' && at + 1 < text.len && text.ptr[at + 1] != '\n' &&
                       text.ptr[at + 1] != '\r';
        if (ends_clause(cp.cp) && !is_wrap) {
            if (count >= CLAUSE_MIN) {
                take_shingle(out, &clause);
                any = true;
            }
            jd_hash_start(&clause);
            count = 0;
        } else if (is_word_part(cp.cp) && count < CLAUSE_MAX) {
            jd_hash_add(&clause, jd_str_sub(text, at, at + cp.len));
            count++;
        }
        at += cp.len;
    }
    if (!any)
        *out = (struct jd_likeness){ .least = { 0 } };
}

int jd_likeness_shared(const struct jd_likeness *a, const struct jd_likeness *b)
{
    int shared = 0;
    for (int n = 0; n < JD_LIKENESS_COUNT; n++)
        shared += a->least[n] != 0 && a->least[n] == b->least[n];
    return shared;
}
