/* SPDX-License-Identifier: MIT */
/*
 * The lines of a settings file, looked at one by one before iniparser sees them: a bad
 * line is a complaint with its number, the good ones are kept as entries. iniparser alone
 * would refuse the whole file for one of them, and tells no line numbers later.
 */
#ifndef JINGDU_UI_SETTINGS_LINES_H
#define JINGDU_UI_SETTINGS_LINES_H

#include <stdbool.h>
#include <stddef.h>

#include "jingdu/base/mem.h"
#include "jingdu/ui/settings.h"

/* iniparser 4.1 gives up at lines of 1,024 bytes. */
enum { JD_LINE_MAX = 1000, JD_LINE_NAME_MAX = 64, JD_BINDINGS_MAX = 200 };

/* One good line. */
struct jd_line_entry {
    const char *section, *name; /* the table's, or in the arena; lower case */
    int id;                     /* enum jd_setting_id; -1: a line of [keys] */
    struct jd_str value;        /* in the text, without its quotation marks */
    size_t line;
};

struct jd_lines {
    struct jd_arena *arena;
    jd_settings_complain tell; /* may be NULL */
    void *context;
    size_t complaints;
    struct jd_line_entry entries[JD_SET_COUNT + JD_BINDINGS_MAX];
    size_t count;
};

/* Complain about a line, unless there were JD_SETTINGS_COMPLAINTS_MAX complaints. */
void jd_lines_complain(struct jd_lines *lines, size_t line, const char *message);

/* Take the entries of a text; of two lines for one name the later one. */
void jd_lines_read(struct jd_lines *lines, struct jd_str text);

#endif
