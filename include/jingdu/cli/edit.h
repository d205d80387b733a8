/* SPDX-License-Identifier: MIT */
/* The article in the reader's editor. */
#ifndef JINGDU_CLI_EDIT_H
#define JINGDU_CLI_EDIT_H

#include <stddef.h>

#include "jingdu/base/error.h"
#include "jingdu/base/str.h"

/*
 * Run the editor on path at line (from 1) and wait: the setting, else $VISUAL, else
 * $EDITOR, else vi. The words of the command are split by base/spawn; "+LINE" is given
 * before the path to editors that are known to take it (vi vim vim.tiny vim.basic nvim
 * view ex nano emacs emacsclient joe jed mg micro kak ne: by the last part of their
 * name), and "./" before a path that begins with a dash or plus. The terminal must have
 * been given back before.
 */
bool jd_edit_file(struct jd_str setting, const char *path, size_t line,
                  struct jd_error *err) JD_MUST_USE;

#endif
