/* SPDX-License-Identifier: MIT */
/*
 * Part of store/bookmark: records of another machine. Of two with one id the greater in the
 * order (changed_at, device, bytes) stays, where bytes is every field in a fixed form; so the
 * outcome is the same whatever is merged first, and however often.
 */
#include <string.h>

#include "mark.h"

#include "jingdu/base/banned.h"

static void add_number(struct jd_buf *into, uint64_t number)
{
    for (int shift = 56; shift >= 0; shift -= 8)
        jd_buf_add_char(into, (char)(number >> shift));
}

static void add_str(struct jd_buf *into, struct jd_str text)
{
    add_number(into, text.len);
    jd_buf_add(into, text);
}

static void serialise(const struct jd_bookmark *mark, struct jd_buf *into)
{
    jd_buf_add_char(into, (char)mark->stamp.deleted);
    jd_buf_add(into, jd_str_make((const char *)mark->article.bytes, sizeof mark->article.bytes));
    jd_buf_add_char(into, mark->letter);
    add_number(into, mark->place.byte);
    add_number(into, mark->place.text_len);
    add_number(into, mark->place.at);
    add_number(into, (uint64_t)mark->created_at);
    add_str(into, mark->place.quote);
    add_str(into, mark->place.before);
    add_str(into, mark->place.after);
    add_str(into, mark->note);
}

/* <0, 0, >0 in the total order. */
static int compare(const struct jd_bookmark *a, const struct jd_bookmark *b)
{
    if (a->stamp.changed_at != b->stamp.changed_at)
        return a->stamp.changed_at < b->stamp.changed_at ? -1 : 1;
    int order = memcmp(a->stamp.device.bytes, b->stamp.device.bytes,
                       sizeof a->stamp.device.bytes);
    if (order)
        return order;
    struct jd_buf x = JD_BUF_INIT, y = JD_BUF_INIT;
    serialise(a, &x);
    serialise(b, &y);
    order = jd_str_compare(jd_buf_str(&x), jd_buf_str(&y));
    jd_buf_release(&x);
    jd_buf_release(&y);
    return order;
}

/* What is known under this id; false when nothing is, or on failure (err set). */
static bool find_known(struct jd_store *store, struct jd_id id, struct jd_arena *arena,
                       struct jd_bookmark *out, struct jd_error *err)
{
    sqlite3_stmt *statement = jd_sql_prepare(
        store, "SELECT " JD_MARK_COLUMNS " FROM bookmark AS m WHERE id = ?1", err);
    if (!statement)
        return false;
    jd_sql_bind_id(statement, 1, id);
    bool found = jd_sql_row(store, statement, err);
    if (found)
        jd_mark_read(statement, arena, out);
    sqlite3_finalize(statement);
    return found;
}

static bool merge_mark(struct jd_store *store, const struct jd_bookmark *mark,
                       struct jd_merge *merge, struct jd_error *err)
{
    struct jd_arena arena = JD_ARENA_INIT;
    struct jd_bookmark known;
    struct jd_error wrong = JD_ERROR_INIT;
    bool found = find_known(store, mark->id, &arena, &known, &wrong);
    bool is_later = !found || compare(&known, mark) < 0;
    jd_arena_release(&arena);
    if (wrong.code) {
        if (err)
            *err = wrong;
        return false;
    }
    if (!found)
        merge->added++;
    else if (is_later)
        merge->changed++;
    else
        merge->same++;
    return !is_later || jd_mark_write(store, mark, err);
}

/* An article that is not known yet, with its own id as the identity of its text. */
static bool merge_article(struct jd_store *store, const struct jd_article_record *record,
                          struct jd_error *err)
{
    if (jd_id_is_none(record->id))
        return true;
    sqlite3_stmt *statement = jd_sql_prepare(
        store,
        "INSERT OR IGNORE INTO article(" JD_ARTICLE_COLUMNS
        ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        err);
    if (!statement)
        return false;
    jd_record_bind_article(statement, 1, record);
    if (!jd_sql_run(store, statement, err))
        return false;
    statement = jd_sql_prepare(store,
                               "INSERT OR IGNORE INTO identity(id, " JD_STAMP_COLUMNS
                               ", article) VALUES (?1, ?2, ?3, ?4, ?1)",
                               err);
    if (!statement)
        return false;
    jd_sql_bind_id(statement, 1, record->id);
    jd_record_bind_stamp(statement, 2, &record->stamp);
    return jd_sql_run(store, statement, err);
}

bool jd_bookmark_merge(struct jd_store *store, const struct jd_bookmark_row *rows,
                       size_t count, struct jd_merge *merge, struct jd_error *err)
{
    *merge = (struct jd_merge){ .added = 0 };
    if (!jd_sql_begin(store, err))
        return false;
    bool ok = true;
    for (size_t i = 0; i < count && ok; i++)
        ok = merge_mark(store, &rows[i].mark, merge, err) &&
             merge_article(store, &rows[i].article, err);
    return jd_sql_end(store, ok, err);
}
