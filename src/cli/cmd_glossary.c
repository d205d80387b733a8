/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "jingdu/base/file.h"
#include "jingdu/cli/commands.h"
#include "jingdu/cli/load.h"
#include "jingdu/dict/glossary_tsv.h"
#include "jingdu/text/sanitise.h"

#include "jingdu/base/banned.h"

/* ---- check ------------------------------------------------------------------------- */

struct checked {
    const char *path;
    size_t errors, warnings;
};

static void print_line(struct jd_str text)
{
    struct jd_buf safe = JD_BUF_INIT;
    jd_sanitise_line(&safe, text);
    printf("%s\n", safe.data);
    jd_buf_release(&safe);
}

static void print_complaint(void *context, const struct jd_complaint *complaint)
{
    struct checked *checked = context;
    bool is_error = complaint->severity == JD_SEVERITY_ERROR;
    struct jd_buf line = JD_BUF_INIT;
    jd_buf_printf(&line, "%s:%zu:%zu: %s: %s", checked->path, complaint->line,
                  complaint->column, is_error ? "error" : "warning", complaint->message);
    print_line(jd_buf_str(&line));
    jd_buf_release(&line);
    checked->errors += is_error;
    checked->warnings += !is_error;
}

static int check_file(const char *path)
{
    struct jd_buf tsv = JD_BUF_INIT, line = JD_BUF_INIT;
    struct jd_error err = JD_ERROR_INIT;
    bool from_stdin = strcmp(path, "-") == 0;
    bool read = from_stdin ? jd_file_read_fd(STDIN_FILENO, "standard input",
                                             JD_GLOSSARY_FILE_MAX, &tsv, &err)
                           : jd_file_read(path, JD_GLOSSARY_FILE_MAX, &tsv, &err);
    if (!read) {
        jd_load_complain(err.message);
        jd_buf_release(&tsv);
        return JD_EXIT_INPUT;
    }
    struct checked checked = { .path = path };
    struct jd_glossary_builder *builder = jd_glossary_builder_new();
    size_t rows =
        jd_glossary_builder_read(builder, jd_buf_str(&tsv), print_complaint, &checked);
    jd_buf_printf(&line, "%s: %zu row%s, %zu error%s, %zu warning%s", path, rows,
                  rows == 1 ? "" : "s", checked.errors, checked.errors == 1 ? "" : "s",
                  checked.warnings, checked.warnings == 1 ? "" : "s");
    print_line(jd_buf_str(&line));
    jd_glossary_builder_free(builder);
    jd_buf_release(&tsv);
    jd_buf_release(&line);
    return checked.errors ? JD_EXIT_INPUT : JD_EXIT_DONE;
}

static int check(char **words, int count)
{
    if (!count) {
        jd_load_complain("glossary check: which file?");
        return JD_EXIT_USAGE;
    }
    int worst = JD_EXIT_DONE;
    for (int i = 0; i < count; i++) {
        int status = check_file(words[i]);
        worst = status > worst ? status : worst;
    }
    return worst;
}

/* ---- list -------------------------------------------------------------------------- */

static void add_field(struct jd_buf *line, struct jd_str field)
{
    for (size_t i = 0; i < field.len; i++) {
        char c = field.ptr[i];
        if (c == '\t' || c == '\n' || c == '\\') {
            jd_buf_add_char(line, '\\');
            c = c == '\t' ? 't' : c == '\n' ? 'n' : '\\';
        }
        jd_buf_add_char(line, c);
    }
}

static void add_year(struct jd_buf *line, int year)
{
    if (year)
        jd_buf_printf(line, "%d", year);
}

/* One row in the format that glossary files have. */
static void print_row(const struct jd_term *term)
{
    struct jd_buf line = JD_BUF_INIT, safe = JD_BUF_INIT;
    const struct jd_str fields[] = {
        term->headword,
        term->pinyin,
        jd_str_of(jd_category_name(term->category)),
        jd_str_of(term->kind == JD_TERM_WORD ? "word" : "phrase"),
        term->short_gloss,
        term->gloss,
        term->note,
        term->traditional,
        term->aliases,
    };
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        add_field(&line, fields[i]);
        jd_buf_add_char(&line, '\t');
    }
    add_year(&line, term->from);
    jd_buf_add_char(&line, '\t');
    add_year(&line, term->to);
    jd_buf_add_c(&line, term->common ? "\t1" : "\t");
    jd_sanitise_text(&safe, jd_buf_str(&line));
    printf("%s\n", safe.data);
    jd_buf_release(&line);
    jd_buf_release(&safe);
}

static void print_id(const struct jd_glossary *glossary, jd_term_id id)
{
    struct jd_term rows[16];
    size_t count = jd_glossary_rows(glossary, id, rows, 16);
    for (size_t i = 0; i < count && i < 16; i++)
        print_row(&rows[i]);
}

static int list(const struct jd_options *options, char **words, int count)
{
    struct jd_glossary *glossary = NULL;
    struct jd_buf remark = JD_BUF_INIT;
    struct jd_error err = JD_ERROR_INIT;
    if (!jd_load_glossary(options, NULL, 0, &glossary, &remark, &err)) {
        jd_load_complain(err.message);
        return jd_load_exit_status(&err);
    }
    if (remark.len)
        jd_load_complain(remark.data);
    int status = glossary ? JD_EXIT_DONE : JD_EXIT_NOTHING;
    printf("%s\n", jd_glossary_header);
    if (!count && glossary)
        for (size_t id = 0; id < jd_glossary_count(glossary); id++)
            print_id(glossary, (jd_term_id)id);
    for (int i = 0; glossary && i < count; i++) {
        jd_term_id id = jd_glossary_find(glossary, jd_str_of(words[i]));
        if (id == JD_TERM_NONE)
            status = JD_EXIT_NOTHING;
        else
            print_id(glossary, id);
    }
    jd_glossary_free(glossary);
    jd_buf_release(&remark);
    if (fflush(stdout) != 0)
        status = JD_EXIT_NOTHING;
    return status;
}

int jd_cmd_glossary(const struct jd_options *options, char **words, int count)
{
    if (count && strcmp(words[0], "check") == 0)
        return check(words + 1, count - 1);
    if (count && strcmp(words[0], "list") == 0)
        return list(options, words + 1, count - 1);
    jd_load_complain("glossary: say check FILE..., or list [WORD...]");
    return JD_EXIT_USAGE;
}
