# SPDX-License-Identifier: MIT
noinst_LIBRARIES += libjd_text.a
libjd_text_a_SOURCES = \
	include/jingdu/text/utf8.h src/text/utf8.c src/text/cluster.c src/text/fold.c \
	include/jingdu/text/han.h src/text/han.c \
	include/jingdu/text/width.h src/text/width.c \
	src/text/cell_kind.h src/text/cell_kind.c src/text/width_table.h \
	include/jingdu/text/sanitise.h src/text/sanitise.c \
	include/jingdu/text/decode.h src/text/decode.c src/text/convert.c src/text/common_han.h \
	include/jingdu/text/linebreak.h src/text/linebreak.c
EXTRA_DIST += tools/gen-width-table tools/gen-common-han
