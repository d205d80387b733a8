/* SPDX-License-Identifier: MIT */
/* From styles to what curses understands: attributes and a colour pair. */
#ifndef JINGDU_SRC_TERM_COLOURS_H
#define JINGDU_SRC_TERM_COLOURS_H

#include <stdbool.h>

#include "jingdu/term/curses.h"
#include "jingdu/ui/theme.h"

#include "curses_api.h"

enum { JD_PAIRS_MAX = 64, JD_STYLE_FLAGS = 8 };

struct jd_paint {
    attr_t attributes;
    short pair;
    bool known;
};

struct jd_palette {
    enum jd_theme_id theme;
    int depth; /* colours to use: 0, 8, 16, 256; more: red, green and blue */
    bool has_default;
    int pair_count; /* pairs made so far; pair 0 is curses's own */
    struct {
        int fg, bg;
    } pairs[JD_PAIRS_MAX];
    struct jd_paint paints[JD_ROLE_COUNT][JD_MARK_COUNT][JD_STYLE_FLAGS];
};

/* After newterm. Without colours the theme becomes mono. */
void jd_palette_open(struct jd_palette *palette, const struct jd_term_options *options);

/* How a style is painted; worked out once for each. */
struct jd_paint jd_palette_paint(struct jd_palette *palette, struct jd_style style);

#endif
