/* SPDX-License-Identifier: MIT */
#include "jingdu/lang/find.h"

#include <stdlib.h>

#include "jingdu/base/mem.h"
#include "jingdu/text/utf8.h"
#include "tests/support/mix.h"
#include "tests/support/run.h"

/* ---- what is found where -------------------------------------------------------------
 */

#define LESS    "中国外交部宣布应美国国务卿布林肯的邀请" /* 38 cells */
#define FULL    LESS "将"
#define WRAPPED "# 标题\n\n" FULL "\n" FULL "\n" FULL "\n举行。\n\n" FULL "\n" LESS

/* Matches are shown as they stand in Text, line ends as /, with | behind each. */
static const struct {
    const char *text, *typed, *found;
} rows[] = {
    { "改革，改革开放。", "改革", "改革|改革|" },
    { "改革，改革开放。", "改革开放", "改革开放|" },
    { "改革，改革开放。", "开放改", "" },
    { "啊啊啊", "啊啊", "啊啊|啊啊|" },
    /* smart case */
    { "Reform 和 reform、REFORM。", "reform", "Reform|reform|REFORM|" },
    { "Reform 和 reform、REFORM。", "Reform", "Reform|" },
    { "x@[`x", "x@", "x@|" },
    { "`", "@", "" },
    { "ＡＰＥＣ", "apec", "" },
    /* NFC and NFD, and letters with an accent are other letters */
    { "café, cafe\u0301.", "café", "café|cafe\u0301|" },
    { "café, cafe\u0301.", "cafe\u0301", "café|cafe\u0301|" },
    { "café, cafe\u0301.", "cafe", "" },
    { "\uF900", "\uF900", "\uF900|" },
    /* what is not seen */
    { "他说**“是。”**然后", "是。”然后", "是。”**然后|" },
    { "他说**“是。”**然后", "说“是", "说**“是|" },
    { "他说**“是。”**然后", "**", "" },
    { "见[论坛官网](http://例子.cn/官网)。", "官网", "官网|" },
    { "见[论坛官网](http://例子.cn/官网)。", "网。", "网](http://例子.cn/官网)。|" },
    { "见[论坛官网](http://例子.cn/官网)。", "例子", "" },
    { "见[论坛官网](http://例子.cn/官网)。", "cn", "" },
    { "见[论坛]（官网)。", "官网", "官网|" },
    { "见](官\n网) 官网", "官网", "官网|" },
    { "甲\\*乙", "甲*乙", "甲\\*乙|" },
    { "[c)](x)b", "c)b", "c)](x)b|" },
    { "## 经济 ##\n- 经济\n> 经济", "经济", "经济|经济|经济|" },
    { "## 经济 ##\n- 经济\n> 经济", "#", "" },
    { "## 经济 ##\n- 经济\n> 经济", ">", "" },
    { "## 经济 ##\n- 经济\n> 经济", "- 经", "- 经|" },
    { "甲\n---\n乙", "-", "" },
    /* line ends: inside of a paragraph or not */
    { "说经\n济。", "经济", "" },
    { WRAPPED "经\n济。", "经济", "经/济|" },
    { WRAPPED "经  \n济。", "经济", "经  /济|" },
    { WRAPPED "经\n\n济。", "经济", "" },
    { WRAPPED "A\nB。", "A B", "A/B|" },
    { WRAPPED "A\nB。", "AB", "" },
    { WRAPPED "A\nB。", "请A ", "请A/|" },
    /* blanks */
    { "甲\t乙 丙\u00A0丁\u3000戊", "甲 乙", "甲\t乙|" },
    { "甲\t乙 丙\u00A0丁\u3000戊", "丙 丁 戊", "丙\u00A0丁\u3000戊|" },
    { "甲\t乙 丙\u00A0丁\u3000戊", "乙\u3000丙", "乙 丙|" },
    { "甲\t乙 丙\u00A0丁\u3000戊", " ", "\t| |\u00A0|\u3000|" },
    { "  甲  ", " ", "" },
    { "甲  乙", "甲 乙", "" },
    { "甲\r\n乙", "甲 乙", "" },
    /* the head */
    { "Title: 经济消息\nAuthor: 张三\nDate: Mon, 2 Mar 2026\n\n经济。\n", "Title", "" },
    { "Title: 经济消息\nAuthor: 张三\nDate: Mon, 2 Mar 2026\n\n经济。\n", "经济",
      "经济|经济|" },
    /* bytes that are not UTF-8 */
    { "经\xE6\xB5济经济", "经济", "经济|" },
    { "经济\xB5", "济", "济|" },
    { "经济", "\xE6", "" },
    { "\xE6\xB5 经济 \xB5", "\xB5", "\xB5|" },
    /* what is typed without a width does not count */
    { "经济", "\u200B经\u200B济", "经济|" },
    { "葛\uFE00城", "葛\uFE00", "葛\uFE00|" },
};

static void show(struct jd_str text, struct jd_found found, struct jd_buf *into)
{
    for (size_t i = found.start; i < found.end; i++)
        jd_buf_add_char(into, text.ptr[i] == '\n' ? '/' : text.ptr[i]);
    jd_buf_add_char(into, '|');
}

START_TEST(it_finds)
{
    struct jd_str text = jd_str_of(rows[_i].text);
    struct jd_document *doc = jd_document_new(text);
    struct jd_find *find = jd_find_new(jd_str_of(rows[_i].typed));
    struct jd_buf forward = JD_BUF_INIT;
    struct jd_found found;
    ck_assert_ptr_nonnull(find);
    for (size_t at = 0; jd_find_next(find, doc, at, text.len, &found);
         at = found.start + 1)
        show(text, found, &forward);
    ck_assert_str_eq(forward.data, rows[_i].found);
    jd_buf_release(&forward);
    jd_find_free(find);
    jd_document_free(doc);
}
END_TEST

static const char *const nothing[] = { "", "\u200B", "\uFEFF\u200D", "\uFE0F",
                                       "\x01\x02" };

START_TEST(there_is_nothing_to_look_for)
{
    ck_assert_ptr_null(jd_find_new(jd_str_of(nothing[_i])));
}
END_TEST

/* ---- against a model -----------------------------------------------------------------
 */

/* All that is seen of a text, byte by byte, with what each byte stands for. */
struct model {
    struct jd_str text;
    char *seen;
    struct jd_found *spans;
    size_t count, cap, cap2;
};

static void put(struct model *model, char byte, size_t start, size_t end)
{
    model->seen = jd_grow(model->seen, model->count, &model->cap, 1);
    model->spans =
        jd_grow(model->spans, model->count, &model->cap2, sizeof *model->spans);
    model->seen[model->count] = byte;
    model->spans[model->count++] = (struct jd_found){ start, end };
}

static void put_run(struct model *model, const struct jd_run *run)
{
    static const char *const blanks[] = { "\u00A0", "\u1680", "\u2000", "\u2003",
                                          "\u200A", "\u202F", "\u205F", "\u3000" };
    struct jd_str text = jd_str_sub(model->text, 0, run->end);
    for (size_t at = run->start; at < run->end;) {
        size_t len = 1;
        for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++)
            if (jd_str_starts(jd_str_sub(text, at, text.len), jd_str_of(blanks[i])))
                len = strlen(blanks[i]);
        put(model, len > 1 ? ' ' : text.ptr[at], at, at + len);
        at += len;
    }
}

static void make_model(struct model *model, const struct jd_document *doc)
{
    struct jd_block block = JD_BLOCK_INIT;
    *model = (struct model){ .text = jd_document_text(doc) };
    for (size_t at = 0; at < model->text.len; at = block.end) {
        jd_document_block_at(doc, at, &block);
        put(model, '\n', at, at);
        for (size_t r = 0; r < block.run_count; r++) {
            const struct jd_run *run = &block.runs[r];
            size_t before = r ? run[-1].end : at;
            if (run->joint == JD_JOINT_BLANK && before < run->start)
                put(model, ' ', before, run->start);
            else if (run->joint != JD_JOINT_NONE)
                put(model, '\n', before, run->start);
            put_run(model, run);
        }
    }
    jd_block_release(&block);
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static bool stands_at(const struct model *model, size_t at, struct jd_str needle,
                      bool any_case)
{
    if (!needle.len || model->count - at < needle.len)
        return false;
    for (size_t i = 0; i < needle.len; i++) {
        char c = model->seen[at + i];
        if ((any_case ? lower(c) : c) != needle.ptr[i])
            return false;
    }
    size_t start = model->spans[at].start, end = model->spans[at + needle.len - 1].end;
    bool is_accented =
        end < model->text.len && jd_utf8_next(model->text, end).cp - 0x300 < 0x70;
    return !is_accented && jd_utf8_floor(model->text, start) == start &&
           jd_utf8_floor(model->text, end) == end;
}

/* All matches, in order. */
static struct jd_found *expect(const struct model *model, struct jd_str typed,
                               size_t *count)
{
    struct jd_buf forms[3] = { JD_BUF_INIT, JD_BUF_INIT, JD_BUF_INIT };
    struct jd_found *all = NULL;
    size_t cap = 0;
    bool is_good = jd_utf8_count_bad(typed) == 0, any_case = true;
    jd_buf_add(&forms[0], typed);
    if (is_good)
        jd_utf8_nfc(typed, &forms[1]);
    if (is_good)
        jd_utf8_nfd(typed, &forms[2]);
    *count = 0;
    for (size_t at = 0; at < model->count; at++)
        for (int f = 0; f < 3; f++) {
            struct jd_str form = jd_buf_str(&forms[f]);
            any_case = true;
            for (size_t i = 0; i < form.len; i++)
                any_case &= lower(form.ptr[i]) == form.ptr[i];
            if (!stands_at(model, at, form, any_case))
                continue;
            all = jd_grow(all, *count, &cap, sizeof *all);
            all[(*count)++] = (struct jd_found){ model->spans[at].start,
                                                 model->spans[at + form.len - 1].end };
            break;
        }
    for (int f = 0; f < 3; f++)
        jd_buf_release(&forms[f]);
    return all;
}

static bool is_same(struct jd_found a, struct jd_found b)
{
    return a.start == b.start && a.end == b.end;
}

static void check_some(const struct jd_find *find, const struct jd_document *doc,
                       const struct jd_found *all, size_t count, size_t from,
                       size_t limit, size_t max)
{
    struct jd_found *some = jd_alloc((max + 1) * sizeof *some);
    size_t made = jd_find_some(find, doc, from, limit, some, max);
    size_t i = 0;
    while (i < count && all[i].start < from)
        i++;
    for (size_t n = 0; n < made; n++)
        ck_assert_msg(i + n < count && is_same(all[i + n], some[n]),
                      "in [%zu, %zu) match %zu is [%zu, %zu), not [%zu, %zu)", from,
                      limit, n, some[n].start, some[n].end,
                      i + n < count ? all[i + n].start : 0,
                      i + n < count ? all[i + n].end : 0);
    ck_assert_msg(made == max || i + made == count || all[i + made].start >= limit,
                  "[%zu, %zu) is missing from [%zu, %zu)", all[i + made].start,
                  all[i + made].end, from, limit);
    free(some);
}

static void check_previous(const struct jd_find *find, const struct jd_document *doc,
                           const struct jd_found *all, size_t count, size_t from,
                           size_t limit)
{
    struct jd_found last, *wanted = NULL;
    for (size_t i = 0; i < count; i++)
        if (all[i].start >= from && all[i].start < limit)
            wanted = (struct jd_found *)&all[i];
    bool any = jd_find_previous(find, doc, from, limit, &last);
    ck_assert_int_eq(any, wanted != NULL);
    if (any)
        ck_assert(is_same(last, *wanted));
}

/* Words of the text itself, blanks as one types them. */
static void pick(const struct model *model, uint64_t *seed, struct jd_buf *typed)
{
    jd_buf_clear(typed);
    if (!model->count)
        return;
    size_t at = jd_mix_next(seed) % model->count;
    size_t len = 1 + jd_mix_next(seed) % (jd_mix_next(seed) % 4 ? 9 : 60);
    while (at < model->count && ((uint8_t)model->seen[at] & 0xC0) == 0x80)
        at++;
    for (size_t i = at; i < model->count && i < at + len; i++)
        jd_buf_add_char(typed, model->seen[i]);
    for (size_t i = at + len;
         i < model->count && ((uint8_t)model->seen[i] & 0xC0) == 0x80; i++)
        jd_buf_add_char(typed, model->seen[i]);
}

/* Only what a needle keeps as it is; the rows above have the rest. */
static bool is_typeable(struct jd_str typed)
{
    for (size_t at = 0; at < typed.len;) {
        struct jd_cp cp = jd_utf8_next(typed, at);
        if (cp.cp < ' ' || jd_utf8_fold(cp.cp) == 0)
            return false;
        at += cp.len;
    }
    return typed.len > 0;
}

static void check_text(struct jd_str text, uint64_t *seed, int words)
{
    struct jd_document *doc = jd_document_new(text);
    struct jd_buf typed = JD_BUF_INIT;
    struct model model;
    make_model(&model, doc);
    for (int w = 0; w < words; w++) {
        pick(&model, seed, &typed);
        if (!is_typeable(jd_buf_str(&typed)))
            continue;
        struct jd_find *find = jd_find_new(jd_buf_str(&typed));
        size_t count, len = text.len;
        ck_assert_ptr_nonnull(find);
        struct jd_found *all = expect(&model, jd_buf_str(&typed), &count);
        check_some(find, doc, all, count, 0, len, count + 1);
        check_some(find, doc, all, count, 0, len + 9, count / 2 + 1);
        for (int i = 0; i < 6; i++) {
            size_t from = jd_mix_next(seed) % (len + 1),
                   limit = jd_mix_next(seed) % (len + 1);
            if (i < 4)
                limit = from + jd_mix_next(seed) % 40;
            check_some(find, doc, all, count, from, limit, 1 + jd_mix_next(seed) % 5);
            check_previous(find, doc, all, count, from, limit);
        }
        free(all);
        jd_find_free(find);
    }
    free(model.seen);
    free(model.spans);
    jd_buf_release(&typed);
    jd_document_free(doc);
}

enum { SEEDS = 60 };

START_TEST(it_agrees_with_the_model_on_mixes)
{
    uint64_t seed = (uint64_t)_i + 1;
    struct jd_buf text = JD_BUF_INIT;
    for (int kind = 0; kind < JD_MIX_COUNT; kind++) {
        jd_buf_clear(&text);
        jd_mix_text(seed + 1000, (enum jd_mix)kind, 200 + jd_mix_next(&seed) % 3000,
                    &text);
        check_text(jd_buf_str(&text), &seed, 40);
    }
    jd_buf_release(&text);
}
END_TEST

/* Few characters, so that much is found; all that hides something. */
static const char *const pieces[] = {
    "经", "济", "体",     "经济", "的",   "A",      "a",  "b",       "7",  " ",
    " ",  "\n", "\n",     "\n\n", "**",   "__",     "[",  "](x济a)", "](", ")",
    "![", "\\", "\t",     "\r\n", "　",   "\u00A0", "> ", "# ",      "- ", "e\u0301",
    "é",  "e",  "\u0301", "\xE7", "\x8F", "1. ",    "。", "！",      "*",  "](济"
};

START_TEST(it_agrees_with_the_model_on_markup)
{
    uint64_t seed = (uint64_t)_i + 77;
    struct jd_buf text = JD_BUF_INIT;
    for (int round = 0; round < 20; round++) {
        size_t count = jd_mix_next(&seed) % 300;
        size_t kinds = 6 + jd_mix_next(&seed) % (sizeof pieces / sizeof *pieces - 6);
        jd_buf_clear(&text);
        for (size_t i = 0; i < count; i++)
            jd_buf_add_c(&text, pieces[jd_mix_next(&seed) % kinds]);
        check_text(jd_buf_str(&text), &seed, 30);
    }
    jd_buf_release(&text);
}
END_TEST

/* Lines of about 40 cells, with words, marks and blanks across their ends. */
static void add_wrapped(struct jd_buf *text, uint64_t *seed, size_t lines)
{
    static const char *const han[] = { "经", "济", "体", "国", "的" };
    for (size_t l = 0; l < lines; l++) {
        bool is_last = jd_mix_next(seed) % 6 == 0;
        size_t cells = is_last ? 10 : 40;
        for (size_t c = 0; c < cells; c += 2) {
            uint64_t dice = jd_mix_next(seed) % 60;
            jd_buf_add_c(text, dice == 0   ? "**"
                               : dice == 1 ? "ab"
                               : dice == 2 ? "[经](济)"
                               : dice == 3 ? "  "
                                           : han[dice % 5]);
        }
        jd_buf_add_c(text, is_last ? "。\n\n" : jd_mix_next(seed) % 9 ? "\n" : "  \n ");
    }
}

START_TEST(it_agrees_with_the_model_on_wrapped_lines)
{
    uint64_t seed = (uint64_t)_i + 7777;
    struct jd_buf text = JD_BUF_INIT;
    jd_buf_add_c(&text, WRAPPED "\n");
    add_wrapped(&text, &seed, 60);
    struct jd_document *doc = jd_document_new(jd_buf_str(&text));
    ck_assert(jd_document_is_wrapped(doc));
    jd_document_free(doc);
    check_text(jd_buf_str(&text), &seed, 60);
    jd_buf_release(&text);
}
END_TEST

/* Lines so long that they are several blocks. */
START_TEST(it_agrees_with_the_model_on_long_lines)
{
    uint64_t seed = (uint64_t)_i + 5;
    struct jd_buf text = JD_BUF_INIT;
    static const char *const few[] = { "经", "济", "经济", "a", "**", "。", "](", "\n" };
    size_t kinds = 2 + jd_mix_next(&seed) % 7;
    while (text.len < 40000)
        jd_buf_add_c(&text, few[jd_mix_next(&seed) % kinds]);
    check_text(jd_buf_str(&text), &seed, 3);
    jd_buf_release(&text);
}
END_TEST

/* Every place looks like the needle for a long time: this must not take ages. */
static const struct {
    const char *unit, *typed;
    size_t times;
} hostile[] = {
    { "啊", "啊", 900 },     { "啊", "b啊", 1 },  { "a", "a", 1000 },
    { "ab", "ab", 500 },     { "a*", "a", 500 },  { "a**", "a", 500 },
    { ")", ")", 900 },       { "](", "](", 400 }, { "a ", "a ", 400 },
    { "**经**", "经", 300 }, { "经\t", "经", 9 },
};

START_TEST(no_text_is_slow)
{
    struct jd_buf text = JD_BUF_INIT, typed = JD_BUF_INIT;
    while (text.len < 1 << 21)
        jd_buf_add_c(&text, hostile[_i].unit);
    for (size_t i = 0; i < hostile[_i].times; i++)
        jd_buf_add_c(&typed, hostile[_i].typed);
    jd_buf_add_c(&typed, "x");
    struct jd_document *doc = jd_document_new(jd_buf_str(&text));
    for (int turned = 0; turned < 2; turned++) {
        struct jd_find *find = jd_find_new(jd_buf_str(&typed));
        struct jd_found found;
        ck_assert(!jd_find_next(find, doc, 0, text.len, &found));
        ck_assert(!jd_find_previous(find, doc, 0, text.len, &found));
        jd_find_free(find);
        jd_buf_clear(&typed);
        jd_buf_add_c(&typed, "x");
        for (size_t i = 0; i < hostile[_i].times; i++)
            jd_buf_add_c(&typed, hostile[_i].typed);
    }
    jd_document_free(doc);
    jd_buf_release(&text);
    jd_buf_release(&typed);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("find");
    TCase *tests = tcase_create("find");
    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, it_finds, 0, sizeof rows / sizeof *rows);
    tcase_add_loop_test(tests, there_is_nothing_to_look_for, 0,
                        sizeof nothing / sizeof *nothing);
    tcase_add_loop_test(tests, it_agrees_with_the_model_on_mixes, 0, SEEDS);
    tcase_add_loop_test(tests, it_agrees_with_the_model_on_markup, 0, SEEDS);
    tcase_add_loop_test(tests, it_agrees_with_the_model_on_wrapped_lines, 0, SEEDS);
    tcase_add_loop_test(tests, it_agrees_with_the_model_on_long_lines, 0, 12);
    tcase_add_loop_test(tests, no_text_is_slow, 0, sizeof hostile / sizeof *hostile);
    suite_add_tcase(suite, tests);
    return suite;
}

int main(void)
{
    return jd_run_tests("lang/find", make_suite());
}
