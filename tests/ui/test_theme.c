/* SPDX-License-Identifier: MIT */
#include "jingdu/ui/theme.h"

#include <math.h>
#include <stdio.h>

#include "tests/support/run.h"

enum { FLAGS = 8, STYLES = JD_ROLE_COUNT * JD_MARK_COUNT * FLAGS };

static struct jd_style style_at(int i)
{
    return (struct jd_style){ .role = (uint8_t)(i % JD_ROLE_COUNT),
                              .mark = (uint8_t)(i / JD_ROLE_COUNT % JD_MARK_COUNT),
                              .flags = (uint8_t)(i / JD_ROLE_COUNT / JD_MARK_COUNT) };
}

static struct jd_look look_of(int theme, struct jd_style style)
{
    return jd_theme_look((enum jd_theme_id)theme, style);
}

static bool is_default(struct jd_colour colour)
{
    return colour.c16 == -1 && colour.c256 == -1 && colour.rgb == -1;
}

static bool same_colour(struct jd_colour a, struct jd_colour b)
{
    return a.c16 == b.c16 && a.c256 == b.c256 && a.rgb == b.rgb;
}

static bool same_look(struct jd_look a, struct jd_look b)
{
    return a.attributes == b.attributes && same_colour(a.fg, b.fg) &&
           same_colour(a.bg, b.bg);
}

static void ck_depths(struct jd_colour colour)
{
    if (is_default(colour))
        return;
    ck_assert_int_ge(colour.c16, 0);
    ck_assert_int_le(colour.c16, 15);
    ck_assert_int_ge(colour.c256, 16); // below it are colours that people change
    ck_assert_int_le(colour.c256, 255);
    ck_assert_int_ge(colour.rgb, 0);
    ck_assert_int_le(colour.rgb, 0xFFFFFF);
}

START_TEST(nothing_is_drawn_in_the_colour_of_its_background)
{
    for (int i = 0; i < STYLES; i++) {
        struct jd_look look = look_of(_i, style_at(i));
        ck_depths(look.fg);
        ck_depths(look.bg);
        if (is_default(look.fg) && is_default(look.bg))
            continue;
        ck_assert_int_ne(look.fg.c16, look.bg.c16);
        ck_assert_int_ne(look.fg.c256, look.bg.c256);
        ck_assert_int_ne(look.fg.rgb, look.bg.rgb);
    }
}
END_TEST

/* ---- contrast, by WCAG 2.1 --------------------------------------------------------- */

static double linear(int channel)
{
    double c = channel / 255.0;
    return c <= 0.03928 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double luminance(int rgb)
{
    return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8 & 255) +
           0.0722 * linear(rgb & 255);
}

static double contrast(int a, int b)
{
    double x = luminance(a) + 0.05, y = luminance(b) + 0.05;
    return x > y ? x / y : y / x;
}

/* The colours of xterm from 16 on; terminals agree on these. */
static int rgb_of_256(int index)
{
    static const int steps[] = { 0, 95, 135, 175, 215, 255 };
    if (index >= 232)
        return (8 + 10 * (index - 232)) * 0x010101;
    int i = index - 16;
    return steps[i / 36] << 16 | steps[i / 6 % 6] << 8 | steps[i % 6];
}

static const struct {
    enum jd_theme_id theme;
    int background;
    double at_least;
    const char *unfit; /* of the 16 colours: those too close to the background */
} grounds[] = {
    { JD_THEME_DARK, 0x000000, 4.5, " 0 4 8 " },
    { JD_THEME_DARK, 0x1E1E1E, 4.5, " 0 4 8 " },
    { JD_THEME_LIGHT, 0xFFFFFF, 4.5, " 3 7 9 10 11 12 13 14 15 " },
    { JD_THEME_CONTRAST, 0x000000, 7, " 0 1 4 5 8 12 " },
};

START_TEST(every_colour_stands_out_from_its_background)
{
    for (int i = 0; i < STYLES; i++) {
        struct jd_colour fg = look_of(grounds[_i].theme, style_at(i)).fg;
        if (is_default(fg))
            continue;
        int ground = grounds[_i].background;
        ck_assert_msg(contrast(fg.rgb, ground) >= grounds[_i].at_least, "%06X: %.1f",
                      (unsigned)fg.rgb, contrast(fg.rgb, ground));
        ck_assert_msg(contrast(rgb_of_256(fg.c256), ground) >= grounds[_i].at_least,
                      "%d: %.1f", fg.c256, contrast(rgb_of_256(fg.c256), ground));
        char number[16];
        snprintf(number, sizeof number, " %d ", fg.c16);
        ck_assert_msg(!strstr(grounds[_i].unfit, number), "%d", fg.c16);
    }
}
END_TEST

START_TEST(high_contrast_does_not_rely_on_the_terminals_colours)
{
    for (int i = 0; i < STYLES; i++) {
        struct jd_look look = look_of(JD_THEME_CONTRAST, style_at(i));
        ck_assert(!is_default(look.fg) && !is_default(look.bg));
    }
}
END_TEST

START_TEST(mono_has_no_colours)
{
    for (int i = 0; i < STYLES; i++) {
        struct jd_look look = look_of(JD_THEME_MONO, style_at(i));
        ck_assert(is_default(look.fg) && is_default(look.bg));
    }
}
END_TEST

/* ---- meaning ----------------------------------------------------------------------- */

static const struct {
    enum jd_mark mark;
    unsigned attributes;
} calm[] = {
    { JD_MARK_PERSON, JD_ATTR_UNDERLINE },
    { JD_MARK_PLACE, JD_ATTR_BOLD },
    { JD_MARK_ORGANISATION, JD_ATTR_BOLD },
    { JD_MARK_MEDIA, JD_ATTR_BOLD },
    { JD_MARK_POSITION, 0 },
    { JD_MARK_EVENT, 0 },
    { JD_MARK_POLICY, 0 },
    { JD_MARK_TERM, 0 },
    { JD_MARK_IDIOM, 0 },
};

START_TEST(marks_are_told_by_attributes_or_by_colour_alone)
{
    struct jd_style style = { .role = JD_ROLE_TEXT, .mark = (uint8_t)calm[_i].mark };
    for (int theme = 0; theme < JD_THEME_COUNT; theme++) {
        struct jd_look text = look_of(theme, (struct jd_style){ .role = JD_ROLE_TEXT });
        struct jd_look look = look_of(theme, style);
        ck_assert_uint_eq(look.attributes, calm[_i].attributes);
        if (theme != JD_THEME_MONO)
            ck_assert(!same_colour(look.fg, text.fg));
    }
}
END_TEST

START_TEST(a_later_mention_keeps_the_colour_only)
{
    for (int theme = 0; theme < JD_THEME_COUNT; theme++)
        for (uint8_t mark = JD_MARK_PERSON; mark < JD_MARK_COUNT; mark++) {
            struct jd_style full = { .mark = mark };
            struct jd_style quiet = { .mark = mark, .flags = JD_STYLE_QUIET };
            ck_assert_uint_eq(look_of(theme, quiet).attributes, 0);
            ck_assert(same_colour(look_of(theme, quiet).fg, look_of(theme, full).fg));
        }
    struct jd_style headline = { JD_ROLE_HEADLINE, JD_MARK_PERSON, JD_STYLE_QUIET };
    ck_assert_uint_eq(look_of(JD_THEME_DARK, headline).attributes, JD_ATTR_BOLD);
}
END_TEST

/* Pairs that must differ without any colour. */
static const struct {
    struct jd_style a, b;
} pairs[] = {
    { { JD_ROLE_TEXT, 0, 0 }, { JD_ROLE_TEXT, 0, JD_STYLE_CURRENT } },
    { { JD_ROLE_TEXT, 0, 0 }, { JD_ROLE_TEXT, 0, JD_STYLE_MATCH } },
    { { JD_ROLE_TEXT, 0, JD_STYLE_CURRENT }, { JD_ROLE_TEXT, 0, JD_STYLE_MATCH } },
    { { JD_ROLE_TEXT, 0, JD_STYLE_MATCH },
      { JD_ROLE_TEXT, 0, JD_STYLE_MATCH | JD_STYLE_CURRENT } },
    { { JD_ROLE_TEXT, JD_MARK_PERSON, 0 },
      { JD_ROLE_TEXT, JD_MARK_PERSON, JD_STYLE_CURRENT } },
    { { JD_ROLE_LIST, 0, 0 }, { JD_ROLE_LIST, 0, JD_STYLE_CURRENT } },
    { { JD_ROLE_LIST_DIM, 0, 0 }, { JD_ROLE_LIST_DIM, 0, JD_STYLE_CURRENT } },
    { { JD_ROLE_TEXT, 0, 0 }, { JD_ROLE_HEADLINE, 0, 0 } },
    { { JD_ROLE_TEXT, 0, 0 }, { JD_ROLE_HEADING, 0, 0 } },
    { { JD_ROLE_TEXT, 0, 0 }, { JD_ROLE_LINK, 0, 0 } },
    { { JD_ROLE_LINK, 0, 0 }, { JD_ROLE_LINK, 0, JD_STYLE_CURRENT } },
    { { JD_ROLE_TEXT, 0, 0 }, { JD_ROLE_LABEL, 0, 0 } },
    { { JD_ROLE_TEXT, 0, JD_STYLE_CURRENT }, { JD_ROLE_LABEL, 0, 0 } },
    { { JD_ROLE_TEXT, 0, 0 }, { JD_ROLE_TITLE_BAR, 0, 0 } },
    { { JD_ROLE_MESSAGE, 0, 0 }, { JD_ROLE_ERROR, 0, 0 } },
    { { JD_ROLE_PANEL, 0, 0 }, { JD_ROLE_PANEL_HEAD, 0, 0 } },
};

START_TEST(what_must_be_told_apart_needs_neither_colour_nor_dim)
{
    for (int theme = 0; theme < JD_THEME_COUNT; theme++)
        ck_assert_uint_ne(look_of(theme, pairs[_i].a).attributes & ~JD_ATTR_DIM,
                          look_of(theme, pairs[_i].b).attributes & ~JD_ATTR_DIM);
}
END_TEST

START_TEST(hints_and_placeholders_stand_back)
{
    static const enum jd_role faint[] = { JD_ROLE_META,   JD_ROLE_PANEL_DIM,
                                          JD_ROLE_STATUS, JD_ROLE_LIST_DIM,
                                          JD_ROLE_FRAME,  JD_ROLE_PLACEHOLDER };
    for (int theme = 0; theme < JD_THEME_COUNT; theme++)
        for (size_t i = 0; i < sizeof faint / sizeof *faint; i++)
            ck_assert(
                !same_look(look_of(theme, (struct jd_style){ .role = (uint8_t)faint[i] }),
                           look_of(theme, (struct jd_style){ .role = JD_ROLE_TEXT })));
}
END_TEST

START_TEST(themes_have_the_names_of_the_settings)
{
    ck_assert_str_eq(jd_theme_name(JD_THEME_DARK), "dark");
    ck_assert_str_eq(jd_theme_name(JD_THEME_LIGHT), "light");
    ck_assert_str_eq(jd_theme_name(JD_THEME_CONTRAST), "high-contrast");
    ck_assert_str_eq(jd_theme_name(JD_THEME_MONO), "mono");
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("ui/theme");
    TCase *cases = tcase_create("theme");
    tcase_add_loop_test(cases, nothing_is_drawn_in_the_colour_of_its_background, 0,
                        JD_THEME_COUNT);
    tcase_add_loop_test(cases, every_colour_stands_out_from_its_background, 0,
                        sizeof grounds / sizeof *grounds);
    tcase_add_test(cases, high_contrast_does_not_rely_on_the_terminals_colours);
    tcase_add_test(cases, mono_has_no_colours);
    tcase_add_loop_test(cases, marks_are_told_by_attributes_or_by_colour_alone, 0,
                        sizeof calm / sizeof *calm);
    tcase_add_test(cases, a_later_mention_keeps_the_colour_only);
    tcase_add_loop_test(cases, what_must_be_told_apart_needs_neither_colour_nor_dim, 0,
                        sizeof pairs / sizeof *pairs);
    tcase_add_test(cases, hints_and_placeholders_stand_back);
    tcase_add_test(cases, themes_have_the_names_of_the_settings);
    suite_add_tcase(suite, cases);
    return suite;
}

int main(void)
{
    return jd_run_tests("ui/theme", make_suite());
}
