/* SPDX-License-Identifier: MIT */
/*
 * Runs a fuzz target over every file of the folders named on the command line, so that
 * the corpus is part of the ordinary tests. Without arguments the folder is the target's
 * own: replay_decode takes $srcdir/tests/fuzz/corpus/decode. A broken invariant aborts
 * the program; the file it was reading is the last one named in the log.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "jingdu/base/buf.h"
#include "jingdu/base/file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void replay_file(const char *path)
{
    struct jd_buf bytes = JD_BUF_INIT;
    struct jd_error err = JD_ERROR_INIT;
    printf("# %s\n", path);
    fflush(stdout);
    if (!jd_file_read(path, 1 << 24, &bytes, &err)) {
        printf("Bail out! %s\n", err.message);
        exit(EXIT_FAILURE);
    }
    /* An exact allocation, so that the sanitisers see a read past the end. */
    uint8_t *exact = malloc(bytes.len ? bytes.len : 1);
    if (!exact)
        abort();
    memcpy(exact, bytes.data, bytes.len);
    LLVMFuzzerTestOneInput(exact, bytes.len);
    free(exact);
    jd_buf_release(&bytes);
}

/* The number of files, -1 when there is no such folder. */
static int replay_folder(const char *folder)
{
    DIR *dir = opendir(folder);
    if (!dir)
        return -1;
    int count = 0;
    for (struct dirent *entry; (entry = readdir(dir));) {
        if (entry->d_name[0] == '.')
            continue;
        struct jd_buf path = JD_BUF_INIT;
        jd_buf_printf(&path, "%s/%s", folder, entry->d_name);
        replay_file(path.data);
        jd_buf_release(&path);
        count++;
    }
    closedir(dir);
    return count;
}

static void own_folder(const char *program, struct jd_buf *folder)
{
    const char *srcdir = getenv("srcdir");
    const char *target = strstr(program, "replay_");
    if (!target)
        target = "replay_";
    jd_buf_printf(folder, "%s/tests/fuzz/corpus/%s", srcdir ? srcdir : ".",
                  target + strlen("replay_"));
}

int main(int argc, char **argv)
{
    struct jd_buf own = JD_BUF_INIT;
    own_folder(argv[0], &own);
    char *only[] = { own.data };
    char **folders = argc > 1 ? argv + 1 : only;
    int total = argc > 1 ? argc - 1 : 1;
    bool failed = false;
    printf("1..%d\n", total);
    for (int i = 0; i < total; i++) {
        int count = replay_folder(folders[i]);
        printf("%s %d - %d files of %s\n", count > 0 ? "ok" : "not ok", i + 1, count,
               folders[i]);
        failed |= count <= 0;
    }
    jd_buf_release(&own);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
