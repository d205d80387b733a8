/* SPDX-License-Identifier: MIT */
/*
 * The program that faults.sh puts faults into. Folders hold one database for each deed:
 *   actions prepare FOLDER           make them as the deeds find them
 *   actions copy FROM TO             copy such a folder
 *   actions do FOLDER [NAME...]      do all (or these), each in a child process of its
 * own, after what standard input says was acknowledged actions verify FOLDER FILE
 * [NAME...] look whether what FILE says was acknowledged is there Doing prints "NAME pid
 * N", "NAME ask N", and when the call is back "NAME ack N" or "NAME fail N MESSAGE", each
 * in one write. With JD_FAULT_LIE it says "ack" before the call, which verify has to
 * notice.
 */
#include "tests/faults/deeds.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "jingdu/base/banned.h"

static void print_line(const char *text, size_t len)
{
    if (write(STDOUT_FILENO, text, len) != (ssize_t)len)
        _exit(3);
}

static void say(int deed, const char *what, long number, const char *more)
{
    char line[512];
    int len = snprintf(line, sizeof line, "%s %s %ld %s\n", jd_deed_name(deed), what,
                       number, more);
    print_line(line, len < (int)sizeof line ? (size_t)len : sizeof line - 1);
}

static void join(char into[PATH_MAX], const char *folder, const char *name,
                 const char *rest)
{
    if (snprintf(into, PATH_MAX, "%s/%s%s", folder, name, rest) >= PATH_MAX)
        exit(2);
}

/* ---- prepare and copy -------------------------------------------------------------- */

static int prepare(const char *folder)
{
    mkdir(folder, 0700);
    for (int deed = 0; deed < JD_DEED_COUNT; deed++) {
        char path[PATH_MAX];
        struct jd_error err = JD_ERROR_INIT;
        join(path, folder, jd_deed_name(deed), "");
        mkdir(path, 0700);
        join(path, folder, jd_deed_name(deed), "/jingdu.db");
        if (!jd_deed_prepare(deed, path, &err)) {
            fprintf(stderr, "%s: %s\n", jd_deed_name(deed), err.message);
            return 1;
        }
    }
    return 0;
}

/* The file at to becomes that at from, or goes away when there is none. */
static bool copy_file(const char *from, const char *to)
{
    char bytes[1 << 16];
    int in = open(from, O_RDONLY | O_CLOEXEC);
    unlink(to);
    if (in < 0)
        return true;
    int out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    ssize_t got = 0;
    while (out >= 0 && (got = read(in, bytes, sizeof bytes)) > 0)
        if (write(out, bytes, (size_t)got) != got)
            got = -1;
    close(in);
    return out >= 0 && close(out) == 0 && got == 0;
}

static int copy(const char *from, const char *to)
{
    bool ok = true;
    mkdir(to, 0700);
    for (int deed = 0; deed < JD_DEED_COUNT && ok; deed++) {
        static const char *const files[] = { "/jingdu.db", "/jingdu.db-journal" };
        char old[PATH_MAX], new[PATH_MAX];
        join(new, to, jd_deed_name(deed), "");
        mkdir(new, 0700);
        for (int i = 0; i < 2 && ok; i++) {
            join(old, from, jd_deed_name(deed), files[i]);
            join(new, to, jd_deed_name(deed), files[i]);
            ok = copy_file(old, new);
        }
    }
    return ok ? 0 : 1;
}

/* ---- what was said ----------------------------------------------------------------- */

static void read_logs(FILE *in, struct jd_deed_log logs[JD_DEED_COUNT])
{
    char line[1024], name[32], what[32];
    int step;
    while (fgets(line, sizeof line, in)) {
        if (sscanf(line, "%31s %31s %d", name, what, &step) != 3)
            continue;
        int deed = jd_deed_by_name(name);
        if (deed == JD_DEED_COUNT || step < 0 || step >= JD_DEED_STEPS)
            continue;
        if (strcmp(what, "ask") == 0)
            logs[deed].asked |= 1U << step;
        if (strcmp(what, "ack") == 0)
            logs[deed].acked |= 1U << step;
    }
}

/* ---- do ---------------------------------------------------------------------------- */

static void do_steps(int deed, const char *path, struct jd_deed_log log)
{
    bool lies = getenv("JD_FAULT_LIE") != NULL;
    struct jd_store *store = NULL;
    struct jd_buf notice = JD_BUF_INIT;
    jd_store_open(path, &store, &notice);
    for (int step = 0; step < JD_DEED_STEPS; step++) {
        struct jd_error err = JD_ERROR_INIT;
        if (log.acked >> step & 1)
            continue;
        say(deed, "ask", step, "");
        if (lies)
            say(deed, "ack", step, "");
        if (!jd_deed_do(store, deed, step, &err))
            say(deed, "fail", step, err.message);
        else if (!lies)
            say(deed, "ack", step, "");
    }
    jd_store_close(store);
    jd_buf_release(&notice);
}

/* A child for each, so that each counts its system calls from one. A child that was
 * killed is part of the game; one that crashed is not. */
static int do_deed(int deed, const char *folder, struct jd_deed_log log)
{
    char path[PATH_MAX];
    join(path, folder, jd_deed_name(deed), "/jingdu.db");
    pid_t child = fork();
    if (child == 0) {
        do_steps(deed, path, log);
        _exit(0);
    }
    int status = 0;
    say(deed, "pid", child, "");
    if (child < 0 || waitpid(child, &status, 0) != child)
        return 2;
    if (status != 0 && !(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL)) {
        say(deed, "crash", status, "");
        return 1;
    }
    return 0;
}

static int do_all(const char *folder, char **wanted)
{
    struct jd_deed_log logs[JD_DEED_COUNT] = { 0 };
    int status = 0;
    read_logs(stdin, logs);
    for (int deed = 0; deed < JD_DEED_COUNT && !*wanted; deed++)
        status |= do_deed(deed, folder, logs[deed]);
    for (; *wanted; wanted++) {
        int deed = jd_deed_by_name(*wanted);
        status |= deed < JD_DEED_COUNT ? do_deed(deed, folder, logs[deed]) : 2;
    }
    return status;
}

/* ---- verify ------------------------------------------------------------------------ */

static int verify_deed(int deed, const char *folder, struct jd_deed_log log)
{
    static const char *const words[] = { "kept", "lost", "corrupt" };
    struct jd_buf why = JD_BUF_INIT;
    char path[PATH_MAX];
    join(path, folder, jd_deed_name(deed), "/jingdu.db");
    enum jd_deed_verdict verdict = jd_deed_check(deed, path, log, &why);
    if (verdict != JD_DEED_KEPT)
        printf("%s %s: %s\n", words[verdict], jd_deed_name(deed), why.data);
    jd_buf_release(&why);
    return verdict == JD_DEED_KEPT ? 0 : 1;
}

static int verify(const char *folder, const char *file, char **wanted)
{
    struct jd_deed_log logs[JD_DEED_COUNT] = { 0 };
    int status = 0;
    FILE *in = fopen(file, "r");
    if (!in)
        return 2;
    read_logs(in, logs);
    fclose(in);
    for (int deed = 0; deed < JD_DEED_COUNT && !*wanted; deed++)
        status |= verify_deed(deed, folder, logs[deed]);
    for (; *wanted; wanted++) {
        int deed = jd_deed_by_name(*wanted);
        status |= deed < JD_DEED_COUNT ? verify_deed(deed, folder, logs[deed]) : 2;
    }
    return status;
}

int main(int argc, char **argv)
{
    const char *verb = argc > 2 ? argv[1] : "";
    if (strcmp(verb, "prepare") == 0 && argc == 3)
        return prepare(argv[2]);
    if (strcmp(verb, "copy") == 0 && argc == 4)
        return copy(argv[2], argv[3]);
    if (strcmp(verb, "do") == 0)
        return do_all(argv[2], argv + 3);
    if (strcmp(verb, "verify") == 0 && argc > 3)
        return verify(argv[2], argv[3], argv + 4);
    fprintf(stderr,
            "usage: actions prepare|copy|do|verify FOLDER [FOLDER|NAME...|FILE]\n");
    return 2;
}
