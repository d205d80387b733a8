/* SPDX-License-Identifier: MIT */
#include "jingdu/ui/searcher.h"

#include "jingdu/base/clock.h"
#include "jingdu/ui/concordance.h"

#include "jingdu/base/banned.h"

enum {
    LOOK_SLICE = 8 << 20,  /* bytes looked through before keys are looked at again */
    COUNT_SLICE = 4 << 20, /* bytes counted in one idle slice */
    REDRAW_US = 100000,    /* a count that grows is shown this often */
};

void jd_searcher_init(struct jd_searcher *searcher, struct jd_ui *ui,
                      struct jd_page *page)
{
    *searcher = (struct jd_searcher){ .ui = ui, .page = page, .direction = 1 };
    jd_search_init(&searcher->search, ui->doc);
}

void jd_searcher_release(struct jd_searcher *searcher)
{
    jd_search_release(&searcher->search);
}

static void begin_at_cursor(struct jd_searcher *searcher)
{
    searcher->anchor = searcher->page->anchor;
    searcher->cursor = searcher->page->cursor;
}

/* What looking has come to: go there, look again, or say that there is none. */
static void settle(struct jd_searcher *searcher)
{
    struct jd_search *search = &searcher->search;
    while (search->state == JD_SEARCH_FOUND || search->state == JD_SEARCH_WRAPPED) {
        size_t start = search->match.start;
        if (--searcher->left <= 0) {
            if (!searcher->is_typing)
                jd_ui_remember(searcher->ui, searcher->cursor);
            jd_page_visit(searcher->page, start);
            return;
        }
        size_t from =
            search->direction > 0 ? jd_page_character_end(searcher->page, start) : start;
        jd_search_look(search, from, search->direction, LOOK_SLICE);
    }
    if (search->state != JD_SEARCH_ABSENT)
        return;
    searcher->is_absent = true;
    if (searcher->is_typing)
        jd_page_return(searcher->page, searcher->anchor, searcher->cursor);
    else
        jd_ui_message(searcher->ui, "not in this article: %s", search->pattern.data);
}

static void look(struct jd_searcher *searcher, size_t from, int direction, int count)
{
    searcher->left = count ? count : 1;
    searcher->is_shown = true;
    searcher->is_absent = false;
    jd_search_look(&searcher->search, from, direction, LOOK_SLICE);
    settle(searcher);
}

/* ---- the prompt -------------------------------------------------------------------- */

static void typed(void *self, struct jd_str text)
{
    struct jd_searcher *searcher = self;
    jd_page_return(searcher->page, searcher->anchor, searcher->cursor);
    searcher->is_shown = jd_search_set(&searcher->search, text);
    searcher->is_absent = false;
    if (!searcher->is_shown)
        return;
    size_t from = searcher->direction > 0
                      ? jd_page_character_end(searcher->page, searcher->cursor)
                      : searcher->cursor;
    look(searcher, from, searcher->direction, 1);
}

static void step(struct jd_searcher *searcher, int direction, int count);

static void accepted(struct jd_searcher *searcher, struct jd_str text)
{
    if (!text.len) { /* as in less: the last pattern once more */
        step(searcher, 1, 0);
        return;
    }
    if (searcher->is_absent) {
        jd_ui_message(searcher->ui, "not in this article: %.*s", JD_STR_ARG(text));
        return;
    }
    bool here = searcher->search.state == JD_SEARCH_FOUND ||
                searcher->search.state == JD_SEARCH_WRAPPED;
    if (here) /* else settle() remembers when it goes there */
        jd_ui_remember(searcher->ui, searcher->cursor);
}

static void done(void *self, struct jd_str text, bool is_accepted)
{
    struct jd_searcher *searcher = self;
    searcher->is_typing = false;
    if (is_accepted) {
        accepted(searcher, text);
        return;
    }
    jd_search_cancel(&searcher->search);
    searcher->is_shown = false;
    jd_page_return(searcher->page, searcher->anchor, searcher->cursor);
}

static void ask(struct jd_searcher *searcher, int direction)
{
    struct jd_question question = {
        .label = direction > 0 ? "/" : "?",
        .changed = typed,
        .done = done,
        .self = searcher,
        .remembered = true,
    };
    searcher->direction = direction;
    searcher->is_typing = true;
    searcher->is_absent = false;
    begin_at_cursor(searcher);
    jd_ui_ask(searcher->ui, &question, JD_STR_EMPTY);
}

/* ---- steps ------------------------------------------------------------------------- */

static void step(struct jd_searcher *searcher, int direction, int count)
{
    if (!searcher->search.find) {
        jd_ui_message(searcher->ui, "nothing to search for yet");
        return;
    }
    int way = searcher->direction * direction;
    begin_at_cursor(searcher);
    look(searcher,
         way > 0 ? jd_page_character_end(searcher->page, searcher->cursor)
                 : searcher->cursor,
         way, count);
}

static void look_for_word(struct jd_searcher *searcher, int direction)
{
    const struct jd_token *token = jd_page_token(searcher->page, NULL);
    struct jd_buf word = JD_BUF_INIT;
    if (token)
        jd_document_add_words(searcher->ui->doc, token->start, token->end, &word);
    if (token && jd_search_set(&searcher->search, jd_buf_str(&word))) {
        begin_at_cursor(searcher);
        searcher->direction = direction;
        look(searcher, direction > 0 ? token->end : token->start, direction, 1);
    } else {
        jd_ui_message(searcher->ui, "no word here");
    }
    jd_buf_release(&word);
}

static bool match_here(const struct jd_searcher *searcher, size_t *start, size_t *end)
{
    const struct jd_search *search = &searcher->search;
    size_t cursor = searcher->page->cursor;
    *start = search->match.start;
    *end = search->match.end;
    return searcher->is_shown &&
           (search->state == JD_SEARCH_FOUND || search->state == JD_SEARCH_WRAPPED) &&
           cursor >= *start && cursor < *end;
}

static void open_concordance(struct jd_searcher *searcher)
{
    struct jd_ui *ui = searcher->ui;
    const struct jd_token *token = jd_page_token(searcher->page, NULL);
    size_t start, end;
    struct jd_buf word = JD_BUF_INIT;
    if (match_here(searcher, &start, &end)) /* what is being looked at */
        jd_document_add_words(ui->doc, start, end, &word);
    else if (token)
        jd_document_add_words(ui->doc, token->start, token->end, &word);
    if (word.len)
        jd_concordance_open(ui, jd_buf_str(&word), searcher->page->cursor);
    else
        jd_ui_message(ui, "no word here");
    jd_buf_release(&word);
}

bool jd_searcher_act(struct jd_searcher *searcher, enum jd_action action, int count)
{
    switch (action) {
    case JD_ACTION_SEARCH:
        ask(searcher, 1);
        return true;
    case JD_ACTION_SEARCH_BACKWARD:
        ask(searcher, -1);
        return true;
    case JD_ACTION_SEARCH_NEXT:
        step(searcher, 1, count);
        return true;
    case JD_ACTION_SEARCH_PREVIOUS:
        step(searcher, -1, count);
        return true;
    case JD_ACTION_WORD_NEXT:
        look_for_word(searcher, 1);
        return true;
    case JD_ACTION_WORD_PREVIOUS:
        look_for_word(searcher, -1);
        return true;
    case JD_ACTION_CONCORDANCE:
        open_concordance(searcher);
        return true;
    default:
        return false;
    }
}

/* ---- idle slices ------------------------------------------------------------------- */

bool jd_searcher_idle(struct jd_searcher *searcher)
{
    struct jd_search *search = &searcher->search;
    if (search->state == JD_SEARCH_LOOKING) {
        jd_search_go_on(search, LOOK_SLICE);
        settle(searcher);
        if (search->state != JD_SEARCH_LOOKING)
            jd_ui_redraw(searcher->ui);
        return true;
    }
    if (!searcher->is_shown || !search->find || search->state == JD_SEARCH_NONE)
        return false;
    bool more = jd_search_count(search, COUNT_SLICE);
    int64_t now = jd_clock_us();
    if (!more || now - searcher->drawn_us > REDRAW_US) {
        bool is_new = more || searcher->drawn_us != INT64_MAX;
        searcher->drawn_us = now;
        if (is_new)
            jd_ui_redraw(searcher->ui);
    }
    return more;
}

bool jd_searcher_cancel(struct jd_searcher *searcher)
{
    struct jd_search *search = &searcher->search;
    if (search->state == JD_SEARCH_LOOKING) {
        jd_search_cancel(search);
        jd_ui_message(searcher->ui, "search stopped");
        return true;
    }
    bool was_shown = searcher->is_shown;
    searcher->is_shown = false;
    return was_shown;
}

void jd_searcher_status(const struct jd_searcher *searcher, struct jd_buf *into)
{
    const struct jd_search *search = &searcher->search;
    if (!searcher->is_shown || !search->find)
        return;
    jd_buf_printf(into, "%s%s   ", searcher->direction > 0 ? "/" : "?",
                  search->pattern.data);
    switch (search->state) {
    case JD_SEARCH_LOOKING:
        jd_buf_add_c(into, "searching ...   ^C stops   ");
        break;
    case JD_SEARCH_FOUND:
    case JD_SEARCH_WRAPPED:
        jd_search_add_place(search, search->match.start, into);
        if (search->state == JD_SEARCH_WRAPPED)
            jd_buf_add_c(into, search->direction > 0 ? "   went on from the start"
                                                     : "   went on from the end");
        jd_buf_add_c(into, "   ");
        break;
    case JD_SEARCH_ABSENT:
        jd_buf_add_c(into, "not in this article   ");
        break;
    case JD_SEARCH_NONE:
        break;
    }
}
