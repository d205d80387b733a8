/* SPDX-License-Identifier: MIT */
#include "squeeze.h"

#include <stdlib.h>

#include "jingdu/base/mem.h"
#include "jingdu/doc/anchor.h"
#include "jingdu/text/utf8.h"

#include "jingdu/base/banned.h"

void jd_squeeze_release(struct jd_squeeze *squeeze)
{
    free(squeeze->cps);
    free(squeeze->bytes);
    *squeeze = (struct jd_squeeze)JD_SQUEEZE_INIT;
}

static bool is_blank(uint32_t cp)
{
    return cp == ' ' || (cp >= '\t' && cp <= '\r') || cp == 0xA0 || cp == 0x3000;
}

static void add(struct jd_squeeze *squeeze, uint32_t cp, size_t byte)
{
    size_t cap = squeeze->cap;
    squeeze->cps = jd_grow(squeeze->cps, squeeze->count, &cap, sizeof *squeeze->cps);
    if (cap != squeeze->cap)
        squeeze->bytes = jd_realloc_array(squeeze->bytes, cap, sizeof *squeeze->bytes);
    squeeze->cap = cap;
    squeeze->cps[squeeze->count] = cp;
    squeeze->bytes[squeeze->count++] = byte;
}

static void add_part(struct jd_squeeze *squeeze, struct jd_str text, size_t from, size_t to)
{
    for (size_t at = from; at < to;) {
        struct jd_cp cp = jd_utf8_next(text, at);
        if (!is_blank(cp.cp))
            add(squeeze, cp.cp, at);
        at += cp.len;
    }
}

void jd_squeeze_range(struct jd_squeeze *squeeze, const struct jd_document *doc, size_t from,
                      size_t to)
{
    struct jd_str text = jd_document_text(doc);
    struct jd_block block = JD_BLOCK_INIT;
    if (to > text.len)
        to = text.len;
    for (size_t at = from; at < to; at = block.end) {
        jd_document_block_at(doc, at, &block);
        for (size_t r = 0; r < block.run_count; r++)
            add_part(squeeze, text, block.runs[r].start, block.runs[r].end);
        if (block.end <= at)
            break;
    }
    jd_block_release(&block);
}

void jd_squeeze_str(struct jd_squeeze *squeeze, struct jd_str text)
{
    add_part(squeeze, text, 0, text.len);
}

size_t jd_squeeze_index(const struct jd_squeeze *squeeze, size_t byte)
{
    size_t low = 0, high = squeeze->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (squeeze->bytes[middle] < byte)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void jd_squeeze_add(const struct jd_squeeze *squeeze, size_t from, size_t to,
                    struct jd_buf *into)
{
    for (size_t i = from; i < to && i < squeeze->count; i++)
        jd_utf8_add(into, squeeze->cps[i]);
}
