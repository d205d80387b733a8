/* SPDX-License-Identifier: MIT */
#include "jingdu/ui/prompt.h"

#include <string.h>

#include "jingdu/text/utf8.h"
#include "jingdu/text/width.h"

#include "jingdu/base/banned.h"

void jd_prompt_start(struct jd_prompt *prompt, const char *label, struct jd_str initial)
{
    *prompt =
        (struct jd_prompt){ .label = label, .text = JD_BUF_INIT, .draft = JD_BUF_INIT };
    jd_prompt_insert(prompt, initial);
}

void jd_prompt_release(struct jd_prompt *prompt)
{
    jd_buf_release(&prompt->text);
    jd_buf_release(&prompt->draft);
    prompt->at = 0;
}

static void erase(struct jd_prompt *prompt, size_t from, size_t to)
{
    struct jd_buf *text = &prompt->text;
    if (from >= to)
        return;
    memmove(text->data + from, text->data + to, text->len - to);
    jd_buf_cut(text, text->len - (to - from));
    prompt->at = from;
}

static void insert_cp(struct jd_prompt *prompt, uint32_t cp)
{
    struct jd_buf one = JD_BUF_INIT;
    jd_utf8_add(&one, cp);
    struct jd_buf *text = &prompt->text;
    if (text->len + one.len <= JD_PROMPT_MAX) {
        jd_buf_reserve(text, one.len);
        memmove(text->data + prompt->at + one.len, text->data + prompt->at,
                text->len - prompt->at);
        memcpy(text->data + prompt->at, one.data, one.len);
        text->len += one.len;
        text->data[text->len] = '\0';
        prompt->at += one.len;
    }
    jd_buf_release(&one);
}

void jd_prompt_insert(struct jd_prompt *prompt, struct jd_str text)
{
    for (size_t at = 0; at < text.len;) {
        struct jd_cp next = jd_utf8_next(text, at);
        at += next.len;
        uint32_t cp = next.cp == '\n' || next.cp == '\t' ? ' ' : next.cp;
        if (cp >= ' ' && cp != 127 && !next.bad)
            insert_cp(prompt, cp);
    }
}

static size_t before(const struct jd_prompt *prompt)
{
    struct jd_str text = jd_buf_str(&prompt->text);
    return prompt->at ? jd_utf8_cluster_start(text, prompt->at - 1) : 0;
}

static size_t after(const struct jd_prompt *prompt)
{
    struct jd_str text = jd_buf_str(&prompt->text);
    return prompt->at < text.len ? jd_utf8_cluster_end(text, prompt->at) : text.len;
}

static size_t word_start(const struct jd_prompt *prompt)
{
    size_t at = prompt->at;
    while (at > 0 && prompt->text.data[at - 1] == ' ')
        at--;
    while (at > 0 && prompt->text.data[at - 1] != ' ')
        at--;
    return at;
}

static void show_line(struct jd_prompt *prompt, struct jd_str line)
{
    erase(prompt, 0, prompt->text.len);
    jd_prompt_insert(prompt, line);
}

/* To the next older (1) or newer (-1) line that begins with the draft. */
static void walk(struct jd_prompt *prompt, int direction)
{
    const struct jd_history *history = prompt->history;
    if (!history)
        return;
    if (!prompt->back) {
        jd_buf_clear(&prompt->draft);
        jd_buf_add(&prompt->draft, jd_buf_str(&prompt->text));
    }
    struct jd_str draft = jd_buf_str(&prompt->draft);
    size_t back = prompt->back;
    while (direction > 0 ? back < history->count : back > 0) {
        back += direction > 0 ? 1 : (size_t)-1;
        struct jd_str line =
            back ? jd_str_of(history->lines[history->count - back]) : draft;
        if (!jd_str_starts(line, draft))
            continue;
        prompt->back = back;
        show_line(prompt, line);
        return;
    }
}

static bool edit(struct jd_prompt *prompt, jd_key key)
{
    switch (key) {
    case JD_KEY_UP:
    case JD_CTRL('p'):
        walk(prompt, 1);
        return true;
    case JD_KEY_DOWN:
    case JD_CTRL('n'):
        walk(prompt, -1);
        return true;
    case JD_KEY_LEFT:
    case JD_CTRL('b'):
        prompt->at = before(prompt);
        return true;
    case JD_KEY_RIGHT:
    case JD_CTRL('f'):
        prompt->at = after(prompt);
        return true;
    case JD_KEY_HOME:
    case JD_CTRL('a'):
        prompt->at = 0;
        return true;
    case JD_KEY_END:
    case JD_CTRL('e'):
        prompt->at = prompt->text.len;
        return true;
    case JD_KEY_BACKSPACE:
        erase(prompt, before(prompt), prompt->at);
        return true;
    case JD_KEY_DELETE:
    case JD_CTRL('d'):
        erase(prompt, prompt->at, after(prompt));
        return true;
    case JD_CTRL('w'):
        erase(prompt, word_start(prompt), prompt->at);
        return true;
    case JD_CTRL('u'):
        erase(prompt, 0, prompt->at);
        return true;
    case JD_CTRL('k'):
        erase(prompt, prompt->at, prompt->text.len);
        return true;
    default:
        return false;
    }
}

enum jd_prompt_result jd_prompt_key(struct jd_prompt *prompt, jd_key key)
{
    if (key == JD_KEY_ENTER)
        return JD_PROMPT_ACCEPTED;
    if (key == JD_KEY_ESC || key == JD_CTRL('g') || key == JD_CTRL('c') ||
        (key == JD_KEY_BACKSPACE && prompt->text.len == 0))
        return JD_PROMPT_CANCELLED;
    size_t len = prompt->text.len;
    if (!edit(prompt, key) && key >= ' ' && key < JD_KEY_FIRST)
        insert_cp(prompt, key);
    bool walked = key == JD_KEY_UP || key == JD_KEY_DOWN || key == JD_CTRL('p') ||
                  key == JD_CTRL('n');
    if (!walked && prompt->text.len != len)
        prompt->back = 0; /* a line that was edited is a new draft */
    return JD_PROMPT_OPEN;
}

void jd_prompt_draw(const struct jd_prompt *prompt, struct jd_canvas *canvas, int row)
{
    struct jd_rect line = { 0, row, canvas->cols, 1 };
    struct jd_style style = { .role = JD_ROLE_PROMPT };
    jd_canvas_fill(canvas, line, style);
    int col = jd_canvas_put(canvas, line, 0, row, jd_str_of(prompt->label), style);
    struct jd_str text = jd_buf_str(&prompt->text);
    struct jd_rect room = { col, row, canvas->cols - col, 1 };
    int at = jd_width_cols(jd_str_sub(text, 0, prompt->at));
    int scroll = at - (room.cols - 1) > 0 ? at - (room.cols - 1) : 0;
    jd_canvas_put(canvas, room, col - scroll, row, text, style);
    canvas->cursor_col =
        col + at - scroll < canvas->cols ? col + at - scroll : canvas->cols - 1;
    canvas->cursor_row = row;
}
