/* SPDX-License-Identifier: MIT */
#include "similar.h"

#include <stdlib.h>
#include <string.h>

#include "jingdu/base/mem.h"
#include "jingdu/text/han.h"

#include "jingdu/base/banned.h"

enum {
    QUOTE_SPOTS = 12, /* places nominated by the quote, */
    ALL_SPOTS = 6,    /* and by quote and context together */
    MARGIN = 24,      /* looked at to each side of such a place */
    BAND = 4,         /* as far may the parts of a context have moved */
    NEAR = 12,        /* of a context: what stands nearest the quote */
    CLAUSE = 48,      /* as far from the quote its sentence may begin or end now */
    PART = 600,       /* as like a context, a passage is a part of it */
    WORDY = 8,        /* code points from which on a context counts in full */
    EDGE = 8,         /* as near to the edge of the text counts as at the edge */
    LEN_MIN = 4,      /* shorter quotes are not recognised when they changed */
    ALIKE_MIN = 300,
    AT_EDGE = 350,   /* nothing stood there, nothing stands there: not much of a proof */
    NOT_WHOLE = 990, /* a context that may be, but was not compared to the last */
};

/* ---- passages ---------------------------------------------------------------------- */

int jd_passage_weight(const struct jd_passage *passage)
{
    return 2 * passage->alike + passage->before + passage->after;
}

/*
 * Are they one place? If they overlap; or if they are parts of the same sentence, and of
 * different parts of the quote, which words put between them have torn apart.
 */
static bool are_one(const struct jd_passage *a, const struct jd_passage *b)
{
    if (a->start <= b->end && b->start <= a->end)
        return true;
    bool same_sentence = a->from <= b->to && b->from <= a->to;
    return same_sentence && (a->last < b->first || b->last < a->first);
}

static void drop_lightest(struct jd_passages *passages)
{
    size_t lightest = 0;
    for (size_t i = 1; i < passages->count; i++)
        if (jd_passage_weight(&passages->list[i]) <
            jd_passage_weight(&passages->list[lightest]))
            lightest = i;
    passages->list[lightest] = passages->list[--passages->count];
}

void jd_passages_add(struct jd_passages *passages, const struct jd_passage *passage)
{
    int weight = jd_passage_weight(passage);
    for (size_t i = 0; i < passages->count; i++)
        if (are_one(&passages->list[i], passage) &&
            jd_passage_weight(&passages->list[i]) >= weight)
            return;
    for (size_t i = 0; i < passages->count;) {
        if (are_one(&passages->list[i], passage))
            passages->list[i] = passages->list[--passages->count];
        else
            i++;
    }
    if (passages->count == JD_SIMILAR_MAX)
        drop_lightest(passages);
    passages->list[passages->count++] = *passage;
}

/* ---- contexts ---------------------------------------------------------------------- */

/*
 * What stands beside a quote, read away from it. The longest common subsequence of its
 * pairs of neighbours, in a band, so that a context that has moved away is none: per
 * mille of the pairs of the context.
 */
struct side {
    const uint32_t *cps;
    size_t edge, len; /* index at the quote; how many characters there are */
    bool is_before;
};

static uint32_t side_cp(struct side side, size_t i)
{
    return side.cps[side.is_before ? side.edge - 1 - i : side.edge + i];
}

static bool same_pair(struct side a, size_t i, struct side b, size_t j)
{
    return side_cp(a, i) == side_cp(b, j) && side_cp(a, i + 1) == side_cp(b, j + 1);
}

static int share_pairs(struct side context, struct side there)
{
    size_t row[JD_NEEDLE_CONTEXT + 1] = { 0 };
    if (context.len < 2)
        return 0;
    for (size_t j = 0; j + 1 < there.len && j < context.len + BAND; j++) {
        size_t diagonal = 0;
        for (size_t i = 0; i + 1 < context.len; i++) {
            size_t up = row[i + 1];
            bool is_near = i <= j + BAND && j <= i + BAND;
            if (is_near && same_pair(context, i, there, j))
                row[i + 1] = diagonal + 1;
            else if (row[i] > up)
                row[i + 1] = row[i];
            diagonal = up;
        }
    }
    return (int)(1000 * row[context.len - 1] / (context.len - 1));
}

/* A short context means little, unless it was short because the text ends there. */
static int judge_side(struct side context, struct side there, bool is_edge)
{
    if (context.len < 2)
        return is_edge ? AT_EDGE : 0;
    int all = share_pairs(context, there);
    if (context.len < WORDY)
        all = is_edge ? all : all * (int)context.len / WORDY;
    if (context.len > NEAR)
        context.len = NEAR;
    int near = share_pairs(context, there);
    near = near > all ? near : all;
    return near < NOT_WHOLE ? near : NOT_WHOLE;
}

static int judge_before(const struct jd_squeeze *text, const struct jd_needle *needle,
                        size_t start)
{
    struct side context = { needle->cps, needle->before, needle->before, true };
    struct side there = { text->cps, start, start, true };
    return judge_side(context, there, text->start == 0 && start <= needle->before + EDGE);
}

static int judge_after(const struct jd_squeeze *text, const struct jd_needle *needle,
                       size_t end)
{
    struct side context = { needle->cps, needle->before + needle->len, needle->after,
                            false };
    struct side there = { text->cps, end, text->count - end, false };
    bool is_edge =
        text->end == text->text_len && text->count - end <= needle->after + EDGE;
    return judge_side(context, there, is_edge);
}

/* The sentence around [*start, *end), where its ends are near, inside their blocks. */
static void find_sentence(const struct jd_squeeze *text, size_t *start, size_t *end)
{
    size_t from, to, first, last;
    jd_squeeze_block(text, *start, &from, &last);
    jd_squeeze_block(text, *end - 1, &first, &to);
    for (size_t i = *start; *start - i < CLAUSE; i--) {
        if (i == from || jd_char_ends_sentence(text->cps[i - 1]) ||
            jd_char_closes(text->cps[i - 1])) {
            *start = i;
            break;
        }
    }
    for (size_t i = *end; i - *end < CLAUSE; i++) {
        if (i < to && !jd_char_ends_sentence(text->cps[i - 1]))
            continue;
        while (i < to &&
               (jd_char_ends_sentence(text->cps[i]) || jd_char_closes(text->cps[i])))
            i++;
        *end = i;
        break;
    }
}

/*
 * Words may have been put before or behind the quote, up to where its sentence ends, but
 * not so many that it is the smaller part of it. And what is part of the contexts
 * themselves is not what stood between them.
 */
static void judge_contexts(const struct jd_squeeze *text, const struct jd_needle *needle,
                           size_t start, size_t end, struct jd_passage *out)
{
    size_t first = start, behind = end;
    find_sentence(text, &first, &behind);
    out->from = jd_squeeze_byte(text, first);
    out->to = jd_squeeze_byte(text, behind - 1);
    out->before = judge_before(text, needle, start);
    out->after = judge_after(text, needle, end);
    if (behind - first <= 2 * needle->len + CLAUSE / 3) {
        int farther = judge_before(text, needle, first);
        out->before = farther > out->before ? farther : out->before;
        farther = judge_after(text, needle, behind);
        out->after = farther > out->after ? farther : out->after;
    }
    bool is_after = needle->after >= WORDY && judge_after(text, needle, first) >= PART;
    bool is_before =
        needle->before >= WORDY && judge_before(text, needle, behind) >= PART;
    if (!out->is_exact && (is_after || is_before))
        out->before = out->after = 0;
    if (!needle->before && !needle->after && out->before && out->after)
        out->before = out->after = NOT_WHOLE; /* it was all there was, and is */
}

bool jd_similar_is_exact(const struct jd_squeeze *text, const struct jd_needle *needle,
                         size_t index)
{
    return index <= text->count && needle->len <= text->count - index &&
           memcmp(text->cps + index, jd_needle_quote(needle),
                  needle->len * sizeof *text->cps) == 0;
}

struct jd_passage jd_similar_exact(const struct jd_squeeze *text,
                                   const struct jd_needle *needle, size_t index,
                                   bool is_whole)
{
    struct jd_passage passage = { .alike = 1000, .is_exact = true };
    passage.last = needle->len - 1;
    passage.start = jd_squeeze_byte(text, index);
    passage.end = jd_squeeze_byte(text, index + needle->len - 1);
    passage.place = jd_squeeze_byte(text, index + needle->at);
    judge_contexts(text, needle, index, index + needle->len, &passage);
    if (is_whole)
        passage.before = passage.after = 1000;
    return passage;
}

/* ---- alignment --------------------------------------------------------------------- */

/*
 * Local alignment with affine gaps (Gotoh 1982). Only characters that match beside one
 * another earn anything: single ones match anywhere.
 */
enum {
    RUN = 8,
    MISMATCH = 4,
    GAP_OPEN = 8,
    GAP_EXTEND = 1,
    GAP_SENTENCE = 16,
    NEVER = -1000000
};

/* Where the best score of a cell came from, and how its gaps and runs began. */
enum {
    FROM_NOTHING,
    FROM_MATCH,
    FROM_MISMATCH,
    FROM_TEXT_GAP,  /* a character of the text is skipped */
    FROM_QUOTE_GAP, /* one of the quote */
    FROM_MASK = 7,
    RUN_GOES_ON = 8,
    TEXT_GAP_GOES_ON = 16,
    QUOTE_GAP_GOES_ON = 32,
};

struct cell {
    int best, run, quote_gap;
};

struct aligner {
    const struct jd_squeeze *text;
    const struct jd_needle *needle;
    struct cell *row; /* of the piece of text, and one in front */
    uint8_t *origin;  /* of each cell */
    size_t row_cap, origin_cap;
    size_t best_i, best_j;       /* the cell that the alignment ends in */
    size_t map[JD_NEEDLE_QUOTE]; /* index into text; NOWHERE */
};

#define NOWHERE ((size_t)-1)

/* toll: what it costs in addition to skip this character of the text. */
static uint8_t fill_cell(struct cell *cell, const struct cell *left, int *text_gap,
                         int toll, struct cell diagonal, bool matches)
{
    uint8_t origin = FROM_NOTHING;
    int best = 0;
    if (cell->quote_gap - GAP_EXTEND > cell->best - GAP_OPEN) {
        cell->quote_gap -= GAP_EXTEND;
        origin |= QUOTE_GAP_GOES_ON;
    } else {
        cell->quote_gap = cell->best - GAP_OPEN;
    }
    if (*text_gap - GAP_EXTEND > left->best - GAP_OPEN) {
        *text_gap -= GAP_EXTEND;
        origin |= TEXT_GAP_GOES_ON;
    } else {
        *text_gap = left->best - GAP_OPEN;
    }
    *text_gap -= toll;
    cell->run = NEVER;
    int across = diagonal.best - MISMATCH, kind = FROM_MISMATCH;
    if (matches) {
        bool goes_on = diagonal.run + RUN >= diagonal.best;
        cell->run = across = goes_on ? diagonal.run + RUN : diagonal.best;
        origin |= goes_on ? RUN_GOES_ON : 0;
        kind = FROM_MATCH;
    }
    int from = FROM_NOTHING;
    if (across > best)
        best = across, from = kind;
    if (*text_gap > best)
        best = *text_gap, from = FROM_TEXT_GAP;
    if (cell->quote_gap > best)
        best = cell->quote_gap, from = FROM_QUOTE_GAP;
    cell->best = best;
    return origin | (uint8_t)from;
}

/* The quote against text [from, to). The score of the best alignment. */
static int fill_table(struct aligner *aligner, size_t from, size_t to)
{
    const struct jd_needle *needle = aligner->needle;
    const uint32_t *quote = jd_needle_quote(needle), *text = aligner->text->cps + from;
    size_t width = to - from;
    int best = 0;
    for (size_t j = 0; j <= width; j++)
        aligner->row[j] = (struct cell){ .run = NEVER, .quote_gap = NEVER };
    for (size_t i = 0; i < needle->len; i++) {
        struct cell diagonal = aligner->row[0];
        int text_gap = NEVER;
        for (size_t j = 0; j < width; j++) {
            struct cell *cell = &aligner->row[j + 1], up = *cell;
            int toll = jd_char_ends_sentence(text[j]) ? GAP_SENTENCE : 0;
            aligner->origin[i * width + j] =
                fill_cell(cell, cell - 1, &text_gap, toll, diagonal, quote[i] == text[j]);
            diagonal = up;
            if (cell->best > best) {
                best = cell->best;
                aligner->best_i = i;
                aligner->best_j = j;
            }
        }
    }
    return best;
}

/* Walk back from the best cell: fill the map, count what matches in runs. */
static size_t trace(struct aligner *aligner, size_t from, size_t to)
{
    size_t width = to - from, matched = 0, run = 0;
    size_t i = aligner->best_i + 1, j = aligner->best_j + 1;
    int state = FROM_MASK; /* not inside a run or a gap */
    for (size_t n = 0; n < aligner->needle->len; n++)
        aligner->map[n] = NOWHERE;
    while (i > 0 && j > 0) {
        uint8_t origin = aligner->origin[(i - 1) * width + j - 1];
        if (state == FROM_MASK)
            state = origin & FROM_MASK;
        if (state == FROM_NOTHING)
            break;
        bool goes_on = false;
        if (state == FROM_TEXT_GAP) {
            goes_on = origin & TEXT_GAP_GOES_ON;
            j--;
        } else if (state == FROM_QUOTE_GAP) {
            goes_on = origin & QUOTE_GAP_GOES_ON;
            i--;
        } else {
            goes_on = state == FROM_MATCH && origin & RUN_GOES_ON;
            run += state == FROM_MATCH;
            if (!goes_on) {
                matched += run > 1 ? run : 0;
                run = 0;
            }
            aligner->map[--i] = from + --j;
        }
        if (!goes_on)
            state = FROM_MASK;
    }
    return matched;
}

/*
 * The place, or what stands instead of it: the text between its neighbours that are still
 * there, else the nearest of them. The sentence ends at first and before behind.
 */
static size_t map_place(const struct aligner *aligner, size_t first, size_t behind)
{
    size_t at = aligner->needle->at, len = aligner->needle->len;
    if (aligner->map[at] != NOWHERE)
        return aligner->map[at];
    size_t left = at, right = at;
    while (left > 0 && aligner->map[left - 1] == NOWHERE)
        left--;
    while (right < len && aligner->map[right] == NOWHERE)
        right++;
    size_t from = left > 0 ? aligner->map[left - 1] + 1 : first;
    size_t to = right < len ? aligner->map[right] : behind;
    if (from >= to)
        return right < len ? aligner->map[right] : aligner->map[left - 1];
    size_t ahead = at - left, back = right - at;
    if (right < len && (left == 0 || back < ahead))
        return to - from > back ? to - back : from;
    return to - from > ahead ? from + ahead : to - 1;
}

/* The part of text [from, to) that is most like the quote: [*start, *end). */
static bool align(struct aligner *aligner, size_t from, size_t to, size_t *start,
                  size_t *end, struct jd_passage *out)
{
    size_t len = aligner->needle->len, width = to - from;
    if (from >= to)
        return false;
    while (aligner->row_cap < width + 1)
        aligner->row = jd_grow(aligner->row, aligner->row_cap, &aligner->row_cap,
                               sizeof *aligner->row);
    while (aligner->origin_cap < len * width)
        aligner->origin =
            jd_grow(aligner->origin, aligner->origin_cap, &aligner->origin_cap, 1);
    if (fill_table(aligner, from, to) <= 0)
        return false;
    size_t matched = trace(aligner, from, to), first = 0;
    while (aligner->map[first] == NOWHERE)
        first++;
    *start = aligner->map[first];
    *end = from + aligner->best_j + 1;
    *out = (struct jd_passage){ .first = first, .last = aligner->best_i };
    out->start = jd_squeeze_byte(aligner->text, *start);
    out->end = jd_squeeze_byte(aligner->text, *end - 1);
    out->alike = (int)(2000 * matched / (len + (*end - *start)));
    out->is_exact = matched == len && *end - *start == len;
    judge_contexts(aligner->text, aligner->needle, *start, *end, out);
    first = *start;
    size_t behind = *end;
    find_sentence(aligner->text, &first, &behind);
    out->place = jd_squeeze_byte(aligner->text, map_place(aligner, first, behind));
    return true;
}

/* The best of [from, to), and what is left beside it: one more on each side. */
static void align_all(struct aligner *aligner, size_t from, size_t to, int depth,
                      struct jd_passages *into)
{
    size_t start, end;
    struct jd_passage passage;
    if (to - from < aligner->needle->len / 2 ||
        !align(aligner, from, to, &start, &end, &passage))
        return;
    if (passage.alike >= ALIKE_MIN)
        jd_passages_add(into, &passage);
    if (depth > 0) {
        align_all(aligner, from, start, depth - 1, into);
        align_all(aligner, end, to, depth - 1, into);
    }
}

/* ---- nominations ------------------------------------------------------------------- */

/* The pairs of neighbours of a passage, as bits under their hash. */
enum { PAIR_BITS = 14 };
struct pairs {
    uint64_t bits[(1 << PAIR_BITS) / 64];
};

static uint32_t hash_pair(const uint32_t *pair)
{
    return (pair[0] * 0x9E3779B1U ^ pair[1] * 0x85EBCA6BU) * 0xC2B2AE35U >>
           (32 - PAIR_BITS);
}

static void collect_pairs(struct pairs *pairs, const uint32_t *cps, size_t len)
{
    memset(pairs, 0, sizeof *pairs);
    for (size_t i = 0; i + 1 < len; i++) {
        uint32_t hash = hash_pair(cps + i);
        pairs->bits[hash / 64] |= UINT64_C(1) << hash % 64;
    }
}

static bool has_pair(const struct pairs *pairs, const uint32_t *pair)
{
    uint32_t hash = hash_pair(pair);
    return pairs->bits[hash / 64] >> hash % 64 & 1;
}

struct spot {
    size_t at, hits; /* index where a window starts; known pairs in it */
};

static void keep_spot(struct spot *spots, size_t max, struct spot spot)
{
    for (size_t i = 0; i < max && spot.hits; i++) {
        if (spot.hits <= spots[i].hits)
            continue;
        struct spot swap = spots[i];
        spots[i] = spot;
        spot = swap;
    }
}

/* The windows of width code points with the most known pairs, half a window apart. */
static void find_spots(const struct jd_squeeze *text, const struct pairs *pairs,
                       size_t width, size_t least, struct spot *spots, size_t max)
{
    struct spot peak = { 0 };
    size_t hits = 0;
    for (size_t i = 0; i + 1 < text->count; i++) {
        hits += has_pair(pairs, text->cps + i);
        size_t at = i >= width ? i - width + 1 : 0;
        if (at)
            hits -= has_pair(pairs, text->cps + at - 1);
        if (peak.hits && at > peak.at + width / 2) {
            keep_spot(spots, max, peak);
            peak.hits = 0;
        }
        if (hits >= least && hits > peak.hits)
            peak = (struct spot){ .at = at, .hits = hits };
    }
    keep_spot(spots, max, peak);
}

static void look_closer(struct aligner *aligner, const struct spot *spots, size_t max,
                        size_t width, struct jd_passages *into)
{
    for (size_t i = 0; i < max && spots[i].hits; i++) {
        size_t from = spots[i].at > MARGIN ? spots[i].at - MARGIN : 0;
        size_t to = spots[i].at + width + MARGIN;
        if (to > aligner->text->count)
            to = aligner->text->count;
        align_all(aligner, from, to, 1, into);
    }
}

void jd_similar_find(const struct jd_squeeze *text, const struct jd_needle *needle,
                     struct jd_passages *into)
{
    struct aligner aligner = { .text = text, .needle = needle };
    struct spot by_quote[QUOTE_SPOTS] = { 0 }, by_all[ALL_SPOTS] = { 0 };
    struct pairs pairs;
    if (needle->len < LEN_MIN)
        return;
    size_t width = needle->len + 16, all = needle->before + needle->len + needle->after;
    collect_pairs(&pairs, jd_needle_quote(needle), needle->len);
    find_spots(text, &pairs, width, needle->len / 4 + 1, by_quote, QUOTE_SPOTS);
    look_closer(&aligner, by_quote, QUOTE_SPOTS, width, into);
    collect_pairs(&pairs, needle->cps, all);
    find_spots(text, &pairs, all + 16, all / 4 + 1, by_all, ALL_SPOTS);
    look_closer(&aligner, by_all, ALL_SPOTS, all + 16, into);
    free(aligner.row);
    free(aligner.origin);
}
