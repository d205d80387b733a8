# Unit tests of src/layout.
UNIT_TESTS += tests/layout/test_flow tests/layout/test_index
tests_layout_test_flow_SOURCES = tests/layout/test_flow.c tests/support/mix.h tests/support/mix.c
tests_layout_test_flow_LDADD = $(TEST_SUPPORT) libjd_layout.a libjd_lang.a libjd_dict.a libjd_shipped.a \
	libjd_doc.a $(TEXT_LIBS)
tests_layout_test_index_SOURCES = tests/layout/test_index.c tests/support/mix.h tests/support/mix.c
tests_layout_test_index_LDADD = $(tests_layout_test_flow_LDADD)
