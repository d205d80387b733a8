/* SPDX-License-Identifier: MIT */
#include "jingdu/base/json.h"

#include <assert.h>

#include "jingdu/base/banned.h"

/* ---- characters -------------------------------------------------------------------- */

/* Bytes of the UTF-8 character at byte at; 0: it is none (Unicode 15, table 3-7). */
static size_t good_len(struct jd_str text, size_t at)
{
    const unsigned char *p = (const unsigned char *)text.ptr + at;
    if (p[0] < 0x80)
        return 1;
    size_t len = p[0] >= 0xF0 ? 4 : p[0] >= 0xE0 ? 3 : 2;
    if (p[0] < 0xC2 || p[0] > 0xF4 || text.len - at < len)
        return 0;
    for (size_t i = 1; i < len; i++)
        if ((p[i] & 0xC0) != 0x80)
            return 0;
    bool is_overlong = (p[0] == 0xE0 && p[1] < 0xA0) || (p[0] == 0xF0 && p[1] < 0x90);
    bool is_surrogate = p[0] == 0xED && p[1] > 0x9F;
    bool is_beyond = p[0] == 0xF4 && p[1] > 0x8F;
    return is_overlong || is_surrogate || is_beyond ? 0 : len;
}

static void add_utf8(struct jd_buf *into, uint32_t cp)
{
    if (cp < 0x80) {
        jd_buf_add_char(into, (char)cp);
        return;
    }
    int more = cp < 0x800 ? 1 : cp < 0x10000 ? 2 : 3;
    static const unsigned lead[] = { 0, 0xC0, 0xE0, 0xF0 };
    jd_buf_add_char(into, (char)(lead[more] | cp >> 6 * more));
    while (more--)
        jd_buf_add_char(into, (char)(0x80 | (cp >> 6 * more & 0x3F)));
}

/* ---- writing ----------------------------------------------------------------------- */

static void add_escaped(struct jd_buf *into, char c)
{
    static const char letters[] = "\"\"\\\\\bb\ff\nn\rr\tt";
    for (const char *pair = letters; *pair; pair += 2)
        if (pair[0] == c) {
            jd_buf_add_char(into, '\\');
            jd_buf_add_char(into, pair[1]);
            return;
        }
    jd_buf_printf(into, "\\u%04x", (unsigned)(unsigned char)c);
}

void jd_json_add_string(struct jd_buf *into, struct jd_str text)
{
    size_t from = 0; /* what was looked at and not yet added */
    if (!text.len)
        text = JD_STR_EMPTY; /* its ptr may be NULL */
    jd_buf_add_char(into, '"');
    for (size_t at = 0, len; at < text.len; at += len) {
        unsigned char c = (unsigned char)text.ptr[at];
        size_t good = good_len(text, at);
        len = good ? good : 1;
        if (good && c >= ' ' && c != '"' && c != '\\')
            continue;
        jd_buf_add(into, jd_str_sub(text, from, at));
        if (good)
            add_escaped(into, (char)c);
        else
            jd_buf_add_c(into, "\uFFFD");
        from = at + len;
    }
    jd_buf_add(into, jd_str_sub(text, from, text.len));
    jd_buf_add_char(into, '"');
}

/* ---- reading ----------------------------------------------------------------------- */

/* The byte at hand; -1 at the end of the line. */
static int peek(const struct jd_json_reader *reader)
{
    return reader->at < reader->line.len ? (unsigned char)reader->line.ptr[reader->at]
                                         : -1;
}

static void skip_blanks(struct jd_json_reader *reader)
{
    for (int c = peek(reader); c == ' ' || c == '\t' || c == '\r' || c == '\n';
         c = peek(reader))
        reader->at++;
}

static bool fail_here(const struct jd_json_reader *reader, struct jd_error *err,
                      const char *expected)
{
    if (peek(reader) < 0)
        return jd_fail(err, JD_ERR_FORMAT, "the line ends too early: %s", expected);
    return jd_fail(err, JD_ERR_FORMAT, "%s", expected);
}

static bool take(struct jd_json_reader *reader, char c, const char *expected,
                 struct jd_error *err)
{
    skip_blanks(reader);
    if (peek(reader) != c)
        return fail_here(reader, err, expected);
    reader->at++;
    return true;
}

/* Four hex digits at byte at; -1: they are not. */
static int32_t hex4(struct jd_str line, size_t at)
{
    int32_t value = 0;
    if (line.len - at < 4)
        return -1;
    for (size_t i = at; i < at + 4; i++) {
        char c = line.ptr[i];
        int digit = c >= '0' && c <= '9'   ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                           : -1;
        if (digit < 0)
            return -1;
        value = value * 16 + digit;
    }
    return value;
}

/* What follows \u; at is still on the backslash, and goes behind the digits. */
static bool read_unicode(struct jd_json_reader *reader, struct jd_buf *into,
                         struct jd_error *err)
{
    struct jd_str line = reader->line;
    size_t at = reader->at + 2;
    int32_t high = hex4(line, at);
    if (high < 0)
        return jd_fail(err, JD_ERR_FORMAT, "\\u takes four hexadecimal digits");
    at += 4;
    uint32_t cp = (uint32_t)high;
    if (high >= 0xD800 && high <= 0xDFFF) {
        bool has_low = high <= 0xDBFF && line.len - at >= 6 && line.ptr[at] == '\\' &&
                       line.ptr[at + 1] == 'u';
        int32_t low = has_low ? hex4(line, at + 2) : -1;
        if (low < 0xDC00 || low > 0xDFFF)
            return jd_fail(err, JD_ERR_FORMAT, "half of a surrogate pair");
        cp = 0x10000 + ((uint32_t)(high - 0xD800) << 10) + (uint32_t)(low - 0xDC00);
        at += 6;
    }
    add_utf8(into, cp);
    reader->at = at;
    return true;
}

static bool read_escape(struct jd_json_reader *reader, struct jd_buf *into,
                        struct jd_error *err)
{
    static const char letters[] = "\"\"\\\\//b\bf\fn\nr\rt\t";
    char c = reader->at + 1 < reader->line.len ? reader->line.ptr[reader->at + 1] : '\0';
    if (c == 'u')
        return read_unicode(reader, into, err);
    for (const char *pair = letters; c && *pair; pair += 2)
        if (pair[0] == c) {
            jd_buf_add_char(into, pair[1]);
            reader->at += 2;
            return true;
        }
    return jd_fail(err, JD_ERR_FORMAT, "no escape that JSON knows");
}

static bool read_string(struct jd_json_reader *reader, struct jd_buf *into,
                        const char *expected, struct jd_error *err)
{
    if (!take(reader, '"', expected, err))
        return false;
    jd_buf_clear(into);
    for (;;) {
        int c = peek(reader);
        if (c < 0)
            return fail_here(reader, err, "the string has no closing \"");
        if (c == '"')
            break;
        if (c < ' ')
            return jd_fail(err, JD_ERR_FORMAT,
                           "a control character in a string: write \\u%04x", (unsigned)c);
        if (c == '\\') {
            if (!read_escape(reader, into, err))
                return false;
            continue;
        }
        size_t len = good_len(reader->line, reader->at);
        if (!len)
            return jd_fail(err, JD_ERR_FORMAT, "these bytes are not UTF-8");
        jd_buf_add(into, jd_str_make(reader->line.ptr + reader->at, len));
        reader->at += len;
    }
    reader->at++;
    return true;
}

static bool is_digit(int c)
{
    return c >= '0' && c <= '9';
}

/* at stays on the number when it is none of ours. */
static bool read_number(struct jd_json_reader *reader, int64_t *number,
                        struct jd_error *err)
{
    struct jd_str line = reader->line;
    size_t at = reader->at;
    bool is_negative = line.ptr[at] == '-';
    int64_t value = 0;
    at += is_negative;
    size_t first = at;
    for (; at < line.len && is_digit(line.ptr[at]); at++) {
        int digit = line.ptr[at] - '0';
        if (__builtin_mul_overflow(value, 10, &value) ||
            __builtin_sub_overflow(value, digit, &value))
            return jd_fail(err, JD_ERR_FORMAT, "the number is too large");
    }
    if (at == first || (at > first + 1 && line.ptr[first] == '0'))
        return jd_fail(err, JD_ERR_FORMAT, "no number as JSON writes them");
    if (at < line.len && (line.ptr[at] == '.' || (line.ptr[at] | 0x20) == 'e'))
        return jd_fail(err, JD_ERR_FORMAT, "no whole number");
    if (!is_negative && value == INT64_MIN)
        return jd_fail(err, JD_ERR_FORMAT, "the number is too large");
    *number = is_negative ? value : -value;
    reader->at = at;
    return true;
}

static bool read_word(struct jd_json_reader *reader, struct jd_json_value *value,
                      struct jd_error *err)
{
    static const struct {
        const char *word;
        enum jd_json_kind kind;
        int64_t number;
    } words[] = { { "true", JD_JSON_BOOL, 1 },
                  { "false", JD_JSON_BOOL, 0 },
                  { "null", JD_JSON_NULL, 0 } };
    struct jd_str rest = jd_str_sub(reader->line, reader->at, reader->line.len);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (jd_str_starts(rest, jd_str_of(words[i].word))) {
            value->kind = words[i].kind;
            value->number = words[i].number;
            reader->at += strlen(words[i].word);
            return true;
        }
    return fail_here(reader, err,
                     "a string, a number, true, false or null should stand here");
}

static bool read_value(struct jd_json_reader *reader, struct jd_json_value *value,
                       struct jd_error *err)
{
    *value = (struct jd_json_value){ .kind = JD_JSON_NULL, .string = JD_STR_EMPTY };
    skip_blanks(reader);
    reader->value_at = reader->at;
    int c = peek(reader);
    if (c == '{' || c == '[')
        return jd_fail(err, JD_ERR_FORMAT, "a value inside a value: records are flat");
    if (c == '"') {
        if (!read_string(reader, &reader->string, "", err))
            return false;
        value->kind = JD_JSON_STRING;
        value->string = jd_buf_str(&reader->string);
        return true;
    }
    if (c == '-' || is_digit(c)) {
        value->kind = JD_JSON_NUMBER;
        return read_number(reader, &value->number, err);
    }
    return read_word(reader, value, err);
}

/* Behind the closing brace. Always false: there is no member. */
static bool finish(struct jd_json_reader *reader, struct jd_error *err)
{
    reader->at++;
    skip_blanks(reader);
    if (reader->at < reader->line.len)
        return jd_fail(err, JD_ERR_FORMAT, "something stands behind the object");
    reader->over = true;
    return false;
}

void jd_json_start(struct jd_json_reader *reader, struct jd_str line)
{
    *reader = (struct jd_json_reader){ .line = line,
                                       .name = JD_BUF_INIT,
                                       .string = JD_BUF_INIT };
}

void jd_json_stop(struct jd_json_reader *reader)
{
    jd_buf_release(&reader->name);
    jd_buf_release(&reader->string);
}

bool jd_json_next(struct jd_json_reader *reader, struct jd_str *name,
                  struct jd_json_value *value, struct jd_error *err)
{
    assert(err);
    *err = (struct jd_error)JD_ERROR_INIT;
    if (reader->over)
        return false;
    if (!reader->members &&
        !take(reader, '{', "no JSON object: { should stand here", err))
        return false;
    skip_blanks(reader);
    if (peek(reader) == '}')
        return finish(reader, err);
    if (reader->members && !take(reader, ',', "a comma or } should stand here", err))
        return false;
    skip_blanks(reader);
    reader->name_at = reader->at;
    if (!read_string(reader, &reader->name, "a name in \" should stand here", err) ||
        !take(reader, ':', "a colon should stand here", err) ||
        !read_value(reader, value, err))
        return false;
    reader->members++;
    *name = jd_buf_str(&reader->name);
    return true;
}
