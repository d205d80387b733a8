/* SPDX-License-Identifier: MIT */
/*
 * Keys and sizes at random on the whole interface: nothing may go wrong in any order. The
 * sanitizers are the judge here, and the canvas, which must always be whole. JD_FULL=1: a
 * hundred times as long.
 */
#include <stdlib.h>

#include "tests/support/run.h"
#include "tests/support/stage.h"

enum { KEYS = 1500, SEEDS = 4 };

static const char *const keys[] = {
    "j",     "k",    "l",         "h",   "w",      "Tab",    "S-Tab", "/",    "n",
    "N",     "*",    "#",         "m",   "a",      "b",      "A",     "'",    "B",
    "d",     "U",    "&",         "v",   "y",      "Y",      ">",     "<",    "O",
    "e",     "z",    "K",         "g",   "G",      "t",      "T",     "?",    "H",
    ";",     "5",    "%",         ")",   "(",      "}",      "{",     "]",    "[",
    "^C",    "^R",   "^O",        "^D",  "^E",     "^Y",     "Enter", "Esc",  "q",
    "Up",    "Down", "Backspace", "的",  "经",     "济",     "Space", "PgUp", "20x5",
    "80x24", "1x1",  "40x12",     "8x2", "120x40", "200x60",
};

/* Numbers that are the same everywhere: a test that failed must fail again. */
static unsigned next_number(unsigned *state)
{
    *state = *state * 1103515245 + 12345;
    return *state >> 16 & 0x7FFF;
}

static void check_canvas(const struct jd_canvas *canvas)
{
    for (int row = 0; row < canvas->rows; row++)
        for (int col = 0; col < canvas->cols; col++) {
            const struct jd_cell *cell = &canvas->cells[row * canvas->cols + col];
            ck_assert_int_le(cell->width, 2);
            if (cell->width == 2) {
                ck_assert_int_lt(col + 1, canvas->cols);
                ck_assert_int_eq(cell[1].width, 0);
            }
        }
}

START_TEST(no_order_of_keys_breaks_anything)
{
    struct jd_stage_options options = { .cols = 60, .rows = 20, .next = "b.txt" };
    struct jd_stage stage;
    unsigned state = (unsigned)_i + 1;
    int count = getenv("JD_FULL") ? 100 * KEYS : KEYS;
    jd_stage_open(&stage, &options);
    for (int i = 0; i < count; i++) {
        if (jd_app_is_done(stage.app)) {
            jd_stage_close(&stage);
            jd_stage_open(&stage, &options);
        }
        jd_stage_play(&stage, keys[next_number(&state) % (sizeof keys / sizeof *keys)]);
        check_canvas(&stage.canvas);
        for (int slice = next_number(&state) % 4; slice > 0; slice--)
            if (jd_app_has_work(stage.app))
                jd_app_idle(stage.app);
        struct jd_error err = JD_ERROR_INIT;
        if (next_number(&state) % 50 == 0)
            ck_assert_msg(jd_app_save(stage.app, &err), "%s", err.message);
    }
    jd_stage_close(&stage);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("random");
    TCase *tests = tcase_create("random");
    tcase_set_timeout(tests, 300);
    tcase_add_loop_test(tests, no_order_of_keys_breaks_anything, 0, SEEDS);
    suite_add_tcase(suite, tests);
    return suite;
}

int main(void)
{
    return jd_run_tests("ui/random", make_suite());
}
