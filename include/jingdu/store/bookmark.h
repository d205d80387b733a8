/* SPDX-License-Identifier: MIT */
/*
 * Bookmarks: marks with a letter (a–z of an article, A–Z of all), quick marks, and notes
 * on either. Deleted ones stay as records, so that they can come back and can be merged.
 */
#ifndef JINGDU_STORE_BOOKMARK_H
#define JINGDU_STORE_BOOKMARK_H

#include "jingdu/base/mem.h"
#include "jingdu/base/quote.h"
#include "jingdu/store/article.h"
#include "jingdu/store/db.h"

struct jd_bookmark {
    struct jd_id id;
    struct jd_id article; /* of its article record */
    char letter;          /* a–z, A–Z; 0: a quick mark */
    struct jd_quote place;
    struct jd_str note; /* UTF-8, may have line ends; may be empty */
    int64_t created_at; /* ms UTC */
    struct jd_stamp stamp;
};

/*
 * The id of a mark with a letter: made of its key (article and letter for a–z, the letter
 * alone for A–Z), so a letter is one record on every machine. Letter 0: a random one.
 */
struct jd_id jd_bookmark_id(struct jd_id article, char letter);

/* Save one bookmark under its id, in place of what was there; its stamp's time and device
 * are set, deleted is taken as it is. */
bool jd_bookmark_save(struct jd_store *store, struct jd_bookmark *bookmark,
                      struct jd_error *err) JD_MUST_USE;

struct jd_bookmark_list {
    struct jd_bookmark *marks; /* in the arena, as are their strings */
    size_t count;
};

/* The live ones of an article, by place. */
bool jd_bookmark_of_article(struct jd_store *store, struct jd_id article,
                            struct jd_arena *arena, struct jd_bookmark_list *out,
                            struct jd_error *err) JD_MUST_USE;

/* A mark A–Z, wherever it is; JD_ERR_NOT_FOUND when it is not set. */
bool jd_bookmark_global(struct jd_store *store, char letter, struct jd_arena *arena,
                        struct jd_bookmark *out, struct jd_error *err) JD_MUST_USE;

/* A bookmark and what is known of its article, as lists and exports show it. */
struct jd_bookmark_row {
    struct jd_bookmark mark;
    struct jd_article_record article; /* id none: unknown */
};

/*
 * All of them, the newest change of an article first and by place inside it;
 * with_deleted: the deleted ones too, by id. *out in the arena.
 */
bool jd_bookmark_all(struct jd_store *store, bool with_deleted, struct jd_arena *arena,
                     struct jd_bookmark_row **out, size_t *count,
                     struct jd_error *err) JD_MUST_USE;

struct jd_merge {
    size_t added, changed, same; /* same: known already, or older than what is known */
};

/*
 * Take rows of another store in one transaction: of two records with one id the later
 * wins, in the order (changed_at, device, bytes of the record). Merging the same again
 * changes nothing, and the order of merges does not matter. Articles that are not known
 * are added with their title, date and path; what is known of an article stays.
 */
bool jd_bookmark_merge(struct jd_store *store, const struct jd_bookmark_row *rows,
                       size_t count, struct jd_merge *merge,
                       struct jd_error *err) JD_MUST_USE;

#endif
