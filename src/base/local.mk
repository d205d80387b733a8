noinst_LIBRARIES += libjd_base.a
libjd_base_a_SOURCES = \
	include/jingdu/base/banned.h \
	include/jingdu/base/error.h src/base/error.c \
	include/jingdu/base/mem.h src/base/mem.c \
	include/jingdu/base/str.h src/base/str.c \
	include/jingdu/base/buf.h src/base/buf.c \
	include/jingdu/base/clock.h src/base/clock.c \
	include/jingdu/base/id.h src/base/id.c \
	include/jingdu/base/hash.h src/base/hash.c \
	include/jingdu/base/quote.h \
	include/jingdu/base/json.h src/base/json.c \
	include/jingdu/base/base64.h src/base/base64.c \
	include/jingdu/base/spawn.h src/base/spawn.c \
	include/jingdu/base/file.h src/base/file.c
