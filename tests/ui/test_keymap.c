/* SPDX-License-Identifier: MIT */
#include "jingdu/ui/keymap.h"

#include "tests/support/run.h"

static const enum jd_view views[] = { JD_VIEW_PAGE, JD_VIEW_LIST, JD_VIEW_ENTRY };

static void note(void *context, size_t line, const char *message)
{
    jd_buf_printf(context, "%zu: %s\n", line, message);
}

/* A key map out of a settings file; complaints of the file itself are a failure. */
static struct jd_keymap *keymap_of(const char *text, struct jd_buf *complaints)
{
    struct jd_settings *settings = jd_settings_new();
    struct jd_buf bad = JD_BUF_INIT;
    jd_settings_read(settings, jd_str_of(text), note, &bad);
    ck_assert_str_eq(bad.data, "");
    struct jd_keymap *keymap =
        jd_keymap_new(settings, complaints ? note : NULL, complaints);
    jd_settings_free(settings);
    return keymap;
}

static const char *find(const struct jd_keymap *keymap, enum jd_view view,
                        const char *name)
{
    jd_key key = 0;
    ck_assert_msg(jd_key_parse(jd_str_of(name), &key), "%s", name);
    return jd_action_name(jd_keymap_find(keymap, view, key));
}

static void ck_keys(const struct jd_keymap *keymap, enum jd_action action,
                    const char *expected)
{
    struct jd_buf keys = JD_BUF_INIT;
    jd_keymap_keys(keymap, action, &keys);
    ck_assert_str_eq(keys.data, expected);
    jd_buf_release(&keys);
}

/* ---- the table, in both presets ---------------------------------------------------- */

static const char *const presets[] = { "", "[input]\nkeys = less\n" };

START_TEST(every_action_has_a_name_help_and_a_key)
{
    struct jd_keymap *keymap = keymap_of(presets[_i], NULL);
    for (int a = JD_ACTION_NONE + 1; a < JD_ACTION_COUNT; a++) {
        enum jd_action action = (enum jd_action)a;
        struct jd_buf keys = JD_BUF_INIT;
        jd_keymap_keys(keymap, action, &keys);
        ck_assert_msg(keys.len, "%s", jd_action_name(action));
        jd_buf_release(&keys);
        ck_assert(*jd_action_help(action));
        ck_assert_uint_ne(jd_action_views(action), 0);
        const char *name = jd_action_name(action);
        ck_assert(*name);
        for (const char *c = name; *c; c++)
            ck_assert(*c == '-' || (*c >= 'a' && *c <= 'z')); // iniparser folds case
        for (int other = JD_ACTION_NONE + 1; other < a; other++)
            ck_assert_str_ne(name, jd_action_name((enum jd_action)other));
    }
    jd_keymap_free(keymap);
}
END_TEST

START_TEST(no_key_is_used_twice_in_one_view)
{
    struct jd_keymap *keymap = keymap_of(presets[_i], NULL);
    for (size_t v = 0; v < sizeof views / sizeof *views; v++)
        for (int a = JD_ACTION_NONE + 1; a < JD_ACTION_COUNT; a++) {
            enum jd_action action = (enum jd_action)a;
            if (!(jd_action_views(action) & views[v]))
                continue;
            struct jd_buf keys = JD_BUF_INIT;
            jd_keymap_keys(keymap, action, &keys);
            struct jd_str key;
            for (struct jd_str rest = jd_buf_str(&keys);
                 jd_str_split(&rest, ' ', &key);) {
                jd_key code;
                ck_assert(jd_key_parse(key, &code));
                ck_assert_msg(jd_keymap_find(keymap, views[v], code) == action, "%.*s",
                              JD_STR_ARG(key));
            }
            jd_buf_release(&keys);
        }
    jd_keymap_free(keymap);
}
END_TEST

START_TEST(without_settings_the_keys_are_those_of_the_table)
{
    struct jd_keymap *keymap = keymap_of("", NULL);
    for (int a = JD_ACTION_NONE + 1; a < JD_ACTION_COUNT; a++)
        ck_keys(keymap, (enum jd_action)a, jd_action_default_keys((enum jd_action)a));
    jd_keymap_free(keymap);
}
END_TEST

START_TEST(a_key_belongs_only_to_the_views_of_its_action)
{
    struct jd_keymap *keymap = keymap_of("", NULL);
    for (jd_key key = 1; key < 0x110100; key = key == 0x2FF ? JD_KEY_FIRST : key + 1)
        for (size_t v = 0; v < sizeof views / sizeof *views; v++) {
            enum jd_action action = jd_keymap_find(keymap, views[v], key);
            if (action != JD_ACTION_NONE)
                ck_assert_uint_ne(jd_action_views(action) & views[v], 0);
        }
    jd_keymap_free(keymap);
}
END_TEST

/* ---- single keys ------------------------------------------------------------------- */

static const struct {
    const char *settings;
    enum jd_view view;
    const char *key, *action;
} keys[] = {
    { "", JD_VIEW_PAGE, "j", "down" },
    { "", JD_VIEW_LIST, "Down", "down" },
    { "", JD_VIEW_PAGE, "Space", "page-down" },
    { "", JD_VIEW_PAGE, "^F", "page-down" },
    { "", JD_VIEW_PAGE, ";", "labels" },
    { "", JD_VIEW_PAGE, "'", "go-mark" },
    { "", JD_VIEW_LIST, "/", "filter" },
    { "", JD_VIEW_PAGE, "/", "search" },
    { "", JD_VIEW_ENTRY, "Tab", "next-helped" },
    { "", JD_VIEW_LIST, "Tab", "" },
    { "", JD_VIEW_ENTRY, "Backspace", "jump-back" },
    { "", JD_VIEW_PAGE, "q", "back" },
    { "", JD_VIEW_PAGE, "^C", "cancel" },
    { "", JD_VIEW_PAGE, "X", "" },
    { "", JD_VIEW_PAGE, "é", "" },
    { "", JD_VIEW_PAGE, "F12", "" },
    { "[input]\nkeys = less", JD_VIEW_PAGE, "?", "search-backward" },
    { "[input]\nkeys = less", JD_VIEW_PAGE, "h", "help" },
    { "[input]\nkeys = less", JD_VIEW_LIST, "h", "help" },
    { "[input]\nkeys = less", JD_VIEW_PAGE, "<", "start" },
    { "[input]\nkeys = less", JD_VIEW_PAGE, ">", "end" },
    { "[input]\nkeys = less", JD_VIEW_PAGE, "e", "down" },
    { "[input]\nkeys = less", JD_VIEW_PAGE, "y", "up" },
    { "[input]\nkeys = less", JD_VIEW_PAGE, "l", "" },
    { "[input]\nkeys = less", JD_VIEW_PAGE, "Right", "next-word" },
    { "[input]\nkeys = less", JD_VIEW_PAGE, "W", "previous-word" },
    /* One's own keys replace the default ones, */
    { "[keys]\nnext-word = x, ^X", JD_VIEW_PAGE, "x", "next-word" },
    { "[keys]\nnext-word = x, ^X", JD_VIEW_PAGE, "^X", "next-word" },
    { "[keys]\nnext-word = x, ^X", JD_VIEW_PAGE, "l", "" },
    { "[keys]\nnext-word = x y", JD_VIEW_PAGE, "y", "next-word" },
    { "[keys]\nlabels = \"; ,\"", JD_VIEW_PAGE, ";", "labels" },
    { "[keys]\nlabels = comma", JD_VIEW_PAGE, ",", "labels" },
    { "[keys]\nlabels = quote", JD_VIEW_PAGE, "\"", "labels" },
    { "[keys]\nlabels = \"#\"", JD_VIEW_PAGE, "#", "labels" },
    { "[keys]\nlabels = é", JD_VIEW_PAGE, "é", "labels" },
    { "[keys]\nlabels = é", JD_VIEW_LIST, "é", "" },
    { "[keys]\nlabels = none", JD_VIEW_PAGE, ";", "" },
    { "[keys]\nlabels = \" None \"", JD_VIEW_PAGE, ";", "" },
    /* and take them from others, in the views of the action. */
    { "[keys]\nlabels = j", JD_VIEW_PAGE, "j", "labels" },
    { "[keys]\nlabels = j", JD_VIEW_LIST, "j", "down" },
    { "[keys]\nlabels = j", JD_VIEW_PAGE, "Down", "down" },
    { "[keys]\nfilter = t", JD_VIEW_PAGE, "t", "contents" },
    { "[keys]\ncontents = T\nterms = t", JD_VIEW_PAGE, "T", "contents" },
    { "[keys]\ncontents = T\nterms = t", JD_VIEW_PAGE, "t", "terms" },
    { "[keys]\nhelp = \"?\"\n[input]\nkeys = less", JD_VIEW_PAGE, "?", "help" },
    { "[keys]\nhelp = \"?\"\n[input]\nkeys = less", JD_VIEW_PAGE, "h", "" },
};

START_TEST(a_key_starts_its_action)
{
    struct jd_buf complaints = JD_BUF_INIT;
    struct jd_keymap *keymap = keymap_of(keys[_i].settings, &complaints);
    ck_assert_str_eq(find(keymap, keys[_i].view, keys[_i].key), keys[_i].action);
    ck_assert_str_eq(complaints.data, "");
    jd_keymap_free(keymap);
    jd_buf_release(&complaints);
}
END_TEST

/* ---- complaints -------------------------------------------------------------------- */

static const struct {
    const char *settings, *complaints;
    enum jd_action action;
    const char *keys; /* of that action afterwards */
} mistakes[] = {
    { "[keys]\nnext-wrod = x",
      "2: there is no action next-wrod; did you mean next-word?\n", JD_ACTION_NEXT_WORD,
      "l Right w" },
    { "[keys]\nfly = x", "2: there is no action fly\n", JD_ACTION_DOWN, "j Down" },
    { "[keys]\n\ndown = \"PgDwn, x\"",
      "3: there is no key \"PgDwn\"; keys are written like x ^F Space PgDn F1 comma\n",
      JD_ACTION_DOWN, "x" },
    { "[keys]\ndown = PgDwn",
      "2: there is no key \"PgDwn\"; keys are written like x ^F Space PgDn F1 comma\n"
      "2: no key for down; \"none\" leaves it without, \"Space\" is the blank\n",
      JD_ACTION_DOWN, "j Down" },
    { "[keys]\ndown = \"\"",
      "2: no key for down; \"none\" leaves it without, \"Space\" is the blank\n",
      JD_ACTION_DOWN, "j Down" },
    { "[keys]\ndown = \" , \"",
      "2: no key for down; \"none\" leaves it without, \"Space\" is the blank\n",
      JD_ACTION_DOWN, "j Down" },
    { "[keys]\ndown = \"5, x\"", "2: 5 is a digit: digits before a key repeat it\n",
      JD_ACTION_DOWN, "x" },
    { "[keys]\ndown = x\nup = \"x, y\"",
      "3: down has x already (line 2); this line counts\n", JD_ACTION_DOWN, "" },
    { "[keys]\ndown = x\nup = \"x, y\"",
      "3: down has x already (line 2); this line counts\n", JD_ACTION_UP, "x y" },
    { "[keys]\nlabels = x\nfilter = x", "", JD_ACTION_LABELS, "x" },
    { "[keys]\ndown = \"x, x, x\"", "", JD_ACTION_DOWN, "x" },
    { "[keys]\nquit = none", "", JD_ACTION_QUIT, "" },
    { "[keys]\nquit = none\nback = none", "3: no key is left to quit with; Q stays\n",
      JD_ACTION_QUIT, "Q" },
    { "[keys]\nquit = none\nlabels = \"q, Q\"",
      "3: no key is left to quit with; Q stays\n", JD_ACTION_LABELS, "q" },
    { "[keys]\ndown = \"a c m n o p r s v x y A B C D E F\"",
      "2: more than 16 keys for one action\n", JD_ACTION_DOWN,
      "a c m n o p r s v x y A B C D E" },
};

START_TEST(mistakes_are_told_with_their_line)
{
    struct jd_buf complaints = JD_BUF_INIT;
    struct jd_keymap *keymap = keymap_of(mistakes[_i].settings, &complaints);
    if (strstr(mistakes[_i].complaints, "Q stays") &&
        mistakes[_i].action == JD_ACTION_LABELS)
        ck_assert_ptr_nonnull(strstr(complaints.data, mistakes[_i].complaints));
    else
        ck_assert_str_eq(complaints.data, mistakes[_i].complaints);
    ck_keys(keymap, mistakes[_i].action, mistakes[_i].keys);
    jd_keymap_free(keymap);
    jd_buf_release(&complaints);
}
END_TEST

/* ---- writing ----------------------------------------------------------------------- */

static const char *const written[] = {
    "",
    "[input]\nkeys = less\n",
    "[keys]\nlabels = 'comma quote ; # é'\nredraw = none\n",
    "[keys]\nlabels = j\n", // down keeps it in lists
    "[keys]\nnext-helped = q\nback = x\n",
    "[keys]\nnext-helped = q\n", // back comes later in the table
    "[keys]\ndown = x\nup = x\n",
    "[keys]\nlabels = \"q, Q\"\n", // nothing but Q is left to quit with
    "[keys]\nterms = t\n",         // contents is left without
};

START_TEST(what_is_printed_is_read_back_the_same)
{
    struct jd_keymap *keymap = keymap_of(written[_i], NULL);
    struct jd_buf text = JD_BUF_INIT, complaints = JD_BUF_INIT;
    if (strstr(written[_i], "less"))
        jd_buf_add_c(&text, written[_i]);
    jd_buf_add_c(&text, "[keys]\n");
    jd_keymap_print(keymap, "file", &text);
    struct jd_keymap *again = keymap_of(text.data, &complaints);
    ck_assert_str_eq(complaints.data, "");
    for (jd_key key = 1; key < 0x110100; key = key == 0x2FF ? JD_KEY_FIRST : key + 1)
        for (size_t v = 0; v < sizeof views / sizeof *views; v++)
            ck_assert_msg(jd_keymap_find(keymap, views[v], key) ==
                              jd_keymap_find(again, views[v], key),
                          "%s: U+%04X", text.data, (unsigned)key);
    jd_keymap_free(keymap);
    jd_keymap_free(again);
    jd_buf_release(&text);
    jd_buf_release(&complaints);
}
END_TEST

START_TEST(what_is_printed_says_where_it_comes_from)
{
    struct jd_keymap *keymap =
        keymap_of("[keys]\nup = \"x, ,\"\nlabels = 'j comma quote'\n", NULL);
    struct jd_buf text = JD_BUF_INIT;
    jd_keymap_print(keymap, "my file", &text);
    ck_assert_ptr_nonnull(
        strstr(text.data, "\nnext-word = \"l, Right, w\"  # default\n"));
    ck_assert_ptr_nonnull(strstr(text.data, "#down = \"j, Down\"  # default\n"));
    ck_assert_ptr_nonnull(strstr(text.data, "\nup = \"x\"  # my file\n"
                                            "labels = \"j, comma, quote\"  # my file\n"));
    size_t lines = 0;
    for (const char *c = text.data; *c; c++)
        lines += *c == '\n';
    ck_assert_uint_eq(lines, JD_ACTION_COUNT - 1);
    jd_keymap_free(keymap);
    jd_buf_release(&text);
}
END_TEST

START_TEST(the_sample_has_every_action_and_changes_nothing)
{
    struct jd_buf sample = JD_BUF_INIT, bare = JD_BUF_INIT, complaints = JD_BUF_INIT;
    jd_keymap_sample(&sample);
    struct jd_str line;
    size_t actions = 0;
    for (struct jd_str rest = jd_buf_str(&sample); jd_str_split(&rest, '\n', &line);) {
        ck_assert_uint_le(line.len, 80);
        bool off = line.len > 1 && line.ptr[0] == '#' && line.ptr[1] != ' ';
        actions += off;
        jd_buf_add(&bare, off ? jd_str_sub(line, 1, line.len) : line);
        jd_buf_add_char(&bare, '\n');
    }
    ck_assert_uint_eq(actions, JD_ACTION_COUNT - 1);
    struct jd_keymap *keymap = keymap_of(bare.data, &complaints);
    ck_assert_str_eq(complaints.data, "");
    for (int a = JD_ACTION_NONE + 1; a < JD_ACTION_COUNT; a++)
        ck_keys(keymap, (enum jd_action)a, jd_action_default_keys((enum jd_action)a));
    jd_keymap_free(keymap);
    jd_keymap_free(NULL);
    jd_buf_release(&sample);
    jd_buf_release(&bare);
    jd_buf_release(&complaints);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("ui/keymap");
    TCase *cases = tcase_create("keymap");
    tcase_add_loop_test(cases, every_action_has_a_name_help_and_a_key, 0, 2);
    tcase_add_loop_test(cases, no_key_is_used_twice_in_one_view, 0, 2);
    tcase_add_test(cases, without_settings_the_keys_are_those_of_the_table);
    tcase_add_test(cases, a_key_belongs_only_to_the_views_of_its_action);
    tcase_add_loop_test(cases, a_key_starts_its_action, 0, sizeof keys / sizeof *keys);
    tcase_add_loop_test(cases, mistakes_are_told_with_their_line, 0,
                        sizeof mistakes / sizeof *mistakes);
    tcase_add_loop_test(cases, what_is_printed_is_read_back_the_same, 0,
                        sizeof written / sizeof *written);
    tcase_add_test(cases, what_is_printed_says_where_it_comes_from);
    tcase_add_test(cases, the_sample_has_every_action_and_changes_nothing);
    suite_add_tcase(suite, cases);
    return suite;
}

int main(void)
{
    return jd_run_tests("ui/keymap", make_suite());
}
