/* SPDX-License-Identifier: MIT */
#include "jingdu/ui/contents.h"

#include <stdlib.h>

#include "jingdu/base/mem.h"
#include "jingdu/layout/index.h"
#include "jingdu/text/width.h"
#include "jingdu/ui/list.h"

#include "jingdu/base/banned.h"

enum {
    SCAN_BYTES = 1 << 20,
    OPENING_COLS = 60,
    OPENINGS_MAX = 2000, /* paragraphs listed when there are no headings */
};

struct contents {
    struct jd_ui *ui;
    struct jd_outline *outline;
    size_t listed;   /* headings of the outline that are rows */
    size_t next;     /* paragraph openings: where to go on */
    size_t openings; /* how many are rows */
};

static void add_block(struct contents *contents, struct jd_list *list,
                      const struct jd_block *block)
{
    struct jd_str text = jd_document_text(contents->ui->doc);
    struct jd_buf shown = JD_BUF_INIT, cut = JD_BUF_INIT, detail = JD_BUF_INIT;
    jd_block_add_text(block, text, &shown);
    bool opening = block->kind != JD_BLOCK_HEADING && block->kind != JD_BLOCK_HEADLINE;
    int indent =
        block->kind == JD_BLOCK_HEADING && block->level > 2 ? 2 * (block->level - 2) : 0;
    jd_buf_add_repeat(&cut, ' ', (size_t)indent);
    jd_width_cut(&cut, jd_buf_str(&shown), opening ? OPENING_COLS : 400, 0);
    jd_buf_printf(&detail, "%d%%",
                  text.len ? (int)((double)block->start * 100 / (double)text.len) : 0);
    int cols = jd_width_cols(jd_buf_str(&cut));
    jd_list_align(list, cols < OPENING_COLS ? cols : OPENING_COLS);
    struct jd_list_row row = { .text = jd_buf_str(&cut),
                               .detail = jd_buf_str(&detail),
                               .tag = block->start };
    jd_list_add(list, row);
    jd_buf_release(&shown);
    jd_buf_release(&cut);
    jd_buf_release(&detail);
}

static bool add_headings(struct contents *contents, struct jd_list *list)
{
    struct jd_block block = JD_BLOCK_INIT;
    size_t slice = contents->listed + 500;
    for (; contents->listed < contents->outline->count && contents->listed < slice;
         contents->listed++) {
        size_t at = contents->outline->headings[contents->listed];
        jd_document_block_at(contents->ui->doc, at, &block);
        add_block(contents, list, &block);
    }
    jd_block_release(&block);
    return contents->listed < contents->outline->count;
}

/* No headings in the whole article: paragraphs stand in for them. */
static bool add_openings(struct contents *contents, struct jd_list *list)
{
    struct jd_block block = JD_BLOCK_INIT;
    size_t len = jd_document_text(contents->ui->doc).len;
    for (int i = 0; i < 100 && contents->next < len && contents->openings < OPENINGS_MAX;
         i++) {
        jd_document_block_at(contents->ui->doc, contents->next, &block);
        contents->next = block.end;
        if (block.run_count && !block.continues && block.kind != JD_BLOCK_META &&
            block.kind != JD_BLOCK_HEADLINE) {
            add_block(contents, list, &block);
            contents->openings++;
        }
    }
    jd_block_release(&block);
    return contents->next < len && contents->openings < OPENINGS_MAX;
}

static bool extend(void *owner, struct jd_list *list)
{
    struct contents *contents = owner;
    bool more = jd_outline_scan(contents->outline, SCAN_BYTES);
    more |= add_headings(contents, list);
    if (contents->outline->complete && contents->outline->count == 0)
        more |= add_openings(contents, list);
    return more;
}

static void open_row(void *owner, const struct jd_list_row *row)
{
    struct contents *contents = owner;
    struct jd_ui *ui = contents->ui;
    size_t target = row->tag;
    jd_ui_pop_to_page(ui); /* frees contents */
    jd_ui_jump(ui, target);
}

static const struct jd_list_ops ops = {
    .title = "Contents",
    .nothing = "this article has no sections",
    .extend = extend,
    .open = open_row,
    .free = free,
};

void jd_contents_open(struct jd_ui *ui, struct jd_outline *outline, size_t cursor)
{
    struct contents *contents = jd_alloc_zero(1, sizeof *contents);
    contents->ui = ui;
    contents->outline = outline;
    const struct jd_head *head = jd_document_head(ui->doc);
    contents->next = head->body;
    struct jd_list *list = jd_list_new(ui, &ops, contents);
    if (head->headline.len) {
        struct jd_block block = JD_BLOCK_INIT;
        jd_document_block_at(ui->doc,
                             (size_t)(head->headline.ptr - jd_document_text(ui->doc).ptr),
                             &block);
        add_block(contents, list, &block);
        jd_block_release(&block);
    }
    extend(contents, list);
    jd_list_choose(list, cursor);
    jd_ui_push(ui, jd_list_pane(list));
}
