/* SPDX-License-Identifier: MIT */
/* What a bookmark's record is made of, as files name it; part of export/bookmarks. */
#ifndef JINGDU_SRC_EXPORT_BOOKMARK_FIELD_H
#define JINGDU_SRC_EXPORT_BOOKMARK_FIELD_H

#include "jingdu/export/bookmarks.h"

enum jd_field_kind {
    JD_FIELD_ID,      /* struct jd_id; 32 hex digits */
    JD_FIELD_TIME,    /* int64_t; as export/time */
    JD_FIELD_BOOL,    /* bool */
    JD_FIELD_TEXT,    /* struct jd_str */
    JD_FIELD_LETTER,  /* char; empty: 0 */
    JD_FIELD_SIZE,    /* uint64_t, written up to INT64_MAX */
    JD_FIELD_SIZE_32, /* uint32_t */
};

struct jd_field {
    const char *name;
    enum jd_field_kind kind;
    size_t offset;    /* in struct jd_bookmark_row */
    size_t bytes_max; /* TEXT: as it is read */
    bool is_needed;   /* its column, its member must be there */
};

/* In the order in which they are written. */
enum {
    JD_FIELD_OF_ID,
    JD_FIELD_OF_CHANGED_AT,
    JD_FIELD_OF_DEVICE,
    JD_FIELD_OF_DELETED,
    JD_FIELD_OF_ARTICLE,
    JD_FIELD_OF_TITLE,
    JD_FIELD_OF_DATE,
    JD_FIELD_OF_PATH,
    JD_FIELD_OF_LETTER,
    JD_FIELD_OF_BYTE,
    JD_FIELD_OF_TEXT_LEN,
    JD_FIELD_OF_QUOTE,
    JD_FIELD_OF_AT,
    JD_FIELD_OF_BEFORE,
    JD_FIELD_OF_AFTER,
    JD_FIELD_OF_NOTE,
    JD_FIELD_OF_CREATED_AT,
    JD_FIELD_COUNT,
};
extern const struct jd_field jd_bookmark_fields[JD_FIELD_COUNT];

static inline bool jd_is_bookmark_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

#endif
