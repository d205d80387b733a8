/* SPDX-License-Identifier: MIT */
#include "signals.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "jingdu/base/banned.h"

enum { RESTORE_MAX = 240 };

/*
 * One of the two named places with mutable globals: a signal handler can reach nothing
 * else.
 */
static struct {
    volatile sig_atomic_t any, quit, resized, continued, stopped;
    int pipe[2];
    int out_fd;
    char restore[RESTORE_MAX];
    size_t restore_len;
    struct termios modes;
    volatile sig_atomic_t has_modes;
} live;

static void wake(void)
{
    live.any = 1;
    ssize_t ignored = write(live.pipe[1], "", 1); // when it is full, it is readable
    (void)ignored;
}

static void on_notice(int sig, siginfo_t *info, void *context)
{
    (void)info, (void)context;
    int kept = errno;
    if (sig == SIGWINCH)
        live.resized = 1;
    else if (sig == SIGCONT)
        live.continued = 1;
    else if (sig == SIGTSTP)
        live.stopped = 1;
    else
        live.quit = sig;
    wake();
    errno = kept;
}

static void on_crash(int sig, siginfo_t *info, void *context);

/* A polite signal stays ignored when it was ignored before we came. */
enum kind { POLITE, NOTICED, CRASHES, IGNORED };

static struct handled {
    int sig;
    enum kind kind;
    bool installed;
    struct sigaction old;
} table[] = {
    { .sig = SIGHUP, .kind = POLITE },    { .sig = SIGTERM, .kind = POLITE },
    { .sig = SIGINT, .kind = POLITE },    { .sig = SIGQUIT, .kind = POLITE },
    { .sig = SIGWINCH, .kind = NOTICED }, { .sig = SIGCONT, .kind = NOTICED },
    { .sig = SIGTSTP, .kind = POLITE },   { .sig = SIGSEGV, .kind = CRASHES },
    { .sig = SIGABRT, .kind = CRASHES },  { .sig = SIGFPE, .kind = CRASHES },
    { .sig = SIGILL, .kind = CRASHES },   { .sig = SIGBUS, .kind = CRASHES },
    { .sig = SIGPIPE, .kind = IGNORED },
};
enum { TABLE_LEN = sizeof table / sizeof *table };

static struct handled *find(int sig)
{
    for (int i = 0; i < TABLE_LEN; i++)
        if (table[i].sig == sig)
            return &table[i];
    return NULL;
}

static void restore_terminal(void)
{
    if (live.restore_len) {
        ssize_t ignored = write(live.out_fd, live.restore, live.restore_len);
        (void)ignored;
    }
    if (live.has_modes)
        tcsetattr(live.out_fd, TCSANOW, &live.modes);
}

/* Was it a fault in a mapped file, which base/file makes good? */
static bool is_mended(const struct handled *entry, siginfo_t *info, void *context)
{
    if (entry->sig != SIGBUS || !(entry->old.sa_flags & SA_SIGINFO))
        return false;
    entry->old.sa_sigaction(entry->sig, info, context);
    // It puts another handler in our place when the fault is not its own.
    struct sigaction now;
    return sigaction(entry->sig, NULL, &now) == 0 && now.sa_sigaction == on_crash;
}

static void on_crash(int sig, siginfo_t *info, void *context)
{
    int kept = errno;
    struct handled *entry = find(sig);
    if (!is_mended(entry, info, context)) {
        restore_terminal();
        sigaction(sig, &entry->old, NULL);
        // A fault happens again by itself when we return; what was sent does not.
        if (info->si_code <= 0)
            raise(sig);
    }
    errno = kept;
}

static void install(struct handled *entry)
{
    struct sigaction action = { .sa_flags = SA_SIGINFO | SA_RESTART };
    sigemptyset(&action.sa_mask);
    sigaction(entry->sig, NULL, &entry->old);
    if (entry->kind == POLITE && entry->old.sa_handler == SIG_IGN)
        return;
    if (entry->kind == IGNORED)
        action = (struct sigaction){ .sa_handler = SIG_IGN };
    else if (entry->kind == CRASHES)
        action.sa_sigaction = on_crash;
    else
        action.sa_sigaction = on_notice;
    if (entry->kind == CRASHES)
        action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    entry->installed = sigaction(entry->sig, &action, NULL) == 0;
}

/* Give a signal back, unless somebody else has put a handler over ours meanwhile. */
static void uninstall(struct handled *entry)
{
    struct sigaction now;
    if (!entry->installed || sigaction(entry->sig, NULL, &now) != 0)
        return;
    bool ours = now.sa_flags & SA_SIGINFO
                    ? now.sa_sigaction == on_notice || now.sa_sigaction == on_crash
                    : now.sa_handler == SIG_IGN;
    if (ours)
        sigaction(entry->sig, &entry->old, NULL);
    entry->installed = false;
}

bool jd_signals_open(struct jd_error *err)
{
    if (pipe2(live.pipe, O_CLOEXEC | O_NONBLOCK) != 0)
        return jd_fail_errno(err, errno, "cannot make a pipe for signals");
    live.any = live.quit = live.resized = live.continued = live.stopped = 0;
    live.restore_len = 0;
    live.has_modes = 0;
    for (int i = 0; i < TABLE_LEN; i++)
        install(&table[i]);
    return true;
}

void jd_signals_close(void)
{
    live.restore_len = 0;
    live.has_modes = 0;
    for (int i = 0; i < TABLE_LEN; i++)
        uninstall(&table[i]);
    close(live.pipe[0]);
    close(live.pipe[1]);
}

int jd_signals_fd(void)
{
    return live.pipe[0];
}

/* The flag before it is lowered. One that is raised between the two steps is not lost. */
static int take(volatile sig_atomic_t *flag)
{
    int was = *flag;
    if (was)
        *flag = 0;
    return was;
}

struct jd_signals_seen jd_signals_take(void)
{
    char bytes[64];
    if (!take(&live.any))
        return (struct jd_signals_seen){ .quit = 0 };
    // Emptied before the flags are read: what comes in between wakes us once too often.
    while (read(live.pipe[0], bytes, sizeof bytes) == (ssize_t)sizeof bytes)
        ;
    return (struct jd_signals_seen){
        .quit = take(&live.quit),
        .resized = take(&live.resized),
        .continued = take(&live.continued),
        .stopped = take(&live.stopped),
    };
}

void jd_signals_set_restore(int fd, struct jd_str bytes, const struct termios *modes)
{
    live.restore_len = 0;
    live.has_modes = 0;
    live.out_fd = fd;
    size_t len = bytes.len < RESTORE_MAX ? bytes.len : RESTORE_MAX;
    memcpy(live.restore, bytes.ptr, len);
    if (modes)
        live.modes = *modes;
    live.has_modes = modes != NULL;
    live.restore_len = len;
}

void jd_signals_stop(bool group)
{
    struct handled *entry = find(SIGTSTP);
    if (!entry->installed)
        return;
    struct sigaction ours, standard = { .sa_handler = SIG_DFL };
    sigaction(SIGTSTP, &standard, &ours);
    if (group)
        kill(0, SIGTSTP);
    else
        raise(SIGTSTP);
    sigaction(SIGTSTP, &ours, NULL);
    live.stopped = 0;
}
