/* SPDX-License-Identifier: MIT */
/*
 * Borrowed text: a view of bytes that somebody else owns. Not terminated; may hold zeros.
 * Offsets and lengths are bytes.
 */
#ifndef JINGDU_BASE_STR_H
#define JINGDU_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct jd_str {
    const char *ptr; /* never NULL when len > 0 */
    size_t len;
};

#define JD_STR_EMPTY ((struct jd_str){ .ptr = "", .len = 0 })
/* For printf: printf("%.*s", JD_STR_ARG(s)). Only for strings far below INT_MAX. */
#define JD_STR_ARG(s) (int)(s).len, (s).ptr

static inline struct jd_str jd_str_make(const char *ptr, size_t len)
{
    return (struct jd_str){ .ptr = ptr, .len = len };
}

/* A view of a C string; NULL gives the empty string. */
static inline struct jd_str jd_str_of(const char *text)
{
    return text ? jd_str_make(text, strlen(text)) : JD_STR_EMPTY;
}

/* The bytes [start, end); both are clamped to the string, and end to at least start. */
static inline struct jd_str jd_str_sub(struct jd_str s, size_t start, size_t end)
{
    if (end > s.len)
        end = s.len;
    if (start > end)
        start = end;
    return jd_str_make(s.ptr + start, end - start);
}

static inline bool jd_str_eq(struct jd_str a, struct jd_str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

static inline bool jd_str_eq_c(struct jd_str a, const char *b)
{
    return jd_str_eq(a, jd_str_of(b));
}

static inline bool jd_str_starts(struct jd_str s, struct jd_str with)
{
    return s.len >= with.len && (with.len == 0 || memcmp(s.ptr, with.ptr, with.len) == 0);
}

static inline bool jd_str_ends(struct jd_str s, struct jd_str with)
{
    return s.len >= with.len &&
           (with.len == 0 || memcmp(s.ptr + s.len - with.len, with.ptr, with.len) == 0);
}

/* Total order of the bytes: <0, 0, >0. */
int jd_str_compare(struct jd_str a, struct jd_str b);

/* Offset of the first needle at or after from; (size_t)-1 when there is none. */
size_t jd_str_find(struct jd_str s, struct jd_str needle, size_t from);

/* Without ASCII white space at both ends. */
struct jd_str jd_str_trim(struct jd_str s);

/*
 * Cut the part before the first separator off *rest and return it. When there is no
 * separator the whole rest is returned and *rest becomes { NULL, 0 }, which ends the loop:
 * for (struct jd_str rest = s, part; jd_str_split(&rest, '\t', &part);) …
 */
bool jd_str_split(struct jd_str *rest, char separator, struct jd_str *part);

#endif
