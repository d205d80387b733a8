/* SPDX-License-Identifier: MIT */
#include "sql.h"

#include <time.h>

#include "jingdu/base/clock.h"

#include "jingdu/base/banned.h"

static int wait_a_little(void *context, int asked)
{
    enum { STEP_MS = 2 };
    (void)context;
    if (asked >= JD_SQL_BUSY_MS / STEP_MS)
        return 0;
    struct timespec pause = { .tv_nsec = STEP_MS * 1000000L };
    nanosleep(&pause, NULL);
    return 1;
}

void jd_sql_be_patient(sqlite3 *db)
{
    sqlite3_busy_handler(db, wait_a_little, NULL);
}

bool jd_sql_fail(struct jd_store *store, struct jd_error *err)
{
    int code = sqlite3_errcode(store->db), errnum = sqlite3_system_errno(store->db);
    const char *said = sqlite3_errmsg(store->db);
    switch (code) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        store->is_damaged = true;
        jd_fail(&store->said, JD_ERR_FORMAT, "%s is damaged: %s", store->path, said);
        break;
    case SQLITE_BUSY:
        jd_fail(&store->said, JD_ERR_IO, "%s: another program does not let go of it (%s)",
                store->path, said);
        break;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
        if (errnum) {
            jd_fail_errno(&store->said, errnum, "%s: %s", store->path, said);
            break;
        }
        /* fall through */
    default:
        jd_fail(&store->said, JD_ERR_IO, "%s: %s", store->path, said);
    }
    if (err)
        *err = store->said;
    return false;
}

sqlite3_stmt *jd_sql_prepare(struct jd_store *store, const char *sql,
                             struct jd_error *err)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL);
    if (code != SQLITE_OK) {
        jd_sql_fail(store, err);
        /* Our own statements fit our own tables. */
        if (code == SQLITE_ERROR && !store->is_newer)
            store->is_damaged = true;
    }
    return statement;
}

void jd_sql_bind_id(sqlite3_stmt *statement, int at, struct jd_id id)
{
    sqlite3_bind_blob(statement, at, id.bytes, sizeof id.bytes, SQLITE_TRANSIENT);
}

void jd_sql_bind_text(sqlite3_stmt *statement, int at, struct jd_str text)
{
    sqlite3_bind_text64(statement, at, text.len ? text.ptr : "", text.len,
                        SQLITE_TRANSIENT, SQLITE_UTF8);
}

void jd_sql_bind_blob(sqlite3_stmt *statement, int at, struct jd_str bytes)
{
    sqlite3_bind_blob64(statement, at, bytes.len ? bytes.ptr : "", bytes.len,
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

bool jd_sql_number(struct jd_store *store, const char *sql, int64_t fallback,
                   int64_t *out, struct jd_error *err)
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

/* ---- the time of a change ---------------------------------------------------------- */

bool jd_sql_stamp(struct jd_store *store, int64_t replaced, struct jd_stamp *stamp,
                  struct jd_error *err)
{
    int64_t last, now = jd_clock_now_ms();
    if (!jd_sql_number(store, "SELECT value FROM meta WHERE name = 'last_change'", 0,
                       &last, err))
        return false;
    /* A last change beyond every calendar is none of ours. */
    int64_t time = now > last || last >= JD_STAMP_LATEST ? now : last + 1;
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

/* ---- transactions ------------------------------------------------------------------ */

/* Now that nobody else can write: is the file still at its path, and of our version? */
static bool is_current(struct jd_store *store, struct jd_error *err)
{
    int64_t version;
    return jd_sql_number(store, "PRAGMA user_version", 0, &version, err) &&
           ((version == JD_STORE_VERSION && !jd_sql_has_moved(store)) ||
            jd_fail(err, JD_ERR_IO, "%s: other programs keep replacing it", store->path));
}

/* Damage that is met, and a file that is another one by the time that we have the lock,
 * are repaired and opened anew: nothing has been done yet. */
static bool begin(struct jd_store *store, struct jd_error *err)
{
    for (int tries = 0; tries < 3; tries++) {
        bool locked =
            jd_sql_open_to_save(store, err) && jd_sql_do(store, "BEGIN IMMEDIATE", err);
        if (locked && is_current(store, err))
            return true;
        if (!locked && !store->is_damaged)
            return false;
        jd_sql_close(store);
    }
    return false;
}

static bool end(struct jd_store *store, bool keep, struct jd_error *err)
{
    if (keep && jd_sql_do(store, "COMMIT", err))
        return true;
    /* After some failures SQLite has rolled back by itself. */
    if (store->db && !sqlite3_get_autocommit(store->db))
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    return false;
}

static void note_failure(struct jd_store *store, const struct jd_error *err)
{
    store->why = *err;
    if (!err->code)
        jd_fail(&store->why, JD_ERR_IO, "%s: not saved", store->path ? store->path : "");
}

bool jd_sql_begin(struct jd_store *store, struct jd_error *err)
{
    struct jd_error wrong = JD_ERROR_INIT;
    if (store->is_grouped && store->is_spoilt) {
        if (err)
            *err = store->why;
        return false;
    }
    if (!store->is_grouped && !begin(store, &wrong)) {
        note_failure(store, &wrong);
        if (err)
            *err = wrong;
        return false;
    }
    store->said = (struct jd_error)JD_ERROR_INIT;
    return true;
}

bool jd_sql_end(struct jd_store *store, bool ok, struct jd_error *err)
{
    if (!ok)
        note_failure(store, &store->said);
    if (store->is_grouped) {
        store->is_spoilt |= !ok;
        return ok;
    }
    struct jd_error wrong = JD_ERROR_INIT;
    if (end(store, ok, &wrong)) {
        store->why = (struct jd_error)JD_ERROR_INIT;
        return true;
    }
    if (ok) {
        note_failure(store, &wrong);
        if (err)
            *err = wrong;
    }
    return false;
}

bool jd_store_begin(struct jd_store *store, struct jd_error *err)
{
    if (!jd_sql_begin(store, err))
        return false;
    store->is_grouped = true;
    store->is_spoilt = false;
    return true;
}

bool jd_store_end(struct jd_store *store, bool keep, struct jd_error *err)
{
    if (!store->is_grouped)
        return jd_fail(err, JD_ERR_USAGE, "nothing was begun");
    bool spoilt = store->is_spoilt;
    store->is_grouped = store->is_spoilt = false;
    if (keep && !spoilt)
        return jd_sql_end(store, true, err);
    end(store, false, NULL);
    if (spoilt && err)
        *err = store->why;
    return !keep;
}
