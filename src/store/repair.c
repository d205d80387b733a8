/* SPDX-License-Identifier: MIT */
/* Damaged files and backups. A file is only ever put aside when SQLite itself finds it
 * damaged, looked at anew; nothing is removed but backups above the newest three. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "jingdu/base/file.h"
#include "sql.h"

#include "jingdu/base/banned.h"

enum { BACKUPS_KEPT = 3, NAMES_MAX = 1000 };
static const size_t size_max = (size_t)1 << 30; /* of a backup that is read whole */

static void add_time(struct jd_buf *into)
{
    time_t now = time(NULL);
    struct tm parts;
    char text[32];
    if (gmtime_r(&now, &parts) && strftime(text, sizeof text, "%Y%m%d-%H%M%S", &parts))
        jd_buf_add_c(into, text);
}

/* The last part of a path: short enough for one row of a screen. */
static const char *name_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static struct jd_str folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? jd_str_make(path, (size_t)(slash - path)) : jd_str_of(".");
}

static bool sync_folder(const char *path, struct jd_error *err)
{
    struct jd_buf folder = JD_BUF_INIT;
    jd_buf_add(&folder, folder_of(path));
    int fd = open(folder.data, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool ok = fd >= 0 && fsync(fd) == 0;
    if (!ok)
        jd_fail_errno(err, errno, "%s", folder.data);
    if (fd >= 0)
        close(fd);
    jd_buf_release(&folder);
    return ok;
}

/* ---- is it damaged? ---------------------------------------------------------------- */

enum verdict { SOUND, DAMAGED, UNKNOWN };

static enum verdict judge_open(sqlite3 *db)
{
    sqlite3_stmt *statement = NULL;
    enum verdict verdict = UNKNOWN;
    sqlite3_busy_timeout(db, 5000);
    int code = sqlite3_prepare_v2(db, "PRAGMA quick_check(1)", -1, &statement, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_step(statement);
    if (code == SQLITE_ROW)
        verdict = strcmp((const char *)sqlite3_column_text(statement, 0), "ok") == 0
                      ? SOUND
                      : DAMAGED;
    else if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB)
        verdict = DAMAGED;
    sqlite3_finalize(statement);
    return verdict;
}

/* By a connection of its own; a hot journal is rolled back first by SQLite. */
static enum verdict judge(const char *path, int flags)
{
    sqlite3 *db = NULL;
    enum verdict verdict = UNKNOWN;
    int code = sqlite3_open_v2(path, &db, flags | SQLITE_OPEN_NOFOLLOW, NULL);
    if (code == SQLITE_OK)
        verdict = judge_open(db);
    else if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB)
        verdict = DAMAGED;
    sqlite3_close(db);
    return verdict;
}

/* ---- backups ----------------------------------------------------------------------- */

/* Names of the backups beside path, the oldest first. */
static size_t list_backups(const char *path, char **names, size_t max)
{
    struct jd_buf folder = JD_BUF_INIT, prefix = JD_BUF_INIT;
    const char *slash = strrchr(path, '/');
    struct dirent **entries = NULL;
    size_t found = 0;
    jd_buf_add(&folder, folder_of(path));
    jd_buf_printf(&prefix, "%s.backup-", slash ? slash + 1 : path);
    int count = scandir(folder.data, &entries, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        struct jd_str name = jd_str_of(entries[i]->d_name);
        if (found < max && jd_str_starts(name, jd_buf_str(&prefix)) &&
            !jd_str_ends(name, jd_str_of("-journal"))) {
            struct jd_buf whole = JD_BUF_INIT;
            jd_buf_printf(&whole, "%s/%s", folder.data, entries[i]->d_name);
            names[found++] = jd_buf_take(&whole);
        }
        free(entries[i]);
    }
    free(entries);
    jd_buf_release(&folder);
    jd_buf_release(&prefix);
    return found;
}

static void free_names(char **names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(names[i]);
}

static void prune_backups(const char *path)
{
    char *names[NAMES_MAX];
    size_t count = list_backups(path, names, NAMES_MAX);
    for (size_t i = 0; i + BACKUPS_KEPT < count; i++)
        unlink(names[i]);
    free_names(names, count);
}

static bool sync_file(const char *path, struct jd_error *err)
{
    int fd = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    bool ok = fd >= 0 && fsync(fd) == 0;
    if (!ok)
        jd_fail_errno(err, errno, "%s", path);
    if (fd >= 0)
        close(fd);
    return ok;
}

static bool copy_into(struct jd_store *store, const char *path, struct jd_error *err)
{
    sqlite3_stmt *statement = jd_sql_prepare(store, "VACUUM INTO ?1", err);
    if (!statement)
        return false;
    sqlite3_bind_text(statement, 1, path, -1, SQLITE_TRANSIENT);
    return jd_sql_run(store, statement, err);
}

bool jd_repair_back_up(struct jd_store *store, struct jd_error *err)
{
    struct jd_buf fresh = JD_BUF_INIT, name = JD_BUF_INIT;
    jd_buf_printf(&fresh, "%s.new-XXXXXX", store->path);
    int fd = mkostemp(fresh.data, O_CLOEXEC); /* VACUUM INTO takes an empty file */
    bool ok = fd >= 0 || jd_fail_errno(err, errno, "%s", fresh.data);
    if (ok) {
        close(fd);
        jd_buf_printf(&name, "%s.backup-", store->path);
        add_time(&name);
        ok = copy_into(store, fresh.data, err) && sync_file(fresh.data, err);
        if (ok && rename(fresh.data, name.data) != 0)
            ok = jd_fail_errno(err, errno, "%s", name.data);
        if (!ok)
            unlink(fresh.data);
        ok = ok && sync_folder(store->path, err);
    }
    if (ok)
        prune_backups(store->path);
    jd_buf_release(&fresh);
    jd_buf_release(&name);
    return ok;
}

/* ---- putting aside, restoring ------------------------------------------------------ */

/* A name that is free, for what is damaged. */
static void name_aside(const char *path, struct jd_buf *into)
{
    struct jd_buf base = JD_BUF_INIT;
    jd_buf_printf(&base, "%s.damaged-", path);
    add_time(&base);
    for (int i = 0;; i++) {
        jd_buf_clear(into);
        jd_buf_add(into, jd_buf_str(&base));
        if (i)
            jd_buf_printf(into, "-%d", i);
        if (access(into->data, F_OK) != 0)
            break;
    }
    jd_buf_release(&base);
}

static bool put_aside(const char *path, struct jd_buf *aside, struct jd_error *err)
{
    struct jd_buf journal = JD_BUF_INIT, journal_aside = JD_BUF_INIT;
    name_aside(path, aside);
    jd_buf_printf(&journal, "%s-journal", path);
    jd_buf_printf(&journal_aside, "%s-journal", aside->data);
    /* The journal first: one that stayed would be played into the restored file. */
    bool ok = rename(journal.data, journal_aside.data) == 0 || errno == ENOENT ||
              jd_fail_errno(err, errno, "%s", journal.data);
    ok = ok && (rename(path, aside->data) == 0 || jd_fail_errno(err, errno, "%s", path));
    jd_buf_release(&journal);
    jd_buf_release(&journal_aside);
    return ok && sync_folder(path, err);
}

/* The newest backup that is sound; none: empty. */
static void find_backup(const char *path, struct jd_buf *which)
{
    char *names[NAMES_MAX];
    size_t count = list_backups(path, names, NAMES_MAX);
    for (size_t i = count; i-- > 0 && !which->len;)
        if (judge(names[i], SQLITE_OPEN_READONLY) == SOUND)
            jd_buf_add_c(which, names[i]);
    free_names(names, count);
}

static bool restore(const char *path, const char *backup, struct jd_error *err)
{
    struct jd_buf bytes = JD_BUF_INIT;
    bool ok = jd_file_read(backup, size_max, &bytes, err) &&
              jd_file_replace(path, jd_buf_str(&bytes), err);
    jd_buf_release(&bytes);
    return ok;
}

/* Can what it holds still be read, whatever else is wrong with it? */
static bool is_readable(const char *path)
{
    sqlite3 *db = NULL;
    bool readable = sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOFOLLOW,
                                    NULL) == SQLITE_OK &&
                    sqlite3_exec(db,
                                 "SELECT quote, note FROM bookmark; SELECT title FROM "
                                 "article; SELECT quote FROM place",
                                 NULL, NULL, NULL) == SQLITE_OK;
    sqlite3_close(db);
    return readable;
}

bool jd_repair_is_emptied(const struct jd_store *store)
{
    struct stat info;
    char *names[1];
    if (!store->path || lstat(store->path, &info) != 0 || info.st_size > 0)
        return false;
    size_t count = list_backups(store->path, names, 1);
    free_names(names, count);
    return count > 0;
}

bool jd_repair(struct jd_store *store, struct jd_error *err)
{
    struct jd_buf aside = JD_BUF_INIT, which = JD_BUF_INIT;
    const char *path = store->path;
    jd_sql_close(store);
    enum verdict verdict = jd_repair_is_emptied(store)
                               ? DAMAGED
                               : judge(store->path, SQLITE_OPEN_READWRITE);
    bool ok = true;
    if (verdict == DAMAGED)
        find_backup(path, &which);
    if (verdict == DAMAGED && !which.len && is_readable(path)) {
        /* Better than nothing; a new file would hide what can still be read. */
        jd_buf_printf(&store->notice,
                      "%s is damaged and has no backup; jingdu bookmarks export saves "
                      "what can be read",
                      name_of(path));
        verdict = SOUND;
    } else if (verdict == DAMAGED) {
        ok = put_aside(path, &aside, err) &&
             (!which.len || restore(path, which.data, err));
        if (aside.len)
            jd_buf_printf(&store->notice, "was damaged, is now %s; %s%s",
                          name_of(aside.data),
                          which.len ? "restored from " : "there is no backup",
                          name_of(which.data));
    } else if (verdict == UNKNOWN) {
        ok = jd_fail(err, JD_ERR_IO, "%s: cannot be read", store->path);
    }
    store->is_damaged = verdict == DAMAGED && !ok;
    jd_buf_release(&aside);
    jd_buf_release(&which);
    return ok;
}
