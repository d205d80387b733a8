/* SPDX-License-Identifier: MIT */
#include "jingdu/dict/glossary.h"

#include <string.h>

#include "jingdu/dict/glossary_tsv.h"
#include "jingdu/text/utf8.h"

#include "tests/support/run.h"

#define COUNT(rows) (int)(sizeof(rows) / sizeof *(rows))
#define HEAD        "headword\tcategory\tgloss\taliases\tfrom\tto\ttraditional\n"

/* Rows without a header; they must all be good. */
static void add(struct jd_glossary *glossary, enum jd_term_source source,
                const char *rows)
{
    struct jd_buf tsv = JD_BUF_INIT;
    size_t lines = 0;
    jd_buf_add_c(&tsv, HEAD);
    jd_buf_add_c(&tsv, rows);
    for (const char *c = rows; *c; c++)
        lines += *c == '\n';
    ck_assert_uint_eq(jd_glossary_add_tsv(glossary, jd_buf_str(&tsv), source, NULL, NULL),
                      lines);
    jd_buf_release(&tsv);
}

static size_t fold(const char *text, uint32_t folded[100])
{
    struct jd_str s = jd_str_of(text);
    size_t count = 0;
    for (size_t at = 0; at < s.len;) {
        struct jd_cp next = jd_utf8_next(s, at);
        uint32_t cp = jd_utf8_fold(next.cp);
        if (cp)
            folded[count++] = cp;
        at += next.len;
    }
    return count;
}

/* "2 中国, 4 中国人民": what text starts with. */
static void describe_matches(const struct jd_glossary *glossary, const char *text,
                             struct jd_buf *into)
{
    uint32_t folded[100];
    struct jd_match matches[JD_MATCHES_MAX];
    size_t count = fold(text, folded);
    size_t found = jd_glossary_match(glossary, folded, count, matches);
    for (size_t i = 0; i < found; i++) {
        struct jd_term term = jd_glossary_term(glossary, matches[i].id);
        jd_buf_printf(into, "%s%u %.*s", i ? ", " : "", (unsigned)matches[i].count,
                      JD_STR_ARG(term.headword));
    }
}

static const char shipped_rows[] =
    "中国\tplace\tChina\t\t\t\t中國\n"
    "中国人民\tterm\tthe Chinese people\n"
    "中国人民大学\torganisation\tRenmin University\t人大;人民大学\t\t\t中國人民大學\n"
    "人大\torganisation\tNational People's Congress\n"
    "特朗普\tperson\tTrump, candidate\t川普\t\t2016\n"
    "特朗普\tperson\tTrump, first term\t川普\t2017\t2021\n"
    "特朗普\tperson\tTrump, out of office\t川普\t2022\t2024\n"
    "特朗普\tperson\tTrump, second term\t川普\t2025\n"
    "约翰·克里\tperson\tJohn Kerry\n"
    "APEC\torganisation\tAsia-Pacific Economic Cooperation\n"
    "龍門\tplace\tLongmen\n"
    "𠮷野家\torganisation\tYoshinoya\n";

static const struct {
    const char *text, *matches;
} matched[] = {
    { "", "" },
    { "中", "" },
    { "中国", "2 中国" },
    { "中国人", "2 中国" },
    { "中国人民大学教授", "2 中国, 4 中国人民, 6 中国人民大学" },
    { "中國人民大學", "2 中国, 6 中国人民大学" },
    { "国中国", "" },
    { "人民大学", "4 中国人民大学" },
    { "人大", "2 人大" }, /* a headword keeps its place against an alias */
    { "川普说", "2 特朗普" },
    { "apec", "4 APEC" },
    { "ＡＰＥＣ峰会", "4 APEC" },
    { "约翰•克里", "5 约翰·克里" },
    { "约翰・克里", "5 约翰·克里" },
    { "中\u200b国\ufe00人民", "2 中国, 4 中国人民" },
    { "龍門", "2 龍門" },
    { "龍\U000E0100門", "2 龍門" },
    { "𠮷野家", "3 𠮷野家" },
    { "𠮷野", "" },
};

START_TEST(match_gives_every_headword_and_alias_that_the_text_starts_with)
{
    struct jd_glossary *glossary = jd_glossary_new(2023);
    struct jd_buf found = JD_BUF_INIT;
    add(glossary, JD_SOURCE_SHIPPED, shipped_rows);
    describe_matches(glossary, matched[_i].text, &found);
    ck_assert_str_eq(found.data, matched[_i].matches);
    jd_buf_release(&found);
    jd_glossary_free(glossary);
}
END_TEST

static const struct {
    const char *word, *headword;
} looked_up[] = {
    { "中国", "中国" },           { "中國", "中国" }, { "川普", "特朗普" },
    { "Ａｐｅｃ", "APEC" },       { "中国人", "" },   { "中", "" },
    { "中国人民大学们", "" },     { "", "" },         { "人民大学", "中国人民大学" },
    { "约翰‧克里", "约翰·克里" },
};

START_TEST(find_wants_exactly_the_headword_or_alias)
{
    struct jd_glossary *glossary = jd_glossary_new(0);
    add(glossary, JD_SOURCE_SHIPPED, shipped_rows);
    jd_term_id id = jd_glossary_find(glossary, jd_str_of(looked_up[_i].word));
    ck_assert_int_eq(id == JD_TERM_NONE, *looked_up[_i].headword == '\0');
    if (id != JD_TERM_NONE)
        ck_assert(
            jd_str_eq_c(jd_glossary_term(glossary, id).headword, looked_up[_i].headword));
    jd_glossary_free(glossary);
}
END_TEST

START_TEST(a_very_long_word_is_not_found)
{
    struct jd_glossary *glossary = jd_glossary_new(0);
    struct jd_buf word = JD_BUF_INIT;
    add(glossary, JD_SOURCE_SHIPPED, shipped_rows);
    jd_buf_add_repeat(&word, 'a', 5000);
    ck_assert_uint_eq(jd_glossary_find(glossary, jd_buf_str(&word)), JD_TERM_NONE);
    jd_buf_release(&word);
    jd_glossary_free(glossary);
}
END_TEST

static const struct {
    int year;
    const char *gloss;
} years[] = {
    { 1990, "Trump, candidate" },     { 2016, "Trump, candidate" },
    { 2017, "Trump, first term" },    { 2021, "Trump, first term" },
    { 2022, "Trump, out of office" }, { 2024, "Trump, out of office" },
    { 2025, "Trump, second term" },   { 2090, "Trump, second term" },
    { 0, "Trump, second term" },
};

START_TEST(the_row_of_the_articles_year_is_taken)
{
    struct jd_glossary *glossary = jd_glossary_new(years[_i].year);
    add(glossary, JD_SOURCE_SHIPPED, shipped_rows);
    jd_term_id id = jd_glossary_find(glossary, jd_str_of("特朗普"));
    struct jd_term term = jd_glossary_term(glossary, id);
    ck_assert_msg(jd_str_eq_c(term.gloss, years[_i].gloss), "%.*s",
                  JD_STR_ARG(term.gloss));
    struct jd_term rows[2];
    ck_assert_uint_eq(jd_glossary_rows(glossary, id, rows, 2), 4);
    ck_assert(jd_str_eq(rows[0].gloss, term.gloss));
    ck_assert(!jd_str_eq(rows[1].gloss, term.gloss));
    ck_assert_uint_eq(jd_glossary_rows(glossary, id, NULL, 0), 4);
    jd_glossary_free(glossary);
}
END_TEST

/* Rows of one headword "来宾": gloss, from, to; and which is taken in a year. */
static const struct {
    const char *rows;
    int year;
    const char *gloss;
} nearest[] = {
    { "来宾\tperson\tA\t\t2000\t2004\n来宾\tperson\tB\t\t2010\t2014\n", 2006, "A" },
    { "来宾\tperson\tA\t\t2000\t2004\n来宾\tperson\tB\t\t2010\t2014\n", 2008, "B" },
    { "来宾\tperson\tA\t\t2000\t2004\n来宾\tperson\tB\t\t2010\t2014\n", 2007, "B" },
    { "来宾\tperson\tA\t\t2000\t2004\n来宾\tperson\tB\t\t2010\t2014\n", 1950, "A" },
    { "来宾\tperson\tA\t\t2000\t2004\n来宾\tperson\tB\t\t2010\t2014\n", 0, "B" },
    { "来宾\tperson\tA\n来宾\tperson\tB\t\t2010\t2014\n", 2012, "B" },
    { "来宾\tperson\tA\n来宾\tperson\tB\t\t2010\t2014\n", 2015, "A" },
    { "来宾\tperson\tA\n来宾\tperson\tB\t\t2010\t2014\n", 0, "A" },
    { "来宾\tperson\tA\t\t2000\n来宾\tperson\tB\t\t\t2010\n", 2005, "A" },
    { "来宾\tperson\tA\t\t\t2010\n来宾\tperson\tB\t\t2005\n", 2005, "B" },
};

START_TEST(between_years_the_nearest_row_is_taken_and_the_later_of_two)
{
    struct jd_glossary *glossary = jd_glossary_new(nearest[_i].year);
    add(glossary, JD_SOURCE_USER, nearest[_i].rows);
    jd_term_id id = jd_glossary_find(glossary, jd_str_of("来宾"));
    ck_assert(jd_str_eq_c(jd_glossary_term(glossary, id).gloss, nearest[_i].gloss));
    jd_glossary_free(glossary);
}
END_TEST

static const struct {
    enum jd_term_source source;
    const char *rows;
} stack[] = {
    { JD_SOURCE_SHIPPED, "王毅\tperson\tshipped\t王外长\n访华\tevent\tshipped\n" },
    { JD_SOURCE_USER, "王毅\tperson\tuser\t老王\n库克\tperson\tuser\n" },
    { JD_SOURCE_ARTICLE,
      "王毅\tperson\tarticle\n访华团\tterm\tarticle\n库克\tperson\tarticle\n" },
};

/* All six orders of adding the three. */
static const int orders[][3] = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 },
                                 { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };

static void check_owner(const struct jd_glossary *glossary, const char *word,
                        const char *headword, const char *gloss,
                        enum jd_term_source source)
{
    jd_term_id id = jd_glossary_find(glossary, jd_str_of(word));
    ck_assert_uint_lt(id, jd_glossary_count(glossary));
    struct jd_term term = jd_glossary_term(glossary, id);
    ck_assert(jd_str_eq_c(term.headword, headword));
    ck_assert_msg(jd_str_eq_c(term.gloss, gloss), "%s: %.*s", word,
                  JD_STR_ARG(term.gloss));
    ck_assert_int_eq(term.source, source);
    uint32_t folded[100];
    struct jd_match matches[JD_MATCHES_MAX];
    size_t found = jd_glossary_match(glossary, folded, fold(word, folded), matches);
    ck_assert_uint_ge(found, 1);
    ck_assert_uint_eq(matches[found - 1].id, id);
}

START_TEST(article_goes_before_user_before_shipped_in_any_order_of_adding)
{
    struct jd_glossary *glossary = jd_glossary_new(0);
    for (int i = 0; i < 3; i++)
        add(glossary, stack[orders[_i][i]].source, stack[orders[_i][i]].rows);
    check_owner(glossary, "王毅", "王毅", "article", JD_SOURCE_ARTICLE);
    check_owner(glossary, "王外长", "王毅", "article", JD_SOURCE_ARTICLE);
    check_owner(glossary, "老王", "王毅", "article", JD_SOURCE_ARTICLE);
    check_owner(glossary, "库克", "库克", "article", JD_SOURCE_ARTICLE);
    check_owner(glossary, "访华", "访华", "shipped", JD_SOURCE_SHIPPED);
    struct jd_buf found = JD_BUF_INIT;
    describe_matches(glossary, "访华团", &found);
    ck_assert_str_eq(found.data, "2 访华, 3 访华团");
    jd_buf_release(&found);
    jd_glossary_free(glossary);
}
END_TEST

START_TEST(rows_of_lower_sources_follow_and_each_headword_has_one_id_with_rows)
{
    struct jd_glossary *glossary = jd_glossary_new(0);
    for (int i = 0; i < 3; i++)
        add(glossary, stack[orders[_i][i]].source, stack[orders[_i][i]].rows);
    struct jd_term rows[8];
    jd_term_id id = jd_glossary_find(glossary, jd_str_of("王毅"));
    ck_assert_uint_eq(jd_glossary_rows(glossary, id, rows, 8), 3);
    ck_assert_int_eq(rows[0].source, JD_SOURCE_ARTICLE);
    ck_assert_int_eq(rows[1].source, JD_SOURCE_USER);
    ck_assert_int_eq(rows[2].source, JD_SOURCE_SHIPPED);
    size_t with_rows = 0;
    for (jd_term_id any = 0; any < jd_glossary_count(glossary); any++)
        with_rows += jd_glossary_rows(glossary, any, rows, 8) > 0;
    ck_assert_uint_eq(with_rows, 4);
    jd_glossary_free(glossary);
}
END_TEST

START_TEST(of_two_images_of_one_source_the_later_wins_and_years_go_over_both)
{
    struct jd_glossary *glossary = jd_glossary_new(2012);
    add(glossary, JD_SOURCE_USER,
        "克里\tperson\told\t\t2000\t2009\n布什\tperson\tfirst\n");
    add(glossary, JD_SOURCE_USER, "布什\tperson\tsecond\n克里\tperson\tnew\t\t2020\t\n");
    add(glossary, JD_SOURCE_USER, "克里\tperson\tmiddle\t\t2010\t2019\n");
    check_owner(glossary, "布什", "布什", "second", JD_SOURCE_USER);
    check_owner(glossary, "克里", "克里", "middle", JD_SOURCE_USER);
    ck_assert_uint_eq(jd_glossary_rows(glossary,
                                       jd_glossary_find(glossary, jd_str_of("克里")),
                                       NULL, 0),
                      3);
    jd_glossary_free(glossary);
}
END_TEST

START_TEST(a_headword_above_takes_the_place_of_an_alias_below)
{
    struct jd_glossary *glossary = jd_glossary_new(0);
    add(glossary, JD_SOURCE_SHIPPED, "安理会\torganisation\tUN\t理事会\n");
    add(glossary, JD_SOURCE_USER, "理事会\torganisation\tcouncil\n");
    check_owner(glossary, "理事会", "理事会", "council", JD_SOURCE_USER);
    check_owner(glossary, "安理会", "安理会", "UN", JD_SOURCE_SHIPPED);
    jd_glossary_free(glossary);
}
END_TEST

START_TEST(an_empty_glossary_has_nothing)
{
    struct jd_glossary *glossary = jd_glossary_new(2023);
    uint32_t folded[100];
    struct jd_match matches[JD_MATCHES_MAX];
    ck_assert_uint_eq(jd_glossary_count(glossary), 0);
    ck_assert_uint_eq(jd_glossary_match(glossary, folded, fold("中国", folded), matches),
                      0);
    ck_assert_uint_eq(jd_glossary_find(glossary, jd_str_of("中国")), JD_TERM_NONE);
    ck_assert_uint_eq(jd_glossary_rows(glossary, 0, NULL, 0), 0);
    struct jd_term term = jd_glossary_term(glossary, JD_TERM_NONE);
    ck_assert_uint_eq(term.headword.len, 0);
    ck_assert_ptr_nonnull(term.aliases.ptr);
    jd_glossary_free(glossary);
    jd_glossary_free(NULL);
}
END_TEST

START_TEST(no_more_matches_come_than_fit_and_they_are_in_order)
{
    struct jd_glossary *glossary = jd_glossary_new(0);
    struct jd_buf rows = JD_BUF_INIT, text = JD_BUF_INIT;
    for (int length = 2; length <= 40; length++) {
        for (int i = 0; i < length; i++)
            jd_buf_add_c(&rows, "人");
        jd_buf_add_c(&rows, "\tterm\tpeople\n");
    }
    add(glossary, JD_SOURCE_SHIPPED, rows.data);
    if (_i == 1)
        add(glossary, JD_SOURCE_ARTICLE, rows.data);
    jd_buf_add_c(&text, "人人人人人人人人人人人人人人人人人人人人人人人人人人人人人人");
    uint32_t folded[100];
    struct jd_match matches[JD_MATCHES_MAX + 1];
    matches[JD_MATCHES_MAX] = (struct jd_match){ 77, 77 };
    ck_assert_uint_eq(
        jd_glossary_match(glossary, folded, fold(text.data, folded), matches),
        JD_MATCHES_MAX);
    for (uint32_t i = 0; i < JD_MATCHES_MAX; i++)
        ck_assert_uint_eq(matches[i].count, i + 2);
    ck_assert_uint_eq(matches[JD_MATCHES_MAX].count, 77);
    jd_buf_release(&rows);
    jd_buf_release(&text);
    jd_glossary_free(glossary);
}
END_TEST

START_TEST(all_fields_come_back_as_they_were_written)
{
    static const char tsv[] = "headword\tpinyin\tcategory\tkind\tshort\tgloss\tnote\ttrad"
                              "itional\taliases\tfrom\t"
                              "to\tcommon\n"
                              "耶伦\tYēlún\tperson\tphrase\tYellen\tJanet "
                              "Yellen\tFed\\nchair\t耶倫\t叶伦; 葉倫\t"
                              "2021\t2025\t1\n";
    struct jd_glossary *glossary = jd_glossary_new(0);
    ck_assert_uint_eq(
        jd_glossary_add_tsv(glossary, jd_str_of(tsv), JD_SOURCE_USER, NULL, NULL), 1);
    struct jd_term term = jd_glossary_term(glossary, 0);
    ck_assert(jd_str_eq_c(term.headword, "耶伦"));
    ck_assert(jd_str_eq_c(term.pinyin, "Yēlún"));
    ck_assert(jd_str_eq_c(term.short_gloss, "Yellen"));
    ck_assert(jd_str_eq_c(term.gloss, "Janet Yellen"));
    ck_assert(jd_str_eq_c(term.note, "Fed\nchair"));
    ck_assert(jd_str_eq_c(term.traditional, "耶倫"));
    ck_assert(jd_str_eq_c(term.aliases, "叶伦; 葉倫"));
    ck_assert_int_eq(term.category, JD_CAT_PERSON);
    ck_assert_int_eq(term.kind, JD_TERM_PHRASE);
    ck_assert_int_eq(term.from, 2021);
    ck_assert_int_eq(term.to, 2025);
    ck_assert(term.common);
    ck_assert_uint_eq(jd_glossary_find(glossary, jd_str_of("葉倫")), 0);
    jd_glossary_free(glossary);
}
END_TEST

START_TEST(each_category_has_a_name_of_its_own)
{
    for (int i = 0; i < JD_CAT_COUNT; i++) {
        enum jd_category category;
        const char *name = jd_category_name((enum jd_category)i);
        ck_assert(jd_category_parse(jd_str_of(name), &category));
        ck_assert_int_eq(category, i);
    }
    enum jd_category category;
    ck_assert(!jd_category_parse(jd_str_of("Person"), &category));
    ck_assert(!jd_category_parse(JD_STR_EMPTY, &category));
}
END_TEST

START_TEST(names_rank_before_terms_and_longer_before_shorter)
{
    static const struct jd_term order[] = {
        { .headword = { "王毅毅", 9 }, .category = JD_CAT_PERSON },
        { .headword = { "王毅", 6 }, .category = JD_CAT_PERSON },
        { .headword = { "安理会", 9 }, .category = JD_CAT_ORGANISATION },
        { .headword = { "新华社", 9 }, .category = JD_CAT_MEDIA },
        { .headword = { "南海", 6 }, .category = JD_CAT_PLACE },
        { .headword = { "冷战", 6 }, .category = JD_CAT_EVENT },
        { .headword = { "任重道远", 12 }, .category = JD_CAT_IDIOM },
        { .headword = { "对华政策", 12 }, .category = JD_CAT_POLICY },
        { .headword = { "国务卿", 9 }, .category = JD_CAT_POSITION },
        { .headword = { "尖端技术", 12 }, .category = JD_CAT_TERM },
    };
    for (int i = 1; i < COUNT(order); i++)
        ck_assert_int_lt(jd_term_rank(&order[i - 1]), jd_term_rank(&order[i]));
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("glossary");
    TCase *tcase = tcase_create("all");
    tcase_add_loop_test(tcase,
                        match_gives_every_headword_and_alias_that_the_text_starts_with, 0,
                        COUNT(matched));
    tcase_add_loop_test(tcase, find_wants_exactly_the_headword_or_alias, 0,
                        COUNT(looked_up));
    tcase_add_test(tcase, a_very_long_word_is_not_found);
    tcase_add_loop_test(tcase, the_row_of_the_articles_year_is_taken, 0, COUNT(years));
    tcase_add_loop_test(tcase,
                        between_years_the_nearest_row_is_taken_and_the_later_of_two, 0,
                        COUNT(nearest));
    tcase_add_loop_test(tcase,
                        article_goes_before_user_before_shipped_in_any_order_of_adding, 0,
                        COUNT(orders));
    tcase_add_loop_test(
        tcase, rows_of_lower_sources_follow_and_each_headword_has_one_id_with_rows, 0,
        COUNT(orders));
    tcase_add_test(tcase,
                   of_two_images_of_one_source_the_later_wins_and_years_go_over_both);
    tcase_add_test(tcase, a_headword_above_takes_the_place_of_an_alias_below);
    tcase_add_test(tcase, an_empty_glossary_has_nothing);
    tcase_add_loop_test(tcase, no_more_matches_come_than_fit_and_they_are_in_order, 0, 2);
    tcase_add_test(tcase, all_fields_come_back_as_they_were_written);
    tcase_add_test(tcase, each_category_has_a_name_of_its_own);
    tcase_add_test(tcase, names_rank_before_terms_and_longer_before_shorter);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return jd_run_tests("dict/glossary", make_suite());
}
