/* SPDX-License-Identifier: MIT */
/*
 * An article's form over one UTF-8 text: blocks that tile it, block after block without
 * gap or overlap from 0 to text.len.
 *
 * Nothing is stored per block: the block at a byte is found by looking at the text around
 * it, at most some 64 KiB, so a 100 MB text opens at once and any place in it can be
 * asked for first. The answer is the same whatever was asked before. Only the head
 * (headline, byline, date, source) and the width of hard-wrapped lines are found when the
 * document is made, from the first 64 KiB.
 *
 * A line longer than JD_BLOCK_MAX goes on in a new block (continues = true, a PARAGRAPH)
 * at the nearest sentence end, else cluster, so no block shows more than 2 * JD_BLOCK_MAX
 * bytes. Blank lines belong to the block before them; those at the start of a text are an
 * EMPTY block, and an endless run of them is one EMPTY block after the other.
 */
#ifndef JINGDU_DOC_DOCUMENT_H
#define JINGDU_DOC_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "jingdu/base/str.h"
#include "jingdu/doc/block.h"
#include "jingdu/doc/meta.h"
#include "jingdu/doc/piece.h"

enum { JD_SECTION_MAX = 64 * 1024 };

struct jd_document;

/* text is borrowed and must outlive the document. Any bytes will do. */
struct jd_document *jd_document_new(struct jd_str text);
void jd_document_free(struct jd_document *doc);
struct jd_str jd_document_text(const struct jd_document *doc);

/*
 * The block that contains byte (clamped into the text), written to *out, whose memory is
 * used again. For an empty text: an EMPTY block [0, 0).
 */
void jd_document_block_at(const struct jd_document *doc, size_t byte,
                          struct jd_block *out);

/* Where the block that contains byte starts; cheaper than the whole block. */
size_t jd_document_block_start(const struct jd_document *doc, size_t byte);

/*
 * The start of the first HEADING block that starts at or after from and before limit, or
 * (size_t)-1. Linear in limit - from; callers slice it.
 */
size_t jd_document_next_heading(const struct jd_document *doc, size_t from, size_t limit);

/*
 * Start of the section that contains byte: the nearest HEADING at or before it, or the
 * start of the text, but never further back than JD_SECTION_MAX bytes before the block:
 * there a section is cut, at places that depend on the text alone. Returned bytes are
 * block starts.
 */
size_t jd_document_section_start(const struct jd_document *doc, size_t byte);

/* Were lines of it broken at a fixed width? Then line ends can stand inside a paragraph. */
bool jd_document_is_wrapped(const struct jd_document *doc);

/* What the head told. */
const struct jd_head *jd_document_head(const struct jd_document *doc);

/*
 * For messages and lists: [start, end) of the sentence that contains byte, inside its
 * block. A byte in a gap counts as the next byte that is seen. A block without runs has
 * an empty sentence at its start.
 */
void jd_document_sentence(const struct jd_document *doc, const struct jd_block *block,
                          size_t byte, size_t *start, size_t *end);

/*
 * Append what the reader sees of [start, end): the words of each block as one line,
 * without wraps and markup, blocks separated by line ends.
 */
void jd_document_add_words(const struct jd_document *doc, size_t start, size_t end,
                           struct jd_buf *into);

#endif
