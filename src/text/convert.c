/* SPDX-License-Identifier: MIT */
#include "jingdu/text/decode.h"

#include <errno.h>
#include <iconv.h>

#include "jingdu/text/utf8.h"

#include "jingdu/base/banned.h"

enum { OUT_SIZE = 16 * 1024 };

struct output {
    jd_decode_sink sink;
    void *context;
    struct jd_error *err;
    size_t *bad;
    size_t used;
    char bytes[OUT_SIZE];
};

static bool flush(struct output *out)
{
    struct jd_str piece = jd_str_make(out->bytes, out->used);
    out->used = 0;
    return piece.len == 0 || out->sink(out->context, piece, out->err);
}

static bool put(struct output *out, const char *bytes, size_t len)
{
    if (OUT_SIZE - out->used < len && !flush(out))
        return false;
    memcpy(out->bytes + out->used, bytes, len);
    out->used += len;
    return true;
}

static bool put_bad(struct output *out)
{
    (*out->bad)++;
    return put(out, "\xEF\xBF\xBD", 3);
}

/*
 * Write what the converter still holds back: some characters of BIG5-HKSCS are two code
 * points, and the second one waits when there was room for the first only.
 */
static bool put_held(struct output *out, iconv_t converter)
{
    if (OUT_SIZE - out->used < 16 && !flush(out))
        return false;
    char *to = out->bytes + out->used;
    size_t room = OUT_SIZE - out->used;
    iconv(converter, NULL, NULL, &to, &room);
    out->used = OUT_SIZE - room;
    return true;
}

/*
 * Bytes to leave out where the converter found no character. A lead byte with something
 * behind it that can only be its trail goes as a pair, so that one unknown character does
 * not shift all that follow.
 */
static size_t bad_len(struct jd_str rest, enum jd_encoding encoding)
{
    size_t len = 1;
    if (encoding == JD_ENC_UTF16LE || encoding == JD_ENC_UTF16BE)
        len = 2;
    else if (rest.len > 1 && (unsigned char)rest.ptr[0] - 0x81U < 0x7E &&
             (unsigned char)rest.ptr[1] - 0xA1U < 0x5E)
        len = 2;
    return len < rest.len ? len : rest.len;
}

static bool convert_all(struct output *out, iconv_t converter, struct jd_str bytes,
                        enum jd_encoding encoding)
{
    char *from = (char *)bytes.ptr; /* iconv() does not write there */
    size_t left = bytes.len;
    while (left) {
        char *to = out->bytes + out->used;
        size_t room = OUT_SIZE - out->used;
        size_t result = iconv(converter, &from, &left, &to, &room);
        int reason = errno;
        out->used = OUT_SIZE - room;
        if (result != (size_t)-1)
            break;
        if (reason == E2BIG) {
            if (!flush(out))
                return false;
            continue;
        }
        if (!put_held(out, converter) || !put_bad(out))
            return false;
        size_t skip =
            reason == EINVAL ? left : bad_len(jd_str_make(from, left), encoding);
        from += skip;
        left -= skip;
    }
    return put_held(out, converter) && flush(out);
}

static bool clean_all(struct output *out, struct jd_str bytes)
{
    for (size_t at = 0; at < bytes.len;) {
        struct jd_cp cp = jd_utf8_next(bytes, at);
        if (!(cp.bad ? put_bad(out) : put(out, bytes.ptr + at, cp.len)))
            return false;
        at += cp.len;
    }
    return flush(out);
}

bool jd_decode_convert(struct jd_str bytes, enum jd_encoding encoding,
                       jd_decode_sink sink, void *context, size_t *bad,
                       struct jd_error *err)
{
    static const char *const names[JD_ENC_COUNT] = {
        [JD_ENC_UTF16LE] = "UTF-16LE",
        [JD_ENC_UTF16BE] = "UTF-16BE",
        [JD_ENC_GB18030] = "GB18030",
        [JD_ENC_BIG5] = "BIG5-HKSCS",
    };
    struct output out = { .sink = sink, .context = context, .err = err, .bad = bad };
    *bad = 0;
    if (!names[encoding])
        return clean_all(&out, bytes);
    iconv_t converter = iconv_open("UTF-8", names[encoding]);
    if (converter == (iconv_t)-1)
        return jd_fail(err, JD_ERR_IO, "the C library cannot convert %s",
                       names[encoding]);
    bool ok = convert_all(&out, converter, bytes, encoding);
    iconv_close(converter);
    return ok;
}
