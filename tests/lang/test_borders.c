/* SPDX-License-Identifier: MIT */
#include "src/lang/borders.h"

#include "jingdu/text/utf8.h"
#include "tests/support/run.h"

static const struct {
    const char *text, *term;
    bool splits;
} rows[] = {
    { "提高通胀预期", "高通", true },
    { "与高通合作", "高通", false },
    { "高通发布芯片", "高通", false },
    { "科技部门", "科技部", true },
    { "科技部宣布", "科技部", false },
    { "国防部部署", "国防部", false },
    { "联合报道称", "联合报", true },
    { "《联合报》称", "联合报", false },
    { "集中办理", "中办", true },
    { "中办印发", "中办", false },
    { "我国办学", "国办", true },
    { "国办通知", "国办", false },
    { "10万科技人员", "万科", true },
    { "房企万科", "万科", false },
    { "共同社会责任", "共同社", true },
    { "共同社称", "共同社", false },
    { "其中东部地区", "中东", true },
    { "访问中东", "中东", false },
    /* long terms are hardly ever made by chance */
    { "集中国人民银行", "中国人民银行", false },
};

START_TEST(a_word_across_the_border_of_a_term_is_seen)
{
    uint32_t cps[32];
    size_t count = 0, at = 0, len = 0;
    struct jd_str text = jd_str_of(rows[_i].text), term = jd_str_of(rows[_i].term);
    size_t start = jd_str_find(text, term, 0);
    for (size_t byte = 0; byte < text.len;) {
        struct jd_cp next = jd_utf8_next(text, byte);
        at += byte < start;
        len += byte >= start && byte < start + term.len;
        cps[count++] = next.cp;
        byte += next.len;
    }
    bool splits = jd_border_splits_left(cps, at, at + len) ||
                  jd_border_splits_right(cps, at + len, count);
    ck_assert_msg(splits == rows[_i].splits, "%s in %s", rows[_i].term, rows[_i].text);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("lang/borders");
    TCase *cases = tcase_create("borders");
    tcase_add_loop_test(cases, a_word_across_the_border_of_a_term_is_seen, 0,
                        sizeof rows / sizeof *rows);
    suite_add_tcase(suite, cases);
    return suite;
}

int main(void)
{
    return jd_run_tests("lang/borders", make_suite());
}
