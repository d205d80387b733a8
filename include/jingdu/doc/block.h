/* SPDX-License-Identifier: MIT */
/*
 * One block of an article: a byte range [start, end) of Text, markup and the blank lines
 * behind it included. What the reader sees of it are its runs; the bytes between them
 * (markup, indent blanks, tabs, line ends) are gaps.
 */
#ifndef JINGDU_DOC_BLOCK_H
#define JINGDU_DOC_BLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "jingdu/base/buf.h"
#include "jingdu/base/str.h"

enum jd_block_kind {
    JD_BLOCK_HEADLINE,
    JD_BLOCK_META,    /* byline, date, source: shown as one dim line */
    JD_BLOCK_HEADING, /* ## …, or a whole line in bold after the head */
    JD_BLOCK_PARAGRAPH,
    JD_BLOCK_QUOTE, /* > … */
    JD_BLOCK_LIST,  /* - * + • 1. 1) 1、 一、 （一）: one item */
    JD_BLOCK_RULE,  /* --- *** ___: no runs */
    JD_BLOCK_EMPTY, /* nothing to see: only blanks, a bare > or a picture. No runs */
};

enum jd_emphasis {
    JD_EMPH_BOLD = 1 << 0,
    JD_EMPH_LINK = 1 << 1, /* the text of a [link](target) or a bare URL */
};

enum jd_joint {
    JD_JOINT_NONE,  /* follows directly on the run before */
    JD_JOINT_BLANK, /* one blank is shown between (a tab, a line end between Latin words)
                     */
    JD_JOINT_DOT,   /* " · " is shown between (parts of the META line) */
};

struct jd_run {
    size_t start, end; /* bytes of Text, start < end */
    uint8_t emphasis;  /* enum jd_emphasis bits */
    uint8_t joint;     /* enum jd_joint: towards the run before it */
};

struct jd_block {
    enum jd_block_kind kind;
    size_t start, end;   /* bytes of Text; start < end except in an empty text */
    uint8_t level;       /* heading 1-6, quote and list depth from 1; else 0 */
    bool continues;      /* goes on from the block before: no indent, no blank line */
    size_t marker_end;   /* LIST: end of the item's marker ("1. "), inside the first run;
                            else start */
    struct jd_run *runs; /* in order, inside [start, end); owned by the block */
    size_t run_count, run_cap;
};

#define JD_BLOCK_INIT                                                                    \
    {                                                                                    \
        .kind = JD_BLOCK_EMPTY                                                           \
    }

/* Frees the runs; the struct is empty and usable afterwards. */
void jd_block_release(struct jd_block *block);

/* As JD_BLOCK_INIT, but the memory of the runs is kept. */
void jd_block_clear(struct jd_block *block);

/* Append a run; nothing happens when it is empty. The joint of the first run is NONE. */
void jd_block_add_run(struct jd_block *block, struct jd_run run);

/* Append what the page shows of the block, joints included, as UTF-8. */
void jd_block_add_text(const struct jd_block *block, struct jd_str text,
                       struct jd_buf *into);

/* The same for the part of it in [start, end) of Text. */
void jd_block_add_range(const struct jd_block *block, struct jd_str text, size_t start,
                        size_t end, struct jd_buf *into);

/* Runs are in order inside the block, none empty, none overlapping, no line end in them.
 */
bool jd_block_is_valid(const struct jd_block *block, struct jd_str text);

#endif
