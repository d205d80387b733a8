/* SPDX-License-Identifier: MIT */
/* store/kept and store/history: the plain files beside the database. */
#include "jingdu/store/kept.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "jingdu/base/file.h"
#include "jingdu/base/hash.h"
#include "jingdu/store/history.h"
#include "tests/support/home.h"
#include "tests/support/run.h"

static struct jd_id id_of(int number)
{
    char name[16];
    struct jd_hash hash;
    snprintf(name, sizeof name, "%d", number);
    jd_hash_start(&hash);
    jd_hash_add(&hash, jd_str_of(name));
    return jd_hash_end(&hash);
}

static int count_files(const char *folder)
{
    int count = 0;
    DIR *dir = opendir(folder);
    for (struct dirent *entry; dir && (entry = readdir(dir));)
        count += entry->d_name[0] != '.';
    if (dir)
        closedir(dir);
    return count;
}

static struct jd_buf folder;

static void make_home(void)
{
    jd_home_make();
    folder = (struct jd_buf)JD_BUF_INIT;
    ck_assert(jd_kept_folder(&folder));
}

static void remove_home(void)
{
    jd_buf_release(&folder);
    jd_home_remove();
}

START_TEST(a_text_is_kept_for_its_owner_alone)
{
    struct jd_buf path = JD_BUF_INIT, text = JD_BUF_INIT;
    struct jd_error err = JD_ERROR_INIT;
    struct stat info;
    ck_assert_msg(jd_kept_save(folder.data, id_of(1), jd_str_of("正文"), &path, &err),
                  "%s", err.message);
    ck_assert(jd_file_read(path.data, 100, &text, &err));
    ck_assert_str_eq(text.data, "正文");
    ck_assert_int_eq(stat(path.data, &info), 0);
    ck_assert_uint_eq(info.st_mode & 0777, 0600);
    ck_assert_int_eq(stat(folder.data, &info), 0);
    ck_assert_uint_eq(info.st_mode & 0777, 0700);
    jd_buf_release(&path);
    jd_buf_release(&text);
}
END_TEST

START_TEST(only_the_newest_200_stay_and_nothing_else_goes)
{
    struct jd_buf path = JD_BUF_INIT, first = JD_BUF_INIT, other = JD_BUF_INIT;
    struct jd_error err = JD_ERROR_INIT;
    ck_assert(jd_kept_save(folder.data, id_of(0), jd_str_of("0"), &first, &err));
    jd_buf_printf(&other, "%s/notes.txt", folder.data);
    ck_assert(jd_file_replace(other.data, jd_str_of("mine"), &err));
    for (int i = 1; i < JD_KEPT_COUNT; i++)
        ck_assert(jd_kept_save(folder.data, id_of(i), jd_str_of("x"), &path, &err));
    ck_assert(
        jd_kept_save(folder.data, id_of(0), jd_str_of("0"), &path, &err)); /* again */
    ck_assert(jd_kept_save(folder.data, id_of(999), jd_str_of("y"), &path, &err));
    ck_assert_int_eq(count_files(folder.data), JD_KEPT_COUNT + 1);
    ck_assert_int_eq(access(first.data, F_OK), 0);
    ck_assert_int_eq(access(path.data, F_OK), 0);
    ck_assert_int_eq(access(other.data, F_OK), 0);
    jd_buf_release(&path);
    jd_buf_release(&first);
    jd_buf_release(&other);
}
END_TEST

/* The clock may have gone back since the others were kept. */
START_TEST(what_was_kept_just_now_is_never_the_one_to_go)
{
    struct jd_buf path = JD_BUF_INIT;
    struct jd_error err = JD_ERROR_INIT;
    struct timespec later[2] = { { .tv_sec = 4000000000 }, { .tv_sec = 4000000000 } };
    for (int i = 0; i < JD_KEPT_COUNT; i++) {
        ck_assert(jd_kept_save(folder.data, id_of(i), jd_str_of("x"), &path, &err));
        ck_assert_int_eq(utimensat(AT_FDCWD, path.data, later, 0), 0);
    }
    ck_assert(jd_kept_save(folder.data, id_of(999), jd_str_of("y"), &path, &err));
    ck_assert_int_eq(count_files(folder.data), JD_KEPT_COUNT);
    ck_assert_int_eq(access(path.data, F_OK), 0);
    jd_buf_release(&path);
}
END_TEST

START_TEST(names_that_are_not_ours_are_let_alone)
{
    static const char *const names[] = { "0123456789abcdef0123456789abcdef",
                                         "0123456789abcdef0123456789abcdef.txt~",
                                         "0123456789abcdef0123456789abcdeg.txt",
                                         "x0123456789abcdef0123456789abcdef.txt",
                                         "0123456789abcdef0123456789abcdef.md" };
    struct jd_buf path = JD_BUF_INIT;
    struct jd_error err = JD_ERROR_INIT;
    struct timespec long_ago[2] = { { .tv_sec = 1 }, { .tv_sec = 1 } };
    int count = sizeof names / sizeof *names;
    ck_assert(jd_file_make_folder(folder.data, &err));
    for (int i = 0; i < count; i++) {
        jd_buf_clear(&path);
        jd_buf_printf(&path, "%s/%s", folder.data, names[i]);
        ck_assert(jd_file_replace(path.data, jd_str_of("mine"), &err));
        ck_assert_int_eq(utimensat(AT_FDCWD, path.data, long_ago, 0), 0);
    }
    for (int i = 0; i <= JD_KEPT_COUNT; i++)
        ck_assert(jd_kept_save(folder.data, id_of(i), jd_str_of("x"), &path, &err));
    ck_assert_int_eq(count_files(folder.data), JD_KEPT_COUNT + count);
    jd_buf_release(&path);
}
END_TEST

static void check_text(const char *path, const char *expected)
{
    struct jd_buf text = JD_BUF_INIT;
    struct jd_error err = JD_ERROR_INIT;
    ck_assert_msg(jd_file_read(path, 1 << 20, &text, &err), "%s", err.message);
    ck_assert_str_eq(text.data, expected);
    jd_buf_release(&text);
}

/* Other white space, or the reader has edited it. */
START_TEST(another_text_of_the_same_name_and_length_takes_its_place)
{
    struct jd_buf path = JD_BUF_INIT;
    struct jd_error err = JD_ERROR_INIT;
    static const char *const texts[] = { "正 文", "正\n文", "正\n文", "正文" };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        ck_assert(jd_kept_save(folder.data, id_of(1), jd_str_of(texts[i]), &path, &err));
        check_text(path.data, texts[i]);
        ck_assert_int_eq(count_files(folder.data), 1);
    }
    jd_buf_release(&path);
}
END_TEST

START_TEST(a_link_in_the_place_of_a_kept_text_is_not_followed)
{
    struct jd_buf path = JD_BUF_INIT, other = JD_BUF_INIT;
    struct jd_error err = JD_ERROR_INIT;
    struct stat info;
    jd_buf_printf(&other, "%s/other", jd_home_path());
    ck_assert(jd_file_replace(other.data, jd_str_of("same"), &err));
    ck_assert(jd_kept_save(folder.data, id_of(1), jd_str_of("same"), &path, &err));
    ck_assert_int_eq(unlink(path.data), 0);
    ck_assert_int_eq(symlink(other.data, path.data), 0);
    ck_assert(jd_kept_save(folder.data, id_of(1), jd_str_of("same"), &path, &err));
    ck_assert_int_eq(lstat(path.data, &info), 0);
    ck_assert(S_ISREG(info.st_mode));
    ck_assert(jd_kept_save(folder.data, id_of(1), jd_str_of("new"), &path, &err));
    check_text(other.data, "same");
    jd_buf_release(&path);
    jd_buf_release(&other);
}
END_TEST

START_TEST(what_cannot_be_kept_leaves_no_path_and_no_file)
{
    struct jd_buf path = JD_BUF_INIT;
    struct jd_error err = JD_ERROR_INIT;
    ck_assert(jd_kept_save(folder.data, id_of(1), jd_str_of("x"), &path, &err));
    ck_assert_int_eq(unlink(path.data), 0);
    ck_assert_int_eq(mkdir(path.data, 0700), 0);
    ck_assert(!jd_kept_save(folder.data, id_of(1), jd_str_of("x"), &path, &err));
    ck_assert_int_eq(err.sys_errno, EISDIR);
    ck_assert_str_eq(path.data, "");
    ck_assert_int_eq(count_files(folder.data), 1);
    jd_buf_release(&path);
}
END_TEST

START_TEST(a_longer_text_is_not_kept)
{
    struct jd_buf path = JD_BUF_INIT, text = JD_BUF_INIT;
    struct jd_error err = JD_ERROR_INIT;
    jd_buf_add_repeat(&text, 'x', JD_KEPT_TEXT_MAX + 1);
    ck_assert(!jd_kept_save(folder.data, id_of(1), jd_buf_str(&text), &path, &err));
    ck_assert_int_eq(err.code, JD_ERR_LIMIT);
    ck_assert_int_eq(count_files(folder.data), 0);
    jd_buf_release(&path);
    jd_buf_release(&text);
}
END_TEST

START_TEST(a_folder_that_is_a_link_is_refused)
{
    struct jd_buf path = JD_BUF_INIT, link_path = JD_BUF_INIT;
    struct jd_error err = JD_ERROR_INIT;
    jd_buf_printf(&link_path, "%s/link", jd_home_path());
    ck_assert_int_eq(symlink("/tmp", link_path.data), 0);
    ck_assert(!jd_kept_save(link_path.data, id_of(1), jd_str_of("x"), &path, &err));
    ck_assert_msg(strstr(err.message, "symbolic link") != NULL, "%s", err.message);
    jd_buf_release(&path);
    jd_buf_release(&link_path);
}
END_TEST

/* ---- history ----------------------------------------------------------------------- */

static void check_lines(const struct jd_history *history, const char *joined)
{
    struct jd_buf lines = JD_BUF_INIT;
    for (size_t i = 0; i < history->count; i++)
        jd_buf_printf(&lines, "%s%s", i ? "|" : "", history->lines[i]);
    ck_assert_str_eq(lines.data, joined);
    jd_buf_release(&lines);
}

START_TEST(lines_are_kept_in_order_and_once)
{
    struct jd_history history = JD_HISTORY_INIT;
    static const char *const lines[] = { "经济", "改革", "",        "经济",
                                         "a\tb", "\xff", "\x1b[2J", "\xc2\x9b" };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        jd_history_add(&history, jd_str_of(lines[i]));
    check_lines(&history, "改革|经济");
    jd_history_release(&history);
    for (int i = 0; i < JD_HISTORY_MAX + 5; i++) {
        char line[16];
        snprintf(line, sizeof line, "%d", i);
        jd_history_add(&history, jd_str_of(line));
    }
    ck_assert_uint_eq(history.count, JD_HISTORY_MAX);
    ck_assert_str_eq(history.lines[0], "5");
    jd_history_release(&history);
}
END_TEST

START_TEST(two_programs_add_to_one_file)
{
    struct jd_buf path = JD_BUF_INIT;
    struct jd_error err = JD_ERROR_INIT;
    struct jd_history history = JD_HISTORY_INIT;
    jd_buf_printf(&path, "%s/state/jingdu/searches", jd_home_path());
    jd_history_load(&history, path.data);
    ck_assert_uint_eq(history.count, 0);
    ck_assert_msg(jd_history_save(path.data, jd_str_of("一"), &err), "%s", err.message);
    ck_assert(jd_history_save(path.data, jd_str_of("二"), &err));
    ck_assert(jd_history_save(path.data, jd_str_of("一"), &err));
    jd_history_load(&history, path.data);
    check_lines(&history, "二|一");
    jd_history_release(&history);
    struct stat info;
    ck_assert_int_eq(stat(path.data, &info), 0);
    ck_assert_uint_eq(info.st_mode & 0777, 0600);
    jd_buf_release(&path);
}
END_TEST

static const struct {
    const char *line;
    size_t repeat;
    bool kept;
} candidates[] = {
    { "x", JD_HISTORY_LINE_MAX, true },
    { "x", JD_HISTORY_LINE_MAX + 1, false },
    { " ", 1, true },
    { "\U0001F600\u4E2D\u00E9z", 1, true },
    { "\xc2\xa0", 1, true },
    { "\xc1\xbf", 1, false },     /* overlong */
    { "\xe0\x9f\xbf", 1, false }, /* the same */
    { "\xf0\x8f\xbf\xbf", 1, false },
    { "\xed\xa0\x80", 1, false },     /* half a pair */
    { "\xf4\x90\x80\x80", 1, false }, /* beyond U+10FFFF */
    { "\xe4\xb8", 1, false },         /* cut off */
    { "a\x7f", 1, false },
    { "a\r", 1, false },
    { "a\nb", 1, false },
};

START_TEST(only_plain_lines_are_kept)
{
    struct jd_history history = JD_HISTORY_INIT;
    struct jd_buf line = JD_BUF_INIT, path = JD_BUF_INIT;
    struct jd_error err = JD_ERROR_INIT;
    for (size_t i = 0; i < candidates[_i].repeat; i++)
        jd_buf_add_c(&line, candidates[_i].line);
    jd_buf_printf(&path, "%s/searches", jd_home_path());
    jd_history_add(&history, jd_buf_str(&line));
    ck_assert_uint_eq(history.count, candidates[_i].kept);
    ck_assert(jd_history_save(path.data, jd_buf_str(&line), &err));
    ck_assert_int_eq(access(path.data, F_OK) == 0, candidates[_i].kept);
    jd_history_release(&history);
    jd_buf_release(&line);
    jd_buf_release(&path);
}
END_TEST

START_TEST(a_history_that_cannot_be_written_is_told)
{
    struct jd_buf path = JD_BUF_INIT;
    struct jd_error err = JD_ERROR_INIT;
    struct jd_history history = JD_HISTORY_INIT;
    jd_buf_printf(&path, "%s/file/searches", jd_home_path());
    jd_buf_cut(&path, path.len - 9);
    ck_assert(jd_file_replace(path.data, jd_str_of("x"), &err));
    jd_buf_add_c(&path, "/searches");
    ck_assert(!jd_history_save(path.data, jd_str_of("一"), &err));
    ck_assert_int_eq(err.code, JD_ERR_IO);
    jd_history_load(&history, path.data);
    jd_history_load(&history, NULL);
    ck_assert_uint_eq(history.count, 0);
    jd_buf_release(&path);
}
END_TEST

START_TEST(what_is_no_line_of_ours_is_left_out)
{
    struct jd_buf path = JD_BUF_INIT;
    struct jd_error err = JD_ERROR_INIT;
    struct jd_history history = JD_HISTORY_INIT;
    jd_buf_printf(&path, "%s/searches", jd_home_path());
    ck_assert(
        jd_file_replace(path.data, jd_str_of("好\n\n\x1b]0;x\x07\nbad\xff\n也好"), &err));
    jd_history_load(&history, path.data);
    check_lines(&history, "好|也好");
    jd_history_release(&history);
    jd_buf_release(&path);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("kept");
    TCase *tests = tcase_create("kept");
    tcase_add_checked_fixture(tests, make_home, remove_home);
    tcase_add_test(tests, a_text_is_kept_for_its_owner_alone);
    tcase_add_test(tests, only_the_newest_200_stay_and_nothing_else_goes);
    tcase_add_test(tests, what_was_kept_just_now_is_never_the_one_to_go);
    tcase_add_test(tests, names_that_are_not_ours_are_let_alone);
    tcase_add_test(tests, another_text_of_the_same_name_and_length_takes_its_place);
    tcase_add_test(tests, a_link_in_the_place_of_a_kept_text_is_not_followed);
    tcase_add_test(tests, what_cannot_be_kept_leaves_no_path_and_no_file);
    tcase_add_test(tests, a_longer_text_is_not_kept);
    tcase_add_test(tests, a_folder_that_is_a_link_is_refused);
    tcase_add_test(tests, lines_are_kept_in_order_and_once);
    tcase_add_test(tests, two_programs_add_to_one_file);
    tcase_add_loop_test(tests, only_plain_lines_are_kept, 0,
                        sizeof candidates / sizeof *candidates);
    tcase_add_test(tests, a_history_that_cannot_be_written_is_told);
    tcase_add_test(tests, what_is_no_line_of_ours_is_left_out);
    suite_add_tcase(suite, tests);
    return suite;
}

int main(void)
{
    return jd_run_tests("store/kept", make_suite());
}
