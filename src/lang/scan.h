/* SPDX-License-Identifier: MIT */
/*
 * Bytes looked for in bytes, at the speed of memory. Two bytes of the needle that are rare in
 * Chinese text are compared at their distance, 64 places at a time (after W. Muła's generic
 * SIMD search); what passes is compared whole. When much passes and little of it is the
 * needle, memmem goes on, so the worst case is linear too.
 */
#ifndef JINGDU_LANG_SCAN_H
#define JINGDU_LANG_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "jingdu/base/str.h"

struct jd_needle {
    struct jd_str bytes;   /* borrowed; not empty; ASCII letters small when any_case */
    bool any_case;         /* small ASCII letters match capitals too */
    uint8_t first, second; /* the two bytes */
    size_t first_at, second_at;
};

void jd_needle_init(struct jd_needle *needle, struct jd_str bytes, bool any_case);

/* Does it stand at byte at? */
bool jd_needle_is_at(const struct jd_needle *needle, struct jd_str text, size_t at);

/* The first place in [from, limit) where it starts; SIZE_MAX: none. It may end behind limit,
 * inside text. */
size_t jd_needle_find(const struct jd_needle *needle, struct jd_str text, size_t from,
                      size_t limit);

/*
 * Bytes behind or before which something may stand that the reader does not see: a tab,
 * * _ [ \ ] (and ^, which is none), and the ends of lines if lines is true.
 */
bool jd_scan_may_hide(char byte, bool lines);

/* Which of the 64 bytes from at on are such: bit n for the n-th. at <= text.len. */
enum { JD_SCAN_STEP = 64 };
uint64_t jd_scan_hiding(struct jd_str text, size_t at, bool lines);

#endif
