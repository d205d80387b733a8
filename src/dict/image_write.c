/* SPDX-License-Identifier: MIT */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "jingdu/base/mem.h"

#include "image.h"

#include "jingdu/base/banned.h"

/* A key waiting to be put into the trie. */
struct key {
    uint32_t at, count; /* in the pool */
    uint32_t head;
};

struct writer {
    uint32_t *pool;
    size_t pool_count, pool_cap;
    struct key *keys;
    size_t key_count, key_cap;
    struct jd_image_slot *slots;
    uint32_t slot_bits, probe_max, key_max;
    size_t node_count;
};

/* ---- keys -------------------------------------------------------------------------- */

static void add_key(struct writer *writer, struct jd_str word, uint32_t head)
{
    uint32_t cps[JD_KEY_MAX];
    size_t count = jd_image_key(word, cps);
    if (count < 2)
        return;
    struct key key = { (uint32_t)writer->pool_count, (uint32_t)count, head };
    for (size_t i = 0; i < count; i++) {
        writer->pool = jd_grow(writer->pool, writer->pool_count, &writer->pool_cap,
                               sizeof *writer->pool);
        writer->pool[writer->pool_count++] = cps[i];
    }
    writer->keys =
        jd_grow(writer->keys, writer->key_count, &writer->key_cap, sizeof *writer->keys);
    writer->keys[writer->key_count++] = key;
    if (count > writer->key_max)
        writer->key_max = (uint32_t)count;
}

/* Headwords come first: an alias never takes a headword's place. */
static void gather_keys(struct writer *writer, const struct jd_image_input *input)
{
    for (size_t i = 0; i < input->row_count; i++)
        add_key(writer, input->terms[i].headword, input->head_of[i]);
    for (size_t i = 0; i < input->row_count; i++) {
        const struct jd_term *term = &input->terms[i];
        add_key(writer, term->traditional, input->head_of[i]);
        for (struct jd_str rest = term->aliases, alias; jd_str_split(&rest, ';', &alias);)
            add_key(writer, jd_str_trim(alias), input->head_of[i]);
    }
}

/* ---- trie -------------------------------------------------------------------------- */

static uint32_t step(struct writer *writer, uint32_t parent, uint32_t cp)
{
    uint32_t mask = (1U << writer->slot_bits) - 1, probe = 0;
    uint32_t at = jd_slot_place(parent, cp, writer->slot_bits);
    for (;; at = (at + 1) & mask, probe++) {
        struct jd_image_slot *slot = &writer->slots[at];
        if (slot->cp && ((slot->cp & ~JD_SLOT_MORE) != cp || slot->parent != parent))
            continue;
        if (!slot->cp) {
            *slot = (struct jd_image_slot){ .parent = parent, .cp = cp };
            writer->node_count++;
            if (probe > writer->probe_max)
                writer->probe_max = probe;
        }
        return at;
    }
}

static void put_key(struct writer *writer, const struct key *key)
{
    uint32_t node = jd_node_of(writer->pool[key->at]);
    for (uint32_t i = 1; i < key->count; i++) {
        uint32_t next = step(writer, node, writer->pool[key->at + i]);
        if (i > 1)
            writer->slots[node].cp |= JD_SLOT_MORE;
        node = next;
    }
    if (!writer->slots[node].head)
        writer->slots[node].head = key->head + 1;
}

/* Fill a table with room for node_max nodes, two thirds full at most. */
static void fill_trie(struct writer *writer, size_t node_max)
{
    free(writer->slots);
    writer->slot_bits = 1;
    while (((size_t)2 << writer->slot_bits) / 3 < node_max)
        writer->slot_bits++;
    assert(writer->slot_bits <= 30);
    writer->slots = jd_alloc_zero((size_t)1 << writer->slot_bits, sizeof *writer->slots);
    writer->node_count = 0;
    writer->probe_max = 0;
    for (size_t i = 0; i < writer->key_count; i++)
        put_key(writer, &writer->keys[i]);
}

/* Keys share beginnings, so the first table only tells how large the second has to be. */
static void build_trie(struct writer *writer)
{
    fill_trie(writer, writer->pool_count);
    fill_trie(writer, writer->node_count);
}

/* ---- sections ---------------------------------------------------------------------- */

static void add_bytes(struct jd_buf *into, const void *bytes, size_t count, size_t size)
{
    jd_buf_add(into, jd_str_make(bytes, count * size));
}

static void add_header(const struct writer *writer, const struct jd_image_input *input,
                       size_t strings_len, struct jd_buf *into)
{
    struct jd_image_header header = {
        .magic = JD_IMAGE_MAGIC,
        .version = JD_IMAGE_VERSION,
        .endian = JD_IMAGE_ENDIAN,
        .head_count = (uint32_t)input->head_count,
        .row_count = (uint32_t)input->row_count,
        .slot_bits = writer->slot_bits,
        .probe_max = writer->probe_max,
        .key_max = writer->key_max,
        .strings_len = (uint32_t)strings_len,
    };
    add_bytes(into, &header, 1, sizeof header);
}

static void add_filter(const struct writer *writer, struct jd_buf *into)
{
    uint64_t filter[JD_FILTER_WORDS] = { 0 };
    for (size_t i = 0; i < writer->key_count; i++) {
        const uint32_t *key = writer->pool + writer->keys[i].at;
        uint32_t bit = jd_filter_bit(key[0], key[1]);
        filter[bit / 64] |= (uint64_t)1 << bit % 64;
    }
    add_bytes(into, filter, JD_FILTER_WORDS, sizeof *filter);
}

static struct jd_image_row row_of(const struct jd_term *term, struct jd_buf *strings)
{
    struct jd_str fields[JD_FIELD_COUNT];
    jd_image_fields(term, fields);
    struct jd_image_row row = {
        .at = (uint32_t)strings->len,
        .from = (int16_t)term->from,
        .to = (int16_t)term->to,
        .category = (uint8_t)term->category,
        .kind = (uint8_t)term->kind,
        .common = term->common,
    };
    for (int i = 0; i < JD_FIELD_COUNT; i++) {
        row.len[i] = (uint16_t)fields[i].len;
        jd_buf_add(strings, fields[i]);
    }
    return row;
}

/* Counting sort: first[] by head, and the rows in that order. */
static void add_rows(const struct jd_image_input *input, struct jd_buf *strings,
                     struct jd_buf *into)
{
    size_t heads = input->head_count;
    uint32_t *first = jd_alloc_zero(heads + 2, sizeof *first);
    struct jd_image_row *rows = jd_alloc_zero(input->row_count, sizeof *rows);
    for (size_t i = 0; i < input->row_count; i++)
        first[input->head_of[i] + 2]++;
    for (size_t h = 1; h <= heads; h++)
        first[h + 1] += first[h];
    for (size_t i = 0; i < input->row_count; i++)
        rows[first[input->head_of[i] + 1]++] = row_of(&input->terms[i], strings);
    add_bytes(into, first, heads + 1, sizeof *first);
    add_bytes(into, rows, input->row_count, sizeof *rows);
    free(first);
    free(rows);
}

void jd_image_write(const struct jd_image_input *input, struct jd_buf *into)
{
    assert(into->len % 8 == 0);
    struct writer writer = { 0 };
    struct jd_buf strings = JD_BUF_INIT, rows = JD_BUF_INIT;
    gather_keys(&writer, input);
    build_trie(&writer);
    add_rows(input, &strings, &rows);
    add_header(&writer, input, strings.len, into);
    add_filter(&writer, into);
    add_bytes(into, writer.slots, (size_t)1 << writer.slot_bits, sizeof *writer.slots);
    jd_buf_add(into, jd_buf_str(&rows));
    jd_buf_add(into, jd_buf_str(&strings));
    jd_buf_add_repeat(into, '\0', (8 - into->len % 8) % 8);
    jd_buf_release(&strings);
    jd_buf_release(&rows);
    free(writer.pool);
    free(writer.keys);
    free(writer.slots);
}
