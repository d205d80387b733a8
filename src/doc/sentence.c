/* SPDX-License-Identifier: MIT */
#include "jingdu/doc/sentence.h"

#include "jingdu/base/buf.h"
#include "jingdu/doc/piece.h"
#include "jingdu/text/han.h"
#include "jingdu/text/utf8.h"

#include "jingdu/base/banned.h"

/* So many marks and closing quotes stay with one sentence end; the rest is another one.
 */
enum { TAIL_MAX = 16 };

static bool is_alnum(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The dot behind a single capital: an initial, an abbreviation such as U.S. */
static bool is_initial(struct jd_str text, size_t dot)
{
    if (dot == 0 || text.ptr[dot - 1] < 'A' || text.ptr[dot - 1] > 'Z')
        return false;
    return dot == 1 || !is_alnum(text.ptr[dot - 2]);
}

/* . ! ? are also parts of numbers, names and addresses. */
static bool ends_latin(struct jd_str text, size_t at, size_t end)
{
    if (end == at + 1 && text.ptr[at] == '.') {
        bool at_blank = end == text.len || jd_blank_len(text, end) > 0;
        return at_blank && !is_initial(text, at);
    }
    return end == text.len || !is_alnum(text.ptr[end]);
}

size_t jd_sentence_mark(struct jd_str text, size_t at)
{
    struct jd_cp mark = jd_utf8_next(text, at);
    if (!jd_char_ends_sentence(mark.cp))
        return 0;
    size_t end = at + mark.len;
    for (int i = 0; i < TAIL_MAX && end < text.len; i++) {
        struct jd_cp next = jd_utf8_next(text, end);
        if (!jd_char_ends_sentence(next.cp) && !jd_char_closes(next.cp))
            break;
        end += next.len;
    }
    if (mark.len == 1 && !ends_latin(text, at, end))
        return 0;
    return end;
}

bool jd_sentence_is_ended(struct jd_str text)
{
    size_t at = text.len;
    while (at > 0) {
        struct jd_cp last = jd_utf8_prev(text, at);
        if (jd_char_ends_sentence(last.cp))
            return true;
        if (!jd_char_closes(last.cp))
            return false;
        at -= last.len;
    }
    return false;
}

/* What is visible of a block, each joint as one blank, and the way back to its bytes. */
static void gather(const struct jd_block *block, struct jd_str text, struct jd_buf *into)
{
    for (size_t i = 0; i < block->run_count; i++) {
        if (block->runs[i].joint != JD_JOINT_NONE)
            jd_buf_add_char(into, ' ');
        jd_buf_add(into, jd_str_sub(text, block->runs[i].start, block->runs[i].end));
    }
}

/* The byte that is seen at this visible offset; for a joint, the one behind it. */
static size_t to_start(const struct jd_block *block, size_t offset)
{
    size_t before = 0;
    for (size_t i = 0; i < block->run_count; i++) {
        const struct jd_run *run = &block->runs[i];
        before += run->joint != JD_JOINT_NONE;
        if (offset <= before)
            return run->start;
        if (offset - before < run->end - run->start)
            return run->start + (offset - before);
        before += run->end - run->start;
    }
    return block->runs[block->run_count - 1].end;
}

/* The end of what is seen before this visible offset (> 0). */
static size_t to_end(const struct jd_block *block, size_t offset)
{
    size_t before = 0, end = block->runs[0].start;
    for (size_t i = 0; i < block->run_count; i++) {
        const struct jd_run *run = &block->runs[i];
        before += run->joint != JD_JOINT_NONE;
        if (offset <= before)
            break;
        end = run->end;
        if (offset - before <= run->end - run->start)
            return run->start + (offset - before);
        before += run->end - run->start;
    }
    return end;
}

static size_t to_offset(const struct jd_block *block, size_t byte)
{
    size_t before = 0;
    for (size_t i = 0; i < block->run_count; i++) {
        const struct jd_run *run = &block->runs[i];
        before += run->joint != JD_JOINT_NONE;
        if (byte < run->start)
            return before;
        if (byte < run->end)
            return before + (byte - run->start);
        before += run->end - run->start;
    }
    return before - 1;
}

void jd_sentence_find(const struct jd_block *block, struct jd_str text, size_t byte,
                      size_t *start, size_t *end)
{
    *start = *end = block->start;
    if (!block->run_count)
        return;
    struct jd_buf visible = JD_BUF_INIT;
    gather(block, text, &visible);
    struct jd_str all = jd_buf_str(&visible);
    size_t wanted = to_offset(block, byte), from = 0, to = all.len;
    for (size_t at = 0; at < all.len;) {
        size_t behind = jd_sentence_mark(all, at);
        if (!behind) {
            at += jd_utf8_next(all, at).len;
            continue;
        }
        at = jd_blank_skip(all, behind, all.len); /* blanks stay with what they follow */
        if (at > wanted) {
            to = at;
            break;
        }
        from = at;
    }
    *start = to_start(block, from);
    *end = to_end(block, to);
    jd_buf_release(&visible);
}
