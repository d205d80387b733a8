/* SPDX-License-Identifier: MIT */
#include <time.h>

#include "jingdu/cli/commands.h"
#include "jingdu/cli/load.h"
#include "jingdu/cli/records.h"
#include "jingdu/export/time.h"
#include "jingdu/export/tsv.h"
#include "jingdu/store/article.h"
#include "jingdu/text/width.h"

#include "jingdu/base/banned.h"

/* When it was opened, in the reader's own time zone; 0: known from an import only. */
static void add_local_time(struct jd_buf *line, int64_t ms)
{
    time_t seconds = (time_t)(ms / 1000);
    struct tm moment;
    char text[64];
    if (ms && localtime_r(&seconds, &moment) &&
        strftime(text, sizeof text, "%Y-%m-%d %H:%M", &moment))
        jd_buf_add_c(line, text);
    else
        jd_buf_printf(line, "%-16s", "not opened here");
}

/* "2026-11-23 16:05   45%  2023-10-25  title  path", as much as fits. */
static void add_for_people(struct jd_buf *into, const struct jd_article_record *record,
                           int cols)
{
    struct jd_buf line = JD_BUF_INIT;
    add_local_time(&line, record->opened_at);
    jd_buf_printf(&line, "  %3d%%  ", record->read);
    jd_width_cut(&line, record->date, 10, 10);
    jd_buf_add_c(&line, "  ");
    jd_buf_add(&line, record->title);
    jd_buf_add_c(&line, record->title.len && record->path.len ? "  " : "");
    jd_buf_add(&line, record->path);
    jd_width_cut(into, jd_buf_str(&line), cols, 0);
    jd_buf_release(&line);
}

static void add_for_programs(struct jd_buf *into, const struct jd_article_record *record)
{
    if (record->opened_at)
        jd_time_add(record->opened_at, into);
    jd_buf_printf(into, "\t%d\t", record->read);
    jd_tsv_add_field(into, record->date);
    jd_buf_add_char(into, '\t');
    jd_tsv_add_field(into, record->title);
    jd_buf_add_char(into, '\t');
    jd_tsv_add_field(into, record->path);
}

static void put_list(const struct jd_article_record *records, size_t count)
{
    struct jd_output output = jd_output_start();
    if (!output.to_terminal)
        jd_output_line(&output, jd_str_of("opened\tread\tdate\ttitle\tpath"));
    for (size_t i = 0; i < count; i++) {
        struct jd_buf line = JD_BUF_INIT;
        if (output.to_terminal)
            add_for_people(&line, &records[i], output.cols);
        else
            add_for_programs(&line, &records[i]);
        jd_output_line(&output, jd_buf_str(&line));
        jd_buf_release(&line);
    }
}

int jd_cmd_list(const struct jd_options *options, char **words, int count)
{
    (void)options;
    (void)words;
    if (count) {
        jd_load_complain("list takes no arguments; for bookmarks say bookmarks list");
        return JD_EXIT_USAGE;
    }
    struct jd_store *store = jd_records_open();
    struct jd_arena arena = JD_ARENA_INIT;
    struct jd_article_record *records;
    size_t found;
    struct jd_error err = JD_ERROR_INIT;
    int status = JD_EXIT_DONE;
    if (jd_store_article_list(store, &arena, &records, &found, &err)) {
        put_list(records, found);
        if (!found) {
            jd_load_complain("no articles yet");
            status = JD_EXIT_NOTHING;
        }
        status = jd_output_end(status);
    } else {
        jd_load_complain(err.message);
        status = JD_EXIT_INPUT;
    }
    jd_store_close(store);
    jd_arena_release(&arena);
    return status;
}
