/* SPDX-License-Identifier: MIT */
#include "jingdu/text/width.h"

#include "jingdu/text/utf8.h"

#include "cell_kind.h"

#include <uninorm.h>

#include "jingdu/base/banned.h"

int jd_width_cp(uint32_t cp)
{
    switch (jd_cell_kind(cp)) {
    case JD_CELL_WIDE:
        return 2;
    case JD_CELL_MARK:
        return 0;
    default:
        return 1;
    }
}

int jd_width_cluster(struct jd_str cluster)
{
    if (cluster.len == 0)
        return 1;
    return jd_cell_kind(jd_utf8_next(cluster, 0).cp) == JD_CELL_WIDE ? 2 : 1;
}

int jd_width_cols(struct jd_str text)
{
    int cols = 0;
    for (size_t at = 0, end; at < text.len; at = end) {
        end = jd_utf8_cluster_end(text, at);
        cols += jd_width_cluster(jd_str_sub(text, at, end));
    }
    return cols;
}

/* The same as jd_width_fit, and the cells that the prefix takes. */
static size_t fit(struct jd_str text, int cols, int *used)
{
    size_t at = 0;
    *used = 0;
    while (at < text.len) {
        size_t end = jd_utf8_cluster_end(text, at);
        int width = jd_width_cluster(jd_str_sub(text, at, end));
        if (width > cols - *used)
            break;
        *used += width;
        at = end;
    }
    return at;
}

size_t jd_width_fit(struct jd_str text, int cols)
{
    int used;
    return fit(text, cols, &used);
}

void jd_width_cut(struct jd_buf *into, struct jd_str text, int cols, int pad)
{
    int used;
    size_t end = fit(text, cols, &used);
    if (end < text.len && cols > 0) {
        end = fit(text, cols - 1, &used);
        jd_buf_add(into, jd_str_sub(text, 0, end));
        jd_buf_add_c(into, "…");
        used++;
    } else {
        jd_buf_add(into, jd_str_sub(text, 0, end));
    }
    if (pad > used)
        jd_buf_add_repeat(into, ' ', (size_t)(pad - used));
}

uint32_t jd_width_stand_in(uint32_t cp)
{
    static const struct {
        uint16_t cp;
        char ascii;
    } signs[] = {
        { 0xA7, 'S' },   { 0xAB, '<' },    { 0xB0, 'o' },    { 0xB1, '+' },
        { 0xB7, '.' },   { 0xBB, '>' },    { 0xD7, 'x' },    { 0xF7, '/' },
        { 0x2010, '-' }, { 0x2013, '-' },  { 0x2014, '-' },  { 0x2015, '-' },
        { 0x2016, '|' }, { 0x2018, '\'' }, { 0x2019, '\'' }, { 0x201C, '"' },
        { 0x201D, '"' }, { 0x2022, '*' },  { 0x2025, '.' },  { 0x2026, '.' },
        { 0x2030, '%' }, { 0x2103, 'C' },  { 0x2190, '<' },  { 0x2192, '>' },
        { 0x2248, '~' }, { 0x2260, '#' },  { 0x2264, '<' },  { 0x2265, '>' },
        { 0x25CF, '*' }, { 0x2605, '*' },  { 0xFFFD, '?' },
    };
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (signs[i].cp == cp)
            return (uint32_t)signs[i].ascii;
    if (cp < 0xC0 || (cp >= 0x250 && cp < 0x1E00) || cp > 0x1EFF)
        return cp;
    /* Latin letters with marks: the letter alone. */
    ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];
    uint32_t base = cp;
    while (uc_canonical_decomposition(base, parts) > 0)
        base = parts[0];
    return base < 0x80 ? base : cp;
}
