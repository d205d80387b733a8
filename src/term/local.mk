noinst_LIBRARIES += libjd_term.a
libjd_term_a_SOURCES = \
	include/jingdu/term/curses.h src/term/curses.c src/term/wait.c \
	src/term/term_private.h src/term/curses_api.h \
	src/term/screen.h src/term/screen.c \
	src/term/frame.h src/term/frame.c \
	src/term/colours.h src/term/colours.c \
	src/term/keys.h src/term/keys.c \
	src/term/signals.h src/term/signals.c \
	src/term/type.h src/term/type.c
libjd_term_a_CPPFLAGS = $(AM_CPPFLAGS) $(NCURSES_CFLAGS)
