/* SPDX-License-Identifier: MIT */
/*
 * What is remembered: one SQLite database. journal_mode TRUNCATE, synchronous EXTRA,
 * BEGIN IMMEDIATE, 5 s of patience with other programs. A call that returned true is on
 * the disk.
 *
 * Nothing is created by opening: the file is made, with its folder, by the first call
 * that saves. A folder that is a symbolic link or belongs to somebody else is read, and
 * refused for saving. Opening looks at header, size and version only; jd_store_care
 * checks and backs up. A file of a newer version is read, never written. A file that
 * another program has put in the place of ours is noticed at the next call.
 *
 * Damage: a call that reads and meets it fails and says so. The next call of any kind
 * repairs: SQLite looks at the file anew (after rolling back what its journal says), and
 * if it finds it damaged indeed, the file and its journal get the name
 * jingdu.db.damaged-YYYYMMDD-HHMMSS and the newest good backup takes their place; without
 * one, what rows can still be read. Nothing is ever deleted or overwritten. A save that
 * meets damage before it has done anything repairs at once and goes on. What happened is
 * in the next notice, of jd_store_open or jd_store_care. A file that is locked or cannot
 * be read is not damaged. Of several programs one repairs, the others wait.
 */
#ifndef JINGDU_STORE_DB_H
#define JINGDU_STORE_DB_H

#include <stdbool.h>
#include <stdint.h>

#include "jingdu/base/buf.h"
#include "jingdu/base/error.h"
#include "jingdu/base/id.h"

enum { JD_STORE_VERSION = 1 }; /* user_version of the file */

struct jd_store;

/*
 * Open the database at path (NULL: none; every save fails and says that there is no home
 * folder). Cannot fail: what is wrong is appended to *notice as one line for the reader
 * (empty: nothing), and later saves fail with the reason. Of a damaged file: which name
 * it has now and what was restored. *out is never NULL.
 */
void jd_store_open(const char *path, struct jd_store **out, struct jd_buf *notice);
void jd_store_close(struct jd_store *store);

/* The usual path, $XDG_DATA_HOME/jingdu/jingdu.db; false: no home folder. */
bool jd_store_path(struct jd_buf *into) JD_MUST_USE;

/*
 * Idle work of one kind at a time: quick_check, then VACUUM INTO a backup (3 are kept, as
 * jingdu.db.backup-YYYYMMDD-HHMMSS beside the file), at most once a day. Takes some 0.1 s
 * when there is work; true: it did some. What the reader should know is appended to
 * notice.
 */
bool jd_store_care(struct jd_store *store, struct jd_buf *notice);

/* Can anything be saved, as far as is known? Empty *why (may be NULL) when it can. */
bool jd_store_can_save(const struct jd_store *store, struct jd_buf *why);

/* 9999-01-01T00:00Z. Records that come from elsewhere with a later time are taken as of
 * this one, so that there is always a later time for a change of them. */
#define JD_STAMP_LATEST INT64_C(253370764800000)

/* When a record was changed, where, and whether it is a deleted one that is kept to say
 * so. */
struct jd_stamp {
    int64_t changed_at; /* ms since 1970, UTC; grows with every change on a device */
    struct jd_id device;
    bool deleted;
};

/*
 * Several saves as one transaction: begin, saves, end. end(false) or a failed save undoes
 * them all; after a failed one every further save fails with its reason, as does
 * end(true). Do not nest.
 */
bool jd_store_begin(struct jd_store *store, struct jd_error *err) JD_MUST_USE;
bool jd_store_end(struct jd_store *store, bool keep, struct jd_error *err) JD_MUST_USE;

#endif
