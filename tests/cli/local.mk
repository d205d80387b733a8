# SPDX-License-Identifier: MIT
# The program as seen from a shell: one case is a handful of files, see run.sh.
SCRIPT_TESTS += tests/cli/run.sh tests/cli/seed.sh tests/cli/streams.sh
EXTRA_DIST += tests/cli/cases

# Units of the command line, with what they call standing in.
UNIT_TESTS += tests/cli/test_copy tests/cli/test_edit
tests_cli_test_copy_SOURCES = tests/cli/test_copy.c src/cli/copy.c
tests_cli_test_copy_LDADD = $(TEST_SUPPORT) $(TEXT_LIBS)
tests_cli_test_edit_SOURCES = tests/cli/test_edit.c src/cli/edit.c
tests_cli_test_edit_LDADD = $(TEST_SUPPORT) $(BASE_LIBS)
