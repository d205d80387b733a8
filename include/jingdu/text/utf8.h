/* SPDX-License-Identifier: MIT */
/*
 * UTF-8 as it comes: every byte string can be walked, a bad part counts as one U+FFFD and
 * keeps its bytes (Unicode 15, table 3-7 and "U+FFFD substitution of maximal subparts").
 * Offsets and lengths are bytes.
 */
#ifndef JINGDU_TEXT_UTF8_H
#define JINGDU_TEXT_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "jingdu/base/buf.h"
#include "jingdu/base/str.h"

struct jd_cp {
    uint32_t cp; /* U+FFFD for a bad part */
    uint8_t len; /* bytes, 1 to 4 */
    bool bad;    /* the bytes were not UTF-8 (a real U+FFFD in the text is not bad) */
};

/* What jd_utf8_next does for all but the commonest bytes. */
struct jd_cp jd_utf8_next_other(struct jd_str text, size_t at);

/* The code point at byte at; at must be < text.len. */
static inline struct jd_cp jd_utf8_next(struct jd_str text, size_t at)
{
    const unsigned char *p = (const unsigned char *)text.ptr + at;
    if (p[0] < 0x80)
        return (struct jd_cp){ .cp = p[0], .len = 1 };
    /* U+4000..U+9FFF and U+3000..U+3FFF: nothing but Chinese and its punctuation */
    if (p[0] >= 0xE3 && p[0] <= 0xE9 && text.len - at >= 3 && (p[1] & 0xC0) == 0x80 &&
        (p[2] & 0xC0) == 0x80)
        return (struct jd_cp){
            .cp = (p[0] & 0x0FU) << 12 | (p[1] & 0x3FU) << 6 | (p[2] & 0x3FU), .len = 3
        };
    return jd_utf8_next_other(text, at);
}

/* The code point that ends at byte at (> 0), as a walk from a good boundary would see it.
 */
struct jd_cp jd_utf8_prev(struct jd_str text, size_t at);

/* Append a code point (any up to U+10FFFF but no surrogate; those become U+FFFD). */
void jd_utf8_add(struct jd_buf *buf, uint32_t cp);

/* The largest code-point boundary <= at. */
size_t jd_utf8_floor(struct jd_str text, size_t at);

/*
 * Clusters: what a person takes for one character and a terminal can draw in one place.
 * They are the extended grapheme clusters of UAX #29 with two tailorings. What has cells
 * of its own begins a cluster (each half of a flag, a spacing vowel sign), except inside
 * an emoji joined by ZWJ or coloured by a skin tone, which stays whole. And a cluster
 * ends after 32 code points; in a flood of marks each further mark stands alone, so that
 * both functions look at a bounded part of the text.
 */
enum { JD_UTF8_CLUSTER_MAX = 32 };

/* End of the cluster that starts at byte at (< text.len). */
size_t jd_utf8_cluster_end(struct jd_str text, size_t at);

/* Start of the cluster that contains byte at (<= text.len; text.len stays). */
size_t jd_utf8_cluster_start(struct jd_str text, size_t at);

/* Number of bad parts. Linear, fast on good text. */
size_t jd_utf8_count_bad(struct jd_str text);

/* Number of code points. */
size_t jd_utf8_length(struct jd_str text);

/*
 * What a code point counts as when words are looked up: full-width ASCII as ASCII, ASCII
 * letters in lower case, every middle dot (· • ‧ ・ ･) as U+00B7, CJK compatibility
 * ideographs as their canonical form; 0 for what does not count at all (variation
 * selectors, zero-width characters, soft hyphen).
 */
uint32_t jd_utf8_fold(uint32_t cp);

/* Append text in NFC. Bad parts become U+FFFD. */
void jd_utf8_nfc(struct jd_str text, struct jd_buf *into);

/* The same in NFD. */
void jd_utf8_nfd(struct jd_str text, struct jd_buf *into);

#endif
