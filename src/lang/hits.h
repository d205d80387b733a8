/* SPDX-License-Identifier: MIT */
/*
 * The glossary terms of one block: all matches, which of them are outer, which lie
 * inside.
 */
#ifndef JINGDU_SRC_LANG_HITS_H
#define JINGDU_SRC_LANG_HITS_H

#include "jingdu/dict/glossary.h"
#include "jingdu/lang/annotate.h"

#include "units.h"

/* What is asked of a term at each of its hits. */
struct jd_term_facts {
    bool known; /* the rest has been filled in */
    bool common, phrase;
    bool foreign; /* a name spelled by sounds, without a blank in its pinyin */
    uint8_t category;
    int16_t rank; /* jd_term_rank */
};

/* A match that may stand: units [at, at + count). */
struct jd_candidate {
    uint32_t at, count;
    jd_term_id id;
    bool trusted;
    bool outer_allowed;
};

/* Finds hits; owns its memory, which is used from block to block. */
struct jd_finder {
    struct jd_str text;
    const struct jd_glossary *glossary; /* may be NULL */
    struct jd_term_facts *facts;        /* by id */
    struct jd_units units;
    struct jd_candidate *candidates;
    size_t candidate_count, candidate_cap;
    uint32_t *first_of; /* by unit, and one more: its first candidate */
    uint8_t *ends;      /* by unit border: what ends there */
    uint64_t *score;    /* by unit, and one more: the best of the rest of the block */
    uint32_t *choice; /* by unit: the candidate that begins there in it, or UINT32_MAX */
    size_t cap;
};

void jd_finder_init(struct jd_finder *finder, struct jd_str text,
                    const struct jd_glossary *glossary);
void jd_finder_release(struct jd_finder *finder);

/*
 * Load block into finder->units and write its hits to out, whose memory is used again:
 * by start, longer first; first and calm are left 0.
 */
void jd_finder_run(struct jd_finder *finder, const struct jd_block *block,
                   struct jd_annotation *out);

const struct jd_term_facts *jd_finder_facts(struct jd_finder *finder, jd_term_id id);

#endif
