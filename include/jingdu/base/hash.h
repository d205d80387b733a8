/* SPDX-License-Identifier: MIT */
/*
 * Hashes that are kept in files, so they never change: MurmurHash3 (x64, 128 bits, seed
 * 0; Austin Appleby, public domain) over bytes that may come in pieces, and the finaliser
 * of SplitMix64 for single numbers. Not for secrets.
 */
#ifndef JINGDU_BASE_HASH_H
#define JINGDU_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

#include "jingdu/base/id.h"
#include "jingdu/base/str.h"

struct jd_hash {
    uint64_t a, b, len;
    uint8_t tail[16]; /* len % 16 bytes that do not fill a block yet */
};

void jd_hash_start(struct jd_hash *hash);
void jd_hash_add(struct jd_hash *hash, struct jd_str bytes);
/* The hash as an id: a then b, each with its least byte first. */
struct jd_id jd_hash_end(struct jd_hash *hash);

/* All at once: the first 64 bits of the same hash. */
uint64_t jd_hash_bytes(struct jd_str bytes);

/* A number mixed so that each bit of it sways each bit of the answer. */
uint64_t jd_hash_mix(uint64_t number);

#endif
