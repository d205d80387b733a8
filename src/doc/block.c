/* SPDX-License-Identifier: MIT */
#include "jingdu/doc/block.h"

#include <stdlib.h>

#include "jingdu/base/mem.h"

#include "jingdu/base/banned.h"

void jd_block_release(struct jd_block *block)
{
    free(block->runs);
    *block = (struct jd_block)JD_BLOCK_INIT;
}

void jd_block_clear(struct jd_block *block)
{
    *block = (struct jd_block){ .kind = JD_BLOCK_EMPTY,
                                .runs = block->runs,
                                .run_cap = block->run_cap };
}

void jd_block_add_run(struct jd_block *block, struct jd_run run)
{
    if (run.start >= run.end)
        return;
    if (!block->run_count)
        run.joint = JD_JOINT_NONE;
    block->runs =
        jd_grow(block->runs, block->run_count, &block->run_cap, sizeof *block->runs);
    block->runs[block->run_count++] = run;
}

void jd_block_add_text(const struct jd_block *block, struct jd_str text,
                       struct jd_buf *into)
{
    jd_block_add_range(block, text, 0, text.len, into);
}

void jd_block_add_range(const struct jd_block *block, struct jd_str text, size_t start,
                        size_t end, struct jd_buf *into)
{
    bool any = false;
    for (size_t i = 0; i < block->run_count; i++) {
        const struct jd_run *run = &block->runs[i];
        size_t from = run->start > start ? run->start : start;
        size_t to = run->end < end ? run->end : end;
        if (from >= to)
            continue;
        if (any && run->joint == JD_JOINT_BLANK)
            jd_buf_add_char(into, ' ');
        else if (any && run->joint == JD_JOINT_DOT)
            jd_buf_add_c(into, " · ");
        jd_buf_add(into, jd_str_sub(text, from, to));
        any = true;
    }
}

bool jd_block_is_valid(const struct jd_block *block, struct jd_str text)
{
    if (block->end > text.len || (block->start >= block->end && text.len))
        return false;
    if (block->marker_end < block->start || block->marker_end > block->end)
        return false;
    size_t at = block->start;
    for (size_t i = 0; i < block->run_count; i++) {
        const struct jd_run *run = &block->runs[i];
        if (run->start < at || run->start >= run->end || run->end > block->end)
            return false;
        if (memchr(text.ptr + run->start, '\n', run->end - run->start))
            return false;
        if (i == 0 && run->joint != JD_JOINT_NONE)
            return false;
        at = run->end;
    }
    return true;
}
