/* SPDX-License-Identifier: MIT */
#include "jingdu/store/bookmark.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "tests/support/home.h"
#include "tests/support/mix.h"
#include "tests/support/run.h"

static struct jd_store *store;
static struct jd_buf notice;
static struct jd_arena arena;

static void use(const char *name)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/%s.db", jd_home_path(), name);
    jd_store_close(store);
    jd_store_open(path, &store, &notice);
    ck_assert_str_eq(notice.data, "");
}

static void set_up(void)
{
    jd_home_make();
    notice = (struct jd_buf)JD_BUF_INIT;
    arena = (struct jd_arena)JD_ARENA_INIT;
    store = NULL;
    use("a");
}

static void tear_down(void)
{
    jd_store_close(store);
    jd_buf_release(&notice);
    jd_arena_release(&arena);
    jd_home_remove();
}

static struct jd_id make_id(int kind, int number)
{
    return (struct jd_id){ .bytes = { (uint8_t)kind, (uint8_t)number } };
}

enum { MARK = 1, ARTICLE = 2, DEVICE = 3 };

static struct jd_bookmark make_mark(int number, int article, uint64_t byte)
{
    return (struct jd_bookmark){
        .id = make_id(MARK, number),
        .article = make_id(ARTICLE, article),
        .place = { .byte = byte, .text_len = 1000 },
    };
}

static void must_save(struct jd_bookmark mark)
{
    struct jd_error err = JD_ERROR_INIT;
    ck_assert_msg(jd_bookmark_save(store, &mark, &err), "%s", err.message);
}

static void save_article(int number, const char *title)
{
    struct jd_article_record record = { .id = make_id(ARTICLE, number),
                                        .title = jd_str_of(title) };
    ck_assert(jd_store_article_save(store, &record, record.id, NULL, NULL));
}

static struct jd_bookmark_list list_article(int article)
{
    struct jd_bookmark_list list;
    ck_assert(
        jd_bookmark_of_article(store, make_id(ARTICLE, article), &arena, &list, NULL));
    return list;
}

static size_t list_all(bool with_deleted, struct jd_bookmark_row **rows)
{
    size_t count = 77;
    ck_assert(jd_bookmark_all(store, with_deleted, &arena, rows, &count, NULL));
    return count;
}

/* ---- ids --------------------------------------------------------------------------- */

START_TEST(a_letter_is_one_record_everywhere)
{
    /* In files since the first version, so these never change. */
    static const struct {
        char letter;
        const char *id;
    } rows[] = { { 'a', "b2e8f184e34382a871e97d94ce68425b" },
                 { 'z', "ba3639b51a6064a10df7dd2841c4cec7" },
                 { 'A', "3f79ca9a3a7ba5a4a04f7c762a01f271" } };
    struct jd_id article = make_id(ARTICLE, 1), other = make_id(ARTICLE, 2);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct jd_buf text = JD_BUF_INIT;
        jd_id_add(jd_bookmark_id(article, rows[i].letter), &text);
        ck_assert_str_eq(text.data, rows[i].id);
        jd_buf_release(&text);
    }
    for (char letter = 'a'; letter <= 'z'; letter++)
        ck_assert(
            !jd_id_eq(jd_bookmark_id(article, letter), jd_bookmark_id(other, letter)));
    for (char letter = 'A'; letter <= 'Z'; letter++)
        ck_assert(
            jd_id_eq(jd_bookmark_id(article, letter), jd_bookmark_id(other, letter)));
}
END_TEST

START_TEST(letters_and_quick_marks_have_different_ids)
{
    struct jd_id ids[60], article = make_id(ARTICLE, 1);
    int count = 0;
    for (char letter = 'a'; letter <= 'z'; letter++)
        ids[count++] = jd_bookmark_id(article, letter);
    for (char letter = 'A'; letter <= 'Z'; letter++)
        ids[count++] = jd_bookmark_id(article, letter);
    while (count < 60)
        ids[count++] = jd_bookmark_id(article, 0);
    for (int i = 0; i < count; i++)
        for (int k = 0; k < i; k++)
            ck_assert(!jd_id_eq(ids[i], ids[k]));
}
END_TEST

/* ---- saving and reading ------------------------------------------------------------ */

START_TEST(a_mark_comes_back_as_it_was_saved)
{
    struct jd_bookmark mark = {
        .id = make_id(MARK, 1),
        .article = make_id(ARTICLE, 1),
        .letter = 'q',
        .place = { .byte = (uint64_t)INT64_MAX,
                   .text_len = (uint64_t)INT64_MAX,
                   .quote = jd_str_make("一\0句话\xff", 11),
                   .at = UINT32_MAX,
                   .before = jd_str_of("前\t"),
                   .after = jd_str_of("后\r\n") },
        .note = jd_str_make("a\0b\nc\x80\"'", 8),
        .created_at = INT64_MIN,
    };
    ck_assert(jd_bookmark_save(store, &mark, NULL));
    ck_assert_int_gt(mark.stamp.changed_at, 0);
    use("a");
    struct jd_bookmark_list list = list_article(1);
    ck_assert_uint_eq(list.count, 1);
    const struct jd_bookmark *back = list.marks;
    ck_assert(jd_id_eq(back->id, mark.id) && jd_id_eq(back->article, mark.article));
    ck_assert_int_eq(back->letter, 'q');
    ck_assert_uint_eq(back->place.byte, mark.place.byte);
    ck_assert_uint_eq(back->place.text_len, mark.place.text_len);
    ck_assert_uint_eq(back->place.at, mark.place.at);
    ck_assert(jd_str_eq(back->place.quote, mark.place.quote));
    ck_assert(jd_str_eq(back->place.before, mark.place.before));
    ck_assert(jd_str_eq(back->place.after, mark.place.after));
    ck_assert(jd_str_eq(back->note, mark.note));
    ck_assert_int_eq(back->created_at, INT64_MIN);
    ck_assert_int_eq(back->stamp.changed_at, mark.stamp.changed_at);
    ck_assert(jd_id_eq(back->stamp.device, mark.stamp.device));
    ck_assert(!back->stamp.deleted);
}
END_TEST

START_TEST(without_a_store_there_are_no_marks)
{
    struct jd_bookmark_row *rows;
    struct jd_bookmark mark;
    struct jd_error err = JD_ERROR_INIT;
    ck_assert_uint_eq(list_article(1).count, 0);
    ck_assert_uint_eq(list_all(true, &rows), 0);
    ck_assert(!jd_bookmark_global(store, 'A', &arena, &mark, &err));
    ck_assert_int_eq(err.code, JD_ERR_NOT_FOUND);
}
END_TEST

START_TEST(marks_of_an_article_come_by_place)
{
    static const struct {
        int number, article;
        uint64_t byte;
    } rows[] = {
        { 5, 1, 300 }, { 1, 1, 20 }, { 2, 2, 10 }, { 4, 1, 300 }, { 3, 1, 100 }
    };
    static const int order[] = { 1, 3, 4, 5 };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        must_save(make_mark(rows[i].number, rows[i].article, rows[i].byte));
    struct jd_bookmark_list list = list_article(1);
    ck_assert_uint_eq(list.count, 4);
    for (size_t i = 0; i < list.count; i++)
        ck_assert_int_eq(list.marks[i].id.bytes[1], order[i]);
    ck_assert_uint_eq(list_article(3).count, 0);
}
END_TEST

START_TEST(a_mark_takes_the_place_of_that_with_its_id)
{
    must_save(make_mark(1, 1, 10));
    must_save(make_mark(1, 2, 20));
    ck_assert_uint_eq(list_article(1).count, 0);
    ck_assert_uint_eq(list_article(2).count, 1);
}
END_TEST

START_TEST(a_deleted_mark_is_kept_and_can_come_back)
{
    struct jd_bookmark_row *rows;
    struct jd_bookmark mark = make_mark(1, 1, 10);
    mark.note = jd_str_of("a note");
    mark.place.quote = jd_str_of("一句话。");
    mark.letter = 'A';
    mark.id = jd_bookmark_id(mark.article, 'A');
    must_save(mark);
    mark.stamp.deleted = true;
    must_save(mark);
    ck_assert_uint_eq(list_article(1).count, 0);
    ck_assert_uint_eq(list_all(false, &rows), 0);
    ck_assert(!jd_bookmark_global(store, 'A', &arena, &mark, NULL));
    ck_assert_uint_eq(list_all(true, &rows), 1);
    ck_assert(rows->mark.stamp.deleted);
    ck_assert(jd_str_eq_c(rows->mark.note, "a note"));
    ck_assert(jd_str_eq_c(rows->mark.place.quote, "一句话。"));
    mark = rows->mark;
    mark.stamp.deleted = false;
    must_save(mark);
    ck_assert_uint_eq(list_article(1).count, 1);
    ck_assert(jd_bookmark_global(store, 'A', &arena, &mark, NULL));
    ck_assert(jd_str_eq_c(mark.note, "a note"));
}
END_TEST

START_TEST(a_global_letter_is_found_wherever_it_is)
{
    struct jd_bookmark mark = make_mark(0, 1, 10);
    mark.letter = 'B';
    mark.id = jd_bookmark_id(mark.article, 'B');
    must_save(mark);
    mark.article = make_id(ARTICLE, 2);
    must_save(mark);
    ck_assert(jd_bookmark_global(store, 'B', &arena, &mark, NULL));
    ck_assert(jd_id_eq(mark.article, make_id(ARTICLE, 2)));
    ck_assert_uint_eq(list_article(1).count, 0);
}
END_TEST

START_TEST(all_marks_come_with_their_articles_the_last_changed_first)
{
    static const struct {
        int number, article;
    } order[] = { { 2, 1 }, { 1, 1 }, { 4, 3 }, { 3, 2 } };
    struct jd_bookmark_row *rows;
    struct jd_bookmark gone = make_mark(5, 2, 1);
    save_article(1, "第一篇");
    save_article(2, "第二篇");
    must_save(make_mark(1, 1, 50));
    must_save(make_mark(3, 2, 10));
    must_save(make_mark(4, 3, 10));
    must_save(make_mark(2, 1, 20));
    gone.stamp.deleted = true;
    must_save(gone); /* a later change, of what is not shown */
    ck_assert_uint_eq(list_all(false, &rows), 4);
    for (int i = 0; i < 4; i++) {
        ck_assert_int_eq(rows[i].mark.id.bytes[1], order[i].number);
        ck_assert_int_eq(rows[i].mark.article.bytes[1], order[i].article);
    }
    ck_assert(jd_str_eq_c(rows[0].article.title, "第一篇"));
    ck_assert(jd_str_eq_c(rows[3].article.title, "第二篇"));
    ck_assert(jd_id_is_none(rows[2].article.id));
    ck_assert_uint_eq(list_all(true, &rows), 5);
    for (int i = 0; i < 5; i++)
        ck_assert_int_eq(rows[i].mark.id.bytes[1], i + 1);
}
END_TEST

/* ---- merging ----------------------------------------------------------------------- */

static struct jd_bookmark_row make_row(int number, int64_t changed_at, int device,
                                       const char *note)
{
    struct jd_bookmark_row row = { .mark = make_mark(number, 1, 10) };
    row.mark.stamp.changed_at = changed_at;
    row.mark.stamp.device = make_id(DEVICE, device);
    row.mark.note = jd_str_of(note);
    return row;
}

static struct jd_merge merge(const struct jd_bookmark_row *rows, size_t count)
{
    struct jd_merge outcome;
    struct jd_error err = JD_ERROR_INIT;
    ck_assert_msg(jd_bookmark_merge(store, rows, count, &outcome, &err), "%s",
                  err.message);
    ck_assert_uint_eq(outcome.added + outcome.changed + outcome.same, count);
    return outcome;
}

static void assert_note(const char *note)
{
    struct jd_bookmark_list list = list_article(1);
    ck_assert_uint_eq(list.count, 1);
    ck_assert_msg(jd_str_eq_c(list.marks->note, note), "%s", list.marks->note.ptr);
}

START_TEST(of_two_records_the_greater_in_the_order_stays)
{
    static const struct {
        struct {
            int64_t changed_at;
            int device;
            const char *note;
        } less, greater;
    } rows[] = {
        { { 100, 9, "z" }, { 101, 1, "a" } },     { { -5, 9, "z" }, { -4, 1, "a" } },
        { { 100, 1, "z" }, { 100, 2, "a" } },     { { 100, 1, "a" }, { 100, 1, "b" } },
        { { INT64_MIN, 9, "z" }, { 0, 1, "a" } }, { { 100, 1, "z" }, { 100, 1, "aa" } },
    };
    struct jd_bookmark_row less =
        make_row(1, rows[_i].less.changed_at, rows[_i].less.device, rows[_i].less.note);
    struct jd_bookmark_row greater = make_row(
        1, rows[_i].greater.changed_at, rows[_i].greater.device, rows[_i].greater.note);
    ck_assert_uint_eq(merge(&less, 1).added, 1);
    ck_assert_uint_eq(merge(&greater, 1).changed, 1);
    assert_note(rows[_i].greater.note);
    ck_assert_uint_eq(merge(&less, 1).same, 1);
    assert_note(rows[_i].greater.note);
    ck_assert_uint_eq(merge(&greater, 1).same, 1);
    use("b");
    ck_assert_uint_eq(merge(&greater, 1).added, 1);
    ck_assert_uint_eq(merge(&less, 1).same, 1);
    assert_note(rows[_i].greater.note);
}
END_TEST

START_TEST(every_field_counts_in_the_order)
{
    struct jd_bookmark_row base = make_row(1, 100, 1, "n"), other = base;
    switch (_i) {
    case 0:
        other.mark.stamp.deleted = true;
        break;
    case 1:
        other.mark.letter = 'k';
        break;
    case 2:
        other.mark.place.byte++;
        break;
    case 3:
        other.mark.place.text_len++;
        break;
    case 4:
        other.mark.place.at++;
        break;
    case 5:
        other.mark.created_at++;
        break;
    case 6:
        other.mark.place.quote = jd_str_of("q");
        break;
    case 7:
        other.mark.place.before = jd_str_of("q");
        break;
    case 8:
        other.mark.place.after = jd_str_of("q");
        break;
    default:
        other.mark.article = make_id(ARTICLE, 2);
    }
    ck_assert_uint_eq(merge(&base, 1).added, 1);
    ck_assert_uint_eq(merge(&other, 1).changed, 1);
    ck_assert_uint_eq(merge(&base, 1).same, 1);
}
END_TEST

START_TEST(a_change_here_is_later_than_what_was_merged)
{
    static const int64_t times[] = { 100, JD_STAMP_LATEST - 1, JD_STAMP_LATEST,
                                     JD_STAMP_LATEST + 1, INT64_MAX };
    struct jd_bookmark_row *all, row = make_row(1, times[_i], 255, "theirs");
    memset(row.mark.stamp.device.bytes, 255, sizeof row.mark.stamp.device.bytes);
    merge(&row, 1);
    struct jd_bookmark mark = make_mark(1, 1, 10);
    mark.note = jd_str_of("mine");
    must_save(mark);
    assert_note("mine");
    merge(&row, 1);
    assert_note("mine");
    /* And of records that nobody sent from the future, the times are of today. */
    mark.id = make_id(MARK, 2);
    must_save(mark);
    ck_assert_uint_eq(list_all(true, &all), 2);
    ck_assert_int_lt(all[1].mark.stamp.changed_at, JD_STAMP_LATEST / 2);
}
END_TEST

START_TEST(articles_that_are_not_known_are_added_and_others_stay)
{
    struct jd_article_record found;
    struct jd_bookmark_row rows[] = { make_row(1, 100, 1, "n"), make_row(2, 100, 1, "n"),
                                      make_row(3, 100, 1, "n") };
    rows[0].article = (struct jd_article_record){ .id = make_id(ARTICLE, 1),
                                                  .title = jd_str_of("theirs") };
    rows[1].article = (struct jd_article_record){ .id = make_id(ARTICLE, 2),
                                                  .title = jd_str_of("new"),
                                                  .date = jd_str_of("2023-10-25"),
                                                  .path = jd_str_of("/theirs/2.txt") };
    rows[0].article.stamp.changed_at = JD_STAMP_LATEST;
    save_article(1, "mine");
    merge(rows, 3);
    ck_assert(jd_store_article_get(store, make_id(ARTICLE, 1), &arena, &found, NULL));
    ck_assert(jd_str_eq_c(found.title, "mine"));
    ck_assert(jd_store_article_find(store, make_id(ARTICLE, 2), NULL, NULL, &arena,
                                    &found, NULL));
    ck_assert(jd_str_eq_c(found.title, "new"));
    ck_assert(jd_str_eq_c(found.date, "2023-10-25"));
    ck_assert(jd_str_eq_c(found.path, "/theirs/2.txt"));
}
END_TEST

START_TEST(a_merge_is_kept_as_a_whole_or_not_at_all)
{
    enum { LEN = 17 << 20 };
    struct jd_bookmark_row *all,
        rows[] = { make_row(1, 100, 1, "n"), make_row(2, 100, 1, "") };
    struct jd_merge outcome;
    struct jd_error err = JD_ERROR_INIT;
    char *note = jd_alloc_zero(LEN, 1);
    rows[1].mark.note = jd_str_make(note, LEN);
    ck_assert(!jd_bookmark_merge(store, rows, 2, &outcome, &err));
    ck_assert(*err.message);
    ck_assert_uint_eq(list_all(true, &all), 0);
    free(note);
}
END_TEST

/* ---- any rows in any order --------------------------------------------------------- */

enum { ROWS = 40, IDS = 6, STORES = 8 };

/* Few ids, times and devices, so that there are ties of every kind. */
static struct jd_bookmark_row make_random_row(uint64_t *state)
{
    static const int64_t times[] = {
        INT64_MIN,           -1,       0, 1, 1700000000000, JD_STAMP_LATEST,
        JD_STAMP_LATEST + 1, INT64_MAX
    };
    static const char *const words[] = { "", "a", "b", "aa", "的", "\xff" };
    struct jd_bookmark_row row = make_row((int)(jd_mix_next(state) % IDS), 0, 0, "");
    struct jd_stamp stamp = { .changed_at = times[jd_mix_next(state) % 8],
                              .device = make_id(DEVICE, (int)(jd_mix_next(state) % 2)),
                              .deleted = jd_mix_next(state) % 3 == 0 };
    row.mark.stamp = stamp;
    row.mark.note = jd_str_of(words[jd_mix_next(state) % 6]);
    row.mark.place.quote = jd_str_of(words[jd_mix_next(state) % 6]);
    row.mark.place.byte = jd_mix_next(state) % 2;
    row.article = (struct jd_article_record){
        .id = make_id(ARTICLE, (int)(jd_mix_next(state) % 3)),
        .title = jd_str_of(words[jd_mix_next(state) % 6]),
    };
    row.mark.article = row.article.id;
    return row;
}

static void shuffle(struct jd_bookmark_row *rows, size_t count, uint64_t *state)
{
    for (size_t i = count; i > 1; i--) {
        size_t k = jd_mix_next(state) % i;
        struct jd_bookmark_row row = rows[i - 1];
        rows[i - 1] = rows[k];
        rows[k] = row;
    }
}

/* All that is known, as text. */
static void describe(struct jd_buf *into, bool with_titles)
{
    struct jd_bookmark_row *rows;
    size_t count = list_all(true, &rows);
    for (size_t i = 0; i < count; i++) {
        const struct jd_bookmark *mark = &rows[i].mark;
        jd_id_add(mark->id, into);
        jd_id_add(mark->article, into);
        jd_id_add(mark->stamp.device, into);
        jd_buf_printf(into, " %lld %d %d [%.*s] [%.*s] [%.*s]\n",
                      (long long)mark->stamp.changed_at, mark->stamp.deleted,
                      (int)mark->place.byte, JD_STR_ARG(mark->place.quote),
                      JD_STR_ARG(mark->note),
                      JD_STR_ARG(with_titles ? rows[i].article.title : JD_STR_EMPTY));
    }
}

/* In one go, in halves, one by one and all twice: as store i does it. */
static void merge_in_parts(const struct jd_bookmark_row *rows, size_t count, int way)
{
    size_t part = way % 4 == 0 ? count : way % 4 == 1 ? count / 2 : way % 4 == 2 ? 1 : 7;
    for (size_t at = 0; at < count; at += part)
        merge(rows + at, at + part > count ? count - at : part);
    if (way % 4 == 3)
        merge(rows, count / 2);
}

/* By a store in between, as two machines send each other what they know. */
static void merge_through_another(const struct jd_bookmark_row *rows, size_t count)
{
    struct jd_bookmark_row *known;
    use("between");
    merge(rows, count / 2);
    size_t found = list_all(true, &known);
    use("last");
    merge(rows + count / 2, count - count / 2);
    merge(known, found);
}

START_TEST(merging_does_not_depend_on_order_or_repetition)
{
    uint64_t state = 0x9E3779B97F4A7C15 * (uint64_t)(_i + 1);
    struct jd_bookmark_row rows[ROWS];
    struct jd_buf first[2] = { JD_BUF_INIT, JD_BUF_INIT }, now = JD_BUF_INIT;
    for (int i = 0; i < ROWS; i++)
        rows[i] = make_random_row(&state);
    for (int i = 0; i <= STORES; i++) {
        char name[32];
        snprintf(name, sizeof name, "store%d", i);
        use(name);
        if (i < STORES)
            merge_in_parts(rows, ROWS, i);
        else
            merge_through_another(rows, ROWS);
        /* What is known of an article travels with its marks only. */
        for (int with_titles = 0; with_titles < (i < STORES ? 2 : 1); with_titles++) {
            jd_buf_clear(&now);
            describe(&now, with_titles);
            if (i == 0)
                jd_buf_add(&first[with_titles], jd_buf_str(&now));
            ck_assert_str_eq(first[with_titles].data, now.data);
        }
        shuffle(rows, ROWS, &state);
    }
    jd_buf_release(&first[0]);
    jd_buf_release(&first[1]);
    jd_buf_release(&now);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("store/bookmark");
    TCase *tcase = tcase_create("bookmark");
    tcase_set_timeout(tcase, 60);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, a_letter_is_one_record_everywhere);
    tcase_add_test(tcase, letters_and_quick_marks_have_different_ids);
    tcase_add_test(tcase, a_mark_comes_back_as_it_was_saved);
    tcase_add_test(tcase, without_a_store_there_are_no_marks);
    tcase_add_test(tcase, marks_of_an_article_come_by_place);
    tcase_add_test(tcase, a_mark_takes_the_place_of_that_with_its_id);
    tcase_add_test(tcase, a_deleted_mark_is_kept_and_can_come_back);
    tcase_add_test(tcase, a_global_letter_is_found_wherever_it_is);
    tcase_add_test(tcase, all_marks_come_with_their_articles_the_last_changed_first);
    tcase_add_loop_test(tcase, of_two_records_the_greater_in_the_order_stays, 0, 6);
    tcase_add_loop_test(tcase, every_field_counts_in_the_order, 0, 10);
    tcase_add_loop_test(tcase, a_change_here_is_later_than_what_was_merged, 0, 5);
    tcase_add_test(tcase, articles_that_are_not_known_are_added_and_others_stay);
    tcase_add_test(tcase, a_merge_is_kept_as_a_whole_or_not_at_all);
    tcase_add_loop_test(tcase, merging_does_not_depend_on_order_or_repetition, 0, 20);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return jd_run_tests("store/bookmark", make_suite());
}
