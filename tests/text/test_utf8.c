/* SPDX-License-Identifier: MIT */
#include "jingdu/text/utf8.h"

#include <stdlib.h>

#include "tests/support/run.h"

#define STR(literal)                                                                     \
    {                                                                                    \
        literal, sizeof(literal) - 1                                                     \
    }
#define COUNT(rows) (int)(sizeof(rows) / sizeof *(rows))

/* Every byte string with the parts a walk finds in it: lengths, '!' behind a bad one. */
static const struct {
    struct jd_str text;
    const char *parts;
} walks[] = {
    { STR(""), "" },
    { STR("a"), "1" },
    { STR("a\0b"), "1 1 1" },
    { STR("é中𠮷"), "2 3 4" },
    { STR("\x7F\xC2\x80\xDF\xBF\xE0\xA0\x80"), "1 2 2 3" },
    { STR("\xEF\xBF\xBF\xF0\x90\x80\x80\xF4\x8F\xBF\xBF"), "3 4 4" },
    { STR("\xEF\xBF\xBD"), "3" }, /* a real U+FFFD is no bad part */
    { STR("\x80"), "1!" },
    { STR("a\xBF\x80z"), "1 1! 1! 1" },
    /* overlong forms: neither lead nor what follows fits */
    { STR("\xC0\xAF"), "1! 1!" },
    { STR("\xC1\xBF"), "1! 1!" },
    { STR("\xE0\x80\xAF"), "1! 1! 1!" },
    { STR("\xE0\x9F\xBF"), "1! 1! 1!" },
    { STR("\xF0\x80\x83\x92"), "1! 1! 1! 1!" },
    { STR("\xF0\x8F\xBF\xBF"), "1! 1! 1! 1!" },
    /* surrogates, beyond U+10FFFF, bytes that never occur */
    { STR("\xED\xA0\x80"), "1! 1! 1!" },
    { STR("\xED\xBF\xBF"), "1! 1! 1!" },
    { STR("\xED\x9F\xBF\xEE\x80\x80"), "3 3" },
    { STR("\xF4\x90\x80\x80"), "1! 1! 1! 1!" },
    { STR("\xF5\x80\x80\x80"), "1! 1! 1! 1!" },
    { STR("\xFE\xFF"), "1! 1!" },
    /* cut off: one bad part as long as it was good (Unicode 15, table 3-8 to 3-11) */
    { STR("\xE4\xB8"), "2!" },
    { STR("\xE4"), "1!" },
    { STR("\xF0\x9F\x98"), "3!" },
    { STR("\xC3z"), "1! 1" },
    { STR("\xE4\xB8z"), "2! 1" },
    { STR("\xF1\x80\x80\x41"), "3! 1" },
    { STR("\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41"), "2! 1! 3! 2! 1" },
    { STR("\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41"), "1! 1! 1! 1! 1! 1! 1! 1! 1" },
    { STR("\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41"), "1! 1! 1! 1! 1! 1! 1! 1! 1" },
    { STR("\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42"), "1! 1! 1! 1! 1! 1 1! 1! 1" },
    { STR("中\xE4\xB8国"), "3 2! 3" },
    { STR("中国\xE5"), "3 3 1!" },
};

static void describe(struct jd_buf *into, struct jd_cp cp)
{
    jd_buf_printf(into, "%s%d%s", into->len ? " " : "", cp.len, cp.bad ? "!" : "");
}

START_TEST(a_walk_forwards_finds_the_maximal_parts)
{
    struct jd_buf parts = JD_BUF_INIT;
    struct jd_str text = walks[_i].text;
    for (size_t at = 0; at < text.len;) {
        struct jd_cp cp = jd_utf8_next(text, at);
        if (cp.bad)
            ck_assert_uint_eq(cp.cp, 0xFFFD);
        describe(&parts, cp);
        at += cp.len;
    }
    ck_assert_str_eq(parts.data, walks[_i].parts);
    jd_buf_release(&parts);
}
END_TEST

/* Does going back from each place of a forward walk meet the same code points? */
static bool walks_agree(struct jd_str text)
{
    for (size_t at = 0; at < text.len;) {
        struct jd_cp next = jd_utf8_next(text, at);
        for (size_t inside = 0; inside < next.len; inside++) {
            if (jd_utf8_floor(text, at + inside) != at)
                return false;
        }
        at += next.len;
        struct jd_cp prev = jd_utf8_prev(text, at);
        if (prev.cp != next.cp || prev.len != next.len || prev.bad != next.bad)
            return false;
    }
    return jd_utf8_floor(text, text.len) == text.len &&
           jd_utf8_floor(text, text.len + 9) == text.len;
}

START_TEST(a_walk_backwards_finds_the_same)
{
    ck_assert(walks_agree(walks[_i].text));
}
END_TEST

START_TEST(bad_parts_and_code_points_are_counted)
{
    size_t bad = 0, all = 0;
    for (const char *c = walks[_i].parts; *c; c++) {
        bad += *c == '!';
        all += *c >= '1' && *c <= '4';
    }
    ck_assert_uint_eq(jd_utf8_count_bad(walks[_i].text), bad);
    ck_assert_uint_eq(jd_utf8_length(walks[_i].text), all);
}
END_TEST

/* Bytes that make sequences likely, good and bad. */
static struct jd_str random_bytes(struct jd_buf *into, unsigned *seed)
{
    static const unsigned char likely[] = { 'a',  0xE4, 0xB8, 0x80, 0xC3, 0xA9,
                                            0xF0, 0x9F, 0x98, 0xED, 0xBF, 0xE0,
                                            0xF4, 0x90, 0xFF, 0xEF };
    jd_buf_clear(into);
    for (int n = rand_r(seed) % 40; n > 0; n--)
        jd_buf_add_char(into, (char)likely[rand_r(seed) % sizeof likely]);
    return jd_buf_str(into);
}

START_TEST(both_walks_agree_on_random_bytes)
{
    struct jd_buf bytes = JD_BUF_INIT;
    unsigned seed = 1;
    for (int round = 0; round < 20000; round++) {
        struct jd_str text = random_bytes(&bytes, &seed);
        if (!walks_agree(text))
            ck_abort_msg("round %d: %.*s", round, JD_STR_ARG(text));
    }
    jd_buf_release(&bytes);
}
END_TEST

START_TEST(counting_by_words_finds_what_a_walk_finds)
{
    struct jd_buf bytes = JD_BUF_INIT, text = JD_BUF_INIT;
    unsigned seed = 2;
    for (int round = 0; round < 5000; round++) {
        jd_buf_clear(&text);
        jd_buf_add_c(&text, "中美关系 and so on, 经济工作组");
        jd_buf_cut(&text, (size_t)rand_r(&seed) % text.len);
        jd_buf_add(&text, random_bytes(&bytes, &seed));
        jd_buf_add_c(&text, "。王毅将于10月26日");
        struct jd_str all = jd_buf_str(&text);
        size_t bad = 0;
        for (size_t at = 0; at < all.len;) {
            struct jd_cp cp = jd_utf8_next(all, at);
            bad += cp.bad;
            at += cp.len;
        }
        ck_assert_uint_eq(jd_utf8_count_bad(all), bad);
    }
    jd_buf_release(&bytes);
    jd_buf_release(&text);
}
END_TEST

START_TEST(every_scalar_value_survives_adding_and_reading)
{
    struct jd_buf buf = JD_BUF_INIT;
    for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
        if (cp == 0xD800)
            cp = 0xE000;
        jd_buf_clear(&buf);
        jd_utf8_add(&buf, cp);
        struct jd_cp read = jd_utf8_next(jd_buf_str(&buf), 0);
        if (read.cp != cp || read.len != buf.len || read.bad)
            ck_abort_msg("U+%04X", cp);
    }
    jd_buf_release(&buf);
}
END_TEST

static const uint32_t no_scalars[] = { 0xD800, 0xDBFF,   0xDC00,
                                       0xDFFF, 0x110000, 0xFFFFFFFF };

START_TEST(adding_what_is_no_scalar_value_adds_the_replacement)
{
    struct jd_buf buf = JD_BUF_INIT;
    jd_utf8_add(&buf, no_scalars[_i]);
    ck_assert_str_eq(buf.data, "\xEF\xBF\xBD");
    jd_buf_release(&buf);
}
END_TEST

static const struct {
    uint32_t cp, folded;
} folds[] = {
    { 'A', 'a' },         { 'z', 'z' },       { '@', '@' },   { '[', '[' },
    { 0xFF21, 'a' },      /* Ａ */
    { 0xFF5A, 'z' },      /* ｚ */
    { 0xFF10, '0' },      /* ０ */
    { 0xFF0D, '-' },      /* － */
    { 0xFF5E, '~' },      /* ～ */
    { 0x4E2D, 0x4E2D },   /* 中 */
    { 0x3002, 0x3002 },   /* 。 */
    { 0x00C9, 0x00C9 },   /* only ASCII letters lose their case */
    { 0x00B7, 0x00B7 },   /* · */
    { 0x2022, 0x00B7 },   /* • */
    { 0x2027, 0x00B7 },   /* ‧ */
    { 0x30FB, 0x00B7 },   /* ・ */
    { 0xFF65, 0x00B7 },   /* ･ */
    { 0xF900, 0x8C48 },   /* 豈, compatibility form */
    { 0xF91D, 0x6B04 },   /* 欄 */
    { 0xFA0E, 0xFA0E },   /* one of the twelve that are no compatibility form */
    { 0x2F800, 0x4E3D },  /* 丽 */
    { 0x2FA1D, 0x2A600 }, /* the last one */
    { 0xFE0F, 0 },        { 0xFE00, 0 },      { 0xE0100, 0 }, { 0xE01EF, 0 },
    { 0x200B, 0 },        { 0x200D, 0 },      { 0x2060, 0 },  { 0xFEFF, 0 },
    { 0x00AD, 0 },        { 0x2010, 0x2010 },
};

START_TEST(folding_unifies_what_counts_as_the_same_in_words)
{
    ck_assert_uint_eq(jd_utf8_fold(folds[_i].cp), folds[_i].folded);
}
END_TEST

START_TEST(folding_twice_changes_nothing_more)
{
    for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
        uint32_t folded = jd_utf8_fold(cp);
        if (jd_utf8_fold(folded) != folded)
            ck_abort_msg("U+%04X", cp);
    }
}
END_TEST

static const struct {
    const char *text, *normal;
} normals[] = {
    { "", "" },
    { "中美关系", "中美关系" },
    { "ma\xCC\x84", "m\xC4\x81" },                    /* a + macron: ā */
    { "u\xCC\x88\xCC\x8C", "\xC7\x9A" },              /* u + diaeresis + caron: ǚ */
    { "\xEF\xA4\x80", "豈" },                         /* compatibility ideograph */
    { "\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", "한" }, /* jamo */
    { "中\xE4\xB8文\xFF", "中\xEF\xBF\xBD文\xEF\xBF\xBD" },
    { "e\xCC\x81\xE4", "é\xEF\xBF\xBD" },
};

START_TEST(nfc_composes_and_replaces_bad_parts)
{
    struct jd_buf into = JD_BUF_INIT;
    jd_buf_add_c(&into, "<");
    jd_utf8_nfc(jd_str_of(normals[_i].text), &into);
    ck_assert_str_eq(into.data + 1, normals[_i].normal);
    jd_buf_release(&into);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("text/utf8");
    TCase *walk = tcase_create("walk");
    tcase_add_loop_test(walk, a_walk_forwards_finds_the_maximal_parts, 0, COUNT(walks));
    tcase_add_loop_test(walk, a_walk_backwards_finds_the_same, 0, COUNT(walks));
    tcase_add_loop_test(walk, bad_parts_and_code_points_are_counted, 0, COUNT(walks));
    tcase_add_test(walk, both_walks_agree_on_random_bytes);
    tcase_add_test(walk, counting_by_words_finds_what_a_walk_finds);
    suite_add_tcase(suite, walk);
    TCase *add = tcase_create("add");
    tcase_add_test(add, every_scalar_value_survives_adding_and_reading);
    tcase_add_loop_test(add, adding_what_is_no_scalar_value_adds_the_replacement, 0,
                        COUNT(no_scalars));
    suite_add_tcase(suite, add);
    TCase *fold = tcase_create("fold");
    tcase_add_loop_test(fold, folding_unifies_what_counts_as_the_same_in_words, 0,
                        COUNT(folds));
    tcase_add_test(fold, folding_twice_changes_nothing_more);
    tcase_add_loop_test(fold, nfc_composes_and_replaces_bad_parts, 0, COUNT(normals));
    suite_add_tcase(suite, fold);
    return suite;
}

int main(void)
{
    return jd_run_tests("text/utf8", make_suite());
}
