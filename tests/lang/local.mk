# Unit tests of src/lang.
UNIT_TESTS += tests/lang/test_annotate tests/lang/test_seed
tests_lang_test_annotate_SOURCES = tests/lang/test_annotate.c tests/support/mix.h \
	tests/support/mix.c
tests_lang_test_annotate_LDADD = $(TEST_SUPPORT) $(LANG_LIBS)
tests_lang_test_seed_SOURCES = tests/lang/test_seed.c
tests_lang_test_seed_LDADD = $(TEST_SUPPORT) libjd_lang.a libjd_dict.a libjd_shipped.a \
	libjd_doc.a $(TEXT_LIBS)
UNIT_TESTS += tests/lang/test_borders
tests_lang_test_borders_SOURCES = tests/lang/test_borders.c
tests_lang_test_borders_LDADD = $(TEST_SUPPORT) $(LANG_LIBS)
UNIT_TESTS += tests/lang/test_find
tests_lang_test_find_SOURCES = tests/lang/test_find.c tests/support/mix.h tests/support/mix.c
tests_lang_test_find_LDADD = $(TEST_SUPPORT) $(LANG_LIBS)
