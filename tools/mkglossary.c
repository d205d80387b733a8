/* SPDX-License-Identifier: MIT */
/*
 * Build tool: reads glossary files and writes their image to standard output as C, for
 * src/dict/shipped.h. Complaints go to standard error as file:line:column; an error
 * among them makes the exit status 1.
 *
 * Usage: mkglossary FILE.tsv... > glossary_image.c
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "jingdu/base/buf.h"
#include "jingdu/base/file.h"
#include "jingdu/dict/glossary_tsv.h"
#include "jingdu/text/sanitise.h"

#include "jingdu/base/banned.h"

struct report {
    const char *path;
    bool failed;
};

static void complain(void *context, const struct jd_complaint *complaint)
{
    struct report *report = context;
    struct jd_buf line = JD_BUF_INIT;
    bool is_error = complaint->severity == JD_SEVERITY_ERROR;
    report->failed |= is_error;
    jd_sanitise_line(&line, jd_str_of(complaint->message));
    fprintf(stderr, "%s:%zu:%zu: %s: %s\n", report->path, complaint->line,
            complaint->column, is_error ? "error" : "warning", line.data);
    jd_buf_release(&line);
}

static bool read_file(const char *path, struct jd_glossary_builder *builder)
{
    struct report report = { .path = path };
    struct jd_buf text = JD_BUF_INIT;
    struct jd_error err = JD_ERROR_INIT;
    if (!jd_file_read(path, JD_GLOSSARY_FILE_MAX, &text, &err)) {
        fprintf(stderr, "mkglossary: %s\n", err.message);
        return false;
    }
    jd_glossary_builder_read(builder, jd_buf_str(&text), complain, &report);
    jd_buf_release(&text);
    return !report.failed;
}

static void print_image(const struct jd_buf *image)
{
    puts("/* Made by mkglossary from data/glossary; do not edit. */\n"
         "#include <stddef.h>\n"
         "#include <stdint.h>\n"
         "\n"
         "extern const uint64_t jd_shipped_image[];\n"
         "extern const size_t jd_shipped_len;\n");
    printf("const size_t jd_shipped_len = %zu;\n", image->len);
    puts("const uint64_t jd_shipped_image[] = {");
    for (size_t at = 0; at < image->len; at += sizeof(uint64_t)) {
        uint64_t word;
        memcpy(&word, image->data + at, sizeof word);
        printf("0x%" PRIx64 ",%c", word, at / sizeof word % 8 == 7 ? '\n' : ' ');
    }
    puts("};");
}

int main(int argc, char **argv)
{
    struct jd_glossary_builder *builder = jd_glossary_builder_new();
    bool ok = true;
    for (int i = 1; i < argc; i++)
        ok &= read_file(argv[i], builder);
    if (ok) {
        struct jd_buf image = JD_BUF_INIT;
        jd_glossary_builder_write(builder, &image);
        print_image(&image);
        jd_buf_release(&image);
    }
    jd_glossary_builder_free(builder);
    return ok && fflush(stdout) == 0 && !ferror(stdout) ? EXIT_SUCCESS : EXIT_FAILURE;
}
