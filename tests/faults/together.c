/* SPDX-License-Identifier: MIT */
/*
 * Several programs save into one store at once: everything acknowledged is there
 * afterwards, and nobody is refused. JD_FULL=1: ten times as many saves.
 */
#include "jingdu/base/mem.h"
#include "jingdu/store/article.h"
#include "jingdu/store/bookmark.h"
#include "tests/faults/look.h"
#include "tests/support/home.h"
#include "tests/support/run.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    WRITERS_MAX = 4,
    SAVES_QUICK = 1000,
    SAVES_FULL = 10000,
    RACES = 100,
    REPAIRS = 50
};

/* What the programs leave in memory that they share with the test. */
struct board {
    struct {
        bool acked[SAVES_FULL];
        int errors;
        char message[256]; /* of the first error */
    } of[WRITERS_MAX];
};

static struct jd_id make_id(int writer, int number)
{
    return (struct jd_id){ .bytes = { 0x77, (uint8_t)writer, (uint8_t)(number >> 8),
                                      (uint8_t)number, 5 } };
}

static void note_result(struct board *board, int writer, int number, bool ok,
                        const struct jd_error *err)
{
    board->of[writer].acked[number] = ok;
    if (!ok && board->of[writer].errors++ == 0)
        snprintf(board->of[writer].message, sizeof board->of[writer].message, "%s",
                 err->message);
}

/* Marks, and every tenth time the place, as a reader does. */
static void save_many(struct board *board, const char *path, int writer, int saves)
{
    struct jd_store *store = NULL;
    struct jd_buf notice = JD_BUF_INIT;
    struct jd_id article = make_id(9, 9);
    jd_store_open(path, &store, &notice);
    for (int i = 0; i < saves; i++) {
        struct jd_error err = JD_ERROR_INIT;
        struct jd_bookmark mark = { .id = make_id(writer, i),
                                    .article = article,
                                    .place = { .byte = (uint64_t)i, .text_len = 20000 },
                                    .note = jd_str_of("两个程序同时写") };
        bool ok = jd_bookmark_save(store, &mark, &err);
        if (ok && i % 10 == 0)
            ok = jd_store_place_save(store, article, &mark.place, 1, &err);
        note_result(board, writer, i, ok, &err);
    }
    jd_store_close(store);
    jd_buf_release(&notice);
}

static void save_first(struct board *board, const char *path, int writer, int saves)
{
    struct jd_store *store = NULL;
    struct jd_buf notice = JD_BUF_INIT;
    struct jd_error err = JD_ERROR_INIT;
    struct jd_article_record record = { .id = make_id(writer, 0),
                                        .title = jd_str_of("第一次") };
    jd_store_open(path, &store, &notice);
    bool ok = jd_store_article_save(store, &record, record.id, NULL, &err);
    if (ok && notice.len)
        ok = jd_fail(&err, JD_ERR_IO, "%s", notice.data);
    note_result(board, writer, saves - 1, ok, &err);
    jd_store_close(store);
    jd_buf_release(&notice);
}

/* Start the writers, let them go at once, and wait for them. */
static void run_writers(struct board *board,
                        void (*write_it)(struct board *board, const char *path,
                                         int writer, int saves),
                        const char *path, int writers, int saves)
{
    int gate[2];
    pid_t children[WRITERS_MAX];
    ck_assert_int_eq(pipe(gate), 0);
    for (int i = 0; i < writers; i++) {
        children[i] = fork();
        ck_assert_int_ge(children[i], 0);
        if (children[i] == 0) {
            char byte;
            close(gate[1]);
            if (read(gate[0], &byte, 1) == 0)
                write_it(board, path, i, saves);
            _exit(0);
        }
    }
    close(gate[0]);
    close(gate[1]);
    for (int i = 0; i < writers; i++) {
        int status = 0;
        ck_assert_int_eq(waitpid(children[i], &status, 0), children[i]);
        ck_assert_int_eq(status, 0);
        ck_assert_msg(board->of[i].errors == 0, "writer %d: %d errors, the first: %s", i,
                      board->of[i].errors, board->of[i].message);
    }
}

static struct board *make_board(void)
{
    struct board *board = mmap(NULL, sizeof *board, PROT_READ | PROT_WRITE,
                               MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    ck_assert_ptr_ne(board, MAP_FAILED);
    return board;
}

static void assert_sound(const char *path)
{
    struct jd_buf why = JD_BUF_INIT;
    ck_assert_msg(jd_look_is_whole(path, &why) && jd_look_is_alone(path, &why), "%s",
                  why.data);
    jd_buf_release(&why);
}

/* Each mark that was acknowledged is there once, and no other. */
static void assert_all_there(const struct board *board, const char *path, int writers,
                             int saves)
{
    struct jd_store *store = NULL;
    struct jd_buf notice = JD_BUF_INIT;
    struct jd_arena arena = JD_ARENA_INIT;
    struct jd_bookmark_row *rows = NULL;
    size_t count = 0, acked = 0;
    struct jd_error err = JD_ERROR_INIT;
    bool *seen = jd_alloc_zero((size_t)(writers * saves), sizeof *seen);
    jd_store_open(path, &store, &notice);
    ck_assert_msg(jd_bookmark_all(store, true, &arena, &rows, &count, &err), "%s",
                  err.message);
    for (size_t i = 0; i < count; i++) {
        const uint8_t *bytes = rows[i].mark.id.bytes;
        int writer = bytes[1], number = bytes[2] << 8 | bytes[3];
        ck_assert(jd_id_eq(rows[i].mark.id, make_id(writer, number)) &&
                  writer < writers && number < saves && !seen[writer * saves + number]);
        ck_assert_uint_eq(rows[i].mark.place.byte, (uint64_t)number);
        seen[writer * saves + number] = true;
    }
    for (int i = 0; i < writers * saves; i++) {
        acked += board->of[i / saves].acked[i % saves];
        ck_assert(seen[i] || !board->of[i / saves].acked[i % saves]);
    }
    printf("# %d programs: %zu saves acknowledged, %zu there\n", writers, acked, count);
    fflush(stdout);
    jd_store_close(store);
    jd_buf_release(&notice);
    jd_arena_release(&arena);
    free(seen);
    assert_sound(path);
}

START_TEST(programs_that_save_at_once_lose_nothing)
{
    static const int writers[] = { 2, 4 };
    int saves = (getenv("JD_FULL") ? SAVES_FULL : SAVES_QUICK) / writers[_i];
    char path[PATH_MAX];
    struct board *board = make_board();
    struct jd_store *store = NULL;
    struct jd_buf notice = JD_BUF_INIT;
    struct jd_error err = JD_ERROR_INIT;
    struct jd_article_record record = { .id = make_id(9, 9), .title = jd_str_of("文章") };
    snprintf(path, sizeof path, "%s/%d/jingdu.db", jd_home_path(), writers[_i]);
    jd_store_open(path, &store, &notice);
    ck_assert_msg(jd_store_article_save(store, &record, record.id, NULL, &err), "%s",
                  err.message);
    jd_store_close(store);
    jd_buf_release(&notice);
    run_writers(board, save_many, path, writers[_i], saves);
    assert_all_there(board, path, writers[_i], saves);
    munmap(board, sizeof *board);
}
END_TEST

static void assert_first_articles(const char *path)
{
    struct jd_store *store = NULL;
    struct jd_buf notice = JD_BUF_INIT;
    struct jd_arena arena = JD_ARENA_INIT;
    struct jd_article_record *records = NULL;
    size_t count = 0;
    jd_store_open(path, &store, &notice);
    ck_assert(jd_store_article_list(store, &arena, &records, &count, NULL));
    ck_assert_uint_eq(count, WRITERS_MAX);
    ck_assert_uint_eq(notice.len, 0);
    jd_store_close(store);
    jd_buf_release(&notice);
    jd_arena_release(&arena);
    assert_sound(path);
}

START_TEST(programs_that_make_the_store_at_once_all_succeed)
{
    struct board *board = make_board();
    for (int i = 0; i < RACES; i++) {
        char path[PATH_MAX];
        snprintf(path, sizeof path, "%s/race/%d/jingdu/jingdu.db", jd_home_path(), i);
        run_writers(board, save_first, path, WRITERS_MAX, 1);
        assert_first_articles(path);
    }
    munmap(board, sizeof *board);
}
END_TEST

/* ---- damage that several meet at once ---------------------------------------------- */

static bool has_article(const char *path, struct jd_id id)
{
    struct jd_store *store = NULL;
    struct jd_buf notice = JD_BUF_INIT;
    struct jd_arena arena = JD_ARENA_INIT;
    struct jd_article_record record;
    jd_store_open(path, &store, &notice);
    bool found = jd_store_article_get(store, id, &arena, &record, NULL);
    jd_store_close(store);
    jd_buf_release(&notice);
    jd_arena_release(&arena);
    return found;
}

/* A store with an article of the writer 9 and a backup, and then garbage at its start. */
static void make_damaged(const char *path)
{
    struct jd_store *store = NULL;
    struct jd_buf notice = JD_BUF_INIT;
    struct jd_article_record record = { .id = make_id(9, 0) };
    jd_store_open(path, &store, &notice);
    ck_assert(jd_store_article_save(store, &record, record.id, NULL, NULL));
    ck_assert(jd_store_care(store, &notice));
    jd_store_close(store);
    jd_buf_release(&notice);
    FILE *file = fopen(path, "r+");
    ck_assert_ptr_nonnull(file);
    fputs("garbage", file);
    fclose(file);
}

/* A save may be refused while another program repairs; then one tries again. */
static void save_at_last(struct board *board, const char *path, int writer, int saves)
{
    struct jd_store *store = NULL;
    struct jd_buf notice = JD_BUF_INIT;
    struct jd_error err = JD_ERROR_INIT;
    struct jd_article_record record = { .id = make_id(writer, 0) };
    bool ok = false;
    jd_store_open(path, &store, &notice);
    for (int i = 0; i < 3 && !ok; i++)
        ok = jd_store_article_save(store, &record, record.id, NULL, &err);
    note_result(board, writer, saves - 1, ok, &err);
    jd_store_close(store);
    jd_buf_release(&notice);
}

START_TEST(programs_that_meet_damage_at_once_lose_nothing)
{
    struct board *board = make_board();
    int lost = 0;
    for (int i = 0; i < REPAIRS; i++) {
        char path[PATH_MAX];
        snprintf(path, sizeof path, "%s/damage/%d/jingdu.db", jd_home_path(), i);
        make_damaged(path);
        run_writers(board, save_at_last, path, WRITERS_MAX, 1);
        lost += !has_article(path, make_id(9, 0));
        for (int writer = 0; writer < WRITERS_MAX; writer++)
            lost += board->of[writer].acked[0] && !has_article(path, make_id(writer, 0));
    }
    printf("# %d programs repair at once, %d times: %d saves lost\n", WRITERS_MAX,
           REPAIRS, lost);
    fflush(stdout);
    ck_assert_int_eq(lost, 0);
    munmap(board, sizeof *board);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("faults/together");
    TCase *tcase = tcase_create("several programs");
    tcase_set_timeout(tcase, 600);
    tcase_add_unchecked_fixture(tcase, jd_home_make, jd_home_remove);
    tcase_add_loop_test(tcase, programs_that_save_at_once_lose_nothing, 0, 2);
    tcase_add_test(tcase, programs_that_make_the_store_at_once_all_succeed);
    tcase_add_test(tcase, programs_that_meet_damage_at_once_lose_nothing);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return jd_run_tests("faults/together", make_suite());
}
