/* SPDX-License-Identifier: MIT */
/*
 * Any quote in any text, and a mark of one text looked for in another. Five bytes say
 * where the marks are and how often the text is repeated; then come, with zeros between
 * them, the text, another text, a quote, and what stood before and after it.
 */
#include <stdint.h>
#include <stdlib.h>

#include "jingdu/base/buf.h"
#include "jingdu/doc/anchor.h"
#include "jingdu/doc/identity.h"
#include "jingdu/doc/piece.h"
#include "jingdu/text/utf8.h"

#define MUST(cond)                                                                       \
    do {                                                                                 \
        if (!(cond))                                                                     \
            abort();                                                                     \
    } while (0)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool is_blank(struct jd_str text, size_t at)
{
    return jd_blank_len(text, at) > 0;
}

/* A cluster of a run begins at byte; or nothing is seen in the text at all. */
static void check_place(const struct jd_document *doc, size_t byte)
{
    struct jd_str text = jd_document_text(doc);
    struct jd_block block = JD_BLOCK_INIT;
    bool is_seen = false, any = false;
    MUST(byte < text.len || byte == 0);
    jd_document_block_at(doc, byte, &block);
    for (size_t r = 0; r < block.run_count; r++) {
        size_t start = block.runs[r].start, end = block.runs[r].end;
        if (byte >= start && byte < end)
            is_seen =
                jd_utf8_cluster_start(jd_str_sub(text, start, end), byte - start) ==
                byte - start;
        for (size_t at = start; at < end; at += jd_utf8_next(text, at).len)
            any |= !is_blank(text, at);
    }
    MUST(is_seen || !any);
    jd_block_release(&block);
}

/* The words without blanks, as code points: what is left of them must be in the text. */
static void add_words(struct jd_str words, struct jd_buf *into)
{
    for (size_t at = 0; at < words.len;) {
        struct jd_cp cp = jd_utf8_next(words, at);
        if (!is_blank(words, at))
            jd_utf8_add(into, cp.cp);
        at += cp.len;
    }
}

/* Each run by itself: a bad byte at the end of one is no part of what follows. */
static void add_all(const struct jd_document *doc, struct jd_buf *into)
{
    struct jd_str text = jd_document_text(doc);
    struct jd_block block = JD_BLOCK_INIT;
    for (size_t at = 0; at < text.len; at = block.end) {
        jd_document_block_at(doc, at, &block);
        for (size_t r = 0; r < block.run_count; r++)
            add_words(jd_str_sub(text, block.runs[r].start, block.runs[r].end), into);
    }
    jd_block_release(&block);
}

static void check_exact(const struct jd_document *doc, const struct jd_quote *quote)
{
    struct jd_buf all = JD_BUF_INIT, words = JD_BUF_INIT;
    if (quote->quote.len > JD_ANCHOR_QUOTE_MAX)
        return;
    add_all(doc, &all);
    add_words(quote->quote, &words);
    if (words.len <= JD_ANCHOR_QUOTE_MAX)
        MUST(jd_str_find(jd_buf_str(&all), jd_buf_str(&words), 0) != (size_t)-1);
    jd_buf_release(&all);
    jd_buf_release(&words);
}

static void check_find(const struct jd_document *doc, const struct jd_quote *quote)
{
    size_t byte, again;
    enum jd_anchor_state state = jd_anchor_find(doc, quote, &byte);
    check_place(doc, byte);
    if (state == JD_ANCHOR_EXACT)
        check_exact(doc, quote);
    MUST(jd_anchor_find(doc, quote, &again) == state && again == byte);
}

/* A mark is found in its own text where it is; in the other one it does no harm. */
static void check_mark(const struct jd_document *doc, const struct jd_document *other,
                       size_t mark)
{
    struct jd_buf bytes = JD_BUF_INIT;
    struct jd_quote quote;
    size_t byte;
    jd_anchor_make(doc, mark, &bytes, &quote);
    MUST(quote.quote.len <= JD_ANCHOR_QUOTE_MAX);
    MUST(quote.at < quote.quote.len || quote.quote.len == 0);
    MUST(jd_utf8_length(quote.before) <= JD_ANCHOR_CONTEXT);
    MUST(jd_utf8_length(quote.after) <= JD_ANCHOR_CONTEXT);
    MUST(jd_utf8_count_bad(jd_buf_str(&bytes)) == 0);
    MUST(jd_anchor_find(doc, &quote, &byte) == JD_ANCHOR_EXACT);
    MUST(byte == quote.byte);
    check_place(doc, byte);
    check_find(other, &quote);
    jd_buf_release(&bytes);
}

static struct jd_str next_part(struct jd_str *rest)
{
    struct jd_str part;
    return jd_str_split(rest, '\0', &part) ? part : JD_STR_EMPTY;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 5)
        return 0;
    struct jd_str rest = jd_str_make((const char *)data + 5, size - 5);
    struct jd_str first = next_part(&rest), second = next_part(&rest);
    struct jd_quote quote = { .byte = data[0] * 16U, .text_len = data[1] * 16U };
    quote.quote = next_part(&rest);
    quote.before = next_part(&rest);
    quote.after = next_part(&rest);
    quote.at = data[2];
    struct jd_buf text = JD_BUF_INIT;
    for (int i = data[3] >= 0xf0 ? 1 << (data[3] & 7) : 1; i > 0; i--)
        jd_buf_add(&text, first);
    struct jd_document *doc = jd_document_new(jd_buf_str(&text));
    struct jd_document *other = jd_document_new(second);
    check_mark(doc, other, text.len * data[4] / 256);
    check_mark(other, doc, second.len * data[4] / 256);
    check_find(doc, &quote);
    check_find(other, &quote);
    MUST(jd_id_eq(jd_identity_of(first), jd_identity_of(first)));
    jd_document_free(doc);
    jd_document_free(other);
    jd_buf_release(&text);
    return 0;
}
