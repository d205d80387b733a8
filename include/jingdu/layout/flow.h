/* SPDX-License-Identifier: MIT */
/*
 * Rows out of a block: glyphs (grapheme clusters with their cells) set into rows of a
 * measure by Chinese rules. Columns are cells from the left edge of the measure, bytes
 * are offsets into Text.
 *
 * The rows of a block tile it: row 0 starts where the block starts, each row ends where
 * the next one starts, the last ends with the block. The glyphs cover the block's runs,
 * each byte once and in order; what no glyph covers is a gap.
 *
 * Row ends, from best to worst: between words and legal by text/linebreak; legal; between
 * any two clusters. A worse one is taken only when a row has no better one.
 */
#ifndef JINGDU_LAYOUT_FLOW_H
#define JINGDU_LAYOUT_FLOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "jingdu/base/str.h"
#include "jingdu/doc/document.h"
#include "jingdu/lang/annotate.h"

enum { JD_INDENT_COLS = 4, JD_HANG_COLS = 2 };

struct jd_flow_options {
    int measure; /* cells of a row, >= 1 */
    bool indent; /* paragraphs start 4 cells in; else a blank row stands before them */
    bool keep_words; /* no row ends inside a known word */
    bool hang;       /* one ，。 may stand to the right of the measure */
};

enum jd_glyph_flag {
    JD_GLYPH_DOT = 1 << 0,    /* the cells before it show " · " */
    JD_GLYPH_BLANK = 1 << 1,  /* a blank, tab or ideographic space: nothing to draw */
    JD_GLYPH_INSIDE = 1 << 2, /* inside a word that is kept whole */
};

struct jd_glyph {
    uint32_t offset;  /* bytes from the start of the block */
    uint16_t len;     /* bytes of the cluster */
    int16_t col;      /* column of the cluster itself */
    uint8_t width;    /* its cells: 1 or 2 */
    uint8_t before;   /* presentation blanks before it, unless it starts its row */
    uint8_t emphasis; /* enum jd_emphasis bits */
    uint8_t flags;    /* enum jd_glyph_flag bits */
    uint8_t brk;      /* enum jd_break_class */
};

enum jd_row_kind { JD_ROW_TEXT, JD_ROW_SPACER, JD_ROW_RULE };

struct jd_row {
    size_t start, end; /* bytes of Text; equal for spacers before and after the text */
    uint32_t first, count; /* its glyphs in the flow */
    int16_t left;          /* column of the first glyph */
    int16_t cols;          /* column behind the last glyph that is not a blank */
    uint8_t kind;          /* enum jd_row_kind */
};

struct jd_flow {
    struct jd_row *rows;
    size_t row_count, row_cap;
    struct jd_glyph *glyphs;
    size_t glyph_count, glyph_cap;
};

#define JD_FLOW_INIT                                                                     \
    {                                                                                    \
        .rows = NULL                                                                     \
    }
void jd_flow_release(struct jd_flow *flow);

/*
 * Lay out a block into *out, whose memory is used again. space_before: blank rows that
 * the place of the block in the article asks for, besides those of its kind. Cannot fail;
 * at least one row. Linear in the block.
 */
void jd_flow_block(struct jd_str text, const struct jd_block *block,
                   const struct jd_annotation *annotation,
                   const struct jd_flow_options *options, int space_before,
                   struct jd_flow *out);

/* The row that shows byte: the last row whose start is not after it (never a spacer
 * unless the block has nothing else). */
size_t jd_flow_row_of(const struct jd_flow *flow, size_t byte);

/* Index of the glyph of row that contains byte or, in a gap, is next to it; SIZE_MAX when
 * the row has no glyphs. block_start makes the offset. */
size_t jd_flow_glyph_of(const struct jd_flow *flow, const struct jd_row *row,
                        size_t block_start, size_t byte);

/* Rows tile the block, glyphs are in order, inside the runs, and widths hold. */
bool jd_flow_is_valid(const struct jd_flow *flow, const struct jd_block *block,
                      int measure);

#endif
