/* SPDX-License-Identifier: MIT */
/*
 * What a block holds, code point by code point, as words are looked up: folded, markup
 * and line ends left out, joints put in. Offsets are bytes from the start of the block.
 */
#ifndef JINGDU_SRC_LANG_UNITS_H
#define JINGDU_SRC_LANG_UNITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "jingdu/base/str.h"
#include "jingdu/doc/document.h"
#include "jingdu/text/han.h"

enum {
    JD_UNIT_CLASS = 7,         /* mask: enum jd_char_class */
    JD_UNIT_CLUSTER = 1 << 3,  /* a cluster begins here */
    JD_UNIT_JOINT = 1 << 4,    /* stands for a joint: no bytes, in no token */
    JD_UNIT_LINK = 1 << 5,     /* inside a URL or e-mail address */
    JD_UNIT_LINK_END = 1 << 6, /* the last one of it */
};

/* Stands where no word goes on: at a joint that shows as a dot, and for a run or cluster
 * that begins with nothing that counts. */
#define JD_UNIT_WALL 0xFFFDU

/*
 * Parallel arrays of count elements; a code point that counts for nothing belongs to the
 * unit before it (the first of a run: to the one after it). Owned; zeros to begin with.
 */
struct jd_units {
    uint32_t *cps;
    uint32_t *start, *end;
    uint8_t *flags;
    size_t count, cap;
    size_t han_count;
};

void jd_units_release(struct jd_units *units);

/* Replace the contents by those of block. */
void jd_units_load(struct jd_units *units, struct jd_str text,
                   const struct jd_block *block);

static inline enum jd_char_class jd_unit_class(const struct jd_units *units, size_t i)
{
    return (enum jd_char_class)(units->flags[i] & JD_UNIT_CLASS);
}

/* A letter or digit of an alphabet. */
static inline bool jd_unit_is_latin(const struct jd_units *units, size_t i)
{
    enum jd_char_class class = jd_unit_class(units, i);
    return class == JD_CHAR_LETTER || class == JD_CHAR_DIGIT;
}

/* Really ASCII in the text, not a full-width form of it. */
static inline bool jd_unit_is_ascii(const struct jd_units *units, size_t i)
{
    return units->cps[i] < 0x80 && units->end[i] - units->start[i] == 1;
}

/* Do clusters end before unit i? True at the end. */
static inline bool jd_unit_is_border(const struct jd_units *units, size_t i)
{
    return i == units->count || (units->flags[i] & JD_UNIT_CLUSTER);
}

#endif
