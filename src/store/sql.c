/* SPDX-License-Identifier: MIT */
#include "sql.h"

#include "jingdu/base/clock.h"

#include "jingdu/base/banned.h"

bool jd_sql_fail(struct jd_store *store, struct jd_error *err)
{
    int code = sqlite3_errcode(store->db);
    if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB)
        store->is_damaged = true;
    return jd_fail(err, JD_ERR_IO, "%s: %s", store->path, sqlite3_errmsg(store->db));
}

sqlite3_stmt *jd_sql_prepare(struct jd_store *store, const char *sql, struct jd_error *err)
{
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL) != SQLITE_OK)
        jd_sql_fail(store, err);
    return statement;
}

void jd_sql_bind_id(sqlite3_stmt *statement, int at, struct jd_id id)
{
    sqlite3_bind_blob(statement, at, id.bytes, sizeof id.bytes, SQLITE_TRANSIENT);
}

void jd_sql_bind_text(sqlite3_stmt *statement, int at, struct jd_str text)
{
    sqlite3_bind_text(statement, at, text.len ? text.ptr : "", (int)text.len,
                      SQLITE_TRANSIENT);
}

void jd_sql_bind_blob(sqlite3_stmt *statement, int at, struct jd_str bytes)
{
    sqlite3_bind_blob(statement, at, bytes.len ? bytes.ptr : "", (int)bytes.len,
                      SQLITE_TRANSIENT);
}

struct jd_id jd_sql_id(sqlite3_stmt *statement, int column)
{
    struct jd_id id = JD_ID_NONE;
    const void *bytes = sqlite3_column_blob(statement, column);
    if (bytes && sqlite3_column_bytes(statement, column) == (int)sizeof id.bytes)
        memcpy(id.bytes, bytes, sizeof id.bytes);
    return id;
}

struct jd_str jd_sql_str(sqlite3_stmt *statement, int column, struct jd_arena *arena)
{
    const void *bytes = sqlite3_column_blob(statement, column);
    size_t len = (size_t)sqlite3_column_bytes(statement, column);
    return jd_str_make(jd_arena_copy(arena, bytes ? bytes : "", bytes ? len : 0),
                       bytes ? len : 0);
}

bool jd_sql_row(struct jd_store *store, sqlite3_stmt *statement, struct jd_error *err)
{
    switch (sqlite3_step(statement)) {
    case SQLITE_ROW:
        return true;
    case SQLITE_DONE:
        return false;
    default:
        return jd_sql_fail(store, err);
    }
}

bool jd_sql_run(struct jd_store *store, sqlite3_stmt *statement, struct jd_error *err)
{
    struct jd_error wrong = JD_ERROR_INIT;
    while (jd_sql_row(store, statement, &wrong))
        continue;
    sqlite3_finalize(statement);
    if (wrong.code && err)
        *err = wrong;
    return wrong.code == JD_ERR_NONE;
}

bool jd_sql_do(struct jd_store *store, const char *sql, struct jd_error *err)
{
    return sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK ||
           jd_sql_fail(store, err);
}

bool jd_sql_number(struct jd_store *store, const char *sql, int64_t fallback, int64_t *out,
                   struct jd_error *err)
{
    struct jd_error wrong = JD_ERROR_INIT;
    sqlite3_stmt *statement = jd_sql_prepare(store, sql, err);
    if (!statement)
        return false;
    *out = jd_sql_row(store, statement, &wrong) ? sqlite3_column_int64(statement, 0)
                                                : fallback;
    sqlite3_finalize(statement);
    if (wrong.code && err)
        *err = wrong;
    return wrong.code == JD_ERR_NONE;
}

bool jd_sql_stamp(struct jd_store *store, int64_t replaced, struct jd_stamp *stamp,
                  struct jd_error *err)
{
    int64_t last, now = jd_clock_now_ms();
    if (!jd_sql_number(store, "SELECT value FROM meta WHERE name = 'last_change'", 0, &last,
                       err))
        return false;
    int64_t time = now > last ? now : last + 1;
    sqlite3_stmt *statement = jd_sql_prepare(
        store, "INSERT OR REPLACE INTO meta VALUES ('last_change', ?1)", err);
    if (!statement)
        return false;
    sqlite3_bind_int64(statement, 1, time);
    if (!jd_sql_run(store, statement, err))
        return false;
    /* A record of another machine may have a time of the future: the change wins here all
     * the same, and the clock of this store stays as it is. */
    stamp->changed_at = time > replaced         ? time
                        : replaced == INT64_MAX ? INT64_MAX
                                                : replaced + 1;
    stamp->device = store->device;
    return true;
}
