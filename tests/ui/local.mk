# Unit tests of src/ui.
UNIT_TESTS += tests/ui/test_event tests/ui/test_canvas tests/ui/test_theme \
	tests/ui/test_settings tests/ui/test_keymap
tests_ui_test_event_SOURCES = tests/ui/test_event.c
tests_ui_test_event_LDADD = $(TEST_SUPPORT) $(UI_LIBS)
tests_ui_test_canvas_SOURCES = tests/ui/test_canvas.c
tests_ui_test_canvas_LDADD = $(TEST_SUPPORT) $(UI_LIBS)
tests_ui_test_theme_SOURCES = tests/ui/test_theme.c
tests_ui_test_theme_LDADD = $(TEST_SUPPORT) $(UI_LIBS)
tests_ui_test_settings_SOURCES = tests/ui/test_settings.c
tests_ui_test_settings_LDADD = $(TEST_SUPPORT) $(UI_LIBS)
tests_ui_test_keymap_SOURCES = tests/ui/test_keymap.c
tests_ui_test_keymap_LDADD = $(TEST_SUPPORT) $(UI_LIBS)

# The whole interface, played without a terminal.
STAGE = tests/support/stage.h tests/support/stage.c tests/support/mix.h tests/support/mix.c
UNIT_TESTS += tests/ui/test_prompt tests/ui/test_reader tests/ui/test_views tests/ui/test_screens \
	tests/ui/test_calm
tests_ui_test_calm_SOURCES = tests/ui/test_calm.c
tests_ui_test_calm_LDADD = $(TEST_SUPPORT) $(UI_LIBS)
tests_ui_test_prompt_SOURCES = tests/ui/test_prompt.c
tests_ui_test_prompt_LDADD = $(TEST_SUPPORT) $(UI_LIBS)
tests_ui_test_reader_SOURCES = tests/ui/test_reader.c $(STAGE)
tests_ui_test_reader_LDADD = $(TEST_SUPPORT) $(UI_LIBS)
tests_ui_test_views_SOURCES = tests/ui/test_views.c $(STAGE)
tests_ui_test_views_LDADD = $(TEST_SUPPORT) $(UI_LIBS)
tests_ui_test_screens_SOURCES = tests/ui/test_screens.c $(STAGE)
tests_ui_test_screens_LDADD = $(TEST_SUPPORT) $(UI_LIBS)
EXTRA_DIST += tests/screens tests/data

UNIT_TESTS += tests/ui/test_search tests/ui/test_concordance
tests_ui_test_search_SOURCES = tests/ui/test_search.c tests/support/mix.h tests/support/mix.c
tests_ui_test_search_LDADD = $(TEST_SUPPORT) $(UI_LIBS)
tests_ui_test_concordance_SOURCES = tests/ui/test_concordance.c $(STAGE)
tests_ui_test_concordance_LDADD = $(TEST_SUPPORT) $(UI_LIBS)
UNIT_TESTS += tests/ui/test_memory tests/ui/test_searcher tests/ui/test_keeper tests/ui/test_random
tests_ui_test_random_SOURCES = tests/ui/test_random.c $(STAGE)
tests_ui_test_random_LDADD = $(TEST_SUPPORT) $(UI_LIBS)
tests_ui_test_searcher_SOURCES = tests/ui/test_searcher.c $(STAGE)
tests_ui_test_searcher_LDADD = $(TEST_SUPPORT) $(UI_LIBS)
tests_ui_test_keeper_SOURCES = tests/ui/test_keeper.c $(STAGE)
tests_ui_test_keeper_LDADD = $(TEST_SUPPORT) $(UI_LIBS)
tests_ui_test_memory_SOURCES = tests/ui/test_memory.c $(STAGE)
tests_ui_test_memory_LDADD = $(TEST_SUPPORT) $(UI_LIBS)

# The manual against the program.
SCRIPT_TESTS += tests/cli/docs.sh
