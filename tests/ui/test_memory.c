/* SPDX-License-Identifier: MIT */
/*
 * What the reader finds again: ui/memory, ui/marking, ui/bookmarks, ui/library, played on
 * the whole interface with a store in a folder of its own.
 */
#include <stdio.h>
#include <string.h>

#include "jingdu/base/file.h"
#include "jingdu/ui/memory.h"
#include "tests/support/run.h"
#include "tests/support/stage.h"

static struct jd_buf folder;
static struct jd_stage stage;

static void make_folder(void)
{
    folder = (struct jd_buf)JD_BUF_INIT;
    jd_stage_make_folder(&folder);
}

static void remove_folder(void)
{
    jd_stage_remove_folder(folder.data);
    jd_buf_release(&folder);
}

static void open_text(const char *text)
{
    struct jd_stage_options options = {
        .text = text, .folder = folder.data, .no_glossary = true, .cols = 60, .rows = 20
    };
    jd_stage_open(&stage, &options);
}

/* Close after what is remembered was written, or as kill -9 does, without. */
static void leave(bool save)
{
    struct jd_error err = JD_ERROR_INIT;
    if (save)
        ck_assert_msg(jd_app_save(stage.app, &err), "%s", err.message);
    jd_stage_close(&stage);
}

static void check_words_at_cursor(const char *words)
{
    struct jd_str text = jd_article_text(stage.article);
    struct jd_str there = jd_str_sub(text, jd_app_place(stage.app), text.len);
    ck_assert_msg(jd_str_starts(there, jd_str_of(words)), "wanted %s, got %.*s", words,
                  JD_STR_ARG(jd_str_sub(there, 0, 60)));
}

static void check_says(const char *part)
{
    struct jd_buf screen = JD_BUF_INIT;
    jd_canvas_dump(&stage.canvas, true, &screen);
    ck_assert_msg(strstr(screen.data, part) != NULL, "no \"%s\" in\n%s", part,
                  screen.data);
    jd_buf_release(&screen);
}

static const char article[] =
    "中美经济工作组举行会议\n\n"
    "中美经济工作组第一次会议以视频方式举行，双方就两国宏观经济形势进行了沟通。\n\n"
    "外交部发言人表示，中方愿同美方一道努力，推动两国关系稳定发展。\n\n"
    "分析人士指出，高层互动释放了积极的信号，但分歧依然存在。\n\n"
    "与此同时，两国企业界人士也期待更多的务实合作。\n";

static const char edited[] =
    "编者按：本文有改动。\n\n"
    "中美经济工作组举行会议\n\n"
    "与此同时，两国企业界人士也期待更多的务实合作。\n\n"
    "中美经济工作组的第一次会议以视频方式举行，双方就两国宏观经济形势进行了深入沟通。\n\n"
    "分析人士指出，高层互动释放了积极\n的信号，但分歧依然存在。\n";

START_TEST(a_mark_is_there_after_a_kill)
{
    open_text(article);
    jd_stage_play(&stage, "} m a g");
    leave(false);
    open_text(article);
    jd_stage_play(&stage, "G ' a");
    check_words_at_cursor("中美经济工作组第一次");
    leave(false);
}
END_TEST

START_TEST(marks_find_their_sentences_in_an_edited_text)
{
    open_text(article);
    jd_stage_play(&stage, "/ 释 放 Enter m a / 务 实 Enter m b / 外 交 部 Enter m c");
    leave(true);
    open_text(edited);
    jd_stage_play(&stage, "G ' a");
    check_words_at_cursor("释放了积极");
    jd_stage_play(&stage, "' b");
    check_words_at_cursor("务实合作");
    jd_stage_play(&stage, "' c");
    check_words_at_cursor("务实合作");
    check_says("lost");
    jd_stage_play(&stage, "B");
    check_says("外交部发言人表示");
    check_says("lost: n");
    leave(true);
}
END_TEST

START_TEST(the_place_is_found_again)
{
    open_text(article);
    jd_stage_play(&stage, "/ 分 歧 Enter");
    leave(true);
    open_text(article);
    check_words_at_cursor("分歧依然");
    leave(true);
    open_text(edited);
    check_words_at_cursor("分歧依然");
    leave(true);
}
END_TEST

START_TEST(another_article_under_the_same_name_is_another_article)
{
    open_text(article);
    jd_stage_play(&stage, "m a G");
    leave(true);
    open_text("今天天气很好\n\n我们去公园散步。花开了，草绿了。\n");
    jd_stage_play(&stage, "' a");
    check_says("no mark");
    leave(true);
    open_text(article);
    jd_stage_play(&stage, "G ' a");
    ck_assert_uint_eq(jd_app_place(stage.app), 0);
    leave(true);
}
END_TEST

START_TEST(a_capital_letter_leads_to_another_article)
{
    open_text(article);
    jd_stage_play(&stage, "/ 分 歧 Enter m A");
    leave(true);
    open_text("今天天气很好\n\n我们去公园散步。花开了，草绿了。\n");
    jd_stage_play(&stage, "' A");
    ck_assert_int_eq(stage.wish.kind, JD_REQUEST_OPEN);
    ck_assert_msg(jd_str_ends(stage.wish.text, jd_str_of("/article.txt")), "%.*s",
                  JD_STR_ARG(stage.wish.text));
    ck_assert(stage.wish.has_place);
    leave(true);
}
END_TEST

/* Keys, then what a mark of the letter a is at: its words, or NULL for none. */
static const struct {
    const char *keys, *words, *note;
} undone[] = {
    { "m a", "中美经济", "" },
    { "m a U", NULL, "" },
    { "m a G m a U", "中美经济", "" },
    { "m a G m a U U", NULL, "" },
    { "m a a 好 Enter", "中美经济", "好" },
    { "m a a 好 Enter U", "中美经济", "" },
    { "m a a 好 Enter B d q", NULL, "" },
    { "m a a 好 Enter B d U q", "中美经济", "好" },
    { "m a a 好 Enter B d q U U", "中美经济", "" },
    { "m a B a x Enter q", "中美经济", "x" },
    { "m a a 好 Enter a Backspace 坏 Enter", "中美经济", "坏" },
    { "U", NULL, "" },
    { "m a } m b B ? U q d q", "中美经济", "" }, /* in the help U changes nothing */
};

START_TEST(each_change_can_be_undone)
{
    open_text(article);
    jd_stage_play(&stage, undone[_i].keys);
    leave(false);
    open_text(article);
    struct jd_memory *memory = jd_memory_new(stage.store, stage.article);
    const struct jd_marker *marker = jd_memory_letter(memory, 'a');
    ck_assert_int_eq(marker != NULL, undone[_i].words != NULL);
    if (marker) {
        struct jd_str text = jd_article_text(stage.article);
        ck_assert(jd_str_starts(jd_str_sub(text, marker->byte, text.len),
                                jd_str_of(undone[_i].words)));
        ck_assert(jd_str_eq_c(marker->record.note, undone[_i].note));
    }
    jd_memory_free(memory);
    leave(false);
}
END_TEST

START_TEST(what_cannot_be_saved_is_kept_and_saved_later)
{
    struct jd_error err = JD_ERROR_INIT;
    struct jd_buf path = JD_BUF_INIT, notice = JD_BUF_INIT;
    struct jd_store *store;
    jd_buf_printf(&path, "%s/file/jingdu.db", folder.data);
    /* A folder that cannot be made, since a file has its name. */
    struct jd_buf file = JD_BUF_INIT;
    jd_buf_printf(&file, "%s/file", folder.data);
    ck_assert(jd_file_replace(file.data, jd_str_of("x"), &err));
    jd_store_open(path.data, &store, &notice);
    struct jd_article *text;
    ck_assert(
        jd_article_from_bytes(jd_str_of(article), "a.txt", JD_ENC_AUTO, &text, &err));
    struct jd_memory *memory = jd_memory_new(store, text);
    ck_assert(!jd_memory_mark(memory, 'a', 0, JD_STR_EMPTY, &err));
    ck_assert_uint_eq(jd_memory_unsaved(memory), 1);
    ck_assert_ptr_nonnull(jd_memory_letter(memory, 'a'));
    ck_assert(!jd_memory_save(memory, &err));
    ck_assert_int_eq(remove(file.data), 0);
    ck_assert_msg(jd_memory_save(memory, &err), "%s", err.message);
    ck_assert_uint_eq(jd_memory_unsaved(memory), 0);
    jd_memory_free(memory);
    memory = jd_memory_new(store, text);
    ck_assert_ptr_nonnull(jd_memory_letter(memory, 'a'));
    jd_memory_free(memory);
    jd_store_close(store);
    jd_article_close(text);
    jd_stage_remove_folder(file.data);
    jd_buf_release(&file);
    jd_buf_release(&path);
    jd_buf_release(&notice);
}
END_TEST

START_TEST(two_readers_see_each_others_marks_in_the_list)
{
    open_text(article);
    struct jd_stage first = stage;
    open_text(article);
    jd_stage_play(&stage, "G m z");
    struct jd_stage second = stage;
    stage = first;
    jd_stage_play(&stage, "m a B");
    check_says("z  ");
    check_says("a  ");
    leave(true);
    stage = second;
    leave(true);
}
END_TEST

START_TEST(the_library_opens_what_was_read_before)
{
    struct jd_stage_options options = { .folder = folder.data, .cols = 80, .rows = 24 };
    jd_stage_open(&stage, &options);
    jd_stage_fill(stage.store);
    jd_stage_play(&stage, "O");
    check_says("国际油价连续第三周上涨");
    jd_stage_play(&stage, "/ 故 宫 Enter Enter");
    ck_assert_int_eq(stage.wish.kind, JD_REQUEST_OPEN);
    ck_assert(jd_str_eq_c(stage.wish.text, "/news/palace.md"));
    ck_assert(!stage.wish.has_place);
    leave(true);
}
END_TEST

START_TEST(copying_takes_the_words_without_wraps)
{
    static const struct {
        const char *keys, *words, *label;
    } rows[] = {
        { "/ 分 析 Enter Y", "分析人士指出，高层互动释放了积极的信号，但分歧依然存在。",
          "the sentence" },
        { "/ 分 析 Enter v l l l y", "分析人士", "the selection" },
        { "/ 分 析 Enter v l l l h y", "分析人", "the selection" },
        { "/ 分 析 Enter v > > < y", "分析", "the selection" },
        { "/ 积 极 Enter v l l l y", "积极的信", "the selection" },
    };
    open_text(edited);
    jd_stage_play(&stage, rows[_i].keys);
    ck_assert_int_eq(stage.wish.kind, JD_REQUEST_COPY);
    ck_assert_str_eq(stage.wish.label, rows[_i].label);
    ck_assert_msg(jd_str_eq_c(stage.wish.text, rows[_i].words), "%.*s",
                  JD_STR_ARG(stage.wish.text));
    leave(true);
}
END_TEST

START_TEST(the_editor_is_asked_for_at_the_line)
{
    open_text(article);
    jd_stage_play(&stage, "/ 分 歧 Enter e");
    ck_assert_int_eq(stage.wish.kind, JD_REQUEST_EDIT);
    ck_assert_uint_eq(stage.wish.line, 7);
    leave(true);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("memory");
    TCase *tests = tcase_create("memory");
    tcase_add_checked_fixture(tests, make_folder, remove_folder);
    tcase_add_test(tests, a_mark_is_there_after_a_kill);
    tcase_add_test(tests, marks_find_their_sentences_in_an_edited_text);
    tcase_add_test(tests, the_place_is_found_again);
    tcase_add_test(tests, another_article_under_the_same_name_is_another_article);
    tcase_add_test(tests, a_capital_letter_leads_to_another_article);
    tcase_add_loop_test(tests, each_change_can_be_undone, 0,
                        sizeof undone / sizeof *undone);
    tcase_add_test(tests, what_cannot_be_saved_is_kept_and_saved_later);
    tcase_add_test(tests, two_readers_see_each_others_marks_in_the_list);
    tcase_add_test(tests, the_library_opens_what_was_read_before);
    tcase_add_loop_test(tests, copying_takes_the_words_without_wraps, 0, 5);
    tcase_add_test(tests, the_editor_is_asked_for_at_the_line);
    suite_add_tcase(suite, tests);
    return suite;
}

int main(void)
{
    return jd_run_tests("ui/memory", make_suite());
}
