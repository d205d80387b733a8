/* SPDX-License-Identifier: MIT */
/* Dates as they stand above an article, in numbers, in Chinese and in mails. */
#ifndef JINGDU_DOC_DATE_H
#define JINGDU_DOC_DATE_H

#include <stdbool.h>
#include <stddef.h>

#include "jingdu/base/str.h"

struct jd_date {
    int year, month, day;
    size_t start, end; /* bytes of the day, without weekday and time */
};

/*
 * The date at byte at, before limit: 2023-10-25, 2023/10/25, 2023.10.25, 2023年10月25日,
 * 25 Oct 2023 (a weekday may stand before it), Oct 25, 2023. False when there is none.
 */
bool jd_date_read(struct jd_str text, size_t at, size_t limit, struct jd_date *out);

/* Behind what may follow a date: 星期三, 00:46, T00:46:00, +0800. at when nothing does.
 */
size_t jd_date_skip_time(struct jd_str text, size_t at);

#endif
