/* SPDX-License-Identifier: MIT */
/*
 * Damaged stores: cut off, garbage, changed bytes, and a program that is killed while it
 * repairs. A store with a backup either reads on, or is set aside with every byte it had
 * and the backup takes its place, or is left alone and that is said. It is never
 * overwritten, nothing crashes, and it never looks empty without a word.
 */
#include "jingdu/base/file.h"
#include "jingdu/base/hash.h"
#include "jingdu/base/mem.h"
#include "jingdu/store/bookmark.h"
#include "tests/faults/look.h"
#include "tests/support/home.h"
#include "tests/support/run.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MARKS = 60, NEW_MARK = 500, FLIPS = 300, FILE_MAX = 64 << 20 };

/* What a program that used the store saw; in memory that it shares with the test. */
struct seen {
    size_t marks; /* at first sight */
    int looks;
    bool had_told; /* at first sight: that there was something to read, or why not */
    bool saved;    /* a mark, at the first or second try */
    bool has_said; /* something was wrong */
    char said[400];
};

static struct seen *seen;
static char folder[PATH_MAX / 2], path[PATH_MAX];
static struct jd_buf good, backup;

/* ---- files ------------------------------------------------------------------------- */

static void write_file(const char *name, struct jd_str bytes)
{
    FILE *out = fopen(name, "w");
    ck_assert_ptr_nonnull(out);
    ck_assert_uint_eq(fwrite(bytes.ptr, 1, bytes.len, out), bytes.len);
    fclose(out);
}

/* How many files of the folder begin with this name; one of them is found. */
static int count_files(const char *start, char found[PATH_MAX])
{
    DIR *dir = opendir(folder);
    int count = 0;
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        if (strncmp(entry->d_name, start, strlen(start)) != 0)
            continue;
        snprintf(found, PATH_MAX, "%s/%s", folder, entry->d_name);
        count++;
    }
    if (dir)
        closedir(dir);
    return count;
}

static bool has_bytes(const char *name, struct jd_str bytes)
{
    struct jd_buf now = JD_BUF_INIT;
    bool same =
        jd_file_read(name, FILE_MAX, &now, NULL) && jd_str_eq(jd_buf_str(&now), bytes);
    jd_buf_release(&now);
    return same;
}

/* The folder as it is before each case: these bytes, and a backup. */
static void lay_out(struct jd_str bytes)
{
    char name[PATH_MAX + 32];
    jd_home_remove_tree(folder);
    ck_assert_int_eq(mkdir(folder, 0700), 0);
    write_file(path, bytes);
    snprintf(name, sizeof name, "%s.backup-20250101-000000", path);
    write_file(name, jd_buf_str(&backup));
}

/* ---- using the store --------------------------------------------------------------- */

static struct jd_bookmark make_mark(int number)
{
    return (struct jd_bookmark){
        .id = { .bytes = { 0x44, (uint8_t)(number >> 8), (uint8_t)number, 3 } },
        .article = { .bytes = { 0x45 } },
        .place = { .byte = (uint64_t)number,
                   .text_len = 9000,
                   .quote = jd_str_of(
                       "中国外交部发言人在例行记者会上回答了有关王毅访问美国的提问。"),
                   .before = jd_str_of("据新华社报道"),
                   .after = jd_str_of("他表示") },
        .note = jd_str_of("改动过的字节，也要看得出来"),
    };
}

static void say(const char *what)
{
    if (*what && !seen->has_said)
        snprintf(seen->said, sizeof seen->said, "%s", what);
    seen->has_said |= *what != '\0';
}

static void use_once(void)
{
    struct jd_store *store = NULL;
    struct jd_buf notice = JD_BUF_INIT;
    struct jd_arena arena = JD_ARENA_INIT;
    struct jd_bookmark_row *rows = NULL;
    struct jd_error err = JD_ERROR_INIT;
    struct jd_bookmark mark = make_mark(NEW_MARK);
    size_t count = 0;
    jd_store_open(path, &store, &notice);
    say(notice.data);
    if (!jd_bookmark_all(store, true, &arena, &rows, &count, &err))
        say(err.message);
    if (seen->marks == 0)
        seen->marks = count;
    if (seen->looks++ == 0)
        seen->had_told = seen->has_said || seen->marks > 0;
    jd_buf_clear(&notice);
    jd_store_care(store, &notice);
    say(notice.data);
    for (int i = 0; i < 2 && !seen->saved; i++) {
        seen->saved = jd_bookmark_save(store, &mark, &err);
        if (!seen->saved)
            say(err.message);
    }
    jd_store_close(store);
    jd_arena_release(&arena);
    jd_buf_release(&notice);
}

/* A program that opens, reads, checks and saves, and another one after it. */
static void use_store(const char *what)
{
    int status = 0;
    *seen = (struct seen){ 0 };
    pid_t child = fork();
    if (child == 0) {
        use_once();
        use_once();
        _exit(0);
    }
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert_msg(status == 0, "%s: crashed, status %x", what, (unsigned)status);
}

static size_t count_marks(void)
{
    struct jd_store *store = NULL;
    struct jd_buf notice = JD_BUF_INIT;
    struct jd_arena arena = JD_ARENA_INIT;
    struct jd_bookmark_row *rows = NULL;
    size_t count = 0;
    jd_store_open(path, &store, &notice);
    if (!jd_bookmark_all(store, true, &arena, &rows, &count, NULL))
        count = 0;
    jd_store_close(store);
    jd_arena_release(&arena);
    jd_buf_release(&notice);
    return count;
}

static void build_good(void)
{
    char name[PATH_MAX];
    struct jd_store *store = NULL;
    struct jd_buf notice = JD_BUF_INIT;
    jd_store_open(path, &store, &notice);
    for (int i = 0; i < MARKS; i++) {
        struct jd_bookmark mark = make_mark(i);
        ck_assert(jd_bookmark_save(store, &mark, NULL));
    }
    /* Before its check of the day, so that each case has one. */
    ck_assert(jd_file_read(path, FILE_MAX, &good, NULL));
    ck_assert(jd_store_care(store, &notice));
    jd_store_close(store);
    ck_assert_str_eq(notice.data, "");
    jd_buf_release(&notice);
    ck_assert_int_eq(count_files("jingdu.db.backup-", name), 1);
    ck_assert(jd_file_read(name, FILE_MAX, &backup, NULL));
}

static void set_up(void)
{
    snprintf(folder, sizeof folder, "%s/store", jd_home_path());
    snprintf(path, sizeof path, "%s/jingdu.db", folder);
    good = backup = (struct jd_buf)JD_BUF_INIT;
    jd_home_remove_tree(folder);
    seen = mmap(NULL, sizeof *seen, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
                -1, 0);
    ck_assert_ptr_ne(seen, MAP_FAILED);
    build_good();
}

static void tear_down(void)
{
    jd_buf_release(&good);
    jd_buf_release(&backup);
    munmap(seen, sizeof *seen);
    jd_home_remove_tree(folder);
}

enum fate { READ_ON, RESTORED, LEFT_ALONE, WRONG };

static enum fate wrong(const char *what, const char *how)
{
    printf("# %s: %s: %s\n", what, how, seen->said);
    return WRONG;
}

/* What was done about a store of these bytes, and was it right? */
static enum fate judge(struct jd_str bytes, const char *what)
{
    char aside[PATH_MAX];
    struct jd_buf why = JD_BUF_INIT;
    int asides = count_files("jingdu.db.damaged-", aside);
    if (asides > 1)
        return wrong(what, "set aside more than once");
    if (asides && !has_bytes(aside, bytes))
        return wrong(what, "set aside with other bytes");
    if (asides && !seen->has_said)
        return wrong(what, "set aside without a word");
    if (!seen->saved && !seen->has_said)
        return wrong(what, "not saved, and nothing said");
    if (!seen->had_told)
        return wrong(what, "looks empty at first");
    if (!seen->saved && asides)
        return wrong(what, "set aside and no saving");
    if (!seen->saved)
        return has_bytes(path, bytes) ? LEFT_ALONE : wrong(what, "overwritten");
    bool readable = jd_look_is_readable(path, &why);
    if (!readable)
        printf("# %s\n", why.data);
    jd_buf_release(&why);
    if (!readable)
        return wrong(what, "damaged still");
    if (count_marks() != MARKS + 1) {
        printf("# %zu marks, damaged files: %d\n", count_marks(), asides);
        return wrong(what, "marks are missing");
    }
    return asides ? RESTORED : READ_ON;
}

static enum fate put_to_use(struct jd_str bytes, const char *what)
{
    lay_out(bytes);
    use_store(what);
    return judge(bytes, what);
}

struct tally {
    int of[4];
};

static void print_tally(const char *what, const struct tally *tally)
{
    printf("# %s: %d read on, %d restored, %d left alone\n", what, tally->of[READ_ON],
           tally->of[RESTORED], tally->of[LEFT_ALONE]);
    fflush(stdout);
    ck_assert_int_eq(tally->of[WRONG], 0);
}

/* ---- cases ------------------------------------------------------------------------- */

START_TEST(a_sound_store_is_left_as_it_is)
{
    ck_assert_int_eq(put_to_use(jd_buf_str(&good), "sound"), READ_ON);
    ck_assert_str_eq(seen->said, "");
}
END_TEST

START_TEST(a_store_that_was_cut_off_anywhere_is_replaced_by_its_backup)
{
    struct tally tally = { { 0 } };
    for (size_t len = 0; len < good.len; len += 512) {
        char what[64];
        snprintf(what, sizeof what, "cut off at %zu", len);
        tally.of[put_to_use(jd_str_make(good.data, len), what)]++;
    }
    print_tally("cut off", &tally);
    ck_assert_int_eq(tally.of[LEFT_ALONE] + tally.of[READ_ON], 0);
}
END_TEST

START_TEST(garbage_is_replaced_by_the_backup)
{
    static const char *const starts[] = { "", "SQLite format 3", "\n", "PK\3\4",
                                          "<html>" };
    struct jd_buf bytes = JD_BUF_INIT;
    jd_buf_add(&bytes, jd_str_make(starts[_i], strlen(starts[_i]) + (_i == 1)));
    for (uint64_t i = 0; bytes.len < 20000; i++)
        jd_buf_add_char(&bytes, (char)jd_hash_mix(i + (uint64_t)_i * 100000));
    ck_assert_int_eq(put_to_use(jd_buf_str(&bytes), starts[_i]), RESTORED);
    jd_buf_release(&bytes);
}
END_TEST

static void change(struct jd_buf *bytes, size_t at, char to)
{
    jd_buf_clear(bytes);
    jd_buf_add(bytes, jd_buf_str(&good));
    bytes->data[at] = to;
}

/* Among them the version (60 to 63), the size, and the free list. */
START_TEST(a_changed_byte_of_the_header_is_noticed_or_does_no_harm)
{
    struct tally tally = { { 0 } };
    struct jd_buf bytes = JD_BUF_INIT;
    for (size_t at = 0; at < 100; at++) {
        const char to[] = { '\xff', '\0', (char)(good.data[at] ^ 1),
                            (char)(good.data[at] + 16) };
        for (size_t i = 0; i < sizeof to; i++) {
            char what[64];
            if (to[i] == good.data[at])
                continue;
            change(&bytes, at, to[i]);
            snprintf(what, sizeof what, "byte %zu is %02x", at, (unsigned char)to[i]);
            tally.of[put_to_use(jd_buf_str(&bytes), what)]++;
        }
    }
    jd_buf_release(&bytes);
    print_tally("header", &tally);
}
END_TEST

START_TEST(four_changed_bytes_anywhere_are_noticed_or_do_no_harm)
{
    struct tally tally = { { 0 } };
    struct jd_buf bytes = JD_BUF_INIT;
    uint64_t number = 20250101;
    for (int i = 0; i < FLIPS; i++) {
        char what[64];
        size_t at[4];
        jd_buf_clear(&bytes);
        jd_buf_add(&bytes, jd_buf_str(&good));
        for (int k = 0; k < 4; k++) {
            uint64_t random = jd_hash_mix(number++);
            at[k] = random % bytes.len;
            bytes.data[at[k]] ^= (char)(1 + (random >> 40) % 255);
        }
        snprintf(what, sizeof what, "flip %d at %zu %zu %zu %zu", i, at[0], at[1], at[2],
                 at[3]);
        tally.of[put_to_use(jd_buf_str(&bytes), what)]++;
    }
    jd_buf_release(&bytes);
    print_tally("four bytes", &tally);
}
END_TEST

/* ---- killed while repairing -------------------------------------------------------- */

static bool has_ended(pid_t child)
{
    int status = 0;
    return waitpid(child, &status, 0) != child || WIFEXITED(status) ||
           WIFSIGNALED(status);
}

/* Let a program use the store and kill it at its stop number kill_at, of which each
 * system call has two. False: it came to its end before. */
static bool use_and_kill(int kill_at)
{
    pid_t child = fork();
    if (child == 0) {
        if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) != 0)
            _exit(0);
        raise(SIGSTOP);
        use_once();
        _exit(0);
    }
    ck_assert_int_gt(child, 0);
    if (has_ended(child))
        return false;
    ptrace(PTRACE_SETOPTIONS, child, NULL, (void *)PTRACE_O_EXITKILL);
    for (int stop = 0; stop < kill_at; stop++)
        if (ptrace(PTRACE_SYSCALL, child, NULL, NULL) != 0 || has_ended(child))
            return false;
    kill(child, SIGKILL);
    while (!has_ended(child))
        continue;
    return true;
}

START_TEST(a_repair_that_is_killed_anywhere_is_ended_by_the_next_program)
{
    int kills = 0, lost = 0, step = getenv("JD_FULL") ? 1 : 4;
    good.data[16] = 1; /* the page size makes no sense */
    for (int at = 1;; at += step) {
        char aside[PATH_MAX];
        lay_out(jd_buf_str(&good));
        *seen = (struct seen){ 0 };
        if (!use_and_kill(at))
            break;
        kills++;
        use_store("after a kill");
        bool right = seen->saved && count_marks() == MARKS + 1 &&
                     count_files("jingdu.db.damaged-", aside) > 0;
        if (!right && lost++ < 10)
            printf("# killed at stop %d: %zu marks are left: %s\n", at, count_marks(),
                   seen->said);
    }
    printf("# killed at %d system calls while repairing, %d lost%s\n", kills, lost,
           kills ? "" : ": cannot trace here");
    fflush(stdout);
    ck_assert_int_eq(lost, 0);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("faults/damage");
    TCase *tcase = tcase_create("damage");
    tcase_set_timeout(tcase, 600);
    tcase_add_unchecked_fixture(tcase, jd_home_make, jd_home_remove);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, a_sound_store_is_left_as_it_is);
    tcase_add_test(tcase, a_store_that_was_cut_off_anywhere_is_replaced_by_its_backup);
    tcase_add_loop_test(tcase, garbage_is_replaced_by_the_backup, 0, 5);
    tcase_add_test(tcase, a_changed_byte_of_the_header_is_noticed_or_does_no_harm);
    tcase_add_test(tcase, four_changed_bytes_anywhere_are_noticed_or_do_no_harm);
    tcase_add_test(tcase, a_repair_that_is_killed_anywhere_is_ended_by_the_next_program);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return jd_run_tests("faults/damage", make_suite());
}
