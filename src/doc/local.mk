noinst_LIBRARIES += libjd_doc.a
libjd_doc_a_SOURCES = \
	include/jingdu/doc/document.h src/doc/document.c \
	include/jingdu/doc/from_text.h src/doc/from_text.c \
	include/jingdu/doc/from_markdown.h src/doc/from_markdown.c \
	include/jingdu/doc/article.h src/doc/article.c
