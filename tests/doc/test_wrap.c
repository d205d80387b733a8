/* SPDX-License-Identifier: MIT */
#include "tests/support/run.h"

#include "jingdu/doc/wrap.h"
#include "tests/doc/show.h"

/* Lines of 40 cells. */
#define FULL   "中国外交部宣布应美国国务卿布林肯的邀请将"
#define FULL_2 "“于十月下旬访问美国。两国的工作组日前也"
#define LESS   "中国外交部宣布应美国国务卿布林肯的邀" /* 36, for indented ones */
#define SHORT  "举行了会议。"

static const struct {
    const char *text, *shown;
} rows[] = {
    { FULL "\n" FULL_2 "\n" SHORT "\n", "P " FULL FULL_2 SHORT "\n" },
    { FULL "\n" FULL "\n\n" FULL "\n" SHORT, "P " FULL FULL "\nP " FULL SHORT "\n" },
    /* two lines: the first is long enough and open, or not */
    { FULL "\n" SHORT, "P " FULL SHORT "\n" },
    { "中国外交部宣布，应邀请\n将访问。", "P 中国外交部宣布，应邀请\nP 将访问。\n" },
    { FULL "。\n" SHORT, "P " FULL "。\nP " SHORT "\n" },
    { FULL "：\n" SHORT, "P " FULL "：\nP " SHORT "\n" },
    { FULL "\n" FULL FULL, "P " FULL "\nP " FULL FULL "\n" },
    /* every line a paragraph, as the web has it */
    { FULL "。\n" FULL FULL "。\n" FULL "。\n" SHORT,
      "P " FULL "。\nP " FULL FULL "。\nP " FULL "。\nP " SHORT "\n" },
    /* verse and lists of short words */
    { "白日依山尽，\n黄河入海流。\n欲穷千里目，\n更上一层楼。",
      "P 白日依山尽，\nP 黄河入海流。\nP 欲穷千里目，\nP 更上一层楼。\n" },
    { "北京市\n上海市\n天津市\n重庆市", "P 北京市\nP 上海市\nP 天津市\nP 重庆市\n" },
    /* an indent begins a paragraph */
    { "　　" LESS "\n" FULL_2 "\n" SHORT "\n　　" LESS "\n" SHORT,
      "P " LESS FULL_2 SHORT "\nP " LESS SHORT "\n" },
    { "　　" LESS "\n" FULL "\n　　" LESS "\n" SHORT,
      "P " LESS FULL "\nP " LESS SHORT "\n" },
    { "    " LESS "\n" FULL_2 "\n    " LESS "\n" SHORT,
      "P " LESS FULL_2 "\nP " LESS SHORT "\n" },
    /* all lines indented alike: none begins one */
    { "  " FULL "\n  " FULL_2 "\n  " SHORT, "P " FULL FULL_2 SHORT "\n" },
    /* a short line that ends a sentence ends the paragraph */
    { FULL "\n" FULL_2 "\n" FULL "\n" SHORT "\n" FULL "\n" FULL_2 "\n" SHORT,
      "P " FULL FULL_2 FULL SHORT "\nP " FULL FULL_2 SHORT "\n" },
    /* a short line that does not end a sentence: one of five may be so */
    { FULL "\n" FULL_2 "\n" FULL "\n" FULL_2 "\n“举行了几次重要的会议，讨论了\n" FULL
           "\n" SHORT,
      "P " FULL FULL_2 FULL FULL_2 "“举行了几次重要的会议，讨论了" FULL SHORT "\n" },
    /* one of two may not */
    { FULL "\n“举行了几次重要的会议，讨论了\n" SHORT,
      "P " FULL "\nP “举行了几次重要的会议，讨论了\nP " SHORT "\n" },
    /* other kinds of lines stand between */
    { FULL "\n" FULL_2 "\n## 标题\n" FULL "\n" SHORT,
      "P " FULL FULL_2 "\nH2 标题\nP " FULL SHORT "\n" },
    { FULL "\n---\n" SHORT, "P " FULL "\nRULE\nP " SHORT "\n" },
    { "> " FULL "\n> " FULL_2 "\n> " SHORT "\n" FULL "\n" SHORT,
      "QUOTE1 " FULL FULL_2 SHORT "\nP " FULL SHORT "\n" },
    { "> " FULL "\n>> " FULL "\n>> " SHORT, "QUOTE1 " FULL "\nQUOTE2 " FULL SHORT "\n" },
    { "- " FULL "\n  " FULL_2 "\n  " SHORT "\n- " FULL "\n  " SHORT,
      "LIST1 - ^" FULL FULL_2 SHORT "\nLIST1 - ^" FULL SHORT "\n" },
    /* Latin words leave more room at the end of a line */
    { "The foreign ministry announced that\nthe minister will visit Washington\n"
      "from the 26th of October\nrepresentatives of the press met.",
      "P The foreign ministry announced that_the minister will visit Washington"
      "_from the 26th of October_representatives of the press met.\n" },
    { FULL "\r\n" SHORT "\r\n", "P " FULL SHORT "\n" },
};

/* The same behind two paragraphs that leave no doubt that the text was broken. */
static const struct {
    const char *text, *shown;
} sure_rows[] = {
    /* a sentence may end with a full line, in a short paragraph as well */
    { LESS "。”\n" FULL "\n" SHORT, "P " LESS "。”" FULL SHORT "\n" },
    { LESS "了。\n" SHORT, "P " LESS "了。" SHORT "\n" },
    { LESS "。\n\n" SHORT, "P " LESS "。\nP " SHORT "\n" },
    /* one line in two may be shorter */
    { "“举行了几次重要的会议，讨论了\n" FULL "\n" SHORT,
      "P “举行了几次重要的会议，讨论了" FULL SHORT "\n" },
    /* a line of half the width was not broken by a machine */
    { FULL "\n北京上海\n" FULL "\n" SHORT, "P " FULL "北京上海\nP " FULL SHORT "\n" },
    { FULL "\n" SHORT "\n" FULL "\n" SHORT, "P " FULL SHORT "\nP " FULL SHORT "\n" },
    { "君不见黄河之水天上来，奔流到海\n君不见高堂明镜悲白发，朝如青丝\n人生得意须尽欢，莫"
      "使金樽空对月",
      "P 君不见黄河之水天上来，奔流到海\nP 君不见高堂明镜悲白发，朝如青丝\n"
      "P 人生得意须尽欢，莫使金樽空对月\n" },
    { FULL FULL FULL "\n" SHORT, "P " FULL FULL FULL "\nP " SHORT "\n" },
};

START_TEST(in_a_text_of_broken_lines_the_width_decides)
{
    struct jd_buf text = JD_BUF_INIT, out = JD_BUF_INIT;
    const char *before = "P " FULL FULL FULL SHORT "\nP " FULL FULL SHORT "\n";
    jd_buf_add_c(&text, FULL "\n" FULL "\n" FULL "\n" SHORT "\n\n");
    jd_buf_add_c(&text, FULL "\n" FULL "\n" SHORT "\n\n");
    jd_buf_add_c(&text, sure_rows[_i].text);
    show_document(jd_buf_str(&text), &out);
    ck_assert_int_eq(strncmp(out.data, before, strlen(before)), 0);
    ck_assert_str_eq(out.data + strlen(before), sure_rows[_i].shown);
    jd_buf_release(&text);
    jd_buf_release(&out);
}
END_TEST

START_TEST(broken_lines_are_put_together_and_others_are_not)
{
    struct jd_buf out = JD_BUF_INIT;
    show_document(jd_str_of(rows[_i].text), &out);
    ck_assert_str_eq(out.data, rows[_i].shown);
    jd_buf_release(&out);
}
END_TEST

START_TEST(a_paragraph_is_found_from_each_of_its_lines)
{
    struct jd_str text =
        jd_str_of("　　" LESS "\n" FULL_2 "\n" SHORT "\n　　" LESS "\n" SHORT);
    size_t second = jd_str_find(text, jd_str_of("　　"), 3);
    struct jd_paragraph paragraph = JD_PARAGRAPH_INIT;
    for (size_t at = 0; at < text.len;) {
        struct jd_piece piece = jd_piece_at(text, at);
        jd_wrap_find(text, 0, (struct jd_wrap){ .width = 40 }, piece, &paragraph);
        ck_assert_uint_eq(paragraph.start, at < second ? 0 : second);
        ck_assert_uint_eq(paragraph.end, at < second ? second : text.len);
        ck_assert_uint_eq(paragraph.count, at < second ? 3 : 2);
        at = piece.end;
    }
    jd_paragraph_release(&paragraph);
}
END_TEST

START_TEST(lines_before_the_floor_do_not_belong_to_it)
{
    struct jd_str text = jd_str_of(FULL "\n" FULL "\n" FULL "\n" SHORT);
    size_t floor = strlen(FULL "\n");
    struct jd_paragraph paragraph = JD_PARAGRAPH_INIT;
    jd_wrap_find(text, floor, (struct jd_wrap){ .width = 40 }, jd_piece_at(text, floor),
                 &paragraph);
    ck_assert_uint_eq(paragraph.start, floor);
    ck_assert_uint_eq(paragraph.count, 3);
    jd_wrap_find(text, floor, (struct jd_wrap){ .width = 0 }, jd_piece_at(text, floor),
                 &paragraph);
    ck_assert_uint_eq(paragraph.count, 1);
    jd_paragraph_release(&paragraph);
}
END_TEST

static const struct {
    const char *text;
    int width;
    bool sure;
} widths[] = {
    { FULL "\n" FULL "\n" SHORT, 40, false },
    { FULL "\n" FULL "\n" SHORT "\n" FULL "\n" SHORT, 40, true },
    { "\n" FULL "。\n\n" FULL "\n" FULL "\n" SHORT, 40, false },
    { FULL "。\n" FULL FULL "。\n", 0, false },
    { FULL FULL "\n", 0, false },
    { FULL "\n\n" FULL "\n\n" FULL, 0, false },
    { "", 0, false },
};

START_TEST(the_width_of_a_text_is_that_of_its_largest_paragraph)
{
    struct jd_str text = jd_str_of(widths[_i].text);
    struct jd_wrap wrap = jd_wrap_measure(text, 0, 65536);
    ck_assert_int_eq(wrap.width, widths[_i].width);
    ck_assert_int_eq(wrap.is_sure, widths[_i].sure);
}
END_TEST

START_TEST(groups_that_are_too_long_are_left_alone)
{
    struct jd_buf text = JD_BUF_INIT;
    for (int i = 0; i < 2000; i++)
        jd_buf_add_c(&text, FULL "\n");
    struct jd_document *doc = jd_document_new(jd_buf_str(&text));
    struct jd_block block = JD_BLOCK_INIT;
    size_t len = strlen(FULL "\n");
    for (size_t at = 0; at < text.len; at += 97 * len) {
        jd_document_block_at(doc, at + 5, &block);
        ck_assert_uint_eq(block.start, at);
        ck_assert_uint_eq(block.end, at + len);
    }
    jd_block_release(&block);
    jd_document_free(doc);
    jd_buf_release(&text);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("doc/wrap");
    TCase *tcase = tcase_create("wrap");
    tcase_add_loop_test(tcase, broken_lines_are_put_together_and_others_are_not, 0,
                        sizeof rows / sizeof *rows);
    tcase_add_loop_test(tcase, in_a_text_of_broken_lines_the_width_decides, 0,
                        sizeof sure_rows / sizeof *sure_rows);
    tcase_add_test(tcase, a_paragraph_is_found_from_each_of_its_lines);
    tcase_add_test(tcase, lines_before_the_floor_do_not_belong_to_it);
    tcase_add_loop_test(tcase, the_width_of_a_text_is_that_of_its_largest_paragraph, 0,
                        sizeof widths / sizeof *widths);
    tcase_add_test(tcase, groups_that_are_too_long_are_left_alone);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return jd_run_tests("doc/wrap", make_suite());
}
