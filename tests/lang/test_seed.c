/* SPDX-License-Identifier: MIT */
/*
 * The article that the project began with, read with the shipped glossary and its own:
 * nothing that a glossary knows is passed over. The article is no part of a release, so
 * its place comes from JD_SEED_ARTICLE, its glossary's from JD_SEED_GLOSSARY; without
 * them there is nothing to test. lang/annotate, dict/shipped.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "jingdu/base/file.h"
#include "jingdu/base/mem.h"
#include "jingdu/dict/glossary_tsv.h"
#include "jingdu/lang/annotate.h"
#include "jingdu/text/han.h"

#include "tests/support/run.h"

struct seed {
    struct jd_buf text;
    struct jd_document *doc;
    struct jd_glossary *glossary;
    struct jd_annotator *annotator;
    struct jd_buf shown; /* what the page shows, a line for each block */
    size_t *hits;        /* by id: how many there are */
    size_t han, marked;  /* Han characters of the body, and those marked in calm mode */
};

static void read_file(const char *variable, struct jd_buf *into)
{
    struct jd_error err = JD_ERROR_INIT;
    ck_assert_msg(jd_file_read(getenv(variable), 1 << 24, into, &err), "%s", err.message);
}

static void refuse(void *context, const struct jd_complaint *complaint)
{
    (void)context;
    ck_abort_msg("line %zu, column %zu: %s", complaint->line, complaint->column,
                 complaint->message);
}

static void count_block(struct seed *seed, const struct jd_block *block,
                        const struct jd_annotation *notes)
{
    size_t shown = seed->shown.len;
    struct jd_str text = jd_buf_str(&seed->text);
    jd_block_add_text(block, text, &seed->shown);
    if (block->kind != JD_BLOCK_HEADLINE && block->kind != JD_BLOCK_META)
        seed->han +=
            jd_han_count(jd_str_sub(jd_buf_str(&seed->shown), shown, seed->shown.len));
    jd_buf_add_char(&seed->shown, '\n');
    for (size_t i = 0; i < notes->hit_count; i++) {
        const struct jd_hit *hit = &notes->hits[i];
        seed->hits[hit->id]++;
        if (hit->calm != JD_CALM_NONE)
            seed->marked += jd_han_count(jd_str_sub(text, hit->start, hit->end));
    }
}

static void open_seed(struct seed *seed)
{
    struct jd_buf own = JD_BUF_INIT;
    struct jd_block block = JD_BLOCK_INIT;
    struct jd_annotation notes = JD_ANNOTATION_INIT;
    *seed = (struct seed){ .text = JD_BUF_INIT, .shown = JD_BUF_INIT };
    read_file("JD_SEED_ARTICLE", &seed->text);
    read_file("JD_SEED_GLOSSARY", &own);
    seed->doc = jd_document_new(jd_buf_str(&seed->text));
    seed->glossary = jd_glossary_new(jd_document_head(seed->doc)->year);
    jd_glossary_add_shipped(seed->glossary);
    ck_assert_uint_gt(jd_glossary_add_tsv(seed->glossary, jd_buf_str(&own),
                                          JD_SOURCE_ARTICLE, refuse, NULL),
                      0);
    seed->annotator = jd_annotator_new(seed->doc, seed->glossary);
    seed->hits = jd_alloc_zero(jd_glossary_count(seed->glossary), sizeof *seed->hits);
    for (size_t at = 0; at < seed->text.len; at = block.end) {
        jd_document_block_at(seed->doc, at, &block);
        jd_annotate_block(seed->annotator, &block, &notes);
        count_block(seed, &block, &notes);
    }
    jd_annotation_release(&notes);
    jd_block_release(&block);
    jd_buf_release(&own);
}

static void close_seed(struct seed *seed)
{
    free(seed->hits);
    jd_annotator_free(seed->annotator);
    jd_glossary_free(seed->glossary);
    jd_document_free(seed->doc);
    jd_buf_release(&seed->shown);
    jd_buf_release(&seed->text);
}

/* Found at all, or else every place where it stands is crossed by a hit that goes before.
 */
START_TEST(every_headword_that_the_article_has_is_found)
{
    struct seed seed;
    size_t present = 0;
    struct jd_buf missed = JD_BUF_INIT;
    open_seed(&seed);
    for (jd_term_id id = 0; id < jd_glossary_count(seed.glossary); id++) {
        struct jd_str word = jd_glossary_term(seed.glossary, id).headword;
        if (!word.len || jd_str_find(jd_buf_str(&seed.shown), word, 0) == (size_t)-1)
            continue;
        present++;
        if (!seed.hits[id])
            jd_buf_printf(&missed, " %.*s", JD_STR_ARG(word));
    }
    printf("# %zu headwords of the glossaries stand in the article\n", present);
    ck_assert_uint_gt(present, 100);
    ck_assert_str_eq(missed.data, "");
    jd_buf_release(&missed);
    close_seed(&seed);
}
END_TEST

START_TEST(calm_mode_marks_at_most_a_fifth_of_the_article)
{
    struct seed seed;
    open_seed(&seed);
    printf("# calm mode marks %zu of %zu Han characters, %.1f %%\n", seed.marked,
           seed.han, 100.0 * (double)seed.marked / (double)seed.han);
    ck_assert_uint_gt(seed.marked * 20, seed.han);
    ck_assert_uint_le(seed.marked * 5, seed.han);
    close_seed(&seed);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("seed");
    TCase *tcase = tcase_create("all");
    tcase_add_test(tcase, every_headword_that_the_article_has_is_found);
    tcase_add_test(tcase, calm_mode_marks_at_most_a_fifth_of_the_article);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    if (!getenv("JD_SEED_ARTICLE") || !getenv("JD_SEED_GLOSSARY")) {
        puts("1..0 # SKIP the first article is not here");
        return EXIT_SUCCESS;
    }
    return jd_run_tests("lang/seed", make_suite());
}
