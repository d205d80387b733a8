# SPDX-License-Identifier: MIT
# Unit tests of src/text, and its fuzz target run over the corpus.
UNIT_TESTS += tests/text/test_utf8 tests/text/test_cluster tests/text/test_han \
	tests/text/test_width tests/text/test_sanitise tests/text/test_decode \
	tests/text/test_linebreak
tests_text_test_utf8_SOURCES = tests/text/test_utf8.c
tests_text_test_utf8_LDADD = $(TEST_SUPPORT) $(TEXT_LIBS)
tests_text_test_cluster_SOURCES = tests/text/test_cluster.c
tests_text_test_cluster_LDADD = $(TEST_SUPPORT) $(TEXT_LIBS)
tests_text_test_han_SOURCES = tests/text/test_han.c
tests_text_test_han_LDADD = $(TEST_SUPPORT) $(TEXT_LIBS)
tests_text_test_width_SOURCES = tests/text/test_width.c
tests_text_test_width_LDADD = $(TEST_SUPPORT) $(TEXT_LIBS)
tests_text_test_sanitise_SOURCES = tests/text/test_sanitise.c
tests_text_test_sanitise_LDADD = $(TEST_SUPPORT) $(TEXT_LIBS)
tests_text_test_decode_SOURCES = tests/text/test_decode.c
tests_text_test_decode_LDADD = $(TEST_SUPPORT) $(TEXT_LIBS)
tests_text_test_linebreak_SOURCES = tests/text/test_linebreak.c
tests_text_test_linebreak_LDADD = $(TEST_SUPPORT) $(TEXT_LIBS)
