/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "jingdu/cli/cmd_config.h"
#include "jingdu/cli/commands.h"
#include "jingdu/cli/load.h"
#include "jingdu/cli/options.h"
#include "jingdu/store/db.h"
#include "jingdu/term/curses.h"

#include "jingdu/base/banned.h"

static int run_config(const struct jd_options *options, char **words, int count)
{
    enum {
        WORDS_MAX = 8
    }; /* more than any form of it takes: too many is its own error */
    char *argv[WORDS_MAX + 3] = { (char *)"config" };
    int argc = 1;
    for (int i = 0; i < count && i < WORDS_MAX; i++)
        argv[argc++] = words[i];
    if (options->sample)
        argv[argc++] = (char *)"--sample";
    return jd_cmd_config(argc, argv, options->config);
}

static const struct command {
    const char *name;
    int (*run)(const struct jd_options *options, char **words, int count);
    bool has_formats; /* and looks itself at what --format says */
} commands[] = {
    { "annotate", jd_cmd_annotate, true }, { "bookmarks", jd_cmd_bookmarks, true },
    { "list", jd_cmd_list, false },        { "glossary", jd_cmd_glossary, false },
    { "config", run_config, false },
};

static int run(const struct command *command, const struct jd_options *options)
{
    if (options->format && !command->has_formats) {
        struct jd_error err = JD_ERROR_INIT;
        jd_fail(&err, JD_ERR_USAGE, "%s has no --format", command->name);
        jd_load_complain(err.message);
        return JD_EXIT_USAGE;
    }
    return command->run(options, options->words + 1, options->word_count - 1);
}

static int print(const char *text)
{
    fputs(text, stdout);
    return fflush(stdout) == 0 ? JD_EXIT_DONE : JD_EXIT_NOTHING;
}

int main(int argc, char **argv)
{
    jd_term_fix_locale();
    struct jd_options options;
    struct jd_error err = JD_ERROR_INIT;
    if (!jd_options_parse(argc, argv, &options, &err)) {
        jd_load_complain(err.message);
        fputs("Try \"jingdu --help\".\n", stderr);
        return JD_EXIT_USAGE;
    }
    if (options.help)
        return print(jd_options_help);
    if (options.version) {
        printf("jingdu " PACKAGE_VERSION "\nstore schema %d\n", JD_STORE_VERSION);
        return print("");
    }
    for (size_t i = 0; options.word_count && i < sizeof commands / sizeof *commands; i++)
        if (strcmp(options.words[0], commands[i].name) == 0)
            return run(&commands[i], &options);
    return jd_cmd_read(&options, options.words, options.word_count);
}
