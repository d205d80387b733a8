/* SPDX-License-Identifier: MIT */
#include "jingdu/store/kept.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "jingdu/base/file.h"
#include "jingdu/base/mem.h"

#include "jingdu/base/banned.h"

bool jd_kept_folder(struct jd_buf *into)
{
    return jd_file_xdg(JD_XDG_DATA, "articles", into);
}

/* ---- pruning ----------------------------------------------------------------------- */

struct kept {
    char *name;
    struct timespec time;
};

/* Is it one of ours: 32 hex digits and .txt? */
static bool is_kept(const char *name)
{
    struct jd_str all = jd_str_of(name);
    struct jd_id id;
    return all.len == 36 && jd_str_ends(all, jd_str_of(".txt")) &&
           jd_id_parse(jd_str_sub(all, 0, 32), &id);
}

static int newest_first(const void *a, const void *b)
{
    const struct kept *x = a, *y = b;
    if (x->time.tv_sec != y->time.tv_sec)
        return x->time.tv_sec > y->time.tv_sec ? -1 : 1;
    if (x->time.tv_nsec != y->time.tv_nsec)
        return x->time.tv_nsec > y->time.tv_nsec ? -1 : 1;
    return strcmp(x->name, y->name);
}

/* Remove the oldest above the limit, but not the one that is named. */
static void prune(const char *folder, const char *but)
{
    struct kept *kept = NULL;
    size_t count = 0, cap = 0;
    DIR *dir = opendir(folder);
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        struct stat info;
        if (!is_kept(entry->d_name) ||
            fstatat(dirfd(dir), entry->d_name, &info, AT_SYMLINK_NOFOLLOW) != 0 ||
            !S_ISREG(info.st_mode))
            continue;
        kept = jd_grow(kept, count, &cap, sizeof *kept);
        kept[count++] =
            (struct kept){ jd_copy_bytes(entry->d_name, strlen(entry->d_name)),
                           info.st_mtim };
    }
    if (count)
        qsort(kept, count, sizeof *kept, newest_first);
    size_t stay = 1; /* that one, whatever its time says */
    for (size_t i = 0; i < count; i++) {
        bool is_other = strcmp(kept[i].name, but) != 0;
        if (is_other && stay == JD_KEPT_COUNT)
            unlinkat(dirfd(dir), kept[i].name, 0);
        else if (is_other)
            stay++;
        free(kept[i].name);
    }
    free(kept);
    if (dir)
        closedir(dir);
}

/* ---- keeping ----------------------------------------------------------------------- */

/* Is this text in the file? Then the file becomes the newest. */
static bool touch_same(const char *path, struct jd_str text)
{
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return false;
    struct jd_buf there = JD_BUF_INIT;
    struct stat info;
    bool same = fstat(fd, &info) == 0 && S_ISREG(info.st_mode) &&
                (size_t)info.st_size == text.len &&
                jd_file_read_fd(fd, path, text.len, &there, NULL) &&
                jd_str_eq(jd_buf_str(&there), text) && fchmod(fd, 0600) == 0 &&
                futimens(fd, NULL) == 0;
    jd_buf_release(&there);
    close(fd);
    return same;
}

bool jd_kept_save(const char *folder, struct jd_id identity, struct jd_str text,
                  struct jd_buf *path, struct jd_error *err)
{
    jd_buf_clear(path);
    if (text.len > JD_KEPT_TEXT_MAX)
        return jd_fail(err, JD_ERR_LIMIT, "texts above 1 MiB are not kept");
    if (!jd_file_make_folder(folder, err))
        return false;
    jd_buf_printf(path, "%s/", folder);
    size_t name = path->len;
    jd_id_add(identity, path);
    jd_buf_add_c(path, ".txt");
    if (!touch_same(path->data, text) && !jd_file_replace(path->data, text, err)) {
        jd_buf_clear(path);
        return false;
    }
    prune(folder, path->data + name);
    return true;
}
