/* SPDX-License-Identifier: MIT */
#include "hits.h"

#include <stdlib.h>

#include "jingdu/base/mem.h"
#include "jingdu/text/utf8.h"

#include "borders.h"
#include "foreign.h"

#include "jingdu/base/banned.h"

#define NO_CHOICE UINT32_MAX

/* What ends at a border between units. */
enum { ENDS_TERM = 1 << 0, ENDS_POSITION = 1 << 1 };

enum { DEPTH_MAX = 64 };

void jd_finder_init(struct jd_finder *finder, struct jd_str text,
                    const struct jd_glossary *glossary)
{
    *finder = (struct jd_finder){ .text = text, .glossary = glossary };
    if (glossary)
        finder->facts = jd_alloc_zero(jd_glossary_count(glossary), sizeof *finder->facts);
}

void jd_finder_release(struct jd_finder *finder)
{
    jd_units_release(&finder->units);
    free(finder->facts);
    free(finder->candidates);
    free(finder->first_of);
    free(finder->ends);
    free(finder->score);
    free(finder->choice);
}

const struct jd_term_facts *jd_finder_facts(struct jd_finder *finder, jd_term_id id)
{
    struct jd_term_facts *facts = &finder->facts[id];
    if (!facts->known) {
        struct jd_term term = jd_glossary_term(finder->glossary, id);
        *facts = (struct jd_term_facts){
            .known = true,
            .common = term.common,
            .phrase = term.kind == JD_TERM_PHRASE,
            .foreign = term.category == JD_CAT_PERSON && term.pinyin.len &&
                       !memchr(term.pinyin.ptr, ' ', term.pinyin.len),
            .category = (uint8_t)term.category,
            .rank = (int16_t)jd_term_rank(&term),
        };
    }
    return facts;
}

static void reserve(struct jd_finder *finder)
{
    size_t need = finder->units.count + 1;
    if (need <= finder->cap)
        return;
    finder->cap = need + need / 2;
    finder->first_of =
        jd_realloc_array(finder->first_of, finder->cap, sizeof *finder->first_of);
    finder->ends = jd_realloc_array(finder->ends, finder->cap, sizeof *finder->ends);
    finder->score = jd_realloc_array(finder->score, finder->cap, sizeof *finder->score);
    finder->choice =
        jd_realloc_array(finder->choice, finder->cap, sizeof *finder->choice);
}

/* ---- matches ----------------------------------------------------------------------- */

/* Is the letter at unit i a capital in the text? */
static bool is_capital(const struct jd_finder *finder, size_t block_start, size_t i)
{
    size_t byte = block_start + finder->units.start[i];
    uint32_t cp = jd_utf8_next(finder->text, byte).cp;
    return cp - 'A' < 26 || cp - 0xFF21 < 26;
}

/*
 * Alphabets have words: a term neither begins nor ends inside one (AI in PAID). Two
 * letters are a name only when they are capitals (us, it).
 */
static bool is_whole_word(const struct jd_finder *finder, size_t block_start, size_t at,
                          size_t end)
{
    const struct jd_units *units = &finder->units;
    if (jd_unit_is_latin(units, at) && at > 0 && jd_unit_is_latin(units, at - 1))
        return false;
    if (!jd_unit_is_latin(units, end - 1))
        return true;
    if (end < units->count && jd_unit_is_latin(units, end))
        return false;
    if (end - at > 2 || !jd_unit_is_latin(units, at))
        return true;
    for (size_t i = at; i < end; i++)
        if (jd_unit_class(units, i) == JD_CHAR_LETTER && units->cps[i] < 0x80 &&
            !is_capital(finder, block_start, i))
            return false;
    return true;
}

static void add_matches(struct jd_finder *finder, size_t block_start, size_t at)
{
    const struct jd_units *units = &finder->units;
    struct jd_match matches[JD_MATCHES_MAX];
    size_t found =
        jd_glossary_match(finder->glossary, units->cps + at, units->count - at, matches);
    for (size_t i = 0; i < found; i++) {
        size_t end = at + matches[i].count;
        if (!jd_unit_is_border(units, end) || (units->flags[end - 1] & JD_UNIT_LINK) ||
            !is_whole_word(finder, block_start, at, end))
            continue;
        finder->candidates = jd_grow(finder->candidates, finder->candidate_count,
                                     &finder->candidate_cap, sizeof *finder->candidates);
        finder->candidates[finder->candidate_count++] = (struct jd_candidate){
            .at = (uint32_t)at, .count = matches[i].count, .id = matches[i].id
        };
        bool is_title =
            jd_finder_facts(finder, matches[i].id)->category == JD_CAT_POSITION;
        finder->ends[end] |= is_title ? ENDS_TERM | ENDS_POSITION : ENDS_TERM;
    }
}

static void match_all(struct jd_finder *finder, size_t block_start)
{
    const struct jd_units *units = &finder->units;
    finder->candidate_count = 0;
    memset(finder->ends, 0, units->count + 1);
    for (size_t i = 0; i < units->count; i++) {
        unsigned flags = units->flags[i];
        finder->first_of[i] = (uint32_t)finder->candidate_count;
        if ((flags & (JD_UNIT_CLUSTER | JD_UNIT_JOINT | JD_UNIT_LINK)) == JD_UNIT_CLUSTER)
            add_matches(finder, block_start, i);
    }
    finder->first_of[units->count] = (uint32_t)finder->candidate_count;
}

/* ---- trust ------------------------------------------------------------------------- */

/* Is it likely that the name goes on to the left or right, beyond what is known? */
static bool is_piece(const struct jd_finder *finder, const struct jd_candidate *name)
{
    const struct jd_units *units = &finder->units;
    size_t end = name->at + name->count;
    bool known_after =
        end < units->count && finder->first_of[end] < finder->first_of[end + 1];
    bool known_before = finder->ends[name->at] & ENDS_TERM;
    return (!known_after && jd_foreign_goes_on(units->cps, end, units->count)) ||
           (!known_before && jd_foreign_came_before(units->cps, name->at));
}

/* Does an ordinary word cross a border of the term? */
static bool is_split(const struct jd_finder *finder, const struct jd_candidate *term)
{
    const struct jd_units *units = &finder->units;
    size_t end = term->at + term->count;
    return jd_border_splits_left(units->cps, term->at, end) ||
           jd_border_splits_right(units->cps, end, units->count);
}

static void weigh_trust(struct jd_finder *finder)
{
    for (size_t i = 0; i < finder->candidate_count; i++) {
        struct jd_candidate *candidate = &finder->candidates[i];
        if (is_split(finder, candidate)) {
            candidate->trusted = candidate->outer_allowed = false;
            continue;
        }
        candidate->trusted = !jd_finder_facts(finder, candidate->id)->foreign ||
                             !is_piece(finder, candidate);
        candidate->outer_allowed = candidate->trusted ||
                                   (finder->ends[candidate->at] & ENDS_POSITION) ||
                                   jd_foreign_has_title(finder->units.cps, candidate->at);
    }
}

/* ---- outer hits -------------------------------------------------------------------- */

/*
 * What an outer hit is worth: covered characters first, then few terms, then words before
 * phrases and people before others. The sums of a block stay below the next higher part.
 */
static uint64_t worth(struct jd_finder *finder, const struct jd_candidate *candidate)
{
    const struct jd_term_facts *facts = jd_finder_facts(finder, candidate->id);
    unsigned liked = (facts->phrase ? 0 : 1) + (facts->category == JD_CAT_PERSON ? 2 : 0);
    return ((uint64_t)candidate->count << 42) - ((uint64_t)1 << 21) + liked;
}

/* From right to left: the best way to cover the rest of the block. */
static void choose_outer(struct jd_finder *finder)
{
    size_t count = finder->units.count;
    finder->score[count] = 0;
    for (size_t i = count; i-- > 0;) {
        uint64_t best = finder->score[i + 1];
        uint32_t choice = NO_CHOICE;
        for (uint32_t c = finder->first_of[i]; c < finder->first_of[i + 1]; c++) {
            const struct jd_candidate *candidate = &finder->candidates[c];
            if (!candidate->outer_allowed)
                continue;
            uint64_t score =
                finder->score[i + candidate->count] + worth(finder, candidate);
            if (score >= best) {
                best = score;
                choice = c;
            }
        }
        finder->score[i] = best;
        finder->choice[i] = choice;
    }
}

/* ---- hits -------------------------------------------------------------------------- */

static struct jd_hit *add_hit(struct jd_finder *finder, size_t block_start,
                              const struct jd_candidate *candidate,
                              struct jd_annotation *out)
{
    const struct jd_units *units = &finder->units;
    out->hits = jd_grow(out->hits, out->hit_count, &out->hit_cap, sizeof *out->hits);
    struct jd_hit *hit = &out->hits[out->hit_count++];
    *hit = (struct jd_hit){
        .start = block_start + units->start[candidate->at],
        .end = block_start + units->end[candidate->at + candidate->count - 1],
        .id = candidate->id,
        .phrase = jd_finder_facts(finder, candidate->id)->phrase,
        .trusted = candidate->trusted,
    };
    return hit;
}

/* Inside a foreign name only what a middle dot sets off is a name of its own. */
static bool is_own_name(struct jd_finder *finder, const struct jd_candidate *outer,
                        const struct jd_candidate *inner)
{
    const uint32_t *cps = finder->units.cps;
    size_t end = inner->at + inner->count, outer_end = outer->at + outer->count;
    if (jd_finder_facts(finder, outer->id)->category != JD_CAT_PERSON ||
        !jd_finder_facts(finder, inner->id)->foreign)
        return true;
    return (inner->at == outer->at || cps[inner->at - 1] == 0xB7) &&
           (end == outer_end || cps[end] == 0xB7);
}

static void add_inner(struct jd_finder *finder, size_t block_start,
                      const struct jd_candidate *outer, struct jd_annotation *out)
{
    uint32_t end = outer->at + outer->count;
    for (uint32_t at = outer->at; at < end; at++) {
        for (uint32_t c = finder->first_of[at + 1]; c-- > finder->first_of[at];) {
            const struct jd_candidate *inner = &finder->candidates[c];
            if (inner == outer || at + inner->count > end)
                continue;
            struct jd_hit *hit = add_hit(finder, block_start, inner, out);
            hit->trusted &= is_own_name(finder, outer, inner);
        }
    }
}

/* How many of the hits from first on contain each one. */
static void set_depths(struct jd_annotation *out, size_t first)
{
    size_t open[DEPTH_MAX], depth = 0;
    for (size_t i = first; i < out->hit_count; i++) {
        struct jd_hit *hit = &out->hits[i];
        size_t kept = 0;
        hit->depth = 0;
        for (size_t k = 0; k < depth; k++) {
            const struct jd_hit *around = &out->hits[open[k]];
            if (around->end <= hit->start)
                continue;
            open[kept++] = open[k];
            hit->depth += around->end >= hit->end;
        }
        depth = kept;
        if (depth < DEPTH_MAX)
            open[depth++] = i;
    }
}

void jd_finder_run(struct jd_finder *finder, const struct jd_block *block,
                   struct jd_annotation *out)
{
    out->hit_count = 0;
    jd_units_load(&finder->units, finder->text, block);
    if (!finder->glossary)
        return;
    reserve(finder);
    match_all(finder, block->start);
    weigh_trust(finder);
    choose_outer(finder);
    for (size_t i = 0; i < finder->units.count;) {
        uint32_t choice = finder->choice[i];
        if (choice == NO_CHOICE) {
            i++;
            continue;
        }
        const struct jd_candidate *outer = &finder->candidates[choice];
        size_t first = out->hit_count;
        add_hit(finder, block->start, outer, out)->outer = true;
        add_inner(finder, block->start, outer, out);
        set_depths(out, first);
        i += outer->count;
    }
}
