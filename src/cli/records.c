/* SPDX-License-Identifier: MIT */
#include "jingdu/cli/records.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "jingdu/cli/load.h"
#include "jingdu/cli/options.h"
#include "jingdu/text/sanitise.h"

#include "jingdu/base/banned.h"

enum { COLS_USUAL = 80, COLS_MIN = 20 };

struct jd_store *jd_records_open(void)
{
    struct jd_buf path = JD_BUF_INIT, notice = JD_BUF_INIT;
    struct jd_store *store = NULL;
    bool has_home = jd_store_path(&path);
    jd_store_open(has_home ? path.data : NULL, &store, &notice);
    if (notice.len)
        jd_load_complain(notice.data);
    jd_buf_release(&path);
    jd_buf_release(&notice);
    return store;
}

static int terminal_cols(void)
{
    struct winsize size = { 0 };
    const char *columns = getenv("COLUMNS");
    long cols = COLS_USUAL;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col)
        cols = size.ws_col;
    else if (columns && *columns)
        cols = strtol(columns, NULL, 10);
    return cols < COLS_MIN ? COLS_MIN : cols > 1000 ? 1000 : (int)cols;
}

struct jd_output jd_output_start(void)
{
    bool to_terminal = isatty(STDOUT_FILENO);
    return (struct jd_output){ to_terminal, to_terminal ? terminal_cols() : 0 };
}

/* What could not be written is seen by jd_output_end. */
static void put(struct jd_str bytes)
{
    fwrite(bytes.ptr, 1, bytes.len, stdout);
}

void jd_output_line(const struct jd_output *output, struct jd_str line)
{
    struct jd_buf safe = JD_BUF_INIT;
    if (output->to_terminal) {
        jd_sanitise_line(&safe, line);
        line = jd_buf_str(&safe);
    }
    put(line);
    put(jd_str_of("\n"));
    jd_buf_release(&safe);
}

void jd_output_text(const struct jd_output *output, struct jd_str text)
{
    struct jd_buf safe = JD_BUF_INIT;
    if (output->to_terminal) {
        jd_sanitise_text(&safe, text);
        text = jd_buf_str(&safe);
    }
    put(text);
    jd_buf_release(&safe);
}

int jd_output_end(int status)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return status;
    jd_load_complain("standard output: cannot write");
    return JD_EXIT_NOTHING;
}
