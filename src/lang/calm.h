/* SPDX-License-Identifier: MIT */
/* Which hits of a block are highlighted in calm mode, and how. */
#ifndef JINGDU_SRC_LANG_CALM_H
#define JINGDU_SRC_LANG_CALM_H

#include "jingdu/lang/annotate.h"

#include "hits.h"

/* A hit that asks for highlighting. */
struct jd_wish {
    uint32_t hit; /* its index */
    uint32_t han; /* what it costs */
    int rank;
};

/* Memory that is used from block to block; zeros to begin with, wishes is owned. */
struct jd_calm_budget {
    struct jd_wish *wishes;
    size_t count, cap;
};

/* Set calm of the hits, whose first is set already; finder has run over block. */
void jd_calm_spend(struct jd_calm_budget *budget, struct jd_finder *finder,
                   const struct jd_block *block, struct jd_annotation *out);

#endif
