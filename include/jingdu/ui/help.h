/* SPDX-License-Identifier: MIT */
/* Help, made from the live key map: this view's most useful keys first, then all. */
#ifndef JINGDU_UI_HELP_H
#define JINGDU_UI_HELP_H

#include "jingdu/ui/pane.h"

void jd_help_open(struct jd_ui *ui, enum jd_view view);

#endif
