/* SPDX-License-Identifier: MIT */
/* Where sentences end: after 。！？… and . ! ? of Latin text, with the quotes that close
 * there. */
#ifndef JINGDU_DOC_SENTENCE_H
#define JINGDU_DOC_SENTENCE_H

#include <stdbool.h>
#include <stddef.h>

#include "jingdu/base/str.h"
#include "jingdu/doc/block.h"

/*
 * The end of the sentence mark at byte at with all that stays with it (？！ ……, closing
 * quotes); 0 when no sentence ends at this character. A dot ends one only before a blank.
 */
size_t jd_sentence_mark(struct jd_str text, size_t at);

/* The last character, closing quotes aside, is a sentence mark. */
bool jd_sentence_is_ended(struct jd_str text);

/*
 * [start, end) of the sentence of the block that contains byte: from its first to behind
 * its last visible byte, blanks up to the next sentence included. A byte in a gap counts
 * as the next visible one, else as the last. A block without runs has the empty sentence
 * at its start.
 */
void jd_sentence_find(const struct jd_block *block, struct jd_str text, size_t byte,
                      size_t *start, size_t *end);

#endif
