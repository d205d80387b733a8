/* SPDX-License-Identifier: MIT */
#include "jingdu/store/bookmark.h"

#include <stdlib.h>

#include "jingdu/base/hash.h"
#include "mark.h"

#include "jingdu/base/banned.h"

struct jd_id jd_bookmark_id(struct jd_id article, char letter)
{
    struct jd_hash hash;
    if (!letter)
        return jd_id_random();
    jd_hash_start(&hash);
    jd_hash_add(&hash, jd_str_of("jingdu mark "));
    jd_hash_add(&hash, jd_str_make(&letter, 1));
    if (letter >= 'a' && letter <= 'z')
        jd_hash_add(&hash,
                    jd_str_make((const char *)article.bytes, sizeof article.bytes));
    return jd_hash_end(&hash);
}

void jd_mark_read(sqlite3_stmt *statement, struct jd_arena *arena,
                  struct jd_bookmark *out)
{
    out->id = jd_sql_id(statement, 0);
    jd_record_read_stamp(statement, 1, &out->stamp);
    out->article = jd_sql_id(statement, 4);
    out->letter = (char)sqlite3_column_int(statement, 5);
    jd_record_read_quote(statement, 6, arena, &out->place);
    out->note = jd_sql_str(statement, 12, arena);
    out->created_at = sqlite3_column_int64(statement, 13);
}

bool jd_mark_write(struct jd_store *store, const struct jd_bookmark *mark,
                   struct jd_error *err)
{
    sqlite3_stmt *statement =
        jd_sql_prepare(store,
                       "INSERT OR REPLACE INTO bookmark(id, " JD_STAMP_COLUMNS
                       ", article, letter, " JD_QUOTE_COLUMNS
                       ", note, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, "
                       "?10, ?11, ?12, ?13, ?14)",
                       err);
    if (!statement)
        return false;
    jd_sql_bind_id(statement, 1, mark->id);
    jd_record_bind_stamp(statement, 2, &mark->stamp);
    jd_sql_bind_id(statement, 5, mark->article);
    sqlite3_bind_int(statement, 6, mark->letter);
    jd_record_bind_quote(statement, 7, &mark->place);
    jd_sql_bind_text(statement, 13, mark->note);
    sqlite3_bind_int64(statement, 14, mark->created_at);
    return jd_sql_run(store, statement, err);
}

bool jd_bookmark_save(struct jd_store *store, struct jd_bookmark *bookmark,
                      struct jd_error *err)
{
    struct jd_stamp stamp = bookmark->stamp;
    int64_t replaced;
    if (!jd_sql_begin(store, err))
        return false;
    bool ok = jd_record_changed_at(store, "bookmark", bookmark->id, &replaced, err) &&
              jd_sql_stamp(store, replaced, &bookmark->stamp, err) &&
              jd_mark_write(store, bookmark, err);
    if (jd_sql_end(store, ok, err))
        return true;
    bookmark->stamp = stamp;
    return false;
}

/* ---- reading ----------------------------------------------------------------------- */

/* Is there no file yet? Then there is nothing to read, and that is no failure. */
static bool is_nothing(const struct jd_error *seen, struct jd_error *err)
{
    if (seen->code != JD_ERR_NOT_FOUND && err)
        *err = *seen;
    return seen->code == JD_ERR_NOT_FOUND;
}

bool jd_bookmark_of_article(struct jd_store *store, struct jd_id article,
                            struct jd_arena *arena, struct jd_bookmark_list *out,
                            struct jd_error *err)
{
    struct jd_error wrong = JD_ERROR_INIT;
    size_t cap = 0;
    struct jd_bookmark *marks = NULL;
    *out = (struct jd_bookmark_list){ .count = 0 };
    if (!jd_sql_open(store, &wrong))
        return is_nothing(&wrong, err);
    sqlite3_stmt *statement =
        jd_sql_prepare(store,
                       "SELECT " JD_MARK_COLUMNS " FROM bookmark AS m "
                       "WHERE article = ?1 AND NOT deleted ORDER BY byte, id",
                       err);
    if (!statement)
        return false;
    jd_sql_bind_id(statement, 1, article);
    while (jd_sql_row(store, statement, &wrong)) {
        marks = jd_grow(marks, out->count, &cap, sizeof *marks);
        jd_mark_read(statement, arena, &marks[out->count++]);
    }
    sqlite3_finalize(statement);
    out->marks = jd_arena_alloc(arena, (out->count + 1) * sizeof *marks);
    if (out->count)
        memcpy(out->marks, marks, out->count * sizeof *marks);
    free(marks);
    if (wrong.code && err)
        *err = wrong;
    return wrong.code == JD_ERR_NONE;
}

bool jd_bookmark_global(struct jd_store *store, char letter, struct jd_arena *arena,
                        struct jd_bookmark *out, struct jd_error *err)
{
    struct jd_error wrong = JD_ERROR_INIT;
    if (!jd_sql_open(store, err))
        return false;
    sqlite3_stmt *statement = jd_sql_prepare(
        store,
        "SELECT " JD_MARK_COLUMNS " FROM bookmark AS m WHERE id = ?1 AND NOT deleted",
        err);
    if (!statement)
        return false;
    jd_sql_bind_id(statement, 1, jd_bookmark_id(JD_ID_NONE, letter));
    bool found = jd_sql_row(store, statement, &wrong);
    if (found)
        jd_mark_read(statement, arena, out);
    sqlite3_finalize(statement);
    if (!found && !wrong.code)
        return jd_fail(err, JD_ERR_NOT_FOUND, "no mark with this letter");
    if (!found && err)
        *err = wrong;
    return found;
}

bool jd_bookmark_all(struct jd_store *store, bool with_deleted, struct jd_arena *arena,
                     struct jd_bookmark_row **out, size_t *count, struct jd_error *err)
{
    static const char *const sql[] = {
        "SELECT " JD_MARK_COLUMNS ", " JD_MARK_ARTICLE_COLUMNS
        " FROM bookmark AS m JOIN (SELECT article, max(changed_at) AS newest FROM "
        "bookmark "
        "WHERE NOT deleted GROUP BY article) AS n ON n.article = m.article "
        "LEFT JOIN article AS a ON a.id = m.article WHERE NOT m.deleted "
        "ORDER BY n.newest DESC, m.article, m.byte, m.id",
        "SELECT " JD_MARK_COLUMNS ", " JD_MARK_ARTICLE_COLUMNS
        " FROM bookmark AS m LEFT JOIN article AS a ON a.id = m.article ORDER BY m.id",
    };
    struct jd_error wrong = JD_ERROR_INIT;
    struct jd_bookmark_row *rows = NULL;
    size_t cap = 0;
    *out = NULL;
    *count = 0;
    if (!jd_sql_open(store, &wrong))
        return is_nothing(&wrong, err);
    sqlite3_stmt *statement = jd_sql_prepare(store, sql[with_deleted], err);
    if (!statement)
        return false;
    while (jd_sql_row(store, statement, &wrong)) {
        rows = jd_grow(rows, *count, &cap, sizeof *rows);
        struct jd_bookmark_row *row = &rows[(*count)++];
        jd_mark_read(statement, arena, &row->mark);
        jd_record_read_article(statement, JD_MARK_COLUMN_COUNT, arena, &row->article);
    }
    sqlite3_finalize(statement);
    *out = jd_arena_alloc(arena, (*count + 1) * sizeof *rows);
    if (*count)
        memcpy(*out, rows, *count * sizeof *rows);
    free(rows);
    if (wrong.code && err)
        *err = wrong;
    return wrong.code == JD_ERR_NONE;
}
