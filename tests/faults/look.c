/* SPDX-License-Identifier: MIT */
#include "tests/faults/look.h"

#include <dirent.h>
#include <limits.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "jingdu/base/banned.h"

bool jd_look_same_place(const struct jd_quote *a, const struct jd_quote *b)
{
    return a->byte == b->byte && a->text_len == b->text_len && a->at == b->at &&
           jd_str_eq(a->quote, b->quote) && jd_str_eq(a->before, b->before) &&
           jd_str_eq(a->after, b->after);
}

bool jd_look_same_mark(const struct jd_bookmark *a, const struct jd_bookmark *b)
{
    return jd_id_eq(a->id, b->id) && jd_id_eq(a->article, b->article) &&
           a->letter == b->letter && jd_look_same_place(&a->place, &b->place) &&
           jd_str_eq(a->note, b->note) && a->created_at == b->created_at &&
           a->stamp.deleted == b->stamp.deleted;
}

/* The first column of the first row says "ok", or there is no row. */
static bool answers_ok(sqlite3 *db, const char *question, struct jd_buf *why)
{
    sqlite3_stmt *statement = NULL;
    bool ok = sqlite3_prepare_v2(db, question, -1, &statement, NULL) == SQLITE_OK;
    int step = ok ? sqlite3_step(statement) : SQLITE_ERROR;
    const char *said = NULL;
    if (step == SQLITE_ROW)
        said = (const char *)sqlite3_column_text(statement, 0);
    ok = step == SQLITE_DONE || (said && strcmp(said, "ok") == 0);
    if (!ok)
        jd_buf_printf(why, "%s: %s; ", question, said ? said : sqlite3_errmsg(db));
    sqlite3_finalize(statement);
    return ok;
}

static bool ask(const char *path, const char *const questions[], struct jd_buf *why)
{
    if (access(path, F_OK) != 0)
        return true;
    sqlite3 *db = NULL;
    bool ok = sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK;
    for (; ok && *questions; questions++)
        ok = answers_ok(db, *questions, why);
    sqlite3_close(db);
    return ok;
}

bool jd_look_is_whole(const char *path, struct jd_buf *why)
{
    static const char *const questions[] = { "PRAGMA integrity_check",
                                             "PRAGMA foreign_key_check", NULL };
    return ask(path, questions, why);
}

bool jd_look_is_readable(const char *path, struct jd_buf *why)
{
    static const char *const questions[] = { "PRAGMA quick_check", NULL };
    return ask(path, questions, why);
}

bool jd_look_is_alone(const char *path, struct jd_buf *why)
{
    const char *slash = strrchr(path, '/');
    char folder[PATH_MAX];
    char journal[PATH_MAX];
    snprintf(folder, sizeof folder, "%.*s", slash ? (int)(slash - path) : 1,
             slash ? path : ".");
    const char *name = slash ? slash + 1 : path;
    snprintf(journal, sizeof journal, "%s-journal", name);
    DIR *dir = opendir(folder);
    bool ok = true;
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        if (entry->d_name[0] == '.' || strcmp(entry->d_name, name) == 0 ||
            strcmp(entry->d_name, journal) == 0)
            continue;
        jd_buf_printf(why, "beside it: %s; ", entry->d_name);
        ok = false;
    }
    if (dir)
        closedir(dir);
    return ok;
}
