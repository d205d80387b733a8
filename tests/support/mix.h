/* SPDX-License-Identifier: MIT */
/* Texts for property tests: mixes of Chinese, Latin and hostile pieces from a seed. */
#ifndef JINGDU_TESTS_SUPPORT_MIX_H
#define JINGDU_TESTS_SUPPORT_MIX_H

#include <stdint.h>

#include "jingdu/base/buf.h"

/* A small generator (xorshift64*), the same everywhere. */
uint64_t jd_mix_next(uint64_t *state);

enum jd_mix { JD_MIX_NEWS, JD_MIX_LATIN, JD_MIX_HOSTILE, JD_MIX_COUNT };

/* About bytes of text made from a seed; HOSTILE also has raw bad bytes and controls. */
void jd_mix_text(uint64_t seed, enum jd_mix kind, size_t bytes, struct jd_buf *into);

#endif
