/* SPDX-License-Identifier: MIT */
/*
 * When things are written down: bookmarks at once, the place after a second of quiet,
 * what could not be saved every ten seconds; and when the store is looked after.
 */
#ifndef JINGDU_UI_KEEPER_H
#define JINGDU_UI_KEEPER_H

#include <stdbool.h>
#include <stdint.h>

#include "jingdu/base/buf.h"
#include "jingdu/base/error.h"
#include "jingdu/store/db.h"
#include "jingdu/ui/memory.h"

struct jd_keeper {
    struct jd_store *store; /* may be NULL */
    struct jd_memory *memory;
    int64_t quiet_since; /* us: of the last key */
    int64_t save_at;     /* us: when the next save is due */
    bool has_failed;     /* the last save did */
    bool has_cared;      /* for the store, in this session */
};

void jd_keeper_init(struct jd_keeper *keeper, struct jd_store *store,
                    struct jd_memory *memory);

/* A key came. */
void jd_keeper_wake(struct jd_keeper *keeper);

/* A save failed elsewhere. */
void jd_keeper_fail(struct jd_keeper *keeper);

/* Milliseconds until something is due; -1: nothing. */
int jd_keeper_wait_ms(const struct jd_keeper *keeper);

/* Write down all that is not. *says gets a word when an earlier failure is mended. */
bool jd_keeper_save(struct jd_keeper *keeper, struct jd_buf *says,
                    struct jd_error *err) JD_MUST_USE;

/* Do what is due now. False: something went wrong for the first time, and *says tells. */
bool jd_keeper_work(struct jd_keeper *keeper, struct jd_buf *says) JD_MUST_USE;

#endif
