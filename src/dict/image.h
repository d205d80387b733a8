/* SPDX-License-Identifier: MIT */
/*
 * The image of a glossary: one flat piece of memory in the byte order of this machine.
 *
 *   header | filter | slots | first | rows | strings | zeros up to a multiple of 8
 *
 * A headword is found by its key: its code points in NFC, folded as the text is. Keys
 * (of headwords first, then traditional forms and aliases that are no headword) stand in
 * a trie whose nodes are the slots of one open hash table: a slot is the child of node
 * parent by the code point cp, and its number is the child's name. Each key has two code
 * points or more, so the nodes of single code points need no slots, and a filter over the
 * first two settles most questions without the table. Heads are headwords; the rows of
 * head h are [first[h], first[h + 1]).
 *
 * Only the header is checked when an image is opened; everything else is checked where it
 * is used, and a damaged part reads as empty.
 */
#ifndef JINGDU_SRC_DICT_IMAGE_H
#define JINGDU_SRC_DICT_IMAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "jingdu/base/buf.h"
#include "jingdu/base/error.h"
#include "jingdu/base/str.h"
#include "jingdu/dict/glossary.h"

#define JD_IMAGE_MAGIC  "jdgloss" /* with its zero */
#define JD_IMAGE_ENDIAN 0x01020304U
enum { JD_IMAGE_VERSION = 1 };

enum { JD_KEY_MAX = 1000, JD_FILTER_WORDS = 1024 };

struct jd_image_header {
    char magic[8];
    uint32_t version;
    uint32_t endian;
    uint32_t head_count, row_count;
    uint32_t slot_bits; /* the table has 1 << slot_bits slots */
    uint32_t probe_max; /* no key stands further behind its place than this */
    uint32_t key_max;   /* code points of the longest key */
    uint32_t strings_len;
};

struct jd_image_slot {
    uint32_t parent;
    uint32_t cp; /* with JD_SLOT_MORE when the node has children; 0: the slot is empty */
    uint32_t head; /* head + 1 of the key that ends here; 0: none does */
};

#define JD_SLOT_MORE 0x80000000U

/* The name of the node of a key's first code point, beyond the number of any slot. */
static inline uint32_t jd_node_of(uint32_t cp)
{
    return cp | 0x80000000U;
}

enum {
    JD_FIELD_HEADWORD,
    JD_FIELD_PINYIN,
    JD_FIELD_SHORT,
    JD_FIELD_GLOSS,
    JD_FIELD_NOTE,
    JD_FIELD_TRADITIONAL,
    JD_FIELD_ALIASES,
    JD_FIELD_COUNT,
};

struct jd_image_row {
    uint32_t at; /* of its fields, one behind the other, in strings */
    uint16_t len[JD_FIELD_COUNT];
    int16_t from, to;
    uint8_t category, kind, common;
    uint8_t zeros[3];
};

/* An image that was opened; borrows its bytes. */
struct jd_image {
    const struct jd_image_header *header;
    const uint64_t *filter;
    const struct jd_image_slot *slots;
    const uint32_t *first;
    const struct jd_image_row *rows;
    const char *strings;
};

/* Where the first two code points of a key stand in the filter: word and bit. */
static inline uint32_t jd_filter_bit(uint32_t one, uint32_t two)
{
    return (one * 0x9E3779B1U ^ two * 0x85EBCA77U) >> 16;
}

static inline bool jd_filter_has(const uint64_t *filter, uint32_t one, uint32_t two)
{
    uint32_t bit = jd_filter_bit(one, two);
    return filter[bit / 64] >> bit % 64 & 1;
}

/* The slot where the search for a child begins. */
static inline uint32_t jd_slot_place(uint32_t parent, uint32_t cp, uint32_t slot_bits)
{
    uint64_t mix = ((uint64_t)parent << 21 ^ cp) * 0x9E3779B97F4A7C15U;
    return (uint32_t)(mix >> (64 - slot_bits));
}

/*
 * The key of a word: its code points in NFC, folded, zeros left out. Returns their
 * number, 0 when there are more than JD_KEY_MAX.
 */
size_t jd_image_key(struct jd_str word, uint32_t key[JD_KEY_MAX]);

/* The fields of a term in the order of the image. */
void jd_image_fields(const struct jd_term *term, struct jd_str fields[JD_FIELD_COUNT]);

/* Rows for jd_image_write: head_of[i] is the head of terms[i], dense from 0. */
struct jd_image_input {
    const struct jd_term *terms;
    const uint32_t *head_of;
    size_t row_count, head_count;
};

/* Append the image; into->len must be a multiple of 8. */
void jd_image_write(const struct jd_image_input *input, struct jd_buf *into);

/* bytes must be 8-byte aligned and outlive the image. Fails with JD_ERR_FORMAT. */
bool jd_image_open(const void *bytes, size_t len, struct jd_image *out,
                   struct jd_error *err) JD_MUST_USE;

/* All keys that folded starts with, shortest first; the ids are heads of this image. */
size_t jd_image_match(const struct jd_image *image, const uint32_t *folded, size_t count,
                      struct jd_match out[JD_MATCHES_MAX]);

/* The head of exactly this key, or UINT32_MAX. */
uint32_t jd_image_find(const struct jd_image *image, const uint32_t *key, size_t count);

/* The rows of head as [*first, *end); empty when the image is damaged there. */
void jd_image_head(const struct jd_image *image, uint32_t head, uint32_t *first,
                   uint32_t *end);

/* One row below header->row_count; source is left to the caller. */
struct jd_term jd_image_term(const struct jd_image *image, uint32_t row);

#endif
