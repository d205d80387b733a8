/* SPDX-License-Identifier: MIT */
/* The glossary that is compiled in (src/dict/shipped.c), as a reader meets it. */
#include <stdlib.h>
#include <string.h>

#include "jingdu/dict/glossary.h"

#include "tests/support/run.h"

#define COUNT(rows) (int)(sizeof(rows) / sizeof *(rows))

/* Facts that must not be lost when the files are worked on: what the gloss of a year
 * says. */
static const struct {
    const char *word;
    int year;
    enum jd_category category;
    const char *gloss;
} facts[] = {
    { "王毅", 2023, JD_CAT_PERSON, "foreign minister" },
    { "布林肯", 2023, JD_CAT_PERSON, "Secretary of State" },
    { "布林肯", 2016, JD_CAT_PERSON, "Deputy Secretary of State" },
    { "耶伦", 2023, JD_CAT_PERSON, "Treasury Secretary" },
    { "特朗普", 2018, JD_CAT_PERSON, "president" },
    { "特朗普", 2023, JD_CAT_PERSON, "former" },
    { "川普", 2025, JD_CAT_PERSON, "second term" },
    { "南海", 2023, JD_CAT_PLACE, "South China Sea" },
    { "仁爱礁", 2023, JD_CAT_PLACE, "Second Thomas Shoal" },
    { "韓國", 2023, JD_CAT_PLACE, "South Korea" },
    { "APEC", 2023, JD_CAT_ORGANISATION, "Asia-Pacific Economic Cooperation" },
    { "路透社", 2023, JD_CAT_MEDIA, "Reuters" },
    { "国务卿", 2023, JD_CAT_POSITION, "Secretary of State" },
    { "香山论坛", 2023, JD_CAT_EVENT, "Xiangshan Forum" },
    { "巴以冲突", 2023, JD_CAT_EVENT, "Palestinian" },
    { "妥善管控分歧", 2023, JD_CAT_POLICY, "manage differences" },
    { "任重道远", 2023, JD_CAT_IDIOM, "long" },
};

START_TEST(well_known_terms_say_what_is_true_in_the_year)
{
    struct jd_glossary *glossary = jd_glossary_new(facts[_i].year);
    jd_glossary_add_shipped(glossary);
    jd_term_id id = jd_glossary_find(glossary, jd_str_of(facts[_i].word));
    ck_assert_uint_ne(id, JD_TERM_NONE);
    struct jd_term term = jd_glossary_term(glossary, id);
    ck_assert_int_eq(term.category, facts[_i].category);
    ck_assert_msg(jd_str_find(term.gloss, jd_str_of(facts[_i].gloss), 0) != (size_t)-1,
                  "%s: %.*s", facts[_i].word, JD_STR_ARG(term.gloss));
    ck_assert_int_eq(term.source, JD_SOURCE_SHIPPED);
    jd_glossary_free(glossary);
}
END_TEST

static const char *const absent[] = {
    "将", "于", "应", "中", "同", "为", "24日", "10月26日", "两名", "日至",
};

START_TEST(function_words_numbers_and_fragments_are_no_terms)
{
    struct jd_glossary *glossary = jd_glossary_new(2023);
    jd_glossary_add_shipped(glossary);
    ck_assert_uint_eq(jd_glossary_find(glossary, jd_str_of(absent[_i])), JD_TERM_NONE);
    jd_glossary_free(glossary);
}
END_TEST

START_TEST(every_row_is_whole_and_is_found_by_its_headword)
{
    struct jd_glossary *glossary = jd_glossary_new(2023);
    jd_glossary_add_shipped(glossary);
    ck_assert_uint_gt(jd_glossary_count(glossary), 100);
    for (jd_term_id id = 0; id < jd_glossary_count(glossary); id++) {
        struct jd_term rows[100];
        size_t count = jd_glossary_rows(glossary, id, rows, 100);
        ck_assert_uint_ge(count, 1);
        for (size_t i = 0; i < count; i++) {
            ck_assert_uint_gt(rows[i].headword.len, 0);
            ck_assert_uint_gt(rows[i].gloss.len, 0);
            ck_assert_uint_eq(jd_glossary_find(glossary, rows[i].headword), id);
        }
    }
    jd_glossary_free(glossary);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("shipped");
    TCase *tcase = tcase_create("all");
    tcase_add_loop_test(tcase, well_known_terms_say_what_is_true_in_the_year, 0,
                        COUNT(facts));
    tcase_add_loop_test(tcase, function_words_numbers_and_fragments_are_no_terms, 0,
                        COUNT(absent));
    tcase_add_test(tcase, every_row_is_whole_and_is_found_by_its_headword);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return jd_run_tests("dict/shipped", make_suite());
}
