/* SPDX-License-Identifier: MIT */
/* Which terminal this is: terminfo's word for it, or a good guess. */
#ifndef JINGDU_SRC_TERM_TYPE_H
#define JINGDU_SRC_TERM_TYPE_H

#include <stdbool.h>
#include <stdio.h>

#include "jingdu/base/buf.h"
#include "jingdu/base/error.h"

#include "curses_api.h"

/* Does a terminal of this name understand xterm's titles, pastes and mouse? */
bool jd_type_is_xterm_like(const char *name);

/*
 * newterm for this name (NULL or empty: TERM is not set). A name that terminfo does not
 * know but that is_xterm_like is tried as xterm-256color; *notice then says so, else it
 * is made empty. NULL with err set (JD_ERR_TERMINAL) when there is no way.
 */
SCREEN *jd_type_open(const char *name, FILE *out, FILE *in, struct jd_buf *notice,
                     struct jd_error *err) JD_MUST_USE;

#endif
