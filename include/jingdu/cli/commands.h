/* SPDX-License-Identifier: MIT */
/*
 * One function per subcommand. words are what follows the command's name, options what
 * the command line set. Each returns the exit status.
 */
#ifndef JINGDU_CLI_COMMANDS_H
#define JINGDU_CLI_COMMANDS_H

#include "jingdu/cli/options.h"

int jd_cmd_read(const struct jd_options *options, char **words, int count);
int jd_cmd_annotate(const struct jd_options *options, char **words, int count);
int jd_cmd_glossary(const struct jd_options *options, char **words, int count);
int jd_cmd_bookmarks(const struct jd_options *options, char **words, int count);
int jd_cmd_list(const struct jd_options *options, char **words, int count);

#endif
