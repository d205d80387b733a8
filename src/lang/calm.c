/* SPDX-License-Identifier: MIT */
#include "calm.h"

#include <stdlib.h>

#include "jingdu/base/mem.h"

#include "jingdu/base/banned.h"

/* A glossary that marks everything marks nothing: a fifth of the Han characters, and in
 * a block that has some text room for one term at least. */
enum { SHARE = 5, SMALL_BLOCK_HAN = 10, SMALL_BUDGET_HAN = 4 };

static bool may_shine(struct jd_finder *finder, const struct jd_block *block,
                      const struct jd_hit *hit)
{
    const struct jd_term_facts *facts = jd_finder_facts(finder, hit->id);
    if (!hit->outer || !hit->trusted || facts->common)
        return false;
    return block->kind != JD_BLOCK_HEADING || facts->category <= JD_CAT_MEDIA;
}

static void gather(struct jd_calm_budget *budget, struct jd_finder *finder,
                   const struct jd_block *block, const struct jd_annotation *out)
{
    const struct jd_units *units = &finder->units;
    size_t unit = 0;
    budget->count = 0;
    for (size_t h = 0; h < out->hit_count; h++) {
        const struct jd_hit *hit = &out->hits[h];
        if (!may_shine(finder, block, hit))
            continue;
        uint32_t han = 0;
        while (block->start + units->start[unit] < hit->start)
            unit++;
        for (; unit < units->count && block->start + units->start[unit] < hit->end;
             unit++)
            han += jd_unit_class(units, unit) == JD_CHAR_HAN;
        budget->wishes =
            jd_grow(budget->wishes, budget->count, &budget->cap, sizeof *budget->wishes);
        budget->wishes[budget->count++] =
            (struct jd_wish){ (uint32_t)h, han, jd_finder_facts(finder, hit->id)->rank };
    }
}

static int compare_wishes(const void *a, const void *b)
{
    const struct jd_wish *one = a, *two = b;
    if (one->rank != two->rank)
        return one->rank < two->rank ? -1 : 1;
    return one->hit < two->hit ? -1 : one->hit > two->hit;
}

void jd_calm_spend(struct jd_calm_budget *budget, struct jd_finder *finder,
                   const struct jd_block *block, struct jd_annotation *out)
{
    size_t han = finder->units.han_count, left = han / SHARE;
    if (block->kind == JD_BLOCK_HEADLINE || block->kind == JD_BLOCK_META)
        return;
    if (han >= SMALL_BLOCK_HAN && left < SMALL_BUDGET_HAN)
        left = SMALL_BUDGET_HAN;
    gather(budget, finder, block, out);
    if (budget->count > 1)
        qsort(budget->wishes, budget->count, sizeof *budget->wishes, compare_wishes);
    for (size_t i = 0; i < budget->count; i++) {
        const struct jd_wish *wish = &budget->wishes[i];
        if (wish->han > left)
            continue;
        struct jd_hit *hit = &out->hits[wish->hit];
        hit->calm = hit->first ? JD_CALM_FULL : JD_CALM_QUIET;
        left -= wish->han;
    }
}
