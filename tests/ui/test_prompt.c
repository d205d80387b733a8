/* SPDX-License-Identifier: MIT */
#include "jingdu/ui/prompt.h"
#include "tests/support/run.h"

#define ENTER JD_KEY_ENTER
#define BS    JD_KEY_BACKSPACE

static const struct {
    const char *initial;
    jd_key keys[8];
    const char *text;
    size_t at;
} edits[] = {
    { "", { 'a', 'b', 0x4E2D }, "ab中", 5 },
    { "中文", { BS }, "中", 3 },
    { "中文", { JD_KEY_LEFT, 'x' }, "中x文", 4 },
    { "中文", { JD_KEY_HOME, JD_KEY_DELETE }, "文", 0 },
    { "ab cd", { JD_CTRL('w') }, "ab ", 3 },
    { "ab cd", { JD_CTRL('u') }, "", 0 },
    { "ab cd", { JD_CTRL('a'), JD_KEY_RIGHT, JD_CTRL('k') }, "a", 1 },
    { "e\u0301x", { JD_KEY_LEFT, BS }, "x", 0 },
    { "ab", { JD_KEY_END, JD_KEY_RIGHT, 'c' }, "abc", 3 },
    { "ab", { JD_KEY_HOME, JD_KEY_LEFT, 'c' }, "cab", 1 },
    { "ab", { JD_KEY_F1, JD_KEY_UP }, "ab", 2 },
};

START_TEST(keys_edit_the_line)
{
    struct jd_prompt prompt;
    jd_prompt_start(&prompt, "/", jd_str_of(edits[_i].initial));
    for (int k = 0; k < 8 && edits[_i].keys[k]; k++)
        ck_assert_int_eq(jd_prompt_key(&prompt, edits[_i].keys[k]), JD_PROMPT_OPEN);
    ck_assert_str_eq(prompt.text.data, edits[_i].text);
    ck_assert_uint_eq(prompt.at, edits[_i].at);
    jd_prompt_release(&prompt);
}
END_TEST

static const struct {
    const char *initial;
    jd_key key;
    enum jd_prompt_result result;
} ends[] = {
    { "a", ENTER, JD_PROMPT_ACCEPTED },
    { "a", JD_KEY_ESC, JD_PROMPT_CANCELLED },
    { "a", JD_CTRL('g'), JD_PROMPT_CANCELLED },
    { "a", JD_CTRL('c'), JD_PROMPT_CANCELLED },
    { "", BS, JD_PROMPT_CANCELLED },
    { "a", BS, JD_PROMPT_OPEN },
};

START_TEST(enter_accepts_and_escape_cancels)
{
    struct jd_prompt prompt;
    jd_prompt_start(&prompt, "/", jd_str_of(ends[_i].initial));
    ck_assert_int_eq(jd_prompt_key(&prompt, ends[_i].key), ends[_i].result);
    jd_prompt_release(&prompt);
}
END_TEST

START_TEST(pasted_text_becomes_one_harmless_line)
{
    struct jd_prompt prompt;
    jd_prompt_start(&prompt, "/", JD_STR_EMPTY);
    jd_prompt_insert(&prompt, jd_str_of("a\nb\tc\x1b[31m\x7f\xff"));
    ck_assert_str_eq(prompt.text.data, "a b c[31m");
    jd_prompt_release(&prompt);
}
END_TEST

START_TEST(the_line_has_a_limit)
{
    struct jd_prompt prompt;
    jd_prompt_start(&prompt, "/", JD_STR_EMPTY);
    for (int i = 0; i < 2 * JD_PROMPT_MAX; i++)
        jd_prompt_key(&prompt, 'x');
    ck_assert_uint_eq(prompt.text.len, JD_PROMPT_MAX);
    jd_prompt_release(&prompt);
}
END_TEST

START_TEST(a_long_line_scrolls_so_that_the_cursor_is_seen)
{
    struct jd_prompt prompt;
    struct jd_canvas canvas;
    jd_canvas_init(&canvas, 8, 1);
    jd_prompt_start(&prompt, "/", jd_str_of("一二三四五六"));
    jd_prompt_draw(&prompt, &canvas, 0);
    ck_assert_int_eq(canvas.cursor_col, 7);
    jd_prompt_key(&prompt, JD_KEY_HOME);
    jd_canvas_reset(&canvas, 8, 1);
    jd_prompt_draw(&prompt, &canvas, 0);
    ck_assert_int_eq(canvas.cursor_col, 1);
    ck_assert_uint_eq(jd_canvas_at(&canvas, 1, 0)->cps[0], 0x4E00);
    jd_canvas_release(&canvas);
    jd_prompt_release(&prompt);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("ui/prompt");
    TCase *cases = tcase_create("prompt");
    tcase_add_loop_test(cases, keys_edit_the_line, 0, sizeof edits / sizeof *edits);
    tcase_add_loop_test(cases, enter_accepts_and_escape_cancels, 0,
                        sizeof ends / sizeof *ends);
    tcase_add_test(cases, pasted_text_becomes_one_harmless_line);
    tcase_add_test(cases, the_line_has_a_limit);
    tcase_add_test(cases, a_long_line_scrolls_so_that_the_cursor_is_seen);
    suite_add_tcase(suite, cases);
    return suite;
}

int main(void)
{
    return jd_run_tests("ui/prompt", make_suite());
}
