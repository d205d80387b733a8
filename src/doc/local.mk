noinst_LIBRARIES += libjd_doc.a
libjd_doc_a_SOURCES = \
	include/jingdu/doc/block.h src/doc/block.c \
	include/jingdu/doc/piece.h src/doc/piece.c \
	include/jingdu/doc/sentence.h src/doc/sentence.c \
	include/jingdu/doc/inline.h src/doc/inline.c \
	include/jingdu/doc/from_markdown.h src/doc/from_markdown.c \
	include/jingdu/doc/wrap.h src/doc/wrap.c \
	include/jingdu/doc/date.h src/doc/date.c \
	include/jingdu/doc/meta.h src/doc/meta.c \
	include/jingdu/doc/from_text.h src/doc/from_text.c \
	include/jingdu/doc/document.h src/doc/document.c \
	include/jingdu/doc/article.h src/doc/article.c \
	include/jingdu/doc/identity.h src/doc/identity.c \
	include/jingdu/doc/anchor.h src/doc/anchor.c \
	src/doc/squeeze.h src/doc/squeeze.c \
	src/doc/similar.h src/doc/similar.c \
	src/doc/verbatim.h src/doc/verbatim.c
