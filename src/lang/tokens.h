/* SPDX-License-Identifier: MIT */
/* The tokens of a block: what the cursor moves by. */
#ifndef JINGDU_SRC_LANG_TOKENS_H
#define JINGDU_SRC_LANG_TOKENS_H

#include "jingdu/lang/annotate.h"

#include "units.h"

/* Write the tokens of the units to out, whose outer hits are found already. */
void jd_tokens_cut(const struct jd_units *units, size_t block_start,
                   struct jd_annotation *out);

#endif
