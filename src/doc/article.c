/* SPDX-License-Identifier: MIT */
#include "jingdu/doc/article.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "jingdu/base/buf.h"
#include "jingdu/base/file.h"
#include "jingdu/base/mem.h"
#include "jingdu/doc/piece.h"
#include "jingdu/text/utf8.h"
#include "jingdu/text/width.h"

#include "jingdu/base/banned.h"

enum {
    MEMORY_MAX = 1 << 20,   /* gathered text above this goes into a file without a name */
    READ_MAX = 4 << 20,     /* files above this are mapped */
    GATHER_MAX = 256 << 20, /* pipes and text that has to be converted */
    FILE_MAX = 0x7fffffff,  /* 2 GiB - 1 */
    READ_STEP = 64 * 1024,
    BLANK_MAX = 64 << 20, /* as many blanks are looked at to call a file empty */
    TITLE_COLS = 80,
};

/* Bytes wherever they were put: in memory, or in a file that is mapped. */
struct store {
    struct jd_buf memory;
    struct jd_map map;
};

struct jd_article {
    char *path;
    struct store store;
    struct jd_str text; /* in store, behind the BOM */
    struct jd_document *doc;
    enum jd_encoding encoding;
    size_t bad, scanned; /* of the text up to scanned, so many bad units */
};

static void release_store(struct store *store)
{
    jd_buf_release(&store->memory);
    jd_map_close(&store->map);
}

static struct jd_str stored(const struct store *store)
{
    return store->map.len ? jd_str_make(store->map.data, store->map.len)
                          : jd_buf_str(&store->memory);
}

/* Bytes that arrive piece by piece: in memory first, then in a file. */
struct gatherer {
    struct jd_buf memory;
    int fd; /* -1: all in memory so far */
    size_t total;
};

static bool spill(struct gatherer *gatherer, struct jd_error *err)
{
    gatherer->fd = jd_file_temporary(err);
    if (gatherer->fd < 0)
        return false;
    bool ok = jd_file_write_all(gatherer->fd, jd_buf_str(&gatherer->memory), err);
    jd_buf_release(&gatherer->memory);
    return ok;
}

static bool gather(struct gatherer *gatherer, struct jd_str bytes, struct jd_error *err)
{
    bool fits = gatherer->total + bytes.len <= MEMORY_MAX;
    gatherer->total += bytes.len;
    if (gatherer->fd < 0 && !fits && !spill(gatherer, err))
        return false;
    if (gatherer->fd >= 0)
        return jd_file_write_all(gatherer->fd, bytes, err);
    jd_buf_add(&gatherer->memory, bytes);
    return true;
}

/* What a layer below said about a file of its own. */
static bool fail_with_name(const char *name, struct jd_error *err)
{
    jd_error_prefix(err, "%s: ", name);
    return false;
}

static bool map(int fd, size_t len, const char *name, struct store *into,
                struct jd_error *err)
{
    return jd_map_open(fd, len, &into->map, err) || fail_with_name(name, err);
}

/* All is there: into takes it. The gatherer is empty afterwards, also on failure. */
static bool finish_gathering(struct gatherer *gatherer, bool ok, const char *name,
                             struct store *into, struct jd_error *err)
{
    if (ok && gatherer->fd >= 0) {
        ok = map(gatherer->fd, gatherer->total, name, into, err);
    } else if (ok) {
        into->memory = gatherer->memory;
        gatherer->memory = (struct jd_buf)JD_BUF_INIT;
    }
    jd_buf_release(&gatherer->memory);
    if (gatherer->fd >= 0)
        close(gatherer->fd);
    return ok;
}

static bool fail_binary(const char *name, struct jd_error *err)
{
    return jd_fail(
        err, JD_ERR_FORMAT,
        "%s: this is not text (binary data); jingdu reads plain text and Markdown", name);
}

/*
 * A pipe, a device, or a file that does not know its size. What is no text is refused
 * before it is written anywhere: /dev/zero has no end.
 */
static bool read_stream(int fd, const char *name, enum jd_encoding encoding,
                        struct store *into, struct jd_error *err)
{
    struct gatherer gatherer = { .memory = JD_BUF_INIT, .fd = -1 };
    char *chunk = jd_alloc(READ_STEP);
    bool ok = true, was_seen = false;
    while (ok) {
        ssize_t got = read(fd, chunk, READ_STEP);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            ok = jd_fail_errno(err, errno, "%s", name);
        if (got <= 0)
            break;
        if (gatherer.total + (size_t)got > GATHER_MAX)
            ok = jd_fail(err, JD_ERR_LIMIT,
                         "%s: more than 256 MiB; save it to a file of UTF-8 text first",
                         name);
        bool is_full = gatherer.total + (size_t)got > MEMORY_MAX;
        if (ok && is_full && !was_seen && encoding == JD_ENC_AUTO) {
            was_seen = true;
            if (jd_decode_detect(jd_buf_str(&gatherer.memory)).binary)
                ok = fail_binary(name, err);
        }
        if (ok && !gather(&gatherer, jd_str_make(chunk, (size_t)got), err))
            ok = fail_with_name(name, err);
    }
    free(chunk);
    return finish_gathering(&gatherer, ok, name, into, err);
}

static bool read_fd(int fd, const char *name, enum jd_encoding encoding,
                    struct store *into, struct jd_error *err)
{
    struct stat info;
    if (fstat(fd, &info) != 0)
        return jd_fail_errno(err, errno, "%s", name);
    if (S_ISDIR(info.st_mode))
        return jd_fail(err, JD_ERR_IO, "%s: is a directory; give a file", name);
    bool is_file =
        S_ISREG(info.st_mode) && info.st_size > 0 && lseek(fd, 0, SEEK_CUR) == 0;
    if (!is_file) /* files of /proc have the size 0 and are none the less full */
        return read_stream(fd, name, encoding, into, err);
    if (info.st_size > FILE_MAX)
        return jd_fail(
            err, JD_ERR_LIMIT,
            "%s: larger than 2 GiB; cut it into parts, for example with split(1)", name);
    if (info.st_size > READ_MAX)
        return map(fd, (size_t)info.st_size, name, into, err);
    return jd_file_read_fd(fd, name, GATHER_MAX, &into->memory, err);
}

static bool take_piece(void *context, struct jd_str utf8, struct jd_error *err)
{
    return gather(context, utf8, err);
}

/* Legacy bytes in article->store become UTF-8 there. */
static bool convert(struct jd_article *article, struct jd_str bytes, const char *name,
                    struct jd_error *err)
{
    if (bytes.len > GATHER_MAX)
        return jd_fail(
            err, JD_ERR_LIMIT,
            "%s: more than 256 MiB of %s; convert it to UTF-8 first, for example "
            "with iconv(1)",
            name, jd_encoding_name(article->encoding));
    struct gatherer gatherer = { .memory = JD_BUF_INIT, .fd = -1 };
    struct store utf8 = { .memory = JD_BUF_INIT, .map = JD_MAP_INIT };
    bool ok = jd_decode_convert(bytes, article->encoding, take_piece, &gatherer,
                                &article->bad, err) ||
              fail_with_name(name, err);
    if (!finish_gathering(&gatherer, ok, name, &utf8, err))
        return false;
    release_store(&article->store);
    article->store = utf8;
    article->text = stored(&utf8);
    article->scanned = article->text.len;
    return true;
}

static bool fail_empty(const struct jd_article *article, const char *name,
                       struct jd_error *err)
{
    bool is_stdin = strcmp(article->path, "-") == 0;
    return jd_fail(err, JD_ERR_FORMAT, "%s: %s", name,
                   is_stdin ? "no text came in" : "the file is empty");
}

static bool is_empty(struct jd_str text)
{
    size_t limit = text.len < BLANK_MAX ? text.len : BLANK_MAX;
    return jd_blank_skip(text, 0, limit) == limit && limit == text.len;
}

/* The bytes in article->store become its text. */
static bool decode(struct jd_article *article, const char *name, struct jd_error *err)
{
    struct jd_str bytes = stored(&article->store);
    if (is_empty(bytes))
        return fail_empty(article, name, err);
    struct jd_detected found = jd_decode_detect(bytes);
    if (article->encoding == JD_ENC_AUTO) {
        if (found.binary)
            return fail_binary(name, err);
        article->encoding = found.encoding;
    }
    size_t skip = article->encoding == found.encoding ? found.bom_len : 0;
    article->text = jd_str_sub(bytes, skip, bytes.len);
    if (article->encoding != JD_ENC_UTF8 && !convert(article, article->text, name, err))
        return false;
    if (is_empty(article->text))
        return fail_empty(article, name, err);
    article->doc = jd_document_new(article->text);
    return true;
}

static struct jd_article *new_article(const char *path, enum jd_encoding encoding)
{
    struct jd_article *article = jd_alloc_zero(1, sizeof *article);
    article->path = jd_copy_bytes(path, strlen(path));
    article->store = (struct store){ .memory = JD_BUF_INIT, .map = JD_MAP_INIT };
    article->encoding = encoding;
    return article;
}

/* Decode what was read, when that went well; the article goes to *out or away. */
static bool finish(struct jd_article *article, bool ok, const char *name,
                   struct jd_article **out, struct jd_error *err)
{
    *out = NULL;
    if (!ok || !decode(article, name, err)) {
        jd_article_close(article);
        return false;
    }
    *out = article;
    return true;
}

/* jd_file_open knows what the system said; a person wants to know what to do. */
static int open_file(const char *path, struct jd_error *err)
{
    int fd = jd_file_open(path, err);
    if (fd < 0 && err && err->sys_errno == EISDIR)
        jd_fail(err, JD_ERR_IO, "%s: is a directory; give a file", path);
    return fd;
}

bool jd_article_open(const char *path, enum jd_encoding encoding, struct jd_article **out,
                     struct jd_error *err)
{
    bool is_stdin = strcmp(path, "-") == 0;
    const char *name = is_stdin ? "standard input" : path;
    int fd = is_stdin ? STDIN_FILENO : open_file(path, err);
    *out = NULL;
    if (fd < 0)
        return false;
    struct jd_article *article = new_article(path, encoding);
    bool ok = read_fd(fd, name, encoding, &article->store, err);
    if (!is_stdin)
        close(fd);
    return finish(article, ok, name, out, err);
}

bool jd_article_from_bytes(struct jd_str bytes, const char *name,
                           enum jd_encoding encoding, struct jd_article **out,
                           struct jd_error *err)
{
    struct jd_article *article = new_article(name, encoding);
    jd_buf_add(&article->store.memory, bytes);
    return finish(article, true, name, out, err);
}

void jd_article_close(struct jd_article *article)
{
    if (!article)
        return;
    jd_document_free(article->doc);
    release_store(&article->store);
    free(article->path);
    free(article);
}

const struct jd_document *jd_article_document(const struct jd_article *article)
{
    return article->doc;
}

struct jd_str jd_article_text(const struct jd_article *article)
{
    return article->text;
}

const char *jd_article_path(const struct jd_article *article)
{
    return article->path;
}

enum jd_encoding jd_article_encoding(const struct jd_article *article)
{
    return article->encoding;
}

/* The words of the first block that has any, one line of them. */
static bool add_first_line(const struct jd_article *article, struct jd_buf *into)
{
    struct jd_block block = JD_BLOCK_INIT;
    size_t byte = 0, limit = READ_STEP;
    do {
        jd_document_block_at(article->doc, byte, &block);
        byte = block.end;
    } while (!block.run_count && byte < article->text.len && byte < limit);
    bool is_found = block.run_count > 0;
    struct jd_buf words = JD_BUF_INIT;
    jd_block_add_text(&block, article->text, &words);
    struct jd_str line = jd_buf_str(&words);
    if (block.kind != JD_BLOCK_HEADLINE)
        line = jd_str_sub(line, 0, jd_width_fit(line, TITLE_COLS));
    jd_buf_add(into, line);
    jd_buf_release(&words);
    jd_block_release(&block);
    return is_found;
}

void jd_article_title(const struct jd_article *article, struct jd_buf *into)
{
    struct jd_str headline = jd_document_head(article->doc)->headline;
    if (headline.len) {
        jd_buf_add(into, headline);
        return;
    }
    if (add_first_line(article, into))
        return;
    const char *slash = strrchr(article->path, '/');
    jd_buf_add_c(into, slash && slash[1] ? slash + 1 : article->path);
}

size_t jd_article_bad(const struct jd_article *article, bool *complete)
{
    if (complete)
        *complete = article->scanned >= article->text.len;
    return article->bad;
}

bool jd_article_scan(struct jd_article *article, size_t bytes)
{
    struct jd_str text = article->text;
    size_t from = article->scanned;
    size_t to = bytes < text.len - from ? jd_utf8_floor(text, from + bytes) : text.len;
    if (to <= from && bytes && from < text.len) /* less than a character was asked for */
        to = from + jd_utf8_next(text, from).len;
    if (to > from) {
        article->bad += jd_utf8_count_bad(jd_str_sub(text, from, to));
        article->scanned = to;
    }
    return article->scanned < text.len;
}

bool jd_article_has_shrunk(const struct jd_article *article)
{
    return jd_map_has_shrunk(&article->store.map);
}
