/* SPDX-License-Identifier: MIT */
/*
 * Bookmarks as TSV and JSON Lines, and back. Both carry every field of a record, so that
 * export, import, export gives the same bytes.
 *
 * Columns (and JSON names), in this order: id changed_at device deleted article title
 * date path letter byte text_len quote at before after note created_at. Times are as
 * export/time writes them (2026-11-23T16:05:31.042Z; any int64 comes back, but a changed_at
 * later than JD_STAMP_LATEST is refused); deleted is 0
 * or 1 (JSON: false, true); ids are 32 hex digits; an empty letter is a quick mark; byte,
 * text_len and at are whole numbers. Of an article that is not known title, date and path
 * are empty.
 *
 * What is no text, parts that are no UTF-8 (a file name, a damaged article) and zero
 * bytes, is written as U+FFFD, and refused when it is read; every other character comes
 * back.
 */
#ifndef JINGDU_EXPORT_BOOKMARKS_H
#define JINGDU_EXPORT_BOOKMARKS_H

#include "jingdu/base/buf.h"
#include "jingdu/base/mem.h"
#include "jingdu/store/bookmark.h"

enum jd_export_format { JD_EXPORT_TSV, JD_EXPORT_JSONL };

/* A larger file is refused by who reads it; lines above ROWS_MAX are complained about. */
enum { JD_IMPORT_FILE_MAX = 256 * 1024 * 1024, JD_IMPORT_ROWS_MAX = 1000 * 1000 };

/* Append rows with the header that the format has. */
void jd_export_bookmarks(enum jd_export_format format, const struct jd_bookmark_row *rows,
                         size_t count, struct jd_buf *into);

/* Told of each line that cannot be taken, in order: line and column (bytes) from 1. */
typedef void (*jd_import_complain)(void *context, size_t line, size_t column,
                                   const char *message);

/*
 * Read a file of either format (told apart by its first byte that is no blank: { is
 * JSON). Good lines become rows, in the arena; of a bad one the first mistake is
 * complained about (complain may be NULL). Blank lines, a byte order mark and \r before a
 * line end are passed over. Fails only when no line can be understood at all, which is
 * complained about as well (JD_ERR_FORMAT): an empty file, a first line that is no header
 * with the columns that must be there, once each.
 *
 * TSV: columns by name in any order, unknown ones are passed over; each line has as many
 * fields as the header. JSON: members in any order, unknown ones are passed over, null is
 * as if left out. id, changed_at, device, article and quote must be there; else a text or
 * letter is empty, a number 0, deleted false, created_at like changed_at.
 *
 * A record is refused when its id or article is all zeros, when a letter has another id
 * than jd_bookmark_id gives, when at lies outside the quote, and when a field is too
 * long: quote, before, after and path 4 KiB, title and note 64 KiB, date 64 bytes.
 */
bool jd_import_bookmarks(struct jd_str file, struct jd_arena *arena,
                         jd_import_complain complain, void *context,
                         struct jd_bookmark_row **rows, size_t *count,
                         struct jd_error *err) JD_MUST_USE;

#endif
