/* SPDX-License-Identifier: MIT */
#include "jingdu/export/bookmarks.h"

#include <stdlib.h>
#include <string.h>

#include "jingdu/base/json.h"
#include "jingdu/export/time.h"
#include "jingdu/export/tsv.h"
#include "jingdu/text/utf8.h"

#include "bookmark_field.h"

#include "jingdu/base/banned.h"

enum { COLUMNS_MAX = 256, UNKNOWN = -1 };

struct importer {
    struct jd_arena *arena;
    jd_import_complain complain;
    void *context;
    struct jd_str line;
    size_t number;            /* of the line, from 1 */
    int columns[COLUMNS_MAX]; /* TSV: number of the field, or UNKNOWN */
    size_t column_count;      /* 0: the header is still to come */
    struct jd_buf text;       /* a field, unescaped */
    struct jd_bookmark_row *rows;
    size_t count, cap;
};

/* One line on its way to a row. */
struct record {
    struct jd_bookmark_row row;
    size_t columns[JD_FIELD_COUNT]; /* where each field stands, from 1; 0: left out */
    size_t column;                  /* where a mistake is */
};

/* ---- single fields
 * --------------------------------------------------------------------- */

static void *member_of(struct record *record, const struct jd_field *field)
{
    return (char *)&record->row + field->offset;
}

static bool set_number(const struct jd_field *field, int64_t number,
                       struct record *record, struct jd_error *err)
{
    if (number < 0)
        return jd_fail(err, JD_ERR_FORMAT, "%s: less than zero", field->name);
    if (field->kind == JD_FIELD_SIZE_32 && number > UINT32_MAX)
        return jd_fail(err, JD_ERR_FORMAT, "%s: the number is too large", field->name);
    if (field->kind == JD_FIELD_SIZE_32)
        *(uint32_t *)member_of(record, field) = (uint32_t)number;
    else
        *(uint64_t *)member_of(record, field) = (uint64_t)number;
    return true;
}

static bool set_letter(const struct jd_field *field, struct jd_str text,
                       struct record *record, struct jd_error *err)
{
    if (text.len > 1 || (text.len && !jd_is_bookmark_letter(text.ptr[0])))
        return jd_fail(err, JD_ERR_FORMAT, "%s: one of a-z, A-Z, or nothing",
                       field->name);
    *(char *)member_of(record, field) = text.len ? text.ptr[0] : '\0';
    return true;
}

static bool set_text(const struct jd_field *field, struct jd_str text,
                     struct importer *importer, struct record *record,
                     struct jd_error *err)
{
    if (text.len > field->bytes_max)
        return jd_fail(err, JD_ERR_FORMAT, "%s: %zu bytes; at most %zu are taken",
                       field->name, text.len, field->bytes_max);
    if (text.len && memchr(text.ptr, '\0', text.len))
        return jd_fail(err, JD_ERR_FORMAT, "%s: a zero byte, which is no text",
                       field->name);
    *(struct jd_str *)member_of(record, field) =
        text.len
            ? jd_str_make(jd_arena_copy(importer->arena, text.ptr, text.len), text.len)
            : JD_STR_EMPTY;
    return true;
}

/* The kinds that are strings in both formats. */
static bool set_string(const struct jd_field *field, struct jd_str text,
                       struct importer *importer, struct record *record,
                       struct jd_error *err)
{
    switch (field->kind) {
    case JD_FIELD_ID:
        return jd_id_parse(text, member_of(record, field)) ||
               jd_fail(err, JD_ERR_FORMAT, "%s: no 32 hexadecimal digits", field->name);
    case JD_FIELD_TIME:
        if (jd_time_parse(text, member_of(record, field), err))
            return true;
        jd_error_prefix(err, "%s: ", field->name);
        return false;
    case JD_FIELD_LETTER:
        return set_letter(field, text, record, err);
    default:
        return set_text(field, text, importer, record, err);
    }
}

/* ---- whole records
 * --------------------------------------------------------------------- */

static bool fail_at(struct record *record, int field, const char *what,
                    struct jd_error *err)
{
    record->column = record->columns[field];
    return jd_fail(err, JD_ERR_FORMAT, "%s: %s", jd_bookmark_fields[field].name, what);
}

/* What the fields say together. */
static bool check_record(struct record *record, struct jd_error *err)
{
    const struct jd_bookmark *mark = &record->row.mark;
    if (jd_id_is_none(mark->id))
        return fail_at(record, JD_FIELD_OF_ID, "all zeros are no id", err);
    if (jd_id_is_none(mark->article))
        return fail_at(record, JD_FIELD_OF_ARTICLE, "all zeros are no id", err);
    if (mark->letter && !jd_id_eq(mark->id, jd_bookmark_id(mark->article, mark->letter)))
        return fail_at(record, JD_FIELD_OF_ID,
                       "not the id of this letter in this article", err);
    if (mark->stamp.changed_at > JD_STAMP_LATEST) /* the store would alter it */
        return fail_at(record, JD_FIELD_OF_CHANGED_AT, "later than the year 9998", err);
    if (mark->place.at && mark->place.at >= mark->place.quote.len)
        return fail_at(record, JD_FIELD_OF_AT, "outside the quote", err);
    return true;
}

static void put_row(struct importer *importer, struct record *record)
{
    struct jd_bookmark_row *row = &record->row;
    struct jd_article_record *article = &row->article;
    if (!record->columns[JD_FIELD_OF_CREATED_AT])
        row->mark.created_at = row->mark.stamp.changed_at;
    if (article->title.len || article->date.len || article->path.len)
        article->id = row->mark.article;
    importer->rows =
        jd_grow(importer->rows, importer->count, &importer->cap, sizeof *importer->rows);
    importer->rows[importer->count++] = *row;
}

/* ---- TSV
 * ------------------------------------------------------------------------------- */

static int field_of(struct jd_str name)
{
    for (int i = 0; i < JD_FIELD_COUNT; i++)
        if (jd_str_eq_c(name, jd_bookmark_fields[i].name))
            return i;
    return UNKNOWN;
}

static bool has_column(const struct importer *importer, int field)
{
    for (size_t i = 0; i < importer->column_count; i++)
        if (importer->columns[i] == field)
            return true;
    return false;
}

/* The whole file is refused for what stands here. */
static bool refuse(const struct importer *importer, size_t line, size_t column,
                   struct jd_error *err, const char *what)
{
    if (importer->complain)
        importer->complain(importer->context, line, column, what);
    return jd_fail(err, JD_ERR_FORMAT, "line %zu, column %zu: %s", line, column, what);
}

static bool refuse_column(const struct importer *importer, size_t column, int field,
                          const char *before, struct jd_error *err)
{
    struct jd_buf what = JD_BUF_INIT;
    jd_buf_add_c(&what, before);
    jd_buf_add_c(&what, jd_bookmark_fields[field].name);
    bool ok = refuse(importer, importer->number, column, err, what.data);
    jd_buf_release(&what);
    return ok;
}

static bool read_header(struct importer *importer, struct jd_error *err)
{
    for (struct jd_str rest = importer->line, name; jd_str_split(&rest, '\t', &name);) {
        size_t column = (size_t)(name.ptr - importer->line.ptr) + 1;
        int field = field_of(name);
        if (importer->column_count == COLUMNS_MAX)
            return refuse(importer, importer->number, column, err,
                          "more than 256 columns");
        if (field != UNKNOWN && has_column(importer, field))
            return refuse_column(importer, column, field,
                                 "the second column of this name: ", err);
        importer->columns[importer->column_count++] = field;
    }
    for (int i = 0; i < JD_FIELD_COUNT; i++)
        if (jd_bookmark_fields[i].is_needed && !has_column(importer, i))
            return refuse_column(importer, 1, i,
                                 "neither JSON nor a header with the column ", err);
    return true;
}

static bool set_tsv_number(const struct jd_field *field, struct jd_str text,
                           struct record *record, struct jd_error *err)
{
    int64_t number = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return jd_fail(err, JD_ERR_FORMAT, "%s: no whole number", field->name);
        if (__builtin_mul_overflow(number, 10, &number) ||
            __builtin_add_overflow(number, text.ptr[i] - '0', &number))
            return jd_fail(err, JD_ERR_FORMAT, "%s: the number is too large",
                           field->name);
    }
    return set_number(field, number, record, err);
}

/* text is unescaped. */
static bool set_tsv(int number, struct jd_str text, struct importer *importer,
                    struct record *record, struct jd_error *err)
{
    const struct jd_field *field = &jd_bookmark_fields[number];
    if (!text.len && !field->is_needed)
        record->columns[number] = 0;
    switch (field->kind) {
    case JD_FIELD_BOOL:
        *(bool *)member_of(record, field) = jd_str_eq_c(text, "1");
        return jd_str_eq_c(text, "1") || jd_str_eq_c(text, "0") || !text.len ||
               jd_fail(err, JD_ERR_FORMAT, "%s: 0 or 1", field->name);
    case JD_FIELD_SIZE:
    case JD_FIELD_SIZE_32:
        return set_tsv_number(field, text, record, err);
    case JD_FIELD_TIME:
        if (!record->columns[number])
            return true;
        break;
    default:
        break;
    }
    return set_string(field, text, importer, record, err);
}

static bool read_tsv_field(struct importer *importer, int number, struct jd_str raw,
                           struct record *record, struct jd_error *err)
{
    size_t column = (size_t)(raw.ptr - importer->line.ptr) + 1, inside = 1;
    record->columns[number] = record->column = column;
    jd_buf_clear(&importer->text);
    if (!jd_tsv_read_field(raw, &importer->text, &inside, err)) {
        record->column = column + inside - 1;
        jd_error_prefix(err, "%s: ", jd_bookmark_fields[number].name);
        return false;
    }
    return set_tsv(number, jd_buf_str(&importer->text), importer, record, err);
}

static bool check_bytes(struct jd_str line, struct record *record, struct jd_error *err)
{
    if (!jd_utf8_count_bad(line))
        return true;
    size_t at = 0;
    for (struct jd_cp next; !(next = jd_utf8_next(line, at)).bad;)
        at += next.len;
    record->column = at + 1;
    return jd_fail(err, JD_ERR_FORMAT, "these bytes are not UTF-8");
}

static bool read_tsv(struct importer *importer, struct record *record,
                     struct jd_error *err)
{
    size_t count = 0;
    if (!check_bytes(importer->line, record, err))
        return false;
    for (struct jd_str rest = importer->line, raw; jd_str_split(&rest, '\t', &raw);
         count++) {
        record->column = (size_t)(raw.ptr - importer->line.ptr) + 1;
        if (count == importer->column_count)
            return jd_fail(err, JD_ERR_FORMAT,
                           "the header names %zu columns, here is one more",
                           importer->column_count);
        int number = importer->columns[count];
        if (number != UNKNOWN && !read_tsv_field(importer, number, raw, record, err))
            return false;
    }
    record->column = importer->line.len + 1;
    if (count < importer->column_count)
        return jd_fail(err, JD_ERR_FORMAT,
                       "the header names %zu columns, here are only %zu",
                       importer->column_count, count);
    return true;
}

/* ---- JSON Lines
 * ------------------------------------------------------------------------ */

static bool set_json(const struct jd_field *field, const struct jd_json_value *value,
                     struct importer *importer, struct record *record,
                     struct jd_error *err)
{
    bool is_number = field->kind == JD_FIELD_SIZE || field->kind == JD_FIELD_SIZE_32;
    bool is_bool = field->kind == JD_FIELD_BOOL;
    enum jd_json_kind kind = is_number ? JD_JSON_NUMBER
                             : is_bool ? JD_JSON_BOOL
                                       : JD_JSON_STRING;
    if (value->kind != kind)
        return jd_fail(err, JD_ERR_FORMAT, "%s: should be %s", field->name,
                       is_number ? "a number"
                       : is_bool ? "true or false"
                                 : "a string");
    if (is_number)
        return set_number(field, value->number, record, err);
    if (is_bool) {
        *(bool *)member_of(record, field) = value->number != 0;
        return true;
    }
    return set_string(field, value->string, importer, record, err);
}

static bool read_members(struct jd_json_reader *reader, struct importer *importer,
                         struct record *record, struct jd_error *err)
{
    struct jd_str name;
    struct jd_json_value value;
    while (jd_json_next(reader, &name, &value, err)) {
        int number = field_of(name);
        if (number == UNKNOWN)
            continue;
        const struct jd_field *field = &jd_bookmark_fields[number];
        record->column = reader->name_at + 1;
        if (record->columns[number])
            return jd_fail(err, JD_ERR_FORMAT, "%s stands here for the second time",
                           field->name);
        if (value.kind == JD_JSON_NULL)
            continue;
        record->columns[number] = record->column = reader->value_at + 1;
        if (!set_json(field, &value, importer, record, err))
            return false;
    }
    record->column = reader->at + 1;
    return err->code == JD_ERR_NONE;
}

static bool read_json(struct importer *importer, struct record *record,
                      struct jd_error *err)
{
    struct jd_json_reader reader;
    jd_json_start(&reader, importer->line);
    bool ok = read_members(&reader, importer, record, err);
    jd_json_stop(&reader);
    for (int i = 0; ok && i < JD_FIELD_COUNT; i++)
        if (jd_bookmark_fields[i].is_needed && !record->columns[i])
            ok = jd_fail(err, JD_ERR_FORMAT, "%s is missing", jd_bookmark_fields[i].name);
    return ok;
}

/* ---- files
 * ----------------------------------------------------------------------------- */

static void read_line(struct importer *importer, bool is_json)
{
    struct record record = { .column = 1 };
    struct jd_error err = JD_ERROR_INIT;
    for (size_t i = 0; i < JD_FIELD_COUNT; i++)
        if (jd_bookmark_fields[i].kind == JD_FIELD_TEXT)
            *(struct jd_str *)member_of(&record, &jd_bookmark_fields[i]) = JD_STR_EMPTY;
    bool ok =
        is_json ? read_json(importer, &record, &err) : read_tsv(importer, &record, &err);
    if (ok && check_record(&record, &err))
        put_row(importer, &record);
    else if (importer->complain)
        importer->complain(importer->context, importer->number, record.column,
                           err.message);
}

static bool read_lines(struct importer *importer, struct jd_str rest, bool is_json,
                       struct jd_error *err)
{
    while (jd_str_split(&rest, '\n', &importer->line)) {
        importer->number++;
        if (jd_str_ends(importer->line, jd_str_of("\r")))
            importer->line.len--;
        if (!jd_str_trim(importer->line).len)
            continue;
        if (!is_json && !importer->column_count) {
            if (!read_header(importer, err))
                return false;
            continue;
        }
        if (importer->count == JD_IMPORT_ROWS_MAX) {
            if (importer->complain)
                importer->complain(importer->context, importer->number, 1,
                                   "more records than one file may have: split it here");
            break;
        }
        read_line(importer, is_json);
    }
    return true;
}

/* The rows move to the arena. */
static void give_rows(struct importer *importer, struct jd_bookmark_row **rows,
                      size_t *count)
{
    size_t size = importer->count * sizeof **rows;
    *rows = size ? jd_arena_alloc(importer->arena, size) : NULL;
    if (size)
        memcpy(*rows, importer->rows, size);
    *count = importer->count;
}

bool jd_import_bookmarks(struct jd_str file, struct jd_arena *arena,
                         jd_import_complain complain, void *context,
                         struct jd_bookmark_row **rows, size_t *count,
                         struct jd_error *err)
{
    static const char bom[] = "\xEF\xBB\xBF";
    struct importer importer = {
        .arena = arena, .complain = complain, .context = context, .text = JD_BUF_INIT
    };
    *rows = NULL;
    *count = 0;
    if (jd_str_starts(file, jd_str_of(bom)))
        file = jd_str_sub(file, 3, file.len);
    struct jd_str seen = jd_str_trim(file);
    if (!seen.len)
        return refuse(&importer, 1, 1, err,
                      "the file is empty: neither a header nor a record");
    bool ok = read_lines(&importer, file, seen.ptr[0] == '{', err);
    if (ok)
        give_rows(&importer, rows, count);
    free(importer.rows);
    jd_buf_release(&importer.text);
    return ok;
}
