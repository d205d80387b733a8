/* SPDX-License-Identifier: MIT */
/* ui/concordance: the list of all places with a word, on the whole interface. */
#include <string.h>

#include "jingdu/text/width.h"
#include "tests/support/run.h"
#include "tests/support/stage.h"

static struct jd_stage stage;

static void open_stage(const char *text, int cols, int rows)
{
    struct jd_stage_options options = {
        .text = text, .no_glossary = true, .no_store = true, .cols = cols, .rows = rows
    };
    jd_stage_open(&stage, &options);
}

/* Line number n of the screen, from 0, without the ends of lines. */
static struct jd_str screen_line(struct jd_buf *screen, int n)
{
    jd_buf_clear(screen);
    jd_stage_show(&stage, true, screen);
    struct jd_str rest = jd_buf_str(screen), line = JD_STR_EMPTY;
    while (n-- >= 0 && jd_str_split(&rest, '\n', &line))
        continue;
    return line;
}

static const char article[] = "第一段说经济，也说改革。\n\n"
                              "第二段说经济合作与发展，句子比较长，所以放不下所有的字，"
                              "后面还有经济两个字。\n\n"
                              "Plain **eco**nomy, with the 经\t济, not 经济学。\n\n"
                              "最后一段说改革开放。\n";

/* Keys; the line of the screen; what is in it. */
static const struct {
    const char *keys;
    int line;
    const char *has;
} rows[] = {
    { "/ 经 济 Enter &", 0, " Concordance of 经济: 4 places" },
    { "/ 经 济 Enter &", 1, "    5%                  第一段说经济，也说改革。" },
    { "/ 经 济 Enter &", 3, "字，后面还有经济两个字。" },
    { "/ 经 济 Enter &", 4, " the 经 济, not 经济学。" },
    { "/ 改 革 开 Enter &", 0, ": 1 place" },
    { "/ e c o n Enter &", 1, "                  Plain economy, with the 经 济" },
    { "/ 经 济 Enter & / 学 Enter", 1, "经济学。" },
};

START_TEST(it_shows_every_place_in_its_context)
{
    struct jd_buf screen = JD_BUF_INIT;
    open_stage(article, 80, 20);
    jd_stage_play(&stage, rows[_i].keys);
    struct jd_str line = screen_line(&screen, rows[_i].line);
    ck_assert_msg(jd_str_find(line, jd_str_of(rows[_i].has), 0) != SIZE_MAX,
                  "%s: no \"%s\" in\n%s", rows[_i].keys, rows[_i].has, screen.data);
    jd_buf_release(&screen);
    jd_stage_close(&stage);
}
END_TEST

START_TEST(the_matches_stand_in_one_column)
{
    struct jd_buf screen = JD_BUF_INIT;
    open_stage(article, 80, 20);
    jd_stage_play(&stage, "/ 经 济 Enter &");
    for (int n = 1; n <= 4; n++) {
        struct jd_str line = screen_line(&screen, n);
        bool any = false;
        for (size_t at = 0; (at = jd_str_find(line, jd_str_of("经"), at)) != SIZE_MAX;
             at++)
            any |= jd_width_cols(jd_str_sub(line, 0, at)) == 32;
        ck_assert_msg(any, "%s", screen.data);
    }
    jd_buf_release(&screen);
    jd_stage_close(&stage);
}
END_TEST

/* Where Enter goes: the words at the page's place. */
static const struct {
    const char *keys, *words;
} jumps[] = {
    { "/ 经 济 Enter & Enter", "经济，也说" },
    { "/ 经 济 Enter & j Enter", "经济合作" },
    { "/ 经 济 Enter n & Enter", "经济合作" },
    { "/ 经 济 Enter & G Enter", "经济学" },
    { "/ 经 济 Enter & j q", "经济，也说" },
    { "/ 经 济 Enter & G Enter ' '", "经济，也说" },
};

START_TEST(enter_goes_there)
{
    open_stage(article, 80, 20);
    jd_stage_play(&stage, jumps[_i].keys);
    struct jd_str text = jd_article_text(stage.article);
    struct jd_str there = jd_str_sub(text, jd_app_place(stage.app), text.len);
    ck_assert_msg(jd_str_starts(there, jd_str_of(jumps[_i].words)), "%s: at %.*s",
                  jumps[_i].keys, JD_STR_ARG(jd_str_sub(there, 0, 30)));
    jd_stage_close(&stage);
}
END_TEST

START_TEST(places_that_overlap_are_listed_once)
{
    struct jd_buf screen = JD_BUF_INIT;
    open_stage("啊啊啊啊啊。\n", 80, 20);
    jd_stage_play(&stage, "/ 啊 啊 Enter &");
    screen_line(&screen, 0);
    ck_assert_msg(strstr(screen.data, ": 2 places") != NULL, "%s", screen.data);
    jd_buf_release(&screen);
    jd_stage_close(&stage);
}
END_TEST

START_TEST(very_many_places_are_cut_and_it_says_so)
{
    struct jd_buf text = JD_BUF_INIT, screen = JD_BUF_INIT;
    for (int i = 0; i < 6000; i++)
        jd_buf_add_c(&text, "说经济。\n\n");
    open_stage(text.data, 80, 20);
    jd_stage_play(&stage, "/ 经 济 Enter &");
    screen_line(&screen, 0); /* idle work makes the rows */
    jd_stage_play(&stage, "G");
    struct jd_str title = screen_line(&screen, 0);
    ck_assert(jd_str_find(title, jd_str_of(": more than 5000 places"), 0) != SIZE_MAX);
    ck_assert_msg(strstr(screen.data, "83%  ") != NULL, "%s", screen.data);
    jd_stage_play(&stage, "Enter");
    struct jd_str there =
        jd_str_sub(jd_article_text(stage.article), jd_app_place(stage.app), SIZE_MAX);
    ck_assert(jd_str_starts(there, jd_str_of("经济。")));
    ck_assert_uint_eq(jd_app_place(stage.app), 4999 * 14 + 3);
    jd_buf_release(&text);
    jd_buf_release(&screen);
    jd_stage_close(&stage);
}
END_TEST

START_TEST(odd_texts_and_windows_do_no_harm)
{
    static const char *const texts[] = {
        "经济",
        "\t经济\t经济\x01经济\xE7",
        "**经**济[经济](http://a.b/经济)",
        "e\u0301\u0301\u0301经济\u0301经济",
        "经济\r\n> 经济\n# 经济\n- 经济",
    };
    static const char *const sizes[] = { "1x1", "20x5", "40x12", "300x90" };
    for (size_t t = 0; t < sizeof texts / sizeof *texts; t++) {
        struct jd_buf screen = JD_BUF_INIT;
        open_stage(texts[t], 80, 20);
        jd_stage_play(&stage, "/ 经 济 Enter &");
        for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
            jd_stage_play(&stage, sizes[s]);
            jd_stage_play(&stage, "j");
            screen_line(&screen, 0);
        }
        ck_assert(strstr(screen.data, "Concordance of 经济") != NULL);
        jd_buf_release(&screen);
        jd_stage_close(&stage);
    }
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("concordance");
    TCase *tests = tcase_create("concordance");
    tcase_add_loop_test(tests, it_shows_every_place_in_its_context, 0,
                        sizeof rows / sizeof *rows);
    tcase_add_test(tests, the_matches_stand_in_one_column);
    tcase_add_loop_test(tests, enter_goes_there, 0, sizeof jumps / sizeof *jumps);
    tcase_add_test(tests, places_that_overlap_are_listed_once);
    tcase_add_test(tests, very_many_places_are_cut_and_it_says_so);
    tcase_add_test(tests, odd_texts_and_windows_do_no_harm);
    suite_add_tcase(suite, tests);
    return suite;
}

int main(void)
{
    return jd_run_tests("ui/concordance", make_suite());
}
