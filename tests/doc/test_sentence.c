/* SPDX-License-Identifier: MIT */
#include "tests/support/run.h"

#include "jingdu/doc/document.h"
#include "jingdu/doc/sentence.h"

/* The sentences of a text, parted by | */
static const struct {
    const char *text, *parted;
} rows[] = {
    { "他来了。我走了。", "他来了。|我走了。" },
    { "他说：“是。”然后走了", "他说：“是。”|然后走了" },
    { "真的？！真的……好；再说", "真的？！|真的……|好；再说" },
    { "「好。」』他说", "「好。」』|他说" },
    { "增长3.5%。Yes! No? v1.2", "增长3.5%。|Yes! |No? |v1.2" },
    { "Mr. A met U.S. men. He left.", "Mr. |A met U.S. men. |He left." },
    { "见a.cn?b=1的页面", "见a.cn?b=1的页面" },
    { "一句。　二句", "一句。　|二句" },
    { "。", "。" },
    { "**一。**二。**三**", "一。|二。|三" },
    { "[一](u)二。[三。](v)四", "一二。|三。|四" },
};

START_TEST(a_sentence_ends_with_its_closing_quotes)
{
    struct jd_str text = jd_str_of(rows[_i].text);
    struct jd_document *doc = jd_document_new(text);
    struct jd_block block = JD_BLOCK_INIT;
    jd_document_block_at(doc, 0, &block);
    struct jd_buf out = JD_BUF_INIT;
    size_t last = (size_t)-1;
    for (size_t i = 0; i < block.run_count; i++) {
        for (size_t at = block.runs[i].start; at < block.runs[i].end; at++) {
            size_t start, end;
            jd_document_sentence(doc, &block, at, &start, &end);
            ck_assert_uint_le(start, at);
            ck_assert_uint_gt(end, at);
            if (last != (size_t)-1 && last != start)
                jd_buf_add_char(&out, '|');
            last = start;
            jd_buf_add_char(&out, text.ptr[at]);
        }
    }
    ck_assert_str_eq(out.data, rows[_i].parted);
    jd_buf_release(&out);
    jd_block_release(&block);
    jd_document_free(doc);
}
END_TEST

START_TEST(a_byte_in_a_gap_counts_as_the_next_that_is_seen)
{
    struct jd_str text = jd_str_of("　　**一。**二。\n\n");
    struct jd_document *doc = jd_document_new(text);
    struct jd_block block = JD_BLOCK_INIT;
    size_t start, end;
    jd_document_block_at(doc, 0, &block);
    jd_document_sentence(doc, &block, 0, &start, &end);
    ck_assert_uint_eq(start, 8);
    ck_assert_uint_eq(end, 14);
    jd_document_sentence(doc, &block, 15, &start, &end);
    ck_assert_uint_eq(start, 16);
    jd_document_sentence(doc, &block, text.len - 1, &start, &end);
    ck_assert_uint_eq(start, 16);
    ck_assert_uint_eq(end, 22);
    jd_block_release(&block);
    jd_document_free(doc);
}
END_TEST

START_TEST(a_block_without_runs_has_an_empty_sentence)
{
    struct jd_document *doc = jd_document_new(jd_str_of("一\n\n---\n"));
    struct jd_block block = JD_BLOCK_INIT;
    size_t start = 99, end = 99;
    jd_document_block_at(doc, 6, &block);
    ck_assert_int_eq(block.kind, JD_BLOCK_RULE);
    jd_document_sentence(doc, &block, 6, &start, &end);
    ck_assert_uint_eq(start, 5);
    ck_assert_uint_eq(end, 5);
    jd_block_release(&block);
    jd_document_free(doc);
}
END_TEST

static const struct {
    const char *text;
    bool ended;
} ends[] = {
    { "好。", true },  { "好。”", true }, { "好）", false }, { "好，", false },
    { "好；", false }, { "……", true },    { "ok.", true },   { "", false },
};

START_TEST(closing_quotes_do_not_hide_the_end_of_a_sentence)
{
    ck_assert_int_eq(jd_sentence_is_ended(jd_str_of(ends[_i].text)), ends[_i].ended);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("doc/sentence");
    TCase *tcase = tcase_create("sentence");
    tcase_add_loop_test(tcase, a_sentence_ends_with_its_closing_quotes, 0,
                        sizeof rows / sizeof *rows);
    tcase_add_test(tcase, a_byte_in_a_gap_counts_as_the_next_that_is_seen);
    tcase_add_test(tcase, a_block_without_runs_has_an_empty_sentence);
    tcase_add_loop_test(tcase, closing_quotes_do_not_hide_the_end_of_a_sentence, 0,
                        sizeof ends / sizeof *ends);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return jd_run_tests("doc/sentence", make_suite());
}
