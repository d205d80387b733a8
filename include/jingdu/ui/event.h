/* SPDX-License-Identifier: MIT */
/* What can happen to the program: the only input of ui/app. No terminal is known here. */
#ifndef JINGDU_UI_EVENT_H
#define JINGDU_UI_EVENT_H

#include <stdbool.h>
#include <stdint.h>

#include "jingdu/base/buf.h"
#include "jingdu/base/str.h"

/* Keys that are no character; above all of Unicode. */
enum jd_key_special {
    JD_KEY_NONE = 0,
    JD_KEY_FIRST = 0x110000,
    JD_KEY_UP = JD_KEY_FIRST,
    JD_KEY_DOWN,
    JD_KEY_LEFT,
    JD_KEY_RIGHT,
    JD_KEY_HOME,
    JD_KEY_END,
    JD_KEY_PAGE_UP,
    JD_KEY_PAGE_DOWN,
    JD_KEY_INSERT,
    JD_KEY_DELETE,
    JD_KEY_BACKTAB,
    JD_KEY_F1, /* F1 to F12 in a row */
    JD_KEY_F12 = JD_KEY_F1 + 11,
    JD_KEY_LAST = JD_KEY_F12,
};

/*
 * One key: a Unicode character (control keys as U+0001 to U+001F: ^F is 6, Tab 9, Enter
 * 13, Esc 27; Backspace is 127 whatever the terminal sends) or an enum jd_key_special.
 */
typedef uint32_t jd_key;

#define JD_CTRL(letter) ((jd_key)((letter)&31))
enum { JD_KEY_TAB = 9, JD_KEY_ENTER = 13, JD_KEY_ESC = 27, JD_KEY_BACKSPACE = 127 };

enum jd_event_kind {
    JD_EVENT_IDLE, /* nothing came within the time asked for */
    JD_EVENT_KEY,
    JD_EVENT_RESIZE, /* cols, rows are the new size */
    JD_EVENT_PASTE,  /* text is a bracketed paste; the terminal's until the next wait */
    JD_EVENT_CLICK,  /* left button at col, row */
    JD_EVENT_WHEEL,  /* key is JD_KEY_UP or JD_KEY_DOWN */
    JD_EVENT_REDRAW, /* back from a suspension: everything must be drawn again */
    JD_EVENT_QUIT,   /* a signal or a vanished terminal: leave now; signal tells which */
};

struct jd_event {
    enum jd_event_kind kind;
    jd_key key;
    int cols, rows;
    int col, row;
    int signal; /* QUIT: its number */
    struct jd_str text;
};

/*
 * Names of keys: a character stands for itself, else "Space Enter Tab S-Tab Esc Backspace
 * Up Down Left Right Home End PgUp PgDn Insert Delete F1…F12", "^F" for control. Parsing
 * also takes other cases, "comma", "ctrl-f", "c-f". False when it is no key's name.
 */
bool jd_key_parse(struct jd_str name, jd_key *out) JD_MUST_USE;
void jd_key_name(jd_key key, struct jd_buf *into);

#endif
