/* SPDX-License-Identifier: MIT */
/*
 * The light Markdown that saved articles are written in, one line at a time: what a line
 * is (heading, list item, quote, rule, plain), and where its text lies. Not CommonMark:
 * an indented line is never code, a list marker needs no blank line before it, and a line
 * wholly in bold is a heading.
 */
#ifndef JINGDU_DOC_FROM_MARKDOWN_H
#define JINGDU_DOC_FROM_MARKDOWN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "jingdu/base/str.h"
#include "jingdu/doc/block.h"

enum {
    JD_LINE_BOLD_MAX = 60
}; /* Han characters in a bold line that is still a heading */

struct jd_line {
    enum jd_block_kind
        kind;          /* HEADING PARAGRAPH QUOTE LIST RULE, EMPTY: only blanks or > */
    uint8_t level;     /* heading 1-6, quote and list depth from 1; else 0 */
    bool in_bold;      /* the whole line stood in ** ** or __ __ */
    bool wide_indent;  /* U+3000 before the text */
    int indent;        /* ASCII blanks before the text, a tab counting as 4 */
    int text_col;      /* as indent, but behind the marker of a list item */
    size_t start, end; /* the text: without blanks, quote and heading marks, bold marks */
    size_t marker_end; /* LIST: where the text behind the marker starts; else start */
};

/* Look at the line [start, end) of text; the line end may be in it or not. Linear. */
void jd_line_classify(struct jd_str text, size_t start, size_t end, struct jd_line *line);

/*
 * Could the line that starts at byte at be a HEADING, by its first characters? Cheap;
 * only for finding the next heading fast.
 */
bool jd_line_may_be_heading(struct jd_str text, size_t at);

#endif
