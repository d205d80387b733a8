/* SPDX-License-Identifier: MIT */
#include "squeeze.h"

#include <stdlib.h>

#include "jingdu/base/mem.h"
#include "jingdu/text/utf8.h"

#include "jingdu/base/banned.h"

enum { SETTLE_LOOK = 1 << 20 };

void jd_squeeze_release(struct jd_squeeze *squeeze)
{
    free(squeeze->cps);
    free(squeeze->bytes);
    free(squeeze->blocks);
    *squeeze = (struct jd_squeeze)JD_SQUEEZE_INIT;
}

/* As jd_blank_len sees it. */
static bool is_blank(uint32_t cp)
{
    return cp == ' ' || (cp >= '\t' && cp <= '\r') || cp == 0xA0 || cp == 0x3000;
}

static void reserve(struct jd_squeeze *squeeze, size_t extra)
{
    size_t cap = squeeze->cap ? squeeze->cap : 256;
    while (cap < squeeze->count + extra)
        cap *= 2;
    if (cap == squeeze->cap)
        return;
    squeeze->cps = jd_realloc_array(squeeze->cps, cap, sizeof *squeeze->cps);
    squeeze->bytes = jd_realloc_array(squeeze->bytes, cap, sizeof *squeeze->bytes);
    squeeze->cap = cap;
}

/* Bytes [from, to) of text; a part that is cut off at to is bad, whatever follows. */
static void add_part(struct jd_squeeze *squeeze, struct jd_str text, size_t from,
                     size_t to)
{
    text = jd_str_sub(text, 0, to);
    reserve(squeeze, to - from);
    size_t count = squeeze->count;
    for (size_t at = from; at < to;) {
        struct jd_cp cp = jd_utf8_next(text, at);
        squeeze->cps[count] = cp.cp;
        squeeze->bytes[count] = (uint32_t)(at - squeeze->base);
        count += !is_blank(cp.cp);
        at += cp.len;
    }
    squeeze->count = count;
}

static void add_block(struct jd_squeeze *squeeze, struct jd_str text,
                      const struct jd_block *block)
{
    if (!block->continues) {
        squeeze->blocks = jd_grow(squeeze->blocks, squeeze->block_count,
                                  &squeeze->block_cap, sizeof *squeeze->blocks);
        squeeze->blocks[squeeze->block_count++] = (uint32_t)squeeze->count;
    }
    for (size_t r = 0; r < block->run_count; r++)
        add_part(squeeze, text, block->runs[r].start, block->runs[r].end);
    squeeze->end = block->end;
}

static void restart(struct jd_squeeze *squeeze, size_t byte, size_t text_len)
{
    squeeze->text_len = text_len;
    squeeze->count = squeeze->block_count = 0;
    squeeze->base = squeeze->start = squeeze->end = byte;
}

/* From the start of a block to behind to, or until there are enough code points. */
static void add_blocks(struct jd_squeeze *squeeze, const struct jd_document *doc,
                       size_t to, size_t enough)
{
    struct jd_str text = jd_document_text(doc);
    struct jd_block block = JD_BLOCK_INIT;
    while (squeeze->end < to && squeeze->count < enough) {
        jd_document_block_at(doc, squeeze->end, &block);
        add_block(squeeze, text, &block);
    }
    jd_block_release(&block);
}

void jd_squeeze_range(struct jd_squeeze *squeeze, const struct jd_document *doc,
                      size_t from, size_t to)
{
    struct jd_str text = jd_document_text(doc);
    restart(squeeze, jd_document_block_start(doc, from), text.len);
    add_blocks(squeeze, doc, to < text.len ? to : text.len, SIZE_MAX);
}

static size_t count_seen(struct jd_str text, const struct jd_block *block)
{
    size_t seen = 0;
    for (size_t r = 0; r < block->run_count; r++) {
        struct jd_str part = jd_str_sub(text, 0, block->runs[r].end);
        for (size_t at = block->runs[r].start; at < part.len;) {
            struct jd_cp cp = jd_utf8_next(part, at);
            seen += !is_blank(cp.cp);
            at += cp.len;
        }
    }
    return seen;
}

/* Where to begin, so that enough code points stand before the block at byte. */
static size_t find_front(const struct jd_document *doc, size_t start)
{
    struct jd_str text = jd_document_text(doc);
    struct jd_block block = JD_BLOCK_INIT;
    size_t front = start;
    for (size_t seen = 0;
         front > 0 && seen < JD_SQUEEZE_SIDE && start - front < JD_SQUEEZE_LOOK;) {
        jd_document_block_at(doc, front - 1, &block);
        seen += count_seen(text, &block);
        front = block.start;
    }
    jd_block_release(&block);
    return front;
}

void jd_squeeze_near(struct jd_squeeze *squeeze, const struct jd_document *doc,
                     size_t byte)
{
    struct jd_str text = jd_document_text(doc);
    struct jd_block block = JD_BLOCK_INIT;
    jd_document_block_at(doc, byte, &block);
    restart(squeeze, find_front(doc, block.start), text.len);
    add_blocks(squeeze, doc, block.end, SIZE_MAX);
    size_t limit =
        text.len - block.end < JD_SQUEEZE_LOOK ? text.len : block.end + JD_SQUEEZE_LOOK;
    add_blocks(squeeze, doc, limit, squeeze->count + JD_SQUEEZE_SIDE);
    jd_block_release(&block);
}

void jd_squeeze_str(struct jd_squeeze *squeeze, struct jd_str text)
{
    restart(squeeze, 0, text.len);
    add_part(squeeze, text, 0, text.len);
}

size_t jd_squeeze_index(const struct jd_squeeze *squeeze, size_t byte)
{
    size_t low = 0, high = squeeze->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (jd_squeeze_byte(squeeze, middle) < byte)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void jd_squeeze_block(const struct jd_squeeze *squeeze, size_t index, size_t *from,
                      size_t *to)
{
    size_t low = 0, high = squeeze->block_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (squeeze->blocks[middle] <= index)
            low = middle + 1;
        else
            high = middle;
    }
    *from = low ? squeeze->blocks[low - 1] : 0;
    *to = low < squeeze->block_count ? squeeze->blocks[low] : squeeze->count;
}

/* ---- the cluster that is seen ------------------------------------------------------ */

/* Start of the cluster of the run that contains byte. */
static size_t cluster_at(struct jd_str text, const struct jd_run *run, size_t byte)
{
    return run->start + jd_utf8_cluster_start(jd_str_sub(text, run->start, run->end),
                                              byte - run->start);
}

static bool is_seen(struct jd_str text, const struct jd_run *run, size_t cluster)
{
    struct jd_str part = jd_str_sub(text, run->start, run->end);
    size_t end = jd_utf8_cluster_end(part, cluster - run->start);
    for (size_t at = cluster - run->start; at < end;) {
        struct jd_cp cp = jd_utf8_next(part, at);
        if (!is_blank(cp.cp))
            return true;
        at += cp.len;
    }
    return false;
}

static bool first_seen(struct jd_str text, const struct jd_block *block, size_t from,
                       size_t *byte)
{
    for (size_t r = 0; r < block->run_count; r++) {
        const struct jd_run *run = &block->runs[r];
        if (run->end <= from)
            continue;
        struct jd_str part = jd_str_sub(text, 0, run->end);
        size_t at = cluster_at(text, run, from > run->start ? from : run->start);
        for (; at < run->end; at += jd_utf8_next(part, at).len) {
            size_t cluster = cluster_at(text, run, at);
            if (!is_seen(text, run, cluster))
                continue;
            *byte = cluster;
            return true;
        }
    }
    return false;
}

static bool last_seen(struct jd_str text, const struct jd_block *block, size_t *byte)
{
    for (size_t r = block->run_count; r-- > 0;) {
        const struct jd_run *run = &block->runs[r];
        struct jd_str part = jd_str_sub(text, run->start, run->end);
        for (size_t at = part.len; at > 0;) {
            at = jd_utf8_cluster_start(part, at - 1);
            if (!is_seen(text, run, run->start + at))
                continue;
            *byte = run->start + at;
            return true;
        }
    }
    return false;
}

bool jd_squeeze_settle(const struct jd_document *doc, size_t *byte)
{
    struct jd_str text = jd_document_text(doc);
    struct jd_block block = JD_BLOCK_INIT;
    if (*byte >= text.len)
        *byte = text.len ? text.len - 1 : 0;
    size_t from = *byte, at = from;
    bool found = false;
    while (!found && at < text.len && at - from < SETTLE_LOOK) {
        jd_document_block_at(doc, at, &block);
        found = first_seen(text, &block, from, byte);
        at = block.end;
    }
    at = text.len ? from + 1 : 0;
    while (!found && at > 0 && from + 1 - at < SETTLE_LOOK) {
        jd_document_block_at(doc, at - 1, &block);
        found = last_seen(text, &block, byte);
        at = block.start;
    }
    jd_block_release(&block);
    return found;
}
