/* SPDX-License-Identifier: MIT */
#include "jingdu/ui/theme.h"

#include <assert.h>

#include "jingdu/base/banned.h"

/*
 * Colours are chosen so that red against green never carries a meaning, and so that each
 * has a contrast of at least 4.5 to the background it is meant for (7 in high-contrast).
 */
enum paint {
    PLAIN, /* the colour of text */
    FAINT, /* what stands back */
    ALARM,
    LINKED,
    LETTER, /* label letters */
    PERSON,
    PLACE,
    BODY,
    MEDIA,
    POST,
    EVENT,
    POLICY,
    TERM,
    IDIOM,
    PAINT_COUNT
};

#define DEFAULT                                                                          \
    {                                                                                    \
        -1, -1, -1                                                                       \
    }

/* clang-format off */
static const struct jd_colour dark[PAINT_COUNT] = {
    [PLAIN]  = DEFAULT,
    [FAINT]  = {  7, 246, 0x9A9A9A },
    [ALARM]  = {  9, 210, 0xFF8080 },
    [LINKED] = { 14, 117, 0x87D7FF },
    [LETTER] = { 11, 227, 0xFFFF5F },
    [PERSON] = { 11, 221, 0xFFD75F },
    [PLACE]  = { 14,  80, 0x5FD7D7 },
    [BODY]   = { 14, 111, 0x8CB4FF },
    [MEDIA]  = { 14, 147, 0xB4B0FF },
    [POST]   = {  6, 109, 0x8FB4B4 },
    [EVENT]  = { 13, 212, 0xFF8FD0 },
    [POLICY] = { 13, 176, 0xD78FE0 },
    [TERM]   = { 10, 151, 0xA8D8B0 },
    [IDIOM]  = {  3, 179, 0xD9A860 },
};

static const struct jd_colour light[PAINT_COUNT] = {
    [PLAIN]  = DEFAULT,
    [FAINT]  = {  8, 241, 0x626262 },
    [ALARM]  = {  1, 124, 0xB00020 },
    [LINKED] = {  4,  25, 0x005FAF },
    [LETTER] = {  5,  90, 0x8A1A8A },
    [PERSON] = {  5,  90, 0x8A1A8A },
    [PLACE]  = {  6,  24, 0x005F7A },
    [BODY]   = {  4,  25, 0x0B57A4 },
    [MEDIA]  = {  4,  61, 0x5456B0 },
    [POST]   = {  6,  23, 0x2F5F5F },
    [EVENT]  = {  5, 125, 0xA3195B },
    [POLICY] = {  5,  54, 0x6F459A },
    [TERM]   = {  2,  22, 0x1D6B2A },
    [IDIOM]  = {  2,  94, 0x7D5600 },
};

static const struct jd_colour contrast[PAINT_COUNT] = {
    [PLAIN]  = { 15, 231, 0xFFFFFF },
    [FAINT]  = {  7, 252, 0xD0D0D0 },
    [ALARM]  = {  9, 217, 0xFFAFAF },
    [LINKED] = { 14, 123, 0x87FFFF },
    [LETTER] = { 11, 226, 0xFFFF00 },
    [PERSON] = { 11, 226, 0xFFFF00 },
    [PLACE]  = { 14,  51, 0x00FFFF },
    [BODY]   = { 14, 123, 0x87FFFF },
    [MEDIA]  = { 14, 159, 0xAFFFFF },
    [POST]   = { 10, 158, 0xAFFFD7 },
    [EVENT]  = { 13, 219, 0xFFAFFF },
    [POLICY] = { 13, 213, 0xFF87FF },
    [TERM]   = { 10, 120, 0x87FF87 },
    [IDIOM]  = { 11, 222, 0xFFD787 },
};
static const struct jd_colour black = { 0, 16, 0x000000 };

/* The same in all themes, so that a screen without colours says the same. */
static const struct {
    uint8_t attributes, paint;
} roles[] = {
    [JD_ROLE_TEXT]        = { 0, PLAIN },
    [JD_ROLE_HEADLINE]    = { JD_ATTR_BOLD, PLAIN },
    [JD_ROLE_META]        = { 0, FAINT },
    [JD_ROLE_HEADING]     = { JD_ATTR_BOLD, PLAIN },
    [JD_ROLE_QUOTE]       = { 0, PLAIN },
    [JD_ROLE_BOLD]        = { JD_ATTR_BOLD, PLAIN },
    [JD_ROLE_LINK]        = { JD_ATTR_UNDERLINE, LINKED },
    [JD_ROLE_GUTTER]      = { 0, FAINT },
    [JD_ROLE_TITLE_BAR]   = { JD_ATTR_REVERSE, FAINT },
    [JD_ROLE_FRAME]       = { 0, FAINT },
    [JD_ROLE_PANEL]       = { 0, PLAIN },
    [JD_ROLE_PANEL_HEAD]  = { JD_ATTR_BOLD, PLAIN },
    [JD_ROLE_PANEL_DIM]   = { 0, FAINT },
    [JD_ROLE_STATUS]      = { 0, FAINT },
    [JD_ROLE_MESSAGE]     = { 0, PLAIN },
    [JD_ROLE_ERROR]       = { JD_ATTR_BOLD, ALARM },
    [JD_ROLE_PROMPT]      = { 0, PLAIN },
    [JD_ROLE_LIST]        = { 0, PLAIN },
    [JD_ROLE_LIST_DIM]    = { 0, FAINT },
    [JD_ROLE_LABEL]       = { JD_ATTR_BOLD | JD_ATTR_REVERSE, LETTER },
    [JD_ROLE_PLACEHOLDER] = { 0, FAINT },
};
_Static_assert(sizeof roles / sizeof *roles == JD_ROLE_COUNT, "every role has a look");

static const struct {
    uint8_t attributes, paint;
} marks[] = {
    [JD_MARK_NONE]         = { 0, PLAIN },
    [JD_MARK_PERSON]       = { JD_ATTR_UNDERLINE, PERSON },
    [JD_MARK_PLACE]        = { JD_ATTR_BOLD, PLACE },
    [JD_MARK_ORGANISATION] = { JD_ATTR_BOLD, BODY },
    [JD_MARK_MEDIA]        = { JD_ATTR_BOLD, MEDIA },
    [JD_MARK_POSITION]     = { 0, POST },
    [JD_MARK_EVENT]        = { 0, EVENT },
    [JD_MARK_POLICY]       = { 0, POLICY },
    [JD_MARK_TERM]         = { 0, TERM },
    [JD_MARK_IDIOM]        = { 0, IDIOM },
};
_Static_assert(sizeof marks / sizeof *marks == JD_MARK_COUNT, "every mark has a look");
/* clang-format on */

static const struct {
    const char *name;
    const struct jd_colour *paints; /* NULL: none, the terminal's own */
} themes[] = {
    [JD_THEME_DARK] = { "dark", dark },
    [JD_THEME_LIGHT] = { "light", light },
    [JD_THEME_CONTRAST] = { "high-contrast", contrast },
    [JD_THEME_MONO] = { "mono", NULL },
};

const char *jd_theme_name(enum jd_theme_id theme)
{
    assert(theme < JD_THEME_COUNT);
    return themes[theme].name;
}

static unsigned attributes_of(struct jd_style style)
{
    unsigned attributes = roles[style.role].attributes;
    if (!(style.flags & JD_STYLE_QUIET))
        attributes |= marks[style.mark].attributes;
    if (style.flags & JD_STYLE_MATCH)
        attributes |= JD_ATTR_REVERSE | JD_ATTR_BOLD;
    // The match that is also the current word: reverse already says "match".
    if (style.flags & JD_STYLE_MATCH && style.flags & JD_STYLE_CURRENT)
        attributes |= JD_ATTR_UNDERLINE;
    if (style.flags & JD_STYLE_CURRENT)
        attributes |= JD_ATTR_REVERSE;
    return attributes;
}

struct jd_look jd_theme_look(enum jd_theme_id theme, struct jd_style style)
{
    assert(theme < JD_THEME_COUNT && style.role < JD_ROLE_COUNT &&
           style.mark < JD_MARK_COUNT);
    struct jd_look look = {
        .attributes = attributes_of(style),
        .fg = JD_COLOUR_DEFAULT,
        .bg = JD_COLOUR_DEFAULT,
    };
    unsigned paint = style.mark ? marks[style.mark].paint : roles[style.role].paint;
    if (themes[theme].paints)
        look.fg = themes[theme].paints[paint];
    else if (paint == FAINT && !(look.attributes & JD_ATTR_REVERSE))
        look.attributes |= JD_ATTR_DIM;
    if (theme == JD_THEME_CONTRAST)
        look.bg = black;
    return look;
}
