/* SPDX-License-Identifier: MIT */
/* The row of articles that the command line names: files, and the files of folders. */
#ifndef JINGDU_CLI_FILES_H
#define JINGDU_CLI_FILES_H

#include <stdbool.h>
#include <stddef.h>

#include "jingdu/base/error.h"
#include "jingdu/base/str.h"

enum { JD_FILES_MAX = 10000 };

struct jd_files {
    char **paths; /* owned */
    size_t count, cap;
    size_t at; /* the one that is open */
};

#define JD_FILES_INIT                                                                    \
    {                                                                                    \
        .paths = NULL                                                                    \
    }
void jd_files_release(struct jd_files *files);

/*
 * Take the words of a command line. A folder stands for the regular files in it, by name,
 * without hidden ones, glossaries (.tsv) and backups (~); one without any is an error.
 */
bool jd_files_take(struct jd_files *files, char **words, int count,
                   struct jd_error *err) JD_MUST_USE;

/* Append one path. */
void jd_files_add(struct jd_files *files, struct jd_str path);

/* The name of the next (1) or previous (-1) file for people; NULL: there is none. */
const char *jd_files_name(const struct jd_files *files, int direction);

/* If this path is in the row, it is the one that is open now. */
void jd_files_choose(struct jd_files *files, const char *path);

#endif
