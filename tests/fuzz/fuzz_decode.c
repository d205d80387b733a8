/* SPDX-License-Identifier: MIT */
/*
 * Bytes from anywhere on their way to the screen: recognised, converted, walked by
 * clusters, measured, sanitised. The first byte chooses the encoding (0: recognise it).
 */
#include <iconv.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#include "jingdu/text/decode.h"
#include "jingdu/text/han.h"
#include "jingdu/text/linebreak.h"
#include "jingdu/text/sanitise.h"
#include "jingdu/text/utf8.h"
#include "jingdu/text/width.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The C library loads and drops its converters each time; holding one of each is faster.
 */
int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    static iconv_t held[4];
    static const char *const names[4] = { "UTF-16LE", "UTF-16BE", "GB18030",
                                          "BIG5-HKSCS" };
    for (int i = 0; i < 4; i++)
        held[i] = iconv_open("UTF-8", names[i]);
    return held[0] == (iconv_t)-1;
}

static void require(bool holds)
{
    if (!holds)
        abort();
}

static bool gather(void *context, struct jd_str utf8, struct jd_error *err)
{
    (void)err;
    require(utf8.len <= 64 * 1024);
    jd_buf_add(context, utf8);
    return true;
}

/* Going back meets what going forward met, and clusters tile the text. */
static void check_walks(struct jd_str text)
{
    size_t bad = 0, length = 0;
    for (size_t at = 0; at < text.len; length++) {
        struct jd_cp next = jd_utf8_next(text, at);
        require(next.len >= 1 && next.len <= 4 && next.len <= text.len - at);
        require(next.cp <= 0x10FFFF && (!next.bad || next.cp == 0xFFFD));
        for (size_t inside = 0; inside < next.len; inside++)
            require(jd_utf8_floor(text, at + inside) == at);
        bad += next.bad;
        at += next.len;
        struct jd_cp prev = jd_utf8_prev(text, at);
        require(prev.cp == next.cp && prev.len == next.len && prev.bad == next.bad);
        require((unsigned)jd_linebreak_class(next.cp) < JD_BRK_COUNT);
        require(jd_han_is(next.cp) == (jd_char_classify(next.cp) == JD_CHAR_HAN));
    }
    require(jd_utf8_count_bad(text) == bad && jd_utf8_length(text) == length);
}

static void check_clusters(struct jd_str text)
{
    int cols = 0;
    for (size_t at = 0, end; at < text.len; at = end) {
        end = jd_utf8_cluster_end(text, at);
        require(end > at && end <= text.len);
        struct jd_str cluster = jd_str_sub(text, at, end);
        require(jd_utf8_length(cluster) <= JD_UTF8_CLUSTER_MAX);
        for (size_t inside = at; inside < end; inside++)
            require(jd_utf8_cluster_start(text, inside) == at);
        uint32_t shown[1 + JD_SANITISE_MARKS_MAX];
        int count = jd_sanitise_cluster(cluster, shown);
        require(count >= 1 && count <= 1 + JD_SANITISE_MARKS_MAX);
        require(jd_width_cp(shown[0]) == jd_width_cluster(cluster));
        cols += jd_width_cluster(cluster);
    }
    require(jd_width_cols(text) == cols);
    require(jd_width_fit(text, cols) == text.len);
}

/* Controls, bidi and invisible characters but for those that live inside a cluster. */
static bool is_forbidden(uint32_t cp)
{
    return cp < 0x20 || cp - 0x7F < 0x21 || cp == 0xAD || cp == 0x61C || cp == 0x180E ||
           cp == 0x200B || cp == 0x200C || cp == 0x200E || cp == 0x200F ||
           cp - 0x2028 < 7 || cp - 0x2060 < 0x10 || cp - 0xE000 < 0x1900 ||
           cp == 0xFEFF || cp - 0xFFF9 < 3 || (cp & 0xFFFE) == 0xFFFE ||
           cp - 0xFDD0 < 0x20 || cp - 0xE0000 < 0x100 || cp >= 0xF0000;
}

static bool is_joining(uint32_t cp)
{
    return cp == 0x200D || cp - 0xFE00 < 16 || cp - 0xE0100 < 240;
}

static void check_harmless(struct jd_str shown, bool has_lines)
{
    require(jd_utf8_count_bad(shown) == 0);
    for (size_t at = 0, end; at < shown.len; at = end) {
        end = jd_utf8_cluster_end(shown, at);
        for (size_t in = at; in < end;) {
            struct jd_cp cp = jd_utf8_next(shown, in);
            bool line = has_lines && (cp.cp == '\n' || cp.cp == '\t');
            require(line || !is_forbidden(cp.cp));
            require(in > at || !is_joining(cp.cp));
            in += cp.len;
        }
    }
}

static void check_sanitised(struct jd_str text)
{
    struct jd_buf line = JD_BUF_INIT, twice = JD_BUF_INIT;
    jd_sanitise_line(&line, text);
    check_harmless(jd_buf_str(&line), false);
    require(jd_width_cols(jd_buf_str(&line)) == jd_width_cols(text));
    jd_sanitise_line(&twice, jd_buf_str(&line));
    require(jd_str_eq(jd_buf_str(&line), jd_buf_str(&twice)));
    jd_buf_clear(&line);
    jd_sanitise_text(&line, text);
    check_harmless(jd_buf_str(&line), true);
    jd_buf_clear(&line);
    jd_width_cut(&line, text, 10, 10);
    require(text.len == 0 || jd_width_cols(jd_buf_str(&line)) >= 10);
    jd_buf_clear(&line);
    jd_utf8_nfc(text, &line);
    require(jd_utf8_count_bad(jd_buf_str(&line)) == 0);
    jd_buf_release(&line);
    jd_buf_release(&twice);
}

static void check_text(struct jd_str text)
{
    check_walks(text);
    check_clusters(text);
    check_sanitised(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    struct jd_str bytes = jd_str_make((const char *)data + 1, size - 1);
    enum jd_encoding encoding = (enum jd_encoding)(data[0] % JD_ENC_COUNT);
    struct jd_detected detected = jd_decode_detect(bytes);
    require(detected.encoding > JD_ENC_AUTO && detected.encoding < JD_ENC_COUNT);
    require(detected.bom_len <= 4 && detected.bom_len <= bytes.len);
    if (encoding == JD_ENC_AUTO) {
        encoding = detected.encoding;
        bytes = jd_str_sub(bytes, detected.bom_len, bytes.len);
    }
    struct jd_buf text = JD_BUF_INIT;
    struct jd_error err = JD_ERROR_INIT;
    size_t bad = 0;
    require(jd_decode_convert(bytes, encoding, gather, &text, &bad, &err));
    require(jd_utf8_count_bad(jd_buf_str(&text)) == 0);
    if (encoding == JD_ENC_UTF8)
        require(bad == jd_utf8_count_bad(bytes));
    check_text(bytes);
    check_text(jd_buf_str(&text));
    jd_buf_release(&text);
    return 0;
}
