/* SPDX-License-Identifier: MIT */
/*
 * 128-bit names: of records (random), of texts and named marks (hashes). Written as 32
 * hex digits in lower case.
 */
#ifndef JINGDU_BASE_ID_H
#define JINGDU_BASE_ID_H

#include <stdbool.h>
#include <stdint.h>

#include "jingdu/base/buf.h"
#include "jingdu/base/str.h"

struct jd_id {
    uint8_t bytes[16];
};

#define JD_ID_NONE ((struct jd_id){ .bytes = { 0 } })

/* A new random one, from the system; never JD_ID_NONE. */
struct jd_id jd_id_random(void);

bool jd_id_is_none(struct jd_id id);
bool jd_id_eq(struct jd_id a, struct jd_id b);

/* Append the 32 digits; read exactly 32 (either case). */
void jd_id_add(struct jd_id id, struct jd_buf *into);
bool jd_id_parse(struct jd_str digits, struct jd_id *out) JD_MUST_USE;

#endif
