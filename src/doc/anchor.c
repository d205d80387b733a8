/* SPDX-License-Identifier: MIT */
#include "jingdu/doc/anchor.h"

#include <string.h>

#include "jingdu/doc/sentence.h"
#include "jingdu/text/utf8.h"
#include "similar.h"
#include "squeeze.h"

#include "jingdu/base/banned.h"

enum {
    NEAR = 2048,           /* bytes around a place in which its context stands */
    WINDOW = 512 * 1024,   /* bytes on either side that are searched closely */
    CANDIDATES_MAX = 4096, /* exact matches that are weighed */
    FAR_MAX = 64,          /* … outside the window */
    SURE_CPS = 6,          /* a quote this long that occurs once needs no context */
};

/* A changed sentence is taken for the old one when it is like enough, the less of its
 * neighbourhood is left the more; and when no other comes near. */
static const double like_at_least = 0.45, like_alone = 0.80, margin = 0.12;
static const double context_at_least = 0.30;

/* ---- making ------------------------------------------------------------------------ */

static size_t utf8_len(uint32_t cp)
{
    return cp < 0x80 ? 1 : cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
}

static size_t back_cps(size_t at, size_t count)
{
    return at > count ? at - count : 0;
}

/* [*from, *to) shrunk around at until it has at most max bytes as UTF-8. */
static void shrink(const struct jd_squeeze *squeeze, size_t at, size_t max, size_t *from,
                   size_t *to)
{
    size_t first = at, behind = at, bytes = 0;
    for (bool grew = true; grew;) {
        grew = false;
        size_t after = behind < *to ? utf8_len(squeeze->cps[behind]) : max + 1;
        if (bytes + after <= max) {
            bytes += after;
            behind++;
            grew = true;
        }
        size_t before = first > *from ? utf8_len(squeeze->cps[first - 1]) : max + 1;
        if (bytes + before <= max) {
            bytes += before;
            first--;
            grew = true;
        }
    }
    *from = first;
    *to = behind;
}

static struct jd_str cut_out(const struct jd_squeeze *squeeze, size_t from, size_t to,
                             struct jd_buf *bytes)
{
    size_t start = bytes->len;
    jd_squeeze_add(squeeze, from, to, bytes);
    return jd_str_make((const char *)start, bytes->len - start); /* an offset, until all is there */
}

static void settle(struct jd_str *part, const struct jd_buf *bytes)
{
    part->ptr = bytes->data + (size_t)part->ptr;
}

void jd_anchor_make(const struct jd_document *doc, size_t byte, struct jd_buf *bytes,
                    struct jd_quote *out)
{
    struct jd_str text = jd_document_text(doc);
    struct jd_block block = JD_BLOCK_INIT;
    struct jd_squeeze near = JD_SQUEEZE_INIT;
    size_t start, end;
    if (byte > text.len)
        byte = text.len;
    jd_buf_clear(bytes);
    jd_document_block_at(doc, byte, &block);
    jd_document_sentence(doc, &block, byte, &start, &end);
    jd_squeeze_range(&near, doc, start > NEAR ? start - NEAR : 0,
                     end + NEAR > end ? end + NEAR : end);
    size_t from = jd_squeeze_index(&near, start), to = jd_squeeze_index(&near, end);
    size_t at = jd_squeeze_index(&near, byte);
    if (at >= to && to > from)
        at = to - 1;
    if (at < from)
        at = from;
    shrink(&near, at, JD_ANCHOR_QUOTE_MAX, &from, &to);
    struct jd_str quote = cut_out(&near, from, to, bytes);
    struct jd_str head = cut_out(&near, from, at < to ? at : to, bytes);
    jd_buf_cut(bytes, bytes->len - head.len);
    struct jd_str before =
        cut_out(&near, back_cps(from, JD_ANCHOR_CONTEXT), from, bytes);
    struct jd_str after = cut_out(&near, to, to + JD_ANCHOR_CONTEXT, bytes);
    settle(&quote, bytes);
    settle(&before, bytes);
    settle(&after, bytes);
    *out = (struct jd_quote){ .byte = byte,
                              .text_len = text.len,
                              .quote = quote,
                              .at = (uint32_t)head.len,
                              .before = before,
                              .after = after };
    jd_squeeze_release(&near);
    jd_block_release(&block);
}

/* ---- comparing --------------------------------------------------------------------- */

/* The quote, taken apart. */
struct wanted {
    struct jd_squeeze quote, before, after;
    size_t at; /* the place, an index into quote */
};

static void take_apart(struct wanted *wanted, const struct jd_quote *quote)
{
    *wanted = (struct wanted){ .at = 0 };
    jd_squeeze_str(&wanted->quote, jd_str_sub(quote->quote, 0, 4 * JD_ANCHOR_QUOTE_MAX));
    jd_squeeze_str(&wanted->before, jd_str_sub(quote->before, 0, 8 * JD_ANCHOR_CONTEXT));
    jd_squeeze_str(&wanted->after, jd_str_sub(quote->after, 0, 8 * JD_ANCHOR_CONTEXT));
    wanted->at = jd_squeeze_index(&wanted->quote, quote->at);
    if (wanted->at >= wanted->quote.count && wanted->quote.count)
        wanted->at = wanted->quote.count - 1;
}

static void release_wanted(struct wanted *wanted)
{
    jd_squeeze_release(&wanted->quote);
    jd_squeeze_release(&wanted->before);
    jd_squeeze_release(&wanted->after);
}

static bool stands_at(const struct jd_squeeze *text, size_t index,
                      const struct jd_squeeze *words)
{
    return index <= text->count && text->count - index >= words->count &&
           memcmp(text->cps + index, words->cps, words->count * sizeof *words->cps) == 0;
}

/* Code points in a row that are the same before from and after to. */
static size_t same_context(const struct jd_squeeze *text, size_t from, size_t to,
                           const struct wanted *wanted)
{
    size_t same = 0;
    for (size_t i = 0; i < wanted->before.count && i < from &&
                       text->cps[from - 1 - i] == wanted->before.cps[wanted->before.count - 1 - i];
         i++)
        same++;
    for (size_t i = 0; i < wanted->after.count && to + i < text->count &&
                       text->cps[to + i] == wanted->after.cps[i];
         i++)
        same++;
    return same;
}

/* How alike the neighbourhoods are, 0 to 1: the better of the two sides counts more. */
static double like_context(const struct jd_squeeze *text, size_t from, size_t to,
                           const struct wanted *wanted)
{
    size_t first = back_cps(from, wanted->before.count);
    size_t last = to + wanted->after.count < text->count ? to + wanted->after.count
                                                         : text->count;
    double before = jd_similar(text->cps + first, from - first, wanted->before.cps,
                               wanted->before.count);
    double after =
        jd_similar(text->cps + to, last - to, wanted->after.cps, wanted->after.count);
    if (!wanted->before.count && !wanted->after.count)
        return 0;
    if (!wanted->before.count)
        return after;
    if (!wanted->after.count)
        return before;
    return before > after ? 0.7 * before + 0.3 * after : 0.7 * after + 0.3 * before;
}

/* ---- word for word ----------------------------------------------------------------- */

static size_t distance(size_t a, size_t b)
{
    return a < b ? b - a : a - b;
}

/* The best place in text where the quote stands; count: none, or none that is sure. */
static size_t find_exact(const struct jd_squeeze *text, const struct wanted *wanted,
                         size_t expected)
{
    size_t best = text->count, best_same = 0, seen = 0;
    if (!wanted->quote.count || text->count < wanted->quote.count)
        return text->count;
    size_t limit = text->count - wanted->quote.count + 1;
    for (size_t i = 0; i < limit && seen < CANDIDATES_MAX; i++) {
        if (text->cps[i] != wanted->quote.cps[0] || !stands_at(text, i, &wanted->quote))
            continue;
        size_t same = same_context(text, i, i + wanted->quote.count, wanted);
        bool better = best == text->count || same > best_same ||
                      (same == best_same && distance(text->bytes[i], expected) <
                                                distance(text->bytes[best], expected));
        if (better) {
            best = i;
            best_same = same;
        }
        seen++;
    }
    if (best == text->count)
        return best;
    size_t context = wanted->before.count + wanted->after.count;
    bool is_sure = (seen == 1 && wanted->quote.count >= SURE_CPS) ||
                   best_same * 4 >= context || context == 0;
    return is_sure ? best : text->count;
}

/* ---- changed ----------------------------------------------------------------------- */

struct guess {
    size_t from, to; /* of the sentence in text */
    double like, score;
};

/* A sentence of the text against the quote. */
static void weigh(const struct jd_squeeze *text, size_t from, size_t to,
                  const struct wanted *wanted, struct guess *best, struct guess *second)
{
    const uint32_t *cps = text->cps + from;
    size_t count = to - from;
    if (jd_similar_at_most(cps, count, wanted->quote.cps, wanted->quote.count) <
        like_at_least)
        return;
    double like = jd_similar(cps, count, wanted->quote.cps, wanted->quote.count);
    if (like < like_at_least)
        return;
    struct guess guess = { from, to, like, 0 };
    guess.score = like + 0.6 * like_context(text, from, to, wanted);
    if (guess.score > best->score) {
        *second = *best;
        *best = guess;
    } else if (guess.score > second->score) {
        *second = guess;
    }
}

/* All sentences of the text, and each two in a row, since an edit may have cut one. */
static void weigh_all(const struct jd_document *doc, const struct jd_squeeze *text,
                      const struct wanted *wanted, struct guess *best, struct guess *second)
{
    struct jd_str whole = jd_document_text(doc);
    size_t start = 0;
    (void)second;
    for (size_t i = 0; i < text->count; i++) {
        size_t mark = jd_sentence_mark(whole, text->bytes[i]);
        bool is_last = i + 1 == text->count;
        bool is_gap = !is_last && text->bytes[i + 1] > text->bytes[i] + 1 &&
                      memchr(whole.ptr + text->bytes[i], '\n',
                             text->bytes[i + 1] - text->bytes[i]) &&
                      memmem(whole.ptr + text->bytes[i], text->bytes[i + 1] - text->bytes[i],
                             "\n\n", 2);
        if (!mark && !is_last && !is_gap)
            continue;
        size_t end = mark ? jd_squeeze_index(text, mark) : i + 1;
        if (end <= i)
            end = i + 1;
        weigh(text, start, end, wanted, best, second);
        start = end;
        i = end - 1;
    }
}

static bool find_changed(const struct jd_document *doc, const struct jd_squeeze *text,
                         const struct wanted *wanted, size_t *index)
{
    struct guess best = { 0, 0, 0, 0 }, second = { 0, 0, 0, 0 };
    if (wanted->quote.count < SURE_CPS)
        return false;
    weigh_all(doc, text, wanted, &best, &second);
    if (best.like < like_at_least || best.score - second.score < margin)
        return false;
    double context = like_context(text, best.from, best.to, wanted);
    if (context < context_at_least ||
        (best.like < like_alone && best.like + context < like_at_least + 2 * context_at_least))
        return false;
    size_t at = jd_similar_map(wanted->quote.cps, wanted->quote.count, text->cps + best.from,
                               best.to - best.from, wanted->at);
    *index = best.from + (at < best.to - best.from ? at : 0);
    return true;
}

/* ---- finding ----------------------------------------------------------------------- */

/* Where the place would be if the text had only grown or shrunk as a whole. */
static size_t expected_byte(const struct jd_quote *quote, size_t len)
{
    if (!quote->text_len || quote->byte > quote->text_len)
        return quote->byte < len ? (size_t)quote->byte : len;
    return (size_t)((double)quote->byte / (double)quote->text_len * (double)len);
}

/* Is all as it was? */
static bool is_unmoved(const struct jd_document *doc, const struct jd_quote *quote,
                       const struct wanted *wanted)
{
    struct jd_str text = jd_document_text(doc);
    struct jd_squeeze near = JD_SQUEEZE_INIT;
    bool same = false;
    if (quote->byte >= text.len)
        return false;
    size_t byte = (size_t)quote->byte;
    jd_squeeze_range(&near, doc, byte > NEAR ? byte - NEAR : 0, byte + NEAR);
    size_t at = jd_squeeze_index(&near, byte);
    if (at >= wanted->at && at < near.count && near.bytes[at] == byte) {
        size_t from = at - wanted->at, to = from + wanted->quote.count;
        same = stands_at(&near, from, &wanted->quote) &&
               same_context(&near, from, to, wanted) ==
                   wanted->before.count + wanted->after.count;
    }
    jd_squeeze_release(&near);
    return same;
}

/* Far from where it was, in a text too long to be squeezed whole: by the bytes of the quote
 * up to the first that the text may have written otherwise. */
static bool find_far(const struct jd_document *doc, const struct jd_quote *quote,
                     const struct wanted *wanted, size_t *byte)
{
    struct jd_str text = jd_document_text(doc), words = quote->quote;
    size_t best_same = 0;
    bool found = false;
    if (wanted->quote.count < SURE_CPS || words.len > text.len)
        return false;
    const char *at = text.ptr;
    for (int i = 0; i < FAR_MAX; i++) {
        at = memmem(at, text.len - (size_t)(at - text.ptr), words.ptr, words.len);
        if (!at)
            break;
        size_t start = (size_t)(at - text.ptr);
        struct jd_squeeze near = JD_SQUEEZE_INIT;
        jd_squeeze_range(&near, doc, start > NEAR ? start - NEAR : 0,
                         start + words.len + NEAR);
        size_t from = jd_squeeze_index(&near, start);
        size_t same = same_context(&near, from, from + wanted->quote.count, wanted);
        if (stands_at(&near, from, &wanted->quote) && (!found || same > best_same)) {
            *byte = near.bytes[from + wanted->at];
            best_same = same;
            found = true;
        }
        jd_squeeze_release(&near);
        at++;
    }
    return found;
}

static enum jd_anchor_state find_wanted(const struct jd_document *doc,
                                        const struct jd_quote *quote,
                                        const struct wanted *wanted, size_t *byte)
{
    size_t len = jd_document_text(doc).len, expected = *byte, index;
    if (is_unmoved(doc, quote, wanted)) {
        *byte = (size_t)quote->byte;
        return JD_ANCHOR_EXACT;
    }
    if (!wanted->quote.count)
        return quote->text_len == len && quote->byte <= len ? JD_ANCHOR_EXACT
                                                            : JD_ANCHOR_LOST;
    struct jd_squeeze text = JD_SQUEEZE_INIT;
    enum jd_anchor_state state = JD_ANCHOR_LOST;
    bool is_whole = len <= 2 * WINDOW;
    jd_squeeze_range(&text, doc, is_whole || expected < WINDOW ? 0 : expected - WINDOW,
                     is_whole ? len : expected + WINDOW);
    index = find_exact(&text, wanted, expected);
    if (index < text.count) {
        *byte = text.bytes[index + wanted->at];
        state = JD_ANCHOR_EXACT;
    } else if (!is_whole && find_far(doc, quote, wanted, byte)) {
        state = JD_ANCHOR_EXACT;
    } else if (find_changed(doc, &text, wanted, &index)) {
        *byte = text.bytes[index];
        state = JD_ANCHOR_CHANGED;
    }
    jd_squeeze_release(&text);
    return state;
}

enum jd_anchor_state jd_anchor_find(const struct jd_document *doc,
                                    const struct jd_quote *quote, size_t *byte)
{
    struct jd_str text = jd_document_text(doc);
    struct wanted wanted;
    *byte = expected_byte(quote, text.len);
    take_apart(&wanted, quote);
    enum jd_anchor_state state = find_wanted(doc, quote, &wanted, byte);
    release_wanted(&wanted);
    *byte = jd_utf8_cluster_start(text, *byte < text.len ? *byte : text.len);
    return state;
}
