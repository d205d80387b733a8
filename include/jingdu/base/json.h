/* SPDX-License-Identifier: MIT */
/*
 * JSON as far as our records need it (RFC 8259): one flat object a line, whose values are
 * strings, whole numbers, true, false or null.
 */
#ifndef JINGDU_BASE_JSON_H
#define JINGDU_BASE_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "jingdu/base/buf.h"
#include "jingdu/base/error.h"
#include "jingdu/base/str.h"

/* Append text as a JSON string, quotes included: " \ and controls escaped, the rest as it
 * is. A part that is no UTF-8 becomes U+FFFD, since JSON is UTF-8. */
void jd_json_add_string(struct jd_buf *into, struct jd_str text);

enum jd_json_kind { JD_JSON_STRING, JD_JSON_NUMBER, JD_JSON_BOOL, JD_JSON_NULL };

struct jd_json_value {
    enum jd_json_kind kind;
    struct jd_str string; /* unescaped, may hold zeros; borrowed until the next call */
    int64_t number;       /* NUMBER; BOOL: 0 or 1 */
};

/* Walks the members of one object. */
struct jd_json_reader {
    struct jd_str line;
    size_t at;      /* where it is in line; after a failure, where it went wrong */
    size_t members; /* read so far */
    size_t name_at; /* where the last name and value stand in line */
    size_t value_at;
    bool over; /* the end was reached */
    struct jd_buf name, string;
};

/* line is borrowed until jd_json_stop. */
void jd_json_start(struct jd_json_reader *reader, struct jd_str line);
void jd_json_stop(struct jd_json_reader *reader);

/*
 * The next member: true with its name (borrowed until the next call) and value. False at
 * the end of the object, with err->code JD_ERR_NONE; or on a mistake (JD_ERR_FORMAT): no
 * object, bad syntax, bad UTF-8, a lone surrogate, a number that is no int64, a nested
 * value, something behind the object. A name may come twice: that is for the caller to
 * judge. err is never NULL here.
 */
bool jd_json_next(struct jd_json_reader *reader, struct jd_str *name,
                  struct jd_json_value *value, struct jd_error *err) JD_MUST_USE;

#endif
