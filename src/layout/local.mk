noinst_LIBRARIES += libjd_layout.a
libjd_layout_a_SOURCES = \
	include/jingdu/layout/flow.h src/layout/flow.c \
	include/jingdu/layout/index.h src/layout/index.c
