/* SPDX-License-Identifier: MIT */
#include "jingdu/ui/selection.h"

#include "jingdu/base/banned.h"

void jd_selection_toggle(struct jd_selection *selection, const struct jd_page *page)
{
    selection->is_on = !selection->is_on;
    selection->from = page->cursor;
}

bool jd_selection_range(const struct jd_selection *selection, const struct jd_page *page,
                        size_t *start, size_t *end)
{
    size_t from = selection->from, to = page->cursor;
    *start = *end = 0;
    if (!selection->is_on)
        return false;
    *start = from < to ? from : to;
    *end = jd_page_character_end(page, from < to ? to : from);
    return true;
}

static void copy_range(struct jd_ui *ui, size_t start, size_t end, const char *label)
{
    struct jd_buf words = JD_BUF_INIT;
    jd_document_add_words(ui->doc, start, end, &words);
    if (words.len)
        jd_ui_copy(ui, jd_buf_str(&words), label);
    else
        jd_ui_message(ui, "nothing to copy here");
    jd_buf_release(&words);
}

void jd_selection_copy(struct jd_selection *selection, struct jd_ui *ui,
                       const struct jd_page *page)
{
    size_t start, end;
    const struct jd_token *token = jd_page_token(page, NULL);
    if (jd_selection_range(selection, page, &start, &end))
        copy_range(ui, start, end, "the selection");
    else if (token)
        copy_range(ui, token->start, token->end, "the word");
    else
        jd_ui_message(ui, "nothing to copy here");
    selection->is_on = false;
}

void jd_selection_copy_sentence(struct jd_ui *ui, const struct jd_page *page)
{
    const struct jd_laid *laid = jd_index_block(page->index, page->cursor);
    size_t start, end;
    jd_document_sentence(ui->doc, &laid->block, page->cursor, &start, &end);
    copy_range(ui, start, end, "the sentence");
}
