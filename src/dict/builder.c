/* SPDX-License-Identifier: MIT */
#include "builder.h"

#include <assert.h>
#include <stdlib.h>

#include "jingdu/base/mem.h"

#include "image.h"

#include "jingdu/base/banned.h"

#define NONE UINT32_MAX

struct row {
    struct jd_row_origin origin;
    uint32_t before; /* the previous row of the same head, or NONE */
};

struct head {
    uint32_t key_at, key_count; /* in keys */
    uint32_t last_row;
    uint32_t row_count;
};

struct jd_glossary_builder {
    struct jd_arena arena; /* strings of the terms */
    struct jd_term *terms;
    struct row *rows;
    uint32_t *head_of;
    size_t row_count, row_cap;
    struct head *heads;
    size_t head_count, head_cap;
    uint32_t *keys;
    size_t key_count, key_cap;
    uint32_t *slots; /* open hash of keys → head + 1 */
    size_t slot_count;
    uint32_t text_count;
};

struct jd_glossary_builder *jd_glossary_builder_new(void)
{
    struct jd_glossary_builder *builder = jd_alloc_zero(1, sizeof *builder);
    builder->slot_count = 256;
    builder->slots = jd_alloc_zero(builder->slot_count, sizeof *builder->slots);
    return builder;
}

void jd_glossary_builder_free(struct jd_glossary_builder *builder)
{
    if (!builder)
        return;
    jd_arena_release(&builder->arena);
    free(builder->terms);
    free(builder->rows);
    free(builder->head_of);
    free(builder->heads);
    free(builder->keys);
    free(builder->slots);
    free(builder);
}

uint32_t jd_builder_next_text(struct jd_glossary_builder *builder)
{
    return builder->text_count++;
}

/* ---- heads ------------------------------------------------------------------------- */

static size_t hash_of(const uint32_t *key, size_t count)
{
    uint64_t hash = count;
    for (size_t i = 0; i < count; i++)
        hash = (hash ^ key[i]) * 0x9E3779B97F4A7C15U;
    return (size_t)(hash >> 32);
}

/* The slot that holds the key, or the empty one where it belongs. */
static uint32_t *slot_of(const struct jd_glossary_builder *builder, const uint32_t *key,
                         size_t count)
{
    size_t mask = builder->slot_count - 1;
    for (size_t at = hash_of(key, count) & mask;; at = (at + 1) & mask) {
        uint32_t *slot = &builder->slots[at];
        if (!*slot)
            return slot;
        const struct head *head = &builder->heads[*slot - 1];
        if (head->key_count == count &&
            memcmp(builder->keys + head->key_at, key, count * sizeof *key) == 0)
            return slot;
    }
}

static void grow_slots(struct jd_glossary_builder *builder)
{
    if (builder->head_count * 2 < builder->slot_count)
        return;
    builder->slot_count *= 2;
    free(builder->slots);
    builder->slots = jd_alloc_zero(builder->slot_count, sizeof *builder->slots);
    for (size_t i = 0; i < builder->head_count; i++) {
        const struct head *head = &builder->heads[i];
        *slot_of(builder, builder->keys + head->key_at, head->key_count) =
            (uint32_t)i + 1;
    }
}

static uint32_t head_of_key(struct jd_glossary_builder *builder, const uint32_t *key,
                            size_t count)
{
    grow_slots(builder);
    uint32_t *slot = slot_of(builder, key, count);
    if (*slot)
        return *slot - 1;
    struct head head = { (uint32_t)builder->key_count, (uint32_t)count, NONE, 0 };
    for (size_t i = 0; i < count; i++) {
        builder->keys = jd_grow(builder->keys, builder->key_count, &builder->key_cap,
                                sizeof *builder->keys);
        builder->keys[builder->key_count++] = key[i];
    }
    builder->heads = jd_grow(builder->heads, builder->head_count, &builder->head_cap,
                             sizeof *builder->heads);
    builder->heads[builder->head_count++] = head;
    *slot = (uint32_t)builder->head_count;
    return *slot - 1;
}

/* ---- rows -------------------------------------------------------------------------- */

static struct jd_str keep(struct jd_glossary_builder *builder, struct jd_str text)
{
    if (!text.len)
        return JD_STR_EMPTY;
    return jd_str_make(jd_arena_copy(&builder->arena, text.ptr, text.len), text.len);
}

static struct jd_term keep_term(struct jd_glossary_builder *builder,
                                const struct jd_term *term)
{
    struct jd_term kept = *term;
    kept.headword = keep(builder, term->headword);
    kept.pinyin = keep(builder, term->pinyin);
    kept.short_gloss = keep(builder, term->short_gloss);
    kept.gloss = keep(builder, term->gloss);
    kept.note = keep(builder, term->note);
    kept.traditional = keep(builder, term->traditional);
    kept.aliases = keep(builder, term->aliases);
    return kept;
}

static void grow_rows(struct jd_glossary_builder *builder)
{
    if (builder->row_count < builder->row_cap)
        return;
    size_t cap = builder->row_cap ? builder->row_cap * 2 : 64;
    builder->terms = jd_realloc_array(builder->terms, cap, sizeof *builder->terms);
    builder->rows = jd_realloc_array(builder->rows, cap, sizeof *builder->rows);
    builder->head_of = jd_realloc_array(builder->head_of, cap, sizeof *builder->head_of);
    builder->row_cap = cap;
}

enum jd_put_result jd_builder_put(struct jd_glossary_builder *builder,
                                  const struct jd_term *term, struct jd_row_origin origin,
                                  struct jd_row_origin *before)
{
    uint32_t key[JD_KEY_MAX];
    size_t key_count = jd_image_key(term->headword, key);
    assert(key_count >= 2);
    uint32_t number = head_of_key(builder, key, key_count);
    struct head *head = &builder->heads[number];
    for (uint32_t row = head->last_row; row != NONE; row = builder->rows[row].before) {
        const struct jd_term *other = &builder->terms[row];
        if (other->from == term->from && other->to == term->to) {
            *before = builder->rows[row].origin;
            return JD_PUT_DUPLICATE;
        }
    }
    if (head->row_count == JD_ROWS_PER_HEAD_MAX)
        return JD_PUT_FULL;
    grow_rows(builder);
    uint32_t row = (uint32_t)builder->row_count++;
    builder->terms[row] = keep_term(builder, term);
    builder->rows[row] = (struct row){ origin, head->last_row };
    builder->head_of[row] = number;
    head->last_row = row;
    head->row_count++;
    return JD_PUT_TAKEN;
}

void jd_glossary_builder_write(struct jd_glossary_builder *builder, struct jd_buf *into)
{
    struct jd_image_input input = {
        .terms = builder->terms,
        .head_of = builder->head_of,
        .row_count = builder->row_count,
        .head_count = builder->head_count,
    };
    jd_image_write(&input, into);
}
