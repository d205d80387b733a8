/* SPDX-License-Identifier: MIT */
#include "jingdu/cli/edit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "jingdu/base/buf.h"
#include "jingdu/base/spawn.h"

#include "jingdu/base/banned.h"

/* Editors that take +LINE before the file. */
static const char *const line_takers[] = {
    "vi",    "vim",         "nvim", "view", "vim.tiny", "vim.basic", "ex",  "nano",
    "emacs", "emacsclient", "joe",  "jed",  "mg",       "micro",     "kak", "ne",
};

static bool takes_line(const char *program)
{
    const char *slash = strrchr(program, '/');
    const char *name = slash ? slash + 1 : program;
    for (size_t i = 0; i < sizeof line_takers / sizeof *line_takers; i++)
        if (strcmp(name, line_takers[i]) == 0)
            return true;
    return false;
}

static struct jd_str choose(struct jd_str setting)
{
    static const char *const variables[] = { "VISUAL", "EDITOR" };
    if (setting.len)
        return setting;
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
        const char *value = getenv(variables[i]);
        if (value && *value)
            return jd_str_of(value);
    }
    return jd_str_of("vi");
}

bool jd_edit_file(struct jd_str setting, const char *path, size_t line,
                  struct jd_error *err)
{
    struct jd_spawn_words words;
    if (!jd_spawn_split(choose(setting), &words, err))
        return false;
    char *argv[JD_SPAWN_WORDS_MAX + 3];
    char position[32];
    int count = 0;
    for (int i = 0; i < words.count; i++)
        argv[count++] = words.words[i];
    if (takes_line(argv[0])) {
        snprintf(position, sizeof position, "+%zu", line);
        argv[count++] = position;
    }
    /* A name that looks like an option is one to some programs; ./ in front makes it
     * none. */
    struct jd_buf name = JD_BUF_INIT;
    jd_buf_printf(&name, "%s%s", *path == '-' || *path == '+' ? "./" : "", path);
    argv[count++] = name.data;
    argv[count] = NULL;
    bool ok = jd_spawn_foreground(argv, err);
    jd_buf_release(&name);
    jd_spawn_release(&words);
    return ok;
}
