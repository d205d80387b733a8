/* SPDX-License-Identifier: MIT */
#include "jingdu/cli/copy.h"

#include <stdlib.h>

#include "jingdu/base/spawn.h"
#include "jingdu/text/utf8.h"

#include "jingdu/base/banned.h"

enum { PATIENCE_MS = 5000, TERMINAL_MAX = 6144 /* as base64 8 KiB */ };

/* What goes to the clipboard may be pasted anywhere: no control characters. Bytes that
 * are no UTF-8 become U+FFFD, since programs refuse them. */
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

/* ---- the ways ---------------------------------------------------------------------- */

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
    if (!jd_spawn_split(command, &words, err)) {
        jd_error_prefix(err, "copy-command: ");
        return false;
    }
    bool ok = jd_spawn_feed(words.words, text, PATIENCE_MS, err);
    jd_spawn_release(&words);
    return ok;
}

static bool copy_with_terminal(struct jd_term *term, struct jd_str text,
                               struct jd_error *err)
{
    if (jd_term_copy(term, text))
        return true;
    bool is_long = text.len > TERMINAL_MAX;
    return jd_fail(err, JD_ERR_LIMIT, "%s",
                   is_long ? "the terminal takes no more than 6 kB (set copy-command)"
                           : "this terminal takes none (set copy-command)");
}

/* ---- saying ------------------------------------------------------------------------ */

static void add_complaint(struct jd_buf *wrong, const struct jd_error *err)
{
    jd_buf_printf(wrong, "%s%s", wrong->len ? "; " : "", err->message);
}

/* The name of the way that went well, or NULL; what went wrong before is added to wrong.
 */
static const char *copy_somehow(struct jd_term *term, struct jd_str text,
                                struct jd_str command, struct jd_buf *wrong)
{
    const char *tmux = getenv("TMUX");
    struct jd_error err = JD_ERROR_INIT;
    if (tmux && *tmux) {
        if (copy_with_tmux(text, &err))
            return "tmux";
        add_complaint(wrong, &err);
    }
    if (command.len) {
        if (copy_with_command(command, text, &err))
            return "copy-command";
        add_complaint(wrong, &err);
    }
    if (copy_with_terminal(term, text, &err))
        return "the terminal";
    add_complaint(wrong, &err);
    return NULL;
}

bool jd_copy_text(struct jd_term *term, struct jd_str text, const char *label,
                  struct jd_str command, struct jd_buf *says)
{
    struct jd_buf bytes = JD_BUF_INIT, wrong = JD_BUF_INIT;
    jd_buf_clear(says);
    clean(text, &bytes);
    struct jd_str whole = jd_buf_str(&bytes);
    size_t count = jd_utf8_length(whole);
    const char *way = count ? copy_somehow(term, whole, command, &wrong) : NULL;
    if (way)
        jd_buf_printf(says, "copied %s (%zu character%s) with %s", label, count,
                      count == 1 ? "" : "s", way);
    else
        jd_buf_printf(says, "%s was not copied", label);
    /* Nothing answers from behind the terminal, so what failed before it is told too. */
    if (wrong.len)
        jd_buf_printf(says, way ? " (%s)" : ": %s", wrong.data);
    else if (!count)
        jd_buf_add_c(says, ": there is nothing in it");
    jd_buf_release(&bytes);
    jd_buf_release(&wrong);
    return way != NULL;
}
