/* SPDX-License-Identifier: MIT */
/*
 * What stands under a headline: byline, date, source. One line can hold several of
 * them: 2023年10月25日 00:46 | 来源：新华社 作者：张三.
 */
#ifndef JINGDU_DOC_META_H
#define JINGDU_DOC_META_H

#include <stdbool.h>
#include <stddef.h>

#include "jingdu/base/str.h"

/* What the head told; empty strings when it did not. Borrowed views of Text. */
struct jd_head {
    struct jd_str headline; /* without markup at its ends */
    struct jd_str byline;   /* 萧达、丁雅栀/环球时报: all of it */
    struct jd_str media; /* 环球时报: behind the last / of the byline, 来源： or Feed: */
    struct jd_str date;   /* 2023-10-25: the day only */
    struct jd_str source; /* the URL, whole */
    struct jd_str host;   /* thepaper.cn: without www. and m. */
    int year, month, day; /* 0 when unknown */
    size_t body;          /* where the first block after headline and META starts */
};

/*
 * Does the line [start, end) look like nothing but byline, date or source? It does when
 * it begins with a date, a URL or a label (来源：, 作者：, 记者 …) and has no clause in
 * it.
 */
bool jd_meta_looks_like(struct jd_str text, size_t start, size_t end);

/* A short line with a slash: 张三、李四/新华社. */
bool jd_meta_looks_like_byline(struct jd_str text, size_t start, size_t end);

/*
 * Read the fields of the line [start, end) into head; what is known already stays.
 * Returns what nobody knows about: the part of the line that filled no field, as a view
 * of text, empty when there is none.
 */
struct jd_str jd_meta_read(struct jd_str text, size_t start, size_t end,
                           struct jd_head *head);

#endif
