/* SPDX-License-Identifier: MIT */
#include "type.h"

#include <string.h>

#include "jingdu/text/sanitise.h"

#include "jingdu/base/banned.h"

static const char modern[] = "xterm-256color";

bool jd_type_is_xterm_like(const char *name)
{
    static const char *const starts[] = {
        "xterm",   "rxvt",    "screen",      "tmux",  "kitty",  "foot",    "alacritty",
        "konsole", "wezterm", "ghostty",     "gnome", "vte",    "contour", "mintty",
        "iterm",   "st-",     "ms-terminal", "rio",   "nsterm", "mlterm",  "putty",
    };
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (strncmp(name, starts[i], strlen(starts[i])) == 0)
            return true;
    return strcmp(name, "st") == 0;
}

/* TERM comes from outside: it is said as text, not as bytes. */
static void fail_unknown(const char *name, struct jd_error *err)
{
    struct jd_buf shown = JD_BUF_INIT;
    jd_sanitise_line(&shown, jd_str_sub(jd_str_of(name), 0, 60));
    jd_fail(err, JD_ERR_TERMINAL,
            "the terminal type TERM=%s is not known here: install Debian's package "
            "ncurses-term, or try TERM=xterm-256color",
            shown.data);
    jd_buf_release(&shown);
}

static SCREEN *try_name(const char *name, FILE *out, FILE *in)
{
    SCREEN *screen = newterm(name, out, in);
    if (screen)
        set_term(screen);
    return screen;
}

static SCREEN *try_modern(const char *name, FILE *out, FILE *in, struct jd_buf *notice)
{
    if (!jd_type_is_xterm_like(name))
        return NULL;
    SCREEN *screen = try_name(modern, out, in);
    if (!screen)
        return NULL;
    struct jd_buf shown = JD_BUF_INIT;
    jd_sanitise_line(&shown, jd_str_sub(jd_str_of(name), 0, 60));
    jd_buf_printf(notice, "TERM=%s is not known here (package ncurses-term): using %s",
                  shown.data, modern);
    jd_buf_release(&shown);
    return screen;
}

static bool has_capability(const char *name)
{
    const char *text = tigetstr(name);
    return text && text != (const char *)-1;
}

SCREEN *jd_type_open(const char *name, FILE *out, FILE *in, struct jd_buf *notice,
                     struct jd_error *err)
{
    jd_buf_clear(notice);
    if (!name || !*name) {
        jd_fail(err, JD_ERR_TERMINAL,
                "the terminal type is not known: TERM is not set (try "
                "TERM=xterm-256color), or use jingdu annotate");
        return NULL;
    }
    SCREEN *screen = try_name(name, out, in);
    if (!screen)
        screen = try_modern(name, out, in, notice);
    if (!screen) {
        fail_unknown(name, err);
        return NULL;
    }
    if (!has_capability("cup")) {
        endwin();
        delscreen(screen);
        jd_fail(err, JD_ERR_TERMINAL,
                "this terminal (TERM=%.40s) cannot move its cursor: use jingdu annotate",
                name);
        return NULL;
    }
    return screen;
}
