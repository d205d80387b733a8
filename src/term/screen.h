/* SPDX-License-Identifier: MIT */
/* Canvas → curses's screen, and the memory of what is there. */
#ifndef JINGDU_SRC_TERM_SCREEN_H
#define JINGDU_SRC_TERM_SCREEN_H

#include <stdbool.h>

#include "jingdu/ui/canvas.h"

#include "colours.h"
#include "curses_api.h"

struct jd_screen {
    struct jd_cell *cells; /* the canvas as it was shown last */
    int canvas_cols, canvas_rows;
    cchar_t *line; /* room for one row of the screen */
    int cols, rows;
    int cursor;      /* as curs_set has it; -1: not known */
    bool stale;      /* what is shown is not known */
    bool has_corner; /* the last cell of the last row can be written */
};

/* After newterm. */
void jd_screen_open(struct jd_screen *screen);
void jd_screen_close(struct jd_screen *screen);

/* Write the rows that differ, place the cursor, refresh once. */
void jd_screen_present(struct jd_screen *screen, struct jd_palette *palette,
                       const struct jd_canvas *canvas);

#endif
