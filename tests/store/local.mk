# Unit tests of src/store.
UNIT_TESTS += tests/store/test_kept
tests_store_test_kept_SOURCES = tests/store/test_kept.c
tests_store_test_kept_LDADD = $(TEST_SUPPORT) $(STORE_LIBS)
