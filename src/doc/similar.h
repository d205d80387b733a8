/* SPDX-License-Identifier: MIT */
/*
 * How like two passages are, and where in a text a passage like a given one stands: what
 * doc/anchor weighs. All shares are per mille.
 */
#ifndef JINGDU_SRC_DOC_SIMILAR_H
#define JINGDU_SRC_DOC_SIMILAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "squeeze.h"

enum {
    JD_NEEDLE_CONTEXT = 32, /* code points */
    JD_NEEDLE_QUOTE = 480,
    JD_NEEDLE_MAX = JD_NEEDLE_QUOTE + 2 * JD_NEEDLE_CONTEXT,
    JD_SIMILAR_MAX = 64, /* passages that are looked at more closely */
};

/* What is looked for: a quote with what stood before and after it, without white space.
 */
struct jd_needle {
    uint32_t cps[JD_NEEDLE_MAX]; /* before, quote, after */
    size_t before, len, after;   /* code points of each */
    size_t at; /* the place, index into the quote; < len unless that is 0 */
};

static inline const uint32_t *jd_needle_quote(const struct jd_needle *needle)
{
    return needle->cps + needle->before;
}

/* A passage of a text that may be what is looked for. All places are bytes of Text. */
struct jd_passage {
    size_t start, end; /* of its first code point, of its last */
    size_t from, to;   /* the same of the sentence that it is in, if those are near */
    size_t place;
    size_t first, last; /* of the quote: what of it is found there, indices */
    int alike;          /* with the quote; 1000: word for word */
    int before, after;  /* what stands there now with what stood there; 1000: whole */
    bool is_exact;
};

struct jd_passages {
    struct jd_passage list[JD_SIMILAR_MAX];
    size_t count;
};

/* Add one; of two in the same sentence the better one stays, of too many the best. */
void jd_passages_add(struct jd_passages *passages, const struct jd_passage *passage);

/* What speaks for it in all: 0 to 4000. */
int jd_passage_weight(const struct jd_passage *passage);

/* The quote stands word for word at index. */
bool jd_similar_is_exact(const struct jd_squeeze *text, const struct jd_needle *needle,
                         size_t index);

/* The passage where the quote stands word for word at index; are its contexts whole? */
struct jd_passage jd_similar_exact(const struct jd_squeeze *text,
                                   const struct jd_needle *needle, size_t index,
                                   bool is_whole);

/*
 * Add the passages of text that are most like the quote. Linear in text, plus at most 54
 * alignments of the quote with some 800 code points each.
 */
void jd_similar_find(const struct jd_squeeze *text, const struct jd_needle *needle,
                     struct jd_passages *into);

#endif
