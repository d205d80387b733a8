/* SPDX-License-Identifier: MIT */
#include "tests/support/stage.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "jingdu/base/file.h"
#include "jingdu/dict/glossary_tsv.h"

void jd_stage_path(const char *name, struct jd_buf *into)
{
    const char *srcdir = getenv("srcdir");
    jd_buf_printf(into, "%s/%s", srcdir && *srcdir ? srcdir : ".", name);
}

static void read_data(const char *name, struct jd_buf *into)
{
    struct jd_buf path = JD_BUF_INIT;
    struct jd_error err = JD_ERROR_INIT;
    jd_stage_path(name, &path);
    ck_assert_msg(jd_file_read(path.data, 1 << 24, into, &err), "%s", err.message);
    jd_buf_release(&path);
}

static void add_glossaries(struct jd_stage *stage, bool sample)
{
    struct jd_buf tsv = JD_BUF_INIT;
    stage->glossary =
        jd_glossary_new(jd_document_head(jd_article_document(stage->article))->year);
    /* The files themselves, so that the screens do not change with the shipped glossary.
     */
    read_data("tests/data/stage.glossary.tsv", &tsv);
    jd_glossary_add_tsv(stage->glossary, jd_buf_str(&tsv), JD_SOURCE_SHIPPED, NULL, NULL);
    jd_buf_clear(&tsv);
    if (sample) {
        read_data("data/sample/article.txt.glossary.tsv", &tsv);
        jd_glossary_add_tsv(stage->glossary, jd_buf_str(&tsv), JD_SOURCE_ARTICLE, NULL,
                            NULL);
    }
    jd_buf_release(&tsv);
}

void jd_stage_open(struct jd_stage *stage, const struct jd_stage_options *options)
{
    *stage = (struct jd_stage){ .settings = jd_settings_new() };
    if (options->settings)
        jd_settings_read(stage->settings, jd_str_of(options->settings), NULL, NULL);
    stage->keymap = jd_keymap_new(stage->settings, NULL, NULL);
    struct jd_buf text = JD_BUF_INIT;
    if (options->text)
        jd_buf_add_c(&text, options->text);
    else
        read_data("data/sample/article.txt", &text);
    struct jd_error err = JD_ERROR_INIT;
    ck_assert_msg(jd_article_from_bytes(jd_buf_str(&text), "article.txt", JD_ENC_AUTO,
                                        &stage->article, &err),
                  "%s", err.message);
    jd_buf_release(&text);
    if (!options->no_glossary)
        add_glossaries(stage, !options->text);
    struct jd_app_parts parts = {
        .article = stage->article,
        .glossary = stage->glossary,
        .settings = stage->settings,
        .keymap = stage->keymap,
        .mono = options->mono,
        .cols = options->cols,
        .rows = options->rows,
    };
    stage->app = jd_app_new(&parts);
    jd_canvas_init(&stage->canvas, options->cols, options->rows);
    jd_app_draw(stage->app, &stage->canvas);
}

void jd_stage_close(struct jd_stage *stage)
{
    jd_app_free(stage->app);
    jd_canvas_release(&stage->canvas);
    jd_keymap_free(stage->keymap);
    jd_settings_free(stage->settings);
    jd_glossary_free(stage->glossary);
    jd_article_close(stage->article);
}

static bool parse_size(struct jd_str word, struct jd_event *event)
{
    char text[16];
    if (word.len == 0 || word.len >= sizeof text || word.ptr[0] < '0' ||
        word.ptr[0] > '9')
        return false;
    memcpy(text, word.ptr, word.len);
    text[word.len] = '\0';
    char *end;
    long cols = strtol(text, &end, 10);
    if (*end != 'x')
        return false;
    long rows = strtol(end + 1, &end, 10);
    *event = (struct jd_event){ .kind = JD_EVENT_RESIZE,
                                .cols = (int)cols,
                                .rows = (int)rows };
    return *end == '\0';
}

void jd_stage_play(struct jd_stage *stage, const char *keys)
{
    struct jd_str rest = jd_str_of(keys), word;
    while (jd_str_split(&rest, ' ', &word)) {
        if (!word.len)
            continue;
        struct jd_event event = { .kind = JD_EVENT_KEY };
        if (!parse_size(word, &event))
            ck_assert_msg(jd_key_parse(word, &event.key), "no key: %.*s",
                          JD_STR_ARG(word));
        jd_app_handle(stage->app, &event);
        /* As on a terminal: what the next key acts on has been drawn. */
        jd_app_draw(stage->app, &stage->canvas);
    }
}

void jd_stage_show(struct jd_stage *stage, bool plain, struct jd_buf *into)
{
    for (int i = 0; i < 10000 && jd_app_has_work(stage->app); i++)
        jd_app_idle(stage->app);
    jd_app_draw(stage->app, &stage->canvas);
    jd_canvas_dump(&stage->canvas, plain, into);
}
