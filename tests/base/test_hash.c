/* SPDX-License-Identifier: MIT */
/* base/hash and base/base64 against published values. */
#include "jingdu/base/hash.h"

#include "jingdu/base/base64.h"
#include "tests/support/run.h"

/* As the reference implementation gives them, least byte first. */
static const struct {
    const char *text, *digits;
} hashes[] = {
    { "", "00000000000000000000000000000000" },
    { "hello", "029bbd41b3a7d8cb191dae486a901e5b" },
    { "The quick brown fox jumps over the lazy dog", "6c1b07bc7bbc4be347939ac4a93c437a" },
    { "a", "897859f6655555855a890e51483ab5e6" },
    { "12345678", "9c41b13806644a3b5725d46b670e3b91" },
    { "123456789", "a4cc66db5e64843c05a11e3ac7faf899" },
    { "0123456789abcdef", "a7d14acf946de04bda08a7635c5bc387" },
    { "精读新闻", "c4bf3fca323a853708674d0b49d77c86" },
};

START_TEST(hashes_are_those_of_the_reference)
{
    struct jd_hash hash;
    struct jd_buf digits = JD_BUF_INIT;
    jd_hash_start(&hash);
    jd_hash_add(&hash, jd_str_of(hashes[_i].text));
    jd_id_add(jd_hash_end(&hash), &digits);
    ck_assert_str_eq(digits.data, hashes[_i].digits);
    jd_buf_release(&digits);
}
END_TEST

START_TEST(pieces_of_any_size_give_the_hash_of_the_whole)
{
    char text[300];
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = (char)(i * 31 + 7);
    for (size_t len = 0; len <= sizeof text; len += 13)
        for (size_t piece = 1; piece < 40; piece++) {
            struct jd_hash whole, parts;
            jd_hash_start(&whole);
            jd_hash_start(&parts);
            jd_hash_add(&whole, jd_str_make(text, len));
            for (size_t at = 0; at < len; at += piece)
                jd_hash_add(&parts, jd_str_sub(jd_str_make(text, len), at, at + piece));
            ck_assert(jd_id_eq(jd_hash_end(&whole), jd_hash_end(&parts)));
        }
}
END_TEST

START_TEST(nothing_added_changes_nothing)
{
    struct jd_hash hash;
    jd_hash_start(&hash);
    jd_hash_add(&hash, jd_str_of("hel"));
    jd_hash_add(&hash, (struct jd_str){ .ptr = NULL, .len = 0 });
    jd_hash_add(&hash, jd_str_of("lo"));
    struct jd_buf digits = JD_BUF_INIT;
    jd_id_add(jd_hash_end(&hash), &digits);
    ck_assert_str_eq(digits.data, hashes[1].digits);
    jd_buf_release(&digits);
}
END_TEST

START_TEST(the_short_hash_is_the_first_half)
{
    ck_assert_uint_eq(jd_hash_bytes(jd_str_of("hello")), 0xcbd8a7b341bd9b02);
    ck_assert_uint_eq(jd_hash_bytes(JD_STR_EMPTY), 0);
}
END_TEST

/* SplitMix64 from seed 0: its state grows by this, its answers are these. */
START_TEST(mixing_is_that_of_splitmix64)
{
    uint64_t step = 0x9e3779b97f4a7c15;
    ck_assert_uint_eq(jd_hash_mix(step), 0xe220a8397b1dcdaf);
    ck_assert_uint_eq(jd_hash_mix(2 * step), 0x6e789e6aa1b965f4);
    ck_assert_uint_eq(jd_hash_mix(3 * step), 0x06c45d188009454f);
}
END_TEST

START_TEST(mixing_spreads_neighbours)
{
    for (uint64_t i = 0; i < 1000; i++) {
        int differ = __builtin_popcountll(jd_hash_mix(i) ^ jd_hash_mix(i + 1));
        ck_assert_int_ge(differ, 8);
    }
}
END_TEST

/* RFC 4648, section 10. */
static const struct {
    const char *text, *encoded;
} encodings[] = {
    { "", "" },
    { "f", "Zg==" },
    { "fo", "Zm8=" },
    { "foo", "Zm9v" },
    { "foob", "Zm9vYg==" },
    { "fooba", "Zm9vYmE=" },
    { "foobar", "Zm9vYmFy" },
    { "\xff\xfe\xfd", "//79" },
    { "分歧", "5YiG5q2n" },
};

START_TEST(base64_is_that_of_the_rfc)
{
    struct jd_buf encoded = JD_BUF_INIT;
    jd_base64_add(&encoded, jd_str_of(encodings[_i].text));
    ck_assert_str_eq(encoded.data, encodings[_i].encoded);
    jd_buf_release(&encoded);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("hash");
    TCase *tests = tcase_create("hash");
    tcase_add_loop_test(tests, hashes_are_those_of_the_reference, 0,
                        sizeof hashes / sizeof *hashes);
    tcase_add_test(tests, pieces_of_any_size_give_the_hash_of_the_whole);
    tcase_add_test(tests, nothing_added_changes_nothing);
    tcase_add_test(tests, the_short_hash_is_the_first_half);
    tcase_add_test(tests, mixing_is_that_of_splitmix64);
    tcase_add_test(tests, mixing_spreads_neighbours);
    tcase_add_loop_test(tests, base64_is_that_of_the_rfc, 0,
                        sizeof encodings / sizeof *encodings);
    suite_add_tcase(suite, tests);
    return suite;
}

int main(void)
{
    return jd_run_tests("base/hash", make_suite());
}
