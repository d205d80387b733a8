/* SPDX-License-Identifier: MIT */
#include "jingdu/store/article.h"

#include <stdlib.h>

#include "record.h"

#include "jingdu/base/banned.h"

enum { LIKE_ENOUGH = JD_STORE_LIKENESS / 2 };

/* ---- finding ----------------------------------------------------------------------- */

/* The record that a statement finds; JD_ERR_NOT_FOUND when it finds none. Finalises. */
static bool read_one(struct jd_store *store, sqlite3_stmt *statement,
                     struct jd_arena *arena, struct jd_article_record *out,
                     struct jd_error *err)
{
    struct jd_error wrong = JD_ERROR_INIT;
    if (!statement)
        return false;
    bool found = jd_sql_row(store, statement, &wrong);
    if (found)
        jd_record_read_article(statement, 0, arena, out);
    sqlite3_finalize(statement);
    if (found)
        return true;
    if (!wrong.code)
        return jd_fail(err, JD_ERR_NOT_FOUND, "no such article");
    if (err)
        *err = wrong;
    return false;
}

bool jd_store_article_get(struct jd_store *store, struct jd_id id, struct jd_arena *arena,
                          struct jd_article_record *out, struct jd_error *err)
{
    if (!jd_sql_open(store, err))
        return false;
    sqlite3_stmt *statement = jd_sql_prepare(
        store, "SELECT " JD_ARTICLE_COLUMNS " FROM article WHERE id = ?1", err);
    if (statement)
        jd_sql_bind_id(statement, 1, id);
    return read_one(store, statement, arena, out, err);
}

static bool find_identity(struct jd_store *store, struct jd_id identity,
                          struct jd_arena *arena, struct jd_article_record *out,
                          struct jd_error *err)
{
    sqlite3_stmt *statement =
        jd_sql_prepare(store,
                       "SELECT " JD_ARTICLE_COLUMNS " FROM article WHERE id = "
                       "(SELECT article FROM identity WHERE id = ?1 AND NOT deleted)",
                       err);
    if (statement)
        jd_sql_bind_id(statement, 1, identity);
    return read_one(store, statement, arena, out, err);
}

static bool find_path(struct jd_store *store, const char *path, struct jd_arena *arena,
                      struct jd_article_record *out, struct jd_error *err)
{
    sqlite3_stmt *statement =
        jd_sql_prepare(store,
                       "SELECT " JD_ARTICLE_COLUMNS " FROM article WHERE path = ?1 "
                       "ORDER BY deleted, opened_at DESC LIMIT 1",
                       err);
    if (statement)
        jd_sql_bind_blob(statement, 1, jd_str_of(path));
    return read_one(store, statement, arena, out, err);
}

/* Who has this value of this function? Each article once for each value that it shares.
 */
static bool find_sharers(struct jd_store *store, const uint64_t *likeness,
                         struct jd_id **sharers, size_t *count, struct jd_error *err)
{
    size_t cap = 0;
    struct jd_error wrong = JD_ERROR_INIT;
    sqlite3_stmt *statement = jd_sql_prepare(
        store, "SELECT article FROM likeness WHERE number = ?1 AND value = ?2", err);
    if (!statement)
        return false;
    for (int n = 0; n < JD_STORE_LIKENESS && !wrong.code; n++) {
        sqlite3_reset(statement);
        sqlite3_bind_int(statement, 1, n);
        sqlite3_bind_int64(statement, 2, (int64_t)likeness[n]);
        while (jd_sql_row(store, statement, &wrong)) {
            *sharers = jd_grow(*sharers, *count, &cap, sizeof **sharers);
            (*sharers)[(*count)++] = jd_sql_id(statement, 0);
        }
    }
    sqlite3_finalize(statement);
    if (wrong.code && err)
        *err = wrong;
    return wrong.code == JD_ERR_NONE;
}

static int compare_ids(const void *a, const void *b)
{
    return memcmp(a, b, sizeof(struct jd_id));
}

/* Which id is there most often, and how often. */
static size_t count_votes(struct jd_id *ids, size_t count, struct jd_id *best)
{
    size_t most = 0;
    if (count)
        qsort(ids, count, sizeof *ids, compare_ids);
    for (size_t i = 0, next; i < count; i = next) {
        for (next = i + 1; next < count && jd_id_eq(ids[i], ids[next]);)
            next++;
        if (next - i > most) {
            most = next - i;
            *best = ids[i];
        }
    }
    return most;
}

static bool find_like(struct jd_store *store, const uint64_t *likeness,
                      struct jd_arena *arena, struct jd_article_record *out,
                      struct jd_error *err)
{
    struct jd_id *sharers = NULL, best = JD_ID_NONE;
    size_t count = 0;
    bool ok = find_sharers(store, likeness, &sharers, &count, err);
    if (ok && count_votes(sharers, count, &best) < LIKE_ENOUGH)
        ok = jd_fail(err, JD_ERR_NOT_FOUND, "no article like this one");
    free(sharers);
    return ok && jd_store_article_get(store, best, arena, out, err);
}

bool jd_store_article_find(struct jd_store *store, struct jd_id identity,
                           const char *path, const uint64_t *likeness,
                           struct jd_arena *arena, struct jd_article_record *out,
                           struct jd_error *err)
{
    struct jd_error seen = JD_ERROR_INIT;
    if (!jd_sql_open(store, err))
        return false;
    bool found = find_identity(store, identity, arena, out, &seen);
    if (!found && seen.code == JD_ERR_NOT_FOUND && path)
        found = find_path(store, path, arena, out, &seen);
    if (!found && seen.code == JD_ERR_NOT_FOUND && likeness)
        found = find_like(store, likeness, arena, out, &seen);
    if (!found && err)
        *err = seen;
    return found;
}

bool jd_store_article_list(struct jd_store *store, struct jd_arena *arena,
                           struct jd_article_record **out, size_t *count,
                           struct jd_error *err)
{
    struct jd_error wrong = JD_ERROR_INIT;
    *out = NULL;
    *count = 0;
    if (!jd_sql_open(store, &wrong)) {
        if (wrong.code != JD_ERR_NOT_FOUND && err)
            *err = wrong;
        return wrong.code == JD_ERR_NOT_FOUND;
    }
    int64_t rows;
    if (!jd_sql_number(store, "SELECT count(*) FROM article", 0, &rows, err))
        return false;
    *out = jd_arena_alloc(arena, ((size_t)rows + 1) * sizeof **out);
    sqlite3_stmt *statement =
        jd_sql_prepare(store,
                       "SELECT " JD_ARTICLE_COLUMNS " FROM article WHERE NOT deleted "
                       "ORDER BY opened_at DESC, id",
                       err);
    if (!statement)
        return false;
    while (*count < (size_t)rows && jd_sql_row(store, statement, &wrong))
        jd_record_read_article(statement, 0, arena, &(*out)[(*count)++]);
    sqlite3_finalize(statement);
    if (wrong.code && err)
        *err = wrong;
    return wrong.code == JD_ERR_NONE;
}

/* ---- saving ------------------------------------------------------------------------ */

static bool write_article(struct jd_store *store, const struct jd_article_record *record,
                          struct jd_error *err)
{
    sqlite3_stmt *statement = jd_sql_prepare(
        store,
        "INSERT INTO article(" JD_ARTICLE_COLUMNS
        ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT(id) DO UPDATE SET "
        "changed_at = ?2, device = ?3, deleted = ?4, title = ?5, date = ?6, path = ?7, "
        "opened_at = ?8, read = max(read, ?9)",
        err);
    if (!statement)
        return false;
    jd_record_bind_article(statement, 1, record);
    return jd_sql_run(store, statement, err);
}

static bool write_identity(struct jd_store *store, struct jd_id identity,
                           const struct jd_article_record *record, struct jd_error *err)
{
    sqlite3_stmt *statement = jd_sql_prepare(
        store,
        "INSERT INTO identity(id, " JD_STAMP_COLUMNS ", article) "
        "VALUES (?1, ?2, ?3, 0, ?4) ON CONFLICT(id) DO UPDATE SET "
        "changed_at = ?2, device = ?3, deleted = 0, article = ?4 WHERE article <> ?4",
        err);
    if (!statement)
        return false;
    jd_sql_bind_id(statement, 1, identity);
    sqlite3_bind_int64(statement, 2, record->stamp.changed_at);
    jd_sql_bind_id(statement, 3, record->stamp.device);
    jd_sql_bind_id(statement, 4, record->id);
    return jd_sql_run(store, statement, err);
}

static bool write_likeness(struct jd_store *store, struct jd_id article,
                           const uint64_t *likeness, struct jd_error *err)
{
    sqlite3_stmt *statement =
        jd_sql_prepare(store,
                       "INSERT INTO likeness(number, value, article) VALUES (?1, ?2, ?3) "
                       "ON CONFLICT DO UPDATE SET value = ?2 WHERE value <> ?2",
                       err);
    if (!statement)
        return false;
    bool ok = true;
    for (int n = 0; n < JD_STORE_LIKENESS && ok; n++) {
        sqlite3_reset(statement);
        sqlite3_bind_int(statement, 1, n);
        sqlite3_bind_int64(statement, 2, (int64_t)likeness[n]);
        jd_sql_bind_id(statement, 3, article);
        ok = sqlite3_step(statement) == SQLITE_DONE || jd_sql_fail(store, err);
    }
    sqlite3_finalize(statement);
    return ok;
}

bool jd_store_article_save(struct jd_store *store, struct jd_article_record *record,
                           struct jd_id identity, const uint64_t *likeness,
                           struct jd_error *err)
{
    int64_t replaced;
    struct jd_stamp stamp = record->stamp;
    if (!jd_sql_begin(store, err))
        return false;
    bool ok = jd_record_changed_at(store, "article", record->id, &replaced, err) &&
              jd_sql_stamp(store, replaced, &record->stamp, err) &&
              write_article(store, record, err) &&
              write_identity(store, identity, record, err) &&
              (!likeness || write_likeness(store, record->id, likeness, err));
    if (jd_sql_end(store, ok, err))
        return true;
    record->stamp = stamp;
    return false;
}

/* ---- places ------------------------------------------------------------------------ */

bool jd_store_place_get(struct jd_store *store, struct jd_id article,
                        struct jd_arena *arena, struct jd_quote *out,
                        struct jd_error *err)
{
    struct jd_error wrong = JD_ERROR_INIT;
    if (!jd_sql_open(store, err))
        return false;
    sqlite3_stmt *statement = jd_sql_prepare(
        store, "SELECT " JD_QUOTE_COLUMNS " FROM place WHERE id = ?1 AND NOT deleted",
        err);
    if (!statement)
        return false;
    jd_sql_bind_id(statement, 1, article);
    bool found = jd_sql_row(store, statement, &wrong);
    if (found)
        jd_record_read_quote(statement, 0, arena, out);
    sqlite3_finalize(statement);
    if (!found && !wrong.code)
        return jd_fail(err, JD_ERR_NOT_FOUND, "no place in this article");
    if (!found && err)
        *err = wrong;
    return found;
}

static bool write_place(struct jd_store *store, struct jd_id article,
                        const struct jd_quote *place, const struct jd_stamp *stamp,
                        struct jd_error *err)
{
    sqlite3_stmt *statement = jd_sql_prepare(
        store,
        "INSERT OR REPLACE INTO place(id, " JD_STAMP_COLUMNS ", " JD_QUOTE_COLUMNS
        ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        err);
    if (!statement)
        return false;
    jd_sql_bind_id(statement, 1, article);
    jd_record_bind_stamp(statement, 2, stamp);
    jd_record_bind_quote(statement, 5, place);
    return jd_sql_run(store, statement, err);
}

static bool write_read(struct jd_store *store, struct jd_id article, int read,
                       const struct jd_stamp *stamp, struct jd_error *err)
{
    sqlite3_stmt *statement = jd_sql_prepare(
        store,
        "UPDATE article SET read = ?2, changed_at = max(changed_at, ?3), device = ?4 "
        "WHERE id = ?1 AND read < ?2",
        err);
    if (!statement)
        return false;
    jd_sql_bind_id(statement, 1, article);
    sqlite3_bind_int(statement, 2, read);
    sqlite3_bind_int64(statement, 3, stamp->changed_at);
    jd_sql_bind_id(statement, 4, stamp->device);
    return jd_sql_run(store, statement, err);
}

bool jd_store_place_save(struct jd_store *store, struct jd_id article,
                         const struct jd_quote *place, int read, struct jd_error *err)
{
    struct jd_stamp stamp = { .deleted = false };
    int64_t replaced;
    if (!jd_sql_begin(store, err))
        return false;
    bool ok = jd_record_changed_at(store, "place", article, &replaced, err) &&
              jd_sql_stamp(store, replaced, &stamp, err) &&
              write_place(store, article, place, &stamp, err) &&
              write_read(store, article, read, &stamp, err);
    return jd_sql_end(store, ok, err);
}
