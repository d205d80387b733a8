/* SPDX-License-Identifier: MIT */
/* One line of input with the usual editing keys. The label and the line share the last
 * row. */
#ifndef JINGDU_UI_PROMPT_H
#define JINGDU_UI_PROMPT_H

#include <stdbool.h>
#include <stddef.h>

#include "jingdu/base/buf.h"
#include "jingdu/store/history.h"
#include "jingdu/ui/canvas.h"
#include "jingdu/ui/event.h"

struct jd_prompt {
    const char *label;
    struct jd_buf text;               /* UTF-8, at most JD_PROMPT_MAX bytes */
    size_t at;                        /* the insertion point, bytes */
    const struct jd_history *history; /* what ↑ ↓ walk through; NULL: nothing */
    size_t back;         /* how many lines of it back; 0: what is being typed */
    struct jd_buf draft; /* what was being typed when the walk began */
};

enum { JD_PROMPT_MAX = 1000 };

enum jd_prompt_result { JD_PROMPT_OPEN, JD_PROMPT_ACCEPTED, JD_PROMPT_CANCELLED };

void jd_prompt_start(struct jd_prompt *prompt, const char *label, struct jd_str initial);
void jd_prompt_release(struct jd_prompt *prompt);

/*
 * Enter accepts; Esc ^G ^C cancel, and so does Backspace in an empty line. ← → ^B ^F Home
 * End ^A ^E move, Backspace Delete ^D ^W ^U ^K erase. ↑ ↓ ^P ^N walk
 * through the lines typed before that begin with what stands here. Other keys that are
 * characters are inserted.
 */
enum jd_prompt_result jd_prompt_key(struct jd_prompt *prompt, jd_key key);

/* Insert text at the insertion point; line ends become blanks, controls are left out. */
void jd_prompt_insert(struct jd_prompt *prompt, struct jd_str text);

/* Draw on row of the canvas, scrolled so that the insertion point is in view. */
void jd_prompt_draw(const struct jd_prompt *prompt, struct jd_canvas *canvas, int row);

#endif
