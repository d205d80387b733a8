/* SPDX-License-Identifier: MIT */
/*
 * Search in an article: literal, fast enough for 100 MB at a key press. Smart case: small
 * ASCII letters of what was typed match capitals too, a capital makes all letters exact.
 * Everything else matches exactly, after NFC of what was typed; a text in NFD is matched
 * too, and so is one with the very characters that were typed. A match goes across what
 * the reader does not see: the joint of hard-wrapped lines, markup inside a paragraph.
 * Each blank that was typed matches any white space that the reader sees as one (a tab,
 * U+00A0, U+3000), and the joint of wrapped Latin lines. No match goes across blocks, nor
 * across the " · " between parts of the META line, nor ends before a combining accent.
 */
#ifndef JINGDU_LANG_FIND_H
#define JINGDU_LANG_FIND_H

#include <stdbool.h>
#include <stddef.h>

#include "jingdu/base/str.h"
#include "jingdu/doc/document.h"

struct jd_find; /* what was typed, made ready */

/* NULL when there is nothing in it to look for (empty, or only zero-width characters). */
struct jd_find *jd_find_new(struct jd_str typed);
void jd_find_free(struct jd_find *find);

struct jd_found {
    size_t start, end; /* bytes of Text, start < end */
};

/*
 * The first match that starts in [from, limit), or the last one that does. Matches may
 * overlap; callers step from the end of one, or from its start plus one character. Linear
 * in limit - from; callers slice it: about 8 MiB fit into an idle slice of 2 ms.
 */
bool jd_find_next(const struct jd_find *find, const struct jd_document *doc, size_t from,
                  size_t limit, struct jd_found *out) JD_MUST_USE;
bool jd_find_previous(const struct jd_find *find, const struct jd_document *doc,
                      size_t from, size_t limit, struct jd_found *out) JD_MUST_USE;

/*
 * The first matches, in order and at most max of them (max > 0), that start in
 * [from, limit); overlapping ones, too. Returns how many; fewer than max means that there
 * are no more. Many at once cost much less than one by one.
 */
size_t jd_find_some(const struct jd_find *find, const struct jd_document *doc,
                    size_t from, size_t limit, struct jd_found *out, size_t max);

#endif
