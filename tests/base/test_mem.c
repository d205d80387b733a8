/* SPDX-License-Identifier: MIT */
#include "jingdu/base/mem.h"

#include <signal.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/run.h"

/* AddressSanitizer would end the program itself where an allocator fails. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "allocator_may_return_null=1";
}

START_TEST(zero_bytes_are_a_pointer_too)
{
    void *plain = jd_alloc(0), *zeroed = jd_alloc_zero(0, 8),
         *grown = jd_realloc_array(NULL, 0, 4);
    ck_assert(plain && zeroed && grown);
    free(plain);
    free(zeroed);
    free(grown);
}
END_TEST

START_TEST(zeroed_memory_is_zero)
{
    unsigned char *bytes = jd_alloc_zero(100, 3);
    for (int i = 0; i < 300; i++)
        ck_assert_uint_eq(bytes[i], 0);
    free(bytes);
}
END_TEST

START_TEST(resizing_keeps_what_was_there)
{
    int *list = jd_realloc_array(NULL, 4, sizeof *list);
    for (int i = 0; i < 4; i++)
        list[i] = i * i;
    list = jd_realloc_array(list, 4000, sizeof *list);
    for (int i = 0; i < 4; i++)
        ck_assert_int_eq(list[i], i * i);
    free(list);
}
END_TEST

START_TEST(a_product_that_overflows_aborts)
{
    if (_i == 0)
        free(jd_alloc_zero(SIZE_MAX / 2, 3));
    else
        free(jd_realloc_array(NULL, SIZE_MAX / 2, 3));
}
END_TEST

START_TEST(a_copy_is_terminated_and_may_hold_zeros)
{
    char *copy = jd_copy_bytes("a\0b", 3);
    ck_assert_mem_eq(copy, "a\0b", 4);
    free(copy);
    copy = jd_copy_bytes(NULL, 0);
    ck_assert_str_eq(copy, "");
    free(copy);
}
END_TEST

START_TEST(growing_one_by_one_doubles)
{
    size_t cap = 0, moves = 0;
    int *list = NULL;
    for (size_t count = 0; count < 5000; count++) {
        size_t before = cap;
        list = jd_grow(list, count, &cap, sizeof *list);
        ck_assert_uint_gt(cap, count);
        moves += cap != before;
        list[count] = (int)count;
    }
    ck_assert_uint_lt(moves, 14);
    for (int i = 0; i < 5000; i++)
        ck_assert_int_eq(list[i], i);
    free(list);
}
END_TEST

START_TEST(an_arena_gives_aligned_memory_that_does_not_overlap)
{
    struct jd_arena arena = JD_ARENA_INIT;
    static const size_t sizes[] = {
        1, 0, 7, 8, 100, 40000, 3, 32768, 32767, 15, 100000, 1
    };
    enum { COUNT = sizeof sizes / sizeof *sizes };
    unsigned char *parts[COUNT];
    for (int i = 0; i < COUNT; i++) {
        parts[i] = jd_arena_alloc(&arena, sizes[i]);
        ck_assert_uint_eq((uintptr_t)parts[i] % alignof(max_align_t), 0);
        if (sizes[i])
            memset(parts[i], i + 1, sizes[i]);
    }
    for (int i = 0; i < COUNT; i++) {
        for (size_t at = 0; at < sizes[i]; at++) {
            if (parts[i][at] != i + 1)
                ck_abort_msg("part %d was overwritten at %zu", i, at);
        }
    }
    jd_arena_release(&arena);
}
END_TEST

START_TEST(an_arena_can_be_used_again_after_release)
{
    struct jd_arena arena = JD_ARENA_INIT;
    jd_arena_release(&arena);
    ck_assert_str_eq(jd_arena_copy(&arena, "茶", 3), "茶");
    jd_arena_release(&arena);
    ck_assert_mem_eq(jd_arena_copy(&arena, "a\0b", 3), "a\0b", 4);
    ck_assert_str_eq(jd_arena_copy(&arena, NULL, 0), "");
    jd_arena_release(&arena);
}
END_TEST

START_TEST(many_small_parts_survive_together)
{
    struct jd_arena arena = JD_ARENA_INIT;
    enum { PARTS = 20000 };
    uint32_t **parts = jd_alloc_zero(PARTS, sizeof(uint32_t *));
    for (uint32_t i = 0; i < PARTS; i++) {
        parts[i] = jd_arena_alloc(&arena, sizeof *parts[i]);
        *parts[i] = i;
    }
    for (uint32_t i = 0; i < PARTS; i++) {
        if (*parts[i] != i)
            ck_abort_msg("part %u", i);
    }
    free(parts);
    jd_arena_release(&arena);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("base/mem");
    TCase *tcase = tcase_create("mem");
    tcase_add_test(tcase, zero_bytes_are_a_pointer_too);
    tcase_add_test(tcase, zeroed_memory_is_zero);
    tcase_add_test(tcase, resizing_keeps_what_was_there);
    tcase_add_loop_test_raise_signal(tcase, a_product_that_overflows_aborts, SIGABRT, 0,
                                     2);
    tcase_add_test(tcase, a_copy_is_terminated_and_may_hold_zeros);
    tcase_add_test(tcase, growing_one_by_one_doubles);
    tcase_add_test(tcase, an_arena_gives_aligned_memory_that_does_not_overlap);
    tcase_add_test(tcase, an_arena_can_be_used_again_after_release);
    tcase_add_test(tcase, many_small_parts_survive_together);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return jd_run_tests("base/mem", make_suite());
}
