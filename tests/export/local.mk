# Unit tests of src/export.
UNIT_TESTS += tests/export/test_time tests/export/test_tsv tests/export/test_bookmarks
tests_export_test_time_SOURCES = tests/export/test_time.c tests/support/mix.h tests/support/mix.c
tests_export_test_time_LDADD = $(TEST_SUPPORT) $(EXPORT_LIBS)
tests_export_test_tsv_SOURCES = tests/export/test_tsv.c tests/support/mix.h tests/support/mix.c
tests_export_test_tsv_LDADD = $(TEST_SUPPORT) $(EXPORT_LIBS)
tests_export_test_bookmarks_SOURCES = tests/export/test_bookmarks.c tests/support/mix.h tests/support/mix.c
tests_export_test_bookmarks_LDADD = $(TEST_SUPPORT) $(EXPORT_LIBS)
