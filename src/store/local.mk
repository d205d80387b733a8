noinst_LIBRARIES += libjd_store.a
libjd_store_a_SOURCES = \
	include/jingdu/store/db.h src/store/db.c \
	src/store/sql.h src/store/sql.c \
	src/store/schema.c src/store/repair.c \
	src/store/record.h src/store/record.c \
	include/jingdu/store/article.h src/store/article.c \
	src/store/mark.h include/jingdu/store/bookmark.h src/store/bookmark.c src/store/merge.c \
	include/jingdu/store/kept.h src/store/kept.c \
	include/jingdu/store/history.h src/store/history.c
