/* SPDX-License-Identifier: MIT */
#include "tests/support/pty.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "jingdu/base/clock.h"

enum { DEADLINE_S = 30 };

/* ---- on the other side of fork ------------------------------------------------------
 */

static void redirect(const char *path, int flags, int fd)
{
    if (!path)
        return;
    int from = open(path, flags, 0600);
    if (from < 0 || dup2(from, fd) < 0)
        _exit(126);
    close(from);
}

static void set_environment(const char *const *env)
{
    for (; env && *env; env++) {
        const char *equals = strchr(*env, '=');
        if (!equals) {
            unsetenv(*env);
            continue;
        }
        char *name = strndup(*env, (size_t)(equals - *env));
        setenv(name, equals + 1, 1);
        free(name);
    }
}

static void run_program(const struct jd_pty_start *start)
{
    sigset_t signals;
    sigemptyset(&signals);
    if (start->hangup_blocked)
        sigaddset(&signals, SIGHUP);
    sigprocmask(SIG_SETMASK, &signals, NULL);
    for (int sig = 1; sig < 32; sig++)
        signal(sig, SIG_DFL);
    if (start->hangup_ignored)
        signal(SIGHUP, SIG_IGN);
    redirect(start->stdin_file, O_RDONLY, STDIN_FILENO);
    redirect(start->stdout_file, O_WRONLY | O_CREAT | O_TRUNC, STDOUT_FILENO);
    redirect(start->stderr_file, O_WRONLY | O_CREAT | O_TRUNC, STDERR_FILENO);
    set_environment(start->env);
    execv(start->argv[0], (char *const *)(uintptr_t)start->argv);
    _exit(127);
}

/* Take the slave as standard input, output, error, and as the terminal we belong to. */
static void take_terminal(int slave, bool belongs)
{
    setsid();
    if (belongs)
        ioctl(slave, TIOCSCTTY, 0);
    for (int fd = 0; fd < 3; fd++)
        dup2(slave, fd);
}

static void say(const char *text)
{
    ssize_t ignored = write(STDOUT_FILENO, text, strlen(text));
    (void)ignored;
}

/* A shell with one job. Tells the job's pid through tell; ends as the job does. */
static void run_shell(const struct jd_pty_start *start, int tell)
{
    signal(SIGTTOU, SIG_IGN);
    signal(SIGTSTP, SIG_IGN);
    pid_t job = fork();
    if (job == 0) {
        close(tell);
        setpgid(0, 0);
        tcsetpgrp(STDIN_FILENO, getpid());
        run_program(start);
    }
    setpgid(job, job);
    tcsetpgrp(STDIN_FILENO, job);
    ssize_t ignored = write(tell, &job, sizeof job);
    (void)ignored;
    close(tell);
    for (int status; waitpid(job, &status, WUNTRACED) == job;) {
        tcsetpgrp(STDIN_FILENO, getpgrp());
        if (WIFSIGNALED(status)) {
            signal(WTERMSIG(status), SIG_DFL);
            raise(WTERMSIG(status));
        }
        if (!WIFSTOPPED(status))
            _exit(WEXITSTATUS(status));
        char line[64];
        say("[stopped]\r\n");
        ignored = read(STDIN_FILENO, line, sizeof line);
        tcsetpgrp(STDIN_FILENO, job);
        kill(-job, SIGCONT);
    }
    _exit(125);
}

/* ---- our side -----------------------------------------------------------------------
 */

void jd_pty_open(struct jd_pty *pty, const struct jd_pty_start *start)
{
    int alive[2], tell[2];
    struct winsize size = { .ws_row = (unsigned short)start->rows,
                            .ws_col = (unsigned short)start->cols };
    *pty = (struct jd_pty){ .master = -1 };
    ck_assert_int_eq(openpty(&pty->master, &pty->slave, NULL, NULL, &size), 0);
    fcntl(pty->master, F_SETFD, FD_CLOEXEC);
    tcgetattr(pty->slave, &pty->before);
    ck_assert_int_eq(pipe(alive), 0);
    ck_assert_int_eq(pipe2(tell, O_CLOEXEC), 0);
    jd_vterm_open(&pty->screen, start->cols, start->rows);
    pty->child = fork();
    ck_assert_int_ge(pty->child, 0);
    if (pty->child == 0) {
        close(alive[0]);
        take_terminal(pty->slave, !start->no_terminal);
        close(pty->slave);
        if (start->job_control)
            run_shell(start, tell[1]);
        run_program(start);
    }
    close(alive[1]);
    close(tell[1]);
    pty->alive = alive[0];
    pty->pid = pty->child;
    if (start->job_control)
        ck_assert_int_eq(read(tell[0], &pty->pid, sizeof pty->pid), sizeof pty->pid);
    close(tell[0]);
}

static void reap(struct jd_pty *pty)
{
    struct rusage usage;
    if (wait4(pty->child, &pty->status, 0, &usage) != pty->child)
        return;
    pty->ended = true;
    pty->cpu_ms = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3 +
                  (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3;
}

void jd_pty_close(struct jd_pty *pty)
{
    if (!pty->ended) {
        kill(pty->pid, SIGKILL);
        if (pty->child != pty->pid)
            kill(pty->child, SIGKILL);
        reap(pty);
    }
    if (pty->master >= 0)
        close(pty->master);
    if (pty->slave >= 0)
        close(pty->slave);
    close(pty->alive);
    jd_vterm_close(&pty->screen);
}

void jd_pty_send(struct jd_pty *pty, const char *keys)
{
    size_t len = strlen(keys);
    ck_assert_int_eq(write(pty->master, keys, len), (ssize_t)len);
}

void jd_pty_resize(struct jd_pty *pty, int cols, int rows)
{
    struct winsize size = { .ws_row = (unsigned short)rows,
                            .ws_col = (unsigned short)cols };
    ioctl(pty->master, TIOCSWINSZ, &size);
    if (cols > 0 && rows > 0)
        jd_vterm_resize(&pty->screen, cols, rows);
}

void jd_pty_kill(struct jd_pty *pty, int sig)
{
    ck_assert_int_eq(kill(pty->pid, sig), 0);
}

void jd_pty_vanish(struct jd_pty *pty)
{
    close(pty->slave);
    close(pty->master);
    pty->master = pty->slave = -1;
}

static void feed_waiting(struct jd_pty *pty)
{
    char bytes[65536];
    struct pollfd ready = { .fd = pty->master, .events = POLLIN };
    while (pty->master >= 0 && poll(&ready, 1, 0) > 0 && ready.revents & POLLIN) {
        ssize_t got = read(pty->master, bytes, sizeof bytes);
        if (got <= 0)
            return;
        jd_vterm_feed(&pty->screen, bytes, (size_t)got);
    }
}

/* Take output until there is some or the program has ended. False at the deadline. */
static bool pump(struct jd_pty *pty, int64_t deadline)
{
    int64_t left = (deadline - jd_clock_us()) / 1000;
    struct pollfd ready[] = { { .fd = pty->alive, .events = POLLIN },
                              { .fd = pty->master, .events = POLLIN } };
    if (left <= 0 || poll(ready, 2, (int)left) <= 0)
        return false;
    feed_waiting(pty);
    if (ready[0].revents && !pty->ended) {
        reap(pty);
        feed_waiting(pty);
    }
    return true;
}

static int64_t deadline_from_now(void)
{
    return jd_clock_us() + DEADLINE_S * INT64_C(1000000);
}

_Noreturn static void give_up(struct jd_pty *pty, const char *what)
{
    struct jd_buf text = JD_BUF_INIT;
    jd_vterm_text(&pty->screen, &text);
    ck_abort_msg("%s: not seen%s. The screen:\n%s", what,
                 pty->ended ? " before the program ended" : "", text.data);
    abort();
}

void jd_pty_wait(struct jd_pty *pty, bool (*holds)(const struct jd_pty *pty),
                 const char *what)
{
    int64_t deadline = deadline_from_now();
    while (!holds(pty))
        if (pty->ended || !pump(pty, deadline))
            give_up(pty, what);
}

static void wait_shown(struct jd_pty *pty, const char *text, bool shown)
{
    int64_t deadline = deadline_from_now();
    while (jd_vterm_shows(&pty->screen, text) != shown)
        if (pty->ended || !pump(pty, deadline))
            give_up(pty, text);
}

void jd_pty_wait_text(struct jd_pty *pty, const char *text)
{
    wait_shown(pty, text, true);
}

void jd_pty_wait_gone(struct jd_pty *pty, const char *text)
{
    wait_shown(pty, text, false);
}

int jd_pty_wait_exit(struct jd_pty *pty)
{
    int64_t deadline = deadline_from_now();
    while (!pty->ended)
        if (!pump(pty, deadline))
            give_up(pty, "the end of the program");
    return WIFEXITED(pty->status) ? WEXITSTATUS(pty->status)
                                  : 1128 + WTERMSIG(pty->status);
}

double jd_pty_cpu_ms(const struct jd_pty *pty)
{
    clockid_t clock;
    struct timespec used;
    if (pty->ended || clock_getcpuclockid(pty->pid, &clock) != 0 ||
        clock_gettime(clock, &used) != 0)
        return pty->cpu_ms;
    return (double)used.tv_sec * 1e3 + (double)used.tv_nsec / 1e6;
}

static bool has_same_modes(const struct termios *a, const struct termios *b)
{
    return a->c_iflag == b->c_iflag && a->c_oflag == b->c_oflag &&
           a->c_cflag == b->c_cflag && a->c_lflag == b->c_lflag &&
           memcmp(a->c_cc, b->c_cc, sizeof a->c_cc) == 0;
}

const char *jd_pty_complaint(const struct jd_pty *pty)
{
    struct termios now;
    if (pty->screen.alternate)
        return "the alternate screen is still on";
    if (!pty->screen.cursor_visible)
        return "the cursor is hidden";
    if (pty->screen.mouse)
        return "the mouse is still taken";
    if (jd_vterm_mode(&pty->screen, 2004))
        return "bracketed paste is still on";
    if (jd_vterm_count(&pty->screen, "\033[22;2t") !=
        jd_vterm_count(&pty->screen, "\033[23;2t"))
        return "the title of the window is still ours";
    if (tcgetattr(pty->slave, &now) != 0 || !has_same_modes(&now, &pty->before))
        return "the modes of the terminal are changed";
    return NULL;
}
