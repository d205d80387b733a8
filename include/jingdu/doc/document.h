/* SPDX-License-Identifier: MIT */
/*
 * An article's form over one UTF-8 text: blocks that tile it. A block is a byte range
 * [start, end) of Text, markup and the blank lines behind it included; block follows block
 * without gap or overlap from 0 to text.len. What the reader sees of a block are its runs;
 * the bytes between them (markup, indent blanks, line ends) are gaps.
 *
 * Nothing is stored per block: the block at a byte is found by looking at the text around
 * it, at most some 64 KiB, so a 100 MB text opens at once and any place in it can be
 * asked for first. The answer is the same whatever was asked before. Only the head (headline,
 * byline, date, source) and the width of hard-wrapped lines are found when the document
 * is made, from the first 64 KiB.
 *
 * A paragraph longer than JD_BLOCK_MAX goes on in a new block (continues = true) at the
 * nearest sentence end, else cluster, so no block exceeds 2 * JD_BLOCK_MAX bytes of text.
 */
#ifndef JINGDU_DOC_DOCUMENT_H
#define JINGDU_DOC_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "jingdu/base/buf.h"
#include "jingdu/base/str.h"

enum { JD_BLOCK_MAX = 16 * 1024, JD_SECTION_MAX = 64 * 1024 };

enum jd_block_kind {
    JD_BLOCK_HEADLINE,
    JD_BLOCK_META,      /* byline, date, source: one block, shown as one dim line */
    JD_BLOCK_HEADING,   /* ## …, or a whole line in bold after the head */
    JD_BLOCK_PARAGRAPH,
    JD_BLOCK_QUOTE,     /* > … */
    JD_BLOCK_LIST,      /* - * + • 1. 1) （一） …: one item */
    JD_BLOCK_RULE,      /* --- *** ___: no runs */
    JD_BLOCK_EMPTY,     /* only blanks (at the start of a text, or a text without anything) */
};

enum jd_emphasis {
    JD_EMPH_BOLD = 1 << 0,
    JD_EMPH_LINK = 1 << 1, /* the text of a [link](target) or a bare URL */
};

enum jd_joint {
    JD_JOINT_NONE,  /* follows directly on the run before */
    JD_JOINT_BLANK, /* one blank is shown between (a line end between Latin words) */
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
    size_t marker_end;   /* LIST: end of the item's marker ("1. "), inside the first run; else start */
    struct jd_run *runs; /* in order, inside [start, end); owned by the block */
    size_t run_count, run_cap;
};

#define JD_BLOCK_INIT { .kind = JD_BLOCK_EMPTY }

/* Frees the runs; the struct is empty and usable afterwards. */
void jd_block_release(struct jd_block *block);

/* Append what the page shows of the block, joints included, as UTF-8. */
void jd_block_add_text(const struct jd_block *block, struct jd_str text, struct jd_buf *into);

/* Runs are in order inside the block, none empty, none overlapping. */
bool jd_block_is_valid(const struct jd_block *block, struct jd_str text);

struct jd_document;

/* text is borrowed and must outlive the document. Any bytes will do. */
struct jd_document *jd_document_new(struct jd_str text);
void jd_document_free(struct jd_document *doc);
struct jd_str jd_document_text(const struct jd_document *doc);

/*
 * The block that contains byte (clamped into the text), written to *out, whose memory is
 * used again. For an empty text: an EMPTY block [0, 0).
 */
void jd_document_block_at(const struct jd_document *doc, size_t byte, struct jd_block *out);

/* Where the block that contains byte starts; cheaper than the whole block. */
size_t jd_document_block_start(const struct jd_document *doc, size_t byte);

/*
 * The start of the first HEADING block that starts at or after from and before limit, or
 * (size_t)-1. Linear in limit - from; callers slice it.
 */
size_t jd_document_next_heading(const struct jd_document *doc, size_t from, size_t limit);

/*
 * Start of the section that contains byte: the nearest HEADING at or before it, or the start
 * of the text, but never further back than JD_SECTION_MAX bytes before the block: there a
 * section is cut, at places that depend on the text alone. Returned bytes are block starts.
 */
size_t jd_document_section_start(const struct jd_document *doc, size_t byte);

/* What the head told; empty strings when it did not. Borrowed views of Text. */
struct jd_head {
    struct jd_str headline; /* without markup */
    struct jd_str byline;   /* 萧达、丁雅栀/环球时报: all of it */
    struct jd_str media;    /* 环球时报: what follows the last / of the byline, or Feed: */
    struct jd_str date;     /* 2023-10-25: the day only */
    struct jd_str source;   /* the URL, whole */
    struct jd_str host;     /* thepaper.cn: without www. and m. */
    int year, month, day;   /* 0 when unknown */
    size_t body;            /* where the first block after headline and META starts */
};

const struct jd_head *jd_document_head(const struct jd_document *doc);

/* For messages and lists: [start, end) of the sentence that contains byte, inside its block. */
void jd_document_sentence(const struct jd_document *doc, const struct jd_block *block,
                          size_t byte, size_t *start, size_t *end);

#endif
