/* SPDX-License-Identifier: MIT */
#include "tests/support/run.h"

#include "jingdu/doc/inline.h"
#include "jingdu/doc/piece.h"
#include "tests/doc/show.h"

/* How the lines of a text look as one block. */
static const char *shown(struct jd_str text, struct jd_buf *into)
{
    struct jd_span lines[8];
    size_t count = 0;
    for (size_t at = 0; at < text.len && count < 8;) {
        const char *nl = memchr(text.ptr + at, '\n', text.len - at);
        size_t end = nl ? (size_t)(nl - text.ptr) : text.len;
        lines[count].start = jd_blank_skip(text, at, end);
        lines[count++].end = end;
        at = end + 1;
    }
    struct jd_block block = { .kind = JD_BLOCK_PARAGRAPH, .end = text.len };
    jd_inline_add_runs(&block, text, lines, count, 0);
    ck_assert(jd_block_is_valid(&block, text));
    show_runs(&block, text, into);
    jd_block_release(&block);
    return into->data;
}

static const struct {
    const char *text, *shown;
} rows[] = {
    { "没有标记", "没有标记" },
    { "他说**“是。”**然后", "他说<B:“是。”>然后" },
    { "**a**", "<B:a>" },
    { "__a__和__b__", "<B:a>和<B:b>" },
    { "***a***", "<B:a>" },
    { "***a**", "*<B:a>" },
    { "**a****b**", "<B:a><B:b>" },
    { "**a", "**a" },
    { "a**", "a**" },
    { "**a**b**", "<B:a>b**" },
    { "**a__b**", "<B:a__b>" },
    { "*a* _b_", "*a* _b_" },
    { "2 * 3 * 4", "2 * 3 * 4" },
    { "填空____处", "填空____处" },
    { "foo__bar__baz", "foo__bar__baz" },
    { "中__文__字", "中<B:文>字" },
    { "\\*\\*不是\\*\\*", "**不是**" },
    { "C:\\目录", "C:\\目录" },
    { "尾\\", "尾\\" },
    { "`code **x**`", "`code <B:x>`" },
    { "[链接](https://x.cn/a)后", "<L:链接>后" },
    { "见[甲](/a \"题\")、[乙](#b)", "见<L:甲>、<L:乙>" },
    { "[维基](https://zh.wikipedia.org/wiki/A_(b))。", "<L:维基>。" },
    { "[**粗**](u)", "<BL:粗>" },
    { "**[粗](u)**", "<BL:粗>" },
    { "[1]和[二]", "[1]和[二]" },
    { "[注](见下文)", "[注](见下文)" },
    { "[a] (b)", "[a] (b)" },
    { "[a]()", "[a]()" },
    { "[](u)", "[](u)" },
    { "[a](b", "[a](b" },
    { "a](b)", "a](b)" },
    { "[a [b](u) c", "[a <L:b> c" },
    { "![图](a.png)", "<L:图>" },
    { "前![](a.png)后", "前后" },
    { "\\[a](b)", "[a](b)" },
    { "见https://x.cn/a_b。", "见<L:https://x.cn/a_b>。" },
    { "(http://x.cn)", "(<L:http://x.cn>)" },
    { "http://x.cn/a(b)c, d", "<L:http://x.cn/a(b)c>, d" },
    { "http://x.cn/__a__/", "<L:http://x.cn/__a__/>" },
    { "**https://x.cn/1**", "<BL:https://x.cn/1>" },
    { "HTTPS://X.cn?a=1", "<L:HTTPS://X.cn?a=1>" },
    { "http://", "http://" },
    { "http", "http" },
    { "甲\t乙", "甲_乙" },
    { "甲\r乙", "甲_乙" },
    { "\t甲", "甲" },
    { "一\n二", "一二" },
    { "北京\nnews", "北京news" },
    { "the\nnews", "the_news" },
    { "(a),\n\"b", "(a),_\"b" },
    { "10月\n24日", "10月24日" },
    { "2023\nAPEC", "2023_APEC" },
    { "a\n**b**", "a_<B:b>" },
    { "**一\n二**", "<B:一><B:二>" },
    { "[a\nb](u)", "[a_b](u)" },
    { "一\n　　二", "一二" },
};

START_TEST(markup_becomes_runs_and_gaps)
{
    struct jd_buf out = JD_BUF_INIT;
    ck_assert_str_eq(shown(jd_str_of(rows[_i].text), &out), rows[_i].shown);
    jd_buf_release(&out);
}
END_TEST

START_TEST(emphasis_of_the_whole_is_added_to_every_run)
{
    struct jd_str text = jd_str_of("见https://x.cn");
    struct jd_span line = { 0, text.len };
    struct jd_block block = { .end = text.len };
    struct jd_buf out = JD_BUF_INIT;
    jd_inline_add_runs(&block, text, &line, 1, JD_EMPH_BOLD);
    show_runs(&block, text, &out);
    ck_assert_str_eq(out.data, "<B:见><BL:https://x.cn>");
    jd_buf_release(&out);
    jd_block_release(&block);
}
END_TEST

/*
 * Repeated a million times; anything that is not linear would not come to an end before
 * the time limit of the test program.
 */
static const char *const hostile[] = {
    "[", "]",  "](", "[a](",    "[](",      "![",  "*", "**", "**a",  "__",
    "_", "\\", "((", "http://", "[a](b \"", "**[", "`", "h",  "http", "https://x.cn/(",
};

START_TEST(marks_without_end_take_linear_time)
{
    struct jd_buf text = JD_BUF_INIT;
    while (text.len < 1000000)
        jd_buf_add_c(&text, hostile[_i]);
    struct jd_span line = { 0, text.len };
    struct jd_block block = { .end = text.len };
    jd_inline_add_runs(&block, jd_buf_str(&text), &line, 1, 0);
    ck_assert(jd_block_is_valid(&block, jd_buf_str(&text)));
    jd_block_release(&block);
    jd_buf_release(&text);
}
END_TEST

static const struct {
    const char *text, *url;
} urls[] = {
    { "https://m.thepaper.cn/detail/25053294", "https://m.thepaper.cn/detail/25053294" },
    { "http://x.cn/a?b=1&c=%20#d，见", "http://x.cn/a?b=1&c=%20#d" },
    { "http://x.cn/.", "http://x.cn/" },
    { "http://x.cn/a)", "http://x.cn/a" },
    { "http://x.cn/(a))", "http://x.cn/(a)" },
    { "http://x.cn/a b", "http://x.cn/a" },
    { "https://", NULL },
    { "http://.", NULL },
    { "ftp://x.cn", NULL },
    { "", NULL },
};

START_TEST(a_url_ends_before_the_marks_of_the_sentence)
{
    struct jd_str text = jd_str_of(urls[_i].text);
    size_t end = jd_inline_url_end(text, 0, text.len);
    ck_assert_uint_eq(end, urls[_i].url ? strlen(urls[_i].url) : 0);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("doc/inline");
    TCase *tcase = tcase_create("inline");
    tcase_add_loop_test(tcase, markup_becomes_runs_and_gaps, 0,
                        sizeof rows / sizeof *rows);
    tcase_add_test(tcase, emphasis_of_the_whole_is_added_to_every_run);
    tcase_add_loop_test(tcase, marks_without_end_take_linear_time, 0,
                        sizeof hostile / sizeof *hostile);
    tcase_add_loop_test(tcase, a_url_ends_before_the_marks_of_the_sentence, 0,
                        sizeof urls / sizeof *urls);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return jd_run_tests("doc/inline", make_suite());
}
