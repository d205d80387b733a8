/* SPDX-License-Identifier: MIT */
/*
 * A grid of styled cells: what every pane draws on and what term/ puts on the screen.
 * Columns and rows count from 0. Everything drawn passes text/sanitise cluster by
 * cluster.
 */
#ifndef JINGDU_UI_CANVAS_H
#define JINGDU_UI_CANVAS_H

#include <stdbool.h>
#include <stdint.h>

#include "jingdu/base/buf.h"
#include "jingdu/base/str.h"
#include "jingdu/text/sanitise.h"

/* What a piece of screen is, not how it looks: ui/theme decides that. */
#define JD_ROLES(X)                                                                      \
    X(TEXT, "text")                                                                      \
    X(HEADLINE, "headline")                                                              \
    X(META, "meta")                                                                      \
    X(HEADING, "heading")                                                                \
    X(QUOTE, "quote")                                                                    \
    X(BOLD, "bold")                                                                      \
    X(LINK, "link")                                                                      \
    X(GUTTER, "gutter")                                                                  \
    X(TITLE_BAR, "title-bar")                                                            \
    X(FRAME, "frame")                                                                    \
    X(PANEL, "panel")                                                                    \
    X(PANEL_HEAD, "panel-head")                                                          \
    X(PANEL_DIM, "panel-dim")                                                            \
    X(STATUS, "status")                                                                  \
    X(MESSAGE, "message")                                                                \
    X(ERROR, "error")                                                                    \
    X(PROMPT, "prompt")                                                                  \
    X(LIST, "list")                                                                      \
    X(LIST_DIM, "list-dim")                                                              \
    X(LABEL, "label")                                                                    \
    X(PLACEHOLDER, "placeholder")

/* How a glossary term in the page is marked; combined with the role under it. */
#define JD_MARKS(X)                                                                      \
    X(NONE, "none")                                                                      \
    X(PERSON, "person")                                                                  \
    X(PLACE, "place")                                                                    \
    X(ORGANISATION, "organisation")                                                      \
    X(MEDIA, "media")                                                                    \
    X(POSITION, "position")                                                              \
    X(EVENT, "event")                                                                    \
    X(POLICY, "policy")                                                                  \
    X(TERM, "term")                                                                      \
    X(IDIOM, "idiom")

#define X(id, name) JD_ROLE_##id,
enum jd_role { JD_ROLES(X) JD_ROLE_COUNT };
#undef X
#define X(id, name) JD_MARK_##id,
enum jd_mark { JD_MARKS(X) JD_MARK_COUNT };
#undef X

enum jd_style_flag {
    JD_STYLE_QUIET = 1 << 0,   /* a mark of a later mention */
    JD_STYLE_CURRENT = 1 << 1, /* the word the cursor is on, the row chosen in a list */
    JD_STYLE_MATCH = 1 << 2,   /* what a search or filter found */
};

struct jd_style {
    uint8_t role;  /* enum jd_role */
    uint8_t mark;  /* enum jd_mark */
    uint8_t flags; /* enum jd_style_flag bits */
};

const char *jd_role_name(enum jd_role role);
const char *jd_mark_name(enum jd_mark mark);

struct jd_cell {
    uint32_t cps[1 + JD_SANITISE_MARKS_MAX]; /* as shown; 0 ends; cps[0] == 0: a blank */
    uint8_t width;                           /* 1, 2; 0: right half of a wide character */
    struct jd_style style;
};

struct jd_canvas {
    int cols, rows;
    struct jd_cell *cells;      /* rows * cols, row by row */
    int cursor_col, cursor_row; /* where the hardware cursor belongs; -1: hidden */
};

struct jd_rect {
    int col, row, cols, rows;
};

/* Sizes are clamped to 1…1000 columns and 1…1000 rows. */
void jd_canvas_init(struct jd_canvas *canvas, int cols, int rows);
void jd_canvas_release(struct jd_canvas *canvas);

/* Make all cells blanks of role TEXT, hide the cursor, and take this size. */
void jd_canvas_reset(struct jd_canvas *canvas, int cols, int rows);

/* Cell at (col, row), which must be inside. */
struct jd_cell *jd_canvas_at(struct jd_canvas *canvas, int col, int row);

/* Fill a rectangle (clipped) with blanks of a style. */
void jd_canvas_fill(struct jd_canvas *canvas, struct jd_rect area, struct jd_style style);

/*
 * Draw text from (col, row) inside clip, cluster by cluster as the sanitiser shows it
 * (marks for what is hidden have role PLACEHOLDER where the text has role TEXT); what is
 * outside is not drawn. A wide character of which only one half fits leaves a blank
 * there. Writing on one half of a wide character turns the other half into a blank.
 * Returns the column behind the text (unclipped).
 */
int jd_canvas_put(struct jd_canvas *canvas, struct jd_rect clip, int col, int row,
                  struct jd_str text, struct jd_style style);

/*
 * Draw one cluster that occupies width cells (0: its own); for layout that knows already.
 * More cells than its own are blanks to its right; with less than its own it is not
 * shown.
 */
void jd_canvas_put_cluster(struct jd_canvas *canvas, struct jd_rect clip, int col,
                           int row, struct jd_str cluster, int width,
                           struct jd_style style);

/* The same for a plain line: role only, text cut with an ellipsis at the right edge of
 * clip. */
void jd_canvas_line(struct jd_canvas *canvas, struct jd_rect clip, int row,
                    struct jd_str text, enum jd_role role);

/*
 * Put stand-ins in place of characters of ambiguous width (jd_width_stand_in), once all is
 * drawn: for terminals that show those two cells wide.
 */
void jd_canvas_narrow(struct jd_canvas *canvas);

/*
 * The canvas as text for tests: each row's characters, then "|" and a line end; runs in
 * another style than plain TEXT as {role+mark+quiet+current+match:…} (only the parts that
 * differ: {person+quiet:…} lies on TEXT), with ^ before the cell under the cursor.
 * Trailing blanks of plain TEXT are left out, except before the cursor. A { } ^ or \ of
 * the text itself has \ before it. plain: rows of the characters only, without "|".
 */
void jd_canvas_dump(const struct jd_canvas *canvas, bool plain, struct jd_buf *into);

#endif
