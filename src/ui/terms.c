/* SPDX-License-Identifier: MIT */
#include "jingdu/ui/terms.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "jingdu/base/clock.h"
#include "jingdu/base/mem.h"
#include "jingdu/text/width.h"
#include "jingdu/ui/list.h"
#include "jingdu/ui/rows.h"

#include "jingdu/base/banned.h"

enum { SLICE_US = 2000, HEADWORD_COLS_MAX = 24 };

struct tally {
    jd_term_id id;
    size_t count;
    size_t first; /* byte of the first mention */
    enum jd_category category;
};

struct terms {
    struct jd_ui *ui;
    size_t scanned;
    size_t limit;
    struct tally *tallies; /* by first mention */
    size_t count, cap;
    uint32_t *slots; /* hash of ids → index + 1 */
    size_t slot_count;
    bool listed;
};

/* ---- counting ---------------------------------------------------------------------- */

static size_t slot_of(const struct terms *terms, jd_term_id id)
{
    size_t at = (size_t)(id * 2654435761u) & (terms->slot_count - 1);
    while (terms->slots[at] && terms->tallies[terms->slots[at] - 1].id != id)
        at = (at + 1) & (terms->slot_count - 1);
    return at;
}

static void grow_slots(struct terms *terms)
{
    if (terms->count * 2 < terms->slot_count)
        return;
    terms->slot_count = terms->slot_count ? terms->slot_count * 2 : 256;
    free(terms->slots);
    terms->slots = jd_alloc_zero(terms->slot_count, sizeof *terms->slots);
    for (size_t i = 0; i < terms->count; i++)
        terms->slots[slot_of(terms, terms->tallies[i].id)] = (uint32_t)(i + 1);
}

static void tally(struct terms *terms, const struct jd_hit *hit)
{
    grow_slots(terms);
    size_t slot = slot_of(terms, hit->id);
    if (terms->slots[slot]) {
        terms->tallies[terms->slots[slot] - 1].count++;
        return;
    }
    terms->tallies =
        jd_grow(terms->tallies, terms->count, &terms->cap, sizeof *terms->tallies);
    terms->tallies[terms->count++] =
        (struct tally){ hit->id, 1, hit->start,
                        jd_glossary_term(terms->ui->glossary, hit->id).category };
    terms->slots[slot] = (uint32_t)terms->count;
}

/* Count on until the limit or for one slice. */
static bool scan(struct terms *terms)
{
    struct jd_block block = JD_BLOCK_INIT;
    struct jd_annotation notes = JD_ANNOTATION_INIT;
    int64_t end = jd_clock_us() + SLICE_US;
    while (terms->scanned < terms->limit && jd_clock_us() < end) {
        jd_document_block_at(terms->ui->doc, terms->scanned, &block);
        jd_annotate_block(terms->ui->annotator, &block, &notes);
        for (size_t h = 0; h < notes.hit_count; h++)
            if (notes.hits[h].outer)
                tally(terms, &notes.hits[h]);
        terms->scanned = block.end;
    }
    jd_block_release(&block);
    jd_annotation_release(&notes);
    return terms->scanned < terms->limit;
}

static void forget(struct terms *terms)
{
    free(terms->tallies);
    free(terms->slots);
}

size_t jd_terms_count_names(struct jd_ui *ui, struct jd_index *index, size_t limit)
{
    size_t len = jd_document_text(ui->doc).len;
    if (len > limit || !ui->glossary)
        return SIZE_MAX;
    struct terms terms = { .ui = ui, .limit = len };
    for (size_t at = 0; at < len;) {
        const struct jd_laid *laid = jd_index_block(index, at);
        for (size_t h = 0; h < laid->annotation.hit_count; h++)
            if (laid->annotation.hits[h].outer)
                tally(&terms, &laid->annotation.hits[h]);
        at = laid->block.end;
    }
    size_t names = 0;
    for (size_t i = 0; i < terms.count; i++)
        names += terms.tallies[i].category <= JD_CAT_MEDIA;
    forget(&terms);
    return names;
}

/* ---- the list ---------------------------------------------------------------------- */

static const char *const plurals[JD_CAT_COUNT] = {
    [JD_CAT_PERSON] = "People",
    [JD_CAT_PLACE] = "Places",
    [JD_CAT_ORGANISATION] = "Organisations",
    [JD_CAT_MEDIA] = "Media",
    [JD_CAT_POSITION] = "Posts",
    [JD_CAT_EVENT] = "Events",
    [JD_CAT_POLICY] = "Policy and diplomacy",
    [JD_CAT_TERM] = "Terms",
    [JD_CAT_IDIOM] = "Idioms",
};

static void add_term(const struct terms *terms, struct jd_list *list,
                     const struct tally *tally)
{
    struct jd_term term = jd_glossary_term(terms->ui->glossary, tally->id);
    struct jd_buf detail = JD_BUF_INIT;
    jd_buf_printf(&detail, "%3zu  ", tally->count);
    if (term.pinyin.len && !jd_str_eq(term.pinyin, term.headword))
        jd_buf_printf(&detail, "%.*s  ", JD_STR_ARG(term.pinyin));
    jd_buf_add(&detail, term.gloss);
    int cols = jd_width_cols(term.headword);
    jd_list_align(list, cols < HEADWORD_COLS_MAX ? cols : HEADWORD_COLS_MAX);
    struct jd_list_row row = { .text = term.headword,
                               .detail = jd_buf_str(&detail),
                               .tag = tally->first,
                               .mark = (uint8_t)jd_rows_mark(term.category) };
    jd_list_add(list, row);
    jd_buf_release(&detail);
}

static void fill(struct terms *terms, struct jd_list *list)
{
    for (int category = 0; category < JD_CAT_COUNT; category++) {
        size_t members = 0;
        for (size_t i = 0; i < terms->count; i++)
            members += terms->tallies[i].category == (enum jd_category)category;
        if (!members)
            continue;
        struct jd_buf title = JD_BUF_INIT;
        jd_buf_printf(&title, "%s (%zu)", plurals[category], members);
        struct jd_list_row row = { .text = jd_buf_str(&title), .heading = true };
        jd_list_add(list, row);
        jd_buf_release(&title);
        for (size_t i = 0; i < terms->count; i++)
            if (terms->tallies[i].category == (enum jd_category)category)
                add_term(terms, list, &terms->tallies[i]);
    }
    terms->listed = true;
}

static bool extend(void *owner, struct jd_list *list)
{
    struct terms *terms = owner;
    if (terms->listed || scan(terms))
        return !terms->listed;
    fill(terms, list);
    return false;
}

static void open_row(void *owner, const struct jd_list_row *row)
{
    struct terms *terms = owner;
    struct jd_ui *ui = terms->ui;
    size_t target = row->tag;
    jd_ui_pop_to_page(ui); /* frees terms */
    jd_ui_jump(ui, target);
}

static void release(void *owner)
{
    forget(owner);
    free(owner);
}

static const struct jd_list_ops ops = {
    .title = "Names and terms of this article",
    .nothing =
        "no name or term that the glossary knows (a long text is still being read)",
    .extend = extend,
    .open = open_row,
    .free = release,
};

void jd_terms_open(struct jd_ui *ui)
{
    if (!ui->glossary) {
        jd_ui_message(ui, "no glossary is loaded (--glossary none)");
        return;
    }
    struct terms *terms = jd_alloc_zero(1, sizeof *terms);
    size_t len = jd_document_text(ui->doc).len;
    *terms =
        (struct terms){ .ui = ui, .limit = len < JD_TERMS_LIMIT ? len : JD_TERMS_LIMIT };
    struct jd_list *list = jd_list_new(ui, &ops, terms);
    if (terms->limit < len)
        jd_ui_message(ui, "the first %d MB of this long text", JD_TERMS_LIMIT >> 20);
    extend(terms, list);
    jd_ui_push(ui, jd_list_pane(list));
}
