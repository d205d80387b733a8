/* SPDX-License-Identifier: MIT */
#include "cell_kind.h"

#include <stdbool.h>
#include <stddef.h>

#include "width_table.h"

#include "jingdu/base/banned.h"

enum { WIDTH_NONE, WIDTH_ZERO, WIDTH_ONE, WIDTH_TWO };

/*
 * What wcwidth() has a width for and still nobody would see, beside private use: format
 * controls, bidi controls, blank fillers, tags. Variation selectors are no part of it.
 */
static const struct {
    uint32_t first, last;
} invisible[] = {
    { 0x00AD, 0x00AD },   { 0x034F, 0x034F },   { 0x061C, 0x061C },
    { 0x115F, 0x1160 },   { 0x17B4, 0x17B5 },   { 0x180E, 0x180E },
    { 0x200B, 0x200F },   { 0x2028, 0x202E },   { 0x2060, 0x206F },
    { 0x3164, 0x3164 },   { 0xFEFF, 0xFEFF },   { 0xFFA0, 0xFFA0 },
    { 0xFFF0, 0xFFFB },   { 0x13430, 0x1343F }, { 0x1BCA0, 0x1BCA3 },
    { 0x1D173, 0x1D17A }, { 0xE0000, 0xE00FF }, { 0xE01F0, 0xE0FFF },
};

static bool is_invisible(uint32_t cp)
{
    for (size_t i = 0; i < sizeof invisible / sizeof *invisible; i++) {
        if (cp <= invisible[i].last)
            return cp >= invisible[i].first;
    }
    return false;
}

static bool is_private(uint32_t cp)
{
    return cp - 0xE000 < 0x1900 || cp >= 0xF0000;
}

static bool is_selector(uint32_t cp)
{
    return cp - 0xFE00 < 0x10 || cp - 0xE0100 < 0xF0 || (cp - 0x180B < 5 && cp != 0x180E);
}

static int table_width(uint32_t cp)
{
    size_t low = 0, high = sizeof width_changes / sizeof *width_changes;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (width_changes[middle] >> 2 <= cp)
            low = middle;
        else
            high = middle;
    }
    return (int)(width_changes[low] & 3);
}

enum jd_cell_kind jd_cell_kind_other(uint32_t cp)
{
    if (cp - 0xAC00 < 11172)
        return JD_CELL_WIDE; /* Hangul syllables */
    if (cp - 0x300 < 0x4F)
        return JD_CELL_MARK; /* the accents of pinyin among them */
    if (cp == 0x200D)
        return JD_CELL_JOINER;
    if (is_selector(cp))
        return JD_CELL_SELECTOR;
    if (cp - 0x1F3FB < 5)
        return JD_CELL_TONE;
    if (is_invisible(cp) || is_private(cp))
        return JD_CELL_HIDDEN;
    switch (table_width(cp)) {
    case WIDTH_ZERO:
        return JD_CELL_MARK;
    case WIDTH_ONE:
        return JD_CELL_NARROW;
    case WIDTH_TWO:
        return JD_CELL_WIDE;
    default:
        return JD_CELL_HIDDEN;
    }
}
