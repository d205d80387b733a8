/* SPDX-License-Identifier: MIT */
/*
 * Rows of a whole article, laid out where they are looked at: a cache of blocks with
 * their annotation and rows, and steps from row to row. Nothing is counted or laid out
 * ahead, so any place of a text of any size is reached at once.
 */
#ifndef JINGDU_LAYOUT_INDEX_H
#define JINGDU_LAYOUT_INDEX_H

#include <stdbool.h>
#include <stddef.h>

#include "jingdu/doc/document.h"
#include "jingdu/lang/annotate.h"
#include "jingdu/layout/flow.h"

struct jd_index;

/* One block as it is laid out. Borrowed from the index until the next call that gets one
 * of another block. */
struct jd_laid {
    struct jd_block block;
    struct jd_annotation annotation;
    struct jd_flow flow;
};

/* A row: the block it belongs to, by any byte of it, and its number there. */
struct jd_line {
    size_t block; /* start of the block, bytes of Text */
    size_t row;
};

/* Both are borrowed and must outlive the index. */
struct jd_index *jd_index_new(const struct jd_document *doc,
                              struct jd_annotator *annotator,
                              const struct jd_flow_options *options);
void jd_index_free(struct jd_index *index);

/* Forget all rows when the options differ from those in force. */
void jd_index_set_options(struct jd_index *index, const struct jd_flow_options *options);
const struct jd_flow_options *jd_index_options(const struct jd_index *index);

/* The block that contains byte, laid out. */
const struct jd_laid *jd_index_block(struct jd_index *index, size_t byte);

/* The row that shows byte. */
struct jd_line jd_index_find(struct jd_index *index, size_t byte);

/* Row data of a line; a line past its block's rows (after a change of width) is clamped.
 */
const struct jd_row *jd_index_row(struct jd_index *index, struct jd_line line,
                                  const struct jd_laid **laid);

/* Step to the next or previous row; false (line unchanged) at the end or start. */
bool jd_index_next(struct jd_index *index, struct jd_line *line);
bool jd_index_previous(struct jd_index *index, struct jd_line *line);

/* Step several rows; returns how many were possible. */
size_t jd_index_move(struct jd_index *index, struct jd_line *line, long rows);

/* Place in the text, 0-100: 100 only when end is the end of the text. */
int jd_index_percent(const struct jd_index *index, size_t byte);

#endif
