/* SPDX-License-Identifier: MIT */
/*
 * Texts that came from a pipe, kept so that their bookmarks lead somewhere: files in
 * $XDG_DATA_HOME/jingdu/articles, at most 1 MiB each, the newest 200.
 */
#ifndef JINGDU_STORE_KEPT_H
#define JINGDU_STORE_KEPT_H

#include "jingdu/base/buf.h"
#include "jingdu/base/error.h"
#include "jingdu/base/id.h"

enum { JD_KEPT_TEXT_MAX = 1 << 20, JD_KEPT_COUNT = 200 };

/* The folder; false: no home folder. */
bool jd_kept_folder(struct jd_buf *into) JD_MUST_USE;

/*
 * Keep text as FOLDER/<identity>.txt (replaced in one step; a text that is kept already
 * only becomes the newest) and remove the oldest above JD_KEPT_COUNT. *path is set to the
 * file. JD_ERR_LIMIT for a longer text.
 */
bool jd_kept_save(const char *folder, struct jd_id identity, struct jd_str text,
                  struct jd_buf *path, struct jd_error *err) JD_MUST_USE;

#endif
