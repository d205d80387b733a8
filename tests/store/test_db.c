/* SPDX-License-Identifier: MIT */
#include "jingdu/store/db.h"

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "jingdu/base/file.h"
#include "jingdu/base/mem.h"
#include "jingdu/store/bookmark.h"
#include "tests/support/home.h"
#include "tests/support/run.h"

static char folder[PATH_MAX / 2], path[PATH_MAX];
static struct jd_store *store;
static struct jd_buf notice;

static void reopen(void)
{
    jd_store_close(store);
    jd_buf_clear(&notice);
    jd_store_open(path, &store, &notice);
}

static void set_up(void)
{
    jd_home_make();
    snprintf(folder, sizeof folder, "%s/data/jingdu", jd_home_path());
    snprintf(path, sizeof path, "%s/jingdu.db", folder);
    notice = (struct jd_buf)JD_BUF_INIT;
    store = NULL;
    reopen();
}

static void tear_down(void)
{
    jd_store_close(store);
    jd_buf_release(&notice);
    jd_home_remove();
}

/* ---- records ----------------------------------------------------------------------- */

static struct jd_bookmark make_mark(int number)
{
    return (struct jd_bookmark){
        .id = { .bytes = { 7, (uint8_t)number } },
        .article = { .bytes = { 8 } },
        .place = { .byte = (uint64_t)number,
                   .text_len = 100,
                   .quote = jd_str_of("一句话。") },
    };
}

static bool save(int number, struct jd_error *err)
{
    struct jd_bookmark mark = make_mark(number);
    return jd_bookmark_save(store, &mark, err);
}

static void must_save(int number)
{
    struct jd_error err = JD_ERROR_INIT;
    ck_assert_msg(save(number, &err), "%s", err.message);
}

/* How many marks there are; -1: they cannot be read. */
static int count_marks(void)
{
    struct jd_arena arena = JD_ARENA_INIT;
    struct jd_bookmark_row *rows;
    size_t count = 0;
    bool ok = jd_bookmark_all(store, true, &arena, &rows, &count, NULL);
    jd_arena_release(&arena);
    return ok ? (int)count : -1;
}

/* ---- the file from outside --------------------------------------------------------- */

static void run_sql(const char *sql)
{
    sqlite3 *db = NULL;
    ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
    ck_assert_msg(sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK, "%s",
                  sqlite3_errmsg(db));
    sqlite3_close(db);
}

static void overwrite(size_t at, const char *bytes, size_t len)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    ck_assert_int_eq(pwrite(fd, bytes, len, (off_t)at), (ssize_t)len);
    close(fd);
}

static void put_file(const char *bytes, size_t len)
{
    struct jd_error err = JD_ERROR_INIT;
    ck_assert(jd_file_make_folder(folder, &err));
    ck_assert(jd_file_replace(path, jd_str_make(bytes, len), &err));
}

/* Files of the folder whose names begin so; one of them is found. */
static int count_files(const char *start, char found[PATH_MAX])
{
    DIR *dir = opendir(folder);
    int count = 0;
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        if (entry->d_name[0] == '.' || strncmp(entry->d_name, start, strlen(start)) != 0)
            continue;
        if (found)
            snprintf(found, PATH_MAX, "%s/%s", folder, entry->d_name);
        count++;
    }
    if (dir)
        closedir(dir);
    return count;
}

static void assert_says(const char *text, const char *part)
{
    ck_assert_msg(strstr(text, part), "\"%s\" does not say \"%s\"", text, part);
}

/* ---- making it --------------------------------------------------------------------- */

START_TEST(opening_creates_nothing)
{
    struct stat info;
    struct jd_buf why = JD_BUF_INIT;
    ck_assert_int_eq(count_marks(), 0);
    ck_assert(!jd_store_care(store, &notice));
    ck_assert(jd_store_can_save(store, &why));
    ck_assert_uint_eq(notice.len + why.len, 0);
    ck_assert_int_ne(stat(folder, &info), 0);
}
END_TEST

START_TEST(the_first_save_makes_a_folder_and_a_file_for_our_eyes_only)
{
    struct stat info;
    mode_t mask = umask(0);
    must_save(1);
    ck_assert_int_eq(stat(folder, &info), 0);
    ck_assert_uint_eq(info.st_mode & 0777, 0700);
    ck_assert_int_eq(stat(path, &info), 0);
    ck_assert_uint_eq(info.st_mode & 0777, 0600);
    umask(mask);
}
END_TEST

START_TEST(what_was_saved_is_there_after_opening_again)
{
    must_save(1);
    reopen();
    ck_assert_int_eq(count_marks(), 1);
    ck_assert_str_eq(notice.data, "");
}
END_TEST

START_TEST(without_a_path_nothing_is_saved_and_the_reason_is_given)
{
    struct jd_error err = JD_ERROR_INIT;
    struct jd_buf why = JD_BUF_INIT;
    jd_store_close(store);
    jd_store_open(NULL, &store, &notice);
    ck_assert_int_eq(count_marks(), 0);
    ck_assert(!save(1, &err));
    assert_says(err.message, "no home folder");
    ck_assert(!jd_store_can_save(store, &why));
    assert_says(why.data, "no home folder");
    jd_buf_release(&why);
}
END_TEST

/* A program may be killed between making the file and its tables. */
START_TEST(a_creation_that_was_interrupted_is_ended_by_the_next_save)
{
    if (_i == 0)
        put_file("", 0);
    else {
        put_file("", 0);
        run_sql("PRAGMA page_size = 4096; CREATE TABLE t(x); DROP TABLE t; VACUUM");
    }
    reopen();
    ck_assert_str_eq(notice.data, "");
    ck_assert_int_eq(count_marks(), 0);
    must_save(1);
    reopen();
    ck_assert_int_eq(count_marks(), 1);
    ck_assert_int_eq(count_files("jingdu.db.damaged", NULL), 0);
}
END_TEST

START_TEST(a_folder_that_is_a_link_is_read_and_gets_nothing_new)
{
    char real[PATH_MAX];
    struct jd_error err = JD_ERROR_INIT;
    must_save(1);
    snprintf(real, sizeof real, "%s/elsewhere", jd_home_path());
    ck_assert_int_eq(rename(folder, real), 0);
    ck_assert_int_eq(symlink(real, folder), 0);
    reopen();
    ck_assert_str_eq(notice.data, "");
    ck_assert_int_eq(count_marks(), 1);
    ck_assert(!save(2, &err));
    assert_says(err.message, "symbolic link");
    ck_assert_int_eq(count_marks(), 1);
}
END_TEST

START_TEST(a_file_that_is_a_link_is_left_alone)
{
    char real[PATH_MAX];
    struct jd_error err = JD_ERROR_INIT;
    must_save(1);
    snprintf(real, sizeof real, "%s/other.db", jd_home_path());
    ck_assert_int_eq(rename(path, real), 0);
    ck_assert_int_eq(symlink(real, path), 0);
    reopen();
    ck_assert(!save(2, &err));
    assert_says(err.message, path);
}
END_TEST

START_TEST(a_reason_goes_away_with_what_caused_it)
{
    struct jd_error err = JD_ERROR_INIT;
    struct jd_buf why = JD_BUF_INIT;
    char above[PATH_MAX];
    snprintf(above, sizeof above, "%s/data", jd_home_path());
    jd_home_remove_tree(above);
    close(open(above, O_WRONLY | O_CREAT | O_CLOEXEC, 0600)); /* a file in the way */
    ck_assert(!save(1, &err));
    ck_assert(!jd_store_can_save(store, &why));
    ck_assert_str_eq(why.data, err.message);
    assert_says(why.data, above);
    unlink(above);
    must_save(1);
    ck_assert(jd_store_can_save(store, NULL));
    jd_buf_release(&why);
}
END_TEST

/* ---- while others use it ----------------------------------------------------------- */

START_TEST(a_file_that_was_removed_is_made_again)
{
    must_save(1);
    unlink(path);
    ck_assert_int_eq(count_marks(), 0);
    must_save(2);
    reopen();
    ck_assert_int_eq(count_marks(), 1);
}
END_TEST

START_TEST(another_file_at_the_path_is_used_from_then_on)
{
    struct jd_buf bytes = JD_BUF_INIT;
    must_save(1);
    ck_assert(jd_file_read(path, SIZE_MAX / 2, &bytes, NULL));
    must_save(2);
    put_file(bytes.data, bytes.len);
    ck_assert_int_eq(count_marks(), 1);
    must_save(3);
    put_file(bytes.data, bytes.len);
    must_save(4);
    reopen();
    ck_assert_int_eq(count_marks(), 2);
    jd_buf_release(&bytes);
}
END_TEST

/* Takes the five seconds of patience. */
START_TEST(a_file_that_is_locked_is_busy_and_not_damaged)
{
    sqlite3 *other = NULL;
    struct jd_error err = JD_ERROR_INIT;
    must_save(1);
    ck_assert_int_eq(sqlite3_open(path, &other), SQLITE_OK);
    ck_assert_int_eq(sqlite3_exec(other, "BEGIN EXCLUSIVE", NULL, NULL, NULL), SQLITE_OK);
    ck_assert(!save(2, &err));
    assert_says(err.message, "another program");
    sqlite3_exec(other, "ROLLBACK", NULL, NULL, NULL);
    sqlite3_close(other);
    must_save(2);
    ck_assert_int_eq(count_marks(), 2);
    ck_assert_int_eq(count_files("jingdu.db.damaged", NULL), 0);
}
END_TEST

START_TEST(a_journal_mode_that_somebody_set_does_no_harm)
{
    must_save(1);
    jd_store_close(store);
    store = NULL;
    run_sql("PRAGMA journal_mode = WAL");
    reopen();
    ck_assert_int_eq(count_marks(), 1);
    must_save(2);
    reopen();
    ck_assert_int_eq(count_marks(), 2);
}
END_TEST

/* ---- several saves as one ---------------------------------------------------------- */

START_TEST(saves_between_begin_and_end_are_kept_together)
{
    struct jd_error err = JD_ERROR_INIT;
    ck_assert(jd_store_begin(store, &err));
    must_save(1);
    must_save(2);
    ck_assert_int_eq(count_marks(), 2);
    ck_assert(jd_store_end(store, _i == 0, &err));
    ck_assert_int_eq(count_marks(), _i == 0 ? 2 : 0);
    reopen();
    ck_assert_int_eq(count_marks(), _i == 0 ? 2 : 0);
    must_save(3);
}
END_TEST

START_TEST(a_failed_save_undoes_all_between_begin_and_end)
{
    struct jd_error err = JD_ERROR_INIT, later = JD_ERROR_INIT, last = JD_ERROR_INIT;
    struct jd_bookmark mark = make_mark(2);
    size_t len = (size_t)17 << 20;
    char *note = jd_alloc_zero(len, 1);
    mark.note = jd_str_make(note, len); /* longer than any field may be */
    ck_assert(jd_store_begin(store, &err));
    must_save(1);
    ck_assert(!jd_bookmark_save(store, &mark, &err));
    ck_assert(!save(3, &later));
    ck_assert(!jd_store_end(store, true, &last));
    ck_assert_str_eq(err.message, last.message);
    ck_assert_str_eq(err.message, later.message);
    ck_assert(!jd_store_can_save(store, NULL));
    ck_assert_int_eq(count_marks(), 0);
    must_save(4);
    ck_assert(jd_store_can_save(store, NULL));
    ck_assert_int_eq(count_marks(), 1);
    free(note);
}
END_TEST

/* ---- devices and times ------------------------------------------------------------- */

static struct jd_stamp save_stamp(int number)
{
    struct jd_bookmark mark = make_mark(number);
    ck_assert(jd_bookmark_save(store, &mark, NULL));
    return mark.stamp;
}

START_TEST(every_change_is_later_than_the_one_before_and_of_the_same_device)
{
    struct jd_stamp first = save_stamp(1), last = first;
    ck_assert(!jd_id_is_none(first.device));
    for (int i = 0; i < 20; i++) {
        if (i == 10)
            reopen();
        struct jd_stamp stamp = save_stamp(i % 3);
        ck_assert_int_gt(stamp.changed_at, last.changed_at);
        ck_assert(jd_id_eq(stamp.device, first.device));
        last = stamp;
    }
}
END_TEST

START_TEST(a_clock_that_was_set_back_still_gives_later_times)
{
    struct jd_stamp first = save_stamp(1);
    run_sql("UPDATE meta SET value = value + 1000000 WHERE name = 'last_change'");
    ck_assert_int_eq(save_stamp(1).changed_at, first.changed_at + 1000001);
    ck_assert_int_eq(save_stamp(2).changed_at, first.changed_at + 1000002);
}
END_TEST

START_TEST(a_last_change_that_makes_no_sense_is_not_gone_on_from)
{
    int64_t now = save_stamp(1).changed_at;
    run_sql("UPDATE meta SET value = 9223372036854775807 WHERE name = 'last_change'");
    for (int i = 2; i < 4; i++) {
        int64_t time = save_stamp(i).changed_at;
        ck_assert(time >= now && time < now + 86400000);
    }
}
END_TEST

START_TEST(a_store_that_lost_its_device_id_gets_a_new_one)
{
    static const char *const losses[] = {
        "DELETE FROM meta WHERE name = 'device'",
        "UPDATE meta SET value = 'x' WHERE name = 'device'",
    };
    struct jd_id device = save_stamp(1).device;
    run_sql(losses[_i]);
    reopen();
    struct jd_id other = save_stamp(2).device;
    ck_assert(!jd_id_is_none(other) && !jd_id_eq(other, device));
    reopen();
    ck_assert(jd_id_eq(save_stamp(3).device, other));
}
END_TEST

/* ---- versions ---------------------------------------------------------------------- */

START_TEST(a_newer_file_is_read_and_never_written)
{
    struct jd_buf before = JD_BUF_INIT, after = JD_BUF_INIT;
    struct jd_error err = JD_ERROR_INIT;
    must_save(1);
    run_sql("ALTER TABLE bookmark ADD COLUMN colour TEXT; CREATE TABLE word(id BLOB);"
            "PRAGMA user_version = 2");
    ck_assert(jd_file_read(path, SIZE_MAX / 2, &before, NULL));
    reopen();
    assert_says(notice.data, "newer jingdu");
    ck_assert_int_eq(count_marks(), 1);
    ck_assert(!save(2, &err));
    assert_says(err.message, "newer jingdu");
    ck_assert(!jd_store_can_save(store, NULL));
    ck_assert(!jd_store_care(store, &notice));
    ck_assert_int_eq(count_marks(), 1);
    ck_assert(jd_file_read(path, SIZE_MAX / 2, &after, NULL));
    ck_assert(jd_str_eq(jd_buf_str(&before), jd_buf_str(&after)));
    ck_assert_int_eq(count_files("jingdu.db.", NULL), 0);
    jd_buf_release(&before);
    jd_buf_release(&after);
}
END_TEST

START_TEST(a_file_that_becomes_newer_while_it_is_open_is_not_written_any_more)
{
    struct jd_error err = JD_ERROR_INIT;
    must_save(1);
    run_sql("PRAGMA user_version = 2");
    ck_assert(!save(2, &err));
    assert_says(err.message, "newer jingdu");
    ck_assert_int_eq(count_marks(), 1);
}
END_TEST

START_TEST(a_file_that_was_emptied_while_it_is_open_is_made_anew)
{
    must_save(1);
    ck_assert_int_eq(truncate(path, 0), 0);
    must_save(2);
    reopen();
    ck_assert_int_eq(count_marks(), 1);
}
END_TEST

START_TEST(a_newer_file_that_cannot_be_understood_is_left_alone)
{
    must_save(1);
    run_sql("DROP TABLE bookmark; PRAGMA user_version = 3");
    reopen();
    ck_assert_int_eq(count_marks(), -1);
    reopen();
    ck_assert_int_eq(count_files("jingdu.db.damaged", NULL), 0);
}
END_TEST

/* ---- damage ------------------------------------------------------------------------ */

static void save_two_with_a_backup(void)
{
    must_save(1);
    must_save(2);
    ck_assert(jd_store_care(store, &notice));
    ck_assert_str_eq(notice.data, "");
    ck_assert_int_eq(count_files("jingdu.db.backup-", NULL), 1);
}

/* What a file goes through, from the outside. */
static void damage(int kind)
{
    switch (kind) {
    case 0:
        overwrite(0, "garbage", 7);
        break;
    case 1:
        overwrite(16, "\1\1", 2); /* page size */
        break;
    case 2:
        ck_assert_int_eq(truncate(path, 4096), 0);
        break;
    case 3:
        overwrite(18, "\7", 1); /* "not to be written" */
        break;
    case 4:
        overwrite(60, "\0\0\0\0", 4); /* version */
        break;
    case 5:
        overwrite(60, "\xff\0\0\1", 4);
        break;
    case 6:
        overwrite(60, "\1\0\0\1", 4);
        break;
    case 7:
        ck_assert_int_eq(truncate(path, 0), 0);
        break;
    case 8:
        run_sql("DROP TABLE bookmark");
        break;
    case 9:
        run_sql("ALTER TABLE bookmark RENAME COLUMN note TO remark");
        break;
    case 10:
        overwrite(100, "\xff\xff\xff\xff\xff\xff\xff\xff", 8); /* the tables' names */
        break;
    default:
        ck_abort();
    }
}

enum { DAMAGES = 11 };

START_TEST(a_damaged_file_is_set_aside_and_its_backup_takes_its_place)
{
    char aside[PATH_MAX], backup[PATH_MAX];
    struct jd_buf before = JD_BUF_INIT, after = JD_BUF_INIT;
    save_two_with_a_backup();
    jd_store_close(store);
    store = NULL;
    damage(_i);
    ck_assert(jd_file_read(path, SIZE_MAX / 2, &before, NULL));
    reopen();
    if (!notice.len) { /* only reading or saving finds out */
        ck_assert_int_eq(count_marks(), -1);
        jd_store_care(store, &notice);
    }
    ck_assert_int_eq(count_marks(), 2);
    ck_assert_int_eq(count_files("jingdu.db.backup-", backup), 1);
    ck_assert_int_eq(count_files("jingdu.db.damaged-", aside), 1);
    assert_says(notice.data, strrchr(aside, '/') + 1);
    assert_says(notice.data, strrchr(backup, '/') + 1);
    ck_assert(jd_file_read(aside, SIZE_MAX / 2, &after, NULL));
    ck_assert(jd_str_eq(jd_buf_str(&before), jd_buf_str(&after)));
    must_save(3);
    reopen();
    ck_assert_int_eq(count_marks(), 3);
    ck_assert_str_eq(notice.data, "");
    jd_buf_release(&before);
    jd_buf_release(&after);
}
END_TEST

/* Also what tells an open connection that its pages are old. */
static void damage_for_all(void)
{
    overwrite(24, "\xff\xff", 2);
    overwrite(0, "garbage", 7);
}

START_TEST(damage_that_is_met_later_fails_one_call_and_is_repaired_by_the_next)
{
    save_two_with_a_backup();
    damage_for_all();
    ck_assert_int_eq(count_marks(), -1);
    ck_assert_int_eq(count_marks(), 2);
    damage_for_all();
    must_save(3); /* nothing has been done yet when it is met */
    ck_assert_int_eq(count_marks(), 3);
    jd_store_care(store, &notice);
    assert_says(notice.data, "restored from");
    ck_assert_int_eq(count_files("jingdu.db.damaged-", NULL), 2);
}
END_TEST

/* An index that does not fit its table: nobody sees it before a row is replaced. */
START_TEST(damage_in_the_middle_of_a_save_fails_it_and_is_repaired_by_the_next)
{
    struct jd_error err = JD_ERROR_INIT;
    save_two_with_a_backup();
    run_sql("PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = "
            "'CREATE INDEX bookmark_article ON bookmark(article, created_at)' "
            "WHERE name = 'bookmark_article'; UPDATE bookmark SET byte = 77");
    reopen();
    ck_assert(!save(1, &err));
    assert_says(err.message, "damaged");
    must_save(1);
    jd_store_care(store, &notice);
    assert_says(notice.data, "restored from");
    ck_assert_int_eq(count_marks(), 2);
}
END_TEST

START_TEST(damage_again_never_overwrites_what_was_set_aside)
{
    save_two_with_a_backup();
    for (int i = 1; i <= 4; i++) {
        overwrite(0, "garbage", 7);
        reopen();
        ck_assert_int_eq(count_marks(), 2);
        ck_assert_int_eq(count_files("jingdu.db.damaged-", NULL), i);
    }
}
END_TEST

START_TEST(a_damaged_backup_is_passed_over)
{
    char newer[PATH_MAX + 64];
    save_two_with_a_backup();
    snprintf(newer, sizeof newer, "%s.backup-99990101-000000", path);
    ck_assert(jd_file_replace(newer, jd_str_of("SQLite format 3, or not"), NULL));
    overwrite(0, "garbage", 7);
    reopen();
    ck_assert_int_eq(count_marks(), 2);
    ck_assert_ptr_null(strstr(notice.data, "9999"));
}
END_TEST

START_TEST(without_a_backup_what_can_be_read_is_saved)
{
    for (int i = 1; i <= 50; i++)
        must_save(i);
    int64_t last = save_stamp(50).changed_at;
    jd_store_close(store);
    store = NULL;
    overwrite(18, "\7", 1);
    reopen();
    ck_assert_int_eq(count_marks(), 50);
    assert_says(notice.data, "could be read");
    ck_assert_int_eq(count_files("jingdu.db.damaged-", NULL), 1);
    ck_assert_int_eq(count_files("", NULL), 3); /* the database and its journal */
    ck_assert_int_gt(save_stamp(51).changed_at, last);
}
END_TEST

START_TEST(without_a_backup_a_file_of_garbage_is_set_aside_for_a_new_one)
{
    put_file("garbage garbage garbage garbage", 31);
    reopen();
    assert_says(notice.data, "there is no backup");
    ck_assert_int_eq(count_marks(), 0);
    must_save(1);
    reopen();
    ck_assert_str_eq(notice.data, "");
    ck_assert_int_eq(count_marks(), 1);
    ck_assert_int_eq(count_files("jingdu.db.damaged-", NULL), 1);
}
END_TEST

/* ---- care -------------------------------------------------------------------------- */

static void make_a_day_old(void)
{
    run_sql("UPDATE meta SET value = value - 86400000 WHERE name = 'cared_at'");
}

START_TEST(care_makes_a_backup_once_a_day)
{
    char backup[PATH_MAX];
    struct stat info;
    save_two_with_a_backup();
    ck_assert(!jd_store_care(store, &notice));
    reopen();
    ck_assert(!jd_store_care(store, &notice));
    ck_assert_int_eq(count_files("jingdu.db.backup-", backup), 1);
    ck_assert_int_eq(stat(backup, &info), 0);
    ck_assert_uint_eq(info.st_mode & 0777, 0600);
    unlink(backup);
    make_a_day_old();
    ck_assert(jd_store_care(store, &notice));
    ck_assert_int_eq(count_files("jingdu.db.backup-", backup), 1);
    ck_assert_str_eq(notice.data, "");
    ck_assert_int_eq(rename(backup, path), 0);
    ck_assert_int_eq(count_marks(), 2);
}
END_TEST

START_TEST(the_three_newest_backups_are_kept)
{
    static const char *const old[] = { "20200101-000000", "20240101-000000",
                                       "20230101-000000", "20220101-000000" };
    char name[PATH_MAX + 64];
    must_save(1);
    for (size_t i = 0; i < sizeof old / sizeof *old; i++) {
        snprintf(name, sizeof name, "%s.backup-%s", path, old[i]);
        ck_assert(jd_file_replace(name, jd_str_of("old"), NULL));
    }
    snprintf(name, sizeof name, "%s.new-left01", path); /* of a program that was killed */
    ck_assert(jd_file_replace(name, jd_str_of("left"), NULL));
    ck_assert(jd_store_care(store, &notice));
    ck_assert_int_eq(count_files("jingdu.db.backup-", NULL), 3);
    ck_assert_int_eq(count_files("jingdu.db.backup-2024", NULL), 1);
    ck_assert_int_eq(count_files("jingdu.db.backup-2023", NULL), 1);
    ck_assert_int_eq(count_files("jingdu.db.new", NULL), 0);
}
END_TEST

START_TEST(care_finds_damage_that_opening_does_not)
{
    struct jd_buf bytes = JD_BUF_INIT;
    for (int i = 3; i < 200; i++)
        must_save(i);
    save_two_with_a_backup();
    make_a_day_old();
    ck_assert(jd_file_read(path, SIZE_MAX / 2, &bytes, NULL));
    jd_store_close(store);
    store = NULL;
    /* The page of the first leaf of bookmarks: its count of cells. */
    size_t at = jd_str_find(jd_buf_str(&bytes), jd_str_of("一句话。"), 0) / 4096 * 4096;
    overwrite(at + 3, "\xff\xff", 2);
    reopen();
    ck_assert_str_eq(notice.data, "");
    ck_assert(jd_store_care(store, &notice));
    assert_says(notice.data, "restored from");
    ck_assert_int_eq(count_marks(), 199);
    jd_buf_release(&bytes);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("store/db");
    TCase *tcase = tcase_create("db");
    tcase_set_timeout(tcase, 60);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, opening_creates_nothing);
    tcase_add_test(tcase, the_first_save_makes_a_folder_and_a_file_for_our_eyes_only);
    tcase_add_test(tcase, what_was_saved_is_there_after_opening_again);
    tcase_add_test(tcase, without_a_path_nothing_is_saved_and_the_reason_is_given);
    tcase_add_loop_test(tcase, a_creation_that_was_interrupted_is_ended_by_the_next_save,
                        0, 2);
    tcase_add_test(tcase, a_folder_that_is_a_link_is_read_and_gets_nothing_new);
    tcase_add_test(tcase, a_file_that_is_a_link_is_left_alone);
    tcase_add_test(tcase, a_reason_goes_away_with_what_caused_it);
    tcase_add_test(tcase, a_file_that_was_removed_is_made_again);
    tcase_add_test(tcase, another_file_at_the_path_is_used_from_then_on);
    tcase_add_test(tcase, a_file_that_is_locked_is_busy_and_not_damaged);
    tcase_add_test(tcase, a_journal_mode_that_somebody_set_does_no_harm);
    tcase_add_loop_test(tcase, saves_between_begin_and_end_are_kept_together, 0, 2);
    tcase_add_test(tcase, a_failed_save_undoes_all_between_begin_and_end);
    tcase_add_test(tcase,
                   every_change_is_later_than_the_one_before_and_of_the_same_device);
    tcase_add_test(tcase, a_clock_that_was_set_back_still_gives_later_times);
    tcase_add_test(tcase, a_last_change_that_makes_no_sense_is_not_gone_on_from);
    tcase_add_loop_test(tcase, a_store_that_lost_its_device_id_gets_a_new_one, 0, 2);
    tcase_add_test(tcase, a_newer_file_is_read_and_never_written);
    tcase_add_test(tcase,
                   a_file_that_becomes_newer_while_it_is_open_is_not_written_any_more);
    tcase_add_test(tcase, a_file_that_was_emptied_while_it_is_open_is_made_anew);
    tcase_add_test(tcase, a_newer_file_that_cannot_be_understood_is_left_alone);
    tcase_add_loop_test(tcase, a_damaged_file_is_set_aside_and_its_backup_takes_its_place,
                        0, DAMAGES);
    tcase_add_test(tcase,
                   damage_that_is_met_later_fails_one_call_and_is_repaired_by_the_next);
    tcase_add_test(tcase,
                   damage_in_the_middle_of_a_save_fails_it_and_is_repaired_by_the_next);
    tcase_add_test(tcase, damage_again_never_overwrites_what_was_set_aside);
    tcase_add_test(tcase, a_damaged_backup_is_passed_over);
    tcase_add_test(tcase, without_a_backup_what_can_be_read_is_saved);
    tcase_add_test(tcase, without_a_backup_a_file_of_garbage_is_set_aside_for_a_new_one);
    tcase_add_test(tcase, care_makes_a_backup_once_a_day);
    tcase_add_test(tcase, the_three_newest_backups_are_kept);
    tcase_add_test(tcase, care_finds_damage_that_opening_does_not);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return jd_run_tests("store/db", make_suite());
}
