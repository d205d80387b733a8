/* SPDX-License-Identifier: MIT */
#include "jingdu/base/json.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/run.h"

#define COUNT(rows) (int)(sizeof(rows) / sizeof *(rows))
#define BYTES(text)                                                                      \
    {                                                                                    \
        text, sizeof(text) - 1                                                           \
    }

/* ---- writing
 * --------------------------------------------------------------------------- */

static const struct {
    struct jd_str text;
    const char *json;
} strings[] = {
    { BYTES(""), "\"\"" },
    { BYTES("中美 a"), "\"中美 a\"" },
    { BYTES("\"\\/"), "\"\\\"\\\\/\"" },
    { BYTES("\b\f\n\r\t"), "\"\\b\\f\\n\\r\\t\"" },
    { BYTES("\x01\x1b[0m\x1f\x7f"), "\"\\u0001\\u001b[0m\\u001f\x7f\"" },
    { BYTES("a\0b"), "\"a\\u0000b\"" },
    { BYTES("\u2028😀\U0010FFFF"), "\"\u2028😀\U0010FFFF\"" },
    { BYTES("\x80"
            "a\xFF\xC0\xAF"),
      "\"\uFFFDa\uFFFD\uFFFD\uFFFD\"" },
    { BYTES("\xED\xA0\x80"), "\"\uFFFD\uFFFD\uFFFD\"" },
    { BYTES("中\xE4\xB8"), "\"中\uFFFD\uFFFD\"" },
};

START_TEST(a_string_is_written_with_escapes)
{
    struct jd_buf json = JD_BUF_INIT;
    jd_json_add_string(&json, strings[_i].text);
    ck_assert_str_eq(json.data, strings[_i].json);
    jd_buf_release(&json);
}
END_TEST

START_TEST(every_character_comes_back)
{
    struct jd_buf text = JD_BUF_INIT, json = JD_BUF_INIT;
    for (unsigned cp = 0; cp < 0x80; cp++)
        jd_buf_add_char(&text, (char)cp);
    jd_buf_add_c(&text,
                 "\xC2\x80\u07FF\u0800\xED\x9F\xBF\uE000\uFFFF\U00010000\U0010FFFF");
    jd_buf_add_c(&json, "{\"x\":");
    jd_json_add_string(&json, jd_buf_str(&text));
    jd_buf_add_char(&json, '}');
    struct jd_json_reader reader;
    struct jd_str name;
    struct jd_json_value value;
    struct jd_error err = JD_ERROR_INIT;
    jd_json_start(&reader, jd_buf_str(&json));
    ck_assert(jd_json_next(&reader, &name, &value, &err));
    ck_assert(jd_str_eq(value.string, jd_buf_str(&text)));
    ck_assert(!jd_json_next(&reader, &name, &value, &err));
    ck_assert_int_eq(err.code, JD_ERR_NONE);
    jd_json_stop(&reader);
    jd_buf_release(&text);
    jd_buf_release(&json);
}
END_TEST

/* ---- reading
 * --------------------------------------------------------------------------- */

/* All members as "name=value;", then "" for a good end or "!AT message". */
static char *walk(struct jd_str line)
{
    struct jd_buf out = JD_BUF_INIT;
    struct jd_json_reader reader;
    struct jd_str name;
    struct jd_json_value value;
    struct jd_error err = JD_ERROR_INIT;
    jd_json_start(&reader, line);
    while (jd_json_next(&reader, &name, &value, &err)) {
        jd_buf_add(&out, name);
        jd_buf_add_char(&out, '=');
        if (value.kind == JD_JSON_STRING) {
            jd_buf_add_char(&out, '\'');
            jd_buf_add(&out, value.string);
            jd_buf_add_char(&out, '\'');
        } else if (value.kind == JD_JSON_NUMBER) {
            jd_buf_printf(&out, "%" PRId64, value.number);
        } else {
            jd_buf_add_c(&out, value.kind == JD_JSON_NULL ? "null"
                               : value.number             ? "yes"
                                                          : "no");
        }
        jd_buf_add_char(&out, ';');
    }
    if (err.code != JD_ERR_NONE) {
        ck_assert_int_eq(err.code, JD_ERR_FORMAT);
        ck_assert_uint_le(reader.at, line.len);
        jd_buf_printf(&out, "!%zu %s", reader.at, err.message);
    } else {
        ck_assert(!jd_json_next(&reader, &name, &value, &err));
        ck_assert_int_eq(err.code, JD_ERR_NONE);
    }
    jd_json_stop(&reader);
    return jd_buf_take(&out);
}

#define COMMA  "a comma or } should stand here"
#define OBJECT "no JSON object: { should stand here"
#define EARLY  "the line ends too early: "
#define VALUE  "a string, a number, true, false or null should stand here"

static const struct {
    const char *line, *walk;
} lines[] = {
    { "{}", "" },
    { " \t{ \r\n} ", "" },
    { "{\"a\":1}", "a=1;" },
    { "{\"a\" : \"x\" , \"b\":true,\"c\":false,\"d\":null}", "a='x';b=yes;c=no;d=null;" },
    { "{\"a\":0,\"b\":-0,\"c\":-1,\"d\":907}", "a=0;b=0;c=-1;d=907;" },
    { "{\"a\":9223372036854775807,\"b\":-9223372036854775808}",
      "a=9223372036854775807;b=-9223372036854775808;" },
    { "{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"}", "a='\"\\/\b\f\n\r\t';" },
    { "{\"a\":\"\\u4e2d\\u4E2D\\u007f\\u07ff\"}", "a='中中\x7f\u07ff';" },
    { "{\"a\":\"\\ud83d\\uDE00\"}", "a='😀';" },
    { "{\"a\":\"\\uDBFF\\uDFFF\"}", "a='\U0010FFFF';" },
    { "{\"\\u0061\":1,\"a\":2,\"\":3}", "a=1;a=2;=3;" },
    { "{\"a\":\"\x7f\u2028\"}", "a='\x7f\u2028';" },
    /* no object */
    { "", "!0 " EARLY OBJECT },
    { "   ", "!3 " EARLY OBJECT },
    { "[1]", "!0 " OBJECT },
    { "\"a\"", "!0 " OBJECT },
    { "\xEF\xBB\xBF{}", "!0 " OBJECT },
    /* syntax */
    { "{", "!1 " EARLY "a name in \" should stand here" },
    { "{,}", "!1 a name in \" should stand here" },
    { "{a:1}", "!1 a name in \" should stand here" },
    { "{\"a\"", "!4 " EARLY "a colon should stand here" },
    { "{\"a\" 1}", "!5 a colon should stand here" },
    { "{\"a\":", "!5 " EARLY VALUE },
    { "{\"a\":}", "!5 " VALUE },
    { "{\"a\":1", "a=1;!6 " EARLY COMMA },
    { "{\"a\":1 \"b\":2}", "a=1;!7 " COMMA },
    { "{\"a\":1,}", "a=1;!7 a name in \" should stand here" },
    { "{\"a\":1}}", "a=1;!7 something stands behind the object" },
    { "{} x", "!3 something stands behind the object" },
    { "{\"a\":1}{\"b\":2}", "a=1;!7 something stands behind the object" },
    { "{\"a\":True}", "!5 " VALUE },
    { "{\"a\":nul", "!5 " VALUE },
    { "{\"a\":truex}", "a=yes;!9 " COMMA },
    { "{'a':1}", "!1 a name in \" should stand here" },
    /* nested */
    { "{\"a\":{}}", "!5 a value inside a value: records are flat" },
    { "{\"a\":[1]}", "!5 a value inside a value: records are flat" },
    /* numbers */
    { "{\"a\":9223372036854775808}", "!5 the number is too large" },
    { "{\"a\":-9223372036854775809}", "!5 the number is too large" },
    { "{\"a\":99999999999999999999999}", "!5 the number is too large" },
    { "{\"a\":1.0}", "!5 no whole number" },
    { "{\"a\":1e3}", "!5 no whole number" },
    { "{\"a\":1E3}", "!5 no whole number" },
    { "{\"a\":01}", "!5 no number as JSON writes them" },
    { "{\"a\":-}", "!5 no number as JSON writes them" },
    { "{\"a\":+1}", "!5 " VALUE },
    { "{\"a\":.5}", "!5 " VALUE },
    { "{\"a\":0x1}", "a=0;!6 " COMMA },
    { "{\"a\":NaN}", "!5 " VALUE },
    /* strings */
    { "{\"a\":\"x", "!7 " EARLY "the string has no closing \"" },
    { "{\"a\":\"x\\\"}", "!10 " EARLY "the string has no closing \"" },
    { "{\"a\":\"x\\", "!7 no escape that JSON knows" },
    { "{\"a\":\"x\ty\"}", "!7 a control character in a string: write \\u0009" },
    { "{\"a\":\"\x1b\"}", "!6 a control character in a string: write \\u001b" },
    { "{\"a\":\"中\\x\"}", "!9 no escape that JSON knows" },
    { "{\"a\":\"\\u12g4\"}", "!6 \\u takes four hexadecimal digits" },
    { "{\"a\":\"\\u12\"}", "!6 \\u takes four hexadecimal digits" },
    { "{\"a\":\"\\u1", "!6 \\u takes four hexadecimal digits" },
    { "{\"a\":\"\\ud83d\"}", "!6 half of a surrogate pair" },
    { "{\"a\":\"\\ud83dx\"}", "!6 half of a surrogate pair" },
    { "{\"a\":\"\\ude00\\ud83d\"}", "!6 half of a surrogate pair" },
    { "{\"a\":\"\\ud83d\\u0041\"}", "!6 half of a surrogate pair" },
    { "{\"a\":\"\\ud83d\\u", "!6 half of a surrogate pair" },
    /* UTF-8 */
    { "{\"a\":\"x\x80\"}", "!7 these bytes are not UTF-8" },
    { "{\"a\":\"\xC0\xAF\"}", "!6 these bytes are not UTF-8" },
    { "{\"a\":\"\xE0\x9F\xBF\"}", "!6 these bytes are not UTF-8" },
    { "{\"a\":\"\xED\xA0\x80\"}", "!6 these bytes are not UTF-8" },
    { "{\"a\":\"\xF4\x90\x80\x80\"}", "!6 these bytes are not UTF-8" },
    { "{\"a\":\"\xF0\x8F\xBF\xBF\"}", "!6 these bytes are not UTF-8" },
    { "{\"a\":\"\xE4\xB8", "!6 these bytes are not UTF-8" },
    { "{\"\xFF\":1}", "!2 these bytes are not UTF-8" },
};

START_TEST(a_line_is_walked_or_says_where_it_is_wrong)
{
    char *walked = walk(jd_str_of(lines[_i].line));
    ck_assert_str_eq(walked, lines[_i].walk);
    free(walked);
}
END_TEST

START_TEST(every_beginning_of_a_line_is_refused)
{
    const char *line = "{\"a\":\"中\\u4e2d\\n\",\"b\":-17,\"c\":true,\"d\":null}";
    for (size_t len = 0; len < strlen(line); len++) {
        char *bytes = malloc(len + !len); /* no zero behind it to hide behind */
        memcpy(bytes, line, len);
        char *walked = walk(jd_str_make(bytes, len));
        ck_assert_msg(strchr(walked, '!'), "%zu bytes: %s", len, walked);
        free(walked);
        free(bytes);
    }
}
END_TEST

START_TEST(a_zero_byte_is_a_character_when_escaped_only)
{
    static const char bare[] = "{\"a\":\"\0\"}", outside[] = "{}\0";
    struct jd_json_reader reader;
    struct jd_str name;
    struct jd_json_value value;
    struct jd_error err = JD_ERROR_INIT;
    jd_json_start(&reader, jd_str_of("{\"a\":\"x\\u0000y\"}"));
    ck_assert(jd_json_next(&reader, &name, &value, &err));
    ck_assert(jd_str_eq(value.string, jd_str_make("x\0y", 3)));
    jd_json_stop(&reader);
    char *walked = walk(jd_str_make(bare, sizeof bare - 1));
    ck_assert_str_eq(walked, "!6 a control character in a string: write \\u0000");
    free(walked);
    walked = walk(jd_str_make(outside, sizeof outside - 1));
    ck_assert_str_eq(walked, "!2 something stands behind the object");
    free(walked);
}
END_TEST

START_TEST(the_reader_says_where_name_and_value_stand)
{
    struct jd_json_reader reader;
    struct jd_str name;
    struct jd_json_value value;
    struct jd_error err = JD_ERROR_INIT;
    jd_json_start(&reader, jd_str_of("{ \"a\":  \"中\", \"b\" :7}"));
    ck_assert(jd_json_next(&reader, &name, &value, &err));
    ck_assert_uint_eq(reader.name_at, 2);
    ck_assert_uint_eq(reader.value_at, 8);
    ck_assert(jd_json_next(&reader, &name, &value, &err));
    ck_assert_uint_eq(reader.name_at, 15);
    ck_assert_uint_eq(reader.value_at, 20);
    ck_assert_uint_eq(reader.members, 2);
    jd_json_stop(&reader);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("base/json");
    TCase *tcase = tcase_create("json");
    tcase_add_loop_test(tcase, a_string_is_written_with_escapes, 0, COUNT(strings));
    tcase_add_test(tcase, every_character_comes_back);
    tcase_add_loop_test(tcase, a_line_is_walked_or_says_where_it_is_wrong, 0,
                        COUNT(lines));
    tcase_add_test(tcase, every_beginning_of_a_line_is_refused);
    tcase_add_test(tcase, a_zero_byte_is_a_character_when_escaped_only);
    tcase_add_test(tcase, the_reader_says_where_name_and_value_stand);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return jd_run_tests("base/json", make_suite());
}
