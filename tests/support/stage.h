/* SPDX-License-Identifier: MIT */
/*
 * The whole user interface over an article, without a terminal: what screen tests and
 * tests of the reader play on. Settings, glossary and article are set up as the program
 * does, from our own sample only.
 */
#ifndef JINGDU_TESTS_SUPPORT_STAGE_H
#define JINGDU_TESTS_SUPPORT_STAGE_H

#include "jingdu/store/db.h"
#include "jingdu/store/history.h"
#include "jingdu/ui/app.h"
#include "jingdu/ui/canvas.h"

struct jd_stage {
    struct jd_article *article;
    struct jd_glossary *glossary;
    struct jd_settings *settings;
    struct jd_keymap *keymap;
    struct jd_app *app;
    struct jd_canvas canvas;
    struct jd_store *store; /* in a folder of its own; NULL with no_store */
    struct jd_buf folder;
    bool keeps_folder;
    struct jd_history history;
    struct jd_wish wish; /* the last one; its strings are in wish_text */
    struct jd_buf wish_text;
};

struct jd_stage_options {
    const char *text; /* the article; NULL: data/sample/article.txt with its glossary */
    const char *settings; /* text of a settings file; NULL: defaults */
    bool mono;
    bool no_glossary;
    bool no_store;
    const char *folder; /* with a store of before, which stays; NULL: a new one */
    const char *next;   /* name of the next article; NULL: none */
    int cols, rows;
};

void jd_stage_open(struct jd_stage *stage, const struct jd_stage_options *options);
void jd_stage_close(struct jd_stage *stage);

/* A new folder below the current one; and away with it. */
void jd_stage_make_folder(struct jd_buf *into);
void jd_stage_remove_folder(const char *folder);

/* Three articles of before and a few bookmarks in them, with fixed times, into a store.
 */
void jd_stage_fill(struct jd_store *store);

/* Keys by name, separated by blanks: "t j Enter"; "WxH" such as "40x12" resizes. */
void jd_stage_play(struct jd_stage *stage, const char *keys);

/* Finish idle work, draw, and append the screen. */
void jd_stage_show(struct jd_stage *stage, bool plain, struct jd_buf *into);

/* data/… of the source tree. */
void jd_stage_path(const char *name, struct jd_buf *into);

#endif
