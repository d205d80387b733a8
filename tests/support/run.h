/* SPDX-License-Identifier: MIT */
/* What every unit test program has in common: its main. */
#ifndef JINGDU_TESTS_SUPPORT_RUN_H
#define JINGDU_TESTS_SUPPORT_RUN_H

#include <check.h>

/* Runs the suite; the exit status says whether all tests passed. Takes the suite. */
int jd_run_tests(const char *name, Suite *suite);

#endif
