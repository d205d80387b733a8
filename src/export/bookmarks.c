/* SPDX-License-Identifier: MIT */
#include "jingdu/export/bookmarks.h"

#include <inttypes.h>
#include <string.h>

#include "jingdu/base/json.h"
#include "jingdu/export/time.h"
#include "jingdu/export/tsv.h"
#include "jingdu/text/utf8.h"

#include "bookmark_field.h"

#include "jingdu/base/banned.h"

enum { KIB = 1024 };

#define ROW(member) offsetof(struct jd_bookmark_row, member)

const struct jd_field jd_bookmark_fields[JD_FIELD_COUNT] = {
    { "id", JD_FIELD_ID, ROW(mark.id), 0, true },
    { "changed_at", JD_FIELD_TIME, ROW(mark.stamp.changed_at), 0, true },
    { "device", JD_FIELD_ID, ROW(mark.stamp.device), 0, true },
    { "deleted", JD_FIELD_BOOL, ROW(mark.stamp.deleted), 0, false },
    { "article", JD_FIELD_ID, ROW(mark.article), 0, true },
    { "title", JD_FIELD_TEXT, ROW(article.title), 64 * KIB, false },
    { "date", JD_FIELD_TEXT, ROW(article.date), 64, false },
    { "path", JD_FIELD_TEXT, ROW(article.path), 4 * KIB, false },
    { "letter", JD_FIELD_LETTER, ROW(mark.letter), 0, false },
    { "byte", JD_FIELD_SIZE, ROW(mark.place.byte), 0, false },
    { "text_len", JD_FIELD_SIZE, ROW(mark.place.text_len), 0, false },
    { "quote", JD_FIELD_TEXT, ROW(mark.place.quote), 4 * KIB, true },
    { "at", JD_FIELD_SIZE_32, ROW(mark.place.at), 0, false },
    { "before", JD_FIELD_TEXT, ROW(mark.place.before), 4 * KIB, false },
    { "after", JD_FIELD_TEXT, ROW(mark.place.after), 4 * KIB, false },
    { "note", JD_FIELD_TEXT, ROW(mark.note), 64 * KIB, false },
    { "created_at", JD_FIELD_TIME, ROW(mark.created_at), 0, false },
};

/* ---- text that is none ---------------------------------------------------------------
 */

static bool is_clean(struct jd_str text)
{
    return !(text.len && memchr(text.ptr, '\0', text.len)) && !jd_utf8_count_bad(text);
}

/* Append text with U+FFFD for what is no text. Returns where the unit at byte at went. */
static size_t add_clean(struct jd_buf *into, struct jd_str text, size_t at)
{
    size_t start = into->len, went = 0;
    for (size_t i = 0; i < text.len;) {
        struct jd_cp next = jd_utf8_next(text, i);
        if (i <= at)
            went = into->len - start;
        jd_utf8_add(into, next.cp ? next.cp : 0xFFFD);
        i += next.len;
    }
    return went;
}

/* Articles may hold anything, file names too; a copy of the row that is all text. */
static struct jd_bookmark_row clean_row(const struct jd_bookmark_row *row,
                                        struct jd_arena *arena)
{
    struct jd_bookmark_row clean = *row;
    for (size_t i = 0; i < JD_FIELD_COUNT; i++) {
        const struct jd_field *field = &jd_bookmark_fields[i];
        struct jd_str *text = (struct jd_str *)(void *)((char *)&clean + field->offset);
        if (field->kind != JD_FIELD_TEXT || is_clean(*text))
            continue;
        struct jd_buf bytes = JD_BUF_INIT;
        size_t at =
            add_clean(&bytes, *text, i == JD_FIELD_OF_QUOTE ? row->mark.place.at : 0);
        if (i == JD_FIELD_OF_QUOTE)
            clean.mark.place.at = (uint32_t)at;
        *text = jd_str_make(jd_arena_copy(arena, bytes.data, bytes.len), bytes.len);
        jd_buf_release(&bytes);
    }
    return clean;
}

/* ---- writing
 * --------------------------------------------------------------------------- */

/* The value without quotes and escapes; none of these kinds needs any. */
static void add_plain(struct jd_buf *into, enum jd_field_kind kind, const void *value)
{
    switch (kind) {
    case JD_FIELD_ID:
        jd_id_add(*(const struct jd_id *)value, into);
        break;
    case JD_FIELD_TIME:
        jd_time_add(*(const int64_t *)value, into);
        break;
    case JD_FIELD_LETTER:
        if (jd_is_bookmark_letter(*(const char *)value))
            jd_buf_add_char(into, *(const char *)value);
        break;
    case JD_FIELD_SIZE:
        jd_buf_printf(into, "%" PRIu64, *(const uint64_t *)value);
        break;
    case JD_FIELD_SIZE_32:
        jd_buf_printf(into, "%" PRIu32, *(const uint32_t *)value);
        break;
    case JD_FIELD_BOOL:
    case JD_FIELD_TEXT:
        break;
    }
}

static void add_tsv(struct jd_buf *into, enum jd_field_kind kind, const void *value)
{
    if (kind == JD_FIELD_TEXT)
        jd_tsv_add_field(into, *(const struct jd_str *)value);
    else if (kind == JD_FIELD_BOOL)
        jd_buf_add_char(into, *(const bool *)value ? '1' : '0');
    else
        add_plain(into, kind, value);
}

static void add_json(struct jd_buf *into, enum jd_field_kind kind, const void *value)
{
    bool is_quoted =
        kind == JD_FIELD_ID || kind == JD_FIELD_TIME || kind == JD_FIELD_LETTER;
    if (kind == JD_FIELD_TEXT)
        jd_json_add_string(into, *(const struct jd_str *)value);
    else if (kind == JD_FIELD_BOOL)
        jd_buf_add_c(into, *(const bool *)value ? "true" : "false");
    if (is_quoted)
        jd_buf_add_char(into, '"');
    add_plain(into, kind, value);
    if (is_quoted)
        jd_buf_add_char(into, '"');
}

static void add_row(struct jd_buf *into, enum jd_export_format format,
                    const struct jd_bookmark_row *row)
{
    for (size_t i = 0; i < JD_FIELD_COUNT; i++) {
        const struct jd_field *field = &jd_bookmark_fields[i];
        const void *value = (const char *)row + field->offset;
        if (format == JD_EXPORT_TSV) {
            jd_buf_add_c(into, i ? "\t" : "");
            add_tsv(into, field->kind, value);
        } else {
            jd_buf_printf(into, "%c\"%s\":", i ? ',' : '{', field->name);
            add_json(into, field->kind, value);
        }
    }
    jd_buf_add_c(into, format == JD_EXPORT_TSV ? "\n" : "}\n");
}

void jd_export_bookmarks(enum jd_export_format format, const struct jd_bookmark_row *rows,
                         size_t count, struct jd_buf *into)
{
    for (size_t i = 0; format == JD_EXPORT_TSV && i < JD_FIELD_COUNT; i++)
        jd_buf_printf(into, "%s%s", i ? "\t" : "", jd_bookmark_fields[i].name);
    if (format == JD_EXPORT_TSV)
        jd_buf_add_char(into, '\n');
    for (size_t i = 0; i < count; i++) {
        struct jd_arena arena = JD_ARENA_INIT;
        struct jd_bookmark_row clean = clean_row(&rows[i], &arena);
        add_row(into, format, &clean);
        jd_arena_release(&arena);
    }
}
