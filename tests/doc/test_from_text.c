/* SPDX-License-Identifier: MIT */
#include "tests/support/run.h"

#include "jingdu/doc/document.h"
#include "jingdu/doc/from_text.h"
#include "tests/doc/show.h"

#define TITLE "经济工作组首次开会、外长明起访问三天，两国高层互动“释放稳定信号”"

/* text and how its blocks look */
static const struct {
    const char *text, *shown;
} heads[] = {
    /* Markdown */
    { "# " TITLE "\n**萧达、丁雅栀/环球时报**\n\n**2023-10-25 00:46**\n\n"
      "**https://m.thepaper.cn/detail/25053294**\n\n正文。\n\n**小标题**\n\n正文二。",
      "TITLE " TITLE
      "\nMETA 环球时报 · 2023-10-25 · thepaper.cn\nP 正文。\nH2 <B:小标题>\n"
      "P 正文二。\n" },
    { "# 标题\n\n正文。\n", "TITLE 标题\nP 正文。\n" },
    { "\n\n  # 标题\n正文。\n", "EMPTY\nTITLE 标题\nP 正文。\n" },
    { "# **标题**\n\n正文。", "TITLE <B:标题>\nP 正文。\n" },
    { "# 标题", "TITLE 标题\n" },
    { "# 一\n\n# 二\n\n正文", "TITLE 一\nH1 二\nP 正文\n" },
    { "# 一\n\n## 二\n\n正文", "TITLE 一\nH2 二\nP 正文\n" },
    { "## 二\n\n正文", "H2 二\nP 正文\n" },
    { "# 标题\n**张三**\n\n**本报评论员**\n\n正文",
      "TITLE 标题\nMETA 张三 · 本报评论员\nP 正文\n" },
    { "# 标题\n**2023-10-25**\n\n**这是一句导语，它说完了。**\n\n正文",
      "TITLE 标题\nMETA 2023-10-25\nP <B:这是一句导语，它说完了。>\nP 正文\n" },
    { "# 标题\n来源：新华社\n2023年10月25日\n正文",
      "TITLE 标题\nMETA 新华社 · 2023年10月25日\nP 正文\n" },
    { "# 标题\n张三/新华社\n\n正文/文章", "TITLE 标题\nMETA 新华社\nP 正文/文章\n" },
    { "# 标题\n2023年10月25日，外交部宣布消息。\n",
      "TITLE 标题\nP 2023年10月25日，外交部宣布消息。\n" },
    { "# 标题\n**编辑：张三**\n\n正文", "TITLE 标题\nP 正文\n" },
    /* plain text */
    { "国务院发布通知\n\n正文第一段。\n", "TITLE 国务院发布通知\nP 正文第一段。\n" },
    { TITLE "\n2023-10-25 00:46\n来源：环球时报\n\n正文。",
      "TITLE " TITLE "\nMETA 2023-10-25 · 环球时报\nP 正文。\n" },
    { "谁来负责？\n来源：新华社\n正文。", "TITLE 谁来负责？\nMETA 新华社\nP 正文。\n" },
    { "谁来负责？\n\n正文。", "P 谁来负责？\nP 正文。\n" },
    { "标题\n张三、李四/新华社\n2023-10-25\n正文。",
      "TITLE 标题\nMETA 新华社 · 2023-10-25\nP 正文。\n" },
    { "标题\n张三/新华社\n正文。", "P 标题\nP 张三/新华社\nP 正文。\n" },
    { "一句话。\n\n正文。", "P 一句话。\nP 正文。\n" },
    { "各位领导：\n\n正文。", "P 各位领导：\nP 正文。\n" },
    { "一行\n二行\n\n三行", "P 一行\nP 二行\nP 三行\n" },
    { "只有一行", "P 只有一行\n" },
    { "只有一行\n\n\n", "P 只有一行\n" },
    { "- 一\n\n正文", "LIST1 - ^一\nP 正文\n" },
    { "> 引\n\n正文", "QUOTE1 引\nP 正文\n" },
    { "**标题**\n\n正文", "TITLE 标题\nP 正文\n" },
    { "2023-10-25\n\n正文", "P 2023-10-25\nP 正文\n" },
    /* newsboat and mail */
    { "Feed: 澎湃新闻\nTitle: 标题\nAuthor: 张三\nLink: https://m.thepaper.cn/1\n"
      "Date: Wed, 25 Oct 2023 00:46:00 +0800\n\n正文。",
      "META 澎湃新闻\nTITLE 标题\nMETA thepaper.cn · 25 Oct 2023\nP 正文。\n" },
    { "Title: 标题\nAuthor: 张三\n\n正文。", "TITLE 标题\nMETA 张三\nP 正文。\n" },
    { "Title: 标题\n\n正文。", "TITLE 标题\nP 正文。\n" },
    { "Subject: 很长的\n 标题\nFrom: 张三 <a@b.cn>\n\n正文。",
      "TITLE 很长的标题\nMETA 张三 <a@b.cn>\nP 正文。\n" },
    { "Received: from a by b;\n  Tue, 24 Oct 2023 00:00:00 +0800\nSubject: 标题\n"
      "X-Spam: no\nDate: Wed, 25 Oct 2023 00:46:00 +0800\n\n正文。",
      "TITLE 标题\nMETA 25 Oct 2023\nP 正文。\n" },
    { "subject: 标题\ndate: Wed, 25 Oct 2023 00:46:00 +0800\n\n正文。",
      "TITLE 标题\nMETA 25 Oct 2023\nP 正文。\n" },
    { "Title:\nAuthor: 张三\n\n正文。", "META 张三\nP 正文。\n" },
    { "Title: 标题\n正文没有空行。", "TITLE 标题\nP 正文没有空行。\n" },
    { "Note: 这不是邮件\nMore: 真的不是\n", "P Note: 这不是邮件\nP More: 真的不是\n" },
    { "Date: 2023-10-25\n\n正文。", "P Date: 2023-10-25\nP 正文。\n" },
    /* nothing */
    { "", "EMPTY\n" },
    { " \n　\n", "EMPTY\n" },
    { "\r\n\r\n正文。\r\n\r\n", "EMPTY\nP 正文。\n" },
};

START_TEST(the_head_is_found_in_each_form)
{
    struct jd_buf out = JD_BUF_INIT;
    show_document(jd_str_of(heads[_i].text), &out);
    ck_assert_str_eq(out.data, heads[_i].shown);
    jd_buf_release(&out);
}
END_TEST

static const struct {
    const char *text, *headline, *byline, *media, *date, *source, *host, *body;
    int year, month, day;
} fields[] = {
    { "# " TITLE "\n**萧达、丁雅栀/环球时报**\n\n**2023-10-25 00:46**\n\n"
      "**https://m.thepaper.cn/detail/25053294**\n\n正文。",
      TITLE, "萧达、丁雅栀/环球时报", "环球时报", "2023-10-25",
      "https://m.thepaper.cn/detail/25053294", "thepaper.cn", "正文。", 2023, 10, 25 },
    { "Feed: 澎湃\nTitle: **标题**\nFrom: 张三/财新\nDate: 5 Jan 2024\n\n\n正文", "标题",
      "张三/财新", "澎湃", "5 Jan 2024", "", "", "正文", 2024, 1, 5 },
    { "Subject: 很长的\n 标题\n\n正文", "很长的", "", "", "", "", "", "正文", 0, 0, 0 },
    { "正文一。\n正文二。", "", "", "", "", "", "", "正文一。\n正文二。", 0, 0, 0 },
    { "\n\n正文。", "", "", "", "", "", "", "\n\n正文。", 0, 0, 0 },
    { "# 标题\n", "标题", "", "", "", "", "", "", 0, 0, 0 },
    { "", "", "", "", "", "", "", "", 0, 0, 0 },
};

static void assert_field(struct jd_str found, const char *expected)
{
    ck_assert_msg(jd_str_eq_c(found, expected), "[%.*s] is not [%s]", JD_STR_ARG(found),
                  expected);
}

START_TEST(what_the_head_told_can_be_asked)
{
    struct jd_str text = jd_str_of(fields[_i].text);
    struct jd_document *doc = jd_document_new(text);
    const struct jd_head *head = jd_document_head(doc);
    assert_field(head->headline, fields[_i].headline);
    assert_field(head->byline, fields[_i].byline);
    assert_field(head->media, fields[_i].media);
    assert_field(head->date, fields[_i].date);
    assert_field(head->source, fields[_i].source);
    assert_field(head->host, fields[_i].host);
    assert_field(jd_str_sub(text, head->body, text.len), fields[_i].body);
    ck_assert_int_eq(head->year, fields[_i].year);
    ck_assert_int_eq(head->month, fields[_i].month);
    ck_assert_int_eq(head->day, fields[_i].day);
    jd_document_free(doc);
}
END_TEST

/* Beginnings that go on for 100,000 bytes. */
static const struct {
    const char *first, *more;
    enum jd_block_kind kind;
} endless[] = {
    { "# 标题", "长", JD_BLOCK_PARAGRAPH },
    { "\n标题", "长", JD_BLOCK_EMPTY },
    { "# 标题\n", "\n", JD_BLOCK_HEADLINE },
    { "# 标题\n", "**2023-10-25**\n", JD_BLOCK_HEADLINE },
    { "Title: 标题\n", "X-Header: 一\n", JD_BLOCK_HEADLINE },
    { "\n", "\n", JD_BLOCK_EMPTY },
};

START_TEST(an_endless_beginning_ends_the_head)
{
    struct jd_buf text = JD_BUF_INIT;
    jd_buf_add_c(&text, endless[_i].first);
    while (text.len < 100000)
        jd_buf_add_c(&text, endless[_i].more);
    jd_buf_add_c(&text, "\n\n正文。");
    struct jd_document *doc = jd_document_new(jd_buf_str(&text));
    struct jd_block block = JD_BLOCK_INIT;
    jd_document_block_at(doc, 0, &block);
    ck_assert_int_eq(block.kind, endless[_i].kind);
    bool has_head = endless[_i].kind == JD_BLOCK_HEADLINE;
    size_t body = jd_document_head(doc)->body;
    ck_assert_int_eq(body > 0, has_head);
    ck_assert_uint_le(body, JD_HEAD_MAX);
    ck_assert_uint_eq(jd_document_block_start(doc, body), body);
    jd_block_release(&block);
    jd_document_free(doc);
    jd_buf_release(&text);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("doc/from_text");
    TCase *tcase = tcase_create("from_text");
    tcase_add_loop_test(tcase, the_head_is_found_in_each_form, 0,
                        sizeof heads / sizeof *heads);
    tcase_add_loop_test(tcase, what_the_head_told_can_be_asked, 0,
                        sizeof fields / sizeof *fields);
    tcase_add_loop_test(tcase, an_endless_beginning_ends_the_head, 0,
                        sizeof endless / sizeof *endless);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return jd_run_tests("doc/from_text", make_suite());
}
