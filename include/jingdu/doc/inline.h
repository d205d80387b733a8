/* SPDX-License-Identifier: MIT */
/*
 * Inline markup of a block: ** and __ for bold, [text](target), bare URLs, backslash
 * escapes. Marks that have no partner in the block stay as they are. CommonMark's rule of
 * flanking does not apply: in 他说**“是。”**然后 the middle is bold. Linear in the block,
 * whatever is in it.
 */
#ifndef JINGDU_DOC_INLINE_H
#define JINGDU_DOC_INLINE_H

#include <stddef.h>
#include <stdint.h>

#include "jingdu/base/str.h"
#include "jingdu/doc/block.h"

struct jd_span {
    size_t start, end; /* bytes of the text */
};

/*
 * Append the runs of a block whose lines, in order and without their indents and line
 * ends, are these; emphasis is what all of it has. Lines of Latin text are joined by a
 * blank.
 */
void jd_inline_add_runs(struct jd_block *block, struct jd_str text,
                        const struct jd_span *lines, size_t count, uint8_t emphasis);

/* The end of the URL (http or https) that starts at byte at, before limit; 0: none does.
 */
size_t jd_inline_url_end(struct jd_str text, size_t at, size_t limit);

#endif
