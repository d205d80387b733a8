/* SPDX-License-Identifier: MIT */
#include "jingdu/ui/memory.h"

#include <stdlib.h>

#include "jingdu/base/clock.h"
#include "jingdu/base/file.h"
#include "jingdu/doc/identity.h"
#include "jingdu/store/kept.h"

#include "jingdu/base/banned.h"

enum { UNDO_MAX = 100 };

struct change {
    struct jd_bookmark before; /* as it was; deleted when it was not there */
    struct jd_buf bytes;
    const char *what; /* "mark set" */
};

struct jd_memory {
    struct jd_store *store; /* may be NULL */
    const struct jd_article *article;
    const struct jd_document *doc;
    struct jd_id identity;
    struct jd_article_record record;
    struct jd_arena arena; /* strings of record */
    bool is_known; /* the record is in the store, and identity is one of its texts */
    struct jd_marker *markers;
    size_t count, cap;
    struct jd_marker *pending; /* records that are not on the disk, oldest first */
    size_t pending_count, pending_cap;
    struct change *changes;
    size_t change_count, change_cap;
    bool has_place;
    size_t place;
    enum jd_anchor_state place_state;
    bool is_stale;
    size_t reading;
    int percent;
};

/* ---- values ------------------------------------------------------------------------ */

static struct jd_str copy_str(struct jd_buf *bytes, struct jd_str text)
{
    size_t at = bytes->len;
    jd_buf_add(bytes, text);
    jd_buf_add_char(bytes, '\0');
    return jd_str_make(bytes->data + at, text.len);
}

/* *to becomes *from with its strings in bytes. */
static void copy_bookmark(struct jd_bookmark *to, const struct jd_bookmark *from,
                          struct jd_buf *bytes)
{
    const struct jd_quote *place = &from->place;
    struct jd_buf fresh = JD_BUF_INIT;
    jd_buf_reserve(&fresh, place->quote.len + place->before.len + place->after.len +
                               from->note.len + 4); /* so that nothing moves */
    struct jd_bookmark copy = *from;
    copy.place.quote = copy_str(&fresh, place->quote);
    copy.place.before = copy_str(&fresh, place->before);
    copy.place.after = copy_str(&fresh, place->after);
    copy.note = copy_str(&fresh, from->note);
    jd_buf_release(bytes);
    *bytes = fresh;
    *to = copy;
}

static void release_markers(struct jd_marker *markers, size_t count)
{
    for (size_t i = 0; i < count; i++)
        jd_buf_release(&markers[i].bytes);
}

static int compare_markers(const void *a, const void *b)
{
    const struct jd_marker *x = a, *y = b;
    bool x_lost = x->state == JD_ANCHOR_LOST, y_lost = y->state == JD_ANCHOR_LOST;
    if (x_lost != y_lost)
        return x_lost ? 1 : -1;
    if (x->byte != y->byte)
        return x->byte < y->byte ? -1 : 1;
    int x_letter = x->record.letter ? x->record.letter : 'z' + 1, /* quick marks last */
        y_letter = y->record.letter ? y->record.letter : 'z' + 1;
    if (x_letter != y_letter)
        return x_letter - y_letter;
    if (x->record.created_at != y->record.created_at)
        return x->record.created_at < y->record.created_at ? -1 : 1;
    return memcmp(x->record.id.bytes, y->record.id.bytes, sizeof x->record.id.bytes);
}

/* ---- what the store knows ---------------------------------------------------------- */

static void add_marker(struct jd_memory *memory, const struct jd_bookmark *record)
{
    memory->markers =
        jd_grow(memory->markers, memory->count, &memory->cap, sizeof *memory->markers);
    struct jd_marker *marker = &memory->markers[memory->count++];
    *marker = (struct jd_marker){ .bytes = JD_BUF_INIT };
    copy_bookmark(&marker->record, record, &marker->bytes);
    marker->state = jd_anchor_find(memory->doc, &marker->record.place, &marker->byte);
}

static void sort_markers(struct jd_memory *memory)
{
    if (memory->count)
        qsort(memory->markers, memory->count, sizeof *memory->markers, compare_markers);
}

/* A changed record takes the place of what was known under its id. */
static void apply(struct jd_memory *memory, const struct jd_bookmark *record)
{
    for (size_t i = 0; i < memory->count; i++)
        if (jd_id_eq(memory->markers[i].record.id, record->id)) {
            jd_buf_release(&memory->markers[i].bytes);
            memory->markers[i] = memory->markers[--memory->count];
            break;
        }
    if (!record->stamp.deleted && jd_id_eq(record->article, memory->record.id))
        add_marker(memory, record);
    sort_markers(memory);
}

void jd_memory_refresh(struct jd_memory *memory)
{
    struct jd_arena arena = JD_ARENA_INIT;
    struct jd_bookmark_list list;
    struct jd_error err = JD_ERROR_INIT;
    if (memory->store &&
        jd_bookmark_of_article(memory->store, memory->record.id, &arena, &list, &err)) {
        release_markers(memory->markers, memory->count);
        memory->count = 0;
        for (size_t i = 0; i < list.count; i++)
            add_marker(memory, &list.marks[i]);
        for (size_t i = 0; i < memory->pending_count; i++)
            apply(memory, &memory->pending[i].record);
        sort_markers(memory);
    }
    jd_arena_release(&arena);
}

static struct jd_str keep(struct jd_memory *memory, struct jd_str text)
{
    return jd_str_make(jd_arena_copy(&memory->arena, text.ptr, text.len), text.len);
}

/* The record of an article that the store does not know yet. */
static void describe(struct jd_memory *memory)
{
    struct jd_buf title = JD_BUF_INIT;
    jd_article_title(memory->article, &title);
    memory->record.title = keep(memory, jd_buf_str(&title));
    memory->record.date = keep(memory, jd_document_head(memory->doc)->date);
    jd_buf_release(&title);
}

static void find_place(struct jd_memory *memory)
{
    struct jd_arena arena = JD_ARENA_INIT;
    struct jd_quote quote;
    struct jd_error err = JD_ERROR_INIT;
    if (jd_store_place_get(memory->store, memory->record.id, &arena, &quote, &err)) {
        memory->has_place = true;
        memory->place_state = jd_anchor_find(memory->doc, &quote, &memory->place);
        memory->percent = memory->record.read;
    }
    jd_arena_release(&arena);
}

/* Take a record as that of this article, with its place and bookmarks. */
static bool look_up(struct jd_memory *memory, struct jd_id identity, const char *path,
                    const uint64_t *likeness)
{
    struct jd_error err = JD_ERROR_INIT;
    if (!jd_store_article_find(memory->store, identity, path, likeness, &memory->arena,
                               &memory->record, &err))
        return false;
    find_place(memory);
    jd_memory_refresh(memory);
    return true;
}

/* Another article may have been written to the path of an old one: then nothing of what
 * is known of the old one is found in its text. */
static bool is_other(const struct jd_memory *memory)
{
    bool lost = !memory->has_place || memory->place_state == JD_ANCHOR_LOST;
    for (size_t i = 0; i < memory->count; i++)
        lost = lost && memory->markers[i].state == JD_ANCHOR_LOST;
    return lost && (memory->has_place || memory->count);
}

static void forget(struct jd_memory *memory)
{
    release_markers(memory->markers, memory->count);
    memory->count = 0;
    memory->has_place = false;
    memory->percent = 0;
    memory->record = (struct jd_article_record){ .id = memory->identity };
}

/* Identity, then likeness, then path. */
static void find_record(struct jd_memory *memory, const char *path)
{
    if (look_up(memory, memory->identity, NULL, NULL))
        return;
    struct jd_likeness likeness;
    jd_likeness_of(jd_article_text(memory->article), &likeness);
    if (look_up(memory, JD_ID_NONE, NULL, likeness.least))
        return;
    if (!path || !look_up(memory, JD_ID_NONE, path, NULL) || is_other(memory))
        forget(memory);
}

struct jd_memory *jd_memory_new(struct jd_store *store, const struct jd_article *article)
{
    struct jd_memory *memory = jd_alloc_zero(1, sizeof *memory);
    memory->store = store;
    memory->article = article;
    memory->doc = jd_article_document(article);
    if (!store)
        return memory;
    memory->identity = jd_identity_of(jd_article_text(article));
    struct jd_buf path = JD_BUF_INIT;
    if (strcmp(jd_article_path(article), "-") != 0)
        jd_file_absolute(jd_article_path(article), &path);
    find_record(memory, path.len ? path.data : NULL);
    if (path.len)
        memory->record.path = keep(memory, jd_buf_str(&path));
    jd_buf_release(&path);
    describe(memory);
    return memory;
}

void jd_memory_free(struct jd_memory *memory)
{
    if (!memory)
        return;
    release_markers(memory->markers, memory->count);
    release_markers(memory->pending, memory->pending_count);
    for (size_t i = 0; i < memory->change_count; i++)
        jd_buf_release(&memory->changes[i].bytes);
    free(memory->markers);
    free(memory->pending);
    free(memory->changes);
    jd_arena_release(&memory->arena);
    free(memory);
}

/* ---- asking ------------------------------------------------------------------------ */

bool jd_memory_place(const struct jd_memory *memory, size_t *byte,
                     enum jd_anchor_state *state)
{
    *byte = memory->place;
    *state = memory->place_state;
    return memory->has_place;
}

size_t jd_memory_count(const struct jd_memory *memory)
{
    return memory->count;
}

const struct jd_marker *jd_memory_at(const struct jd_memory *memory, size_t index)
{
    return &memory->markers[index];
}

const struct jd_marker *jd_memory_letter(const struct jd_memory *memory, char letter)
{
    for (size_t i = 0; i < memory->count; i++)
        if (letter && memory->markers[i].record.letter == letter)
            return &memory->markers[i];
    return NULL;
}

const struct jd_marker *jd_memory_between(const struct jd_memory *memory, size_t start,
                                          size_t end)
{
    const struct jd_marker *first = NULL;
    for (size_t i = 0; i < memory->count; i++) {
        const struct jd_marker *marker = &memory->markers[i];
        if (marker->state == JD_ANCHOR_LOST || marker->byte >= end)
            break;
        if (marker->byte >= start &&
            (!first || (!first->record.letter && marker->record.letter)))
            first = marker;
    }
    return first;
}

struct jd_id jd_memory_article(const struct jd_memory *memory)
{
    return memory->record.id;
}

/* ---- writing down ------------------------------------------------------------------ */

/* The text of a pipe is kept, so that what is marked in it can be found again. */
static void keep_pipe(struct jd_memory *memory)
{
    struct jd_str text = jd_article_text(memory->article);
    struct jd_buf folder = JD_BUF_INIT, path = JD_BUF_INIT;
    struct jd_error err = JD_ERROR_INIT;
    if (strcmp(jd_article_path(memory->article), "-") == 0 &&
        text.len <= JD_KEPT_TEXT_MAX && jd_kept_folder(&folder) &&
        jd_kept_save(folder.data, memory->identity, text, &path, &err))
        memory->record.path = keep(memory, jd_buf_str(&path));
    jd_buf_release(&folder);
    jd_buf_release(&path);
}

static bool save_article(struct jd_memory *memory, struct jd_error *err)
{
    if (memory->is_known)
        return true;
    struct jd_likeness likeness;
    jd_likeness_of(jd_article_text(memory->article), &likeness);
    memory->record.opened_at = jd_clock_now_ms();
    memory->record.read = memory->percent;
    memory->record.stamp.deleted = false;
    keep_pipe(memory);
    return jd_store_article_save(memory->store, &memory->record, memory->identity,
                                 likeness.least, err);
}

static bool save_pending(struct jd_memory *memory, struct jd_error *err)
{
    for (size_t i = 0; i < memory->pending_count; i++)
        if (!jd_bookmark_save(memory->store, &memory->pending[i].record, err))
            return false;
    return true;
}

static bool save_place(struct jd_memory *memory, struct jd_error *err)
{
    if (!memory->is_stale)
        return true;
    struct jd_buf bytes = JD_BUF_INIT;
    struct jd_quote place;
    jd_anchor_make(memory->doc, memory->reading, &bytes, &place);
    bool ok = jd_store_place_save(memory->store, memory->record.id, &place,
                                  memory->percent, err);
    jd_buf_release(&bytes);
    return ok;
}

/* Everything that is not on the disk, as one transaction. */
bool jd_memory_save(struct jd_memory *memory, struct jd_error *err)
{
    if (!memory->pending_count && !memory->is_stale)
        return true;
    if (!memory->store)
        return jd_fail(err, JD_ERR_IO, "there is no place to save to");
    if (!jd_store_begin(memory->store, err))
        return false;
    bool ok =
        save_article(memory, err) && save_pending(memory, err) && save_place(memory, err);
    struct jd_error end_err = JD_ERROR_INIT;
    if (!jd_store_end(memory->store, ok, &end_err) && ok) {
        if (err)
            *err = end_err;
        ok = false;
    }
    if (!ok)
        return false;
    release_markers(memory->pending, memory->pending_count);
    memory->pending_count = 0;
    memory->is_known = true;
    memory->is_stale = false;
    return true;
}

/* Do a change here, then write it down. */
static bool carry_out(struct jd_memory *memory, const struct jd_bookmark *after,
                      struct jd_error *err)
{
    memory->pending = jd_grow(memory->pending, memory->pending_count,
                              &memory->pending_cap, sizeof *memory->pending);
    struct jd_marker *pending = &memory->pending[memory->pending_count++];
    *pending = (struct jd_marker){ .bytes = JD_BUF_INIT };
    copy_bookmark(&pending->record, after, &pending->bytes);
    apply(memory, &pending->record);
    return jd_memory_save(memory, err);
}

static void remember_change(struct jd_memory *memory, const struct jd_bookmark *before,
                            const char *what)
{
    if (memory->change_count == UNDO_MAX) {
        jd_buf_release(&memory->changes[0].bytes);
        memmove(memory->changes, memory->changes + 1,
                --memory->change_count * sizeof *memory->changes);
    }
    memory->changes = jd_grow(memory->changes, memory->change_count, &memory->change_cap,
                              sizeof *memory->changes);
    struct change *change = &memory->changes[memory->change_count++];
    *change = (struct change){ .bytes = JD_BUF_INIT, .what = what };
    copy_bookmark(&change->before, before, &change->bytes);
}

/* ---- changes ----------------------------------------------------------------------- */

/* What a letter stands for now, wherever; false: it is free. */
static bool find_letter(struct jd_memory *memory, char letter, struct jd_arena *arena,
                        struct jd_bookmark *out)
{
    const struct jd_marker *here = jd_memory_letter(memory, letter);
    struct jd_error err = JD_ERROR_INIT;
    if (here) {
        *out = here->record;
        return true;
    }
    return letter >= 'A' && letter <= 'Z' && memory->store &&
           jd_bookmark_global(memory->store, letter, arena, out, &err);
}

bool jd_memory_mark(struct jd_memory *memory, char letter, size_t byte,
                    struct jd_str note, struct jd_error *err)
{
    struct jd_arena arena = JD_ARENA_INIT;
    struct jd_buf bytes = JD_BUF_INIT;
    struct jd_bookmark after = {
        .id = jd_bookmark_id(memory->record.id, letter),
        .article = memory->record.id,
        .letter = letter,
        .note = note,
        .created_at = jd_clock_now_ms(),
    };
    jd_anchor_make(memory->doc, byte, &bytes, &after.place);
    struct jd_bookmark before = after;
    before.stamp.deleted = true;
    bool moved = letter && find_letter(memory, letter, &arena, &before);
    remember_change(memory, &before,
                    moved      ? "mark moved"
                    : note.len ? "note"
                               : "mark set");
    bool ok = carry_out(memory, &after, err);
    jd_buf_release(&bytes);
    jd_arena_release(&arena);
    return ok;
}

bool jd_memory_note(struct jd_memory *memory, const struct jd_bookmark *mark,
                    struct jd_str note, struct jd_error *err)
{
    struct jd_buf bytes = JD_BUF_INIT;
    struct jd_bookmark after;
    copy_bookmark(&after, mark, &bytes); /* mark may be one that the change moves */
    remember_change(memory, mark, "note changed");
    after.note = note;
    bool ok = carry_out(memory, &after, err);
    jd_buf_release(&bytes);
    return ok;
}

bool jd_memory_delete(struct jd_memory *memory, const struct jd_bookmark *mark,
                      struct jd_error *err)
{
    struct jd_buf bytes = JD_BUF_INIT;
    struct jd_bookmark after;
    copy_bookmark(&after, mark, &bytes);
    remember_change(memory, mark, "bookmark deleted");
    after.stamp.deleted = true;
    bool ok = carry_out(memory, &after, err);
    jd_buf_release(&bytes);
    return ok;
}

bool jd_memory_undo(struct jd_memory *memory, struct jd_buf *says, struct jd_error *err)
{
    if (!memory->change_count) {
        jd_buf_add_c(says, "nothing to undo");
        return true;
    }
    struct change change = memory->changes[--memory->change_count];
    jd_buf_printf(says, "undone: %s", change.what);
    if (change.before.letter)
        jd_buf_printf(says, " ('%c)", change.before.letter);
    bool ok = carry_out(memory, &change.before, err);
    jd_buf_release(&change.bytes);
    return ok;
}

/* ---- the place --------------------------------------------------------------------- */

void jd_memory_read_to(struct jd_memory *memory, size_t byte, int percent)
{
    if (byte == memory->reading && percent <= memory->percent && memory->is_known)
        return;
    memory->reading = byte;
    if (percent > memory->percent)
        memory->percent = percent;
    memory->is_stale = memory->store != NULL;
}

bool jd_memory_is_stale(const struct jd_memory *memory)
{
    return memory->is_stale;
}

size_t jd_memory_unsaved(const struct jd_memory *memory)
{
    return memory->pending_count;
}
