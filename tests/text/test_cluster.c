/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "jingdu/text/utf8.h"
#include "jingdu/text/width.h"

#include "tests/support/run.h"

#define COUNT(rows) (int)(sizeof(rows) / sizeof *(rows))

/* Texts with a bar at each end of a cluster. */
static const char *const rows[] = {
    "a|b|c",
    "中|美|，|“|a|”|。",
    "𠮷|野|家",
    "\r\n|\n|\r|a|\r\n|\t|b",
    "e\u0301|x\u0308\u030C|a",
    "\u0301\u0302|a", /* leading marks are one cluster */
    "中\u3099|国",
    "葛\U000E0100|葛|葛\U000E0101|市", /* ideographic variation selectors */
    "☺\uFE0F|☺\uFE0E|1\uFE0F\u20E3|2",
    "가|각|\u1100\u1161\u11A8|\u1112\u1161\u11AB|글",
    /* emoji of several */
    "👩\u200D👩\u200D👧\u200D👦|a",
    "👍\U0001F3FD|👍|a",
    "👩\U0001F3FD\u200D🚀|🚀",
    "❤\uFE0F\u200D🔥|🏳\uFE0F\u200D🌈|中",
    "👩|👩|👧",
    /* each half of a flag takes a cell of its own */
    "🇨|🇳|🇺|🇸",
    /* ZWJ joins nothing but emoji, and stays with a visible character before it */
    "中\u200D|国",
    "a\u200D|🔥",
    "\u200D|a",
    "a\u200D|\u200D|b",
    "👩\u0301\u0301\u0301\u200D|👧",
    /* selectors do not pile up */
    "中\uFE00|\uFE01|国",
    "\uFE0F|\uFE0F|a",
    "\uFE0F|\u200D|a",
    "\n|\uFE0F|a",
    /* hidden characters stand alone */
    "a|\u200B|b|\u202E|\u0301|c",
    "\x01|\u0301|\x1B|[|2|J",
    "a|\u200C|b|\u00AD|c",
    "🏴|\U000E0067|\U000E0062|\U000E007F|a",
    "a|\U0001F3FD|b", /* a skin tone without an emoji */
    /* vowel signs with and without a cell */
    "क|ि|क\u094D|ष",
    "ｶ|ﾞ",
    /* bad bytes */
    "\xE4\xB8|中|\xFF|\x80\u0301|z",
};

static struct jd_str without_bars(const char *row, struct jd_buf *into)
{
    jd_buf_clear(into);
    for (; *row; row++) {
        if (*row != '|')
            jd_buf_add_char(into, *row);
    }
    return jd_buf_str(into);
}

START_TEST(clusters_end_where_a_character_ends)
{
    struct jd_buf text = JD_BUF_INIT, barred = JD_BUF_INIT;
    struct jd_str all = without_bars(rows[_i], &text);
    for (size_t at = 0, end; at < all.len; at = end) {
        end = jd_utf8_cluster_end(all, at);
        ck_assert_uint_gt(end, at);
        jd_buf_add_c(&barred, at ? "|" : "");
        jd_buf_add(&barred, jd_str_sub(all, at, end));
    }
    ck_assert_str_eq(barred.data, rows[_i]);
    jd_buf_release(&text);
    jd_buf_release(&barred);
}
END_TEST

/* Is the start of each cluster of a forward walk found from every byte in it? */
static bool starts_agree(struct jd_str text)
{
    for (size_t at = 0, end; at < text.len; at = end) {
        end = jd_utf8_cluster_end(text, at);
        if (end <= at || end > text.len ||
            jd_utf8_length(jd_str_sub(text, at, end)) > JD_UTF8_CLUSTER_MAX)
            return false;
        for (size_t inside = at; inside < end; inside++) {
            if (jd_utf8_cluster_start(text, inside) != at)
                return false;
        }
    }
    return jd_utf8_cluster_start(text, text.len) == text.len;
}

START_TEST(the_start_is_found_from_every_byte)
{
    struct jd_buf text = JD_BUF_INIT;
    ck_assert(starts_agree(without_bars(rows[_i], &text)));
    jd_buf_release(&text);
}
END_TEST

/* Pieces that hang together, or nearly. */
static const char *const pieces[] = {
    "a",    "中",       "\u0301", "\u0301",     "\uFE0F", "\u200D",     "👩",
    "\r",   "\n",       "\u200D", "\U0001F3FD", "❤",      "\U000E0100", "\u202E",
    "\xE4", "\xE2\x80", "\u1161", "각",         "🇨",      "\x80",       "ि",
};

START_TEST(both_ways_agree_on_random_texts)
{
    struct jd_buf text = JD_BUF_INIT;
    unsigned seed = (unsigned)_i + 1;
    for (int round = 0; round < 3000; round++) {
        jd_buf_clear(&text);
        for (int n = rand_r(&seed) % 30; n > 0; n--)
            jd_buf_add_c(&text, pieces[rand_r(&seed) % COUNT(pieces)]);
        if (!starts_agree(jd_buf_str(&text)))
            ck_abort_msg("round %d: %s", round, text.data);
    }
    jd_buf_release(&text);
}
END_TEST

static const struct {
    const char *first, *then;
    size_t count;
} floods[] = {
    { "e", "\u0301", 2000 },      { "", "\u0301", 2000 },
    { "中", "\u0301", 30 },       { "中", "\u0301", 31 },
    { "中", "\u0301", 32 },       { "中", "\u0301", 33 },
    { "", "👩\u200D", 500 },       { "", "👩\uFE0F\u200D", 500 },
    { "👩\u200D", "👩\u200D", 15 }, { "", "👩\U0001F3FD\u200D", 500 },
    { "", "\u200D", 500 },        { "a", "\uFE0F", 500 },
    { "a", "\uFE0F\u0301", 500 }, { "", "\r\n", 500 },
    { "가", "\u1161", 500 },      { "a", "\x80", 500 },
};

START_TEST(a_flood_is_cut_into_bounded_clusters)
{
    struct jd_buf text = JD_BUF_INIT;
    jd_buf_add_c(&text, floods[_i].first);
    for (size_t i = 0; i < floods[_i].count; i++)
        jd_buf_add_c(&text, floods[_i].then);
    jd_buf_add_c(&text, "完");
    ck_assert(starts_agree(jd_buf_str(&text)));
    jd_buf_release(&text);
}
END_TEST

START_TEST(thirty_two_code_points_are_still_one_cluster)
{
    struct jd_buf text = JD_BUF_INIT;
    jd_buf_add_c(&text, "e");
    for (int i = 1; i < JD_UTF8_CLUSTER_MAX; i++)
        jd_buf_add_c(&text, "\u0301");
    ck_assert_uint_eq(jd_utf8_cluster_end(jd_buf_str(&text), 0), text.len);
    size_t whole = text.len;
    jd_buf_add_c(&text, "\u0301");
    ck_assert_uint_eq(jd_utf8_cluster_end(jd_buf_str(&text), 0), whole);
    jd_buf_release(&text);
}
END_TEST

/* Selectors and ZWJ have a width only where they stand alone, as a mark. */
static bool is_follower(uint32_t cp)
{
    return jd_width_cp(cp) == 0 || cp == 0x200D || cp - 0xFE00 < 16 ||
           cp - 0xE0100 < 240 || (cp - 0x180B < 5 && cp != 0x180E);
}

START_TEST(what_takes_no_cell_of_its_own_joins_and_nothing_else_does)
{
    struct jd_buf text = JD_BUF_INIT;
    for (uint32_t cp = 1; cp <= 0x10FFFF; cp++) {
        if (cp - 0xD800 < 0x800)
            continue;
        jd_buf_clear(&text);
        jd_buf_add_c(&text, "字");
        jd_utf8_add(&text, cp);
        bool joined = jd_utf8_cluster_end(jd_buf_str(&text), 0) == text.len;
        if (joined != is_follower(cp))
            ck_abort_msg("U+%04X: %d", cp, joined);
    }
    jd_buf_release(&text);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("text/cluster");
    TCase *tcase = tcase_create("cluster");
    tcase_add_loop_test(tcase, clusters_end_where_a_character_ends, 0, COUNT(rows));
    tcase_add_loop_test(tcase, the_start_is_found_from_every_byte, 0, COUNT(rows));
    tcase_add_loop_test(tcase, both_ways_agree_on_random_texts, 0, 4);
    tcase_add_loop_test(tcase, a_flood_is_cut_into_bounded_clusters, 0, COUNT(floods));
    tcase_add_test(tcase, thirty_two_code_points_are_still_one_cluster);
    tcase_add_test(tcase, what_takes_no_cell_of_its_own_joins_and_nothing_else_does);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return jd_run_tests("text/cluster", make_suite());
}
