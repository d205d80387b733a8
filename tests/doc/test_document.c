/* SPDX-License-Identifier: MIT */
#include "tests/support/run.h"

#include <stdlib.h>

#include "jingdu/base/file.h"
#include "jingdu/doc/document.h"
#include "tests/doc/show.h"

#define HEAD "# 标题\n\n"

/* text behind a headline and how its blocks look */
static const struct {
    const char *text, *shown;
} rows[] = {
    { "一。\n二。\n\n\n三。\n", "P 一。\nP 二。\nP 三。\n" },
    { "　　一。\n　　二。", "P 一。\nP 二。\n" },
    { "**小标题**\n一。", "H2 <B:小标题>\nP 一。\n" },
    { "## 二级\n### 三级 ###\n一。", "H2 二级\nH3 三级\nP 一。\n" },
    { "一。\n# 又一个\n二。", "P 一。\nH1 又一个\nP 二。\n" },
    { "> 引一。\n> 引二。\n>\n> 引三。",
      "QUOTE1 引一。\nQUOTE1 引二。\nEMPTY\nQUOTE1 引三。\n" },
    { "- 一\n- **二**\n  1. 三\n（四）四\n\n1.5万亿",
      "LIST1 - ^一\nLIST1 - ^<B:二>\n"
      "LIST2 1. ^三\nLIST1 （四）^四\nP 1.5万亿\n" },
    { "-\t一", "LIST1 -^_一\n" },
    { "---\n一。\n***", "RULE\nP 一。\nRULE\n" },
    { "![](a.png)\n\n![图](b.png)", "EMPTY\nP <L:图>\n" },
    { "他说**“是。”**然后[走](u)了", "P 他说<B:“是。”>然后<L:走>了\n" },
    { "一\tb\r\n\r\n二\r\n", "P 一_b\nP 二\n" },
    { "一\xff\xfe二\n", "P 一\xff\xfe二\n" },
};

START_TEST(a_text_is_told_as_blocks)
{
    struct jd_buf text = JD_BUF_INIT, out = JD_BUF_INIT;
    jd_buf_printf(&text, "%s正文。\n%s", HEAD, rows[_i].text);
    show_document(jd_buf_str(&text), &out);
    const char *behind = "TITLE 标题\nP 正文。\n";
    ck_assert_int_eq(strncmp(out.data, behind, strlen(behind)), 0);
    ck_assert_str_eq(out.data + strlen(behind), rows[_i].shown);
    jd_buf_release(&text);
    jd_buf_release(&out);
}
END_TEST

START_TEST(the_block_is_clamped_to_the_text)
{
    struct jd_document *doc = jd_document_new(jd_str_of("一\n\n二"));
    struct jd_block block = JD_BLOCK_INIT;
    jd_document_block_at(doc, 1000, &block);
    ck_assert_uint_eq(block.start, 5);
    ck_assert_uint_eq(jd_document_block_start(doc, (size_t)-1), 5);
    jd_block_release(&block);
    jd_document_free(doc);
}
END_TEST

START_TEST(an_empty_text_has_one_empty_block)
{
    struct jd_document *doc = jd_document_new(JD_STR_EMPTY);
    struct jd_block block = JD_BLOCK_INIT;
    jd_document_block_at(doc, 0, &block);
    ck_assert_int_eq(block.kind, JD_BLOCK_EMPTY);
    ck_assert_uint_eq(block.end, 0);
    ck_assert_uint_eq(jd_document_block_start(doc, 5), 0);
    ck_assert_uint_eq(jd_document_section_start(doc, 0), 0);
    ck_assert_uint_eq(jd_document_next_heading(doc, 0, 100), (size_t)-1);
    jd_block_release(&block);
    jd_document_free(doc);
}
END_TEST

START_TEST(a_long_line_goes_on_in_blocks_that_continue)
{
    struct jd_buf text = JD_BUF_INIT;
    jd_buf_add_c(&text, "- ");
    while (text.len < 60000)
        jd_buf_add_c(&text, "外交部宣布消息。");
    jd_buf_add_c(&text, "\n\n另一段。");
    struct jd_document *doc = jd_document_new(jd_buf_str(&text));
    struct jd_block block = JD_BLOCK_INIT;
    int continued = 0;
    for (size_t at = 0; at < text.len; at = block.end) {
        jd_document_block_at(doc, at, &block);
        bool is_last = block.end == text.len;
        ck_assert_int_eq(block.continues, at > 0 && !is_last);
        ck_assert_int_eq(block.kind, at ? JD_BLOCK_PARAGRAPH : JD_BLOCK_LIST);
        continued += block.continues;
    }
    ck_assert_int_ge(continued, 3);
    jd_block_release(&block);
    jd_document_free(doc);
    jd_buf_release(&text);
}
END_TEST

START_TEST(a_heading_that_is_too_long_is_a_paragraph)
{
    struct jd_buf text = JD_BUF_INIT;
    jd_buf_add_c(&text, "一。\n## ");
    while (text.len < 60000)
        jd_buf_add_c(&text, "长");
    struct jd_document *doc = jd_document_new(jd_buf_str(&text));
    struct jd_block block = JD_BLOCK_INIT;
    jd_document_block_at(doc, 10, &block);
    ck_assert_int_eq(block.kind, JD_BLOCK_PARAGRAPH);
    ck_assert_uint_eq(jd_document_next_heading(doc, 0, text.len), (size_t)-1);
    jd_block_release(&block);
    jd_document_free(doc);
    jd_buf_release(&text);
}
END_TEST

/*
 * Large texts: part again and again up to so many bytes, with something else every now
 * and then, which the row number decides.
 */
static const struct {
    const char *name, *part, *other;
    size_t bytes, every;
} large[] = {
    { "a single line", "中国外交部24日宣布，应邀请", "", 8 << 20, 1 << 20 },
    { "a single line of sentences", "他说：“是。”", "然后", 8 << 20, 1000 },
    { "newlines", "\n", "\n", 4 << 20, 1 << 20 },
    { "blank lines and a few words", "   \n", "字\n", 4 << 20, 50000 },
    { "short lines", "北京市\n", "上海\n", 8 << 20, 100 },
    { "paragraphs and headings", "　　外交部宣布消息。\n\n", "## 标题\n", 8 << 20,
      20000 },
    { "wrapped lines", "中国外交部宣布应美国国务卿布林肯的邀请将于\n", "消息。\n\n",
      2 << 20, 900 },
    { "no text", "\xff\xe4\xb8\n\x80", "**", 1 << 20, 3000 },
};

static void make_large(int row, struct jd_buf *into)
{
    size_t next = large[row].every;
    while (into->len < large[row].bytes) {
        jd_buf_add_c(into, large[row].part);
        if (into->len < next)
            continue;
        jd_buf_add_c(into, large[row].other);
        next += large[row].every;
    }
}

/* A walk from the block at byte over a few blocks, each found from inside as well. */
static void walk(const struct jd_document *doc, size_t byte, struct jd_block *block)
{
    struct jd_str text = jd_document_text(doc);
    struct jd_block again = JD_BLOCK_INIT;
    size_t at = jd_document_block_start(doc, byte);
    ck_assert_uint_le(at, byte);
    for (int i = 0; i < 3 && at < text.len; i++, at = block->end) {
        jd_document_block_at(doc, at, block);
        ck_assert_uint_eq(block->start, at);
        ck_assert(jd_block_is_valid(block, text));
        ck_assert(i > 0 || block->end > byte);
        size_t inside = at + (block->end - at) / 3 * 2;
        jd_document_block_at(doc, inside, &again);
        ck_assert_uint_eq(again.start, block->start);
        ck_assert_uint_eq(again.end, block->end);
        size_t section = jd_document_section_start(doc, inside);
        ck_assert_uint_le(section, at);
        ck_assert_uint_lt(at - section, JD_SECTION_MAX);
        ck_assert_uint_eq(jd_document_section_start(doc, section), section);
    }
    jd_block_release(&again);
}

START_TEST(a_large_text_can_be_entered_anywhere)
{
    struct jd_buf text = JD_BUF_INIT;
    make_large(_i, &text);
    struct jd_document *doc = jd_document_new(jd_buf_str(&text));
    struct jd_block block = JD_BLOCK_INIT;
    uint32_t seed = 12345;
    for (int i = 0; i < 60; i++) {
        seed = seed * 1664525 + 1013904223;
        walk(doc, seed % text.len, &block);
    }
    walk(doc, text.len - 1, &block);
    ck_assert_uint_eq(block.end, text.len);
    jd_block_release(&block);
    jd_document_free(doc);
    jd_buf_release(&text);
}
END_TEST

/* The first byte where a walk over all blocks and a walk over all headings disagree. */
static size_t first_wrong_block(const struct jd_document *doc)
{
    struct jd_str text = jd_document_text(doc);
    struct jd_block block = JD_BLOCK_INIT;
    size_t at = 0, heading = jd_document_next_heading(doc, 0, text.len);
    for (; at < text.len; at = block.end) {
        jd_document_block_at(doc, at, &block);
        if (block.start != at || block.end <= at || !jd_block_is_valid(&block, text) ||
            (block.kind == JD_BLOCK_HEADING) != (heading == at))
            break;
        if (heading == at)
            heading = jd_document_next_heading(doc, at + 1, text.len);
    }
    jd_block_release(&block);
    return at < text.len ? at : heading;
}

START_TEST(a_text_is_tiled_from_start_to_end)
{
    struct jd_buf text = JD_BUF_INIT;
    make_large(_i, &text);
    jd_buf_cut(&text, 300000);
    struct jd_document *doc = jd_document_new(jd_buf_str(&text));
    ck_assert_uint_eq(first_wrong_block(doc), (size_t)-1);
    jd_document_free(doc);
    jd_buf_release(&text);
}
END_TEST

static const struct {
    size_t from, limit;
    const char *heading; /* what the heading that is found begins with; NULL: none */
} searches[] = {
    { 0, 1000, "## 二" }, { 17, 1000, "## 二" }, { 18, 1000, "**三**" }, { 0, 17, NULL },
    { 0, 18, "## 二" },   { 1000, 1000, NULL },  { 40, 1000, NULL },     { 5, 3, NULL },
};

START_TEST(the_next_heading_starts_in_the_range)
{
    const char *text = "# 一\n\n正文。\n## 二\n**三**\n**四**五\n";
    struct jd_document *doc = jd_document_new(jd_str_of(text));
    size_t found = jd_document_next_heading(doc, searches[_i].from, searches[_i].limit);
    if (!searches[_i].heading) {
        ck_assert_uint_eq(found, (size_t)-1);
    } else {
        ck_assert_uint_lt(found, strlen(text));
        ck_assert_int_eq(
            strncmp(text + found, searches[_i].heading, strlen(searches[_i].heading)), 0);
    }
    jd_document_free(doc);
}
END_TEST

START_TEST(a_section_starts_at_its_heading_or_at_the_text)
{
    const char *text = "# 一\n\n正文。\n\n## 二\n\n正文。\n\n**三**\n正文。";
    struct jd_document *doc = jd_document_new(jd_str_of(text));
    size_t second = (size_t)(strstr(text, "## ") - text);
    size_t third = (size_t)(strstr(text, "**三") - text);
    for (size_t at = 0; at < strlen(text); at++) {
        size_t expected = at < second ? 0 : at < third ? second : third;
        ck_assert_uint_eq(jd_document_section_start(doc, at), expected);
    }
    jd_document_free(doc);
}
END_TEST

START_TEST(a_text_without_headings_is_cut_at_64_kib)
{
    struct jd_buf text = JD_BUF_INIT;
    while (text.len < 5 * JD_SECTION_MAX)
        jd_buf_add_c(&text, "外交部宣布消息。\n");
    struct jd_document *doc = jd_document_new(jd_buf_str(&text));
    size_t sections = 0, last = (size_t)-1;
    for (size_t at = 0; at < text.len; at += 1000) {
        size_t start = jd_document_section_start(doc, at);
        if (start == last)
            continue;
        ck_assert_uint_lt(start - sections * JD_SECTION_MAX, 100);
        last = start;
        sections++;
    }
    ck_assert_uint_eq(sections, 6 - (text.len % JD_SECTION_MAX < 25));
    jd_document_free(doc);
    jd_buf_release(&text);
}
END_TEST

START_TEST(the_article_of_the_project_reads_as_it_should)
{
    const char *path = getenv("JD_SEED_ARTICLE");
    if (!path)
        return;
    struct jd_buf text = JD_BUF_INIT;
    ck_assert(jd_file_read(path, 1 << 20, &text, NULL));
    struct jd_document *doc = jd_document_new(jd_buf_str(&text));
    const struct jd_head *head = jd_document_head(doc);
    ck_assert(jd_str_eq_c(head->host, "thepaper.cn"));
    ck_assert(jd_str_eq_c(head->date, "2023-10-25"));
    int kinds[JD_BLOCK_EMPTY + 1] = { 0 };
    struct jd_block block = JD_BLOCK_INIT;
    for (size_t at = 0; at < text.len; at = block.end) {
        jd_document_block_at(doc, at, &block);
        kinds[block.kind]++;
    }
    ck_assert_int_eq(kinds[JD_BLOCK_HEADLINE], 1);
    ck_assert_int_eq(kinds[JD_BLOCK_META], 1);
    ck_assert_int_eq(kinds[JD_BLOCK_HEADING], 3);
    ck_assert_int_eq(kinds[JD_BLOCK_PARAGRAPH], 17);
    ck_assert_int_eq(kinds[JD_BLOCK_EMPTY], 0);
    jd_block_release(&block);
    jd_document_free(doc);
    jd_buf_release(&text);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("doc/document");
    TCase *tcase = tcase_create("document");
    int count = sizeof large / sizeof *large;
    tcase_set_timeout(tcase, 60);
    tcase_add_loop_test(tcase, a_text_is_told_as_blocks, 0, sizeof rows / sizeof *rows);
    tcase_add_test(tcase, the_block_is_clamped_to_the_text);
    tcase_add_test(tcase, an_empty_text_has_one_empty_block);
    tcase_add_test(tcase, a_long_line_goes_on_in_blocks_that_continue);
    tcase_add_test(tcase, a_heading_that_is_too_long_is_a_paragraph);
    tcase_add_loop_test(tcase, a_large_text_can_be_entered_anywhere, 0, count);
    tcase_add_loop_test(tcase, a_text_is_tiled_from_start_to_end, 0, count);
    tcase_add_loop_test(tcase, the_next_heading_starts_in_the_range, 0,
                        sizeof searches / sizeof *searches);
    tcase_add_test(tcase, a_section_starts_at_its_heading_or_at_the_text);
    tcase_add_test(tcase, a_text_without_headings_is_cut_at_64_kib);
    tcase_add_test(tcase, the_article_of_the_project_reads_as_it_should);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return jd_run_tests("doc/document", make_suite());
}
