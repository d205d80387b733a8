/* SPDX-License-Identifier: MIT */
/*
 * The head of an article, in three forms: "# headline" and lines in bold; a first short
 * line followed by what looks like byline, date and source; header lines of newsboat and
 * mail (Title: Author: Date: …) up to the first blank line.
 */
#ifndef JINGDU_DOC_FROM_TEXT_H
#define JINGDU_DOC_FROM_TEXT_H

#include <stddef.h>

#include "jingdu/base/str.h"
#include "jingdu/doc/block.h"
#include "jingdu/doc/inline.h"
#include "jingdu/doc/meta.h"

enum { JD_HEAD_MAX = 64 * 1024, JD_HEAD_PARTS = 3, JD_HEAD_RUNS = 12 };

/* HEADLINE or META: a block of the head. They tile the text up to head.body. */
struct jd_head_part {
    enum jd_block_kind kind;
    size_t start, end;
    struct jd_span text; /* HEADLINE: where its words are; the META line is in the runs */
};

struct jd_head_plan {
    struct jd_head head;
    struct jd_head_part
        parts[JD_HEAD_PARTS]; /* META may stand before the headline (Feed:) */
    size_t part_count;
    struct jd_run runs[JD_HEAD_RUNS]; /* of all META parts, in order */
    size_t run_count;
};

/* Find the head in the first 64 KiB; no parts and body 0 when there is none. */
void jd_head_find(struct jd_str text, struct jd_head_plan *plan);

#endif
