/* SPDX-License-Identifier: MIT */
#include "image.h"

#include <string.h>

#include "jingdu/text/utf8.h"

#include "jingdu/base/banned.h"

size_t jd_image_key(struct jd_str word, uint32_t key[JD_KEY_MAX])
{
    struct jd_buf normal = JD_BUF_INIT;
    jd_utf8_nfc(word, &normal);
    struct jd_str text = jd_buf_str(&normal);
    size_t count = 0;
    for (size_t at = 0; at < text.len;) {
        struct jd_cp next = jd_utf8_next(text, at);
        uint32_t cp = jd_utf8_fold(next.cp);
        at += next.len;
        if (!cp)
            continue;
        if (count == JD_KEY_MAX) {
            count = 0;
            break;
        }
        key[count++] = cp;
    }
    jd_buf_release(&normal);
    return count;
}

void jd_image_fields(const struct jd_term *term, struct jd_str fields[JD_FIELD_COUNT])
{
    fields[JD_FIELD_HEADWORD] = term->headword;
    fields[JD_FIELD_PINYIN] = term->pinyin;
    fields[JD_FIELD_SHORT] = term->short_gloss;
    fields[JD_FIELD_GLOSS] = term->gloss;
    fields[JD_FIELD_NOTE] = term->note;
    fields[JD_FIELD_TRADITIONAL] = term->traditional;
    fields[JD_FIELD_ALIASES] = term->aliases;
}

/* ---- opening ----------------------------------------------------------------------- */

static bool header_is_sound(const struct jd_image_header *header)
{
    return header->slot_bits >= 1 && header->slot_bits <= 30 &&
           header->probe_max < 1U << header->slot_bits && header->key_max <= JD_KEY_MAX &&
           header->head_count < UINT32_MAX && header->row_count < UINT32_MAX;
}

static uint64_t size_of(const struct jd_image_header *header)
{
    uint64_t size = sizeof *header + JD_FILTER_WORDS * sizeof(uint64_t);
    size += ((uint64_t)1 << header->slot_bits) * sizeof(struct jd_image_slot);
    size += ((uint64_t)header->head_count + 1) * sizeof(uint32_t);
    size += (uint64_t)header->row_count * sizeof(struct jd_image_row);
    size += header->strings_len;
    return (size + 7) / 8 * 8;
}

bool jd_image_open(const void *bytes, size_t len, struct jd_image *out,
                   struct jd_error *err)
{
    const struct jd_image_header *header = bytes;
    if (len < sizeof *header || (uintptr_t)bytes % 8 != 0 ||
        memcmp(header->magic, JD_IMAGE_MAGIC, sizeof header->magic) != 0)
        return jd_fail(err, JD_ERR_FORMAT, "this is not a glossary image");
    if (header->version != JD_IMAGE_VERSION || header->endian != JD_IMAGE_ENDIAN)
        return jd_fail(err, JD_ERR_FORMAT,
                       "the glossary image was made for another version or machine");
    if (!header_is_sound(header) || size_of(header) != len)
        return jd_fail(err, JD_ERR_FORMAT, "the glossary image is damaged");
    out->header = header;
    out->filter = (const uint64_t *)(header + 1);
    out->slots = (const struct jd_image_slot *)(out->filter + JD_FILTER_WORDS);
    out->first = (const uint32_t *)(out->slots + ((size_t)1 << header->slot_bits));
    out->rows = (const struct jd_image_row *)(out->first + header->head_count + 1);
    out->strings = (const char *)(out->rows + header->row_count);
    return true;
}

/* ---- keys -------------------------------------------------------------------------- */

static const struct jd_image_slot *child(const struct jd_image *image, uint32_t parent,
                                         uint32_t cp)
{
    uint32_t bits = image->header->slot_bits, mask = (1U << bits) - 1;
    uint32_t at = jd_slot_place(parent, cp, bits);
    for (uint32_t probe = 0; probe <= image->header->probe_max; probe++) {
        const struct jd_image_slot *slot = &image->slots[(at + probe) & mask];
        if (!slot->cp)
            return NULL;
        if ((slot->cp & ~JD_SLOT_MORE) == cp && slot->parent == parent)
            return slot;
    }
    return NULL;
}

size_t jd_image_match(const struct jd_image *image, const uint32_t *folded, size_t count,
                      struct jd_match out[JD_MATCHES_MAX])
{
    size_t found = 0;
    if (count > image->header->key_max)
        count = image->header->key_max;
    uint32_t node = count ? jd_node_of(folded[0]) : 0;
    for (size_t i = 1; i < count && found < JD_MATCHES_MAX; i++) {
        const struct jd_image_slot *slot = child(image, node, folded[i]);
        if (!slot)
            break;
        if (slot->head && slot->head <= image->header->head_count)
            out[found++] = (struct jd_match){ (uint32_t)i + 1, slot->head - 1 };
        if (!(slot->cp & JD_SLOT_MORE))
            break;
        node = (uint32_t)(slot - image->slots);
    }
    return found;
}

uint32_t jd_image_find(const struct jd_image *image, const uint32_t *key, size_t count)
{
    const struct jd_image_slot *slot = NULL;
    uint32_t node = count ? jd_node_of(key[0]) : 0;
    for (size_t i = 1; i < count; i++) {
        slot = child(image, node, key[i]);
        if (!slot)
            return UINT32_MAX;
        node = (uint32_t)(slot - image->slots);
    }
    if (!slot || !slot->head || slot->head > image->header->head_count)
        return UINT32_MAX;
    return slot->head - 1;
}

/* ---- rows -------------------------------------------------------------------------- */

void jd_image_head(const struct jd_image *image, uint32_t head, uint32_t *first,
                   uint32_t *end)
{
    *first = *end = 0;
    if (head >= image->header->head_count)
        return;
    uint32_t from = image->first[head], to = image->first[head + 1];
    if (from > to || to > image->header->row_count)
        return;
    *first = from;
    *end = to;
}

static struct jd_str next_field(const struct jd_image *image, size_t *at, size_t len)
{
    if (len > image->header->strings_len - *at)
        return JD_STR_EMPTY;
    struct jd_str field = jd_str_make(image->strings + *at, len);
    *at += len;
    return field;
}

struct jd_term jd_image_term(const struct jd_image *image, uint32_t number)
{
    const struct jd_image_row *row = &image->rows[number];
    struct jd_str fields[JD_FIELD_COUNT];
    size_t at = row->at <= image->header->strings_len ? row->at : 0;
    for (int i = 0; i < JD_FIELD_COUNT; i++)
        fields[i] = next_field(image, &at, row->len[i]);
    return (struct jd_term){
        .headword = fields[JD_FIELD_HEADWORD],
        .pinyin = fields[JD_FIELD_PINYIN],
        .short_gloss = fields[JD_FIELD_SHORT],
        .gloss = fields[JD_FIELD_GLOSS],
        .note = fields[JD_FIELD_NOTE],
        .traditional = fields[JD_FIELD_TRADITIONAL],
        .aliases = fields[JD_FIELD_ALIASES],
        .category = row->category < JD_CAT_COUNT ? row->category : JD_CAT_TERM,
        .kind = row->kind == JD_TERM_WORD ? JD_TERM_WORD : JD_TERM_PHRASE,
        .from = row->from,
        .to = row->to,
        .common = row->common,
    };
}
