/* SPDX-License-Identifier: MIT */
#include "jingdu/text/decode.h"

#include <stdlib.h>

#include "jingdu/text/utf8.h"

#include "tests/support/run.h"

#define STR(literal)                                                                     \
    {                                                                                    \
        literal, sizeof(literal) - 1                                                     \
    }
#define COUNT(rows) (int)(sizeof(rows) / sizeof *(rows))
#define BAD         "\xEF\xBF\xBD"

static bool gather(void *context, struct jd_str utf8, struct jd_error *err)
{
    (void)err;
    ck_assert_uint_le(utf8.len, 64 * 1024);
    jd_buf_add(context, utf8);
    return true;
}

static size_t convert(struct jd_str bytes, enum jd_encoding encoding, struct jd_buf *into)
{
    struct jd_error err = JD_ERROR_INIT;
    size_t bad = 99;
    jd_buf_clear(into);
    ck_assert_msg(jd_decode_convert(bytes, encoding, gather, into, &bad, &err), "%s",
                  err.message);
    return bad;
}

static const struct {
    enum jd_encoding encoding;
    struct jd_str bytes;
    const char *utf8;
    size_t bad;
} conversions[] = {
    { JD_ENC_GB18030, STR(""), "", 0 },
    { JD_ENC_GB18030, STR("ASCII\r\n\t"), "ASCII\r\n\t", 0 },
    { JD_ENC_GB18030,
      STR("\xCD\xF5\xD2\xE3\xBD\xAB\xB7\xC3\xC3\xC0\xA3\xAC"
          "10\xD4\xC2"),
      "王毅将访美，10月", 0 },
    { JD_ENC_GB18030,
      STR("\xD6\xEC\xE9"
          "F\xBB\xF9"),
      "朱镕基", 0 }, /* GBK, not GB2312 */
    { JD_ENC_GB18030,
      STR("\x95"
          "4\xB2"
          "5\xA8\xA6\xA2\xE3\x81"
          "9\xEE"
          "9"),
      "𠮷é€㐀", 0 },
    { JD_ENC_BIG5,
      STR("\xA4\xFD\xBC\xDD\xB1N\xB3X\xAC\xFC\xA1"
          "A\xA4Q\xA4\xEB\xA1"
          "C"),
      "王毅將訪美，十月。", 0 },
    { JD_ENC_BIG5, STR("\x9D\xEF\xC9N\x9D\xF6\x9D\xF2"), "嘅冇喺𨋢", 0 }, /* HKSCS */
    { JD_ENC_BIG5,
      STR("\x88"
          "b\x88\xA5"),
      "Ê̄ê̌", 0 }, /* two code points each */
    { JD_ENC_BIG5,
      STR("\x88"
          "f"),
      "Ê", 0 },
    { JD_ENC_UTF16LE,
      STR("-Na\x00"
          "B\xD8\xB7\xDF\x0A\x00"),
      "中a𠮷\n", 0 },
    { JD_ENC_UTF16BE,
      STR("N-\x00"
          "a\xD8"
          "B\xDF\xB7\x00\x0A"),
      "中a𠮷\n", 0 },
    { JD_ENC_UTF8, STR("中a𠮷"), "中a𠮷", 0 },
    /* bad units: one replacement each, and what follows is still right */
    { JD_ENC_GB18030, STR("\xFF\xD6\xD0"), BAD "中", 1 },
    { JD_ENC_GB18030, STR("\xD6\xD0\xFF\xFF\xB9\xFA"), "中" BAD BAD "国", 2 },
    { JD_ENC_GB18030, STR("\xD6 \xB9\xFA"), BAD " 国", 1 },
    { JD_ENC_GB18030, STR("\xD6\x0A\xB9\xFA"), BAD "\n国", 1 },
    { JD_ENC_BIG5, STR("\xA4\xA4\xFF\xB0\xEA"), "中" BAD "國", 1 },
    { JD_ENC_BIG5, STR("\xA4 \xB0\xEA"), BAD " 國", 1 },
    { JD_ENC_BIG5, STR("\x81\xA1\xB0\xEA"), BAD "國",
      1 }, /* an unknown pair goes whole */
    { JD_ENC_BIG5,
      STR("\x88"
          "f\xFF"),
      "Ê" BAD, 1 },
    { JD_ENC_UTF16LE, STR("\xB7\xDF-N"), BAD "中", 1 }, /* a low surrogate alone */
    { JD_ENC_UTF16LE, STR("B\xD8-N"), BAD "中", 1 },    /* a high one */
    { JD_ENC_UTF16BE,
      STR("\xD8"
          "BN-\xDF\xB7"),
      BAD "中" BAD, 2 },
    { JD_ENC_UTF8, STR("\xE4\xB8中\xFF"), BAD "中" BAD, 2 },
    /* cut off at the end: counts once */
    { JD_ENC_GB18030, STR("\xD6\xD0\xB9"), "中" BAD, 1 },
    { JD_ENC_GB18030,
      STR("\xD6\xD0\x95"
          "4"),
      "中" BAD, 1 },
    { JD_ENC_GB18030,
      STR("\xD6\xD0\x95"
          "4\xB2"),
      "中" BAD, 1 },
    { JD_ENC_BIG5, STR("\xA4\xA4\xB0"), "中" BAD, 1 },
    { JD_ENC_UTF16LE, STR("-NB\xD8"), "中" BAD, 1 },
    { JD_ENC_UTF16LE, STR("-NB\xD8\xB7"), "中" BAD, 1 },
    { JD_ENC_UTF16BE, STR("N-N"), "中" BAD, 1 },
    { JD_ENC_UTF8, STR("中\xE5\x9B"), "中" BAD, 1 },
};

START_TEST(text_comes_out_as_utf8)
{
    struct jd_buf into = JD_BUF_INIT;
    size_t bad = convert(conversions[_i].bytes, conversions[_i].encoding, &into);
    ck_assert_str_eq(into.data, conversions[_i].utf8);
    ck_assert_uint_eq(bad, conversions[_i].bad);
    jd_buf_release(&into);
}
END_TEST

START_TEST(long_text_survives_the_borders_of_pieces)
{
    struct jd_buf bytes = JD_BUF_INIT, into = JD_BUF_INIT, expected = JD_BUF_INIT;
    for (int shift = 0; shift < 4; shift++) {
        jd_buf_clear(&bytes);
        jd_buf_clear(&expected);
        jd_buf_add_repeat(&bytes, 'x', (size_t)shift);
        jd_buf_add_repeat(&expected, 'x', (size_t)shift);
        for (int i = 0; i < 60000; i++) {
            jd_buf_add_c(&bytes, i % 1000 ? "\xD6\xD0"
                                          : "\x95"
                                            "4\xB2"
                                            "5\xFF");
            jd_buf_add_c(&expected, i % 1000 ? "中" : "𠮷" BAD);
        }
        ck_assert_uint_eq(convert(jd_buf_str(&bytes), JD_ENC_GB18030, &into), 60);
        ck_assert(jd_str_eq(jd_buf_str(&into), jd_buf_str(&expected)));
        convert(jd_buf_str(&expected), JD_ENC_UTF8, &into);
        ck_assert(jd_str_eq(jd_buf_str(&into), jd_buf_str(&expected)));
    }
    jd_buf_release(&bytes);
    jd_buf_release(&into);
    jd_buf_release(&expected);
}
END_TEST

START_TEST(a_character_of_two_code_points_survives_the_border_of_a_piece)
{
    struct jd_buf bytes = JD_BUF_INIT, into = JD_BUF_INIT;
    for (size_t shift = 0; shift < 4; shift++) {
        jd_buf_clear(&bytes);
        jd_buf_add_repeat(&bytes, 'x', shift);
        while (bytes.len < shift + 2 * 16384) {
            jd_buf_add_c(&bytes, "\x88"
                                 "b"); /* Ê̄, four bytes of UTF-8 */
            if (bytes.len % 4096 > 8)
                continue;
            ck_assert_uint_eq(convert(jd_buf_str(&bytes), JD_ENC_BIG5, &into), 0);
            ck_assert_uint_eq(into.len, shift + 2 * (bytes.len - shift));
        }
    }
    jd_buf_release(&bytes);
    jd_buf_release(&into);
}
END_TEST

START_TEST(random_bytes_become_good_utf8)
{
    struct jd_buf bytes = JD_BUF_INIT, into = JD_BUF_INIT;
    unsigned seed = 7;
    for (int i = 0; i < 40000; i++)
        jd_buf_add_char(&bytes, (char)(rand_r(&seed) >> 7));
    for (int encoding = JD_ENC_UTF8; encoding < JD_ENC_COUNT; encoding++) {
        size_t bad = convert(jd_buf_str(&bytes), (enum jd_encoding)encoding, &into);
        ck_assert_uint_gt(bad, 0);
        ck_assert_uint_eq(jd_utf8_count_bad(jd_buf_str(&into)), 0);
    }
    jd_buf_release(&bytes);
    jd_buf_release(&into);
}
END_TEST

static bool refuse(void *context, struct jd_str utf8, struct jd_error *err)
{
    (void)utf8;
    ++*(int *)context;
    return jd_fail(err, JD_ERR_LIMIT, "enough");
}

START_TEST(a_sink_that_fails_ends_the_conversion)
{
    struct jd_buf bytes = JD_BUF_INIT;
    jd_buf_add_repeat(&bytes, 'a', 200000);
    for (int encoding = JD_ENC_UTF8; encoding < JD_ENC_COUNT; encoding++) {
        struct jd_error err = JD_ERROR_INIT;
        int calls = 0;
        size_t bad;
        ck_assert(!jd_decode_convert(jd_buf_str(&bytes), (enum jd_encoding)encoding,
                                     refuse, &calls, &bad, &err));
        ck_assert_int_eq(calls, 1);
        ck_assert_int_eq(err.code, JD_ERR_LIMIT);
    }
    jd_buf_release(&bytes);
}
END_TEST

static const struct {
    struct jd_str bytes;
    enum jd_encoding encoding;
    size_t bom_len;
    bool binary;
} detections[] = {
    { STR(""), JD_ENC_UTF8, 0, false },
    { STR("plain ASCII\r\n\ttext"), JD_ENC_UTF8, 0, false },
    { STR("王毅将访美"), JD_ENC_UTF8, 0, false },
    { STR("中"), JD_ENC_UTF8, 0, false },
    { STR("中\xE5\x9B"), JD_ENC_UTF8, 0, false }, /* cut off */
    { STR("na\xC3\xAFve caf\xC3\xA9"), JD_ENC_UTF8, 0, false },
    { STR("\x1B[1m王毅\x1B[0m"), JD_ENC_UTF8, 0, false },
    /* with some bad bytes it is still UTF-8 */
    { STR("王毅将访美\xFF中美关系\x80"), JD_ENC_UTF8, 0, false },
    { STR("\x80王毅将访美"), JD_ENC_UTF8, 0, false },
    /* neither UTF-8 nor Chinese */
    { STR("d\xE9j\xE0 vu, tr\xE8s bien, gar\xE7on"), JD_ENC_UTF8, 0, false },
    { STR("Stra\xDF"
          "e, \xFC"
          "ber, sch\xF6n, \xC4rger"),
      JD_ENC_UTF8, 0, false },
    /* byte order marks */
    { STR("\xEF\xBB\xBF王"), JD_ENC_UTF8, 3, false },
    { STR("\xEF\xBB\xBF"), JD_ENC_UTF8, 3, false },
    { STR("\xFF\xFE-N"), JD_ENC_UTF16LE, 2, false },
    { STR("\xFE\xFFN-"), JD_ENC_UTF16BE, 2, false },
    { STR("\x84"
          "1\x95"
          "3\xD6\xD0"),
      JD_ENC_GB18030, 4, false },
    /* eight bytes and a little more */
    { STR("\xD6\xD0\xC3\xC0\xB9\xD8\xCF\xB5"), JD_ENC_GB18030, 0, false }, /* 中美关系 */
    { STR("\xCD\xF5\xD2\xE3\xB7\xC3\xC3\xC0"), JD_ENC_GB18030, 0, false }, /* 王毅访美 */
    { STR("\xBE\xAD\xBC\xC3\xB9\xA4\xD7\xF7"), JD_ENC_GB18030, 0, false }, /* 经济工作 */
    { STR("\xC4\xE3\xBA\xC3\xA3\xAC\xCA\xC0"), JD_ENC_GB18030, 0, false }, /* 你好，世 */
    { STR("\xC4\xAA\xCB\xB9\xBF\xC6\xB5\xCF"), JD_ENC_GB18030, 0, false }, /* 莫斯科迪 */
    { STR("\xA1\xB0\xBF\xAA\xB7\xC5\xA1\xB1"), JD_ENC_GB18030, 0, false }, /* “开放” */
    { STR("\xA4\xA4\xAC\xFC\xC3\xF6\xABY"), JD_ENC_BIG5, 0, false }, /* 中美關係 */
    { STR("\xB8g\xC0\xD9\xA4u\xA7@"), JD_ENC_BIG5, 0, false },       /* 經濟工作 */
    { STR("\xA7"
          "A\xA6n\xA1"
          "A\xA5@"),
      JD_ENC_BIG5, 0, false },                                       /* 你好，世 */
    { STR("\xA1u\xB6}\xA9\xF1\xA1v"), JD_ENC_BIG5, 0, false },       /* 「開放」 */
    { STR("\x16Y\xA4N\xE8\x90\x7F\x95"), JD_ENC_UTF16LE, 0, false }, /* 外交部长 */
    { STR("Y\x16N\xA4\x90\xE8\x95\x7F"), JD_ENC_UTF16BE, 0, false }, /* 外交部长 */
    { STR("Y'\\\x0FN\x0DT\x0C"), JD_ENC_UTF16BE, 0,
      false }, /* 大小不同, good ASCII too */
    { STR("H\x00"
          "e\x00l\x00l\x00o\x00,\x00 \x00w\x00"),
      JD_ENC_UTF16LE, 0, false },
    { STR("\x00H\x00"
          "e\x00l\x00l\x00o\x00,\x00 \x00w"),
      JD_ENC_UTF16BE, 0, false },
    { STR("APEC 2023: \"China\" \xD6\xD0\xB9\xFA (GDP)"), JD_ENC_GB18030, 0, false },
    { STR("\xD6\xD0\xB9\xFA\xB9"), JD_ENC_GB18030, 0, false }, /* 中国, cut off */
    /* no text */
    { STR("abc\0def"), JD_ENC_UTF8, 0, true },
    { STR("\x7F"
          "ELF\2\1\1\0\0\0"),
      JD_ENC_UTF8, 0, true },
    { STR("\x01\x02\x03\x04\x05\x06text"), JD_ENC_UTF8, 0, true },
    { STR("\xFF\xFE\0\0-N\0\0"), JD_ENC_UTF8, 0, true }, /* UTF-32 */
    { STR("\0\0\xFE\xFF\0\0N-"), JD_ENC_UTF8, 0, true },
    { STR("a\0\0\0b\0\0\0"), JD_ENC_UTF8, 0, true },
    { STR("\xEF\xBB\xBF"
          "a\0b"),
      JD_ENC_UTF8, 3, true },
};

START_TEST(the_encoding_is_recognised)
{
    struct jd_detected out = jd_decode_detect(detections[_i].bytes);
    ck_assert_str_eq(jd_encoding_name(out.encoding),
                     jd_encoding_name(detections[_i].encoding));
    ck_assert_uint_eq(out.bom_len, detections[_i].bom_len);
    ck_assert(out.binary == detections[_i].binary);
}
END_TEST

static const char paragraph_gb[] = /* 王毅将于10月26日至28日访问美国。 */
    "\xCD\xF5\xD2\xE3\xBD\xAB\xD3\xDA"
    "10\xD4\xC2"
    "26\xC8\xD5\xD6\xC1"
    "28\xC8\xD5"
    "\xB7\xC3\xCE\xCA\xC3\xC0\xB9\xFA\xA1\xA3\n";
static const char paragraph_big5[] = /* 王毅將於10月26日至28日訪問美國。 */
    "\xA4\xFD\xBC\xDD\xB1N\xA9\xF3"
    "10\xA4\xEB"
    "26\xA4\xE9\xA6\xDC"
    "28\xA4\xE9"
    "\xB3X\xB0\xDD\xAC\xFC\xB0\xEA\xA1"
    "C\n";

static const struct {
    const char *paragraph;
    enum jd_encoding encoding;
} long_texts[] = {
    { paragraph_gb, JD_ENC_GB18030 },
    { paragraph_big5, JD_ENC_BIG5 },
    { "王毅将于10月26日至28日访问美国。\n", JD_ENC_UTF8 },
};

/* Only the samples behind the first 64 KiB show what the text is written in. */
START_TEST(a_text_that_begins_in_ascii_is_recognised_further_on)
{
    struct jd_buf text = JD_BUF_INIT;
    jd_buf_add_repeat(&text, '=', 70000);
    jd_buf_add_c(&text, "\n");
    while (text.len < 600000)
        jd_buf_add_c(&text, long_texts[_i].paragraph);
    for (size_t cut = 0; cut < 40; cut++) {
        struct jd_str part = jd_str_sub(jd_buf_str(&text), 0, text.len - cut);
        struct jd_detected out = jd_decode_detect(part);
        ck_assert_int_eq(out.encoding, long_texts[_i].encoding);
        ck_assert(!out.binary && out.bom_len == 0);
    }
    jd_buf_release(&text);
}
END_TEST

START_TEST(every_beginning_of_utf8_is_utf8)
{
    struct jd_str text = jd_str_of("王毅将于10月26日至28日访问美国。“𠮷”，APEC！");
    for (size_t len = 0; len <= text.len; len++) {
        struct jd_detected out = jd_decode_detect(jd_str_sub(text, 0, len));
        ck_assert_int_eq(out.encoding, JD_ENC_UTF8);
        ck_assert(!out.binary);
    }
}
END_TEST

START_TEST(one_bad_byte_in_fifty_does_not_hide_utf8)
{
    struct jd_buf text = JD_BUF_INIT;
    for (int i = 0; i < 40; i++) {
        jd_buf_add_c(&text,
                     "中国外交部宣布，应美国国务卿布林肯邀请，中共中央政治局委员。");
        jd_buf_add_char(&text, (char)(0x80 + i * 3));
    }
    ck_assert_int_eq(jd_decode_detect(jd_buf_str(&text)).encoding, JD_ENC_UTF8);
    jd_buf_release(&text);
}
END_TEST

static const struct {
    const char *label;
    enum jd_encoding encoding;
} labels[] = {
    { "auto", JD_ENC_AUTO },       { "UTF-8", JD_ENC_UTF8 },
    { "utf8", JD_ENC_UTF8 },       { "UTF-16LE", JD_ENC_UTF16LE },
    { "utf-16", JD_ENC_UTF16LE },  { "Utf_16-be", JD_ENC_UTF16BE },
    { "GB18030", JD_ENC_GB18030 }, { "gb2312", JD_ENC_GB18030 },
    { "GBK", JD_ENC_GB18030 },     { "x-gbk", JD_ENC_GB18030 },
    { "CP936", JD_ENC_GB18030 },   { " big5 ", JD_ENC_BIG5 },
    { "Big5-HKSCS", JD_ENC_BIG5 }, { "cp950", JD_ENC_BIG5 },
};

START_TEST(labels_name_encodings)
{
    enum jd_encoding encoding = JD_ENC_COUNT;
    ck_assert(jd_encoding_parse(jd_str_of(labels[_i].label), &encoding));
    ck_assert_int_eq(encoding, labels[_i].encoding);
}
END_TEST

static const char *const no_labels[] = { "",       "-",      "utf",  "utf-88",
                                         "latin1", "gb1803", "big55" };

START_TEST(other_labels_are_refused)
{
    enum jd_encoding encoding = JD_ENC_COUNT;
    ck_assert(!jd_encoding_parse(jd_str_of(no_labels[_i]), &encoding));
    ck_assert_int_eq(encoding, JD_ENC_COUNT);
}
END_TEST

START_TEST(every_name_is_a_label_of_its_encoding)
{
    for (int i = 0; i < JD_ENC_COUNT; i++) {
        enum jd_encoding encoding;
        const char *name = jd_encoding_name((enum jd_encoding)i);
        ck_assert(jd_encoding_parse(jd_str_of(name), &encoding));
        ck_assert_int_eq(encoding, i);
    }
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("text/decode");
    TCase *conversion = tcase_create("convert");
    tcase_add_loop_test(conversion, text_comes_out_as_utf8, 0, COUNT(conversions));
    tcase_add_test(conversion, long_text_survives_the_borders_of_pieces);
    tcase_add_test(conversion,
                   a_character_of_two_code_points_survives_the_border_of_a_piece);
    tcase_add_test(conversion, random_bytes_become_good_utf8);
    tcase_add_test(conversion, a_sink_that_fails_ends_the_conversion);
    suite_add_tcase(suite, conversion);
    TCase *detection = tcase_create("detect");
    tcase_add_loop_test(detection, the_encoding_is_recognised, 0, COUNT(detections));
    tcase_add_loop_test(detection, a_text_that_begins_in_ascii_is_recognised_further_on,
                        0, COUNT(long_texts));
    tcase_add_test(detection, every_beginning_of_utf8_is_utf8);
    tcase_add_test(detection, one_bad_byte_in_fifty_does_not_hide_utf8);
    suite_add_tcase(suite, detection);
    TCase *names = tcase_create("names");
    tcase_add_loop_test(names, labels_name_encodings, 0, COUNT(labels));
    tcase_add_loop_test(names, other_labels_are_refused, 0, COUNT(no_labels));
    tcase_add_test(names, every_name_is_a_label_of_its_encoding);
    suite_add_tcase(suite, names);
    return suite;
}

int main(void)
{
    return jd_run_tests("text/decode", make_suite());
}
