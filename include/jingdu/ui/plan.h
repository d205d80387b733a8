/* SPDX-License-Identifier: MIT */
/* Where the parts of the page stand in a window, and how text is set there. Pure. */
#ifndef JINGDU_UI_PLAN_H
#define JINGDU_UI_PLAN_H

#include "jingdu/layout/flow.h"
#include "jingdu/ui/canvas.h"
#include "jingdu/ui/rows.h"
#include "jingdu/ui/settings.h"

/* Rectangles in canvas coordinates; one with rows 0 is not there. */
struct jd_plan {
    struct jd_rect title, text, frame, panel;
};

/*
 * The plan for area, which is the window without its last row. Low windows give up the
 * panel's frame and two of its lines, then the panel, then the title bar; the text keeps
 * at least one row.
 */
struct jd_plan jd_plan_in(const struct jd_settings *settings, struct jd_rect area);

/* The sheet of text in the plan, and the layout options for it, as the settings want. */
struct jd_sheet jd_plan_sheet(const struct jd_settings *settings,
                              const struct jd_plan *plan);
struct jd_flow_options jd_plan_flow(const struct jd_settings *settings,
                                    const struct jd_plan *plan);

#endif
