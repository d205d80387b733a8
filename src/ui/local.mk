noinst_LIBRARIES += libjd_ui.a
libjd_ui_a_SOURCES = \
	include/jingdu/ui/event.h src/ui/event.c \
	include/jingdu/ui/canvas.h src/ui/canvas.c \
	include/jingdu/ui/theme.h src/ui/theme.c \
	include/jingdu/ui/settings.h src/ui/settings.c \
	src/ui/settings_lines.h src/ui/settings_lines.c \
	include/jingdu/ui/keymap.h src/ui/keymap.c \
	include/jingdu/ui/app.h src/ui/app.c \
	include/jingdu/ui/pane.h \
	include/jingdu/ui/prompt.h src/ui/prompt.c \
	include/jingdu/ui/reader.h src/ui/reader.c \
	include/jingdu/ui/panel.h src/ui/panel.c \
	include/jingdu/ui/plan.h src/ui/plan.c \
	include/jingdu/ui/greeting.h src/ui/greeting.c \
	include/jingdu/ui/rows.h src/ui/rows.c \
	include/jingdu/ui/outline.h src/ui/outline.c \
	include/jingdu/ui/page.h src/ui/page.c \
	include/jingdu/ui/entry.h src/ui/entry.c \
	include/jingdu/ui/list.h src/ui/list.c \
	include/jingdu/ui/contents.h src/ui/contents.c \
	include/jingdu/ui/terms.h src/ui/terms.c \
	include/jingdu/ui/memory.h src/ui/memory.c \
	include/jingdu/ui/marking.h src/ui/marking.c \
	include/jingdu/ui/selection.h src/ui/selection.c \
	include/jingdu/ui/wish.h src/ui/wish.c \
	include/jingdu/ui/keeper.h src/ui/keeper.c \
	include/jingdu/ui/bookmarks.h src/ui/bookmarks.c \
	include/jingdu/ui/library.h src/ui/library.c \
	include/jingdu/ui/search.h src/ui/search.c \
	include/jingdu/ui/jumps.h src/ui/jumps.c \
	include/jingdu/ui/searcher.h src/ui/searcher.c \
	include/jingdu/ui/concordance.h src/ui/concordance.c \
	include/jingdu/ui/help.h src/ui/help.c
libjd_ui_a_CPPFLAGS = $(AM_CPPFLAGS) $(INIPARSER_CFLAGS)
