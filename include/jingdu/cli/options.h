/* SPDX-License-Identifier: MIT */
/* The command line, once parsed: options that all commands share, then what is left. */
#ifndef JINGDU_CLI_OPTIONS_H
#define JINGDU_CLI_OPTIONS_H

#include <stdbool.h>

#include "jingdu/base/error.h"
#include "jingdu/text/decode.h"

enum jd_exit {
    JD_EXIT_DONE = 0,
    JD_EXIT_NOTHING = 1, /* nothing found, or not everything could be saved */
    JD_EXIT_USAGE = 2,
    JD_EXIT_INPUT = 3,    /* input unreadable or damaged */
    JD_EXIT_TERMINAL = 4, /* no usable terminal */
    JD_EXIT_SIGNAL = 128, /* plus the signal's number */
};

struct jd_options {
    const char *glossary;  /* NULL: as usual; "none"; else a file to add */
    const char *config;    /* NULL: the usual place */
    const char *debug_log; /* NULL: none */
    const char *format;    /* NULL: the command's own; the command checks the name */
    enum jd_encoding encoding;
    bool help, version;
    bool sample;  /* config print */
    char **words; /* what is not an option: command, files */
    int word_count;
};

/* Parse; on failure err says what is wrong (exit status 2). argv is permuted. */
bool jd_options_parse(int argc, char **argv, struct jd_options *options,
                      struct jd_error *err) JD_MUST_USE;

/* What --help prints. */
extern const char jd_options_help[];

#endif
