/* SPDX-License-Identifier: MIT */
#include "jingdu/export/bookmarks.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "jingdu/text/utf8.h"

#include "tests/support/mix.h"
#include "tests/support/run.h"

#define COUNT(rows) (int)(sizeof(rows) / sizeof *(rows))

#define ID      "0123456789abcdef0123456789abcdef"
#define ARTICLE "fedcba98765432100123456789abcdef"
#define DEVICE  "00000000000000000000000000000d0d"
#define TIME    "2026-11-23T16:05:31.042Z"
#define COLUMNS                                                                          \
    "id\tchanged_at\tdevice\tdeleted\tarticle\ttitle\tdate\tpath\tletter\tbyte\t"        \
    "text_len\tquote\tat\tbefore\tafter\tnote\tcreated_at"
#define SHORT "id\tchanged_at\tdevice\tarticle\tquote" /* what must be there */

/* "LINE:COLUMN what" for each complaint, each on a line. */
static void write_down(void *context, size_t line, size_t column, const char *message)
{
    jd_buf_printf(context, "%zu:%zu %s\n", line, column, message);
}

struct result {
    struct jd_arena arena;
    struct jd_bookmark_row *rows;
    size_t count;
    struct jd_buf said; /* complaints; then "failed" */
};

static struct result import(struct jd_str file)
{
    struct result result = { .arena = JD_ARENA_INIT, .said = JD_BUF_INIT };
    struct jd_error err = JD_ERROR_INIT;
    if (!jd_import_bookmarks(file, &result.arena, write_down, &result.said, &result.rows,
                             &result.count, &err)) {
        ck_assert_uint_eq(result.count, 0);
        ck_assert_int_eq(err.code, JD_ERR_FORMAT);
        ck_assert(jd_str_starts(jd_str_of(err.message), jd_str_of("line ")));
        jd_buf_add_c(&result.said, "failed\n");
    }
    return result;
}

static void release(struct result *result)
{
    jd_arena_release(&result->arena);
    jd_buf_release(&result->said);
}

/* ---- what is written
 * --------------------------------------------------------------------- */

static struct jd_id id_of(const char *digits)
{
    struct jd_id id;
    ck_assert(jd_id_parse(jd_str_of(digits), &id));
    return id;
}

/* A row with something in every field. */
static struct jd_bookmark_row full_row(void)
{
    struct jd_id article = id_of(ARTICLE);
    struct jd_bookmark_row row = {
        .mark = { .id = id_of(ID),
                  .article = article,
                  .place = { .byte = 1200,
                             .text_len = 9000,
                             .quote = jd_str_of("王毅访美。"),
                             .at = 6,
                             .before = jd_str_of("当天，"),
                             .after = jd_str_of("会见") },
                  .note = jd_str_of("a\tb\nc\\"),
                  .created_at = 0,
                  .stamp = { 1795449931042, id_of(DEVICE), true } },
        .article = { .id = article,
                     .title = jd_str_of("中美\"高层\""),
                     .date = jd_str_of("2023-10-25"),
                     .path = jd_str_of("/home/x/a b.txt") },
    };
    return row;
}

START_TEST(tsv_has_a_header_and_escaped_fields)
{
    struct jd_bookmark_row row = full_row();
    struct jd_buf out = JD_BUF_INIT;
    jd_export_bookmarks(JD_EXPORT_TSV, &row, 1, &out);
    ck_assert_str_eq(
        out.data,
        COLUMNS "\n" ID "\t" TIME "\t" DEVICE "\t1\t" ARTICLE
                "\t中美\"高层\"\t2023-10-25\t/home/x/a b.txt\t\t1200\t9000\t王毅访美。"
                "\t6\t当天，\t会见\ta\\tb\\nc\\\\\t1970-01-01T00:00:00.000Z\n");
    jd_buf_release(&out);
}
END_TEST

START_TEST(json_lines_are_objects)
{
    struct jd_bookmark_row row = full_row();
    struct jd_buf out = JD_BUF_INIT;
    jd_export_bookmarks(JD_EXPORT_JSONL, &row, 1, &out);
    ck_assert_str_eq(
        out.data,
        "{\"id\":\"" ID "\",\"changed_at\":\"" TIME "\",\"device\":\"" DEVICE
        "\",\"deleted\":true,\"article\":\"" ARTICLE
        "\",\"title\":\"中美\\\"高层\\\"\",\"date\":\"2023-10-25\","
        "\"path\":\"/home/x/a b.txt\",\"letter\":\"\",\"byte\":1200,\"text_len\":9000,"
        "\"quote\":\"王毅访美。\",\"at\":6,\"before\":\"当天，\",\"after\":\"会见\","
        "\"note\":\"a\\tb\\nc\\\\\",\"created_at\":\"1970-01-01T00:00:00.000Z\"}\n");
    jd_buf_release(&out);
}
END_TEST

START_TEST(nothing_is_a_header_in_tsv)
{
    struct jd_buf out = JD_BUF_INIT;
    jd_export_bookmarks(JD_EXPORT_TSV, NULL, 0, &out);
    ck_assert_str_eq(out.data, COLUMNS "\n");
    struct result result = import(jd_buf_str(&out));
    ck_assert_str_eq(result.said.data, "");
    ck_assert_uint_eq(result.count, 0);
    release(&result);
    jd_buf_clear(&out);
    jd_export_bookmarks(JD_EXPORT_JSONL, NULL, 0, &out);
    ck_assert_str_eq(out.data, "");
    jd_buf_release(&out);
}
END_TEST

START_TEST(what_is_no_text_is_written_as_a_mark_and_the_place_stays)
{
    struct jd_bookmark_row row = full_row();
    row.mark.place.quote = jd_str_make("\xFF\0王\xE4\xB8毅", 10);
    row.mark.place.at = 7; /* 毅 */
    row.article.path = jd_str_of("/tmp/\xE9t\xE9");
    for (int format = JD_EXPORT_TSV; format <= JD_EXPORT_JSONL; format++) {
        struct jd_buf out = JD_BUF_INIT;
        jd_export_bookmarks((enum jd_export_format)format, &row, 1, &out);
        struct result result = import(jd_buf_str(&out));
        ck_assert_str_eq(result.said.data, "");
        ck_assert_uint_eq(result.count, 1);
        struct jd_quote place = result.rows[0].mark.place;
        ck_assert_str_eq(place.quote.ptr, "\uFFFD\uFFFD王\uFFFD毅");
        ck_assert_str_eq(place.quote.ptr + place.at, "毅");
        ck_assert_str_eq(result.rows[0].article.path.ptr, "/tmp/\uFFFDt\uFFFD");
        release(&result);
        jd_buf_release(&out);
    }
}
END_TEST

/* ---- what is read
 * ------------------------------------------------------------------------ */

START_TEST(columns_come_in_any_order_and_some_may_be_missing)
{
    static const char *const files[] = {
        "quote\tcolour\tarticle\tdevice\tchanged_at\tid\n"
        "王毅\tred\\x\t" ARTICLE "\t" DEVICE "\t" TIME "\t" ID "\n",
        "\xEF\xBB\xBFquote\tarticle\tdevice\tchanged_at\tid\tcreated_at\tnote\tat\r\n"
        "王毅\t" ARTICLE "\t" DEVICE "\t" TIME "\t" ID "\t\t\t",
        " {\"quote\":\"王毅\",\"colour\":7,\"article\":\"" ARTICLE
        "\",\"device\":\"" DEVICE "\",\"changed_at\":\"" TIME "\",\"id\":\"" ID
        "\",\"note\":null,\"created_at\":null}\r\n\n",
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct result result = import(jd_str_of(files[i]));
        ck_assert_str_eq(result.said.data, "");
        ck_assert_uint_eq(result.count, 1);
        const struct jd_bookmark_row *row = result.rows;
        ck_assert(jd_id_eq(row->mark.id, id_of(ID)));
        ck_assert(jd_id_eq(row->mark.article, id_of(ARTICLE)));
        ck_assert(jd_id_eq(row->mark.stamp.device, id_of(DEVICE)));
        ck_assert_int_eq(row->mark.stamp.changed_at, 1795449931042);
        ck_assert_int_eq(row->mark.created_at, 1795449931042);
        ck_assert(!row->mark.stamp.deleted);
        ck_assert_int_eq(row->mark.letter, 0);
        ck_assert_str_eq(row->mark.place.quote.ptr, "王毅");
        ck_assert_uint_eq(row->mark.note.len, 0);
        ck_assert(jd_id_is_none(row->article.id));
        release(&result);
    }
}
END_TEST

START_TEST(bad_lines_are_left_out_and_the_rest_goes_on)
{
    struct result result = import(
        jd_str_of(SHORT "\nrubbish\n" ID "\t" TIME "\t" DEVICE "\t" ARTICLE "\t一\n"
                        "\n" ID "\tyesterday\t" DEVICE "\t" ARTICLE "\t二\n" ID "\t" TIME
                        "\t" DEVICE "\t" ARTICLE "\t三"));
    ck_assert_str_eq(result.said.data,
                     "2:1 id: no 32 hexadecimal digits\n"
                     "5:34 changed_at: no time like 2026-11-23T16:05:31.042Z\n");
    ck_assert_uint_eq(result.count, 2);
    ck_assert_str_eq(result.rows[0].mark.place.quote.ptr, "一");
    ck_assert_str_eq(result.rows[1].mark.place.quote.ptr, "三");
    release(&result);
}
END_TEST

/* Lines of SHORT and one column more; what is said of them. */
#define TSV(column, value)                                                               \
    SHORT "\t" column "\n" ID "\t" TIME "\t" DEVICE "\t" ARTICLE "\tab\t" value "\n"
#define KEYS                                                                             \
    "\"id\":\"" ID "\",\"changed_at\":\"" TIME "\",\"device\":\"" DEVICE                 \
    "\",\"article\":\"" ARTICLE "\""
#define JSON(members) "{" KEYS ",\"quote\":\"ab\"," members "}\n"
#define NO_ID         "00000000000000000000000000000000"
#define NO_TIME       "no time like 2026-11-23T16:05:31.042Z"
#define ESCAPES                                                                          \
    "a backslash stands only in \\t, \\n, \\r and \\\\: write \\\\ for the sign"
static const struct {
    const char *file, *said;
} mistakes[] = {
    /* files */
    { "", "1:1 the file is empty: neither a header nor a record\nfailed\n" },
    { " \n\r\n\t\n", "1:1 the file is empty: neither a header nor a record\nfailed\n" },
    { "\xEF\xBB\xBF", "1:1 the file is empty: neither a header nor a record\nfailed\n" },
    { "hello\n", "1:1 neither JSON nor a header with the column id\nfailed\n" },
    { "\n[{}]\n", "2:1 neither JSON nor a header with the column id\nfailed\n" },
    { "\xFF\xFEi\1d\1", "1:1 neither JSON nor a header with the column id\nfailed\n" },
    { "id\tchanged_at\tdevice\tarticle\n",
      "1:1 neither JSON nor a header with the column quote\nfailed\n" },
    { "id\tchanged_at\tdevice\tarticle\tquote\tid\n",
      "1:36 the second column of this name: id\nfailed\n" },
    { SHORT "\tx\tx\n", "" },
    /* lines of TSV */
    { SHORT "\n" ID "\t" TIME "\t" DEVICE "\t" ARTICLE "\n",
      "2:124 the header names 5 columns, here are only 4\n" },
    { SHORT "\n" ID "\t" TIME "\t" DEVICE "\t" ARTICLE "\tx\ty\n",
      "2:127 the header names 5 columns, here is one more\n" },
    { SHORT "\n" ID "\t" TIME "\t" DEVICE "\t" ARTICLE "\t中\xFF\n",
      "2:128 these bytes are not UTF-8\n" },
    { TSV("colour", "中\xED\xA0\x80"), "2:131 these bytes are not UTF-8\n" },
    { SHORT "\n" ID "\t" TIME "\t" DEVICE "\t" ARTICLE "\t中\\\n",
      "2:128 quote: a backslash at the end of a field: write \\\\ for the sign\n" },
    { TSV("note", "a\\x"), "2:129 note: " ESCAPES "\n" },
    { TSV("title", "\\u4e2d"), "2:128 title: " ESCAPES "\n" },
    /* single fields of TSV */
    { SHORT "\n" NO_ID "\t" TIME "\t" DEVICE "\t" ARTICLE "\t\n",
      "2:1 id: all zeros are no id\n" },
    { SHORT "\n" ID "\t" TIME "\t" DEVICE "\t" NO_ID "\t\n",
      "2:92 article: all zeros are no id\n" },
    { SHORT "\n" ID "0\t" TIME "\t" DEVICE "\t" ARTICLE "\t\n",
      "2:1 id: no 32 hexadecimal digits\n" },
    { SHORT "\n" ID "\t" TIME "\tmy laptop\t" ARTICLE "\t\n",
      "2:59 device: no 32 hexadecimal digits\n" },
    { SHORT "\n" ID "\t\t" DEVICE "\t" ARTICLE "\t\n", "2:34 changed_at: " NO_TIME "\n" },
    { SHORT "\n" ID "\t2026-02-30T00:00:00.000Z\t" DEVICE "\t" ARTICLE "\t\n",
      "2:34 changed_at: " NO_TIME "\n" },
    { SHORT "\n" ID "\t+292278994-08-17T07:12:55.808Z\t" DEVICE "\t" ARTICLE "\t\n",
      "2:34 changed_at: the time is out of range\n" },
    { SHORT "\n" ID "\t9999-01-01T00:00:00.001Z\t" DEVICE "\t" ARTICLE "\t\n",
      "2:34 changed_at: later than the year 9998\n" },
    { TSV("created_at", "0"), "2:128 created_at: " NO_TIME "\n" },
    { TSV("deleted", "true"), "2:128 deleted: 0 or 1\n" },
    { TSV("deleted", "01"), "2:128 deleted: 0 or 1\n" },
    { TSV("letter", "1"), "2:128 letter: one of a-z, A-Z, or nothing\n" },
    { TSV("letter", "ab"), "2:128 letter: one of a-z, A-Z, or nothing\n" },
    { TSV("letter", "é"), "2:128 letter: one of a-z, A-Z, or nothing\n" },
    { TSV("letter", " "), "2:128 letter: one of a-z, A-Z, or nothing\n" },
    { TSV("letter", "a"), "2:1 id: not the id of this letter in this article\n" },
    { TSV("letter", "Q"), "2:1 id: not the id of this letter in this article\n" },
    { TSV("byte", "-1"), "2:128 byte: no whole number\n" },
    { TSV("byte", "1.5"), "2:128 byte: no whole number\n" },
    { TSV("byte", "0x10"), "2:128 byte: no whole number\n" },
    { TSV("byte", "９"), "2:128 byte: no whole number\n" },
    { TSV("byte", "9223372036854775807"), "" },
    { TSV("byte", "9223372036854775808"), "2:128 byte: the number is too large\n" },
    { TSV("text_len", "99999999999999999999"),
      "2:128 text_len: the number is too large\n" },
    { TSV("at", "1"), "" },
    { TSV("at", "2"), "2:128 at: outside the quote\n" },
    { TSV("at", "4294967295"), "2:128 at: outside the quote\n" },
    { TSV("at", "4294967296"), "2:128 at: the number is too large\n" },
    /* JSON Lines */
    { "{}\n", "1:3 id is missing\n" },
    { "{" KEYS "}\n", "1:171 quote is missing\n" },
    { "{" KEYS ",\"quote\":null}\n", "1:184 quote is missing\n" },
    { JSON("\"note\":\"x\"") "x\n{\n{" KEYS "\n[]\n",
      "2:1 no JSON object: { should stand here\n"
      "3:2 the line ends too early: a name in \" should stand here\n"
      "4:170 the line ends too early: a comma or } should stand here\n"
      "5:1 no JSON object: { should stand here\n" },
    { JSON("\"note\":\"x\",\"id\":\"x\""), "1:195 id stands here for the second time\n" },
    { JSON("\"note\":7"), "1:191 note: should be a string\n" },
    { JSON("\"note\":\"a\\u0000b\""), "1:191 note: a zero byte, which is no text\n" },
    { JSON("\"note\":\"a\\ud800b\""), "1:193 half of a surrogate pair\n" },
    { JSON("\"note\":\"a\xFF\""), "1:193 these bytes are not UTF-8\n" },
    { JSON("\"note\":\"a\tb\""),
      "1:193 a control character in a string: write \\u0009\n" },
    { JSON("\"note\":[]"), "1:191 a value inside a value: records are flat\n" },
    { JSON("\"deleted\":1"), "1:194 deleted: should be true or false\n" },
    { JSON("\"byte\":\"7\""), "1:191 byte: should be a number\n" },
    { JSON("\"byte\":-7"), "1:191 byte: less than zero\n" },
    { JSON("\"byte\":7.5"), "1:191 no whole number\n" },
    { JSON("\"at\":2"), "1:189 at: outside the quote\n" },
    { JSON("\"at\":4294967296"), "1:189 at: the number is too large\n" },
    { JSON("\"created_at\":0"), "1:197 created_at: should be a string\n" },
    { JSON("\"letter\":\"\\u4e2d\""), "1:193 letter: one of a-z, A-Z, or nothing\n" },
    { JSON("\"letter\":\"a\""), "1:7 id: not the id of this letter in this article\n" },
};

START_TEST(a_mistake_is_named_with_its_place)
{
    struct result result = import(jd_str_of(mistakes[_i].file));
    ck_assert_str_eq(result.said.data, mistakes[_i].said);
    release(&result);
}
END_TEST

START_TEST(a_zero_byte_is_refused)
{
    struct jd_buf file = JD_BUF_INIT;
    jd_buf_add_c(&file, TSV("note", "ab@"));
    file.data[file.len - 2] = '\0';
    struct result result = import(jd_buf_str(&file));
    ck_assert_str_eq(result.said.data, "2:130 note: a zero byte, which is no text\n");
    release(&result);
    jd_buf_release(&file);
}
END_TEST

static const struct {
    const char *column;
    size_t most;
} caps[] = {
    { "title", 65536 }, { "note", 65536 }, { "path", 4096 },
    { "before", 4096 }, { "after", 4096 }, { "date", 64 },
};

START_TEST(a_field_has_a_greatest_length)
{
    for (size_t more = 0; more < 2; more++) {
        struct jd_buf file = JD_BUF_INIT, said = JD_BUF_INIT;
        jd_buf_printf(&file, SHORT "\t%s\n" ID "\t" TIME "\t" DEVICE "\t" ARTICLE "\tq\t",
                      caps[_i].column);
        jd_buf_add_repeat(&file, 'x', caps[_i].most - 2 + more);
        jd_buf_add_c(&file, "\\t\\\\\n"); /* counted as they are read */
        if (more)
            jd_buf_printf(&said, "2:127 %s: %zu bytes; at most %zu are taken\n",
                          caps[_i].column, caps[_i].most + 1, caps[_i].most);
        struct result result = import(jd_buf_str(&file));
        ck_assert_str_eq(result.said.data, said.data);
        ck_assert_uint_eq(result.count, 1 - more);
        release(&result);
        jd_buf_release(&file);
        jd_buf_release(&said);
    }
}
END_TEST

/* ---- there and back
 * ---------------------------------------------------------------------- */

static struct jd_id random_id(uint64_t *state)
{
    struct jd_id id;
    for (size_t i = 0; i < sizeof id.bytes; i++)
        id.bytes[i] = (uint8_t)(jd_mix_next(state) >> 32);
    id.bytes[0] |= 1;
    return id;
}

static struct jd_str random_text(uint64_t *state, struct jd_arena *arena)
{
    static const char *const pieces[] = {
        "\t",     "\n",
        "\r",     "\r\n",
        "\\",     "\\t",
        "\\\\n",  "\"",
        "{",      "}",
        ",",      ":",
        "'",      " ",
        "\u2028", "\u2029",
        "\x1b[m", "\x01",
        "\x7f",   "\xC2\x85",
        "😀",      "👩\u200D👧",
        "王毅",   "中国",
        "，",     "“互动”",
        "\uFEFF", "\xF4\x8F\xBF\xBF",
        "\uFFFD", "e\u0301",
        "\u202E", "#",
        "null",   "0",
        "%s",     "/",
        "\b\f\v", "葛\U000E0100",
    };
    enum { COUNT_OF_PIECES = sizeof pieces / sizeof *pieces };
    struct jd_buf text = JD_BUF_INIT;
    for (uint64_t left = jd_mix_next(state) >> 20; left % 8; left /= 8)
        jd_buf_add_c(&text, pieces[(jd_mix_next(state) >> 16) % COUNT_OF_PIECES]);
    struct jd_str copy = jd_str_make(jd_arena_copy(arena, text.data, text.len), text.len);
    jd_buf_release(&text);
    return copy;
}

static int64_t random_time(uint64_t *state)
{
    static const int64_t edges[] = { INT64_MIN, INT64_MAX, 0, -1, 1795449931042 };
    uint64_t pick = jd_mix_next(state) >> 8;
    if (pick % 10 == 0)
        return edges[pick / 10 % 5];
    return (int64_t)jd_mix_next(state) >> pick / 10 % 64;
}

enum { RECORDS = 10000, ARTICLES = 300 };

/* Articles first, since their marks must agree on them; one in ten is not known. */
static struct jd_bookmark_row *random_rows(uint64_t seed, struct jd_arena *arena)
{
    uint64_t state = seed;
    struct jd_article_record *articles =
        jd_arena_alloc(arena, ARTICLES * sizeof *articles);
    struct jd_id ids[ARTICLES];
    for (size_t i = 0; i < ARTICLES; i++) {
        ids[i] = random_id(&state);
        articles[i] = (struct jd_article_record){ .id = JD_ID_NONE,
                                                  .title = JD_STR_EMPTY,
                                                  .date = JD_STR_EMPTY,
                                                  .path = JD_STR_EMPTY };
        if (i % 10) {
            articles[i].id = ids[i];
            articles[i].title = random_text(&state, arena);
            articles[i].date = i % 3 ? jd_str_of("2023-10-25") : JD_STR_EMPTY;
            articles[i].path = random_text(&state, arena);
        }
    }
    struct jd_bookmark_row *rows = jd_arena_alloc(arena, RECORDS * sizeof *rows);
    for (size_t i = 0; i < RECORDS; i++) {
        struct jd_bookmark_row *row = &rows[i];
        size_t article = i % ARTICLES, letter = i / ARTICLES; /* no key comes twice */
        *row = (struct jd_bookmark_row){ .article = articles[article] };
        row->mark.article = ids[article];
        if (letter < 26)
            row->mark.letter = (char)('a' + letter);
        if (article < 26 && letter == 26)
            row->mark.letter = (char)('A' + article);
        row->mark.id = row->mark.letter
                           ? jd_bookmark_id(row->mark.article, row->mark.letter)
                           : random_id(&state);
        row->mark.place.byte = jd_mix_next(&state) >> (1 + jd_mix_next(&state) % 63);
        row->mark.place.text_len = jd_mix_next(&state) >> (1 + jd_mix_next(&state) % 63);
        row->mark.place.quote = random_text(&state, arena);
        size_t len = row->mark.place.quote.len;
        row->mark.place.at = len ? (uint32_t)(jd_mix_next(&state) % len) : 0;
        row->mark.place.before = random_text(&state, arena);
        row->mark.place.after = random_text(&state, arena);
        row->mark.note = random_text(&state, arena);
        row->mark.created_at = random_time(&state);
        row->mark.stamp.changed_at = random_time(&state);
        if (row->mark.stamp.changed_at > JD_STAMP_LATEST) /* refused, see below */
            row->mark.stamp.changed_at = JD_STAMP_LATEST;
        row->mark.stamp.device = random_id(&state);
        row->mark.stamp.deleted = jd_mix_next(&state) >> 32 & 1;
    }
    return rows;
}

static void assert_same_bytes(const struct jd_buf *a, const struct jd_buf *b)
{
    if (jd_str_eq(jd_buf_str(a), jd_buf_str(b)))
        return;
    size_t at = 0, line = 1;
    for (; at < a->len && at < b->len && a->data[at] == b->data[at]; at++)
        line += a->data[at] == '\n';
    ck_abort_msg("differs at byte %zu, line %zu: %.60s | %.60s", at, line, a->data + at,
                 b->data + at);
}

/* rows → format → rows, as many times as there are formats; then what comes out. */
static void pass_through(const enum jd_export_format *formats, size_t count,
                         const struct jd_bookmark_row *rows, size_t row_count,
                         struct jd_buf *out)
{
    struct result result = { .said = JD_BUF_INIT };
    for (size_t i = 0; i < count; i++) {
        jd_buf_clear(out);
        jd_export_bookmarks(formats[i], i ? result.rows : rows, row_count, out);
        if (i)
            release(&result);
        result = import(jd_buf_str(out));
        ck_assert_str_eq(result.said.data, "");
        ck_assert_uint_eq(result.count, row_count);
    }
    release(&result);
}

START_TEST(ten_thousand_records_come_back_byte_by_byte)
{
    const enum jd_export_format T = JD_EXPORT_TSV, J = JD_EXPORT_JSONL;
    const enum jd_export_format ways[][4] = {
        { T, T }, { J, J }, { T, J, T }, { J, T, J }
    };
    static const size_t lengths[] = { 2, 2, 3, 3 };
    struct jd_arena arena = JD_ARENA_INIT;
    struct jd_bookmark_row *rows = random_rows(42, &arena);
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        struct jd_buf first = JD_BUF_INIT, last = JD_BUF_INIT;
        jd_export_bookmarks(ways[i][0], rows, RECORDS, &first);
        pass_through(ways[i], lengths[i], rows, RECORDS, &last);
        assert_same_bytes(&first, &last);
        ck_assert_uint_eq(jd_utf8_count_bad(jd_buf_str(&first)), 0);
        jd_buf_release(&first);
        jd_buf_release(&last);
    }
    jd_arena_release(&arena);
}
END_TEST

START_TEST(what_was_written_is_what_is_read)
{
    struct jd_arena arena = JD_ARENA_INIT;
    struct jd_bookmark_row *rows = random_rows(43, &arena);
    struct jd_buf out = JD_BUF_INIT;
    jd_export_bookmarks(_i ? JD_EXPORT_JSONL : JD_EXPORT_TSV, rows, RECORDS, &out);
    struct result result = import(jd_buf_str(&out));
    ck_assert_uint_eq(result.count, RECORDS);
    for (size_t i = 0; i < RECORDS; i++) {
        const struct jd_bookmark *a = &rows[i].mark, *b = &result.rows[i].mark;
        const struct jd_article_record *c = &rows[i].article,
                                       *d = &result.rows[i].article;
        ck_assert(jd_id_eq(a->id, b->id) && jd_id_eq(a->article, b->article));
        ck_assert_int_eq(a->letter, b->letter);
        ck_assert_uint_eq(a->place.byte, b->place.byte);
        ck_assert_uint_eq(a->place.text_len, b->place.text_len);
        ck_assert_uint_eq(a->place.at, b->place.at);
        ck_assert(jd_str_eq(a->place.quote, b->place.quote));
        ck_assert(jd_str_eq(a->place.before, b->place.before));
        ck_assert(jd_str_eq(a->place.after, b->place.after));
        ck_assert(jd_str_eq(a->note, b->note));
        ck_assert_int_eq(a->created_at, b->created_at);
        ck_assert_int_eq(a->stamp.changed_at, b->stamp.changed_at);
        ck_assert(jd_id_eq(a->stamp.device, b->stamp.device));
        ck_assert_int_eq(a->stamp.deleted, b->stamp.deleted);
        ck_assert(jd_str_eq(c->title, d->title) && jd_str_eq(c->date, d->date));
        ck_assert(jd_str_eq(c->path, d->path));
    }
    release(&result);
    jd_buf_release(&out);
    jd_arena_release(&arena);
}
END_TEST

/* ---- through a store
 * --------------------------------------------------------------------- */

/* A store in a folder of its own below the working folder. */
struct place {
    char folder[24];
    char path[40];
    struct jd_store *store;
};

static struct place open_store(void)
{
    struct place place = { .folder = "bookmarks-XXXXXX" };
    struct jd_buf notice = JD_BUF_INIT;
    ck_assert_ptr_nonnull(mkdtemp(place.folder));
    snprintf(place.path, sizeof place.path, "%s/jingdu.db", place.folder);
    jd_store_open(place.path, &place.store, &notice);
    ck_assert_str_eq(notice.data, "");
    jd_buf_release(&notice);
    return place;
}

static void close_store(struct place *place)
{
    struct jd_buf journal = JD_BUF_INIT;
    jd_buf_printf(&journal, "%s-journal", place->path);
    jd_store_close(place->store);
    unlink(place->path);
    unlink(journal.data);
    rmdir(place->folder);
    jd_buf_release(&journal);
}

static struct jd_merge merge(struct jd_store *store, struct jd_str file)
{
    struct result result = import(file);
    struct jd_merge counts = { 0 };
    struct jd_error err = JD_ERROR_INIT;
    ck_assert_str_eq(result.said.data, "");
    ck_assert_msg(jd_bookmark_merge(store, result.rows, result.count, &counts, &err),
                  "%s", err.message);
    release(&result);
    return counts;
}

static void export_all(struct jd_store *store, enum jd_export_format format,
                       struct jd_buf *out)
{
    struct jd_arena arena = JD_ARENA_INIT;
    struct jd_bookmark_row *rows;
    size_t count;
    struct jd_error err = JD_ERROR_INIT;
    ck_assert_msg(jd_bookmark_all(store, true, &arena, &rows, &count, &err), "%s",
                  err.message);
    jd_buf_clear(out);
    jd_export_bookmarks(format, rows, count, out);
    jd_arena_release(&arena);
}

START_TEST(export_into_an_empty_store_exports_the_same)
{
    struct jd_arena arena = JD_ARENA_INIT;
    struct jd_bookmark_row *rows = random_rows(44, &arena);
    enum jd_export_format format = _i ? JD_EXPORT_JSONL : JD_EXPORT_TSV;
    struct jd_buf first = JD_BUF_INIT, second = JD_BUF_INIT;
    jd_export_bookmarks(format, rows, RECORDS, &second);
    struct place one = open_store(), two = open_store();
    ck_assert_uint_eq(merge(one.store, jd_buf_str(&second)).added, RECORDS);
    export_all(one.store, format, &first);
    ck_assert_uint_eq(first.len, second.len); /* the same lines, by id */
    ck_assert_uint_eq(merge(two.store, jd_buf_str(&first)).added, RECORDS);
    export_all(two.store, format, &second);
    assert_same_bytes(&first, &second);
    close_store(&one);
    close_store(&two);
    jd_buf_release(&first);
    jd_buf_release(&second);
    jd_arena_release(&arena);
}
END_TEST

START_TEST(tsv_to_json_lines_and_back_through_stores)
{
    struct jd_arena arena = JD_ARENA_INIT;
    struct jd_bookmark_row *rows = random_rows(45, &arena);
    struct jd_buf first = JD_BUF_INIT, json = JD_BUF_INIT, last = JD_BUF_INIT;
    struct place one = open_store(), two = open_store(), three = open_store();
    jd_export_bookmarks(JD_EXPORT_TSV, rows, RECORDS, &first);
    merge(one.store, jd_buf_str(&first));
    export_all(one.store, JD_EXPORT_TSV, &first);
    merge(two.store, jd_buf_str(&first));
    export_all(two.store, JD_EXPORT_JSONL, &json);
    merge(three.store, jd_buf_str(&json));
    export_all(three.store, JD_EXPORT_TSV, &last);
    assert_same_bytes(&first, &last);
    close_store(&one);
    close_store(&two);
    close_store(&three);
    jd_buf_release(&first);
    jd_buf_release(&json);
    jd_buf_release(&last);
    jd_arena_release(&arena);
}
END_TEST

START_TEST(importing_twice_is_importing_once)
{
    struct jd_arena arena = JD_ARENA_INIT;
    struct jd_bookmark_row *rows = random_rows(46, &arena);
    struct jd_buf file = JD_BUF_INIT, once = JD_BUF_INIT, twice = JD_BUF_INIT;
    struct place place = open_store();
    jd_export_bookmarks(JD_EXPORT_TSV, rows, RECORDS, &file);
    merge(place.store, jd_buf_str(&file));
    export_all(place.store, JD_EXPORT_TSV, &once);
    struct jd_merge counts = merge(place.store, jd_buf_str(&file));
    ck_assert_uint_eq(counts.added, 0);
    ck_assert_uint_eq(counts.changed, 0);
    ck_assert_uint_eq(counts.same, RECORDS);
    export_all(place.store, JD_EXPORT_TSV, &twice);
    assert_same_bytes(&once, &twice);
    close_store(&place);
    jd_buf_release(&file);
    jd_buf_release(&once);
    jd_buf_release(&twice);
    jd_arena_release(&arena);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("export/bookmarks");
    TCase *files = tcase_create("files"), *back = tcase_create("back");
    tcase_add_test(files, tsv_has_a_header_and_escaped_fields);
    tcase_add_test(files, json_lines_are_objects);
    tcase_add_test(files, nothing_is_a_header_in_tsv);
    tcase_add_test(files, what_is_no_text_is_written_as_a_mark_and_the_place_stays);
    tcase_add_test(files, columns_come_in_any_order_and_some_may_be_missing);
    tcase_add_test(files, bad_lines_are_left_out_and_the_rest_goes_on);
    tcase_add_loop_test(files, a_mistake_is_named_with_its_place, 0, COUNT(mistakes));
    tcase_add_test(files, a_zero_byte_is_refused);
    tcase_add_loop_test(files, a_field_has_a_greatest_length, 0, COUNT(caps));
    suite_add_tcase(suite, files);
    tcase_set_timeout(back, 60);
    tcase_add_test(back, ten_thousand_records_come_back_byte_by_byte);
    tcase_add_loop_test(back, what_was_written_is_what_is_read, 0, 2);
    tcase_add_loop_test(back, export_into_an_empty_store_exports_the_same, 0, 2);
    tcase_add_test(back, tsv_to_json_lines_and_back_through_stores);
    tcase_add_test(back, importing_twice_is_importing_once);
    suite_add_tcase(suite, back);
    return suite;
}

int main(void)
{
    return jd_run_tests("export/bookmarks", make_suite());
}
