/* SPDX-License-Identifier: MIT */
/* The reader as a person meets it, keys in, place and screen out: ui/reader, ui/page,
 * ui/app. */
#include <string.h>

#include "tests/support/mix.h"
#include "tests/support/run.h"
#include "tests/support/stage.h"

static void open_sample(struct jd_stage *stage, int cols, int rows)
{
    struct jd_stage_options options = { .cols = cols, .rows = rows };
    jd_stage_open(stage, &options);
}

static bool screen_has(struct jd_stage *stage, const char *text)
{
    struct jd_buf screen = JD_BUF_INIT;
    jd_stage_show(stage, true, &screen);
    bool found = strstr(screen.data, text) != NULL;
    jd_buf_release(&screen);
    return found;
}

/* ---- keys and what the screen then has ----------------------------------------------
 */

static const struct {
    const char *keys, *has;
} shows[] = {
    { "", "青沙河由黑变清" },
    { "", "清波时报 · 2024-05-14 · example.org" },
    { "", "? help" },
    { "t", "Contents" },
    { "t", "先把账还上，再谈发展" },
    { "T", "People (" },
    { "T", "沈映秋" },
    { "?", "Next marked word" },
    { "Q", "" },
    { "x", "x does nothing here: ? shows the keys" },
    { "t q", "青沙河由黑变清" },
    { "t Esc", "青沙河由黑变清" },
    { "Esc", "q leaves" },
    { "k k k k k k", "start of article" },
    { "G j j j", "end of article" },
    { "H", "marks: all" },
    { "H H", "marks: off" },
    { "H H H", "marks: calm" },
    { "5 0", "50" },
    { "2 0 0 %", "percent goes from 0 to 100" },
    { "^O", "no earlier place" },
    { "' '", "no earlier place" },
    { "' a", "no mark 'a" },
    { "; Esc", "青沙河" },
    { "; 9", "no word has that letter" },
};

START_TEST(keys_do_what_they_say)
{
    struct jd_stage stage;
    open_sample(&stage, 80, 24);
    jd_stage_play(&stage, shows[_i].keys);
    ck_assert_msg(screen_has(&stage, shows[_i].has), "%s: no \"%s\" on the screen",
                  shows[_i].keys, shows[_i].has);
    jd_stage_close(&stage);
}
END_TEST

static const struct {
    const char *keys;
    bool done;
} leaving[] = {
    { "q", true },    { "Q", true },     { "Esc", false },       { "t q", false },
    { "t Q", true },  { "t q q", true }, { "t Esc Esc", false }, { "? q", false },
    { "; q", false }, { "^C", false },
};

START_TEST(only_q_on_the_page_and_capital_q_leave)
{
    struct jd_stage stage;
    open_sample(&stage, 80, 24);
    jd_stage_play(&stage, leaving[_i].keys);
    ck_assert_int_eq(jd_app_is_done(stage.app), leaving[_i].done);
    jd_stage_close(&stage);
}
END_TEST

/* ---- places ------------------------------------------------------------------------ */

START_TEST(moves_there_and_back_end_where_they_began)
{
    static const char *const pairs[][2] = {
        { "l l l", "h h h" }, { "Tab Tab", "S-Tab S-Tab" },
        { "j", "k" },         { "} }", "{ {" },
        { "G", "^O" },        { "5 0 %", "' '" },
        { "]", "^O" },        { ") )", "( (" },
    };
    struct jd_stage stage;
    open_sample(&stage, 80, 24);
    jd_stage_play(&stage, "} Tab");
    size_t before = jd_app_place(stage.app);
    jd_stage_play(&stage, pairs[_i][0]);
    ck_assert_uint_ne(jd_app_place(stage.app), before);
    jd_stage_play(&stage, pairs[_i][1]);
    if (_i == 3 || _i == 7) /* these stop at starts, not at words */
        ck_assert_uint_le(jd_app_place(stage.app), before);
    else
        ck_assert_uint_eq(jd_app_place(stage.app), before);
    jd_stage_close(&stage);
}
END_TEST

START_TEST(resizing_keeps_the_place_to_the_byte)
{
    struct jd_stage stage;
    open_sample(&stage, 80, 24);
    jd_stage_play(&stage, "Space Tab l l");
    size_t before = jd_app_place(stage.app);
    struct jd_buf first = JD_BUF_INIT, last = JD_BUF_INIT;
    jd_stage_show(&stage, false, &first);
    jd_stage_play(&stage, "30x10 200x60 8x2 1x1 500x200 13x7 80x24");
    ck_assert_uint_eq(jd_app_place(stage.app), before);
    jd_stage_show(&stage, false, &last);
    ck_assert_str_eq(first.data, last.data);
    jd_buf_release(&first);
    jd_buf_release(&last);
    jd_stage_close(&stage);
}
END_TEST

START_TEST(every_size_is_drawn)
{
    struct jd_stage stage;
    open_sample(&stage, 80, 24);
    for (int cols = 1; cols <= 90; cols += 1 + cols / 16)
        for (int rows = 1; rows <= 40; rows += 1 + rows / 8) {
            struct jd_event event = { .kind = JD_EVENT_RESIZE,
                                      .cols = cols,
                                      .rows = rows };
            jd_app_handle(stage.app, &event);
            jd_stage_play(&stage, "j Tab Space b");
            ck_assert_int_eq(stage.canvas.cols, cols);
            ck_assert_int_eq(stage.canvas.rows, rows);
        }
    jd_stage_close(&stage);
}
END_TEST

START_TEST(the_cursor_stands_on_the_current_word_in_the_text)
{
    struct jd_stage stage;
    open_sample(&stage, 60, 20);
    for (int i = 0; i < 200; i++) {
        jd_stage_play(&stage, i % 7 == 6 ? "j" : i % 3 ? "l" : "Tab");
        ck_assert_int_ge(stage.canvas.cursor_row, 0);
        struct jd_cell *cell =
            jd_canvas_at(&stage.canvas, stage.canvas.cursor_col, stage.canvas.cursor_row);
        ck_assert(cell->style.flags & JD_STYLE_CURRENT);
        ck_assert_uint_ge(cell->width, 1);
    }
    jd_stage_close(&stage);
}
END_TEST

START_TEST(paging_shows_every_row_of_the_article)
{
    struct jd_stage stage;
    open_sample(&stage, 80, 24);
    struct jd_buf all = JD_BUF_INIT;
    for (int i = 0; i < 30; i++) {
        jd_stage_show(&stage, true, &all);
        jd_stage_play(&stage, "Space");
    }
    /* The last words of the article's last paragraph are on one of the pages. */
    struct jd_str text = jd_str_trim(jd_article_text(stage.article));
    size_t cut = text.len - 12;
    struct jd_buf end = JD_BUF_INIT;
    jd_buf_add(&end, jd_str_sub(text, cut, text.len));
    ck_assert_msg(strstr(all.data, end.data) != NULL, "%s is on no page", end.data);
    jd_buf_release(&all);
    jd_buf_release(&end);
    jd_stage_close(&stage);
}
END_TEST

START_TEST(contents_and_terms_jump_and_remember_the_way_back)
{
    struct jd_stage stage;
    open_sample(&stage, 80, 24);
    size_t before = jd_app_place(stage.app);
    jd_stage_play(&stage, _i ? "T G Enter" : "t G Enter");
    ck_assert_uint_gt(jd_app_place(stage.app), before);
    jd_stage_play(&stage, "^O");
    ck_assert_uint_eq(jd_app_place(stage.app), before);
    jd_stage_close(&stage);
}
END_TEST

START_TEST(a_label_takes_the_cursor_to_its_word)
{
    struct jd_stage stage;
    open_sample(&stage, 80, 24);
    jd_stage_play(&stage, "; s"); /* the second marked word in view */
    size_t by_label = jd_app_place(stage.app);
    jd_stage_play(&stage, "g Tab");
    ck_assert_uint_eq(jd_app_place(stage.app), by_label);
    jd_stage_close(&stage);
}
END_TEST

START_TEST(digits_repeat_a_move)
{
    struct jd_stage stage;
    open_sample(&stage, 80, 24);
    jd_stage_play(&stage, "3 l");
    size_t by_count = jd_app_place(stage.app);
    jd_stage_play(&stage, "g l l l");
    ck_assert_uint_eq(jd_app_place(stage.app), by_count);
    jd_stage_close(&stage);
}
END_TEST

START_TEST(a_pasted_text_is_no_command)
{
    struct jd_stage stage;
    open_sample(&stage, 80, 24);
    struct jd_event paste = { .kind = JD_EVENT_PASTE, .text = jd_str_of("Q\nqGG") };
    ck_assert(!jd_app_handle(stage.app, &paste));
    ck_assert(!jd_app_is_done(stage.app));
    jd_stage_close(&stage);
}
END_TEST

START_TEST(a_click_puts_the_cursor_on_the_word_there)
{
    struct jd_stage stage;
    open_sample(&stage, 80, 24);
    jd_stage_play(&stage, "Tab Tab Tab");
    int col = stage.canvas.cursor_col, row = stage.canvas.cursor_row;
    size_t place = jd_app_place(stage.app);
    jd_stage_play(&stage, "g");
    struct jd_event click = { .kind = JD_EVENT_CLICK, .col = col, .row = row };
    ck_assert(jd_app_handle(stage.app, &click));
    ck_assert_uint_eq(jd_app_place(stage.app), place);
    jd_stage_close(&stage);
}
END_TEST

/* ---- odd articles ------------------------------------------------------------------ */

static const char *const odd[] = {
    "一",
    "。",
    "**",
    "\n\n\n一\n\n\n",
    "---\n",
    "# 只有标题",
    "> > > 深",
    "\xff\xfe\xfd中",
    "a\tb\x1b[2J中文",
    "\u3000\u3000段一\n\u3000\u3000段二\n",
};

START_TEST(odd_articles_can_be_read_and_left)
{
    struct jd_stage stage;
    struct jd_stage_options options = { .text = odd[_i], .cols = 30, .rows = 10 };
    jd_stage_open(&stage, &options);
    jd_stage_play(&stage,
                  "j k l h Tab S-Tab ) ( } { ] [ Space b d u ^E ^Y G g 5 0 % z ' ' ^O");
    jd_stage_play(&stage, "; a Enter q t q T q ? q H H H 1x1 80x24 j k");
    struct jd_buf screen = JD_BUF_INIT;
    jd_stage_show(&stage, true, &screen);
    for (size_t i = 0; i < screen.len; i++)
        ck_assert_msg((unsigned char)screen.data[i] >= ' ' || screen.data[i] == '\n',
                      "a control character reached the screen");
    jd_buf_release(&screen);
    jd_stage_close(&stage);
}
END_TEST

/* Random keys on hostile text: nothing may crash, the cursor stays inside the text. */
START_TEST(any_keys_on_any_text_are_survived)
{
    static const char *const keys[] = {
        "j",     "k",   "l",         "h",   "Tab",    "S-Tab", ")",    "(",
        "}",     "{",   "]",         "[",   "Space",  "b",     "d",    "u",
        "^E",    "^Y",  "G",         "g",   "%",      "z",     "'",    "^O",
        ";",     "a",   "Enter",     "t",   "T",      "?",     "H",    "q",
        "Esc",   "/",   "Backspace", "7",   "3",      "PgDn",  "Home", "End",
        "40x12", "1x1", "80x24",     "9x3", "200x60", "20x5",
    };
    struct jd_buf text = JD_BUF_INIT;
    jd_mix_text((uint64_t)_i, (enum jd_mix)(_i % JD_MIX_COUNT), 20000, &text);
    struct jd_stage stage;
    struct jd_stage_options options = { .text = "一", .cols = 40, .rows = 12 };
    struct jd_buf clean = JD_BUF_INIT; /* a C string: zeros out */
    for (size_t i = 0; i < text.len; i++)
        if (text.data[i])
            jd_buf_add_char(&clean, text.data[i]);
    options.text = clean.data;
    jd_stage_open(&stage, &options);
    uint64_t state = (uint64_t)_i + 17;
    for (int i = 0; i < 1500; i++) {
        const char *key = keys[jd_mix_next(&state) % (sizeof keys / sizeof *keys)];
        if (jd_app_is_done(stage.app)) {
            jd_stage_close(&stage);
            jd_stage_open(&stage, &options);
        }
        jd_stage_play(&stage, key);
        ck_assert_uint_le(jd_app_place(stage.app), jd_article_text(stage.article).len);
        if (i % 16 == 0)
            jd_app_idle(stage.app);
    }
    jd_stage_close(&stage);
    jd_buf_release(&text);
    jd_buf_release(&clean);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("ui/reader");
    TCase *cases = tcase_create("reader");
    tcase_set_timeout(cases, 120);
    tcase_add_loop_test(cases, keys_do_what_they_say, 0, sizeof shows / sizeof *shows);
    tcase_add_loop_test(cases, only_q_on_the_page_and_capital_q_leave, 0,
                        sizeof leaving / sizeof *leaving);
    tcase_add_loop_test(cases, moves_there_and_back_end_where_they_began, 0, 8);
    tcase_add_test(cases, resizing_keeps_the_place_to_the_byte);
    tcase_add_test(cases, every_size_is_drawn);
    tcase_add_test(cases, the_cursor_stands_on_the_current_word_in_the_text);
    tcase_add_test(cases, paging_shows_every_row_of_the_article);
    tcase_add_loop_test(cases, contents_and_terms_jump_and_remember_the_way_back, 0, 2);
    tcase_add_test(cases, a_label_takes_the_cursor_to_its_word);
    tcase_add_test(cases, digits_repeat_a_move);
    tcase_add_test(cases, a_pasted_text_is_no_command);
    tcase_add_test(cases, a_click_puts_the_cursor_on_the_word_there);
    tcase_add_loop_test(cases, odd_articles_can_be_read_and_left, 0,
                        sizeof odd / sizeof *odd);
    tcase_add_loop_test(cases, any_keys_on_any_text_are_survived, 0, 30);
    suite_add_tcase(suite, cases);
    return suite;
}

int main(void)
{
    return jd_run_tests("ui/reader", make_suite());
}
