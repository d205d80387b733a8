/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "jingdu/base/file.h"
#include "jingdu/cli/commands.h"
#include "jingdu/cli/load.h"
#include "jingdu/cli/records.h"
#include "jingdu/doc/article.h"
#include "jingdu/export/bookmarks.h"
#include "jingdu/text/sanitise.h"
#include "jingdu/text/width.h"
#include "jingdu/ui/memory.h"

#include "jingdu/base/banned.h"

enum { COMPLAINTS_MAX = 100 };

/* ---- which ones ----------------------------------------------------------------------
 */

/* The article that was last opened at this path, for a file that is gone. */
static bool find_by_path(struct jd_store *store, const char *path, struct jd_id *article)
{
    struct jd_buf absolute = JD_BUF_INIT;
    struct jd_arena arena = JD_ARENA_INIT;
    struct jd_article_record record;
    struct jd_error err = JD_ERROR_INIT;
    jd_file_absolute(path, &absolute);
    bool found = jd_store_article_find(store, JD_ID_NONE, absolute.data, NULL, &arena,
                                       &record, &err);
    if (found)
        *article = record.id;
    jd_arena_release(&arena);
    jd_buf_release(&absolute);
    return found;
}

/* The article of a file, found as the reader finds it. */
static bool find_article(const struct jd_options *options, struct jd_store *store,
                         const char *path, struct jd_id *id, struct jd_error *err)
{
    struct jd_article *article = NULL;
    if (!jd_article_open(path, options->encoding, &article, err))
        return strcmp(path, "-") != 0 && find_by_path(store, path, id);
    struct jd_memory *memory = jd_memory_new(store, article);
    *id = jd_memory_article(memory);
    jd_memory_free(memory);
    jd_article_close(article);
    return true;
}

static size_t keep_article(struct jd_bookmark_row *rows, size_t count,
                           struct jd_id article)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (jd_id_eq(rows[i].mark.article, article))
            rows[kept++] = rows[i];
    return kept;
}

struct selection {
    struct jd_arena arena;
    struct jd_bookmark_row *rows;
    size_t count;
};

/* All bookmarks, or those of the file at path (NULL: all). */
static bool select_rows(const struct jd_options *options, const char *path,
                        bool with_deleted, struct selection *selection,
                        struct jd_error *err)
{
    struct jd_id article = JD_ID_NONE;
    *selection = (struct selection){ .arena = JD_ARENA_INIT };
    struct jd_store *store = jd_records_open();
    bool ok = (!path || find_article(options, store, path, &article, err)) &&
              jd_bookmark_all(store, with_deleted, &selection->arena, &selection->rows,
                              &selection->count, err);
    jd_store_close(store);
    if (ok && path)
        selection->count = keep_article(selection->rows, selection->count, article);
    return ok;
}

/* ---- list ----------------------------------------------------------------------------
 */

/* Text that stands on one line. */
static void add_one_line(struct jd_buf *into, struct jd_str text)
{
    size_t start = into->len;
    jd_buf_add(into, text);
    for (size_t i = start; i < into->len; i++)
        if (into->data[i] == '\n' || into->data[i] == '\r' || into->data[i] == '\t')
            into->data[i] = ' ';
}

/* Append text on one line, cut to cols cells (0: whole). */
static void add_cut(struct jd_buf *into, struct jd_str text, int cols)
{
    struct jd_buf line = JD_BUF_INIT;
    add_one_line(&line, text);
    if (cols)
        jd_width_cut(into, jd_buf_str(&line), cols, 0);
    else
        jd_buf_add(into, jd_buf_str(&line));
    jd_buf_release(&line);
}

static void put_title(const struct jd_output *output, const struct jd_bookmark_row *row)
{
    struct jd_buf line = JD_BUF_INIT;
    struct jd_str title = row->article.title.len ? row->article.title
                          : row->article.path.len
                              ? row->article.path
                              : jd_str_of("(an article without a name)");
    add_cut(&line, title, output->cols);
    jd_output_line(output, jd_buf_str(&line));
    jd_buf_release(&line);
}

static int percent_of(const struct jd_quote *place)
{
    if (!place->text_len || place->byte >= place->text_len)
        return place->text_len ? 100 : 0;
    return (int)((double)place->byte * 100 / (double)place->text_len);
}

/* "'a  12%  the words from the place on (note)"; a note has at most half of the row. */
static void put_mark(const struct jd_output *output, const struct jd_bookmark *mark)
{
    enum { HEAD_COLS = 10, FRAME_COLS = 3 };
    struct jd_buf line = JD_BUF_INIT;
    struct jd_str quote = mark->place.quote;
    struct jd_str words =
        jd_str_sub(quote, mark->place.at < quote.len ? mark->place.at : 0, quote.len);
    int note_cols = 0, words_cols = output->cols ? output->cols - HEAD_COLS : 0;
    if (output->cols && mark->note.len) {
        struct jd_buf note = JD_BUF_INIT;
        add_one_line(&note, mark->note);
        note_cols = jd_width_cols(jd_buf_str(&note));
        if (note_cols > words_cols / 2 - FRAME_COLS)
            note_cols = words_cols / 2 - FRAME_COLS;
        words_cols -= note_cols + FRAME_COLS;
        jd_buf_release(&note);
    }
    jd_buf_printf(&line, "%c%c %3d%%  ", mark->letter ? '\'' : ' ',
                  mark->letter ? mark->letter : '*', percent_of(&mark->place));
    add_cut(&line, words.len ? words : jd_str_of("(no words)"), words_cols);
    if (mark->note.len) {
        jd_buf_add_c(&line, " (");
        add_cut(&line, mark->note, note_cols);
        jd_buf_add_char(&line, ')');
    }
    jd_output_line(output, jd_buf_str(&line));
    jd_buf_release(&line);
}

static void put_list(const struct selection *selection)
{
    struct jd_output output = jd_output_start();
    for (size_t i = 0; i < selection->count; i++) {
        const struct jd_bookmark_row *row = &selection->rows[i];
        if (i == 0 || !jd_id_eq(row->mark.article, row[-1].mark.article)) {
            if (i)
                jd_output_line(&output, JD_STR_EMPTY);
            put_title(&output, row);
        }
        put_mark(&output, &row->mark);
    }
}

static int list(const struct jd_options *options, const char *path)
{
    struct selection selection;
    struct jd_error err = JD_ERROR_INIT;
    int status = JD_EXIT_DONE;
    if (!select_rows(options, path, false, &selection, &err)) {
        jd_load_complain(err.message);
        status = JD_EXIT_INPUT;
    } else if (!selection.count) {
        jd_load_complain(path ? "no bookmarks in this article" : "no bookmarks");
        status = JD_EXIT_NOTHING;
    } else {
        put_list(&selection);
        status = jd_output_end(status);
    }
    jd_arena_release(&selection.arena);
    return status;
}

/* ---- export --------------------------------------------------------------------------
 */

static bool take_format(const char *name, enum jd_export_format *format)
{
    bool is_json = name && strcmp(name, "jsonl") == 0;
    *format = is_json ? JD_EXPORT_JSONL : JD_EXPORT_TSV;
    return !name || is_json || strcmp(name, "tsv") == 0;
}

static int export_all(const struct jd_options *options, const char *path)
{
    enum jd_export_format format;
    struct selection selection;
    struct jd_error err = JD_ERROR_INIT;
    int status = JD_EXIT_DONE;
    if (!take_format(options->format, &format)) {
        jd_load_complain("bookmarks export: the formats are tsv and jsonl");
        return JD_EXIT_USAGE;
    }
    if (select_rows(options, path, true, &selection, &err)) {
        struct jd_output output = jd_output_start();
        struct jd_buf out = JD_BUF_INIT;
        jd_export_bookmarks(format, selection.rows, selection.count, &out);
        jd_output_text(&output, jd_buf_str(&out));
        jd_buf_release(&out);
        status = jd_output_end(status);
    } else {
        jd_load_complain(err.message);
        status = JD_EXIT_INPUT;
    }
    jd_arena_release(&selection.arena);
    return status;
}

/* ---- import --------------------------------------------------------------------------
 */

struct complaints {
    const char *path;
    size_t count;
};

static void complain_line(void *context, size_t line, size_t column, const char *message)
{
    struct complaints *complaints = context;
    if (++complaints->count > COMPLAINTS_MAX)
        return;
    struct jd_buf text = JD_BUF_INIT, safe = JD_BUF_INIT;
    jd_buf_printf(&text, "%s:%zu:%zu: %s", complaints->path, line, column, message);
    jd_sanitise_line(&safe, jd_buf_str(&text));
    fprintf(stderr, "%s\n", safe.data);
    jd_buf_release(&text);
    jd_buf_release(&safe);
}

/* Not a word of the summary before the rows are on the disk. */
static int save(const struct jd_bookmark_row *rows, size_t count)
{
    struct jd_merge merge = { 0 };
    struct jd_error err = JD_ERROR_INIT;
    bool ok = true;
    if (count) {
        struct jd_store *store = jd_records_open();
        ok = jd_bookmark_merge(store, rows, count, &merge, &err);
        jd_store_close(store);
    }
    if (!ok) {
        jd_error_prefix(&err, "nothing was imported: ");
        jd_load_complain(err.message);
        return JD_EXIT_NOTHING;
    }
    printf("%zu added, %zu changed, %zu known already\n", merge.added, merge.changed,
           merge.same);
    return jd_output_end(JD_EXIT_DONE);
}

static int import_rows(struct jd_str file, const char *path)
{
    struct jd_arena arena = JD_ARENA_INIT;
    struct complaints complaints = { .path = path };
    struct jd_bookmark_row *rows;
    size_t count;
    struct jd_error err = JD_ERROR_INIT;
    int status = JD_EXIT_INPUT;
    if (jd_import_bookmarks(file, &arena, complain_line, &complaints, &rows, &count,
                            &err)) {
        if (complaints.count > COMPLAINTS_MAX)
            fprintf(stderr, "jingdu: %zu more lines were left out\n",
                    complaints.count - COMPLAINTS_MAX);
        status = save(rows, count);
        if (status == JD_EXIT_DONE && complaints.count)
            status = JD_EXIT_INPUT;
    }
    jd_arena_release(&arena);
    return status;
}

static int import_file(const char *path)
{
    struct jd_buf file = JD_BUF_INIT;
    struct jd_error err = JD_ERROR_INIT;
    int status = JD_EXIT_INPUT;
    bool ok = strcmp(path, "-") == 0
                  ? jd_file_read_fd(STDIN_FILENO, "standard input", JD_IMPORT_FILE_MAX,
                                    &file, &err)
                  : jd_file_read(path, JD_IMPORT_FILE_MAX, &file, &err);
    if (ok)
        status = import_rows(jd_buf_str(&file), path);
    else
        jd_load_complain(err.message);
    jd_buf_release(&file);
    return status;
}

/* --------------------------------------------------------------------------------------
 */

int jd_cmd_bookmarks(const struct jd_options *options, char **words, int count)
{
    bool lists = count && strcmp(words[0], "list") == 0;
    bool exports = count && strcmp(words[0], "export") == 0;
    bool imports = count && strcmp(words[0], "import") == 0;
    if (options->format && (lists || imports)) {
        jd_load_complain(
            "--format is for bookmarks export only; import looks at the file");
        return JD_EXIT_USAGE;
    }
    if (lists && count <= 2)
        return list(options, count == 2 ? words[1] : NULL);
    if (exports && count <= 2)
        return export_all(options, count == 2 ? words[1] : NULL);
    if (imports && count == 2)
        return import_file(words[1]);
    jd_load_complain("bookmarks: say list [FILE], export [FILE], or import FILE");
    return JD_EXIT_USAGE;
}
