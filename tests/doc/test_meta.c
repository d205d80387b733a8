/* SPDX-License-Identifier: MIT */
#include "tests/support/run.h"

#include "jingdu/doc/meta.h"

/* NULL stands for an empty field. */
static const struct {
    const char *line, *byline, *media, *date, *host, *left;
} rows[] = {
    { "萧达、丁雅栀/环球时报", "萧达、丁雅栀/环球时报", "环球时报", NULL, NULL, NULL },
    { "2023-10-25 00:46", NULL, NULL, "2023-10-25", NULL, NULL },
    { "https://m.thepaper.cn/detail/25053294", NULL, NULL, NULL, "thepaper.cn", NULL },
    { "http://www.news.cn:80/a", NULL, NULL, NULL, "news.cn", NULL },
    { "https://mp.weixin.qq.com/s?x=1", NULL, NULL, NULL, "mp.weixin.qq.com", NULL },
    { "https://a@m.b.cn", NULL, NULL, NULL, "b.cn", NULL },
    { "来源：新华社", NULL, "新华社", NULL, NULL, NULL },
    { "来源: 新华社 作者: 张三 李四", "张三 李四", "新华社", NULL, NULL, NULL },
    { "2023年10月25日 00:46 | 来源：新华社", NULL, "新华社", "2023年10月25日", NULL,
      NULL },
    { "2023-10-25 00:46 环球时报", NULL, "环球时报", "2023-10-25", NULL, NULL },
    { "发布时间：2023-10-25 星期三 编辑：王五", NULL, NULL, "2023-10-25", NULL, NULL },
    { "记者 张三", "张三", NULL, NULL, NULL, NULL },
    { "新华社记者 张三 李四", "新华社记者 张三 李四", NULL, NULL, NULL, NULL },
    { "文/张三 图/李四", "张三", NULL, NULL, NULL, NULL },
    { "张三/文 李四/摄", "张三/文 李四/摄", NULL, NULL, NULL, NULL },
    { "让·雷诺/法新社", "让·雷诺/法新社", "法新社", NULL, NULL, NULL },
    { "张三/李四/ 新华社", "张三/李四/ 新华社", "新华社", NULL, NULL, NULL },
    { "本报评论员", NULL, NULL, NULL, NULL, "本报评论员" },
    { "环球时报 2023-10-25", NULL, NULL, "2023-10-25", NULL, "环球时报" },
    { "Date: Wed, 25 Oct 2023 00:46:00 +0800", NULL, NULL, "25 Oct 2023", NULL, NULL },
    { "From: 张三 <a@b.cn>", "张三 <a@b.cn>", NULL, NULL, NULL, NULL },
    { "来源：", NULL, NULL, NULL, NULL, NULL },
    { "/", "/", NULL, NULL, NULL, NULL },
    { "", NULL, NULL, NULL, NULL, NULL },
};

static void assert_field(const char *line, struct jd_str found, const char *expected)
{
    ck_assert_msg(jd_str_eq(found, jd_str_of(expected)), "%s: [%.*s] is not [%s]", line,
                  JD_STR_ARG(found), expected ? expected : "");
}

static struct jd_head empty_head(void)
{
    struct jd_str none = JD_STR_EMPTY;
    return (struct jd_head){ none, none, none, none, none, none, 0, 0, 0, 0 };
}

START_TEST(a_line_fills_the_fields_that_it_tells_of)
{
    struct jd_str text = jd_str_of(rows[_i].line);
    struct jd_head head = empty_head();
    struct jd_str left = jd_meta_read(text, 0, text.len, &head);
    assert_field(rows[_i].line, head.byline, rows[_i].byline);
    assert_field(rows[_i].line, head.media, rows[_i].media);
    assert_field(rows[_i].line, head.date, rows[_i].date);
    assert_field(rows[_i].line, head.host, rows[_i].host);
    assert_field(rows[_i].line, left, rows[_i].left);
    ck_assert_int_eq(head.year != 0, head.date.len != 0);
}
END_TEST

START_TEST(what_is_known_already_stays)
{
    struct jd_head head = empty_head();
    struct jd_str first = jd_str_of("来源：新华社 2023-10-25 https://a.cn");
    struct jd_str second = jd_str_of("来源：人民网 2024-01-01 https://b.cn");
    jd_meta_read(first, 0, first.len, &head);
    jd_meta_read(second, 0, second.len, &head);
    assert_field("media", head.media, "新华社");
    assert_field("host", head.host, "a.cn");
    ck_assert_int_eq(head.year, 2023);
}
END_TEST

static const struct {
    const char *line;
    bool is_meta, is_byline;
} looks[] = {
    { "2023-10-25 00:46", true, false },
    { "2023年10月25日 星期三", true, false },
    { "2023年10月25日 00:46 来源：新华社", true, false },
    { "来源：新华社", true, false },
    { "作者：张三/新华社", true, false },
    { "记者 张三", true, false },
    { "新华社记者 张三", true, false },
    { "https://a.cn/b", true, true },
    { "原文链接：https://a.cn/b", true, false },
    { "张三、李四/新华社", false, true },
    { "2023年10月25日，外交部宣布消息。", false, false },
    { "2023年10月25日外交部宣布消息", false, false },
    { "记者24日从外交部获悉", false, false },
    { "记者 24日从外交部获悉，两国将会谈", false, false },
    { "来源于生活", false, false },
    { "文化部门", false, false },
    { "他说：“是/否”", false, false },
    { "普通的一行", false, false },
    { "/", false, false },
    { "a/", false, false },
    { "", false, false },
};

START_TEST(text_does_not_look_like_a_field)
{
    struct jd_str text = jd_str_of(looks[_i].line);
    ck_assert_msg(jd_meta_looks_like(text, 0, text.len) == looks[_i].is_meta, "%s",
                  text.ptr);
    ck_assert_msg(jd_meta_looks_like_byline(text, 0, text.len) == looks[_i].is_byline ||
                      looks[_i].is_meta,
                  "%s", text.ptr);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("doc/meta");
    TCase *tcase = tcase_create("meta");
    tcase_add_loop_test(tcase, a_line_fills_the_fields_that_it_tells_of, 0,
                        sizeof rows / sizeof *rows);
    tcase_add_test(tcase, what_is_known_already_stays);
    tcase_add_loop_test(tcase, text_does_not_look_like_a_field, 0,
                        sizeof looks / sizeof *looks);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return jd_run_tests("doc/meta", make_suite());
}
