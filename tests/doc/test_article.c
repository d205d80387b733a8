/* SPDX-License-Identifier: MIT */
#include "tests/support/run.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "jingdu/base/file.h"
#include "jingdu/doc/article.h"

static const char path[] = "test_article.txt";

static void write_file(struct jd_str bytes)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    ck_assert_int_ge(fd, 0);
    ck_assert(jd_file_write_all(fd, bytes, NULL));
    close(fd);
}

static void remove_file(void)
{
    unlink(path);
}

static void assert_text(const struct jd_article *article, const char *expected)
{
    struct jd_str text = jd_article_text(article);
    ck_assert_msg(jd_str_eq_c(text, expected), "%.*s", JD_STR_ARG(text));
}

/* len 0: all of the string */
static const struct {
    const char *bytes;
    size_t len;
    enum jd_encoding asked, found;
    const char *text;
    size_t bad;
} inputs[] = {
    { "外交部宣布。\n", 0, JD_ENC_AUTO, JD_ENC_UTF8, "外交部宣布。\n", 0 },
    { "\xef\xbb\xbf外交部。", 0, JD_ENC_AUTO, JD_ENC_UTF8, "外交部。", 0 },
    { "\xef\xbb\xbf外交部。", 0, JD_ENC_UTF8, JD_ENC_UTF8, "外交部。", 0 },
    { "外\xff交\xe9\x83", 0, JD_ENC_UTF8, JD_ENC_UTF8, "外\xff交\xe9\x83", 2 },
    { "\xcd\xe2\xbd\xbb\xb2\xbf\xd0\xfb\xb2\xbc\xa1\xa3", 0, JD_ENC_AUTO, JD_ENC_GB18030,
      "外交部宣布。", 0 },
    { "\xcd\xe2\xbd\xbb\xff", 0, JD_ENC_GB18030, JD_ENC_GB18030, "外交\xef\xbf\xbd", 1 },
    { "\xa5\x7e\xa5\xe6\xb3\xa1", 0, JD_ENC_BIG5, JD_ENC_BIG5, "外交部", 0 },
    { "\xff\xfe\x16\x59\xa4\x4e", 0, JD_ENC_AUTO, JD_ENC_UTF16LE, "外交", 0 },
    { "\x59\x16\x4e\xa4", 0, JD_ENC_UTF16BE, JD_ENC_UTF16BE, "外交", 0 },
};

START_TEST(bytes_become_text_in_utf8)
{
    size_t len = inputs[_i].len ? inputs[_i].len : strlen(inputs[_i].bytes);
    struct jd_str bytes = jd_str_make(inputs[_i].bytes, len);
    struct jd_article *article;
    struct jd_error err = JD_ERROR_INIT;
    ck_assert_msg(jd_article_from_bytes(bytes, "x", inputs[_i].asked, &article, &err),
                  "%s", err.message);
    assert_text(article, inputs[_i].text);
    ck_assert_int_eq(jd_article_encoding(article), inputs[_i].found);
    while (jd_article_scan(article, 1))
        ;
    bool complete = false;
    ck_assert_uint_eq(jd_article_bad(article, &complete), inputs[_i].bad);
    ck_assert(complete);
    jd_article_close(article);
}
END_TEST

START_TEST(a_file_is_the_same_as_its_bytes)
{
    write_file(jd_str_make(inputs[_i].bytes, strlen(inputs[_i].bytes)));
    struct jd_article *article;
    ck_assert(jd_article_open(path, inputs[_i].asked, &article, NULL));
    assert_text(article, inputs[_i].text);
    ck_assert_str_eq(jd_article_path(article), path);
    jd_article_close(article);
    remove_file();
}
END_TEST

static const struct {
    const char *bytes;
    size_t len;
    const char *message;
} refused[] = {
    { "", 0, "x.txt: the file is empty" },
    { " \n\t\r\n", 5, "x.txt: the file is empty" },
    { "　\n　", 7, "x.txt: the file is empty" },
    { "\xef\xbb\xbf\n", 4, "x.txt: the file is empty" },
    { "%PDF-1.4\n\0\1\2\3\4\5\6\16\17\20\21\0\0\0\0\0\0\0", 27,
      "x.txt: this is not text (binary data); jingdu reads plain text and Markdown" },
};

START_TEST(what_is_no_text_is_refused_with_a_reason)
{
    struct jd_article *article = (void *)&article;
    struct jd_error err = JD_ERROR_INIT;
    struct jd_str bytes = jd_str_make(refused[_i].bytes, refused[_i].len);
    ck_assert(!jd_article_from_bytes(bytes, "x.txt", JD_ENC_AUTO, &article, &err));
    ck_assert_ptr_null(article);
    ck_assert_int_eq(err.code, JD_ERR_FORMAT);
    ck_assert_str_eq(err.message, refused[_i].message);
    ck_assert(!jd_article_from_bytes(bytes, "x.txt", JD_ENC_AUTO, &article, NULL));
}
END_TEST

static const struct {
    const char *path;
    enum jd_error_code code;
    const char *message;
} missing[] = {
    { "no/such.txt", JD_ERR_NOT_FOUND, "no/such.txt: No such file or directory" },
    { ".", JD_ERR_IO, ".: is a directory; give a file" },
    { "/dev/null", JD_ERR_FORMAT, "/dev/null: the file is empty" },
    { "/dev/zero", JD_ERR_FORMAT,
      "/dev/zero: this is not text (binary data); jingdu reads plain text and Markdown" },
};

START_TEST(what_cannot_be_read_says_what_it_is)
{
    struct jd_article *article;
    struct jd_error err = JD_ERROR_INIT;
    ck_assert(!jd_article_open(missing[_i].path, JD_ENC_AUTO, &article, &err));
    ck_assert_int_eq(err.code, missing[_i].code);
    ck_assert_str_eq(err.message, missing[_i].message);
    ck_assert(!jd_article_open(missing[_i].path, JD_ENC_AUTO, &article, NULL));
}
END_TEST

START_TEST(a_device_without_end_hits_the_limit)
{
    struct jd_article *article;
    struct jd_error err = JD_ERROR_INIT;
    ck_assert(!jd_article_open("/dev/zero", JD_ENC_UTF8, &article, &err));
    ck_assert_int_eq(err.code, JD_ERR_LIMIT);
}
END_TEST

START_TEST(a_file_over_2_gib_is_refused_unread)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    ck_assert_int_ge(fd, 0);
    int failed = ftruncate(fd, (off_t)1 << 31); /* a hole; nothing is written */
    close(fd);
    struct jd_article *article;
    struct jd_error err = JD_ERROR_INIT;
    bool ok = failed || jd_article_open(path, JD_ENC_AUTO, &article, &err);
    remove_file();
    ck_assert(failed || !ok);
    ck_assert(failed || err.code == JD_ERR_LIMIT);
}
END_TEST

/* A text over 4 MiB in UTF-8 (mapped) and in GB18030 (converted into a file). */
static void make_large(const char *part, struct jd_buf *into)
{
    while (into->len < (5 << 20))
        jd_buf_add_c(into, part);
}

START_TEST(a_large_file_is_mapped_and_scanned_in_slices)
{
    struct jd_buf bytes = JD_BUF_INIT;
    make_large("外交部宣布\xff。\n", &bytes);
    write_file(jd_buf_str(&bytes));
    struct jd_article *article;
    ck_assert(jd_article_open(path, JD_ENC_AUTO, &article, NULL));
    ck_assert(jd_str_eq(jd_article_text(article), jd_buf_str(&bytes)));
    bool complete = true;
    ck_assert_uint_eq(jd_article_bad(article, &complete), 0);
    ck_assert(!complete);
    ck_assert(jd_article_scan(article, 100001));
    int slices = 1;
    while (jd_article_scan(article, 100001))
        slices++;
    ck_assert_int_ge(slices, 50);
    ck_assert_uint_eq(jd_article_bad(article, &complete), bytes.len / 20);
    ck_assert(complete);
    ck_assert(!jd_article_has_shrunk(article));
    jd_article_close(article);
    remove_file();
    jd_buf_release(&bytes);
}
END_TEST

START_TEST(a_file_that_shrinks_is_noticed_and_not_the_end)
{
    struct jd_buf bytes = JD_BUF_INIT;
    make_large("外交部宣布。\n", &bytes);
    write_file(jd_buf_str(&bytes));
    struct jd_article *article;
    ck_assert(jd_article_open(path, JD_ENC_AUTO, &article, NULL));
    ck_assert_int_eq(truncate(path, 100), 0);
    struct jd_block block = JD_BLOCK_INIT;
    const struct jd_document *doc = jd_article_document(article);
    for (size_t at = 0; at < bytes.len; at += 99991)
        jd_document_block_at(doc, at, &block);
    ck_assert(jd_article_has_shrunk(article));
    jd_block_release(&block);
    jd_article_close(article);
    remove_file();
    jd_buf_release(&bytes);
}
END_TEST

START_TEST(a_large_legacy_file_is_converted)
{
    struct jd_buf bytes = JD_BUF_INIT;
    make_large("\xcd\xe2\xbd\xbb\xb2\xbf\xd0\xfb\xb2\xbc\xa1\xa3\n", &bytes);
    write_file(jd_buf_str(&bytes));
    struct jd_article *article;
    ck_assert(jd_article_open(path, JD_ENC_AUTO, &article, NULL));
    struct jd_str text = jd_article_text(article);
    ck_assert_uint_eq(text.len, bytes.len / 13 * 19);
    ck_assert(jd_str_ends(text, jd_str_of("外交部宣布。\n")));
    bool complete;
    ck_assert_uint_eq(jd_article_bad(article, &complete), 0);
    ck_assert(complete && !jd_article_scan(article, 1));
    jd_article_close(article);
    remove_file();
    jd_buf_release(&bytes);
}
END_TEST

/* Standard input: a pipe that a child fills with so many bytes, or the file. */
static const struct {
    size_t bytes;
    bool is_file;
} streams[] = { { 12, false }, { 100000, false }, { 3 << 20, false }, { 3 << 20, true } };

START_TEST(standard_input_is_read_to_its_end)
{
    struct jd_buf bytes = JD_BUF_INIT;
    while (bytes.len < streams[_i].bytes)
        jd_buf_add_c(&bytes, "外交部。");
    write_file(jd_buf_str(&bytes));
    int ends[2], fd = open(path, O_RDONLY);
    ck_assert_int_eq(pipe(ends), 0);
    if (!streams[_i].is_file && fork() == 0) {
        close(ends[0]);
        _exit(!jd_file_write_all(ends[1], jd_buf_str(&bytes), NULL));
    }
    close(ends[1]);
    ck_assert_int_eq(dup2(streams[_i].is_file ? fd : ends[0], STDIN_FILENO),
                     STDIN_FILENO);
    struct jd_article *article;
    struct jd_error err = JD_ERROR_INIT;
    ck_assert_msg(jd_article_open("-", JD_ENC_AUTO, &article, &err), "%s", err.message);
    ck_assert(jd_str_eq(jd_article_text(article), jd_buf_str(&bytes)));
    ck_assert_str_eq(jd_article_path(article), "-");
    jd_article_close(article);
    ck_assert(!jd_article_open("-", JD_ENC_AUTO, &article, &err) || streams[_i].is_file);
    if (!streams[_i].is_file)
        ck_assert_str_eq(err.message, "standard input: no text came in");
    else
        jd_article_close(article);
    close(fd);
    close(ends[0]);
    remove_file();
    jd_buf_release(&bytes);
}
END_TEST

static const struct {
    const char *text, *title;
} titles[] = {
    { "# **标题**\n\n正文。", "标题" },
    { "Subject: 标题\n\n正文。", "标题" },
    { "第一句。第二句。\n\n正文。", "第一句。第二句。" },
    { "---\n\n**粗**的。\n", "粗的。" },
    { "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一"
      "二三。",
      "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九"
      "十" },
    { "![](a.png)", "b.txt" },
};

START_TEST(the_title_is_the_headline_or_the_first_line_or_the_name)
{
    struct jd_article *article;
    struct jd_buf title = JD_BUF_INIT;
    ck_assert(jd_article_from_bytes(jd_str_of(titles[_i].text), "a/b.txt", JD_ENC_AUTO,
                                    &article, NULL));
    jd_article_title(article, &title);
    ck_assert_str_eq(title.data, titles[_i].title);
    jd_buf_release(&title);
    jd_article_close(article);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("doc/article");
    TCase *tcase = tcase_create("article");
    int input_count = sizeof inputs / sizeof *inputs;
    tcase_set_timeout(tcase, 30);
    tcase_add_loop_test(tcase, bytes_become_text_in_utf8, 0, input_count);
    tcase_add_loop_test(tcase, a_file_is_the_same_as_its_bytes, 0, input_count);
    tcase_add_loop_test(tcase, what_is_no_text_is_refused_with_a_reason, 0,
                        sizeof refused / sizeof *refused);
    tcase_add_loop_test(tcase, what_cannot_be_read_says_what_it_is, 0,
                        sizeof missing / sizeof *missing);
    tcase_add_test(tcase, a_device_without_end_hits_the_limit);
    tcase_add_test(tcase, a_file_over_2_gib_is_refused_unread);
    tcase_add_test(tcase, a_large_file_is_mapped_and_scanned_in_slices);
    tcase_add_test(tcase, a_file_that_shrinks_is_noticed_and_not_the_end);
    tcase_add_test(tcase, a_large_legacy_file_is_converted);
    tcase_add_loop_test(tcase, standard_input_is_read_to_its_end, 0,
                        sizeof streams / sizeof *streams);
    tcase_add_loop_test(tcase, the_title_is_the_headline_or_the_first_line_or_the_name, 0,
                        sizeof titles / sizeof *titles);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return jd_run_tests("doc/article", make_suite());
}
