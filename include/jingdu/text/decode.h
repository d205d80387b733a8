/* SPDX-License-Identifier: MIT */
/*
 * Which encoding a file is in, and its text as UTF-8. The choice is made on the first
 * 64 KiB and 16 samples of 4 KiB: BOM, then UTF-8, then UTF-16 without BOM, then GB18030
 * and Big5 (HKSCS) decoded strictly and scored by the share of characters that are common
 * in Chinese. A file of good UTF-8 is its own text: nothing is copied.
 */
#ifndef JINGDU_TEXT_DECODE_H
#define JINGDU_TEXT_DECODE_H

#include <stdbool.h>
#include <stddef.h>

#include "jingdu/base/buf.h"
#include "jingdu/base/error.h"
#include "jingdu/base/str.h"

enum jd_encoding {
    JD_ENC_AUTO,
    JD_ENC_UTF8,
    JD_ENC_UTF16LE,
    JD_ENC_UTF16BE,
    JD_ENC_GB18030, /* also gb2312, gbk, cp936 */
    JD_ENC_BIG5,    /* also big5-hkscs, cp950 */
    JD_ENC_COUNT,
};

/* "UTF-8", "GB18030" …; "auto" for JD_ENC_AUTO. */
const char *jd_encoding_name(enum jd_encoding encoding);

/* By name or label, case and '-' '_' do not matter; false when unknown. */
bool jd_encoding_parse(struct jd_str label, enum jd_encoding *out) JD_MUST_USE;

struct jd_detected {
    enum jd_encoding encoding; /* never JD_ENC_AUTO */
    size_t bom_len;            /* bytes of the byte order mark: 0, 2, 3 or 4 */
    bool binary;               /* looks like no text at all */
};

/* Look at the bytes and choose. Cannot fail: no good candidate gives UTF-8. */
struct jd_detected jd_decode_detect(struct jd_str bytes);

/* Takes the converted text piece by piece; false stops the conversion. */
typedef bool (*jd_decode_sink)(void *context, struct jd_str utf8, struct jd_error *err);

/*
 * Convert bytes (BOM already cut off) from a legacy encoding to UTF-8 in pieces of at
 * most 64 KiB. Each bad unit becomes U+FFFD and is counted in *bad; a sequence cut off at
 * the end counts as one. Fails only when the sink does.
 */
bool jd_decode_convert(struct jd_str bytes, enum jd_encoding encoding,
                       jd_decode_sink sink, void *context, size_t *bad,
                       struct jd_error *err) JD_MUST_USE;

#endif
