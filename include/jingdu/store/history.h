/* SPDX-License-Identifier: MIT */
/*
 * Lines that were typed at a prompt, the newest last: a small text file in
 * $XDG_STATE_HOME/jingdu, one line each.
 */
#ifndef JINGDU_STORE_HISTORY_H
#define JINGDU_STORE_HISTORY_H

#include <stddef.h>

#include "jingdu/base/buf.h"
#include "jingdu/base/error.h"
#include "jingdu/base/str.h"

enum { JD_HISTORY_MAX = 200, JD_HISTORY_LINE_MAX = 1000 /* bytes */ };

struct jd_history {
    char **lines; /* owned */
    size_t count;
};

#define JD_HISTORY_INIT                                                                  \
    {                                                                                    \
        .lines = NULL                                                                    \
    }
void jd_history_release(struct jd_history *history);

/* Put a line at the end; where it stood before it is taken away. Empty lines are not
 * kept, nor lines with bad UTF-8, controls, or too long; the oldest go above
 * JD_HISTORY_MAX. */
void jd_history_add(struct jd_history *history, struct jd_str line);

/* Take the lines of a file (NULL or not there: none); anything that is no good line is
 * left out. */
void jd_history_load(struct jd_history *history, const char *path);

/* Add line to the file as it is now, since another program may have added to it
 * meanwhile. A line that is not kept changes nothing. */
bool jd_history_save(const char *path, struct jd_str line,
                     struct jd_error *err) JD_MUST_USE;

#endif
