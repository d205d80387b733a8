/* SPDX-License-Identifier: MIT */
/*
 * What a code point does to the cells of a terminal. Clusters, widths and the sanitiser
 * all ask here, so that they cannot disagree. Private to src/text.
 */
#ifndef JINGDU_SRC_TEXT_CELL_KIND_H
#define JINGDU_SRC_TEXT_CELL_KIND_H

#include <stdint.h>

enum jd_cell_kind {
    JD_CELL_HIDDEN, /* never shown as itself: controls, invisible, private, unassigned */
    JD_CELL_SELECTOR, /* variation selectors: only behind a visible character */
    JD_CELL_JOINER,   /* ZWJ: the same */
    JD_CELL_TONE,     /* skin tones: only behind an emoji */
    JD_CELL_MARK,     /* drawn over the character before it */
    JD_CELL_NARROW,
    JD_CELL_WIDE,
};

/* The rarer ones, by table. */
enum jd_cell_kind jd_cell_kind_other(uint32_t cp);

static inline enum jd_cell_kind jd_cell_kind(uint32_t cp)
{
    if (cp - 0x4E00 < 0x5200 || cp - 0x3001 < 0x29 || cp - 0xFF01 < 0x60)
        return JD_CELL_WIDE;
    if (cp - 0x20 < 0x5F || (cp - 0xA0 < 0x260 && cp != 0xAD) || cp - 0x2010 < 0x18)
        return JD_CELL_NARROW;
    return jd_cell_kind_other(cp);
}

#endif
