/* SPDX-License-Identifier: MIT */
#include "field.h"

#include <stdint.h>

#include "jingdu/text/han.h"
#include "jingdu/text/utf8.h"

#include "jingdu/base/banned.h"

#define NOWHERE ((size_t)-1)

size_t jd_field_unescape(struct jd_str raw, struct jd_buf *into)
{
    size_t odd = NOWHERE;
    if (!raw.len || !memchr(raw.ptr, '\\', raw.len)) {
        jd_buf_add(into, raw);
        return odd;
    }
    for (size_t i = 0; i < raw.len; i++) {
        char c = raw.ptr[i];
        char next = c == '\\' && i + 1 < raw.len ? raw.ptr[i + 1] : '\0';
        if (next == 't' || next == 'n' || next == '\\') {
            c = next == 't' ? '\t' : next == 'n' ? '\n' : '\\';
            i++;
        } else if (c == '\\' && odd == NOWHERE) {
            odd = i;
        }
        jd_buf_add_char(into, c);
    }
    return odd;
}

size_t jd_field_find_control(struct jd_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        unsigned char next = i + 1 < text.len ? (unsigned char)text.ptr[i + 1] : 0;
        bool is_c1 = c == 0xC2 && next >= 0x80 && next < 0xA0;
        if ((c < ' ' && c != '\t') || c == 0x7F || is_c1)
            return i;
    }
    return NOWHERE;
}

size_t jd_field_find_bad(struct jd_str text)
{
    if (!jd_utf8_count_bad(text))
        return NOWHERE;
    size_t at = 0;
    struct jd_cp next = jd_utf8_next(text, at);
    while (!next.bad) {
        at += next.len;
        next = jd_utf8_next(text, at);
    }
    return at;
}

bool jd_field_year(struct jd_str text, int *year)
{
    *year = 0;
    if (!text.len)
        return true;
    if (text.len != 4 || text.ptr[0] == '0')
        return false;
    for (size_t i = 0; i < 4; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return false;
        *year = *year * 10 + (text.ptr[i] - '0');
    }
    return true;
}

bool jd_field_has_word(struct jd_str text)
{
    for (size_t at = 0; at < text.len;) {
        struct jd_cp next = jd_utf8_next(text, at);
        enum jd_char_class class = jd_char_classify(next.cp);
        if (class == JD_CHAR_HAN || class == JD_CHAR_LETTER)
            return true;
        at += next.len;
    }
    return false;
}

/* ---- syllables --------------------------------------------------------------------- */

static bool is_vowel(uint32_t cp)
{
    static const char vowels[] = "āáǎàēéěèêếềīíǐìōóǒòūúǔùüǖǘǚǜĀÁǍÀĒÉĚÈÊĪÍǏÌŌÓǑÒŪÚǓÙÜǕǗǙǛ";
    if (cp < 0x80)
        return cp && strchr("aeiouAEIOU", (int)cp);
    struct jd_str all = jd_str_make(vowels, sizeof vowels - 1);
    for (size_t at = 0; at < all.len;) {
        struct jd_cp next = jd_utf8_next(all, at);
        if (next.cp == cp)
            return true;
        at += next.len;
    }
    return false;
}

static bool is_combining(uint32_t cp)
{
    return cp >= 0x300 && cp < 0x370;
}

/*
 * In pinyin spelling a syllable that begins with a vowel is set off by an apostrophe, a
 * hyphen or a blank, so syllables are the unbroken runs of vowels.
 */
static size_t count_syllables(struct jd_str pinyin)
{
    size_t count = 0;
    bool inside = false;
    for (size_t at = 0; at < pinyin.len;) {
        struct jd_cp next = jd_utf8_next(pinyin, at);
        at += next.len;
        if (is_combining(next.cp))
            continue;
        bool vowel = is_vowel(next.cp);
        count += vowel && !inside;
        inside = vowel;
    }
    return count;
}

static bool is_latin(char c)
{
    return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c >= '0' && c <= '9');
}

static size_t find_folded(struct jd_str text, struct jd_str word)
{
    for (size_t at = 0; at + word.len <= text.len; at++) {
        size_t i = 0;
        while (i < word.len && (text.ptr[at + i] | 0x20) == (word.ptr[i] | 0x20))
            i++;
        if (i == word.len)
            return at;
    }
    return NOWHERE;
}

bool jd_field_pinyin_fits(struct jd_str word, struct jd_str pinyin, size_t *syllables,
                          size_t *han)
{
    struct jd_buf rest = JD_BUF_INIT;
    jd_buf_add(&rest, pinyin);
    size_t er = 0, spoken = 0;
    *han = 0;
    for (size_t at = 0; at < word.len;) {
        size_t end = at;
        while (end < word.len && is_latin(word.ptr[end]))
            end++;
        if (end > at) {
            struct jd_str latin = jd_str_sub(word, at, end);
            size_t found = find_folded(jd_buf_str(&rest), latin);
            if (found == NOWHERE)
                spoken += 4 * latin.len;
            else
                memset(rest.data + found, ' ', latin.len);
            at = end;
            continue;
        }
        struct jd_cp next = jd_utf8_next(word, at);
        *han += jd_han_is(next.cp);
        er += next.cp == 0x513F; /* 儿 */
        at += next.len;
    }
    *syllables = count_syllables(jd_buf_str(&rest));
    jd_buf_release(&rest);
    return *syllables + er >= *han && *syllables <= *han + spoken;
}
