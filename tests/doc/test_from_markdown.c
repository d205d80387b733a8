/* SPDX-License-Identifier: MIT */
#include "tests/support/run.h"

#include "jingdu/doc/from_markdown.h"

#define HAN_10 "一二三四五六七八九十"

/* The kind as a letter, the level, and the text that is left. */
static const struct {
    const char *line;
    char kind;
    int level;
    const char *text;
} lines[] = {
    { "", 'E', 0, "" },
    { " \t　\r\n", 'E', 0, "" },
    { "中国\r\n", 'P', 0, "中国" },
    { "　　中国　", 'P', 0, "中国" },
    { "    四个空格不是代码", 'P', 0, "四个空格不是代码" },
    { "# 标题", 'H', 1, "标题" },
    { "###### 六级 ######", 'H', 6, "六级" },
    { "## 用 C#", 'H', 2, "用 C#" },
    { "##　全角空格", 'H', 2, "全角空格" },
    { "####### 七级", 'P', 0, "####### 七级" },
    { "#话题#", 'P', 0, "#话题#" },
    { "##", 'P', 0, "##" },
    { "## ##", 'P', 0, "## ##" },
    { "\\# 不是标题", 'P', 0, "\\# 不是标题" },
    { "**小标题**", 'H', 2, "小标题" },
    { "　　**小标题**  ", 'H', 2, "小标题" },
    { "__小标题__", 'H', 2, "小标题" },
    { "** 空 **", 'H', 2, "空" },
    { "**一**和**二**", 'P', 0, "**一**和**二**" },
    { "**小标题**：", 'P', 0, "**小标题**：" },
    { "**不混__", 'P', 0, "**不混__" },
    { "**一句话。**", 'P', 0, "**一句话。**" },
    { "**“一句话。”**", 'P', 0, "**“一句话。”**" },
    { "**谁来负责？**", 'H', 2, "谁来负责？" },
    { "**" HAN_10 HAN_10 HAN_10 HAN_10 HAN_10 HAN_10 "**", 'H', 2,
      HAN_10 HAN_10 HAN_10 HAN_10 HAN_10 HAN_10 },
    { "**" HAN_10 HAN_10 HAN_10 HAN_10 HAN_10 HAN_10 "长**", 'P', 0,
      "**" HAN_10 HAN_10 HAN_10 HAN_10 HAN_10 HAN_10 "长**" },
    { "> 引用", 'Q', 1, "引用" },
    { ">引用", 'Q', 1, "引用" },
    { "> > 二层", 'Q', 2, "二层" },
    { ">>> 三层", 'Q', 3, "三层" },
    { ">", 'E', 1, "" },
    { "> ", 'E', 1, "" },
    { "---", 'R', 0, NULL },
    { "***", 'R', 0, NULL },
    { "_ _ _ _", 'R', 0, NULL },
    { " * * * ", 'R', 0, NULL },
    { "--", 'P', 0, "--" },
    { "--- 一", 'P', 0, "--- 一" },
    { "——", 'P', 0, "——" },
    { "-*-", 'P', 0, "-*-" },
    { "-5℃", 'P', 0, "-5℃" },
    { "-", 'P', 0, "-" },
    { "**", 'P', 0, "**" },
};

static char letter(enum jd_block_kind kind)
{
    static const char letters[] = {
        [JD_BLOCK_HEADLINE] = 'T',  [JD_BLOCK_META] = 'M',  [JD_BLOCK_HEADING] = 'H',
        [JD_BLOCK_PARAGRAPH] = 'P', [JD_BLOCK_QUOTE] = 'Q', [JD_BLOCK_LIST] = 'L',
        [JD_BLOCK_RULE] = 'R',      [JD_BLOCK_EMPTY] = 'E'
    };
    return letters[kind];
}

static void assert_text(struct jd_str text, size_t start, size_t end,
                        const char *expected)
{
    struct jd_str found = jd_str_sub(text, start, end);
    ck_assert_msg(jd_str_eq_c(found, expected), "%.*s: [%.*s] is not [%s]",
                  JD_STR_ARG(text), JD_STR_ARG(found), expected);
}

START_TEST(a_line_is_what_its_marks_say)
{
    struct jd_str text = jd_str_of(lines[_i].line);
    struct jd_line line;
    jd_line_classify(text, 0, text.len, &line);
    ck_assert_msg(letter(line.kind) == lines[_i].kind, "%s: %c", lines[_i].line,
                  letter(line.kind));
    ck_assert_int_eq(line.level, lines[_i].level);
    if (lines[_i].text)
        assert_text(text, line.start, line.end, lines[_i].text);
}
END_TEST

START_TEST(whatever_may_be_a_heading_is_seen_from_its_start)
{
    struct jd_str text = jd_str_of(lines[_i].line);
    ck_assert(lines[_i].kind != 'H' || jd_line_may_be_heading(text, 0));
}
END_TEST

/* The marker, NULL when the line is no list item. */
static const struct {
    const char *line, *marker;
    int level;
} items[] = {
    { "- 一", "- ", 1 },
    { "* 一", "* ", 1 },
    { "+ 一", "+ ", 1 },
    { "•一", "•", 1 },
    { "• 一", "• ", 1 },
    { "1. 一", "1. ", 1 },
    { "1.一", "1.", 1 },
    { "12) 一", "12) ", 1 },
    { "1）一", "1）", 1 },
    { "1、一", "1、", 1 },
    { "1．一", "1．", 1 },
    { "（一）一", "（一）", 1 },
    { "(1) 一", "(1) ", 1 },
    { "（十二）一", "（十二）", 1 },
    { "一、加强沟通", "一、", 1 },
    { "  - 二层", "- ", 2 },
    { "    - 三层", "- ", 3 },
    { "\t- 三层", "- ", 3 },
    { "　　1.段落缩进不是层次", "1.", 1 },
    { "- **重**", "- ", 1 },
    { "1.5万亿元", NULL, 0 },
    { "2023.10", NULL, 0 },
    { "2023、2024年", NULL, 0 },
    { "1、2号线", NULL, 0 },
    { "三、四百人", NULL, 0 },
    { "（2023）年", NULL, 0 },
    { "(一", NULL, 0 },
    { "1.", NULL, 0 },
    { "1..", NULL, 0 },
    { "- ", NULL, 0 },
    { "100人", NULL, 0 },
    { "1\\. 一", NULL, 0 },
};

START_TEST(a_list_item_keeps_its_marker)
{
    struct jd_str text = jd_str_of(items[_i].line);
    struct jd_line line;
    jd_line_classify(text, 0, text.len, &line);
    ck_assert_msg((line.kind == JD_BLOCK_LIST) == (items[_i].marker != NULL), "%s",
                  items[_i].line);
    if (!items[_i].marker)
        return;
    assert_text(text, line.start, line.marker_end, items[_i].marker);
    ck_assert_int_eq(line.level, items[_i].level);
}
END_TEST

START_TEST(only_the_line_itself_is_looked_at)
{
    struct jd_str text = jd_str_of("甲\n**乙**\n丙");
    struct jd_line line;
    jd_line_classify(text, 4, 12, &line);
    ck_assert_int_eq(line.kind, JD_BLOCK_HEADING);
    ck_assert(line.in_bold);
    assert_text(text, line.start, line.end, "乙");
    jd_line_classify(text, 4, 10, &line);
    ck_assert_int_eq(line.kind, JD_BLOCK_PARAGRAPH);
}
END_TEST

static const struct {
    const char *line;
    int indent, text_col;
    bool wide;
} indents[] = {
    { "一", 0, 0, false },    { "  一", 2, 2, false },   { "\t一", 4, 4, false },
    { "　一", 0, 0, true },   { "  - 一", 2, 4, false }, { "1. 一", 0, 3, false },
    { ">  一", 2, 2, false },
};

START_TEST(indents_are_measured_for_the_joining_of_lines)
{
    struct jd_str text = jd_str_of(indents[_i].line);
    struct jd_line line;
    jd_line_classify(text, 0, text.len, &line);
    ck_assert_int_eq(line.indent, indents[_i].indent);
    ck_assert_int_eq(line.text_col, indents[_i].text_col);
    ck_assert_int_eq(line.wide_indent, indents[_i].wide);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("doc/from_markdown");
    TCase *tcase = tcase_create("from_markdown");
    int count = sizeof lines / sizeof *lines;
    tcase_add_loop_test(tcase, a_line_is_what_its_marks_say, 0, count);
    tcase_add_loop_test(tcase, whatever_may_be_a_heading_is_seen_from_its_start, 0,
                        count);
    tcase_add_loop_test(tcase, a_list_item_keeps_its_marker, 0,
                        sizeof items / sizeof *items);
    tcase_add_test(tcase, only_the_line_itself_is_looked_at);
    tcase_add_loop_test(tcase, indents_are_measured_for_the_joining_of_lines, 0,
                        sizeof indents / sizeof *indents);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return jd_run_tests("doc/from_markdown", make_suite());
}
