/* SPDX-License-Identifier: MIT */
#include "jingdu/base/str.h"

#include "jingdu/base/banned.h"

int jd_str_compare(struct jd_str a, struct jd_str b)
{
    size_t shared = a.len < b.len ? a.len : b.len;
    int order = shared ? memcmp(a.ptr, b.ptr, shared) : 0;
    if (order)
        return order;
    return a.len < b.len ? -1 : a.len > b.len;
}

size_t jd_str_find(struct jd_str s, struct jd_str needle, size_t from)
{
    if (from > s.len)
        return (size_t)-1;
    if (needle.len == 0)
        return from;
    const char *hit = memmem(s.ptr + from, s.len - from, needle.ptr, needle.len);
    return hit ? (size_t)(hit - s.ptr) : (size_t)-1;
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

struct jd_str jd_str_trim(struct jd_str s)
{
    while (s.len && is_space(s.ptr[0])) {
        s.ptr++;
        s.len--;
    }
    while (s.len && is_space(s.ptr[s.len - 1]))
        s.len--;
    return s;
}

bool jd_str_split(struct jd_str *rest, char separator, struct jd_str *part)
{
    if (!rest->ptr)
        return false;
    const char *cut = rest->len ? memchr(rest->ptr, separator, rest->len) : NULL;
    if (!cut) {
        *part = *rest;
        *rest = (struct jd_str){ .ptr = NULL, .len = 0 };
        return true;
    }
    *part = jd_str_make(rest->ptr, (size_t)(cut - rest->ptr));
    rest->len -= part->len + 1;
    rest->ptr = cut + 1;
    return true;
}
