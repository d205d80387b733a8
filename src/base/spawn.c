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
#include <sys/socket.h>
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

/* input < 0: our own terminal, in our group. */
static bool start(char *const argv[], int input, pid_t *pid, struct jd_error *err)
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
    short flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK;
    if (input >= 0) {
        flags |= POSIX_SPAWN_SETPGROUP;
        posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY,
                                         0);
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY,
                                         0);
    }
    posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
    posix_spawnattr_setflags(&attributes, flags);
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

/* Write until all is taken, the reader has gone (both are fine), or the time is over. */
static bool feed(int fd, struct jd_str input, int64_t deadline)
{
    size_t at = 0;
    while (at < input.len) {
        ssize_t sent =
            send(fd, input.ptr + at, input.len - at, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent > 0) {
            at += (size_t)sent;
        } else if (sent < 0 && errno == EAGAIN) {
            int64_t left = (deadline - jd_clock_us()) / 1000;
            struct pollfd ready = { .fd = fd, .events = POLLOUT };
            if (left <= 0 || (poll(&ready, 1, (int)left) < 0 && errno != EINTR))
                return false;
        } else if (sent < 0 && errno == EINTR) {
            continue;
        } else {
            break;
        }
    }
    return true;
}

/* Has it ended before the deadline? Its end of the socket is closed when it has; a child
 * that stays behind with that end open is not waited for. */
static bool wait_until(pid_t pid, int64_t deadline, int *status)
{
    for (int pause = 1;; pause = pause < 50 ? pause * 2 : 50) {
        pid_t done = waitpid(pid, status, WNOHANG);
        if (done == pid)
            return true;
        if (jd_clock_us() >= deadline)
            return false;
        poll(NULL, 0, pause);
    }
}

bool jd_spawn_feed(char *const argv[], struct jd_str input, int ms, struct jd_error *err)
{
    int ends[2];
    pid_t pid;
    int64_t deadline = jd_clock_us() + (int64_t)ms * 1000;
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return jd_fail_errno(err, errno, "%s", argv[0]);
    bool started = start(argv, ends[1], &pid, err);
    close(ends[1]);
    if (!started) {
        close(ends[0]);
        return false;
    }
    int status = 0;
    bool fed = feed(ends[0], input, deadline);
    close(ends[0]);
    if (fed && wait_until(pid, deadline, &status))
        return judge(argv[0], status, err);
    kill(-pid, SIGKILL);
    wait_for(pid);
    return jd_fail(err, JD_ERR_IO, "%s: took longer than %d s", argv[0], ms / 1000);
}

/* ---- in the foreground ------------------------------------------------------------- */

bool jd_spawn_foreground(char *const argv[], struct jd_error *err)
{
    struct sigaction ignore = { .sa_handler = SIG_IGN }, interrupt, quit;
    pid_t pid;
    sigaction(SIGINT, &ignore, &interrupt);
    sigaction(SIGQUIT, &ignore, &quit);
    bool started = start(argv, -1, &pid, err);
    int status = started ? wait_for(pid) : 0;
    sigaction(SIGINT, &interrupt, NULL);
    sigaction(SIGQUIT, &quit, NULL);
    return started && judge(argv[0], status, err);
}
