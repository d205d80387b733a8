/* SPDX-License-Identifier: MIT */
/*
 * Part of store/bookmark: records of another machine. Of two with one id the greater in
 * the order (changed_at, device, bytes) stays, where bytes is every field in a fixed
 * form; so the outcome is the same whatever is merged first, and however often.
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

static void add_id(struct jd_buf *into, struct jd_id id)
{
    jd_buf_add(into, jd_str_make((const char *)id.bytes, sizeof id.bytes));
}

static void serialise(const struct jd_bookmark *mark, struct jd_buf *into)
{
    jd_buf_add_char(into, (char)mark->stamp.deleted);
    add_id(into, mark->article);
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

static void serialise_article(const struct jd_article_record *record, struct jd_buf *into)
{
    jd_buf_add_char(into, (char)record->stamp.deleted);
    add_number(into, (uint64_t)record->opened_at);
    add_number(into, (uint64_t)record->read);
    add_str(into, record->title);
    add_str(into, record->date);
    add_str(into, record->path);
}

/* <0, 0, >0 in the total order; x and y are the records as bytes, and released. */
static int compare(const struct jd_stamp *a, struct jd_buf *x, const struct jd_stamp *b,
                   struct jd_buf *y)
{
    int order = a->changed_at < b->changed_at ? -1 : a->changed_at > b->changed_at;
    if (!order)
        order = memcmp(a->device.bytes, b->device.bytes, sizeof a->device.bytes);
    if (!order)
        order = jd_str_compare(jd_buf_str(x), jd_buf_str(y));
    jd_buf_release(x);
    jd_buf_release(y);
    return order;
}

static int compare_marks(const struct jd_bookmark *a, const struct jd_bookmark *b)
{
    struct jd_buf x = JD_BUF_INIT, y = JD_BUF_INIT;
    serialise(a, &x);
    serialise(b, &y);
    return compare(&a->stamp, &x, &b->stamp, &y);
}

static int compare_articles(const struct jd_article_record *a,
                            const struct jd_article_record *b)
{
    struct jd_buf x = JD_BUF_INIT, y = JD_BUF_INIT;
    serialise_article(a, &x);
    serialise_article(b, &y);
    return compare(&a->stamp, &x, &b->stamp, &y);
}

/* A time so far ahead that no change could be later would keep the record as it is for
 * ever. The bound is the same everywhere, so the order of merges still does not matter.
 */
static struct jd_stamp bound(struct jd_stamp stamp)
{
    if (stamp.changed_at > JD_STAMP_LATEST)
        stamp.changed_at = JD_STAMP_LATEST;
    return stamp;
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

static bool merge_mark(struct jd_store *store, struct jd_bookmark mark,
                       struct jd_merge *merge, struct jd_error *err)
{
    struct jd_arena arena = JD_ARENA_INIT;
    struct jd_bookmark known;
    struct jd_error wrong = JD_ERROR_INIT;
    mark.stamp = bound(mark.stamp);
    bool found = find_known(store, mark.id, &arena, &known, &wrong);
    bool is_later = !found || compare_marks(&known, &mark) < 0;
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
    return !is_later || jd_mark_write(store, &mark, err);
}

/* Is the record to be taken? What was opened here stays; of two that came from elsewhere
 * the later does. False on failure too (err set). */
static bool wants_article(struct jd_store *store, const struct jd_article_record *record,
                          struct jd_error *err)
{
    struct jd_arena arena = JD_ARENA_INIT;
    struct jd_article_record known;
    struct jd_error wrong = JD_ERROR_INIT;
    bool found = jd_store_article_get(store, record->id, &arena, &known, &wrong);
    bool wants = found ? !jd_id_eq(known.stamp.device, store->device) &&
                             compare_articles(&known, record) < 0
                       : wrong.code == JD_ERR_NOT_FOUND;
    jd_arena_release(&arena);
    if (!found && !wants && err)
        *err = wrong;
    return wants;
}

static bool write_article(struct jd_store *store, const struct jd_article_record *record,
                          struct jd_error *err)
{
    sqlite3_stmt *statement =
        jd_sql_prepare(store,
                       "INSERT OR REPLACE INTO article(" JD_ARTICLE_COLUMNS
                       ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                       err);
    if (!statement)
        return false;
    jd_record_bind_article(statement, 1, record);
    if (!jd_sql_run(store, statement, err))
        return false;
    /* Its own id is the identity of a text of it. */
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

static bool merge_article(struct jd_store *store, struct jd_article_record record,
                          struct jd_error *err)
{
    struct jd_error wrong = JD_ERROR_INIT;
    if (jd_id_is_none(record.id))
        return true;
    record.stamp = bound(record.stamp);
    if (wants_article(store, &record, &wrong))
        return write_article(store, &record, err);
    if (wrong.code && err)
        *err = wrong;
    return wrong.code == JD_ERR_NONE;
}

bool jd_bookmark_merge(struct jd_store *store, const struct jd_bookmark_row *rows,
                       size_t count, struct jd_merge *merge, struct jd_error *err)
{
    *merge = (struct jd_merge){ .added = 0 };
    if (!jd_sql_begin(store, err))
        return false;
    bool ok = true;
    for (size_t i = 0; i < count && ok; i++)
        ok = merge_mark(store, rows[i].mark, merge, err) &&
             merge_article(store, rows[i].article, err);
    return jd_sql_end(store, ok, err);
}
