/* SPDX-License-Identifier: MIT */
/*
 * Names and terms with their English: what the article's own glossary, the reader's and
 * the shipped ones say. A glossary is a stack of images; an image is one flat, read-only
 * piece of memory with terms, strings and a trie over the folded headwords and aliases
 * (format in src/dict/image.h). The shipped image is compiled into the binary by a build
 * tool; those of TSV files are made in memory by dict/glossary_tsv.
 *
 * Precedence by headword: article > user > shipped. Inside one source several rows may
 * share a headword with different years; the row that holds in the article's year is
 * taken, else the one whose years are nearest.
 */
#ifndef JINGDU_DICT_GLOSSARY_H
#define JINGDU_DICT_GLOSSARY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "jingdu/base/buf.h"
#include "jingdu/base/error.h"
#include "jingdu/base/str.h"

enum jd_category {
    JD_CAT_PERSON,
    JD_CAT_PLACE,
    JD_CAT_ORGANISATION,
    JD_CAT_MEDIA,
    JD_CAT_POSITION,
    JD_CAT_EVENT,
    JD_CAT_POLICY,
    JD_CAT_TERM,
    JD_CAT_IDIOM,
    JD_CAT_COUNT,
};

/* "person" …: the words of the file format. */
const char *jd_category_name(enum jd_category category);
bool jd_category_parse(struct jd_str name, enum jd_category *out) JD_MUST_USE;

enum jd_term_kind { JD_TERM_WORD, JD_TERM_PHRASE };

enum jd_term_source { JD_SOURCE_SHIPPED, JD_SOURCE_USER, JD_SOURCE_ARTICLE };

/* One row; the strings are the glossary's and live as long as it does. Never NULL. */
struct jd_term {
    struct jd_str headword, pinyin, short_gloss, gloss, note, traditional, aliases;
    enum jd_category category;
    enum jd_term_kind kind;
    enum jd_term_source source;
    int from, to; /* years; 0 = open */
    bool common;  /* never highlighted in calm mode */
};

/*
 * Identifies a headword in a glossary (all rows that share it); from 0. A headword that
 * several images have goes by the id of the highest; the others of its ids have no rows.
 */
typedef uint32_t jd_term_id;
#define JD_TERM_NONE UINT32_MAX

struct jd_glossary;

/* An empty glossary for an article of this year (0: unknown, the latest rows are taken).
 */
struct jd_glossary *jd_glossary_new(int year);
void jd_glossary_free(struct jd_glossary *glossary);

/* Add the image that was compiled in. */
void jd_glossary_add_shipped(struct jd_glossary *glossary);

/*
 * Add an image; images of a higher source win, and of the same source the one that was
 * added last. bytes (8-byte aligned) stay the caller's when owned is false, else are
 * freed with the glossary. Fails with JD_ERR_FORMAT when the image is damaged,
 * JD_ERR_LIMIT when the ids are used up; the bytes are the caller's then in any case.
 * Damage that shows only later reads as a term that is not there.
 */
bool jd_glossary_add_image(struct jd_glossary *glossary, const void *bytes, size_t len,
                           bool owned, enum jd_term_source source,
                           struct jd_error *err) JD_MUST_USE;

/* Ids run below this: the number of headwords of all images. */
size_t jd_glossary_count(const struct jd_glossary *glossary);

/* The row of id that holds in the glossary's year; all strings are empty for no such id.
 */
struct jd_term jd_glossary_term(const struct jd_glossary *glossary, jd_term_id id);

/*
 * All rows of id, also those of lower sources, the one that holds first; returns their
 * number, writes at most max.
 */
size_t jd_glossary_rows(const struct jd_glossary *glossary, jd_term_id id,
                        struct jd_term *rows, size_t max);

enum { JD_MATCHES_MAX = 16 };

struct jd_match {
    uint32_t count; /* code points of the text that it covers */
    jd_term_id id;
};

/*
 * All headwords and aliases that the folded code points (jd_utf8_fold, zeros left out)
 * start with, shortest first, one per length (the highest source wins). Returns their
 * number.
 */
size_t jd_glossary_match(const struct jd_glossary *glossary, const uint32_t *folded,
                         size_t count, struct jd_match out[JD_MATCHES_MAX]);

/* The term of exactly this headword or alias, or JD_TERM_NONE. */
jd_term_id jd_glossary_find(const struct jd_glossary *glossary, struct jd_str word);

/* Order in which calm highlighting spends its budget: the smaller, the sooner. */
int jd_term_rank(const struct jd_term *term);

#endif
