/* SPDX-License-Identifier: MIT */
/*
 * Any bytes as an article. The first byte of the input says how often the rest is
 * repeated, so that small inputs reach the places where long lines, blank runs and
 * sections are cut.
 */
#include <stdint.h>
#include <stdlib.h>

#include "jingdu/base/buf.h"
#include "jingdu/doc/document.h"

#define MUST(cond)                                                                       \
    do {                                                                                 \
        if (!(cond))                                                                     \
            abort();                                                                     \
    } while (0)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_block(const struct jd_document *doc, const struct jd_block *block)
{
    struct jd_str text = jd_document_text(doc);
    MUST(jd_block_is_valid(block, text));
    MUST(block->kind != JD_BLOCK_RULE || block->run_count == 0);
    MUST(block->kind != JD_BLOCK_EMPTY || block->run_count == 0);
    size_t seen = 0;
    for (size_t i = 0; i < block->run_count; i++)
        seen += block->runs[i].end - block->runs[i].start;
    MUST(seen <= 2 * JD_BLOCK_MAX);
    struct jd_buf words = JD_BUF_INIT;
    jd_block_add_text(block, text, &words);
    MUST(!memchr(words.data, '\n', words.len));
    jd_buf_release(&words);
    if (!block->run_count)
        return;
    size_t byte = block->runs[block->run_count / 2].start, start, end;
    jd_document_sentence(doc, block, byte, &start, &end);
    MUST(block->start <= start && start <= byte && byte < end && end <= block->end);
}

/* From every sampled byte, the same block is found. */
static void check_bytes(const struct jd_document *doc, const struct jd_block *block,
                        struct jd_block *again)
{
    size_t len = block->end - block->start, step = len / 3 + 1;
    for (size_t at = block->start; at < block->end; at += step) {
        MUST(jd_document_block_start(doc, at) == block->start);
        jd_document_block_at(doc, at, again);
        MUST(again->start == block->start && again->end == block->end);
        MUST(again->kind == block->kind && again->run_count == block->run_count);
    }
    MUST(jd_document_block_start(doc, block->end - 1) == block->start);
}

static void check_section(const struct jd_document *doc, const struct jd_block *block)
{
    size_t section = jd_document_section_start(doc, block->start);
    MUST(section <= block->start && block->start - section < JD_SECTION_MAX);
    MUST(jd_document_block_start(doc, section) == section);
    MUST(jd_document_section_start(doc, section) == section);
    MUST(block->kind != JD_BLOCK_HEADING || section == block->start);
}

static void check_document(struct jd_str text)
{
    struct jd_document *doc = jd_document_new(text);
    struct jd_block block = JD_BLOCK_INIT, again = JD_BLOCK_INIT;
    size_t heading = jd_document_next_heading(doc, 0, text.len), count = 0;
    for (size_t at = 0; at < text.len; at = block.end) {
        jd_document_block_at(doc, at, &block);
        MUST(block.start == at && block.end > at && block.end <= text.len);
        check_block(doc, &block);
        if (count < 6 || count % 97 == 0) {
            check_bytes(doc, &block, &again);
            check_section(doc, &block);
        }
        count++;
        MUST((block.kind == JD_BLOCK_HEADING) == (heading == at));
        if (heading == at)
            heading = jd_document_next_heading(doc, at + 1, text.len);
    }
    MUST(heading == (size_t)-1);
    const struct jd_head *head = jd_document_head(doc);
    MUST(head->body <= text.len &&
         jd_document_block_start(doc, head->body) <= head->body);
    jd_block_release(&block);
    jd_block_release(&again);
    jd_document_free(doc);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const size_t lengths[] = { 20000, 40000, 70000, 140000 };
    if (size < 2)
        return 0;
    bool is_repeated = data[0] >= 0xf0;
    size_t wanted = is_repeated ? lengths[data[0] >> 2 & 3] : 0;
    struct jd_buf text = JD_BUF_INIT;
    /* Some bytes may stand before the repeated ones, so that they do not line up. */
    jd_buf_add_repeat(&text, 'x', is_repeated ? data[0] & 3 : 0);
    do {
        jd_buf_add(&text, jd_str_make((const char *)data + 1, size - 1));
    } while (text.len < wanted);
    check_document(jd_buf_str(&text));
    jd_buf_release(&text);
    return 0;
}
