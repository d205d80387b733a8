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

static void prune(const char *folder)
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
    for (size_t i = 0; i < count; i++) {
        if (i >= JD_KEPT_COUNT)
            unlinkat(dirfd(dir), kept[i].name, 0);
        free(kept[i].name);
    }
    free(kept);
    if (dir)
        closedir(dir);
}

/* ---- keeping ----------------------------------------------------------------------- */

bool jd_kept_save(const char *folder, struct jd_id identity, struct jd_str text,
                  struct jd_buf *path, struct jd_error *err)
{
    struct stat info;
    jd_buf_clear(path);
    if (text.len > JD_KEPT_TEXT_MAX)
        return jd_fail(err, JD_ERR_LIMIT, "texts above 1 MiB are not kept");
    if (!jd_file_make_folder(folder, err))
        return false;
    jd_buf_printf(path, "%s/", folder);
    jd_id_add(identity, path);
    jd_buf_add_c(path, ".txt");
    bool there = lstat(path->data, &info) == 0 && S_ISREG(info.st_mode) &&
                 (size_t)info.st_size == text.len;
    if (there && utimensat(AT_FDCWD, path->data, NULL, AT_SYMLINK_NOFOLLOW) != 0)
        return jd_fail_errno(err, errno, "%s", path->data);
    if (!there && !jd_file_replace(path->data, text, err))
        return false;
    prune(folder);
    return true;
}
