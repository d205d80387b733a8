/* SPDX-License-Identifier: MIT */
/*
 * Bookmarks in articles that were edited: doc/anchor and doc/identity on copies that
 * doc/edits makes. The script that edits knows where the marked sentence went.
 *
 * With JD_FULL=1 in the environment more copies are made. The article that the project
 * began with is read, too, when JD_SEED_ARTICLE says where it is.
 */
#include <stdio.h>
#include <stdlib.h>

#include "jingdu/base/file.h"
#include "jingdu/doc/anchor.h"
#include "jingdu/doc/identity.h"

#include "tests/doc/edits.h"
#include "tests/support/mix.h"
#include "tests/support/run.h"

enum { COPIES = 60, RENAMED = 10 };

/* Where a mark is looked for: by its anchor, or, as a control, by its offset only. */
typedef enum jd_anchor_state finder(const struct jd_document *doc,
                                    const struct jd_quote *quote, size_t *byte);

struct tally {
    int found, lost, wrong; /* of the marked sentence */
    int words,
        same_word; /* of those found: the marked character is still there; was hit */
};

static const char *const articles[] = { "data/sample/article.txt", NULL };
enum { ARTICLES = sizeof articles / sizeof *articles };

/* False: that article is not here. */
static bool read_article(int which, struct jd_buf *into)
{
    struct jd_error err = JD_ERROR_INIT;
    struct jd_buf path = JD_BUF_INIT;
    const char *folder = getenv("srcdir"), *seed = getenv("JD_SEED_ARTICLE");
    if (articles[which])
        jd_buf_printf(&path, "%s/%s", folder ? folder : ".", articles[which]);
    else if (seed && *seed)
        jd_buf_add_c(&path, seed);
    if (path.len)
        ck_assert_msg(jd_file_read(path.data, 1 << 24, into, &err), "%s", err.message);
    jd_buf_release(&path);
    return into->len > 0;
}

/* The usual and the unusual: one kind of edit for sure, others by chance. */
static unsigned choose_edits(uint64_t seed)
{
    uint64_t state = seed + 1;
    unsigned edits = 1U << seed % EDIT_COUNT;
    jd_mix_next(&state);
    for (int i = 0; i < EDIT_COUNT; i++)
        if ((jd_mix_next(&state) >> 30) % 3 == 0)
            edits |= 1U << i;
    return edits;
}

static void judge(const struct edited *copy, enum jd_anchor_state state, size_t byte,
                  struct tally *tally)
{
    if (state == JD_ANCHOR_LOST) {
        tally->lost++;
    } else if (byte >= copy->start && byte < copy->end) {
        tally->found++;
        tally->words += copy->word != (size_t)-1;
        tally->same_word += copy->word == byte;
    } else {
        tally->wrong++;
    }
}

static void explain(const struct edited *copy, uint64_t seed,
                    const struct jd_quote *quote, enum jd_anchor_state state, size_t byte)
{
    struct jd_str text = jd_buf_str(&copy->text);
    if (!getenv("JD_VERBOSE"))
        return;
    printf("# copy %llu, state %d\n#   quote: %.*s|%.*s|%.*s\n", (unsigned long long)seed,
           (int)state, JD_STR_ARG(quote->before), JD_STR_ARG(quote->quote),
           JD_STR_ARG(quote->after));
    struct jd_str now = jd_str_sub(text, copy->start, copy->end);
    struct jd_str there = jd_str_sub(text, byte, byte + 90);
    printf("#   now: %.*s\n#   given: %.*s\n", JD_STR_ARG(now), JD_STR_ARG(there));
}

/* Make a copy, find its mark in it. */
static void try_copy(struct jd_str article, uint64_t seed, unsigned edits, finder *find,
                     struct tally *tally)
{
    struct edited copy = EDITED_INIT;
    struct jd_buf bytes = JD_BUF_INIT;
    struct jd_quote quote;
    struct tally before = *tally;
    size_t byte;
    edit_article(article, seed, edits, &copy);
    struct jd_document *doc = jd_document_new(article);
    jd_anchor_make(doc, copy.mark, &bytes, &quote);
    jd_document_free(doc);
    doc = jd_document_new(jd_buf_str(&copy.text));
    enum jd_anchor_state state = find(doc, &quote, &byte);
    judge(&copy, state, byte, tally);
    if (tally->wrong > before.wrong ||
        (tally->lost > before.lost && !(edits & EDIT_LOSE)))
        explain(&copy, seed, &quote, state, byte);
    jd_document_free(doc);
    jd_buf_release(&bytes);
    jd_buf_release(&copy.text);
}

static void say(const char *what, int which, const struct tally *tally)
{
    printf("# %s, %s: found %d (%d of %d marked characters), lost %d, wrong %d\n", what,
           articles[which] ? "sample" : "first article", tally->found, tally->same_word,
           tally->words, tally->lost, tally->wrong);
}

/* The last ten of the sixty are edited in every way, and known by likeness alone. */
static unsigned edits_of(int copy)
{
    return copy >= COPIES - RENAMED ? EDIT_ALL : choose_edits((uint64_t)copy);
}

START_TEST(of_60_changed_copies_57_marks_are_found_and_none_is_wrong)
{
    struct jd_buf article = JD_BUF_INIT;
    struct tally tally = { 0 };
    if (!read_article(_i, &article))
        return;
    for (int i = 0; i < COPIES; i++)
        try_copy(jd_buf_str(&article), (uint64_t)i, edits_of(i), jd_anchor_find, &tally);
    say("60 copies", _i, &tally);
    ck_assert_int_eq(tally.wrong, 0);
    ck_assert_int_ge(tally.found, 57);
    ck_assert_int_ge(tally.same_word * 100, tally.words * 95);
    jd_buf_release(&article);
}
END_TEST

/* One may be wrong, see below. */
START_TEST(a_mark_whose_sentence_was_deleted_is_lost)
{
    struct jd_buf article = JD_BUF_INIT;
    struct tally tally = { 0 };
    if (!read_article(_i, &article))
        return;
    for (int i = 0; i < COPIES; i++)
        try_copy(jd_buf_str(&article), (uint64_t)i, edits_of(i) | EDIT_LOSE,
                 jd_anchor_find, &tally);
    say("60 copies without the marked sentence", _i, &tally);
    ck_assert_int_ge(tally.lost, COPIES - 1);
    jd_buf_release(&article);
}
END_TEST

/*
 * Not none: a twin may come to stand beside a neighbour of the sentence that was deleted,
 * or right beside the sentence that was changed, and then nothing in the text tells them
 * apart. To believe in both neighbours only would avoid that, and lose one changed mark
 * in six. Measured over 3,000 copies of each article: 1 or 2 wrong where the sentence is
 * still there, 4 to 6 where it was deleted.
 */
START_TEST(of_many_edits_few_are_wrong)
{
    struct jd_buf article = JD_BUF_INIT;
    struct tally kept = { 0 }, deleted = { 0 };
    int copies = getenv("JD_FULL") ? 3000 : 300;
    if (!read_article(_i, &article))
        return;
    for (int i = 0; i < copies; i++) {
        uint64_t seed = 1000 + (uint64_t)i;
        try_copy(jd_buf_str(&article), seed, choose_edits(seed), jd_anchor_find, &kept);
        try_copy(jd_buf_str(&article), seed, choose_edits(seed) | EDIT_LOSE,
                 jd_anchor_find, &deleted);
    }
    say("many copies", _i, &kept);
    say("many copies without the marked sentence", _i, &deleted);
    ck_assert_int_le(kept.wrong * 300, copies);
    ck_assert_int_le(deleted.wrong * 300, copies);
    ck_assert_int_ge(kept.found * 100, copies * 95);
    jd_buf_release(&article);
}
END_TEST

/* The judge is awake: a mark that is an offset only points to wrong sentences. */
static enum jd_anchor_state find_by_offset(const struct jd_document *doc,
                                           const struct jd_quote *quote, size_t *byte)
{
    size_t len = jd_document_text(doc).len;
    *byte = quote->byte < len ? (size_t)quote->byte : len - 1;
    return JD_ANCHOR_EXACT;
}

START_TEST(offsets_alone_point_to_wrong_sentences)
{
    struct jd_buf article = JD_BUF_INIT;
    struct tally tally = { 0 };
    if (!read_article(_i, &article))
        return;
    for (int i = 0; i < COPIES; i++)
        try_copy(jd_buf_str(&article), (uint64_t)i, edits_of(i), find_by_offset, &tally);
    say("60 copies by offset", _i, &tally);
    ck_assert_int_ge(tally.wrong, COPIES / 2);
    jd_buf_release(&article);
}
END_TEST

START_TEST(copies_that_keep_three_fifths_are_the_same_article)
{
    struct jd_buf article = JD_BUF_INIT;
    struct jd_likeness before, after;
    struct edited copy = EDITED_INIT;
    int least = JD_LIKENESS_COUNT, judged = 0, missed = 0;
    if (!read_article(_i, &article))
        return;
    jd_likeness_of(jd_buf_str(&article), &before);
    for (int i = 0; i < COPIES * 10; i++) {
        unsigned edits = i < COPIES ? edits_of(i) : choose_edits((uint64_t)i);
        edits |= i % 2 ? EDIT_HEAVILY : 0;
        edit_article(jd_buf_str(&article), (uint64_t)i, edits, &copy);
        jd_likeness_of(jd_buf_str(&copy.text), &after);
        int shared = jd_likeness_shared(&before, &after);
        if (copy.kept < 60)
            continue;
        judged++;
        missed += shared < JD_LIKENESS_SAME;
        least = shared < least ? shared : least;
    }
    printf("# %d copies share at least %d of 64 values, %d too few\n", judged, least,
           missed);
    ck_assert_int_ge(judged, COPIES * 3);
    ck_assert_int_eq(missed, 0);
    jd_buf_release(&copy.text);
    jd_buf_release(&article);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("edits");
    TCase *tcase = tcase_create("all");
    tcase_set_timeout(tcase, 300);
    tcase_add_loop_test(tcase, of_60_changed_copies_57_marks_are_found_and_none_is_wrong,
                        0, ARTICLES);
    tcase_add_loop_test(tcase, a_mark_whose_sentence_was_deleted_is_lost, 0, ARTICLES);
    tcase_add_loop_test(tcase, of_many_edits_few_are_wrong, 0, ARTICLES);
    tcase_add_loop_test(tcase, offsets_alone_point_to_wrong_sentences, 0, ARTICLES);
    tcase_add_loop_test(tcase, copies_that_keep_three_fifths_are_the_same_article, 0,
                        ARTICLES);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return jd_run_tests("doc/edits", make_suite());
}
