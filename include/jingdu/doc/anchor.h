/* SPDX-License-Identifier: MIT */
/*
 * A place in an article that is found again after the text was moved, wrapped anew or
 * edited. Pure: Text and a quote in, a place out. Compared is what the reader sees,
 * without white space and markup, code point by code point; a bad byte is U+FFFD.
 *
 * An answer is never a guess that looks like knowledge: the place is where it was, or the
 * quote stands elsewhere word for word, or a sentence is so like the quote, in so like a
 * neighbourhood, that none other comes near; else it is lost. A changed sentence without
 * its neighbours is lost, however like: it could be another one, as news have many. So
 * is a changed sentence beside one that is as like.
 *
 * A place is the first byte of a cluster that is seen and not blank. Any other byte
 * counts as the next such place, or the last one where none follows within 1 MiB.
 */
#ifndef JINGDU_DOC_ANCHOR_H
#define JINGDU_DOC_ANCHOR_H

#include "jingdu/base/buf.h"
#include "jingdu/base/quote.h"
#include "jingdu/doc/document.h"

/* Quotes longer than this (160 Chinese characters) keep the part around the place; bytes,
 * but whole code points. */
enum { JD_ANCHOR_QUOTE_MAX = 480, JD_ANCHOR_CONTEXT = 32 /* code points */ };

enum jd_anchor_state {
    JD_ANCHOR_EXACT,   /* the quote stands there, word for word, in its neighbourhood */
    JD_ANCHOR_CHANGED, /* its sentence was edited, and is surely this one */
    JD_ANCHOR_LOST,
};

/*
 * The quote of the place at byte: its sentence without a list marker, what stands around
 * it (within 64 KiB). The strings of *out are in bytes, which is cleared first; they are
 * borrowed from it. Empty strings when nothing is seen anywhere near.
 */
void jd_anchor_make(const struct jd_document *doc, size_t byte, struct jd_buf *bytes,
                    struct jd_quote *out);

/*
 * Find the place. *byte is set to a place in the text (0 when nothing is seen in it); of
 * a lost one to the nearest guess. In the text that the quote was made of it is where it
 * was, always. The quote may come from anywhere: any bytes will do; of one that is too
 * long the part around the place is looked for.
 *
 * Where the place and its neighbourhood stand at the old byte, or as far from the end of
 * the text as before, only they are looked at. Else Text is searched for five pieces of
 * the quote and its neighbourhood, the part of it within 1 MiB of the old share of the
 * length first, and 64 places of each are looked at. If that finds no quote in its old
 * neighbourhood, the text within 1 MiB (all of a text up to 2 MiB) is looked at closely:
 * linear in that, plus at most 54 alignments of the quote with some 800 characters.
 */
enum jd_anchor_state jd_anchor_find(const struct jd_document *doc,
                                    const struct jd_quote *quote, size_t *byte);

#endif
