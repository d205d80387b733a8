/* SPDX-License-Identifier: MIT */
#include "jingdu/layout/index.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "jingdu/base/mem.h"

#include "jingdu/base/banned.h"

enum {
    SLOTS = 256,
    SLOTS_KEPT = 8,          /* never fewer, however large their blocks */
    GLYPHS_KEPT = 48 * 1024, /* about 3 MiB with their tokens */
};

struct slot {
    struct jd_laid laid;
    uint64_t used; /* tick of the last use; 0: empty */
};

struct jd_index {
    const struct jd_document *doc;
    struct jd_annotator *annotator;
    struct jd_flow_options options;
    struct slot slots[SLOTS];
    size_t filled;      /* slots in use */
    size_t glyph_count; /* in all of them */
    size_t latest;      /* slot of the last answer: the next question is often the same */
    uint64_t tick;
};

struct jd_index *jd_index_new(const struct jd_document *doc,
                              struct jd_annotator *annotator,
                              const struct jd_flow_options *options)
{
    struct jd_index *index = jd_alloc_zero(1, sizeof *index);
    index->doc = doc;
    index->annotator = annotator;
    index->options = *options;
    return index;
}

static void empty_slot(struct jd_index *index, struct slot *slot)
{
    if (!slot->used)
        return;
    index->glyph_count -= slot->laid.flow.glyph_count;
    index->filled--;
    jd_block_release(&slot->laid.block);
    jd_annotation_release(&slot->laid.annotation);
    jd_flow_release(&slot->laid.flow);
    slot->used = 0;
}

void jd_index_free(struct jd_index *index)
{
    if (!index)
        return;
    for (size_t i = 0; i < SLOTS; i++)
        empty_slot(index, &index->slots[i]);
    free(index);
}

void jd_index_set_options(struct jd_index *index, const struct jd_flow_options *options)
{
    const struct jd_flow_options *now = &index->options;
    if (now->measure == options->measure && now->indent == options->indent &&
        now->keep_words == options->keep_words && now->hang == options->hang)
        return;
    for (size_t i = 0; i < SLOTS; i++)
        empty_slot(index, &index->slots[i]);
    index->options = *options;
}

const struct jd_flow_options *jd_index_options(const struct jd_index *index)
{
    return &index->options;
}

static bool holds(const struct slot *slot, size_t byte)
{
    return slot->used && slot->laid.block.start <= byte && byte < slot->laid.block.end;
}

static struct slot *oldest(struct jd_index *index)
{
    struct slot *found = NULL;
    for (size_t i = 0; i < SLOTS; i++) {
        struct slot *slot = &index->slots[i];
        if (slot->used && (!found || slot->used < found->used))
            found = slot;
    }
    return found;
}

static struct slot *free_slot(struct jd_index *index)
{
    while (index->filled == SLOTS ||
           (index->glyph_count > GLYPHS_KEPT && index->filled > SLOTS_KEPT))
        empty_slot(index, oldest(index));
    struct slot *slot = index->slots;
    while (slot->used)
        slot++;
    *slot = (struct slot){ .laid = { .block = JD_BLOCK_INIT,
                                     .annotation = JD_ANNOTATION_INIT,
                                     .flow = JD_FLOW_INIT } };
    return slot;
}

static struct slot *lay_out(struct jd_index *index, size_t byte)
{
    struct slot *slot = free_slot(index);
    struct jd_laid *laid = &slot->laid;
    jd_document_block_at(index->doc, byte, &laid->block);
    jd_annotate_block(index->annotator, &laid->block, &laid->annotation);
    size_t body = jd_document_head(index->doc)->body;
    int space =
        body > 0 && laid->block.start == body && laid->block.kind != JD_BLOCK_HEADING;
    jd_flow_block(jd_document_text(index->doc), &laid->block, &laid->annotation,
                  &index->options, space, &laid->flow);
    index->filled++;
    index->glyph_count += laid->flow.glyph_count;
    return slot;
}

const struct jd_laid *jd_index_block(struct jd_index *index, size_t byte)
{
    size_t len = jd_document_text(index->doc).len;
    if (byte >= len)
        byte = len ? len - 1 : 0;
    struct slot *slot = &index->slots[index->latest];
    if (!holds(slot, byte)) {
        slot = NULL;
        for (size_t i = 0; i < SLOTS && !slot; i++)
            if (holds(&index->slots[i], byte))
                slot = &index->slots[i];
        if (!slot)
            slot = lay_out(index, byte);
    }
    slot->used = ++index->tick;
    index->latest = (size_t)(slot - index->slots);
    return &slot->laid;
}

struct jd_line jd_index_find(struct jd_index *index, size_t byte)
{
    const struct jd_laid *laid = jd_index_block(index, byte);
    return (struct jd_line){ laid->block.start, jd_flow_row_of(&laid->flow, byte) };
}

const struct jd_row *jd_index_row(struct jd_index *index, struct jd_line line,
                                  const struct jd_laid **laid)
{
    const struct jd_laid *found = jd_index_block(index, line.block);
    if (laid)
        *laid = found;
    size_t last = found->flow.row_count - 1;
    return &found->flow.rows[line.row < last ? line.row : last];
}

bool jd_index_next(struct jd_index *index, struct jd_line *line)
{
    const struct jd_laid *laid = jd_index_block(index, line->block);
    if (line->row + 1 < laid->flow.row_count) {
        line->row++;
        return true;
    }
    if (laid->block.end >= jd_document_text(index->doc).len)
        return false;
    *line = (struct jd_line){ laid->block.end, 0 };
    return true;
}

bool jd_index_previous(struct jd_index *index, struct jd_line *line)
{
    if (line->row > 0) {
        const struct jd_laid *laid = jd_index_block(index, line->block);
        size_t last = laid->flow.row_count - 1;
        line->row = line->row <= last ? line->row - 1 : last;
        return true;
    }
    if (line->block == 0)
        return false;
    const struct jd_laid *laid = jd_index_block(index, line->block - 1);
    *line = (struct jd_line){ laid->block.start, laid->flow.row_count - 1 };
    return true;
}

size_t jd_index_move(struct jd_index *index, struct jd_line *line, long rows)
{
    size_t moved = 0;
    for (; rows > 0 && jd_index_next(index, line); rows--)
        moved++;
    for (; rows < 0 && jd_index_previous(index, line); rows++)
        moved++;
    return moved;
}

int jd_index_percent(const struct jd_index *index, size_t byte)
{
    size_t len = jd_document_text(index->doc).len;
    if (len == 0 || byte >= len)
        return 100;
    int percent = (int)((double)byte * 100.0 / (double)len);
    return percent > 99 ? 99 : percent;
}
