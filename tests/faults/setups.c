/* SPDX-License-Identifier: MIT */
/*
 * Places where nothing can be saved: a full disk, a folder that is not ours or cannot be
 * written, no home folder, something else in the way. Reading goes on, a save fails with
 * a reason, nothing that was there is touched, and when there is room again all is well.
 */
#include "jingdu/base/mem.h"
#include "jingdu/store/article.h"
#include "jingdu/store/bookmark.h"
#include "tests/faults/deeds.h"
#include "tests/faults/look.h"
#include "tests/support/home.h"
#include "tests/support/run.h"

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NOBODY = 65534, ALL_STEPS = (1 << JD_DEED_STEPS) - 1 };

/* What a child process saw; in memory that it shares with the test. */
struct seen {
    struct jd_deed_log log;
    bool could_try; /* the set-up is possible here */
    bool has_told;  /* a reason came with each failure, and can_save had it too */
    size_t marks;   /* that could be read */
    bool has_read;
    bool has_notice;
};

static struct seen *make_seen(void)
{
    struct seen *seen = mmap(NULL, sizeof *seen, PROT_READ | PROT_WRITE,
                             MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    ck_assert_ptr_ne(seen, MAP_FAILED);
    return seen;
}

static void make_path(char into[PATH_MAX], const char *name)
{
    ck_assert_int_lt(snprintf(into, PATH_MAX, "%s/%s", jd_home_path(), name), PATH_MAX);
}

/* A folder with the store as a deed finds it. */
static void make_store(int deed, char into[PATH_MAX])
{
    struct jd_error err = JD_ERROR_INIT;
    char folder[PATH_MAX];
    make_path(folder, "store");
    jd_home_remove_tree(folder);
    ck_assert_int_eq(mkdir(folder, 0700), 0);
    make_path(into, "store/jingdu.db");
    ck_assert_msg(jd_deed_prepare(deed, into, &err), "%s", err.message);
}

/* Read, then do the steps; what came of it goes to seen. */
static void use_store(int deed, const char *path, struct seen *seen)
{
    struct jd_store *store = NULL;
    struct jd_buf notice = JD_BUF_INIT;
    struct jd_arena arena = JD_ARENA_INIT;
    struct jd_bookmark_row *rows = NULL;
    jd_store_open(path, &store, &notice);
    seen->has_notice = notice.len > 0;
    seen->has_read = jd_bookmark_all(store, true, &arena, &rows, &seen->marks, NULL);
    seen->has_told = true;
    for (int step = 0; step < JD_DEED_STEPS; step++) {
        struct jd_error err = JD_ERROR_INIT;
        struct jd_buf why = JD_BUF_INIT;
        seen->log.asked |= 1U << step;
        if (jd_deed_do(store, deed, step, &err))
            seen->log.acked |= 1U << step;
        else if (!*err.message || jd_store_can_save(store, &why) || !why.len)
            seen->has_told = false;
        jd_buf_release(&why);
    }
    jd_store_close(store);
    jd_arena_release(&arena);
    jd_buf_release(&notice);
}

/* Do it in a child, which first makes the set-up by prepare (false: not possible here).
 */
static void use_in_child(int deed, const char *path, struct seen *seen,
                         bool (*prepare)(const void *context), const void *context)
{
    int status = 0;
    *seen = (struct seen){ .could_try = false };
    pid_t child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0) {
        seen->could_try = prepare(context);
        if (seen->could_try)
            use_store(deed, path, seen);
        _exit(0);
    }
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert_msg(status == 0, "%s: crashed, status %x", jd_deed_name(deed),
                  (unsigned)status);
}

static bool always(const void *context)
{
    (void)context;
    return true;
}

static void assert_kept(int deed, const char *path, struct jd_deed_log log,
                        const char *where)
{
    struct jd_buf why = JD_BUF_INIT;
    ck_assert_msg(jd_deed_check(deed, path, log, &why) == JD_DEED_KEPT, "%s, %s: %s",
                  where, jd_deed_name(deed), why.data);
    jd_buf_release(&why);
}

/* Nothing was saved, that was said, and nothing crashed. */
static void assert_refused(const struct seen *seen, const char *where)
{
    ck_assert_msg(seen->log.asked == ALL_STEPS && seen->log.acked == 0, "%s: was saved",
                  where);
    ck_assert_msg(seen->has_told, "%s: no reason given", where);
}

static int count_entries(const char *folder)
{
    DIR *dir = opendir(folder);
    int count = 0;
    ck_assert_ptr_nonnull(dir);
    for (struct dirent *entry; (entry = readdir(dir));)
        count += entry->d_name[0] != '.';
    closedir(dir);
    return count;
}

/* ---- no room ----------------------------------------------------------------------- */

static bool limit_files(const void *context)
{
    rlim_t bytes = *(const rlim_t *)context;
    struct rlimit limit = { .rlim_cur = bytes, .rlim_max = bytes };
    signal(SIGXFSZ, SIG_IGN);
    return setrlimit(RLIMIT_FSIZE, &limit) == 0;
}

START_TEST(files_that_cannot_grow_lose_nothing)
{
    static const rlim_t limits[] = { 0,    1,     511,   512,   1000, 4096,
                                     8192, 20000, 40000, 60000, 90000 };
    struct seen *seen = make_seen();
    int refused = 0;
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        char path[PATH_MAX], where[64];
        make_store(_i, path);
        use_in_child(_i, path, seen, limit_files, &limits[i]);
        snprintf(where, sizeof where, "files of %ju bytes", (uintmax_t)limits[i]);
        ck_assert(seen->could_try);
        ck_assert_msg(seen->has_told, "%s, %s: no reason given", where, jd_deed_name(_i));
        ck_assert_msg(seen->has_read, "%s, %s: not read", where, jd_deed_name(_i));
        if (limits[i] == 0)
            assert_refused(seen, where);
        refused += seen->log.acked != ALL_STEPS;
        assert_kept(_i, path, seen->log, where);
    }
    ck_assert_int_ge(refused, 4);
    munmap(seen, sizeof *seen);
}
END_TEST

/* A disk of 512 KiB over the folder, full to the last byte; only for this process. */
static bool mount_full_disk(const void *context)
{
    const char *folder = context;
    char path[PATH_MAX];
    static const char bytes[4096];
    if (unshare(CLONE_NEWNS) != 0 ||
        mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 ||
        mount("tmpfs", folder, "tmpfs", 0, "size=512k") != 0)
        return false;
    make_path(path, "disk/jingdu.db");
    if (!jd_deed_prepare(JD_DEED_ADD, path, NULL))
        return false;
    make_path(path, "disk/.filler");
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    while (write(fd, bytes, sizeof bytes) > 0)
        continue;
    close(fd);
    return fd >= 0;
}

/* The disk is gone with the child, so this one looks itself. */
START_TEST(a_full_disk_loses_nothing)
{
    char folder[PATH_MAX], path[PATH_MAX], filler[PATH_MAX];
    struct seen *seen = make_seen();
    int status = 0;
    make_path(folder, "disk");
    make_path(path, "disk/jingdu.db");
    make_path(filler, "disk/.filler");
    ck_assert_int_eq(mkdir(folder, 0700), 0);
    pid_t child = fork();
    if (child == 0) {
        struct jd_buf why = JD_BUF_INIT;
        if (!mount_full_disk(folder))
            _exit(77);
        use_store(JD_DEED_ADD, path, seen);
        unlink(filler);
        bool kept = jd_deed_check(JD_DEED_ADD, path, seen->log, &why) == JD_DEED_KEPT;
        printf("%s%s", kept ? "" : "# ", kept ? "" : why.data);
        fflush(stdout);
        _exit(kept && seen->has_read && seen->has_told && seen->log.acked != ALL_STEPS
                  ? 0
                  : 1);
    }
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 77)
        printf("# a full disk: cannot be mounted here\n");
    else
        ck_assert_int_eq(status, 0);
    fflush(stdout);
    munmap(seen, sizeof *seen);
}
END_TEST

/* ---- no place ---------------------------------------------------------------------- */

START_TEST(without_a_home_folder_nothing_is_saved_and_that_is_said)
{
    struct seen *seen = make_seen();
    use_in_child(_i, NULL, seen, always, NULL);
    assert_refused(seen, "no home");
    ck_assert_uint_eq(seen->marks, 0);
    munmap(seen, sizeof *seen);
}
END_TEST

START_TEST(without_home_in_the_environment_there_is_no_path)
{
    struct jd_buf path = JD_BUF_INIT;
    unsetenv("HOME");
    unsetenv("XDG_DATA_HOME");
    ck_assert(!jd_store_path(&path));
    setenv("XDG_DATA_HOME", "not/absolute", 1);
    ck_assert(!jd_store_path(&path));
    setenv("HOME", "/somewhere", 1);
    ck_assert(jd_store_path(&path));
    ck_assert_str_eq(path.data, "/somewhere/.local/share/jingdu/jingdu.db");
    jd_buf_release(&path);
}
END_TEST

START_TEST(a_path_below_a_file_is_refused)
{
    char file[PATH_MAX], path[PATH_MAX];
    struct seen *seen = make_seen();
    make_path(file, "file");
    make_path(path, "file/jingdu/jingdu.db");
    close(open(file, O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
    use_in_child(_i, path, seen, always, NULL);
    assert_refused(seen, "below a file");
    munmap(seen, sizeof *seen);
}
END_TEST

START_TEST(a_folder_in_the_place_of_the_file_is_left_alone)
{
    char folder[PATH_MAX], path[PATH_MAX];
    struct seen *seen = make_seen();
    make_path(folder, "store");
    make_path(path, "store/jingdu.db");
    jd_home_remove_tree(folder);
    mkdir(folder, 0700);
    mkdir(path, 0700);
    use_in_child(_i, path, seen, always, NULL);
    assert_refused(seen, "a folder");
    ck_assert(seen->has_notice);
    ck_assert_int_eq(count_entries(folder), 1);
    ck_assert_int_eq(count_entries(path), 0);
    munmap(seen, sizeof *seen);
}
END_TEST

START_TEST(a_folder_that_is_a_link_gets_nothing_new)
{
    char target[PATH_MAX], link[PATH_MAX], path[PATH_MAX];
    struct seen *seen = make_seen();
    make_path(target, "target");
    make_path(link, "link");
    make_path(path, "link/jingdu.db");
    mkdir(target, 0700);
    ck_assert_int_eq(symlink(target, link), 0);
    use_in_child(_i, path, seen, always, NULL);
    assert_refused(seen, "a link");
    ck_assert_int_eq(count_entries(target), 0);
    munmap(seen, sizeof *seen);
}
END_TEST

/* ---- not ours ---------------------------------------------------------------------- */

/* Not possible where folders above are closed to others. */
static bool become_nobody(const void *path)
{
    return setgid(NOBODY) == 0 && setuid(NOBODY) == 0 && access(path, R_OK) == 0;
}

static bool is_root(const char *what)
{
    if (geteuid() == 0)
        return true;
    printf("# %s: only root can try\n", what);
    fflush(stdout);
    return false;
}

START_TEST(a_folder_that_can_only_be_read_is_read)
{
    char folder[PATH_MAX], path[PATH_MAX], journal[PATH_MAX];
    struct seen *seen = make_seen();
    make_store(JD_DEED_NOTE, path);
    make_path(folder, "store");
    /* With a journal that is there already one could save. */
    make_path(journal, "store/jingdu.db-journal");
    unlink(journal);
    if (geteuid() == 0) {
        ck_assert_int_eq(chown(path, NOBODY, NOBODY), 0);
        ck_assert_int_eq(chmod(folder, 0555), 0);
        use_in_child(JD_DEED_NOTE, path, seen, become_nobody, path);
    } else {
        ck_assert_int_eq(chmod(folder, 0500), 0);
        use_in_child(JD_DEED_NOTE, path, seen, always, NULL);
        ck_assert_int_eq(chmod(folder, 0700), 0);
    }
    if (seen->could_try) {
        assert_refused(seen, "to read only");
        ck_assert(seen->has_read);
        ck_assert_uint_eq(seen->marks, JD_DEED_STEPS);
    } else {
        printf("# a folder to read only: not within reach of others here\n");
        fflush(stdout);
    }
    munmap(seen, sizeof *seen);
}
END_TEST

START_TEST(a_folder_of_somebody_else_gets_nothing_new)
{
    char folder[PATH_MAX], path[PATH_MAX];
    struct seen *seen = make_seen();
    make_path(folder, "theirs");
    make_path(path, "theirs/jingdu.db");
    mkdir(folder, 0777);
    if (is_root("a folder of somebody else")) {
        ck_assert_int_eq(chown(folder, NOBODY, NOBODY), 0);
        use_in_child(_i, path, seen, always, NULL);
        assert_refused(seen, "a folder of somebody else");
        ck_assert_int_eq(count_entries(folder), 0);
    }
    munmap(seen, sizeof *seen);
}
END_TEST

static void open_up(void)
{
    jd_home_make();
    chmod(jd_home_path(), 0711);
}

static Suite *make_suite(void)
{
    Suite *suite = suite_create("faults/setups");
    TCase *tcase = tcase_create("set-ups");
    tcase_set_timeout(tcase, 600);
    tcase_add_unchecked_fixture(tcase, open_up, jd_home_remove);
    tcase_add_loop_test(tcase, files_that_cannot_grow_lose_nothing, 0, JD_DEED_COUNT);
    tcase_add_test(tcase, a_full_disk_loses_nothing);
    tcase_add_loop_test(tcase, without_a_home_folder_nothing_is_saved_and_that_is_said, 0,
                        JD_DEED_COUNT);
    tcase_add_test(tcase, without_home_in_the_environment_there_is_no_path);
    tcase_add_loop_test(tcase, a_path_below_a_file_is_refused, 0, JD_DEED_COUNT);
    tcase_add_loop_test(tcase, a_folder_in_the_place_of_the_file_is_left_alone, 0,
                        JD_DEED_COUNT);
    tcase_add_test(tcase, a_folder_that_is_a_link_gets_nothing_new);
    tcase_add_test(tcase, a_folder_that_can_only_be_read_is_read);
    tcase_add_test(tcase, a_folder_of_somebody_else_gets_nothing_new);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return jd_run_tests("faults/setups", make_suite());
}
