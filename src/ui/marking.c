/* SPDX-License-Identifier: MIT */
#include "jingdu/ui/marking.h"

#include <stdlib.h>

#include "jingdu/base/mem.h"

#include "jingdu/base/banned.h"

void jd_marking_name(char letter, struct jd_buf *into)
{
    if (letter)
        jd_buf_printf(into, "'%c", letter);
    else
        jd_buf_add_c(into, "the quick mark");
}

static bool is_letter(jd_key key)
{
    return (key >= 'a' && key <= 'z') || (key >= 'A' && key <= 'Z');
}

static bool is_cancel(jd_key key)
{
    return key == JD_KEY_ESC || key == JD_CTRL('g') || key == JD_CTRL('c');
}

static size_t word_start(const struct jd_page *page)
{
    const struct jd_token *token = jd_page_token(page, NULL);
    return token && token->start <= page->cursor && page->cursor < token->end
               ? token->start
               : page->cursor;
}

/* The mark on the current word, or NULL. */
static const struct jd_marker *marker_here(const struct jd_ui *ui,
                                           const struct jd_page *page)
{
    const struct jd_token *token = jd_page_token(page, NULL);
    size_t start = word_start(page);
    return jd_memory_between(ui->memory, start, token ? token->end : start + 1);
}

void jd_marking_set(struct jd_ui *ui, const struct jd_page *page, jd_key key)
{
    if (is_cancel(key))
        return;
    if (key != JD_KEY_ENTER && !is_letter(key)) {
        jd_ui_message(ui,
                      "a mark is a letter: a-z in this article, A-Z everywhere; Enter "
                      "sets a quick one");
        return;
    }
    char letter = key == JD_KEY_ENTER ? 0 : (char)key;
    struct jd_error err = JD_ERROR_INIT;
    const struct jd_marker *before = letter ? jd_memory_letter(ui->memory, letter) : NULL;
    bool moved = before != NULL;
    if (!jd_memory_mark(ui->memory, letter, word_start(page), JD_STR_EMPTY, &err))
        jd_ui_unsaved(ui, &err);
    else if (!letter)
        jd_ui_message(ui, "marked   B shows all   U undoes");
    else
        jd_ui_message(ui, "%s   '%c comes back here%s   U undoes",
                      moved ? "mark moved" : "marked", letter,
                      letter <= 'Z' ? " from any article" : "");
}

static void go_global(struct jd_ui *ui, char letter)
{
    struct jd_arena arena = JD_ARENA_INIT;
    struct jd_bookmark mark;
    struct jd_article_record article;
    struct jd_error err = JD_ERROR_INIT;
    if (!ui->store || !jd_bookmark_global(ui->store, letter, &arena, &mark, &err) ||
        !jd_store_article_get(ui->store, mark.article, &arena, &article, &err))
        jd_ui_message(ui, "no mark '%c   m%c sets it", letter, letter);
    else if (!article.path.len)
        jd_ui_message(ui, "'%c is in \"%.*s\", whose file is not known here", letter,
                      JD_STR_ARG(jd_str_sub(article.title, 0, 200)));
    else
        jd_ui_open(ui, article.path, &mark.place);
    jd_arena_release(&arena);
}

void jd_marking_go(struct jd_ui *ui, jd_key key)
{
    if (is_cancel(key))
        return;
    if (!is_letter(key)) {
        jd_ui_message(ui,
                      "' and the letter of a mark; '' goes back to before the last jump");
        return;
    }
    const struct jd_marker *marker = jd_memory_letter(ui->memory, (char)key);
    if (!marker && key <= 'Z') {
        go_global(ui, (char)key);
    } else if (!marker) {
        jd_ui_message(ui, "no mark '%c in this article   m%c sets it", (int)key,
                      (int)key);
    } else if (marker->state == JD_ANCHOR_LOST) {
        jd_ui_message(ui, "lost: its sentence is no longer in the text (B shows it)");
    } else {
        bool changed = marker->state == JD_ANCHOR_CHANGED;
        jd_ui_jump(ui, marker->byte);
        if (changed)
            jd_ui_message(ui, "the sentence of this mark was changed");
    }
}

/* ---- notes ------------------------------------------------------------------------- */

struct asking {
    struct jd_ui *ui;
    struct jd_bookmark mark;
    struct jd_buf bytes;
    bool is_new;
    size_t byte; /* is_new: where */
    void (*after)(void *self);
    void *self;
};

static struct jd_str keep(struct jd_buf *bytes, struct jd_str text)
{
    jd_buf_add(bytes, text);
    return jd_str_make(bytes->data + bytes->len - text.len, text.len);
}

static void note_done(void *self, struct jd_str text, bool accepted)
{
    struct asking *asking = self;
    struct jd_ui *ui = asking->ui;
    struct jd_error err = JD_ERROR_INIT;
    bool changes = accepted && (text.len || !asking->is_new);
    bool ok = true;
    if (changes)
        ok = asking->is_new ? jd_memory_mark(ui->memory, 0, asking->byte, text, &err)
                            : jd_memory_note(ui->memory, &asking->mark, text, &err);
    if (!ok)
        jd_ui_unsaved(ui, &err);
    else if (changes)
        jd_ui_message(ui, text.len ? "noted   B shows it   U undoes"
                                   : "note taken away   U undoes");
    if (asking->after)
        asking->after(asking->self);
    jd_buf_release(&asking->bytes);
    free(asking);
}

static void ask(struct asking *asking)
{
    struct jd_question question = {
        .label = "note: ", .done = note_done, .self = asking
    };
    jd_ui_ask(asking->ui, &question, asking->is_new ? JD_STR_EMPTY : asking->mark.note);
}

void jd_marking_ask_note_of(struct jd_ui *ui, const struct jd_bookmark *mark,
                            void (*after)(void *self), void *self)
{
    struct asking *asking = jd_alloc_zero(1, sizeof *asking);
    *asking = (struct asking){
        .ui = ui, .mark = *mark, .bytes = JD_BUF_INIT, .after = after, .self = self
    };
    jd_buf_reserve(&asking->bytes, mark->place.quote.len + mark->place.before.len +
                                       mark->place.after.len + mark->note.len);
    asking->mark.place.quote = keep(&asking->bytes, mark->place.quote);
    asking->mark.place.before = keep(&asking->bytes, mark->place.before);
    asking->mark.place.after = keep(&asking->bytes, mark->place.after);
    asking->mark.note = keep(&asking->bytes, mark->note);
    ask(asking);
}

void jd_marking_ask_note(struct jd_ui *ui, const struct jd_page *page)
{
    const struct jd_marker *marker = marker_here(ui, page);
    if (marker) {
        jd_marking_ask_note_of(ui, &marker->record, NULL, NULL);
        return;
    }
    struct asking *asking = jd_alloc_zero(1, sizeof *asking);
    *asking = (struct asking){
        .ui = ui, .bytes = JD_BUF_INIT, .is_new = true, .byte = word_start(page)
    };
    ask(asking);
}
