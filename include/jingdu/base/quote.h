/* SPDX-License-Identifier: MIT */
/*
 * The words by which a place in a text is found again when the text has changed: a plain
 * value. doc/anchor makes and finds it, store/ keeps it, export/ writes it.
 */
#ifndef JINGDU_BASE_QUOTE_H
#define JINGDU_BASE_QUOTE_H

#include <stdint.h>

#include "jingdu/base/str.h"

struct jd_quote {
    uint64_t byte;       /* of Text, when it was made */
    uint64_t text_len;   /* bytes of that Text */
    struct jd_str quote; /* the sentence, as the reader saw it, without white space */
    uint32_t at;         /* the place in quote, bytes; < quote.len unless that is 0 */
    struct jd_str
        before; /* what stands before and after the quote: up to 32 characters */
    struct jd_str after;
};

#endif
