/* SPDX-License-Identifier: MIT */
#include "tests/doc/typeset.h"

#include "jingdu/text/han.h"
#include "jingdu/text/utf8.h"

#include "tests/support/mix.h"

struct style {
    int columns; /* 0: not wrapped */
    const char *indent;
    const char *line_end;
};

static size_t roll(uint64_t *state, size_t sides)
{
    return (size_t)(jd_mix_next(state) >> 20) % sides;
}

/* Bold characters in the middle of a line that has no markup yet. */
static void add_bold(struct jd_str line, uint64_t *state, struct jd_buf *into)
{
    size_t from = jd_utf8_floor(line, roll(state, line.len)), to = from;
    size_t wanted = 2 + roll(state, 5);
    for (size_t n = 0; n < wanted && to < line.len; n++) {
        struct jd_cp cp = jd_utf8_next(line, to);
        if (!jd_han_is(cp.cp))
            break;
        to += cp.len;
    }
    bool has_markup = jd_str_find(line, jd_str_of("*"), 0) != (size_t)-1 ||
                      jd_str_find(line, jd_str_of("["), 0) != (size_t)-1;
    if (to == from || has_markup)
        from = to = line.len;
    jd_buf_add(into, jd_str_sub(line, 0, from));
    jd_buf_add_c(into, to > from ? "**" : "");
    jd_buf_add(into, jd_str_sub(line, from, to));
    jd_buf_add_c(into, to > from ? "**" : "");
    jd_buf_add(into, jd_str_sub(line, to, line.len));
}

static bool is_plain(struct jd_str line)
{
    struct jd_cp first = jd_utf8_next(line, 0);
    return first.len == 3 && first.cp != 0xFF08;
}

static void add_markup(struct jd_str line, uint64_t *state, struct jd_buf *into)
{
    if (is_plain(line) && !roll(state, 6))
        jd_buf_add_c(into, "> ");
    if (!roll(state, 2))
        add_bold(line, state, into);
    else
        jd_buf_add(into, line);
}

static int columns_of(uint32_t cp)
{
    if (cp >= SIGN_START && cp <= SIGN_WORD)
        return 0;
    return cp < 0x2E80 ? 1 : 2;
}

/* The end of what must not be cut at byte at: a character, or a word of Latin signs. */
static size_t unit_end(struct jd_str line, size_t at)
{
    size_t end = at;
    while (end < line.len && line.ptr[end] > ' ' && line.ptr[end] != 0x7f)
        end++;
    return end > at ? end : at + jd_utf8_next(line, at).len;
}

static void wrap_line(struct jd_str line, struct style style, struct jd_buf *into)
{
    const char *marker = jd_str_starts(line, jd_str_of("> "))   ? "> "
                         : jd_str_starts(line, jd_str_of("- ")) ? "  "
                                                                : "";
    int column = 0;
    if (is_plain(line)) {
        jd_buf_add_c(into, style.indent);
        column = *style.indent ? 4 : 0;
    }
    for (size_t at = 0; at < line.len;) {
        size_t end = unit_end(line, at);
        int width = 0;
        for (size_t i = at; i < end; i += jd_utf8_next(line, i).len)
            width += columns_of(jd_utf8_next(line, i).cp);
        if (style.columns && width && column && column + width > style.columns) {
            jd_buf_add_c(into, style.line_end);
            jd_buf_add_c(into, marker);
            column = (int)strlen(marker);
        }
        jd_buf_add(into, jd_str_sub(line, at, end));
        column += width;
        at = end;
    }
    jd_buf_add_c(into, style.line_end);
}

static void take_signs_out(struct jd_str text, struct edited *out)
{
    jd_buf_release(&out->text);
    out->start = out->end = 0;
    out->word = (size_t)-1;
    for (size_t at = 0; at < text.len;) {
        struct jd_cp cp = jd_utf8_next(text, at);
        if (cp.cp == SIGN_START)
            out->start = out->text.len;
        else if (cp.cp == SIGN_END)
            out->end = out->text.len;
        else if (cp.cp == SIGN_WORD)
            out->word = out->text.len;
        else
            jd_buf_add(&out->text, jd_str_sub(text, at, at + cp.len));
        at += cp.len;
    }
}

void typeset(struct jd_str lines, unsigned edits, uint64_t *state, struct edited *out)
{
    static const int columns[] = { 40, 60, 72 };
    static const char *const indents[] = { "", "", "\u3000\u3000", "    " };
    struct style style = { .indent = "", .line_end = edits & EDIT_CRLF ? "\r\n" : "\n" };
    if (edits & EDIT_WRAP) {
        style.columns = columns[roll(state, 3)];
        style.indent = indents[roll(state, 4)];
    }
    struct jd_buf marked = JD_BUF_INIT, text = JD_BUF_INIT;
    struct jd_str line;
    for (struct jd_str rest = lines; jd_str_split(&rest, '\n', &line);) {
        if (!line.len)
            continue;
        jd_buf_clear(&marked);
        if (edits & EDIT_MARKUP)
            add_markup(line, state, &marked);
        else
            jd_buf_add(&marked, line);
        wrap_line(jd_buf_str(&marked), style, &text);
        jd_buf_add_c(&text, style.line_end);
    }
    take_signs_out(jd_buf_str(&text), out);
    jd_buf_release(&marked);
    jd_buf_release(&text);
}
