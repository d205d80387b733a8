/* SPDX-License-Identifier: MIT */
#include "tests/doc/show.h"

#include <check.h>

static const char *const kinds[] = {
    [JD_BLOCK_HEADLINE] = "TITLE", [JD_BLOCK_META] = "META",   [JD_BLOCK_HEADING] = "H",
    [JD_BLOCK_PARAGRAPH] = "P",    [JD_BLOCK_QUOTE] = "QUOTE", [JD_BLOCK_LIST] = "LIST",
    [JD_BLOCK_RULE] = "RULE",      [JD_BLOCK_EMPTY] = "EMPTY",
};
static const char *const emphasis[] = { "", "B", "L", "BL" };
static const char *const joints[] = { "", "_", " · " };

static void show_marked(const struct jd_block *block, struct jd_str text, size_t marker,
                        struct jd_buf *into)
{
    for (size_t i = 0; i < block->run_count; i++) {
        const struct jd_run *run = &block->runs[i];
        jd_buf_add_c(into, joints[run->joint]);
        if (run->emphasis)
            jd_buf_printf(into, "<%s:", emphasis[run->emphasis]);
        size_t mark = marker > run->start && marker <= run->end ? marker : run->start;
        jd_buf_add(into, jd_str_sub(text, run->start, mark));
        if (mark > run->start)
            jd_buf_add_char(into, '^');
        jd_buf_add(into, jd_str_sub(text, mark, run->end));
        if (run->emphasis)
            jd_buf_add_char(into, '>');
    }
}

void show_runs(const struct jd_block *block, struct jd_str text, struct jd_buf *into)
{
    show_marked(block, text, 0, into);
}

void show_block(const struct jd_block *block, struct jd_str text, struct jd_buf *into)
{
    jd_buf_add_c(into, kinds[block->kind]);
    if (block->level)
        jd_buf_printf(into, "%d", block->level);
    jd_buf_add_c(into, block->continues ? "+" : "");
    jd_buf_add_c(into, block->run_count ? " " : "");
    show_marked(block, text, block->kind == JD_BLOCK_LIST ? block->marker_end : 0, into);
    jd_buf_add_char(into, '\n');
}

void show_document(struct jd_str text, struct jd_buf *into)
{
    struct jd_document *doc = jd_document_new(text);
    struct jd_block block = JD_BLOCK_INIT;
    size_t at = 0;
    do {
        jd_document_block_at(doc, at, &block);
        ck_assert_uint_eq(block.start, at);
        ck_assert(jd_block_is_valid(&block, text));
        show_block(&block, text, into);
        at = block.end;
    } while (at < text.len);
    jd_block_release(&block);
    jd_document_free(doc);
}
