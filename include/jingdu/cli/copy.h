/* SPDX-License-Identifier: MIT */
/*
 * Text to the clipboard: inside tmux through `tmux load-buffer -w -`, else the configured
 * copy-command, else the terminal's OSC 52.
 */
#ifndef JINGDU_CLI_COPY_H
#define JINGDU_CLI_COPY_H

#include "jingdu/base/buf.h"
#include "jingdu/base/str.h"
#include "jingdu/term/curses.h"

/*
 * says is set to one line for the reader: what was copied, by which way, and what went
 * wrong before. Control characters but newline and tab are left out, and bad bytes are
 * U+FFFD. command is the setting (empty: none). label says what it is ("the sentence").
 */
bool jd_copy_text(struct jd_term *term, struct jd_str text, const char *label,
                  struct jd_str command, struct jd_buf *says);

#endif
