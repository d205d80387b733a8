/* SPDX-License-Identifier: MIT */
/*
 * Tab-separated values as all our files have them: UTF-8, a header line with the names of
 * the columns, fields with \t \n \r \\ written as such.
 */
#ifndef JINGDU_EXPORT_TSV_H
#define JINGDU_EXPORT_TSV_H

#include <stdbool.h>

#include "jingdu/base/buf.h"
#include "jingdu/base/error.h"
#include "jingdu/base/str.h"

/*
 * Append a field, escaped. What is no text, parts that are no UTF-8 and zero bytes,
 * becomes U+FFFD: lines that are written can always be read.
 */
void jd_tsv_add_field(struct jd_buf *into, struct jd_str field);

/*
 * Append what an escaped field says. Fails (JD_ERR_FORMAT) on a lone backslash, an
 * unknown escape, bad UTF-8, a zero byte; then *column is set to the byte in field where
 * that is, from 1, and into is as it was.
 */
bool jd_tsv_read_field(struct jd_str field, struct jd_buf *into, size_t *column,
                       struct jd_error *err) JD_MUST_USE;

#endif
