/* SPDX-License-Identifier: MIT */
#include "tests/faults/deeds.h"

#include "jingdu/base/mem.h"
#include "jingdu/store/article.h"
#include "jingdu/store/bookmark.h"
#include "tests/faults/look.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "jingdu/base/banned.h"

enum { MARKS_MAX = JD_DEED_STEPS * JD_DEED_BATCH, LAST_SAVE = 99 };

static const char *const names[JD_DEED_COUNT] = {
    [JD_DEED_ADD] = "add",
    [JD_DEED_NOTE] = "note",
    [JD_DEED_DELETE] = "delete",
    [JD_DEED_UNDO] = "undo",
    [JD_DEED_POSITION] = "position",
    [JD_DEED_IMPORT] = "import",
    [JD_DEED_MIGRATION] = "migration",
    [JD_DEED_EMPTY] = "empty",
};

const char *jd_deed_name(int deed)
{
    return names[deed];
}

int jd_deed_by_name(const char *name)
{
    int deed = 0;
    while (deed < JD_DEED_COUNT && strcmp(names[deed], name) != 0)
        deed++;
    return deed;
}

/* ---- the records ------------------------------------------------------------------- */

static struct jd_id make_id(char kind, int deed, int number)
{
    return (struct jd_id){ .bytes = { 0xfa, (uint8_t)kind, (uint8_t)deed,
                                      (uint8_t)(number >> 8), (uint8_t)number, 1, 2,
                                      3 } };
}

/* The article that is there before, and those that steps bring. */
static struct jd_id base_article(int deed)
{
    return make_id('a', deed, LAST_SAVE + 1);
}

static struct jd_id step_article(int deed, int step)
{
    return make_id('a', deed, step);
}

static struct jd_article_record make_article(struct jd_id id)
{
    return (struct jd_article_record){ .id = id,
                                       .title = jd_str_of("王毅访问美国"),
                                       .date = jd_str_of("2023-10-25"),
                                       .path = jd_str_of("/articles/王毅.txt"),
                                       .opened_at = 1700000000000 };
}

/* Long enough that a few of them need a page of their own. */
#define SENTENCE "中国外交部发言人在例行记者会上回答了有关王毅访问美国的提问。"
#define LONG_NOTE                                                                        \
    SENTENCE SENTENCE SENTENCE SENTENCE SENTENCE SENTENCE "\n\ta ' \" % ; --"

static struct jd_quote make_place(int number)
{
    return (struct jd_quote){ .byte = (uint64_t)number * 100 + 7,
                              .text_len = 1000000,
                              .quote = jd_str_of(SENTENCE),
                              .at = 3,
                              .before = jd_str_of("据新华社报道"),
                              .after = jd_str_of("他表示") };
}

static int marks_of(int deed)
{
    switch (deed) {
    case JD_DEED_POSITION:
    case JD_DEED_MIGRATION:
    case JD_DEED_EMPTY:
        return 0;
    case JD_DEED_IMPORT:
        return MARKS_MAX;
    default:
        return JD_DEED_STEPS;
    }
}

static int step_of_mark(int deed, int number)
{
    return deed == JD_DEED_IMPORT ? number / JD_DEED_BATCH : number;
}

/* Is there a mark, or article, only once its step was done? */
static bool step_makes_marks(int deed)
{
    return deed == JD_DEED_ADD || deed == JD_DEED_IMPORT;
}

static bool step_makes_article(int deed)
{
    return deed == JD_DEED_IMPORT || deed == JD_DEED_MIGRATION || deed == JD_DEED_EMPTY;
}

static bool starts_empty(int deed)
{
    return deed == JD_DEED_MIGRATION || deed == JD_DEED_EMPTY;
}

/* A mark as it is before (done false) and after its step. */
static struct jd_bookmark make_mark(int deed, int number, bool done)
{
    struct jd_bookmark mark = { .id = make_id('m', deed, number),
                                .article = base_article(deed),
                                .place = make_place(number),
                                .note = jd_str_of("旧"),
                                .created_at = 1700000000000 + number };
    if (deed == JD_DEED_ADD) {
        mark.letter = (char)('a' + number);
        mark.id = jd_bookmark_id(mark.article, mark.letter);
    }
    if (deed == JD_DEED_IMPORT) {
        mark.article = step_article(deed, step_of_mark(deed, number));
        mark.stamp.changed_at = 1700000000000 + number;
        mark.stamp.device = make_id('d', 0, 0);
    }
    if (deed == JD_DEED_NOTE && done)
        mark.note = jd_str_of(LONG_NOTE);
    mark.stamp.deleted = done ? deed == JD_DEED_DELETE : deed == JD_DEED_UNDO;
    return mark;
}

/* ---- doing ------------------------------------------------------------------------- */

static bool save_article(struct jd_store *store, struct jd_id id, struct jd_error *err)
{
    struct jd_article_record record = make_article(id);
    return jd_store_article_save(store, &record, id, NULL, err);
}

static bool save_position(struct jd_store *store, int deed, int number,
                          struct jd_error *err)
{
    struct jd_quote place = make_place(number);
    return jd_store_place_save(store, base_article(deed), &place, number * 10, err);
}

static bool fill(struct jd_store *store, int deed, struct jd_error *err)
{
    bool ok = save_article(store, base_article(deed), err);
    if (deed == JD_DEED_POSITION)
        ok = ok && save_position(store, deed, 0, err);
    for (int i = 0; i < marks_of(deed) && !step_makes_marks(deed) && ok; i++) {
        struct jd_bookmark mark = make_mark(deed, i, false);
        ok = jd_bookmark_save(store, &mark, err);
    }
    return ok;
}

bool jd_deed_prepare(int deed, const char *path, struct jd_error *err)
{
    if (deed == JD_DEED_MIGRATION)
        return true;
    if (deed == JD_DEED_EMPTY) {
        int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
        return fd < 0 ? jd_fail(err, JD_ERR_IO, "%s", path) : close(fd) == 0;
    }
    struct jd_store *store = NULL;
    struct jd_buf notice = JD_BUF_INIT;
    jd_store_open(path, &store, &notice);
    bool ok = fill(store, deed, err);
    if (ok && notice.len)
        ok = jd_fail(err, JD_ERR_IO, "%s", notice.data);
    jd_store_close(store);
    jd_buf_release(&notice);
    return ok;
}

static bool import(struct jd_store *store, int step, struct jd_error *err)
{
    struct jd_bookmark_row rows[JD_DEED_BATCH];
    struct jd_merge merge;
    for (int i = 0; i < JD_DEED_BATCH; i++) {
        rows[i].mark = make_mark(JD_DEED_IMPORT, step * JD_DEED_BATCH + i, true);
        rows[i].article = make_article(rows[i].mark.article);
    }
    return jd_bookmark_merge(store, rows, JD_DEED_BATCH, &merge, err);
}

bool jd_deed_do(struct jd_store *store, int deed, int step, struct jd_error *err)
{
    if (deed == JD_DEED_POSITION)
        return save_position(store, deed, step + 1, err);
    if (deed == JD_DEED_IMPORT)
        return import(store, step, err);
    if (starts_empty(deed))
        return save_article(store, step_article(deed, step), err);
    struct jd_bookmark mark = make_mark(deed, step, true);
    return jd_bookmark_save(store, &mark, err);
}

/* ---- looking ----------------------------------------------------------------------- */

/* What was found of one record. */
enum state { ABSENT, BEFORE, AFTER };

struct sight {
    int deed;
    enum state marks[MARKS_MAX];
    enum state articles[JD_DEED_STEPS];
    bool has_base;
    int position; /* number of the place; -1: none */
    int read;
};

static enum jd_deed_verdict lost(struct jd_buf *why, const char *what, int number)
{
    jd_buf_printf(why, "%s %d; ", what, number);
    return JD_DEED_LOST;
}

static enum jd_deed_verdict see_mark(struct sight *seen, const struct jd_bookmark *mark,
                                     struct jd_buf *why)
{
    for (int i = 0; i < marks_of(seen->deed); i++) {
        struct jd_bookmark before = make_mark(seen->deed, i, false);
        struct jd_bookmark after = make_mark(seen->deed, i, true);
        if (!jd_id_eq(mark->id, after.id))
            continue;
        if (seen->marks[i] != ABSENT)
            return lost(why, "twice the mark", i);
        if (jd_look_same_mark(mark, &after))
            seen->marks[i] = AFTER;
        else if (!step_makes_marks(seen->deed) && jd_look_same_mark(mark, &before))
            seen->marks[i] = BEFORE;
        else
            return lost(why, "other bytes in the mark", i);
        return JD_DEED_KEPT;
    }
    return lost(why, "a mark nobody made, letter", mark->letter);
}

static enum jd_deed_verdict see_article(struct sight *seen,
                                        const struct jd_article_record *record,
                                        struct jd_buf *why)
{
    struct jd_article_record want = make_article(record->id);
    if (!jd_str_eq(record->title, want.title) || !jd_str_eq(record->date, want.date))
        return lost(why, "other bytes in an article of step", record->id.bytes[4]);
    if (jd_id_eq(record->id, base_article(seen->deed)) && !starts_empty(seen->deed)) {
        seen->has_base = true;
        seen->read = record->read;
        return JD_DEED_KEPT;
    }
    for (int i = 0; i < JD_DEED_STEPS && step_makes_article(seen->deed); i++) {
        if (!jd_id_eq(record->id, step_article(seen->deed, i)))
            continue;
        seen->articles[i] = AFTER;
        return JD_DEED_KEPT;
    }
    return lost(why, "an article nobody saved", record->id.bytes[4]);
}

static enum jd_deed_verdict see_place(struct jd_store *store, struct jd_arena *arena,
                                      struct sight *seen, struct jd_buf *why)
{
    struct jd_quote place;
    struct jd_error err = JD_ERROR_INIT;
    seen->position = -1;
    if (seen->deed != JD_DEED_POSITION)
        return JD_DEED_KEPT;
    if (!jd_store_place_get(store, base_article(seen->deed), arena, &place, &err)) {
        jd_buf_printf(why, "no place: %s; ", err.message);
        return JD_DEED_LOST;
    }
    for (int i = 0; i <= JD_DEED_STEPS; i++) {
        struct jd_quote want = make_place(i);
        if (jd_look_same_place(&place, &want))
            seen->position = i;
    }
    return seen->position < 0 ? lost(why, "a place nobody saved", (int)place.byte)
                              : JD_DEED_KEPT;
}

static enum jd_deed_verdict see(struct jd_store *store, struct jd_arena *arena,
                                struct sight *seen, struct jd_buf *why)
{
    struct jd_bookmark_row *rows = NULL;
    struct jd_article_record *records = NULL;
    size_t row_count = 0, record_count = 0;
    struct jd_error err = JD_ERROR_INIT;
    if (!jd_bookmark_all(store, true, arena, &rows, &row_count, &err) ||
        !jd_store_article_list(store, arena, &records, &record_count, &err)) {
        jd_buf_printf(why, "not read: %s; ", err.message);
        return JD_DEED_LOST;
    }
    enum jd_deed_verdict verdict = JD_DEED_KEPT;
    for (size_t i = 0; i < row_count && verdict == JD_DEED_KEPT; i++)
        verdict = see_mark(seen, &rows[i].mark, why);
    for (size_t i = 0; i < record_count && verdict == JD_DEED_KEPT; i++)
        verdict = see_article(seen, &records[i], why);
    return verdict == JD_DEED_KEPT ? see_place(store, arena, seen, why) : verdict;
}

/* ---- judging ----------------------------------------------------------------------- */

static bool has_bit(unsigned bits, int step)
{
    return (bits >> step & 1) != 0;
}

/* All records of a step are in one state, which is one that it may be in. */
static enum jd_deed_verdict judge_step(const struct sight *seen, int step,
                                       struct jd_deed_log log, struct jd_buf *why)
{
    bool any_done = false, any_undone = false;
    for (int i = 0; i < marks_of(seen->deed); i++) {
        if (step_of_mark(seen->deed, i) != step)
            continue;
        any_done |= seen->marks[i] == AFTER;
        any_undone |= seen->marks[i] != AFTER;
        if (seen->marks[i] == ABSENT && !step_makes_marks(seen->deed))
            return lost(why, "gone: the mark", i);
    }
    if (step_makes_article(seen->deed)) {
        any_done |= seen->articles[step] == AFTER;
        any_undone |= seen->articles[step] != AFTER;
    }
    if (any_undone && has_bit(log.acked, step))
        return lost(why, "acknowledged and not there: step", step);
    if (any_done && !has_bit(log.asked, step))
        return lost(why, "there and never asked for: step", step);
    if (any_done && any_undone)
        return lost(why, "half there: step", step);
    return JD_DEED_KEPT;
}

static enum jd_deed_verdict judge_position(const struct sight *seen,
                                           struct jd_deed_log log, struct jd_buf *why)
{
    int least = 0, most = 0;
    for (int i = 0; i < JD_DEED_STEPS; i++) {
        least = has_bit(log.acked, i) ? i + 1 : least;
        most = has_bit(log.asked, i) ? i + 1 : most;
    }
    if (seen->position < least || seen->position > most)
        return lost(why, "not the last place but number", seen->position);
    if (seen->read != seen->position * 10)
        return lost(why, "read is not of that place but", seen->read);
    return JD_DEED_KEPT;
}

static enum jd_deed_verdict judge(const struct sight *seen, struct jd_deed_log log,
                                  struct jd_buf *why)
{
    if (!seen->has_base && !starts_empty(seen->deed))
        return lost(why, "gone: the article", 0);
    if (seen->deed == JD_DEED_POSITION)
        return judge_position(seen, log, why);
    enum jd_deed_verdict verdict = JD_DEED_KEPT;
    for (int i = 0; i < JD_DEED_STEPS && verdict == JD_DEED_KEPT; i++)
        verdict = judge_step(seen, i, log, why);
    return verdict;
}

/* A fault that is over must not keep anybody from saving. */
static enum jd_deed_verdict save_again(struct jd_store *store, int deed,
                                       struct jd_buf *why)
{
    struct jd_error err = JD_ERROR_INIT;
    if (jd_store_can_save(store, NULL) &&
        save_article(store, step_article(deed, LAST_SAVE), &err))
        return JD_DEED_KEPT;
    jd_buf_printf(why, "no saving any more: %s; ", err.message);
    return JD_DEED_LOST;
}

enum jd_deed_verdict jd_deed_check(int deed, const char *path, struct jd_deed_log log,
                                   struct jd_buf *why)
{
    struct sight seen = { .deed = deed };
    struct jd_store *store = NULL;
    struct jd_buf notice = JD_BUF_INIT;
    struct jd_arena arena = JD_ARENA_INIT;
    jd_store_open(path, &store, &notice);
    enum jd_deed_verdict verdict = see(store, &arena, &seen, why);
    if (verdict == JD_DEED_KEPT)
        verdict = judge(&seen, log, why);
    if (verdict == JD_DEED_KEPT)
        verdict = save_again(store, deed, why);
    jd_store_close(store);
    if (notice.len) {
        jd_buf_printf(why, "notice: %s; ", notice.data);
        verdict = JD_DEED_CORRUPT;
    }
    if (!jd_look_is_whole(path, why) || !jd_look_is_alone(path, why))
        verdict = JD_DEED_CORRUPT;
    jd_buf_release(&notice);
    jd_arena_release(&arena);
    return verdict;
}
