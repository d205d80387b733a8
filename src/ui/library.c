/* SPDX-License-Identifier: MIT */
#include "jingdu/ui/library.h"

#include <stdlib.h>
#include <time.h>

#include "jingdu/base/mem.h"
#include "jingdu/text/width.h"
#include "jingdu/ui/list.h"

#include "jingdu/base/banned.h"

enum { TITLE_COLS = 36 };

struct library {
    struct jd_ui *ui;
    struct jd_list *list;
    struct jd_arena arena;
    struct jd_article_record *records;
    size_t count;
};

/* The day in the reader's own time zone: 2026-11-23. */
static void add_day(int64_t ms, struct jd_buf *into)
{
    time_t seconds = (time_t)(ms / 1000);
    struct tm day;
    char text[32];
    if (localtime_r(&seconds, &day) && strftime(text, sizeof text, "%Y-%m-%d", &day))
        jd_buf_add_c(into, text);
}

static void add_record(struct library *library, size_t index)
{
    const struct jd_article_record *record = &library->records[index];
    struct jd_buf text = JD_BUF_INIT, detail = JD_BUF_INIT;
    jd_width_cut(&text, record->title.len ? record->title : record->path, TITLE_COLS, 0);
    jd_list_align(library->list, TITLE_COLS);
    jd_buf_printf(&detail, "%3d%%  %-10.*s  ", record->read, JD_STR_ARG(record->date));
    add_day(record->opened_at, &detail);
    if (jd_id_eq(record->id, jd_memory_article(library->ui->memory)))
        jd_buf_add_c(&detail, "  open now");
    else if (!record->path.len)
        jd_buf_add_c(&detail, "  no file");
    struct jd_list_row row = { .text = jd_buf_str(&text),
                               .detail = jd_buf_str(&detail),
                               .tag = index };
    jd_list_add(library->list, row);
    jd_buf_release(&text);
    jd_buf_release(&detail);
}

static void rebuild(struct library *library)
{
    struct jd_error err = JD_ERROR_INIT;
    jd_list_clear(library->list);
    jd_arena_release(&library->arena);
    library->count = 0;
    if (!library->ui->store)
        return;
    if (!jd_store_article_list(library->ui->store, &library->arena, &library->records,
                               &library->count, &err)) {
        library->count = 0;
        jd_ui_error(library->ui, "%s", err.message);
    }
    struct jd_list_row heading = { .text = jd_str_of("Title"),
                                   .detail = jd_str_of("read  dated       opened"),
                                   .heading = true };
    if (library->count)
        jd_list_add(library->list, heading);
    for (size_t i = 0; i < library->count; i++)
        if (library->records[i].opened_at > 0) /* else known from elsewhere only */
            add_record(library, i);
}

static void open_row(void *owner, const struct jd_list_row *row)
{
    struct library *library = owner;
    struct jd_ui *ui = library->ui;
    const struct jd_article_record *record = &library->records[row->tag];
    if (jd_id_eq(record->id, jd_memory_article(ui->memory)))
        jd_ui_pop_to_page(ui); /* frees library */
    else if (record->path.len)
        jd_ui_open(ui, record->path, NULL);
    else
        jd_ui_message(ui, "the file of this article is not known here");
}

static bool act(void *owner, enum jd_action action, const struct jd_list_row *row)
{
    struct library *library = owner;
    if (action != JD_ACTION_DELETE)
        return false;
    if (!row)
        return true;
    struct jd_article_record *record = &library->records[row->tag];
    struct jd_error err = JD_ERROR_INIT;
    size_t tag = row->tag;
    if (jd_id_eq(record->id, jd_memory_article(library->ui->memory))) {
        jd_ui_message(library->ui, "this article is open");
        return true;
    }
    record->stamp.deleted = true;
    if (jd_store_article_save(library->ui->store, record, record->id, NULL, &err))
        jd_ui_message(library->ui,
                      "out of the library; file and bookmarks stay, opening it brings it "
                      "back");
    else
        jd_ui_unsaved(library->ui, &err);
    rebuild(library);
    jd_list_choose(library->list, tag);
    return true;
}

static void release(void *owner)
{
    struct library *library = owner;
    jd_arena_release(&library->arena);
    free(library);
}

static const struct jd_list_ops ops = {
    .title = "Library",
    .nothing = "no article was remembered yet",
    .open = open_row,
    .act = act,
    .free = release,
};

void jd_library_open(struct jd_ui *ui)
{
    struct library *library = jd_alloc_zero(1, sizeof *library);
    library->ui = ui;
    library->list = jd_list_new(ui, &ops, library);
    rebuild(library);
    jd_ui_push(ui, jd_list_pane(library->list));
}
