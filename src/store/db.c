/* SPDX-License-Identifier: MIT */
#include "jingdu/store/db.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "jingdu/base/clock.h"
#include "jingdu/base/file.h"
#include "sql.h"

#include "jingdu/base/banned.h"

enum { DAY_MS = 86400000, FIELD_MAX = 16 << 20 /* bytes, whatever a file says */ };

static char *folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash)
        return jd_copy_bytes(".", 1);
    return jd_copy_bytes(path, slash == path ? 1 : (size_t)(slash - path));
}

/* The path with its folder as it is called without symbolic links, since SQLite refuses
 * these anywhere; a folder that is not there stays as it is. */
static char *resolve(const char *path)
{
    const char *slash = strrchr(path, '/');
    char *folder = folder_of(path), *real = realpath(folder, NULL);
    const char *used = real ? real : folder;
    struct jd_buf whole = JD_BUF_INIT;
    jd_buf_printf(&whole, "%s/%s", strcmp(used, "/") == 0 ? "" : used,
                  slash ? slash + 1 : path);
    free(real);
    free(folder);
    return jd_buf_take(&whole);
}

bool jd_store_path(struct jd_buf *into)
{
    return jd_file_xdg(JD_XDG_DATA, "jingdu.db", into);
}

/* ---- the connection ---------------------------------------------------------------- */

static bool configure(struct jd_store *store, struct jd_error *err)
{
    sqlite3 *db = store->db;
    jd_sql_be_patient(db);
    sqlite3_limit(db, SQLITE_LIMIT_LENGTH, FIELD_MAX);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
    return jd_sql_do(store,
                     "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; "
                     "PRAGMA synchronous = EXTRA; PRAGMA temp_store = MEMORY",
                     err);
}

void jd_sql_close(struct jd_store *store)
{
    sqlite3_close_v2(store->db);
    store->db = NULL;
    store->is_ready = store->is_newer = store->is_grouped = false;
}

static bool connect(struct jd_store *store, int flags, struct jd_error *err)
{
    flags |= SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_NOMUTEX;
    if (sqlite3_open_v2(store->path, &store->db, flags, NULL) != SQLITE_OK) {
        if (store->db)
            jd_sql_fail(store, err);
        else
            jd_fail(err, JD_ERR_LIMIT, "%s: no memory", store->path);
        jd_sql_close(store);
        return false;
    }
    if (configure(store, err))
        return true;
    jd_sql_close(store);
    return false;
}

/* Is there a file with something in it? One of no bytes is a creation that never came to
 * an end. */
static bool has_file(const struct jd_store *store, struct jd_error *err)
{
    struct stat info;
    if (!store->path)
        return jd_fail(err, JD_ERR_NOT_FOUND, "there is no home folder to save to");
    if (lstat(store->path, &info) != 0)
        return errno == ENOENT || errno == ENOTDIR
                   ? jd_fail(err, JD_ERR_NOT_FOUND, "%s: not there yet", store->path)
                   : jd_fail_errno(err, errno, "%s", store->path);
    if (!S_ISREG(info.st_mode))
        return jd_fail(err, JD_ERR_IO, "%s: is no regular file", store->path);
    return info.st_size > 0 ||
           jd_fail(err, JD_ERR_NOT_FOUND, "%s: nothing in it yet", store->path);
}

/* What version the file has. SQLite compares the header with the size of the file; the
 * version is ours, and a file with tables always has one. */
static bool look_at_version(struct jd_store *store, struct jd_error *err)
{
    int64_t version, tables;
    if (!jd_sql_number(store, "PRAGMA user_version", 0, &version, err) ||
        !jd_sql_number(store, "SELECT count(*) FROM sqlite_schema", 0, &tables, err))
        return false;
    store->is_newer = version > JD_STORE_VERSION && version <= JD_SCHEMA_VERSION_MAX;
    if (version == 0 && tables == 0)
        return jd_fail(err, JD_ERR_NOT_FOUND, "%s: nothing in it yet", store->path);
    store->is_damaged =
        version < 1 || version > JD_SCHEMA_VERSION_MAX ||
        (sqlite3_db_readonly(store->db, "main") == 1 && jd_schema_is_sealed(store->path));
    return !store->is_damaged ||
           jd_fail(err, JD_ERR_FORMAT, "%s is damaged: its header makes no sense",
                   store->path);
}

bool jd_sql_has_moved(const struct jd_store *store)
{
    int moved = 0;
    sqlite3_file_control(store->db, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
    return moved != 0;
}

bool jd_sql_open(struct jd_store *store, struct jd_error *err)
{
    if (store->db && !sqlite3_get_autocommit(store->db))
        return true; /* in the middle of a transaction */
    if (store->is_damaged && !store->is_grouped && !jd_repair(store, err))
        return false;
    if (store->db && jd_sql_has_moved(store))
        jd_sql_close(store);
    if (store->db)
        return true;
    if (!has_file(store, err) || !connect(store, SQLITE_OPEN_READWRITE, err))
        return false;
    if (look_at_version(store, err))
        return true;
    jd_sql_close(store);
    return false;
}

/* ---- saving ------------------------------------------------------------------------ */

/* What was made in a folder stays there through a power cut. Folders that cannot be
 * opened or synced are left to the system. */
static bool sync_folder(const char *path, struct jd_error *err)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return true;
    bool ok = fsync(fd) == 0 || errno == EINVAL || errno == ENOTSUP ||
              jd_fail_errno(err, errno, "%s", path);
    close(fd);
    return ok;
}

static bool sync_folders(const struct jd_store *store, struct jd_error *err)
{
    char *folder = folder_of(store->path), *above = folder_of(folder);
    bool ok = sync_folder(folder, err) && sync_folder(above, err);
    free(folder);
    free(above);
    return ok;
}

/* The file itself, so that nobody else may read it; SQLite would ask the umask. */
static bool create(struct jd_store *store, struct jd_error *err)
{
    char *real = resolve(store->path); /* the folder may have been made just now */
    free(store->path);
    store->path = real;
    int fd = open(store->path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0)
        return jd_fail_errno(err, errno, "%s", store->path);
    close(fd);
    return sync_folders(store, err) &&
           connect(store, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, err);
}

/* The schema of today, made or brought up to date in one transaction; whoever comes
 * second finds it done. */
static bool migrate(struct jd_store *store, struct jd_error *err)
{
    int64_t version;
    if (!jd_sql_do(store, "BEGIN IMMEDIATE", err))
        return false;
    bool ok =
        jd_sql_number(store, "PRAGMA user_version", 0, &version, err) &&
        (version >= JD_STORE_VERSION || jd_schema_migrate(store, (int)version, err)) &&
        jd_sql_do(store, "COMMIT", err);
    if (!ok)
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    return ok;
}

static bool make_ready(struct jd_store *store, struct jd_error *err)
{
    int64_t version;
    if (!jd_sql_number(store, "PRAGMA user_version", 0, &version, err))
        return false;
    store->is_newer = version > JD_STORE_VERSION;
    if (store->is_newer)
        return jd_fail(err, JD_ERR_FORMAT,
                       "%s was made by a newer jingdu, and is only read by this one",
                       store->path);
    if (version > 0 && version < JD_STORE_VERSION && !jd_repair_back_up(store, NULL, err))
        return false;
    /* Whatever mode it stays in when this fails is as safe, only slower. */
    sqlite3_exec(store->db, "PRAGMA journal_mode = TRUNCATE", NULL, NULL, NULL);
    return version == JD_STORE_VERSION || migrate(store, err);
}

/* A store that has lost its name gets another one: to others it is a new device. */
static bool read_device(struct jd_store *store, struct jd_error *err)
{
    struct jd_error wrong = JD_ERROR_INIT;
    sqlite3_stmt *statement =
        jd_sql_prepare(store, "SELECT value FROM meta WHERE name = 'device'", err);
    if (!statement)
        return false;
    bool found = jd_sql_row(store, statement, &wrong);
    store->device = found ? jd_sql_id(statement, 0) : JD_ID_NONE;
    sqlite3_finalize(statement);
    if (wrong.code && err)
        *err = wrong;
    return wrong.code == JD_ERR_NONE &&
           (!jd_id_is_none(store->device) || jd_schema_name_device(store, err));
}

/* The folder that a save goes to is ours, and no link to another place. */
static bool open_file(struct jd_store *store, struct jd_error *err)
{
    struct jd_error seen = JD_ERROR_INIT;
    bool is_there = jd_sql_open(store, &seen);
    /* Damage that opening has met; a repair that leaves nothing is a new start. */
    if (!is_there && store->is_damaged)
        is_there = jd_sql_open(store, &seen);
    if (!is_there && seen.code != JD_ERR_NOT_FOUND) {
        if (err)
            *err = seen;
        return false;
    }
    return store->is_ready ||
           (jd_file_make_folder(store->folder, err) && (is_there || create(store, err)));
}

bool jd_sql_open_to_save(struct jd_store *store, struct jd_error *err)
{
    if (!store->path)
        return jd_fail(err, JD_ERR_IO, "there is no home folder to save to");
    if (!open_file(store, err))
        return false;
    if (store->is_ready)
        return true;
    if (sqlite3_db_readonly(store->db, "main") == 1) {
        jd_fail(err, JD_ERR_IO, "%s: can only be read", store->path);
        jd_sql_close(store); /* perhaps not so the next time */
        return false;
    }
    store->is_ready = make_ready(store, err) && read_device(store, err);
    if (!store->is_ready && !store->is_newer)
        jd_sql_close(store);
    return store->is_ready;
}

/* ---- life -------------------------------------------------------------------------- */

static void tell(struct jd_store *store, struct jd_buf *notice)
{
    if (store->notice.len && notice->len)
        jd_buf_add_c(notice, "; ");
    jd_buf_add(notice, jd_buf_str(&store->notice));
    jd_buf_clear(&store->notice);
}

void jd_store_open(const char *path, struct jd_store **out, struct jd_buf *notice)
{
    struct jd_store *store = jd_alloc_zero(1, sizeof *store);
    struct jd_error err = JD_ERROR_INIT;
    store->notice = (struct jd_buf)JD_BUF_INIT;
    store->path = path ? resolve(path) : NULL;
    store->folder = path ? folder_of(path) : NULL;
    *out = store;
    store->is_damaged = jd_repair_is_emptied(store);
    bool ok = jd_sql_open(store, &err);
    if (!ok && store->is_damaged) /* as opening has found out */
        ok = jd_sql_open(store, &err);
    if (!ok && err.code != JD_ERR_NOT_FOUND)
        jd_buf_printf(&store->notice, "what is remembered cannot be read: %s",
                      err.message);
    if (store->is_newer)
        jd_buf_printf(&store->notice,
                      "%s was made by a newer jingdu: nothing will be saved",
                      store->path);
    tell(store, notice);
}

void jd_store_close(struct jd_store *store)
{
    if (!store)
        return;
    jd_sql_close(store);
    jd_buf_release(&store->notice);
    free(store->path);
    free(store->folder);
    free(store);
}

bool jd_store_can_save(const struct jd_store *store, struct jd_buf *why)
{
    const char *reason = !store->path      ? "there is no home folder to save to"
                         : store->is_newer ? "the store was made by a newer jingdu"
                         : store->why.code ? store->why.message
                                           : NULL;
    if (why && reason)
        jd_buf_add_c(why, reason);
    return !reason;
}

/* ---- care -------------------------------------------------------------------------- */

static bool is_due(struct jd_store *store, struct jd_error *err)
{
    int64_t last, now = jd_clock_now_ms();
    return jd_sql_number(store, "SELECT value FROM meta WHERE name = 'cared_at'", 0,
                         &last, err) &&
           (last <= now - DAY_MS || last > now);
}

static bool is_sound(struct jd_store *store, struct jd_error *err)
{
    sqlite3_stmt *statement = jd_sql_prepare(store, "PRAGMA quick_check(1)", err);
    if (!statement)
        return false;
    bool row = jd_sql_row(store, statement, err);
    bool sound =
        row && strcmp((const char *)sqlite3_column_text(statement, 0), "ok") == 0;
    sqlite3_finalize(statement);
    if (row && !sound)
        store->is_damaged = true;
    return sound;
}

/* A store of a newer version, or one that can only be read, is not ours to care for. */
static bool can_write(const struct jd_store *store)
{
    char *folder = folder_of(store->path);
    bool can = !store->is_newer && sqlite3_db_readonly(store->db, "main") == 0 &&
               access(folder, W_OK) == 0;
    free(folder);
    return can;
}

static bool note_care(struct jd_store *store, struct jd_error *err)
{
    if (!jd_sql_begin(store, err))
        return false;
    sqlite3_stmt *statement =
        jd_sql_prepare(store, "INSERT OR REPLACE INTO meta VALUES ('cared_at', ?1)", err);
    if (statement)
        sqlite3_bind_int64(statement, 1, jd_clock_now_ms());
    bool ok = statement && jd_sql_run(store, statement, err);
    return jd_sql_end(store, ok, err);
}

bool jd_store_care(struct jd_store *store, struct jd_buf *notice)
{
    struct jd_error err = JD_ERROR_INIT;
    bool worked = false;
    if (!store->is_grouped && jd_sql_open(store, &err) && can_write(store) &&
        is_due(store, &err)) {
        worked = true;
        if (is_sound(store, &err)) {
            if (!jd_repair_back_up(store, is_due, &err) || !note_care(store, &err))
                jd_buf_printf(&store->notice, "no backup could be made: %s", err.message);
        } else if (store->is_damaged && !jd_repair(store, &err)) {
            jd_buf_printf(&store->notice, "what is remembered is damaged: %s",
                          err.message);
        }
    }
    tell(store, notice);
    return worked;
}
