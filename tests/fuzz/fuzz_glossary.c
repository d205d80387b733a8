/* SPDX-License-Identifier: MIT */
/*
 * Any bytes as a glossary file: what is taken from it can be found and read again. The
 * same bytes as the inside of an image, and as damage to a good one: nothing is read
 * outside.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "jingdu/dict/glossary.h"
#include "jingdu/dict/glossary_tsv.h"
#include "jingdu/text/utf8.h"

#include "src/dict/image.h"

#include "jingdu/base/banned.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool condition)
{
    if (!condition)
        abort();
}

struct tally {
    size_t line, errors;
};

static void check_complaint(void *context, const struct jd_complaint *complaint)
{
    struct tally *tally = context;
    struct jd_str message = jd_str_of(complaint->message);
    must(complaint->line >= tally->line && complaint->line >= 1);
    must(complaint->column >= 1);
    must(message.len > 0 && jd_utf8_count_bad(message) == 0);
    tally->line = complaint->line;
    tally->errors += complaint->severity == JD_SEVERITY_ERROR;
}

/* Every byte, so that the sanitisers see a view that leads outside. */
static unsigned touch(struct jd_str s)
{
    unsigned sum = 0;
    for (size_t i = 0; i < s.len; i++)
        sum += (unsigned char)s.ptr[i];
    return sum;
}

static unsigned touch_term(const struct jd_term *term)
{
    must((unsigned)term->category < JD_CAT_COUNT);
    return touch(term->headword) + touch(term->pinyin) + touch(term->short_gloss) +
           touch(term->gloss) + touch(term->note) + touch(term->traditional) +
           touch(term->aliases) + (unsigned)jd_term_rank(term);
}

static unsigned match_everywhere(const struct jd_glossary *glossary, struct jd_str text)
{
    unsigned sum = 0;
    size_t count = 0;
    uint32_t *folded = malloc((text.len + 1) * sizeof *folded);
    must(folded);
    for (size_t at = 0; at < text.len;) {
        struct jd_cp next = jd_utf8_next(text, at);
        folded[count] = jd_utf8_fold(next.cp);
        count += folded[count] != 0;
        at += next.len;
    }
    for (size_t at = 0; at < count; at++) {
        struct jd_match matches[JD_MATCHES_MAX];
        size_t found = jd_glossary_match(glossary, folded + at, count - at, matches);
        must(found <= JD_MATCHES_MAX);
        for (size_t i = 0; i < found; i++) {
            must(matches[i].count >= 1 && matches[i].count <= count - at);
            must(i == 0 || matches[i].count > matches[i - 1].count);
            must(matches[i].id < jd_glossary_count(glossary));
            struct jd_term term = jd_glossary_term(glossary, matches[i].id);
            sum += touch_term(&term);
        }
    }
    free(folded);
    return sum;
}

static unsigned read_rows(const struct jd_glossary *glossary, bool is_sound)
{
    unsigned sum = 0;
    size_t ids = jd_glossary_count(glossary);
    for (size_t id = 0; id < ids && id < 1000; id++) {
        struct jd_term rows[4];
        size_t count = jd_glossary_rows(glossary, (jd_term_id)id, rows, 4);
        must(count >= 1 || !is_sound);
        for (size_t i = 0; i < count && i < 4; i++)
            sum += touch_term(&rows[i]);
        if (is_sound)
            must(jd_glossary_find(glossary, rows[0].headword) == id);
    }
    return sum;
}

static void as_file(struct jd_str text)
{
    struct tally tally = { 0 };
    struct jd_glossary *glossary = jd_glossary_new(2023);
    size_t taken =
        jd_glossary_add_tsv(glossary, text, JD_SOURCE_USER, check_complaint, &tally);
    must(jd_glossary_count(glossary) <= taken);
    match_everywhere(glossary, text);
    read_rows(glossary, true);
    jd_glossary_free(glossary);
}

/* Add an image twice, below and above a sound glossary, and ask everything. */
static void try_image(const void *bytes, size_t len, struct jd_str text)
{
    static const char rows[] = "headword\tcategory\tgloss\taliases\n"
                               "王毅\tperson\tWang Yi\t王外长\n中国\tplace\tChina\t\n";
    struct jd_glossary *glossary = jd_glossary_new(2023);
    bool taken =
        jd_glossary_add_image(glossary, bytes, len, false, JD_SOURCE_SHIPPED, NULL);
    jd_glossary_add_tsv(glossary, jd_str_of(rows), JD_SOURCE_USER, NULL, NULL);
    if (taken)
        must(jd_glossary_add_image(glossary, bytes, len, false, JD_SOURCE_ARTICLE, NULL));
    match_everywhere(glossary, text);
    match_everywhere(glossary, jd_str_of("王毅在中国，王外长"));
    read_rows(glossary, false);
    jd_glossary_free(glossary);
}

/* The bytes are everything behind the filter; the header says how they are divided. */
static void as_image(struct jd_str text)
{
    struct jd_image_header header = { .magic = JD_IMAGE_MAGIC,
                                      .version = JD_IMAGE_VERSION,
                                      .endian = JD_IMAGE_ENDIAN,
                                      .head_count = text.len / 64,
                                      .row_count = text.len / 128,
                                      .slot_bits = 1,
                                      .probe_max = 1,
                                      .key_max = JD_KEY_MAX };
    while ((sizeof(struct jd_image_slot) << (header.slot_bits + 2)) < text.len)
        header.slot_bits++;
    size_t fixed = (sizeof(struct jd_image_slot) << header.slot_bits) +
                   (header.head_count + 1) * sizeof(uint32_t) +
                   header.row_count * sizeof(struct jd_image_row);
    if (fixed > text.len)
        return;
    header.strings_len = (uint32_t)(text.len - fixed);
    size_t filter = JD_FILTER_WORDS * sizeof(uint64_t);
    size_t len = (sizeof header + filter + text.len + 7) / 8 * 8;
    char *bytes = calloc(1, len);
    must(bytes);
    memcpy(bytes, &header, sizeof header);
    memset(bytes + sizeof header, 0xFF, filter);
    memcpy(bytes + sizeof header + filter, text.ptr, text.len);
    try_image(bytes, len, text);
    free(bytes);
}

/* Three bytes each: where a good image is changed, and how. */
static void as_damage(struct jd_str text)
{
    static const char rows[] = "headword\tcategory\tgloss\taliases\n"
                               "王毅\tperson\tWang\t王外长\n中国外交部\tterm\tx\t中国\n";
    struct jd_glossary_builder *builder = jd_glossary_builder_new();
    struct jd_buf image = JD_BUF_INIT;
    jd_glossary_builder_read(builder, jd_str_of(rows), NULL, NULL);
    jd_glossary_builder_write(builder, &image);
    jd_glossary_builder_free(builder);
    memset(image.data + sizeof(struct jd_image_header), 0xFF,
           JD_FILTER_WORDS * sizeof(uint64_t));
    for (size_t i = 0; i + 2 < text.len; i += 3) {
        size_t at = (unsigned char)text.ptr[i] << 8 | (unsigned char)text.ptr[i + 1];
        image.data[at % image.len] ^= text.ptr[i + 2];
    }
    try_image(image.data, image.len, text);
    jd_buf_release(&image);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct jd_str text = jd_str_make((const char *)data, size);
    as_file(text);
    as_image(text);
    as_damage(text);
    return 0;
}
