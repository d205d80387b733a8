/* SPDX-License-Identifier: MIT */
/*
 * Cells: the only way from bytes to columns. The figures are those of wcwidth() of the C
 * library in a UTF-8 locale, since that is what ncurses believes (decisions: width =
 * wcwidth); what the sanitiser replaces has the width of its replacement. Widths never
 * depend on the current locale: the tables are consulted through a UTF-8 locale of our
 * own or are compiled in, so LC_ALL=C changes nothing.
 */
#ifndef JINGDU_TEXT_WIDTH_H
#define JINGDU_TEXT_WIDTH_H

#include <stdint.h>

#include "jingdu/base/buf.h"
#include "jingdu/base/str.h"

/* Cells of one code point as it is shown (after jd_sanitise_cp): 0, 1 or 2. */
int jd_width_cp(uint32_t cp);

/*
 * Cells of one grapheme cluster: those of its first code point, at least 1 (a leading
 * combining mark gets a base when it is drawn). Never more than 2.
 */
int jd_width_cluster(struct jd_str cluster);

/* Cells of a text on one row, cluster by cluster. A line end counts as its replacement.
 */
int jd_width_cols(struct jd_str text);

/* The longest prefix of whole clusters that fits into cols cells; bytes. */
size_t jd_width_fit(struct jd_str text, int cols);

/*
 * Append text cut to cols cells: all of it when it fits, else as much as fits before "…"
 * (U+2026, one cell). Then pad with blanks up to pad cells (0: no padding).
 */
void jd_width_cut(struct jd_buf *into, struct jd_str text, int cols, int pad);

/*
 * What stands in, in a terminal that shows East Asian "ambiguous" characters two cells wide,
 * for one that we count as one cell: ASCII for quotes, dashes, dots, signs and letters with
 * tone marks. The character itself when its width is certain, or nothing stands for it.
 */
uint32_t jd_width_stand_in(uint32_t cp);

#endif
