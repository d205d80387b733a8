/* SPDX-License-Identifier: MIT */
/*
 * The whole user interface as a state machine without a terminal: events in, a canvas
 * out. A stack of panes with the page at the bottom; the last row is the app's (message,
 * prompt, status).
 */
#ifndef JINGDU_UI_APP_H
#define JINGDU_UI_APP_H

#include <stdbool.h>

#include "jingdu/base/quote.h"
#include "jingdu/dict/glossary.h"
#include "jingdu/doc/article.h"
#include "jingdu/store/db.h"
#include "jingdu/store/history.h"
#include "jingdu/ui/canvas.h"
#include "jingdu/ui/event.h"
#include "jingdu/ui/keymap.h"
#include "jingdu/ui/settings.h"
#include "jingdu/ui/wish.h"

struct jd_app;

struct jd_app_parts {
    struct jd_article *article;         /* all borrowed; must outlive the app */
    const struct jd_glossary *glossary; /* NULL: no terms */
    const struct jd_settings *settings;
    const struct jd_keymap *keymap;
    struct jd_store *store;       /* NULL: nothing is remembered */
    struct jd_history *history;   /* of searches; NULL: none */
    const char *history_path;     /* where it is written; NULL: nowhere */
    const struct jd_quote *place; /* where to begin; NULL: where the reader was */
    const char *next, *previous;  /* names of the articles around; NULL: there is none */
    bool mono;                    /* the screen has no colours */
    int cols, rows;               /* of the window */
};

struct jd_app *jd_app_new(const struct jd_app_parts *parts);
void jd_app_free(struct jd_app *app);

/* Take one event. True: something changed, draw again. */
bool jd_app_handle(struct jd_app *app, const struct jd_event *event);

/* Draw everything. The canvas takes the size of the window. */
void jd_app_draw(struct jd_app *app, struct jd_canvas *canvas);

/* One slice of idle work, at most about 2 ms. True: something visible changed. */
bool jd_app_idle(struct jd_app *app);

/* Is there idle work left? */
bool jd_app_has_work(const struct jd_app *app);

bool jd_app_is_done(const struct jd_app *app);

/* How long to wait for an event before the next slice of idle work: 0 while there is
 * some, -1 when nothing is left to do; ms. */
int jd_app_wait_ms(const struct jd_app *app);

/* Write down what is not saved yet; true: all is on the disk. */
bool jd_app_save(struct jd_app *app, struct jd_error *err) JD_MUST_USE;

/* Changes of the reader's that are not on the disk. */
size_t jd_app_unsaved(const struct jd_app *app);

/* What only the terminal and other programs can do. */
struct jd_wish jd_app_take_request(struct jd_app *app);

/* A word for the last row, such as a complaint about the settings file. */
void jd_app_say(struct jd_app *app, const char *text, bool is_error);

/* The current byte of the page, for tests and for remembering the place. */
size_t jd_app_place(const struct jd_app *app);

#endif
