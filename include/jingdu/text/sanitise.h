/* SPDX-License-Identifier: MIT */
/*
 * The one door for foreign text: nothing of an article, a title, a file name, a gloss or
 * an error message reaches a screen, a window title or stderr without passing here.
 * What could act on a terminal or hide in a text is shown as a mark of one cell:
 * C0 controls as U+2400 + c, DEL as U+2421, and C1, bidi controls, zero-width characters,
 * U+2028/2029, soft hyphen, tags, blank fillers, skin tones without an emoji, private
 * use, noncharacters and unassigned code points as U+2426. Nothing hidden is dropped: one
 * mark for each such character.
 */
#ifndef JINGDU_TEXT_SANITISE_H
#define JINGDU_TEXT_SANITISE_H

#include <stdbool.h>
#include <stdint.h>

#include "jingdu/base/buf.h"
#include "jingdu/base/str.h"

enum { JD_SANITISE_MARKS_MAX = 4 }; /* combining marks kept on one base */

/* What is shown for a code point; itself when it is harmless. */
uint32_t jd_sanitise_cp(uint32_t cp);

/*
 * What is shown for one grapheme cluster: code points written to out (room for 1 +
 * JD_SANITISE_MARKS_MAX), their number returned (>= 1). The first has the width of the
 * cluster; the rest have width 0. ZWJ and variation selectors stay only inside a cluster
 * that starts with a visible character; a leading combining mark gets U+25CC before it;
 * further marks than the limit are not shown. Of emoji joined by ZWJ or coloured by a
 * skin tone the first is shown, and U+FE0F stays on a wide base only: what a terminal
 * could draw wider than the cluster is left out. A tab or line end becomes its mark.
 */
int jd_sanitise_cluster(struct jd_str cluster, uint32_t out[1 + JD_SANITISE_MARKS_MAX]);

/* Append text as one harmless line of UTF-8: for messages, titles, file names. */
void jd_sanitise_line(struct jd_buf *into, struct jd_str text);

/* The same, but tabs and line ends stay, \r\n as \n: for text on stdout. */
void jd_sanitise_text(struct jd_buf *into, struct jd_str text);

#endif
