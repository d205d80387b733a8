/* SPDX-License-Identifier: MIT */
#include "jingdu/dict/glossary.h"

#include <limits.h>
#include <stdlib.h>

#include "jingdu/base/mem.h"
#include "jingdu/text/utf8.h"

#include "image.h"

#include "jingdu/base/banned.h"

/* One image of the stack. Its head h has the id base + h. */
struct layer {
    struct jd_image image;
    enum jd_term_source source;
    void *owned; /* freed with the glossary; may be NULL */
    uint32_t base;
    /* By head: the id of the same headword in a layer that goes before this one, or
     * JD_TERM_NONE. NULL while there is none at all. */
    uint32_t *winner;
};

struct jd_glossary {
    int year;
    struct layer *layers; /* those that go before others first */
    size_t layer_count, layer_cap;
    uint32_t total;                   /* ids */
    uint64_t filter[JD_FILTER_WORDS]; /* of all images together */
};

static const char *const category_names[JD_CAT_COUNT] = {
    [JD_CAT_PERSON] = "person",
    [JD_CAT_PLACE] = "place",
    [JD_CAT_ORGANISATION] = "organisation",
    [JD_CAT_MEDIA] = "media",
    [JD_CAT_POSITION] = "position",
    [JD_CAT_EVENT] = "event",
    [JD_CAT_POLICY] = "policy",
    [JD_CAT_TERM] = "term",
    [JD_CAT_IDIOM] = "idiom",
};

const char *jd_category_name(enum jd_category category)
{
    return category_names[category];
}

bool jd_category_parse(struct jd_str name, enum jd_category *out)
{
    for (int i = 0; i < JD_CAT_COUNT; i++) {
        if (jd_str_eq_c(name, category_names[i])) {
            *out = (enum jd_category)i;
            return true;
        }
    }
    return false;
}

int jd_term_rank(const struct jd_term *term)
{
    static const int order[JD_CAT_COUNT] = {
        [JD_CAT_PERSON] = 0, [JD_CAT_ORGANISATION] = 1, [JD_CAT_MEDIA] = 2,
        [JD_CAT_PLACE] = 3,  [JD_CAT_EVENT] = 4,        [JD_CAT_IDIOM] = 5,
        [JD_CAT_POLICY] = 6, [JD_CAT_POSITION] = 7,     [JD_CAT_TERM] = 8,
    };
    size_t length = jd_utf8_length(term->headword);
    return order[term->category] * 100 + (length < 99 ? 99 - (int)length : 0);
}

/* ---- the stack --------------------------------------------------------------------- */

struct jd_glossary *jd_glossary_new(int year)
{
    struct jd_glossary *glossary = jd_alloc_zero(1, sizeof *glossary);
    glossary->year = year;
    return glossary;
}

void jd_glossary_free(struct jd_glossary *glossary)
{
    if (!glossary)
        return;
    for (size_t i = 0; i < glossary->layer_count; i++) {
        free(glossary->layers[i].owned);
        free(glossary->layers[i].winner);
    }
    free(glossary->layers);
    free(glossary);
}

size_t jd_glossary_count(const struct jd_glossary *glossary)
{
    return glossary->total;
}

/* The layer of an id; its number in the order of precedence. */
static size_t layer_of(const struct jd_glossary *glossary, jd_term_id id)
{
    size_t i = 0;
    while (i < glossary->layer_count &&
           id - glossary->layers[i].base >= glossary->layers[i].image.header->head_count)
        i++;
    return i;
}

static struct jd_str headword_of(const struct layer *layer, uint32_t head)
{
    uint32_t first, end;
    jd_image_head(&layer->image, head, &first, &end);
    return first < end ? jd_image_term(&layer->image, first).headword : JD_STR_EMPTY;
}

/* The head of layer that has this headword (not an alias), or UINT32_MAX. */
static uint32_t head_by_word(const struct layer *layer, struct jd_str word)
{
    uint32_t key[JD_KEY_MAX], other[JD_KEY_MAX];
    size_t count = jd_image_key(word, key);
    uint32_t head = jd_image_find(&layer->image, key, count);
    if (head == UINT32_MAX)
        return head;
    struct jd_str found = headword_of(layer, head);
    bool same = jd_str_eq(found, word) || (jd_image_key(found, other) == count &&
                                           memcmp(key, other, count * sizeof *key) == 0);
    return same ? head : UINT32_MAX;
}

/* The headword of head in low is also that of id in layers[high], which goes before. */
static void yield_to(struct jd_glossary *glossary, struct layer *low, uint32_t head,
                     size_t high, jd_term_id id)
{
    uint32_t count = low->image.header->head_count;
    if (!low->winner) {
        low->winner = jd_alloc(count * sizeof *low->winner);
        for (uint32_t i = 0; i < count; i++)
            low->winner[i] = JD_TERM_NONE;
    }
    uint32_t *winner = &low->winner[head];
    if (*winner == JD_TERM_NONE || high < layer_of(glossary, *winner))
        *winner = id;
}

/* Find the headwords that two layers share, going through the smaller one. */
static void settle(struct jd_glossary *glossary, size_t high, size_t low)
{
    struct layer *above = &glossary->layers[high], *below = &glossary->layers[low];
    uint32_t above_count = above->image.header->head_count;
    uint32_t below_count = below->image.header->head_count;
    bool from_above = above_count < below_count;
    struct layer *small = from_above ? above : below;
    struct layer *large = from_above ? below : above;
    for (uint32_t head = 0; head < (from_above ? above_count : below_count); head++) {
        uint32_t other = head_by_word(large, headword_of(small, head));
        if (other == UINT32_MAX)
            continue;
        yield_to(glossary, below, from_above ? other : head, high,
                 above->base + (from_above ? head : other));
    }
}

/* Higher sources first; among equals the one that was added last. */
static size_t insert_layer(struct jd_glossary *glossary, const struct layer *layer)
{
    glossary->layers = jd_grow(glossary->layers, glossary->layer_count,
                               &glossary->layer_cap, sizeof *glossary->layers);
    size_t at = glossary->layer_count++;
    for (size_t i = 0; i < at; i++)
        if (layer->source >= glossary->layers[i].source)
            at = i;
    memmove(glossary->layers + at + 1, glossary->layers + at,
            (glossary->layer_count - 1 - at) * sizeof *layer);
    glossary->layers[at] = *layer;
    return at;
}

bool jd_glossary_add_image(struct jd_glossary *glossary, const void *bytes, size_t len,
                           bool owned, enum jd_term_source source, struct jd_error *err)
{
    struct layer layer = { .source = source, .base = glossary->total };
    if (!jd_image_open(bytes, len, &layer.image, err))
        return false;
    uint32_t count = layer.image.header->head_count;
    if (count >= JD_TERM_NONE - glossary->total)
        return jd_fail(err, JD_ERR_LIMIT, "too many glossary terms");
    /* Only here: who keeps the bytes after a failure must not depend on its cause. */
    if (owned)
        layer.owned = (void *)bytes;
    glossary->total += count;
    for (size_t i = 0; i < JD_FILTER_WORDS; i++)
        glossary->filter[i] |= layer.image.filter[i];
    size_t at = insert_layer(glossary, &layer);
    for (size_t i = 0; i < glossary->layer_count; i++)
        if (i != at)
            settle(glossary, i < at ? i : at, i < at ? at : i);
    return true;
}

static jd_term_id canonical(const struct layer *layer, uint32_t head)
{
    if (layer->winner && layer->winner[head] != JD_TERM_NONE)
        return layer->winner[head];
    return layer->base + head;
}

/* ---- rows -------------------------------------------------------------------------- */

/* A row of the stack. */
struct place {
    size_t layer;
    uint32_t row;
};

/* How far year is from the years that the row holds; 0 inside them. */
static int distance(const struct jd_image_row *row, int year)
{
    if (row->from && year < row->from)
        return row->from - year;
    if (row->to && year > row->to)
        return year - row->to;
    return 0;
}

/* Does row a fit the year better than b? Of two that hold, the one that began later. */
static bool fits_better(const struct jd_image_row *a, const struct jd_image_row *b,
                        int year)
{
    if (year) {
        int near = distance(a, year), far = distance(b, year);
        if (near != far)
            return near < far;
    } else {
        int last_a = a->to ? a->to : INT_MAX, last_b = b->to ? b->to : INT_MAX;
        if (last_a != last_b)
            return last_a > last_b;
    }
    return a->from > b->from;
}

/* The head in layers[i] with the headword of head in layers[own]. */
static uint32_t same_head(const struct jd_glossary *glossary, size_t own, uint32_t head,
                          size_t i)
{
    if (i == own)
        return head;
    return head_by_word(&glossary->layers[i], headword_of(&glossary->layers[own], head));
}

/* The row of id that holds; false when the image is damaged or there is no such id. */
static bool holding_row(const struct jd_glossary *glossary, size_t own, uint32_t head,
                        struct place *out)
{
    const struct jd_image_row *best = NULL;
    for (size_t i = 0; i < glossary->layer_count; i++) {
        const struct layer *layer = &glossary->layers[i];
        if (layer->source != glossary->layers[own].source)
            continue;
        uint32_t first, end;
        jd_image_head(&layer->image, same_head(glossary, own, head, i), &first, &end);
        for (uint32_t row = first; row < end; row++) {
            if (best && !fits_better(&layer->image.rows[row], best, glossary->year))
                continue;
            best = &layer->image.rows[row];
            *out = (struct place){ i, row };
        }
    }
    return best;
}

static struct jd_term term_at(const struct jd_glossary *glossary, struct place place)
{
    const struct layer *layer = &glossary->layers[place.layer];
    struct jd_term term = jd_image_term(&layer->image, place.row);
    term.source = layer->source;
    return term;
}

/* The layer and head of an id; false when there are none, or the headword goes by the id
 * of a layer before. */
static bool locate(const struct jd_glossary *glossary, jd_term_id id, size_t *layer,
                   uint32_t *head)
{
    *layer = layer_of(glossary, id);
    if (*layer == glossary->layer_count)
        return false;
    *head = id - glossary->layers[*layer].base;
    return canonical(&glossary->layers[*layer], *head) == id;
}

struct jd_term jd_glossary_term(const struct jd_glossary *glossary, jd_term_id id)
{
    size_t layer;
    uint32_t head;
    struct place best;
    if (locate(glossary, id, &layer, &head) && holding_row(glossary, layer, head, &best))
        return term_at(glossary, best);
    return (struct jd_term){ .headword = JD_STR_EMPTY,
                             .pinyin = JD_STR_EMPTY,
                             .short_gloss = JD_STR_EMPTY,
                             .gloss = JD_STR_EMPTY,
                             .note = JD_STR_EMPTY,
                             .traditional = JD_STR_EMPTY,
                             .aliases = JD_STR_EMPTY,
                             .category = JD_CAT_TERM };
}

size_t jd_glossary_rows(const struct jd_glossary *glossary, jd_term_id id,
                        struct jd_term *rows, size_t max)
{
    size_t own, count = 0;
    uint32_t head;
    struct place best;
    if (!locate(glossary, id, &own, &head) || !holding_row(glossary, own, head, &best))
        return 0;
    if (count++ < max)
        rows[0] = term_at(glossary, best);
    for (size_t i = 0; i < glossary->layer_count; i++) {
        uint32_t row, end;
        jd_image_head(&glossary->layers[i].image, same_head(glossary, own, head, i), &row,
                      &end);
        for (; row < end; row++) {
            if (i == best.layer && row == best.row)
                continue;
            if (count < max)
                rows[count] = term_at(glossary, (struct place){ i, row });
            count++;
        }
    }
    return count;
}

/* ---- looking up -------------------------------------------------------------------- */

/* Matches of one layer, with the ids of the stack. */
static size_t match_layer(const struct layer *layer, const uint32_t *folded, size_t count,
                          struct jd_match out[JD_MATCHES_MAX])
{
    size_t found = jd_image_match(&layer->image, folded, count, out);
    for (size_t i = 0; i < found; i++)
        out[i].id = canonical(layer, out[i].id);
    return found;
}

/* Merge two lists by count; of equal counts the first list's stays. */
static size_t merge(struct jd_match *into, size_t count, const struct jd_match *more,
                    size_t more_count)
{
    struct jd_match both[JD_MATCHES_MAX];
    size_t a = 0, b = 0, n = 0;
    while (n < JD_MATCHES_MAX && (a < count || b < more_count)) {
        if (b == more_count || (a < count && into[a].count <= more[b].count)) {
            b += b < more_count && into[a].count == more[b].count;
            both[n++] = into[a++];
        } else {
            both[n++] = more[b++];
        }
    }
    memcpy(into, both, n * sizeof *both);
    return n;
}

static size_t match_layers(const struct jd_glossary *glossary, const uint32_t *folded,
                           size_t count, struct jd_match out[JD_MATCHES_MAX])
{
    size_t found = 0;
    for (size_t i = 0; i < glossary->layer_count; i++) {
        const struct layer *layer = &glossary->layers[i];
        if (!jd_filter_has(layer->image.filter, folded[0], folded[1]))
            continue;
        if (!found) {
            found = match_layer(layer, folded, count, out);
            continue;
        }
        struct jd_match more[JD_MATCHES_MAX];
        found = merge(out, found, more, match_layer(layer, folded, count, more));
    }
    return found;
}

size_t jd_glossary_match(const struct jd_glossary *glossary, const uint32_t *folded,
                         size_t count, struct jd_match out[JD_MATCHES_MAX])
{
    if (count < 2 || !jd_filter_has(glossary->filter, folded[0], folded[1]))
        return 0;
    return match_layers(glossary, folded, count, out);
}

jd_term_id jd_glossary_find(const struct jd_glossary *glossary, struct jd_str word)
{
    uint32_t key[JD_KEY_MAX];
    size_t count = jd_image_key(word, key);
    for (size_t i = 0; i < glossary->layer_count; i++) {
        const struct layer *layer = &glossary->layers[i];
        uint32_t head = jd_image_find(&layer->image, key, count);
        if (head != UINT32_MAX)
            return canonical(layer, head);
    }
    return JD_TERM_NONE;
}
