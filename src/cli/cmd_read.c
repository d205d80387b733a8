/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "jingdu/base/clock.h"
#include "jingdu/cli/commands.h"
#include "jingdu/cli/load.h"
#include "jingdu/doc/article.h"
#include "jingdu/term/curses.h"
#include "jingdu/ui/app.h"

#include "jingdu/base/banned.h"

/* Everything that is open while an article is read; released in one place. */
struct session {
    const struct jd_options *options;
    struct jd_article *article;
    struct jd_glossary *glossary;
    struct jd_settings *settings;
    struct jd_keymap *keymap;
    struct jd_term *term;
    struct jd_app *app;
    struct jd_canvas canvas;
    struct jd_buf remark;
    FILE *log;
    int signal; /* that ended the session; 0: none */
};

static void release(struct session *session)
{
    jd_term_stop(session->term);
    jd_app_free(session->app);
    jd_keymap_free(session->keymap);
    jd_settings_free(session->settings);
    jd_glossary_free(session->glossary);
    jd_article_close(session->article);
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

static void handle(struct session *session, const struct jd_event *event, bool *stale)
{
    log_event(session, event);
    *stale |= jd_app_handle(session->app, event);
    if (event->kind == JD_EVENT_QUIT)
        session->signal = event->signal;
    if (event->kind == JD_EVENT_REDRAW)
        jd_term_invalidate(session->term);
    switch (jd_app_take_request(session->app)) {
    case JD_REQUEST_REDRAW:
        jd_term_invalidate(session->term);
        break;
    case JD_REQUEST_SUSPEND:
        jd_term_suspend(session->term);
        break;
    case JD_REQUEST_NONE:
        break;
    }
}

static void run(struct session *session)
{
    bool stale = true;
    while (!jd_app_is_done(session->app)) {
        if (stale) {
            jd_app_draw(session->app, &session->canvas);
            jd_term_present(session->term, &session->canvas);
            stale = false;
        }
        struct jd_event event =
            jd_term_wait(session->term, jd_app_has_work(session->app) ? 0 : -1);
        if (event.kind == JD_EVENT_IDLE) {
            stale = jd_app_idle(session->app);
            continue;
        }
        handle(session, &event, &stale);
        /* What is typed ahead is done before anything is drawn, but not for ever. */
        for (int i = 0;
             i < 64 && !jd_app_is_done(session->app) && jd_term_has_input(session->term);
             i++) {
            event = jd_term_wait(session->term, 0);
            if (event.kind == JD_EVENT_IDLE)
                break;
            handle(session, &event, &stale);
        }
    }
}

static bool open_parts(struct session *session, const char *path, struct jd_error *err)
{
    const struct jd_options *options = session->options;
    session->settings = jd_settings_new();
    if (!jd_settings_load(session->settings, options->config, complain_settings, session,
                          err))
        return false;
    session->keymap = jd_keymap_new(session->settings, complain_settings, session);
    if (!jd_article_open(path, options->encoding, &session->article, err))
        return false;
    int year = jd_document_head(jd_article_document(session->article))->year;
    if (!jd_load_glossary(options, path, year, &session->glossary, &session->remark, err))
        return false;
    if (options->debug_log) {
        session->log = fopen(options->debug_log, "a");
        if (!session->log)
            return jd_fail_errno(err, errno, "%s", options->debug_log);
        setvbuf(session->log, NULL, _IOLBF, 0);
    }
    return true;
}

static bool start(struct session *session, const char *path, struct jd_error *err)
{
    if (!open_parts(session, path, err))
        return false;
    struct jd_term_options options = {
        .theme = (enum jd_theme_id)jd_settings_get(session->settings, JD_SET_THEME),
        .colours = (enum jd_colours)jd_settings_get(session->settings, JD_SET_COLOUR),
        .mouse = jd_settings_get(session->settings, JD_SET_MOUSE),
        .keys_from_tty = !isatty(STDIN_FILENO),
    };
    struct jd_buf notice = JD_BUF_INIT;
    bool ok = jd_term_start(&options, &session->term, &notice, err);
    if (ok) {
        struct jd_app_parts parts = {
            .article = session->article,
            .glossary = session->glossary,
            .settings = session->settings,
            .keymap = session->keymap,
            .mono = options.theme == JD_THEME_MONO || !jd_term_has_colours(session->term),
        };
        jd_term_size(session->term, &parts.cols, &parts.rows);
        session->app = jd_app_new(&parts);
        jd_canvas_init(&session->canvas, parts.cols, parts.rows);
        if (session->remark.len)
            jd_app_say(session->app, session->remark.data, true);
        else if (notice.len)
            jd_app_say(session->app, notice.data, false);
        struct jd_buf title = JD_BUF_INIT;
        jd_article_title(session->article, &title);
        jd_term_title(session->term, jd_buf_str(&title));
        jd_buf_release(&title);
    }
    jd_buf_release(&notice);
    return ok;
}

static int read_article(const struct jd_options *options, const char *path)
{
    struct session session = { .options = options, .remark = JD_BUF_INIT };
    struct jd_error err = JD_ERROR_INIT;
    bool ok = start(&session, path, &err);
    if (ok)
        run(&session);
    int status = session.signal ? JD_EXIT_SIGNAL + session.signal : JD_EXIT_DONE;
    release(&session); /* gives the terminal back before anything is printed */
    if (!ok) {
        jd_load_complain(err.message);
        status = jd_load_exit_status(&err);
    }
    return status;
}

int jd_cmd_read(const struct jd_options *options, char **words, int count)
{
    if (count > 1) {
        jd_load_complain(
            "one article at a time; quote a file name that has blanks in it");
        return JD_EXIT_USAGE;
    }
    struct jd_buf sample = JD_BUF_INIT;
    const char *path = count ? words[0] : !isatty(STDIN_FILENO) ? "-" : NULL;
    if (!path && jd_load_sample_path(&sample))
        path = sample.data;
    int status;
    if (!path) {
        jd_load_complain("the sample article is not installed; give a file to read");
        status = JD_EXIT_INPUT;
    } else if (!isatty(STDOUT_FILENO)) {
        char *file = (char *)path;
        status = jd_cmd_annotate(options, &file, 1);
    } else {
        status = read_article(options, path);
    }
    jd_buf_release(&sample);
    return status;
}
