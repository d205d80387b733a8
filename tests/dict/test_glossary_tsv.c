/* SPDX-License-Identifier: MIT */
#include "jingdu/dict/glossary_tsv.h"

#include <stdlib.h>
#include <string.h>

#include "tests/support/run.h"

#define COUNT(rows) (int)(sizeof(rows) / sizeof *(rows))
#define HEAD        "headword\tcategory\tgloss\n"
#define TAB3        "headword\tpinyin\tcategory\tkind\tshort\tgloss\tfrom\tto\tcommon\taliases\n"

/* One line per complaint: "E 2:3 message". */
static void write_down(void *context, const struct jd_complaint *complaint)
{
    jd_buf_printf(context, "%c %zu:%zu %s\n",
                  complaint->severity == JD_SEVERITY_ERROR ? 'E' : 'W', complaint->line,
                  complaint->column, complaint->message);
}

static size_t read_tsv(struct jd_str tsv, struct jd_buf *complaints)
{
    struct jd_glossary_builder *builder = jd_glossary_builder_new();
    size_t rows = jd_glossary_builder_read(builder, tsv, write_down, complaints);
    jd_glossary_builder_free(builder);
    return rows;
}

/* What is complained of: the place, and words of the message. NULL: nothing. */
static const struct {
    const char *tsv;
    size_t rows;
    const char *place, *words;
} files[] = {
    /* headers */
    { HEAD "王毅\tperson\tWang Yi\n", 1, NULL, NULL },
    { "\xEF\xBB\xBF" HEAD "王毅\tperson\tWang Yi", 1, NULL, NULL },
    { "headword\tcategory\tgloss\r\n王毅\tperson\tWang Yi\r\n", 1, NULL, NULL },
    { "# note\n\n" HEAD "# 王毅\tx\n\n  \n王毅\tperson\tWang Yi\n", 1, NULL, NULL },
    { "gloss\tcategory\theadword\nWang Yi\tperson\t王毅\n", 1, NULL, NULL },
    { "", 0, "E 1:1", "must name the columns" },
    { "# only\n# remarks\n", 0, "E 3:1", "must name the columns" },
    { "王毅\tperson\tWang Yi\n", 0, "E 1:1", "must name the columns" },
    { "headword category gloss\n王毅 person x\n", 0, "E 1:1", "separated by tabs" },
    { "headword\tgloss\n王毅\tx\n", 0, "E 1:1", "must name the columns" },
    { "headword\tcategory\tgloss\tcolour\n王毅\tperson\tx\tred\n王岐\tperson\tx\tred\n",
      2, "W 1:25", "\"colour\" is not known" },
    { "headword\tcategory\tgloss\tgloss\n王毅\tperson\tx\ty\n", 0, "E 1:25",
      "second time" },
    { "headword\tcategory\tgloss\xFF\n王毅\tperson\tx\n", 0, "E 1:24", "not UTF-8" },
    { "\xFF\xFEh\1e\1", 0, "E 1:1", "not UTF-8" },
    { "head\x01word\tcategory\tgloss\n", 0, "E 1:5", "control character" },
    /* headwords */
    { HEAD "\tperson\tWang Yi\n", 0, "E 2:1", "headword is missing" },
    { HEAD "王\tperson\tWang\n", 0, "E 2:1", "two characters" },
    { HEAD " 王 \tperson\tWang\n", 0, "E 2:2", "two characters" },
    { HEAD "王\u200b\tperson\tWang\n", 0, "E 2:1", "two characters" },
    { HEAD "……\tterm\tdots\n", 0, "E 2:1", "character or a letter" },
    { HEAD "2023\tterm\tyear\n", 0, "E 2:1", "character or a letter" },
    { HEAD "APEC\torganisation\tx\n", 1, NULL, NULL },
    { HEAD "王\\t毅\tperson\tx\n", 0, "E 2:1", "gloss and note only" },
    { HEAD "王\\n毅\tperson\tx\n", 0, "E 2:1", "gloss and note only" },
    /* gloss, category, kind */
    { HEAD "王毅\tperson\t\n", 0, "E 2:11", "gloss is missing" },
    { HEAD "王毅\tpeople\tWang Yi\n", 0, "E 2:4",
      "\"people\" is not known: write person" },
    { HEAD "王毅\t\tWang Yi\n", 0, "E 2:4", "\"\" is not known" },
    { TAB3 "王毅\t\tperson\tname\t\tx\t\t\t\t\n", 0, "E 2:12", "\"name\" is not known" },
    { TAB3 "王毅\t\tperson\tphrase\t\tx\t\t\t\t\n", 1, NULL, NULL },
    /* bytes */
    { HEAD "王毅\tperson\tWang \xFFYi\n", 0, "E 2:16", "not UTF-8" },
    { HEAD "王毅\tperson\tcaf\xC3\xA9 \xE4\xB8\n", 0, "E 2:16", "not UTF-8" },
    { HEAD "王毅\tperson\tWang\aYi\n", 0, "E 2:15", "control character" },
    { HEAD "王毅\tperson\tWang\x7FYi\n", 0, "E 2:15", "control character" },
    { HEAD "王毅\tperson\tWang\xC2\x9BYi\n", 0, "E 2:15", "control character" },
    { HEAD "王毅\tperson\tWang\rYi\n", 0, "E 2:15", "control character" },
    { HEAD "王毅\tperson\ta\\tb \\n c \\\\ d\n", 1, NULL, NULL },
    { HEAD "王毅\tperson\tC:\\dir\n", 1, "W 2:13", "backslash" },
    { HEAD "王毅\tperson\tlast \\\n", 1, "W 2:16", "backslash" },
    /* columns */
    { HEAD "王毅\tperson\tx\ty\n", 0, "E 2:13", "names 3 columns" },
    { HEAD "王毅\tperson\tx\t\t\n", 1, NULL, NULL },
    { HEAD "王毅\n", 0, "E 2:3", "here are only 1" },
    { "headword\tcategory\tgloss\tnote\n王毅\tperson\tx\n", 1, "W 2:12",
      "here are only 3" },
    /* years, common */
    { TAB3 "王毅\t\tperson\t\t\tx\t2013\t2022\t1\t\n", 1, NULL, NULL },
    { TAB3 "王毅\t\tperson\t\t\tx\t2013\t\t0\t\n", 1, NULL, NULL },
    { TAB3 "王毅\t\tperson\t\t\tx\t2022\t2013\t\t\n", 0, "E 2:16", "backwards" },
    { TAB3 "王毅\t\tperson\t\t\tx\t13\t\t\t\n", 0, "E 2:16", "four digits" },
    { TAB3 "王毅\t\tperson\t\t\tx\t\t20xx\t\t\n", 0, "E 2:17", "four digits" },
    { TAB3 "王毅\t\tperson\t\t\tx\t0000\t\t\t\n", 0, "E 2:16", "four digits" },
    { TAB3 "王毅\t\tperson\t\t\tx\t\t\tyes\t\n", 0, "E 2:18", "common is 1" },
    /* style */
    { TAB3 "王毅\t\tperson\t\ttwenty-four cells, no more\tx\t\t\t\t\n", 1, "W 2:13",
      "26 cells" },
    { TAB3 "王毅\t\tperson\t\ttwenty-four cells and no\tx\t\t\t\t\n", 1, NULL, NULL },
    { TAB3 "王毅\t\tperson\t\t外交部长王毅先生与夫人\tx\t\t\t\t\n", 1, NULL, NULL },
    { TAB3 "王毅\t\tperson\t\t外交部长王毅先生与他的夫人\tx\t\t\t\t\n", 1, "W 2:13",
      "26 cells" },
    { TAB3 "西安\tXiān\tplace\t\t\tx\t\t\t\t\n", 1, "W 2:4", "1 syllables" },
    { TAB3 "菲律宾\tFēilǜbīn\tplace\t\t\tx\t\t\t\t菲;菲岛\n", 1, "W 2:27",
      "alias \"菲\" has one character" },
    { TAB3 "\tFēilǜbīn\tplace\t\t\tx\t\t\t\t\n", 0, "E 2:1", "headword is missing" },
    /* duplicates */
    { HEAD "王毅\tperson\ta\n刘结\tperson\tb\n王毅\tperson\tc\n", 2, "W 4:1",
      "line 2 has" },
    { HEAD "APEC\tterm\ta\nａｐｅｃ\tterm\tb\n", 1, "W 3:1", "line 2 has" },
    { TAB3 "王毅\t\tperson\t\t\tx\t2013\t\t\t\n王毅\t\tperson\t\t\tx\t\t2013\t\t\n", 2,
      NULL, NULL },
};

START_TEST(what_is_wrong_is_told_with_line_and_column_and_what_to_do)
{
    struct jd_buf told = JD_BUF_INIT;
    ck_assert_uint_eq(read_tsv(jd_str_of(files[_i].tsv), &told), files[_i].rows);
    if (!files[_i].place) {
        ck_assert_str_eq(told.data, "");
    } else {
        size_t len = strlen(files[_i].place);
        ck_assert_msg(strncmp(told.data, files[_i].place, len) == 0 &&
                          told.data[len] == ' ',
                      "%s", told.data);
        const char *line_end = strchr(told.data, '\n');
        const char *words = strstr(told.data, files[_i].words);
        ck_assert_msg(words && words < line_end, "%s", told.data);
        ck_assert_msg(line_end[1] == '\0', "more than one complaint: %s", told.data);
    }
    jd_buf_release(&told);
}
END_TEST

START_TEST(every_bad_field_of_a_row_is_told_and_good_rows_stay)
{
    struct jd_buf told = JD_BUF_INIT;
    ck_assert_uint_eq(
        read_tsv(jd_str_of(TAB3 "王毅\t\tpeople\tname\t\t\t13\t\tno\t\n"
                                "毛宁\tMáo Níng\tperson\t\t\tMao Ning\t\t\t\t\n"),
                 &told),
        1);
    ck_assert_str_eq(
        told.data,
        "E 2:5 the category \"people\" is not known: write person, place, "
        "organisation, media, position, event, policy, term or idiom\n"
        "E 2:12 the kind \"name\" is not known: write word or phrase, or leave "
        "it empty\n"
        "E 2:18 the gloss is missing\n"
        "E 2:19 the year has four digits, or is left out\n"
        "E 2:23 common is 1, 0 or left out\n");
    jd_buf_release(&told);
}
END_TEST

static const struct {
    const char *headword, *category;
    enum jd_term_kind kind;
} kinds[] = {
    { "王毅", "person", JD_TERM_WORD },
    { "约翰·克里斯托弗", "person", JD_TERM_WORD },
    { "中国人民大学国际关系学院", "organisation", JD_TERM_WORD },
    { "任重道远", "idiom", JD_TERM_WORD },
    { "国务卿", "position", JD_TERM_WORD },
    { "对华战略竞争", "policy", JD_TERM_PHRASE },
    { "中共中央政治局委员", "position", JD_TERM_PHRASE },
};

START_TEST(an_empty_kind_is_word_for_names_and_short_terms)
{
    struct jd_glossary *glossary = jd_glossary_new(0);
    struct jd_buf tsv = JD_BUF_INIT;
    jd_buf_printf(&tsv, HEAD "%s\t%s\tx\n", kinds[_i].headword, kinds[_i].category);
    ck_assert_uint_eq(
        jd_glossary_add_tsv(glossary, jd_buf_str(&tsv), JD_SOURCE_USER, NULL, NULL), 1);
    ck_assert_int_eq(jd_glossary_term(glossary, 0).kind, kinds[_i].kind);
    jd_buf_release(&tsv);
    jd_glossary_free(glossary);
}
END_TEST

START_TEST(fields_may_have_a_thousand_bytes)
{
    struct jd_buf tsv = JD_BUF_INIT, told = JD_BUF_INIT;
    jd_buf_add_c(&tsv, HEAD "王毅\tperson\t");
    jd_buf_add_repeat(&tsv, 'x', (size_t)(1000 + _i));
    ck_assert_uint_eq(read_tsv(jd_buf_str(&tsv), &told), _i == 0);
    ck_assert_int_eq(strncmp(told.data, "E 2:11 the gloss is longer", 26) == 0, _i == 1);
    jd_buf_release(&tsv);
    jd_buf_release(&told);
}
END_TEST

START_TEST(a_file_over_16_mib_is_refused_whole)
{
    struct jd_buf tsv = JD_BUF_INIT, told = JD_BUF_INIT;
    jd_buf_add_c(&tsv, HEAD "王毅\tperson\tx\n");
    jd_buf_add_repeat(&tsv, '\n', JD_GLOSSARY_FILE_MAX - tsv.len + (size_t)_i);
    ck_assert_uint_eq(read_tsv(jd_buf_str(&tsv), &told), _i == 0);
    ck_assert_int_eq(strstr(told.data, "E 1:1 the file is larger than 16 MiB") != NULL,
                     _i == 1);
    jd_buf_release(&tsv);
    jd_buf_release(&told);
}
END_TEST

START_TEST(a_header_of_very_many_columns_is_no_header)
{
    struct jd_buf tsv = JD_BUF_INIT, told = JD_BUF_INIT;
    jd_buf_add_c(&tsv, "headword\tcategory\tgloss");
    jd_buf_add_repeat(&tsv, '\t', 100000);
    ck_assert_uint_eq(read_tsv(jd_buf_str(&tsv), &told), 0);
    ck_assert(strncmp(told.data, "E 1:1 ", 6) == 0);
    ck_assert_ptr_eq(strchr(told.data, '\n') + 1, told.data + told.len);
    jd_buf_release(&tsv);
    jd_buf_release(&told);
}
END_TEST

START_TEST(a_headword_may_have_a_hundred_rows)
{
    struct jd_buf tsv = JD_BUF_INIT, told = JD_BUF_INIT;
    jd_buf_add_c(&tsv, "headword\tcategory\tgloss\tfrom\n");
    for (int year = 1800; year < 2020; year++)
        jd_buf_printf(&tsv, "王毅\tperson\tx\t%d\n", year);
    ck_assert_uint_eq(read_tsv(jd_buf_str(&tsv), &told), 100);
    ck_assert_ptr_nonnull(
        strstr(told.data, "E 102:1 this headword has 100 rows already"));
    jd_buf_release(&tsv);
    jd_buf_release(&told);
}
END_TEST

START_TEST(one_builder_reads_several_files_and_warns_of_duplicates_between_them)
{
    struct jd_glossary_builder *builder = jd_glossary_builder_new();
    struct jd_buf told = JD_BUF_INIT, image = JD_BUF_INIT;
    ck_assert_uint_eq(jd_glossary_builder_read(builder,
                                               jd_str_of(HEAD "王毅\tperson\ta\n"),
                                               write_down, &told),
                      1);
    ck_assert_uint_eq(jd_glossary_builder_read(
                          builder, jd_str_of(HEAD "王毅\tperson\tb\n毛宁\tperson\tc\n"),
                          write_down, &told),
                      1);
    ck_assert(strncmp(told.data, "W 2:1 line 2 of a file read before", 34) == 0);
    jd_glossary_builder_write(builder, &image);
    struct jd_glossary *glossary = jd_glossary_new(0);
    struct jd_error err = JD_ERROR_INIT;
    ck_assert(jd_glossary_add_image(glossary, image.data, image.len, false,
                                    JD_SOURCE_SHIPPED, &err));
    ck_assert_uint_eq(jd_glossary_count(glossary), 2);
    ck_assert(jd_str_eq_c(jd_glossary_term(glossary, 0).gloss, "a"));
    jd_glossary_free(glossary);
    jd_glossary_builder_free(builder);
    jd_glossary_builder_free(NULL);
    jd_buf_release(&told);
    jd_buf_release(&image);
}
END_TEST

START_TEST(the_header_that_we_write_is_one_that_we_read)
{
    struct jd_buf tsv = JD_BUF_INIT, told = JD_BUF_INIT;
    jd_buf_printf(&tsv, "%s\n王毅\tWáng Yì\tperson\tword\tWang Yi\tWang Yi\t\t\t\t\t\t\n",
                  jd_glossary_header);
    ck_assert_uint_eq(read_tsv(jd_buf_str(&tsv), &told), 1);
    ck_assert_str_eq(told.data, "");
    jd_buf_release(&tsv);
    jd_buf_release(&told);
}
END_TEST

START_TEST(nobody_needs_to_listen)
{
    struct jd_glossary *glossary = jd_glossary_new(0);
    ck_assert_uint_eq(jd_glossary_add_tsv(glossary,
                                          jd_str_of(HEAD "王\tx\t\n王毅\tperson\tx"),
                                          JD_SOURCE_USER, NULL, NULL),
                      1);
    ck_assert_uint_eq(
        jd_glossary_add_tsv(glossary, jd_str_of("nothing"), JD_SOURCE_USER, NULL, NULL),
        0);
    ck_assert_uint_eq(jd_glossary_count(glossary), 1);
    jd_glossary_free(glossary);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("glossary_tsv");
    TCase *tcase = tcase_create("all");
    tcase_add_loop_test(tcase, what_is_wrong_is_told_with_line_and_column_and_what_to_do,
                        0, COUNT(files));
    tcase_add_test(tcase, every_bad_field_of_a_row_is_told_and_good_rows_stay);
    tcase_add_loop_test(tcase, an_empty_kind_is_word_for_names_and_short_terms, 0,
                        COUNT(kinds));
    tcase_add_loop_test(tcase, fields_may_have_a_thousand_bytes, 0, 2);
    tcase_add_loop_test(tcase, a_file_over_16_mib_is_refused_whole, 0, 2);
    tcase_add_test(tcase, a_header_of_very_many_columns_is_no_header);
    tcase_add_test(tcase, a_headword_may_have_a_hundred_rows);
    tcase_add_test(tcase,
                   one_builder_reads_several_files_and_warns_of_duplicates_between_them);
    tcase_add_test(tcase, the_header_that_we_write_is_one_that_we_read);
    tcase_add_test(tcase, nobody_needs_to_listen);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return jd_run_tests("dict/glossary_tsv", make_suite());
}
