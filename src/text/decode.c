/* SPDX-License-Identifier: MIT */
#include "jingdu/text/decode.h"

#include <uchar.h>

#include "jingdu/text/utf8.h"

#include "common_han.h"

#include "jingdu/base/banned.h"

enum {
    HEAD_SIZE = 64 * 1024,
    SAMPLE_SIZE = 4 * 1024,
    SAMPLE_COUNT = 16,
    JUDGED_MAX = 8 * 1024, /* characters enough to know an encoding by */
    SCORE_MIN = -400,
    SCORE_MAX = 300,
    SCORE_CLEAN = 150,   /* of good UTF-8 with suspicious control characters */
    LEGACY_LEAST = -150, /* a lower score is no Chinese */
    UTF16_LEAST = 0,
    CONTROLS_MAX = 300, /* per mille of C0 controls in a text */
};

const char *jd_encoding_name(enum jd_encoding encoding)
{
    static const char *const names[JD_ENC_COUNT] = {
        [JD_ENC_AUTO] = "auto",        [JD_ENC_UTF8] = "UTF-8",
        [JD_ENC_UTF16LE] = "UTF-16LE", [JD_ENC_UTF16BE] = "UTF-16BE",
        [JD_ENC_GB18030] = "GB18030",  [JD_ENC_BIG5] = "Big5",
    };
    return names[encoding];
}

/* Does label say name, which is in lower case and without '-' '_'? */
static bool label_is(struct jd_str label, const char *name)
{
    for (size_t i = 0; i < label.len; i++) {
        char c = label.ptr[i];
        if (c == '-' || c == '_')
            continue;
        if (c >= 'A' && c <= 'Z')
            c += 'a' - 'A';
        if (*name == '\0' || c != *name++)
            return false;
    }
    return *name == '\0';
}

bool jd_encoding_parse(struct jd_str label, enum jd_encoding *out)
{
    static const struct {
        const char *name;
        enum jd_encoding encoding;
    } labels[] = {
        { "auto", JD_ENC_AUTO },          { "utf8", JD_ENC_UTF8 },
        { "ascii", JD_ENC_UTF8 },         { "usascii", JD_ENC_UTF8 },
        { "utf16", JD_ENC_UTF16LE },      { "utf16le", JD_ENC_UTF16LE },
        { "utf16be", JD_ENC_UTF16BE },    { "gb18030", JD_ENC_GB18030 },
        { "gb2312", JD_ENC_GB18030 },     { "gbk", JD_ENC_GB18030 },
        { "xgbk", JD_ENC_GB18030 },       { "gb", JD_ENC_GB18030 },
        { "cp936", JD_ENC_GB18030 },      { "ms936", JD_ENC_GB18030 },
        { "windows936", JD_ENC_GB18030 }, { "euccn", JD_ENC_GB18030 },
        { "big5", JD_ENC_BIG5 },          { "big5hkscs", JD_ENC_BIG5 },
        { "cnbig5", JD_ENC_BIG5 },        { "cp950", JD_ENC_BIG5 },
        { "ms950", JD_ENC_BIG5 },         { "windows950", JD_ENC_BIG5 },
    };
    label = jd_str_trim(label);
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        if (label_is(label, labels[i].name)) {
            *out = labels[i].encoding;
            return true;
        }
    }
    return false;
}

/* The last one <= cp; written so that there is no branch to mispredict. */
static bool is_listed(const char16_t *list, size_t count, uint32_t cp)
{
    while (count > 1) {
        size_t half = count / 2;
        list += list[half] <= cp ? half : 0;
        count -= half;
    }
    return *list == cp;
}

#define IS_LISTED(list, cp) is_listed(list, sizeof(list) / sizeof *(list)-1, cp)

static bool is_common_punctuation(uint32_t cp)
{
    static const char16_t marks[] = u"　、。，：；？！“”‘’（）《》〈〉「」『』【】…—·％";
    for (size_t i = 0; i < sizeof marks / sizeof *marks - 1; i++) {
        if (marks[i] == cp)
            return true;
    }
    return false;
}

/* Part i of what is looked at: the beginning, then samples spread over the rest. */
static struct jd_str sample(struct jd_str bytes, int i)
{
    size_t all = HEAD_SIZE + SAMPLE_COUNT * SAMPLE_SIZE;
    if (bytes.len <= all)
        return i == 0 ? bytes : JD_STR_EMPTY;
    if (i == 0)
        return jd_str_sub(bytes, 0, HEAD_SIZE);
    size_t step = (bytes.len - HEAD_SIZE - SAMPLE_SIZE) / (SAMPLE_COUNT - 1);
    size_t start = HEAD_SIZE + (size_t)(i - 1) * step;
    return jd_str_sub(bytes, start, start + SAMPLE_SIZE);
}

/* How well the samples read in one encoding. */
struct verdict {
    bool utf16;
    int judged; /* characters that say something about it */
    int points;
};

/* ASCII that belongs in a text, Latin, Greek and Cyrillic letters. */
static bool is_plain_letter(uint32_t cp)
{
    return cp - 0x20 < 0x5F || cp == '\n' || cp == '\r' || cp == '\t' ||
           cp - 0xA0 < 0xE0 || cp - 0x0391 < 0xBF;
}

/*
 * Roughly the logarithm of how much likelier a character is in Chinese than among random
 * ones; ASCII counts in UTF-16 only, since all others have it in common.
 */
static int points_of(uint32_t cp, bool utf16)
{
    if (cp - 0x4E00 < 0x5200)
        return IS_LISTED(common_han, cp) ? 3 : IS_LISTED(known_han, cp) ? 0 : -3;
    if (is_common_punctuation(cp))
        return 3;
    if (utf16 && is_plain_letter(cp))
        return 3;
    return -4;
}

static bool judge(void *context, struct jd_str utf8, struct jd_error *err)
{
    struct verdict *verdict = context;
    (void)err;
    for (size_t at = 0; at < utf8.len;) {
        struct jd_cp cp = jd_utf8_next(utf8, at);
        at += cp.len;
        if (cp.cp < 0x80 && !verdict->utf16)
            continue;
        verdict->judged++;
        verdict->points += points_of(cp.cp, verdict->utf16);
    }
    return verdict->judged < JUDGED_MAX;
}

/* A sample from the middle is read from a byte on that is never part of a character. */
static struct jd_str synchronised(struct jd_str text)
{
    for (size_t at = 0; at < text.len; at++) {
        if ((unsigned char)text.ptr[at] < 0x30)
            return jd_str_sub(text, at, text.len);
    }
    return JD_STR_EMPTY;
}

/* Points per 100 characters; the lowest when there are none or no converter. */
static int score(struct jd_str bytes, enum jd_encoding encoding)
{
    struct verdict verdict = { .utf16 = encoding != JD_ENC_GB18030 &&
                                        encoding != JD_ENC_BIG5 };
    for (int i = 0; i <= SAMPLE_COUNT && verdict.judged < JUDGED_MAX; i++) {
        struct jd_str part = sample(bytes, i);
        if (i > 0 && !verdict.utf16)
            part = synchronised(part);
        size_t bad;
        if (!jd_decode_convert(part, encoding, judge, &verdict, &bad, NULL))
            break;
    }
    return verdict.judged ? verdict.points * 100 / verdict.judged : SCORE_MIN;
}

struct census {
    size_t total, nul, controls;
    size_t many, bad; /* as UTF-8: good sequences of several bytes, and bad parts */
};

/* A sequence that the end of the sample cuts off says nothing. */
static bool is_cut_off(struct jd_str part, size_t at, struct jd_cp cp)
{
    unsigned lead = (unsigned char)part.ptr[at];
    size_t need = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    return at + cp.len == part.len && lead - 0xC2 <= 0xF4 - 0xC2 && cp.len < need;
}

static void count_utf8(struct census *census, struct jd_str part, bool from_middle)
{
    size_t at = 0;
    while (from_middle && at < part.len && at < 3 && (part.ptr[at] & 0xC0) == 0x80)
        at++;
    while (at < part.len) {
        struct jd_cp cp = jd_utf8_next(part, at);
        if (!cp.bad)
            census->many += cp.len > 1;
        else if (!is_cut_off(part, at, cp))
            census->bad++;
        at += cp.len;
    }
}

static struct census take_census(struct jd_str bytes)
{
    struct census census = { .total = 0 };
    for (int i = 0; i <= SAMPLE_COUNT; i++) {
        struct jd_str part = sample(bytes, i);
        census.total += part.len;
        for (size_t at = 0; at < part.len; at++) {
            unsigned byte = (unsigned char)part.ptr[at];
            census.nul += byte == 0;
            census.controls += byte < 0x20 && byte - '\t' >= 5;
        }
        count_utf8(&census, part, i > 0);
    }
    return census;
}

static bool starts_with(struct jd_str bytes, const char *mark, size_t len)
{
    return jd_str_starts(bytes, jd_str_make(mark, len));
}

static bool detect_bom(struct jd_str bytes, struct jd_detected *out)
{
    if (starts_with(bytes, "\xFF\xFE\0\0", 4)) /* UTF-32: nobody writes articles in it */
        *out = (struct jd_detected){ .encoding = JD_ENC_UTF8, .binary = true };
    else if (starts_with(bytes, "\xEF\xBB\xBF", 3))
        *out = (struct jd_detected){ .encoding = JD_ENC_UTF8, .bom_len = 3 };
    else if (starts_with(bytes, "\xFF\xFE", 2))
        *out = (struct jd_detected){ .encoding = JD_ENC_UTF16LE, .bom_len = 2 };
    else if (starts_with(bytes, "\xFE\xFF", 2))
        *out = (struct jd_detected){ .encoding = JD_ENC_UTF16BE, .bom_len = 2 };
    else if (starts_with(bytes, "\x84\x31\x95\x33", 4))
        *out = (struct jd_detected){ .encoding = JD_ENC_GB18030, .bom_len = 4 };
    else
        return false;
    return true;
}

/* The better of two encodings when it reaches least; else UTF-8 with the lowest score. */
static enum jd_encoding better(struct jd_str bytes, enum jd_encoding one,
                               enum jd_encoding other, int least, int *best)
{
    int first = score(bytes, one), second = score(bytes, other);
    *best = first >= second ? first : second;
    if (*best < least) {
        *best = SCORE_MIN;
        return JD_ENC_UTF8;
    }
    return first >= second ? one : other;
}

/*
 * UTF-8 on the scale of the others. A bad part weighs more than a good sequence, since in
 * GB18030 and Big5 every third pair of bytes happens to be good UTF-8.
 */
static int score_utf8(const struct census *census)
{
    if (census->bad == 0)
        return SCORE_CLEAN;
    size_t all = census->many + 3 * census->bad;
    return SCORE_MIN + (int)(census->many * (SCORE_MAX - SCORE_MIN) / all);
}

struct jd_detected jd_decode_detect(struct jd_str bytes)
{
    struct jd_detected out = { .encoding = JD_ENC_UTF8 };
    bool marked = detect_bom(bytes, &out);
    if (marked && (out.binary || out.encoding != JD_ENC_UTF8))
        return out;
    struct census census = take_census(bytes);
    out.binary = census.nul > 0 || census.controls * 1000 > census.total * CONTROLS_MAX;
    if (marked || (census.bad == 0 && census.controls == 0))
        return out;
    int wide, narrow = SCORE_MIN, utf8 = out.binary ? SCORE_MIN : score_utf8(&census);
    enum jd_encoding legacy = JD_ENC_UTF8;
    enum jd_encoding utf16 =
        better(bytes, JD_ENC_UTF16LE, JD_ENC_UTF16BE, UTF16_LEAST, &wide);
    if (!out.binary && census.bad > 0)
        legacy = better(bytes, JD_ENC_GB18030, JD_ENC_BIG5, LEGACY_LEAST, &narrow);
    if (wide > narrow && wide > utf8) {
        out.encoding = utf16;
        out.binary = false;
    } else if (narrow > utf8) {
        out.encoding = legacy;
    }
    return out;
}
