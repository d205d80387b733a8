/* SPDX-License-Identifier: MIT */
/*
 * Settings: one table (settings_table.h) gives section, name, type, range, default and
 * help; from it come the parser, `config print`, the sample file and the manual. The file
 * is INI
 * (`[section]`, `name = "value"`), read line by line before iniparser sees it, so that a
 * bad line is a complaint with its number and the rest still counts.
 */
#ifndef JINGDU_UI_SETTINGS_H
#define JINGDU_UI_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "jingdu/base/buf.h"
#include "jingdu/base/error.h"
#include "jingdu/base/str.h"

/*
 * X(id, section, name, kind, min, max, choices, default, help)
 * kind INT: min…max; BOOL: yes/no (1 0 true false on off too); CHOICE: one of choices,
 * separated by '|', the value is its index; TEXT: any UTF-8 line up to 1,000 bytes.
 */
#define JD_SETTINGS(X)                                                                   \
    X(MEASURE, "page", "measure", INT, 8, 500, "", "72",                                 \
      "Longest row of text, in cells.")                                                  \
    X(PARAGRAPHS, "page", "paragraphs", CHOICE, 0, 0, "indent|blank", "indent",          \
      "How a paragraph begins: indented by two characters, or after a blank row.")       \
    X(WRAP, "page", "wrap", CHOICE, 0, 0, "word|character", "word",                      \
      "Where rows may end: never inside a known word or name, or between any two "       \
      "characters.")                                                                     \
    X(HANG, "page", "hang", BOOL, 0, 0, "", "yes",                                       \
      "Let one comma or stop hang in the right margin.")                                 \
    X(AMBIGUOUS, "page", "ambiguous", CHOICE, 0, 0, "narrow|wide", "narrow",             \
      "Width of characters like quotation marks and dashes in this terminal; with "      \
      "wide, "                                                                           \
      "characters that have only one width stand in for them.")                          \
    X(HIGHLIGHTS, "page", "highlights", CHOICE, 0, 0, "calm|all|off", "calm",            \
      "Which names and terms are marked.")                                               \
    X(PANEL, "page", "panel", BOOL, 0, 0, "", "yes",                                     \
      "Show the panel that explains the current word.")                                  \
    X(HINTS, "page", "hints", BOOL, 0, 0, "", "yes",                                     \
      "Show a few keys in the last row when there is nothing else to say.")              \
    X(THEME, "look", "theme", CHOICE, 0, 0, "dark|light|high-contrast|mono", "dark",     \
      "Colours for a dark or a light terminal, stronger ones, or none.")                 \
    X(COLOUR, "look", "colour", CHOICE, 0, 0, "auto|never|16|256|true", "auto",          \
      "How many colours to use; auto asks terminfo and NO_COLOR.")                       \
    X(MOUSE, "input", "mouse", BOOL, 0, 0, "", "no",                                     \
      "Wheel scrolls and click moves the cursor (takes the terminal's own selection).")  \
    X(KEYS, "input", "keys", CHOICE, 0, 0, "jingdu|less", "jingdu",                      \
      "Key preset; single keys can be changed under [keys].")                            \
    X(COPY_COMMAND, "programs", "copy-command", TEXT, 0, 0, "", "auto",                  \
      "Program that takes what is copied on its standard input, such as wl-copy; auto "  \
      "asks tmux or the terminal.")                                                      \
    X(EDITOR, "programs", "editor", TEXT, 0, 0, "", "auto",                              \
      "Editor for the article; auto is $VISUAL, $EDITOR or vi.")

#define X(id, ...) JD_SET_##id,
enum jd_setting_id { JD_SETTINGS(X) JD_SET_COUNT };
#undef X

enum jd_setting_kind {
    JD_SETTING_INT,
    JD_SETTING_BOOL,
    JD_SETTING_CHOICE,
    JD_SETTING_TEXT
};

struct jd_setting {
    const char *section, *name;
    enum jd_setting_kind kind;
    int min, max;
    const char *choices, *fallback, *help;
};

/* The row of the table. */
const struct jd_setting *jd_setting_info(enum jd_setting_id id);

enum jd_origin { JD_ORIGIN_DEFAULT, JD_ORIGIN_FILE, JD_ORIGIN_OPTION };

struct jd_settings; /* values, where each came from, and the key bindings of the file */

struct jd_settings *jd_settings_new(void); /* all defaults */
void jd_settings_free(struct jd_settings *settings);

/* INT: the number; BOOL: 0 or 1; CHOICE: the index of the choice. */
int jd_settings_get(const struct jd_settings *settings, enum jd_setting_id id);
struct jd_str jd_settings_text(const struct jd_settings *settings, enum jd_setting_id id);
enum jd_origin jd_settings_origin(const struct jd_settings *settings,
                                  enum jd_setting_id id);

/* Set from text; fails with what is wrong and what would be right. */
bool jd_settings_set(struct jd_settings *settings, enum jd_setting_id id,
                     struct jd_str value, enum jd_origin origin,
                     struct jd_error *err) JD_MUST_USE;

/* Told of each bad line: number from 1, what is wrong. The message is borrowed. */
typedef void (*jd_settings_complain)(void *context, size_t line, const char *message);

enum { JD_SETTINGS_FILE_MAX = 1 << 20, JD_SETTINGS_COMPLAINTS_MAX = 100 };

/*
 * Take everything good from a file's text (at most JD_SETTINGS_FILE_MAX bytes; BOM and
 * CRLF are fine); complain about the rest, at most JD_SETTINGS_COMPLAINTS_MAX times. What
 * an option has set stays. Sections and names may be written in any case. complain may be
 * NULL.
 */
void jd_settings_read(struct jd_settings *settings, struct jd_str text,
                      jd_settings_complain complain, void *context);

/*
 * Read the settings file at path; NULL: $XDG_CONFIG_HOME/jingdu/config, which need not be
 * there and, when it cannot be read, is only complained about. Fails when path is given
 * and cannot be read.
 */
bool jd_settings_load(struct jd_settings *settings, const char *path,
                      jd_settings_complain complain, void *context,
                      struct jd_error *err) JD_MUST_USE;

/*
 * Bindings of [keys], in the order of the file: action name (in lower case) and the value
 * as written. ui/keymap understands them. line is where it stood. False past the last.
 */
bool jd_settings_binding(const struct jd_settings *settings, size_t index,
                         struct jd_str *action, struct jd_str *keys, size_t *line);

/* A sample file with every setting commented out, with its help, range and default. */
void jd_settings_sample(struct jd_buf *into);

/*
 * The settings in force as lines of a settings file under their [section], each with its
 * origin in a comment: "default", "option", or file. Reading them gives the same
 * settings.
 */
void jd_settings_print(const struct jd_settings *settings, const char *file,
                       struct jd_buf *into);

/*
 * Could word be a slip of the pen for name? For "did you mean": at most two letters
 * changed, added, left out or swapped, and fewer than half of them.
 */
bool jd_settings_is_near(struct jd_str word, const char *name);

#endif
