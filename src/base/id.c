/* SPDX-License-Identifier: MIT */
#include "jingdu/base/id.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/random.h>

#include "jingdu/base/banned.h"

struct jd_id jd_id_random(void)
{
    struct jd_id id = JD_ID_NONE;
    while (jd_id_is_none(id)) {
        ssize_t got = getrandom(id.bytes, sizeof id.bytes, 0); /* never short below 256 */
        if (got != (ssize_t)sizeof id.bytes && errno != EINTR)
            abort(); /* a system without random numbers */
    }
    return id;
}

bool jd_id_is_none(struct jd_id id)
{
    return jd_id_eq(id, JD_ID_NONE);
}

bool jd_id_eq(struct jd_id a, struct jd_id b)
{
    return memcmp(a.bytes, b.bytes, sizeof a.bytes) == 0;
}

void jd_id_add(struct jd_id id, struct jd_buf *into)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < sizeof id.bytes; i++) {
        jd_buf_add_char(into, digits[id.bytes[i] >> 4]);
        jd_buf_add_char(into, digits[id.bytes[i] & 15]);
    }
}

static int digit_value(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    if (digit >= 'a' && digit <= 'f')
        return digit - 'a' + 10;
    if (digit >= 'A' && digit <= 'F')
        return digit - 'A' + 10;
    return -1;
}

bool jd_id_parse(struct jd_str digits, struct jd_id *out)
{
    struct jd_id id;
    if (digits.len != 2 * sizeof id.bytes)
        return false;
    for (size_t i = 0; i < sizeof id.bytes; i++) {
        int high = digit_value(digits.ptr[2 * i]),
            low = digit_value(digits.ptr[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        id.bytes[i] = (uint8_t)(high << 4 | low);
    }
    *out = id;
    return true;
}
