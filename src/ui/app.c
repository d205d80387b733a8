/* SPDX-License-Identifier: MIT */
#include "jingdu/ui/app.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "jingdu/base/mem.h"
#include "jingdu/text/width.h"
#include "jingdu/ui/help.h"
#include "jingdu/ui/keeper.h"
#include "jingdu/ui/pane.h"
#include "jingdu/ui/prompt.h"
#include "jingdu/ui/reader.h"

#include "jingdu/base/banned.h"

enum { PANES_MAX = 8, COUNT_MAX = 99999, COLS_MIN = 8, ROWS_MIN = 2 };

struct jd_app {
    struct jd_ui ui;
    struct jd_pane panes[PANES_MAX]; /* [0] is the page */
    size_t pane_count;
    int cols, rows;
    int count; /* digits typed so far; 0: none */
    struct jd_buf message;
    bool message_is_error;
    bool asking;
    struct jd_prompt prompt;
    struct jd_question question;
    struct jd_wish_box wishes;
    struct jd_keeper keeper;
    struct jd_history *history; /* may be NULL */
    const char *history_path;
    bool has_work, done;
    bool spoke; /* something to be seen came since the last slice of idle work */
};

static struct jd_pane *top(struct jd_app *app)
{
    return &app->panes[app->pane_count - 1];
}

/* ---- what panes ask for ------------------------------------------------------------ */

static void JD_PRINTF(3, 0)
    say(struct jd_app *app, bool is_error, const char *fmt, va_list args)
{
    char text[1024];
    vsnprintf(text, sizeof text, fmt, args);
    jd_buf_clear(&app->message);
    jd_buf_add_c(&app->message, text);
    app->message_is_error = is_error;
    app->spoke = true;
}

void jd_ui_message(struct jd_ui *ui, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    say(ui->app, false, fmt, args);
    va_end(args);
}

void jd_ui_error(struct jd_ui *ui, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    say(ui->app, true, fmt, args);
    va_end(args);
}

void jd_app_say(struct jd_app *app, const char *text, bool is_error)
{
    jd_buf_clear(&app->message);
    jd_buf_add_c(&app->message, text);
    app->message_is_error = is_error;
}

void jd_ui_push(struct jd_ui *ui, struct jd_pane pane)
{
    struct jd_app *app = ui->app;
    if (app->pane_count == PANES_MAX) {
        pane.ops->free(pane.self);
        jd_ui_message(ui, "too many views are open: q goes back");
        return;
    }
    app->panes[app->pane_count++] = pane;
    app->has_work = true;
}

void jd_ui_pop(struct jd_ui *ui)
{
    struct jd_app *app = ui->app;
    if (app->pane_count < 2)
        return;
    struct jd_pane pane = app->panes[--app->pane_count];
    pane.ops->free(pane.self);
    app->has_work = true;
}

void jd_ui_pop_to_page(struct jd_ui *ui)
{
    while (ui->app->pane_count > 1)
        jd_ui_pop(ui);
}

void jd_ui_ask(struct jd_ui *ui, const struct jd_question *question,
               struct jd_str initial)
{
    struct jd_app *app = ui->app;
    jd_prompt_start(&app->prompt, question->label, initial);
    if (question->remembered)
        app->prompt.history = app->history;
    app->question = *question;
    app->asking = true;
}

void jd_ui_remember(struct jd_ui *ui, size_t byte)
{
    jd_reader_remember(ui->app->panes[0], byte);
}

void jd_ui_jump(struct jd_ui *ui, size_t byte)
{
    jd_reader_jump(ui->app->panes[0], byte);
}

void jd_ui_unsaved(struct jd_ui *ui, const struct jd_error *err)
{
    struct jd_app *app = ui->app;
    jd_keeper_fail(&app->keeper);
    jd_ui_error(ui, "not saved: %s", err->message);
}

void jd_ui_redraw(struct jd_ui *ui)
{
    ui->app->spoke = true;
}

/* ---- what only others can do ------------------------------------------------------- */

void jd_ui_copy(struct jd_ui *ui, struct jd_str text, const char *label)
{
    jd_wish_put(&ui->app->wishes, JD_REQUEST_COPY, text)->label = label;
}

void jd_ui_edit(struct jd_ui *ui, size_t byte)
{
    struct jd_str text = jd_str_sub(jd_document_text(ui->doc), 0, byte);
    size_t line = 1;
    for (size_t at = 0; (at = jd_str_find(text, jd_str_of("\n"), at)) != (size_t)-1; at++)
        line++;
    jd_wish_put(&ui->app->wishes, JD_REQUEST_EDIT, JD_STR_EMPTY)->line = line;
}

void jd_ui_go_next(struct jd_ui *ui, int direction)
{
    const char *name = direction > 0 ? ui->next : ui->previous;
    if (name)
        jd_wish_put(&ui->app->wishes,
                    direction > 0 ? JD_REQUEST_NEXT : JD_REQUEST_PREVIOUS, JD_STR_EMPTY);
    else
        jd_ui_message(ui, "no %s article: name several files or a folder when you start",
                      direction > 0 ? "next" : "previous");
}

void jd_ui_open(struct jd_ui *ui, struct jd_str path, const struct jd_quote *place)
{
    jd_wish_put(&ui->app->wishes, JD_REQUEST_OPEN, path);
    if (place)
        jd_wish_put_place(&ui->app->wishes, place);
}

/* ---- the prompt -------------------------------------------------------------------- */

static void finish_prompt(struct jd_app *app, bool accepted)
{
    struct jd_question question = app->question;
    app->asking = false;
    struct jd_str typed = jd_buf_str(&app->prompt.text);
    struct jd_error err;
    if (accepted && question.remembered && app->history && typed.len) {
        jd_history_add(app->history, typed);
        if (app->history_path && !jd_history_save(app->history_path, typed, &err))
            (void)err; /* a search that is not remembered is no reason to complain */
    }
    if (question.done)
        question.done(question.self, jd_buf_str(&app->prompt.text), accepted);
    jd_prompt_release(&app->prompt);
}

/* ---- life -------------------------------------------------------------------------- */

/* Go to where the reader was, or is sent to. */
static void resume(struct jd_app *app, const struct jd_quote *place)
{
    size_t byte;
    enum jd_anchor_state state = JD_ANCHOR_EXACT;
    if (place)
        state = jd_anchor_find(app->ui.doc, place, &byte);
    else if (!jd_memory_place(app->ui.memory, &byte, &state))
        return;
    bool moved = jd_reader_resume(app->panes[0], byte);
    if (state == JD_ANCHOR_LOST)
        jd_ui_message(&app->ui, "the text has changed: this is only about the place");
    else if (moved && !place)
        jd_reader_say_back(app->panes[0]);
}

struct jd_app *jd_app_new(const struct jd_app_parts *parts)
{
    struct jd_app *app = jd_alloc_zero(1, sizeof *app);
    const struct jd_document *doc = jd_article_document(parts->article);
    app->ui = (struct jd_ui){
        .app = app,
        .settings = parts->settings,
        .keymap = parts->keymap,
        .article = parts->article,
        .doc = doc,
        .glossary = parts->glossary,
        .annotator = jd_annotator_new(doc, parts->glossary),
        .highlights =
            (enum jd_highlights)jd_settings_get(parts->settings, JD_SET_HIGHLIGHTS),
        .store = parts->store,
        .memory = jd_memory_new(parts->store, parts->article),
        .next = parts->next,
        .cols = parts->cols,
        .previous = parts->previous,
        .mono = parts->mono,
    };
    app->message = (struct jd_buf)JD_BUF_INIT;
    app->wishes = (struct jd_wish_box)JD_WISH_BOX_INIT;
    jd_keeper_init(&app->keeper, parts->store, app->ui.memory);
    app->history = parts->history;
    app->history_path = parts->history_path;
    app->cols = parts->cols;
    app->rows = parts->rows;
    app->has_work = true;
    app->panes[app->pane_count++] = jd_reader_new(&app->ui, parts->cols, parts->rows);
    resume(app, parts->place);
    return app;
}

void jd_app_free(struct jd_app *app)
{
    if (!app)
        return;
    if (app->asking)
        finish_prompt(app, false); /* whoever asked waits for an answer */
    while (app->pane_count > 0) {
        struct jd_pane pane = app->panes[--app->pane_count];
        pane.ops->free(pane.self);
    }
    jd_annotator_free(app->ui.annotator);
    jd_memory_free(app->ui.memory);
    jd_buf_release(&app->message);
    jd_wish_box_release(&app->wishes);
    free(app);
}

/* ---- keys -------------------------------------------------------------------------- */

static void key_to_prompt(struct jd_app *app, jd_key key)
{
    enum jd_prompt_result result = jd_prompt_key(&app->prompt, key);
    if (result != JD_PROMPT_OPEN)
        finish_prompt(app, result == JD_PROMPT_ACCEPTED);
    else if (app->question.changed)
        app->question.changed(app->question.self, jd_buf_str(&app->prompt.text));
}

/* Digits before an action are its count; 0 only continues one. */
static bool key_to_count(struct jd_app *app, jd_key key)
{
    if (key < '0' || key > '9' || (key == '0' && !app->count))
        return false;
    int count = app->count * 10 + (int)(key - '0');
    app->count = count > COUNT_MAX ? COUNT_MAX : count;
    return true;
}

static void say_unknown(struct jd_app *app, jd_key key)
{
    struct jd_buf name = JD_BUF_INIT, help = JD_BUF_INIT;
    jd_key_name(key, &name);
    jd_keymap_keys(app->ui.keymap, JD_ACTION_HELP, &help);
    const char *first = help.data;
    size_t len = 0;
    while (len < help.len && first[len] != ' ')
        len++;
    jd_ui_message(&app->ui, "%s does nothing here: %.*s shows the keys", name.data,
                  (int)len, first);
    jd_buf_release(&name);
    jd_buf_release(&help);
}

void jd_ui_undo(struct jd_ui *ui)
{
    struct jd_buf says = JD_BUF_INIT;
    struct jd_error err = JD_ERROR_INIT;
    if (jd_memory_undo(ui->memory, &says, &err))
        jd_ui_message(ui, "%s", says.data);
    else
        jd_ui_unsaved(ui, &err);
    jd_buf_release(&says);
}

static void act(struct jd_app *app, enum jd_action action, jd_key key)
{
    int count = app->count;
    app->count = 0;
    struct jd_pane *pane = top(app);
    if (pane->ops->act(pane->self, action, count))
        return;
    switch (action) {
    case JD_ACTION_QUIT:
        app->done = true;
        return;
    case JD_ACTION_BACK:
        if (app->pane_count > 1)
            jd_ui_pop(&app->ui);
        else
            app->done = true;
        return;
    case JD_ACTION_CANCEL:
        if (app->pane_count > 1)
            jd_ui_pop(&app->ui);
        else if (!count)
            jd_ui_message(&app->ui, "q leaves");
        return;
    case JD_ACTION_HELP:
        jd_help_open(&app->ui, pane->ops->view);
        return;
    case JD_ACTION_UNDO:
        /* Not under a list that shows what would change. */
        if (app->pane_count > 1)
            say_unknown(app, key);
        else
            jd_ui_undo(&app->ui);
        return;
    case JD_ACTION_REDRAW:
        jd_wish_put(&app->wishes, JD_REQUEST_REDRAW, JD_STR_EMPTY);
        return;
    case JD_ACTION_SUSPEND:
        jd_wish_put(&app->wishes, JD_REQUEST_SUSPEND, JD_STR_EMPTY);
        return;
    default:
        say_unknown(app, key);
    }
}

static void handle_key(struct jd_app *app, jd_key key)
{
    jd_buf_clear(&app->message);
    app->has_work = true;
    jd_keeper_wake(&app->keeper);
    if (app->asking) {
        key_to_prompt(app, key);
        return;
    }
    struct jd_pane *pane = top(app);
    if (pane->ops->key && pane->ops->key(pane->self, key)) {
        app->count = 0;
        return;
    }
    if (key_to_count(app, key))
        return;
    act(app, jd_keymap_find(app->ui.keymap, pane->ops->view, key), key);
}

static void handle_wheel(struct jd_app *app, jd_key direction)
{
    struct jd_pane *pane = top(app);
    bool page = app->pane_count == 1;
    bool up = direction == JD_KEY_UP;
    jd_buf_clear(&app->message);
    pane->ops->act(pane->self,
                   page ? (up ? JD_ACTION_SCROLL_UP : JD_ACTION_SCROLL_DOWN)
                        : (up ? JD_ACTION_UP : JD_ACTION_DOWN),
                   3);
    app->has_work = true;
}

bool jd_app_handle(struct jd_app *app, const struct jd_event *event)
{
    switch (event->kind) {
    case JD_EVENT_KEY:
        handle_key(app, event->key);
        return true;
    case JD_EVENT_RESIZE:
        app->cols = app->ui.cols = event->cols;
        app->rows = event->rows;
        app->has_work = true;
        return true;
    case JD_EVENT_PASTE:
        if (!app->asking)
            return false;
        jd_prompt_insert(&app->prompt, event->text);
        if (app->question.changed)
            app->question.changed(app->question.self, jd_buf_str(&app->prompt.text));
        return true;
    case JD_EVENT_CLICK:
        if (app->asking || !top(app)->ops->click)
            return false;
        top(app)->ops->click(top(app)->self, event->col, event->row);
        return true;
    case JD_EVENT_WHEEL:
        if (app->asking)
            return false;
        handle_wheel(app, event->key);
        return true;
    case JD_EVENT_REDRAW:
        return true;
    case JD_EVENT_QUIT:
        app->done = true;
        return false;
    case JD_EVENT_IDLE:
        break;
    }
    return false;
}

/* ---- drawing ----------------------------------------------------------------------- */

static void draw_last_row(struct jd_app *app, struct jd_canvas *canvas)
{
    int row = app->rows - 1;
    struct jd_rect line = { 0, row, app->cols, 1 };
    struct jd_buf text = JD_BUF_INIT;
    enum jd_role role = JD_ROLE_STATUS;
    if (app->asking) {
        jd_prompt_draw(&app->prompt, canvas, row);
        return;
    }
    if (app->count) {
        jd_buf_printf(&text, "%d", app->count);
        role = JD_ROLE_PROMPT;
    } else if (app->message.len) {
        jd_buf_add(&text, jd_buf_str(&app->message));
        role = app->message_is_error ? JD_ROLE_ERROR : JD_ROLE_MESSAGE;
    } else {
        if (jd_memory_unsaved(app->ui.memory))
            jd_buf_add_c(&text, "[not saved]  ");
        top(app)->ops->status(top(app)->self, &text);
    }
    if (app->cols > 40) {
        line.col = 1;
        line.cols -= 2;
    }
    jd_canvas_line(canvas, line, row, jd_str_trim(jd_buf_str(&text)), role);
    jd_buf_release(&text);
}

void jd_app_draw(struct jd_app *app, struct jd_canvas *canvas)
{
    jd_canvas_reset(canvas, app->cols, app->rows);
    if (app->cols < COLS_MIN || app->rows < ROWS_MIN) {
        struct jd_rect all = { 0, 0, app->cols, app->rows };
        jd_canvas_line(canvas, all, 0, jd_str_of("window too small"), JD_ROLE_STATUS);
        return;
    }
    struct jd_rect area = { 0, 0, app->cols, app->rows - 1 };
    struct jd_pane *pane = top(app);
    pane->ops->draw(pane->self, canvas, area);
    draw_last_row(app, canvas);
    if (jd_settings_get(app->ui.settings, JD_SET_AMBIGUOUS))
        jd_canvas_narrow(canvas);
}

/* ---- the rest ---------------------------------------------------------------------- */

static void note_place(struct jd_app *app)
{
    const struct jd_page *page = jd_reader_page(app->panes[0]);
    jd_memory_read_to(app->ui.memory, page->cursor,
                      jd_index_percent(page->index, jd_page_last_byte(page)));
}

bool jd_app_save(struct jd_app *app, struct jd_error *err)
{
    note_place(app);
    struct jd_buf says = JD_BUF_INIT;
    bool saved = jd_keeper_save(&app->keeper, &says, err);
    if (says.len)
        jd_ui_message(&app->ui, "%s", says.data);
    jd_buf_release(&says);
    return saved;
}

/* What is due when nobody has pressed a key for a while. */
static void do_when_quiet(struct jd_app *app)
{
    struct jd_buf says = JD_BUF_INIT;
    note_place(app);
    if (!jd_keeper_work(&app->keeper, &says))
        jd_ui_error(&app->ui, "%s", says.data);
    else if (says.len)
        jd_ui_message(&app->ui, "%s", says.data);
    jd_buf_release(&says);
}

bool jd_app_idle(struct jd_app *app)
{
    bool more = false, worked = app->has_work;
    app->spoke = false;
    if (!worked)
        do_when_quiet(app);
    for (size_t i = 0; i < app->pane_count; i++)
        if (app->panes[i].ops->idle)
            more |= app->panes[i].ops->idle(app->panes[i].self);
    app->has_work = more;
    return (app->pane_count > 1 && worked) || app->spoke;
}

int jd_app_wait_ms(const struct jd_app *app)
{
    return app->has_work ? 0 : jd_keeper_wait_ms(&app->keeper);
}

size_t jd_app_unsaved(const struct jd_app *app)
{
    return jd_memory_unsaved(app->ui.memory);
}

bool jd_app_has_work(const struct jd_app *app)
{
    return app->has_work;
}

bool jd_app_is_done(const struct jd_app *app)
{
    return app->done;
}

struct jd_wish jd_app_take_request(struct jd_app *app)
{
    return jd_wish_take(&app->wishes);
}

size_t jd_app_place(const struct jd_app *app)
{
    return jd_reader_page(app->panes[0])->cursor;
}
