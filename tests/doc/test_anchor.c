/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>

#include "jingdu/base/file.h"
#include "jingdu/doc/anchor.h"
#include "jingdu/text/utf8.h"

#include "tests/support/mix.h"
#include "tests/support/run.h"

/* Where needle stands; it must. */
static size_t place_of(const char *text, const char *needle)
{
    const char *hit = strstr(text, needle);
    ck_assert_msg(hit != NULL, "%s", needle);
    return (size_t)(hit - text);
}

/* Mark the first place of a word in one text, look for it in another. */
static enum jd_anchor_state move_mark(struct jd_str from, size_t mark, struct jd_str to,
                                      size_t *byte)
{
    struct jd_buf bytes = JD_BUF_INIT;
    struct jd_quote quote;
    struct jd_document *doc = jd_document_new(from);
    jd_anchor_make(doc, mark, &bytes, &quote);
    jd_document_free(doc);
    doc = jd_document_new(to);
    enum jd_anchor_state state = jd_anchor_find(doc, &quote, byte);
    jd_document_free(doc);
    jd_buf_release(&bytes);
    return state;
}

/* ---- quotes ------------------------------------------------------------------------ */

static const char article[] =
    "# 大河的**三年**\n\n"
    "**记者甲/某报**\n\n"
    "**2024-05-14 08:30**\n\n"
    "市政府13日宣布，论坛将在河畔举行。参加的有二十一个国家的客人。\n\n"
    "十年前它叫墨水河，鱼虾绝迹。如今[水质达标率](https://example.org)升到"
    "**九成六**，白鹭也飞了回来！\n\n"
    "## 难题\n\n"
    "- 第一天上午：开幕式；\n"
    "- 第二天全天：三个分论坛；\n\n"
    "好。\n\n---\n\n"
    "He came by train. 他说：“河记得每个人。”\n";

static const struct {
    const char *at, *quote, *before_ends, *after_starts;
} quotes[] = {
    { "大河", "大河的三年", "", "某报" },
    { "# 大河", "大河的三年", "", "某报" },
    { "宣布", "市政府13日宣布，论坛将在河畔举行。", "2024-05-14", "参加的有" },
    { "参加", "参加的有二十一个国家的客人。", "河畔举行。", "十年前它叫" },
    { "墨水河", "十年前它叫墨水河，鱼虾绝迹。", "客人。", "如今水质" },
    { "(https", "如今水质达标率升到九成六，白鹭也飞了回来！", "绝迹。", "难题-第一" },
    { "难题", "难题", "回来！", "-第一天" },
    { "第一天", "第一天上午：开幕式；", "难题-", "-第二天" },
    { "- 第二天", "-第二天全天：三个分论坛；", "开幕式；", "好。He" },
    { "好。", "好。", "分论坛；", "Hecame" },
    { "---", "Hecamebytrain.", "好。", "他说：" },
    { "by", "Hecamebytrain.", "好。", "他说：" },
    { "每个人", "他说：“河记得每个人。”", "train.", "" },
    { "”", "他说：“河记得每个人。”", "train.", "" },
};

START_TEST(a_quote_is_what_the_reader_sees_of_the_sentence)
{
    struct jd_buf bytes = JD_BUF_INIT;
    struct jd_quote quote;
    struct jd_document *doc = jd_document_new(jd_str_of(article));
    jd_anchor_make(doc, place_of(article, quotes[_i].at), &bytes, &quote);
    ck_assert_msg(jd_str_eq_c(quote.quote, quotes[_i].quote), "%.*s",
                  JD_STR_ARG(quote.quote));
    ck_assert_msg(jd_str_ends(quote.before, jd_str_of(quotes[_i].before_ends)), "%.*s",
                  JD_STR_ARG(quote.before));
    ck_assert_msg(jd_str_starts(quote.after, jd_str_of(quotes[_i].after_starts)), "%.*s",
                  JD_STR_ARG(quote.after));
    ck_assert_uint_le(jd_utf8_length(quote.before), JD_ANCHOR_CONTEXT);
    ck_assert_uint_le(jd_utf8_length(quote.after), JD_ANCHOR_CONTEXT);
    ck_assert_uint_eq(quote.text_len, sizeof article - 1);
    struct jd_str here = jd_str_sub(quote.quote, quote.at, quote.quote.len);
    struct jd_str there = jd_str_sub(jd_str_of(article), quote.byte, quote.byte + 3);
    ck_assert(jd_str_starts(here, jd_str_sub(there, 0, jd_utf8_next(there, 0).len)));
    jd_document_free(doc);
    jd_buf_release(&bytes);
}
END_TEST

/* A sentence of a megabyte: the quote keeps the part around the place. */
START_TEST(of_an_endless_sentence_the_part_around_the_place_is_kept)
{
    struct jd_buf text = JD_BUF_INIT, bytes = JD_BUF_INIT;
    struct jd_quote quote;
    for (int i = 0; i < 90000; i++)
        jd_buf_printf(&text, "第%d，", i);
    struct jd_document *doc = jd_document_new(jd_buf_str(&text));
    for (size_t mark = 0; mark < text.len; mark += 50021) {
        size_t byte;
        jd_anchor_make(doc, mark, &bytes, &quote);
        ck_assert_uint_le(quote.quote.len, JD_ANCHOR_QUOTE_MAX);
        ck_assert_uint_gt(quote.quote.len, JD_ANCHOR_QUOTE_MAX / 2 - 8);
        ck_assert_uint_lt(quote.at, quote.quote.len);
        ck_assert_int_eq(jd_anchor_find(doc, &quote, &byte), JD_ANCHOR_EXACT);
        ck_assert_uint_eq(byte, quote.byte);
    }
    jd_document_free(doc);
    jd_buf_release(&bytes);
    jd_buf_release(&text);
}
END_TEST

/* ---- the same text ----------------------------------------------------------------- */

/* The place is in a run, at the start of one of its clusters. */
static void check_place(const struct jd_document *doc, size_t byte)
{
    struct jd_str text = jd_document_text(doc);
    struct jd_block block = JD_BLOCK_INIT;
    bool is_seen = false;
    jd_document_block_at(doc, byte, &block);
    for (size_t r = 0; r < block.run_count; r++) {
        const struct jd_run *run = &block.runs[r];
        if (byte < run->start || byte >= run->end)
            continue;
        struct jd_str part = jd_str_sub(text, run->start, run->end);
        is_seen = jd_utf8_cluster_start(part, byte - run->start) == byte - run->start;
    }
    ck_assert_msg(is_seen, "byte %zu", byte);
    jd_block_release(&block);
}

static void check_every_byte(struct jd_str text, size_t step)
{
    struct jd_document *doc = jd_document_new(text);
    struct jd_buf bytes = JD_BUF_INIT;
    size_t last = 0;
    for (size_t mark = 0; mark < text.len; mark += step) {
        struct jd_quote quote;
        size_t byte;
        jd_anchor_make(doc, mark, &bytes, &quote);
        ck_assert_int_eq(jd_anchor_find(doc, &quote, &byte), JD_ANCHOR_EXACT);
        ck_assert_uint_eq(byte, quote.byte);
        ck_assert_uint_ge(byte, last);
        last = byte;
        if (quote.quote.len)
            check_place(doc, byte);
    }
    jd_document_free(doc);
    jd_buf_release(&bytes);
}

static void read_sample(struct jd_buf *into)
{
    struct jd_error err = JD_ERROR_INIT;
    struct jd_buf path = JD_BUF_INIT;
    const char *srcdir = getenv("srcdir");
    jd_buf_printf(&path, "%s/data/sample/article.txt", srcdir ? srcdir : ".");
    ck_assert_msg(jd_file_read(path.data, 1 << 20, into, &err), "%s", err.message);
    jd_buf_release(&path);
}

START_TEST(every_byte_of_the_sample_is_found_where_it_is)
{
    struct jd_buf text = JD_BUF_INIT;
    read_sample(&text);
    check_every_byte(jd_buf_str(&text), 1);
    jd_buf_release(&text);
}
END_TEST

START_TEST(every_byte_of_a_mix_is_found_where_it_is)
{
    for (uint64_t seed = 0; seed < 12; seed++) {
        struct jd_buf text = JD_BUF_INIT;
        jd_mix_text(seed, (enum jd_mix)_i, 700, &text);
        check_every_byte(jd_buf_str(&text), 1);
        jd_buf_release(&text);
    }
    struct jd_buf text = JD_BUF_INIT;
    jd_mix_text(99, (enum jd_mix)_i, 150000, &text);
    check_every_byte(jd_buf_str(&text), 1999);
    jd_buf_release(&text);
}
END_TEST

/* What, how often. */
static const struct {
    const char *part;
    int times;
} small[] = {
    { "", 1 },
    { "a", 1 },
    { "。", 1 },
    { " ", 1 },
    { "\n", 3 },
    { "。", 50 },
    { "好。好。", 30 },
    { "---\n", 5 },
    { "> \n", 4 },
    { "\n \n", 400 },
    { "哈", 9000 },
    { "好。\n\n", 2000 },
    { " \u0301", 3 },
    { "e\u0301e\u0301", 40 },
    { "\xff", 300 },
    { "**\u0301**", 2 },
    { "只有一个句子", 1 },
    { "- 一\n", 100 },
};

START_TEST(odd_texts_are_no_trouble)
{
    struct jd_buf text = JD_BUF_INIT;
    for (int i = 0; i < small[_i].times; i++)
        jd_buf_add_c(&text, small[_i].part);
    check_every_byte(jd_buf_str(&text), text.len > 2000 ? 997 : 1);
    jd_buf_release(&text);
}
END_TEST

START_TEST(a_text_without_words_has_its_start_only)
{
    struct jd_buf bytes = JD_BUF_INIT;
    struct jd_quote quote;
    size_t byte = 7;
    struct jd_document *doc = jd_document_new(JD_STR_EMPTY);
    jd_anchor_make(doc, 5, &bytes, &quote);
    ck_assert_uint_eq(quote.quote.len, 0);
    ck_assert_int_eq(jd_anchor_find(doc, &quote, &byte), JD_ANCHOR_EXACT);
    ck_assert_uint_eq(byte, 0);
    jd_document_free(doc);
    jd_buf_release(&bytes);
}
END_TEST

/* ---- changed texts ----------------------------------------------------------------- */

enum { E = JD_ANCHOR_EXACT, C = JD_ANCHOR_CHANGED, L = JD_ANCHOR_LOST };

static const char story[] =
    "他早上六点起床。窗外下着小雨，街上没有人。他煮了一壶茶。\n\n"
    "邮递员送来一封信，信封上没有名字。他读了三遍才明白。他煮了一壶茶。\n\n"
    "晚上雨停了。他把信放进抽屉里。好。\n";

/* The marked word, the text now, what is expected, at which word. */
static const struct {
    const char *mark, *now;
    int state;
    const char *word;
} changes[] = {
    /* shifted, wrapped, marked up */
    { "送来",
      "前言。\n\n他早上六点起床。窗外下着小雨，街上没有人。他煮了一壶茶。\n\n邮递员送来一"
      "封信，信封上没有名字。他读了三遍才明白。",
      E, "送来" },
    { "送来",
      "他煮了一壶茶。\r\n\r\n　　邮递员送\r\n来一封信，信封\r\n上没有名字。他读了\r\n三遍"
      "才明白。",
      E, "送\r\n来" },
    { "送来", "> 他煮了一壶茶。邮递员**送来**一封[信](http://x.y/z)，信封上没有名字。", E,
      "送来" },
    { "送来", "邮递员送来一封信，信封上没有名字。", E, "送来" },
    /* the same words twice: the neighbours tell */
    { "一壶茶。\n\n邮",
      "他起床。街上没有人。他煮了一壶茶。\n\n邮递员来了。他读了三遍才明白。他煮了一壶茶。"
      "\n\n晚上雨停了。",
      E, "一壶茶。\n\n邮" },
    { "一壶茶。\n\n晚",
      "他起床。街上没有人。他煮了一壶茶。\n\n邮递员来了。他读了三遍才明白。他煮了一壶茶。"
      "\n\n晚上雨停了。",
      E, "一壶茶。\n\n晚" },
    { "一壶茶。\n\n晚", "他煮了一壶茶。\n\n他煮了一壶茶。", L, NULL },
    /* one character, a short sentence */
    { "好。", "晚上雨停了。他把信放进抽屉里。好。\n", E, "好。" },
    { "好。", "晚上雨停了。他把信放进抽屉里。\n", L, NULL },
    { "好。", "他早上六点起床，觉得很好。\n", L, NULL },
    /* changed */
    { "信封", "他煮了一壶茶。\n\n邮差送来了一封信，信封上没有名字。他读了三遍才明白。", C,
      "信封" },
    { "邮递员", "他煮了一壶茶。\n\n邮差送来一封信，信封上没有名字。他读了三遍才明白。", C,
      "邮差" },
    { "名字",
      "他煮了一壶茶。邮递员送来一封信，信封上面什么也没有写，没有名字，也没有地址。他读了"
      "三遍才明白。",
      C, "名字" },
    { "起床", "他今天早上六点半起床。窗外下着小雨，街上没有人。", C, "起床" },
    { "街上", "他早上六点起床。窗外下着小雨，街上没有人，他煮了一壶茶。", C, "街上" },
    /* gone, and something else that is like it elsewhere */
    { "送来", "他早上六点起床。他煮了一壶茶。\n\n他读了三遍才明白。晚上雨停了。", L,
      NULL },
    { "送来",
      "他煮了一壶茶。\n\n他读了三遍才明白。晚上雨停了。他把信放进抽屉里。好。\n\n邮递员送"
      "来一份报，报纸上没有名字。",
      L, NULL },
    { "送来", "今天没有别的消息。", L, NULL },
    { "送来", "", L, NULL },
    /* changed, and one as like beside it */
    { "送来",
      "他煮了一壶茶。\n\n邮递员送来一封信，信纸上没有名字。邮递员送来一封电报，信封上没有"
      "名字。他读了三遍才明白。",
      L, NULL },
};

START_TEST(a_mark_follows_its_sentence_or_is_lost)
{
    const char *now = changes[_i].now;
    size_t byte, len = strlen(now);
    int state = move_mark(jd_str_of(story), place_of(story, changes[_i].mark),
                          jd_str_of(now), &byte);
    ck_assert_msg(state == changes[_i].state, "state %d at %s", state, now + byte);
    ck_assert_uint_le(byte, len);
    if (state == JD_ANCHOR_LOST)
        return;
    size_t expected = place_of(now, changes[_i].word);
    ck_assert_msg(byte == expected, "%s", now + byte);
}
END_TEST

START_TEST(a_lost_mark_guesses_where_it_was)
{
    size_t byte;
    const char *now =
        "新的开头，说些别的事。\n\n他煮了一壶茶。\n\n他读了三遍才明白。他煮了一壶茶。";
    ck_assert_int_eq(
        move_mark(jd_str_of(story), place_of(story, "送来"), jd_str_of(now), &byte),
        JD_ANCHOR_LOST);
    ck_assert_msg(byte == place_of(now, "他读了"), "%s", now + byte);
}
END_TEST

START_TEST(headings_and_list_items_move_alone)
{
    size_t byte;
    const char *now =
        "别的事情先说。\n\n1. 第一天上午：开幕式；\n\n**水质**变了。\n\n**难题之一**\n";
    ck_assert_int_eq(
        move_mark(jd_str_of(article), place_of(article, "开幕式"), jd_str_of(now), &byte),
        JD_ANCHOR_EXACT);
    ck_assert_uint_eq(byte, place_of(now, "开幕式"));
    /* two characters that stand in another heading are no proof */
    ck_assert_int_eq(
        move_mark(jd_str_of(article), place_of(article, "难题"), jd_str_of(now), &byte),
        JD_ANCHOR_LOST);
}
END_TEST

/* ---- large texts ------------------------------------------------------------------- */

/* Lines of words and numbers, no two alike. */
static void add_lines(struct jd_buf *into, int from, int to)
{
    for (int i = from; i < to; i++)
        jd_buf_printf(into, "第%d号报告说，%d年%d人到过这里，天气%s。\n\n", i, i % 97,
                      i * 7919 % 10007, i % 3 ? "晴" : "雨");
}

static void add_reversed(struct jd_buf *into, int from, int to)
{
    add_lines(into, to / 2, to);
    add_lines(into, from, to / 2);
}

START_TEST(a_place_in_a_large_text_is_found_from_afar)
{
    enum { LINES = 80000, MARK = 20011 };
    struct jd_buf before = JD_BUF_INIT, after = JD_BUF_INIT, needle = JD_BUF_INIT;
    size_t byte;
    add_lines(&before, 0, LINES);
    ck_assert_uint_gt(before.len, 4 << 20);
    jd_buf_printf(&needle, "第%d号", MARK);
    size_t mark = place_of(before.data, needle.data);
    jd_buf_add_c(&after, "一些新的话。\n\n");
    add_lines(&after, 0, LINES);
    add_lines(&after, 0, 3);
    ck_assert_int_eq(move_mark(jd_buf_str(&before), mark, jd_buf_str(&after), &byte), E);
    ck_assert_uint_eq(byte, place_of(after.data, needle.data));
    jd_buf_clear(&after);
    add_reversed(&after, 0, LINES);
    ck_assert_int_eq(move_mark(jd_buf_str(&before), mark, jd_buf_str(&after), &byte), E);
    ck_assert_uint_eq(byte, place_of(after.data, needle.data));
    jd_buf_clear(&after);
    add_lines(&after, 0, MARK);
    add_lines(&after, MARK + 1, LINES);
    ck_assert_int_eq(move_mark(jd_buf_str(&before), mark, jd_buf_str(&after), &byte), L);
    jd_buf_release(&needle);
    jd_buf_release(&before);
    jd_buf_release(&after);
}
END_TEST

/* ---- quotes from anywhere ---------------------------------------------------------- */

static const struct jd_quote strange[] = {
    { .byte = UINT64_MAX, .text_len = 0, .quote = { "他", 3 }, .at = 0 },
    { .byte = UINT64_MAX, .text_len = UINT64_MAX, .quote = { "他煮了", 9 }, .at = 9 },
    { .byte = 5, .text_len = 3, .quote = { "\xff\xfe\0\0", 4 }, .at = 2 },
    { .byte = 0, .text_len = 1, .quote = { "   ", 3 }, .at = 1 },
    { .byte = 0, .text_len = 1, .quote = { "", 0 }, .at = 77 },
    { .quote = { "\xe4\xbb", 2 },
      .at = 1,
      .before = { "\x96", 1 },
      .after = { "\n", 1 } },
};

START_TEST(any_quote_gives_a_place)
{
    struct jd_str text = jd_str_of(story);
    struct jd_document *doc = jd_document_new(text);
    struct jd_quote quote = strange[_i];
    size_t byte = text.len + 1;
    if (!quote.before.ptr)
        quote.before = JD_STR_EMPTY;
    if (!quote.after.ptr)
        quote.after = JD_STR_EMPTY;
    ck_assert_int_eq(jd_anchor_find(doc, &quote, &byte), JD_ANCHOR_LOST);
    check_place(doc, byte);
    jd_document_free(doc);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("anchor");
    TCase *tcase = tcase_create("all");
    tcase_set_timeout(tcase, 120);
    tcase_add_loop_test(tcase, a_quote_is_what_the_reader_sees_of_the_sentence, 0,
                        sizeof quotes / sizeof *quotes);
    tcase_add_test(tcase, of_an_endless_sentence_the_part_around_the_place_is_kept);
    tcase_add_test(tcase, every_byte_of_the_sample_is_found_where_it_is);
    tcase_add_loop_test(tcase, every_byte_of_a_mix_is_found_where_it_is, 0, JD_MIX_COUNT);
    tcase_add_loop_test(tcase, odd_texts_are_no_trouble, 0, sizeof small / sizeof *small);
    tcase_add_test(tcase, a_text_without_words_has_its_start_only);
    tcase_add_loop_test(tcase, a_mark_follows_its_sentence_or_is_lost, 0,
                        sizeof changes / sizeof *changes);
    tcase_add_test(tcase, a_lost_mark_guesses_where_it_was);
    tcase_add_test(tcase, headings_and_list_items_move_alone);
    tcase_add_test(tcase, a_place_in_a_large_text_is_found_from_afar);
    tcase_add_loop_test(tcase, any_quote_gives_a_place, 0,
                        sizeof strange / sizeof *strange);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return jd_run_tests("doc/anchor", make_suite());
}
