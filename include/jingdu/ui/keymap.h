/* SPDX-License-Identifier: MIT */
/*
 * Actions and the keys that start them. One table gives id, name, the views it belongs
 * to, default keys and help; the help screen, the manual and [keys] all come from it.
 */
#ifndef JINGDU_UI_KEYMAP_H
#define JINGDU_UI_KEYMAP_H

#include <stdbool.h>
#include <stddef.h>

#include "jingdu/base/buf.h"
#include "jingdu/base/error.h"
#include "jingdu/base/str.h"
#include "jingdu/ui/event.h"
#include "jingdu/ui/settings.h"

enum jd_view {
    JD_VIEW_PAGE = 1 << 0,
    JD_VIEW_LIST = 1 << 1, /* contents, terms, bookmarks, library, help … */
    JD_VIEW_ENTRY = 1 << 2,
};

/* X(id, name, views, keys (separated by blanks), help) — product.md, table of keys. */
#define JD_V_ALL (JD_VIEW_PAGE | JD_VIEW_LIST | JD_VIEW_ENTRY)
#define JD_ACTIONS(X)                                                                    \
    X(DOWN, "down", JD_V_ALL, "j Down", "Down a row")                                    \
    X(UP, "up", JD_V_ALL, "k Up", "Up a row")                                            \
    X(NEXT_WORD, "next-word", JD_VIEW_PAGE, "l Right w", "Next word")                    \
    X(PREVIOUS_WORD, "previous-word", JD_VIEW_PAGE, "h Left W", "Previous word")         \
    X(NEXT_HELPED, "next-helped", JD_VIEW_PAGE | JD_VIEW_ENTRY, "Tab",                   \
      "Next marked word (page), next link (entry)")                                      \
    X(PREVIOUS_HELPED, "previous-helped", JD_VIEW_PAGE | JD_VIEW_ENTRY, "S-Tab",         \
      "Previous marked word (page), previous link (entry)")                              \
    X(LABELS, "labels", JD_VIEW_PAGE, ";",                                               \
      "Put a letter on every marked word, go to one")                                    \
    X(OPEN, "open", JD_V_ALL, "Enter K",                                                 \
      "Open the entry of the word; in a list, go there")                                 \
    X(CONTENTS, "contents", JD_VIEW_PAGE, "t", "Contents: the sections")                 \
    X(TERMS, "terms", JD_VIEW_PAGE, "T", "Names and terms of this article")              \
    X(NEXT_SENTENCE, "next-sentence", JD_VIEW_PAGE, ")", "Next sentence")                \
    X(PREVIOUS_SENTENCE, "previous-sentence", JD_VIEW_PAGE, "(", "Previous sentence")    \
    X(NEXT_PARAGRAPH, "next-paragraph", JD_VIEW_PAGE, "}", "Next paragraph")             \
    X(PREVIOUS_PARAGRAPH, "previous-paragraph", JD_VIEW_PAGE, "{", "Previous paragraph") \
    X(NEXT_SECTION, "next-section", JD_VIEW_PAGE, "]", "Next section")                   \
    X(PREVIOUS_SECTION, "previous-section", JD_VIEW_PAGE, "[", "Previous section")       \
    X(PAGE_DOWN, "page-down", JD_V_ALL, "Space f PgDn ^F", "Down a page")                \
    X(PAGE_UP, "page-up", JD_V_ALL, "b PgUp ^B", "Up a page")                            \
    X(HALF_DOWN, "half-down", JD_VIEW_PAGE | JD_VIEW_ENTRY, "d ^D", "Down half a page")  \
    X(LIST_HALF_DOWN, "list-half-down", JD_VIEW_LIST, "^D", "Down half a page")          \
    X(HALF_UP, "half-up", JD_V_ALL, "u ^U", "Up half a page")                            \
    X(SCROLL_DOWN, "scroll-down", JD_VIEW_PAGE, "^E", "Scroll down a row")               \
    X(SCROLL_UP, "scroll-up", JD_VIEW_PAGE, "^Y", "Scroll up a row")                     \
    X(START, "start", JD_V_ALL, "g Home", "To the start")                                \
    X(END, "end", JD_V_ALL, "G End", "To the end")                                       \
    X(PERCENT, "percent", JD_VIEW_PAGE, "%", "To that percent: 50% goes to the middle")  \
    X(MIDDLE, "middle", JD_VIEW_PAGE, "z", "Put the cursor's row in the middle")         \
    X(MARK, "mark", JD_VIEW_PAGE, "m",                                                   \
      "Set a mark: then a-z (here), A-Z (everywhere), Enter (quick)")                    \
    X(GO_MARK, "go-mark", JD_VIEW_PAGE, "'",                                             \
      "Go to a mark: then its letter; '' back from the last jump")                       \
    X(NOTE, "note", JD_VIEW_PAGE | JD_VIEW_LIST, "a",                                    \
      "Write a note on this word; in the list on that bookmark")                         \
    X(BOOKMARKS, "bookmarks", JD_VIEW_PAGE | JD_VIEW_LIST, "B",                          \
      "Bookmarks; in the list: of this article, of all")                                 \
    X(DELETE, "delete", JD_VIEW_LIST, "d", "Delete the chosen bookmark or article")      \
    X(UNDO, "undo", JD_VIEW_PAGE | JD_VIEW_LIST, "U",                                    \
      "Undo the last change of marks and notes")                                         \
    X(SEARCH, "search", JD_VIEW_PAGE, "/", "Search forward as you type")                 \
    X(SEARCH_BACKWARD, "search-backward", JD_VIEW_PAGE, "^R", "Search backward")         \
    X(SEARCH_NEXT, "search-next", JD_VIEW_PAGE, "n", "Next match")                       \
    X(SEARCH_PREVIOUS, "search-previous", JD_VIEW_PAGE, "N", "Previous match")           \
    X(WORD_NEXT, "word-next", JD_VIEW_PAGE, "*", "Next place with this word")            \
    X(WORD_PREVIOUS, "word-previous", JD_VIEW_PAGE, "#",                                 \
      "Previous place with this word")                                                   \
    X(CONCORDANCE, "concordance", JD_VIEW_PAGE, "&",                                     \
      "All places with this word, in context")                                           \
    X(SELECT, "select", JD_VIEW_PAGE, "v",                                               \
      "Select from here, character by character; again: leave")                          \
    X(COPY, "copy", JD_VIEW_PAGE, "y", "Copy the word, or what is selected")             \
    X(COPY_SENTENCE, "copy-sentence", JD_VIEW_PAGE, "Y", "Copy the sentence")            \
    X(LIBRARY, "library", JD_VIEW_PAGE, "O", "Library: articles opened before")          \
    X(NEXT_ARTICLE, "next-article", JD_VIEW_PAGE, "> ^N",                                \
      "Next article; while selecting: one character more")                               \
    X(PREVIOUS_ARTICLE, "previous-article", JD_VIEW_PAGE, "< ^P",                        \
      "Previous article; while selecting: one character less")                           \
    X(EDIT, "edit", JD_VIEW_PAGE, "e", "Open the article in your editor, here")          \
    X(JUMP_BACK, "jump-back", JD_VIEW_PAGE | JD_VIEW_ENTRY, "^O Backspace",              \
      "Back to before the last jump; in an entry, to the entry before")                  \
    X(HIGHLIGHTS, "highlights", JD_VIEW_PAGE, "H", "Marks: calm, all, off")              \
    X(FILTER, "filter", JD_VIEW_LIST, "/", "Show only rows with this text")              \
    X(HELP, "help", JD_V_ALL, "? F1", "This help")                                       \
    X(REDRAW, "redraw", JD_V_ALL, "^L", "Draw the screen again")                         \
    X(SUSPEND, "suspend", JD_V_ALL, "^Z", "Suspend; fg comes back")                      \
    X(BACK, "back", JD_V_ALL, "q", "One back; on the page: quit")                        \
    X(CANCEL, "cancel", JD_V_ALL, "Esc ^G ^C", "Cancel; one back, but never quit")       \
    X(QUIT, "quit", JD_V_ALL, "Q", "Quit")

#define X(id, ...) JD_ACTION_##id,
enum jd_action { JD_ACTION_NONE, JD_ACTIONS(X) JD_ACTION_COUNT };
#undef X

const char *jd_action_name(enum jd_action action);
const char *jd_action_help(enum jd_action action);
const char *jd_action_default_keys(enum jd_action action);
unsigned jd_action_views(enum jd_action action); /* enum jd_view bits */

struct jd_keymap; /* key and view → action */

/*
 * The map of the preset in settings, changed by its [keys]. A line of [keys] replaces all
 * default keys of its action and takes its keys away from other actions of the same view;
 * "none" leaves the action without keys. Complaints: unknown action, unknown key name, a
 * digit (digits are counts), a key that two lines claim in one view (the later line
 * wins), and lines that leave no key to quit with (then Q is kept). complain may be NULL.
 */
struct jd_keymap *jd_keymap_new(const struct jd_settings *settings,
                                jd_settings_complain complain, void *context);
void jd_keymap_free(struct jd_keymap *keymap);

/* The action of key in a view, or JD_ACTION_NONE. */
enum jd_action jd_keymap_find(const struct jd_keymap *keymap, enum jd_view view,
                              jd_key key);

/* "j Down": the live keys of an action, for help; appended, empty when it has none. */
void jd_keymap_keys(const struct jd_keymap *keymap, enum jd_action action,
                    struct jd_buf *into);

/*
 * The live keys of all actions as lines for [keys], each with its origin in a comment:
 * "default", or file. Reading them gives the same map: lines of the file come last, and a
 * default that has lost keys in some views only is commented out.
 */
void jd_keymap_print(const struct jd_keymap *keymap, const char *file,
                     struct jd_buf *into);

/* The [keys] part of the sample file: every action with its default keys and help. */
void jd_keymap_sample(struct jd_buf *into);

#endif
