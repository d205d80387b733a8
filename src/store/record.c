/* SPDX-License-Identifier: MIT */
#include "record.h"

#include "jingdu/base/banned.h"

void jd_record_bind_stamp(sqlite3_stmt *statement, int at, const struct jd_stamp *stamp)
{
    sqlite3_bind_int64(statement, at, stamp->changed_at);
    jd_sql_bind_id(statement, at + 1, stamp->device);
    sqlite3_bind_int(statement, at + 2, stamp->deleted);
}

void jd_record_read_stamp(sqlite3_stmt *statement, int at, struct jd_stamp *out)
{
    out->changed_at = sqlite3_column_int64(statement, at);
    out->device = jd_sql_id(statement, at + 1);
    out->deleted = sqlite3_column_int(statement, at + 2) != 0;
}

void jd_record_bind_quote(sqlite3_stmt *statement, int at, const struct jd_quote *quote)
{
    sqlite3_bind_int64(statement, at, (int64_t)quote->byte);
    sqlite3_bind_int64(statement, at + 1, (int64_t)quote->text_len);
    jd_sql_bind_text(statement, at + 2, quote->quote);
    sqlite3_bind_int64(statement, at + 3, quote->at);
    jd_sql_bind_text(statement, at + 4, quote->before);
    jd_sql_bind_text(statement, at + 5, quote->after);
}

void jd_record_read_quote(sqlite3_stmt *statement, int at, struct jd_arena *arena,
                          struct jd_quote *out)
{
    out->byte = (uint64_t)sqlite3_column_int64(statement, at);
    out->text_len = (uint64_t)sqlite3_column_int64(statement, at + 1);
    out->quote = jd_sql_str(statement, at + 2, arena);
    out->at = (uint32_t)sqlite3_column_int64(statement, at + 3);
    out->before = jd_sql_str(statement, at + 4, arena);
    out->after = jd_sql_str(statement, at + 5, arena);
}

void jd_record_bind_article(sqlite3_stmt *statement, int at,
                            const struct jd_article_record *record)
{
    jd_sql_bind_id(statement, at, record->id);
    jd_record_bind_stamp(statement, at + 1, &record->stamp);
    jd_sql_bind_text(statement, at + 4, record->title);
    jd_sql_bind_text(statement, at + 5, record->date);
    jd_sql_bind_blob(statement, at + 6, record->path);
    sqlite3_bind_int64(statement, at + 7, record->opened_at);
    sqlite3_bind_int(statement, at + 8, record->read);
}

void jd_record_read_article(sqlite3_stmt *statement, int at, struct jd_arena *arena,
                            struct jd_article_record *out)
{
    out->id = jd_sql_id(statement, at);
    jd_record_read_stamp(statement, at + 1, &out->stamp);
    out->title = jd_sql_str(statement, at + 4, arena);
    out->date = jd_sql_str(statement, at + 5, arena);
    out->path = jd_sql_str(statement, at + 6, arena);
    out->opened_at = sqlite3_column_int64(statement, at + 7);
    out->read = sqlite3_column_int(statement, at + 8);
}

bool jd_record_changed_at(struct jd_store *store, const char *table, struct jd_id id,
                          int64_t *out, struct jd_error *err)
{
    struct jd_buf sql = JD_BUF_INIT;
    struct jd_error wrong = JD_ERROR_INIT;
    jd_buf_printf(&sql, "SELECT changed_at FROM %s WHERE id = ?1", table);
    sqlite3_stmt *statement = jd_sql_prepare(store, sql.data, err);
    jd_buf_release(&sql);
    if (!statement)
        return false;
    jd_sql_bind_id(statement, 1, id);
    *out = jd_sql_row(store, statement, &wrong) ? sqlite3_column_int64(statement, 0) : 0;
    sqlite3_finalize(statement);
    if (wrong.code && err)
        *err = wrong;
    return wrong.code == JD_ERR_NONE;
}
