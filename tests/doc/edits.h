/* SPDX-License-Identifier: MIT */
/*
 * Articles changed as people change them, from a seed: words, clauses and whole
 * sentences, paragraphs moved, inserted and deleted, another wrapping, other markup. One
 * sentence is marked, and the script keeps track of where it goes by invisible signs in
 * the text, so what it tells is independent of any search.
 */
#ifndef JINGDU_TESTS_DOC_EDITS_H
#define JINGDU_TESTS_DOC_EDITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "jingdu/base/buf.h"

enum edit {
    EDIT_WORDS = 1 << 0,  /* words of other sentences */
    EDIT_MARKED = 1 << 1, /* words, characters and clauses of the marked sentence */
    EDIT_MOVE = 1 << 2,   /* paragraphs change places */
    EDIT_INSERT = 1 << 3, /* paragraphs and sentences */
    EDIT_TWIN = 1 << 4,   /* a sentence that shares most words with the marked one */
    EDIT_DELETE = 1 << 5, /* paragraphs and sentences, the marked one stays */
    EDIT_WRAP = 1 << 6,   /* hard, at 40, 60 or 72 columns, some of it indented */
    EDIT_CRLF = 1 << 7,
    EDIT_MARKUP = 1 << 8, /* bold words, quoted paragraphs, headings */
    EDIT_FRONT = 1 << 9,  /* text before everything else */
    EDIT_COUNT = 10,
    EDIT_ALL = (1 << EDIT_COUNT) - 1,
    EDIT_LOSE = 1 << EDIT_COUNT,          /* the marked sentence is deleted */
    EDIT_HEAVILY = 1 << (EDIT_COUNT + 1), /* EDIT_WORDS in two of five sentences */
};

struct edited {
    struct jd_buf text;
    size_t mark;       /* byte of the original: the character that is marked */
    size_t start, end; /* the marked sentence now; both 0 when it is gone */
    size_t word;       /* the marked character now; (size_t)-1 when it was replaced */
    int kept;          /* per cent of the original's sentences that stand unchanged */
};

#define EDITED_INIT                                                                      \
    {                                                                                    \
        .text = JD_BUF_INIT                                                              \
    }

/* The same seed makes the same copy. What is in *out is replaced, its text released by
 * the caller. */
void edit_article(struct jd_str article, uint64_t seed, unsigned edits,
                  struct edited *out);

#endif
