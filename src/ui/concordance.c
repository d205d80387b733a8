/* SPDX-License-Identifier: MIT */
#include "jingdu/ui/concordance.h"

#include <stdlib.h>

#include "jingdu/base/mem.h"
#include "jingdu/lang/find.h"
#include "jingdu/text/utf8.h"
#include "jingdu/text/width.h"
#include "jingdu/ui/list.h"

#include "jingdu/base/banned.h"

enum {
    SLICE = 1 << 20,     /* bytes looked through in one idle slice */
    ROWS_MAX = 5000,
    BEFORE_COLS = 24,    /* of context on the left */
    AFTER_COLS = 200,    /* on the right, at most; the window cuts it */
    AFTER_BYTES = 600,
};

struct concordance {
    struct jd_ui *ui;
    struct jd_find *find;
    struct jd_buf title;
    size_t next; /* how far the text was looked through */
    size_t count, chosen;
    bool is_full;
};

/* The last cells of what stands before, as many as fit, right-aligned. */
static void add_before(struct jd_str words, struct jd_buf *into)
{
    size_t from = words.len;
    int cols = 0;
    while (from > 0) {
        size_t at = jd_utf8_cluster_start(words, from - 1);
        int width = jd_width_cluster(jd_str_sub(words, at, from));
        if (cols + width > BEFORE_COLS)
            break;
        cols += width;
        from = at;
    }
    jd_buf_add_repeat(into, ' ', (size_t)(BEFORE_COLS - cols));
    jd_buf_add(into, jd_str_sub(words, from, words.len));
}

static void add_match(struct concordance *concordance, struct jd_list *list,
                      const struct jd_found *found)
{
    struct jd_str text = jd_document_text(concordance->ui->doc);
    struct jd_block block = JD_BLOCK_INIT;
    struct jd_buf row = JD_BUF_INIT, words = JD_BUF_INIT;
    jd_document_block_at(concordance->ui->doc, found->start, &block);
    jd_block_add_range(&block, text, block.start, found->start, &words);
    add_before(jd_buf_str(&words), &row);
    size_t start = row.len;
    jd_block_add_range(&block, text, found->start, found->end, &row);
    size_t end = row.len;
    jd_buf_clear(&words);
    jd_block_add_range(&block, text, found->end,
                       jd_utf8_floor(text, found->end + AFTER_BYTES < block.end
                                               ? found->end + AFTER_BYTES
                                               : block.end),
                       &words);
    jd_buf_add(&row, jd_str_sub(jd_buf_str(&words), 0,
                                jd_width_fit(jd_buf_str(&words), AFTER_COLS)));
    struct jd_list_row shown = { .text = jd_buf_str(&row),
                                 .detail = JD_STR_EMPTY,
                                 .tag = found->start,
                                 .match_start = start,
                                 .match_end = end };
    jd_list_add(list, shown);
    jd_buf_release(&row);
    jd_buf_release(&words);
    jd_block_release(&block);
}

static bool extend(void *owner, struct jd_list *list)
{
    struct concordance *concordance = owner;
    const struct jd_document *doc = concordance->ui->doc;
    size_t len = jd_document_text(doc).len;
    size_t limit = len - concordance->next < SLICE ? len : concordance->next + SLICE;
    struct jd_found found;
    int rows = 0;
    while (concordance->count < ROWS_MAX && rows < 100 && concordance->next < limit &&
           jd_find_next(concordance->find, doc, concordance->next, limit, &found)) {
        add_match(concordance, list, &found);
        concordance->next = found.end;
        concordance->count++;
        rows++;
    }
    if (rows < 100)
        concordance->next = limit;
    if (concordance->count == ROWS_MAX && !concordance->is_full) {
        struct jd_list_row more = { .text = jd_str_of("there are more"), .heading = true };
        jd_list_add(list, more);
        concordance->is_full = true;
    }
    return concordance->count < ROWS_MAX && concordance->next < len;
}

static void open_row(void *owner, const struct jd_list_row *row)
{
    struct concordance *concordance = owner;
    struct jd_ui *ui = concordance->ui;
    size_t target = row->tag;
    jd_ui_pop_to_page(ui); /* frees concordance */
    jd_ui_jump(ui, target);
}

static void release(void *owner)
{
    struct concordance *concordance = owner;
    jd_find_free(concordance->find);
    jd_buf_release(&concordance->title);
    free(concordance);
}

static const struct jd_list_ops ops = {
    .title = "Concordance",
    .nothing = "no other place",
    .extend = extend,
    .open = open_row,
    .free = release,
};

void jd_concordance_open(struct jd_ui *ui, struct jd_str word, size_t cursor)
{
    struct jd_find *find = jd_find_new(word);
    if (!find) {
        jd_ui_message(ui, "no word here");
        return;
    }
    struct concordance *concordance = jd_alloc_zero(1, sizeof *concordance);
    concordance->ui = ui;
    concordance->find = find;
    concordance->title = (struct jd_buf)JD_BUF_INIT;
    jd_buf_printf(&concordance->title, "Concordance of %.*s", JD_STR_ARG(word));
    struct jd_list *list = jd_list_new(ui, &ops, concordance);
    jd_list_set_title(list, concordance->title.data);
    while (concordance->next <= cursor && extend(concordance, list))
        continue; /* so that the row of the cursor is there to be chosen */
    jd_list_choose(list, cursor);
    jd_ui_push(ui, jd_list_pane(list));
}
