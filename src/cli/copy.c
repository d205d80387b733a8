/* SPDX-License-Identifier: MIT */
#include "jingdu/cli/copy.h"

#include <stdlib.h>

#include "jingdu/base/spawn.h"
#include "jingdu/text/utf8.h"

#include "jingdu/base/banned.h"

enum { PATIENCE_MS = 5000 };

/* What goes to the clipboard may be pasted anywhere: no control characters. */
static void clean(struct jd_str text, struct jd_buf *into)
{
    for (size_t at = 0; at < text.len;) {
        struct jd_cp next = jd_utf8_next(text, at);
        bool is_control = next.cp < 0x20 || (next.cp >= 0x7F && next.cp < 0xA0);
        if (!is_control || next.cp == '\n' || next.cp == '\t')
            jd_utf8_add(into, next.cp);
        at += next.len;
    }
}

static bool copy_with_tmux(struct jd_str text, struct jd_error *err)
{
    char *argv[] = { (char *)"tmux", (char *)"load-buffer", (char *)"-w", (char *)"-",
                     NULL };
    return jd_spawn_feed(argv, text, PATIENCE_MS, err);
}

static bool copy_with_command(struct jd_str command, struct jd_str text,
                              struct jd_error *err)
{
    struct jd_spawn_words words;
    if (!jd_spawn_split(command, &words, err))
        return false;
    bool ok = jd_spawn_feed(words.words, text, PATIENCE_MS, err);
    jd_spawn_release(&words);
    return ok;
}

bool jd_copy_text(struct jd_term *term, struct jd_str text, const char *label,
                  struct jd_str command, struct jd_buf *says)
{
    const char *tmux = getenv("TMUX");
    const char *way = NULL;
    struct jd_buf bytes = JD_BUF_INIT, wrong = JD_BUF_INIT;
    struct jd_error err = JD_ERROR_INIT;
    clean(text, &bytes);
    struct jd_str whole = jd_buf_str(&bytes);
    if (tmux && *tmux) {
        if (copy_with_tmux(whole, &err))
            way = "tmux";
        else
            jd_buf_printf(&wrong, "%s; ", err.message);
    }
    if (!way && command.len) {
        if (copy_with_command(command, whole, &err))
            way = "copy-command";
        else
            jd_buf_printf(&wrong, "%s; ", err.message);
    }
    if (!way && jd_term_copy(term, whole))
        way = "the terminal";
    if (way)
        jd_buf_printf(says, "copied %s (%zu character%s) with %s", label,
                      jd_utf8_length(whole), jd_utf8_length(whole) == 1 ? "" : "s", way);
    else
        jd_buf_printf(says, "%s was not copied: %sthe terminal takes no more than 6 kB",
                      label, wrong.data);
    jd_buf_release(&bytes);
    jd_buf_release(&wrong);
    return way != NULL;
}
