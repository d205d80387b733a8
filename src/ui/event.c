/* SPDX-License-Identifier: MIT */
#include "jingdu/ui/event.h"

#include <strings.h>

#include "jingdu/text/sanitise.h"
#include "jingdu/text/utf8.h"

#include "jingdu/base/banned.h"

/* The first row with a key is its name; the others are only understood. */
static const struct {
    const char *name;
    jd_key key;
} names[] = {
    { "Space", ' ' },
    { "Enter", JD_KEY_ENTER },
    { "Tab", JD_KEY_TAB },
    { "S-Tab", JD_KEY_BACKTAB },
    { "Esc", JD_KEY_ESC },
    { "Backspace", JD_KEY_BACKSPACE },
    { "Up", JD_KEY_UP },
    { "Down", JD_KEY_DOWN },
    { "Left", JD_KEY_LEFT },
    { "Right", JD_KEY_RIGHT },
    { "Home", JD_KEY_HOME },
    { "End", JD_KEY_END },
    { "PgUp", JD_KEY_PAGE_UP },
    { "PgDn", JD_KEY_PAGE_DOWN },
    { "Insert", JD_KEY_INSERT },
    { "Delete", JD_KEY_DELETE },
    { "F1", JD_KEY_F1 },
    { "F2", JD_KEY_F1 + 1 },
    { "F3", JD_KEY_F1 + 2 },
    { "F4", JD_KEY_F1 + 3 },
    { "F5", JD_KEY_F1 + 4 },
    { "F6", JD_KEY_F1 + 5 },
    { "F7", JD_KEY_F1 + 6 },
    { "F8", JD_KEY_F1 + 7 },
    { "F9", JD_KEY_F1 + 8 },
    { "F10", JD_KEY_F1 + 9 },
    { "F11", JD_KEY_F1 + 10 },
    { "F12", JD_KEY_F12 },
    { "Return", JD_KEY_ENTER },
    { "Shift-Tab", JD_KEY_BACKTAB },
    { "Backtab", JD_KEY_BACKTAB },
    { "Escape", JD_KEY_ESC },
    { "PageUp", JD_KEY_PAGE_UP },
    { "PageDown", JD_KEY_PAGE_DOWN },
    { "Ins", JD_KEY_INSERT },
    { "Del", JD_KEY_DELETE },
    { "Comma", ',' },
    { "Quote", '"' },
};

enum { NAME_COUNT = sizeof names / sizeof *names };

static bool equals(struct jd_str text, const char *name)
{
    return text.len == strlen(name) && strncasecmp(text.ptr, name, text.len) == 0;
}

/* What follows "^", "ctrl-" or "c-"; "" when there is no such beginning. */
static struct jd_str control_part(struct jd_str name)
{
    static const char *const prefixes[] = { "^", "ctrl-", "c-" };
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        size_t len = strlen(prefixes[i]);
        if (name.len > len && strncasecmp(name.ptr, prefixes[i], len) == 0)
            return jd_str_sub(name, len, name.len);
    }
    return JD_STR_EMPTY;
}

/* ^A to ^Z, ^[ ^\ ^] ^^ ^_ and ^?; ^@ is no key, since 0 is none. */
static bool parse_control(struct jd_str part, jd_key *out)
{
    if (part.len != 1)
        return false;
    unsigned char c = (unsigned char)part.ptr[0];
    if (c == '?') {
        *out = JD_KEY_BACKSPACE;
        return true;
    }
    if (!((c >= 'A' && c <= '_') || (c >= 'a' && c <= 'z')))
        return false;
    *out = JD_CTRL(c);
    return true;
}

bool jd_key_parse(struct jd_str name, jd_key *out)
{
    if (!name.len)
        return false;
    struct jd_cp first = jd_utf8_next(name, 0);
    if (first.len == name.len) {
        if (first.bad || jd_sanitise_cp(first.cp) != first.cp)
            return false;
        *out = first.cp;
        return true;
    }
    for (size_t i = 0; i < NAME_COUNT; i++)
        if (equals(name, names[i].name)) {
            *out = names[i].key;
            return true;
        }
    return parse_control(control_part(name), out);
}

void jd_key_name(jd_key key, struct jd_buf *into)
{
    for (size_t i = 0; i < NAME_COUNT; i++)
        if (names[i].key == key && key != ',' && key != '"') {
            jd_buf_add_c(into, names[i].name);
            return;
        }
    if (key > 0 && key < 0x20)
        jd_buf_printf(into, "^%c", (int)(key + '@'));
    else if (key < JD_KEY_FIRST && jd_sanitise_cp(key) == key)
        jd_utf8_add(into, key);
    else
        jd_buf_printf(into, "U+%04X", (unsigned)key);
}
