/* SPDX-License-Identifier: MIT */
#include "jingdu/base/buf.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "jingdu/base/mem.h"

#include "jingdu/base/banned.h"

char jd_buf_empty[1];

void jd_buf_release(struct jd_buf *buf)
{
    if (buf->cap)
        free(buf->data);
    *buf = (struct jd_buf)JD_BUF_INIT;
}

void jd_buf_clear(struct jd_buf *buf)
{
    buf->len = 0;
    if (buf->cap)
        buf->data[0] = '\0';
}

void jd_buf_reserve(struct jd_buf *buf, size_t extra)
{
    if (extra > SIZE_MAX / 2 - buf->len - 1)
        abort();
    size_t need = buf->len + extra + 1;
    if (need <= buf->cap)
        return;
    size_t cap = buf->cap ? buf->cap : 64;
    while (cap < need)
        cap *= 2;
    buf->data = jd_realloc_array(buf->cap ? buf->data : NULL, cap, 1);
    buf->cap = cap;
    buf->data[buf->len] = '\0';
}

void jd_buf_add(struct jd_buf *buf, struct jd_str text)
{
    if (!text.len)
        return;
    jd_buf_reserve(buf, text.len);
    memcpy(buf->data + buf->len, text.ptr, text.len);
    buf->len += text.len;
    buf->data[buf->len] = '\0';
}

void jd_buf_add_c(struct jd_buf *buf, const char *text)
{
    jd_buf_add(buf, jd_str_of(text));
}

void jd_buf_add_char(struct jd_buf *buf, char c)
{
    jd_buf_add(buf, jd_str_make(&c, 1));
}

void jd_buf_add_repeat(struct jd_buf *buf, char c, size_t count)
{
    if (!count)
        return;
    jd_buf_reserve(buf, count);
    memset(buf->data + buf->len, c, count);
    buf->len += count;
    buf->data[buf->len] = '\0';
}

void jd_buf_printf(struct jd_buf *buf, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    int need = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    assert(need >= 0);
    if (need <= 0)
        return;
    jd_buf_reserve(buf, (size_t)need);
    va_start(args, fmt);
    vsnprintf(buf->data + buf->len, (size_t)need + 1, fmt, args);
    va_end(args);
    buf->len += (size_t)need;
}

void jd_buf_cut(struct jd_buf *buf, size_t len)
{
    assert(len <= buf->len);
    buf->len = len;
    if (buf->cap)
        buf->data[len] = '\0';
}

char *jd_buf_take(struct jd_buf *buf)
{
    jd_buf_reserve(buf, 0);
    char *bytes = buf->data;
    *buf = (struct jd_buf)JD_BUF_INIT;
    return bytes;
}
