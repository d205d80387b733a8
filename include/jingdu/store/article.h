/* SPDX-License-Identifier: MIT */
/*
 * Articles that were opened, and the place in each. An article's id is the identity of
 * its text when it was first opened; it stays when the text is edited, which adds an
 * identity.
 */
#ifndef JINGDU_STORE_ARTICLE_H
#define JINGDU_STORE_ARTICLE_H

#include "jingdu/base/mem.h"
#include "jingdu/base/quote.h"
#include "jingdu/store/db.h"

enum { JD_STORE_LIKENESS = 64 }; /* values of a likeness, as doc/identity makes them */

struct jd_article_record {
    struct jd_id id;
    struct jd_str title;
    struct jd_str date; /* "2023-10-25"; may be empty */
    struct jd_str path; /* absolute; where it was opened last; may be empty */
    int64_t opened_at;  /* ms UTC, last time */
    int read;           /* percent: the furthest that was in view */
    struct jd_stamp stamp;
};

/*
 * The article with this identity, else the one whose path this is, else the one that
 * shares most values of likeness (NULL: not asked), at least half. False with err->code
 * JD_ERR_NOT_FOUND when there is none, else a failure. Strings are in the arena.
 */
bool jd_store_article_find(struct jd_store *store, struct jd_id identity,
                           const char *path, const uint64_t *likeness,
                           struct jd_arena *arena, struct jd_article_record *out,
                           struct jd_error *err) JD_MUST_USE;

/* By its id. */
bool jd_store_article_get(struct jd_store *store, struct jd_id id, struct jd_arena *arena,
                          struct jd_article_record *out,
                          struct jd_error *err) JD_MUST_USE;

/*
 * Save the record (its stamp is set) and that identity is a text of it; likeness (may be
 * NULL: unchanged) replaces what was known. read never becomes less.
 */
bool jd_store_article_save(struct jd_store *store, struct jd_article_record *record,
                           struct jd_id identity, const uint64_t *likeness,
                           struct jd_error *err) JD_MUST_USE;

/* Every article that is not deleted, the last opened first. *out in the arena. */
bool jd_store_article_list(struct jd_store *store, struct jd_arena *arena,
                           struct jd_article_record **out, size_t *count,
                           struct jd_error *err) JD_MUST_USE;

/* The place in an article. JD_ERR_NOT_FOUND when none is known. */
bool jd_store_place_get(struct jd_store *store, struct jd_id article,
                        struct jd_arena *arena, struct jd_quote *out,
                        struct jd_error *err) JD_MUST_USE;
bool jd_store_place_save(struct jd_store *store, struct jd_id article,
                         const struct jd_quote *place, int read,
                         struct jd_error *err) JD_MUST_USE;

#endif
