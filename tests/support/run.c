/* SPDX-License-Identifier: MIT */
#include "tests/support/run.h"

#include <locale.h>
#include <signal.h>
#include <stdlib.h>

int jd_run_tests(const char *name, Suite *suite)
{
    (void)name;
    setlocale(LC_ALL, "C.UTF-8");
    /* A shell starts what it puts in the background with some signals ignored. */
    static const int signals[] = { SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGPIPE };
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        signal(signals[i], SIG_DFL);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
