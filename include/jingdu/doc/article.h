/* SPDX-License-Identifier: MIT */
/*
 * One opened article: its bytes, the Text made of them, and the document over it. A file
 * of UTF-8 is read (up to 4 MiB) or mapped; other encodings and pipes are gathered as
 * UTF-8 in memory (up to 1 MiB) or in a file without a name.
 */
#ifndef JINGDU_DOC_ARTICLE_H
#define JINGDU_DOC_ARTICLE_H

#include <stdbool.h>
#include <stddef.h>

#include "jingdu/base/error.h"
#include "jingdu/base/str.h"
#include "jingdu/doc/document.h"
#include "jingdu/text/decode.h"

struct jd_article;

/*
 * Open path, or descriptor 0 for "-". encoding JD_ENC_AUTO lets the bytes decide. Fails
 * with one clear message, the name in front (callers print it as it is, sanitised):
 * JD_ERR_NOT_FOUND; JD_ERR_IO for a directory, no permission, a read error; JD_ERR_FORMAT
 * for an empty file (also when only blanks) and for a binary one; JD_ERR_LIMIT for a file
 * over 2 GiB - 1 bytes, a pipe or legacy text over 256 MiB.
 */
bool jd_article_open(const char *path, enum jd_encoding encoding, struct jd_article **out,
                     struct jd_error *err) JD_MUST_USE;

/* An article out of bytes that are copied; name is what messages call it. */
bool jd_article_from_bytes(struct jd_str bytes, const char *name,
                           enum jd_encoding encoding, struct jd_article **out,
                           struct jd_error *err) JD_MUST_USE;

void jd_article_close(struct jd_article *article);

const struct jd_document *jd_article_document(const struct jd_article *article);
struct jd_str jd_article_text(const struct jd_article *article);

/* The path as it was given; "-" for standard input. Not sanitised. */
const char *jd_article_path(const struct jd_article *article);

/* The headline, else the first line of text, else the file name. Appended, not sanitised.
 */
void jd_article_title(const struct jd_article *article, struct jd_buf *into);

enum jd_encoding jd_article_encoding(const struct jd_article *article);

/*
 * Bad units found so far, and whether all of the text was looked at. Idle slices call
 * jd_article_scan with a number of bytes until it returns false (nothing left to do).
 */
size_t jd_article_bad(const struct jd_article *article, bool *complete);
bool jd_article_scan(struct jd_article *article, size_t bytes);

/* The mapped file became shorter than it was when it was opened. */
bool jd_article_has_shrunk(const struct jd_article *article);

#endif
