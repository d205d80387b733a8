/* SPDX-License-Identifier: MIT */
/* Looking at a store from the outside: at its files and at single records. */
#ifndef JINGDU_TESTS_FAULTS_LOOK_H
#define JINGDU_TESTS_FAULTS_LOOK_H

#include <stdbool.h>

#include "jingdu/base/buf.h"
#include "jingdu/store/bookmark.h"

/* Is a record what was saved, its stamp's time and device aside? */
bool jd_look_same_mark(const struct jd_bookmark *a, const struct jd_bookmark *b);
bool jd_look_same_place(const struct jd_quote *a, const struct jd_quote *b);

/* Does SQLite itself find the database sound? A file that is not there is. */
bool jd_look_is_whole(const char *path, struct jd_buf *why);

/* The same without comparing indices with tables, as the store itself checks. */
bool jd_look_is_readable(const char *path, struct jd_buf *why);

/* Is nothing beside the database but its journal, so nothing was set aside? */
bool jd_look_is_alone(const char *path, struct jd_buf *why);

#endif
