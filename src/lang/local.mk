noinst_LIBRARIES += libjd_lang.a
libjd_lang_a_SOURCES = \
	include/jingdu/lang/annotate.h src/lang/annotate.c \
	include/jingdu/lang/find.h src/lang/find.c \
	src/lang/scan.h src/lang/scan.c \
	src/lang/borders.h src/lang/borders.c \
	src/lang/calm.h src/lang/calm.c \
	src/lang/foreign.h src/lang/foreign.c \
	src/lang/hits.h src/lang/hits.c \
	src/lang/tokens.h src/lang/tokens.c \
	src/lang/units.h src/lang/units.c
