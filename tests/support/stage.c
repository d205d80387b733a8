/* SPDX-License-Identifier: MIT */
#include "tests/support/stage.h"

#include <check.h>
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "jingdu/base/file.h"
#include "jingdu/base/hash.h"
#include "jingdu/dict/glossary_tsv.h"
#include "jingdu/store/bookmark.h"

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

/* ---- the store --------------------------------------------------------------------- */

void jd_stage_make_folder(struct jd_buf *into)
{
    jd_buf_add_c(into, "./stage-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(into->data));
}

void jd_stage_remove_folder(const char *folder)
{
    DIR *dir = opendir(folder);
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        struct jd_buf path = JD_BUF_INIT;
        jd_buf_printf(&path, "%s/%s", folder, entry->d_name);
        unlink(path.data);
        jd_buf_release(&path);
    }
    if (dir)
        closedir(dir);
    rmdir(folder);
}

static void open_store(struct jd_stage *stage, const char *folder)
{
    struct jd_buf path = JD_BUF_INIT, notice = JD_BUF_INIT;
    if (folder)
        jd_buf_add_c(&stage->folder, folder);
    else
        jd_stage_make_folder(&stage->folder);
    stage->keeps_folder = folder != NULL;
    jd_buf_printf(&path, "%s/jingdu.db", stage->folder.data);
    jd_store_open(path.data, &stage->store, &notice);
    ck_assert_str_eq(notice.data, "");
    jd_buf_release(&path);
    jd_buf_release(&notice);
}

void jd_stage_fill(struct jd_store *store)
{
    static const struct {
        const char *title, *date, *path, *quote, *note;
        int at, letter, read;
        int64_t opened_at;
    } marks[] = {
        { "国际油价连续第三周上涨，市场关注供应前景", "2026-03-02", "/news/oil.txt",
          "国际能源署在最新报告中上调了全年需求预期。", "compare with last month", 0, 'E',
          64, 1772534400000 },
        { "国际油价连续第三周上涨，市场关注供应前景", "2026-03-02", "/news/oil.txt",
          "分析人士认为，供应前景仍不明朗。", "", 21, 'b', 64, 1772534400000 },
        { "故宫博物院推出夜间特展", "2026-02-14", "/news/palace.md",
          "特展将持续至五月底。", "", 0, 0, 100, 1771459200000 },
        { "", "", "", "没有文件的一句话。", "from the other machine", 0, 0, 0, 0 },
    };
    struct jd_bookmark_row rows[sizeof marks / sizeof *marks];
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct jd_hash hash;
        jd_hash_start(&hash);
        jd_hash_add(&hash, jd_str_of(marks[i].path));
        struct jd_id article = jd_hash_end(&hash);
        rows[i] = (struct jd_bookmark_row){
            .mark = { .id = jd_bookmark_id(article, (char)marks[i].letter),
                      .article = article,
                      .letter = (char)marks[i].letter,
                      .place = { .byte = 300,
                                 .text_len = 3000,
                                 .quote = jd_str_of(marks[i].quote),
                                 .at = (uint32_t)marks[i].at,
                                 .before = JD_STR_EMPTY,
                                 .after = JD_STR_EMPTY },
                      .note = jd_str_of(marks[i].note),
                      .created_at = 1772534400000 + (int64_t)i,
                      .stamp = { .changed_at = 1772534400000 - (int64_t)i,
                                 .device = { .bytes = { 1 } } } },
            .article = { .id = article,
                         .title = jd_str_of(marks[i].title),
                         .date = jd_str_of(marks[i].date),
                         .path = jd_str_of(marks[i].path),
                         .opened_at = marks[i].opened_at,
                         .read = marks[i].read,
                         .stamp = { .changed_at = 1772534400000,
                                    .device = { .bytes = { 1 } } } },
        };
    }
    struct jd_merge merge;
    struct jd_error err = JD_ERROR_INIT;
    ck_assert_msg(
        jd_bookmark_merge(store, rows, sizeof rows / sizeof *rows, &merge, &err), "%s",
        err.message);
}

/* ---- the stage --------------------------------------------------------------------- */

void jd_stage_open(struct jd_stage *stage, const struct jd_stage_options *options)
{
    *stage = (struct jd_stage){ .settings = jd_settings_new(),
                                .folder = JD_BUF_INIT,
                                .history = JD_HISTORY_INIT,
                                .wish_text = JD_BUF_INIT };
    if (!options->no_store)
        open_store(stage, options->folder);
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
        .store = stage->store,
        .history = &stage->history,
        .next = options->next,
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
    if (stage->store)
        jd_store_close(stage->store);
    if (stage->folder.len && !stage->keeps_folder)
        jd_stage_remove_folder(stage->folder.data);
    jd_buf_release(&stage->folder);
    jd_buf_release(&stage->wish_text);
    jd_history_release(&stage->history);
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

/* What the program would do at once is kept for the test to look at. */
static void take_wish(struct jd_stage *stage)
{
    struct jd_wish wish = jd_app_take_request(stage->app);
    if (wish.kind == JD_REQUEST_NONE)
        return;
    jd_buf_clear(&stage->wish_text);
    jd_buf_add(&stage->wish_text, wish.text);
    stage->wish = wish;
    stage->wish.text = jd_buf_str(&stage->wish_text);
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
        take_wish(stage);
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
