/* SPDX-License-Identifier: MIT */
#include "jingdu/base/base64.h"

#include <stdint.h>

#include "jingdu/base/banned.h"

void jd_base64_add(struct jd_buf *into, struct jd_str bytes)
{
    static const char digits[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const unsigned char *p = (const unsigned char *)bytes.ptr;
    for (size_t at = 0; at < bytes.len; at += 3) {
        size_t left = bytes.len - at;
        uint32_t group = (uint32_t)p[at] << 16 |
                         (left > 1 ? (uint32_t)p[at + 1] << 8 : 0) |
                         (left > 2 ? p[at + 2] : 0);
        jd_buf_add_char(into, digits[group >> 18]);
        jd_buf_add_char(into, digits[group >> 12 & 63]);
        jd_buf_add_char(into, left > 1 ? digits[group >> 6 & 63] : '=');
        jd_buf_add_char(into, left > 2 ? digits[group & 63] : '=');
    }
}
