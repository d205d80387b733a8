/* SPDX-License-Identifier: MIT */
#include "jingdu/doc/date.h"

#include "jingdu/doc/piece.h"

#include "jingdu/base/banned.h"

static size_t match(struct jd_str text, size_t at, const char *with)
{
    size_t len = strlen(with);
    return text.len - at >= len && memcmp(text.ptr + at, with, len) == 0 ? len : 0;
}

static bool is_digit(struct jd_str text, size_t at)
{
    return at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9';
}

static bool is_one_of(struct jd_str text, size_t at, const char *set)
{
    return at < text.len && text.ptr[at] && strchr(set, text.ptr[at]);
}

static size_t skip_spaces(struct jd_str text, size_t at)
{
    while (at < text.len && text.ptr[at] == ' ')
        at++;
    return at;
}

/* A number of least to most digits; false when there are fewer or more. */
static bool read_number(struct jd_str text, size_t *at, int least, int most, int *out)
{
    int count = 0;
    *out = 0;
    while (is_digit(text, *at) && count <= most) {
        *out = *out * 10 + (text.ptr[*at] - '0');
        ++*at;
        count++;
    }
    return count >= least && count <= most;
}

static bool is_real_date(const struct jd_date *date)
{
    static const int days[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    return date->year >= 1800 && date->year <= 2199 && date->month >= 1 &&
           date->month <= 12 && date->day >= 1 && date->day <= days[date->month - 1];
}

/* What stands between the numbers: one of - / . twice, or 年 月 and 日 or nothing. */
static size_t match_separator(struct jd_str text, size_t at, const char *unit, char mark)
{
    if (!mark) {
        at = skip_spaces(text, at);
        size_t len = at < text.len ? match(text, at, unit) : 0;
        return len ? skip_spaces(text, at + len) : 0;
    }
    return at < text.len && text.ptr[at] == mark ? at + 1 : 0;
}

static bool read_year_first(struct jd_str text, size_t at, struct jd_date *date)
{
    *date = (struct jd_date){ .start = at };
    if (!read_number(text, &at, 4, 4, &date->year) || at >= text.len)
        return false;
    char mark = is_one_of(text, at, "-/.") ? text.ptr[at] : '\0';
    at = match_separator(text, at, "年", mark);
    if (!at || !read_number(text, &at, 1, 2, &date->month))
        return false;
    at = match_separator(text, at, "月", mark);
    if (!at || !read_number(text, &at, 1, 2, &date->day))
        return false;
    date->end = at;
    if (!mark) {
        at = skip_spaces(text, at);
        size_t len = at < text.len ? match(text, at, "日") : 0;
        if (!len)
            return false;
        date->end = at + len;
    }
    return is_real_date(date);
}

/* 1 to 12 for the English name of a month, full or cut to three letters; moves at. */
static int read_month(struct jd_str text, size_t *at)
{
    static const char *const names[] = {
        "January", "February", "March",     "April",   "May",      "June",
        "July",    "August",   "September", "October", "November", "December"
    };
    for (int i = 0; i < 12; i++) {
        if (text.len - *at < 3 || strncasecmp(text.ptr + *at, names[i], 3) != 0)
            continue;
        size_t full = strlen(names[i]);
        bool is_full =
            text.len - *at >= full && strncasecmp(text.ptr + *at, names[i], full) == 0;
        *at += is_full ? full : 3;
        *at += *at < text.len && text.ptr[*at] == '.';
        return i + 1;
    }
    return 0;
}

/* "Wed, " */
static size_t skip_weekday(struct jd_str text, size_t at)
{
    static const char *const names[] = { "Mon, ", "Tue, ", "Wed, ", "Thu, ",
                                         "Fri, ", "Sat, ", "Sun, " };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        at += match(text, at, names[i]);
    return skip_spaces(text, at);
}

static bool read_english(struct jd_str text, size_t at, struct jd_date *date)
{
    at = skip_weekday(text, at);
    *date = (struct jd_date){ .start = at };
    bool is_day_first = is_digit(text, at);
    if (is_day_first && !read_number(text, &at, 1, 2, &date->day))
        return false;
    at = skip_spaces(text, at);
    date->month = at < text.len ? read_month(text, &at) : 0;
    if (!date->month)
        return false;
    at = skip_spaces(text, at);
    if (!is_day_first) {
        if (!read_number(text, &at, 1, 2, &date->day) || at >= text.len ||
            text.ptr[at] != ',')
            return false;
        at = skip_spaces(text, at + 1);
    }
    if (!read_number(text, &at, 4, 4, &date->year))
        return false;
    date->end = at;
    return is_real_date(date);
}

bool jd_date_read(struct jd_str text, size_t at, size_t limit, struct jd_date *out)
{
    struct jd_str near = jd_str_sub(text, 0, limit);
    struct jd_date date;
    if (at >= near.len ||
        (!read_year_first(near, at, &date) && !read_english(near, at, &date)))
        return false;
    if (is_digit(near, date.end))
        return false;
    *out = date;
    return true;
}

/* 00:46, 00:46:00.000, with a T before or a Z behind. */
static size_t skip_clock(struct jd_str text, size_t at)
{
    size_t first = is_one_of(text, at, "T") ? at + 1 : at, end = first;
    while (is_digit(text, end))
        end++;
    if (end == first || end - first > 2 || !is_one_of(text, end, ":"))
        return at;
    while (is_digit(text, end) || is_one_of(text, end, ":.Z"))
        end++;
    return end;
}

/* +0800, +08:00, GMT */
static size_t skip_zone(struct jd_str text, size_t at)
{
    if (at < text.len && (match(text, at, "GMT") || match(text, at, "UTC")))
        return at + 3;
    if (!is_one_of(text, at, "+-") || !is_digit(text, at + 1))
        return at;
    for (at++; is_digit(text, at) || is_one_of(text, at, ":");)
        at++;
    return at;
}

/* 星期三, 周三 */
static size_t skip_day_name(struct jd_str text, size_t at)
{
    static const char *const days[] = { "一", "二", "三", "四", "五", "六", "日", "天" };
    if (at >= text.len)
        return at;
    size_t len = match(text, at, "星期");
    if (!len)
        len = match(text, at, "周");
    size_t day = at + len;
    for (size_t i = 0; len && day < text.len && i < sizeof days / sizeof *days; i++) {
        if (match(text, day, days[i]))
            return day + strlen(days[i]);
    }
    return at;
}

size_t jd_date_skip_time(struct jd_str text, size_t at)
{
    for (;;) {
        size_t next = jd_blank_skip(text, at, text.len);
        size_t behind = skip_day_name(text, skip_zone(text, skip_clock(text, next)));
        if (behind == next)
            return at;
        at = behind;
    }
}
