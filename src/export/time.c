/* SPDX-License-Identifier: MIT */
#include "jingdu/export/time.h"

#include <inttypes.h>

#include "jingdu/base/banned.h"

enum { MS_OF_DAY = 24 * 60 * 60 * 1000, DAYS_OF_ERA = 146097, YEARS_OF_ERA = 400 };
/* From 0000-03-01, where an era begins, to 1970-01-01. */
enum { DAYS_BEFORE_1970 = 719468 };

struct date {
    int64_t year;
    int month, day; /* from 1 */
};

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

/*
 * Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": years that begin in
 * March end with the leap day, and 400 of them are one era, always of the same length.
 */
static struct date date_of(int64_t days)
{
    days += DAYS_BEFORE_1970;
    int64_t era = floor_div(days, DAYS_OF_ERA);
    int day_of_era = (int)(days - era * DAYS_OF_ERA);
    int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year =
        day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int month = (5 * day_of_year + 2) / 153; /* from March */
    return (struct date){
        .year = era * YEARS_OF_ERA + year_of_era + (month >= 10),
        .month = month < 10 ? month + 3 : month - 9,
        .day = day_of_year - (153 * month + 2) / 5 + 1,
    };
}

static int64_t days_of(struct date date)
{
    int64_t year = date.year - (date.month <= 2);
    int64_t era = floor_div(year, YEARS_OF_ERA);
    int year_of_era = (int)(year - era * YEARS_OF_ERA);
    int month = date.month > 2 ? date.month - 3 : date.month + 9;
    int day_of_year = (153 * month + 2) / 5 + date.day - 1;
    int day_of_era =
        year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * DAYS_OF_ERA + day_of_era - DAYS_BEFORE_1970;
}

void jd_time_add(int64_t ms, struct jd_buf *into)
{
    int64_t days = floor_div(ms, MS_OF_DAY);
    int rest = (int)(ms % MS_OF_DAY); /* days * MS_OF_DAY may be beyond 64 bits */
    rest += rest < 0 ? MS_OF_DAY : 0;
    struct date date = date_of(days);
    if (date.year >= 0 && date.year <= 9999)
        jd_buf_printf(into, "%04d", (int)date.year);
    else
        jd_buf_printf(into, "%c%06" PRId64, date.year < 0 ? '-' : '+',
                      date.year < 0 ? -date.year : date.year);
    jd_buf_printf(into, "-%02d-%02dT%02d:%02d:%02d.%03dZ", date.month, date.day,
                  rest / 3600000, rest / 60000 % 60, rest / 1000 % 60, rest % 1000);
}

/* Cut count digits off *text. */
static bool take_number(struct jd_str *text, size_t count, int64_t *number)
{
    if (text->len < count)
        return false;
    *number = 0;
    for (size_t i = 0; i < count; i++) {
        if (text->ptr[i] < '0' || text->ptr[i] > '9')
            return false;
        *number = *number * 10 + (text->ptr[i] - '0');
    }
    *text = jd_str_sub(*text, count, text->len);
    return true;
}

static bool take_char(struct jd_str *text, char c)
{
    if (!text->len || text->ptr[0] != c)
        return false;
    *text = jd_str_sub(*text, 1, text->len);
    return true;
}

static bool take_year(struct jd_str *text, int64_t *year)
{
    bool is_before = take_char(text, '-');
    if (!is_before && !take_char(text, '+'))
        return take_number(text, 4, year);
    size_t digits = 0;
    while (digits < text->len && text->ptr[digits] != '-')
        digits++;
    if (digits < 6 || digits > 9 || !take_number(text, digits, year))
        return false;
    if (is_before)
        *year = -*year;
    return true;
}

static bool take_two(struct jd_str *text, char before, int64_t least, int64_t most,
                     int64_t *number)
{
    return (!before || take_char(text, before)) && take_number(text, 2, number) &&
           *number >= least && *number <= most;
}

static bool take_date(struct jd_str *text, int64_t *days)
{
    static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    int64_t year, month, day;
    if (!take_year(text, &year) || !take_two(text, '-', 1, 12, &month) ||
        !take_two(text, '-', 1, 31, &day))
        return false;
    bool is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    if (day > lengths[month - 1] + (month == 2 && is_leap))
        return false;
    *days = days_of((struct date){ year, (int)month, (int)day });
    return true;
}

/* Milliseconds since midnight. */
static bool take_clock(struct jd_str *text, int64_t *ms)
{
    int64_t hour, minute, second, part = 0;
    if (!take_two(text, 'T', 0, 23, &hour) || !take_two(text, ':', 0, 59, &minute) ||
        !take_two(text, ':', 0, 59, &second))
        return false;
    if (take_char(text, '.') && !take_number(text, 3, &part))
        return false;
    *ms = ((hour * 60 + minute) * 60 + second) * 1000 + part;
    return take_char(text, 'Z');
}

bool jd_time_parse(struct jd_str text, int64_t *ms, struct jd_error *err)
{
    int64_t days, rest, sum;
    if (!take_date(&text, &days) || !take_clock(&text, &rest) || text.len)
        return jd_fail(err, JD_ERR_FORMAT, "no time like 2026-11-23T16:05:31.042Z");
    /* The first day that 64 bits reach does not begin inside them: count from its end. */
    bool is_before = days < 0;
    if (__builtin_mul_overflow(days + is_before, (int64_t)MS_OF_DAY, &sum) ||
        __builtin_add_overflow(sum, is_before ? rest - MS_OF_DAY : rest, &sum))
        return jd_fail(err, JD_ERR_FORMAT, "the time is out of range");
    *ms = sum;
    return true;
}
