/* SPDX-License-Identifier: MIT */
#include "jingdu/cli/load.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "jingdu/base/file.h"
#include "jingdu/dict/glossary_tsv.h"
#include "jingdu/text/sanitise.h"

#include "jingdu/base/banned.h"

void jd_load_complain(const char *message)
{
    struct jd_buf line = JD_BUF_INIT;
    jd_sanitise_line(&line, jd_str_of(message));
    fprintf(stderr, "jingdu: %s\n", line.data);
    jd_buf_release(&line);
}

int jd_load_exit_status(const struct jd_error *err)
{
    switch (err->code) {
    case JD_ERR_USAGE:
        return JD_EXIT_USAGE;
    case JD_ERR_TERMINAL:
        return JD_EXIT_TERMINAL;
    default:
        return JD_EXIT_INPUT;
    }
}

struct tally {
    size_t bad;
    size_t first_line;
};

static void count_bad(void *context, const struct jd_complaint *complaint)
{
    struct tally *tally = context;
    if (complaint->severity != JD_SEVERITY_ERROR)
        return;
    if (!tally->bad++)
        tally->first_line = complaint->line;
}

static void add_text(struct jd_glossary *glossary, const char *path, struct jd_str tsv,
                     enum jd_term_source source, struct jd_buf *remark)
{
    struct tally tally = { 0, 0 };
    jd_glossary_add_tsv(glossary, tsv, source, count_bad, &tally);
    if (!tally.bad || remark->len)
        return;
    jd_buf_printf(
        remark,
        "%s: %zu row%s left out, first on line %zu; \"jingdu glossary check\" tells "
        "more",
        path, tally.bad, tally.bad == 1 ? "" : "s", tally.first_line);
}

/* A file that need not be there; one that cannot be read is remarked on. */
static void add_optional(struct jd_glossary *glossary, const char *path,
                         enum jd_term_source source, struct jd_buf *remark)
{
    struct jd_buf tsv = JD_BUF_INIT;
    struct jd_error err = JD_ERROR_INIT;
    if (jd_file_read(path, JD_GLOSSARY_FILE_MAX, &tsv, &err))
        add_text(glossary, path, jd_buf_str(&tsv), source, remark);
    else if (err.code != JD_ERR_NOT_FOUND && !remark->len)
        jd_buf_add_c(remark, err.message);
    jd_buf_release(&tsv);
}

static int is_tsv(const struct dirent *entry)
{
    struct jd_str name = jd_str_of(entry->d_name);
    return name.ptr[0] != '.' && jd_str_ends(name, jd_str_of(".tsv"));
}

/* In the order of their names, so that the outcome is always the same. */
static void add_users(struct jd_glossary *glossary, struct jd_buf *remark)
{
    struct jd_buf folder = JD_BUF_INIT;
    struct dirent **names = NULL;
    if (!jd_file_xdg(JD_XDG_DATA, "glossary", &folder))
        return;
    int count = scandir(folder.data, &names, is_tsv, alphasort);
    for (int i = 0; i < count; i++) {
        struct jd_buf path = JD_BUF_INIT;
        jd_buf_printf(&path, "%s/%s", folder.data, names[i]->d_name);
        add_optional(glossary, path.data, JD_SOURCE_USER, remark);
        jd_buf_release(&path);
        free(names[i]);
    }
    free(names);
    jd_buf_release(&folder);
}

bool jd_load_glossary(const struct jd_options *options, const char *article_path,
                      int year, struct jd_glossary **out, struct jd_buf *remark,
                      struct jd_error *err)
{
    *out = NULL;
    if (options->glossary && strcmp(options->glossary, "none") == 0)
        return true;
    struct jd_glossary *glossary = jd_glossary_new(year);
    jd_glossary_add_shipped(glossary);
    add_users(glossary, remark);
    if (options->glossary) {
        struct jd_buf tsv = JD_BUF_INIT;
        if (!jd_file_read(options->glossary, JD_GLOSSARY_FILE_MAX, &tsv, err)) {
            jd_buf_release(&tsv);
            jd_glossary_free(glossary);
            return false;
        }
        add_text(glossary, options->glossary, jd_buf_str(&tsv), JD_SOURCE_USER, remark);
        jd_buf_release(&tsv);
    }
    if (article_path && strcmp(article_path, "-") != 0) {
        struct jd_buf path = JD_BUF_INIT;
        jd_buf_printf(&path, "%s.glossary.tsv", article_path);
        add_optional(glossary, path.data, JD_SOURCE_ARTICLE, remark);
        jd_buf_release(&path);
    }
    *out = glossary;
    return true;
}

bool jd_load_sample_path(struct jd_buf *path)
{
    const char *folders[] = { getenv("JINGDU_DATADIR"), JD_DATADIR, JD_SOURCE_DATADIR };
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        if (!folders[i] || !*folders[i])
            continue;
        jd_buf_clear(path);
        jd_buf_printf(path, "%s/sample/article.txt", folders[i]);
        if (access(path->data, R_OK) == 0)
            return true;
    }
    return false;
}
