/* SPDX-License-Identifier: MIT */
#include "settings_lines.h"

#include <stdarg.h>
#include <stdio.h>
#include <strings.h>

#include "jingdu/text/utf8.h"

#include "jingdu/base/banned.h"

enum { SLIPS = 2 }; /* that a name may have to be recognised all the same */

enum place { BEFORE_SECTIONS, IN_UNKNOWN, IN_SETTINGS, IN_KEYS };

static const char keys_section[] = "keys";

struct reader {
    struct jd_lines *lines;
    enum place place;
    const char *section; /* of the table, IN_SETTINGS only */
    size_t bindings;
    struct jd_str line; /* being looked at, from its start */
    size_t number;      /* of that line, from 1 */
};

void jd_lines_complain(struct jd_lines *lines, size_t line, const char *message)
{
    if (!lines->tell || lines->complaints++ >= JD_SETTINGS_COMPLAINTS_MAX)
        return;
    bool last = lines->complaints == JD_SETTINGS_COMPLAINTS_MAX;
    lines->tell(lines->context, line,
                last ? "more lines are wrong than can be told" : message);
}

/* The line being looked at is not as it should be. */
static void wrong(struct reader *reader, const char *fmt, ...) JD_PRINTF(2, 3);

static void wrong(struct reader *reader, const char *fmt, ...)
{
    char message[400];
    va_list args;
    va_start(args, fmt);
    vsnprintf(message, sizeof message, fmt, args);
    va_end(args);
    jd_lines_complain(reader->lines, reader->number, message);
}

static const struct jd_setting *row(int id)
{
    return jd_setting_info((enum jd_setting_id)id);
}

static bool equals(struct jd_str text, const char *name)
{
    return text.len == strlen(name) && strncasecmp(text.ptr, name, text.len) == 0;
}

/* The column of a byte of the line in characters, from 1: as editors count. */
static size_t column_of(const struct reader *reader, const char *byte)
{
    size_t before = (size_t)(byte - reader->line.ptr);
    return jd_utf8_length(jd_str_sub(reader->line, 0, before)) + 1;
}

bool jd_settings_is_near(struct jd_str word, const char *name)
{
    int cost[3][JD_LINE_NAME_MAX + 1]; // rows of the table of Damerau and Levenshtein
    size_t len = strlen(name);
    if (len > JD_LINE_NAME_MAX || word.len > len + SLIPS || len > word.len + SLIPS)
        return false;
    for (size_t j = 0; j <= len; j++)
        cost[0][j] = (int)j;
    for (size_t i = 1; i <= word.len; i++) {
        int *now = cost[i % 3], *before = cost[(i + 2) % 3], *twice = cost[(i + 1) % 3];
        now[0] = (int)i;
        for (size_t j = 1; j <= len; j++) {
            bool same = strncasecmp(&word.ptr[i - 1], &name[j - 1], 1) == 0;
            int best = before[j - 1] + !same;
            if (before[j] + 1 < best)
                best = before[j] + 1;
            if (now[j - 1] + 1 < best)
                best = now[j - 1] + 1;
            if (i > 1 && j > 1 && word.ptr[i - 1] == name[j - 2] &&
                word.ptr[i - 2] == name[j - 1] && twice[j - 2] + 1 < best)
                best = twice[j - 2] + 1;
            now[j] = best;
        }
    }
    int distance = cost[word.len % 3][len];
    return distance <= SLIPS && (size_t)distance * 2 < len;
}

static bool is_comment(struct jd_str text)
{
    return !text.len || text.ptr[0] == '#' || text.ptr[0] == ';';
}

/* A section of the table by the name in a file; NULL when there is none. */
static const char *find_section(struct jd_str name)
{
    for (int i = 0; i < JD_SET_COUNT; i++)
        if (equals(name, row(i)->section))
            return row(i)->section;
    return NULL;
}

static const char *near_section(struct jd_str name)
{
    for (int i = 0; i < JD_SET_COUNT; i++)
        if (jd_settings_is_near(name, row(i)->section))
            return row(i)->section;
    return jd_settings_is_near(name, keys_section) ? keys_section : NULL;
}

static void read_section(struct reader *reader, struct jd_str line)
{
    const char *close = memchr(line.ptr, ']', line.len);
    size_t end = close ? (size_t)(close - line.ptr) : line.len;
    struct jd_str name = jd_str_trim(jd_str_sub(line, 1, end));
    if (!close)
        wrong(reader, "[ without ]");
    else if (!is_comment(jd_str_trim(jd_str_sub(line, end + 1, line.len))))
        wrong(reader, "what stands behind the ] does not count");
    reader->section = find_section(name);
    reader->place = equals(name, keys_section) ? IN_KEYS
                    : reader->section          ? IN_SETTINGS
                                               : IN_UNKNOWN;
    if (reader->place != IN_UNKNOWN)
        return;
    const char *near = near_section(name);
    wrong(reader, "there is no section [%.*s], its lines do not count%s%s%s",
          (int)jd_utf8_floor(name, name.len < 40 ? name.len : 40), name.ptr,
          near ? "; did you mean [" : "", near ? near : "", near ? "]?" : "");
}

/* The value in what follows "="; false: complained. */
static bool read_value(struct reader *reader, struct jd_str after, struct jd_str *value)
{
    after = jd_str_trim(after);
    if (after.len && (after.ptr[0] == '"' || after.ptr[0] == '\'')) {
        const char *close = memchr(after.ptr + 1, after.ptr[0], after.len - 1);
        if (!close) {
            wrong(reader, "column %zu: quotation mark without its end",
                  column_of(reader, after.ptr));
            return false;
        }
        size_t end = (size_t)(close - after.ptr);
        struct jd_str behind = jd_str_trim(jd_str_sub(after, end + 1, after.len));
        if (!is_comment(behind)) {
            wrong(reader, "column %zu: text behind the value",
                  column_of(reader, behind.ptr));
            return false;
        }
        *value = jd_str_sub(after, 1, end);
        return true;
    }
    size_t end = 0;
    while (end < after.len && after.ptr[end] != '#' && after.ptr[end] != ';')
        end++;
    *value = jd_str_trim(jd_str_sub(after, 0, end));
    if (!value->len)
        wrong(reader, "no value%s",
              after.len ? "; one with # or ; needs quotation marks" : "");
    return value->len > 0;
}

/* The setting of a section by its name in a file; -1 when there is none. */
static int find_setting(const char *section, struct jd_str name)
{
    for (int i = 0; i < JD_SET_COUNT; i++)
        if (strcmp(row(i)->section, section) == 0 && equals(name, row(i)->name))
            return i;
    return -1;
}

static void complain_unknown(struct reader *reader, struct jd_str name)
{
    const struct jd_setting *near = NULL;
    for (int i = 0; i < JD_SET_COUNT; i++)
        if (jd_settings_is_near(name, row(i)->name) &&
            (!near || equals(name, row(i)->name)))
            near = row(i);
    if (near)
        wrong(reader, "there is no setting %.*s in [%s]; did you mean %s in [%s]?",
              JD_STR_ARG(name), reader->section, near->name, near->section);
    else
        wrong(reader, "there is no setting %.*s in [%s]", JD_STR_ARG(name),
              reader->section);
}

static bool is_name(struct jd_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (!((text.ptr[i] >= 'a' && text.ptr[i] <= 'z') ||
              (text.ptr[i] >= 'A' && text.ptr[i] <= 'Z') ||
              (text.ptr[i] >= '0' && text.ptr[i] <= '9') || text.ptr[i] == '-' ||
              text.ptr[i] == '_'))
            return false;
    return text.len > 0 && text.len <= JD_LINE_NAME_MAX;
}

/* An entry that the file has already gives way to the later one. */
static void drop_same(struct reader *reader, const struct jd_line_entry *entry)
{
    for (size_t i = 0; i < reader->lines->count; i++) {
        const struct jd_line_entry *old = &reader->lines->entries[i];
        if (old->id != entry->id || strcmp(old->name, entry->name) != 0)
            continue;
        wrong(reader, "%s stands in line %zu already; this line counts", entry->name,
              old->line);
        memmove(&reader->lines->entries[i], &reader->lines->entries[i + 1],
                (--reader->lines->count - i) * sizeof *old);
        reader->bindings -= entry->id < 0;
        return;
    }
}

static void add_entry(struct reader *reader, struct jd_str name, struct jd_str value)
{
    struct jd_line_entry entry = { .id = -1, .value = value, .line = reader->number };
    if (reader->place == IN_SETTINGS) {
        entry.id = find_setting(reader->section, name);
        if (entry.id < 0) {
            complain_unknown(reader, name);
            return;
        }
        entry.section = reader->section;
        entry.name = row(entry.id)->name;
    } else {
        char *lower = jd_arena_copy(reader->lines->arena, name.ptr, name.len);
        for (char *c = lower; *c; c++)
            *c = *c >= 'A' && *c <= 'Z' ? (char)(*c + ('a' - 'A')) : *c;
        entry.section = keys_section;
        entry.name = lower;
    }
    drop_same(reader, &entry);
    if (entry.id < 0 && ++reader->bindings > JD_BINDINGS_MAX) {
        reader->bindings--;
        wrong(reader, "more than %d lines under [keys]", JD_BINDINGS_MAX);
        return;
    }
    reader->lines->entries[reader->lines->count++] = entry;
}

static void read_entry(struct reader *reader, struct jd_str line)
{
    if (reader->place == IN_UNKNOWN)
        return;
    const char *equal = memchr(line.ptr, '=', line.len);
    struct jd_str value;
    if (!equal) {
        wrong(reader, "no = in this line; write name = \"value\"");
        return;
    }
    size_t at = (size_t)(equal - line.ptr);
    struct jd_str name = jd_str_trim(jd_str_sub(line, 0, at));
    if (!is_name(name))
        wrong(reader, "no name before the =; write name = \"value\"");
    else if (reader->place == BEFORE_SECTIONS)
        wrong(reader, "%.*s stands before the first [section]", JD_STR_ARG(name));
    else if (read_value(reader, jd_str_sub(line, at + 1, line.len), &value))
        add_entry(reader, name, value);
}

/* Nothing that would confuse iniparser, a screen or us; false: complained. */
static bool check_line(struct reader *reader, struct jd_str line)
{
    if (line.len > JD_LINE_MAX) {
        wrong(reader, "longer than %d bytes", JD_LINE_MAX);
        return false;
    }
    for (size_t at = 0; at < line.len;) {
        struct jd_cp cp = jd_utf8_next(line, at);
        if (cp.bad || (cp.cp < 0x20 && cp.cp != '\t') || cp.cp == 0x7F) {
            wrong(reader, "column %zu: %s", column_of(reader, line.ptr + at),
                  cp.bad ? "not UTF-8" : "a control character");
            return false;
        }
        at += cp.len;
    }
    return true;
}

void jd_lines_read(struct jd_lines *lines, struct jd_str text)
{
    struct reader state = { .lines = lines }, *reader = &state;
    static const char bom[] = "\xEF\xBB\xBF";
    if (jd_str_starts(text, jd_str_of(bom)))
        text = jd_str_sub(text, 3, text.len);
    struct jd_str line;
    for (struct jd_str rest = text; jd_str_split(&rest, '\n', &line);) {
        reader->number++;
        reader->line = line;
        line = jd_str_trim(line);
        if (is_comment(line) || !check_line(reader, line))
            continue;
        if (line.ptr[0] == '[')
            read_section(reader, line);
        else
            read_entry(reader, line);
    }
}
