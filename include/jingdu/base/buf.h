/* SPDX-License-Identifier: MIT */
/* Growable bytes. data is never NULL, data[len] is 0, and zeros may occur before it. */
#ifndef JINGDU_BASE_BUF_H
#define JINGDU_BASE_BUF_H

#include <stdarg.h>
#include <stddef.h>

#include "jingdu/base/error.h"
#include "jingdu/base/str.h"

struct jd_buf {
    char *data; /* owned when cap > 0 */
    size_t len; /* bytes in use */
    size_t cap;
};

extern char jd_buf_empty[1];
#define JD_BUF_INIT { .data = jd_buf_empty }

/* Contents only, not the struct; the buffer is empty and usable afterwards. */
void jd_buf_release(struct jd_buf *buf);

/* Forget the contents, keep the memory. */
void jd_buf_clear(struct jd_buf *buf);

/* Make room for extra more bytes and the zero behind them. */
void jd_buf_reserve(struct jd_buf *buf, size_t extra);

void jd_buf_add(struct jd_buf *buf, struct jd_str text);
void jd_buf_add_c(struct jd_buf *buf, const char *text);
void jd_buf_add_char(struct jd_buf *buf, char c);
void jd_buf_add_repeat(struct jd_buf *buf, char c, size_t count);
void jd_buf_printf(struct jd_buf *buf, const char *fmt, ...) JD_PRINTF(2, 3);

/* Cut to len bytes; len must not exceed the present length. */
void jd_buf_cut(struct jd_buf *buf, size_t len);

/* Borrowed until the next write. */
static inline struct jd_str jd_buf_str(const struct jd_buf *buf)
{
    return jd_str_make(buf->data, buf->len);
}

/* The bytes are the caller's (free()); buf is empty. */
char *jd_buf_take(struct jd_buf *buf);

#endif
