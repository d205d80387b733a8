/* SPDX-License-Identifier: MIT */
#include "jingdu/cli/options.h"

#include <getopt.h>
#include <stddef.h>

#include "jingdu/base/banned.h"

const char jd_options_help[] =
    "Usage: jingdu [OPTION]... [FILE|FOLDER|-]...\n"
    "       jingdu COMMAND [OPTION]... [ARGUMENT]...\n"
    "Read a Chinese article in the terminal: well wrapped, its names and terms marked "
    "and\n"
    "explained in English. Without FILE the last article opens; - is standard input.\n"
    "\n"
    "Commands:\n"
    "  annotate [--format=text] FILE...  the annotated article on standard output\n"
    "  bookmarks list [FILE]             your bookmarks, or those in this article\n"
    "  bookmarks export [FILE]           all that is known of them, as data\n"
    "  bookmarks import FILE|-           take in what was exported\n"
    "  list                              the articles that you opened\n"
    "  glossary check FILE...            look for mistakes in glossary files\n"
    "  glossary list [WORD...]           what the glossaries say\n"
    "  config print [--sample]           the settings in force, or a sample file\n"
    "  config check [FILE]               look for mistakes in a settings file\n"
    "\n"
    "Options:\n"
    "      --glossary=none|FILE  no glossaries, or this one as well\n"
    "      --encoding=NAME       UTF-8, UTF-16LE, UTF-16BE, GB18030 (GBK), Big5; else "
    "the\n"
    "                            bytes decide\n"
    "      --format=NAME         of annotate: text; of bookmarks export: tsv or jsonl\n"
    "      --config=FILE         settings from FILE\n"
    "      --debug-log=FILE      write what happens to FILE\n"
    "      --help                this help\n"
    "      --version             the version\n"
    "\n"
    "In the reader ? shows the keys.\n"
    "Exit status: 0 done, 1 nothing found, 2 usage, 3 input unreadable, 4 no usable "
    "terminal,\n"
    "128 + n ended by signal n.\n";

enum {
    OPT_GLOSSARY = 256,
    OPT_ENCODING,
    OPT_CONFIG,
    OPT_DEBUG_LOG,
    OPT_FORMAT,
    OPT_SAMPLE
};

static const struct option table[] = {
    { "glossary", required_argument, NULL, OPT_GLOSSARY },
    { "encoding", required_argument, NULL, OPT_ENCODING },
    { "config", required_argument, NULL, OPT_CONFIG },
    { "debug-log", required_argument, NULL, OPT_DEBUG_LOG },
    { "format", required_argument, NULL, OPT_FORMAT },
    { "sample", no_argument, NULL, OPT_SAMPLE },
    { "help", no_argument, NULL, 'h' },
    { "version", no_argument, NULL, 'V' },
    { NULL, 0, NULL, 0 },
};

static bool take(int option, const char *value, struct jd_options *options,
                 struct jd_error *err)
{
    switch (option) {
    case OPT_GLOSSARY:
        options->glossary = value;
        return true;
    case OPT_ENCODING:
        if (jd_encoding_parse(jd_str_of(value), &options->encoding))
            return true;
        return jd_fail(
            err, JD_ERR_USAGE,
            "--encoding=%s: unknown; UTF-8, UTF-16LE, UTF-16BE, GB18030 and Big5 "
            "are known",
            value);
    case OPT_CONFIG:
        options->config = value;
        return true;
    case OPT_DEBUG_LOG:
        options->debug_log = value;
        return true;
    case OPT_FORMAT:
        options->format = value;
        return true;
    case OPT_SAMPLE:
        options->sample = true;
        return true;
    case 'h':
        options->help = true;
        return true;
    case 'V':
        options->version = true;
        return true;
    default:
        return false;
    }
}

bool jd_options_parse(int argc, char **argv, struct jd_options *options,
                      struct jd_error *err)
{
    *options = (struct jd_options){ .encoding = JD_ENC_AUTO };
    opterr = 0;
    optind = 1;
    for (;;) {
        int index = optind;
        int option = getopt_long(argc, argv, ":", table, NULL);
        if (option == -1)
            break;
        if (option == ':')
            return jd_fail(err, JD_ERR_USAGE, "%s: needs a value", argv[optind - 1]);
        if (option == '?') {
            const char *word = optind > index ? argv[optind - 1] : argv[index];
            return jd_fail(err, JD_ERR_USAGE, "%s: no such option", word);
        }
        if (!take(option, optarg, options, err))
            return false;
    }
    options->words = argv + optind;
    options->word_count = argc - optind;
    return true;
}
