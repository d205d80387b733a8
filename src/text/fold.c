/* SPDX-License-Identifier: MIT */
#include "jingdu/text/utf8.h"

#include <stdlib.h>
#include <uninorm.h>

#include "cell_kind.h"

#include "jingdu/base/banned.h"

static bool is_compatibility_ideograph(uint32_t cp)
{
    return cp - 0xF900 < 0x200 || cp - 0x2F800 < 0x220;
}

static bool is_middle_dot(uint32_t cp)
{
    return cp == 0x00B7 || cp == 0x2022 || cp == 0x2027 || cp == 0x30FB || cp == 0xFF65;
}

static bool counts_for_nothing(uint32_t cp)
{
    return cp == 0x00AD || cp - 0x200B < 5 || cp - 0x202A < 5 || cp - 0x2060 < 0x10 ||
           cp == 0xFEFF || cp == 0x061C || jd_cell_kind(cp) == JD_CELL_SELECTOR;
}

uint32_t jd_utf8_fold(uint32_t cp)
{
    if (cp - 0x4E00 < 0x5200)
        return cp;
    if (cp - 0xFF01 < 0x5E)
        cp -= 0xFF01 - '!';
    if (cp < 0x80)
        return cp >= 'A' && cp <= 'Z' ? cp | 0x20 : cp;
    if (is_middle_dot(cp))
        return 0x00B7;
    if (counts_for_nothing(cp))
        return 0;
    ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];
    if (is_compatibility_ideograph(cp) && uc_canonical_decomposition(cp, parts) == 1)
        return parts[0];
    return cp;
}

/* Append text with each bad part replaced. */
static void add_clean(struct jd_buf *into, struct jd_str text)
{
    size_t kept = 0;
    for (size_t at = 0; at < text.len;) {
        struct jd_cp cp = jd_utf8_next(text, at);
        if (cp.bad) {
            jd_buf_add(into, jd_str_sub(text, kept, at));
            jd_utf8_add(into, cp.cp);
            kept = at + cp.len;
        }
        at += cp.len;
    }
    jd_buf_add(into, jd_str_sub(text, kept, text.len));
}

/* Nothing below U+0300 composes with what follows, and neither do unified ideographs. */
static bool is_plain(struct jd_str text)
{
    for (size_t at = 0; at < text.len;) {
        struct jd_cp cp = jd_utf8_next(text, at);
        if (cp.cp >= 0x300 && cp.cp - 0x4E00 >= 0x5200 && cp.cp - 0x3001 >= 0x29 &&
            cp.cp - 0xFF01 >= 0x5E)
            return false;
        at += cp.len;
    }
    return true;
}

static void normalise(struct jd_str text, uninorm_t form, struct jd_buf *into)
{
    struct jd_buf clean = JD_BUF_INIT;
    add_clean(&clean, text);
    size_t len = 0;
    uint8_t *normal =
        u8_normalize(form, (const uint8_t *)clean.data, clean.len, NULL, &len);
    if (!normal)
        abort();
    jd_buf_add(into, jd_str_make((const char *)normal, len));
    free(normal);
    jd_buf_release(&clean);
}

void jd_utf8_nfc(struct jd_str text, struct jd_buf *into)
{
    if (is_plain(text))
        jd_buf_add(into, text);
    else
        normalise(text, UNINORM_NFC, into);
}

void jd_utf8_nfd(struct jd_str text, struct jd_buf *into)
{
    normalise(text, UNINORM_NFD, into);
}
