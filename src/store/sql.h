/* SPDX-License-Identifier: MIT */
/* What the files of the store share: the connection, its transactions, binding and
 * reading columns, setting a damaged file aside. */
#ifndef JINGDU_STORE_SQL_H
#define JINGDU_STORE_SQL_H

#include <sqlite3.h>

#include "jingdu/base/mem.h"
#include "jingdu/base/str.h"
#include "jingdu/store/db.h"

enum { JD_SQL_BUSY_MS = 5000 }; /* patience with other programs */

/*
 * Wait that long for a lock, asking every other millisecond. SQLite's own busy timeout
 * asks less and less often (up to every 100 ms), so that of several busy programs one may
 * find the lock taken each time: 1 in 10,000 saves of four gave up.
 */
void jd_sql_be_patient(sqlite3 *db);

struct jd_store {
    sqlite3 *db;     /* NULL: not open */
    char *path;      /* folder without symbolic links; NULL: no home folder */
    char *folder;    /* as it was given */
    bool is_ready;   /* the schema is that of JD_STORE_VERSION, and may be written */
    bool is_newer;   /* the file is of a newer version */
    bool is_damaged; /* met damage: repaired before the next save */
    bool is_grouped; /* inside jd_store_begin … jd_store_end */
    bool is_spoilt;  /* a save of this group failed, so none of it is kept */
    struct jd_id device;
    struct jd_error said; /* the last that SQLite said when something went wrong */
    struct jd_error why;  /* of the last save that failed; code NONE: it went well */
    struct jd_buf notice; /* what the reader has not been told yet */
};

/* ---- db.c ---- */

/* Is there something to read? False with JD_ERR_NOT_FOUND where there is no file yet. */
bool jd_sql_open(struct jd_store *store, struct jd_error *err) JD_MUST_USE;

/* Open for writing, with folder, file and schema. */
bool jd_sql_open_to_save(struct jd_store *store, struct jd_error *err) JD_MUST_USE;

/* Another file stands at the path by now: that of a repair, or none. */
bool jd_sql_has_moved(const struct jd_store *store);

void jd_sql_close(struct jd_store *store);

/* ---- schema.c ---- */

enum { JD_SCHEMA_VERSION_MAX = 9999 }; /* of any file that is not damaged */

/* Bring the file from version to JD_STORE_VERSION; inside a transaction. */
bool jd_schema_migrate(struct jd_store *store, int version,
                       struct jd_error *err) JD_MUST_USE;

/* Give the store a new device id, for a new file or where it has none. */
bool jd_schema_name_device(struct jd_store *store, struct jd_error *err) JD_MUST_USE;

enum jd_verdict { JD_SOUND, JD_DAMAGED, JD_UNKNOWN /* locked, not readable … */ };

/* By a connection of its own (flags: SQLITE_OPEN_READONLY or READWRITE); a hot journal is
 * rolled back first by SQLite. */
enum jd_verdict jd_schema_judge(const char *path, int flags) JD_MUST_USE;

/* Does the header say that the file cannot be written? None of ours does. */
bool jd_schema_is_sealed(const char *path);

/* Copy every row that can be read into a new, empty file. How many records there are. */
size_t jd_schema_salvage(const char *from, const char *to);

/* ---- repair.c ---- */

/* Is the file empty, or gone in the middle of a repair, though there are backups of it?
 */
bool jd_repair_is_emptied(const struct jd_store *store);

/*
 * If the file is damaged indeed, put it aside and the newest good backup in its place,
 * and say so in the notice. The connection is closed. Of several programs one repairs;
 * the others wait for it.
 */
bool jd_repair(struct jd_store *store, struct jd_error *err) JD_MUST_USE;

/* Copy the database to a backup beside it and keep the newest three; of several programs
 * one at a time. is_due (may be NULL) is asked again when it is our turn. */
bool jd_repair_back_up(struct jd_store *store,
                       bool (*is_due)(struct jd_store *store, struct jd_error *err),
                       struct jd_error *err) JD_MUST_USE;

/* ---- sql.c ---- */

sqlite3_stmt *jd_sql_prepare(struct jd_store *store, const char *sql,
                             struct jd_error *err) JD_MUST_USE; /* NULL: failed */
void jd_sql_bind_id(sqlite3_stmt *statement, int at, struct jd_id id);
void jd_sql_bind_text(sqlite3_stmt *statement, int at, struct jd_str text);
void jd_sql_bind_blob(sqlite3_stmt *statement, int at, struct jd_str bytes);
struct jd_id jd_sql_id(sqlite3_stmt *statement, int column);
struct jd_str jd_sql_str(sqlite3_stmt *statement, int column, struct jd_arena *arena);

/* Run to the end and finalise. */
bool jd_sql_run(struct jd_store *store, sqlite3_stmt *statement,
                struct jd_error *err) JD_MUST_USE;

/* The next row; false at the end (err->code as it was) and on failure. Does not finalise.
 */
bool jd_sql_row(struct jd_store *store, sqlite3_stmt *statement, struct jd_error *err);

/* SQL without values, one statement or several. */
bool jd_sql_do(struct jd_store *store, const char *sql, struct jd_error *err) JD_MUST_USE;

/* A whole number from a statement of one row and column; fallback when it has none. */
bool jd_sql_number(struct jd_store *store, const char *sql, int64_t fallback,
                   int64_t *out, struct jd_error *err) JD_MUST_USE;

/* What SQLite said, as an error; damage is noted. */
bool jd_sql_fail(struct jd_store *store, struct jd_error *err);

/* One save is a transaction of its own, unless jd_store_begin made one around it. */
bool jd_sql_begin(struct jd_store *store, struct jd_error *err) JD_MUST_USE;
bool jd_sql_end(struct jd_store *store, bool ok, struct jd_error *err) JD_MUST_USE;

/*
 * The time of a change that is being saved: now, but later than every change this store
 * made before, and later than the record it takes the place of (0: none).
 */
bool jd_sql_stamp(struct jd_store *store, int64_t replaced, struct jd_stamp *stamp,
                  struct jd_error *err) JD_MUST_USE;

#endif
