/* SPDX-License-Identifier: MIT */
#include "jingdu/cli/cmd_config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "jingdu/base/file.h"
#include "jingdu/base/mem.h"
#include "jingdu/cli/load.h"
#include "jingdu/cli/options.h"
#include "jingdu/text/sanitise.h"
#include "jingdu/ui/keymap.h"
#include "jingdu/ui/settings.h"

#include "jingdu/base/banned.h"

/* One settings file read through: what came of it and what was wrong. */
struct reading {
    struct jd_buf path; /* of the file; empty: there is no usual place */
    struct jd_settings *settings;
    struct jd_keymap *keymap;
    struct complaint {
        size_t line;
        char *message;
    } * complaints;
    size_t count, cap;
};

static void keep(void *context, size_t line, const char *message)
{
    struct reading *reading = context;
    reading->complaints = jd_grow(reading->complaints, reading->count, &reading->cap,
                                  sizeof *reading->complaints);
    reading->complaints[reading->count++] =
        (struct complaint){ line, jd_copy_bytes(message, strlen(message)) };
}

static void release(struct reading *reading)
{
    jd_keymap_free(reading->keymap);
    jd_settings_free(reading->settings);
    for (size_t i = 0; i < reading->count; i++)
        free(reading->complaints[i].message);
    free(reading->complaints);
    jd_buf_release(&reading->path);
}

/* path NULL: the usual file, which need not be there. */
static bool read_settings(struct reading *reading, const char *path, struct jd_error *err)
{
    struct jd_buf text = JD_BUF_INIT;
    struct jd_error why = JD_ERROR_INIT;
    *reading = (struct reading){ .path = JD_BUF_INIT, .settings = jd_settings_new() };
    bool known = true;
    if (path)
        jd_buf_add_c(&reading->path, path);
    else
        known = jd_file_xdg(JD_XDG_CONFIG, "config", &reading->path);
    bool ok = !known ||
              jd_file_read(reading->path.data, JD_SETTINGS_FILE_MAX, &text, &why) ||
              (!path && why.code == JD_ERR_NOT_FOUND);
    if (ok) {
        jd_settings_read(reading->settings, jd_buf_str(&text), keep, reading);
        reading->keymap = jd_keymap_new(reading->settings, keep, reading);
    } else {
        *err = why;
    }
    jd_buf_release(&text);
    return ok;
}

/* Everything that leaves here can be shown. */
static int put(struct jd_str text)
{
    struct jd_buf safe = JD_BUF_INIT;
    if (isatty(STDOUT_FILENO))
        jd_sanitise_text(&safe, text);
    else
        jd_buf_add(&safe, text);
    bool ok = fwrite(safe.data, 1, safe.len, stdout) == safe.len && fflush(stdout) == 0;
    jd_buf_release(&safe);
    return ok ? JD_EXIT_DONE : JD_EXIT_NOTHING;
}

static int print_sample(void)
{
    struct jd_buf text = JD_BUF_INIT;
    jd_settings_sample(&text);
    jd_keymap_sample(&text);
    int status = put(jd_buf_str(&text));
    jd_buf_release(&text);
    return status;
}

static int print(const char *path)
{
    struct reading reading;
    struct jd_buf text = JD_BUF_INIT, name = JD_BUF_INIT;
    struct jd_error err = JD_ERROR_INIT;
    int status;
    if (read_settings(&reading, path, &err)) {
        /* The path goes into comments: a line end in it would end them. */
        jd_sanitise_line(&name, jd_buf_str(&reading.path));
        jd_settings_print(reading.settings, name.data, &text);
        jd_buf_add_c(&text, "\n[keys]\n");
        jd_keymap_print(reading.keymap, name.data, &text);
        status = put(jd_buf_str(&text));
        if (reading.count)
            jd_load_complain("the settings file has mistakes; \"jingdu config check\" "
                             "tells which");
    } else {
        jd_load_complain(err.message);
        status = jd_load_exit_status(&err);
    }
    jd_buf_release(&text);
    jd_buf_release(&name);
    release(&reading);
    return status;
}

/* By line; two complaints of one line stay in the order they came. */
static void sort(struct complaint *complaints, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        struct complaint moved = complaints[i];
        size_t at = i;
        for (; at > 0 && complaints[at - 1].line > moved.line; at--)
            complaints[at] = complaints[at - 1];
        complaints[at] = moved;
    }
}

static int check(const char *path)
{
    struct reading reading;
    struct jd_buf text = JD_BUF_INIT, line = JD_BUF_INIT;
    struct jd_error err = JD_ERROR_INIT;
    int status;
    if (read_settings(&reading, path, &err)) {
        sort(reading.complaints, reading.count);
        for (size_t i = 0; i < reading.count; i++) {
            jd_buf_clear(&line);
            jd_buf_printf(&line, "%s:%zu: %s", reading.path.data,
                          reading.complaints[i].line, reading.complaints[i].message);
            jd_sanitise_line(&text, jd_buf_str(&line));
            jd_buf_add_char(&text, '\n');
        }
        status = put(jd_buf_str(&text));
        if (reading.count)
            status = JD_EXIT_INPUT;
    } else {
        jd_load_complain(err.message);
        status = jd_load_exit_status(&err);
    }
    jd_buf_release(&text);
    jd_buf_release(&line);
    release(&reading);
    return status;
}

int jd_cmd_config(int argc, char **argv, const char *config_path)
{
    if (argc == 2 && strcmp(argv[1], "print") == 0)
        return print(config_path);
    if (argc == 3 && strcmp(argv[1], "print") == 0 && strcmp(argv[2], "--sample") == 0)
        return print_sample();
    if (argc == 2 && strcmp(argv[1], "check") == 0)
        return check(config_path);
    if (argc == 3 && strcmp(argv[1], "check") == 0)
        return check(argv[2]);
    jd_load_complain("config: say print, print --sample, or check [FILE]");
    return JD_EXIT_USAGE;
}
