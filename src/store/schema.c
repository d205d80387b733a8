/* SPDX-License-Identifier: MIT */
/*
 * The tables, version by version. A step is never changed once it was released; the next
 * version is one more step. And: whether a file is what it must be.
 */
#include <fcntl.h>
#include <unistd.h>

#include "sql.h"

#include "jingdu/base/banned.h"

#define STAMP                                                                            \
    "changed_at INTEGER NOT NULL, device BLOB NOT NULL, deleted INTEGER NOT NULL "       \
    "DEFAULT 0"
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

bool jd_schema_name_device(struct jd_store *store, struct jd_error *err)
{
    sqlite3_stmt *statement =
        jd_sql_prepare(store, "INSERT OR REPLACE INTO meta VALUES ('device', ?1)", err);
    if (!statement)
        return false;
    store->device = jd_id_random();
    jd_sql_bind_id(statement, 1, store->device);
    return jd_sql_run(store, statement, err);
}

bool jd_schema_migrate(struct jd_store *store, int version, struct jd_error *err)
{
    struct jd_buf pragma = JD_BUF_INIT;
    bool ok = true, is_new = version == 0;
    for (; ok && version < JD_STORE_VERSION; version++)
        ok = jd_sql_do(store, steps[version], err);
    jd_buf_printf(&pragma, "PRAGMA user_version = %d", JD_STORE_VERSION);
    ok = ok && (!is_new || jd_schema_name_device(store, err)) &&
         jd_sql_do(store, pragma.data, err);
    jd_buf_release(&pragma);
    return ok;
}

/* ---- is it damaged? ---------------------------------------------------------------- */

/* Does a file of this version have its tables, with all their columns? */
static bool is_whole(sqlite3 *db)
{
    static const char *const looks[] = {
        "SELECT name, value FROM meta",
        "SELECT id, changed_at, device, deleted, title, date, path, opened_at, read "
        "FROM article",
        "SELECT id, changed_at, device, deleted, article FROM identity",
        "SELECT article, number, value FROM likeness",
        "SELECT id, changed_at, device, deleted, byte, text_len, quote, at, before, "
        "after "
        "FROM place",
        "SELECT id, changed_at, device, deleted, article, letter, byte, text_len, quote, "
        "at, before, after, note, created_at FROM bookmark",
    };
    for (size_t i = 0; i < sizeof looks / sizeof *looks; i++) {
        sqlite3_stmt *statement = NULL;
        int code = sqlite3_prepare_v2(db, looks[i], -1, &statement, NULL);
        sqlite3_finalize(statement);
        if (code == SQLITE_ERROR)
            return false;
    }
    return true;
}

/* The header says versions that SQLite does not write: of the file format for writing and
 * reading, of the schema's format. */
static bool is_senseless(const char *path, bool (*is_bad)(const unsigned char *header))
{
    unsigned char header[100];
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    bool bad = fd >= 0 && pread(fd, header, sizeof header, 0) == (ssize_t)sizeof header &&
               is_bad(header);
    if (fd >= 0)
        close(fd);
    return bad;
}

static bool has_sealed_header(const unsigned char *header)
{
    return header[18] > 2 || header[19] > 2;
}

static bool has_bad_header(const unsigned char *header)
{
    return has_sealed_header(header) || header[44] || header[45] || header[46] ||
           header[47] > 4;
}

bool jd_schema_is_sealed(const char *path)
{
    return is_senseless(path, has_sealed_header);
}

/* The first column of the first row of an answer; SQLITE_OK when it is what it must be.
 */
static int ask(sqlite3 *db, const char *question, bool (*is_good)(sqlite3_stmt *answer),
               bool *good)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(db, question, -1, &statement, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_step(statement);
    if (code == SQLITE_ROW) {
        *good = is_good(statement);
        code = SQLITE_OK;
    }
    sqlite3_finalize(statement);
    return code & 0xff;
}

static bool is_ok(sqlite3_stmt *answer)
{
    const unsigned char *text = sqlite3_column_text(answer, 0);
    return text && strcmp((const char *)text, "ok") == 0;
}

/* The version, and how many tables there are. */
static bool is_version(sqlite3_stmt *answer)
{
    sqlite3_int64 version = sqlite3_column_int64(answer, 0);
    if (version == 0)
        return sqlite3_column_int64(answer, 1) == 0;
    return version > 0 && version <= JD_SCHEMA_VERSION_MAX &&
           (version != JD_STORE_VERSION || is_whole(sqlite3_db_handle(answer)));
}

/* Indices are compared with tables too, which costs more than the daily check. */
static enum jd_verdict judge_open(sqlite3 *db)
{
    bool is_clean = true, is_ours = true;
    jd_sql_be_patient(db);
    int code = ask(db, "PRAGMA integrity_check(1)", is_ok, &is_clean);
    if (code == SQLITE_OK && is_clean)
        code = ask(db,
                   "SELECT (SELECT user_version FROM pragma_user_version), "
                   "(SELECT count(*) FROM sqlite_schema)",
                   is_version, &is_ours);
    if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB)
        return JD_DAMAGED;
    return code != SQLITE_OK ? JD_UNKNOWN : is_clean && is_ours ? JD_SOUND : JD_DAMAGED;
}

/* By a connection of its own; a hot journal is rolled back first by SQLite. */
enum jd_verdict jd_schema_judge(const char *path, int flags)
{
    sqlite3 *db = NULL;
    enum jd_verdict verdict = JD_UNKNOWN;
    int code = sqlite3_open_v2(path, &db, flags | SQLITE_OPEN_NOFOLLOW, NULL);
    if (code == SQLITE_OK)
        verdict = judge_open(db);
    else if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB)
        verdict = JD_DAMAGED;
    sqlite3_close(db);
    return is_senseless(path, has_bad_header) ? JD_DAMAGED : verdict;
}

/* ---- what is left of a damaged one ------------------------------------------------- */

static sqlite3_stmt *prepare_copy(sqlite3 *to, const char *table, int columns)
{
    struct jd_buf sql = JD_BUF_INIT;
    sqlite3_stmt *statement = NULL;
    jd_buf_printf(&sql, "INSERT OR IGNORE INTO %s VALUES(?", table);
    for (int i = 1; i < columns; i++)
        jd_buf_add_c(&sql, ", ?");
    jd_buf_add_char(&sql, ')');
    sqlite3_prepare_v2(to, sql.data, -1, &statement, NULL);
    jd_buf_release(&sql);
    return statement;
}

/* Row by row until the first that cannot be read. */
static size_t copy_table(sqlite3 *from, sqlite3 *to, const char *table)
{
    struct jd_buf sql = JD_BUF_INIT;
    sqlite3_stmt *in = NULL, *out = NULL;
    size_t count = 0;
    jd_buf_printf(&sql, "SELECT * FROM %s", table);
    if (sqlite3_prepare_v2(from, sql.data, -1, &in, NULL) == SQLITE_OK)
        out = prepare_copy(to, table, sqlite3_column_count(in));
    while (out && sqlite3_step(in) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(in); i++)
            sqlite3_bind_value(out, i + 1, sqlite3_column_value(in, i));
        count += sqlite3_step(out) == SQLITE_DONE;
        sqlite3_reset(out);
    }
    sqlite3_finalize(in);
    sqlite3_finalize(out);
    jd_buf_release(&sql);
    return count;
}

static size_t copy_tables(sqlite3 *from, struct jd_store *to)
{
    static const char *const tables[] = { "article", "identity", "likeness", "place",
                                          "bookmark" };
    size_t count = 0;
    if (!jd_sql_do(to, "BEGIN", NULL) || !jd_schema_migrate(to, 0, NULL))
        return 0;
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        count += copy_table(from, to->db, tables[i]);
    copy_table(from, to->db, "meta"); /* it is another device from now on */
    return jd_sql_do(to, "COMMIT", NULL) ? count : 0;
}

size_t jd_schema_salvage(const char *from, const char *to)
{
    struct jd_store fresh = { .path = (char *)(uintptr_t)to };
    sqlite3 *old = NULL;
    size_t count = 0;
    if (sqlite3_open_v2(from, &old, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOFOLLOW, NULL) ==
            SQLITE_OK &&
        sqlite3_open_v2(to, &fresh.db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW,
                        NULL) == SQLITE_OK)
        count = copy_tables(old, &fresh);
    sqlite3_close(old);
    sqlite3_close(fresh.db);
    return count;
}
