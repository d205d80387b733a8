/* SPDX-License-Identifier: MIT */
#include "jingdu/ui/bookmarks.h"

#include <stdlib.h>

#include "jingdu/base/mem.h"
#include "jingdu/text/width.h"
#include "jingdu/ui/list.h"
#include "jingdu/ui/marking.h"

#include "jingdu/base/banned.h"

enum { WORDS_COLS = 44 };

struct bookmarks {
    struct jd_ui *ui;
    struct jd_list *list;
    bool all;
    struct jd_arena arena; /* of rows */
    struct jd_bookmark_row *rows;
    size_t count;
};

/* The words of a bookmark from its place on. */
static void add_words(const struct jd_bookmark *mark, struct jd_buf *into)
{
    struct jd_str quote = mark->place.quote;
    size_t at = mark->place.at < quote.len ? mark->place.at : 0;
    struct jd_str words = jd_str_sub(quote, at, quote.len);
    if (words.len)
        jd_width_cut(into, words, WORDS_COLS, 0);
    else
        jd_buf_add_c(into, "(no words)");
}

static void add_row(struct bookmarks *bookmarks, const struct jd_bookmark *mark,
                    size_t tag, const char *state)
{
    struct jd_buf text = JD_BUF_INIT, detail = JD_BUF_INIT;
    jd_buf_printf(&text, "%c  ", mark->letter ? mark->letter : '*');
    add_words(mark, &text);
    jd_list_align(bookmarks->list, WORDS_COLS + 3);
    jd_buf_add_c(&detail, state);
    if (mark->note.len) {
        jd_buf_add_c(&detail, detail.len ? "   " : "");
        jd_buf_add(&detail, mark->note);
    }
    struct jd_list_row row = { .text = jd_buf_str(&text),
                               .detail = jd_buf_str(&detail),
                               .tag = tag };
    jd_list_add(bookmarks->list, row);
    jd_buf_release(&text);
    jd_buf_release(&detail);
}

static void list_here(struct bookmarks *bookmarks)
{
    const struct jd_memory *memory = bookmarks->ui->memory;
    size_t len = jd_document_text(bookmarks->ui->doc).len;
    jd_list_set_title(bookmarks->list, "Bookmarks of this article");
    for (size_t i = 0; i < jd_memory_count(memory); i++) {
        const struct jd_marker *marker = jd_memory_at(memory, i);
        struct jd_buf state = JD_BUF_INIT;
        if (marker->state == JD_ANCHOR_LOST)
            jd_buf_add_c(&state, "lost: no longer in the text");
        else
            jd_buf_printf(&state, "%3d%%%s",
                          len ? (int)((double)marker->byte * 100 / (double)len) : 0,
                          marker->state == JD_ANCHOR_CHANGED ? "   changed" : "");
        add_row(bookmarks, &marker->record, i, state.data);
        jd_buf_release(&state);
    }
}

static void list_all(struct bookmarks *bookmarks)
{
    struct jd_error err = JD_ERROR_INIT;
    jd_list_set_title(bookmarks->list, "Bookmarks of all articles");
    jd_arena_release(&bookmarks->arena);
    bookmarks->count = 0;
    if (bookmarks->ui->store &&
        !jd_bookmark_all(bookmarks->ui->store, false, &bookmarks->arena, &bookmarks->rows,
                         &bookmarks->count, &err)) {
        bookmarks->count = 0;
        jd_ui_error(bookmarks->ui, "%s", err.message);
    }
    for (size_t i = 0; i < bookmarks->count; i++) {
        const struct jd_bookmark_row *row = &bookmarks->rows[i];
        if (i == 0 || !jd_id_eq(row->mark.article, row[-1].mark.article)) {
            struct jd_list_row title = {
                .text = row->article.title.len ? row->article.title
                                               : jd_str_of("(an article without a name)"),
                .heading = true,
            };
            jd_list_add(bookmarks->list, title);
        }
        add_row(bookmarks, &row->mark, i, "");
    }
}

/* Make the rows anew; the row that was chosen, or the one that took its place, stays. */
static void rebuild(struct bookmarks *bookmarks, size_t chosen)
{
    jd_list_clear(bookmarks->list);
    if (bookmarks->all)
        list_all(bookmarks);
    else
        list_here(bookmarks);
    jd_list_choose(bookmarks->list, chosen);
}

static void rebuild_after_note(void *self)
{
    rebuild(self, 0);
}

static const struct jd_bookmark *bookmark_of(const struct bookmarks *bookmarks,
                                             const struct jd_list_row *row)
{
    return bookmarks->all ? &bookmarks->rows[row->tag].mark
                          : &jd_memory_at(bookmarks->ui->memory, row->tag)->record;
}

static void open_elsewhere(struct bookmarks *bookmarks, const struct jd_bookmark_row *row)
{
    struct jd_ui *ui = bookmarks->ui;
    if (row->article.path.len)
        jd_ui_open(ui, row->article.path, &row->mark.place);
    else
        jd_ui_message(ui, "the file of this article is not known here");
}

static void open_row(void *owner, const struct jd_list_row *row)
{
    struct bookmarks *bookmarks = owner;
    struct jd_ui *ui = bookmarks->ui;
    const struct jd_bookmark *mark = bookmark_of(bookmarks, row);
    if (!jd_id_eq(mark->article, jd_memory_article(ui->memory))) {
        open_elsewhere(bookmarks, &bookmarks->rows[row->tag]);
        return;
    }
    size_t byte;
    enum jd_anchor_state state = jd_anchor_find(ui->doc, &mark->place, &byte);
    if (state == JD_ANCHOR_LOST) {
        jd_ui_message(ui, "lost: these words are no longer in the text");
        return;
    }
    jd_ui_pop_to_page(ui); /* frees bookmarks */
    jd_ui_jump(ui, byte);
    if (state == JD_ANCHOR_CHANGED)
        jd_ui_message(ui, "the sentence of this mark was changed");
}

static void delete_row(struct bookmarks *bookmarks, const struct jd_list_row *row)
{
    struct jd_ui *ui = bookmarks->ui;
    struct jd_error err = JD_ERROR_INIT;
    size_t tag = row->tag;
    if (jd_memory_delete(ui->memory, bookmark_of(bookmarks, row), &err))
        jd_ui_message(ui, "deleted   U undoes");
    else
        jd_ui_unsaved(ui, &err);
    rebuild(bookmarks, tag);
}

static bool act(void *owner, enum jd_action action, const struct jd_list_row *row)
{
    struct bookmarks *bookmarks = owner;
    switch (action) {
    case JD_ACTION_DELETE:
        if (row)
            delete_row(bookmarks, row);
        return true;
    case JD_ACTION_NOTE:
        if (row)
            jd_marking_ask_note_of(bookmarks->ui, bookmark_of(bookmarks, row),
                                   rebuild_after_note, bookmarks);
        return true;
    case JD_ACTION_BOOKMARKS:
        bookmarks->all = !bookmarks->all;
        rebuild(bookmarks, 0);
        return true;
    case JD_ACTION_UNDO:
        jd_ui_undo(bookmarks->ui);
        rebuild(bookmarks, row ? row->tag : 0);
        return true;
    default:
        return false;
    }
}

static void hints(void *owner, struct jd_buf *into)
{
    const struct bookmarks *bookmarks = owner;
    jd_buf_add_c(into, "d delete   a note   ");
    jd_buf_add_c(into, bookmarks->all ? "B of this article   " : "B of all articles   ");
}

static void release(void *owner)
{
    struct bookmarks *bookmarks = owner;
    jd_arena_release(&bookmarks->arena);
    free(bookmarks);
}

static const struct jd_list_ops ops = {
    .title = "Bookmarks",
    .nothing = "no bookmarks: m and a letter sets one, m Enter a quick one",
    .open = open_row,
    .act = act,
    .hints = hints,
    .free = release,
};

void jd_bookmarks_open(struct jd_ui *ui, size_t cursor)
{
    struct bookmarks *bookmarks = jd_alloc_zero(1, sizeof *bookmarks);
    bookmarks->ui = ui;
    bookmarks->list = jd_list_new(ui, &ops, bookmarks);
    jd_memory_refresh(ui->memory);
    size_t chosen = 0;
    for (size_t i = 0; i < jd_memory_count(ui->memory); i++)
        if (jd_memory_at(ui->memory, i)->byte <= cursor)
            chosen = i;
    rebuild(bookmarks, chosen);
    jd_ui_push(ui, jd_list_pane(bookmarks->list));
}
