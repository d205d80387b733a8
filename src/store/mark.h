/* SPDX-License-Identifier: MIT */
/* The bookmark's row, as store/bookmark reads and writes it and merging does too. */
#ifndef JINGDU_STORE_MARK_H
#define JINGDU_STORE_MARK_H

#include "jingdu/store/bookmark.h"
#include "record.h"

enum { JD_MARK_COLUMN_COUNT = 14 };
#define JD_MARK_COLUMNS                                                                  \
    "m.id, m.changed_at, m.device, m.deleted, m.article, m.letter, m.byte, m.text_len, " \
    "m.quote, m.at, m.before, m.after, m.note, m.created_at"
#define JD_MARK_ARTICLE_COLUMNS                                                          \
    "a.id, a.changed_at, a.device, a.deleted, a.title, a.date, a.path, a.opened_at, "    \
    "a.read"

/* From the columns above, which begin the row. */
void jd_mark_read(sqlite3_stmt *statement, struct jd_arena *arena,
                  struct jd_bookmark *out);

bool jd_mark_write(struct jd_store *store, const struct jd_bookmark *mark,
                   struct jd_error *err) JD_MUST_USE;

#endif
