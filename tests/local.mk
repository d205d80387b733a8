# SPDX-License-Identifier: MIT
# Everything that `make check` runs. Three kinds, all of which speak TAP:
#   UNIT_TESTS    Check programs, one per module; need Check
#   CORPUS_TESTS  fuzz targets over the files in tests/fuzz/corpus/
#   SCRIPT_TESTS  shell scripts: the command line, the rules of the house
# Unit tests link their own layer and those below it only, so that an upward call does
# not link.
BASE_LIBS = libjd_base.a
TEXT_LIBS = libjd_text.a $(BASE_LIBS) $(UNISTRING_LIBS)
DOC_LIBS = libjd_doc.a $(TEXT_LIBS)
DICT_LIBS = libjd_dict.a libjd_shipped.a $(TEXT_LIBS)
LANG_LIBS = libjd_lang.a libjd_dict.a libjd_shipped.a libjd_doc.a $(TEXT_LIBS)
LAYOUT_LIBS = libjd_layout.a $(LANG_LIBS)
STORE_LIBS = libjd_store.a $(BASE_LIBS) $(SQLITE_LIBS)
EXPORT_LIBS = libjd_export.a libjd_store.a $(TEXT_LIBS) $(SQLITE_LIBS)
UI_LIBS = libjd_ui.a $(LAYOUT_LIBS) $(INIPARSER_LIBS) $(STORE_LIBS)
TERM_LIBS = libjd_term.a $(UI_LIBS) $(NCURSES_LIBS)

AM_CPPFLAGS += -I$(top_srcdir) $(CHECK_CFLAGS)

TEST_SUPPORT = libjd_test.a $(CHECK_LIBS)
libjd_test_a_SOURCES = tests/support/run.h tests/support/run.c \
	tests/support/home.h tests/support/home.c

UNIT_TESTS =
CORPUS_TESTS =
SCRIPT_TESTS =

include tests/base/local.mk
include tests/store/local.mk
include tests/export/local.mk
include tests/text/local.mk
include tests/doc/local.mk
include tests/dict/local.mk
include tests/lang/local.mk
include tests/layout/local.mk
include tests/ui/local.mk
include tests/cli/local.mk
include tests/pty/local.mk
include tests/faults/local.mk
include tests/fuzz/local.mk
include tests/headers/local.mk
include tests/rules/local.mk

if HAVE_CHECK
check_LIBRARIES += libjd_test.a
check_PROGRAMS += $(UNIT_TESTS)
TESTS += $(UNIT_TESTS)
else
TESTS += tests/support/without-check.sh
endif
check_PROGRAMS += $(CORPUS_TESTS)
TESTS += $(CORPUS_TESTS) $(SCRIPT_TESTS)
dist_check_SCRIPTS += $(SCRIPT_TESTS) tests/support/without-check.sh

# Test programs have no extension, so theirs is LOG_DRIVER; TEST_LOG_DRIVER would be ignored.
TEST_EXTENSIONS = .sh
SH_LOG_COMPILER = $(SHELL)
LOG_DRIVER = env AM_TAP_AWK='$(AWK)' $(SHELL) $(top_srcdir)/build-aux/tap-driver.sh
SH_LOG_DRIVER = $(LOG_DRIVER)

# The same world for every test, whoever runs it and wherever.
TEST_HOME = $(abs_builddir)/tests/home
SEED = $(abs_top_srcdir)/seeds/000_ef374c3d89321f21.txt
AM_TESTS_ENVIRONMENT = \
	TZ=UTC LC_ALL=C.UTF-8 TERM=xterm-256color LINES=24 COLUMNS=80; \
	export TZ LC_ALL TERM LINES COLUMNS; \
	unset LANGUAGE NO_COLOR COLORTERM TMUX EDITOR VISUAL PAGER JINGDU_SECURE \
		JD_SEED_ARTICLE JD_SEED_GLOSSARY; \
	HOME='$(TEST_HOME)' XDG_CONFIG_HOME='$(TEST_HOME)/config' \
	XDG_DATA_HOME='$(TEST_HOME)/data' XDG_STATE_HOME='$(TEST_HOME)/state' \
	XDG_CACHE_HOME='$(TEST_HOME)/cache' XDG_RUNTIME_DIR='$(TEST_HOME)/run'; \
	export HOME XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME XDG_CACHE_HOME XDG_RUNTIME_DIR; \
	test -d "$$XDG_RUNTIME_DIR" || $(MKDIR_P) "$$XDG_CONFIG_HOME" "$$XDG_DATA_HOME" \
		"$$XDG_STATE_HOME" "$$XDG_CACHE_HOME" "$$XDG_RUNTIME_DIR"; \
	srcdir='$(abs_top_srcdir)' JINGDU='$(abs_builddir)/jingdu$(EXEEXT)' \
	JINGDU_DATADIR='$(abs_top_srcdir)/data' JD_VERSION='$(PACKAGE_VERSION)' CC='$(CC)'; \
	export srcdir JINGDU JINGDU_DATADIR JD_VERSION CC; \
	if test -f '$(SEED)'; then JD_SEED_ARTICLE='$(SEED)'; export JD_SEED_ARTICLE; fi; \
	if test -f '$(SEED).glossary.tsv'; then \
		JD_SEED_GLOSSARY='$(SEED).glossary.tsv'; export JD_SEED_GLOSSARY; fi; \
	CK_TAP_LOG_FILE_NAME=- CK_VERBOSITY=silent CK_TIMEOUT_MULTIPLIER=10; \
	export CK_TAP_LOG_FILE_NAME CK_VERBOSITY CK_TIMEOUT_MULTIPLIER; \
	ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1; \
	UBSAN_OPTIONS=print_stacktrace=1; export ASAN_OPTIONS UBSAN_OPTIONS;

clean-local: clean-tests
clean-tests:
	-rm -rf tests/home tests/cli/work tests/rules/work
.PHONY: clean-tests
