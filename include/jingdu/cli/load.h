/* SPDX-License-Identifier: MIT */
/* What several commands load: glossaries, the article that comes with the program. */
#ifndef JINGDU_CLI_LOAD_H
#define JINGDU_CLI_LOAD_H

#include <stdbool.h>
#include <stddef.h>

#include "jingdu/base/buf.h"
#include "jingdu/base/error.h"
#include "jingdu/cli/options.h"
#include "jingdu/dict/glossary.h"
#include "jingdu/doc/article.h"

/*
 * All glossaries for an article: shipped, the user's *.tsv, FILE.glossary.tsv beside the
 * article (path "-" or NULL: none), --glossary FILE. NULL with --glossary none. Rows that
 * are wrong are left out; *remark says how many and in which file first (empty: none).
 * Fails only when the file of --glossary cannot be read.
 */
bool jd_load_glossary(const struct jd_options *options, const char *article_path,
                      int year, struct jd_glossary **out, struct jd_buf *remark,
                      struct jd_error *err) JD_MUST_USE;

/* The path of the sample article that is installed with the program; false: not found. */
bool jd_load_sample_path(struct jd_buf *path) JD_MUST_USE;

/* Print "jingdu: message" to stderr as one harmless line. */
void jd_load_complain(const char *message);

/* The exit status that a failure to open something means. */
int jd_load_exit_status(const struct jd_error *err);

#endif
