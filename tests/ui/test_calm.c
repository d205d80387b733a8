/* SPDX-License-Identifier: MIT */
/*
 * Calm highlighting stays calm: on no screen of the articles are more than about a fifth
 * of the Han characters marked, on the first one at most a fifth (ui/rows with
 * lang/annotate).
 */
#include <stdio.h>
#include <stdlib.h>

#include "jingdu/base/file.h"
#include "jingdu/dict/glossary_tsv.h"
#include "jingdu/text/han.h"
#include "jingdu/ui/app.h"
#include "tests/support/run.h"

struct reading {
    struct jd_article *article;
    struct jd_glossary *glossary;
    struct jd_settings *settings;
    struct jd_keymap *keymap;
    struct jd_app *app;
    struct jd_canvas canvas;
};

static void open_article(struct reading *reading, const char *path)
{
    struct jd_error err = JD_ERROR_INIT;
    struct jd_buf name = JD_BUF_INIT, tsv = JD_BUF_INIT;
    *reading = (struct reading){ .settings = jd_settings_new() };
    reading->keymap = jd_keymap_new(reading->settings, NULL, NULL);
    ck_assert_msg(jd_article_open(path, JD_ENC_AUTO, &reading->article, &err), "%s",
                  err.message);
    reading->glossary =
        jd_glossary_new(jd_document_head(jd_article_document(reading->article))->year);
    jd_glossary_add_shipped(reading->glossary);
    jd_buf_printf(&name, "%s.glossary.tsv", path);
    ck_assert(jd_file_read(name.data, JD_GLOSSARY_FILE_MAX, &tsv, &err));
    jd_glossary_add_tsv(reading->glossary, jd_buf_str(&tsv), JD_SOURCE_ARTICLE, NULL,
                        NULL);
    struct jd_app_parts parts = { .article = reading->article,
                                  .glossary = reading->glossary,
                                  .settings = reading->settings,
                                  .keymap = reading->keymap,
                                  .cols = 80,
                                  .rows = 24 };
    reading->app = jd_app_new(&parts);
    jd_canvas_init(&reading->canvas, 80, 24);
    jd_buf_release(&name);
    jd_buf_release(&tsv);
}

static void close_article(struct reading *reading)
{
    jd_app_free(reading->app);
    jd_canvas_release(&reading->canvas);
    jd_keymap_free(reading->keymap);
    jd_settings_free(reading->settings);
    jd_glossary_free(reading->glossary);
    jd_article_close(reading->article);
}

struct count {
    int han, marked;
};

/* Title bar, frame, panel and last row do not count. */
static struct count count_screen(struct reading *reading)
{
    enum { TITLE_ROWS = 1, BELOW_ROWS = 5 };
    struct count count = { 0, 0 };
    jd_app_draw(reading->app, &reading->canvas);
    for (int row = TITLE_ROWS; row < reading->canvas.rows - BELOW_ROWS; row++)
        for (int col = 0; col < reading->canvas.cols; col++) {
            const struct jd_cell *cell = jd_canvas_at(&reading->canvas, col, row);
            if (cell->width != 2 || !jd_han_is(cell->cps[0]))
                continue;
            count.han++;
            count.marked += cell->style.mark != JD_MARK_NONE;
        }
    return count;
}

START_TEST(a_fifth_of_the_characters_is_marked_at_most)
{
    char path[4096];
    const char *seed = getenv("JD_SEED_ARTICLE"), *srcdir = getenv("srcdir");
    snprintf(path, sizeof path, "%s/data/sample/article.txt", srcdir ? srcdir : ".");
    if (_i == 1 && (!seed || !*seed))
        return; /* a release has no seed article */
    struct reading reading;
    open_article(&reading, _i == 1 ? seed : path);
    struct count first = count_screen(&reading);
    ck_assert_int_gt(first.han, 200);
    ck_assert_int_gt(first.marked, 10);
    ck_assert_int_le(first.marked * 100, first.han * 20);
    for (int i = 0; i < 20; i++) {
        struct jd_event space = { .kind = JD_EVENT_KEY, .key = ' ' };
        jd_app_handle(reading.app, &space);
        struct count count = count_screen(&reading);
        ck_assert_int_le(count.marked * 100, count.han * 25);
    }
    printf("# %s: first screen %d of %d Han characters marked, %.1f %%\n",
           _i ? "seed" : "sample", first.marked, first.han,
           100.0 * first.marked / first.han);
    close_article(&reading);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("ui/calm");
    TCase *cases = tcase_create("calm");
    tcase_add_loop_test(cases, a_fifth_of_the_characters_is_marked_at_most, 0, 2);
    suite_add_tcase(suite, cases);
    return suite;
}

int main(void)
{
    return jd_run_tests("ui/calm", make_suite());
}
