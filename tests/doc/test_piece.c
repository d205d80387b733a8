/* SPDX-License-Identifier: MIT */
#include "tests/support/run.h"

#include "jingdu/base/buf.h"
#include "jingdu/doc/piece.h"
#include "jingdu/text/utf8.h"

/* Texts of at least bytes, made of one part again and again. */
static const struct {
    const char *name, *before, *part;
    size_t bytes;
} texts[] = {
    { "one long line", "", "中国外交部宣布，", 200000 },
    { "a long line that starts late", NULL, "中国外交部宣布，", 100000 },
    { "one line of sentences", "", "他说：“是。”", 200000 },
    { "latin without sentences", "", "word ", 100000 },
    { "lines", "x", "一行\n", 100000 },
    { "lines just too short to be cut", "", NULL, 100000 },
    { "newlines", "", "\n", 200000 },
    { "blanks without line ends", "字", " ", 200000 },
    { "wide blanks", "", "　", 200000 },
    { "blank lines", "a", "       \r\n", 200000 },
    { "marks without end", "e", "\xcc\x81", 100000 },
    { "bytes that are no text", "", "\xff\xe4\xb8", 100000 },
    { "flags", "", "\xf0\x9f\x87\xa8\xf0\x9f\x87\xb3", 100000 },
};

static void make_text(int row, struct jd_buf *into)
{
    if (texts[row].before)
        jd_buf_add_c(into, texts[row].before);
    else
        jd_buf_printf(into, "%5000s\n", "x");
    while (into->len < texts[row].bytes) {
        if (texts[row].part) {
            jd_buf_add_c(into, texts[row].part);
        } else {
            jd_buf_add_repeat(into, ' ', JD_BLOCK_MAX - 1);
            jd_buf_add_char(into, '\n');
        }
    }
}

/* Check logs every assertion, so these loops look for the first byte that is wrong. */
static const size_t none = (size_t)-1;

static bool is_same(struct jd_piece a, struct jd_piece b)
{
    return a.start == b.start && a.end == b.end && a.cut_before == b.cut_before &&
           a.cut_after == b.cut_after;
}

static bool is_right(struct jd_str text, struct jd_piece piece, size_t at, bool is_cut)
{
    bool ends_cut = piece.end < text.len && text.ptr[piece.end - 1] != '\n';
    return piece.start == at && piece.end > at && piece.end - at <= 2 * JD_BLOCK_MAX &&
           piece.cut_before == is_cut && piece.cut_after == ends_cut &&
           jd_utf8_floor(text, at) == at;
}

static size_t first_wrong_piece(struct jd_str text)
{
    struct jd_piece piece = { 0 };
    for (size_t at = 0; at < text.len; at = piece.end) {
        bool is_cut = piece.cut_after;
        piece = jd_piece_at(text, at);
        if (!is_right(text, piece, at, is_cut))
            return at;
        size_t step = (piece.end - at) / 50 + 1;
        for (size_t byte = at; byte < piece.end; byte += step) {
            if (!is_same(jd_piece_at(text, byte), piece))
                return byte;
        }
    }
    return none;
}

START_TEST(pieces_tile_a_text_from_every_byte)
{
    struct jd_buf text = JD_BUF_INIT;
    make_text(_i, &text);
    ck_assert_uint_eq(first_wrong_piece(jd_buf_str(&text)), none);
    jd_buf_release(&text);
}
END_TEST

static size_t first_wrong_owner(struct jd_str text)
{
    size_t owner = 0, next = 0, last = none;
    for (size_t at = 0; at < text.len;) {
        struct jd_piece piece = jd_piece_at(text, at);
        bool is_blank = jd_piece_is_blank(text, piece);
        if (at == next || !is_blank) {
            if (at != next)
                return at;
            owner = at;
            next = jd_blank_end(text, piece.end);
            if (next < piece.end || next - owner > 4 * JD_BLOCK_MAX)
                return at;
        }
        if (is_blank && at / 256 != last) {
            last = at / 256;
            if (jd_blank_start(text, piece) != owner)
                return at;
        }
        at = piece.end;
    }
    return next == text.len ? none : next;
}

START_TEST(blank_pieces_have_an_owner_near_by)
{
    struct jd_buf text = JD_BUF_INIT;
    make_text(_i, &text);
    ck_assert_uint_eq(first_wrong_owner(jd_buf_str(&text)), none);
    jd_buf_release(&text);
}
END_TEST

START_TEST(a_long_line_is_cut_behind_a_sentence_when_there_is_one)
{
    struct jd_buf buf = JD_BUF_INIT;
    while (buf.len < 100000)
        jd_buf_add_c(&buf, "中国外交部二十四日宣布消息。”他说");
    struct jd_str text = jd_buf_str(&buf);
    size_t cuts = 0;
    for (size_t at = 0; at < text.len; at = jd_piece_at(text, at).end) {
        if (at == 0)
            continue;
        ck_assert(jd_str_ends(jd_str_sub(text, 0, at), jd_str_of("。”")));
        ck_assert_uint_lt(at % JD_BLOCK_MAX, 2048);
        cuts++;
    }
    ck_assert_uint_ge(cuts, 5);
    jd_buf_release(&buf);
}
END_TEST

START_TEST(a_cut_depends_only_on_the_text_around_it)
{
    struct jd_buf one = JD_BUF_INIT, other = JD_BUF_INIT;
    while (one.len < 5 * JD_BLOCK_MAX)
        jd_buf_add_c(&one, "外交部宣布。");
    jd_buf_add(&other, jd_buf_str(&one));
    memset(other.data, 'x', JD_BLOCK_MAX); /* another beginning, the same rest */
    other.data[100] = '\n';
    size_t byte = 4 * JD_BLOCK_MAX + 5000;
    ck_assert_uint_eq(jd_piece_at(jd_buf_str(&one), byte).start,
                      jd_piece_at(jd_buf_str(&other), byte).start);
    jd_buf_release(&one);
    jd_buf_release(&other);
}
END_TEST

static const struct {
    const char *text;
    size_t skipped, back;
} blanks[] = {
    { "", 0, 0 },           { "字", 0, 3 },
    { " \t\r\n字", 4, 7 },  { "　 \xc2\xa0字　", 6, 9 },
    { "字\xe3\x80", 0, 5 }, { "\x80\x80", 0, 2 },
    { " \x80\x80 ", 1, 3 }, { "\xe3\x80\x80\x80", 3, 4 },
};

START_TEST(blanks_are_the_same_from_both_sides)
{
    struct jd_str text = jd_str_of(blanks[_i].text);
    ck_assert_uint_eq(jd_blank_skip(text, 0, text.len), blanks[_i].skipped);
    ck_assert_uint_eq(jd_blank_skip_back(text, text.len, 0), blanks[_i].back);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("doc/piece");
    TCase *tcase = tcase_create("piece");
    int count = sizeof texts / sizeof *texts;
    tcase_set_timeout(tcase, 30);
    tcase_add_loop_test(tcase, pieces_tile_a_text_from_every_byte, 0, count);
    tcase_add_loop_test(tcase, blank_pieces_have_an_owner_near_by, 0, count);
    tcase_add_test(tcase, a_long_line_is_cut_behind_a_sentence_when_there_is_one);
    tcase_add_test(tcase, a_cut_depends_only_on_the_text_around_it);
    tcase_add_loop_test(tcase, blanks_are_the_same_from_both_sides, 0,
                        sizeof blanks / sizeof *blanks);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return jd_run_tests("doc/piece", make_suite());
}
