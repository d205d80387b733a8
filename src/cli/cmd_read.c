/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "jingdu/base/clock.h"
#include "jingdu/base/file.h"
#include "jingdu/cli/commands.h"
#include "jingdu/cli/copy.h"
#include "jingdu/cli/edit.h"
#include "jingdu/cli/files.h"
#include "jingdu/cli/load.h"
#include "jingdu/doc/anchor.h"
#include "jingdu/doc/article.h"
#include "jingdu/store/article.h"
#include "jingdu/store/history.h"
#include "jingdu/term/curses.h"
#include "jingdu/ui/app.h"

#include "jingdu/base/banned.h"

/* One article on the screen. */
struct opened {
    struct jd_article *article;
    struct jd_glossary *glossary;
    struct jd_app *app;
};

/* Everything that is open while articles are read; released in one place. */
struct session {
    const struct jd_options *options;
    struct jd_settings *settings;
    struct jd_keymap *keymap;
    struct jd_term *term;
    struct jd_store *store;
    struct jd_history history;
    struct jd_buf history_path;
    struct jd_files *files;
    struct opened opened;
    struct jd_canvas canvas;
    struct jd_buf remark; /* what is wrong with settings, glossaries, the store */
    FILE *log;
    int signal; /* that ended the session; 0: none */
};

static void close_opened(struct opened *opened)
{
    jd_app_free(opened->app);
    jd_glossary_free(opened->glossary);
    jd_article_close(opened->article);
    *opened = (struct opened){ .app = NULL };
}

static void release(struct session *session)
{
    jd_term_stop(session->term);
    close_opened(&session->opened);
    jd_keymap_free(session->keymap);
    jd_settings_free(session->settings);
    jd_store_close(session->store);
    jd_history_release(&session->history);
    jd_buf_release(&session->history_path);
    jd_canvas_release(&session->canvas);
    jd_buf_release(&session->remark);
    if (session->log)
        fclose(session->log);
}

static void complain_settings(void *context, size_t line, const char *message)
{
    struct session *session = context;
    if (!session->remark.len)
        jd_buf_printf(&session->remark, "settings, line %zu: %s", line, message);
}

static void log_event(const struct session *session, const struct jd_event *event)
{
    if (session->log)
        fprintf(session->log, "%lld event %d key %u size %dx%d signal %d\n",
                (long long)jd_clock_us(), (int)event->kind, (unsigned)event->key,
                event->cols, event->rows, event->signal);
}

/* ---- articles ---------------------------------------------------------------------- */

static bool open_article(struct session *session, const char *path, struct opened *out,
                         struct jd_error *err)
{
    const struct jd_options *options = session->options;
    *out = (struct opened){ .app = NULL };
    if (!jd_article_open(path, options->encoding, &out->article, err))
        return false;
    int year = jd_document_head(jd_article_document(out->article))->year;
    if (jd_load_glossary(options, path, year, &out->glossary, &session->remark, err))
        return true;
    close_opened(out);
    return false;
}

/* Put an article on the screen, at a place or where the reader was (NULL). */
static void show(struct session *session, struct opened *opened,
                 const struct jd_quote *place)
{
    struct jd_app_parts parts = {
        .article = opened->article,
        .glossary = opened->glossary,
        .settings = session->settings,
        .keymap = session->keymap,
        .store = session->store,
        .history = &session->history,
        .history_path = session->history_path.len ? session->history_path.data : NULL,
        .place = place,
        .next = jd_files_name(session->files, 1),
        .previous = jd_files_name(session->files, -1),
        .mono = jd_settings_get(session->settings, JD_SET_THEME) == JD_THEME_MONO ||
                !jd_term_has_colours(session->term),
    };
    jd_term_size(session->term, &parts.cols, &parts.rows);
    opened->app = jd_app_new(&parts);
    session->opened = *opened;
    if (session->remark.len)
        jd_app_say(opened->app, session->remark.data, true);
    jd_buf_clear(&session->remark);
    struct jd_buf title = JD_BUF_INIT;
    jd_article_title(opened->article, &title);
    jd_term_title(session->term, jd_buf_str(&title));
    jd_buf_release(&title);
}

/* Another article takes the place of the one that is open; when it cannot be opened, or
 * when something of the old one is not saved, all stays as it is and the reason is said.
 */
static bool change_to(struct session *session, const char *path,
                      const struct jd_quote *place)
{
    struct opened next;
    struct jd_error err = JD_ERROR_INIT;
    struct jd_app *app = session->opened.app;
    if (!jd_app_save(app, &err) && jd_app_unsaved(app)) {
        jd_error_prefix(&err, "staying here, since marks are not saved: ");
        jd_app_say(app, err.message, true);
        return false;
    }
    if (!open_article(session, path, &next, &err)) {
        jd_app_say(app, err.message, true);
        return false;
    }
    jd_files_choose(session->files, path);
    close_opened(&session->opened);
    show(session, &next, place);
    return true;
}

static void go(struct session *session, int direction)
{
    size_t at = session->files->at;
    session->files->at += direction > 0 ? 1 : (size_t)-1;
    if (!change_to(session, session->files->paths[session->files->at], NULL))
        session->files->at = at;
}

static void open_wish(struct session *session, const struct jd_wish *wish)
{
    struct jd_buf path = JD_BUF_INIT, bytes = JD_BUF_INIT;
    struct jd_quote place = wish->place;
    struct jd_str *parts[] = { &place.quote, &place.before, &place.after };
    jd_buf_add(&path, wish->text);
    jd_buf_reserve(&bytes, place.quote.len + place.before.len + place.after.len);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        jd_buf_add(&bytes, *parts[i]); /* the wish dies with its app */
        parts[i]->ptr = bytes.data + bytes.len - parts[i]->len;
    }
    change_to(session, path.data, wish->has_place ? &place : NULL);
    jd_buf_release(&path);
    jd_buf_release(&bytes);
}

static struct jd_str program(const struct session *session, enum jd_setting_id id)
{
    struct jd_str command = jd_settings_text(session->settings, id);
    return jd_str_eq_c(command, "auto") ? JD_STR_EMPTY : command;
}

/* The editor, then the article as it is now, at the place where the reader was. */
static void edit(struct session *session, size_t line)
{
    struct opened *opened = &session->opened;
    const char *given = jd_article_path(opened->article);
    struct jd_error err = JD_ERROR_INIT;
    if (strcmp(given, "-") == 0) {
        jd_app_say(opened->app, "this text came from a pipe: there is no file to edit",
                   true);
        return;
    }
    struct jd_buf path = JD_BUF_INIT, bytes = JD_BUF_INIT;
    struct jd_quote place;
    jd_buf_add_c(&path, given);
    jd_anchor_make(jd_article_document(opened->article), jd_app_place(opened->app),
                   &bytes, &place);
    jd_term_leave(session->term);
    bool ok = jd_edit_file(program(session, JD_SET_EDITOR), path.data, line, &err);
    if (jd_term_return(session->term)) {
        bool changed = change_to(session, path.data, &place);
        if (!ok && changed)
            jd_app_say(session->opened.app, err.message, true);
    }
    jd_buf_release(&path);
    jd_buf_release(&bytes);
}

/* ---- the loop ---------------------------------------------------------------------- */

static void copy(struct session *session, const struct jd_wish *wish)
{
    struct jd_buf says = JD_BUF_INIT;
    jd_copy_text(session->term, wish->text, wish->label,
                 program(session, JD_SET_COPY_COMMAND), &says);
    jd_app_say(session->opened.app, says.data, false);
    jd_buf_release(&says);
}

static void grant(struct session *session, const struct jd_wish *wish)
{
    switch (wish->kind) {
    case JD_REQUEST_REDRAW:
        jd_term_invalidate(session->term);
        break;
    case JD_REQUEST_SUSPEND:
        jd_term_suspend(session->term);
        break;
    case JD_REQUEST_COPY:
        copy(session, wish);
        break;
    case JD_REQUEST_EDIT:
        edit(session, wish->line);
        break;
    case JD_REQUEST_NEXT:
        go(session, 1);
        break;
    case JD_REQUEST_PREVIOUS:
        go(session, -1);
        break;
    case JD_REQUEST_OPEN:
        open_wish(session, wish);
        break;
    case JD_REQUEST_NONE:
        break;
    }
}

static void handle(struct session *session, const struct jd_event *event, bool *stale)
{
    log_event(session, event);
    *stale |= jd_app_handle(session->opened.app, event);
    if (event->kind == JD_EVENT_QUIT)
        session->signal = event->signal;
    if (event->kind == JD_EVENT_REDRAW)
        jd_term_invalidate(session->term);
    struct jd_wish wish = jd_app_take_request(session->opened.app);
    *stale |= wish.kind != JD_REQUEST_NONE;
    grant(session, &wish);
}

static void run(struct session *session)
{
    bool stale = true;
    while (!jd_app_is_done(session->opened.app)) {
        if (stale) {
            jd_app_draw(session->opened.app, &session->canvas);
            jd_term_present(session->term, &session->canvas);
            stale = false;
        }
        struct jd_event event =
            jd_term_wait(session->term, jd_app_wait_ms(session->opened.app));
        if (event.kind == JD_EVENT_IDLE) {
            stale = jd_app_idle(session->opened.app);
            continue;
        }
        handle(session, &event, &stale);
        /* What is typed ahead is done before anything is drawn, but not for ever. */
        for (int i = 0; i < 64 && !jd_app_is_done(session->opened.app) &&
                        jd_term_has_input(session->term);
             i++) {
            event = jd_term_wait(session->term, 0);
            if (event.kind == JD_EVENT_IDLE)
                break;
            handle(session, &event, &stale);
        }
    }
}

/* ---- start and end ----------------------------------------------------------------- */

static bool open_parts(struct session *session, struct jd_error *err)
{
    const struct jd_options *options = session->options;
    session->settings = jd_settings_new();
    if (!jd_settings_load(session->settings, options->config, complain_settings, session,
                          err))
        return false;
    session->keymap = jd_keymap_new(session->settings, complain_settings, session);
    if (options->debug_log) {
        session->log = fopen(options->debug_log, "a");
        if (!session->log)
            return jd_fail_errno(err, errno, "%s", options->debug_log);
        setvbuf(session->log, NULL, _IOLBF, 0);
    }
    if (jd_file_xdg(JD_XDG_STATE, "searches", &session->history_path))
        jd_history_load(&session->history, session->history_path.data);
    return true;
}

static bool start(struct session *session, struct jd_error *err)
{
    struct opened first;
    if (!open_parts(session, err) ||
        !open_article(session, session->files->paths[session->files->at], &first, err))
        return false;
    session->opened = first;
    struct jd_term_options options = {
        .theme = (enum jd_theme_id)jd_settings_get(session->settings, JD_SET_THEME),
        .colours = (enum jd_colours)jd_settings_get(session->settings, JD_SET_COLOUR),
        .mouse = jd_settings_get(session->settings, JD_SET_MOUSE),
        .keys_from_tty = !isatty(STDIN_FILENO),
    };
    struct jd_buf notice = JD_BUF_INIT;
    bool ok = jd_term_start(&options, &session->term, &notice, err);
    if (ok) {
        int cols, rows;
        bool is_wrong = session->remark.len > 0;
        show(session, &first, NULL);
        if (!is_wrong && notice.len)
            jd_app_say(session->opened.app, notice.data, false);
        jd_term_size(session->term, &cols, &rows);
        jd_canvas_init(&session->canvas, cols, rows);
    }
    jd_buf_release(&notice);
    return ok;
}

static void open_store(struct session *session)
{
    struct jd_buf path = JD_BUF_INIT;
    bool has_home = jd_store_path(&path);
    jd_store_open(has_home ? path.data : NULL, &session->store, &session->remark);
    jd_buf_release(&path);
}

/* The article that was read last and is still there. */
static bool last_article(struct session *session)
{
    struct jd_arena arena = JD_ARENA_INIT;
    struct jd_article_record *records = NULL;
    size_t count = 0;
    struct jd_error err = JD_ERROR_INIT;
    if (!jd_store_article_list(session->store, &arena, &records, &count, &err))
        count = 0;
    bool found = false;
    for (size_t i = 0; i < count && !found; i++) {
        found = records[i].path.len && access(records[i].path.ptr, R_OK) == 0;
        if (found)
            jd_files_add(session->files, records[i].path);
    }
    jd_arena_release(&arena);
    return found;
}

/* Which articles: those named, standard input, the last one, the sample. */
static bool choose_files(struct session *session, char **words, int count,
                         struct jd_error *err)
{
    if (count)
        return jd_files_take(session->files, words, count, err);
    if (!isatty(STDIN_FILENO)) {
        jd_files_add(session->files, jd_str_of("-"));
        return true;
    }
    if (last_article(session))
        return true;
    struct jd_buf sample = JD_BUF_INIT;
    bool found = jd_load_sample_path(&sample);
    if (found)
        jd_files_add(session->files, jd_buf_str(&sample));
    jd_buf_release(&sample);
    return found || jd_fail(err, JD_ERR_NOT_FOUND,
                            "the sample article is not installed; give a file to read");
}

/* What is not saved is tried once more; then the reader is told, on the terminal as it
 * was before. */
static int finish(struct session *session)
{
    struct jd_error err = JD_ERROR_INIT;
    bool saved = jd_app_save(session->opened.app, &err);
    size_t marks = jd_app_unsaved(session->opened.app);
    int status = session->signal ? JD_EXIT_SIGNAL + session->signal
                 : saved         ? JD_EXIT_DONE
                                 : JD_EXIT_NOTHING;
    release(session); /* gives the terminal back before anything is printed */
    if (!saved) {
        struct jd_buf says = JD_BUF_INIT;
        if (marks)
            jd_buf_printf(&says, "%zu change%s of bookmarks and the place not saved: %s",
                          marks, marks == 1 ? "" : "s", err.message);
        else
            jd_buf_printf(&says, "the place was not saved: %s", err.message);
        jd_load_complain(says.data);
        jd_buf_release(&says);
    }
    return status;
}

static int read_articles(struct session *session)
{
    struct jd_error err = JD_ERROR_INIT;
    if (start(session, &err)) {
        run(session);
        return finish(session);
    }
    release(session);
    jd_load_complain(err.message);
    return jd_load_exit_status(&err);
}

int jd_cmd_read(const struct jd_options *options, char **words, int count)
{
    struct jd_files files = JD_FILES_INIT;
    struct session session = {
        .options = options,
        .history = JD_HISTORY_INIT,
        .history_path = JD_BUF_INIT,
        .remark = JD_BUF_INIT,
        .files = &files,
    };
    struct jd_error err = JD_ERROR_INIT;
    int status;
    open_store(&session);
    if (!choose_files(&session, words, count, &err)) {
        release(&session);
        jd_load_complain(err.message);
        status = jd_load_exit_status(&err);
    } else if (!isatty(STDOUT_FILENO)) {
        release(&session);
        status = jd_cmd_annotate(options, files.paths, (int)files.count);
    } else {
        status = read_articles(&session);
    }
    jd_files_release(&files);
    return status;
}
