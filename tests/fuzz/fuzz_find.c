/* SPDX-License-Identifier: MIT */
/*
 * Any bytes as an article, any others as what is looked for. The input is what was typed,
 * up to a byte 0x1F, and the text behind it. Its first byte says how often the text is
 * repeated, so that small inputs reach the places where long lines are cut. What is found
 * is compared with a plain search in what is seen of each block.
 */
#include <stdint.h>
#include <stdlib.h>

#include "jingdu/base/buf.h"
#include "jingdu/base/mem.h"
#include "jingdu/lang/find.h"
#include "jingdu/text/utf8.h"

#define MUST(cond)                                                                       \
    do {                                                                                 \
        if (!(cond))                                                                     \
            abort();                                                                     \
    } while (0)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { SEPARATOR = 0x1F, MOST = 4096 };

/* All that is seen of a text, byte by byte, with what each byte stands for. */
struct model {
    struct jd_str text;
    char *seen;
    struct jd_found *spans;
    size_t count, cap, span_cap;
};

static void put(struct model *model, char byte, size_t start, size_t end)
{
    model->seen = jd_grow(model->seen, model->count, &model->cap, 1);
    model->spans =
        jd_grow(model->spans, model->count, &model->span_cap, sizeof *model->spans);
    model->seen[model->count] = byte;
    model->spans[model->count++] = (struct jd_found){ start, end };
}

static bool is_blank(uint32_t cp)
{
    return cp == 0xA0 || cp == 0x1680 || cp - 0x2000 < 0xB || cp == 0x202F ||
           cp == 0x205F || cp == 0x3000;
}

static void put_run(struct model *model, const struct jd_run *run)
{
    struct jd_str text = jd_str_sub(model->text, 0, run->end);
    for (size_t at = run->start; at < run->end;) {
        struct jd_cp cp = jd_utf8_next(text, at);
        if (is_blank(cp.cp)) {
            put(model, ' ', at, at + cp.len);
        } else {
            for (size_t i = at; i < at + cp.len; i++)
                put(model, text.ptr[i], i, i + 1);
        }
        at += cp.len;
    }
}

static void make_model(struct model *model, const struct jd_document *doc)
{
    struct jd_block block = JD_BLOCK_INIT;
    *model = (struct model){ .text = jd_document_text(doc) };
    for (size_t at = 0; at < model->text.len; at = block.end) {
        jd_document_block_at(doc, at, &block);
        put(model, '\n', at, at);
        for (size_t r = 0; r < block.run_count; r++) {
            const struct jd_run *run = &block.runs[r];
            size_t before = r ? run[-1].end : at;
            if (run->joint == JD_JOINT_BLANK && before < run->start)
                put(model, ' ', before, run->start);
            else if (run->joint != JD_JOINT_NONE)
                put(model, '\n', before, run->start);
            put_run(model, run);
        }
    }
    jd_block_release(&block);
}

/* Does it stand there, small letters standing for capitals too if there are only such? */
static bool stands_at(const struct model *model, size_t at, struct jd_str form)
{
    bool any_case = true;
    for (size_t i = 0; i < form.len; i++)
        any_case &= form.ptr[i] < 'A' || form.ptr[i] > 'Z';
    if (!form.len || model->count - at < form.len)
        return false;
    for (size_t i = 0; i < form.len; i++) {
        char c = model->seen[at + i];
        if (any_case && c >= 'A' && c <= 'Z')
            c |= 0x20;
        if (c != form.ptr[i])
            return false;
    }
    struct jd_str text = model->text;
    size_t start = model->spans[at].start, end = model->spans[at + form.len - 1].end;
    return jd_utf8_floor(text, start) == start && jd_utf8_floor(text, end) == end &&
           (end == text.len || jd_utf8_next(text, end).cp - 0x300 >= 0x70);
}

/* What a needle keeps as it is. */
static bool is_plain(struct jd_str typed)
{
    for (size_t at = 0; at < typed.len;) {
        struct jd_cp cp = jd_utf8_next(typed, at);
        if (cp.cp < ' ' || is_blank(cp.cp) || jd_utf8_fold(cp.cp) == 0)
            return false;
        at += cp.len;
    }
    return true;
}

static void check_found(const struct jd_find *find, const struct jd_document *doc,
                        struct jd_str typed)
{
    struct jd_buf forms[3] = { JD_BUF_INIT, JD_BUF_INIT, JD_BUF_INIT };
    struct jd_found *some = jd_alloc(MOST * sizeof *some), last, one;
    struct model model;
    bool is_good = jd_utf8_count_bad(typed) == 0;
    size_t len = jd_document_text(doc).len, count = 0;
    jd_buf_add(&forms[0], typed);
    if (is_good) {
        jd_utf8_nfc(typed, &forms[1]);
        jd_utf8_nfd(typed, &forms[2]);
    }
    make_model(&model, doc);
    size_t made = jd_find_some(find, doc, 0, len, some, MOST);
    for (size_t at = 0; at < model.count && count < MOST; at++) {
        size_t form = 0;
        while (form < 3 && !stands_at(&model, at, jd_buf_str(&forms[form])))
            form++;
        if (form == 3)
            continue;
        MUST(count < made && some[count].start == model.spans[at].start);
        MUST(some[count].end == model.spans[at + forms[form].len - 1].end);
        count++;
    }
    MUST(count == made);
    /* Any part of the text gives a part of the same. */
    size_t middle = made ? some[made / 2].start : len / 2;
    MUST(jd_find_next(find, doc, middle, len, &one) == (made > 0));
    MUST(!made || one.start == middle);
    MUST(!jd_find_next(find, doc, middle, middle, &one));
    bool any = jd_find_previous(find, doc, 0, middle, &last);
    MUST(any == (made / 2 > 0));
    MUST(!any || last.start == some[made / 2 - 1].start);
    free(model.seen);
    free(model.spans);
    free(some);
    for (size_t i = 0; i < 3; i++)
        jd_buf_release(&forms[i]);
}

/* What is typed with blanks and the like is only looked at from outside. */
static void check_order(const struct jd_find *find, const struct jd_document *doc)
{
    struct jd_found *some = jd_alloc(MOST * sizeof *some);
    size_t len = jd_document_text(doc).len;
    size_t made = jd_find_some(find, doc, 0, len, some, MOST);
    for (size_t i = 0; i < made; i++) {
        MUST(i == 0 || some[i].start > some[i - 1].start);
        MUST(some[i].start < some[i].end && some[i].end <= len);
    }
    free(some);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    struct jd_str input = jd_str_make((const char *)data + 1, size - 1), typed;
    if (!jd_str_split(&input, SEPARATOR, &typed) || !input.ptr || !input.len)
        return 0;
    struct jd_buf text = JD_BUF_INIT;
    size_t wanted = data[0] >= 0xF0 ? 20000 : 0;
    jd_buf_add_repeat(&text, 'x', data[0] & 3);
    do {
        jd_buf_add(&text, input);
    } while (text.len < wanted);
    struct jd_document *doc = jd_document_new(jd_buf_str(&text));
    struct jd_find *find = jd_find_new(typed);
    if (find && is_plain(typed)) {
        check_found(find, doc, typed);
    } else if (find) {
        check_order(find, doc);
    }
    jd_find_free(find);
    jd_document_free(doc);
    jd_buf_release(&text);
    return 0;
}
