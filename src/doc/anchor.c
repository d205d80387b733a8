/* SPDX-License-Identifier: MIT */
#include "jingdu/doc/anchor.h"

#include <stdlib.h>

#include "jingdu/text/utf8.h"

#include "similar.h"
#include "squeeze.h"
#include "verbatim.h"

#include "jingdu/base/banned.h"

/* ---- making ------------------------------------------------------------------------ */

static size_t utf8_len(uint32_t cp)
{
    return cp < 0x80 ? 1 : cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
}

/* Shrink [*from, *to) of cps to what fits around at, as much before it as behind. */
static void clip(const uint32_t *cps, size_t at, size_t *from, size_t *to)
{
    size_t low = at, high = at + 1, bytes = utf8_len(cps[at]);
    for (bool grew = true; grew;) {
        grew = false;
        if (high < *to && bytes + utf8_len(cps[high]) <= JD_ANCHOR_QUOTE_MAX) {
            bytes += utf8_len(cps[high++]);
            grew = true;
        }
        if (low > *from && bytes + utf8_len(cps[low - 1]) <= JD_ANCHOR_QUOTE_MAX) {
            bytes += utf8_len(cps[--low]);
            grew = true;
        }
    }
    *from = low;
    *to = high;
}

static size_t add_words(const struct jd_squeeze *near, size_t from, size_t to,
                        struct jd_buf *into)
{
    size_t len = into->len;
    for (size_t i = from; i < to; i++)
        jd_utf8_add(into, near->cps[i]);
    return into->len - len;
}

/* The indices of the sentence around byte, which is settled, without a list marker. */
static void find_sentence(const struct jd_document *doc, const struct jd_squeeze *near,
                          size_t byte, size_t *from, size_t *to)
{
    struct jd_block block = JD_BLOCK_INIT;
    size_t start, end;
    jd_document_block_at(doc, byte, &block);
    jd_document_sentence(doc, &block, byte, &start, &end);
    if (block.marker_end > start && block.marker_end <= byte)
        start = block.marker_end;
    jd_block_release(&block);
    *from = jd_squeeze_index(near, start);
    *to = jd_squeeze_index(near, end);
}

static void cut_quote(const struct jd_document *doc, size_t byte, struct jd_buf *bytes,
                      struct jd_quote *out)
{
    struct jd_squeeze near = JD_SQUEEZE_INIT;
    size_t from, to;
    jd_squeeze_near(&near, doc, byte);
    size_t at = jd_squeeze_index(&near, byte);
    find_sentence(doc, &near, byte, &from, &to);
    if (from > at)
        from = at;
    if (to <= at)
        to = at + 1;
    clip(near.cps, at, &from, &to);
    size_t first = from > JD_ANCHOR_CONTEXT ? from - JD_ANCHOR_CONTEXT : 0;
    size_t last =
        near.count - to > JD_ANCHOR_CONTEXT ? to + JD_ANCHOR_CONTEXT : near.count;
    size_t before = add_words(&near, first, from, bytes);
    size_t ahead = add_words(&near, from, at, bytes);
    size_t behind = add_words(&near, at, to, bytes);
    add_words(&near, to, last, bytes);
    struct jd_str all = jd_buf_str(bytes);
    out->at = (uint32_t)ahead;
    out->before = jd_str_sub(all, 0, before);
    out->quote = jd_str_sub(all, before, before + ahead + behind);
    out->after = jd_str_sub(all, before + ahead + behind, all.len);
    jd_squeeze_release(&near);
}

void jd_anchor_make(const struct jd_document *doc, size_t byte, struct jd_buf *bytes,
                    struct jd_quote *out)
{
    jd_buf_clear(bytes);
    bool is_seen = jd_squeeze_settle(doc, &byte);
    *out = (struct jd_quote){ .byte = byte, .text_len = jd_document_text(doc).len };
    out->quote = out->before = out->after = JD_STR_EMPTY;
    if (is_seen)
        cut_quote(doc, byte, bytes, out);
}

/* ---- reading a quote --------------------------------------------------------------- */

enum { QUOTE_READ_MAX = 8 * JD_ANCHOR_QUOTE_MAX };

/* Copy the last (or first) max code points of a string without its blanks. */
static size_t read_context(struct jd_str text, bool last, uint32_t *into)
{
    struct jd_squeeze words = JD_SQUEEZE_INIT;
    size_t far = last && text.len > QUOTE_READ_MAX ? text.len - QUOTE_READ_MAX : 0;
    jd_squeeze_str(&words, jd_str_sub(text, far, far + QUOTE_READ_MAX));
    size_t count = words.count < JD_NEEDLE_CONTEXT ? words.count : JD_NEEDLE_CONTEXT;
    if (count)
        memcpy(into, words.cps + (last ? words.count - count : 0), count * sizeof *into);
    jd_squeeze_release(&words);
    return count;
}

/* Quotes of our own fit as they are; of others the part around the place is taken. */
static void read_quote(const struct jd_quote *quote, struct jd_needle *out)
{
    struct jd_squeeze words = JD_SQUEEZE_INIT;
    struct jd_str text = quote->quote;
    size_t place = quote->at < text.len ? quote->at : 0;
    size_t far = place > QUOTE_READ_MAX ? place - QUOTE_READ_MAX : 0;
    jd_squeeze_str(&words, jd_str_sub(text, far, place + QUOTE_READ_MAX));
    out->before = read_context(quote->before, true, out->cps);
    out->len = out->at = 0;
    if (words.count) {
        size_t at = jd_squeeze_index(&words, place - far), from = 0, to = words.count;
        if (at == words.count)
            at--;
        clip(words.cps, at, &from, &to);
        out->len = to - from;
        out->at = at - from;
        memcpy(out->cps + out->before, words.cps + from, out->len * sizeof *words.cps);
    }
    out->after = read_context(quote->after, false, out->cps + out->before + out->len);
    jd_squeeze_release(&words);
}

/* ---- finding ----------------------------------------------------------------------- */

enum { WINDOW = 1 << 20 }; /* looked at closely to each side of the place */

/* What a passage must have to be believed, per mille. */
enum {
    CONTEXT_EXACT = 400, /* for the same words */
    CONTEXT = 500,       /* as much of one side, that side agrees */
    CONTEXT_ALONE = 800, /* for a changed quote with one side only */
    ALIKE_BOTH = 400,    /* with both sides */
    ALIKE_ONE = 600,     /* with one */
    RIVAL_ALIKE = 400,   /* below, another passage is no rival */
    LEAD = 500,          /* in weight, over a rival without context */
    LEAD_CONTEXT = 1000, /* over one with */
    LEAD_EXACT = 300,    /* of the contexts, over the same words elsewhere */
    WHOLE = 2000,        /* both contexts together */
};

/* Words that stand in one place only are believed without context from so many on. */
enum { ALONE_SENTENCE = 6, ALONE_PART = 16 };

struct search {
    const struct jd_document *doc;
    struct jd_needle needle;
    size_t expected; /* byte, were the edits spread evenly */
    size_t count;    /* of places with the same words */
    struct jd_passages found;
};

static size_t distance(size_t a, size_t b)
{
    return a < b ? b - a : a - b;
}

static int context_of(const struct jd_passage *passage)
{
    return passage->before + passage->after;
}

static bool has_context(const struct jd_passage *passage)
{
    return passage->before >= CONTEXT || passage->after >= CONTEXT;
}

static const struct jd_passage *find_best(const struct search *search)
{
    const struct jd_passage *best = NULL;
    for (size_t i = 0; i < search->found.count; i++) {
        const struct jd_passage *one = &search->found.list[i];
        int lead = best ? jd_passage_weight(one) - jd_passage_weight(best) : 1;
        bool is_nearer = best && distance(one->place, search->expected) <
                                     distance(best->place, search->expected);
        if (lead > 0 || (lead == 0 && is_nearer))
            best = one;
    }
    return best;
}

/* The quote is a whole sentence there, not part of another one. */
static bool is_sentence(const struct search *search, const struct jd_passage *passage)
{
    struct jd_squeeze near = JD_SQUEEZE_INIT;
    size_t from, to;
    jd_squeeze_near(&near, search->doc, passage->start);
    find_sentence(search->doc, &near, passage->start, &from, &to);
    bool is_whole = from == jd_squeeze_index(&near, passage->start) &&
                    to == jd_squeeze_index(&near, passage->end) + 1;
    jd_squeeze_release(&near);
    return is_whole;
}

static bool is_believed(const struct search *search, const struct jd_passage *passage)
{
    size_t len = search->needle.len;
    int less = passage->before < passage->after ? passage->before : passage->after;
    int more = context_of(passage) - less;
    if (!passage->is_exact)
        return less >= CONTEXT ? passage->alike >= ALIKE_BOTH
                               : more >= CONTEXT_ALONE && passage->alike >= ALIKE_ONE;
    if (more >= CONTEXT_EXACT)
        return true;
    if (search->count > 1)
        return false;
    return len >= ALONE_PART || (len >= ALONE_SENTENCE && is_sentence(search, passage));
}

static bool is_beaten(const struct jd_passage *rival, const struct jd_passage *best)
{
    int lead = jd_passage_weight(best) - jd_passage_weight(rival);
    if (rival->alike < RIVAL_ALIKE)
        return true;
    if (rival->is_exact && best->is_exact)
        return lead >= LEAD_EXACT || context_of(best) == WHOLE;
    if (rival->is_exact)
        return false;
    if (best->is_exact && !has_context(rival))
        return true;
    return lead >= (has_context(rival) ? LEAD_CONTEXT : LEAD);
}

static enum jd_anchor_state decide(const struct search *search, size_t *byte)
{
    const struct jd_passage *best = find_best(search);
    if (!best || !is_believed(search, best))
        return JD_ANCHOR_LOST;
    for (size_t i = 0; i < search->found.count; i++) {
        const struct jd_passage *rival = &search->found.list[i];
        if (rival != best && !is_beaten(rival, best))
            return JD_ANCHOR_LOST;
    }
    *byte = best->place;
    return best->is_exact ? JD_ANCHOR_EXACT : JD_ANCHOR_CHANGED;
}

/* Of a lost quote: where what stood behind it stands, or what stood before it. */
static void guess(const struct search *search, const struct jd_squeeze *text,
                  size_t *byte)
{
    enum { PART = 10, PART_MIN = 5 };
    const struct jd_needle *needle = &search->needle;
    size_t before = needle->before < PART ? needle->before : PART;
    size_t after = needle->after < PART ? needle->after : PART;
    size_t at = text->count;
    if (after >= PART_MIN)
        at = jd_verbatim_find(text, jd_needle_quote(needle) + needle->len, after, 0);
    if (at == text->count && before >= PART_MIN)
        at = jd_verbatim_find(text, jd_needle_quote(needle) - before, before, 0);
    *byte = at < text->count ? jd_squeeze_byte(text, at) : search->expected;
}

static enum jd_anchor_state look_around(struct search *search, size_t *byte)
{
    size_t len = jd_document_text(search->doc).len, expected = search->expected;
    size_t from = expected > WINDOW ? expected - WINDOW : 0;
    size_t to = len - expected > WINDOW ? expected + WINDOW : len;
    if (len <= 2 * WINDOW) {
        from = 0;
        to = len;
    }
    const struct jd_needle *needle = &search->needle;
    bool is_whole = jd_verbatim_in_text(search->doc, needle, from, to, &search->found);
    if (!is_whole && to - from < len)
        is_whole = jd_verbatim_in_text(search->doc, needle, 0, len, &search->found);
    if (is_whole)
        return decide(search, byte);
    struct jd_squeeze text = JD_SQUEEZE_INIT;
    jd_squeeze_range(&text, search->doc, from, to);
    search->count = jd_verbatim_in_squeeze(&text, needle, expected, &search->found);
    jd_similar_find(&text, needle, &search->found);
    enum jd_anchor_state state = decide(search, byte);
    if (state == JD_ANCHOR_LOST)
        guess(search, &text, byte);
    jd_squeeze_release(&text);
    return state;
}

/* Nothing was seen there when the quote was made; is it the same now? */
static enum jd_anchor_state find_nothing(const struct jd_document *doc,
                                         const struct jd_quote *quote, size_t *byte)
{
    bool is_empty = quote->before.len == 0 && quote->after.len == 0;
    bool is_same = quote->byte == *byte && quote->text_len == jd_document_text(doc).len;
    bool is_seen = jd_squeeze_settle(doc, byte);
    return is_empty && is_same && !is_seen ? JD_ANCHOR_EXACT : JD_ANCHOR_LOST;
}

static size_t expect(const struct jd_quote *quote, size_t len)
{
    if (quote->text_len == 0 || quote->byte >= quote->text_len)
        return 0;
    double share = (double)quote->byte / (double)quote->text_len;
    size_t byte =
        quote->text_len == len ? (size_t)quote->byte : (size_t)(share * (double)len);
    return byte < len ? byte : len;
}

enum jd_anchor_state jd_anchor_find(const struct jd_document *doc,
                                    const struct jd_quote *quote, size_t *byte)
{
    struct search search = { .doc = doc };
    size_t len = jd_document_text(doc).len;
    *byte = search.expected = expect(quote, len);
    read_quote(quote, &search.needle);
    if (!search.needle.len)
        return find_nothing(doc, quote, byte);
    uint64_t moved = quote->byte + (len - quote->text_len); /* wraps around, as it may */
    enum jd_anchor_state state;
    if (quote->byte < len &&
        jd_verbatim_at(doc, &search.needle, (size_t)quote->byte, &search.found))
        state = decide(&search, byte);
    else if (moved < len &&
             jd_verbatim_at(doc, &search.needle, (size_t)moved, &search.found))
        state = decide(&search, byte);
    else
        state = look_around(&search, byte);
    jd_squeeze_settle(doc, byte);
    return state;
}
