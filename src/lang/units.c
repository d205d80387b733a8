/* SPDX-License-Identifier: MIT */
#include "units.h"

#include <stdlib.h>

#include "jingdu/base/mem.h"
#include "jingdu/text/utf8.h"

#include "jingdu/base/banned.h"

void jd_units_release(struct jd_units *units)
{
    free(units->cps);
    free(units->start);
    free(units->end);
    free(units->flags);
    *units = (struct jd_units){ 0 };
}

/* Each byte and each joint gives one unit at most. */
static void reserve(struct jd_units *units, const struct jd_block *block)
{
    size_t need = block->run_count;
    for (size_t i = 0; i < block->run_count; i++)
        need += block->runs[i].end - block->runs[i].start;
    if (need <= units->cap)
        return;
    units->cap = need + need / 2;
    units->cps = jd_realloc_array(units->cps, units->cap, sizeof *units->cps);
    units->start = jd_realloc_array(units->start, units->cap, sizeof *units->start);
    units->end = jd_realloc_array(units->end, units->cap, sizeof *units->end);
    units->flags = jd_realloc_array(units->flags, units->cap, sizeof *units->flags);
}

static void add(struct jd_units *units, uint32_t cp, size_t start, size_t end,
                unsigned flags)
{
    size_t i = units->count++;
    units->cps[i] = cp;
    units->start[i] = (uint32_t)start;
    units->end[i] = (uint32_t)end;
    units->flags[i] = (uint8_t)flags;
}

static void add_joint(struct jd_units *units, size_t at, enum jd_joint joint)
{
    if (joint == JD_JOINT_BLANK)
        add(units, ' ', at, at, JD_CHAR_SPACE | JD_UNIT_CLUSTER | JD_UNIT_JOINT);
    else if (joint == JD_JOINT_DOT)
        add(units, JD_UNIT_WALL, at, at, JD_CHAR_PUNCT | JD_UNIT_CLUSTER | JD_UNIT_JOINT);
}

/* ---- runs -------------------------------------------------------------------------- */

struct run_walk {
    struct jd_str text; /* of the run */
    size_t base;        /* its first byte, from the start of the block */
    size_t pending; /* where nothing-counting characters before the first unit begin */
    size_t first;   /* the run's first unit */
};

/* The cluster [at, end) of anything. */
static void add_cluster(struct jd_units *units, struct run_walk *walk, size_t at,
                        size_t end)
{
    bool begins = true;
    while (at < end) {
        struct jd_cp next = jd_utf8_next(walk->text, at);
        uint32_t cp = jd_utf8_fold(next.cp);
        size_t stop = at + next.len;
        if (!cp && begins && stop < end)
            cp = JD_UNIT_WALL; /* so that the cluster has a beginning */
        if (cp) {
            unsigned class = jd_char_classify(cp);
            size_t start = units->count == walk->first ? walk->pending : at;
            units->han_count += class == JD_CHAR_HAN;
            add(units, cp, walk->base + start, walk->base + stop,
                class | (begins ? JD_UNIT_CLUSTER : 0U));
        } else if (units->count > walk->first) {
            units->end[units->count - 1] = (uint32_t)(walk->base + stop);
        }
        begins = false;
        at = stop;
    }
}

static void add_run(struct jd_units *units, struct jd_str run, size_t base)
{
    struct run_walk walk = { run, base, 0, units->count };
    for (size_t at = 0; at < run.len;) {
        const unsigned char *p = (const unsigned char *)run.ptr + at;
        struct jd_cp next = jd_utf8_next(run, at);
        /* Two ideographs or ASCII in a row never make one cluster. */
        if (next.cp - 0x4E00 < 0x5200 && walk.first < units->count && at + 3 < run.len &&
            ((p[3] >= 0xE4 && p[3] <= 0xE9) || p[3] < 0x80)) {
            add(units, next.cp, base + at, base + at + 3, JD_CHAR_HAN | JD_UNIT_CLUSTER);
            units->han_count++;
            at += 3;
            continue;
        }
        size_t end = jd_utf8_cluster_end(run, at);
        add_cluster(units, &walk, at, end);
        at = end;
    }
    if (units->count == walk.first)
        add(units, JD_UNIT_WALL, base, base + run.len, JD_CHAR_OTHER | JD_UNIT_CLUSTER);
}

/* ---- links ------------------------------------------------------------------------- */

static bool is_link_cp(const struct jd_units *units, size_t i)
{
    uint32_t cp = units->cps[i];
    return jd_unit_is_ascii(units, i) && cp > ' ' && cp < 0x7F && cp != '"' &&
           cp != '<' && cp != '>';
}

static bool is_address_cp(const struct jd_units *units, size_t i)
{
    uint32_t cp = units->cps[i];
    return jd_unit_is_ascii(units, i) && (jd_unit_is_latin(units, i) || cp == '.' ||
                                          cp == '-' || cp == '_' || cp == '+');
}

static bool stands_at(const struct jd_units *units, size_t i, size_t end,
                      const char *text)
{
    for (; *text; text++, i++)
        if (i >= end || units->cps[i] != (unsigned char)*text)
            return false;
    return true;
}

/* A sentence goes on or ends behind a link: these are not part of it. */
static size_t trim_link(const struct jd_units *units, size_t start, size_t end)
{
    while (end > start && !jd_unit_is_latin(units, end - 1) && units->cps[end - 1] != '/')
        end--;
    return end;
}

/*
 * The link in the stretch [*start, *end) that holds "://", "www." or "@" at i; its
 * borders replace those of the stretch.
 */
static bool find_link(const struct jd_units *units, size_t i, size_t *start, size_t *end)
{
    size_t from = i, to = *end, host = i;
    if (units->cps[i] == '@') {
        host = to = i + 1;
        while (from > *start && is_address_cp(units, from - 1))
            from--;
        while (to < *end && is_address_cp(units, to))
            to++;
    } else if (stands_at(units, i, *end, "://")) {
        host = i + 3;
        while (from > *start && jd_unit_class(units, from - 1) == JD_CHAR_LETTER)
            from--;
    } else if (stands_at(units, i, *end, "www.")) {
        host = i + 4;
        if (i > *start && jd_unit_is_latin(units, i - 1))
            return false;
    } else {
        return false;
    }
    if (units->cps[i] != 'w' && from == i)
        return false;
    to = trim_link(units, host, to);
    if (to == host)
        return false;
    *start = from;
    *end = to;
    return true;
}

static void mark_link(struct jd_units *units, size_t start, size_t end)
{
    for (size_t i = start; i < end; i++)
        units->flags[i] |= JD_UNIT_LINK;
    units->flags[end - 1] |= JD_UNIT_LINK_END;
}

/* One link at most in each unbroken stretch of ASCII. */
static void mark_links(struct jd_units *units)
{
    for (size_t i = 0; i < units->count;) {
        size_t start = i, end = i;
        while (end < units->count && is_link_cp(units, end))
            end++;
        for (; i < end; i++) {
            if (find_link(units, i, &start, &end)) {
                mark_link(units, start, end);
                i = end;
                break;
            }
        }
        i = end > i ? end : i + 1;
    }
}

void jd_units_load(struct jd_units *units, struct jd_str text,
                   const struct jd_block *block)
{
    bool may_have_links = false;
    units->count = units->han_count = 0;
    reserve(units, block);
    for (size_t i = 0; i < block->run_count; i++) {
        const struct jd_run *run = &block->runs[i];
        struct jd_str bytes = jd_str_sub(text, run->start, run->end);
        if (i > 0)
            add_joint(units, run->start - block->start, (enum jd_joint)run->joint);
        add_run(units, bytes, run->start - block->start);
        may_have_links |= bytes.len && (memchr(bytes.ptr, '@', bytes.len) ||
                                        memchr(bytes.ptr, '.', bytes.len));
    }
    if (may_have_links)
        mark_links(units);
}
