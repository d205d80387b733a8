/* SPDX-License-Identifier: MIT */
/*
 * Moments as our files write them: ISO 8601 in UTC with milliseconds, in the proleptic
 * Gregorian calendar, years counted through 0. Years outside 0000 to 9999 have a sign and
 * at least six digits (the standard's expanded form), so that each of the 2^64 values has
 * one spelling and comes back from it:
 *
 *     2026-11-23T16:05:31.042Z   -000001-12-31T23:59:59.999Z
 * +292278994-08-17T07:12:55.807Z
 */
#ifndef JINGDU_EXPORT_TIME_H
#define JINGDU_EXPORT_TIME_H

#include <stdint.h>

#include "jingdu/base/buf.h"
#include "jingdu/base/error.h"
#include "jingdu/base/str.h"

/* Append the moment ms milliseconds after 1970-01-01T00:00:00.000Z. */
void jd_time_add(int64_t ms, struct jd_buf *into);

/*
 * Read such a moment; the milliseconds may be left out, and a year with a sign may have
 * six to nine digits. JD_ERR_FORMAT for anything else: another form, another zone, a day
 * that does not exist, a moment that 64 bits do not hold.
 */
bool jd_time_parse(struct jd_str text, int64_t *ms, struct jd_error *err) JD_MUST_USE;

#endif
