noinst_LIBRARIES += libjd_export.a
libjd_export_a_SOURCES = \
	include/jingdu/export/tsv.h src/export/tsv.c \
	include/jingdu/export/bookmarks.h src/export/bookmarks.c src/export/bookmarks_read.c \
	src/export/bookmark_field.h include/jingdu/export/time.h src/export/time.c
