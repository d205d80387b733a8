/* SPDX-License-Identifier: MIT */
/* The list of articles that were opened, the last one first; Enter opens one again. */
#ifndef JINGDU_UI_LIBRARY_H
#define JINGDU_UI_LIBRARY_H

#include "jingdu/ui/pane.h"

void jd_library_open(struct jd_ui *ui);

#endif
