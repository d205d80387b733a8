/* SPDX-License-Identifier: MIT */
/* When things are due: ui/keeper. And what is wished for: ui/wish. */
#include "jingdu/ui/keeper.h"
#include "jingdu/ui/wish.h"
#include "tests/support/run.h"
#include "tests/support/stage.h"

static struct jd_stage stage;
static struct jd_memory *memory;
static struct jd_keeper keeper;

static void open_keeper(void)
{
    struct jd_stage_options options = { .text = "标题\n\n正文在这里。\n",
                                        .cols = 40,
                                        .rows = 10 };
    jd_stage_open(&stage, &options);
    memory = jd_memory_new(stage.store, stage.article);
    jd_keeper_init(&keeper, stage.store, memory);
}

static void close_keeper(void)
{
    jd_memory_free(memory);
    jd_stage_close(&stage);
}

START_TEST(the_place_is_due_a_second_after_the_last_key)
{
    jd_memory_read_to(memory, 6, 50);
    jd_keeper_wake(&keeper);
    ck_assert_int_gt(jd_keeper_wait_ms(&keeper), 500);
    ck_assert_int_le(jd_keeper_wait_ms(&keeper), 1001);
    struct jd_buf says = JD_BUF_INIT;
    ck_assert(jd_keeper_work(&keeper, &says)); /* not yet */
    ck_assert(jd_memory_is_stale(memory));
    keeper.save_at = 0;
    ck_assert(jd_keeper_work(&keeper, &says));
    ck_assert(!jd_memory_is_stale(memory));
    ck_assert_str_eq(says.data, "");
}
END_TEST

START_TEST(the_store_is_looked_after_once_after_three_seconds)
{
    ck_assert_int_gt(jd_keeper_wait_ms(&keeper), 2000);
    ck_assert_int_le(jd_keeper_wait_ms(&keeper), 3001);
    keeper.quiet_since = 0;
    ck_assert_int_eq(jd_keeper_wait_ms(&keeper), 1);
    struct jd_buf says = JD_BUF_INIT;
    ck_assert(jd_keeper_work(&keeper, &says));
    ck_assert_int_eq(jd_keeper_wait_ms(&keeper), -1);
}
END_TEST

START_TEST(what_failed_is_tried_again_after_ten_seconds)
{
    jd_memory_read_to(memory, 6, 50);
    jd_keeper_fail(&keeper);
    jd_keeper_wake(&keeper); /* keys do not put it off */
    ck_assert_int_gt(jd_keeper_wait_ms(&keeper), 9000);
    ck_assert_int_le(jd_keeper_wait_ms(&keeper), 10001);
    keeper.save_at = 0;
    struct jd_buf says = JD_BUF_INIT;
    ck_assert(jd_keeper_work(&keeper, &says));
    ck_assert_str_eq(says.data, "saved now");
    jd_buf_release(&says);
}
END_TEST

START_TEST(without_a_store_nothing_is_due)
{
    jd_keeper_init(&keeper, NULL, memory);
    ck_assert_int_eq(jd_keeper_wait_ms(&keeper), -1);
    struct jd_buf says = JD_BUF_INIT;
    ck_assert(jd_keeper_work(&keeper, &says));
}
END_TEST

START_TEST(a_wish_is_told_once_with_its_strings)
{
    struct jd_wish_box box = JD_WISH_BOX_INIT;
    struct jd_quote place = { .byte = 7,
                              .quote = jd_str_of("一句话"),
                              .before = jd_str_of("前"),
                              .after = jd_str_of("后面") };
    jd_wish_put(&box, JD_REQUEST_COPY, jd_str_of("x"))->label = "the word";
    jd_wish_put(&box, JD_REQUEST_OPEN, jd_str_of("/a/b"));
    jd_wish_put_place(&box, &place);
    struct jd_wish wish = jd_wish_take(&box);
    ck_assert_int_eq(wish.kind, JD_REQUEST_OPEN);
    ck_assert(jd_str_eq_c(wish.text, "/a/b"));
    ck_assert(wish.has_place);
    ck_assert(jd_str_eq_c(wish.place.quote, "一句话"));
    ck_assert(jd_str_eq_c(wish.place.before, "前"));
    ck_assert(jd_str_eq_c(wish.place.after, "后面"));
    ck_assert_int_eq(jd_wish_take(&box).kind, JD_REQUEST_NONE);
    jd_wish_box_release(&box);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("keeper");
    TCase *tests = tcase_create("keeper");
    tcase_add_checked_fixture(tests, open_keeper, close_keeper);
    tcase_add_test(tests, the_place_is_due_a_second_after_the_last_key);
    tcase_add_test(tests, the_store_is_looked_after_once_after_three_seconds);
    tcase_add_test(tests, what_failed_is_tried_again_after_ten_seconds);
    tcase_add_test(tests, without_a_store_nothing_is_due);
    tcase_add_test(tests, a_wish_is_told_once_with_its_strings);
    suite_add_tcase(suite, tests);
    return suite;
}

int main(void)
{
    return jd_run_tests("ui/keeper", make_suite());
}
