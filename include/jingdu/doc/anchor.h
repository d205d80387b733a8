/* SPDX-License-Identifier: MIT */
/*
 * A place in an article that is found again after the text was moved, wrapped anew or
 * edited. Pure: Text and a quote in, a place out. Compared is what the reader sees,
 * without white space and markup.
 *
 * An answer is never a guess that looks like knowledge: the place is where it was, or the
 * quote stands elsewhere word for word, or a sentence is so like the quote, in so like a
 * neighbourhood, that none other comes near; else it is lost.
 */
#ifndef JINGDU_DOC_ANCHOR_H
#define JINGDU_DOC_ANCHOR_H

#include "jingdu/base/buf.h"
#include "jingdu/base/quote.h"
#include "jingdu/doc/document.h"

/* Quotes longer than this keep the part around the place (bytes; whole code points). */
enum { JD_ANCHOR_QUOTE_MAX = 240, JD_ANCHOR_CONTEXT = 32 /* code points */ };

enum jd_anchor_state {
    JD_ANCHOR_EXACT,   /* the quote stands there, word for word, in its neighbourhood */
    JD_ANCHOR_CHANGED, /* its sentence was edited, and is surely this one */
    JD_ANCHOR_LOST,
};

/*
 * The quote of the place at byte: its sentence, what stands around it. The strings of
 * *out are in bytes, which is cleared first; they are borrowed from it.
 */
void jd_anchor_make(const struct jd_document *doc, size_t byte, struct jd_buf *bytes,
                    struct jd_quote *out);

/*
 * Find the place: a byte of Text at the start of a cluster that is seen. Linear in the
 * text for an exact quote (fast: some GB/s); a changed one is looked for within 1 MiB
 * around where it would be now. *byte is set to the nearest guess of the old place when
 * lost. The quote may come from anywhere: any bytes will do.
 */
enum jd_anchor_state jd_anchor_find(const struct jd_document *doc,
                                    const struct jd_quote *quote, size_t *byte);

#endif
