/* SPDX-License-Identifier: MIT */
/*
 * Damaged files and backups. A file is only ever put aside when SQLite itself finds it
 * damaged, looked at anew; nothing is removed but backups above the newest three. The
 * name of the database never leads nowhere in between: what is damaged gets a second
 * name, then the backup takes over the first.
 */
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

static bool sync_folder(const char *path, struct jd_error *err)
{
    struct jd_buf folder = JD_BUF_INIT;
    jd_buf_add(&folder, jd_str_make(path, (size_t)(name_of(path) - path)));
    int fd = open(folder.data, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool ok = fd >= 0 && fsync(fd) == 0;
    if (!ok)
        jd_fail_errno(err, errno, "%s", folder.data);
    if (fd >= 0)
        close(fd);
    jd_buf_release(&folder);
    return ok;
}

static bool is_same_file(const char *a, const char *b)
{
    struct stat x, y;
    return lstat(a, &x) == 0 && lstat(b, &y) == 0 && x.st_ino == y.st_ino &&
           x.st_dev == y.st_dev;
}

static bool is_empty(const char *path)
{
    struct stat info;
    return lstat(path, &info) == 0 && S_ISREG(info.st_mode) && info.st_size == 0;
}

/* ---- one program at a time --------------------------------------------------------- */

/* Bytes of the database's file that are locked: one that only we know, and those by which
 * SQLite keeps readers and writers apart (its file format, "lock-byte page"). The locks
 * are of the open file, so that they hold against our own connections too. */
enum { OUR_LOCK = 0x3fffffff, SQLITE_LOCKS = 0x40000000, SQLITE_LOCK_COUNT = 512 };

static bool lock_range(int fd, off_t start, off_t len)
{
    struct flock lock = {
        .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = start, .l_len = len
    };
    const struct timespec nap = { .tv_nsec = 10 * 1000 * 1000 };
    for (int ms = 0; fcntl(fd, F_OFD_SETLK, &lock) != 0; ms += 10) {
        if (errno != EAGAIN && errno != EACCES && errno != EINTR)
            return errno != EBADF; /* a file system without locks */
        if (ms >= JD_SQL_BUSY_MS)
            return false;
        nanosleep(&nap, NULL);
    }
    return true;
}

/* Open the file to be alone with it; -1: another program is at it, or it is gone. Closing
 * ends it. */
static int enter(const char *path, struct jd_error *err)
{
    int fd = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0)
        jd_fail_errno(err, errno, "%s", path);
    else if (lock_range(fd, OUR_LOCK, 1))
        return fd;
    else
        jd_fail(err, JD_ERR_IO, "%s: another program is at it", path);
    if (fd >= 0)
        close(fd);
    return -1;
}

/* Does the path lead to the file that fd has open? */
static bool is_still(const char *path, int fd)
{
    struct stat here, there;
    return fstat(fd, &here) == 0 && lstat(path, &there) == 0 &&
           here.st_ino == there.st_ino && here.st_dev == there.st_dev;
}

/* ---- what stands beside the database ----------------------------------------------- */

static bool is_companion(struct jd_str name)
{
    return jd_str_ends(name, jd_str_of("-journal")) ||
           jd_str_ends(name, jd_str_of("-wal")) || jd_str_ends(name, jd_str_of("-shm"));
}

/* Files PATH.kind…, by name, so the oldest first. */
static size_t list_beside(const char *path, const char *kind, char **names, size_t max)
{
    struct jd_buf folder = JD_BUF_INIT, prefix = JD_BUF_INIT;
    struct dirent **entries = NULL;
    size_t found = 0;
    jd_buf_add(&folder, jd_str_make(path, (size_t)(name_of(path) - path)));
    jd_buf_printf(&prefix, "%s.%s", name_of(path), kind);
    int count = scandir(folder.data, &entries, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        struct jd_str name = jd_str_of(entries[i]->d_name);
        if (found < max && jd_str_starts(name, jd_buf_str(&prefix)) &&
            !is_companion(name)) {
            struct jd_buf whole = JD_BUF_INIT;
            jd_buf_printf(&whole, "%s%s", folder.data, entries[i]->d_name);
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

static bool has_beside(const char *path, const char *kind)
{
    char *names[1];
    size_t count = list_beside(path, kind, names, 1);
    free_names(names, count);
    return count > 0;
}

static void prune(const char *path, const char *kind, size_t kept)
{
    char *names[NAMES_MAX];
    size_t count = list_beside(path, kind, names, NAMES_MAX);
    for (size_t i = 0; i + kept < count; i++)
        unlink(names[i]);
    free_names(names, count);
}

/* ---- backups ----------------------------------------------------------------------- */

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

/* A new empty file beside the database; false: err is set. */
static bool make_fresh(const char *path, struct jd_buf *fresh, struct jd_error *err)
{
    jd_buf_printf(fresh, "%s.new-XXXXXX", path);
    int fd = mkostemp(fresh->data, O_CLOEXEC);
    if (fd < 0)
        return jd_fail_errno(err, errno, "%s", fresh->data);
    close(fd);
    return true;
}

static bool back_up(struct jd_store *store, struct jd_error *err)
{
    struct jd_buf fresh = JD_BUF_INIT, name = JD_BUF_INIT;
    prune(store->path, "new-", 0); /* left by one that was killed */
    bool ok = make_fresh(store->path, &fresh, err);
    if (ok) {
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
        prune(store->path, "backup-", BACKUPS_KEPT);
    jd_buf_release(&fresh);
    jd_buf_release(&name);
    return ok;
}

bool jd_repair_back_up(struct jd_store *store,
                       bool (*is_due)(struct jd_store *store, struct jd_error *err),
                       struct jd_error *err)
{
    int hold = enter(store->path, err);
    if (hold < 0)
        return false;
    bool ok = (is_due && !is_due(store, err)) || back_up(store, err);
    close(hold);
    return ok;
}

/* The newest backup that is sound; none: empty. */
static void find_backup(const char *path, struct jd_buf *which)
{
    char *names[NAMES_MAX];
    size_t count = list_beside(path, "backup-", names, NAMES_MAX);
    for (size_t i = count; i-- > 0 && !which->len;)
        if (jd_schema_judge(names[i], SQLITE_OPEN_READONLY) == JD_SOUND)
            jd_buf_add_c(which, names[i]);
    free_names(names, count);
}

/* ---- putting aside, restoring ------------------------------------------------------ */

/* A name for what is damaged: that which a repair gave it that was killed, or a free one.
 */
static void name_aside(const char *path, struct jd_buf *into)
{
    char *names[NAMES_MAX];
    size_t count = list_beside(path, "damaged-", names, NAMES_MAX);
    jd_buf_printf(into, "%s.damaged-", path);
    add_time(into);
    size_t len = into->len;
    for (int i = 1; access(into->data, F_OK) == 0; i++) {
        jd_buf_cut(into, len);
        jd_buf_printf(into, "-%d", i);
    }
    for (size_t i = 0; i < count; i++)
        if (is_same_file(path, names[i])) {
            jd_buf_clear(into);
            jd_buf_add_c(into, names[i]);
        }
    free_names(names, count);
}

/* The journal goes with its database: one that stayed would be played into the restored
 * file. An empty one is none. */
static bool move_companions(const char *path, const char *aside, struct jd_error *err)
{
    static const char *const ends[] = { "-journal", "-wal", "-shm" };
    bool ok = true;
    for (size_t i = 0; i < sizeof ends / sizeof *ends && ok; i++) {
        struct jd_buf from = JD_BUF_INIT, to = JD_BUF_INIT;
        jd_buf_printf(&from, "%s%s", path, ends[i]);
        jd_buf_printf(&to, "%s%s", aside, ends[i]);
        ok = is_empty(from.data) || rename(from.data, to.data) == 0 || errno == ENOENT ||
             jd_fail_errno(err, errno, "%s", from.data);
        jd_buf_release(&from);
        jd_buf_release(&to);
    }
    return ok;
}

/* Give the file a second name, or (where there is nothing to restore, or the file system
 * knows no second names) another one. */
static bool put_aside(const char *path, bool stays, struct jd_buf *aside,
                      struct jd_error *err)
{
    name_aside(path, aside);
    if (!move_companions(path, aside->data, err))
        return false;
    bool has_name = is_same_file(path, aside->data);
    bool ok = stays && (has_name || link(path, aside->data) == 0);
    if (!ok)
        ok = (has_name ? unlink(path) : rename(path, aside->data)) == 0 ||
             jd_fail_errno(err, errno, "%s", path);
    return ok && sync_folder(path, err);
}

static bool restore(const char *path, const char *from, struct jd_error *err)
{
    struct jd_buf bytes = JD_BUF_INIT;
    bool ok = jd_file_read(from, size_max, &bytes, err) &&
              jd_file_replace(path, jd_buf_str(&bytes), err);
    jd_buf_release(&bytes);
    return ok;
}

/* The file that takes the place: the newest good backup, else all that can still be read
 * of the damaged one, which is Fresh then; else none. */
static void find_replacement(const char *path, struct jd_buf *which, struct jd_buf *fresh)
{
    find_backup(path, which);
    if (which->len || !make_fresh(path, fresh, NULL))
        return;
    if (jd_schema_salvage(path, fresh->data) > 0)
        jd_buf_add(which, jd_buf_str(fresh));
}

static void tell(struct jd_store *store, const char *aside, const char *which,
                 bool is_salvaged)
{
    if (store->notice.len)
        jd_buf_add_c(&store->notice, "; ");
    jd_buf_printf(&store->notice, "%s was damaged, is now %s; ", name_of(store->path),
                  name_of(aside));
    if (is_salvaged)
        jd_buf_add_c(&store->notice, "what could be read of it was saved");
    else if (*which)
        jd_buf_printf(&store->notice, "restored from %s", name_of(which));
    else
        jd_buf_add_c(&store->notice, "there is no backup");
}

static bool replace(struct jd_store *store, int hold, struct jd_error *err)
{
    struct jd_buf aside = JD_BUF_INIT, which = JD_BUF_INIT, fresh = JD_BUF_INIT;
    const char *path = store->path;
    find_replacement(path, &which, &fresh);
    /* From here on nobody can be in the middle of a save. */
    bool ok = lock_range(hold, SQLITE_LOCKS, SQLITE_LOCK_COUNT) ||
              jd_fail(err, JD_ERR_IO, "%s: another program is at it", path);
    ok = ok && put_aside(path, which.len > 0, &aside, err) &&
         (!which.len || restore(path, which.data, err));
    if (ok)
        tell(store, aside.data, which.data, fresh.len && which.len);
    if (fresh.len)
        unlink(fresh.data);
    jd_buf_release(&aside);
    jd_buf_release(&which);
    jd_buf_release(&fresh);
    return ok;
}

/* A repair was killed between putting aside and restoring, where second names cannot be.
 */
static bool end_repair(struct jd_store *store, struct jd_error *err)
{
    struct jd_buf which = JD_BUF_INIT;
    find_backup(store->path, &which);
    bool ok = !which.len || restore(store->path, which.data, err);
    if (ok && which.len)
        jd_buf_printf(&store->notice, "%s was gone; restored from %s",
                      name_of(store->path), name_of(which.data));
    jd_buf_release(&which);
    return ok;
}

bool jd_repair_is_emptied(const struct jd_store *store)
{
    if (!store->path)
        return false;
    if (access(store->path, F_OK) != 0)
        return has_beside(store->path, "damaged-") && has_beside(store->path, "backup-");
    return is_empty(store->path) && has_beside(store->path, "backup-");
}

bool jd_repair(struct jd_store *store, struct jd_error *err)
{
    bool ok = true;
    jd_sql_close(store);
    store->is_damaged = false;
    if (access(store->path, F_OK) != 0)
        return !jd_repair_is_emptied(store) || end_repair(store, err);
    int hold = enter(store->path, err);
    if (hold < 0)
        return false;
    if (is_still(store->path, hold)) {
        enum jd_verdict verdict =
            jd_repair_is_emptied(store)
                ? JD_DAMAGED
                : jd_schema_judge(store->path, SQLITE_OPEN_READWRITE);
        ok = verdict == JD_DAMAGED ? replace(store, hold, err)
             : verdict == JD_SOUND
                 ? true
                 : jd_fail(err, JD_ERR_IO, "%s: cannot be read", store->path);
        store->is_damaged = verdict == JD_DAMAGED && !ok;
    }
    close(hold);
    return ok;
}
