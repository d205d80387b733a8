/* SPDX-License-Identifier: MIT */
/*
 * What a pane is (a small table of callbacks) and what all panes share: the opened
 * article, settings, and the way to say something, to ask for a line, to open another
 * pane.
 */
#ifndef JINGDU_UI_PANE_H
#define JINGDU_UI_PANE_H

#include <stdbool.h>

#include "jingdu/base/buf.h"
#include "jingdu/dict/glossary.h"
#include "jingdu/doc/article.h"
#include "jingdu/lang/annotate.h"
#include "jingdu/ui/canvas.h"
#include "jingdu/ui/keymap.h"
#include "jingdu/ui/memory.h"
#include "jingdu/ui/settings.h"

struct jd_pane_ops {
    enum jd_view view; /* which keys hold here */
    /* Do an action; count is 0 when none was typed. False: not for me. */
    bool (*act)(void *self, enum jd_action action, int count);
    /* See a key before the key map does; true: consumed. May be NULL. */
    bool (*key)(void *self, jd_key key);
    /* A click at canvas coordinates. May be NULL. */
    void (*click)(void *self, int col, int row);
    /* Draw everything but the last row, which is the app's. */
    void (*draw)(void *self, struct jd_canvas *canvas, struct jd_rect area);
    /* What the last row says when there is no message: modes, then hints. Appended. */
    void (*status)(void *self, struct jd_buf *into);
    /* One slice of work of at most about 2 ms; true: there is more. May be NULL. */
    bool (*idle)(void *self);
    void (*free)(void *self);
};

struct jd_pane {
    const struct jd_pane_ops *ops;
    void *self;
};

/* A line the user is asked for; changed is called after each key, done once at the end.
 */
struct jd_question {
    const char *label;
    void (*changed)(void *self, struct jd_str text);             /* may be NULL */
    void (*done)(void *self, struct jd_str text, bool accepted); /* may be NULL */
    void *self;
    bool remembered; /* what is typed goes into the history of searches */
};

enum jd_highlights {
    JD_HIGHLIGHTS_CALM,
    JD_HIGHLIGHTS_ALL,
    JD_HIGHLIGHTS_OFF,
    JD_HIGHLIGHTS_COUNT
};

struct jd_app;

/* Borrowed by all panes; owned by the app. */
struct jd_ui {
    struct jd_app *app;
    const struct jd_settings *settings;
    const struct jd_keymap *keymap;
    struct jd_article *article;
    const struct jd_document *doc;
    const struct jd_glossary *glossary; /* may be NULL */
    struct jd_annotator *annotator;
    struct jd_store *store;      /* may be NULL */
    struct jd_memory *memory;    /* what is known of this article; never NULL */
    const char *next, *previous; /* names of the articles before and after; may be NULL */
    enum jd_highlights highlights; /* now; the setting is only where it starts */
    int cols;  /* of the window */
    bool mono; /* no colours: what only colour tells needs the gutter */
};

/* Say something in the last row until the next key. The text is sanitised when drawn. */
void jd_ui_message(struct jd_ui *ui, const char *fmt, ...) JD_PRINTF(2, 3);
void jd_ui_error(struct jd_ui *ui, const char *fmt, ...) JD_PRINTF(2, 3);

/* Take back the last change of marks and notes, and say which. */
void jd_ui_undo(struct jd_ui *ui);

/* Say why the last change could not be saved. */
void jd_ui_unsaved(struct jd_ui *ui, const struct jd_error *err);

/* What idle work found must be drawn. */
void jd_ui_redraw(struct jd_ui *ui);

/* What only cli/ can do: see enum jd_request in ui/app.h. text is copied; label is a
 * literal. */
void jd_ui_copy(struct jd_ui *ui, struct jd_str text, const char *label);
void jd_ui_edit(struct jd_ui *ui, size_t byte);
void jd_ui_go_next(struct jd_ui *ui, int direction);
/* place NULL: where the reader was. */
void jd_ui_open(struct jd_ui *ui, struct jd_str path, const struct jd_quote *place);

/* Open a pane on top; the app owns it from now on. */
void jd_ui_push(struct jd_ui *ui, struct jd_pane pane);

/* Close the pane on top (not the page). */
void jd_ui_pop(struct jd_ui *ui);

/* Leave the lists and the entry: only the page is open. */
void jd_ui_pop_to_page(struct jd_ui *ui);

/* Ask for a line in the last row; initial is what stands there at first. */
void jd_ui_ask(struct jd_ui *ui, const struct jd_question *question,
               struct jd_str initial);

/* Does a click or a jump target this byte? The page puts its cursor there, remembering
 * where it was for the way back. */
void jd_ui_jump(struct jd_ui *ui, size_t byte);

/* A jump begins at byte: the page can come back to it. */
void jd_ui_remember(struct jd_ui *ui, size_t byte);

/* Is a hit marked on the page in this mode, and may Tab stop there? */
static inline bool jd_ui_is_marked(enum jd_highlights mode, const struct jd_hit *hit)
{
    return hit->outer && (mode == JD_HIGHLIGHTS_ALL ||
                          (mode == JD_HIGHLIGHTS_CALM && hit->calm != JD_CALM_NONE));
}

static inline bool jd_ui_is_helped(enum jd_highlights mode, const struct jd_hit *hit)
{
    return hit->outer && (mode == JD_HIGHLIGHTS_ALL || hit->calm == JD_CALM_FULL);
}

#endif
