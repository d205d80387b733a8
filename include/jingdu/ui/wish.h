/* SPDX-License-Identifier: MIT */
/* What the user interface wants of the terminal and of other programs: a value that the
 * loop in cli/ takes and grants. */
#ifndef JINGDU_UI_WISH_H
#define JINGDU_UI_WISH_H

#include <stdbool.h>
#include <stddef.h>

#include "jingdu/base/buf.h"
#include "jingdu/base/quote.h"

enum jd_request {
    JD_REQUEST_NONE,
    JD_REQUEST_REDRAW,
    JD_REQUEST_SUSPEND,
    JD_REQUEST_COPY, /* text to the clipboard; label says what it is */
    JD_REQUEST_EDIT, /* the article, at line */
    JD_REQUEST_NEXT, /* another article */
    JD_REQUEST_PREVIOUS,
    JD_REQUEST_OPEN, /* the file whose path is text, at place if has_place */
};

struct jd_wish {
    enum jd_request kind;
    struct jd_str text; /* borrowed until the next event */
    const char *label;
    size_t line; /* from 1 */
    bool has_place;
    struct jd_quote place; /* borrowed as well */
};

/* The last wish, until it is taken. */
struct jd_wish_box {
    struct jd_wish wish;
    struct jd_buf text, quote;
};

#define JD_WISH_BOX_INIT                                                                 \
    {                                                                                    \
        .text = JD_BUF_INIT, .quote = JD_BUF_INIT                                        \
    }
void jd_wish_box_release(struct jd_wish_box *box);

/* Wish for something; text is copied. What was wished before is forgotten. */
struct jd_wish *jd_wish_put(struct jd_wish_box *box, enum jd_request kind,
                            struct jd_str text);

/* The place that belongs to the wish; copied. */
void jd_wish_put_place(struct jd_wish_box *box, const struct jd_quote *place);

/* Each is told once. */
struct jd_wish jd_wish_take(struct jd_wish_box *box);

#endif
