/* SPDX-License-Identifier: MIT */
#include "jingdu/ui/settings.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/support/run.h"

/* ---- what was complained about, as "LINE: message\n" ------------------------------- */

static void note(void *context, size_t line, const char *message)
{
    jd_buf_printf(context, "%zu: %s\n", line, message);
}

static struct jd_settings *settings_of(const char *text, size_t len,
                                       struct jd_buf *complaints)
{
    struct jd_settings *settings = jd_settings_new();
    jd_settings_read(settings, jd_str_make(text, len), note, complaints);
    return settings;
}

/* ---- the table --------------------------------------------------------------------- */

START_TEST(every_setting_has_all_that_a_manual_needs)
{
    const struct jd_setting *info = jd_setting_info((enum jd_setting_id)_i);
    ck_assert(*info->section && *info->name && *info->help && *info->fallback);
    ck_assert_str_ne(info->section, "keys"); // is for key bindings
    size_t len = strlen(info->help);
    ck_assert_int_eq(info->help[len - 1], '.');
    for (const char *c = info->name; *c; c++)
        ck_assert(*c == '-' || (*c >= 'a' && *c <= 'z')); // iniparser folds case
    for (int other = 0; other < _i; other++) {
        const struct jd_setting *before = jd_setting_info((enum jd_setting_id)other);
        ck_assert(strcmp(before->section, info->section) != 0 ||
                  strcmp(before->name, info->name) != 0);
    }
    if (info->kind == JD_SETTING_INT)
        ck_assert_int_lt(info->min, info->max);
    if (info->kind == JD_SETTING_CHOICE)
        ck_assert_ptr_nonnull(strchr(info->choices, '|'));
}
END_TEST

START_TEST(sections_stand_together_in_the_table)
{
    for (int i = 1; i < JD_SET_COUNT; i++)
        for (int j = 0; j < i - 1; j++) {
            const char *a = jd_setting_info((enum jd_setting_id)j)->section;
            const char *b = jd_setting_info((enum jd_setting_id)i)->section;
            const char *between = jd_setting_info((enum jd_setting_id)(i - 1))->section;
            ck_assert(strcmp(a, b) != 0 || strcmp(between, b) == 0);
        }
}
END_TEST

START_TEST(defaults_are_those_of_the_table)
{
    struct jd_settings *settings = jd_settings_new();
    for (int i = 0; i < JD_SET_COUNT; i++) {
        enum jd_setting_id id = (enum jd_setting_id)i;
        ck_assert(
            jd_str_eq_c(jd_settings_text(settings, id), jd_setting_info(id)->fallback));
        ck_assert_int_eq(jd_settings_origin(settings, id), JD_ORIGIN_DEFAULT);
    }
    ck_assert_int_eq(jd_settings_get(settings, JD_SET_MEASURE), 72);
    ck_assert_int_eq(jd_settings_get(settings, JD_SET_PANEL), 1);
    ck_assert_int_eq(jd_settings_get(settings, JD_SET_MOUSE), 0);
    ck_assert_int_eq(jd_settings_get(settings, JD_SET_THEME), 0);
    jd_settings_free(settings);
    jd_settings_free(NULL);
}
END_TEST

/* ---- values ------------------------------------------------------------------------ */

static const struct {
    enum jd_setting_id id;
    const char *text;
    int number; /* -1: refused */
    const char *kept;
} values[] = {
    { JD_SET_MEASURE, "8", 8, "8" },
    { JD_SET_MEASURE, "500", 500, "500" },
    { JD_SET_MEASURE, " 40\t", 40, "40" },
    { JD_SET_MEASURE, "007", -1, NULL },
    { JD_SET_MEASURE, "0060", 60, "60" },
    { JD_SET_MEASURE, "7", -1, NULL },
    { JD_SET_MEASURE, "501", -1, NULL },
    { JD_SET_MEASURE, "99999999999999", -1, NULL },
    { JD_SET_MEASURE, "18446744073709551656", -1, NULL },
    { JD_SET_MEASURE, "-40", -1, NULL },
    { JD_SET_MEASURE, "-", -1, NULL },
    { JD_SET_MEASURE, "", -1, NULL },
    { JD_SET_MEASURE, "0x40", -1, NULL },
    { JD_SET_MEASURE, "40 cells", -1, NULL },
    { JD_SET_MEASURE, "4e1", -1, NULL },
    { JD_SET_MEASURE, "４０", -1, NULL },
    { JD_SET_HANG, "yes", 1, "yes" },
    { JD_SET_HANG, "no", 0, "no" },
    { JD_SET_HANG, "On", 1, "yes" },
    { JD_SET_HANG, "OFF", 0, "no" },
    { JD_SET_HANG, "true", 1, "yes" },
    { JD_SET_HANG, "false", 0, "no" },
    { JD_SET_HANG, "1", 1, "yes" },
    { JD_SET_HANG, "0", 0, "no" },
    { JD_SET_HANG, "2", -1, NULL },
    { JD_SET_HANG, "y", -1, NULL },
    { JD_SET_HANG, "yesterday", -1, NULL },
    { JD_SET_HANG, "", -1, NULL },
    { JD_SET_THEME, "dark", 0, "dark" },
    { JD_SET_THEME, "high-contrast", 2, "high-contrast" },
    { JD_SET_THEME, "MONO", 3, "mono" },
    { JD_SET_THEME, "dar", -1, NULL },
    { JD_SET_THEME, "darker", -1, NULL },
    { JD_SET_THEME, "dark|light", -1, NULL },
    { JD_SET_THEME, "", -1, NULL },
    { JD_SET_COLOUR, "256", 3, "256" },
    { JD_SET_COLOUR, "true", 4, "true" },
};

START_TEST(a_value_is_taken_whole_or_not_at_all)
{
    struct jd_settings *settings = jd_settings_new();
    struct jd_error err = JD_ERROR_INIT;
    enum jd_setting_id id = values[_i].id;
    bool taken =
        jd_settings_set(settings, id, jd_str_of(values[_i].text), JD_ORIGIN_OPTION, &err);
    ck_assert_int_eq(taken, values[_i].number >= 0);
    if (taken) {
        ck_assert_int_eq(jd_settings_get(settings, id), values[_i].number);
        ck_assert(jd_str_eq_c(jd_settings_text(settings, id), values[_i].kept));
        ck_assert_int_eq(jd_settings_origin(settings, id), JD_ORIGIN_OPTION);
    } else {
        ck_assert(
            jd_str_eq_c(jd_settings_text(settings, id), jd_setting_info(id)->fallback));
        ck_assert_int_eq(jd_settings_origin(settings, id), JD_ORIGIN_DEFAULT);
        ck_assert_ptr_nonnull(strstr(err.message, jd_setting_info(id)->name));
    }
    jd_settings_free(settings);
}
END_TEST

START_TEST(the_message_says_what_would_be_right)
{
    struct jd_settings *settings = jd_settings_new();
    struct jd_error err = JD_ERROR_INIT;
    ck_assert(!jd_settings_set(settings, JD_SET_MEASURE, jd_str_of("wide"),
                               JD_ORIGIN_FILE, &err));
    ck_assert_str_eq(err.message, "measure cannot be \"wide\": 8 to 500");
    ck_assert(!jd_settings_set(settings, JD_SET_HANG, jd_str_of("maybe"), JD_ORIGIN_FILE,
                               &err));
    ck_assert_str_eq(err.message, "hang cannot be \"maybe\": yes or no");
    ck_assert(!jd_settings_set(settings, JD_SET_WRAP, jd_str_of("never"), JD_ORIGIN_FILE,
                               &err));
    ck_assert_str_eq(err.message, "wrap cannot be \"never\": word, character");
    jd_settings_free(settings);
}
END_TEST

START_TEST(an_option_wins_over_the_file_whichever_comes_first)
{
    struct jd_settings *settings = jd_settings_new();
    ck_assert(jd_settings_set(settings, JD_SET_MEASURE, jd_str_of("30"), JD_ORIGIN_OPTION,
                              NULL));
    jd_settings_read(settings, jd_str_of("[page]\nmeasure = 40\nhang = no\n"), NULL,
                     NULL);
    ck_assert_int_eq(jd_settings_get(settings, JD_SET_MEASURE), 30);
    ck_assert_int_eq(jd_settings_origin(settings, JD_SET_MEASURE), JD_ORIGIN_OPTION);
    ck_assert_int_eq(jd_settings_get(settings, JD_SET_HANG), 0);
    ck_assert_int_eq(jd_settings_origin(settings, JD_SET_HANG), JD_ORIGIN_FILE);
    ck_assert(
        jd_settings_set(settings, JD_SET_HANG, jd_str_of("yes"), JD_ORIGIN_OPTION, NULL));
    ck_assert_int_eq(jd_settings_get(settings, JD_SET_HANG), 1);
    jd_settings_free(settings);
}
END_TEST

/* ---- files ------------------------------------------------------------------------- */

/* Each text must leave measure at this and give these complaints. */
static const struct {
    const char *text;
    int measure;
    const char *complaints;
} files[] = {
    { "", 72, "" },
    { "[page]\nmeasure = \"40\"\n", 40, "" },
    { "[page]\nmeasure = 40", 40, "" },
    { "[page]\r\nmeasure = \"40\"\r\n", 40, "" },
    { "\xEF\xBB\xBF[page]\nmeasure = '40'\n", 40, "" },
    { "  [ page ]  # mine\n\t measure\t=  40   ; cells\n", 40, "" },
    { "[PAGE]\nMeasure = 40\n", 40, "" },
    { "# measure\n; x\n\n[page]\n#measure = 1\nmeasure = \"40\" # is \"good\"\n", 40,
      "" },
    { "[page]\nmeasure=40\nmeasure=50\n", 50,
      "3: measure stands in line 2 already; this line counts\n" },
    { "[page]\nmeasure=40\n[look]\ntheme=mono\n[page]\nhang=no\n", 40, "" },
    { "measure = 40\n", 72, "1: measure stands before the first [section]\n" },
    { "[page]\nmeasure = wide\n", 72, "2: measure cannot be \"wide\": 8 to 500\n" },
    { "[page]\nmeasure = 99999999999999\n", 72,
      "2: measure cannot be \"99999999999999\": 8 to 500\n" },
    { "[page]\n= = brief\nmeasure = 40\n", 40,
      "2: no name before the =; write name = \"value\"\n" },
    { "[page]\nrubbish\nmeasure = 40\n", 40,
      "2: no = in this line; write name = \"value\"\n" },
    { "[page]\n  hang = \"no\nmeasure = 40\n", 40,
      "2: column 10: quotation mark without its end\n" },
    { "[page]\nhang = \"no\" yes\nmeasure = 40\n", 40,
      "2: column 13: text behind the value\n" },
    { "[page]\nhang =\nwrap = #word\nmeasure = 40\n", 40,
      "2: no value\n3: no value; one with # or ; needs quotation marks\n" },
    { "[page]\nmeasure = \"\"\n", 72, "2: measure cannot be \"\": 8 to 500\n" },
    { "[page]\nmeasur = 50\nmeasure = 40\n", 40,
      "2: there is no setting measur in [page]; did you mean measure in [page]?\n" },
    { "[page]\ntheme = dark\nmeasure = 40\n", 40,
      "2: there is no setting theme in [page]; did you mean theme in [look]?\n" },
    { "[page]\nfont = big\nmeasure = 40\n", 40,
      "2: there is no setting font in [page]\n" },
    { "[paeg]\nmeasure = 50\nfont = 1\n[page]\nmeasure = 40\n", 40,
      "1: there is no section [paeg], its lines do not count; did you mean [page]?\n" },
    { "[nowhere]\nmeasure = 50\n", 72,
      "1: there is no section [nowhere], its lines do not count\n" },
    { "[page\nmeasure = 40\n", 40, "1: [ without ]\n" },
    { "[page] x\nmeasure = 40\n", 40, "1: what stands behind the ] does not count\n" },
    { "[]\n[page]\nmeasure = 40\n", 40,
      "1: there is no section [], its lines do not count\n" },
    { "[page]\nhang = \"n\x01o\"\nmeasure = 40\n", 40,
      "2: column 10: a control character\n" },
    { "[page]\nwrap = \"汉\xff\"\nmeasure = 40\n", 40, "2: column 10: not UTF-8\n" },
    { "[page]\nmeasure = 40 \\\n50\nhang = no\n", 72,
      "3: no = in this line; write name = \"value\"\n"
      "2: measure cannot be \"40 \\\": 8 to 500\n" },
    { "[page]\nmeasure = \"40\\\n", 72,
      "2: column 11: quotation mark without its end\n" },
    { "[page]\nmeasure = \"4%30\"\n", 72, "2: measure cannot be \"4%30\": 8 to 500\n" },
    { "[page]\nmeasure = 4\xC2\xA0", 72,
      "2: measure cannot be \"4\xC2\xA0\": 8 to 500\n" },
};

START_TEST(bad_lines_are_told_and_good_ones_count)
{
    struct jd_buf complaints = JD_BUF_INIT;
    struct jd_settings *settings =
        settings_of(files[_i].text, strlen(files[_i].text), &complaints);
    ck_assert_str_eq(complaints.data, files[_i].complaints);
    ck_assert_int_eq(jd_settings_get(settings, JD_SET_MEASURE), files[_i].measure);
    jd_settings_free(settings);
    jd_buf_release(&complaints);
}
END_TEST

START_TEST(zeros_and_long_lines_do_no_harm)
{
    struct jd_buf text = JD_BUF_INIT, complaints = JD_BUF_INIT;
    jd_buf_add_c(&text, "# ");
    jd_buf_add_repeat(&text, 'x', 5000);
    jd_buf_add(&text, jd_str_make("\n[page]\nhang = \0no\n", 18));
    jd_buf_add_c(&text, "\nwrap = \"");
    jd_buf_add_repeat(&text, 'x', 2000);
    jd_buf_add_c(&text, "\"\nmeasure = 40\n");
    struct jd_settings *settings = settings_of(text.data, text.len, &complaints);
    ck_assert_str_eq(complaints.data, "3: column 8: a control character\n"
                                      "4: longer than 1000 bytes\n");
    ck_assert_int_eq(jd_settings_get(settings, JD_SET_MEASURE), 40);
    jd_settings_free(settings);
    jd_buf_release(&text);
    jd_buf_release(&complaints);
}
END_TEST

START_TEST(a_file_of_rubbish_is_not_told_line_by_line)
{
    struct jd_buf text = JD_BUF_INIT, complaints = JD_BUF_INIT;
    for (int i = 0; i < 5000; i++)
        jd_buf_add_c(&text, "rubbish\n");
    jd_buf_add_c(&text, "[page]\nmeasure = 40\n");
    struct jd_settings *settings = settings_of(text.data, text.len, &complaints);
    size_t lines = 0;
    for (const char *c = complaints.data; *c; c++)
        lines += *c == '\n';
    ck_assert_uint_eq(lines, JD_SETTINGS_COMPLAINTS_MAX);
    ck_assert_ptr_nonnull(strstr(complaints.data, "100: more lines are wrong"));
    ck_assert_int_eq(jd_settings_get(settings, JD_SET_MEASURE), 40);
    jd_settings_free(settings);
    jd_buf_clear(&text);
    jd_buf_add_repeat(&text, '\n', JD_SETTINGS_FILE_MAX + 1);
    jd_buf_clear(&complaints);
    jd_settings_free(settings_of(text.data, text.len, &complaints));
    ck_assert_str_eq(complaints.data,
                     "1: the file is larger than 1 MiB, none of it counts\n");
    jd_buf_release(&text);
    jd_buf_release(&complaints);
}
END_TEST

/* ---- [keys] ------------------------------------------------------------------------ */

START_TEST(bindings_come_in_order_and_to_the_letter)
{
    static const char text[] = "[keys]\n"
                               "labels = \";\"\n"
                               "Next-Word = \"l, W, Right\"\n"
                               "go-mark = \"'\"\n"
                               "filter = '\"'\n"
                               "contents = \" \\, %3B\\\"\n"
                               "up = k\n"
                               "terms = \"\"\n"
                               "labels = \"#\"\n";
    static const struct {
        const char *action, *keys;
        size_t line;
    } expected[] = {
        { "next-word", "l, W, Right", 3 },
        { "go-mark", "'", 4 },
        { "filter", "\"", 5 },
        { "contents", " \\, %3B\\", 6 },
        { "up", "k", 7 },
        { "terms", "", 8 },
        { "labels", "#", 9 },
    };
    struct jd_buf complaints = JD_BUF_INIT;
    struct jd_settings *settings = settings_of(text, strlen(text), &complaints);
    struct jd_str action, keys;
    size_t line, count = sizeof expected / sizeof *expected;
    for (size_t i = 0; i < count; i++) {
        ck_assert(jd_settings_binding(settings, i, &action, &keys, &line));
        ck_assert_msg(jd_str_eq_c(action, expected[i].action), "%s", action.ptr);
        ck_assert_msg(jd_str_eq_c(keys, expected[i].keys), "%s", keys.ptr);
        ck_assert_uint_eq(line, expected[i].line);
    }
    ck_assert(!jd_settings_binding(settings, count, &action, &keys, &line));
    ck_assert_str_eq(complaints.data,
                     "9: labels stands in line 2 already; this line counts\n");
    jd_settings_free(settings);
    jd_buf_release(&complaints);
}
END_TEST

START_TEST(bindings_are_counted_by_action)
{
    struct jd_buf text = JD_BUF_INIT, complaints = JD_BUF_INIT;
    struct jd_str action, keys;
    size_t line;
    jd_buf_add_c(&text, "[keys]\n");
    for (int i = 0; i < 300; i++)
        jd_buf_add_c(&text, "up = k\n");
    for (int i = 0; i < 250; i++)
        jd_buf_printf(&text, "action-%d = x\n", i);
    struct jd_settings *settings = settings_of(text.data, text.len, &complaints);
    ck_assert(jd_settings_binding(settings, 0, &action, &keys, &line));
    ck_assert_uint_eq(line, 301);
    ck_assert(jd_settings_binding(settings, 199, &action, &keys, &line));
    ck_assert(jd_str_eq_c(action, "action-198"));
    ck_assert(!jd_settings_binding(settings, 200, &action, &keys, &line));
    jd_settings_free(settings);
    jd_buf_release(&text);
    jd_buf_release(&complaints);
}
END_TEST

/* ---- nearest names ----------------------------------------------------------------- */

static const struct {
    const char *word, *name;
    bool near;
} slips[] = {
    { "measure", "measure", true }, { "Measure", "measure", true },
    { "measur", "measure", true },  { "meassure", "measure", true },
    { "mesaure", "measure", true }, { "maesuer", "measure", true },
    { "mea", "measure", false },    { "", "measure", false },
    { "paeg", "page", true },       { "pag", "page", true },
    { "wage", "page", true },       { "wave", "page", false },
    { "up", "down", false },        { "go", "up", false },
};

START_TEST(a_slip_of_the_pen_is_near_and_another_word_is_not)
{
    ck_assert_msg(jd_settings_is_near(jd_str_of(slips[_i].word), slips[_i].name) ==
                      slips[_i].near,
                  "%s %s", slips[_i].word, slips[_i].name);
}
END_TEST

/* ---- the sample -------------------------------------------------------------------- */

START_TEST(the_sample_is_a_good_file_and_changes_nothing)
{
    struct jd_buf sample = JD_BUF_INIT, complaints = JD_BUF_INIT;
    jd_settings_sample(&sample);
    struct jd_settings *settings = settings_of(sample.data, sample.len, &complaints);
    ck_assert_str_eq(complaints.data, "");
    for (int i = 0; i < JD_SET_COUNT; i++)
        ck_assert_int_eq(jd_settings_origin(settings, (enum jd_setting_id)i),
                         JD_ORIGIN_DEFAULT);
    jd_settings_free(settings);
    jd_buf_release(&sample);
    jd_buf_release(&complaints);
}
END_TEST

START_TEST(the_sample_without_its_marks_sets_every_default)
{
    struct jd_buf sample = JD_BUF_INIT, bare = JD_BUF_INIT, complaints = JD_BUF_INIT;
    jd_settings_sample(&sample);
    struct jd_str line;
    for (struct jd_str rest = jd_buf_str(&sample); jd_str_split(&rest, '\n', &line);) {
        ck_assert_uint_le(line.len, 80);
        bool off = line.len > 1 && line.ptr[0] == '#' && line.ptr[1] != ' ';
        jd_buf_add(&bare, off ? jd_str_sub(line, 1, line.len) : line);
        jd_buf_add_char(&bare, '\n');
    }
    struct jd_settings *settings = settings_of(bare.data, bare.len, &complaints);
    ck_assert_str_eq(complaints.data, "");
    for (int i = 0; i < JD_SET_COUNT; i++) {
        enum jd_setting_id id = (enum jd_setting_id)i;
        ck_assert_int_eq(jd_settings_origin(settings, id), JD_ORIGIN_FILE);
        ck_assert(
            jd_str_eq_c(jd_settings_text(settings, id), jd_setting_info(id)->fallback));
    }
    jd_settings_free(settings);
    jd_buf_release(&sample);
    jd_buf_release(&bare);
    jd_buf_release(&complaints);
}
END_TEST

START_TEST(what_is_printed_is_read_back_the_same_and_says_its_origin)
{
    struct jd_buf text = JD_BUF_INIT, complaints = JD_BUF_INIT;
    static const char file[] = "[page]\nmeasure = 40\n[look]\ntheme = light\n";
    struct jd_settings *settings = settings_of(file, strlen(file), &complaints);
    ck_assert(
        jd_settings_set(settings, JD_SET_MOUSE, jd_str_of("on"), JD_ORIGIN_OPTION, NULL));
    jd_settings_print(settings, "my/file", &text);
    static const char start[] = "[page]\nmeasure = \"40\"  # my/file\n"
                                "paragraphs = \"indent\"  # default\n";
    ck_assert(jd_str_starts(jd_buf_str(&text), jd_str_of(start)));
    ck_assert_ptr_nonnull(
        strstr(text.data, "\n\n[look]\ntheme = \"light\"  # my/file\n"));
    ck_assert_ptr_nonnull(strstr(text.data, "\nmouse = \"yes\"  # option\n"));
    struct jd_settings *again = settings_of(text.data, text.len, &complaints);
    for (int i = 0; i < JD_SET_COUNT; i++)
        ck_assert_int_eq(jd_settings_get(again, (enum jd_setting_id)i),
                         jd_settings_get(settings, (enum jd_setting_id)i));
    ck_assert_str_eq(complaints.data, "");
    jd_settings_free(settings);
    jd_settings_free(again);
    jd_buf_release(&text);
    jd_buf_release(&complaints);
}
END_TEST

/* ---- loading ----------------------------------------------------------------------- */

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fputs(text, file);
    fclose(file);
}

static int load_measure(const char *path, bool expected, struct jd_buf *complaints)
{
    struct jd_settings *settings = jd_settings_new();
    struct jd_error err = JD_ERROR_INIT;
    ck_assert_int_eq(jd_settings_load(settings, path, note, complaints, &err), expected);
    ck_assert_int_eq(err.code == JD_ERR_NONE, expected);
    int measure = jd_settings_get(settings, JD_SET_MEASURE);
    jd_settings_free(settings);
    return measure;
}

START_TEST(the_usual_file_need_not_be_there_but_a_named_one_must)
{
    struct jd_buf complaints = JD_BUF_INIT;
    char home[] = "test_settings.XXXXXX";
    ck_assert_ptr_nonnull(mkdtemp(home));
    ck_assert_int_eq(chdir(home), 0);
    char *here = realpath(".", NULL);
    ck_assert_int_eq(setenv("XDG_CONFIG_HOME", here, 1), 0);
    free(here);
    ck_assert_int_eq(load_measure(NULL, true, &complaints), 72);
    ck_assert_int_eq(load_measure("named.ini", false, &complaints), 72);
    write_file("named.ini", "[page]\nmeasure = 30\n");
    ck_assert_int_eq(load_measure("named.ini", true, &complaints), 30);
    ck_assert_int_eq(mkdir("jingdu", 0700), 0);
    write_file("jingdu/config", "[page]\nmeasure = 40\n");
    ck_assert_int_eq(load_measure(NULL, true, &complaints), 40);
    ck_assert_int_eq(load_measure("named.ini", true, &complaints), 30);
    ck_assert_str_eq(complaints.data, "");
    ck_assert_int_eq(unlink("jingdu/config"), 0);
    ck_assert_int_eq(mkdir("jingdu/config", 0700), 0);
    ck_assert_int_eq(load_measure(NULL, true, &complaints), 72);
    ck_assert_ptr_nonnull(strstr(complaints.data, "1: "));
    ck_assert_ptr_nonnull(strstr(complaints.data, "irectory"));
    rmdir("jingdu/config");
    rmdir("jingdu");
    unlink("named.ini");
    ck_assert_int_eq(chdir(".."), 0);
    ck_assert_int_eq(rmdir(home), 0);
    jd_buf_release(&complaints);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("ui/settings");
    TCase *cases = tcase_create("settings");
    tcase_add_loop_test(cases, every_setting_has_all_that_a_manual_needs, 0,
                        JD_SET_COUNT);
    tcase_add_test(cases, sections_stand_together_in_the_table);
    tcase_add_test(cases, defaults_are_those_of_the_table);
    tcase_add_loop_test(cases, a_value_is_taken_whole_or_not_at_all, 0,
                        sizeof values / sizeof *values);
    tcase_add_test(cases, the_message_says_what_would_be_right);
    tcase_add_test(cases, an_option_wins_over_the_file_whichever_comes_first);
    tcase_add_loop_test(cases, bad_lines_are_told_and_good_ones_count, 0,
                        sizeof files / sizeof *files);
    tcase_add_test(cases, zeros_and_long_lines_do_no_harm);
    tcase_add_test(cases, a_file_of_rubbish_is_not_told_line_by_line);
    tcase_add_test(cases, bindings_come_in_order_and_to_the_letter);
    tcase_add_test(cases, bindings_are_counted_by_action);
    tcase_add_loop_test(cases, a_slip_of_the_pen_is_near_and_another_word_is_not, 0,
                        sizeof slips / sizeof *slips);
    tcase_add_test(cases, the_sample_is_a_good_file_and_changes_nothing);
    tcase_add_test(cases, the_sample_without_its_marks_sets_every_default);
    tcase_add_test(cases, what_is_printed_is_read_back_the_same_and_says_its_origin);
    tcase_add_test(cases, the_usual_file_need_not_be_there_but_a_named_one_must);
    suite_add_tcase(suite, cases);
    return suite;
}

int main(void)
{
    return jd_run_tests("ui/settings", make_suite());
}
