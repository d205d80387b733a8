/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "jingdu/doc/identity.h"

#include "tests/support/mix.h"
#include "tests/support/run.h"

static struct jd_id identity_of(const char *text)
{
    return jd_identity_of(jd_str_of(text));
}

static const char article[] = "# 标题\n\n第一段，说了些话。\n\n第二段 with words。\n";

static const struct {
    const char *text;
    bool same;
} copies[] = {
    { "# 标题\r\n\r\n第一段，说了些话。\r\n\r\n第二段 with words。\r\n", true },
    { "# 标题\n第一段，\n说了些话。\n\u3000\u3000第二段\nwith   words。", true },
    { "# 标题\n\n第一段，说了些话。\n\n第二段 with words。", true },
    { "# 标题\n\n第一段，说了些话！\n\n第二段 with words。\n", false },
    { "# 标题\n\n第二段 with words。\n\n第一段，说了些话。\n", false },
    { "标题\n\n第一段，说了些话。\n\n第二段 with words。\n", false },
    { "", false },
};

START_TEST(white_space_is_no_part_of_an_identity)
{
    bool same = jd_id_eq(identity_of(article), identity_of(copies[_i].text));
    ck_assert_int_eq(same, copies[_i].same);
}
END_TEST

/* Kept in databases: it must never change. MurmurHash3 of 精读jingdu. */
START_TEST(identities_stay_what_they_are)
{
    struct jd_buf digits = JD_BUF_INIT;
    jd_id_add(identity_of("精读 jingdu\n"), &digits);
    ck_assert_str_eq(digits.data, "712221a2338298c0ed81773b6b142477");
    jd_buf_release(&digits);
}
END_TEST

START_TEST(no_text_has_no_identity)
{
    ck_assert(!jd_id_is_none(identity_of("")));
    ck_assert(!jd_id_is_none(identity_of(" \n\u3000\r\n")));
    ck_assert(jd_id_eq(identity_of(""), identity_of(" \n\u3000\r\n")));
}
END_TEST

static void make_large(struct jd_buf *into, size_t len)
{
    jd_mix_text(7, JD_MIX_NEWS, len, into);
    jd_buf_cut(into, len);
}

START_TEST(a_large_text_is_known_by_length_ends_and_samples)
{
    enum { LEN = JD_IDENTITY_WHOLE_MAX + 100000 };
    static const size_t changed[] = { 0, 60000, LEN - 1, LEN - 60000, LEN / 17 * 3 + 9 };
    struct jd_buf text = JD_BUF_INIT;
    make_large(&text, LEN);
    struct jd_id id = jd_identity_of(jd_buf_str(&text));
    ck_assert(jd_id_eq(id, jd_identity_of(jd_buf_str(&text))));
    for (size_t i = 0; i < sizeof changed / sizeof *changed; i++) {
        text.data[changed[i]] ^= 1;
        ck_assert(!jd_id_eq(id, jd_identity_of(jd_buf_str(&text))));
        text.data[changed[i]] ^= 1;
    }
    ck_assert(!jd_id_eq(id, jd_identity_of(jd_str_make(text.data, LEN - 1))));
    jd_buf_release(&text);
}
END_TEST

START_TEST(up_to_a_mebibyte_every_byte_counts)
{
    struct jd_buf text = JD_BUF_INIT;
    make_large(&text, JD_IDENTITY_WHOLE_MAX);
    struct jd_id id = jd_identity_of(jd_buf_str(&text));
    for (size_t at = 70001; at < text.len; at += 99991) {
        char old = text.data[at];
        text.data[at] = old == 'x' ? 'y' : 'x';
        ck_assert(!jd_id_eq(id, jd_identity_of(jd_buf_str(&text))));
        text.data[at] = old;
    }
    jd_buf_release(&text);
}
END_TEST

static int shared(const char *a, const char *b)
{
    struct jd_likeness x, y;
    jd_likeness_of(jd_str_of(a), &x);
    jd_likeness_of(jd_str_of(b), &y);
    ck_assert_int_eq(jd_likeness_shared(&x, &y), jd_likeness_shared(&y, &x));
    return jd_likeness_shared(&x, &y);
}

static const struct {
    const char *a, *b;
    int least, most;
} pairs[] = {
    { article, article, 64, 64 },
    { article, "第二段 **with**\nwords。\r\n\r\n> 第一段，“说了些话”！\r\n\r\n## 标题", 0,
      64 },
    { "今天下雨。明天天晴。", "明天天晴！\n\n今天下雨？", 64, 64 },
    { "今天下雨。明天天晴。", "火车晚点，乘客很多。", 0, 8 },
    { "", "", 0, 0 },
    { "。，！", "。，！", 0, 0 },
    { "", article, 0, 0 },
    { "一", "一", 0, 0 },
    { "\xff\xfe\x80", "\xff\xfe\x80", 0, 64 },
};

START_TEST(clauses_make_two_texts_alike)
{
    int values = shared(pairs[_i].a, pairs[_i].b);
    ck_assert_int_ge(values, pairs[_i].least);
    ck_assert_int_le(values, pairs[_i].most);
}
END_TEST

/* Articles of the same paper: made of other words under the same head and foot. */
START_TEST(articles_that_share_head_and_foot_are_not_alike)
{
    static const char head[] =
        "# 本报今日要闻\n\n**本报记者**\n\n**2024-05-14 08:30**\n\n"
        "**https://example.org/news**\n\n本报讯，记者从北京发回报道。\n\n";
    static const char foot[] =
        "\n\n责任编辑：王小明。版权归本报所有，未经许可，不得转载。\n";
    static const char *const syllables[] = { "河", "山", "船", "灯", "茶", "雨",
                                             "门", "路", "花", "石", "书", "马",
                                             "云", "田", "钟", "火" };
    struct jd_likeness likeness[8];
    uint64_t state = 11;
    for (int n = 0; n < 8; n++) {
        struct jd_buf text = JD_BUF_INIT;
        jd_buf_add_c(&text, head);
        for (int i = 0; i < 800; i++) {
            jd_buf_add_c(&text, syllables[(jd_mix_next(&state) >> 20) % 16]);
            jd_buf_add_c(&text, i % 30 == 29 ? "。" : i % 10 == 9 ? "，" : "");
        }
        jd_buf_add_c(&text, foot);
        jd_likeness_of(jd_buf_str(&text), &likeness[n]);
        jd_buf_release(&text);
    }
    for (int a = 0; a < 8; a++)
        for (int b = 0; b < a; b++)
            ck_assert_int_lt(jd_likeness_shared(&likeness[a], &likeness[b]), 16);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("identity");
    TCase *tcase = tcase_create("all");
    tcase_add_loop_test(tcase, white_space_is_no_part_of_an_identity, 0,
                        sizeof copies / sizeof *copies);
    tcase_add_test(tcase, identities_stay_what_they_are);
    tcase_add_test(tcase, no_text_has_no_identity);
    tcase_add_test(tcase, a_large_text_is_known_by_length_ends_and_samples);
    tcase_add_test(tcase, up_to_a_mebibyte_every_byte_counts);
    tcase_add_loop_test(tcase, clauses_make_two_texts_alike, 0,
                        sizeof pairs / sizeof *pairs);
    tcase_add_test(tcase, articles_that_share_head_and_foot_are_not_alike);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return jd_run_tests("doc/identity", make_suite());
}
