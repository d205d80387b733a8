/* SPDX-License-Identifier: MIT */
#include "jingdu/store/article.h"

#include <limits.h>
#include <sqlite3.h>
#include <stdio.h>

#include "tests/support/home.h"
#include "tests/support/run.h"

static char path[PATH_MAX];
static struct jd_store *store;
static struct jd_buf notice;
static struct jd_arena arena;
static struct jd_article_record found;

static void reopen(void)
{
    jd_store_close(store);
    jd_store_open(path, &store, &notice);
    ck_assert_str_eq(notice.data, "");
}

static void set_up(void)
{
    jd_home_make();
    snprintf(path, sizeof path, "%s/jingdu.db", jd_home_path());
    notice = (struct jd_buf)JD_BUF_INIT;
    arena = (struct jd_arena)JD_ARENA_INIT;
    store = NULL;
    reopen();
}

static void tear_down(void)
{
    jd_store_close(store);
    jd_buf_release(&notice);
    jd_arena_release(&arena);
    jd_home_remove();
}

static struct jd_id make_id(int number)
{
    return (struct jd_id){ .bytes = { 0xA0, (uint8_t)number } };
}

/* An article by its number; its path is /news/<number>. */
static struct jd_article_record make_article(int number)
{
    static char paths[100][32];
    snprintf(paths[number], sizeof *paths, "/news/%d", number);
    return (struct jd_article_record){
        .id = make_id(number),
        .title = jd_str_of("王毅将访问美国"),
        .date = jd_str_of("2023-10-25"),
        .path = jd_str_of(paths[number]),
        .opened_at = 1700000000000 + number,
        .read = 40,
    };
}

/* Values of a likeness, of which the first shared are those of article 0. */
static void make_likeness(int number, int shared, uint64_t out[JD_STORE_LIKENESS])
{
    for (int i = 0; i < JD_STORE_LIKENESS; i++)
        out[i] = (uint64_t)(i < shared ? 0 : number) << 56 | (uint64_t)i * 0x123456789;
}

static void must_save(int number, struct jd_id identity, const uint64_t *likeness)
{
    struct jd_error err = JD_ERROR_INIT;
    struct jd_article_record record = make_article(number);
    ck_assert_msg(jd_store_article_save(store, &record, identity, likeness, &err), "%s",
                  err.message);
}

/* The number of the article that is found, -1 when none is. */
static int find(struct jd_id identity, const char *at, const uint64_t *likeness)
{
    struct jd_error err = JD_ERROR_INIT;
    if (jd_store_article_find(store, identity, at, likeness, &arena, &found, &err))
        return found.id.bytes[1];
    ck_assert_int_eq(err.code, JD_ERR_NOT_FOUND);
    ck_assert(*err.message);
    return -1;
}

static void run_sql(const char *sql)
{
    sqlite3 *db = NULL;
    ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
    ck_assert_int_eq(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

/* ---- articles ---------------------------------------------------------------------- */

START_TEST(a_record_comes_back_as_it_was_saved)
{
    struct jd_article_record record = make_article(1);
    record.title = jd_str_make("标\0题\n\xff\xfe\"'", 12);
    record.path = jd_str_of("/a b/\xb2\xe2.txt");
    ck_assert(jd_store_article_save(store, &record, make_id(1), NULL, NULL));
    ck_assert_int_gt(record.stamp.changed_at, 0);
    ck_assert(!jd_id_is_none(record.stamp.device));
    reopen();
    ck_assert(jd_store_article_get(store, record.id, &arena, &found, NULL));
    ck_assert(jd_id_eq(found.id, record.id));
    ck_assert(jd_str_eq(found.title, record.title));
    ck_assert(jd_str_eq(found.date, record.date));
    ck_assert(jd_str_eq(found.path, record.path));
    ck_assert_int_eq(found.opened_at, record.opened_at);
    ck_assert_int_eq(found.read, 40);
    ck_assert_int_eq(found.stamp.changed_at, record.stamp.changed_at);
    ck_assert(jd_id_eq(found.stamp.device, record.stamp.device));
    ck_assert(!found.stamp.deleted);
}
END_TEST

START_TEST(nothing_is_found_where_nothing_is)
{
    uint64_t likeness[JD_STORE_LIKENESS];
    make_likeness(0, 0, likeness);
    for (int i = 0; i < 2; i++) {
        struct jd_error err = JD_ERROR_INIT;
        struct jd_quote place;
        ck_assert_int_eq(find(make_id(1), "/news/1", likeness), -1);
        ck_assert(!jd_store_article_get(store, make_id(1), &arena, &found, &err));
        ck_assert_int_eq(err.code, JD_ERR_NOT_FOUND);
        ck_assert(!jd_store_place_get(store, make_id(1), &arena, &place, &err));
        ck_assert_int_eq(err.code, JD_ERR_NOT_FOUND);
        must_save(2, make_id(2), NULL); /* and once more with a file */
    }
}
END_TEST

START_TEST(identity_is_asked_first_then_path_then_likeness)
{
    uint64_t likeness[JD_STORE_LIKENESS], unlike[JD_STORE_LIKENESS];
    make_likeness(1, 0, likeness);
    make_likeness(9, 0, unlike);
    must_save(1, make_id(1), likeness);
    must_save(2, make_id(2), NULL);
    must_save(3, make_id(3), NULL);
    ck_assert_int_eq(find(make_id(3), "/news/2", likeness), 3);
    ck_assert_int_eq(find(make_id(9), "/news/2", likeness), 2);
    ck_assert_int_eq(find(make_id(9), "/news/9", likeness), 1);
    ck_assert_int_eq(find(make_id(9), NULL, likeness), 1);
    ck_assert_int_eq(find(make_id(9), "/news/9", unlike), -1);
    ck_assert_int_eq(find(make_id(9), NULL, NULL), -1);
}
END_TEST

START_TEST(an_edited_text_is_another_identity_of_its_article)
{
    must_save(1, make_id(1), NULL);
    must_save(1, make_id(51), NULL);
    must_save(1, make_id(52), NULL);
    ck_assert_int_eq(find(make_id(1), NULL, NULL), 1);
    ck_assert_int_eq(find(make_id(51), NULL, NULL), 1);
    ck_assert_int_eq(find(make_id(52), NULL, NULL), 1);
    must_save(2, make_id(51), NULL); /* the text is that of another article now */
    ck_assert_int_eq(find(make_id(51), NULL, NULL), 2);
    ck_assert_int_eq(find(make_id(1), NULL, NULL), 1);
}
END_TEST

START_TEST(half_of_the_values_make_a_likeness)
{
    uint64_t known[JD_STORE_LIKENESS], asked[JD_STORE_LIKENESS];
    make_likeness(1, 0, known);
    must_save(1, make_id(1), known);
    for (int shared = 0; shared <= JD_STORE_LIKENESS; shared++) {
        make_likeness(7, 0, asked);
        memcpy(asked, known, (size_t)shared * sizeof *asked);
        ck_assert_int_eq(find(make_id(9), NULL, asked), shared >= 32 ? 1 : -1);
    }
}
END_TEST

START_TEST(the_likest_article_is_found_among_many)
{
    uint64_t likeness[JD_STORE_LIKENESS];
    for (int i = 1; i < 64; i++) {
        make_likeness(i, i == 30 ? 62 : i % 60, likeness);
        must_save(i, make_id(i), likeness);
    }
    make_likeness(0, 0, likeness);
    ck_assert_int_eq(find(make_id(99), NULL, likeness), 30);
}
END_TEST

START_TEST(a_value_counts_for_its_own_function_only)
{
    uint64_t known[JD_STORE_LIKENESS], turned[JD_STORE_LIKENESS];
    make_likeness(1, 0, known);
    must_save(1, make_id(1), known);
    for (int i = 0; i < JD_STORE_LIKENESS; i++)
        turned[i] = known[(i + 1) % JD_STORE_LIKENESS];
    ck_assert_int_eq(find(make_id(9), NULL, turned), -1);
}
END_TEST

START_TEST(a_likeness_stays_until_another_takes_its_place)
{
    uint64_t old[JD_STORE_LIKENESS], new[JD_STORE_LIKENESS];
    make_likeness(1, 0, old);
    make_likeness(2, 0, new);
    must_save(1, make_id(1), old);
    must_save(1, make_id(1), NULL);
    ck_assert_int_eq(find(make_id(9), NULL, old), 1);
    must_save(1, make_id(1), new);
    ck_assert_int_eq(find(make_id(9), NULL, old), -1);
    ck_assert_int_eq(find(make_id(9), NULL, new), 1);
}
END_TEST

START_TEST(of_two_articles_at_one_path_that_opened_last_is_found)
{
    struct jd_article_record first = make_article(1), second = make_article(2);
    first.path = second.path = jd_str_of("/today.txt");
    ck_assert(jd_store_article_save(store, &second, second.id, NULL, NULL));
    ck_assert(jd_store_article_save(store, &first, first.id, NULL, NULL));
    ck_assert_int_eq(find(make_id(9), "/today.txt", NULL), 2);
    second.stamp.deleted = true;
    ck_assert(jd_store_article_save(store, &second, second.id, NULL, NULL));
    ck_assert_int_eq(find(make_id(9), "/today.txt", NULL), 1);
}
END_TEST

START_TEST(what_was_read_never_becomes_less)
{
    static const struct {
        int saved, read;
    } rows[] = {
        { 10, 10 }, { 70, 70 }, { 20, 70 }, { 70, 70 }, { 100, 100 }, { 0, 100 }
    };
    struct jd_article_record record = make_article(1);
    struct jd_quote place = { .byte = 5, .text_len = 10 };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        record.read = rows[i].saved;
        if (_i == 0 || i == 0)
            ck_assert(jd_store_article_save(store, &record, record.id, NULL, NULL));
        else
            ck_assert(jd_store_place_save(store, record.id, &place, rows[i].saved, NULL));
        ck_assert(jd_store_article_get(store, record.id, &arena, &found, NULL));
        ck_assert_int_eq(found.read, rows[i].read);
    }
}
END_TEST

START_TEST(the_list_has_the_live_ones_the_last_opened_first)
{
    struct jd_article_record *records, gone = make_article(3);
    size_t count = 9;
    ck_assert(jd_store_article_list(store, &arena, &records, &count, NULL));
    ck_assert_uint_eq(count, 0);
    must_save(2, make_id(2), NULL);
    must_save(5, make_id(5), NULL);
    gone.stamp.deleted = true;
    ck_assert(jd_store_article_save(store, &gone, gone.id, NULL, NULL));
    must_save(1, make_id(1), NULL);
    ck_assert(jd_store_article_list(store, &arena, &records, &count, NULL));
    ck_assert_uint_eq(count, 3);
    ck_assert_int_eq(records[0].id.bytes[1], 5);
    ck_assert_int_eq(records[1].id.bytes[1], 2);
    ck_assert_int_eq(records[2].id.bytes[1], 1);
}
END_TEST

START_TEST(a_deleted_article_is_known_when_it_is_opened_again)
{
    struct jd_article_record record = make_article(1);
    record.stamp.deleted = true;
    ck_assert(jd_store_article_save(store, &record, record.id, NULL, NULL));
    ck_assert_int_eq(find(make_id(1), NULL, NULL), 1);
    ck_assert(found.stamp.deleted);
    ck_assert_int_eq(find(make_id(9), "/news/1", NULL), 1);
    must_save(1, make_id(1), NULL);
    ck_assert_int_eq(find(make_id(1), NULL, NULL), 1);
    ck_assert(!found.stamp.deleted);
}
END_TEST

START_TEST(a_failed_save_leaves_the_stamp_as_it_was)
{
    struct jd_article_record record = make_article(1);
    must_save(1, make_id(1), NULL);
    run_sql("PRAGMA user_version = 2");
    jd_store_close(store);
    jd_store_open(path, &store, &notice);
    record.stamp.changed_at = 77;
    ck_assert(!jd_store_article_save(store, &record, record.id, NULL, NULL));
    ck_assert_int_eq(record.stamp.changed_at, 77);
}
END_TEST

/* ---- places ------------------------------------------------------------------------ */

START_TEST(a_place_comes_back_as_it_was_saved)
{
    struct jd_quote place = {
        .byte = (uint64_t)INT64_MAX,
        .text_len = (uint64_t)INT64_MAX,
        .quote = jd_str_make("一\0句话\xff", 11),
        .at = UINT32_MAX,
        .before = jd_str_of("之前"),
        .after = jd_str_of("之后"),
    };
    struct jd_quote back;
    ck_assert(
        jd_store_place_save(store, make_id(1), &(struct jd_quote){ .byte = 1 }, 0, NULL));
    ck_assert(jd_store_place_save(store, make_id(1), &place, 0, NULL));
    ck_assert(
        jd_store_place_save(store, make_id(2), &(struct jd_quote){ .byte = 2 }, 0, NULL));
    reopen();
    ck_assert(jd_store_place_get(store, make_id(1), &arena, &back, NULL));
    ck_assert_uint_eq(back.byte, place.byte);
    ck_assert_uint_eq(back.text_len, place.text_len);
    ck_assert_uint_eq(back.at, place.at);
    ck_assert(jd_str_eq(back.quote, place.quote));
    ck_assert(jd_str_eq(back.before, place.before));
    ck_assert(jd_str_eq(back.after, place.after));
}
END_TEST

/* As a library of another machine may have it: no record, only its place. */
START_TEST(a_place_needs_no_article)
{
    struct jd_quote place = { .byte = 12, .text_len = 20 }, back;
    struct jd_article_record *records;
    size_t count;
    ck_assert(jd_store_place_save(store, make_id(1), &place, 50, NULL));
    ck_assert(jd_store_place_get(store, make_id(1), &arena, &back, NULL));
    ck_assert_uint_eq(back.byte, 12);
    ck_assert_str_eq(back.quote.ptr, "");
    ck_assert(jd_store_article_list(store, &arena, &records, &count, NULL));
    ck_assert_uint_eq(count, 0);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("store/article");
    TCase *tcase = tcase_create("article");
    tcase_set_timeout(tcase, 60);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, a_record_comes_back_as_it_was_saved);
    tcase_add_test(tcase, nothing_is_found_where_nothing_is);
    tcase_add_test(tcase, identity_is_asked_first_then_path_then_likeness);
    tcase_add_test(tcase, an_edited_text_is_another_identity_of_its_article);
    tcase_add_test(tcase, half_of_the_values_make_a_likeness);
    tcase_add_test(tcase, the_likest_article_is_found_among_many);
    tcase_add_test(tcase, a_value_counts_for_its_own_function_only);
    tcase_add_test(tcase, a_likeness_stays_until_another_takes_its_place);
    tcase_add_test(tcase, of_two_articles_at_one_path_that_opened_last_is_found);
    tcase_add_loop_test(tcase, what_was_read_never_becomes_less, 0, 2);
    tcase_add_test(tcase, the_list_has_the_live_ones_the_last_opened_first);
    tcase_add_test(tcase, a_deleted_article_is_known_when_it_is_opened_again);
    tcase_add_test(tcase, a_failed_save_leaves_the_stamp_as_it_was);
    tcase_add_test(tcase, a_place_comes_back_as_it_was_saved);
    tcase_add_test(tcase, a_place_needs_no_article);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return jd_run_tests("store/article", make_suite());
}
