/* SPDX-License-Identifier: MIT */
/*
 * lang/scan gives the places where one character of the needle stands and what is around
 * it looks like the needle. Where the bytes stand together, and nothing near them can
 * make them invisible, that is a match. Everywhere else the block is written out as the
 * reader sees it and searched whole, once.
 *
 * No text makes this quadratic: a block is written out at most once in a pass, and
 * searching it needs two steps a byte; and comparing in vain is paid for by bytes that
 * were passed (WORK), else the block is searched instead.
 */
#include "jingdu/lang/find.h"

#include <stdint.h>
#include <stdlib.h>

#include "jingdu/base/buf.h"
#include "jingdu/base/mem.h"
#include "jingdu/text/utf8.h"
#include "scan.h"

#include "jingdu/base/banned.h"

enum {
    VARIANTS = 3,
    LINK_LOOK = 2 * JD_BLOCK_MAX, /* the target of a link is not longer */
    WORK = 4,                     /* bytes compared for each one passed */
    WORK_SPARE = 65536,
    CUT_BEFORE = 128, /* a long line may be cut so far before or behind a multiple of */
    CUT_BEHIND = 2048 + 64,         /* JD_BLOCK_MAX; see doc/piece */
    CUT_LINE = JD_BLOCK_MAX - 4096, /* and the line began so far before it */
    BACK_FIRST = 16 * 1024,
    BACK_MAX = 1 << 20,
};

struct jd_find {
    struct jd_buf bytes[VARIANTS]; /* what was typed in NFC, in NFD, as it was */
    struct jd_needle needles[VARIANTS];
    size_t count;
};

/* ---- what was typed ---------------------------------------------------------------- */

static bool has_capital(struct jd_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] >= 'A' && text.ptr[i] <= 'Z')
            return true;
    return false;
}

/* Without what has no width and no meaning here; a selector is part of a character. */
static bool counts(uint32_t cp)
{
    bool is_selector = cp - 0xFE00 < 0x10 || cp - 0xE0100 < 0xF0;
    return cp >= ' ' && (is_selector || jd_utf8_fold(cp) != 0);
}

/* Returns false when there is nothing to look for; *is_bad: it is not UTF-8. */
static bool add_typed(struct jd_str typed, struct jd_buf *into, bool *is_bad)
{
    bool any = false;
    for (size_t at = 0; at < typed.len;) {
        struct jd_cp cp = jd_utf8_next(typed, at);
        if (cp.cp == '\t' || cp.cp == '\n' || jd_odd_blank(typed, at))
            jd_buf_add_char(into, ' ');
        else if (counts(cp.cp))
            jd_buf_add(into, jd_str_sub(typed, at, at + cp.len));
        any |= jd_utf8_fold(cp.cp) != 0 && into->len;
        *is_bad |= cp.bad;
        at += cp.len;
    }
    return any;
}

static void add_variant(struct jd_find *find, struct jd_buf *bytes)
{
    bool is_known = false;
    for (size_t i = 0; i < find->count; i++)
        is_known |= jd_str_eq(jd_buf_str(&find->bytes[i]), jd_buf_str(bytes));
    if (is_known) {
        jd_buf_release(bytes);
        return;
    }
    struct jd_buf *own = &find->bytes[find->count];
    *own = *bytes;
    jd_needle_init(&find->needles[find->count++], jd_buf_str(own),
                   !has_capital(jd_buf_str(own)));
}

struct jd_find *jd_find_new(struct jd_str typed)
{
    struct jd_buf plain = JD_BUF_INIT, composed = JD_BUF_INIT, apart = JD_BUF_INIT;
    bool is_bad = false;
    if (!add_typed(typed, &plain, &is_bad)) {
        jd_buf_release(&plain);
        return NULL;
    }
    struct jd_find *find = jd_alloc_zero(1, sizeof *find);
    if (!is_bad) {
        jd_utf8_nfc(jd_buf_str(&plain), &composed);
        jd_utf8_nfd(jd_buf_str(&plain), &apart);
        add_variant(find, &composed);
        add_variant(find, &apart);
    }
    add_variant(find, &plain);
    return find;
}

void jd_find_free(struct jd_find *find)
{
    if (!find)
        return;
    for (size_t i = 0; i < find->count; i++) {
        jd_needle_release(&find->needles[i]);
        jd_buf_release(&find->bytes[i]);
    }
    free(find);
}

/* ---- a block as the reader sees it ------------------------------------------------- */

struct seen {
    char byte;
    uint32_t start, end; /* of what it stands for, from the start of the block */
};

struct sight {
    struct jd_block block;
    struct seen *seen;
    size_t count, cap;
    size_t next, state; /* how far it was searched, and what jd_needle_step said */
};

/* At most one for each byte of the runs, and one between two of them. */
static void make_room(struct sight *sight)
{
    size_t most = sight->block.run_count;
    for (size_t r = 0; r < sight->block.run_count; r++)
        most += sight->block.runs[r].end - sight->block.runs[r].start;
    if (most <= sight->cap)
        return;
    sight->cap = most;
    sight->seen = jd_realloc_array(sight->seen, most, sizeof *sight->seen);
}

static void see(struct sight *sight, char byte, size_t start, size_t end)
{
    sight->seen[sight->count++] =
        (struct seen){ .byte = byte,
                       .start = (uint32_t)(start - sight->block.start),
                       .end = (uint32_t)(end - sight->block.start) };
}

static void see_run(struct sight *sight, struct jd_str text, const struct jd_run *run)
{
    struct jd_str near = jd_str_sub(text, 0, run->end);
    for (size_t at = run->start; at < run->end;) {
        size_t blank = (uint8_t)text.ptr[at] < 0x80 ? 0 : jd_odd_blank(near, at);
        size_t len = blank ? blank : 1;
        see(sight, blank ? ' ' : text.ptr[at], at, at + len);
        at += len;
    }
}

static void look_at_block(struct sight *sight, const struct jd_document *doc, size_t byte)
{
    jd_document_block_at(doc, byte, &sight->block);
    sight->count = sight->next = sight->state = 0;
    make_room(sight);
    for (size_t r = 0; r < sight->block.run_count; r++) {
        const struct jd_run *run = &sight->block.runs[r];
        size_t before = r ? sight->block.runs[r - 1].end : run->start;
        if (run->joint == JD_JOINT_BLANK && before < run->start)
            see(sight, ' ', before, run->start);
        else if (run->joint != JD_JOINT_NONE)
            see(sight, '\n', before, run->start); /* no needle has one */
        see_run(sight, jd_document_text(doc), run);
    }
}

/* ---- one pass over a part of the text ---------------------------------------------- */

struct pass {
    const struct jd_needle *needle;
    const struct jd_document *doc;
    struct jd_str text;
    size_t from, limit; /* matches start here; from moves behind those that were given */
    size_t begin, at, end; /* places are looked for in [at, end) */
    size_t body;           /* the head ends here */
    size_t work;           /* bytes compared */
    size_t link_known;     /* no target of a link is open here */
    bool in_block, has_tail, is_wrapped;
    struct sight sight;
};

static void begin_pass(struct pass *pass, const struct jd_needle *needle,
                       const struct jd_document *doc, size_t from, size_t limit)
{
    struct jd_str text = jd_document_text(doc);
    *pass = (struct pass){ .needle = needle,
                           .doc = doc,
                           .text = text,
                           .from = from,
                           .limit = limit < text.len ? limit : text.len,
                           .body = jd_document_head(doc)->body,
                           .is_wrapped = jd_document_is_wrapped(doc),
                           .sight = { .block = JD_BLOCK_INIT } };
    pass->at = pass->begin = from < pass->body ? from : from + needle->at;
    pass->end = pass->limit + needle->at;
}

static void end_pass(struct pass *pass)
{
    jd_block_release(&pass->sight.block);
    free(pass->sight.seen);
}

/* é is not e, however it is written. And bad bytes are not parts of good characters. */
static bool is_whole(const struct pass *pass, size_t start, size_t end)
{
    const uint8_t *p = (const uint8_t *)pass->text.ptr + end;
    size_t left = pass->text.len - end;
    bool is_accent = left >= 2 && (p[1] & 0xC0) == 0x80 &&
                     (p[0] == 0xCC || (p[0] == 0xCD && p[1] <= 0xAF));
    if (is_accent)
        return false;
    return !pass->needle->is_bad || (jd_utf8_floor(pass->text, start) == start &&
                                     jd_utf8_floor(pass->text, end) == end);
}

/* The next match in the block that is looked at. */
static bool next_in_sight(struct pass *pass, struct jd_found *out)
{
    struct sight *sight = &pass->sight;
    size_t len = pass->needle->bytes.len, base = sight->block.start;
    while (sight->next < sight->count) {
        const struct seen *last = &sight->seen[sight->next++];
        sight->state = jd_needle_step(pass->needle, sight->state, last->byte);
        if (sight->state < len)
            continue;
        size_t start = base + sight->seen[sight->next - len].start;
        *out = (struct jd_found){ start, base + last->end };
        if (start >= pass->from && is_whole(pass, start, out->end))
            return true;
    }
    return false;
}

/* Is start in the target of a link that begins with ]( at mark, as far as it goes? */
static bool is_target_open(struct jd_str text, size_t mark, size_t start)
{
    size_t depth = 0;
    for (size_t at = mark + 1; at < start; at++) {
        if (text.ptr[at] == '\n')
            return false;
        depth += text.ptr[at] == '(';
        if (text.ptr[at] == ')' && --depth == 0)
            return false;
    }
    return true;
}

/* Might the bytes at start be in the target of a link? Looks at most twice at a byte,
 * since where the answer is yes the block is searched and passed. */
static bool is_in_link(struct pass *pass, size_t start)
{
    size_t low = start > LINK_LOOK ? start - LINK_LOOK : 0;
    if (low < pass->link_known)
        low = pass->link_known;
    const char *bytes = pass->text.ptr;
    const char *mark = start > low ? memrchr(bytes + low, ']', start - low) : NULL;
    pass->link_known = start;
    if (!mark || mark[1] != '(')
        return false;
    bool is_open = is_target_open(pass->text, (size_t)(mark - bytes), start);
    if (is_open)
        pass->link_known = (size_t)(mark - bytes);
    return is_open;
}

/* Might a line be cut into blocks inside of this match? */
static bool is_at_cut(const struct pass *pass, size_t start, size_t end)
{
    size_t cut = (end + CUT_BEFORE) / JD_BLOCK_MAX * JD_BLOCK_MAX;
    if (end - start > JD_BLOCK_MAX / 2)
        return true;
    if (!cut || cut + CUT_BEHIND < start)
        return false;
    return !memrchr(pass->text.ptr + cut - CUT_LINE, '\n', start - (cut - CUT_LINE));
}

/* Neither a blank nor a mark. */
static bool is_word_byte(struct jd_str text, size_t at)
{
    uint8_t byte = at < text.len ? (uint8_t)text.ptr[at] : 0;
    return byte >= 0x80 || (byte >= '0' && byte <= '9') ||
           ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z');
}

/* Blanks that begin or end the match, and are not inside of a line for sure? */
static bool has_loose_blank(const struct pass *pass, size_t start, size_t end)
{
    struct jd_str text = pass->text;
    bool before = text.ptr[start] == ' ', after = text.ptr[end - 1] == ' ';
    return (before && (!is_word_byte(text, start - 1) ||
                       (start >= 3 && jd_odd_blank(text, start - 3)) ||
                       (start >= 2 && jd_odd_blank(text, start - 2)))) ||
           (after && (!is_word_byte(text, end) || jd_odd_blank(text, end)));
}

/* A line end that is not shown as a blank: most are known without asking the document. */
static bool is_no_blank(const struct pass *pass, size_t place)
{
    if (pass->text.ptr[place] != '\n')
        return false;
    uint32_t before = place ? jd_utf8_prev(pass->text, place).cp : '\n';
    return !pass->is_wrapped || before == '\n' || before - 0x4E00 < 0x5200 ||
           before - 0x3001 < 3 || before - 0xFF01 < 0x0F;
}

/* What is at place: a match, none, or is the block to be searched? */
static enum jd_fit judge(struct pass *pass, size_t place, struct jd_found *out)
{
    const struct jd_needle *needle = pass->needle;
    if (needle->is_blank && is_no_blank(pass, place))
        return JD_FIT_NOT;
    if (pass->work > WORK_SPARE + WORK * (place - pass->begin))
        return JD_FIT_BROKEN;
    enum jd_fit fit = jd_needle_fit(needle, pass->text, place, &pass->work);
    if (fit != JD_FIT_WHOLE)
        return fit;
    *out =
        (struct jd_found){ place - needle->at, place - needle->at + needle->bytes.len };
    if (out->start < pass->from || !is_whole(pass, out->start, out->end))
        return JD_FIT_NOT;
    bool is_seen = needle->is_plain && !has_loose_blank(pass, out->start, out->end) &&
                   out->start >= pass->body && !is_in_link(pass, out->start) &&
                   !is_at_cut(pass, out->start, out->end);
    return is_seen ? JD_FIT_WHOLE : JD_FIT_BROKEN;
}

/* The next place to judge; SIZE_MAX: none. Broken matches that start before limit may
 * have their character anywhere in the same block. */
static size_t next_place(struct pass *pass)
{
    if (pass->at < pass->body && pass->at < pass->end)
        return pass->at;
    size_t place = jd_needle_next(pass->needle, pass->text, pass->at, pass->end);
    bool is_first = !pass->needle->at && !pass->needle->is_blank;
    if (place != SIZE_MAX || pass->has_tail || is_first || pass->limit >= pass->text.len)
        return place;
    pass->has_tail = true;
    if (pass->at < pass->end)
        pass->at = pass->end;
    jd_document_block_at(pass->doc, pass->limit - 1, &pass->sight.block);
    pass->end = pass->sight.block.end;
    return jd_needle_next(pass->needle, pass->text, pass->at, pass->end);
}

static bool next_match(struct pass *pass, struct jd_found *out)
{
    while (pass->from < pass->limit) {
        if (pass->in_block && next_in_sight(pass, out))
            break;
        if (pass->in_block)
            pass->at = pass->sight.block.end;
        pass->in_block = false;
        size_t place = next_place(pass);
        if (place == SIZE_MAX)
            return false;
        enum jd_fit fit = place < pass->body ? JD_FIT_BROKEN : judge(pass, place, out);
        pass->at = place + 1;
        if (fit == JD_FIT_WHOLE)
            break;
        if (fit == JD_FIT_BROKEN) {
            look_at_block(&pass->sight, pass->doc, place);
            pass->in_block = true;
        }
    }
    if (pass->from >= pass->limit || out->start >= pass->limit)
        return false;
    pass->from = out->start + 1;
    return true;
}

static size_t run_pass(const struct jd_needle *needle, const struct jd_document *doc,
                       size_t from, size_t limit, struct jd_found *out, size_t max)
{
    struct pass pass;
    size_t count = 0;
    begin_pass(&pass, needle, doc, from, limit);
    while (count < max && next_match(&pass, &out[count]))
        count++;
    end_pass(&pass);
    return count;
}

/* ---- all variants ------------------------------------------------------------------ */

/* The first max of both; a place that is in both counts once. Returns how many. */
static size_t merge(struct jd_found *out, size_t count, const struct jd_found *more,
                    size_t more_count, size_t max)
{
    struct jd_found *old = jd_alloc(max * sizeof *old);
    memcpy(old, out, count * sizeof *old);
    size_t i = 0, j = 0, made = 0;
    while (made < max && (i < count || j < more_count)) {
        bool is_old = j == more_count || (i < count && old[i].start <= more[j].start);
        bool is_both = is_old && j < more_count && old[i].start == more[j].start;
        out[made++] = is_old ? old[i++] : more[j++];
        j += is_both;
    }
    free(old);
    return made;
}

size_t jd_find_some(const struct jd_find *find, const struct jd_document *doc,
                    size_t from, size_t limit, struct jd_found *out, size_t max)
{
    size_t count = run_pass(&find->needles[0], doc, from, limit, out, max);
    for (size_t i = 1; i < find->count; i++) {
        struct jd_found *more = jd_alloc(max * sizeof *more);
        size_t until = count == max ? out[max - 1].start : limit;
        size_t found = run_pass(&find->needles[i], doc, from, until, more, max);
        count = merge(out, count, more, found, max);
        free(more);
    }
    return count;
}

bool jd_find_next(const struct jd_find *find, const struct jd_document *doc, size_t from,
                  size_t limit, struct jd_found *out)
{
    return jd_find_some(find, doc, from, limit, out, 1) == 1;
}

bool jd_find_previous(const struct jd_find *find, const struct jd_document *doc,
                      size_t from, size_t limit, struct jd_found *out)
{
    enum { SOME = 64 };
    struct jd_found some[SOME];
    size_t len = jd_document_text(doc).len, chunk = BACK_FIRST;
    bool found = false;
    for (size_t end = limit < len ? limit : len; end > from && !found;) {
        size_t start = end - from < chunk ? from : end - chunk, count = SOME;
        for (size_t at = start; count == SOME; at = out->start + 1) {
            count = jd_find_some(find, doc, at, end, some, SOME);
            if (count) {
                *out = some[count - 1];
                found = true;
            }
        }
        end = start;
        chunk = chunk < BACK_MAX ? 2 * chunk : chunk;
    }
    return found;
}
