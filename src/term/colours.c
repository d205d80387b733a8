/* SPDX-License-Identifier: MIT */
#include "colours.h"

#include <stdlib.h>
#include <string.h>

#include "jingdu/base/banned.h"

enum { DEFAULT = -1, WHITE = 7, BLACK = 0, GREY = 8 };

static bool is_set(const char *variable)
{
    const char *value = getenv(variable);
    return value && *value;
}

static bool wants_colours(const struct jd_term_options *options)
{
    if (options->theme == JD_THEME_MONO || options->colours == JD_COLOURS_NEVER)
        return false;
    return options->colours != JD_COLOURS_AUTO || !is_set("NO_COLOR");
}

/* Is a colour number of this terminal red, green and blue? */
static bool has_rgb(void)
{
    static const char name[] = "RGB"; // an extension that may be of any type
    const char *text = tigetstr(name);
    return COLORS > 256 && (tigetflag(name) > 0 || tigetnum(name) > 0 ||
                            (text && text != (const char *)-1));
}

static int find_depth(enum jd_colours asked)
{
    if (has_rgb() && (asked == JD_COLOURS_AUTO || asked == JD_COLOURS_TRUE))
        return COLORS;
    if (COLORS >= 256 && asked != JD_COLOURS_16)
        return has_rgb() ? 16
                         : 256; // direct colour has no palette beyond the first eight
    return COLORS >= 16 ? 16 : 8;
}

void jd_palette_open(struct jd_palette *palette, const struct jd_term_options *options)
{
    memset(palette, 0, sizeof *palette);
    palette->theme = JD_THEME_MONO;
    if (!wants_colours(options) || !has_colors() || start_color() != OK || COLORS < 8)
        return;
    palette->has_default = use_default_colors() == OK;
    palette->theme = options->theme;
    palette->depth = find_depth(options->colours);
}

static int choose_index(const struct jd_palette *palette, struct jd_colour colour)
{
    if (colour.c16 < 0)
        return DEFAULT;
    if (palette->depth > 256) // the first eight numbers are still the palette
        return colour.rgb < 8 ? BLACK : colour.rgb;
    if (palette->depth == 256)
        return colour.c256;
    if (palette->depth == 16 || colour.c16 < GREY)
        return colour.c16;
    return colour.c16 == GREY ? DEFAULT : colour.c16 - GREY;
}

/* The pair of these two, made when it is new; 0 when that is impossible. */
static short pair_of(struct jd_palette *palette, int fg, int bg)
{
    for (int i = 0; i < palette->pair_count; i++)
        if (palette->pairs[i].fg == fg && palette->pairs[i].bg == bg)
            return (short)(i + 1);
    int next = palette->pair_count + 1;
    if (palette->pair_count == JD_PAIRS_MAX || next >= COLOR_PAIRS ||
        init_extended_pair(next, fg, bg) != OK)
        return 0;
    palette->pairs[palette->pair_count].fg = fg;
    palette->pairs[palette->pair_count].bg = bg;
    palette->pair_count = next;
    return (short)next;
}

static short choose_pair(struct jd_palette *palette, const struct jd_look *look)
{
    if (!palette->depth)
        return 0;
    int fg = choose_index(palette, look->fg), bg = choose_index(palette, look->bg);
    if (fg == DEFAULT && bg == DEFAULT)
        return 0;
    if (!palette->has_default) {
        fg = fg == DEFAULT ? WHITE : fg;
        bg = bg == DEFAULT ? BLACK : bg;
    }
    return fg == bg ? 0 : pair_of(palette, fg, bg); // better plain than invisible
}

static attr_t choose_attributes(unsigned attributes)
{
    return (attributes & JD_ATTR_BOLD ? A_BOLD : 0) |
           (attributes & JD_ATTR_DIM ? A_DIM : 0) |
           (attributes & JD_ATTR_UNDERLINE ? A_UNDERLINE : 0) |
           (attributes & JD_ATTR_REVERSE ? A_REVERSE : 0);
}

struct jd_paint jd_palette_paint(struct jd_palette *palette, struct jd_style style)
{
    struct jd_paint *paint =
        &palette->paints[style.role][style.mark][style.flags % JD_STYLE_FLAGS];
    if (!paint->known) {
        struct jd_look look = jd_theme_look(palette->theme, style);
        *paint = (struct jd_paint){
            .attributes = choose_attributes(look.attributes),
            .pair = choose_pair(palette, &look),
            .known = true,
        };
    }
    return *paint;
}
