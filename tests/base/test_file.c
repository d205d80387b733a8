/* SPDX-License-Identifier: MIT */
#include "jingdu/base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/support/home.h"
#include "tests/support/run.h"

#define COUNT(rows) (int)(sizeof(rows) / sizeof *(rows))

/* So that a SIGBUS that is not ours ends the program as it does without the sanitiser. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "handle_sigbus=0";
}

/* Every test runs in a folder of its own below the current one. */
static char folder[32];

static void enter_folder(void)
{
    snprintf(folder, sizeof folder, "test_file.XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    ck_assert_int_eq(chdir(folder), 0);
}

static void leave_folder(void)
{
    unlink("file");
    unlink("fifo");
    unlink("link");
    rmdir("dir");
    ck_assert_int_eq(chdir(".."), 0);
    rmdir(folder);
}

static void write_file(const char *bytes, size_t len)
{
    int fd = open("file", O_WRONLY | O_CREAT | O_TRUNC, 0600);
    ck_assert_int_ge(fd, 0);
    struct jd_error err = JD_ERROR_INIT;
    ck_assert(jd_file_write_all(fd, jd_str_make(bytes, len), &err));
    close(fd);
}

static const size_t sizes[] = { 0, 1, 65535, 65536, 65537, 1000000 };

START_TEST(a_file_is_read_whole)
{
    struct jd_buf text = JD_BUF_INIT, into = JD_BUF_INIT;
    for (size_t i = 0; i < sizes[_i]; i++)
        jd_buf_add_char(&text, (char)(i * 7 + i / 251));
    write_file(text.data, text.len);
    struct jd_error err = JD_ERROR_INIT;
    jd_buf_add_c(&into, "kept");
    ck_assert(jd_file_read("file", sizes[_i], &into, &err));
    ck_assert_uint_eq(into.len, 4 + text.len);
    ck_assert_mem_eq(into.data, "kept", 4);
    ck_assert(jd_str_eq(jd_str_sub(jd_buf_str(&into), 4, into.len), jd_buf_str(&text)));
    ck_assert_int_eq(into.data[into.len], 0);
    jd_buf_release(&text);
    jd_buf_release(&into);
}
END_TEST

START_TEST(a_file_over_the_limit_is_refused)
{
    write_file("0123456789", 10);
    struct jd_buf into = JD_BUF_INIT;
    jd_buf_add_c(&into, "kept");
    struct jd_error err = JD_ERROR_INIT;
    ck_assert(!jd_file_read("file", 9, &into, &err));
    ck_assert_int_eq(err.code, JD_ERR_LIMIT);
    ck_assert_ptr_nonnull(strstr(err.message, "file"));
    ck_assert_str_eq(into.data, "kept");
    ck_assert(!jd_file_read("file", 0, &into, NULL));
    ck_assert_str_eq(into.data, "kept");
    jd_buf_release(&into);
}
END_TEST

static const struct {
    const char *path;
    enum jd_error_code code;
    int sys_errno;
} failures[] = {
    { "missing", JD_ERR_NOT_FOUND, ENOENT },
    { "missing/file", JD_ERR_NOT_FOUND, ENOENT },
    { "file/below", JD_ERR_NOT_FOUND, ENOTDIR },
    { "", JD_ERR_NOT_FOUND, ENOENT },
    { "dir", JD_ERR_IO, EISDIR },
    { ".", JD_ERR_IO, EISDIR },
    { "link", JD_ERR_IO, ELOOP },
};

START_TEST(what_cannot_be_read_says_why)
{
    write_file("x", 1);
    ck_assert_int_eq(mkdir("dir", 0700), 0);
    ck_assert_int_eq(symlink("link", "link"), 0);
    struct jd_buf into = JD_BUF_INIT;
    struct jd_error err = JD_ERROR_INIT;
    ck_assert(!jd_file_read(failures[_i].path, 100, &into, &err));
    ck_assert_int_eq(err.code, failures[_i].code);
    ck_assert_int_eq(err.sys_errno, failures[_i].sys_errno);
    ck_assert_ptr_nonnull(strstr(err.message, failures[_i].path));
    ck_assert_ptr_nonnull(strstr(err.message, strerror(failures[_i].sys_errno)));
    ck_assert_int_eq(jd_file_open(failures[_i].path, &err), -1);
    ck_assert_int_eq(err.code, failures[_i].code);
}
END_TEST

START_TEST(a_file_without_permission_is_refused)
{
    if (geteuid() == 0)
        return; /* root may read everything */
    write_file("x", 1);
    ck_assert_int_eq(chmod("file", 0), 0);
    struct jd_error err = JD_ERROR_INIT;
    ck_assert_int_eq(jd_file_open("file", &err), -1);
    ck_assert_int_eq(err.code, JD_ERR_IO);
    ck_assert_int_eq(err.sys_errno, EACCES);
}
END_TEST

START_TEST(an_open_file_is_closed_on_exec_and_blocks)
{
    write_file("x", 1);
    struct jd_error err = JD_ERROR_INIT;
    int fd = jd_file_open("file", &err);
    ck_assert_int_ge(fd, 0);
    ck_assert_int_ne(fcntl(fd, F_GETFD) & FD_CLOEXEC, 0);
    ck_assert_int_eq(fcntl(fd, F_GETFL) & O_NONBLOCK, 0);
    close(fd);
}
END_TEST

START_TEST(a_fifo_without_a_writer_is_empty)
{
    ck_assert_int_eq(mkfifo("fifo", 0600), 0);
    struct jd_buf into = JD_BUF_INIT;
    struct jd_error err = JD_ERROR_INIT;
    ck_assert(jd_file_read("fifo", 100, &into, &err));
    ck_assert_uint_eq(into.len, 0);
    jd_buf_release(&into);
}
END_TEST

START_TEST(a_pipe_is_read_to_its_end)
{
    int ends[2];
    ck_assert_int_eq(pipe(ends), 0);
    struct jd_error err = JD_ERROR_INIT;
    ck_assert(jd_file_write_all(ends[1], jd_str_of("管道"), &err));
    close(ends[1]);
    struct jd_buf into = JD_BUF_INIT;
    ck_assert(jd_file_read_fd(ends[0], "stdin", 6, &into, &err));
    ck_assert_str_eq(into.data, "管道");
    close(ends[0]);
    ck_assert(!jd_file_read_fd(ends[0], "stdin", 6, &into, &err));
    ck_assert_int_eq(err.sys_errno, EBADF);
    ck_assert_ptr_eq(strstr(err.message, "stdin"), err.message);
    ck_assert_str_eq(into.data, "管道");
    jd_buf_release(&into);
}
END_TEST

START_TEST(a_full_disk_is_reported)
{
    int fd = open("/dev/full", O_WRONLY);
    struct jd_error err = JD_ERROR_INIT;
    ck_assert(!jd_file_write_all(fd, jd_str_of("x"), &err));
    ck_assert_int_eq(err.code, JD_ERR_IO);
    ck_assert_int_eq(err.sys_errno, ENOSPC);
    ck_assert(
        jd_file_write_all(fd, JD_STR_EMPTY, &err)); /* nothing to write is no failure */
    close(fd);
}
END_TEST

START_TEST(a_temporary_file_can_be_written_and_read_and_has_no_name)
{
    char *here = realpath(".", NULL);
    ck_assert_int_eq(setenv("TMPDIR", here, 1), 0);
    struct jd_error err = JD_ERROR_INIT;
    int fd = jd_file_temporary(&err);
    ck_assert_msg(fd >= 0, "%s", err.message);
    ck_assert_int_ne(fcntl(fd, F_GETFD) & FD_CLOEXEC, 0);
    ck_assert(jd_file_write_all(fd, jd_str_of("中间"), &err));
    struct stat info;
    ck_assert_int_eq(fstat(fd, &info), 0);
    ck_assert_uint_eq(info.st_nlink, 0);
    ck_assert_uint_eq(info.st_mode & 0777, 0600);
    ck_assert_int_eq(lseek(fd, 0, SEEK_SET), 0);
    struct jd_buf into = JD_BUF_INIT;
    ck_assert(jd_file_read_fd(fd, "temporary", 100, &into, &err));
    ck_assert_str_eq(into.data, "中间");
    jd_buf_release(&into);
    close(fd);
    free(here);
}
END_TEST

START_TEST(a_temporary_file_needs_its_folder)
{
    ck_assert_int_eq(setenv("TMPDIR", "/dev/null/nowhere", 1), 0);
    struct jd_error err = JD_ERROR_INIT;
    ck_assert_int_eq(jd_file_temporary(&err), -1);
    ck_assert_int_eq(err.code, JD_ERR_IO);
    ck_assert_ptr_nonnull(strstr(err.message, "/dev/null/nowhere"));
}
END_TEST

/* A map of the file, whose descriptor is closed again. */
static struct jd_map open_map(size_t len)
{
    struct jd_error err = JD_ERROR_INIT;
    struct jd_map map = JD_MAP_INIT;
    int fd = jd_file_open("file", &err);
    ck_assert_int_ge(fd, 0);
    ck_assert_msg(jd_map_open(fd, len, &map, &err), "%s", err.message);
    close(fd);
    return map;
}

START_TEST(a_map_shows_the_bytes_of_the_file)
{
    write_file("精读", 6);
    struct jd_map map = open_map(6);
    ck_assert_uint_eq(map.len, 6);
    ck_assert_mem_eq(map.data, "精读", 6);
    ck_assert(!jd_map_has_shrunk(&map));
    jd_map_close(&map);
    ck_assert_uint_eq(map.len, 0);
    ck_assert_int_eq(map.slot, -1);
    jd_map_close(&map); /* closing twice does no harm */
}
END_TEST

START_TEST(nothing_can_be_mapped_too)
{
    write_file("", 0);
    struct jd_map map = open_map(0);
    ck_assert_uint_eq(map.len, 0);
    ck_assert_str_eq(map.data, "");
    ck_assert(!jd_map_has_shrunk(&map));
    jd_map_close(&map);
}
END_TEST

START_TEST(a_map_of_no_file_fails)
{
    struct jd_error err = JD_ERROR_INIT;
    struct jd_map map = JD_MAP_INIT;
    ck_assert(!jd_map_open(-1, 10, &map, &err));
    ck_assert_int_eq(err.code, JD_ERR_IO);
    ck_assert_int_eq(map.slot, -1);
}
END_TEST

START_TEST(pages_cut_off_a_mapped_file_read_as_zeros)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    struct jd_buf text = JD_BUF_INIT;
    jd_buf_add_repeat(&text, 'x', 4 * page - 10);
    write_file(text.data, text.len);
    struct jd_map map = open_map(text.len), other = open_map(text.len);
    ck_assert_int_eq(truncate("file", (off_t)page + 5), 0);
    ck_assert_int_eq(map.data[page - 1], 'x');
    ck_assert_int_eq(map.data[page + 4], 'x');
    ck_assert_int_eq(map.data[page + 5], 0); /* the rest of a page that is still there */
    ck_assert(!jd_map_has_shrunk(&map));
    ck_assert_int_eq(map.data[text.len - 1], 0);
    ck_assert_int_eq(map.data[2 * page], 0);
    ck_assert(jd_map_has_shrunk(&map));
    ck_assert(!jd_map_has_shrunk(&other));
    ck_assert_int_eq(map.data[0], 'x');
    jd_map_close(&map);
    jd_map_close(&other);
    map = open_map(page);
    ck_assert(!jd_map_has_shrunk(&map)); /* a new map in the same place starts afresh */
    jd_map_close(&map);
    jd_buf_release(&text);
}
END_TEST

START_TEST(a_sigbus_elsewhere_still_ends_the_program)
{
    write_file("x", 1);
    struct jd_map map = open_map(1);
    int fd = open("file", O_RDWR);
    volatile char *own = mmap(NULL, 1, PROT_READ, MAP_SHARED, fd, 0);
    ck_assert_ptr_ne((void *)own, MAP_FAILED);
    ck_assert_int_eq(ftruncate(fd, 0), 0);
    leave_folder();
    ck_assert_int_eq(map.slot, own[0]);
}
END_TEST

START_TEST(sixteen_maps_are_guarded_and_no_more)
{
    write_file("x", 1);
    struct jd_map maps[16], more = JD_MAP_INIT;
    for (int i = 0; i < 16; i++)
        maps[i] = open_map(1);
    struct jd_error err = JD_ERROR_INIT;
    int fd = jd_file_open("file", &err);
    ck_assert(!jd_map_open(fd, 1, &more, &err));
    ck_assert_int_eq(err.code, JD_ERR_LIMIT);
    jd_map_close(&maps[7]);
    ck_assert(jd_map_open(fd, 1, &more, &err));
    ck_assert_int_eq(more.data[0], 'x');
    close(fd);
    jd_map_close(&more);
    for (int i = 0; i < 16; i++)
        jd_map_close(&maps[i]);
}
END_TEST

/* ---- folders and replacing --------------------------------------------------------- */

static void enter_home(void)
{
    jd_home_make();
    ck_assert_int_eq(chdir(jd_home_path()), 0);
}

static void leave_home(void)
{
    ck_assert_int_eq(chdir(".."), 0);
    jd_home_remove();
}

static const char *const made[] = { "a", "a/b/c", "a//b", "a/b/", "./a/../b/c", "." };

START_TEST(a_folder_is_made_with_those_above_it)
{
    struct jd_error err = JD_ERROR_INIT;
    struct stat info;
    umask(0);
    if (_i == 4) /* what leads through a folder needs it */
        ck_assert(jd_file_make_folder("a", &err));
    for (int again = 0; again < 2; again++) {
        ck_assert_msg(jd_file_make_folder(made[_i], &err), "%s", err.message);
        ck_assert_int_eq(stat(made[_i], &info), 0);
        ck_assert(S_ISDIR(info.st_mode));
        ck_assert_uint_eq(info.st_mode & 0777, 0700);
    }
}
END_TEST

static const struct {
    const char *path, *complaint;
    int sys_errno;
} unmakable[] = {
    { "", "No such file", ENOENT },
    { "file", "no folder", 0 },
    { "file/below", "Not a directory", ENOTDIR },
    { "link", "symbolic link", 0 },
    { "link/", "symbolic link", 0 },
    { "link//", "symbolic link", 0 },
    { "dangling", "symbolic link", 0 },
    { "dangling/below", "No such file", ENOENT },
    { "/proc/no/such", "/proc/no", ENOENT },
};

START_TEST(what_cannot_be_a_folder_of_ours_is_told)
{
    struct jd_error err = JD_ERROR_INIT;
    write_file("x", 1);
    ck_assert_int_eq(mkdir("real", 0700), 0);
    ck_assert_int_eq(symlink("real", "link"), 0);
    ck_assert_int_eq(symlink("nowhere", "dangling"), 0);
    ck_assert(!jd_file_make_folder(unmakable[_i].path, &err));
    ck_assert_msg(strstr(err.message, unmakable[_i].complaint) != NULL, "%s",
                  err.message);
    ck_assert_int_eq(err.code, JD_ERR_IO);
    ck_assert_int_eq(err.sys_errno, unmakable[_i].sys_errno);
    ck_assert_int_ne(access("nowhere", F_OK), 0);
}
END_TEST

START_TEST(a_folder_behind_a_link_is_one)
{
    struct jd_error err = JD_ERROR_INIT;
    ck_assert_int_eq(mkdir("real", 0700), 0);
    ck_assert_int_eq(symlink("real", "link"), 0);
    ck_assert_msg(jd_file_make_folder("link/below", &err), "%s", err.message);
    ck_assert_int_eq(access("real/below", F_OK), 0);
}
END_TEST

/* Who may do everything becomes somebody who may not. */
START_TEST(permission_is_what_is_missing)
{
    struct jd_error err = JD_ERROR_INIT;
    ck_assert_int_eq(mkdir("closed", 0500), 0);
    uid_t me = geteuid();
    if (me == 0)
        ck_assert_int_eq(seteuid(65534), 0);
    bool folder_made = jd_file_make_folder("closed/below", &err);
    int folder_errno = err.sys_errno;
    bool file_made = jd_file_replace("closed/file", jd_str_of("x"), &err);
    ck_assert_int_eq(seteuid(me), 0);
    ck_assert(!folder_made && !file_made);
    ck_assert_int_eq(folder_errno, EACCES);
    ck_assert_int_eq(err.sys_errno, EACCES);
    ck_assert_ptr_eq(strstr(err.message, "closed/file"), err.message);
}
END_TEST

START_TEST(a_folder_of_somebody_else_is_refused)
{
    struct jd_error err = JD_ERROR_INIT;
    if (geteuid() == 0) {
        ck_assert_int_eq(mkdir("theirs", 0777), 0);
        ck_assert_int_eq(chown("theirs", 65534, 65534), 0);
    }
    ck_assert(!jd_file_make_folder(geteuid() == 0 ? "theirs" : "/", &err));
    ck_assert_msg(strstr(err.message, "somebody else") != NULL, "%s", err.message);
}
END_TEST

static int count_entries(void)
{
    int count = 0;
    DIR *dir = opendir(".");
    for (struct dirent *entry; dir && (entry = readdir(dir));)
        count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    if (dir)
        closedir(dir);
    return count;
}

static void check_file(const char *path, const char *text)
{
    struct jd_buf into = JD_BUF_INIT;
    struct jd_error err = JD_ERROR_INIT;
    ck_assert_msg(jd_file_read(path, 1 << 20, &into, &err), "%s", err.message);
    ck_assert_str_eq(into.data, text);
    jd_buf_release(&into);
}

START_TEST(a_file_is_replaced_and_nothing_stays_beside_it)
{
    struct jd_error err = JD_ERROR_INIT;
    struct stat info;
    static const char *const texts[] = { "一", "二二", "" };
    umask(0);
    for (int i = 0; i < COUNT(texts); i++) {
        ck_assert_msg(jd_file_replace("file", jd_str_of(texts[i]), &err), "%s",
                      err.message);
        check_file("file", texts[i]);
        ck_assert_int_eq(count_entries(), 1);
        ck_assert_int_eq(stat("file", &info), 0);
        ck_assert_uint_eq(info.st_mode & 0777, 0600);
    }
}
END_TEST

START_TEST(what_a_link_leads_to_stays_as_it_is)
{
    struct jd_error err = JD_ERROR_INIT;
    struct stat info;
    write_file("old", 3);
    ck_assert_int_eq(symlink("file", "link"), 0);
    ck_assert(jd_file_replace("link", jd_str_of("new"), &err));
    check_file("file", "old");
    check_file("link", "new");
    ck_assert_int_eq(lstat("link", &info), 0);
    ck_assert(S_ISREG(info.st_mode));
}
END_TEST

START_TEST(a_replacement_that_fails_leaves_all_as_it_was)
{
    struct jd_error err = JD_ERROR_INIT;
    write_file("old", 3);
    ck_assert_int_eq(mkdir("dir", 0700), 0);
    ck_assert_int_eq(mkdir("dir/full", 0700), 0);
    ck_assert(!jd_file_replace("dir", jd_str_of("new"), &err));
    ck_assert_int_eq(err.sys_errno, EISDIR);
    ck_assert(!jd_file_replace("nowhere/file", jd_str_of("new"), &err));
    ck_assert_int_eq(err.sys_errno, ENOENT);
    signal(SIGXFSZ, SIG_IGN); /* as a full disk, in the middle of the bytes */
    struct rlimit limit = { .rlim_cur = 2, .rlim_max = RLIM_INFINITY }, before;
    ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &before), 0);
    limit.rlim_max = before.rlim_max;
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
    bool replaced = jd_file_replace("file", jd_str_of("new"), &err);
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &before), 0);
    ck_assert(!replaced);
    ck_assert_int_eq(err.sys_errno, EFBIG);
    ck_assert_ptr_eq(strstr(err.message, "file: "), err.message);
    check_file("file", "old");
    ck_assert_int_eq(count_entries(), 2);
}
END_TEST

static const struct {
    const char *path, *expected; /* below the home of the test, unless it begins with / */
} absolutes[] = {
    { "file", "file" },
    { "link", "file" },
    { "dir/../file", "file" },
    { "./dir/", "dir" },
    { "missing", "missing" },
    { "dir/missing", "dir/missing" },
    { "/", "/" },
    { "/no/such/file", "/no/such/file" },
};

START_TEST(a_path_becomes_absolute)
{
    struct jd_buf into = JD_BUF_INIT, expected = JD_BUF_INIT;
    char *home = realpath(".", NULL);
    write_file("x", 1);
    ck_assert_int_eq(symlink("file", "link"), 0);
    ck_assert_int_eq(mkdir("dir", 0700), 0);
    jd_buf_add_c(&expected, "kept ");
    if (absolutes[_i].expected[0] != '/')
        jd_buf_printf(&expected, "%s/", home);
    jd_buf_add_c(&expected, absolutes[_i].expected);
    jd_buf_add_c(&into, "kept ");
    jd_file_absolute(absolutes[_i].path, &into);
    ck_assert_str_eq(into.data, expected.data);
    jd_buf_release(&into);
    jd_buf_release(&expected);
    free(home);
}
END_TEST

static const struct {
    enum jd_xdg kind;
    const char *variable, *value, *home, *path; /* NULL: not set; path NULL: none */
} bases[] = {
    { JD_XDG_CONFIG, "XDG_CONFIG_HOME", "/etc/own", "/home/li", "/etc/own/jingdu/file" },
    { JD_XDG_CONFIG, "XDG_CONFIG_HOME", NULL, "/home/li",
      "/home/li/.config/jingdu/file" },
    { JD_XDG_DATA, "XDG_DATA_HOME", NULL, "/home/li",
      "/home/li/.local/share/jingdu/file" },
    { JD_XDG_CACHE, "XDG_CACHE_HOME", NULL, "/home/li", "/home/li/.cache/jingdu/file" },
    { JD_XDG_STATE, "XDG_STATE_HOME", NULL, "/home/li",
      "/home/li/.local/state/jingdu/file" },
    { JD_XDG_DATA, "XDG_DATA_HOME", "/d", NULL, "/d/jingdu/file" },
    { JD_XDG_DATA, "XDG_DATA_HOME", "", "/home/li", "/home/li/.local/share/jingdu/file" },
    { JD_XDG_DATA, "XDG_DATA_HOME", "rel/ative", "/h", "/h/.local/share/jingdu/file" },
    { JD_XDG_DATA, "XDG_DATA_HOME", NULL, NULL, NULL },
    { JD_XDG_DATA, "XDG_DATA_HOME", "rel", "", NULL },
    { JD_XDG_DATA, "XDG_DATA_HOME", NULL, "not/absolute", NULL },
};

static void set_or_unset(const char *variable, const char *value)
{
    ck_assert_int_eq(value ? setenv(variable, value, 1) : unsetenv(variable), 0);
}

START_TEST(base_folders_follow_the_environment)
{
    set_or_unset(bases[_i].variable, bases[_i].value);
    set_or_unset("HOME", bases[_i].home);
    struct jd_buf into = JD_BUF_INIT;
    jd_buf_add_c(&into, "old");
    ck_assert(jd_file_xdg(bases[_i].kind, "file", &into) == (bases[_i].path != NULL));
    if (bases[_i].path)
        ck_assert_str_eq(into.data, bases[_i].path);
    jd_buf_release(&into);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("base/file");
    TCase *files = tcase_create("files");
    tcase_add_checked_fixture(files, enter_folder, leave_folder);
    tcase_add_loop_test(files, a_file_is_read_whole, 0, COUNT(sizes));
    tcase_add_test(files, a_file_over_the_limit_is_refused);
    tcase_add_loop_test(files, what_cannot_be_read_says_why, 0, COUNT(failures));
    tcase_add_test(files, a_file_without_permission_is_refused);
    tcase_add_test(files, an_open_file_is_closed_on_exec_and_blocks);
    tcase_add_test(files, a_fifo_without_a_writer_is_empty);
    tcase_add_test(files, a_pipe_is_read_to_its_end);
    tcase_add_test(files, a_full_disk_is_reported);
    tcase_add_test(files, a_temporary_file_can_be_written_and_read_and_has_no_name);
    tcase_add_test(files, a_temporary_file_needs_its_folder);
    suite_add_tcase(suite, files);
    TCase *maps = tcase_create("maps");
    tcase_add_checked_fixture(maps, enter_folder, leave_folder);
    tcase_add_test(maps, a_map_shows_the_bytes_of_the_file);
    tcase_add_test(maps, nothing_can_be_mapped_too);
    tcase_add_test(maps, a_map_of_no_file_fails);
    tcase_add_test(maps, pages_cut_off_a_mapped_file_read_as_zeros);
    tcase_add_test_raise_signal(maps, a_sigbus_elsewhere_still_ends_the_program, SIGBUS);
    tcase_add_test(maps, sixteen_maps_are_guarded_and_no_more);
    suite_add_tcase(suite, maps);
    TCase *folders = tcase_create("folders");
    tcase_add_checked_fixture(folders, enter_home, leave_home);
    tcase_add_loop_test(folders, a_folder_is_made_with_those_above_it, 0, COUNT(made));
    tcase_add_loop_test(folders, what_cannot_be_a_folder_of_ours_is_told, 0,
                        COUNT(unmakable));
    tcase_add_test(folders, a_folder_behind_a_link_is_one);
    tcase_add_test(folders, permission_is_what_is_missing);
    tcase_add_test(folders, a_folder_of_somebody_else_is_refused);
    tcase_add_test(folders, a_file_is_replaced_and_nothing_stays_beside_it);
    tcase_add_test(folders, what_a_link_leads_to_stays_as_it_is);
    tcase_add_test(folders, a_replacement_that_fails_leaves_all_as_it_was);
    tcase_add_loop_test(folders, a_path_becomes_absolute, 0, COUNT(absolutes));
    suite_add_tcase(suite, folders);
    TCase *xdg = tcase_create("xdg");
    tcase_add_loop_test(xdg, base_folders_follow_the_environment, 0, COUNT(bases));
    suite_add_tcase(suite, xdg);
    return suite;
}

int main(void)
{
    return jd_run_tests("base/file", make_suite());
}
