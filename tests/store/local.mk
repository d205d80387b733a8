# Unit tests of src/store.
UNIT_TESTS += tests/store/test_kept
tests_store_test_kept_SOURCES = tests/store/test_kept.c
tests_store_test_kept_LDADD = $(TEST_SUPPORT) $(STORE_LIBS)
UNIT_TESTS += tests/store/test_db tests/store/test_article tests/store/test_bookmark
tests_store_test_db_SOURCES = tests/store/test_db.c
tests_store_test_db_LDADD = $(TEST_SUPPORT) $(STORE_LIBS)
tests_store_test_article_SOURCES = tests/store/test_article.c
tests_store_test_article_LDADD = $(TEST_SUPPORT) $(STORE_LIBS)
tests_store_test_bookmark_SOURCES = tests/store/test_bookmark.c tests/support/mix.h tests/support/mix.c
tests_store_test_bookmark_LDADD = $(TEST_SUPPORT) $(STORE_LIBS)
