# Unit tests of src/base.
UNIT_TESTS += tests/base/test_error tests/base/test_mem tests/base/test_str tests/base/test_buf \
	tests/base/test_clock tests/base/test_file tests/base/test_json tests/base/test_id \
	tests/base/test_hash tests/base/test_spawn
tests_base_test_error_SOURCES = tests/base/test_error.c
tests_base_test_error_LDADD = $(TEST_SUPPORT) $(BASE_LIBS)
tests_base_test_mem_SOURCES = tests/base/test_mem.c
tests_base_test_mem_LDADD = $(TEST_SUPPORT) $(BASE_LIBS)
tests_base_test_str_SOURCES = tests/base/test_str.c
tests_base_test_str_LDADD = $(TEST_SUPPORT) $(BASE_LIBS)
tests_base_test_buf_SOURCES = tests/base/test_buf.c
tests_base_test_buf_LDADD = $(TEST_SUPPORT) $(BASE_LIBS)
tests_base_test_clock_SOURCES = tests/base/test_clock.c
tests_base_test_clock_LDADD = $(TEST_SUPPORT) $(BASE_LIBS)
tests_base_test_file_SOURCES = tests/base/test_file.c
tests_base_test_file_LDADD = $(TEST_SUPPORT) $(BASE_LIBS)
tests_base_test_json_SOURCES = tests/base/test_json.c
tests_base_test_json_LDADD = $(TEST_SUPPORT) $(BASE_LIBS)
tests_base_test_id_SOURCES = tests/base/test_id.c
tests_base_test_id_LDADD = $(TEST_SUPPORT) $(BASE_LIBS)
tests_base_test_hash_SOURCES = tests/base/test_hash.c
tests_base_test_hash_LDADD = $(TEST_SUPPORT) $(BASE_LIBS)
tests_base_test_spawn_SOURCES = tests/base/test_spawn.c
tests_base_test_spawn_LDADD = $(TEST_SUPPORT) $(BASE_LIBS)
