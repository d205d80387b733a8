/* SPDX-License-Identifier: MIT */
#include "jingdu/lang/annotate.h"

#include <stdlib.h>

#include "jingdu/base/mem.h"

#include "calm.h"
#include "hits.h"
#include "tokens.h"

#include "jingdu/base/banned.h"

enum { LOOK_AHEAD = 8 * 1024 };

/* Where a term was mentioned first in the section at hand. */
struct mention {
    size_t start, end;
    uint32_t age; /* of the section; another number: not mentioned yet */
};

struct jd_annotator {
    const struct jd_document *doc;
    struct jd_finder finder;
    struct jd_calm_budget budget;

    /* First mentions in [section, known_to), which are whole blocks. Blocks that start
     * before or at section_to are known to be of this section. */
    struct mention *mentions; /* by id */
    uint32_t age;             /* 0: no section yet */
    size_t section, section_to, known_to;

    struct jd_block block;       /* for the blocks before the one that is asked for */
    struct jd_annotation before; /* its hits */
};

void jd_annotation_release(struct jd_annotation *annotation)
{
    free(annotation->tokens);
    free(annotation->hits);
    *annotation = (struct jd_annotation)JD_ANNOTATION_INIT;
}

struct jd_annotator *jd_annotator_new(const struct jd_document *doc,
                                      const struct jd_glossary *glossary)
{
    struct jd_annotator *annotator = jd_alloc_zero(1, sizeof *annotator);
    annotator->doc = doc;
    annotator->block = (struct jd_block)JD_BLOCK_INIT;
    jd_finder_init(&annotator->finder, jd_document_text(doc), glossary);
    if (glossary)
        annotator->mentions =
            jd_alloc_zero(jd_glossary_count(glossary), sizeof *annotator->mentions);
    return annotator;
}

void jd_annotator_free(struct jd_annotator *annotator)
{
    if (!annotator)
        return;
    jd_finder_release(&annotator->finder);
    jd_block_release(&annotator->block);
    jd_annotation_release(&annotator->before);
    free(annotator->budget.wishes);
    free(annotator->mentions);
    free(annotator);
}

/* ---- first mentions ---------------------------------------------------------------- */

/* The head stands apart: who is named there is still new to the text. */
static bool counts_mentions(const struct jd_block *block)
{
    return block->kind != JD_BLOCK_HEADLINE && block->kind != JD_BLOCK_META;
}

static void note_mentions(struct jd_annotator *annotator, const struct jd_block *block,
                          const struct jd_annotation *notes)
{
    annotator->known_to = block->end;
    if (!counts_mentions(block))
        return;
    for (size_t i = 0; i < notes->hit_count; i++) {
        const struct jd_hit *hit = &notes->hits[i];
        struct mention *mention = &annotator->mentions[hit->id];
        if (hit->trusted && mention->age != annotator->age)
            *mention = (struct mention){ hit->start, hit->end, annotator->age };
    }
}

/*
 * Sections follow one another, so a place further on that is in the same section vouches
 * for all blocks before it. Asking for each small block would cost more than its
 * annotation.
 */
static void look_ahead(struct jd_annotator *annotator, size_t byte)
{
    annotator->section_to = byte;
    for (size_t step = LOOK_AHEAD; step >= LOOK_AHEAD / 8; step /= 8) {
        size_t ahead = byte + step;
        if (ahead < jd_document_text(annotator->doc).len &&
            jd_document_section_start(annotator->doc, ahead) == annotator->section) {
            annotator->section_to = ahead;
            return;
        }
    }
}

static void enter_section(struct jd_annotator *annotator, size_t byte)
{
    if (annotator->age && byte >= annotator->section && byte <= annotator->section_to)
        return;
    size_t section = jd_document_section_start(annotator->doc, byte);
    bool is_new = !annotator->age || annotator->section != section;
    annotator->section = section;
    look_ahead(annotator, byte);
    if (!is_new)
        return;
    annotator->known_to = section;
    if (++annotator->age == 0) {
        size_t count = jd_glossary_count(annotator->finder.glossary);
        for (size_t i = 0; i < count; i++)
            annotator->mentions[i].age = 0;
        annotator->age = 1;
    }
}

/* Go through the blocks of the section that come before block and are not known yet. */
static void catch_up(struct jd_annotator *annotator, const struct jd_block *block)
{
    enter_section(annotator, block->start);
    while (annotator->known_to < block->start) {
        jd_document_block_at(annotator->doc, annotator->known_to, &annotator->block);
        jd_finder_run(&annotator->finder, &annotator->block, &annotator->before);
        note_mentions(annotator, &annotator->block, &annotator->before);
    }
}

static void set_first(const struct jd_annotator *annotator, struct jd_annotation *out)
{
    for (size_t i = 0; i < out->hit_count; i++) {
        struct jd_hit *hit = &out->hits[i];
        const struct mention *mention = &annotator->mentions[hit->id];
        hit->first = mention->age == annotator->age && mention->start == hit->start &&
                     mention->end == hit->end;
    }
}

void jd_annotate_block(struct jd_annotator *annotator, const struct jd_block *block,
                       struct jd_annotation *out)
{
    bool has_terms = annotator->mentions;
    if (has_terms && counts_mentions(block))
        catch_up(annotator, block);
    jd_finder_run(&annotator->finder, block, out);
    if (has_terms && counts_mentions(block)) {
        if (annotator->known_to == block->start)
            note_mentions(annotator, block, out);
        set_first(annotator, out);
    }
    jd_calm_spend(&annotator->budget, &annotator->finder, block, out);
    jd_tokens_cut(&annotator->finder.units, block->start, out);
}

/* ---- asking ------------------------------------------------------------------------ */

const struct jd_token *jd_annotation_token_at(const struct jd_annotation *annotation,
                                              size_t byte)
{
    size_t low = 0, high = annotation->token_count;
    if (!high)
        return NULL;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (annotation->tokens[middle].start <= byte)
            low = middle;
        else
            high = middle;
    }
    return &annotation->tokens[low];
}
