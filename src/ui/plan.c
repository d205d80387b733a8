/* SPDX-License-Identifier: MIT */
#include "jingdu/ui/plan.h"

#include "jingdu/base/banned.h"

/* Windows (last row included) that are lower than this have no … */
enum {
    TITLE_ROWS = 6,  /* title bar */
    BRIEF_ROWS = 8,  /* panel at all */
    PANEL_ROWS = 16, /* frame and panel of three lines */
    ROOMY_COLS = 40, /* wider ones leave a blank at both sides of the panel */
};

struct jd_plan jd_plan_in(const struct jd_settings *settings, struct jd_rect area)
{
    int whole = area.rows + 1;
    bool panel = jd_settings_get(settings, JD_SET_PANEL);
    int title = whole >= TITLE_ROWS ? 1 : 0;
    int below = !panel || whole < BRIEF_ROWS ? 0 : whole < PANEL_ROWS ? 1 : 3;
    int frame = below == 3 ? 1 : 0;
    int side = area.cols > ROOMY_COLS ? 1 : 0;
    struct jd_plan plan = {
        .title = { area.col, area.row, area.cols, title },
        .text = { area.col, area.row + title, area.cols,
                  area.rows - title - frame - below },
    };
    int at = plan.text.row + plan.text.rows;
    plan.frame = (struct jd_rect){ area.col, at, area.cols, frame };
    plan.panel =
        (struct jd_rect){ area.col + side, at + frame, area.cols - 2 * side, below };
    return plan;
}

struct jd_sheet jd_plan_sheet(const struct jd_settings *settings,
                              const struct jd_plan *plan)
{
    return jd_sheet_in(plan->text, jd_settings_get(settings, JD_SET_MEASURE));
}

struct jd_flow_options jd_plan_flow(const struct jd_settings *settings,
                                    const struct jd_plan *plan)
{
    return (struct jd_flow_options){
        .measure = jd_plan_sheet(settings, plan).measure,
        .indent = jd_settings_get(settings, JD_SET_PARAGRAPHS) == 0,
        .keep_words = jd_settings_get(settings, JD_SET_WRAP) == 0,
        .hang = jd_settings_get(settings, JD_SET_HANG),
    };
}
