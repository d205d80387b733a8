/* SPDX-License-Identifier: MIT */
#include "jingdu/ui/search.h"

#include <stdlib.h>
#include <string.h>

#include "jingdu/base/mem.h"

#include "jingdu/base/banned.h"

enum { CHUNK = 64 * 1024, MATCH_REACH = 4096 /* a match that touches a place starts so near */ };

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

static void forget(struct jd_search *search)
{
    jd_find_free(search->find);
    free(search->counts);
    search->find = NULL;
    search->counts = NULL;
    search->counted = 0;
    search->total = 0;
    search->state = JD_SEARCH_NONE;
    jd_buf_clear(&search->pattern);
}

void jd_search_release(struct jd_search *search)
{
    forget(search);
    jd_buf_release(&search->pattern);
}

bool jd_search_set(struct jd_search *search, struct jd_str typed)
{
    if (search->find && jd_str_eq(jd_buf_str(&search->pattern), typed))
        return true;
    forget(search);
    search->find = jd_find_new(typed);
    if (!search->find)
        return false;
    jd_buf_add(&search->pattern, typed);
    search->counts = jd_alloc_zero(chunk_count(search) + 1, sizeof *search->counts);
    return true;
}

/* ---- looking ----------------------------------------------------------------------- */

static enum jd_search_state found(struct jd_search *search)
{
    search->state = search->wrapped ? JD_SEARCH_WRAPPED : JD_SEARCH_FOUND;
    return search->state;
}

static enum jd_search_state look_forward(struct jd_search *search, size_t slice)
{
    size_t end = search->wrapped ? search->from : text_len(search);
    size_t limit = end - search->next < slice ? end : search->next + slice;
    if (search->next < limit &&
        jd_find_next(search->find, search->doc, search->next, limit, &search->match))
        return found(search);
    search->next = limit;
    if (limit < end)
        return search->state = JD_SEARCH_LOOKING;
    if (search->wrapped)
        return search->state = JD_SEARCH_ABSENT;
    search->wrapped = true;
    search->next = 0;
    return search->state = JD_SEARCH_LOOKING;
}

static enum jd_search_state look_backward(struct jd_search *search, size_t slice)
{
    size_t floor = search->wrapped ? search->from : 0;
    size_t from = search->next - floor < slice ? floor : search->next - slice;
    if (from < search->next &&
        jd_find_previous(search->find, search->doc, from, search->next, &search->match))
        return found(search);
    search->next = from;
    if (from > floor)
        return search->state = JD_SEARCH_LOOKING;
    if (search->wrapped)
        return search->state = JD_SEARCH_ABSENT;
    search->wrapped = true;
    search->next = text_len(search);
    return search->state = JD_SEARCH_LOOKING;
}

/* Look on until something is known or slice bytes were looked at. */
enum jd_search_state jd_search_go_on(struct jd_search *search, size_t slice)
{
    bool was_wrapped = search->wrapped;
    size_t before = search->next;
    enum jd_search_state state =
        search->direction > 0 ? look_forward(search, slice) : look_backward(search, slice);
    if (state != JD_SEARCH_LOOKING || search->wrapped == was_wrapped)
        return state;
    /* Round the end within one slice: what is left of it goes on from there. */
    size_t used = search->direction > 0 ? text_len(search) - before : before;
    return used < slice ? jd_search_go_on(search, slice - used) : state;
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
    return jd_search_go_on(search, slice);
}

void jd_search_cancel(struct jd_search *search)
{
    search->state = JD_SEARCH_NONE;
}

/* ---- counting ---------------------------------------------------------------------- */

static uint32_t count_chunk(const struct jd_search *search, size_t chunk)
{
    size_t limit = (chunk + 1) * CHUNK;
    uint32_t count = 0;
    struct jd_found each;
    for (size_t at = chunk * CHUNK;
         jd_find_next(search->find, search->doc, at, limit, &each); at = each.start + 1)
        count++;
    return count;
}

bool jd_search_count(struct jd_search *search, size_t slice)
{
    if (!search->find)
        return false;
    size_t chunks = chunk_count(search);
    for (size_t done = 0; done < slice && search->counted < chunks; done += CHUNK) {
        uint32_t count = count_chunk(search, search->counted);
        search->counts[search->counted++] = count;
        search->total += count;
        done += (size_t)count * 64; /* so does a match that is found */
    }
    return search->counted < chunks;
}

void jd_search_add_place(const struct jd_search *search, size_t at, struct jd_buf *into)
{
    size_t chunk = at / CHUNK;
    bool complete = search->counted == chunk_count(search);
    if (!search->find)
        return;
    if (chunk > search->counted) {
        jd_buf_add_c(into, "?");
    } else {
        uint64_t before = 0;
        struct jd_found each;
        for (size_t i = 0; i < chunk; i++)
            before += search->counts[i];
        for (size_t from = chunk * CHUNK;
             jd_find_next(search->find, search->doc, from, at + 1, &each);
             from = each.start + 1)
            before++;
        jd_buf_printf(into, "%llu", (unsigned long long)before);
    }
    jd_buf_printf(into, "/%llu%s", (unsigned long long)search->total, complete ? "" : "+");
}

size_t jd_search_in_view(const struct jd_search *search, size_t start, size_t end,
                         struct jd_found *matches, size_t max)
{
    size_t count = 0;
    if (!search->find)
        return 0;
    for (size_t at = start > MATCH_REACH ? start - MATCH_REACH : 0;
         count < max && at < end &&
         jd_find_next(search->find, search->doc, at, end, &matches[count]);) {
        at = matches[count].start + 1;
        if (matches[count].end > start)
            count++;
    }
    return count;
}
