/* SPDX-License-Identifier: MIT */
/*
 * Lines that were broken at a fixed width (newsboat, mail) put together again. A group is
 * a run of lines without a blank line, an indent, another kind of line or a line that is
 * clearly too short between; it is a paragraph when at least 80 % of its lines but the
 * last are full (within 4 cells of the longest, or the next Latin word had no room) and
 * end without a sentence mark. In a text that surely was broken (is_sure) it is one when
 * half of them are full. Groups over JD_BLOCK_MAX bytes or 128 lines are left alone.
 */
#ifndef JINGDU_DOC_WRAP_H
#define JINGDU_DOC_WRAP_H

#include <stdbool.h>
#include <stddef.h>

#include "jingdu/base/str.h"
#include "jingdu/doc/from_markdown.h"
#include "jingdu/doc/inline.h"
#include "jingdu/doc/piece.h"

/* How the lines of a text were broken. */
struct jd_wrap {
    int width;    /* cells; 0: they were not */
    bool is_sure; /* 80 % of all lines inside of groups are full */
};

/* Bytes from the first line's start to behind the last one's line end. */
struct jd_paragraph {
    size_t start, end;
    struct jd_line first;  /* what its first line is */
    struct jd_span *lines; /* the text of its lines; owned */
    size_t count, cap;
};

#define JD_PARAGRAPH_INIT                                                                \
    {                                                                                    \
        .count = 0                                                                       \
    }

void jd_paragraph_release(struct jd_paragraph *paragraph);

/* May this line be part of a wrapped paragraph at all? */
bool jd_wrap_is_joinable(struct jd_piece piece, const struct jd_line *line);

/*
 * The paragraph that the line at piece belongs to; the line alone when its group is none.
 * Lines before byte floor are not looked at. out is used again.
 */
void jd_wrap_find(struct jd_str text, size_t floor, struct jd_wrap wrap,
                  struct jd_piece piece, struct jd_paragraph *out);

/*
 * How the text in [from, limit) was wrapped: the width is the longest line of the largest
 * group that is a paragraph. from is a start of a piece.
 */
struct jd_wrap jd_wrap_measure(struct jd_str text, size_t from, size_t limit);

#endif
