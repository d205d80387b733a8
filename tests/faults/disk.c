/* SPDX-License-Identifier: MIT */
#include "tests/faults/disk.h"

#include "jingdu/base/buf.h"
#include "jingdu/base/file.h"
#include "jingdu/base/hash.h"
#include "jingdu/base/mem.h"

#include <limits.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "jingdu/base/banned.h"

enum { SECTOR = 512, FILE_MAX = 64 << 20 };

/* A change that is not synced: bytes at an offset, or (cut) a new length. */
struct change {
    struct change *next;
    bool cut;
    size_t at, len;
    char bytes[SECTOR];
};

/* A file that is or was there; one that is made again under the same name is another. */
struct inode {
    struct inode *older;
    char *path;
    bool linked;        /* now */
    bool synced_linked; /* on the disk for certain */
    struct jd_buf synced;
    struct change *first, **last;
};

struct jd_disk {
    sqlite3_vfs vfs; /* ours; pAppData is the disk */
    sqlite3_vfs *real;
    struct inode *newest;
    bool lies;
    void (*before)(void *context);
    void *context;
};

struct handle {
    sqlite3_file base;
    struct jd_disk *disk;
    struct inode *inode; /* NULL: a temporary file */
    bool syncs_folder;   /* the first sync of a journal that was made syncs its folder */
    sqlite3_file *real;
};

static struct handle *handle_of(sqlite3_file *file)
{
    return (struct handle *)file;
}

static struct jd_disk *disk_of(sqlite3_vfs *vfs)
{
    return vfs->pAppData;
}

/* ---- the account ------------------------------------------------------------------- */

static struct inode *find(const struct jd_disk *disk, const char *path)
{
    struct inode *inode = disk->newest;
    while (inode && !(inode->linked && strcmp(inode->path, path) == 0))
        inode = inode->older;
    return inode;
}

static struct inode *add_inode(struct jd_disk *disk, const char *path)
{
    struct inode *inode = jd_alloc_zero(1, sizeof *inode);
    inode->path = jd_copy_bytes(path, strlen(path));
    inode->linked = true;
    inode->synced = (struct jd_buf)JD_BUF_INIT;
    inode->last = &inode->first;
    inode->older = disk->newest;
    disk->newest = inode;
    return inode;
}

/* A file that was there before. */
static struct inode *add_synced(struct jd_disk *disk, const char *path)
{
    struct inode *inode = add_inode(disk, path);
    inode->synced_linked = true;
    if (!jd_file_read(path, FILE_MAX, &inode->synced, NULL))
        abort();
    return inode;
}

static void add_change(struct inode *inode, bool cut, size_t at, const char *bytes,
                       size_t len)
{
    struct change *change = jd_alloc_zero(1, sizeof *change);
    change->cut = cut;
    change->at = at;
    change->len = len;
    if (len)
        memcpy(change->bytes, bytes, len);
    *inode->last = change;
    inode->last = &change->next;
}

static void set_length(struct jd_buf *bytes, size_t len)
{
    while (bytes->len < len)
        jd_buf_add_char(bytes, '\0');
    jd_buf_cut(bytes, len);
}

static void apply(struct jd_buf *to, const struct change *change)
{
    if (change->cut) {
        set_length(to, change->at);
        return;
    }
    if (to->len < change->at + change->len)
        set_length(to, change->at + change->len);
    memcpy(to->data + change->at, change->bytes, change->len);
}

static void forget_changes(struct inode *inode)
{
    while (inode->first) {
        struct change *next = inode->first->next;
        free(inode->first);
        inode->first = next;
    }
    inode->last = &inode->first;
}

static void sync_file(struct inode *inode)
{
    for (const struct change *change = inode->first; change; change = change->next)
        apply(&inode->synced, change);
    forget_changes(inode);
}

static void sync_folder(struct jd_disk *disk)
{
    for (struct inode *inode = disk->newest; inode; inode = inode->older)
        inode->synced_linked = inode->linked;
}

/* ---- the power cut ----------------------------------------------------------------- */

struct dice {
    int luck;
    uint64_t state;
};

static bool toss(struct dice *dice)
{
    if (dice->luck < JD_DISK_HALF)
        return dice->luck == JD_DISK_ALL;
    dice->state += 0x9e3779b97f4a7c15U;
    return jd_hash_mix(dice->state) & 1;
}

static void cut_file(const struct inode *inode, struct dice *dice, struct jd_buf *out)
{
    jd_buf_clear(out);
    jd_buf_add(out, jd_buf_str(&inode->synced));
    for (const struct change *change = inode->first; change; change = change->next) {
        size_t end = change->at + change->len;
        if (toss(dice))
            apply(out, change);
        else if (!change->cut && out->len < end && toss(dice))
            set_length(out, end); /* the file grew and its bytes did not come */
    }
}

static void write_file(const char *folder, const char *path, struct jd_str bytes)
{
    char to[PATH_MAX];
    const char *slash = strrchr(path, '/');
    snprintf(to, sizeof to, "%s/%s", folder, slash ? slash + 1 : path);
    FILE *out = fopen(to, "w");
    if (!out || fwrite(bytes.ptr, 1, bytes.len, out) != bytes.len || fclose(out) != 0)
        abort();
}

/* Oldest first, so that of two files with one name the newer is what stays. */
static void cut_from(const struct inode *inode, const char *folder, struct dice *dice)
{
    struct jd_buf bytes = JD_BUF_INIT;
    if (!inode)
        return;
    cut_from(inode->older, folder, dice);
    if (inode->linked == inode->synced_linked ? inode->linked
                                              : toss(dice) == inode->linked) {
        cut_file(inode, dice, &bytes);
        write_file(folder, inode->path, jd_buf_str(&bytes));
    }
    jd_buf_release(&bytes);
}

void jd_disk_cut(const struct jd_disk *disk, const char *folder, int luck, uint64_t draw)
{
    struct dice dice = { .luck = luck,
                         .state = jd_hash_mix(draw * 1000 + (uint64_t)luck + 1) };
    cut_from(disk->newest, folder, &dice);
}

/* ---- the methods of a file --------------------------------------------------------- */

static void announce(struct jd_disk *disk)
{
    disk->before(disk->context);
}

static int do_close(sqlite3_file *file)
{
    sqlite3_file *real = handle_of(file)->real;
    int result = real->pMethods ? real->pMethods->xClose(real) : SQLITE_OK;
    free(real);
    return result;
}

static int do_read(sqlite3_file *file, void *into, int count, sqlite3_int64 at)
{
    sqlite3_file *real = handle_of(file)->real;
    return real->pMethods->xRead(real, into, count, at);
}

static int do_write(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 at)
{
    struct handle *handle = handle_of(file);
    if (handle->inode) {
        announce(handle->disk);
        size_t start = (size_t)at, end = start + (size_t)count;
        for (size_t from = start; from < end;) {
            size_t next = (from / SECTOR + 1) * SECTOR;
            size_t to = next < end ? next : end;
            add_change(handle->inode, false, from, (const char *)bytes + (from - start),
                       to - from);
            from = to;
        }
    }
    return handle->real->pMethods->xWrite(handle->real, bytes, count, at);
}

static int do_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    struct handle *handle = handle_of(file);
    if (handle->inode) {
        announce(handle->disk);
        add_change(handle->inode, true, (size_t)size, NULL, 0);
    }
    return handle->real->pMethods->xTruncate(handle->real, size);
}

/* The real disk is not bothered: what it has is of no interest. */
static int do_sync(sqlite3_file *file, int flags)
{
    struct handle *handle = handle_of(file);
    (void)flags;
    if (!handle->inode)
        return SQLITE_OK;
    announce(handle->disk);
    if (handle->disk->lies)
        return SQLITE_OK;
    sync_file(handle->inode);
    if (handle->syncs_folder)
        sync_folder(handle->disk);
    handle->syncs_folder = false;
    return SQLITE_OK;
}

static int do_file_size(sqlite3_file *file, sqlite3_int64 *size)
{
    sqlite3_file *real = handle_of(file)->real;
    return real->pMethods->xFileSize(real, size);
}

static int do_lock(sqlite3_file *file, int level)
{
    sqlite3_file *real = handle_of(file)->real;
    return real->pMethods->xLock(real, level);
}

static int do_unlock(sqlite3_file *file, int level)
{
    sqlite3_file *real = handle_of(file)->real;
    return real->pMethods->xUnlock(real, level);
}

static int do_check_lock(sqlite3_file *file, int *out)
{
    sqlite3_file *real = handle_of(file)->real;
    return real->pMethods->xCheckReservedLock(real, out);
}

static int do_control(sqlite3_file *file, int op, void *argument)
{
    sqlite3_file *real = handle_of(file)->real;
    return real->pMethods->xFileControl(real, op, argument);
}

static int do_sector_size(sqlite3_file *file)
{
    sqlite3_file *real = handle_of(file)->real;
    return real->pMethods->xSectorSize(real);
}

static int do_characteristics(sqlite3_file *file)
{
    sqlite3_file *real = handle_of(file)->real;
    return real->pMethods->xDeviceCharacteristics(real);
}

/* Version 1: no shared memory and no mapping, so nothing is written past it. */
static const sqlite3_io_methods methods = {
    .iVersion = 1,
    .xClose = do_close,
    .xRead = do_read,
    .xWrite = do_write,
    .xTruncate = do_truncate,
    .xSync = do_sync,
    .xFileSize = do_file_size,
    .xLock = do_lock,
    .xUnlock = do_unlock,
    .xCheckReservedLock = do_check_lock,
    .xFileControl = do_control,
    .xSectorSize = do_sector_size,
    .xDeviceCharacteristics = do_characteristics,
};

/* ---- the methods of the VFS -------------------------------------------------------- */

static int do_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags,
                   int *out_flags)
{
    struct jd_disk *disk = disk_of(vfs);
    struct handle *handle = handle_of(file);
    bool keeps = path && !(flags & SQLITE_OPEN_DELETEONCLOSE);
    bool is_there = keeps && access(path, F_OK) == 0;
    bool makes = keeps && !is_there && (flags & SQLITE_OPEN_CREATE);
    *handle = (struct handle){ .disk = disk, .inode = keeps ? find(disk, path) : NULL };
    if (is_there && !handle->inode)
        handle->inode = add_synced(disk, path);
    if (makes)
        announce(disk);
    handle->real = jd_alloc_zero(1, (size_t)disk->real->szOsFile);
    int result = disk->real->xOpen(disk->real, path, handle->real, flags, out_flags);
    if (result != SQLITE_OK) {
        free(handle->real);
        return result;
    }
    handle->base.pMethods = &methods;
    if (makes)
        handle->inode = add_inode(disk, path);
    handle->syncs_folder =
        (flags & SQLITE_OPEN_CREATE) && (flags & SQLITE_OPEN_MAIN_JOURNAL);
    return SQLITE_OK;
}

static int do_delete(sqlite3_vfs *vfs, const char *path, int and_sync)
{
    struct jd_disk *disk = disk_of(vfs);
    struct inode *inode = find(disk, path);
    if (inode) {
        announce(disk);
        inode->linked = false;
    }
    if (and_sync && !disk->lies)
        sync_folder(disk);
    return disk->real->xDelete(disk->real, path, 0);
}

/* ---- in and out -------------------------------------------------------------------- */

struct jd_disk *jd_disk_insert(const char *path, bool lies, void (*before)(void *context),
                               void *context)
{
    struct jd_disk *disk = jd_alloc_zero(1, sizeof *disk);
    disk->real = sqlite3_vfs_find("unix");
    disk->lies = lies;
    disk->before = before;
    disk->context = context;
    disk->vfs = *disk->real; /* what is not ours goes to the real one, which asks for no
                                more than the pAppData it is given when it opens */
    disk->vfs.zName = "jd_disk";
    disk->vfs.pAppData = disk;
    disk->vfs.szOsFile = sizeof(struct handle);
    disk->vfs.xOpen = do_open;
    disk->vfs.xDelete = do_delete;
    if (access(path, F_OK) == 0)
        add_synced(disk, path);
    jd_disk_set_default(disk, true);
    return disk;
}

void jd_disk_set_default(struct jd_disk *disk, bool is_default)
{
    sqlite3_vfs_register(is_default ? &disk->vfs : disk->real, 1);
}

void jd_disk_eject(struct jd_disk *disk)
{
    jd_disk_set_default(disk, false);
    sqlite3_vfs_unregister(&disk->vfs);
    while (disk->newest) {
        struct inode *older = disk->newest->older;
        forget_changes(disk->newest);
        jd_buf_release(&disk->newest->synced);
        free(disk->newest->path);
        free(disk->newest);
        disk->newest = older;
    }
    free(disk);
}
