/* SPDX-License-Identifier: MIT */
#include "jingdu/base/spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "jingdu/base/clock.h"

#include "jingdu/base/banned.h"

extern char **environ;

/* ---- words ------------------------------------------------------------------------- */

/* Read one word from *at on into out->bytes; false: there is none, or a quote stays open.
 */
static bool read_word(struct jd_str setting, size_t *at, struct jd_buf *into, bool *open)
{
    char quote = 0;
    bool any = false;
    while (*at < setting.len && strchr(" \t", setting.ptr[*at]))
        (*at)++;
    for (; *at < setting.len; (*at)++) {
        char c = setting.ptr[*at];
        if (!quote && (c == ' ' || c == '\t'))
            break;
        any = true;
        if (quote ? c == quote : c == '"' || c == '\'') {
            quote = quote ? 0 : c;
        } else {
            if (c == '\\' && quote != '\'' && *at + 1 < setting.len)
                c = setting.ptr[++*at];
            jd_buf_add_char(into, c);
        }
    }
    *open |= quote != 0;
    return any;
}

bool jd_spawn_split(struct jd_str setting, struct jd_spawn_words *out,
                    struct jd_error *err)
{
    size_t starts[JD_SPAWN_WORDS_MAX];
    size_t at = 0;
    bool open = false;
    *out = (struct jd_spawn_words){ .bytes = JD_BUF_INIT };
    for (;;) {
        size_t start = out->bytes.len;
        if (!read_word(setting, &at, &out->bytes, &open))
            break;
        jd_buf_add_char(&out->bytes, '\0');
        if (out->count == JD_SPAWN_WORDS_MAX) {
            jd_spawn_release(out);
            return jd_fail(err, JD_ERR_USAGE, "a program has more than %d words",
                           JD_SPAWN_WORDS_MAX);
        }
        starts[out->count++] = start;
    }
    if (open || !out->count || !out->bytes.data[0]) {
        jd_spawn_release(out);
        return jd_fail(err, JD_ERR_USAGE, "%.*s: %s",
                       JD_STR_ARG(jd_str_sub(setting, 0, 100)),
                       open ? "a quote stays open" : "names no program");
    }
    for (int i = 0; i < out->count; i++)
        out->words[i] = out->bytes.data + starts[i];
    return true;
}

void jd_spawn_release(struct jd_spawn_words *words)
{
    jd_buf_release(&words->bytes);
    words->count = 0;
    words->words[0] = NULL;
}

/* ---- starting ---------------------------------------------------------------------- */

/* Streams of a program: the descriptors that become 0, 1 and 2; -1: as ours. */
struct streams {
    int in, out;
    bool own_group;
};

static void add_stream(posix_spawn_file_actions_t *actions, int from, int to)
{
    if (from >= 0)
        posix_spawn_file_actions_adddup2(actions, from, to);
}

static bool start(char *const argv[], struct streams streams, pid_t *pid,
                  struct jd_error *err)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t signals, none;
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    sigfillset(&signals);
    sigemptyset(&none);
    posix_spawnattr_setsigdefault(&attributes, &signals);
    posix_spawnattr_setsigmask(&attributes, &none);
    add_stream(&actions, streams.in, STDIN_FILENO);
    add_stream(&actions, streams.out, STDOUT_FILENO);
    add_stream(&actions, streams.out, STDERR_FILENO);
    posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
    int flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK |
                (streams.own_group ? POSIX_SPAWN_SETPGROUP : 0);
    posix_spawnattr_setflags(&attributes, (short)flags);
    int code = posix_spawnp(pid, argv[0], &actions, &attributes, argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    return code == 0 || jd_fail_errno(err, code, "%s", argv[0]);
}

static bool judge(const char *name, int status, struct jd_error *err)
{
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return true;
    if (WIFSIGNALED(status))
        return jd_fail(err, JD_ERR_IO, "%s: ended by signal %d", name, WTERMSIG(status));
    return jd_fail(err, JD_ERR_IO, "%s: ended with status %d", name, WEXITSTATUS(status));
}

static int wait_for(pid_t pid)
{
    int status = 0;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        continue;
    return status;
}

/* ---- feeding ----------------------------------------------------------------------- */

/*
 * Write until all is taken or the reader has gone (both are fine), or the time is over.
 * fd does not block, and SIGPIPE is ignored.
 */
static bool feed(int fd, struct jd_str input, int64_t deadline)
{
    while (input.len) {
        ssize_t put = write(fd, input.ptr, input.len);
        if (put >= 0) {
            input = jd_str_sub(input, (size_t)put, input.len);
            continue;
        }
        if (errno == EINTR)
            continue;
        if (errno != EAGAIN)
            break;
        int64_t left = (deadline - jd_clock_us()) / 1000;
        struct pollfd room = { .fd = fd, .events = POLLOUT };
        if (left <= 0 || (poll(&room, 1, (int)left) < 0 && errno != EINTR))
            return false;
    }
    return true;
}

/* Has it ended before the deadline? Where children are not waited for (SIGCHLD ignored)
 * its status is not known, and taken for good. */
static bool wait_until(pid_t pid, int64_t deadline, int *status)
{
    for (int pause = 1;; pause = pause < 50 ? pause * 2 : 50) {
        pid_t done = waitpid(pid, status, WNOHANG);
        if (done == pid || (done < 0 && errno == ECHILD))
            return true;
        if (jd_clock_us() >= deadline)
            return false;
        poll(NULL, 0, pause);
    }
}

/* Give it input and wait for it; fd is closed. */
static bool attend(pid_t pid, int fd, struct jd_str input, int ms, int *status)
{
    int64_t deadline = jd_clock_us() + (int64_t)ms * 1000;
    struct sigaction ignore = { .sa_handler = SIG_IGN }, before;
    sigaction(SIGPIPE, &ignore, &before);
    bool fed = feed(fd, input, deadline);
    close(fd);
    sigaction(SIGPIPE, &before, NULL);
    return fed && wait_until(pid, deadline, status);
}

/* A pipe whose writing end does not block, and a place for output that nobody wants. */
static bool open_streams(int ends[2], int *nowhere)
{
    *nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (*nowhere < 0)
        return false;
    if (pipe2(ends, O_CLOEXEC) == 0) {
        if (fcntl(ends[1], F_SETFL, O_NONBLOCK) == 0)
            return true;
        close(ends[0]);
        close(ends[1]);
    }
    close(*nowhere);
    return false;
}

bool jd_spawn_feed(char *const argv[], struct jd_str input, int ms, struct jd_error *err)
{
    int ends[2], nowhere, status = 0;
    pid_t pid;
    if (!open_streams(ends, &nowhere))
        return jd_fail_errno(err, errno, "%s", argv[0]);
    struct streams streams = { .in = ends[0], .out = nowhere, .own_group = true };
    bool started = start(argv, streams, &pid, err);
    close(ends[0]);
    close(nowhere);
    if (!started) {
        close(ends[1]);
        return false;
    }
    if (attend(pid, ends[1], input, ms, &status))
        return judge(argv[0], status, err);
    kill(-pid, SIGKILL);
    wait_for(pid);
    return jd_fail(err, JD_ERR_IO, "%s: took longer than %g s", argv[0], ms / 1000.0);
}

/* ---- in the foreground ------------------------------------------------------------- */

/* Is it stopped at this moment? */
static bool is_stopped(pid_t pid)
{
    siginfo_t info = { .si_pid = 0 };
    return waitid(P_PID, (id_t)pid, &info, WSTOPPED | WNOHANG) == 0 && info.si_pid == pid;
}

/*
 * Wait for its end. When it stops (^Z in an editor) we stop too, or the shell above would
 * wait for us for ever. A ^Z of the terminal stops both at once; then we are here when
 * both go on, and there is nothing left to do. Where we cannot stop, it goes on as well.
 */
static int wait_together(pid_t pid)
{
    for (;;) {
        siginfo_t info;
        if (waitid(P_PID, (id_t)pid, &info, WEXITED | WSTOPPED | WNOWAIT) != 0) {
            if (errno == EINTR)
                continue;
            return 0;
        }
        if (info.si_code == CLD_EXITED || info.si_code == CLD_KILLED ||
            info.si_code == CLD_DUMPED)
            return wait_for(pid);
        if (is_stopped(pid)) {
            raise(SIGTSTP);
            kill(pid, SIGCONT);
        }
    }
}

/* SIGTSTP stops us, unless it was ignored (a shell without job control). */
static void let_stop(struct sigaction *before)
{
    struct sigaction standard = { .sa_handler = SIG_DFL };
    sigaction(SIGTSTP, NULL, before);
    if (before->sa_handler != SIG_IGN)
        sigaction(SIGTSTP, &standard, NULL);
}

/* A stream of ours that is no terminal (text came through a pipe) is none for it. */
static int choose_stream(int fd, int terminal)
{
    return isatty(fd) ? -1 : terminal;
}

bool jd_spawn_foreground(char *const argv[], struct jd_error *err)
{
    struct sigaction ignore = { .sa_handler = SIG_IGN }, interrupt, quit, stop;
    int terminal = open("/dev/tty", O_RDWR | O_CLOEXEC);
    struct streams streams = { .in = choose_stream(STDIN_FILENO, terminal),
                               .out = choose_stream(STDOUT_FILENO, terminal) };
    pid_t pid;
    sigaction(SIGINT, &ignore, &interrupt);
    sigaction(SIGQUIT, &ignore, &quit);
    let_stop(&stop);
    bool started = start(argv, streams, &pid, err);
    if (terminal >= 0)
        close(terminal);
    int status = started ? wait_together(pid) : 0;
    sigaction(SIGTSTP, &stop, NULL);
    sigaction(SIGINT, &interrupt, NULL);
    sigaction(SIGQUIT, &quit, NULL);
    return started && judge(argv[0], status, err);
}
