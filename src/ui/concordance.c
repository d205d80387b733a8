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
    SLICE = 4 << 20, /* bytes looked through in one idle slice, */
    SLICE_ROWS = 64, /* or rows made */
    ROWS_MAX = 5000,
    BEFORE_COLS = 24, /* of what stands before; with the share in the text in front of it
                         the matches stand at 40 % of 80 columns */
    NARROW_COLS = 50, /* windows below it … */
    NARROW_BEFORE_COLS = 6, /* … have less before a match */
    AFTER_COLS = 300,       /* of what follows; the window cuts it */
    NEAR = 2048,            /* bytes of Text to each side, markup included */
};

struct concordance {
    struct jd_ui *ui;
    struct jd_find *find;
    struct jd_buf word;
    size_t next;  /* how far the text was looked through */
    size_t count; /* rows */
    bool is_done;
};

/* The last cells of what stands before the match, right-aligned. */
static void add_before(struct jd_str words, int room, struct jd_buf *into)
{
    size_t from = words.len;
    int cols = 0;
    while (from > 0) {
        size_t at = jd_utf8_cluster_start(words, from - 1);
        int more = jd_width_cluster(jd_str_sub(words, at, from));
        if (cols + more > room)
            break;
        cols += more;
        from = at;
    }
    jd_buf_add_repeat(into, ' ', (size_t)(room - cols));
    jd_buf_add(into, jd_str_sub(words, from, words.len));
}

/* What is seen around a match as one line; where in it the match is. */
static void gather(const struct jd_document *doc, const struct jd_found *match,
                   struct jd_buf *words, size_t *start, size_t *end)
{
    struct jd_str text = jd_document_text(doc);
    struct jd_block block = JD_BLOCK_INIT;
    struct jd_buf part = JD_BUF_INIT;
    jd_document_block_at(doc, match->start, &block);
    size_t from = block.start, to = block.end;
    if (match->start - from > NEAR)
        from = jd_utf8_floor(text, match->start - NEAR);
    if (to > match->end && to - match->end > NEAR)
        to = jd_utf8_floor(text, match->end + NEAR);
    jd_block_add_range(&block, text, from, to, words);
    jd_block_add_range(&block, text, from, match->end, &part);
    *end = part.len;
    jd_buf_clear(&part);
    jd_block_add_range(&block, text, match->start, match->end, &part);
    *start = *end - part.len;
    jd_buf_release(&part);
    jd_block_release(&block);
}

static void add_row(struct concordance *concordance, struct jd_list *list,
                    const struct jd_found *match)
{
    const struct jd_document *doc = concordance->ui->doc;
    struct jd_buf words = JD_BUF_INIT, shown = JD_BUF_INIT;
    size_t start, end;
    gather(doc, match, &words, &start, &end);
    double share = (double)match->start * 100 / (double)jd_document_text(doc).len;
    jd_buf_printf(&shown, "%2d%%  ", (int)share);
    add_before(jd_str_sub(jd_buf_str(&words), 0, start),
               concordance->ui->cols < NARROW_COLS ? NARROW_BEFORE_COLS : BEFORE_COLS,
               &shown);
    struct jd_list_row row = { .tag = match->start, .detail = JD_STR_EMPTY };
    row.match_start = shown.len;
    jd_buf_add(&shown, jd_str_sub(jd_buf_str(&words), start, end));
    row.match_end = shown.len;
    struct jd_str after = jd_str_sub(jd_buf_str(&words), end, words.len);
    jd_buf_add(&shown, jd_str_sub(after, 0, jd_width_fit(after, AFTER_COLS)));
    row.text = jd_buf_str(&shown);
    jd_list_add(list, row);
    concordance->count++;
    jd_buf_release(&words);
    jd_buf_release(&shown);
}

static void finish(struct concordance *concordance, struct jd_list *list, bool has_more)
{
    struct jd_buf text = JD_BUF_INIT;
    concordance->is_done = true;
    if (has_more) {
        jd_buf_printf(&text, "there are more than these %d places", ROWS_MAX);
        jd_list_add(list, (struct jd_list_row){ .text = jd_buf_str(&text),
                                                .detail = JD_STR_EMPTY,
                                                .tag = concordance->next,
                                                .heading = true });
        jd_buf_clear(&text);
    }
    jd_buf_printf(&text, "Concordance of %s: %s%zu %s", concordance->word.data,
                  has_more ? "more than " : "", concordance->count,
                  concordance->count == 1 ? "place" : "places");
    jd_list_set_title(list, text.data);
    jd_buf_release(&text);
}

static bool extend(void *owner, struct jd_list *list)
{
    struct concordance *concordance = owner;
    size_t len = jd_document_text(concordance->ui->doc).len;
    size_t left = len - concordance->next,
           limit = left < SLICE ? len : len - left + SLICE;
    struct jd_found some[SLICE_ROWS];
    if (concordance->is_done)
        return false;
    size_t made = jd_find_some(concordance->find, concordance->ui->doc, concordance->next,
                               limit, some, SLICE_ROWS);
    for (size_t i = 0; i < made; i++) {
        if (some[i].start < concordance->next)
            continue; /* overlaps the one before */
        if (concordance->count == ROWS_MAX) {
            finish(concordance, list, true);
            return false;
        }
        add_row(concordance, list, &some[i]);
        concordance->next = some[i].end;
    }
    if (made < SLICE_ROWS && concordance->next < limit)
        concordance->next = limit;
    if (concordance->next >= len)
        finish(concordance, list, false);
    return !concordance->is_done;
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
    jd_buf_release(&concordance->word);
    free(concordance);
}

static const struct jd_list_ops ops = {
    .title = "Concordance",
    .nothing = "nowhere in this article",
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
    concordance->word = (struct jd_buf)JD_BUF_INIT;
    jd_buf_add(&concordance->word, word);
    struct jd_buf title = JD_BUF_INIT;
    jd_buf_printf(&title, "Concordance of %s", concordance->word.data);
    struct jd_list *list = jd_list_new(ui, &ops, concordance);
    jd_list_set_title(list, title.data);
    jd_buf_release(&title);
    do { /* up to the row of the cursor, so that it can be chosen */
        if (!extend(concordance, list))
            break;
    } while (concordance->next <= cursor);
    jd_list_choose(list, cursor);
    jd_ui_push(ui, jd_list_pane(list));
}
