/* SPDX-License-Identifier: MIT */
#include "jingdu/ui/event.h"

#include "tests/support/run.h"

static void ck_name(jd_key key, const char *expected)
{
    struct jd_buf name = JD_BUF_INIT;
    jd_key_name(key, &name);
    ck_assert_str_eq(name.data, expected);
    jd_buf_release(&name);
}

static const struct {
    const char *text;
    jd_key key;
    const char *name; /* NULL: the same as text */
} keys[] = {
    { "j", 'j', NULL },
    { "J", 'J', NULL },
    { ";", ';', NULL },
    { "'", '\'', NULL },
    { "\\", '\\', NULL },
    { "\"", '"', NULL },
    { "quote", '"', "\"" },
    { ",", ',', NULL },
    { "comma", ',', "," },
    { "COMMA", ',', "," },
    { "^", '^', NULL },
    { "é", 0xE9, NULL },
    { "；", 0xFF1B, NULL },
    { "Space", ' ', NULL },
    { " ", ' ', "Space" },
    { "space", ' ', "Space" },
    { "Enter", 13, NULL },
    { "Return", 13, "Enter" },
    { "^M", 13, "Enter" },
    { "Tab", 9, NULL },
    { "^I", 9, "Tab" },
    { "S-Tab", JD_KEY_BACKTAB, NULL },
    { "s-tab", JD_KEY_BACKTAB, "S-Tab" },
    { "Shift-Tab", JD_KEY_BACKTAB, "S-Tab" },
    { "Esc", 27, NULL },
    { "ESCAPE", 27, "Esc" },
    { "^[", 27, "Esc" },
    { "Backspace", 127, NULL },
    { "^?", 127, "Backspace" },
    { "Up", JD_KEY_UP, NULL },
    { "right", JD_KEY_RIGHT, "Right" },
    { "PgDn", JD_KEY_PAGE_DOWN, NULL },
    { "pagedown", JD_KEY_PAGE_DOWN, "PgDn" },
    { "Home", JD_KEY_HOME, NULL },
    { "Insert", JD_KEY_INSERT, NULL },
    { "Del", JD_KEY_DELETE, "Delete" },
    { "F1", JD_KEY_F1, NULL },
    { "f9", JD_KEY_F1 + 8, "F9" },
    { "F12", JD_KEY_F12, NULL },
    { "^F", 6, NULL },
    { "^f", 6, "^F" },
    { "ctrl-f", 6, "^F" },
    { "Ctrl-F", 6, "^F" },
    { "c-f", 6, "^F" },
    { "C-F", 6, "^F" },
    { "^\\", 28, NULL },
    { "^_", 31, NULL },
    { "^^", 30, NULL },
};

START_TEST(a_name_gives_its_key_and_the_key_its_name)
{
    jd_key key = 0;
    ck_assert_msg(jd_key_parse(jd_str_of(keys[_i].text), &key), "%s", keys[_i].text);
    ck_assert_uint_eq(key, keys[_i].key);
    ck_name(key, keys[_i].name ? keys[_i].name : keys[_i].text);
}
END_TEST

static const char *const no_keys[] = {
    "",      "jj",     "F0",       "F13",    "F1x",    "Foo",      "^ff",    "ctrl-",
    "ctrl-", "ctrl-1", "c-",       "^@",     "^1",     "\x01",     "\x1b",   "\n",
    "\x7f",  "\xff",   "\xC2\x85", "\u200b", "\u202e", "Spacebar", "Space ", "汉字",
};

START_TEST(what_is_no_name_is_refused_and_leaves_the_key_alone)
{
    jd_key key = 12345;
    ck_assert_msg(!jd_key_parse(jd_str_of(no_keys[_i]), &key), "%s", no_keys[_i]);
    ck_assert_uint_eq(key, 12345);
}
END_TEST

static void ck_round_trip(jd_key key)
{
    struct jd_buf name = JD_BUF_INIT;
    jd_key again = 0;
    jd_key_name(key, &name);
    ck_assert_msg(jd_key_parse(jd_buf_str(&name), &again), "%s", name.data);
    ck_assert_uint_eq(again, key);
    ck_assert_msg(name.len == 1 || !strchr(name.data, ','), "%s", name.data);
    jd_buf_release(&name);
}

START_TEST(every_key_survives_being_written_down)
{
    for (jd_key key = 1; key <= 0x7F; key++)
        ck_round_trip(key);
    for (jd_key key = 0x4E00; key < 0x4F00; key++)
        ck_round_trip(key);
    for (jd_key key = JD_KEY_FIRST; key <= JD_KEY_LAST; key++)
        ck_round_trip(key);
}
END_TEST

START_TEST(what_has_no_name_is_shown_as_a_number)
{
    ck_name(0x200B, "U+200B");
    ck_name(0x9B, "U+009B");
    ck_name(JD_KEY_NONE, "U+0000");
    ck_name(JD_KEY_LAST + 1, "U+110017");
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("ui/event");
    TCase *cases = tcase_create("keys");
    tcase_add_loop_test(cases, a_name_gives_its_key_and_the_key_its_name, 0,
                        sizeof keys / sizeof *keys);
    tcase_add_loop_test(cases, what_is_no_name_is_refused_and_leaves_the_key_alone, 0,
                        sizeof no_keys / sizeof *no_keys);
    tcase_add_test(cases, every_key_survives_being_written_down);
    tcase_add_test(cases, what_has_no_name_is_shown_as_a_number);
    suite_add_tcase(suite, cases);
    return suite;
}

int main(void)
{
    return jd_run_tests("ui/event", make_suite());
}
