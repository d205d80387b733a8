/* SPDX-License-Identifier: MIT */
#include "jingdu/ui/outline.h"

#include <stdint.h>
#include <stdlib.h>

#include "jingdu/base/mem.h"

#include "jingdu/base/banned.h"

void jd_outline_init(struct jd_outline *outline, const struct jd_document *doc)
{
    *outline = (struct jd_outline){ .doc = doc };
}

void jd_outline_release(struct jd_outline *outline)
{
    free(outline->headings);
    *outline = (struct jd_outline){ .headings = NULL };
}

bool jd_outline_scan(struct jd_outline *outline, size_t bytes)
{
    size_t len = jd_document_text(outline->doc).len;
    size_t limit = len - outline->scanned > bytes ? outline->scanned + bytes : len;
    while (outline->scanned < limit) {
        size_t found = jd_document_next_heading(outline->doc, outline->scanned, limit);
        if (found == SIZE_MAX) {
            outline->scanned = limit;
            break;
        }
        if (outline->count == JD_OUTLINE_MAX) {
            outline->scanned = len;
            break;
        }
        outline->headings = jd_grow(outline->headings, outline->count, &outline->cap,
                                    sizeof *outline->headings);
        outline->headings[outline->count++] = found;
        outline->scanned = found + 1;
    }
    outline->complete = outline->scanned >= len;
    return !outline->complete;
}

/* Number of headings at bytes below limit. */
static size_t count_below(const struct jd_outline *outline, size_t limit)
{
    size_t low = 0, high = outline->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (outline->headings[middle] < limit)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Ahead of what is known: look directly, without filling the list in between. */
static size_t look_ahead(const struct jd_outline *outline, size_t byte, size_t limit,
                         bool *unknown)
{
    size_t len = jd_document_text(outline->doc).len;
    size_t end = len - byte > limit ? byte + limit : len;
    size_t found = jd_document_next_heading(outline->doc, byte, end);
    *unknown = found == SIZE_MAX && end < len;
    return found;
}

static size_t look_back(const struct jd_outline *outline, size_t byte, size_t limit,
                        bool *unknown)
{
    size_t end = byte;
    size_t stop = byte > limit ? byte - limit : 0;
    while (end > stop) {
        size_t from = end - stop > JD_SECTION_MAX ? end - JD_SECTION_MAX : stop;
        size_t last = SIZE_MAX;
        for (size_t at = from; at < end; at = last + 1) {
            size_t found = jd_document_next_heading(outline->doc, at, end);
            if (found == SIZE_MAX)
                break;
            last = found;
        }
        if (last != SIZE_MAX)
            return last;
        end = from;
    }
    *unknown = stop > 0;
    return SIZE_MAX;
}

size_t jd_outline_step(struct jd_outline *outline, size_t byte, int direction,
                       size_t limit, bool *unknown)
{
    *unknown = false;
    bool capped = outline->count == JD_OUTLINE_MAX;
    if (direction > 0) {
        size_t next = count_below(outline, byte + 1);
        if (next < outline->count)
            return outline->headings[next];
        if (outline->complete && !capped)
            return SIZE_MAX;
        return look_ahead(outline, byte + 1, limit, unknown);
    }
    if (byte <= outline->scanned && !capped) {
        size_t below = count_below(outline, byte);
        return below ? outline->headings[below - 1] : SIZE_MAX;
    }
    return look_back(outline, byte, limit, unknown);
}
