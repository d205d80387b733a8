/* SPDX-License-Identifier: MIT */
/*
 * The store beside bare SQLite, in one run: what opening costs with 10,000 bookmarks of
 * 1,000 articles in it, and what a save costs. Figures in microseconds, medians.
 * Usage: store_bench FOLDER   (made, and left behind for the bench of the program)
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "jingdu/base/clock.h"
#include "jingdu/base/hash.h"
#include "jingdu/store/article.h"
#include "jingdu/store/bookmark.h"

enum { ARTICLES = 1000, MARKS_EACH = 10, ROUNDS = 101, SAVES = 300 };

static void die(const char *what)
{
    fprintf(stderr, "store_bench: %s\n", what);
    exit(EXIT_FAILURE);
}

static int compare(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

static void report(const char *what, int64_t *times, size_t count)
{
    qsort(times, count, sizeof *times, compare);
    printf("%-44s median %6lld  p99 %6lld us\n", what, (long long)times[count / 2],
           (long long)times[count * 99 / 100]);
}

static struct jd_id article_id(int index)
{
    char name[32];
    snprintf(name, sizeof name, "article %d", index);
    struct jd_hash hash;
    jd_hash_start(&hash);
    jd_hash_add(&hash, jd_str_of(name));
    return jd_hash_end(&hash);
}

static void make_mark(struct jd_bookmark *mark, int article, int number)
{
    *mark = (struct jd_bookmark){
        .id = jd_id_random(),
        .article = article_id(article),
        .place = { .byte = (uint64_t)number * 300,
                   .text_len = 9000,
                   .quote = jd_str_of(
                       "分析人士指出，高层互动释放了积极的信号，但分歧依然存在。"),
                   .at = 21,
                   .before = jd_str_of("中方愿同美方一道努力，推动两国关系稳定发展。"),
                   .after = jd_str_of("与此同时，两国企业界人士也期待更多的务实合作。") },
        .note = jd_str_of("a note of some length about this sentence"),
        .created_at = 1700000000000 + number,
    };
}

static void fill(const char *path)
{
    struct jd_store *store;
    struct jd_buf notice = JD_BUF_INIT;
    struct jd_error err = JD_ERROR_INIT;
    jd_store_open(path, &store, &notice);
    if (!jd_store_begin(store, &err))
        die(err.message);
    for (int i = 0; i < ARTICLES; i++) {
        uint64_t likeness[JD_STORE_LIKENESS];
        char name[64];
        for (int k = 0; k < JD_STORE_LIKENESS; k++)
            likeness[k] = jd_hash_mix((uint64_t)i * 64 + (uint64_t)k);
        snprintf(name, sizeof name, "/news/%d.txt", i);
        struct jd_article_record record = { .id = article_id(i),
                                            .title = jd_str_of("文章的标题"),
                                            .date = jd_str_of("2026-11-23"),
                                            .path = jd_str_of(name),
                                            .opened_at = 1700000000000 + i };
        struct jd_bookmark mark;
        if (!jd_store_article_save(store, &record, record.id, likeness, &err))
            die(err.message);
        make_mark(&mark, i, 1);
        if (!jd_store_place_save(store, record.id, &mark.place, 50, &err))
            die(err.message);
        for (int k = 0; k < MARKS_EACH; k++) {
            make_mark(&mark, i, k);
            if (!jd_bookmark_save(store, &mark, &err))
                die(err.message);
        }
    }
    if (!jd_store_end(store, true, &err))
        die(err.message);
    jd_store_close(store);
    jd_buf_release(&notice);
}

static void time_opening(const char *path, const char *what)
{
    int64_t times[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
        struct jd_store *store;
        struct jd_buf notice = JD_BUF_INIT;
        struct jd_arena arena = JD_ARENA_INIT;
        struct jd_error err = JD_ERROR_INIT;
        struct jd_article_record record;
        struct jd_quote place;
        struct jd_bookmark_list marks;
        int64_t from = jd_clock_us();
        jd_store_open(path, &store, &notice);
        if (jd_store_article_find(store, article_id(i * 7 % ARTICLES), NULL, NULL, &arena,
                                  &record, &err)) {
            if (!jd_store_place_get(store, record.id, &arena, &place, &err) ||
                !jd_bookmark_of_article(store, record.id, &arena, &marks, &err) ||
                marks.count != MARKS_EACH)
                die(err.message);
        } else if (err.code != JD_ERR_NOT_FOUND) {
            die(err.message);
        }
        jd_store_close(store);
        times[i] = jd_clock_us() - from;
        jd_arena_release(&arena);
        jd_buf_release(&notice);
    }
    report(what, times, ROUNDS);
}

static void time_saves(const char *path)
{
    int64_t times[SAVES];
    struct jd_store *store;
    struct jd_buf notice = JD_BUF_INIT;
    struct jd_error err = JD_ERROR_INIT;
    jd_store_open(path, &store, &notice);
    for (int i = 0; i < SAVES; i++) {
        struct jd_bookmark mark;
        make_mark(&mark, i, 99);
        int64_t from = jd_clock_us();
        if (!jd_bookmark_save(store, &mark, &err))
            die(err.message);
        times[i] = jd_clock_us() - from;
    }
    jd_store_close(store);
    jd_buf_release(&notice);
    report("save a bookmark", times, SAVES);
}

static void run_sql(sqlite3 *db, const char *sql)
{
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        die(sqlite3_errmsg(db));
}

/* The floor: one row into one table, the same settings. */
static void time_floor(const char *path)
{
    int64_t times[SAVES];
    sqlite3 *db;
    if (sqlite3_open(path, &db) != SQLITE_OK)
        die(path);
    run_sql(db, "PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=EXTRA;"
                "CREATE TABLE t(id BLOB PRIMARY KEY, text TEXT) STRICT, WITHOUT ROWID");
    for (int i = 0; i < SAVES; i++) {
        int64_t from = jd_clock_us();
        run_sql(db,
                "BEGIN IMMEDIATE; INSERT INTO t VALUES (randomblob(16), "
                "'分析人士指出，高层互动释放了积极的信号，但分歧依然存在。'); COMMIT");
        times[i] = jd_clock_us() - from;
    }
    sqlite3_close(db);
    report("bare SQLite, one row, the same settings", times, SAVES);
}

int main(int argc, char **argv)
{
    char path[4096], empty[4096], bare[4096];
    if (argc != 2)
        die("usage: store_bench FOLDER");
    mkdir(argv[1], 0700);
    snprintf(path, sizeof path, "%s/jingdu.db", argv[1]);
    snprintf(empty, sizeof empty, "%s/none/jingdu.db", argv[1]);
    snprintf(bare, sizeof bare, "%s/bare.db", argv[1]);
    unlink(path);
    unlink(bare);
    fill(path);
    time_opening(empty, "open, look up, close: no store");
    time_opening(path, "the same: 1,000 articles, 10,000 bookmarks");
    time_floor(bare);
    time_saves(path);
    return 0;
}
