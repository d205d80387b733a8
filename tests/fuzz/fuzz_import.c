/* SPDX-License-Identifier: MIT */
/*
 * Any bytes as a file of bookmarks, as a line of JSON, as a field of TSV, as a moment.
 * What is taken can be written in both formats and comes back the same; what is refused
 * is refused with a place that exists.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "jingdu/base/json.h"
#include "jingdu/export/bookmarks.h"
#include "jingdu/export/time.h"
#include "jingdu/export/tsv.h"
#include "jingdu/text/utf8.h"

#include "jingdu/base/banned.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool condition)
{
    if (!condition)
        abort();
}

static void must_be_a_message(const char *message)
{
    must(*message && jd_utf8_count_bad(jd_str_of(message)) == 0);
}

/* ---- files
 * ----------------------------------------------------------------------------- */

struct tally {
    struct jd_str file;
    size_t line;  /* the last that was complained about */
    size_t start; /* where the line behind it starts */
    size_t count;
};

static void check_complaint(void *context, size_t line, size_t column,
                            const char *message)
{
    struct tally *tally = context;
    size_t start = tally->start, end = 0;
    must(line > tally->line);
    for (; tally->line < line; tally->line++) {
        start = tally->start;
        must(start <= tally->file.len);
        end = jd_str_find(tally->file, jd_str_of("\n"), start);
        end = end == (size_t)-1 ? tally->file.len : end;
        tally->start = end + 1;
    }
    must(column >= 1 && column <= end - start + 1);
    must_be_a_message(message);
    tally->count++;
}

static void refuse_complaint(void *context, size_t line, size_t column,
                             const char *message)
{
    (void)context, (void)line, (void)column, (void)message;
    abort();
}

static void check_row(const struct jd_bookmark_row *row)
{
    const struct jd_bookmark *mark = &row->mark;
    must(!jd_id_is_none(mark->id) && !jd_id_is_none(mark->article));
    must(!mark->place.at || mark->place.at < mark->place.quote.len);
    must(!mark->letter ||
         jd_id_eq(mark->id, jd_bookmark_id(mark->article, mark->letter)));
    must(mark->place.quote.len <= 4096 && mark->note.len <= 65536);
}

static void same_file(struct jd_buf *a, struct jd_buf *b)
{
    must(jd_str_eq(jd_buf_str(a), jd_buf_str(b)));
}

/* What was taken, written in a format, read and written again. */
static void there_and_back(enum jd_export_format format,
                           const struct jd_bookmark_row *rows, size_t count)
{
    struct jd_buf first = JD_BUF_INIT, second = JD_BUF_INIT;
    struct jd_arena arena = JD_ARENA_INIT;
    struct jd_bookmark_row *again;
    size_t again_count;
    if (!count && format == JD_EXPORT_JSONL)
        return; /* no bytes at all, which is no file to read */
    jd_export_bookmarks(format, rows, count, &first);
    bool read = jd_import_bookmarks(jd_buf_str(&first), &arena, refuse_complaint, NULL,
                                    &again, &again_count, NULL);
    must(read && again_count == count);
    jd_export_bookmarks(format, again, again_count, &second);
    same_file(&first, &second);
    jd_arena_release(&arena);
    jd_buf_release(&first);
    jd_buf_release(&second);
}

static void as_file(struct jd_str file)
{
    struct jd_arena arena = JD_ARENA_INIT;
    struct tally tally = { .file = file };
    struct jd_error err = JD_ERROR_INIT;
    struct jd_bookmark_row *rows;
    size_t count;
    if (jd_str_starts(file, jd_str_of("\xEF\xBB\xBF")))
        tally.file = jd_str_sub(file, 3, file.len);
    if (!jd_import_bookmarks(file, &arena, check_complaint, &tally, &rows, &count,
                             &err)) {
        must(err.code == JD_ERR_FORMAT && !count && !rows && tally.count == 1);
        must_be_a_message(err.message);
    }
    for (size_t i = 0; i < count; i++)
        check_row(&rows[i]);
    there_and_back(JD_EXPORT_TSV, rows, count);
    there_and_back(JD_EXPORT_JSONL, rows, count);
    jd_arena_release(&arena);
}

/* ---- parts
 * ----------------------------------------------------------------------------- */

static void as_object(struct jd_str line)
{
    struct jd_json_reader reader;
    struct jd_str name;
    struct jd_json_value value;
    struct jd_error err;
    jd_json_start(&reader, line);
    while (jd_json_next(&reader, &name, &value, &err)) {
        must(reader.at <= line.len && reader.name_at < reader.value_at);
        must(reader.value_at < reader.at);
        must(jd_utf8_count_bad(name) == 0 && jd_utf8_count_bad(value.string) == 0);
    }
    must(reader.at <= line.len);
    if (err.code != JD_ERR_NONE)
        must_be_a_message(err.message);
    jd_json_stop(&reader);
}

/* Any bytes can be written as a string, and come back if they are UTF-8. */
static void as_string(struct jd_str text)
{
    struct jd_buf line = JD_BUF_INIT;
    struct jd_json_reader reader;
    struct jd_str name;
    struct jd_json_value value;
    struct jd_error err;
    jd_buf_add_c(&line, "{\"x\":");
    jd_json_add_string(&line, text);
    jd_buf_add_char(&line, '}');
    jd_json_start(&reader, jd_buf_str(&line));
    must(jd_json_next(&reader, &name, &value, &err));
    must(value.kind == JD_JSON_STRING);
    must(jd_utf8_count_bad(text) || jd_str_eq(value.string, text));
    must(!jd_json_next(&reader, &name, &value, &err) && err.code == JD_ERR_NONE);
    jd_json_stop(&reader);
    jd_buf_release(&line);
}

static void as_field(struct jd_str text)
{
    struct jd_buf field = JD_BUF_INIT, read = JD_BUF_INIT;
    struct jd_error err = JD_ERROR_INIT;
    size_t column = 0;
    if (!jd_tsv_read_field(text, &read, &column, &err)) {
        must(column >= 1 && column <= text.len && !read.len);
        must_be_a_message(err.message);
    } else {
        must(jd_utf8_count_bad(jd_buf_str(&read)) == 0 && read.len <= text.len);
    }
    jd_buf_clear(&read);
    jd_tsv_add_field(&field, text);
    must(!field.len || !memchr(field.data, '\n', field.len));
    must(!field.len || !memchr(field.data, '\t', field.len));
    must(jd_tsv_read_field(jd_buf_str(&field), &read, &column, &err));
    bool is_text =
        !jd_utf8_count_bad(text) && !(text.len && memchr(text.ptr, 0, text.len));
    must(!is_text || jd_str_eq(jd_buf_str(&read), text));
    jd_buf_release(&field);
    jd_buf_release(&read);
}

static void as_moment(struct jd_str text)
{
    struct jd_buf written = JD_BUF_INIT;
    int64_t ms, again;
    if (jd_time_parse(text, &ms, NULL)) {
        jd_time_add(ms, &written);
        must(jd_time_parse(jd_buf_str(&written), &again, NULL) && again == ms);
    }
    if (text.len >= sizeof ms) {
        memcpy(&ms, text.ptr, sizeof ms);
        jd_buf_clear(&written);
        jd_time_add(ms, &written);
        must(jd_time_parse(jd_buf_str(&written), &again, NULL) && again == ms);
    }
    jd_buf_release(&written);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct jd_str text = jd_str_make((const char *)data, size);
    as_file(text);
    as_object(text);
    as_string(text);
    as_field(text);
    as_moment(text);
    return 0;
}
