/* SPDX-License-Identifier: MIT */
#include "jingdu/ui/search.h"

#include <stdlib.h>
#include <string.h>

#include "jingdu/base/mem.h"

#include "jingdu/base/banned.h"

enum {
    CHUNK = 64 * 1024,
    SOME = 256,       /* matches that are asked for at once */
    MATCH_COST = 128, /* bytes that take as long to look through as one match to count */
    REACH = 4096,     /* a match that touches a place begins so near */
};

static const uint32_t UNKNOWN = UINT32_MAX;

static size_t text_len(const struct jd_search *search)
{
    return jd_document_text(search->doc).len;
}

static size_t chunk_count(const struct jd_search *search)
{
    return (text_len(search) + CHUNK - 1) / CHUNK;
}

void jd_search_init(struct jd_search *search, const struct jd_document *doc)
{
    *search = (struct jd_search){ .doc = doc, .pattern = JD_BUF_INIT, .direction = 1 };
}

void jd_search_release(struct jd_search *search)
{
    jd_find_free(search->find);
    free(search->counts);
    jd_buf_release(&search->pattern);
    jd_search_init(search, search->doc);
}

bool jd_search_set(struct jd_search *search, struct jd_str typed)
{
    if (search->find && jd_str_eq(jd_buf_str(&search->pattern), typed))
        return true;
    struct jd_find *find = jd_find_new(typed); /* typed may be a view of the pattern */
    struct jd_buf pattern = JD_BUF_INIT;
    jd_buf_add(&pattern, typed);
    jd_search_release(search);
    search->find = find;
    if (!find) {
        jd_buf_release(&pattern);
        return false;
    }
    search->pattern = pattern;
    size_t size = chunk_count(search) * sizeof *search->counts;
    search->counts = jd_alloc(size + 1);
    memset(search->counts, 0xFF, size); /* UNKNOWN */
    return true;
}

/* ---- counting ---------------------------------------------------------------------- */

static void set_count(struct jd_search *search, size_t chunk, uint32_t count)
{
    if (search->counts[chunk] != UNKNOWN)
        return;
    search->counts[chunk] = count;
    search->total += count;
}

static void move_counted(struct jd_search *search)
{
    while (search->counted < chunk_count(search) &&
           search->counts[search->counted] != UNKNOWN)
        search->counted++;
}

/* There is no match in [start, end): the chunks wholly in there are known. */
static void note_none(struct jd_search *search, size_t start, size_t end)
{
    size_t last = end == text_len(search) ? chunk_count(search) : end / CHUNK;
    for (size_t chunk = (start + CHUNK - 1) / CHUNK; chunk < last; chunk++)
        set_count(search, chunk, 0);
    move_counted(search);
}

/* The chunks from the first one that is not known up to one that is, or to slice bytes.
 */
static size_t unknown_end(const struct jd_search *search, size_t slice)
{
    size_t chunk = search->counted, most = slice / CHUNK + 1;
    while (chunk < chunk_count(search) && search->counts[chunk] == UNKNOWN &&
           chunk - search->counted < most)
        chunk++;
    return chunk;
}

/* Count the unknown chunks at the front; the cost in bytes. Where there are many matches,
 * only some of the chunks, but at least one. */
static size_t count_front(struct jd_search *search, size_t slice)
{
    size_t first = search->counted, last = unknown_end(search, slice), at = first * CHUNK;
    size_t chunk = first, matches = 0, made = SOME;
    uint32_t count = 0;
    struct jd_found some[SOME];
    while (made == SOME && (chunk == first || matches * MATCH_COST < slice)) {
        made = jd_find_some(search->find, search->doc, at, last * CHUNK, some, SOME);
        for (size_t i = 0; i < made; i++) {
            for (; chunk < some[i].start / CHUNK; count = 0)
                set_count(search, chunk++, count);
            count++;
        }
        at = made ? some[made - 1].start + 1 : at;
        matches += made;
    }
    for (; made < SOME && chunk < last; count = 0)
        set_count(search, chunk++, count);
    move_counted(search);
    return (chunk - first) * CHUNK + matches * MATCH_COST;
}

bool jd_search_count(struct jd_search *search, size_t slice)
{
    if (!search->find)
        return false;
    move_counted(search);
    for (size_t cost = 0; cost < slice && search->counted < chunk_count(search);)
        cost += count_front(search, slice - cost);
    return search->counted < chunk_count(search);
}

/* ---- looking ----------------------------------------------------------------------- */

static enum jd_search_state found(struct jd_search *search)
{
    return search->state = search->wrapped ? JD_SEARCH_WRAPPED : JD_SEARCH_FOUND;
}

/* Look through a part of what is left in this direction; how many bytes that were. Chunks
 * known to have no match are passed for nothing. */
static size_t look_forward(struct jd_search *search, size_t slice, bool *any)
{
    size_t from = search->next, end = search->wrapped ? search->from : text_len(search);
    size_t at = from;
    while (at < end && search->counts[at / CHUNK] == 0)
        at = (at / CHUNK + 1) * CHUNK;
    at = at < end ? at : end;
    size_t limit = end - at < slice ? end : at + slice;
    *any = jd_find_next(search->find, search->doc, at, limit, &search->match);
    search->next = *any ? search->match.start : limit;
    note_none(search, from, search->next);
    return search->next - at;
}

static size_t look_backward(struct jd_search *search, size_t slice, bool *any)
{
    size_t limit = search->next, floor = search->wrapped ? search->from : 0;
    size_t at = limit;
    while (at > floor && search->counts[(at - 1) / CHUNK] == 0)
        at = (at - 1) / CHUNK * CHUNK;
    at = at > floor ? at : floor;
    size_t from = at - floor < slice ? floor : at - slice;
    *any = jd_find_previous(search->find, search->doc, from, at, &search->match);
    search->next = *any ? search->match.start + 1 : from;
    note_none(search, search->next, limit);
    return at - search->next;
}

static bool is_through(const struct jd_search *search)
{
    size_t end = search->direction > 0 ? text_len(search) : 0;
    return search->next == (search->wrapped ? search->from : end);
}

enum jd_search_state jd_search_go_on(struct jd_search *search, size_t slice)
{
    bool any = false;
    if (search->state != JD_SEARCH_LOOKING)
        return search->state;
    for (size_t used = 0; used < slice || is_through(search);) {
        if (is_through(search) && search->wrapped)
            return search->state = JD_SEARCH_ABSENT;
        if (is_through(search)) {
            search->wrapped = true;
            search->next = search->direction > 0 ? 0 : text_len(search);
            continue;
        }
        used += search->direction > 0 ? look_forward(search, slice - used, &any)
                                      : look_backward(search, slice - used, &any);
        if (any)
            return found(search);
    }
    return search->state;
}

enum jd_search_state jd_search_look(struct jd_search *search, size_t from, int direction,
                                    size_t slice)
{
    if (!search->find)
        return search->state = JD_SEARCH_NONE;
    size_t len = text_len(search);
    search->from = from < len ? from : len;
    search->next = search->from;
    search->direction = direction;
    search->wrapped = false;
    search->state = JD_SEARCH_LOOKING;
    return jd_search_go_on(search, slice);
}

void jd_search_cancel(struct jd_search *search)
{
    search->state = JD_SEARCH_NONE;
}

/* ---- telling ----------------------------------------------------------------------- */

/* How many matches start in [from, limit). */
static uint64_t count_range(const struct jd_search *search, size_t from, size_t limit)
{
    struct jd_found some[SOME];
    uint64_t count = 0;
    for (size_t made = SOME; made == SOME; from = some[made - 1].start + 1) {
        made = jd_find_some(search->find, search->doc, from, limit, some, SOME);
        count += made;
        if (!made)
            break;
    }
    return count;
}

void jd_search_add_place(const struct jd_search *search, size_t at, struct jd_buf *into)
{
    size_t chunk = at / CHUNK;
    uint64_t number = 0, total = search->total;
    if (!search->find)
        return;
    if (chunk > search->counted) {
        jd_buf_add_c(into, "?");
    } else {
        number = count_range(search, chunk * CHUNK, at + 1);
        for (size_t i = 0; i < chunk; i++)
            number += search->counts[i];
        jd_buf_printf(into, "%llu", (unsigned long long)number);
    }
    bool is_complete = search->counted == chunk_count(search);
    jd_buf_printf(into, "/%llu%s", (unsigned long long)(number > total ? number : total),
                  is_complete ? "" : "+");
}

size_t jd_search_in_view(const struct jd_search *search, size_t start, size_t end,
                         struct jd_found *matches, size_t max)
{
    size_t count = 0;
    if (!search->find)
        return 0;
    size_t at = start > REACH ? start - REACH : 0;
    while (count < max) {
        size_t made = jd_find_some(search->find, search->doc, at, end, matches + count,
                                   max - count);
        if (!made)
            break;
        at = matches[count + made - 1].start + 1;
        for (size_t i = count, last = count + made; i < last; i++)
            if (matches[i].end > start)
                matches[count++] = matches[i];
    }
    return count;
}
