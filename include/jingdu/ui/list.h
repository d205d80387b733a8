/* SPDX-License-Identifier: MIT */
/*
 * The list that contents, terms and help share: j k and page keys move, / filters, Enter
 * opens, q goes back. Its rows come from the view that owns it.
 */
#ifndef JINGDU_UI_LIST_H
#define JINGDU_UI_LIST_H

#include <stdbool.h>
#include <stddef.h>

#include "jingdu/base/buf.h"
#include "jingdu/base/mem.h"
#include "jingdu/base/str.h"
#include "jingdu/ui/pane.h"

struct jd_list_row {
    struct jd_str text;            /* drawn first; owned by the list's arena */
    struct jd_str detail;          /* drawn dim behind it; may be empty */
    size_t tag;                    /* what the owner knows the row by */
    uint8_t mark;                  /* enum jd_mark of the text */
    bool heading;                  /* a title between rows: cannot be chosen */
    size_t match_start, match_end; /* bytes of text drawn as a match; equal: none */
};

struct jd_list;

struct jd_list_ops {
    const char *title;   /* "Contents" */
    const char *nothing; /* said when there are no rows at all */
    /* Add rows that became known; true: there may be more later. May be NULL. */
    bool (*extend)(void *owner, struct jd_list *list);
    void (*open)(void *owner, const struct jd_list_row *row); /* may be NULL */
    /* Any action the list itself has no use for; row is the chosen one or NULL. False:
     * not for me. May be NULL. */
    bool (*act)(void *owner, enum jd_action action, const struct jd_list_row *row);
    /* What the last row says before the list's own hints; appended. May be NULL. */
    void (*hints)(void *owner, struct jd_buf *into);
    void (*free)(void *owner); /* may be NULL */
};

/* A list over owner, which it frees with ops->free. */
struct jd_list *jd_list_new(struct jd_ui *ui, const struct jd_list_ops *ops, void *owner);

/* The list as a pane, which owns it. */
struct jd_pane jd_list_pane(struct jd_list *list);

/* Append a row; text and detail are copied. */
void jd_list_add(struct jd_list *list, struct jd_list_row row);

/* Another title than that of ops; copied. */
void jd_list_set_title(struct jd_list *list, const char *title);

/* Forget all rows. */
void jd_list_clear(struct jd_list *list);

/* The column at which details start: at least as wide as this many cells of text. */
void jd_list_align(struct jd_list *list, int cols);

/* Choose the last row whose tag is not above this one. */
void jd_list_choose(struct jd_list *list, size_t tag);

size_t jd_list_count(const struct jd_list *list);

#endif
