/* SPDX-License-Identifier: MIT */
/* Columns that several tables have, bound and read in one place. */
#ifndef JINGDU_STORE_RECORD_H
#define JINGDU_STORE_RECORD_H

#include "jingdu/base/quote.h"
#include "jingdu/store/article.h"
#include "sql.h"

/* changed_at, device, deleted from column at on; three columns. */
#define JD_STAMP_COLUMNS "changed_at, device, deleted"
void jd_record_bind_stamp(sqlite3_stmt *statement, int at, const struct jd_stamp *stamp);
void jd_record_read_stamp(sqlite3_stmt *statement, int at, struct jd_stamp *out);

/* byte, text_len, quote, at, before, after; six columns. */
#define JD_QUOTE_COLUMNS "byte, text_len, quote, at, before, after"
void jd_record_bind_quote(sqlite3_stmt *statement, int at, const struct jd_quote *quote);
void jd_record_read_quote(sqlite3_stmt *statement, int at, struct jd_arena *arena,
                          struct jd_quote *out);

/* id, the stamp, title, date, path, opened_at, read; nine columns. */
#define JD_ARTICLE_COLUMNS "id, " JD_STAMP_COLUMNS ", title, date, path, opened_at, read"
void jd_record_bind_article(sqlite3_stmt *statement, int at,
                            const struct jd_article_record *record);
void jd_record_read_article(sqlite3_stmt *statement, int at, struct jd_arena *arena,
                            struct jd_article_record *out);

/* changed_at of a record; 0 when there is none. table is a literal. */
bool jd_record_changed_at(struct jd_store *store, const char *table, struct jd_id id,
                          int64_t *out, struct jd_error *err) JD_MUST_USE;

#endif
