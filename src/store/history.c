/* SPDX-License-Identifier: MIT */
#include "jingdu/store/history.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "jingdu/base/file.h"
#include "jingdu/base/mem.h"

#include "jingdu/base/banned.h"

enum { FILE_MAX = 1 << 20 };

void jd_history_release(struct jd_history *history)
{
    for (size_t i = 0; i < history->count; i++)
        free(history->lines[i]);
    free(history->lines);
    *history = (struct jd_history)JD_HISTORY_INIT;
}

/* Bytes of the good UTF-8 sequence at p, 0 for a bad one (Unicode 15, table 3-7). */
static size_t sequence(const unsigned char *p, size_t left)
{
    size_t len = p[0] < 0x80   ? 1
                 : p[0] < 0xC2 ? 0
                 : p[0] < 0xE0 ? 2
                 : p[0] < 0xF0 ? 3
                 : p[0] < 0xF5 ? 4
                               : 0;
    if (!len || len > left)
        return 0;
    for (size_t i = 1; i < len; i++)
        if ((p[i] & 0xC0) != 0x80)
            return 0;
    bool is_short = (p[0] == 0xE0 && p[1] < 0xA0) || (p[0] == 0xF0 && p[1] < 0x90);
    bool is_beyond = (p[0] == 0xED && p[1] > 0x9F) || (p[0] == 0xF4 && p[1] > 0x8F);
    return is_short || is_beyond ? 0 : len;
}

static bool is_good(struct jd_str line)
{
    const unsigned char *p = (const unsigned char *)line.ptr;
    if (!line.len || line.len > JD_HISTORY_LINE_MAX)
        return false;
    for (size_t at = 0, len; at < line.len; at += len) {
        len = sequence(p + at, line.len - at);
        bool is_control = p[at] < 0x20 || p[at] == 0x7F ||
                          (p[at] == 0xC2 && len == 2 && p[at + 1] < 0xA0);
        if (!len || is_control)
            return false;
    }
    return true;
}

static void drop(struct jd_history *history, size_t at)
{
    free(history->lines[at]);
    history->count--;
    memmove(history->lines + at, history->lines + at + 1,
            (history->count - at) * sizeof *history->lines);
}

void jd_history_add(struct jd_history *history, struct jd_str line)
{
    if (!is_good(line))
        return;
    for (size_t i = history->count; i-- > 0;)
        if (jd_str_eq_c(line, history->lines[i]))
            drop(history, i);
    if (history->count == JD_HISTORY_MAX)
        drop(history, 0);
    history->lines =
        jd_realloc_array(history->lines, history->count + 1, sizeof *history->lines);
    history->lines[history->count++] = jd_copy_bytes(line.ptr, line.len);
}

void jd_history_load(struct jd_history *history, const char *path)
{
    struct jd_buf file = JD_BUF_INIT;
    struct jd_error err;
    if (path && jd_file_read(path, FILE_MAX, &file, &err)) {
        struct jd_str line;
        for (struct jd_str rest = jd_buf_str(&file); jd_str_split(&rest, '\n', &line);)
            jd_history_add(history, line);
    }
    jd_buf_release(&file);
}

static bool make_folder(const char *path, struct jd_error *err)
{
    const char *slash = strrchr(path, '/');
    if (!slash || slash == path)
        return true;
    struct jd_buf folder = JD_BUF_INIT;
    jd_buf_add(&folder, jd_str_make(path, (size_t)(slash - path)));
    bool ok = jd_file_make_folder(folder.data, err);
    jd_buf_release(&folder);
    return ok;
}

bool jd_history_save(const char *path, struct jd_str line, struct jd_error *err)
{
    struct jd_history history = JD_HISTORY_INIT;
    struct jd_buf file = JD_BUF_INIT;
    if (!is_good(line))
        return true;
    jd_history_load(&history, path);
    jd_history_add(&history, line);
    for (size_t i = 0; i < history.count; i++)
        jd_buf_printf(&file, "%s\n", history.lines[i]);
    bool ok = make_folder(path, err) && jd_file_replace(path, jd_buf_str(&file), err);
    jd_buf_release(&file);
    jd_history_release(&history);
    return ok;
}
