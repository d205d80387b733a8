/* SPDX-License-Identifier: MIT */
#include "jingdu/base/hash.h"

#include <string.h>

#include "jingdu/base/banned.h"

static const uint64_t factor_a = 0x87c37b91114253d5, factor_b = 0x4cf5ad432745937f;

static uint64_t rotate(uint64_t value, int by)
{
    return value << by | value >> (64 - by);
}

static uint64_t read_64(const uint8_t *bytes)
{
    uint64_t value = 0;
    for (int i = 7; i >= 0; i--)
        value = value << 8 | bytes[i];
    return value;
}

static uint64_t scramble_a(uint64_t k)
{
    return rotate(k * factor_a, 31) * factor_b;
}

static uint64_t scramble_b(uint64_t k)
{
    return rotate(k * factor_b, 33) * factor_a;
}

static void add_block(struct jd_hash *hash, const uint8_t *block)
{
    hash->a ^= scramble_a(read_64(block));
    hash->a = (rotate(hash->a, 27) + hash->b) * 5 + 0x52dce729;
    hash->b ^= scramble_b(read_64(block + 8));
    hash->b = (rotate(hash->b, 31) + hash->a) * 5 + 0x38495ab5;
}

void jd_hash_start(struct jd_hash *hash)
{
    *hash = (struct jd_hash){ .a = 0 };
}

void jd_hash_add(struct jd_hash *hash, struct jd_str bytes)
{
    enum { BLOCK = sizeof hash->tail };
    const uint8_t *at = (const uint8_t *)bytes.ptr;
    size_t left = bytes.len, held = hash->len % BLOCK;
    if (!left) /* what is empty may be nowhere */
        return;
    hash->len += bytes.len;
    if (held) {
        size_t take = left < BLOCK - held ? left : BLOCK - held;
        memcpy(hash->tail + held, at, take);
        at += take;
        left -= take;
        if (held + take < BLOCK)
            return;
        add_block(hash, hash->tail);
    }
    for (; left >= BLOCK; at += BLOCK, left -= BLOCK)
        add_block(hash, at);
    if (left)
        memcpy(hash->tail, at, left);
}

static uint64_t finish(uint64_t k)
{
    k = (k ^ k >> 33) * 0xff51afd7ed558ccd;
    k = (k ^ k >> 33) * 0xc4ceb9fe1a85ec53;
    return k ^ k >> 33;
}

struct jd_id jd_hash_end(struct jd_hash *hash)
{
    size_t held = hash->len % sizeof hash->tail;
    uint8_t block[sizeof hash->tail] = { 0 };
    memcpy(block, hash->tail, held);
    if (held > 8)
        hash->b ^= scramble_b(read_64(block + 8));
    if (held)
        hash->a ^= scramble_a(read_64(block));
    uint64_t a = hash->a ^ hash->len, b = hash->b ^ hash->len;
    a += b;
    b += a;
    a = finish(a);
    b = finish(b);
    a += b;
    b += a;
    struct jd_id id;
    for (int i = 0; i < 8; i++) {
        id.bytes[i] = (uint8_t)(a >> 8 * i);
        id.bytes[8 + i] = (uint8_t)(b >> 8 * i);
    }
    return id;
}

uint64_t jd_hash_bytes(struct jd_str bytes)
{
    struct jd_hash hash;
    jd_hash_start(&hash);
    jd_hash_add(&hash, bytes);
    return read_64(jd_hash_end(&hash).bytes);
}

uint64_t jd_hash_mix(uint64_t number)
{
    number = (number ^ number >> 30) * 0xbf58476d1ce4e5b9;
    number = (number ^ number >> 27) * 0x94d049bb133111eb;
    return number ^ number >> 31;
}
