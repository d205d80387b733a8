/* SPDX-License-Identifier: MIT */
#include "similar.h"

#include <stdlib.h>
#include <string.h>

#include "jingdu/base/mem.h"
#include "jingdu/doc/anchor.h"

#include "jingdu/base/banned.h"

enum { SIDE = JD_SIMILAR_MAX + 1, BUCKETS = 256 };

static size_t cut(size_t len)
{
    return len < JD_SIMILAR_MAX ? len : JD_SIMILAR_MAX;
}

/* table[i * SIDE + j]: length for a[i…] and b[j…]. */
static uint16_t *fill_table(const uint32_t *a, size_t a_len, const uint32_t *b, size_t b_len)
{
    uint16_t *table = jd_alloc_zero((size_t)SIDE * SIDE, sizeof *table);
    for (size_t i = a_len; i-- > 0;)
        for (size_t j = b_len; j-- > 0;) {
            uint16_t down = table[(i + 1) * SIDE + j], right = table[i * SIDE + j + 1];
            table[i * SIDE + j] = a[i] == b[j]
                                      ? (uint16_t)(table[(i + 1) * SIDE + j + 1] + 1)
                                  : down > right ? down
                                                 : right;
        }
    return table;
}

double jd_similar(const uint32_t *a, size_t a_len, const uint32_t *b, size_t b_len)
{
    a_len = cut(a_len);
    b_len = cut(b_len);
    if (a_len + b_len == 0)
        return 1;
    uint16_t rows[2][SIDE] = { { 0 } };
    for (size_t i = a_len; i-- > 0;) {
        uint16_t *row = rows[i & 1], *below = rows[(i + 1) & 1];
        row[b_len] = 0;
        for (size_t j = b_len; j-- > 0;)
            row[j] = a[i] == b[j]             ? (uint16_t)(below[j + 1] + 1)
                     : below[j] > row[j + 1] ? below[j]
                                             : row[j + 1];
    }
    return 2.0 * (a_len ? rows[0][0] : 0) / (double)(a_len + b_len);
}

double jd_similar_at_most(const uint32_t *a, size_t a_len, const uint32_t *b, size_t b_len)
{
    uint16_t counts[BUCKETS] = { 0 };
    size_t common = 0;
    a_len = cut(a_len);
    b_len = cut(b_len);
    if (a_len + b_len == 0)
        return 1;
    for (size_t i = 0; i < a_len; i++)
        counts[a[i] % BUCKETS]++;
    for (size_t j = 0; j < b_len; j++)
        if (counts[b[j] % BUCKETS]) {
            counts[b[j] % BUCKETS]--;
            common++;
        }
    return 2.0 * (double)common / (double)(a_len + b_len);
}

size_t jd_similar_map(const uint32_t *a, size_t a_len, const uint32_t *b, size_t b_len,
                      size_t at)
{
    size_t all = b_len;
    a_len = cut(a_len);
    b_len = cut(b_len);
    uint16_t *table = fill_table(a, a_len, b, b_len);
    size_t i = 0, j = 0, before = all, found = all;
    while (i < a_len && j < b_len && found == all) {
        if (a[i] == b[j]) {
            if (i >= at)
                found = j;
            before = j;
            i++;
            j++;
        } else if (table[(i + 1) * SIDE + j] >= table[i * SIDE + j + 1]) {
            i++;
        } else {
            j++;
        }
    }
    free(table);
    return found != all ? found : before;
}
