/* SPDX-License-Identifier: MIT */
#include "tests/doc/edits.h"

#include <stdlib.h>

#include "jingdu/base/mem.h"
#include "jingdu/text/han.h"
#include "jingdu/text/utf8.h"

#include "tests/doc/typeset.h"
#include "tests/support/mix.h"

struct sentence {
    struct jd_buf text;
    bool is_marked, is_new, is_touched;
};

struct paragraph {
    struct jd_str before, after; /* its markup */
    struct sentence *list;
    size_t count, cap;
    bool is_head; /* byline, date, address: left alone */
};

struct script {
    struct paragraph *list;
    size_t count, cap;
    size_t sentences; /* of the original */
    uint64_t state;
};

static size_t roll(struct script *script, size_t sides)
{
    return (size_t)(jd_mix_next(&script->state) >> 20) % sides;
}

/* ---- words ------------------------------------------------------------------------- */

static const char *const words[] = { "城市",   "计划",    "去年",   "专家们", "新近",
                                     "明确",   "方案",    "提升",   "记录",   "市民",
                                     "三个月", "重新",    "讨论会", "支持",   "资料",
                                     "北方",   "有关部门" };
static const char *const clauses[] = {
    "据当地媒体报道，",     "事实上，",         "在业内人士看来，",
    "正如人们预料的那样，", "按照原来的安排，", "经过多次讨论之后，",
    "虽然条件并不成熟，",   "到目前为止，",
};
static const char *const strangers[] = {
    "当天夜里下起了大雨，山路上的车灯一直亮到清晨。",
    "图书馆计划在下个月延长开放时间，方便附近的学生自习。",
    "他把旧照片一张张摆在桌上，却怎么也想不起拍照的人是谁。",
    "火车晚点了四十分钟，站台上的人们开始互相分食橘子。",
    "这家面馆只卖三种面，可是每天中午门口都排着长队。",
    "专家提醒，气温骤降时老人外出应当注意保暖。",
    "新修的步道全程七公里，沿途设有十二个休息点。",
    "“我没有别的要求，只希望孩子们能按时回家。”老人说。",
};
#define PICK(script, list) (list)[roll(script, sizeof(list) / sizeof *(list))]

static bool is_word_sign(uint32_t cp)
{
    return jd_han_is(cp) || cp == SIGN_WORD;
}

/* A run of up to max characters that are words, somewhere in the text. */
static bool pick_run(struct script *script, struct jd_str text, size_t max, size_t *from,
                     size_t *to)
{
    for (int attempt = 0; attempt < 20 && text.len; attempt++) {
        size_t at = jd_utf8_floor(text, roll(script, text.len)), count = 0;
        *from = *to = at;
        while (*to < text.len && count < max &&
               is_word_sign(jd_utf8_next(text, *to).cp)) {
            *to += jd_utf8_next(text, *to).len;
            count++;
        }
        if (count)
            return true;
    }
    return false;
}

static void splice(struct jd_buf *text, size_t from, size_t to, const char *with)
{
    struct jd_buf whole = JD_BUF_INIT;
    jd_buf_add(&whole, jd_str_sub(jd_buf_str(text), 0, from));
    jd_buf_add_c(&whole, with);
    jd_buf_add(&whole, jd_str_sub(jd_buf_str(text), to, text->len));
    jd_buf_release(text);
    *text = whole;
}

static void replace_word(struct script *script, struct jd_buf *text)
{
    size_t from, to;
    if (pick_run(script, jd_buf_str(text), 2 + roll(script, 2), &from, &to))
        splice(text, from, to, PICK(script, words));
}

static void replace_character(struct script *script, struct jd_buf *text)
{
    size_t from, to;
    char one[8] = { 0 };
    struct jd_str word = jd_str_of(PICK(script, words));
    memcpy(one, word.ptr, jd_utf8_next(word, 0).len);
    if (pick_run(script, jd_buf_str(text), 1, &from, &to))
        splice(text, from, to, one);
}

/* The comma at or behind at, or none. */
static size_t find_comma(struct jd_str text, size_t at)
{
    return jd_str_find(text, jd_str_of("，"), at);
}

static void insert_clause(struct script *script, struct jd_buf *text)
{
    size_t comma = find_comma(jd_buf_str(text), roll(script, text->len + 1));
    size_t at = comma == (size_t)-1 ? 0 : comma + 3;
    if (at || jd_utf8_next(jd_buf_str(text), 0).cp != '*')
        splice(text, at, at, PICK(script, clauses));
}

/* The words between two commas, unless that is most of the sentence. */
static void remove_clause(struct script *script, struct jd_buf *text)
{
    struct jd_str whole = jd_buf_str(text);
    size_t from = find_comma(whole, roll(script, text->len + 1));
    size_t to = from == (size_t)-1 ? from : find_comma(whole, from + 3);
    if (to != (size_t)-1 && (to - from) * 5 <= text->len * 2)
        splice(text, from, to, "");
    else
        replace_word(script, text);
}

static void add_particle(struct script *script, struct jd_buf *text)
{
    size_t from, to;
    if (pick_run(script, jd_buf_str(text), 2, &from, &to))
        splice(text, to, to, "的");
}

static void change(struct script *script, struct jd_buf *text)
{
    static void (*const ways[])(struct script *, struct jd_buf *) = {
        replace_word, replace_word,  replace_character, replace_character,
        add_particle, insert_clause, remove_clause,
    };
    if (text->len)
        PICK(script, ways)(script, text);
}

/* ---- taking the article apart ------------------------------------------------------ */

static struct sentence *add_sentence(struct paragraph *paragraph, size_t at)
{
    paragraph->list = jd_grow(paragraph->list, paragraph->count, &paragraph->cap,
                              sizeof *paragraph->list);
    struct sentence *slot = paragraph->list + at;
    memmove(slot + 1, slot, (paragraph->count++ - at) * sizeof *slot);
    *slot = (struct sentence){ .text = JD_BUF_INIT, .is_new = true };
    return slot;
}

static struct paragraph *add_paragraph(struct script *script, size_t at)
{
    script->list =
        jd_grow(script->list, script->count, &script->cap, sizeof *script->list);
    struct paragraph *slot = script->list + at;
    memmove(slot + 1, slot, (script->count++ - at) * sizeof *slot);
    *slot = (struct paragraph){ .before = JD_STR_EMPTY, .after = JD_STR_EMPTY };
    return slot;
}

/* Behind the first 。！？… of the line and the quotes that close there. */
static size_t sentence_end(struct jd_str line, size_t at)
{
    bool is_over = false;
    while (at < line.len) {
        struct jd_cp cp = jd_utf8_next(line, at);
        bool is_mark =
            cp.cp == 0x3002 || cp.cp == 0xFF01 || cp.cp == 0xFF1F || cp.cp == 0x2026;
        if (is_over && !is_mark && cp.cp != 0x201D && cp.cp != 0x2019)
            break;
        is_over |= is_mark;
        at += cp.len;
    }
    return at;
}

static void split_line(struct script *script, struct jd_str article, size_t start,
                       size_t end)
{
    static const char *const marks[] = { "## ", "# ", "- ", "> ", "**" };
    struct paragraph *paragraph = add_paragraph(script, script->count);
    struct jd_str line = jd_str_sub(article, start, end);
    paragraph->is_head = script->count > 1 && script->count <= 4;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (!paragraph->before.len && jd_str_starts(line, jd_str_of(marks[i])))
            paragraph->before = jd_str_of(marks[i]);
    }
    if (jd_str_eq_c(paragraph->before, "**") && jd_str_ends(line, jd_str_of("**")))
        paragraph->after = paragraph->before;
    else if (jd_str_eq_c(paragraph->before, "**"))
        paragraph->before = JD_STR_EMPTY;
    line = jd_str_sub(line, paragraph->before.len, line.len - paragraph->after.len);
    for (size_t at = 0; at < line.len;) {
        size_t to = sentence_end(line, at);
        struct sentence *sentence = add_sentence(paragraph, paragraph->count);
        sentence->is_new = false;
        jd_buf_add(&sentence->text, jd_str_sub(line, at, to));
        script->sentences++;
        at = to;
    }
}

static void take_apart(struct script *script, struct jd_str article)
{
    for (size_t at = 0; at < article.len;) {
        size_t end = jd_str_find(article, jd_str_of("\n"), at);
        if (end == (size_t)-1)
            end = article.len;
        if (end > at)
            split_line(script, article, at, end);
        at = end + 1;
    }
}

/* Mark a character of a sentence of the article; where that sentence stands in it. */
static void set_mark(struct script *script, struct jd_str article, struct edited *out)
{
    for (;;) {
        struct paragraph *paragraph = &script->list[roll(script, script->count)];
        struct sentence *sentence = &paragraph->list[roll(script, paragraph->count)];
        size_t from, to;
        if (paragraph->is_head ||
            !pick_run(script, jd_buf_str(&sentence->text), 1, &from, &to))
            continue;
        out->mark = jd_str_find(article, jd_buf_str(&sentence->text), 0) + from;
        splice(&sentence->text, from, from, "\uE002");
        sentence->is_marked = true;
        return;
    }
}

/* ---- paragraphs -------------------------------------------------------------------- */

static size_t marked_paragraph(const struct script *script)
{
    for (size_t p = 0; p < script->count; p++)
        for (size_t s = 0; s < script->list[p].count; s++)
            if (script->list[p].list[s].is_marked)
                return p;
    return script->count;
}

/* One behind the head. */
static size_t pick_paragraph(struct script *script)
{
    return 4 + roll(script, script->count - 4);
}

static void move_paragraph(struct script *script)
{
    size_t from = pick_paragraph(script), to = pick_paragraph(script);
    struct paragraph moved = script->list[from];
    memmove(script->list + from, script->list + from + 1,
            (script->count - from - 1) * sizeof moved);
    memmove(script->list + to + 1, script->list + to,
            (script->count - to - 1) * sizeof moved);
    script->list[to] = moved;
}

static void add_stranger(struct script *script, size_t at)
{
    struct paragraph *paragraph = add_paragraph(script, at);
    for (size_t n = 1 + roll(script, 3); n > 0; n--)
        jd_buf_add_c(&add_sentence(paragraph, 0)->text, PICK(script, strangers));
}

static void insert_sentence(struct script *script)
{
    struct paragraph *paragraph = &script->list[pick_paragraph(script)];
    struct sentence *sentence =
        add_sentence(paragraph, roll(script, paragraph->count + 1));
    jd_buf_add_c(&sentence->text, PICK(script, strangers));
}

static void drop_sentence(struct paragraph *paragraph, size_t at)
{
    jd_buf_release(&paragraph->list[at].text);
    memmove(paragraph->list + at, paragraph->list + at + 1,
            (--paragraph->count - at) * sizeof *paragraph->list);
}

static void delete_sentence(struct script *script)
{
    struct paragraph *paragraph = &script->list[pick_paragraph(script)];
    size_t at = paragraph->count ? roll(script, paragraph->count) : 0;
    if (paragraph->count && !paragraph->list[at].is_marked)
        drop_sentence(paragraph, at);
}

static void delete_paragraph(struct script *script)
{
    size_t at = pick_paragraph(script);
    if (at == marked_paragraph(script))
        return;
    while (script->list[at].count)
        drop_sentence(&script->list[at], 0);
}

/* Nothing would stand between the marked sentence and a paragraph put in at at. */
static bool is_beside(const struct script *script, size_t at, size_t marked)
{
    size_t from = at <= marked ? at : marked + 1, to = at <= marked ? marked : at;
    for (size_t p = from; p < to; p++)
        for (size_t s = 0; s < script->list[p].count; s++)
            if (script->list[p].list[s].text.len)
                return false;
    return true;
}

/*
 * The twin may stand anywhere, but where the marked sentence was deleted not in its
 * place: there it would be what has become of it.
 */
static void insert_twin(struct script *script, struct jd_str original, bool is_lost)
{
    size_t marked = marked_paragraph(script), at;
    struct jd_buf twin = JD_BUF_INIT;
    jd_buf_add(&twin, original);
    for (size_t n = 1 + roll(script, 4); n > 0 || jd_str_eq(jd_buf_str(&twin), original);
         n -= n > 0)
        replace_word(script, &twin);
    do {
        at = pick_paragraph(script);
    } while (is_lost && is_beside(script, at, marked));
    struct paragraph *paragraph = &script->list[at];
    if (is_lost || roll(script, 2))
        paragraph = add_paragraph(script, at);
    struct sentence *sentence =
        add_sentence(paragraph, roll(script, paragraph->count + 1));
    for (size_t i = 0; i < twin.len;) {
        struct jd_cp cp = jd_utf8_next(jd_buf_str(&twin), i);
        if (cp.cp != SIGN_WORD)
            jd_utf8_add(&sentence->text, cp.cp);
        i += cp.len;
    }
    jd_buf_release(&twin);
}

static void change_others(struct script *script, size_t per_thirty)
{
    for (size_t p = 0; p < script->count; p++) {
        struct paragraph *paragraph = &script->list[p];
        for (size_t s = 0; s < paragraph->count && !paragraph->is_head; s++) {
            struct sentence *sentence = &paragraph->list[s];
            if (sentence->is_marked || roll(script, 30) >= per_thirty)
                continue;
            change(script, &sentence->text);
            sentence->is_touched = true;
        }
    }
}

static struct sentence *marked_sentence(struct script *script)
{
    struct paragraph *paragraph = &script->list[marked_paragraph(script)];
    struct sentence *sentence = paragraph->list;
    while (!sentence->is_marked)
        sentence++;
    return sentence;
}

static void change_marked(struct script *script)
{
    struct sentence *sentence = marked_sentence(script);
    for (size_t n = 1 + roll(script, 3); n > 0; n--)
        change(script, &sentence->text);
    sentence->is_touched = true;
}

/* It stays as an empty one until all is done, so that its place is known. */
static void lose_marked(struct script *script)
{
    struct sentence *sentence = marked_sentence(script);
    if (!roll(script, 3)) {
        struct paragraph *paragraph = &script->list[marked_paragraph(script)];
        for (size_t s = 0; s < paragraph->count; s++)
            jd_buf_clear(&paragraph->list[s].text);
    }
    jd_buf_clear(&sentence->text);
    sentence->is_touched = true;
}

static void change_all(struct script *script, unsigned edits)
{
    struct jd_buf original = JD_BUF_INIT;
    jd_buf_add(&original, jd_buf_str(&marked_sentence(script)->text));
    if (edits & (EDIT_WORDS | EDIT_HEAVILY))
        change_others(script, edits & EDIT_HEAVILY ? 12 : 5);
    if (edits & EDIT_MARKED)
        change_marked(script);
    if (edits & EDIT_LOSE)
        lose_marked(script);
    for (size_t n = edits & EDIT_MOVE ? 1 + roll(script, 4) : 0; n > 0; n--)
        move_paragraph(script);
    for (size_t n = edits & EDIT_DELETE ? 1 + roll(script, 3) : 0; n > 0; n--)
        (roll(script, 2) ? delete_paragraph : delete_sentence)(script);
    for (size_t n = edits & EDIT_INSERT ? 1 + roll(script, 3) : 0; n > 0; n--) {
        if (roll(script, 2))
            insert_sentence(script);
        else
            add_stranger(script, pick_paragraph(script));
    }
    if (edits & EDIT_TWIN)
        insert_twin(script, jd_buf_str(&original), edits & EDIT_LOSE);
    for (size_t n = edits & EDIT_FRONT ? 1 + roll(script, 3) : 0; n > 0; n--)
        add_stranger(script, 0);
    jd_buf_release(&original);
}

/* ---- all of it --------------------------------------------------------------------- */

/* One line for each paragraph that has words left; the signs around the marked one. */
static void write_lines(const struct script *script, struct jd_buf *into)
{
    for (size_t p = 0; p < script->count; p++) {
        const struct paragraph *paragraph = &script->list[p];
        size_t len = into->len;
        jd_buf_add(into, paragraph->before);
        size_t words_at = into->len;
        for (size_t s = 0; s < paragraph->count; s++) {
            const struct sentence *sentence = &paragraph->list[s];
            bool has_signs = sentence->is_marked && sentence->text.len;
            if (has_signs)
                jd_utf8_add(into, SIGN_START);
            jd_buf_add(into, jd_buf_str(&sentence->text));
            if (has_signs)
                jd_utf8_add(into, SIGN_END);
        }
        jd_buf_add(into, paragraph->after);
        if (into->len - words_at <= paragraph->after.len)
            jd_buf_cut(into, len);
        else
            jd_buf_add_char(into, '\n');
    }
}

static int count_kept(const struct script *script)
{
    size_t kept = 0;
    for (size_t p = 0; p < script->count; p++)
        for (size_t s = 0; s < script->list[p].count; s++) {
            const struct sentence *sentence = &script->list[p].list[s];
            kept += !sentence->is_new && !sentence->is_touched && sentence->text.len;
        }
    return (int)(100 * kept / script->sentences);
}

static void release(struct script *script)
{
    for (size_t p = 0; p < script->count; p++) {
        while (script->list[p].count)
            drop_sentence(&script->list[p], 0);
        free(script->list[p].list);
    }
    free(script->list);
}

void edit_article(struct jd_str article, uint64_t seed, unsigned edits,
                  struct edited *out)
{
    struct script script = { .state = seed * 2654435761U + 97 };
    struct jd_buf lines = JD_BUF_INIT;
    for (int i = 0; i < 4; i++)
        roll(&script, 2);
    take_apart(&script, article);
    set_mark(&script, article, out);
    change_all(&script, edits);
    out->kept = count_kept(&script);
    write_lines(&script, &lines);
    typeset(jd_buf_str(&lines), edits, &script.state, out);
    jd_buf_release(&lines);
    release(&script);
}
