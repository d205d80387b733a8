/* SPDX-License-Identifier: MIT */
#include "tests/support/run.h"

#include <locale.h>
#include <stdlib.h>

int jd_run_tests(const char *name, Suite *suite)
{
    (void)name;
    setlocale(LC_ALL, "C.UTF-8");
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
