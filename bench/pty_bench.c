/* SPDX-License-Identifier: MIT */
/*
 * Runs a full-screen program on a pseudo-terminal and times what it shows.
 *
 *   pty_bench [--size COLSxROWS] [--quiet MS] [--quit KEYS] [--step NAME=KEYS[*N]]... --
 * COMMAND...
 *
 * One line for each sample: NAME, then milliseconds to the last byte and to the first,
 * then bytes. "paint" runs from exec to the end of the first screen; each step from its
 * key to the end of the answer. A screen has settled when no byte came for the quiet time
 * (20 ms) and the program used no processor time meanwhile, so one that goes silent to
 * compute is waited for. At the end: "anon" and "peak", MiB of private memory and of the
 * largest resident set.
 *
 * KEYS are literal but for <space> <cr> <esc> <lt> <c-x>; what stands before a '|' is
 * typed and settled untimed. KEYS of the form @COLSxROWS change the size of the terminal.
 */
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

enum { STEPS_MAX = 16, SILENT_MS = 1000, TIMEOUT_MS = 60000 };
static const double BUSY_NS = 2e5; /* less than this in a quiet time counts as idle */

struct step {
    const char *name;
    char *keys;
    int times;
};

struct bench {
    struct winsize size;
    int quiet_ms;
    const char *quit;
    struct step steps[STEPS_MAX];
    int step_count;
    int fd; /* the master side */
    pid_t pid;
};

struct sample {
    double first_ms, last_ms;
    size_t bytes;
    bool over; /* the program has gone */
};

static void die(const char *what)
{
    fprintf(stderr, "pty_bench: %s: %s\n", what, strerror(errno));
    exit(EXIT_FAILURE);
}

static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* ---- the program and what /proc knows of it ---- */

/* Calls take for the process and all its descendants. */
static void each_process(pid_t pid, void (*take)(pid_t, void *), void *context)
{
    char path[64];
    take(pid, context);
    snprintf(path, sizeof path, "/proc/%d/task/%d/children", (int)pid, (int)pid);
    FILE *children = fopen(path, "r");
    if (!children)
        return;
    for (int child; fscanf(children, "%d", &child) == 1;)
        each_process(child, take, context);
    fclose(children);
}

static void add_cpu(pid_t pid, void *context)
{
    double *total = context;
    char path[64 + NAME_MAX];
    snprintf(path, sizeof path, "/proc/%d/task", (int)pid);
    DIR *tasks = opendir(path);
    if (!tasks)
        return;
    for (struct dirent *task; (task = readdir(tasks));) {
        snprintf(path, sizeof path, "/proc/%d/task/%s/schedstat", (int)pid, task->d_name);
        FILE *file = task->d_name[0] == '.' ? NULL : fopen(path, "r");
        double ran;
        if (file && fscanf(file, "%lf", &ran) == 1)
            *total += ran;
        if (file)
            fclose(file);
    }
    closedir(tasks);
}

struct memory {
    long peak_kib, anon_kib;
};

static void add_memory(pid_t pid, void *context)
{
    struct memory *sum = context;
    char line[256];
    snprintf(line, sizeof line, "/proc/%d/status", (int)pid);
    FILE *status = fopen(line, "r");
    while (status && fgets(line, sizeof line, status)) {
        long kib;
        if (sscanf(line, "VmHWM: %ld", &kib) == 1)
            sum->peak_kib += kib;
        else if (sscanf(line, "RssAnon: %ld", &kib) == 1)
            sum->anon_kib += kib;
    }
    if (status)
        fclose(status);
}

static void start(struct bench *bench, char **command)
{
    int slave;
    char name[64];
    if (openpty(&bench->fd, &slave, name, NULL, &bench->size) != 0)
        die("openpty");
    fcntl(bench->fd, F_SETFD, FD_CLOEXEC);
    fcntl(slave, F_SETFD, FD_CLOEXEC);
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    /* Opened by the new session's leader, so it becomes the controlling terminal. */
    posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0);
    posix_spawn_file_actions_adddup2(&actions, 0, 1);
    posix_spawn_file_actions_adddup2(&actions, 0, 2);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID);
    errno =
        posix_spawnp(&bench->pid, command[0], &actions, &attributes, command, environ);
    if (errno)
        die(command[0]);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    close(slave);
}

/* ---- talking to it ---- */

static void type_bytes(const struct bench *bench, const char *bytes, size_t len)
{
    while (len) {
        ssize_t sent = write(bench->fd, bytes, len);
        if (sent < 0 && errno != EINTR)
            return;
        if (sent > 0) {
            bytes += sent;
            len -= (size_t)sent;
        }
    }
}

/* Programs that ask the terminal something would wait for the answer. */
static void answer_queries(const struct bench *bench, const char *said, size_t len)
{
    static const struct {
        const char *query, *answer;
    } table[] = {
        { "\x1b[6n", "\x1b[1;1R" },
        { "\x1b[c", "\x1b[?62;22c" },
        { "\x1b[>c", "\x1b[>1;10;0c" },
        { "\x1b[5n", "\x1b[0n" },
        { "\x1b]11;?", "\x1b]11;rgb:0000/0000/0000\a" },
        { "\x1b]10;?", "\x1b]10;rgb:ffff/ffff/ffff\a" },
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (memmem(said, len, table[i].query, strlen(table[i].query)))
            type_bytes(bench, table[i].answer, strlen(table[i].answer));
}

static double cpu_of(const struct bench *bench)
{
    double total = 0;
    each_process(bench->pid, add_cpu, &total);
    return total;
}

/* Waits until the screen has settled. Times are counted from start_ms. */
static struct sample settle(const struct bench *bench, double start_ms)
{
    static char said[1 << 16];
    struct sample sample = { .first_ms = -1, .last_ms = -1 };
    double cpu = -1;
    for (;;) {
        struct pollfd ready = { .fd = bench->fd, .events = POLLIN };
        bool can_read = poll(&ready, 1, bench->quiet_ms) > 0;
        ssize_t got = can_read ? read(bench->fd, said, sizeof said) : 0;
        double now = now_ms() - start_ms;
        if (can_read && got <= 0) {
            sample.over = true;
            return sample;
        }
        if (got > 0) {
            sample.bytes += (size_t)got;
            sample.last_ms = now;
            if (sample.first_ms < 0)
                sample.first_ms = now;
            answer_queries(bench, said, (size_t)got);
            cpu = -1;
            continue;
        }
        double used = cpu_of(bench);
        bool idle = cpu >= 0 && used - cpu < BUSY_NS;
        if ((idle && (sample.bytes || now > SILENT_MS)) || now > TIMEOUT_MS)
            return sample;
        cpu = used;
    }
}

/* Replaces <names> by their bytes, in place; returns keys. */
static const char *translate(char *keys)
{
    static const struct {
        const char *name;
        char byte;
    } names[] = {
        { "<space>", ' ' }, { "<cr>", '\r' }, { "<esc>", '\x1b' }, { "<lt>", '<' }
    };
    char *to = keys;
    for (const char *from = keys; *from;) {
        size_t taken = 1;
        char byte = *from;
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
            if (strncmp(from, names[i].name, strlen(names[i].name)) == 0) {
                taken = strlen(names[i].name);
                byte = names[i].byte;
            }
        if (strncmp(from, "<c-", 3) == 0 && from[3] && from[4] == '>') {
            taken = 5;
            byte = (char)(from[3] & 31);
        }
        *to++ = byte;
        from += taken;
    }
    *to = '\0';
    return keys;
}

static void act(struct bench *bench, const char *keys, size_t len)
{
    struct winsize size = bench->size;
    if (sscanf(keys, "@%hux%hu", &size.ws_col, &size.ws_row) == 2)
        ioctl(bench->fd, TIOCSWINSZ, &size); /* the kernel sends SIGWINCH */
    else
        type_bytes(bench, keys, len);
}

static void print_sample(const char *name, struct sample sample)
{
    if (sample.bytes)
        printf("%s %.3f %.3f %zu\n", name, sample.last_ms, sample.first_ms, sample.bytes);
    else
        printf("%s silent\n", name);
}

static bool play(struct bench *bench, const struct step *step)
{
    const char *timed = strrchr(step->keys, '|');
    timed = timed && timed[1] ? timed + 1 : step->keys;
    for (int i = 0; i < step->times; i++) {
        if (timed != step->keys) {
            act(bench, step->keys, (size_t)(timed - 1 - step->keys));
            settle(bench, now_ms());
        }
        double start_ms = now_ms();
        act(bench, timed, strlen(timed));
        struct sample sample = settle(bench, start_ms);
        print_sample(step->name, sample);
        if (sample.over)
            return false;
    }
    return true;
}

static void finish(struct bench *bench)
{
    struct memory memory = { 0, 0 };
    each_process(bench->pid, add_memory, &memory);
    printf("anon %.3f 0 0\npeak %.3f 0 0\n", (double)memory.anon_kib / 1024,
           (double)memory.peak_kib / 1024);
    type_bytes(bench, bench->quit, strlen(bench->quit));
    for (int waited = 0; waited < 2000; waited += bench->quiet_ms) {
        settle(bench, now_ms() - SILENT_MS);
        if (waitpid(bench->pid, NULL, WNOHANG) == bench->pid)
            return;
    }
    kill(bench->pid, SIGKILL);
    waitpid(bench->pid, NULL, 0);
}

/* "page=<space>*40" */
static void take_step(struct bench *bench, char *text)
{
    char *keys = strchr(text, '=');
    if (!keys || bench->step_count == STEPS_MAX) {
        fprintf(stderr, "pty_bench: --step %s: NAME=KEYS[*N], at most %d\n", text,
                STEPS_MAX);
        exit(2);
    }
    *keys++ = '\0';
    struct step *step = &bench->steps[bench->step_count++];
    *step = (struct step){ .name = text, .keys = keys, .times = 1 };
    char *star = strrchr(keys, '*');
    if (star && isdigit((unsigned char)star[1])) {
        step->times = atoi(star + 1);
        *star = '\0';
    }
    translate(keys);
}

int main(int argc, char **argv)
{
    struct bench bench = { .size = { .ws_col = 200, .ws_row = 60 },
                           .quiet_ms = 20,
                           .quit = "q" };
    int at = 1;
    for (; at + 1 < argc && strcmp(argv[at], "--") != 0; at += 2) {
        char *value = argv[at + 1];
        if (strcmp(argv[at], "--size") == 0)
            sscanf(value, "%hux%hu", &bench.size.ws_col, &bench.size.ws_row);
        else if (strcmp(argv[at], "--quiet") == 0)
            bench.quiet_ms = atoi(value);
        else if (strcmp(argv[at], "--quit") == 0)
            bench.quit = translate(value);
        else if (strcmp(argv[at], "--step") == 0)
            take_step(&bench, value);
        else
            break;
    }
    if (at + 1 >= argc || strcmp(argv[at], "--") != 0) {
        fputs("usage: pty_bench [--size WxH] [--quiet MS] [--quit KEYS] "
              "[--step NAME=KEYS[*N]]... -- COMMAND...\n",
              stderr);
        return 2;
    }
    double start_ms = now_ms();
    start(&bench, argv + at + 1);
    struct sample paint = settle(&bench, start_ms);
    print_sample("paint", paint);
    bool alive = !paint.over;
    for (int i = 0; alive && i < bench.step_count; i++)
        alive = play(&bench, &bench.steps[i]);
    if (alive)
        finish(&bench);
    return alive ? EXIT_SUCCESS : EXIT_FAILURE;
}
