/* SPDX-License-Identifier: MIT */
/* Other programs: run by argv, never by a shell. */
#ifndef JINGDU_BASE_SPAWN_H
#define JINGDU_BASE_SPAWN_H

#include <stdbool.h>

#include "jingdu/base/buf.h"
#include "jingdu/base/error.h"
#include "jingdu/base/str.h"

enum { JD_SPAWN_WORDS_MAX = 16 };

/*
 * Split a setting such as "xclip -selection clipboard" into words: blanks separate, '…'
 * and "…" hold words together, \ takes the next character as it is. Nothing else is
 * special. words[count] is NULL; they live in bytes. Fails on an open quote, no word, too
 * many.
 */
struct jd_spawn_words {
    char *words[JD_SPAWN_WORDS_MAX + 1];
    int count;
    struct jd_buf bytes;
};
bool jd_spawn_split(struct jd_str setting, struct jd_spawn_words *out,
                    struct jd_error *err) JD_MUST_USE;
void jd_spawn_release(struct jd_spawn_words *words);

/*
 * Run argv[0] found in PATH with input on its standard input, its output thrown away, and
 * wait at most ms milliseconds (then it is killed with its process group). Signals are as
 * at the start of a program, no descriptor but 0, 1, 2 is passed on. Fails when it cannot
 * be started, ends with another status than 0, or takes too long. A program that does not
 * read its input is no failure of ours (no SIGPIPE).
 */
bool jd_spawn_feed(char *const argv[], struct jd_str input, int ms,
                   struct jd_error *err) JD_MUST_USE;

/* Run argv with our terminal as its standard input, output and error, and wait for it.
 * The same failures. Our own SIGINT and SIGQUIT are ignored meanwhile. */
bool jd_spawn_foreground(char *const argv[], struct jd_error *err) JD_MUST_USE;

#endif
