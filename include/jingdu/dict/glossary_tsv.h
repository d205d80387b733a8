/* SPDX-License-Identifier: MIT */
/*
 * Glossary files: UTF-8 TSV with a header line, columns by name (headword pinyin category
 * kind short gloss note traditional aliases from to common; headword, category and gloss
 * must be there, unknown columns are reported once and ignored). `#` lines are comments,
 * CRLF and BOM are fine, \t \n \\ are escapes in fields. A bad row is reported and left
 * out; the good ones stay.
 */
#ifndef JINGDU_DICT_GLOSSARY_TSV_H
#define JINGDU_DICT_GLOSSARY_TSV_H

#include <stdbool.h>
#include <stddef.h>

#include "jingdu/base/buf.h"
#include "jingdu/base/error.h"
#include "jingdu/base/str.h"
#include "jingdu/dict/glossary.h"

/* A larger file is refused whole; who reads files sets this as the limit of jd_file_read.
 */
enum { JD_GLOSSARY_FILE_MAX = 16 * 1024 * 1024 };

enum jd_severity { JD_SEVERITY_WARNING, JD_SEVERITY_ERROR };

struct jd_complaint {
    enum jd_severity severity; /* ERROR: the row is left out; WARNING: it is kept */
    size_t line;               /* from 1 */
    size_t column;             /* character of the line, from 1 */
    const char *message;       /* what is wrong and what to do; borrowed for the call */
};

/* Told of everything that is wrong, in order of lines. */
typedef void (*jd_complain)(void *context, const struct jd_complaint *complaint);

/* A glossary image under construction. */
struct jd_glossary_builder;
struct jd_glossary_builder *jd_glossary_builder_new(void);
void jd_glossary_builder_free(struct jd_glossary_builder *builder);

/*
 * Read one file's text into the builder. complain may be NULL. Returns the number of rows
 * taken. Duplicates (same headword and years) inside one file are warned of, the first
 * wins. Cannot fail: a text without a usable header gives one complaint and no rows.
 */
size_t jd_glossary_builder_read(struct jd_glossary_builder *builder, struct jd_str tsv,
                                jd_complain complain, void *context);

/* Write the image of all rows read so far, 8-byte aligned when at the start of into. */
void jd_glossary_builder_write(struct jd_glossary_builder *builder, struct jd_buf *into);

/* Read, build and add in one step. Returns the number of rows. */
size_t jd_glossary_add_tsv(struct jd_glossary *glossary, struct jd_str tsv,
                           enum jd_term_source source, jd_complain complain,
                           void *context);

/* The header line of the format, tab separated, without line end. */
extern const char jd_glossary_header[];

#endif
