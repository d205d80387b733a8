/* SPDX-License-Identifier: MIT */
#include "tests/support/run.h"

#include "jingdu/doc/block.h"

static const char words[] = "**北京** mail\nnews";

static struct jd_block make_block(void)
{
    struct jd_block block = { .kind = JD_BLOCK_PARAGRAPH, .end = sizeof words - 1 };
    jd_block_add_run(&block, (struct jd_run){ 2, 8, JD_EMPH_BOLD, JD_JOINT_DOT });
    jd_block_add_run(&block, (struct jd_run){ 10, 15, 0, JD_JOINT_NONE });
    jd_block_add_run(&block, (struct jd_run){ 16, 20, 0, JD_JOINT_BLANK });
    return block;
}

START_TEST(the_text_of_a_block_has_its_joints_and_no_gaps)
{
    struct jd_block block = make_block();
    struct jd_buf out = JD_BUF_INIT;
    jd_block_add_text(&block, jd_str_of(words), &out);
    ck_assert_str_eq(out.data, "北京 mail news");
    block.runs[2].joint = JD_JOINT_DOT;
    jd_buf_clear(&out);
    jd_block_add_text(&block, jd_str_of(words), &out);
    ck_assert_str_eq(out.data, "北京 mail · news");
    jd_buf_release(&out);
    jd_block_release(&block);
}
END_TEST

START_TEST(the_first_run_has_no_joint_and_empty_runs_are_not_added)
{
    struct jd_block block = make_block();
    ck_assert_int_eq(block.runs[0].joint, JD_JOINT_NONE);
    jd_block_add_run(&block, (struct jd_run){ 20, 20, 0, 0 });
    ck_assert_uint_eq(block.run_count, 3);
    jd_block_release(&block);
}
END_TEST

START_TEST(a_cleared_block_keeps_its_memory_and_nothing_else)
{
    struct jd_block block = make_block();
    struct jd_run *runs = block.runs;
    jd_block_clear(&block);
    ck_assert_ptr_eq(block.runs, runs);
    ck_assert_uint_eq(block.run_count, 0);
    ck_assert_uint_eq(block.end, 0);
    ck_assert_int_eq(block.kind, JD_BLOCK_EMPTY);
    jd_block_release(&block);
    ck_assert_ptr_null(block.runs);
}
END_TEST

static const struct {
    size_t start, end, first_start, first_end, second_start;
    bool valid;
} shapes[] = {
    { 0, 20, 2, 8, 10, true },  { 0, 20, 2, 8, 8, true },   { 0, 20, 2, 8, 7, false },
    { 0, 20, 8, 8, 10, false }, { 3, 20, 2, 8, 10, false }, { 0, 14, 2, 8, 10, false },
    { 0, 21, 2, 8, 10, false }, { 0, 20, 2, 8, 15, false }, { 20, 20, 2, 8, 10, false },
};

START_TEST(a_block_is_valid_when_its_runs_are_in_order_inside_of_it)
{
    struct jd_block block = make_block();
    block.run_count = 2;
    block.start = block.marker_end = shapes[_i].start;
    block.end = shapes[_i].end;
    block.runs[0].start = shapes[_i].first_start;
    block.runs[0].end = shapes[_i].first_end;
    block.runs[1].start = shapes[_i].second_start;
    ck_assert_int_eq(jd_block_is_valid(&block, jd_str_of(words)), shapes[_i].valid);
    jd_block_release(&block);
}
END_TEST

START_TEST(a_line_end_in_a_run_or_a_joint_before_the_first_is_not_valid)
{
    struct jd_block block = make_block();
    ck_assert(jd_block_is_valid(&block, jd_str_of(words)));
    block.runs[1].end = 16;
    ck_assert(!jd_block_is_valid(&block, jd_str_of(words)));
    block.runs[1].end = 15;
    block.runs[0].joint = JD_JOINT_BLANK;
    ck_assert(!jd_block_is_valid(&block, jd_str_of(words)));
    jd_block_release(&block);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("doc/block");
    TCase *tcase = tcase_create("block");
    tcase_add_test(tcase, the_text_of_a_block_has_its_joints_and_no_gaps);
    tcase_add_test(tcase, the_first_run_has_no_joint_and_empty_runs_are_not_added);
    tcase_add_test(tcase, a_cleared_block_keeps_its_memory_and_nothing_else);
    tcase_add_loop_test(tcase, a_block_is_valid_when_its_runs_are_in_order_inside_of_it,
                        0, sizeof shapes / sizeof *shapes);
    tcase_add_test(tcase, a_line_end_in_a_run_or_a_joint_before_the_first_is_not_valid);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return jd_run_tests("doc/block", make_suite());
}
