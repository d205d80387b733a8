# Unit tests of src/doc.
UNIT_TESTS += tests/doc/test_block tests/doc/test_piece tests/doc/test_sentence \
	tests/doc/test_inline tests/doc/test_from_markdown tests/doc/test_wrap \
	tests/doc/test_date tests/doc/test_meta tests/doc/test_from_text \
	tests/doc/test_document tests/doc/test_article
DOC_SHOW = tests/doc/show.h tests/doc/show.c
tests_doc_test_block_SOURCES = tests/doc/test_block.c
tests_doc_test_block_LDADD = $(TEST_SUPPORT) $(DOC_LIBS)
tests_doc_test_piece_SOURCES = tests/doc/test_piece.c
tests_doc_test_piece_LDADD = $(TEST_SUPPORT) $(DOC_LIBS)
tests_doc_test_sentence_SOURCES = tests/doc/test_sentence.c
tests_doc_test_sentence_LDADD = $(TEST_SUPPORT) $(DOC_LIBS)
tests_doc_test_inline_SOURCES = tests/doc/test_inline.c $(DOC_SHOW)
tests_doc_test_inline_LDADD = $(TEST_SUPPORT) $(DOC_LIBS)
tests_doc_test_from_markdown_SOURCES = tests/doc/test_from_markdown.c
tests_doc_test_from_markdown_LDADD = $(TEST_SUPPORT) $(DOC_LIBS)
tests_doc_test_wrap_SOURCES = tests/doc/test_wrap.c $(DOC_SHOW)
tests_doc_test_wrap_LDADD = $(TEST_SUPPORT) $(DOC_LIBS)
tests_doc_test_date_SOURCES = tests/doc/test_date.c
tests_doc_test_date_LDADD = $(TEST_SUPPORT) $(DOC_LIBS)
tests_doc_test_meta_SOURCES = tests/doc/test_meta.c
tests_doc_test_meta_LDADD = $(TEST_SUPPORT) $(DOC_LIBS)
tests_doc_test_from_text_SOURCES = tests/doc/test_from_text.c $(DOC_SHOW)
tests_doc_test_from_text_LDADD = $(TEST_SUPPORT) $(DOC_LIBS)
tests_doc_test_document_SOURCES = tests/doc/test_document.c $(DOC_SHOW)
tests_doc_test_document_LDADD = $(TEST_SUPPORT) $(DOC_LIBS)
tests_doc_test_article_SOURCES = tests/doc/test_article.c
tests_doc_test_article_LDADD = $(TEST_SUPPORT) $(DOC_LIBS)
UNIT_TESTS += tests/doc/test_identity tests/doc/test_anchor tests/doc/test_edits
tests_doc_test_identity_SOURCES = tests/doc/test_identity.c tests/support/mix.h tests/support/mix.c
tests_doc_test_identity_LDADD = $(TEST_SUPPORT) $(DOC_LIBS)
tests_doc_test_anchor_SOURCES = tests/doc/test_anchor.c tests/support/mix.h tests/support/mix.c
tests_doc_test_anchor_LDADD = $(TEST_SUPPORT) $(DOC_LIBS)
tests_doc_test_edits_SOURCES = tests/doc/test_edits.c tests/doc/edits.h tests/doc/edits.c \
	tests/doc/typeset.h tests/doc/typeset.c tests/support/mix.h tests/support/mix.c
tests_doc_test_edits_LDADD = $(TEST_SUPPORT) $(DOC_LIBS)
