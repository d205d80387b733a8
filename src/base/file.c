/* SPDX-License-Identifier: MIT */
#include "jingdu/base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "jingdu/base/banned.h"

enum { GUARD_SLOTS = 16, READ_STEP = 64 * 1024 };

/*
 * The SIGBUS table: one of the two named places with mutable globals, since a signal
 * handler can reach nothing else.
 */
static struct guard {
    volatile uintptr_t start; /* 0: free */
    volatile size_t len;
    volatile sig_atomic_t shrunk;
} guards[GUARD_SLOTS];
static struct sigaction previous_sigbus;
static bool handler_installed;

/* Put a page of zeros where the file has none any more; then the read simply goes on. */
static void on_sigbus(int sig, siginfo_t *info, void *context)
{
    (void)context;
    uintptr_t at = (uintptr_t)info->si_addr;
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    for (int i = 0; i < GUARD_SLOTS; i++) {
        if (!guards[i].start || at < guards[i].start ||
            at - guards[i].start >= guards[i].len)
            continue;
        void *where = (void *)(at & ~(page - 1));
        int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED;
        if (mmap(where, page, PROT_READ, flags, -1, 0) == MAP_FAILED)
            break;
        guards[i].shrunk = 1;
        return;
    }
    sigaction(sig, &previous_sigbus,
              NULL); /* not ours: the fault happens again, for real */
}

static void install_handler(void)
{
    if (handler_installed)
        return;
    struct sigaction action = { .sa_sigaction = on_sigbus, .sa_flags = SA_SIGINFO };
    sigemptyset(&action.sa_mask);
    handler_installed = sigaction(SIGBUS, &action, &previous_sigbus) == 0;
}

static bool fail_open(struct jd_error *err, int errnum, const char *path)
{
    jd_fail_errno(err, errnum, "%s", path);
    if (err && (errnum == ENOENT || errnum == ENOTDIR))
        err->code = JD_ERR_NOT_FOUND;
    return false;
}

int jd_file_open(const char *path, struct jd_error *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0) {
        fail_open(err, errno, path);
        return -1;
    }
    struct stat info;
    int failed = fstat(fd, &info) != 0 ? errno : S_ISDIR(info.st_mode) ? EISDIR : 0;
    if (failed) {
        fail_open(err, failed, path);
        close(fd);
        return -1;
    }
    int flags = fcntl(fd, F_GETFL);
    if (flags >= 0)
        fcntl(fd, F_SETFL, flags & ~O_NONBLOCK);
    return fd;
}

bool jd_file_read_fd(int fd, const char *name, size_t limit, struct jd_buf *into,
                     struct jd_error *err)
{
    size_t before = into->len;
    for (;;) {
        jd_buf_reserve(into, READ_STEP);
        ssize_t got = read(fd, into->data + into->len, READ_STEP);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            int errnum = errno;
            jd_buf_cut(into, before);
            return jd_fail_errno(err, errnum, "%s", name);
        }
        if (got == 0)
            break;
        into->len += (size_t)got;
        if (into->len - before > limit) {
            jd_buf_cut(into, before);
            return jd_fail(err, JD_ERR_LIMIT, "%s: larger than %zu bytes", name, limit);
        }
    }
    jd_buf_cut(into, into->len);
    return true;
}

bool jd_file_read(const char *path, size_t limit, struct jd_buf *into,
                  struct jd_error *err)
{
    int fd = jd_file_open(path, err);
    if (fd < 0)
        return false;
    bool ok = jd_file_read_fd(fd, path, limit, into, err);
    close(fd);
    return ok;
}

int jd_file_temporary(struct jd_error *err)
{
    const char *folder = getenv("TMPDIR");
    if (!folder || folder[0] != '/')
        folder = "/tmp";
    int fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (fd >= 0)
        return fd;
    struct jd_buf name = JD_BUF_INIT; /* a file system without O_TMPFILE */
    jd_buf_printf(&name, "%s/jingdu-XXXXXX", folder);
    fd = mkostemp(name.data, O_CLOEXEC);
    if (fd >= 0)
        unlink(name.data);
    else
        jd_fail_errno(err, errno, "cannot make a temporary file in %s", folder);
    jd_buf_release(&name);
    return fd;
}

bool jd_file_write_all(int fd, struct jd_str bytes, struct jd_error *err)
{
    while (bytes.len) {
        ssize_t put = write(fd, bytes.ptr, bytes.len);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return jd_fail_errno(err, errno, "cannot write");
        bytes.ptr += put;
        bytes.len -= (size_t)put;
    }
    return true;
}

bool jd_map_open(int fd, size_t len, struct jd_map *map, struct jd_error *err)
{
    if (len == 0) {
        *map = (struct jd_map)JD_MAP_INIT;
        return true;
    }
    int slot = 0;
    while (slot < GUARD_SLOTS && guards[slot].start)
        slot++;
    if (slot == GUARD_SLOTS)
        return jd_fail(err, JD_ERR_LIMIT, "too many files mapped at once");
    void *data = mmap(NULL, len, PROT_READ, MAP_PRIVATE, fd, 0);
    if (data == MAP_FAILED)
        return jd_fail_errno(err, errno, "cannot map %zu bytes", len);
    install_handler();
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    guards[slot].shrunk = 0;
    guards[slot].len = (len + page - 1) / page * page;
    guards[slot].start = (uintptr_t)data;
    *map = (struct jd_map){ .data = data, .len = len, .slot = slot };
    return true;
}

void jd_map_close(struct jd_map *map)
{
    if (map->slot >= 0) {
        munmap((void *)(uintptr_t)map->data, map->len);
        guards[map->slot].start = 0;
    }
    *map = (struct jd_map)JD_MAP_INIT;
}

bool jd_map_has_shrunk(const struct jd_map *map)
{
    return map->slot >= 0 && guards[map->slot].shrunk;
}

/* ---- folders and replacing --------------------------------------------------------- */

/* 0, or the reason why not. */
static int sync_file(int fd)
{
    while (fsync(fd) != 0)
        if (errno != EINTR)
            return errno;
    return 0;
}

/*
 * Sync the folder that path is in, so that its name there is on the disk. Some file
 * systems cannot, and a folder that may only be written to cannot be opened; that is all
 * they promise.
 */
static bool sync_folder(const char *path, struct jd_error *err)
{
    const char *slash = strrchr(path, '/');
    struct jd_buf folder = JD_BUF_INIT;
    jd_buf_add(&folder, slash > path ? jd_str_make(path, (size_t)(slash - path))
                                     : jd_str_of(slash ? "/" : "."));
    int fd = open(folder.data, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int failed = fd < 0 ? errno : sync_file(fd);
    if (failed == EACCES || failed == EINVAL || failed == ENOTSUP)
        failed = 0;
    if (fd >= 0)
        close(fd);
    if (failed)
        jd_fail_errno(err, failed, "%s", folder.data);
    jd_buf_release(&folder);
    return !failed;
}

static bool is_own_folder(const char *path, struct jd_error *err)
{
    struct stat info;
    if (lstat(path, &info) != 0)
        return jd_fail_errno(err, errno, "%s", path);
    if (S_ISLNK(info.st_mode))
        return jd_fail(err, JD_ERR_IO, "%s: is a symbolic link; nothing is written there",
                       path);
    if (!S_ISDIR(info.st_mode))
        return jd_fail(err, JD_ERR_IO, "%s: is no folder", path);
    if (info.st_uid != geteuid())
        return jd_fail(err, JD_ERR_IO, "%s: belongs to somebody else", path);
    return true;
}

/* Make one folder, unless something of that name is there. */
static bool make_one(const char *path, struct jd_error *err)
{
    if (mkdir(path, 0700) == 0)
        return sync_folder(path, err);
    int failed = errno; /* EROFS and the like may be said of one that is there */
    return failed == EEXIST || access(path, F_OK) == 0 ||
           jd_fail_errno(err, failed, "%s", path);
}

bool jd_file_make_folder(const char *path, struct jd_error *err)
{
    struct jd_buf part = JD_BUF_INIT;
    size_t len = strlen(path);
    while (len > 1 && path[len - 1] == '/') /* behind it a link would be followed */
        len--;
    bool ok = true;
    for (size_t at = 1; at <= len && ok; at++) {
        if (at < len && path[at] != '/')
            continue;
        jd_buf_clear(&part);
        jd_buf_add(&part, jd_str_make(path, at));
        ok = make_one(part.data, err);
    }
    ok = ok && is_own_folder(part.data, err);
    jd_buf_release(&part);
    return ok;
}

/* Write and sync a new file; fd is closed. */
static bool write_new(int fd, const char *path, struct jd_str bytes, struct jd_error *err)
{
    bool ok = jd_file_write_all(fd, bytes, err);
    if (!ok)
        jd_error_prefix(err, "%s: ", path);
    int failed = ok ? sync_file(fd) : 0;
    if (close(fd) != 0 && errno != EINTR && !failed)
        failed = errno;
    return ok && (!failed || jd_fail_errno(err, failed, "%s", path));
}

bool jd_file_replace(const char *path, struct jd_str bytes, struct jd_error *err)
{
    struct jd_buf beside = JD_BUF_INIT;
    jd_buf_printf(&beside, "%s.XXXXXX", path);
    int fd = mkostemp(beside.data, O_CLOEXEC); /* mode 0600 */
    bool ok = fd >= 0 || jd_fail_errno(err, errno, "%s", path);
    if (ok) {
        ok = write_new(fd, path, bytes, err);
        if (ok && rename(beside.data, path) != 0)
            ok = jd_fail_errno(err, errno, "%s", path);
        if (!ok)
            unlink(beside.data);
    }
    ok = ok && sync_folder(path, err);
    jd_buf_release(&beside);
    return ok;
}

void jd_file_absolute(const char *path, struct jd_buf *into)
{
    char *real = realpath(path, NULL);
    if (real) {
        jd_buf_add_c(into, real);
        free(real);
        return;
    }
    char *folder = path[0] == '/' ? NULL : getcwd(NULL, 0);
    if (folder)
        jd_buf_printf(into, "%s/", folder);
    jd_buf_add_c(into, path);
    free(folder);
}

bool jd_file_xdg(enum jd_xdg kind, const char *rest, struct jd_buf *into)
{
    static const struct {
        const char *variable, *fallback;
    } bases[] = {
        [JD_XDG_CONFIG] = { "XDG_CONFIG_HOME", "/.config" },
        [JD_XDG_DATA] = { "XDG_DATA_HOME", "/.local/share" },
        [JD_XDG_CACHE] = { "XDG_CACHE_HOME", "/.cache" },
        [JD_XDG_STATE] = { "XDG_STATE_HOME", "/.local/state" },
    };
    const char *base = getenv(bases[kind].variable);
    jd_buf_clear(into);
    if (base && base[0] == '/') {
        jd_buf_printf(into, "%s/jingdu/%s", base, rest);
        return true;
    }
    const char *home = getenv("HOME");
    if (!home || home[0] != '/')
        return false;
    jd_buf_printf(into, "%s%s/jingdu/%s", home, bases[kind].fallback, rest);
    return true;
}
