/* SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "jingdu/cli/commands.h"
#include "jingdu/cli/load.h"
#include "jingdu/doc/article.h"
#include "jingdu/lang/annotate.h"
#include "jingdu/text/sanitise.h"

#include "jingdu/base/banned.h"

/* One article on its way to standard output. */
struct printer {
    const struct jd_document *doc;
    const struct jd_glossary *glossary;
    bool to_terminal; /* then everything is sanitised */
    struct jd_buf line;
};

static bool put_line(struct printer *printer)
{
    struct jd_buf safe = JD_BUF_INIT;
    const struct jd_buf *out = &printer->line;
    if (printer->to_terminal) {
        jd_sanitise_text(&safe, jd_buf_str(&printer->line));
        out = &safe;
    }
    bool ok =
        fwrite(out->data, 1, out->len, stdout) == out->len && fputc('\n', stdout) != EOF;
    jd_buf_release(&safe);
    jd_buf_clear(&printer->line);
    return ok;
}

/* "  | 布林肯  Bùlínkěn  person, 2021-2025  Antony Blinken, …" */
static bool put_term(struct printer *printer, jd_term_id id)
{
    struct jd_term term = jd_glossary_term(printer->glossary, id);
    jd_buf_printf(&printer->line, "  | %.*s", JD_STR_ARG(term.headword));
    if (term.pinyin.len && !jd_str_eq(term.pinyin, term.headword))
        jd_buf_printf(&printer->line, "  %.*s", JD_STR_ARG(term.pinyin));
    jd_buf_printf(&printer->line, "  %s  %.*s", jd_category_name(term.category),
                  JD_STR_ARG(term.gloss));
    return put_line(printer);
}

static bool put_block(struct printer *printer, const struct jd_block *block,
                      const struct jd_annotation *notes)
{
    static const char *const prefixes[] = {
        [JD_BLOCK_HEADLINE] = "# ", [JD_BLOCK_META] = "",    [JD_BLOCK_HEADING] = "## ",
        [JD_BLOCK_PARAGRAPH] = "",  [JD_BLOCK_QUOTE] = "> ", [JD_BLOCK_LIST] = "",
        [JD_BLOCK_RULE] = "---",    [JD_BLOCK_EMPTY] = "",
    };
    if (block->kind == JD_BLOCK_EMPTY)
        return true;
    jd_buf_add_c(&printer->line, prefixes[block->kind]);
    jd_block_add_text(block, jd_document_text(printer->doc), &printer->line);
    bool ok = put_line(printer);
    for (size_t h = 0; ok && h < notes->hit_count; h++) {
        const struct jd_hit *hit = &notes->hits[h];
        if (hit->outer && hit->first && block->kind != JD_BLOCK_META &&
            !jd_glossary_term(printer->glossary, hit->id).common)
            ok = put_term(printer, hit->id);
    }
    return ok;
}

static bool put_article(struct printer *printer)
{
    struct jd_annotator *annotator = jd_annotator_new(printer->doc, printer->glossary);
    struct jd_block block = JD_BLOCK_INIT;
    struct jd_annotation notes = JD_ANNOTATION_INIT;
    size_t len = jd_document_text(printer->doc).len;
    bool ok = true;
    for (size_t at = 0; ok && at < len; at = block.end) {
        jd_document_block_at(printer->doc, at, &block);
        jd_annotate_block(annotator, &block, &notes);
        ok = put_block(printer, &block, &notes);
        if (ok && block.end < len && block.kind != JD_BLOCK_EMPTY)
            ok = put_line(printer); /* a blank line between blocks */
    }
    jd_block_release(&block);
    jd_annotation_release(&notes);
    jd_annotator_free(annotator);
    return ok;
}

static int annotate_file(const struct jd_options *options, const char *path, bool several)
{
    struct jd_error err = JD_ERROR_INIT;
    struct jd_article *article = NULL;
    struct jd_glossary *glossary = NULL;
    struct jd_buf remark = JD_BUF_INIT;
    int status = JD_EXIT_DONE;
    bool ok = jd_article_open(path, options->encoding, &article, &err);
    if (ok) {
        int year = jd_document_head(jd_article_document(article))->year;
        ok = jd_load_glossary(options, path, year, &glossary, &remark, &err);
    }
    if (!ok) {
        jd_load_complain(err.message);
        status = jd_load_exit_status(&err);
    } else {
        if (remark.len)
            jd_load_complain(remark.data);
        struct printer printer = { jd_article_document(article), glossary,
                                   isatty(STDOUT_FILENO), JD_BUF_INIT };
        if (several) {
            jd_buf_printf(&printer.line, "# file %s", path);
            put_line(&printer);
        }
        if (!put_article(&printer) || fflush(stdout) != 0) {
            jd_load_complain("standard output: cannot write");
            status = JD_EXIT_NOTHING;
        }
        jd_buf_release(&printer.line);
    }
    jd_buf_release(&remark);
    jd_glossary_free(glossary);
    jd_article_close(article);
    return status;
}

int jd_cmd_annotate(const struct jd_options *options, char **words, int count)
{
    if (options->format && strcmp(options->format, "text") != 0) {
        jd_load_complain("--format: text is the format there is");
        return JD_EXIT_USAGE;
    }
    char *from_stdin = (char *)"-";
    if (!count) {
        if (isatty(STDIN_FILENO)) {
            jd_load_complain("annotate: give a file, or - for standard input");
            return JD_EXIT_USAGE;
        }
        words = &from_stdin;
        count = 1;
    }
    int worst = JD_EXIT_DONE;
    for (int i = 0; i < count; i++) {
        int status = annotate_file(options, words[i], count > 1);
        if (status > worst)
            worst = status;
    }
    return worst;
}
