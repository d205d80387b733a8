/* SPDX-License-Identifier: MIT */
#include "jingdu/ui/greeting.h"

#include <stdint.h>

#include "jingdu/text/han.h"
#include "jingdu/ui/help.h"
#include "jingdu/ui/terms.h"

#include "jingdu/base/banned.h"

enum {
    COUNT_LIMIT = 256 * 1024,  /* bytes of text whose characters are counted at once */
    NAMES_LIMIT = 24 * 1024,   /* … whose names are: about half a millisecond */
    CHARACTERS_A_MINUTE = 280, /* an intermediate learner */
};

static void add_count(struct jd_buf *into, size_t count)
{
    if (count >= 1000)
        jd_buf_printf(into, "%zu,%03zu", count / 1000, count % 1000);
    else
        jd_buf_printf(into, "%zu", count);
}

static void add_bad_bytes(const struct jd_ui *ui, struct jd_buf *into)
{
    bool complete;
    size_t bad = jd_article_bad(ui->article, &complete);
    if (bad)
        jd_buf_printf(into, "%zu bad byte%s shown as \uFFFD   ", bad,
                      bad == 1 ? "" : "s");
}

void jd_greeting_bad_bytes(struct jd_ui *ui)
{
    struct jd_buf says = JD_BUF_INIT;
    add_bad_bytes(ui, &says);
    if (says.len)
        jd_ui_message(ui, "%s", says.data);
    jd_buf_release(&says);
}

void jd_greeting_say(struct jd_ui *ui, struct jd_index *index)
{
    struct jd_buf says = JD_BUF_INIT;
    struct jd_str text = jd_article_text(ui->article);
    enum jd_encoding encoding = jd_article_encoding(ui->article);
    if (encoding != JD_ENC_UTF8)
        jd_buf_printf(&says, "read as %s   ", jd_encoding_name(encoding));
    bool complete;
    jd_article_scan(ui->article, COUNT_LIMIT);
    size_t bad = jd_article_bad(ui->article, &complete);
    if (bad)
        jd_buf_printf(&says, "%zu bad byte%s shown as \uFFFD   ", bad,
                      bad == 1 ? "" : "s");
    if (text.len <= COUNT_LIMIT) {
        size_t count = jd_han_count(text);
        size_t minutes = (count + CHARACTERS_A_MINUTE / 2) / CHARACTERS_A_MINUTE;
        add_count(&says, count);
        jd_buf_printf(&says, " characters, %zu min", minutes ? minutes : 1);
        size_t names = jd_terms_count_names(ui, index, NAMES_LIMIT);
        if (names != SIZE_MAX)
            jd_buf_printf(&says, ", %zu name%s", names, names == 1 ? "" : "s");
        jd_buf_add_c(&says, "   ");
    }
    jd_help_hint(ui, JD_ACTION_CONTENTS, "contents", &says);
    jd_help_hint(ui, JD_ACTION_TERMS, "terms", &says);
    jd_help_hint(ui, JD_ACTION_HELP, "help", &says);
    jd_ui_message(ui, "%s", says.data);
    jd_buf_release(&says);
}
