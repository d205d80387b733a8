/* SPDX-License-Identifier: MIT */
/*
 * Contents: headline and section headings; in an article without headings the openings
 * of its paragraphs. Enter jumps.
 */
#ifndef JINGDU_UI_CONTENTS_H
#define JINGDU_UI_CONTENTS_H

#include <stddef.h>

#include "jingdu/ui/outline.h"
#include "jingdu/ui/pane.h"

/* Open the list with the section of cursor chosen. outline is the reader's. */
void jd_contents_open(struct jd_ui *ui, struct jd_outline *outline, size_t cursor);

#endif
