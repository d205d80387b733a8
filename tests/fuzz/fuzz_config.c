/* SPDX-License-Identifier: MIT */
/*
 * Any bytes as a settings file: every setting stays in its range, complaints are few and
 * can be shown, there is always a key to quit with, and what `config print` writes is
 * read back as the same settings and keys.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "jingdu/ui/keymap.h"
#include "jingdu/ui/settings.h"

#define MUST(cond)                                                                       \
    do {                                                                                 \
        if (!(cond))                                                                     \
            abort();                                                                     \
    } while (0)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const enum jd_view views[] = { JD_VIEW_PAGE, JD_VIEW_LIST, JD_VIEW_ENTRY };

struct listener {
    size_t lines; /* of the file */
    size_t count;
};

static void listen(void *context, size_t line, const char *message)
{
    struct listener *listener = context;
    listener->count++;
    MUST(line >= 1 && line <= listener->lines);
    size_t len = strlen(message);
    MUST(len > 0 && len < 400);
    for (size_t i = 0; i < len; i++)
        MUST(((unsigned char)message[i] >= ' ' && message[i] != 0x7F) ||
             message[i] == '\t');
}

static void check_value(const struct jd_settings *settings, enum jd_setting_id id)
{
    const struct jd_setting *info = jd_setting_info(id);
    struct jd_str text = jd_settings_text(settings, id);
    int number = jd_settings_get(settings, id);
    MUST(text.len == strlen(text.ptr) && text.len <= 1000);
    if (info->kind == JD_SETTING_INT)
        MUST(number >= info->min && number <= info->max && number == atoi(text.ptr));
    if (info->kind == JD_SETTING_BOOL)
        MUST(jd_str_eq_c(text, number ? "yes" : "no"));
    if (info->kind == JD_SETTING_CHOICE) {
        struct jd_str rest = jd_str_of(info->choices), part = JD_STR_EMPTY;
        for (int i = 0; i <= number; i++)
            MUST(jd_str_split(&rest, '|', &part));
        MUST(number >= 0 && jd_str_eq(part, text));
    }
}

/* Has an action a key that works on the page? */
static bool leaves_page(const struct jd_keymap *keymap, enum jd_action action)
{
    struct jd_buf keys = JD_BUF_INIT;
    struct jd_str name;
    bool found = false;
    jd_keymap_keys(keymap, action, &keys);
    for (struct jd_str rest = jd_buf_str(&keys); jd_str_split(&rest, ' ', &name);) {
        jd_key key = JD_KEY_NONE;
        if (jd_key_parse(name, &key))
            found |= jd_keymap_find(keymap, JD_VIEW_PAGE, key) == action;
    }
    jd_buf_release(&keys);
    return found;
}

static void check_keys(const struct jd_keymap *keymap)
{
    for (jd_key key = 1; key <= JD_KEY_LAST + 1;
         key = key == 0x84 ? JD_KEY_FIRST : key + 1)
        for (size_t v = 0; v < sizeof views / sizeof *views; v++) {
            enum jd_action action = jd_keymap_find(keymap, views[v], key);
            MUST(action < JD_ACTION_COUNT);
            MUST(!action || jd_action_views(action) & views[v]);
            MUST(!action || key < '0' || key > '9');
        }
    MUST(leaves_page(keymap, JD_ACTION_QUIT) || leaves_page(keymap, JD_ACTION_BACK));
}

static size_t count_lines(struct jd_str text)
{
    size_t lines = 1;
    for (size_t i = 0; i < text.len; i++)
        lines += text.ptr[i] == '\n';
    return lines;
}

/* What `config print` writes means the same. */
static void check_print(const struct jd_settings *settings,
                        const struct jd_keymap *keymap)
{
    struct jd_buf text = JD_BUF_INIT, once = JD_BUF_INIT, twice = JD_BUF_INIT;
    jd_settings_print(settings, "file", &text);
    jd_buf_add_c(&text, "\n[keys]\n");
    jd_keymap_print(keymap, "file", &text);
    struct listener none = { 0, 0 };
    struct jd_settings *again = jd_settings_new();
    jd_settings_read(again, jd_buf_str(&text), listen, &none);
    MUST(none.count == 0);
    struct jd_keymap *keymap_again = jd_keymap_new(again, NULL, NULL);
    for (int i = 0; i < JD_SET_COUNT; i++)
        MUST(jd_str_eq(jd_settings_text(settings, (enum jd_setting_id)i),
                       jd_settings_text(again, (enum jd_setting_id)i)));
    for (int a = JD_ACTION_NONE + 1; a < JD_ACTION_COUNT; a++) {
        jd_buf_clear(&once);
        jd_buf_clear(&twice);
        jd_keymap_keys(keymap, (enum jd_action)a, &once);
        jd_keymap_keys(keymap_again, (enum jd_action)a, &twice);
        MUST(jd_str_eq(jd_buf_str(&once), jd_buf_str(&twice)));
    }
    for (jd_key key = 1; key <= JD_KEY_LAST + 1;
         key = key == 0x84 ? JD_KEY_FIRST : key + 1)
        for (size_t v = 0; v < sizeof views / sizeof *views; v++)
            MUST(jd_keymap_find(keymap, views[v], key) ==
                 jd_keymap_find(keymap_again, views[v], key));
    jd_keymap_free(keymap_again);
    jd_settings_free(again);
    jd_buf_release(&text);
    jd_buf_release(&once);
    jd_buf_release(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct jd_str text = jd_str_make((const char *)data, size);
    struct listener listener = { count_lines(text), 0 };
    struct jd_settings *settings = jd_settings_new();
    jd_settings_read(settings, text, listen, &listener);
    MUST(listener.count <= JD_SETTINGS_COMPLAINTS_MAX);
    for (int i = 0; i < JD_SET_COUNT; i++)
        check_value(settings, (enum jd_setting_id)i);
    struct jd_keymap *keymap = jd_keymap_new(settings, listen, &listener);
    check_keys(keymap);
    check_print(settings, keymap);
    jd_keymap_free(keymap);
    jd_settings_free(settings);
    return 0;
}
