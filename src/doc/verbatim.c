/* SPDX-License-Identifier: MIT */
#include "verbatim.h"

#include "jingdu/base/buf.h"
#include "jingdu/text/utf8.h"

#include "jingdu/base/banned.h"

enum {
    SHORT = 8, /* quotes below are looked for together with their contexts */
    CHECKS_MAX = 64,
    OCCURRENCES_MAX = 16384,
    RANKED_MAX = 16,
};

static size_t distance(size_t a, size_t b)
{
    return a < b ? b - a : a - b;
}

/* How much of the contexts stands unchanged right before and behind the quote. */
static size_t count_context(const struct jd_squeeze *text, const struct jd_needle *needle,
                            size_t index, bool *is_whole)
{
    const uint32_t *here = text->cps + index, *quote = jd_needle_quote(needle);
    size_t end = index + needle->len, before = 0, after = 0;
    while (before < needle->before && before < index &&
           here[-1 - (ptrdiff_t)before] == quote[-1 - (ptrdiff_t)before])
        before++;
    while (after < needle->after && end + after < text->count &&
           text->cps[end + after] == quote[needle->len + after])
        after++;
    bool fits_before = needle->before == JD_NEEDLE_CONTEXT || index == before;
    bool fits_after = needle->after == JD_NEEDLE_CONTEXT || end + after == text->count;
    *is_whole =
        before == needle->before && after == needle->after && fits_before && fits_after;
    return before + after;
}

bool jd_verbatim_at(const struct jd_document *doc, const struct jd_needle *needle,
                    size_t byte, struct jd_passages *into)
{
    struct jd_squeeze near = JD_SQUEEZE_INIT;
    bool is_whole = false;
    if (byte < jd_document_text(doc).len)
        jd_squeeze_near(&near, doc, byte);
    size_t index = jd_squeeze_index(&near, byte);
    if (index >= needle->at && jd_similar_is_exact(&near, needle, index - needle->at)) {
        count_context(&near, needle, index - needle->at, &is_whole);
        struct jd_passage passage =
            jd_similar_exact(&near, needle, index - needle->at, is_whole);
        jd_passages_add(into, &passage);
    }
    jd_squeeze_release(&near);
    return is_whole;
}

/* ---- in Text ----------------------------------------------------------------------- */

/* A piece of the quote (with its contexts when it is short) as it may stand in Text. */
static size_t cut_piece(const struct jd_needle *needle, size_t from, size_t to,
                        struct jd_buf *into)
{
    enum { PIECE = 12 };
    size_t best = from, best_len = 0;
    for (size_t i = from, len = 0; i < to && best_len < PIECE; i++) {
        len = needle->cps[i] == 0xFFFD ? 0 : len + 1;
        if (len > best_len) {
            best_len = len;
            best = i + 1 - len;
        }
    }
    jd_buf_clear(into);
    for (size_t i = best; i < best + best_len; i++)
        jd_utf8_add(into, needle->cps[i]);
    return best;
}

/* Check where a piece of the needle stands, its code points from first on. */
static bool check_piece(const struct jd_document *doc, const struct jd_needle *needle,
                        struct jd_str piece, size_t first, struct jd_str text,
                        size_t from, struct jd_passages *into)
{
    struct jd_squeeze near = JD_SQUEEZE_INIT;
    bool found = false;
    size_t place = needle->before + needle->at;
    for (int checks = 0; checks < CHECKS_MAX; checks++) {
        size_t at = jd_str_find(text, piece, from);
        if (at == (size_t)-1)
            break;
        from = at + 1;
        jd_squeeze_near(&near, doc, at);
        size_t index = jd_squeeze_index(&near, at) + place;
        if (index >= first && index - first < near.count)
            found |=
                jd_verbatim_at(doc, needle, jd_squeeze_byte(&near, index - first), into);
    }
    jd_squeeze_release(&near);
    return found;
}

bool jd_verbatim_in_text(const struct jd_document *doc, const struct jd_needle *needle,
                         size_t from, size_t to, struct jd_passages *into)
{
    struct jd_str text = jd_str_sub(jd_document_text(doc), 0, to);
    size_t first = needle->before, last = needle->before + needle->len;
    if (needle->len < SHORT) {
        first -= first < SHORT / 2 ? first : SHORT / 2;
        last += needle->after < SHORT / 2 ? needle->after : SHORT / 2;
    }
    size_t third = (last - first) / 3, all = needle->before + needle->len + needle->after;
    const size_t starts[] = { first, first + third, first + 2 * third, 0,
                              needle->before + needle->len };
    const size_t ends[] = { last, last, last, needle->before, all };
    struct jd_buf piece = JD_BUF_INIT;
    bool found = false;
    for (size_t part = 0; part < sizeof starts / sizeof *starts && !found; part++) {
        size_t at = cut_piece(needle, starts[part], ends[part], &piece);
        if (piece.len)
            found = check_piece(doc, needle, jd_buf_str(&piece), at, text, from, into);
    }
    jd_buf_release(&piece);
    return found;
}

/* ---- in a squeezed text ------------------------------------------------------------ */

struct ranked {
    size_t index, context, away;
    bool is_whole;
};

static void keep_ranked(struct ranked *list, struct ranked one)
{
    for (size_t i = 0; i < RANKED_MAX; i++) {
        bool is_better = one.context > list[i].context ||
                         (one.context == list[i].context && one.away < list[i].away);
        if (!is_better)
            continue;
        struct ranked swap = list[i];
        list[i] = one;
        one = swap;
    }
}

size_t jd_verbatim_find(const struct jd_squeeze *text, const uint32_t *cps, size_t len,
                        size_t from)
{
    struct jd_str all =
        jd_str_make((const char *)text->cps, text->count * sizeof *text->cps);
    struct jd_str needle = jd_str_make((const char *)cps, len * sizeof *cps);
    if (!text->count || !len)
        return text->count;
    size_t at = from * sizeof *cps;
    while ((at = jd_str_find(all, needle, at)) != (size_t)-1) {
        if (at % sizeof *cps == 0)
            return at / sizeof *cps;
        at++;
    }
    return text->count;
}

size_t jd_verbatim_in_squeeze(const struct jd_squeeze *text,
                              const struct jd_needle *needle, size_t near,
                              struct jd_passages *into)
{
    struct ranked best[RANKED_MAX];
    for (size_t i = 0; i < RANKED_MAX; i++)
        best[i] = (struct ranked){ .index = text->count, .away = (size_t)-1 };
    size_t count = 0;
    for (size_t at = 0; count < OCCURRENCES_MAX; count++, at++) {
        at = jd_verbatim_find(text, jd_needle_quote(needle), needle->len, at);
        if (at == text->count)
            break;
        struct ranked one = { .index = at };
        one.context = count_context(text, needle, at, &one.is_whole);
        one.away = distance(jd_squeeze_byte(text, at), near);
        keep_ranked(best, one);
    }
    for (size_t i = 0; i < RANKED_MAX && best[i].index < text->count; i++) {
        struct jd_passage passage =
            jd_similar_exact(text, needle, best[i].index, best[i].is_whole);
        jd_passages_add(into, &passage);
    }
    return count;
}
