/* SPDX-License-Identifier: MIT */
/*
 * What the commands about remembered things share: the store, and output that is cut and
 * made harmless for a person at a terminal, and left as it is for a program.
 */
#ifndef JINGDU_CLI_RECORDS_H
#define JINGDU_CLI_RECORDS_H

#include <stdbool.h>

#include "jingdu/base/str.h"
#include "jingdu/store/db.h"

/* The usual store, never NULL; what is wrong with it is complained about. */
struct jd_store *jd_records_open(void);

struct jd_output {
    bool to_terminal; /* standard output is one */
    int cols;         /* its width; 0: nothing is cut */
};

struct jd_output jd_output_start(void);

/* A line, without its end; to a terminal it is sanitised. */
void jd_output_line(const struct jd_output *output, struct jd_str line);

/* Lines with their ends; to a terminal they are sanitised. */
void jd_output_text(const struct jd_output *output, struct jd_str text);

/* Flush. Returns status, or JD_EXIT_NOTHING with a complaint when something was not
 * written.
 */
int jd_output_end(int status);

#endif
