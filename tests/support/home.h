/* SPDX-License-Identifier: MIT */
/* A home folder of its own for one test, below the current folder. */
#ifndef JINGDU_TESTS_SUPPORT_HOME_H
#define JINGDU_TESTS_SUPPORT_HOME_H

/* Make it, and let HOME and the XDG variables lead there. */
void jd_home_make(void);

/* Away with it and all that is in it. */
void jd_home_remove(void);

/* Its absolute path. */
const char *jd_home_path(void);

/* Away with any folder below the current one. */
void jd_home_remove_tree(const char *path);

#endif
