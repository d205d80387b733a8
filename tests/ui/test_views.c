/* SPDX-License-Identifier: MIT */
/*
 * Pieces of views on their own: ui/outline, ui/plan, ui/rows, ui/panel, ui/greeting,
 * ui/list, ui/entry, ui/terms, ui/contents, ui/help. What they look like is told by the
 * golden screens.
 */
#include <stdint.h>
#include <string.h>

#include "jingdu/text/width.h"
#include "jingdu/ui/outline.h"
#include "jingdu/ui/panel.h"
#include "jingdu/ui/plan.h"
#include "tests/support/run.h"
#include "tests/support/stage.h"

/* ---- outline ----------------------------------------------------------------------- */

static void make_text(struct jd_buf *text, size_t sections)
{
    jd_buf_add_c(text, "# 标题\n\n");
    for (size_t i = 0; i < sections; i++) {
        jd_buf_printf(text, "## 第%zu节\n\n", i);
        for (int j = 0; j < 40; j++)
            jd_buf_add_c(text, "这是一段正文，讲一件事情。\n\n");
    }
}

START_TEST(outline_finds_every_heading_whatever_the_slice)
{
    static const size_t slices[] = { 1, 7, 100, 1000, 1 << 20 };
    struct jd_buf text = JD_BUF_INIT;
    make_text(&text, 20);
    struct jd_document *doc = jd_document_new(jd_buf_str(&text));
    struct jd_outline outline;
    jd_outline_init(&outline, doc);
    while (jd_outline_scan(&outline, slices[_i]))
        continue;
    ck_assert_uint_eq(outline.count, 20);
    ck_assert(outline.complete);
    jd_outline_release(&outline);
    jd_document_free(doc);
    jd_buf_release(&text);
}
END_TEST

START_TEST(outline_steps_the_same_before_and_after_scanning)
{
    struct jd_buf text = JD_BUF_INIT;
    make_text(&text, 12);
    struct jd_document *doc = jd_document_new(jd_buf_str(&text));
    struct jd_outline fresh, full;
    jd_outline_init(&fresh, doc);
    jd_outline_init(&full, doc);
    while (jd_outline_scan(&full, 1 << 16))
        continue;
    bool unknown;
    for (size_t at = 0; at < text.len; at += 331)
        for (int direction = -1; direction <= 1; direction += 2)
            ck_assert_uint_eq(
                jd_outline_step(&fresh, at, direction, SIZE_MAX / 2, &unknown),
                jd_outline_step(&full, at, direction, SIZE_MAX / 2, &unknown));
    ck_assert_uint_eq(jd_outline_step(&fresh, 0, 1, 3, &unknown), SIZE_MAX);
    ck_assert(unknown);
    jd_outline_release(&fresh);
    jd_outline_release(&full);
    jd_document_free(doc);
    jd_buf_release(&text);
}
END_TEST

/* ---- plan and sheet ---------------------------------------------------------------- */

START_TEST(the_parts_of_a_window_tile_it)
{
    struct jd_settings *settings = jd_settings_new();
    for (int cols = 1; cols < 300; cols += 7)
        for (int rows = 1; rows < 120; rows++) {
            struct jd_plan plan =
                jd_plan_in(settings, (struct jd_rect){ 0, 0, cols, rows });
            int sum =
                plan.title.rows + plan.text.rows + plan.frame.rows + plan.panel.rows;
            ck_assert_int_eq(sum, rows);
            ck_assert_int_ge(plan.text.rows, 1);
            ck_assert_int_eq(plan.text.row, plan.title.rows);
            ck_assert_int_eq(plan.panel.row + plan.panel.rows, rows);
            struct jd_sheet sheet = jd_plan_sheet(settings, &plan);
            ck_assert_int_ge(sheet.measure, 1);
            ck_assert_int_le(sheet.measure, 72);
            ck_assert_int_le(sheet.left + sheet.measure, cols > 0 ? cols : 1);
            ck_assert_int_lt(sheet.gutter, sheet.left);
        }
    jd_settings_free(settings);
}
END_TEST

START_TEST(categories_have_the_mark_of_their_name)
{
    for (int c = 0; c < JD_CAT_COUNT; c++)
        ck_assert_str_eq(jd_mark_name(jd_rows_mark((enum jd_category)c)),
                         jd_category_name((enum jd_category)c));
}
END_TEST

static const struct {
    int from, to;
    const char *text;
} kinds[] = {
    { 0, 0, "person" },
    { 2021, 2025, "person, 2021-2025" },
    { 2021, 0, "person, from 2021" },
    { 0, 2021, "person, until 2021" },
    { 2021, 2021, "person, 2021" },
};

START_TEST(the_panel_tells_the_years_of_a_row)
{
    struct jd_term term = { .category = JD_CAT_PERSON,
                            .from = kinds[_i].from,
                            .to = kinds[_i].to };
    struct jd_buf text = JD_BUF_INIT;
    jd_panel_kind(&term, &text);
    ck_assert_str_eq(text.data, kinds[_i].text);
    jd_buf_release(&text);
}
END_TEST

/* ---- lists and entries on the stage --------------------------------------------------
 */

static const struct {
    const char *keys, *has, *has_not;
} views[] = {
    { "T / 沈", "沈映秋", "顾长汀" },      /* a filter keeps what has its text */
    { "T / 沈 Esc", "顾长汀", "with \"" }, /* Esc in the prompt drops it */
    { "T / ＃", "no row with this text", "沈映秋" },
    { "T / s h e n Enter", "with \"shen\"", "顾长汀" },
    { "t G", "q back", "does nothing" },
    { "? / l e t t e r", "Put a letter", "Next sentence" },
    { "Tab Enter", "Entry", "does nothing" },
    { "Tab Enter Backspace", "青沙河由黑变清", "Entry" },
    { "k k k k k k j Enter", "About this article", "Entry" },
    { "k k k k k k j Enter", "韩知夏、罗远帆", "Entry" },
};

START_TEST(views_show_what_they_should)
{
    struct jd_stage stage;
    struct jd_stage_options options = { .cols = 80, .rows = 24 };
    jd_stage_open(&stage, &options);
    jd_stage_play(&stage, views[_i].keys);
    struct jd_buf screen = JD_BUF_INIT;
    jd_stage_show(&stage, true, &screen);
    ck_assert_msg(strstr(screen.data, views[_i].has) != NULL, "no %s on\n%s",
                  views[_i].has, screen.data);
    ck_assert_msg(!strstr(screen.data, views[_i].has_not), "%s on\n%s", views[_i].has_not,
                  screen.data);
    jd_buf_release(&screen);
    jd_stage_close(&stage);
}
END_TEST

START_TEST(without_a_glossary_the_article_is_still_read)
{
    struct jd_stage stage;
    struct jd_stage_options options = { .no_glossary = true, .cols = 80, .rows = 24 };
    jd_stage_open(&stage, &options);
    jd_stage_play(&stage, "l Tab T Enter");
    struct jd_buf screen = JD_BUF_INIT;
    jd_stage_show(&stage, true, &screen);
    ck_assert(strstr(screen.data, "not in the glossary") != NULL);
    jd_buf_release(&screen);
    jd_stage_close(&stage);
}
END_TEST

START_TEST(contents_without_headings_list_the_paragraphs)
{
    struct jd_stage stage;
    struct jd_stage_options options = {
        .text = "第一段说明一件事情。\n\n第二段说明另一件事情。\n", .cols = 60, .rows = 12
    };
    jd_stage_open(&stage, &options);
    jd_stage_play(&stage, "t");
    struct jd_buf screen = JD_BUF_INIT;
    jd_stage_show(&stage, true, &screen);
    ck_assert(strstr(screen.data, "第一段说明一件事情。") != NULL);
    ck_assert(strstr(screen.data, "第二段说明另一件事情。") != NULL);
    jd_buf_release(&screen);
    jd_stage_close(&stage);
}
END_TEST

START_TEST(in_monochrome_the_gutter_tells_what_colour_would)
{
    struct jd_stage stage;
    struct jd_stage_options options = {
        .settings = "[page]\nhighlights = all\n", .cols = 80, .rows = 24, .mono = _i == 1
    };
    jd_stage_open(&stage, &options);
    struct jd_buf screen = JD_BUF_INIT;
    jd_stage_show(&stage, true, &screen);
    ck_assert_int_eq(strstr(screen.data, "  | ") != NULL, _i == 1);
    jd_buf_release(&screen);
    jd_stage_close(&stage);
}
END_TEST

START_TEST(in_a_wide_terminal_nothing_of_ambiguous_width_is_shown)
{
    struct jd_stage stage;
    struct jd_stage_options options = { .settings = "[page]\nambiguous = wide\n",
                                        .cols = 80,
                                        .rows = 24 };
    jd_stage_open(&stage, &options);
    jd_stage_play(&stage, "Space Tab");
    for (int row = 0; row < 24; row++)
        for (int col = 0; col < 80; col++) {
            uint32_t cp = jd_canvas_at(&stage.canvas, col, row)->cps[0];
            ck_assert_uint_eq(jd_width_stand_in(cp), cp);
        }
    jd_stage_close(&stage);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("ui/views");
    TCase *cases = tcase_create("views");
    tcase_add_loop_test(cases, outline_finds_every_heading_whatever_the_slice, 0, 5);
    tcase_add_test(cases, outline_steps_the_same_before_and_after_scanning);
    tcase_add_test(cases, the_parts_of_a_window_tile_it);
    tcase_add_test(cases, categories_have_the_mark_of_their_name);
    tcase_add_loop_test(cases, the_panel_tells_the_years_of_a_row, 0,
                        sizeof kinds / sizeof *kinds);
    tcase_add_loop_test(cases, views_show_what_they_should, 0,
                        sizeof views / sizeof *views);
    tcase_add_test(cases, without_a_glossary_the_article_is_still_read);
    tcase_add_test(cases, contents_without_headings_list_the_paragraphs);
    tcase_add_test(cases, in_a_wide_terminal_nothing_of_ambiguous_width_is_shown);
    tcase_add_loop_test(cases, in_monochrome_the_gutter_tells_what_colour_would, 0, 2);
    suite_add_tcase(suite, cases);
    return suite;
}

int main(void)
{
    return jd_run_tests("ui/views", make_suite());
}
