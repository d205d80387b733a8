/* SPDX-License-Identifier: MIT */
#include "jingdu/doc/from_markdown.h"

#include "jingdu/doc/piece.h"
#include "jingdu/text/han.h"
#include "jingdu/text/utf8.h"

#include "jingdu/base/banned.h"

enum { TAB_COLS = 4, LEVEL_MAX = 6, NUMBER_MAX = 3 };

static bool starts_at(struct jd_str text, size_t at, const char *with)
{
    size_t len = strlen(with);
    return text.len - at >= len && memcmp(text.ptr + at, with, len) == 0;
}

/* Which of the strings stands at byte at: its length, or 0. */
static size_t match_any(struct jd_str text, size_t at, const char *const *list)
{
    for (; *list; list++) {
        if (starts_at(text, at, *list))
            return strlen(*list);
    }
    return 0;
}

/* Blanks before the text, into the measures of the line; line->start moves behind them.
 */
static void skip_indent(struct jd_str text, struct jd_line *line)
{
    while (line->start < line->end) {
        size_t len = jd_blank_len(text, line->start);
        if (!len)
            break;
        if (len == 3)
            line->wide_indent = true;
        else
            line->indent += text.ptr[line->start] == '\t' ? TAB_COLS : 1;
        line->start += len;
    }
    line->text_col = line->indent;
}

/* > at the start, any number of them; what follows is looked at as a plain line. */
static void skip_quote_marks(struct jd_str text, struct jd_line *line)
{
    while (line->start < line->end && text.ptr[line->start] == '>') {
        line->kind = JD_BLOCK_QUOTE;
        if (line->level < LEVEL_MAX)
            line->level++;
        line->start++;
        line->indent = 0;
        skip_indent(text, line);
    }
    if (line->kind == JD_BLOCK_QUOTE && line->start >= line->end)
        line->kind = JD_BLOCK_EMPTY;
}

static bool is_rule(struct jd_str text, const struct jd_line *line)
{
    char mark = text.ptr[line->start];
    if (mark != '-' && mark != '*' && mark != '_')
        return false;
    int count = 0;
    for (size_t at = line->start; at < line->end; at++) {
        if (text.ptr[at] == mark)
            count++;
        else if (text.ptr[at] != ' ' && text.ptr[at] != '\t')
            return false;
    }
    return count >= 3;
}

/* "## text ##": the marks behind are optional and go, too. */
static bool read_heading(struct jd_str text, struct jd_line *line)
{
    size_t at = line->start;
    while (at < line->end && text.ptr[at] == '#')
        at++;
    size_t level = at - line->start;
    if (level == 0 || level > LEVEL_MAX || at == line->end || !jd_blank_len(text, at))
        return false;
    size_t end = line->end;
    while (end > at && text.ptr[end - 1] == '#')
        end--;
    if (end < line->end && jd_blank_skip_back(text, end, at) == end)
        end = line->end; /* C#: part of the text */
    size_t start = jd_blank_skip(text, at, end);
    if (start == end)
        return false;
    line->kind = JD_BLOCK_HEADING;
    line->level = (uint8_t)level;
    line->start = start;
    line->end = jd_blank_skip_back(text, end, start);
    return true;
}

/* The last character, closing quotes aside, is 。 */
static bool ends_in_stop(struct jd_str text)
{
    while (text.len) {
        struct jd_cp last = jd_utf8_prev(text, text.len);
        if (!jd_char_closes(last.cp))
            return jd_str_ends(text, jd_str_of("。"));
        text.len -= last.len;
    }
    return false;
}

/*
 * A line in ** ** or __ __ as a whole: no such mark inside. One that ends like a sentence
 * or is as long as one is a paragraph in bold, not a heading.
 */
static bool read_bold_line(struct jd_str text, struct jd_line *line)
{
    const char *marks = starts_at(text, line->start, "**")   ? "**"
                        : starts_at(text, line->start, "__") ? "__"
                                                             : NULL;
    if (!marks || line->end - line->start < 5)
        return false;
    struct jd_str inner = jd_str_sub(text, line->start + 2, line->end - 2);
    if (!starts_at(text, line->end - 2, marks) || text.ptr[line->end - 3] == '\\' ||
        jd_str_find(inner, jd_str_of(marks), 0) != (size_t)-1 ||
        jd_blank_skip(inner, 0, inner.len) == inner.len)
        return false;
    if (ends_in_stop(inner) || jd_han_count(inner) > JD_LINE_BOLD_MAX)
        return false;
    line->kind = JD_BLOCK_HEADING;
    line->level = 2;
    line->in_bold = true;
    line->start = jd_blank_skip(text, line->start + 2, line->end - 2);
    line->end = jd_blank_skip_back(text, line->end - 2, line->start);
    return true;
}

static size_t skip_digits(struct jd_str text, size_t at, size_t end)
{
    while (at < end && text.ptr[at] >= '0' && text.ptr[at] <= '9')
        at++;
    return at;
}

static size_t skip_numerals(struct jd_str text, size_t at, size_t end)
{
    static const char *const numerals[] = { "一", "二", "三", "四", "五", "六",
                                            "七", "八", "九", "十", NULL };
    for (size_t len; at < end && (len = match_any(text, at, numerals)) > 0;)
        at += len;
    return at;
}

/* 1. 1) 1、 and their wide forms; 1.5万亿 and 1、2号 begin with no marker. */
static size_t number_marker(struct jd_str text, size_t at, size_t end)
{
    static const char *const behind[] = { ".", ")", "）", "、", "．", NULL };
    size_t digits = skip_digits(text, at, end);
    if (digits == at || digits - at > NUMBER_MAX || digits == end)
        return 0;
    size_t next = digits + match_any(text, digits, behind);
    bool goes_on =
        skip_digits(text, next, end) > next || (next < end && text.ptr[next] == '.');
    return next > digits && !goes_on ? next : 0;
}

/* （一） (1) （1）, and 一、 unless it is 三、四百人. */
static size_t chinese_marker(struct jd_str text, size_t at, size_t end)
{
    static const char *const open[] = { "（", "(", NULL };
    static const char *const close[] = { "）", ")", NULL };
    static const char *const comma[] = { "、", NULL };
    size_t inner = at + match_any(text, at, open);
    size_t behind = skip_numerals(text, inner, end), max = 3 * NUMBER_MAX;
    if (behind == inner && inner > at) {
        behind = skip_digits(text, inner, end);
        max = NUMBER_MAX;
    }
    if (behind == inner || behind >= end || behind - inner > max)
        return 0;
    size_t next = behind + match_any(text, behind, inner > at ? close : comma);
    bool goes_on = inner == at && skip_numerals(text, next, end) > next;
    return next > behind && !goes_on ? next : 0;
}

/* - * + need a blank behind them; a bullet does not. */
static size_t bullet_marker(struct jd_str text, size_t at, size_t end)
{
    static const char *const bullets[] = { "•", "●", NULL };
    char mark = text.ptr[at];
    if (mark == '-' || mark == '*' || mark == '+')
        return at + 1 < end && jd_blank_len(text, at + 1) ? at + 1 : 0;
    size_t len = match_any(text, at, bullets);
    return len ? at + len : 0;
}

static bool read_list_item(struct jd_str text, struct jd_line *line)
{
    size_t behind = bullet_marker(text, line->start, line->end);
    if (!behind)
        behind = number_marker(text, line->start, line->end);
    if (!behind)
        behind = chinese_marker(text, line->start, line->end);
    if (!behind || behind >= line->end)
        return false;
    line->kind = JD_BLOCK_LIST;
    int level = 1 + line->indent / 2;
    line->level = (uint8_t)(level < LEVEL_MAX ? level : LEVEL_MAX);
    line->marker_end = jd_blank_skip(text, behind, line->end);
    line->text_col = line->indent + (int)(line->marker_end - line->start);
    return true;
}

void jd_line_classify(struct jd_str text, size_t start, size_t end, struct jd_line *line)
{
    struct jd_str near = jd_str_sub(text, 0, end);
    *line = (struct jd_line){ .kind = JD_BLOCK_PARAGRAPH, .start = start };
    line->end = jd_blank_skip_back(near, end, start);
    skip_indent(near, line);
    if (line->start >= line->end) {
        line->kind = JD_BLOCK_EMPTY;
        line->start = line->end;
    } else if (is_rule(near, line)) {
        line->kind = JD_BLOCK_RULE;
    } else if (near.ptr[line->start] == '>') {
        skip_quote_marks(near, line);
    } else if (!read_heading(near, line) && !read_bold_line(near, line)) {
        read_list_item(near, line);
    }
    if (line->kind != JD_BLOCK_LIST)
        line->marker_end = line->start;
}

bool jd_line_may_be_heading(struct jd_str text, size_t at)
{
    for (size_t len; at < text.len && text.ptr[at] != '\n'; at += len) {
        len = jd_blank_len(text, at);
        if (!len)
            return text.ptr[at] == '#' || text.ptr[at] == '*' || text.ptr[at] == '_';
    }
    return false;
}
