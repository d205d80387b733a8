/* SPDX-License-Identifier: MIT */
/* The image that dict/glossary reads: what becomes of it when bytes are lost or changed.
 */
#include <stdlib.h>
#include <string.h>

#include "jingdu/dict/glossary.h"
#include "jingdu/dict/glossary_tsv.h"

#include "src/dict/image.h"
#include "tests/support/run.h"

static const char rows[] =
    "headword\tpinyin\tcategory\tshort\tgloss\tnote\taliases\tfrom\tto\n"
    "王毅\tWáng Yì\tperson\tWang\tWang Yi\tnote\t\t2013\t2022\n"
    "王毅\tWáng Yì\tperson\tWang\tWang Yi\tnote\t王外长\t2023\t\n"
    "王毅峰\tWáng Yìfēng\tperson\tWang\tWang Yifeng\t\t\t\t\n"
    "中国外交部\t\torganisation\t\tForeign Ministry\t\t外交部\t\t\n";

static void make_image(struct jd_buf *into)
{
    struct jd_glossary_builder *builder = jd_glossary_builder_new();
    jd_glossary_builder_read(builder, jd_str_of(rows), NULL, NULL);
    jd_glossary_builder_write(builder, into);
    jd_glossary_builder_free(builder);
}

/* A byte of each string, so that a stray view is seen by the sanitisers. */
static size_t touch(struct jd_str s)
{
    return s.len +
           (s.len ? (unsigned char)s.ptr[0] + (unsigned char)s.ptr[s.len - 1] : 0);
}

static size_t touch_term(const struct jd_term *term)
{
    return touch(term->headword) + touch(term->pinyin) + touch(term->short_gloss) +
           touch(term->gloss) + touch(term->note) + touch(term->traditional) +
           touch(term->aliases) + (size_t)term->category + (size_t)term->kind +
           strlen(jd_category_name(term->category));
}

/* Ask everything that can be asked. */
static size_t walk(const struct jd_glossary *glossary)
{
    static const uint32_t text[] = { 0x738B, 0x6BC5, 0x5CF0, 0x4E2D, 0x56FD, 0x5916,
                                     0x4EA4, 0x90E8, 0x738B, 0x5916, 0x957F };
    enum { LENGTH = sizeof text / sizeof *text };
    size_t sum = 0;
    for (size_t at = 0; at <= LENGTH; at++) {
        struct jd_match matches[JD_MATCHES_MAX];
        size_t found = jd_glossary_match(glossary, text + at, LENGTH - at, matches);
        for (size_t i = 0; i < found; i++) {
            ck_assert_uint_le(matches[i].count, LENGTH - at);
            ck_assert_uint_lt(matches[i].id, jd_glossary_count(glossary));
            sum += matches[i].id;
        }
    }
    size_t count = jd_glossary_count(glossary);
    for (size_t id = 0; id < count && id < 20; id++) {
        struct jd_term all[4], one = jd_glossary_term(glossary, (jd_term_id)id);
        size_t found = jd_glossary_rows(glossary, (jd_term_id)id, all, 4);
        sum += touch_term(&one);
        for (size_t i = 0; i < found && i < 4; i++)
            sum += touch_term(&all[i]);
    }
    return sum + jd_glossary_find(glossary, jd_str_of("王外长")) +
           jd_glossary_find(glossary, jd_str_of("外交部"));
}

/* Add the bytes in an allocation of their own; true when they were taken. */
static bool try_image(const char *bytes, size_t len, bool with_another)
{
    struct jd_glossary *glossary = jd_glossary_new(2023);
    struct jd_error err = JD_ERROR_INIT;
    char *exact = malloc(len ? len : 1);
    ck_assert_ptr_nonnull(exact);
    memcpy(exact, bytes, len);
    if (with_another)
        jd_glossary_add_tsv(glossary, jd_str_of(rows), JD_SOURCE_USER, NULL, NULL);
    bool taken =
        jd_glossary_add_image(glossary, exact, len, true, JD_SOURCE_SHIPPED, &err);
    ck_assert(taken || err.code == JD_ERR_FORMAT);
    ck_assert_uint_gt(walk(glossary), 0);
    if (!taken)
        free(exact);
    jd_glossary_free(glossary);
    return taken;
}

START_TEST(a_whole_image_is_taken)
{
    struct jd_buf image = JD_BUF_INIT;
    make_image(&image);
    ck_assert_uint_eq(image.len % 8, 0);
    ck_assert(try_image(image.data, image.len, false));
    ck_assert(try_image(image.data, image.len, true));
    jd_buf_release(&image);
}
END_TEST

START_TEST(an_image_cut_anywhere_is_refused)
{
    struct jd_buf image = JD_BUF_INIT;
    make_image(&image);
    for (size_t len = 0; len < image.len; len++)
        ck_assert(!try_image(image.data, len, false));
    jd_buf_add_char(&image, '\0');
    ck_assert(!try_image(image.data, image.len, false));
    jd_buf_release(&image);
}
END_TEST

START_TEST(an_image_with_any_byte_changed_does_no_harm)
{
    static const unsigned char changes[] = { 0x01, 0x80, 0xFF, 0x40, 0x07 };
    struct jd_buf image = JD_BUF_INIT;
    make_image(&image);
    size_t header = sizeof(struct jd_image_header), refused = 0;
    for (size_t at = 0; at < image.len; at++) {
        /* The filter is a field of bits that only says where to look. */
        bool is_filter = at >= header && at < header + JD_FILTER_WORDS * 8;
        char kept = image.data[at];
        for (size_t i = 0; i < (is_filter ? 1 : sizeof changes); i++) {
            image.data[at] = (char)(kept ^ changes[i]);
            refused += !try_image(image.data, image.len, i % 2);
        }
        image.data[at] = kept;
    }
    ck_assert_uint_ge(refused, 16 * sizeof changes); /* magic, version and endianness */
    jd_buf_release(&image);
}
END_TEST

START_TEST(every_value_of_every_header_byte_does_no_harm)
{
    struct jd_buf image = JD_BUF_INIT;
    make_image(&image);
    for (size_t at = 0; at < sizeof(struct jd_image_header); at++) {
        char kept = image.data[at];
        for (int value = 0; value < 256; value++) {
            image.data[at] = (char)value;
            try_image(image.data, image.len, false);
        }
        image.data[at] = kept;
    }
    jd_buf_release(&image);
}
END_TEST

START_TEST(an_image_that_is_not_aligned_is_refused)
{
    struct jd_buf image = JD_BUF_INIT;
    make_image(&image);
    struct jd_glossary *glossary = jd_glossary_new(0);
    struct jd_error err = JD_ERROR_INIT;
    char *room = malloc(image.len + 4);
    ck_assert_ptr_nonnull(room);
    memcpy(room + 4, image.data, image.len);
    ck_assert(!jd_glossary_add_image(glossary, room + 4, image.len, false,
                                     JD_SOURCE_SHIPPED, &err));
    ck_assert_int_eq(err.code, JD_ERR_FORMAT);
    free(room);
    jd_glossary_free(glossary);
    jd_buf_release(&image);
}
END_TEST

START_TEST(an_empty_builder_makes_an_image_too)
{
    struct jd_glossary_builder *builder = jd_glossary_builder_new();
    struct jd_buf image = JD_BUF_INIT;
    jd_glossary_builder_write(builder, &image);
    jd_glossary_builder_free(builder);
    ck_assert(try_image(image.data, image.len, false));
    ck_assert(try_image(image.data, image.len, true));
    jd_buf_release(&image);
}
END_TEST

/* A slot that leads back to itself must not trap a walk, nor a full table a search. */
START_TEST(loops_and_full_tables_end)
{
    struct jd_buf image = JD_BUF_INIT;
    make_image(&image);
    struct jd_image_header header;
    memcpy(&header, image.data, sizeof header);
    size_t slots = (size_t)1 << header.slot_bits;
    header.probe_max = (uint32_t)slots - 1;
    header.key_max = JD_KEY_MAX;
    memcpy(image.data, &header, sizeof header);
    char *at = image.data + sizeof header + JD_FILTER_WORDS * 8;
    memset(image.data + sizeof header, 0xFF, JD_FILTER_WORDS * 8);
    for (uint32_t i = 0; i < slots; i++) {
        struct jd_image_slot slot = { i % 2 ? i : jd_node_of(0x738B),
                                      0x738BU | JD_SLOT_MORE, 1 };
        memcpy(at + i * sizeof slot, &slot, sizeof slot);
    }
    ck_assert(try_image(image.data, image.len, false));
    ck_assert(try_image(image.data, image.len, true));
    jd_buf_release(&image);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("image");
    TCase *tcase = tcase_create("all");
    tcase_add_test(tcase, a_whole_image_is_taken);
    tcase_add_test(tcase, an_image_cut_anywhere_is_refused);
    tcase_add_test(tcase, an_image_with_any_byte_changed_does_no_harm);
    tcase_add_test(tcase, every_value_of_every_header_byte_does_no_harm);
    tcase_add_test(tcase, an_image_that_is_not_aligned_is_refused);
    tcase_add_test(tcase, an_empty_builder_makes_an_image_too);
    tcase_add_test(tcase, loops_and_full_tables_end);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return jd_run_tests("dict/image", make_suite());
}
