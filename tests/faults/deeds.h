/* SPDX-License-Identifier: MIT */
/*
 * What the fault tests do to a store, and how they tell afterwards whether it kept its
 * word. A deed is one kind of change, done in steps; every step writes records whose
 * bytes follow from the deed and the step, so a check knows all that may be there.
 */
#ifndef JINGDU_TESTS_FAULTS_DEEDS_H
#define JINGDU_TESTS_FAULTS_DEEDS_H

#include <stdbool.h>

#include "jingdu/base/buf.h"
#include "jingdu/base/error.h"
#include "jingdu/store/db.h"

enum jd_deed {
    JD_DEED_ADD,
    JD_DEED_NOTE,
    JD_DEED_DELETE,
    JD_DEED_UNDO,
    JD_DEED_POSITION,
    JD_DEED_IMPORT,    /* 50 rows a step, and the article of these */
    JD_DEED_MIGRATION, /* the first save makes the file */
    JD_DEED_EMPTY,     /* the same, from a file of no bytes, as a kill may leave one */
    JD_DEED_COUNT,
};

enum { JD_DEED_STEPS = 3, JD_DEED_BATCH = 50 };

const char *jd_deed_name(int deed);

/* By its name; JD_DEED_COUNT when there is none. */
int jd_deed_by_name(const char *name);

/* Make the file at path as the deed finds it. */
bool jd_deed_prepare(int deed, const char *path, struct jd_error *err);

/* One step, which is one save. */
bool jd_deed_do(struct jd_store *store, int deed, int step, struct jd_error *err);

/* Bits, one for each step. */
struct jd_deed_log {
    unsigned asked; /* the call was made */
    unsigned acked; /* it returned true */
};

enum jd_deed_verdict { JD_DEED_KEPT, JD_DEED_LOST, JD_DEED_CORRUPT };

/*
 * Open the file again and look: is it whole, is everything acknowledged there, and
 * nothing that was not asked for; is a step there as a whole or not at all; can one save
 * again? What is wrong is appended to why.
 */
enum jd_deed_verdict jd_deed_check(int deed, const char *path, struct jd_deed_log log,
                                   struct jd_buf *why);

#endif
