/* SPDX-License-Identifier: MIT */
/*
 * What is remembered of the opened article: the place, bookmarks and notes, as bytes of
 * this Text. Every change is written down at once; what cannot be written is kept here,
 * tried again with every later save, and counted as unsaved.
 */
#ifndef JINGDU_UI_MEMORY_H
#define JINGDU_UI_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

#include "jingdu/base/buf.h"
#include "jingdu/base/error.h"
#include "jingdu/doc/anchor.h"
#include "jingdu/doc/article.h"
#include "jingdu/store/article.h"
#include "jingdu/store/bookmark.h"

/* A bookmark of this article. */
struct jd_marker {
    struct jd_bookmark record; /* strings owned by the memory */
    size_t byte;               /* where it is now; a guess when it is lost */
    enum jd_anchor_state state;
    struct jd_buf bytes; /* holds the strings */
};

struct jd_memory;

/*
 * What the store knows of an article. Both are borrowed. store NULL: nothing is known,
 * and nothing can be saved.
 */
struct jd_memory *jd_memory_new(struct jd_store *store, const struct jd_article *article);
void jd_memory_free(struct jd_memory *memory); /* saves nothing */

/* The place where the reader was; false: opened for the first time. */
bool jd_memory_place(const struct jd_memory *memory, size_t *byte,
                     enum jd_anchor_state *state) JD_MUST_USE;

/* Bookmarks by byte, those that are lost last. Borrowed until the next change. */
size_t jd_memory_count(const struct jd_memory *memory);
const struct jd_marker *jd_memory_at(const struct jd_memory *memory, size_t index);

/* The mark with a letter; NULL. a–z of this article, A–Z if it is here. */
const struct jd_marker *jd_memory_letter(const struct jd_memory *memory, char letter);

/* The first that is not lost in [start, end), one with a letter before others; NULL. */
const struct jd_marker *jd_memory_between(const struct jd_memory *memory, size_t start,
                                          size_t end);

/* The id of this article in the store. */
struct jd_id jd_memory_article(const struct jd_memory *memory);

/*
 * Changes. True: on the disk. False: done here, but not saved; err says why. Each can be
 * undone.
 */
bool jd_memory_mark(struct jd_memory *memory, char letter, size_t byte,
                    struct jd_str note,
                    struct jd_error *err) JD_MUST_USE; /* letter 0: a quick mark */
bool jd_memory_note(struct jd_memory *memory, const struct jd_bookmark *mark,
                    struct jd_str note, struct jd_error *err) JD_MUST_USE;
bool jd_memory_delete(struct jd_memory *memory, const struct jd_bookmark *mark,
                      struct jd_error *err) JD_MUST_USE; /* of any article */

/* Take back the last change; *says tells which, or that there is none (then true). */
bool jd_memory_undo(struct jd_memory *memory, struct jd_buf *says,
                    struct jd_error *err) JD_MUST_USE;

/* Read the bookmarks again: another program may have changed them. */
void jd_memory_refresh(struct jd_memory *memory);

/* Where the reader is, and how much has been in view; cheap. */
void jd_memory_read_to(struct jd_memory *memory, size_t byte, int percent);

/* Write down the place and all that is unsaved; true: nothing is left. */
bool jd_memory_save(struct jd_memory *memory, struct jd_error *err) JD_MUST_USE;

/* Has the place moved since it was written down? */
bool jd_memory_is_stale(const struct jd_memory *memory);

/* Changes that are not on the disk. */
size_t jd_memory_unsaved(const struct jd_memory *memory);

#endif
