/* SPDX-License-Identifier: MIT */
#include "jingdu/text/width.h"

#include "jingdu/text/utf8.h"

#include "cell_kind.h"

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
