/* SPDX-License-Identifier: MIT */
/* The second half of doc/edits: paragraphs, a line each, as a file looks. */
#ifndef JINGDU_TESTS_DOC_TYPESET_H
#define JINGDU_TESTS_DOC_TYPESET_H

#include <stdint.h>

#include "jingdu/base/str.h"

#include "tests/doc/edits.h"

/* Signs in the text that no article has: around the marked sentence, before the marked
 * character. */
enum { SIGN_START = 0xE000, SIGN_END = 0xE001, SIGN_WORD = 0xE002 };

/* Writes the text, and where the signs stood in it, which are taken out, to *out. */
void typeset(struct jd_str lines, unsigned edits, uint64_t *state, struct edited *out);

#endif
