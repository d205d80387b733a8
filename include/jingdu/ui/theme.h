/* SPDX-License-Identifier: MIT */
/*
 * How roles and marks look. Everything can be told apart without colour: bold, underline
 * and reverse carry the meaning, colour is added where there is some.
 */
#ifndef JINGDU_UI_THEME_H
#define JINGDU_UI_THEME_H

#include <stdbool.h>
#include <stdint.h>

#include "jingdu/base/str.h"
#include "jingdu/ui/canvas.h"

enum jd_attribute {
    JD_ATTR_BOLD = 1 << 0,
    JD_ATTR_DIM = 1 << 1, /* where the terminal has it; never the only difference */
    JD_ATTR_UNDERLINE = 1 << 2,
    JD_ATTR_REVERSE = 1 << 3,
};

/* A colour in three depths; index -1: the terminal's default. */
struct jd_colour {
    int16_t c16;  /* 0-15 */
    int16_t c256; /* 0-255 */
    int32_t rgb;  /* 0xRRGGBB */
};
#define JD_COLOUR_DEFAULT ((struct jd_colour){ .c16 = -1, .c256 = -1, .rgb = -1 })

struct jd_look {
    unsigned attributes; /* enum jd_attribute bits */
    struct jd_colour fg, bg;
};

enum jd_theme_id {
    JD_THEME_DARK,
    JD_THEME_LIGHT,
    JD_THEME_CONTRAST,
    JD_THEME_MONO,
    JD_THEME_COUNT
};

/* "dark" "light" "high-contrast" "mono" */
const char *jd_theme_name(enum jd_theme_id theme);

/* How a cell of this style looks under a theme. Pure; a small table look-up. */
struct jd_look jd_theme_look(enum jd_theme_id theme, struct jd_style style);

#endif
