/* SPDX-License-Identifier: MIT */
#include "tests/support/home.h"

#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char home[PATH_MAX];

static int remove_one(const char *path, const struct stat *info, int kind,
                      struct FTW *where)
{
    (void)info;
    (void)kind;
    (void)where;
    return remove(path);
}

void jd_home_remove_tree(const char *path)
{
    nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

void jd_home_make(void)
{
    static const char *const names[] = { "XDG_CONFIG_HOME", "XDG_DATA_HOME",
                                         "XDG_STATE_HOME", "XDG_CACHE_HOME" };
    if (!getcwd(home, sizeof home - 32))
        exit(EXIT_FAILURE);
    strncat(home, "/home-XXXXXX", 16);
    if (!mkdtemp(home))
        exit(EXIT_FAILURE);
    setenv("HOME", home, 1);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[PATH_MAX];
        if (snprintf(path, sizeof path, "%.4000s/%s", home, names[i]) < (int)sizeof path)
            setenv(names[i], path, 1);
    }
}

void jd_home_remove(void)
{
    jd_home_remove_tree(home);
}

const char *jd_home_path(void)
{
    return home;
}
