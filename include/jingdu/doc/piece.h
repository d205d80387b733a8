/* SPDX-License-Identifier: MIT */
/*
 * The ground below the blocks: a text as pieces, each a line with its line end, or a part
 * of a line that is too long to be handled at once. Every answer is a pure function of
 * the bytes near the place asked for (48 KiB to each side at most), so that a line of
 * 100 MB can be entered anywhere. A piece is at most 2 * JD_BLOCK_MAX bytes.
 *
 * Where long lines are cut: for each multiple of JD_BLOCK_MAX that lies far enough inside
 * a line, just after the first sentence end in the 2 KiB that follow, else at a cluster.
 */
#ifndef JINGDU_DOC_PIECE_H
#define JINGDU_DOC_PIECE_H

#include <stdbool.h>
#include <stddef.h>

#include "jingdu/base/str.h"

enum { JD_BLOCK_MAX = 16 * 1024 };

struct jd_piece {
    size_t start, end; /* bytes of the text, the line end included */
    bool cut_before;   /* the line began before start */
    bool cut_after;    /* the line goes on at end */
};

/* The piece that contains byte (< text.len). */
struct jd_piece jd_piece_at(struct jd_str text, size_t byte);

/* Only blanks and line ends in it. */
bool jd_piece_is_blank(struct jd_str text, struct jd_piece piece);

/* Bytes of the blank (blanks, line ends, U+3000, U+00A0) at byte at; 0 when it is none.
 */
size_t jd_blank_len(struct jd_str text, size_t at);

/* The first byte at or after from that is not blank; limit when there is none before it.
 */
size_t jd_blank_skip(struct jd_str text, size_t from, size_t limit);

/* The end of the last character before from that is not blank; floor when there is none.
 */
size_t jd_blank_skip_back(struct jd_str text, size_t from, size_t floor);

/*
 * Blank pieces belong to the piece before them, but an endless run of them is cut, too,
 * and the first piece behind such a cut stands for itself. jd_blank_start gives, for a
 * blank piece, the start of the piece that it belongs to (its own when there is none
 * before). jd_blank_end gives the start of the next piece at or after from (a start of a
 * piece, or text.len) that stands for itself; text.len when there is none.
 */
size_t jd_blank_start(struct jd_str text, struct jd_piece piece);
size_t jd_blank_end(struct jd_str text, size_t from);

#endif
