/* SPDX-License-Identifier: MIT */
/*
 * The tables, version by version. A step is never changed once it was released; the next
 * version is one more step.
 */
#include "sql.h"

#include "jingdu/base/banned.h"

#define STAMP                                                                            \
    "changed_at INTEGER NOT NULL, device BLOB NOT NULL, deleted INTEGER NOT NULL DEFAULT 0"
#define QUOTE                                                                            \
    "byte INTEGER NOT NULL, text_len INTEGER NOT NULL, quote TEXT NOT NULL, "            \
    "at INTEGER NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL"

/* steps[n] leads from version n to n + 1. */
static const char *const steps[JD_STORE_VERSION] = {
    "CREATE TABLE meta(name TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE article(id BLOB PRIMARY KEY, " STAMP
    ", title TEXT NOT NULL, date TEXT NOT NULL, path BLOB NOT NULL, "
    "opened_at INTEGER NOT NULL, read INTEGER NOT NULL) STRICT;"
    "CREATE INDEX article_path ON article(path);"
    "CREATE INDEX article_opened ON article(opened_at);"
    "CREATE TABLE identity(id BLOB PRIMARY KEY, " STAMP
    ", article BLOB NOT NULL) STRICT, WITHOUT ROWID;"
    /* Columns in the order of the key: else quick_check of SQLite 3.40 finds NULLs that
     * are not there. */
    "CREATE TABLE likeness(article BLOB NOT NULL, number INTEGER NOT NULL, "
    "value INTEGER NOT NULL, PRIMARY KEY(article, number)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX likeness_value ON likeness(number, value);"
    "CREATE TABLE place(id BLOB PRIMARY KEY, " STAMP ", " QUOTE ") STRICT;"
    "CREATE TABLE bookmark(id BLOB PRIMARY KEY, " STAMP
    ", article BLOB NOT NULL, letter INTEGER NOT NULL, " QUOTE
    ", note TEXT NOT NULL, created_at INTEGER NOT NULL) STRICT;"
    "CREATE INDEX bookmark_article ON bookmark(article, byte);",
};

static bool set_device(struct jd_store *store, struct jd_error *err)
{
    sqlite3_stmt *statement = jd_sql_prepare(
        store, "INSERT OR IGNORE INTO meta VALUES ('device', ?1)", err);
    if (!statement)
        return false;
    jd_sql_bind_id(statement, 1, jd_id_random());
    return jd_sql_run(store, statement, err);
}

bool jd_schema_migrate(struct jd_store *store, int version, struct jd_error *err)
{
    struct jd_buf pragma = JD_BUF_INIT;
    bool ok = true;
    for (; ok && version < JD_STORE_VERSION; version++)
        ok = jd_sql_do(store, steps[version], err);
    jd_buf_printf(&pragma, "PRAGMA user_version = %d", JD_STORE_VERSION);
    ok = ok && set_device(store, err) && jd_sql_do(store, pragma.data, err);
    jd_buf_release(&pragma);
    return ok;
}
