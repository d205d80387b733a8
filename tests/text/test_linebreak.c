/* SPDX-License-Identifier: MIT */
#include "jingdu/text/linebreak.h"

#include "jingdu/text/utf8.h"

#include "tests/support/run.h"

#define COUNT(rows) (int)(sizeof(rows) / sizeof *(rows))

/* Texts with a bar wherever a row may end. */
static const char *const rows[] = {
    "中|美|关|系",
    "说，|好。|真、|假；|为：|吗？|对！|是",
    /* closing marks stay behind, opening ones in front */
    "他|说|“是”|吗",
    "《人|民|日|报》|（2023）|版",
    "（“好。”）|了",
    "称|“美|国|不”|与",
    "「你」|『他』|【注】|〔一〕|〈二〉|完",
    "好。”|“坏",
    "a|(b)|[c]|{d}|e",
    /* names with a middle dot are whole */
    "约|翰·克|里",
    "约|翰•克|里|与|拜‧登|及|安・娜",
    /* dashes and dots */
    "2023—2024年|起",
    "3—5次",
    "5～6度",
    "3~5倍",
    "2019–2023",
    "说——|这",
    "等……|等",
    "“……”",
    "——|“好”",
    /* numbers and what belongs to them */
    "10万+",
    "10万+|的|人",
    "24日",
    "7个月|后",
    "25亿元|美|金",
    "3万人次",
    "10月|26日|10时|30分",
    "A股|市|场",
    "5%|的|人",
    "37℃|高|温",
    "￥500|与|$3|和|€7",
    "±3，|+5，|#1，|№7",
    "12.5%，|1,000元",
    "10:30|开|始",
    "３５度|高",
    "2023-10-25",
    "5/8",
    "20°C",
    /* Latin words */
    "用|APEC|会|议",
    "iPhone15",
    "COVID-19",
    "follow-|up",
    "and/|or",
    "m.thepaper.cn/|detail/25053294",
    "foo_bar@example.com",
    "a |b  |c",
    "氛|围,|但",
    "AT&T",
    "C++",
    "don't |stop",
    "他 |说\t|了",
    /* straight quotes know no side */
    "\"好\"",
    "说 |\"好\" |了",
    /* kana, emoji, iteration mark */
    "か|な",
    "人々|说",
    "好|😀|吧",
    "カー|ド|の",
    "　|开|头",
};

START_TEST(rows_may_end_where_the_rules_say)
{
    struct jd_buf barred = JD_BUF_INIT;
    struct jd_str text = jd_str_of(rows[_i]);
    enum jd_break_class before = JD_BRK_COUNT;
    for (size_t at = 0; at < text.len;) {
        struct jd_cp cp = jd_utf8_next(text, at);
        at += cp.len;
        if (cp.cp == '|')
            continue;
        enum jd_break_class class = jd_linebreak_class(cp.cp);
        if (before != JD_BRK_COUNT && jd_linebreak_allowed(before, class))
            jd_buf_add_c(&barred, "|");
        jd_utf8_add(&barred, cp.cp);
        before = class;
    }
    ck_assert_str_eq(barred.data, rows[_i]);
    jd_buf_release(&barred);
}
END_TEST

static const struct {
    const char *characters;
    enum jd_break_class class;
} classes[] = {
    { "中国𠮷豈かア한■→①😀\u2426", JD_BRK_HAN },
    { "年月日时分秒个万亿元名人次岁時個萬億號", JD_BRK_UNIT },
    { "“‘「『（【〔〖《〈([{｛［｢«", JD_BRK_OPEN },
    { "、，。；：？！”’」』）】〕〗》〉)]};?!｝］｣．»", JD_BRK_CLOSE },
    { ".,:", JD_BRK_POINT },
    { "\"'＂", JD_BRK_QUOTE },
    { "·•・‧･", JD_BRK_DOT },
    { "—–～~…⋯", JD_BRK_DASH },
    { "-‐", JD_BRK_HYPHEN },
    { "/／", JD_BRK_SLASH },
    { "￥$€£#№+±¥＋", JD_BRK_PREFIX },
    { "%‰℃°々％ー", JD_BRK_POSTFIX },
    { "0123456789０９", JD_BRK_DIGIT },
    { "azAZéßжΩ_@&=Ａｚā", JD_BRK_LETTER },
    { " \t\n\r\u00A0\u3000", JD_BRK_SPACE },
};

START_TEST(characters_have_the_class_of_the_header)
{
    struct jd_str all = jd_str_of(classes[_i].characters);
    for (size_t at = 0; at < all.len;) {
        struct jd_cp cp = jd_utf8_next(all, at);
        ck_assert_msg(jd_linebreak_class(cp.cp) == classes[_i].class,
                      "U+%04X has class %d", cp.cp, jd_linebreak_class(cp.cp));
        at += cp.len;
    }
}
END_TEST

START_TEST(some_classes_never_begin_or_end_a_row)
{
    static const enum jd_break_class no_start[] = {
        JD_BRK_CLOSE,  JD_BRK_POINT, JD_BRK_DOT,     JD_BRK_DASH,
        JD_BRK_HYPHEN, JD_BRK_SLASH, JD_BRK_POSTFIX, JD_BRK_SPACE,
    };
    for (int other = 0; other < JD_BRK_COUNT; other++) {
        for (int i = 0; i < COUNT(no_start); i++)
            ck_assert(!jd_linebreak_allowed((enum jd_break_class)other, no_start[i]));
        ck_assert(!jd_linebreak_allowed(JD_BRK_OPEN, (enum jd_break_class)other));
        ck_assert(!jd_linebreak_allowed(JD_BRK_DOT, (enum jd_break_class)other));
        ck_assert(jd_linebreak_allowed((enum jd_break_class)other, JD_BRK_QUOTE) ==
                  (other == JD_BRK_SPACE));
    }
}
END_TEST

START_TEST(every_code_point_has_a_class)
{
    for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
        if ((unsigned)jd_linebreak_class(cp) >= JD_BRK_COUNT)
            ck_abort_msg("U+%04X", cp);
    }
}
END_TEST

START_TEST(only_commas_and_stops_hang)
{
    struct jd_str yes = jd_str_of("，。、．｡､"), no = jd_str_of("；：？！”》）—·,.中a");
    for (size_t at = 0; at < yes.len; at += 3)
        ck_assert(jd_linebreak_hangs(jd_utf8_next(yes, at).cp));
    for (size_t at = 0; at < no.len; at += jd_utf8_next(no, at).len)
        ck_assert(!jd_linebreak_hangs(jd_utf8_next(no, at).cp));
}
END_TEST

START_TEST(curly_quotes_have_a_side)
{
    ck_assert(jd_linebreak_is_curly_open(0x201C) && jd_linebreak_is_curly_open(0x2018));
    ck_assert(jd_linebreak_is_curly_close(0x201D) && jd_linebreak_is_curly_close(0x2019));
    ck_assert(!jd_linebreak_is_curly_open(0x201D) && !jd_linebreak_is_curly_open('"'));
    ck_assert(!jd_linebreak_is_curly_close(0x201C) &&
              !jd_linebreak_is_curly_close(0x300D));
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("text/linebreak");
    TCase *tcase = tcase_create("linebreak");
    tcase_add_loop_test(tcase, rows_may_end_where_the_rules_say, 0, COUNT(rows));
    tcase_add_loop_test(tcase, characters_have_the_class_of_the_header, 0,
                        COUNT(classes));
    tcase_add_test(tcase, some_classes_never_begin_or_end_a_row);
    tcase_add_test(tcase, every_code_point_has_a_class);
    tcase_add_test(tcase, only_commas_and_stops_hang);
    tcase_add_test(tcase, curly_quotes_have_a_side);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return jd_run_tests("text/linebreak", make_suite());
}
