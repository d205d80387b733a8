/* SPDX-License-Identifier: MIT */
/*
 * Golden screens: tests/screens/<topic>.screen holds cases, each a line
 *     == COLSxROWS MODE KEYS…
 * (MODE is calm, all, off or mono; unsaved: no store; filled: a store with articles of
 * before; KEYS as on the keyboard) and below it the screen that
 * must come out. The keys are played on our own sample article. JD_UPDATE_SCREENS=1
 * writes the files anew.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "jingdu/base/file.h"
#include "jingdu/base/mem.h"
#include "tests/support/run.h"
#include "tests/support/stage.h"

struct screen {
    char *file;   /* path */
    char *header; /* without the "== " */
    char *expected;
};

static struct screen *screens;
static size_t screen_count, screen_cap;

static void add_screen(const char *path, struct jd_str header, struct jd_str expected)
{
    screens = jd_grow(screens, screen_count, &screen_cap, sizeof *screens);
    screens[screen_count++] =
        (struct screen){ jd_copy_bytes(path, strlen(path)),
                         jd_copy_bytes(header.ptr, header.len),
                         jd_copy_bytes(expected.ptr, expected.len) };
}

static void read_screens(const char *path)
{
    struct jd_buf text = JD_BUF_INIT;
    struct jd_error err = JD_ERROR_INIT;
    if (!jd_file_read(path, 1 << 24, &text, &err)) {
        fprintf(stderr, "%s\n", err.message);
        exit(EXIT_FAILURE);
    }
    struct jd_str all = jd_buf_str(&text);
    size_t at = jd_str_starts(all, jd_str_of("== "))
                    ? 0
                    : jd_str_find(all, jd_str_of("\n== "), 0);
    while (at < all.len) {
        size_t header = at + (all.ptr[at] == '\n' ? 4 : 3);
        size_t body = jd_str_find(all, jd_str_of("\n"), header);
        if (body == (size_t)-1)
            body = all.len;
        size_t next = jd_str_find(all, jd_str_of("\n== "), body);
        size_t end = next == (size_t)-1 ? all.len : next + 1;
        add_screen(path, jd_str_sub(all, header, body), jd_str_sub(all, body + 1, end));
        at = next == (size_t)-1 ? all.len : next;
    }
    jd_buf_release(&text);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void read_all(void)
{
    struct jd_buf folder = JD_BUF_INIT;
    char *names[64];
    size_t count = 0;
    jd_stage_path("tests/screens", &folder);
    DIR *dir = opendir(folder.data);
    for (struct dirent *entry; dir && count < 64 && (entry = readdir(dir));)
        if (jd_str_ends(jd_str_of(entry->d_name), jd_str_of(".screen"))) {
            struct jd_buf path = JD_BUF_INIT;
            jd_buf_printf(&path, "%s/%s", folder.data, entry->d_name);
            names[count++] = jd_buf_take(&path);
        }
    if (dir)
        closedir(dir);
    qsort(names, count, sizeof *names, by_name);
    for (size_t i = 0; i < count; i++) {
        read_screens(names[i]);
        free(names[i]);
    }
    jd_buf_release(&folder);
}

/* Play what the header says and append the screen that comes out. */
static void play(const char *header, struct jd_buf *into)
{
    int cols, rows, used = 0;
    char mode[16];
    ck_assert_msg(sscanf(header, "%dx%d %15s%n", &cols, &rows, mode, &used) == 3,
                  "bad header: %s", header);
    struct jd_buf settings = JD_BUF_INIT;
    bool highlights = strcmp(mode, "all") == 0 || strcmp(mode, "off") == 0;
    jd_buf_printf(&settings, "[page]\nhighlights = \"%s\"\n", highlights ? mode : "calm");
    struct jd_stage_options options = { .settings = settings.data,
                                        .mono = strcmp(mode, "mono") == 0,
                                        .no_store = strcmp(mode, "unsaved") == 0,
                                        .cols = cols,
                                        .rows = rows };
    struct jd_stage stage;
    jd_stage_open(&stage, &options);
    if (strcmp(mode, "filled") == 0)
        jd_stage_fill(stage.store);
    jd_stage_play(&stage, header + used);
    jd_stage_show(&stage, false, into);
    jd_stage_close(&stage);
    jd_buf_release(&settings);
}

/* The first line in which two screens differ: all of both is more than Check reports. */
static size_t first_difference(const char *a, const char *b, int *line)
{
    size_t start = 0;
    *line = 1;
    for (size_t i = 0; a[i] && a[i] == b[i]; i++)
        if (a[i] == '\n') {
            start = i + 1;
            ++*line;
        }
    return start;
}

START_TEST(screen_is_as_expected)
{
    struct jd_buf got = JD_BUF_INIT;
    const struct screen *screen = &screens[_i];
    play(screen->header, &got);
    int line;
    size_t at = first_difference(got.data, screen->expected, &line);
    ck_assert_msg(strcmp(got.data, screen->expected) == 0,
                  "%s, %s, row %d\nwanted %.*s\ngot    %.*s", screen->file,
                  screen->header, line, (int)strcspn(screen->expected + at, "\n"),
                  screen->expected + at, (int)strcspn(got.data + at, "\n"),
                  got.data + at);
    jd_buf_release(&got);
}
END_TEST

START_TEST(screens_are_written_anew)
{
    FILE *file = NULL;
    for (size_t i = 0; i < screen_count; i++) {
        if (i == 0 || strcmp(screens[i].file, screens[i - 1].file) != 0) {
            if (file)
                fclose(file);
            file = fopen(screens[i].file, "w");
            if (!file)
                exit(EXIT_FAILURE);
        }
        struct jd_buf got = JD_BUF_INIT;
        play(screens[i].header, &got);
        fprintf(file, "== %s\n%s", screens[i].header, got.data);
        jd_buf_release(&got);
    }
    if (file)
        fclose(file);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("ui/screens");
    TCase *cases = tcase_create("golden");
    tcase_set_timeout(cases, 60);
    if (getenv("JD_UPDATE_SCREENS"))
        tcase_add_test(cases, screens_are_written_anew);
    else
        tcase_add_loop_test(cases, screen_is_as_expected, 0, (int)screen_count);
    suite_add_tcase(suite, cases);
    return suite;
}

int main(void)
{
    read_all();
    if (!screen_count) {
        fprintf(stderr, "no screens found\n");
        return EXIT_FAILURE;
    }
    return jd_run_tests("ui/screens", make_suite());
}
