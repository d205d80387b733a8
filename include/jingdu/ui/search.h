/* SPDX-License-Identifier: MIT */
/*
 * Searching as the reader sees it: a pattern, where the next match is, which number it
 * has of how many. Knows no keys and no cells. A long text is looked through in slices,
 * so that keys are answered meanwhile; nothing is kept per match, only counts per 64 KiB
 * of text.
 */
#ifndef JINGDU_UI_SEARCH_H
#define JINGDU_UI_SEARCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "jingdu/base/buf.h"
#include "jingdu/doc/document.h"
#include "jingdu/lang/find.h"

enum jd_search_state {
    JD_SEARCH_NONE,    /* nothing is looked for, or it was cancelled */
    JD_SEARCH_LOOKING, /* idle slices go on looking for the next match */
    JD_SEARCH_FOUND,   /* match is where to go */
    JD_SEARCH_WRAPPED, /* the same, found after going round the end or start */
    JD_SEARCH_ABSENT,  /* looked everywhere */
};

struct jd_search {
    const struct jd_document *doc;
    struct jd_find *find;  /* NULL: no pattern */
    struct jd_buf pattern; /* as typed */
    enum jd_search_state state;
    struct jd_found match; /* FOUND, WRAPPED */
    int direction;         /* 1 or -1 */
    size_t from;           /* where looking began */
    size_t next;           /* LOOKING: how far it came */
    bool wrapped;
    uint32_t *counts; /* matches that start in each 64 KiB of Text, UINT32_MAX: not known;
                         looking on counts what it passes */
    size_t counted;   /* chunks that are known, from the start on without a gap */
    uint64_t total;   /* matches in all chunks that are known */
};

void jd_search_init(struct jd_search *search, const struct jd_document *doc);
void jd_search_release(struct jd_search *search);

/* A new pattern (counts start anew unless it is the same); false and no pattern when
 * there is nothing in it to look for. */
bool jd_search_set(struct jd_search *search, struct jd_str typed);

/*
 * Look for the nearest match that starts at or after from (direction 1) or before it
 * (-1), going round the end or start once. Looks through at most slice bytes now (about
 * 8 MiB take 2 ms, the first time); the state then says LOOKING, and jd_search_go_on
 * continues.
 */
enum jd_search_state jd_search_look(struct jd_search *search, size_t from, int direction,
                                    size_t slice);
enum jd_search_state jd_search_go_on(struct jd_search *search, size_t slice);

/* ^C: stop looking and counting; the pattern stays, n looks again. */
void jd_search_cancel(struct jd_search *search);

/* Count on for at most slice bytes, fewer where there are many matches; true: there is
 * more to count. */
bool jd_search_count(struct jd_search *search, size_t slice);

/*
 * "3/120", while counting "3/120+", "?/120+" when the chunks before the match are not
 * counted yet, once known complete "3/120"; appended. at: where the current match starts.
 */
void jd_search_add_place(const struct jd_search *search, size_t at, struct jd_buf *into);

/*
 * The matches that touch [start, end), at most max, in order; for marking what is in
 * view. Returns how many. Looks a little before start as well.
 */
size_t jd_search_in_view(const struct jd_search *search, size_t start, size_t end,
                         struct jd_found *matches, size_t max);

#endif
