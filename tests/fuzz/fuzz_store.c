/* SPDX-License-Identifier: MIT */
/*
 * Any bytes as the file of the store: opened, read, cared for, written, opened again. No
 * input may break the program; what cannot be saved is refused with a reason; what was
 * saved into a file that is sound is there. Input that starts with "P" is a list of
 * changes to a good file: two bytes of offset (in eighths of a page), one of length, and
 * as many bytes; length 0 cuts the file off there. Else it is the file itself, up to the
 * line
 * "--journal--", behind which its journal follows.
 */
#include <dirent.h>
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "jingdu/base/file.h"
#include "jingdu/base/mem.h"
#include "jingdu/store/bookmark.h"

#include "jingdu/base/banned.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { STEP = 8, MARKS = 6 };

static void must(bool condition)
{
    if (!condition)
        abort();
}

/* ---- the folder -------------------------------------------------------------------- */

static void empty_folder(const char *folder)
{
    DIR *dir = opendir(folder);
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        struct jd_buf name = JD_BUF_INIT;
        jd_buf_printf(&name, "%s/%s", folder, entry->d_name);
        if (entry->d_name[0] != '.')
            must(unlink(name.data) == 0);
        jd_buf_release(&name);
    }
    if (dir)
        closedir(dir);
}

static void write_file(const char *path, struct jd_str bytes)
{
    FILE *out = fopen(path, "w");
    must(out && fwrite(bytes.ptr, 1, bytes.len, out) == bytes.len);
    must(fclose(out) == 0);
}

/* ---- records ----------------------------------------------------------------------- */

static struct jd_bookmark make_mark(int number)
{
    return (struct jd_bookmark){
        .id = { .bytes = { 1, (uint8_t)number } },
        .article = { .bytes = { 2, (uint8_t)(number % 2) } },
        .place = { .byte = (uint64_t)number * 100,
                   .text_len = 5000,
                   .quote = jd_str_of("分析人士指出，高层互动释放了积极的信号。"),
                   .before = jd_str_of("前文"),
                   .after = jd_str_of("后文") },
        .note = jd_str_of("a note"),
        .stamp = { .changed_at = 1700000000000 + number, .device = { .bytes = { 3 } } },
    };
}

/* Ids and times are fixed, so that a file from the corpus always is the same case. */
static void make_good(const char *path, struct jd_buf *into)
{
    struct jd_store *store;
    struct jd_buf notice = JD_BUF_INIT;
    struct jd_bookmark_row rows[MARKS] = { 0 };
    struct jd_merge merge;
    sqlite3 *db = NULL;
    for (int i = 0; i < MARKS; i++) {
        rows[i].mark = make_mark(i);
        rows[i].article = (struct jd_article_record){ .id = rows[i].mark.article,
                                                      .title = jd_str_of("标题") };
    }
    jd_store_open(path, &store, &notice);
    must(jd_bookmark_merge(store, rows, MARKS, &merge, NULL));
    jd_store_close(store);
    jd_buf_release(&notice);
    must(sqlite3_open(path, &db) == SQLITE_OK);
    must(sqlite3_exec(db,
                      "UPDATE meta SET value = x'00112233445566778899aabbccddeeff'"
                      " WHERE name = 'device';"
                      "INSERT OR REPLACE INTO meta VALUES('cared_at', 1700000000000);"
                      "PRAGMA page_size = 1024; VACUUM",
                      NULL, NULL, NULL) == SQLITE_OK);
    sqlite3_close(db);
    must(jd_file_read(path, 1 << 20, into, NULL));
}

/* ---- input ------------------------------------------------------------------------- */

static void patch(struct jd_buf *file, struct jd_str changes)
{
    size_t at = 0;
    while (at + 3 <= changes.len) {
        const uint8_t *head = (const uint8_t *)changes.ptr + at;
        size_t offset = (size_t)(head[0] | head[1] << 8) * STEP, len = head[2];
        at += 3;
        if (len == 0 && offset < file->len)
            jd_buf_cut(file, offset);
        for (; len > 0 && at < changes.len; len--, at++, offset++)
            if (offset < file->len)
                file->data[offset] = changes.ptr[at];
    }
}

static void write_input(const char *path, const char *journal, struct jd_str input)
{
    static const char line[] = "\n--journal--\n";
    size_t end = jd_str_find(input, jd_str_of(line), 0);
    struct jd_buf file = JD_BUF_INIT;
    if (input.len && input.ptr[0] == 'P') {
        make_good(path, &file);
        patch(&file, jd_str_sub(input, 1, input.len));
        write_file(path, jd_buf_str(&file));
    } else if (end != (size_t)-1) {
        write_file(path, jd_str_sub(input, 0, end));
        write_file(journal, jd_str_sub(input, end + strlen(line), input.len));
    } else {
        write_file(path, input);
    }
    jd_buf_release(&file);
}

/* ---- use --------------------------------------------------------------------------- */

static void touch(struct jd_str text, unsigned *sum)
{
    for (size_t i = 0; i < text.len; i++)
        *sum += (unsigned char)text.ptr[i];
}

static void touch_quote(const struct jd_quote *quote, unsigned *sum)
{
    touch(quote->quote, sum);
    touch(quote->before, sum);
    touch(quote->after, sum);
}

static void read_all(struct jd_store *store)
{
    struct jd_arena arena = JD_ARENA_INIT;
    struct jd_bookmark_row *rows;
    struct jd_article_record *articles, found;
    struct jd_bookmark_list list;
    struct jd_quote place;
    struct jd_error err = JD_ERROR_INIT;
    uint64_t likeness[JD_STORE_LIKENESS] = { 0 };
    size_t count;
    unsigned sum = 0;
    if (jd_bookmark_all(store, true, &arena, &rows, &count, &err))
        for (size_t i = 0; i < count; i++) {
            touch(rows[i].mark.note, &sum);
            touch_quote(&rows[i].mark.place, &sum);
            touch(rows[i].article.title, &sum);
        }
    if (jd_store_article_list(store, &arena, &articles, &count, &err))
        for (size_t i = 0; i < count; i++) {
            touch(articles[i].path, &sum);
            if (jd_store_place_get(store, articles[i].id, &arena, &place, &err))
                touch_quote(&place, &sum);
        }
    if (!jd_store_article_find(store, make_mark(0).article, "/a", likeness, &arena,
                               &found, &err))
        must(err.code != JD_ERR_NONE && *err.message);
    if (jd_bookmark_of_article(store, make_mark(0).article, &arena, &list, &err))
        sum += (unsigned)list.count;
    jd_arena_release(&arena);
}

static bool save(struct jd_store *store, const struct jd_bookmark *mark)
{
    bool saved = false;
    for (int i = 0; i < 2 && !saved; i++) {
        struct jd_error err = JD_ERROR_INIT;
        struct jd_buf why = JD_BUF_INIT;
        struct jd_bookmark copy = *mark;
        struct jd_article_record record = { .id = mark->article,
                                            .title = jd_str_of("又一篇") };
        uint64_t likeness[JD_STORE_LIKENESS] = { 1, 2, 3 };
        saved = jd_bookmark_save(store, &copy, &err) &&
                jd_store_place_save(store, mark->article, &mark->place, 7, &err) &&
                jd_store_article_save(store, &record, record.id, likeness, &err);
        must(saved == jd_store_can_save(store, &why));
        must(saved == (why.len == 0) && saved == (*err.message == '\0'));
        jd_buf_release(&why);
    }
    return saved;
}

static bool use(const char *path, const struct jd_bookmark *mark)
{
    struct jd_store *store;
    struct jd_buf notice = JD_BUF_INIT;
    jd_store_open(path, &store, &notice);
    read_all(store);
    jd_store_care(store, &notice);
    read_all(store);
    bool saved = save(store, mark);
    jd_store_close(store);
    jd_buf_release(&notice);
    return saved;
}

/* ---- afterwards -------------------------------------------------------------------- */

/* The schema as text, behind what integrity_check says. */
static void describe(const char *path, struct jd_buf *into)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *statement = NULL;
    must(sqlite3_open(path, &db) == SQLITE_OK);
    if (sqlite3_prepare_v2(
            db,
            "SELECT integrity_check FROM pragma_integrity_check(1) UNION ALL "
            "SELECT * FROM (SELECT sql FROM sqlite_schema WHERE sql NOT NULL "
            "ORDER BY sql)",
            -1, &statement, NULL) == SQLITE_OK)
        while (sqlite3_step(statement) == SQLITE_ROW)
            jd_buf_printf(into, "%s\n", (const char *)sqlite3_column_text(statement, 0));
    sqlite3_finalize(statement);
    sqlite3_close(db);
}

static bool has_mark(const char *path, const struct jd_bookmark *mark)
{
    struct jd_store *store;
    struct jd_buf notice = JD_BUF_INIT;
    struct jd_arena arena = JD_ARENA_INIT;
    struct jd_bookmark_list list = { .count = 0 };
    bool found = false;
    jd_store_open(path, &store, &notice);
    must(jd_bookmark_of_article(store, mark->article, &arena, &list, NULL));
    for (size_t i = 0; i < list.count; i++)
        found |= jd_id_eq(list.marks[i].id, mark->id) &&
                 jd_str_eq(list.marks[i].note, mark->note) &&
                 jd_str_eq(list.marks[i].place.quote, mark->place.quote);
    jd_store_close(store);
    jd_arena_release(&arena);
    jd_buf_release(&notice);
    return found;
}

/* If the file is what we would have made, it has what was saved. */
static void check_saved(const char *folder, const char *path,
                        const struct jd_bookmark *mark)
{
    struct jd_buf fresh = JD_BUF_INIT, expected = JD_BUF_INIT, actual = JD_BUF_INIT;
    jd_buf_printf(&fresh, "%s/fresh.db", folder);
    must(use(fresh.data, mark));
    describe(fresh.data, &expected);
    must(strncmp(expected.data, "ok\n", 3) == 0);
    describe(path, &actual);
    if (jd_str_eq(jd_buf_str(&expected), jd_buf_str(&actual)))
        must(has_mark(path, mark));
    jd_buf_release(&fresh);
    jd_buf_release(&expected);
    jd_buf_release(&actual);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct jd_buf folder = JD_BUF_INIT, path = JD_BUF_INIT, journal = JD_BUF_INIT;
    struct jd_bookmark mark = make_mark(MARKS);
    jd_buf_printf(&folder, "fuzz-store-%ld", (long)getpid());
    jd_buf_printf(&path, "%s/jingdu.db", folder.data);
    jd_buf_printf(&journal, "%s-journal", path.data);
    mkdir(folder.data, 0700);
    write_input(path.data, journal.data, jd_str_make((const char *)data, size));
    use(path.data, &mark);
    mark.note = jd_str_of("another note");
    if (use(path.data, &mark))
        check_saved(folder.data, path.data, &mark);
    empty_folder(folder.data);
    must(rmdir(folder.data) == 0);
    jd_buf_release(&folder);
    jd_buf_release(&path);
    jd_buf_release(&journal);
    return 0;
}
