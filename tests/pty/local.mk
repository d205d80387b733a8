# SPDX-License-Identifier: MIT
# Tests on a terminal: the room term/, and the whole program.
if HAVE_VTERM
PTY_SUPPORT = tests/support/vterm.h tests/support/vterm.c tests/support/pty.h tests/support/pty.c
UNIT_TESTS += tests/pty/test_render tests/pty/test_term tests/pty/test_program tests/pty/test_memory \
	tests/term/test_keys
tests_pty_test_memory_SOURCES = tests/pty/test_memory.c $(PTY_SUPPORT)
tests_pty_test_memory_CPPFLAGS = $(AM_CPPFLAGS) $(VTERM_CFLAGS)
tests_pty_test_memory_LDADD = $(TEST_SUPPORT) $(TEXT_LIBS) $(VTERM_LIBS) -lutil
tests_pty_test_render_SOURCES = tests/pty/test_render.c tests/support/mix.h tests/support/mix.c $(PTY_SUPPORT)
tests_pty_test_render_CPPFLAGS = $(AM_CPPFLAGS) $(NCURSES_CFLAGS) $(VTERM_CFLAGS)
tests_pty_test_render_LDADD = $(TEST_SUPPORT) $(TERM_LIBS) $(VTERM_LIBS) -lutil
tests_pty_test_term_SOURCES = tests/pty/test_term.c $(PTY_SUPPORT)
tests_pty_test_term_CPPFLAGS = $(AM_CPPFLAGS) $(VTERM_CFLAGS)
tests_pty_test_term_LDADD = $(TEST_SUPPORT) $(TERM_LIBS) $(VTERM_LIBS) -lutil
EXTRA_tests_pty_test_term_DEPENDENCIES = tests/pty/driver
tests_pty_test_program_SOURCES = tests/pty/test_program.c $(PTY_SUPPORT)
tests_pty_test_program_CPPFLAGS = $(AM_CPPFLAGS) $(VTERM_CFLAGS)
tests_pty_test_program_LDADD = $(TEST_SUPPORT) $(TEXT_LIBS) $(VTERM_LIBS) -lutil
tests_term_test_keys_SOURCES = tests/term/test_keys.c $(PTY_SUPPORT)
tests_term_test_keys_CPPFLAGS = $(AM_CPPFLAGS) $(NCURSES_CFLAGS) $(VTERM_CFLAGS)
tests_term_test_keys_LDADD = $(TEST_SUPPORT) $(TERM_LIBS) $(VTERM_LIBS) -lutil
check_PROGRAMS += tests/pty/driver
tests_pty_driver_SOURCES = tests/pty/driver.c
tests_pty_driver_LDADD = $(TERM_LIBS)
endif
