# SPDX-License-Identifier: MIT
# Fuzz targets. `make check` runs each over its corpus (replay_<x>); `make fuzz` builds
# them with libFuzzer in the folder fuzz/ and lets each run for FUZZ_SECONDS.
FUZZ_TARGETS = decode markdown glossary config import store anchor find

FUZZ_DECODE_LIBS = $(TEXT_LIBS)
FUZZ_MARKDOWN_LIBS = $(DOC_LIBS)
FUZZ_GLOSSARY_LIBS = $(DICT_LIBS)
FUZZ_CONFIG_LIBS = $(UI_LIBS)
FUZZ_IMPORT_LIBS = $(EXPORT_LIBS)
FUZZ_FIND_LIBS = $(LANG_LIBS)
FUZZ_ANCHOR_LIBS = $(DOC_LIBS)
FUZZ_STORE_LIBS = $(STORE_LIBS)

CORPUS_TESTS += tests/fuzz/replay_decode tests/fuzz/replay_markdown \
	tests/fuzz/replay_glossary tests/fuzz/replay_config tests/fuzz/replay_import
tests_fuzz_replay_import_SOURCES = tests/fuzz/fuzz_import.c tests/fuzz/replay.c
tests_fuzz_replay_import_LDADD = $(FUZZ_IMPORT_LIBS)
CORPUS_TESTS += tests/fuzz/replay_find
tests_fuzz_replay_find_SOURCES = tests/fuzz/fuzz_find.c tests/fuzz/replay.c
tests_fuzz_replay_find_LDADD = $(FUZZ_FIND_LIBS)
CORPUS_TESTS += tests/fuzz/replay_anchor
tests_fuzz_replay_anchor_SOURCES = tests/fuzz/fuzz_anchor.c tests/fuzz/replay.c
tests_fuzz_replay_anchor_LDADD = $(FUZZ_ANCHOR_LIBS)
CORPUS_TESTS += tests/fuzz/replay_store
tests_fuzz_replay_store_SOURCES = tests/fuzz/fuzz_store.c tests/fuzz/replay.c
tests_fuzz_replay_store_LDADD = $(FUZZ_STORE_LIBS)
tests_fuzz_replay_decode_SOURCES = tests/fuzz/fuzz_decode.c tests/fuzz/replay.c
tests_fuzz_replay_decode_LDADD = $(FUZZ_DECODE_LIBS)
tests_fuzz_replay_markdown_SOURCES = tests/fuzz/fuzz_markdown.c tests/fuzz/replay.c
tests_fuzz_replay_markdown_LDADD = $(FUZZ_MARKDOWN_LIBS)
tests_fuzz_replay_glossary_SOURCES = tests/fuzz/fuzz_glossary.c tests/fuzz/replay.c
tests_fuzz_replay_glossary_LDADD = $(FUZZ_GLOSSARY_LIBS)
tests_fuzz_replay_config_SOURCES = tests/fuzz/fuzz_config.c tests/fuzz/replay.c
tests_fuzz_replay_config_LDADD = $(FUZZ_CONFIG_LIBS)

# The fuzzers themselves, only ever built in the folder that `make fuzz` configures.
FUZZERS = tests/fuzz/fuzz_decode tests/fuzz/fuzz_markdown tests/fuzz/fuzz_glossary \
	tests/fuzz/fuzz_config tests/fuzz/fuzz_import tests/fuzz/fuzz_store tests/fuzz/fuzz_anchor tests/fuzz/fuzz_find
EXTRA_PROGRAMS += $(FUZZERS)
LINK_LIBFUZZER = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_fuzz_decode_SOURCES = tests/fuzz/fuzz_decode.c
tests_fuzz_fuzz_decode_LDADD = $(FUZZ_DECODE_LIBS)
tests_fuzz_fuzz_decode_LDFLAGS = $(LINK_LIBFUZZER)
tests_fuzz_fuzz_markdown_SOURCES = tests/fuzz/fuzz_markdown.c
tests_fuzz_fuzz_markdown_LDADD = $(FUZZ_MARKDOWN_LIBS)
tests_fuzz_fuzz_markdown_LDFLAGS = $(LINK_LIBFUZZER)
tests_fuzz_fuzz_glossary_SOURCES = tests/fuzz/fuzz_glossary.c
tests_fuzz_fuzz_glossary_LDADD = $(FUZZ_GLOSSARY_LIBS)
tests_fuzz_fuzz_glossary_LDFLAGS = $(LINK_LIBFUZZER)
tests_fuzz_fuzz_config_SOURCES = tests/fuzz/fuzz_config.c
tests_fuzz_fuzz_config_LDADD = $(FUZZ_CONFIG_LIBS)
tests_fuzz_fuzz_config_LDFLAGS = $(LINK_LIBFUZZER)

tests_fuzz_fuzz_import_SOURCES = tests/fuzz/fuzz_import.c
tests_fuzz_fuzz_import_LDADD = $(FUZZ_IMPORT_LIBS)
tests_fuzz_fuzz_import_LDFLAGS = $(LINK_LIBFUZZER)
tests_fuzz_fuzz_store_SOURCES = tests/fuzz/fuzz_store.c
tests_fuzz_fuzz_store_LDADD = $(FUZZ_STORE_LIBS)
tests_fuzz_fuzz_store_LDFLAGS = $(LINK_LIBFUZZER)
tests_fuzz_fuzz_anchor_SOURCES = tests/fuzz/fuzz_anchor.c
tests_fuzz_fuzz_anchor_LDADD = $(FUZZ_ANCHOR_LIBS)
tests_fuzz_fuzz_anchor_LDFLAGS = $(LINK_LIBFUZZER)
tests_fuzz_fuzz_find_SOURCES = tests/fuzz/fuzz_find.c
tests_fuzz_fuzz_find_LDADD = $(FUZZ_FIND_LIBS)
tests_fuzz_fuzz_find_LDFLAGS = $(LINK_LIBFUZZER)

EXTRA_DIST += tests/fuzz/corpus tests/fuzz/run.sh

FUZZ_SECONDS = 600
FUZZ_CC = clang
FUZZ_CFLAGS = -g -O1 -fno-omit-frame-pointer -fno-sanitize-recover=all \
	-fsanitize=fuzzer-no-link,address,undefined

fuzz:
	$(MKDIR_P) fuzz
	test -f fuzz/Makefile || (cd fuzz && \
		'$(abs_top_srcdir)/configure' --quiet --disable-dependency-tracking \
		CC='$(FUZZ_CC)' CFLAGS='$(FUZZ_CFLAGS)')
	cd fuzz && $(MAKE) $(AM_MAKEFLAGS) fuzzers
	FUZZ_SECONDS='$(FUZZ_SECONDS)' FUZZ_TARGETS='$(FUZZ_TARGETS)' srcdir='$(abs_top_srcdir)' \
		$(SHELL) '$(srcdir)/tests/fuzz/run.sh' fuzz

fuzzers: $(BUILT_SOURCES) $(FUZZERS)

clean-local: clean-fuzz
clean-fuzz:
	-rm -rf fuzz
.PHONY: fuzz fuzzers clean-fuzz
