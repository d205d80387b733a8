/* SPDX-License-Identifier: MIT */
#include "jingdu/ui/settings.h"

#include <assert.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/mman.h>
#include <unistd.h>

#include <iniparser.h>

#include "jingdu/base/file.h"
#include "jingdu/base/mem.h"
#include "jingdu/text/utf8.h"

#include "settings_lines.h"

#include "jingdu/base/banned.h"

/* clang-format off */
#define X(id, section, name, kind, min, max, choices, fallback, help) \
    { section, name, JD_SETTING_##kind, min, max, choices, fallback, help },
static const struct jd_setting table[] = { JD_SETTINGS(X) };
#undef X
/* clang-format on */

struct value {
    int number;
    char *text; /* owned; in the form that the settings file has */
    enum jd_origin origin;
};

struct binding {
    const char *action, *keys; /* in the arena */
    size_t line;
};

struct jd_settings {
    struct value values[JD_SET_COUNT];
    struct binding *bindings;
    size_t binding_count, binding_cap;
    struct jd_arena arena;
};

const struct jd_setting *jd_setting_info(enum jd_setting_id id)
{
    assert(id < JD_SET_COUNT);
    return &table[id];
}

static bool equals(struct jd_str text, const char *name)
{
    return text.len == strlen(name) && strncasecmp(text.ptr, name, text.len) == 0;
}

/* ---- values ------------------------------------------------------------------------ */

/* All digits and in range; nothing wraps. */
static bool parse_int(struct jd_str text, int min, int max, int *out)
{
    bool negative = text.len && text.ptr[0] == '-';
    long long number = 0;
    if (text.len == negative)
        return false;
    for (size_t i = negative; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return false;
        number = number * 10 + (text.ptr[i] - '0');
        if (number > INT_MAX)
            return false;
    }
    number = negative ? -number : number;
    if (number < min || number > max)
        return false;
    *out = (int)number;
    return true;
}

static bool parse_bool(struct jd_str text, int *out)
{
    static const char *const words[] = { "no",    "yes",  "0",   "1",
                                         "false", "true", "off", "on" };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (equals(text, words[i])) {
            *out = i & 1;
            return true;
        }
    return false;
}

static struct jd_str choice_at(const struct jd_setting *info, int index)
{
    struct jd_str rest = jd_str_of(info->choices), part = JD_STR_EMPTY;
    for (int i = 0; i <= index; i++)
        if (!jd_str_split(&rest, '|', &part))
            return JD_STR_EMPTY;
    return part;
}

static bool parse_choice(const struct jd_setting *info, struct jd_str text, int *out)
{
    struct jd_str rest = jd_str_of(info->choices), part;
    for (int i = 0; jd_str_split(&rest, '|', &part); i++)
        if (part.len == text.len && strncasecmp(part.ptr, text.ptr, part.len) == 0) {
            *out = i;
            return true;
        }
    return false;
}

/* "8 to 500", "yes or no", "dark, light, mono": what would be right. */
static void describe_range(const struct jd_setting *info, struct jd_buf *into)
{
    struct jd_str rest = jd_str_of(info->choices), part;
    switch (info->kind) {
    case JD_SETTING_INT:
        jd_buf_printf(into, "%d to %d", info->min, info->max);
        break;
    case JD_SETTING_BOOL:
        jd_buf_add_c(into, "yes or no");
        break;
    case JD_SETTING_CHOICE:
        for (const char *comma = ""; jd_str_split(&rest, '|', &part); comma = ", ")
            jd_buf_printf(into, "%s%.*s", comma, JD_STR_ARG(part));
        break;
    case JD_SETTING_TEXT:
        jd_buf_add_c(into, "any text");
        break;
    }
}

/* The value of a setting in the form of the file. */
static void format_value(const struct jd_setting *info, int number, struct jd_str text,
                         struct jd_buf *into)
{
    switch (info->kind) {
    case JD_SETTING_INT:
        jd_buf_printf(into, "%d", number);
        break;
    case JD_SETTING_BOOL:
        jd_buf_add_c(into, number ? "yes" : "no");
        break;
    case JD_SETTING_CHOICE:
        jd_buf_add(into, choice_at(info, number));
        break;
    case JD_SETTING_TEXT:
        jd_buf_add(into, text);
        break;
    }
}

static bool parse_value(const struct jd_setting *info, struct jd_str text, int *out)
{
    switch (info->kind) {
    case JD_SETTING_INT:
        return parse_int(text, info->min, info->max, out);
    case JD_SETTING_BOOL:
        return parse_bool(text, out);
    case JD_SETTING_CHOICE:
        return parse_choice(info, text, out);
    case JD_SETTING_TEXT:
        return text.len <= JD_LINE_MAX && !memchr(text.ptr, '\n', text.len) &&
               !jd_utf8_count_bad(text);
    }
    return false;
}

/* Check a value and, unless it comes too late, keep it. */
static bool take_value(struct jd_settings *settings, enum jd_setting_id id,
                       struct jd_str text, enum jd_origin origin, struct jd_error *err)
{
    const struct jd_setting *info = jd_setting_info(id);
    struct value *value = &settings->values[id];
    struct jd_buf buf = JD_BUF_INIT;
    int number = 0;
    text = jd_str_trim(text);
    if (!parse_value(info, text, &number)) {
        describe_range(info, &buf);
        jd_fail(err, JD_ERR_USAGE, "%s cannot be \"%.*s\": %s", info->name,
                (int)(text.len < 40 ? text.len : jd_utf8_floor(text, 40)), text.ptr,
                buf.data);
        jd_buf_release(&buf);
        return false;
    }
    if (origin >= value->origin) {
        format_value(info, number, text, &buf);
        free(value->text);
        value->text = jd_copy_bytes(buf.data, buf.len);
        value->number = number;
        value->origin = origin;
    }
    jd_buf_release(&buf);
    return true;
}

struct jd_settings *jd_settings_new(void)
{
    struct jd_settings *settings = jd_alloc_zero(1, sizeof *settings);
    for (int i = 0; i < JD_SET_COUNT; i++)
        if (!take_value(settings, (enum jd_setting_id)i, jd_str_of(table[i].fallback),
                        JD_ORIGIN_DEFAULT, NULL))
            abort(); // a mistake in the table
    return settings;
}

void jd_settings_free(struct jd_settings *settings)
{
    if (!settings)
        return;
    for (int i = 0; i < JD_SET_COUNT; i++)
        free(settings->values[i].text);
    free(settings->bindings);
    jd_arena_release(&settings->arena);
    free(settings);
}

int jd_settings_get(const struct jd_settings *settings, enum jd_setting_id id)
{
    assert(id < JD_SET_COUNT);
    return settings->values[id].number;
}

struct jd_str jd_settings_text(const struct jd_settings *settings, enum jd_setting_id id)
{
    assert(id < JD_SET_COUNT);
    return jd_str_of(settings->values[id].text);
}

enum jd_origin jd_settings_origin(const struct jd_settings *settings,
                                  enum jd_setting_id id)
{
    assert(id < JD_SET_COUNT);
    return settings->values[id].origin;
}

bool jd_settings_set(struct jd_settings *settings, enum jd_setting_id id,
                     struct jd_str value, enum jd_origin origin, struct jd_error *err)
{
    assert(id < JD_SET_COUNT);
    return take_value(settings, id, value, origin, err);
}

bool jd_settings_binding(const struct jd_settings *settings, size_t index,
                         struct jd_str *action, struct jd_str *keys, size_t *line)
{
    if (index >= settings->binding_count)
        return false;
    const struct binding *binding = &settings->bindings[index];
    *action = jd_str_of(binding->action);
    *keys = jd_str_of(binding->keys);
    *line = binding->line;
    return true;
}

/* ---- iniparser --------------------------------------------------------------------- */

static int stay_silent(const char *format, ...)
{
    (void)format;
    return 0;
}

/*
 * One line for iniparser. Inside quotes 4.1 knows no escapes and later ones do, so what
 * they read differently is written as %XX.
 */
static void write_line(const struct jd_line_entry *entry, struct jd_buf *into)
{
    jd_buf_printf(into, "%s = \"", entry->name);
    for (size_t i = 0; i < entry->value.len; i++) {
        char c = entry->value.ptr[i];
        if (strchr("%\\\"'", c))
            jd_buf_printf(into, "%%%02X", (unsigned)c);
        else
            jd_buf_add_char(into, c);
    }
    jd_buf_add_c(into, "\"\n");
}

static void decode_value(const char *text, struct jd_buf *into)
{
    for (; *text; text++) {
        if (text[0] == '%' && text[1] && text[2]) {
            const char hex[3] = { text[1], text[2], '\0' };
            jd_buf_add_char(into, (char)strtol(hex, NULL, 16));
            text += 2;
        } else {
            jd_buf_add_char(into, *text);
        }
    }
}

/* The good lines as iniparser understands them; it only loads files, so this is one. */
static dictionary *load_entries(struct jd_lines *lines)
{
    struct jd_buf text = JD_BUF_INIT;
    const char *section = NULL;
    for (size_t i = 0; i < lines->count; i++) {
        const struct jd_line_entry *entry = &lines->entries[i];
        if (!section || strcmp(entry->section, section) != 0)
            jd_buf_printf(&text, "[%s]\n", entry->section);
        section = entry->section;
        size_t start = text.len;
        write_line(entry, &text);
        if (text.len - start > JD_LINE_MAX)
            jd_buf_cut(&text, start); // told of in apply_entries
    }
    dictionary *found = NULL;
    int fd = memfd_create("jingdu-settings", MFD_CLOEXEC);
    if (fd >= 0 && jd_file_write_all(fd, jd_buf_str(&text), NULL)) {
        char path[40];
        snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
        iniparser_set_error_callback(stay_silent);
        found = iniparser_load(path);
    }
    if (fd >= 0)
        close(fd);
    jd_buf_release(&text);
    return found;
}

static void add_binding(struct jd_settings *settings, const struct jd_line_entry *entry,
                        struct jd_str keys)
{
    settings->bindings = jd_grow(settings->bindings, settings->binding_count,
                                 &settings->binding_cap, sizeof *settings->bindings);
    settings->bindings[settings->binding_count++] = (struct binding){
        .action = entry->name,
        .keys = jd_arena_copy(&settings->arena, keys.ptr, keys.len),
        .line = entry->line,
    };
}

static void apply_entries(struct jd_settings *settings, struct jd_lines *lines,
                          const dictionary *found)
{
    struct jd_buf key = JD_BUF_INIT, value = JD_BUF_INIT;
    for (size_t i = 0; i < lines->count; i++) {
        const struct jd_line_entry *entry = &lines->entries[i];
        struct jd_error err = JD_ERROR_INIT;
        jd_buf_clear(&key);
        jd_buf_clear(&value);
        jd_buf_printf(&key, "%s:%s", entry->section, entry->name);
        const char *text = iniparser_getstring(found, key.data, NULL);
        if (!text) {
            jd_lines_complain(lines, entry->line, "too long");
            continue;
        }
        decode_value(text, &value);
        if (entry->id < 0)
            add_binding(settings, entry, jd_buf_str(&value));
        else if (!take_value(settings, (enum jd_setting_id)entry->id, jd_buf_str(&value),
                             JD_ORIGIN_FILE, &err))
            jd_lines_complain(lines, entry->line, err.message);
    }
    jd_buf_release(&key);
    jd_buf_release(&value);
}

void jd_settings_read(struct jd_settings *settings, struct jd_str text,
                      jd_settings_complain complain, void *context)
{
    struct jd_lines lines = { .arena = &settings->arena,
                              .tell = complain,
                              .context = context };
    if (text.len > JD_SETTINGS_FILE_MAX) {
        jd_lines_complain(&lines, 1, "the file is larger than 1 MiB, none of it counts");
        return;
    }
    jd_lines_read(&lines, text);
    if (!lines.count)
        return;
    dictionary *found = load_entries(&lines);
    if (found)
        apply_entries(settings, &lines, found);
    else
        jd_lines_complain(&lines, 1, "iniparser cannot load this, none of it counts");
    iniparser_freedict(found);
}

bool jd_settings_load(struct jd_settings *settings, const char *path,
                      jd_settings_complain complain, void *context, struct jd_error *err)
{
    struct jd_buf text = JD_BUF_INIT, usual = JD_BUF_INIT;
    struct jd_error why = JD_ERROR_INIT;
    const char *from = path;
    if (!path && jd_file_xdg(JD_XDG_CONFIG, "config", &usual))
        from = usual.data;
    bool read = from && jd_file_read(from, JD_SETTINGS_FILE_MAX, &text, &why);
    if (read)
        jd_settings_read(settings, jd_buf_str(&text), complain, context);
    else if (path && err)
        *err = why;
    else if (from && why.code != JD_ERR_NOT_FOUND && complain)
        complain(context, 1, why.message);
    jd_buf_release(&text);
    jd_buf_release(&usual);
    return read || !path;
}

/* ---- writing ----------------------------------------------------------------------- */

/* "[page]" before the first setting of a section. */
static void add_section(int id, struct jd_buf *into)
{
    if (id == 0 || strcmp(table[id].section, table[id - 1].section) != 0)
        jd_buf_printf(into, "%s[%s]\n", id ? "\n" : "", table[id].section);
}

void jd_settings_print(const struct jd_settings *settings, const char *file,
                       struct jd_buf *into)
{
    for (int i = 0; i < JD_SET_COUNT; i++) {
        const struct value *value = &settings->values[i];
        const char *origin = value->origin == JD_ORIGIN_DEFAULT  ? "default"
                             : value->origin == JD_ORIGIN_OPTION ? "option"
                                                                 : file;
        char quote = strchr(value->text, '"') ? '\'' : '"';
        add_section(i, into);
        jd_buf_printf(into, "%s = %c%s%c  # %s\n", table[i].name, quote, value->text,
                      quote, origin);
    }
}

/* A comment, folded at blanks. */
static void add_comment(struct jd_buf *into, struct jd_str text)
{
    struct jd_str word;
    size_t col = 0;
    for (struct jd_str rest = text; jd_str_split(&rest, ' ', &word);) {
        if (col == 0 || col + 1 + word.len > 78) {
            jd_buf_add_c(into, col ? "\n#" : "#");
            col = 1;
        }
        jd_buf_printf(into, " %.*s", JD_STR_ARG(word));
        col += 1 + word.len;
    }
    jd_buf_add_char(into, '\n');
}

void jd_settings_sample(struct jd_buf *into)
{
    struct jd_buf range = JD_BUF_INIT;
    jd_buf_add_c(into, "# Settings of jingdu. Each stands here with its default; take "
                       "the # away\n# before a name to change it.\n\n");
    for (int i = 0; i < JD_SET_COUNT; i++) {
        add_section(i, into);
        jd_buf_add_char(into, '\n');
        add_comment(into, jd_str_of(table[i].help));
        jd_buf_clear(&range);
        describe_range(&table[i], &range);
        jd_buf_printf(into, "# %s\n#%s = \"%s\"\n", range.data, table[i].name,
                      table[i].fallback);
    }
    jd_buf_release(&range);
}
