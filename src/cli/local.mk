bin_PROGRAMS += jingdu
jingdu_SOURCES = src/cli/main.c \
	include/jingdu/cli/options.h src/cli/options.c \
	include/jingdu/cli/load.h src/cli/load.c \
	include/jingdu/cli/commands.h \
	include/jingdu/cli/files.h src/cli/files.c \
	include/jingdu/cli/copy.h src/cli/copy.c \
	include/jingdu/cli/edit.h src/cli/edit.c \
	src/cli/cmd_read.c \
	include/jingdu/cli/records.h src/cli/records.c \
	src/cli/cmd_bookmarks.c \
	src/cli/cmd_list.c \
	src/cli/cmd_annotate.c \
	src/cli/cmd_glossary.c \
	include/jingdu/cli/cmd_config.h src/cli/cmd_config.c
jingdu_CPPFLAGS = $(AM_CPPFLAGS) -DJD_SOURCE_DATADIR='"$(abs_top_srcdir)/data"'
jingdu_LDADD = libjd_term.a libjd_ui.a libjd_layout.a libjd_lang.a libjd_dict.a libjd_shipped.a \
	libjd_doc.a libjd_export.a libjd_store.a libjd_text.a libjd_base.a $(NCURSES_LIBS) \
	$(INIPARSER_LIBS) $(UNISTRING_LIBS) $(SQLITE_LIBS)
