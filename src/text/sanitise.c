/* SPDX-License-Identifier: MIT */
#include "jingdu/text/sanitise.h"

#include <unictype.h>

#include "jingdu/text/utf8.h"

#include "cell_kind.h"

#include "jingdu/base/banned.h"

enum {
    HIDDEN_MARK = 0x2426,    /* ␦ */
    DOTTED_CIRCLE = 0x25CC,  /* ◌, the base of a mark that has none */
    EMOJI_SELECTOR = 0xFE0F, /* asks for the wide, coloured form */
};

uint32_t jd_sanitise_cp(uint32_t cp)
{
    if (cp < 0x20)
        return 0x2400 + cp;
    if (cp == 0x7F)
        return 0x2421;
    return jd_cell_kind(cp) >= JD_CELL_MARK ? cp : HIDDEN_MARK;
}

/*
 * May this code point stay behind the base? ZWJ joins the base to an emoji that has no
 * cell of its own here, and U+FE0F would make some terminals spend two cells on a narrow
 * base.
 */
static bool may_follow(uint32_t base, uint32_t cp)
{
    switch (jd_cell_kind(cp)) {
    case JD_CELL_MARK:
        return true;
    case JD_CELL_SELECTOR:
        return base != HIDDEN_MARK &&
               (cp != EMOJI_SELECTOR || jd_cell_kind(base) == JD_CELL_WIDE);
    case JD_CELL_JOINER:
        return base != HIDDEN_MARK && !uc_is_property_extended_pictographic(base);
    default:
        return false;
    }
}

int jd_sanitise_cluster(struct jd_str cluster, uint32_t out[1 + JD_SANITISE_MARKS_MAX])
{
    if (cluster.len == 0) {
        out[0] = ' ';
        return 1;
    }
    struct jd_cp cp = jd_utf8_next(cluster, 0);
    out[0] = jd_sanitise_cp(cp.cp);
    size_t at = cp.len;
    if (jd_cell_kind(cp.cp) == JD_CELL_MARK) {
        out[0] = DOTTED_CIRCLE;
        at = 0;
    }
    int count = 1;
    for (; at < cluster.len && count <= JD_SANITISE_MARKS_MAX; at += cp.len) {
        cp = jd_utf8_next(cluster, at);
        if (jd_cell_kind(cp.cp) >= JD_CELL_NARROW)
            break; /* the tail of an emoji */
        if (may_follow(out[0], cp.cp))
            out[count++] = cp.cp;
    }
    return count;
}

/* Is this one visible character with nothing hanging on it? */
static bool is_plain(struct jd_str cluster)
{
    struct jd_cp cp = jd_utf8_next(cluster, 0);
    return cp.len == cluster.len && !cp.bad && jd_cell_kind(cp.cp) >= JD_CELL_NARROW;
}

static void add_cluster(struct jd_buf *into, struct jd_str cluster)
{
    uint32_t shown[1 + JD_SANITISE_MARKS_MAX];
    int count = jd_sanitise_cluster(cluster, shown);
    for (int i = 0; i < count; i++)
        jd_utf8_add(into, shown[i]);
}

static void add_text(struct jd_buf *into, struct jd_str text, bool keep_lines)
{
    jd_buf_reserve(into, text.len);
    for (size_t at = 0, end; at < text.len; at = end) {
        end = jd_utf8_cluster_end(text, at);
        struct jd_str cluster = jd_str_sub(text, at, end);
        char last = cluster.ptr[cluster.len - 1];
        if (keep_lines && (last == '\n' || last == '\t'))
            jd_buf_add_char(into, last);
        else if (is_plain(cluster))
            jd_buf_add(into, cluster);
        else
            add_cluster(into, cluster);
    }
}

void jd_sanitise_line(struct jd_buf *into, struct jd_str text)
{
    add_text(into, text, false);
}

void jd_sanitise_text(struct jd_buf *into, struct jd_str text)
{
    add_text(into, text, true);
}
