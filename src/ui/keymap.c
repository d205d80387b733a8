/* SPDX-License-Identifier: MIT */
#include "jingdu/ui/keymap.h"

#include <assert.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

#include "jingdu/base/mem.h"

#include "jingdu/base/banned.h"

/* Keys below DIRECT are found by index: ASCII, then the special ones. */
enum { ASCII = 128, DIRECT = ASCII + JD_KEY_LAST - JD_KEY_FIRST + 1, VIEW_COUNT = 3 };

/* The choices of the setting "keys". */
enum { PRESET_JINGDU, PRESET_LESS };

/* clang-format off */
#define X(id, name, views, keys, help) { name, views, keys, help },
static const struct {
    const char *name;
    unsigned views;
    const char *keys, *help;
} table[] = { { "", 0, "", "" }, JD_ACTIONS(X) };
#undef X
/* clang-format on */

/* What the preset "less" does otherwise. */
static const struct {
    enum jd_action action;
    const char *keys;
} less_keys[] = {
    { JD_ACTION_DOWN, "j Down e" },     { JD_ACTION_UP, "k Up y" },
    { JD_ACTION_NEXT_WORD, "Right w" }, { JD_ACTION_PREVIOUS_WORD, "Left W" },
    { JD_ACTION_START, "g Home <" },    { JD_ACTION_END, "G End >" },
    { JD_ACTION_HELP, "h F1" },         { JD_ACTION_SEARCH_BACKWARD, "?" },
    { JD_ACTION_NEXT_ARTICLE, "^N" },   { JD_ACTION_PREVIOUS_ARTICLE, "^P" },
    { JD_ACTION_COPY, "Insert" },       { JD_ACTION_EDIT, "v" },
    { JD_ACTION_SELECT, "V" },
};

/* A key of an action, in the views where no other action has taken it. */
struct bond {
    jd_key key;
    enum jd_action action;
    unsigned views;
    size_t line; /* of the settings file; 0: default */
};

struct jd_keymap {
    struct bond *bonds; /* in the order in which help shows them */
    size_t count, cap;
    size_t lines[JD_ACTION_COUNT];      /* of the settings file; 0: default keys */
    uint8_t direct[VIEW_COUNT][DIRECT]; /* enum jd_action */
};

const char *jd_action_name(enum jd_action action)
{
    assert(action < JD_ACTION_COUNT);
    return table[action].name;
}

const char *jd_action_help(enum jd_action action)
{
    assert(action < JD_ACTION_COUNT);
    return table[action].help;
}

const char *jd_action_default_keys(enum jd_action action)
{
    assert(action < JD_ACTION_COUNT);
    return table[action].keys;
}

unsigned jd_action_views(enum jd_action action)
{
    assert(action < JD_ACTION_COUNT);
    return table[action].views;
}

/* ---- building ---------------------------------------------------------------------- */

struct builder {
    struct jd_keymap *keymap;
    jd_settings_complain complain;
    void *context;
    size_t line;
};

static void wrong(const struct builder *builder, const char *fmt, ...) JD_PRINTF(2, 3);

static void wrong(const struct builder *builder, const char *fmt, ...)
{
    if (!builder->complain)
        return;
    struct jd_error err = JD_ERROR_INIT;
    va_list args;
    va_start(args, fmt);
    vsnprintf(err.message, sizeof err.message, fmt, args);
    va_end(args);
    builder->complain(builder->context, builder->line, err.message);
}

static void drop_bond(struct jd_keymap *keymap, size_t at)
{
    memmove(&keymap->bonds[at], &keymap->bonds[at + 1],
            (--keymap->count - at) * sizeof *keymap->bonds);
}

static void drop_action(struct jd_keymap *keymap, enum jd_action action)
{
    for (size_t i = keymap->count; i-- > 0;)
        if (keymap->bonds[i].action == action)
            drop_bond(keymap, i);
}

/* Give key to action; whoever has it in one of its views loses it there. */
static void bind_key(struct builder *builder, enum jd_action action, jd_key key)
{
    struct jd_keymap *keymap = builder->keymap;
    unsigned views = table[action].views;
    for (size_t i = keymap->count; i-- > 0;) {
        struct bond *bond = &keymap->bonds[i];
        if (bond->key != key || !(bond->views & views))
            continue;
        if (bond->action == action && bond->views == views)
            return;
        if (bond->line && bond->action != action) {
            struct jd_buf name = JD_BUF_INIT;
            jd_key_name(key, &name);
            wrong(builder, "%s has %s already (line %zu); this line counts",
                  table[bond->action].name, name.data, bond->line);
            jd_buf_release(&name);
        }
        bond->views &= ~views;
        if (!bond->views)
            drop_bond(keymap, i);
    }
    keymap->bonds =
        jd_grow(keymap->bonds, keymap->count, &keymap->cap, sizeof *keymap->bonds);
    keymap->bonds[keymap->count++] = (struct bond){
        .key = key, .action = action, .views = views, .line = builder->line
    };
}

static bool is_taken(const struct jd_keymap *keymap, jd_key key, unsigned views)
{
    for (size_t i = 0; i < keymap->count; i++)
        if (keymap->bonds[i].key == key && keymap->bonds[i].views & views)
            return true;
    return false;
}

/* The default keys of an action: separated by blanks, good, and nobody else's. */
static void bind_defaults(struct builder *builder, enum jd_action action,
                          const char *keys)
{
    struct jd_str part;
    for (struct jd_str rest = jd_str_of(keys); jd_str_split(&rest, ' ', &part);) {
        jd_key key;
        if (!jd_key_parse(part, &key) ||
            is_taken(builder->keymap, key, table[action].views))
            abort(); // a mistake in the table
        bind_key(builder, action, key);
    }
}

static void bind_preset(struct builder *builder, int preset)
{
    for (int a = JD_ACTION_NONE + 1; a < JD_ACTION_COUNT; a++) {
        const char *keys = table[a].keys;
        for (size_t i = 0; i < sizeof less_keys / sizeof *less_keys; i++)
            if (preset == PRESET_LESS && (int)less_keys[i].action == a)
                keys = less_keys[i].keys;
        bind_defaults(builder, (enum jd_action)a, keys);
    }
}

/* The next key name of a list separated by commas or blanks; false at its end. */
static bool next_name(struct jd_str *rest, struct jd_str *name)
{
    static const char separators[] = ", \t";
    size_t start = 0;
    while (start < rest->len && strchr(separators, rest->ptr[start]))
        start++;
    size_t end = start;
    while (end < rest->len && !strchr(separators, rest->ptr[end]))
        end++;
    *name = jd_str_sub(*rest, start, end);
    *rest = jd_str_sub(*rest, end, rest->len);
    return name->len > 0;
}

/* The good keys of a list; how many there are is returned. */
static size_t parse_keys(const struct builder *builder, struct jd_str text, jd_key *keys,
                         size_t max)
{
    struct jd_str name;
    size_t count = 0;
    while (next_name(&text, &name)) {
        jd_key key;
        if (!jd_key_parse(name, &key))
            wrong(builder,
                  "there is no key \"%.*s\"; keys are written like x ^F Space PgDn F1 "
                  "comma",
                  JD_STR_ARG(jd_str_sub(name, 0, 40)));
        else if (key >= '0' && key <= '9')
            wrong(builder, "%c is a digit: digits before a key repeat it", (int)key);
        else if (count == max)
            wrong(builder, "more than %zu keys for one action", max);
        else
            keys[count++] = key;
    }
    return count;
}

static enum jd_action find_action(const struct builder *builder, struct jd_str name)
{
    for (int a = JD_ACTION_NONE + 1; a < JD_ACTION_COUNT; a++)
        if (jd_str_eq_c(name, table[a].name))
            return (enum jd_action)a;
    const char *near = NULL;
    for (int a = JD_ACTION_NONE + 1; a < JD_ACTION_COUNT && !near; a++)
        if (jd_settings_is_near(name, table[a].name))
            near = table[a].name;
    wrong(builder, "there is no action %.*s%s%s%s", JD_STR_ARG(name),
          near ? "; did you mean " : "", near ? near : "", near ? "?" : "");
    return JD_ACTION_NONE;
}

static void bind_line(struct builder *builder, struct jd_str name, struct jd_str text)
{
    jd_key keys[16];
    enum jd_action action = find_action(builder, name);
    if (!action)
        return;
    struct jd_str trimmed = jd_str_trim(text);
    bool none = trimmed.len == 4 && strncasecmp(trimmed.ptr, "none", 4) == 0;
    size_t count = none ? 0 : parse_keys(builder, text, keys, sizeof keys / sizeof *keys);
    if (!none && !count) {
        wrong(builder,
              "no key for %s; \"none\" leaves it without, \"Space\" is the blank",
              table[action].name);
        return;
    }
    drop_action(builder->keymap, action);
    builder->keymap->lines[action] = builder->line;
    for (size_t i = 0; i < count; i++)
        bind_key(builder, action, keys[i]);
}

/* Nobody shall have to kill the program from another terminal. */
static void keep_exit(struct builder *builder)
{
    for (size_t i = 0; i < builder->keymap->count; i++) {
        const struct bond *bond = &builder->keymap->bonds[i];
        if ((bond->action == JD_ACTION_QUIT || bond->action == JD_ACTION_BACK) &&
            bond->views & JD_VIEW_PAGE)
            return;
    }
    wrong(builder, "no key is left to quit with; Q stays");
    bind_key(builder, JD_ACTION_QUIT, 'Q');
}

/* Place of a key in the direct table; DIRECT when it has none. */
static size_t direct_index(jd_key key)
{
    if (key < ASCII)
        return key;
    if (key >= JD_KEY_FIRST && key <= JD_KEY_LAST)
        return ASCII + (key - JD_KEY_FIRST);
    return DIRECT;
}

static void index_keys(struct jd_keymap *keymap)
{
    for (size_t i = 0; i < keymap->count; i++) {
        const struct bond *bond = &keymap->bonds[i];
        size_t at = direct_index(bond->key);
        for (int v = 0; v < VIEW_COUNT && at < DIRECT; v++)
            if (bond->views & 1U << v)
                keymap->direct[v][at] = (uint8_t)bond->action;
    }
}

struct jd_keymap *jd_keymap_new(const struct jd_settings *settings,
                                jd_settings_complain complain, void *context)
{
    struct builder builder = { .keymap = jd_alloc_zero(1, sizeof *builder.keymap),
                               .complain = complain,
                               .context = context };
    struct jd_str name, keys;
    bind_preset(&builder, jd_settings_get(settings, JD_SET_KEYS));
    for (size_t i = 0; jd_settings_binding(settings, i, &name, &keys, &builder.line); i++)
        bind_line(&builder, name, keys);
    keep_exit(&builder);
    index_keys(builder.keymap);
    return builder.keymap;
}

void jd_keymap_free(struct jd_keymap *keymap)
{
    if (!keymap)
        return;
    free(keymap->bonds);
    free(keymap);
}

/* ---- asking ------------------------------------------------------------------------ */

enum jd_action jd_keymap_find(const struct jd_keymap *keymap, enum jd_view view,
                              jd_key key)
{
    size_t at = direct_index(key);
    if (at < DIRECT)
        for (int v = 0; v < VIEW_COUNT; v++)
            if (view & 1U << v)
                return (enum jd_action)keymap->direct[v][at];
    for (size_t i = 0; i < keymap->count; i++)
        if (keymap->bonds[i].key == key && keymap->bonds[i].views & view)
            return keymap->bonds[i].action;
    return JD_ACTION_NONE;
}

void jd_keymap_keys(const struct jd_keymap *keymap, enum jd_action action,
                    struct jd_buf *into)
{
    const char *blank = "";
    for (size_t i = 0; i < keymap->count; i++)
        if (keymap->bonds[i].action == action) {
            jd_buf_add_c(into, blank);
            jd_key_name(keymap->bonds[i].key, into);
            blank = " ";
        }
}

/* The live keys of an action as a value of [keys]. */
static void add_value(const struct jd_keymap *keymap, enum jd_action action,
                      struct jd_buf *into)
{
    const char *comma = "";
    for (size_t i = 0; i < keymap->count; i++)
        if (keymap->bonds[i].action == action) {
            jd_key key = keymap->bonds[i].key;
            jd_buf_add_c(into, comma);
            if (key == ',' || key == '"')
                jd_buf_add_c(into, key == ',' ? "comma" : "quote");
            else
                jd_key_name(key, into);
            comma = ", ";
        }
    if (!*comma)
        jd_buf_add_c(into, "none");
}

static bool has_lost_views(const struct jd_keymap *keymap, enum jd_action action)
{
    for (size_t i = 0; i < keymap->count; i++)
        if (keymap->bonds[i].action == action &&
            keymap->bonds[i].views != table[action].views)
            return true;
    return false;
}

static void print_action(const struct jd_keymap *keymap, enum jd_action action,
                         const char *file, struct jd_buf *into)
{
    bool is_default = !keymap->lines[action];
    if (is_default && has_lost_views(keymap, action))
        jd_buf_add_char(into, '#');
    jd_buf_printf(into, "%s = \"", table[action].name);
    add_value(keymap, action, into);
    jd_buf_printf(into, "\"  # %s\n", is_default ? "default" : file);
}

void jd_keymap_print(const struct jd_keymap *keymap, const char *file,
                     struct jd_buf *into)
{
    size_t last = 0;
    for (int a = JD_ACTION_NONE + 1; a < JD_ACTION_COUNT; a++)
        if (!keymap->lines[a])
            print_action(keymap, (enum jd_action)a, file, into);
    for (;;) {
        enum jd_action next = JD_ACTION_NONE;
        for (int a = JD_ACTION_NONE + 1; a < JD_ACTION_COUNT; a++)
            if (keymap->lines[a] > last &&
                (!next || keymap->lines[a] < keymap->lines[next]))
                next = (enum jd_action)a;
        if (!next)
            return;
        print_action(keymap, next, file, into);
        last = keymap->lines[next];
    }
}

void jd_keymap_sample(struct jd_buf *into)
{
    struct jd_settings *settings = jd_settings_new();
    struct jd_keymap *keymap = jd_keymap_new(settings, NULL, NULL);
    jd_buf_add_c(into, "\n[keys]\n\n"
                       "# The keys of an action, separated by commas; they replace its "
                       "default keys.\n"
                       "# \"none\" leaves an action without keys. Names of keys: the "
                       "character itself,\n"
                       "# comma, quote, Space, Enter, Tab, S-Tab, Esc, Backspace, Up, "
                       "Down, Left, Right,\n"
                       "# Home, End, PgUp, PgDn, Insert, Delete, F1 to F12; ^F is F with "
                       "control.\n");
    for (int a = JD_ACTION_NONE + 1; a < JD_ACTION_COUNT; a++) {
        jd_buf_printf(into, "\n# %s\n#%s = \"", table[a].help, table[a].name);
        add_value(keymap, (enum jd_action)a, into);
        jd_buf_add_c(into, "\"\n");
    }
    jd_keymap_free(keymap);
    jd_settings_free(settings);
}
