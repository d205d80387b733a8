/* SPDX-License-Identifier: MIT */
/*
 * The page's search: the prompt that searches as one types, n N * #, going on in idle
 * slices, what the last row says about it.
 */
#ifndef JINGDU_UI_SEARCHER_H
#define JINGDU_UI_SEARCHER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "jingdu/ui/page.h"
#include "jingdu/ui/pane.h"
#include "jingdu/ui/search.h"

struct jd_searcher {
    struct jd_ui *ui;
    struct jd_page *page;
    struct jd_search search;
    bool is_shown;         /* matches are marked, the last row counts them */
    bool is_typing;        /* the prompt is open */
    bool is_absent;        /* the last look found nothing */
    int direction;         /* of the prompt, which n repeats */
    size_t anchor, cursor; /* where the prompt, or the step, began */
    long left;             /* matches still to be passed */
    int64_t drawn_us;      /* when the count was shown last */
};

void jd_searcher_init(struct jd_searcher *searcher, struct jd_ui *ui,
                      struct jd_page *page);
void jd_searcher_release(struct jd_searcher *searcher);

/*
 * Do an action of searching: ask for a pattern and search while it is typed, forward or
 * backward; the count-th next match in that direction or against it; the next or previous
 * place with the current word; the concordance of the match or word under the cursor.
 * False: not one of these.
 */
bool jd_searcher_act(struct jd_searcher *searcher, enum jd_action action, int count);

/* One slice; true: there is more to do. */
bool jd_searcher_idle(struct jd_searcher *searcher);

/* Stop what runs, else take the marks away; false: there was nothing of either. */
bool jd_searcher_cancel(struct jd_searcher *searcher);

/* "/词  3/120+  round the end": appended; nothing when no search is shown. */
void jd_searcher_status(const struct jd_searcher *searcher, struct jd_buf *into);

#endif
