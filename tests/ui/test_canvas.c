/* SPDX-License-Identifier: MIT */
#include "jingdu/ui/canvas.h"

#include <limits.h>
#include <stdlib.h>

#include "tests/support/run.h"

#define ALL ((struct jd_rect){ 0, 0, 1000, 1000 })

static const struct jd_style plain = { .role = JD_ROLE_TEXT };

static void ck_dump(const struct jd_canvas *canvas, const char *expected)
{
    struct jd_buf dump = JD_BUF_INIT;
    jd_canvas_dump(canvas, false, &dump);
    ck_assert_str_eq(dump.data, expected);
    jd_buf_release(&dump);
}

/* ---- what a dump says -------------------------------------------------------------- */

START_TEST(a_dump_reads_like_a_screen)
{
    struct jd_canvas canvas;
    jd_canvas_init(&canvas, 20, 4);
    jd_canvas_line(&canvas, ALL, 0, jd_str_of("题"), JD_ROLE_HEADLINE);
    jd_canvas_put(&canvas, ALL, 1, 1, jd_str_of("我见布林肯了"), plain);
    jd_canvas_put(&canvas, ALL, 5, 1, jd_str_of("布林肯"),
                  (struct jd_style){ .mark = JD_MARK_PERSON, .flags = JD_STYLE_CURRENT });
    jd_canvas_put(&canvas, ALL, 0, 2, jd_str_of("x"),
                  (struct jd_style){ JD_ROLE_QUOTE, JD_MARK_TERM,
                                     JD_STYLE_QUIET | JD_STYLE_MATCH });
    canvas.cursor_col = 5;
    canvas.cursor_row = 1;
    ck_dump(&canvas, "{headline:题}|\n"
                     " 我见{person+current:^布林肯}了|\n"
                     "{quote+term+quiet+match:x}|\n"
                     "|\n");
    struct jd_buf dump = JD_BUF_INIT;
    jd_canvas_dump(&canvas, true, &dump);
    ck_assert_str_eq(dump.data, "题\n 我见布林肯了\nx\n\n");
    jd_buf_release(&dump);
    jd_canvas_release(&canvas);
}
END_TEST

START_TEST(a_dump_cannot_be_mistaken)
{
    struct jd_canvas canvas;
    jd_canvas_init(&canvas, 12, 3);
    jd_canvas_put(&canvas, ALL, 0, 0, jd_str_of("{b:^}\\|"), plain);
    jd_canvas_fill(&canvas, (struct jd_rect){ 2, 1, 3, 1 },
                   (struct jd_style){ .role = JD_ROLE_STATUS });
    canvas.cursor_col = 3;
    canvas.cursor_row = 2;
    ck_dump(&canvas, "\\{b:\\^\\}\\\\||\n"
                     "  {status:   }|\n"
                     "   ^ |\n");
    jd_canvas_release(&canvas);
}
END_TEST

START_TEST(every_role_and_mark_has_a_name_of_its_own)
{
    for (int r = 0; r < JD_ROLE_COUNT; r++) {
        ck_assert(*jd_role_name((enum jd_role)r));
        for (int m = 0; m < JD_MARK_COUNT; m++)
            ck_assert_str_ne(jd_role_name((enum jd_role)r),
                             jd_mark_name((enum jd_mark)m));
        for (int other = 0; other < r; other++)
            ck_assert_str_ne(jd_role_name((enum jd_role)r),
                             jd_role_name((enum jd_role)other));
    }
}
END_TEST

/* ---- drawing ----------------------------------------------------------------------- */

/* Drawn over a row of 8 columns that is full of wide characters. */
static const struct {
    struct jd_rect clip;
    int col;
    const char *text;
    int end;
    const char *row;
} puts_over[] = {
    { { 0, 0, 8, 1 }, 0, "ab", 2, "ab中中中|\n" },
    { { 0, 0, 8, 1 }, 0, "a", 1, "a 中中中|\n" },
    { { 0, 0, 8, 1 }, 1, "a", 2, " a中中中|\n" },
    { { 0, 0, 8, 1 }, 1, "文", 3, " 文 中中|\n" },
    { { 0, 0, 8, 1 }, 3, "ab", 5, "中 ab 中|\n" },
    { { 0, 0, 8, 1 }, 7, "文", 9, "中中中|\n" },
    { { 0, 0, 8, 1 }, 6, "文字", 10, "中中中文|\n" },
    { { 0, 0, 8, 1 }, -1, "文字", 3, " 字 中中|\n" },
    { { 0, 0, 8, 1 }, -2, "文字", 2, "字中中中|\n" },
    { { 0, 0, 8, 1 }, -3, "文字", 1, "  中中中|\n" },
    { { 0, 0, 8, 1 }, -4, "文字", 0, "中中中中|\n" },
    { { 0, 0, 8, 1 }, 8, "文字", 12, "中中中中|\n" },
    { { 2, 0, 3, 1 }, 0, "abcdefgh", 8, "中cde 中|\n" },
    { { 2, 0, 3, 1 }, 1, "文字", 5, "中 字 中|\n" },
    { { 2, 0, 3, 1 }, 2, "文字", 6, "中文  中|\n" },
    { { 2, 0, 0, 1 }, 2, "文字", 6, "中中中中|\n" },
    { { 2, 0, -5, 1 }, 2, "文字", 6, "中中中中|\n" },
    { { 0, 1, 8, 1 }, 2, "文字", 6, "中中中中|\n" },
    { { 0, 0, 8, 0 }, 2, "文字", 6, "中中中中|\n" },
    { { 900, 0, 8, 1 }, 2, "文字", 6, "中中中中|\n" },
    { { -900, -900, INT_MAX, INT_MAX }, 2, "a", 3, "中a 中中|\n" },
    { { 5, 0, INT_MAX, INT_MAX }, 4, "ab", 6, "中中 b中|\n" },
    { { 0, 0, 8, 1 }, 2, "", 2, "中中中中|\n" },
    { { 0, 0, 8, 1 }, INT_MIN, "a", INT_MIN + 1, "中中中中|\n" },
};

START_TEST(no_half_of_a_wide_character_is_left)
{
    struct jd_canvas canvas;
    jd_canvas_init(&canvas, 8, 1);
    ck_assert_int_eq(jd_canvas_put(&canvas, ALL, 0, 0, jd_str_of("中中中中"), plain), 8);
    ck_assert_int_eq(jd_canvas_put(&canvas, puts_over[_i].clip, puts_over[_i].col, 0,
                                   jd_str_of(puts_over[_i].text), plain),
                     puts_over[_i].end);
    ck_dump(&canvas, puts_over[_i].row);
    jd_canvas_release(&canvas);
}
END_TEST

START_TEST(filling_cuts_wide_characters_at_both_edges)
{
    struct jd_canvas canvas;
    jd_canvas_init(&canvas, 8, 2);
    jd_canvas_put(&canvas, ALL, 0, 0, jd_str_of("中中中中"), plain);
    jd_canvas_put(&canvas, ALL, 0, 1, jd_str_of("中中中中"), plain);
    jd_canvas_fill(&canvas, (struct jd_rect){ 1, 0, 4, 1 },
                   (struct jd_style){ .role = JD_ROLE_PANEL });
    jd_canvas_fill(&canvas, (struct jd_rect){ -5, 1, 7, 90 }, plain);
    jd_canvas_fill(&canvas, (struct jd_rect){ 3, 0, 0, 1 },
                   (struct jd_style){ .role = JD_ROLE_ERROR });
    ck_dump(&canvas, " {panel:    } 中|\n  中中中|\n");
    jd_canvas_release(&canvas);
}
END_TEST

/* One cluster at column 2 of 8, of a width that layout claims. */
static const struct {
    const char *cluster;
    int width;
    const char *row;
} clusters[] = {
    { "中", 2, "..中....|\n" },
    { "中", 0, "..中....|\n" },
    { "a", 1, "..a.....|\n" },
    { "a", 0, "..a.....|\n" },
    { "\u201C", 2, "..\u201C ....|\n" },
    { "中", 1, ".. .....|\n" },
    { "中", 4, "..中  ..|\n" },
    { "e\u0301", 1, "..e\u0301.....|\n" },
    { "", 2, "..  ....|\n" },
    { " ", 2, "..  ....|\n" },
    { "a", 100, "..a|\n" },
    { "中\u0301\u0302", 2, "..中\u0301\u0302....|\n" },
};

START_TEST(a_cluster_takes_the_cells_that_layout_gives_it)
{
    struct jd_canvas canvas;
    jd_canvas_init(&canvas, 8, 1);
    jd_canvas_put(&canvas, ALL, 0, 0, jd_str_of("........"), plain);
    jd_canvas_put_cluster(&canvas, ALL, 2, 0, jd_str_of(clusters[_i].cluster),
                          clusters[_i].width, plain);
    ck_dump(&canvas, clusters[_i].row);
    jd_canvas_release(&canvas);
}
END_TEST

static const struct {
    const char *text, *row;
} hidden[] = {
    { "a\x1b[31mb", "a{placeholder:␛}[31mb|\n" },
    { "a\tb", "a{placeholder:␉}b|\n" },
    { "a\u202Eb", "a{placeholder:␦}b|\n" },
    { "a\u200Bb", "a{placeholder:␦}b|\n" },
    { "a\xC2\x85"
      "b",
      "a{placeholder:␦}b|\n" },
    { "a\x7f", "a{placeholder:␡}|\n" },
    { "a\xff"
      "b",
      "a{placeholder:\uFFFD}b|\n" },
    { "中\u0301", "中\u0301|\n" },
    { "\u0301a", "\u25CC\u0301a|\n" },
    { " a  ", " a|\n" }, // a blank is a blank, however it came there
};

START_TEST(what_hides_is_shown_and_stands_back)
{
    struct jd_canvas canvas;
    jd_canvas_init(&canvas, 12, 1);
    jd_canvas_put(&canvas, ALL, 0, 0, jd_str_of(hidden[_i].text), plain);
    ck_dump(&canvas, hidden[_i].row);
    jd_canvas_release(&canvas);
}
END_TEST

START_TEST(in_other_roles_a_placeholder_keeps_the_style)
{
    struct jd_canvas canvas;
    jd_canvas_init(&canvas, 12, 1);
    jd_canvas_line(&canvas, ALL, 0, jd_str_of("a\x1b"), JD_ROLE_ERROR);
    ck_dump(&canvas, "{error:a␛}|\n");
    jd_canvas_reset(&canvas, 12, 1);
    jd_canvas_put(&canvas, ALL, 0, 0, jd_str_of("\x1b"),
                  (struct jd_style){ .mark = JD_MARK_PLACE });
    ck_dump(&canvas, "{placeholder+place:␛}|\n");
    jd_canvas_release(&canvas);
}
END_TEST

static const struct {
    struct jd_rect clip;
    const char *text, *row;
} lines[] = {
    { { 0, 0, 8, 1 }, "12345678", "{status:12345678}|\n" },
    { { 0, 0, 8, 1 }, "123456789", "{status:1234567…}|\n" },
    { { 0, 0, 8, 1 }, "一二三四五", "{status:一二三…}|\n" },
    { { 0, 0, 90, 1 }, "一二三四五", "{status:一二三…}|\n" },
    { { 2, 0, 3, 1 }, "一二", "  {status:一…}|\n" },
    { { 7, 0, 5, 1 }, "一二", "       {status:…}|\n" },
    { { 2, 0, 0, 1 }, "一二", "|\n" },
    { { 8, 0, 9, 1 }, "一二", "|\n" },
    { { 0, 1, 9, 1 }, "一二", "|\n" },
    { { 0, 0, 8, 1 }, "", "|\n" },
    { { INT_MIN, 0, INT_MAX, 1 }, "一二", "|\n" },
    { { -2, 0, 6, 1 }, "一二三四", "{status:二…}|\n" },
};

START_TEST(a_line_that_is_too_long_ends_in_an_ellipsis)
{
    struct jd_canvas canvas;
    jd_canvas_init(&canvas, 8, 1);
    jd_canvas_line(&canvas, lines[_i].clip, 0, jd_str_of(lines[_i].text), JD_ROLE_STATUS);
    ck_dump(&canvas, lines[_i].row);
    jd_canvas_release(&canvas);
}
END_TEST

/* ---- sizes ------------------------------------------------------------------------- */

static const struct {
    int cols, rows, got_cols, got_rows;
} sizes[] = {
    { 80, 24, 80, 24 },
    { 1, 1, 1, 1 },
    { 0, 0, 1, 1 },
    { -5, 3, 1, 3 },
    { 1000, 1, 1000, 1 },
    { 1001, 5000, 1000, 1000 },
    { INT_MAX, INT_MIN, 1000, 1 },
};

START_TEST(sizes_are_kept_in_bounds)
{
    struct jd_canvas canvas;
    jd_canvas_init(&canvas, sizes[_i].cols, sizes[_i].rows);
    ck_assert_int_eq(canvas.cols, sizes[_i].got_cols);
    ck_assert_int_eq(canvas.rows, sizes[_i].got_rows);
    ck_assert_uint_eq(jd_canvas_at(&canvas, canvas.cols - 1, canvas.rows - 1)->width, 1);
    jd_canvas_release(&canvas);
}
END_TEST

START_TEST(a_reset_leaves_nothing_behind)
{
    static const int cols[] = { 7, 7, 30, 3, 1, 200, 7 };
    struct jd_canvas canvas;
    jd_canvas_init(&canvas, 7, 2);
    for (size_t i = 0; i < sizeof cols / sizeof *cols; i++) {
        jd_canvas_fill(&canvas, ALL, (struct jd_style){ .role = JD_ROLE_ERROR });
        jd_canvas_put(&canvas, ALL, 0, 1, jd_str_of("中e\u0301"), plain);
        canvas.cursor_col = canvas.cursor_row = 0;
        jd_canvas_reset(&canvas, cols[i], 2);
        ck_assert_int_eq(canvas.cols, cols[i]);
        ck_assert_int_eq(canvas.cursor_col, -1);
        ck_assert_int_eq(canvas.cursor_row, -1);
        ck_dump(&canvas, "|\n|\n");
    }
    jd_canvas_release(&canvas);
    ck_assert_ptr_null(canvas.cells);
}
END_TEST

/* ---- whatever is drawn ------------------------------------------------------------- */

/* Every right half follows a wide left half, and the other way round. */
static void ck_whole(const struct jd_canvas *canvas)
{
    for (int r = 0; r < canvas->rows; r++)
        for (int c = 0; c < canvas->cols; c++) {
            const struct jd_cell *cell = canvas->cells + r * canvas->cols + c;
            ck_assert_uint_le(cell->width, 2);
            if (cell->width == 2) {
                ck_assert_int_lt(c, canvas->cols - 1);
                ck_assert_uint_eq(cell[1].width, 0);
            }
            if (cell->width == 0) {
                ck_assert_int_gt(c, 0);
                ck_assert_uint_eq(cell[-1].width, 2);
                ck_assert_uint_eq(cell->cps[0], 0);
            }
        }
}

START_TEST(the_grid_stays_whole_whatever_is_drawn)
{
    static const char *const texts[] = { "中",         "a",      "中文字",  "ab中",
                                         "e\u0301",    "\x1b",   "",        " ",
                                         "\U0001F600", "\u201C", "\xff\xfe" };
    struct jd_canvas canvas;
    jd_canvas_init(&canvas, 9, 3);
    srand(1);
    for (int i = 0; i < 20000; i++) {
        struct jd_rect clip = { rand() % 14 - 3, rand() % 6 - 2, rand() % 13 - 1,
                                rand() % 6 - 1 };
        struct jd_style style = { (uint8_t)(rand() % JD_ROLE_COUNT),
                                  (uint8_t)(rand() % JD_MARK_COUNT),
                                  (uint8_t)(rand() % 8) };
        struct jd_str text = jd_str_of(texts[rand() % (sizeof texts / sizeof *texts)]);
        int col = rand() % 16 - 4, row = rand() % 5 - 1;
        switch (rand() % 4) {
        case 0:
            jd_canvas_fill(&canvas, clip, style);
            break;
        case 1:
            jd_canvas_put(&canvas, clip, col, row, text, style);
            break;
        case 2:
            jd_canvas_line(&canvas, clip, row, text, (enum jd_role)style.role);
            break;
        default:
            jd_canvas_put_cluster(&canvas, clip, col, row, text, rand() % 5, style);
        }
        ck_whole(&canvas);
    }
    jd_canvas_release(&canvas);
}
END_TEST

START_TEST(a_clip_is_never_left_but_for_halves_of_wide_characters)
{
    struct jd_canvas canvas;
    jd_canvas_init(&canvas, 12, 3);
    for (int from = 0; from < 12; from++)
        for (int cols = 0; cols < 6; cols++) {
            struct jd_rect clip = { from, 1, cols, 1 };
            jd_canvas_reset(&canvas, 12, 3);
            jd_canvas_put(&canvas, clip, -1, 1, jd_str_of("中中中中中中中中"),
                          (struct jd_style){ .role = JD_ROLE_LIST });
            for (int i = 0; i < 36; i++) {
                bool inside = i / 12 == 1 && i % 12 >= from && i % 12 < from + cols;
                ck_assert_int_eq(canvas.cells[i].style.role,
                                 inside ? JD_ROLE_LIST : JD_ROLE_TEXT);
            }
        }
    jd_canvas_release(&canvas);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("ui/canvas");
    TCase *cases = tcase_create("canvas");
    tcase_add_test(cases, a_dump_reads_like_a_screen);
    tcase_add_test(cases, a_dump_cannot_be_mistaken);
    tcase_add_test(cases, every_role_and_mark_has_a_name_of_its_own);
    tcase_add_loop_test(cases, no_half_of_a_wide_character_is_left, 0,
                        sizeof puts_over / sizeof *puts_over);
    tcase_add_test(cases, filling_cuts_wide_characters_at_both_edges);
    tcase_add_loop_test(cases, a_cluster_takes_the_cells_that_layout_gives_it, 0,
                        sizeof clusters / sizeof *clusters);
    tcase_add_loop_test(cases, what_hides_is_shown_and_stands_back, 0,
                        sizeof hidden / sizeof *hidden);
    tcase_add_test(cases, in_other_roles_a_placeholder_keeps_the_style);
    tcase_add_loop_test(cases, a_line_that_is_too_long_ends_in_an_ellipsis, 0,
                        sizeof lines / sizeof *lines);
    tcase_add_loop_test(cases, sizes_are_kept_in_bounds, 0, sizeof sizes / sizeof *sizes);
    tcase_add_test(cases, a_reset_leaves_nothing_behind);
    tcase_add_test(cases, the_grid_stays_whole_whatever_is_drawn);
    tcase_add_test(cases, a_clip_is_never_left_but_for_halves_of_wide_characters);
    suite_add_tcase(suite, cases);
    return suite;
}

int main(void)
{
    return jd_run_tests("ui/canvas", make_suite());
}
