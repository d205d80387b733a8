/* SPDX-License-Identifier: MIT */
#include "jingdu/doc/meta.h"

#include "jingdu/doc/date.h"
#include "jingdu/doc/inline.h"
#include "jingdu/doc/piece.h"
#include "jingdu/text/width.h"

#include "jingdu/base/banned.h"

enum {
    LINE_COLS = 110, /* the longest line that is looked at as byline, date and source */
    PART_COLS = 60,
    BYLINE_COLS = 80,
    REPORTER_BYTES = 36, /* 新华社驻华盛顿记者 */
};

enum label { LABEL_NONE, LABEL_AUTHOR, LABEL_MEDIA, LABEL_OTHER };

static const struct {
    const char *name;
    enum label label;
} labels[] = {
    { "来源", LABEL_MEDIA },     { "稿源", LABEL_MEDIA },
    { "文章来源", LABEL_MEDIA }, { "信息来源", LABEL_MEDIA },
    { "媒体", LABEL_MEDIA },     { "來源", LABEL_MEDIA },
    { "Source", LABEL_MEDIA },   { "Feed", LABEL_MEDIA },
    { "作者", LABEL_AUTHOR },    { "记者", LABEL_AUTHOR },
    { "記者", LABEL_AUTHOR },    { "撰文", LABEL_AUTHOR },
    { "文字", LABEL_AUTHOR },    { "文", LABEL_AUTHOR },
    { "Author", LABEL_AUTHOR },  { "From", LABEL_AUTHOR },
    { "编辑", LABEL_OTHER },     { "责编", LABEL_OTHER },
    { "责任编辑", LABEL_OTHER }, { "編輯", LABEL_OTHER },
    { "責任編輯", LABEL_OTHER }, { "编译", LABEL_OTHER },
    { "图", LABEL_OTHER },       { "原标题", LABEL_OTHER },
    { "发布时间", LABEL_OTHER }, { "发布日期", LABEL_OTHER },
    { "发表时间", LABEL_OTHER }, { "更新时间", LABEL_OTHER },
    { "发布于", LABEL_OTHER },   { "發布時間", LABEL_OTHER },
    { "时间", LABEL_OTHER },     { "時間", LABEL_OTHER },
    { "日期", LABEL_OTHER },     { "原文链接", LABEL_OTHER },
    { "原文", LABEL_OTHER },     { "链接", LABEL_OTHER },
    { "連結", LABEL_OTHER },     { "网址", LABEL_OTHER },
    { "Date", LABEL_OTHER },     { "Published", LABEL_OTHER },
    { "Link", LABEL_OTHER },     { "URL", LABEL_OTHER },
};

static size_t match(struct jd_str text, size_t at, const char *with)
{
    size_t len = strlen(with);
    return text.len - at >= len && memcmp(text.ptr + at, with, len) == 0 ? len : 0;
}

static size_t skip_spaces(struct jd_str text, size_t at)
{
    while (at < text.len && text.ptr[at] == ' ')
        at++;
    return at;
}

/* Between the parts of a line: blanks, and marks that only part. */
static size_t separator_len(struct jd_str text, size_t at)
{
    static const char *const marks[] = { "|", "｜", "·", "•", "；", ";", "丨" };
    size_t len = jd_blank_len(text, at);
    for (size_t i = 0; !len && i < sizeof marks / sizeof *marks; i++)
        len = match(text, at, marks[i]);
    return len;
}

/* The same, whatever the case of Latin letters. */
static size_t match_name(struct jd_str text, size_t at, const char *with)
{
    size_t len = strlen(with);
    return text.len - at >= len && strncasecmp(text.ptr + at, with, len) == 0 ? len : 0;
}

/*
 * The label at byte at and what is behind it: 来源： with a colon, 文/ with a slash, 记者
 * with a blank. 0 when none is there.
 */
static size_t read_label(struct jd_str text, size_t at, enum label *label)
{
    static const char *const ends[] = { "：", ":", "/", "／", "｜", "|" };
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        size_t len = match_name(text, at, labels[i].name),
               next = skip_spaces(text, at + len);
        if (!len)
            continue;
        *label = labels[i].label;
        for (size_t j = 0; next < text.len && j < sizeof ends / sizeof *ends; j++) {
            if (match(text, next, ends[j]))
                return next + strlen(ends[j]);
        }
        bool is_word = strcmp(labels[i].name, "记者") == 0;
        if (is_word && at + len < text.len && jd_blank_len(text, at + len))
            return at + len;
    }
    return 0;
}

/* 新华社记者 张三: an author whose label is kept, since it tells more than a label. */
static bool is_reporter(struct jd_str text, size_t at)
{
    struct jd_str head = jd_str_sub(text, at, at + REPORTER_BYTES);
    size_t found = jd_str_find(head, jd_str_of("记者"), 0);
    if (found == (size_t)-1 || found == 0)
        return false;
    size_t behind = found + strlen("记者");
    if (behind >= head.len || !jd_blank_len(head, behind))
        return false;
    return jd_blank_skip(head, 0, behind) == 0 && !memchr(head.ptr, ' ', behind);
}

/* A clause: this is text, not a field. */
static bool has_clause(struct jd_str line)
{
    static const char *const marks[] = { "，", "。", "！", "？", "：“", "……" };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (jd_str_find(line, jd_str_of(marks[i]), 0) != (size_t)-1)
            return true;
    }
    return false;
}

bool jd_meta_looks_like(struct jd_str text, size_t start, size_t end)
{
    struct jd_str near = jd_str_sub(text, 0, end), line = jd_str_sub(text, start, end);
    struct jd_date date;
    enum label label;
    if (!line.len || line.len > 4 * LINE_COLS)
        return false;
    if (jd_inline_url_end(near, start, end) == end)
        return true;
    if (jd_width_cols(line) > LINE_COLS || has_clause(line))
        return false;
    if (jd_date_read(near, start, end, &date)) {
        /* 2023年10月25日外交部宣布 is the beginning of a text. */
        size_t behind = jd_date_skip_time(near, date.end);
        struct jd_str rest = jd_str_sub(near, behind, end);
        return !rest.len ||
               (separator_len(near, behind) && jd_width_cols(rest) <= PART_COLS);
    }
    return read_label(near, start, &label) || is_reporter(near, start);
}

bool jd_meta_looks_like_byline(struct jd_str text, size_t start, size_t end)
{
    struct jd_str line = jd_str_sub(text, start, end);
    if (line.len < 3 || line.len > 4 * BYLINE_COLS || jd_width_cols(line) > BYLINE_COLS)
        return false;
    const char *slash = memrchr(line.ptr, '/', line.len);
    if (!slash || slash == line.ptr || slash + 1 == line.ptr + line.len)
        return false;
    return !has_clause(line) && jd_str_find(line, jd_str_of("："), 0) == (size_t)-1;
}

/* The host of a URL, without the www. and m. of the same site. */
static struct jd_str find_host(struct jd_str url)
{
    size_t start = jd_str_find(url, jd_str_of("//"), 0) + 2, end = start;
    while (end < url.len && !strchr("/?#", url.ptr[end]))
        end++;
    struct jd_str host = jd_str_sub(url, start, end);
    const char *user = memrchr(host.ptr, '@', host.len);
    if (user)
        host = jd_str_sub(host, (size_t)(user - host.ptr) + 1, host.len);
    const char *port = memchr(host.ptr, ':', host.len);
    if (port)
        host.len = (size_t)(port - host.ptr);
    static const char *const prefixes[] = { "www.", "m." };
    for (size_t i = 0; i < 2; i++) {
        struct jd_str prefix = jd_str_of(prefixes[i]);
        if (host.len > prefix.len && strncasecmp(host.ptr, prefix.ptr, prefix.len) == 0)
            host = jd_str_sub(host, prefix.len, host.len);
    }
    return host;
}

static void set_date(struct jd_head *head, struct jd_str text, const struct jd_date *date)
{
    if (head->date.len)
        return;
    head->date = jd_str_sub(text, date->start, date->end);
    head->year = date->year;
    head->month = date->month;
    head->day = date->day;
}

static void set_source(struct jd_head *head, struct jd_str url)
{
    if (head->source.len)
        return;
    head->source = url;
    head->host = find_host(url);
}

/* 张三/文: a task, not a publisher. */
static bool is_task(struct jd_str text)
{
    static const char *const tasks[] = {
        "文", "图", "摄", "编辑", "编译", "整理", "摄影"
    };
    for (size_t i = 0; i < sizeof tasks / sizeof *tasks; i++) {
        if (jd_str_eq_c(text, tasks[i]))
            return true;
    }
    return false;
}

/* 张三、李四/新华社: behind the last slash is who published it. */
static void set_byline(struct jd_head *head, struct jd_str byline)
{
    if (!byline.len || head->byline.len)
        return;
    head->byline = byline;
    const char *slash = memrchr(byline.ptr, '/', byline.len);
    if (!slash || head->media.len)
        return;
    struct jd_str media =
        jd_str_sub(byline, (size_t)(slash - byline.ptr) + 1, byline.len);
    media = jd_str_sub(media, jd_blank_skip(media, 0, media.len), media.len);
    if (media.len && !is_task(media))
        head->media = media;
}

/* The way through a line: what the words that are met now belong to. */
struct reading {
    struct jd_str text;
    struct jd_head *head;
    enum label label;
    size_t words, words_end; /* the words since the last field; empty when equal */
    bool dated;              /* a date stood before the words */
    struct jd_str left;      /* what nobody knows about */
};

/* The words that were gathered go where the label before them says. */
static void finish_words(struct reading *reading)
{
    struct jd_str words = jd_str_sub(reading->text, reading->words, reading->words_end);
    struct jd_head *head = reading->head;
    bool has_slash = words.len && memchr(words.ptr, '/', words.len);
    if (!words.len)
        return;
    if (reading->label == LABEL_AUTHOR)
        set_byline(head, words);
    else if (reading->label == LABEL_MEDIA && !head->media.len)
        head->media = words;
    else if (reading->label == LABEL_NONE && has_slash && !head->byline.len)
        set_byline(head, words);
    else if (reading->label == LABEL_NONE && reading->dated && !head->media.len)
        head->media = words;
    else if (reading->label == LABEL_NONE && !reading->left.len)
        reading->left = words;
    reading->words = reading->words_end = 0;
}

/* A date, URL or label at byte at: what is behind it; 0 when there is none of them. */
static size_t take_field(struct reading *reading, size_t at)
{
    struct jd_date date;
    enum label label = LABEL_NONE;
    bool is_dated = false;
    size_t behind = jd_inline_url_end(reading->text, at, reading->text.len);
    if (behind) {
        finish_words(reading);
        set_source(reading->head, jd_str_sub(reading->text, at, behind));
    } else if (jd_date_read(reading->text, at, reading->text.len, &date)) {
        finish_words(reading);
        set_date(reading->head, reading->text, &date);
        behind = jd_date_skip_time(reading->text, date.end);
        is_dated = true;
    } else {
        behind = read_label(reading->text, at, &label);
        if (!behind)
            return 0;
        finish_words(reading);
    }
    reading->label = label;
    reading->dated = is_dated;
    return behind;
}

struct jd_str jd_meta_read(struct jd_str text, size_t start, size_t end,
                           struct jd_head *head)
{
    struct reading reading = { .text = jd_str_sub(text, 0, end), .head = head };
    bool is_new = true; /* behind a separator: here a field can start */
    if (is_reporter(reading.text, start))
        reading.label = LABEL_AUTHOR;
    for (size_t at = start; at < end;) {
        size_t len = separator_len(reading.text, at);
        size_t behind = is_new && !len ? take_field(&reading, at) : 0;
        is_new = len || behind;
        if (is_new) {
            at = len ? at + len : behind;
            continue;
        }
        if (reading.words == reading.words_end)
            reading.words = at;
        at++;
        reading.words_end = at;
    }
    finish_words(&reading);
    return reading.left.len ? reading.left : JD_STR_EMPTY;
}
