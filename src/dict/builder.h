/* SPDX-License-Identifier: MIT */
/*
 * The rows that glossary_tsv has read, grouped by headword. Rows of one headword (the
 * same key) form a chain, so that duplicates are found while reading.
 */
#ifndef JINGDU_SRC_DICT_BUILDER_H
#define JINGDU_SRC_DICT_BUILDER_H

#include "jingdu/dict/glossary.h"
#include "jingdu/dict/glossary_tsv.h"

enum { JD_ROWS_PER_HEAD_MAX = 100 };

/* Place of a row in the files: the nth text that was read, and the line there. */
struct jd_row_origin {
    uint32_t text, line;
};

enum jd_put_result {
    JD_PUT_TAKEN,
    JD_PUT_DUPLICATE, /* same headword and years: *before is the row that is kept */
    JD_PUT_FULL,      /* the headword has JD_ROWS_PER_HEAD_MAX rows */
};

/*
 * Add a row; its headword has a key of two code points or more, and its strings are
 * copied. *before is only set for a duplicate.
 */
enum jd_put_result jd_builder_put(struct jd_glossary_builder *builder,
                                  const struct jd_term *term, struct jd_row_origin origin,
                                  struct jd_row_origin *before);

/* A number for the text that is about to be read. */
uint32_t jd_builder_next_text(struct jd_glossary_builder *builder);

#endif
