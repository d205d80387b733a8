/* SPDX-License-Identifier: MIT */
/* Search as one types, steps, words, selection: ui/searcher, ui/selection, ui/jumps, on
 * the whole interface. */
#include <string.h>

#include "tests/support/run.h"
#include "tests/support/stage.h"

static const char article[] =
    "第一段说经济，也说改革。\n\n"
    "第二段说经济合作与 Reform 和 reform。\n\n"
    "第三段什么也不说，\n第四行接着说经\n济发展，这是硬换行的段落。\n\n"
    "最后一段说改革开放。\n";

static struct jd_stage stage;

static void open_article(void)
{
    struct jd_stage_options options = {
        .text = article, .no_glossary = true, .no_store = true, .cols = 60, .rows = 20
    };
    jd_stage_open(&stage, &options);
}

static void close_article(void)
{
    jd_stage_close(&stage);
}

/* Keys; what stands at the cursor afterwards; what the screen shows. */
static const struct {
    const char *keys, *words, *shows;
} walks[] = {
    { "/ 改 革", "改革。", "/改革" },
    { "/ 改 革 Enter", "改革。", "1/2" },
    { "/ 改 革 Enter n", "改革开放", "2/2" },
    { "/ 改 革 Enter n n", "改革。", "1/2   went on from the start" },
    { "/ 改 革 Enter N", "改革开放", "2/2   went on from the end" },
    { "/ 改 革 Enter 3 n", "改革开放", "2/2" },
    { "/ 改 革 Esc", "第一段", "t contents" },
    { "/ 没 有 Enter", "第一段", "not in this article: 没有" },
    { "/ 没 有", "第一段", "/没有" },
    { "/ 没 有 Backspace Backspace 改 Enter", "改革。", "1/2" },
    { "n", "第一段", "nothing to search for yet" },
    { "/ 改 革 Enter Esc", "改革。", "t contents" },
    { "/ 改 革 Enter Esc n", "改革开放", "2/2" },
    { "/ 改 Enter / Enter", "改革开放", "2/2" },
    { "/ 改 Enter / Up Enter", "改革开放", "2/2" },
    { "/ r e f Enter", "Reform 和", "1/2" },
    { "/ R e f Enter", "Reform 和", "1/1" },
    { "^R 改 革 Enter", "改革开放", "?改革   2/2" },
    { "G ^R 改 革 Enter", "改革。", "1/2" },
    { "G ^R 改 革 Enter n", "改革开放", "2/2   went on from the end" },
    { "/ 改 Enter n ' '", "改革。", "改" },
    { "} } /", "", "/" },
    { "/ 发 展 Enter", "发展，这是", "1/1" },
    { "*", "第二段", "/第" },
    { "* *", "第三段", "/第" },
    { "G #", "", "?" },
};

START_TEST(keys_find_and_tell)
{
    jd_stage_play(&stage, walks[_i].keys);
    struct jd_buf screen = JD_BUF_INIT;
    jd_stage_show(&stage, true, &screen);
    struct jd_str text = jd_article_text(stage.article);
    struct jd_str there = jd_str_sub(text, jd_app_place(stage.app), text.len);
    ck_assert_msg(jd_str_starts(there, jd_str_of(walks[_i].words)), "%s: at %.*s",
                  walks[_i].keys, JD_STR_ARG(jd_str_sub(there, 0, 30)));
    ck_assert_msg(strstr(screen.data, walks[_i].shows) != NULL, "%s: no \"%s\" in\n%s",
                  walks[_i].keys, walks[_i].shows, screen.data);
    jd_buf_release(&screen);
}
END_TEST

START_TEST(a_match_goes_across_the_joint_of_wrapped_lines)
{
    static const char wrapped[] =
        "标题在这里\n\n"
        "这是一篇硬换行的文章，每一行都差不多一样长，到了行末就换到下面\n"
        "的一行去，所以词语常常被切成两半，比如说这里的经济合作与发展经\n"
        "济体就是这样，搜索的时候应该仍然能够找到它们，不管它们在哪里啊\n"
        "而且标记也要跨过行末，读者看到的是连在一起的一个词，不是两半的\n"
        "词语，这一点非常重要。\n";
    struct jd_stage_options options = {
        .text = wrapped, .no_glossary = true, .no_store = true, .cols = 60, .rows = 20
    };
    struct jd_stage other;
    jd_stage_open(&other, &options);
    jd_stage_play(&other, "/ 发 展 经 济 体 Enter");
    struct jd_buf screen = JD_BUF_INIT;
    jd_stage_show(&other, false, &screen);
    ck_assert_msg(strstr(screen.data, "1/1") != NULL, "%s", screen.data);
    jd_buf_release(&screen);
    jd_stage_close(&other);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("searcher");
    TCase *tests = tcase_create("searcher");
    tcase_add_checked_fixture(tests, open_article, close_article);
    tcase_add_loop_test(tests, keys_find_and_tell, 0, sizeof walks / sizeof *walks);
    tcase_add_test(tests, a_match_goes_across_the_joint_of_wrapped_lines);
    suite_add_tcase(suite, tests);
    return suite;
}

int main(void)
{
    return jd_run_tests("ui/searcher", make_suite());
}
