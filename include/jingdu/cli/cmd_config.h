/* SPDX-License-Identifier: MIT */
/* jingdu config print|check: what the settings file says, and what is in force. */
#ifndef JINGDU_CLI_CMD_CONFIG_H
#define JINGDU_CLI_CMD_CONFIG_H

/*
 * argv[0] is "config". `print` writes all settings and keys in force as a settings file,
 * each with its origin; `print --sample` a sample file; `check [FILE]` what is wrong as
 * FILE:LINE: MESSAGE. config_path NULL: the usual file, which need not be there. Returns
 * the exit status: 0 done, 1 something is wrong, 2 usage, 3 the file cannot be read.
 */
int jd_cmd_config(int argc, char **argv, const char *config_path);

#endif
