/* SPDX-License-Identifier: MIT */
#include "tokens.h"

#include "jingdu/base/mem.h"

#include "jingdu/base/banned.h"

struct cutter {
    const struct jd_units *units;
    size_t block_start;
    struct jd_annotation *out;
    size_t hit;   /* the next outer hit */
    size_t limit; /* the unit where it begins, or the end */
};

static bool is_class(const struct cutter *cutter, size_t i, enum jd_char_class class)
{
    return i < cutter->limit && jd_unit_class(cutter->units, i) == class;
}

static bool is_latin(const struct cutter *cutter, size_t i)
{
    return i < cutter->limit && jd_unit_is_latin(cutter->units, i);
}

static bool is_ascii_of(const struct cutter *cutter, size_t i, const char *set)
{
    return i < cutter->limit && jd_unit_is_ascii(cutter->units, i) &&
           strchr(set, (int)cutter->units->cps[i]);
}

static bool is_percent(const struct cutter *cutter, size_t i)
{
    return i < cutter->limit &&
           (cutter->units->cps[i] == '%' || cutter->units->cps[i] == 0x2030);
}

/* 3.2  1,380  00:46  86% */
static size_t number_end(const struct cutter *cutter, size_t i)
{
    while (is_class(cutter, i, JD_CHAR_DIGIT) ||
           (is_ascii_of(cutter, i, ".,:") && is_class(cutter, i + 1, JD_CHAR_DIGIT)))
        i++;
    return is_percent(cutter, i) ? i + 1 : i;
}

static bool is_apostrophe(const struct cutter *cutter, size_t i)
{
    return i < cutter->limit && cutter->units->cps[i] == 0x2019;
}

/* iPhone  F-35  Nouvelles  l’Europe  and/or */
static size_t latin_end(const struct cutter *cutter, size_t i)
{
    while (is_latin(cutter, i) ||
           ((is_ascii_of(cutter, i, "'-_.@&/+") || is_apostrophe(cutter, i)) &&
            is_latin(cutter, i + 1)))
        i++;
    return i;
}

/* The end of the token that begins at unit i, which is in no hit, and its kind. */
static size_t plain_end(const struct cutter *cutter, size_t i, enum jd_token_kind *kind)
{
    const struct jd_units *units = cutter->units;
    size_t end = i + 1;
    if (units->flags[i] & JD_UNIT_LINK) {
        *kind = JD_TOKEN_LATIN;
        for (end = i; !(units->flags[end] & JD_UNIT_LINK_END); end++)
            continue;
        return end + 1;
    }
    switch (jd_unit_class(units, i)) {
    case JD_CHAR_HAN:
        *kind = JD_TOKEN_HAN;
        return end;
    case JD_CHAR_DIGIT:
        *kind = JD_TOKEN_NUMBER;
        end = number_end(cutter, i);
        if (!is_class(cutter, end, JD_CHAR_LETTER))
            return end;
        *kind = JD_TOKEN_LATIN; /* 5G, 2nd */
        return latin_end(cutter, end);
    case JD_CHAR_LETTER:
        *kind = JD_TOKEN_LATIN;
        return latin_end(cutter, i);
    case JD_CHAR_SPACE:
        *kind = JD_TOKEN_SPACE;
        while (is_class(cutter, end, JD_CHAR_SPACE) &&
               !(units->flags[end] & JD_UNIT_JOINT))
            end++;
        return end;
    default:
        *kind = JD_TOKEN_PUNCT;
        return end;
    }
}

static void add_token(struct cutter *cutter, size_t from, size_t to,
                      enum jd_token_kind kind, uint32_t hit)
{
    struct jd_annotation *out = cutter->out;
    out->tokens =
        jd_grow(out->tokens, out->token_count, &out->token_cap, sizeof *out->tokens);
    out->tokens[out->token_count++] = (struct jd_token){
        .start = cutter->block_start + cutter->units->start[from],
        .end = cutter->block_start + cutter->units->end[to - 1],
        .kind = kind,
        .hit = hit,
    };
}

/* Find the unit where the next outer hit from number hit on begins, from unit i on. */
static void aim(struct cutter *cutter, size_t hit, size_t i)
{
    const struct jd_annotation *out = cutter->out;
    while (hit < out->hit_count && !out->hits[hit].outer)
        hit++;
    cutter->hit = hit;
    cutter->limit = cutter->units->count;
    if (hit == out->hit_count)
        return;
    size_t start = out->hits[hit].start - cutter->block_start;
    while (cutter->units->start[i] < start || (cutter->units->flags[i] & JD_UNIT_JOINT))
        i++;
    cutter->limit = i;
}

void jd_tokens_cut(const struct jd_units *units, size_t block_start,
                   struct jd_annotation *out)
{
    struct cutter cutter = { .units = units, .block_start = block_start, .out = out };
    out->token_count = 0;
    aim(&cutter, 0, 0);
    for (size_t i = 0; i < units->count;) {
        size_t end = i + 1;
        if (units->flags[i] & JD_UNIT_JOINT) {
            i++;
        } else if (i == cutter.limit) {
            const struct jd_hit *hit = &out->hits[cutter.hit];
            while (end < units->count && block_start + units->start[end] < hit->end)
                end++;
            add_token(&cutter, i, end, JD_TOKEN_TERM, (uint32_t)cutter.hit);
            aim(&cutter, cutter.hit + 1, end);
            i = end;
        } else {
            enum jd_token_kind kind;
            end = plain_end(&cutter, i, &kind);
            while (!jd_unit_is_border(units, end))
                end++;
            add_token(&cutter, i, end, kind, UINT32_MAX);
            i = end;
        }
    }
}
