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

# The manual against the program.
SCRIPT_TESTS += tests/cli/docs.sh
