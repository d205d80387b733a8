/* SPDX-License-Identifier: MIT */
/* Blocks as one line of text each, so that a test can be read. */
#ifndef JINGDU_TESTS_DOC_SHOW_H
#define JINGDU_TESTS_DOC_SHOW_H

#include "jingdu/base/buf.h"
#include "jingdu/doc/document.h"

/*
 * Append the runs of a block: bold ones as <B:…>, links as <L:…>, both as <BL:…>, a joint
 * of a blank as _ and one of a dot as " · ".
 */
void show_runs(const struct jd_block *block, struct jd_str text, struct jd_buf *into);

/*
 * Append a block as "H2 runs\n": its kind (TITLE META H P QUOTE LIST RULE EMPTY), its
 * level when it has one, + when it continues, and its runs; the marker of a list item
 * is followed by ^.
 */
void show_block(const struct jd_block *block, struct jd_str text, struct jd_buf *into);

/* Append all blocks of a text. */
void show_document(struct jd_str text, struct jd_buf *into);

#endif
