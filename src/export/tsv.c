/* SPDX-License-Identifier: MIT */
#include "jingdu/export/tsv.h"

#include "jingdu/text/utf8.h"

#include "jingdu/base/banned.h"

/* A character and the letter that stands for it behind a backslash. */
static const char escapes[][2] = {
    { '\t', 't' }, { '\n', 'n' }, { '\r', 'r' }, { '\\', '\\' }
};
enum { ESCAPE_COUNT = sizeof escapes / sizeof *escapes };

/* The letter for a character; 0: it stands for itself. */
static char letter_of(uint32_t cp)
{
    for (size_t i = 0; i < ESCAPE_COUNT; i++)
        if (cp == (unsigned char)escapes[i][0])
            return escapes[i][1];
    return '\0';
}

void jd_tsv_add_field(struct jd_buf *into, struct jd_str field)
{
    size_t from = 0; /* what was looked at and not yet added */
    if (!field.len)
        return; /* its ptr may be NULL */
    for (size_t at = 0; at < field.len;) {
        struct jd_cp next = jd_utf8_next(field, at);
        char letter = letter_of(next.cp);
        if (letter || next.bad || !next.cp) {
            jd_buf_add(into, jd_str_sub(field, from, at));
            if (letter) {
                jd_buf_add_char(into, '\\');
                jd_buf_add_char(into, letter);
            } else {
                jd_utf8_add(into, 0xFFFD);
            }
            from = at + next.len;
        }
        at += next.len;
    }
    jd_buf_add(into, jd_str_sub(field, from, field.len));
}

/* The escape whose backslash is at byte at. */
static bool read_escape(struct jd_str field, size_t at, struct jd_buf *into,
                        struct jd_error *err)
{
    if (at + 1 == field.len)
        return jd_fail(err, JD_ERR_FORMAT,
                       "a backslash at the end of a field: write \\\\ for the sign");
    for (size_t i = 0; i < ESCAPE_COUNT; i++)
        if (field.ptr[at + 1] == escapes[i][1]) {
            jd_buf_add_char(into, escapes[i][0]);
            return true;
        }
    return jd_fail(
        err, JD_ERR_FORMAT,
        "a backslash stands only in \\t, \\n, \\r and \\\\: write \\\\ for the "
        "sign");
}

bool jd_tsv_read_field(struct jd_str field, struct jd_buf *into, size_t *column,
                       struct jd_error *err)
{
    size_t start = into->len, at = 0;
    while (at < field.len) {
        struct jd_cp next = jd_utf8_next(field, at);
        if (next.bad) {
            jd_fail(err, JD_ERR_FORMAT, "these bytes are not UTF-8");
            break;
        }
        if (!next.cp) {
            jd_fail(err, JD_ERR_FORMAT, "a zero byte, which is no text");
            break;
        }
        if (next.cp != '\\')
            jd_buf_add(into, jd_str_make(field.ptr + at, next.len));
        else if (!read_escape(field, at, into, err))
            break;
        at += next.len + (next.cp == '\\');
    }
    if (at == field.len)
        return true;
    jd_buf_cut(into, start);
    *column = at + 1;
    return false;
}
