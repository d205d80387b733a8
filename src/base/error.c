/* SPDX-License-Identifier: MIT */
#include "jingdu/base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "jingdu/base/banned.h"

/* Drop a UTF-8 sequence that the size of the buffer cut in two. */
static void trim_partial(char *text, size_t capacity)
{
    size_t len = strlen(text);
    if (len + 1 < capacity)
        return;
    size_t back = len;
    while (back > 0 && len - back < 3 && ((unsigned char)text[back - 1] & 0xC0) == 0x80)
        back--;
    if (back == 0)
        return;
    unsigned char lead = (unsigned char)text[back - 1];
    size_t need = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    if (need > 1 && len - (back - 1) < need)
        text[back - 1] = '\0';
}

JD_PRINTF(2, 0)
static void set_message(struct jd_error *err, const char *fmt, va_list args)
{
    vsnprintf(err->message, sizeof err->message, fmt, args);
    trim_partial(err->message, sizeof err->message);
}

bool jd_fail(struct jd_error *err, enum jd_error_code code, const char *fmt, ...)
{
    if (!err)
        return false;
    err->code = code;
    err->sys_errno = 0;
    va_list args;
    va_start(args, fmt);
    set_message(err, fmt, args);
    va_end(args);
    return false;
}

bool jd_fail_errno(struct jd_error *err, int errnum, const char *fmt, ...)
{
    if (!err)
        return false;
    err->code = JD_ERR_IO;
    err->sys_errno = errnum;
    va_list args;
    va_start(args, fmt);
    set_message(err, fmt, args);
    va_end(args);
    size_t used = strlen(err->message);
    snprintf(err->message + used, sizeof err->message - used, ": %s", strerror(errnum));
    trim_partial(err->message, sizeof err->message);
    return false;
}

void jd_error_prefix(struct jd_error *err, const char *fmt, ...)
{
    if (!err)
        return;
    char rest[sizeof err->message];
    memcpy(rest, err->message, sizeof rest);
    va_list args;
    va_start(args, fmt);
    set_message(err, fmt, args);
    va_end(args);
    size_t used = strlen(err->message);
    snprintf(err->message + used, sizeof err->message - used, "%s", rest);
    trim_partial(err->message, sizeof err->message);
}
