/* SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <stdlib.h>

#include "jingdu/base/file.h"
#include "jingdu/layout/flow.h"
#include "jingdu/text/linebreak.h"
#include "jingdu/text/utf8.h"
#include "tests/support/mix.h"
#include "tests/support/run.h"

/* ---- rows as text: "|" ends a row, "_" is an indent or presentation blank -------------
 */

static void dump_row(struct jd_str text, const struct jd_block *block,
                     const struct jd_flow *flow, const struct jd_row *row,
                     struct jd_buf *into)
{
    int col = 0;
    for (uint32_t i = 0; i < row->count; i++) {
        const struct jd_glyph *glyph = &flow->glyphs[row->first + i];
        for (; col < glyph->col; col++)
            jd_buf_add_char(into, '_');
        size_t at = block->start + glyph->offset;
        jd_buf_add(into, jd_str_sub(text, at, at + glyph->len));
        col += glyph->width;
    }
    jd_buf_add_char(into, '|');
}

struct laid {
    struct jd_document *doc;
    struct jd_block block;
    struct jd_glossary *glossary;
    struct jd_annotator *annotator;
    struct jd_annotation notes;
    struct jd_flow flow;
};

static void lay_out(struct laid *laid, struct jd_str text,
                    const struct jd_flow_options *options)
{
    *laid =
        (struct laid){ .doc = jd_document_new(text), .glossary = jd_glossary_new(2023) };
    jd_glossary_add_shipped(laid->glossary);
    laid->annotator = jd_annotator_new(laid->doc, laid->glossary);
    jd_document_block_at(laid->doc, 0, &laid->block);
    jd_annotate_block(laid->annotator, &laid->block, &laid->notes);
    jd_flow_block(text, &laid->block, &laid->notes, options, 0, &laid->flow);
}

static void let_go(struct laid *laid)
{
    jd_flow_release(&laid->flow);
    jd_annotation_release(&laid->notes);
    jd_annotator_free(laid->annotator);
    jd_glossary_free(laid->glossary);
    jd_block_release(&laid->block);
    jd_document_free(laid->doc);
}

static const struct {
    const char *text;
    int measure;
    bool indent, keep_words, hang;
    const char *rows;
} rows[] = {
    /* indent of four cells in the first row only */
    { "一二三四五六七八九十", 8, true, false, false, "__一二三|四五六七|八九十|" },
    { "一二三四五六七八九十", 12, true, false, false, "____一二三四|五六七八九十|" },
    /* a comma never starts a row: it hangs, or takes its character along */
    { "一二三四，五六", 8, false, false, true, "一二三四，|五六|" },
    { "一二三四，五六", 8, false, false, false, "一二三|四，五六|" },
    { "一二三四。”五", 8, false, false, false, "一二三|四。”_五|" },
    /* one mark hangs, not two */
    { "一二三四，。五", 8, false, false, true, "一二三|四，。五|" },
    /* an opening bracket never ends a row */
    { "一二三《五六》", 8, false, false, true, "一二三|《五六》|" },
    /* curly quotes take a blank beside Han, none at row ends or beside marks */
    { "称“坦诚”的", 20, false, false, true, "称_“坦诚”_的|" },
    { "他说，“好。”他", 20, false, false, true, "他说，“好。”_他|" },
    { "一二“三四", 4, false, false, true, "一二|“三|四|" },
    { "don’t 说“A”", 30, false, false, true, "don’t 说_“A”|" },
    /* dashes and ellipses stay whole and do not start a row */
    { "一二三——四", 7, false, false, true, "一二|三——四|" },
    { "一二三……四", 7, false, false, true, "一二|三……四|" },
    /* numbers keep their units, Latin words stay whole */
    { "一二三24日", 8, false, false, true, "一二三|24日|" },
    { "一二三5.2%的", 9, false, false, true, "一二三|5.2%的|" },
    { "一二三APEC会", 8, false, false, true, "一二三|APEC会|" },
    /* a blank at the end of a row takes no room */
    { "ab cd ef", 5, false, false, true, "ab cd |ef|" },
    { "ab cd ef", 4, false, false, true, "ab |cd |ef|" },
    /* names are kept whole while there is another place to break */
    { "美国国务卿布林肯邀请", 12, false, true, true, "美国国务卿|布林肯邀请|" },
    { "美国国务卿布林肯邀请", 12, false, false, true, "美国国务卿布|林肯邀请|" },
    /* a word without any legal break is cut rather than lost */
    { "abcdefghij", 4, false, true, true, "abcd|efgh|ij|" },
    /* one cell of measure: order and coverage, each cluster once */
    { "一二，", 1, false, true, true, "一|二|，|" },
};

START_TEST(rows_end_where_chinese_rows_may_end)
{
    struct jd_flow_options options = { rows[_i].measure, rows[_i].indent,
                                       rows[_i].keep_words, rows[_i].hang };
    struct laid laid;
    struct jd_str text = jd_str_of(rows[_i].text);
    lay_out(&laid, text, &options);
    struct jd_buf got = JD_BUF_INIT;
    for (size_t r = 0; r < laid.flow.row_count; r++)
        if (laid.flow.rows[r].kind == JD_ROW_TEXT)
            dump_row(text, &laid.block, &laid.flow, &laid.flow.rows[r], &got);
    ck_assert_str_eq(got.data, rows[_i].rows);
    ck_assert(jd_flow_is_valid(&laid.flow, &laid.block, options.measure));
    jd_buf_release(&got);
    let_go(&laid);
}
END_TEST

START_TEST(headings_have_space_around_them)
{
    struct jd_flow_options options = { 40, true, true, true };
    struct laid laid;
    lay_out(&laid, jd_str_of("## 标题\n\n正文。\n"), &options);
    ck_assert_uint_eq(laid.flow.row_count, 3);
    ck_assert_int_eq(laid.flow.rows[0].kind, JD_ROW_SPACER);
    ck_assert_int_eq(laid.flow.rows[1].kind, JD_ROW_TEXT);
    ck_assert_int_eq(laid.flow.rows[2].kind, JD_ROW_SPACER);
    let_go(&laid);
}
END_TEST

START_TEST(list_items_hang_from_their_marker)
{
    struct jd_flow_options options = { 12, true, true, true };
    struct laid laid;
    struct jd_str text = jd_str_of("正文。\n\n1. 一二三四五六七八\n");
    lay_out(&laid, text, &options);
    jd_document_block_at(laid.doc, 12, &laid.block);
    ck_assert_int_eq(laid.block.kind, JD_BLOCK_LIST);
    jd_annotate_block(laid.annotator, &laid.block, &laid.notes);
    jd_flow_block(text, &laid.block, &laid.notes, &options, 0, &laid.flow);
    struct jd_buf got = JD_BUF_INIT;
    for (size_t r = 0; r < laid.flow.row_count; r++)
        dump_row(text, &laid.block, &laid.flow, &laid.flow.rows[r], &got);
    ck_assert_str_eq(got.data, "1. 一二三四|___五六七八|");
    jd_buf_release(&got);
    let_go(&laid);
}
END_TEST

/* ---- properties -------------------------------------------------------------------- */

static bool legal_after(const struct jd_flow *flow, size_t glyph)
{
    return jd_linebreak_allowed(flow->glyphs[glyph].brk, flow->glyphs[glyph + 1].brk);
}

/* A forbidden row end is only right in a row without any legal place inside. */
static void check_ends(const struct jd_flow *flow)
{
    for (size_t r = 0; r < flow->row_count; r++) {
        const struct jd_row *row = &flow->rows[r];
        size_t end = row->first + row->count;
        if (!row->count || end >= flow->glyph_count || legal_after(flow, end - 1))
            continue;
        for (size_t g = row->first; g + 1 < end; g++)
            ck_assert_msg(!legal_after(flow, g), "a legal break was passed over");
    }
}

static void check_places(const struct jd_flow *flow, const struct jd_block *block)
{
    for (size_t r = 0; r < flow->row_count; r++) {
        const struct jd_row *row = &flow->rows[r];
        for (uint32_t i = 0; i < row->count; i++) {
            size_t byte = block->start + flow->glyphs[row->first + i].offset;
            ck_assert_uint_eq(jd_flow_row_of(flow, byte), r);
            ck_assert_uint_eq(jd_flow_glyph_of(flow, row, block->start, byte),
                              row->first + i);
        }
        if (row->start < row->end)
            ck_assert_uint_eq(jd_flow_row_of(flow, row->start), r);
    }
}

static void check_text(struct jd_str text, const struct jd_flow_options *options)
{
    struct jd_document *doc = jd_document_new(text);
    struct jd_glossary *glossary = jd_glossary_new(2023);
    jd_glossary_add_shipped(glossary);
    struct jd_annotator *annotator = jd_annotator_new(doc, glossary);
    struct jd_block block = JD_BLOCK_INIT;
    struct jd_annotation notes = JD_ANNOTATION_INIT;
    struct jd_flow flow = JD_FLOW_INIT;
    for (size_t at = 0; at < text.len; at = block.end) {
        jd_document_block_at(doc, at, &block);
        ck_assert_uint_eq(block.start, at);
        jd_annotate_block(annotator, &block, &notes);
        jd_flow_block(text, &block, &notes, options, 0, &flow);
        ck_assert(jd_flow_is_valid(&flow, &block, options->measure));
        check_places(&flow, &block);
        if (options->measure >= 8)
            check_ends(&flow);
    }
    jd_flow_release(&flow);
    jd_annotation_release(&notes);
    jd_block_release(&block);
    jd_annotator_free(annotator);
    jd_glossary_free(glossary);
    jd_document_free(doc);
}

START_TEST(layout_invariants_hold_for_mixed_text)
{
    int measure = _i + 1;
    for (int kind = 0; kind < JD_MIX_COUNT; kind++) {
        struct jd_buf text = JD_BUF_INIT;
        jd_mix_text((uint64_t)(_i * 31 + kind), (enum jd_mix)kind, 3000, &text);
        struct jd_flow_options options = { measure, _i % 2 == 0, _i % 3 != 0,
                                           _i % 5 != 0 };
        check_text(jd_buf_str(&text), &options);
        jd_buf_release(&text);
    }
}
END_TEST

START_TEST(layout_invariants_hold_for_the_articles)
{
    struct jd_buf path = JD_BUF_INIT, text = JD_BUF_INIT;
    const char *srcdir = getenv("srcdir");
    jd_buf_printf(&path, "%s/data/sample/article.txt", srcdir ? srcdir : ".");
    ck_assert(jd_file_read(path.data, 1 << 20, &text, NULL));
    const char *seed = getenv("JD_SEED_ARTICLE");
    if (seed && *seed)
        ck_assert(jd_file_read(seed, 1 << 20, &text, NULL));
    struct jd_flow_options options = { _i + 1, true, true, true };
    check_text(jd_buf_str(&text), &options);
    jd_buf_release(&path);
    jd_buf_release(&text);
}
END_TEST

START_TEST(the_check_of_rows_can_fail)
{
    struct jd_flow_options options = { 8, false, true, true };
    struct laid laid;
    lay_out(&laid, jd_str_of("一二三四五六七八"), &options);
    ck_assert(jd_flow_is_valid(&laid.flow, &laid.block, 8));
    ck_assert(!jd_flow_is_valid(&laid.flow, &laid.block, 4));
    laid.flow.rows[0].end++;
    ck_assert(!jd_flow_is_valid(&laid.flow, &laid.block, 8));
    laid.flow.rows[0].end--;
    laid.flow.glyphs[2].offset++;
    ck_assert(!jd_flow_is_valid(&laid.flow, &laid.block, 8));
    let_go(&laid);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("layout/flow");
    TCase *cases = tcase_create("rows");
    tcase_add_loop_test(cases, rows_end_where_chinese_rows_may_end, 0,
                        sizeof rows / sizeof *rows);
    tcase_add_test(cases, headings_have_space_around_them);
    tcase_add_test(cases, list_items_hang_from_their_marker);
    suite_add_tcase(suite, cases);
    TCase *properties = tcase_create("properties");
    tcase_set_timeout(properties, 60);
    tcase_add_loop_test(properties, layout_invariants_hold_for_mixed_text, 0, 200);
    tcase_add_loop_test(properties, layout_invariants_hold_for_the_articles, 0, 200);
    tcase_add_test(properties, the_check_of_rows_can_fail);
    suite_add_tcase(suite, properties);
    return suite;
}

int main(void)
{
    return jd_run_tests("layout/flow", make_suite());
}
