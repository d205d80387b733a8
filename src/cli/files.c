/* SPDX-License-Identifier: MIT */
#include "jingdu/cli/files.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "jingdu/base/buf.h"
#include "jingdu/base/mem.h"

#include "jingdu/base/banned.h"

void jd_files_release(struct jd_files *files)
{
    for (size_t i = 0; i < files->count; i++)
        free(files->paths[i]);
    free(files->paths);
    *files = (struct jd_files)JD_FILES_INIT;
}

void jd_files_add(struct jd_files *files, struct jd_str path)
{
    files->paths = jd_grow(files->paths, files->count, &files->cap, sizeof *files->paths);
    files->paths[files->count++] = jd_copy_bytes(path.ptr, path.len);
}

static int is_article(const struct dirent *entry)
{
    struct jd_str name = jd_str_of(entry->d_name);
    return name.len && name.ptr[0] != '.' && !jd_str_ends(name, jd_str_of(".tsv")) &&
           !jd_str_ends(name, jd_str_of("~"));
}

static bool add_folder(struct jd_files *files, const char *folder, struct jd_error *err)
{
    struct dirent **entries = NULL;
    size_t before = files->count;
    int count = scandir(folder, &entries, is_article, alphasort);
    if (count < 0)
        return jd_fail_errno(err, errno, "%s", folder);
    for (int i = 0; i < count; i++) {
        struct jd_buf path = JD_BUF_INIT;
        struct stat info;
        jd_buf_printf(&path, "%s%s%s", folder,
                      jd_str_ends(jd_str_of(folder), jd_str_of("/")) ? "" : "/",
                      entries[i]->d_name);
        if (files->count < JD_FILES_MAX && stat(path.data, &info) == 0 &&
            S_ISREG(info.st_mode))
            jd_files_add(files, jd_buf_str(&path));
        jd_buf_release(&path);
        free(entries[i]);
    }
    free(entries);
    return files->count > before ||
           jd_fail(err, JD_ERR_NOT_FOUND, "%s: no articles in this folder", folder);
}

bool jd_files_take(struct jd_files *files, char **words, int count, struct jd_error *err)
{
    for (int i = 0; i < count; i++) {
        struct stat info;
        bool is_folder = strcmp(words[i], "-") != 0 && stat(words[i], &info) == 0 &&
                         S_ISDIR(info.st_mode);
        if (!is_folder)
            jd_files_add(files, jd_str_of(words[i]));
        else if (!add_folder(files, words[i], err))
            return false;
    }
    return true;
}

const char *jd_files_name(const struct jd_files *files, int direction)
{
    if (direction < 0 ? files->at == 0 : files->at + 1 >= files->count)
        return NULL;
    const char *path = files->paths[direction < 0 ? files->at - 1 : files->at + 1];
    const char *slash = strrchr(path, '/');
    return slash && slash[1] ? slash + 1 : path;
}

void jd_files_choose(struct jd_files *files, const char *path)
{
    for (size_t i = 0; i < files->count; i++)
        if (strcmp(files->paths[i], path) == 0) {
            files->at = i;
            return;
        }
}
