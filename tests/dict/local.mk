# Unit tests of src/dict.
UNIT_TESTS += tests/dict/test_field tests/dict/test_image tests/dict/test_glossary \
	tests/dict/test_glossary_tsv tests/dict/test_shipped
tests_dict_test_field_SOURCES = tests/dict/test_field.c
tests_dict_test_field_LDADD = $(TEST_SUPPORT) $(DICT_LIBS)
tests_dict_test_image_SOURCES = tests/dict/test_image.c
tests_dict_test_image_LDADD = $(TEST_SUPPORT) $(DICT_LIBS)
tests_dict_test_glossary_SOURCES = tests/dict/test_glossary.c
tests_dict_test_glossary_LDADD = $(TEST_SUPPORT) $(DICT_LIBS)
tests_dict_test_glossary_tsv_SOURCES = tests/dict/test_glossary_tsv.c
tests_dict_test_glossary_tsv_LDADD = $(TEST_SUPPORT) $(DICT_LIBS)
tests_dict_test_shipped_SOURCES = tests/dict/test_shipped.c
tests_dict_test_shipped_LDADD = $(TEST_SUPPORT) libjd_dict.a libjd_shipped.a $(TEXT_LIBS)
