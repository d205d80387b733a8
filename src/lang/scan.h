/* SPDX-License-Identifier: MIT */
/*
 * Bytes looked for in bytes, at the speed of memory. Of what was typed one character is
 * looked for first, the one that is rarest in Chinese news, by the two of its bytes that
 * tell most (the lead bytes E4 to E9 tell nothing), 64 places at a time. All of its bytes
 * stand together wherever the needle stands, whatever the reader does not see between the
 * others. What stands around it is compared only there.
 */
#ifndef JINGDU_LANG_SCAN_H
#define JINGDU_LANG_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "jingdu/base/str.h"

struct jd_needle {
    struct jd_str bytes; /* borrowed; not empty; ASCII letters small when any_case */
    bool any_case;       /* small ASCII letters match capitals too */
    bool is_plain; /* where its bytes stand they are seen, unless in a link's target, or
                      blanks at an end of a line */
    bool is_blank; /* nothing but blanks */
    bool is_bad;   /* not UTF-8: may stand inside of a character, and is not there then */
    size_t at;     /* of the character looked for first, in bytes */
    uint8_t first, second; /* its two bytes, the same when it has only one */
    size_t first_at, second_at;
    uint32_t *borders; /* [i]: of the first i bytes, how many of the last are the first */
};

/* How the text around a place where the character stands looks like the needle. */
enum jd_fit {
    JD_FIT_NOT,
    JD_FIT_WHOLE,  /* its bytes stand there together */
    JD_FIT_BROKEN, /* perhaps with something between that is not seen */
};

void jd_needle_init(struct jd_needle *needle, struct jd_str bytes, bool any_case);
void jd_needle_release(struct jd_needle *needle);

/* The first place in [from, limit) where the character may stand; SIZE_MAX: none. */
size_t jd_needle_next(const struct jd_needle *needle, struct jd_str text, size_t from,
                      size_t limit);

/* Compare around place, which jd_needle_next gave; the bytes looked at are added to
 * *work.
 */
enum jd_fit jd_needle_fit(const struct jd_needle *needle, struct jd_str text,
                          size_t place, size_t *work);

/*
 * Another way, which needs the same time for any text: byte by byte. state: how many
 * bytes of the needle the bytes so far end with, at first 0. Returns it with byte behind
 * them; the needle ends here when it is bytes.len.
 */
size_t jd_needle_step(const struct jd_needle *needle, size_t state, char byte);

/* Bytes of the white space at byte at that is shown as a blank but is none: U+00A0,
 * U+2002, U+3000 and the like; 0: there is none. */
size_t jd_odd_blank(struct jd_str text, size_t at);

#endif
