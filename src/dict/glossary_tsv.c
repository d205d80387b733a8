/* SPDX-License-Identifier: MIT */
#include "jingdu/dict/glossary_tsv.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "jingdu/text/utf8.h"
#include "jingdu/text/width.h"

#include "builder.h"
#include "field.h"
#include "image.h"

#include "jingdu/base/banned.h"

#define NOWHERE ((size_t)-1)

enum { COLUMNS_MAX = 64, FIELD_BYTES_MAX = 1000, SHORT_COLS_MAX = 24, QUOTE_BYTES = 40 };

enum column {
    COL_HEADWORD,
    COL_PINYIN,
    COL_CATEGORY,
    COL_KIND,
    COL_SHORT,
    COL_GLOSS,
    COL_NOTE,
    COL_TRADITIONAL,
    COL_ALIASES,
    COL_FROM,
    COL_TO,
    COL_COMMON,
    COL_COUNT,
};

static const char *const column_names[COL_COUNT] = {
    "headword", "pinyin",      "category", "kind", "short", "gloss",
    "note",     "traditional", "aliases",  "from", "to",    "common",
};

const char jd_glossary_header[] =
    "headword\tpinyin\tcategory\tkind\tshort\tgloss\tnote\ttraditional\taliases\tfrom\tto"
    "\tcommon";

struct reader {
    struct jd_glossary_builder *builder;
    jd_complain complain;
    void *context;
    uint32_t text; /* its number in the builder */
    size_t number; /* of the line, from 1 */
    struct jd_str line;
    enum column columns[COLUMNS_MAX]; /* what the header says; COL_COUNT: unknown */
    size_t column_count;              /* 0: the header is still to come */
    bool ok;                          /* no error in this row so far */
    size_t taken;
};

/* One field of the row at hand. */
struct field {
    struct jd_str text; /* unescaped, without blanks at the ends */
    size_t byte;        /* where it stands in the line */
};

static void complain(struct reader *reader, enum jd_severity severity, size_t byte,
                     const char *fmt, ...) JD_PRINTF(4, 5);

static void complain(struct reader *reader, enum jd_severity severity, size_t byte,
                     const char *fmt, ...)
{
    char message[400];
    if (severity == JD_SEVERITY_ERROR)
        reader->ok = false;
    if (!reader->complain)
        return;
    va_list args;
    va_start(args, fmt);
    vsnprintf(message, sizeof message, fmt, args);
    va_end(args);
    struct jd_complaint complaint = {
        .severity = severity,
        .line = reader->number,
        .column = jd_utf8_length(jd_str_sub(reader->line, 0, byte)) + 1,
        .message = message,
    };
    reader->complain(reader->context, &complaint);
}

#define WARN(reader, byte, ...) complain(reader, JD_SEVERITY_WARNING, byte, __VA_ARGS__)
#define FAIL(reader, byte, ...) complain(reader, JD_SEVERITY_ERROR, byte, __VA_ARGS__)

/* The beginning of a text, short enough for a message. */
static struct jd_str quote(struct jd_str text)
{
    return text.len <= QUOTE_BYTES
               ? text
               : jd_str_sub(text, 0, jd_utf8_floor(text, QUOTE_BYTES));
}

/* False when the line is not made of proper characters. */
static bool check_bytes(struct reader *reader)
{
    size_t bad = jd_field_find_bad(reader->line);
    size_t control = jd_field_find_control(reader->line);
    if (bad != NOWHERE)
        FAIL(reader, bad, "these bytes are not UTF-8: save the file as UTF-8");
    else if (control != NOWHERE)
        FAIL(reader, control, "a control character stands here: delete it");
    return bad == NOWHERE && control == NOWHERE;
}

static const char no_header[] = "the first line must name the columns, separated by "
                                "tabs; headword, category and gloss "
                                "must be among them";

/* ---- header ------------------------------------------------------------------------ */

static enum column column_of(struct jd_str name)
{
    int column = 0;
    while (column < COL_COUNT && !jd_str_eq_c(name, column_names[column]))
        column++;
    return (enum column)column;
}

static bool names_column(struct jd_str header, enum column column)
{
    for (struct jd_str rest = header, name; jd_str_split(&rest, '\t', &name);)
        if (jd_str_eq_c(jd_str_trim(name), column_names[column]))
            return true;
    return false;
}

/* Columns that each file has, and each row fills. */
static bool is_needed(enum column column)
{
    return column == COL_HEADWORD || column == COL_CATEGORY || column == COL_GLOSS;
}

static bool has_column(const struct reader *reader, enum column column)
{
    for (size_t i = 0; i < reader->column_count; i++)
        if (reader->columns[i] == column)
            return true;
    return false;
}

static void add_column(struct reader *reader, struct jd_str raw)
{
    size_t byte = (size_t)(raw.ptr - reader->line.ptr);
    struct jd_str name = jd_str_trim(raw);
    enum column column = column_of(name);
    if (column == COL_COUNT)
        WARN(reader, byte, "the column \"%.*s\" is not known and is left out",
             JD_STR_ARG(quote(name)));
    else if (has_column(reader, column))
        FAIL(reader, byte,
             "the column \"%s\" stands here for the second time: delete one",
             column_names[column]);
    reader->columns[reader->column_count++] = column;
}

static bool has_needed(struct jd_str header)
{
    for (int i = 0; i < COL_COUNT; i++)
        if (is_needed((enum column)i) && !names_column(header, (enum column)i))
            return false;
    return true;
}

/* False when nothing can be read under this header. */
static bool read_header(struct reader *reader)
{
    size_t count = 1;
    if (!check_bytes(reader))
        return false;
    for (size_t i = 0; i < reader->line.len; i++)
        count += reader->line.ptr[i] == '\t';
    if (count > COLUMNS_MAX || !has_needed(reader->line)) {
        FAIL(reader, 0, "%s", no_header);
        return false;
    }
    reader->ok = true;
    for (struct jd_str rest = reader->line, name; jd_str_split(&rest, '\t', &name);)
        add_column(reader, name);
    return reader->ok;
}

/* ---- rows -------------------------------------------------------------------------- */

/* One raw field of the line; buf has room for it unescaped. */
static void read_field(struct reader *reader, struct jd_str raw, enum column column,
                       struct field fields[COL_COUNT], struct jd_buf *buf)
{
    struct jd_str text = jd_str_trim(raw);
    size_t byte = (size_t)((text.len ? text.ptr : raw.ptr) - reader->line.ptr);
    size_t start = buf->len;
    if (text.len > FIELD_BYTES_MAX) {
        FAIL(reader, byte, "the %s is longer than %d bytes: shorten it",
             column_names[column], FIELD_BYTES_MAX);
        return;
    }
    size_t odd = jd_field_unescape(text, buf);
    if (odd != NOWHERE)
        WARN(reader, byte + odd,
             "a backslash stands only in \\t, \\n and \\\\: write \\\\ for the sign "
             "itself");
    fields[column].byte = byte;
    fields[column].text = jd_str_sub(jd_buf_str(buf), start, buf->len);
}

/* Editors like to drop tabs at line ends; that does no harm as long as nothing is lost.
 */
static void check_count(struct reader *reader, size_t count)
{
    bool lost = false;
    for (size_t i = count; i < reader->column_count; i++)
        lost |= is_needed(reader->columns[i]);
    if (count < reader->column_count)
        complain(reader, lost ? JD_SEVERITY_ERROR : JD_SEVERITY_WARNING, reader->line.len,
                 "the header names %zu columns, here are only %zu", reader->column_count,
                 count);
}

/* Cut the line into fields by the header's columns; their text is in buf. */
static void split_row(struct reader *reader, struct field fields[COL_COUNT],
                      struct jd_buf *buf)
{
    size_t count = 0;
    for (int i = 0; i < COL_COUNT; i++)
        fields[i] = (struct field){ JD_STR_EMPTY, reader->line.len };
    jd_buf_clear(buf);
    jd_buf_reserve(buf, reader->line.len); /* so that it never moves */
    for (struct jd_str rest = reader->line, raw; jd_str_split(&rest, '\t', &raw);
         count++) {
        if (count < reader->column_count && reader->columns[count] != COL_COUNT)
            read_field(reader, raw, reader->columns[count], fields, buf);
        else if (count >= reader->column_count && jd_str_trim(raw).len && reader->ok)
            FAIL(reader, (size_t)(raw.ptr - reader->line.ptr),
                 "the header names %zu columns, here is one more: delete a tab, or write "
                 "\\t for a tab inside a field",
                 reader->column_count);
    }
    check_count(reader, count);
}

static void check_headword(struct reader *reader, const struct field *field,
                           size_t key_count)
{
    if (!field->text.len)
        FAIL(reader, field->byte, "the headword is missing");
    else if (key_count < 2)
        FAIL(reader, field->byte,
             "a headword has two characters or more: delete this row");
    else if (!jd_field_has_word(field->text))
        FAIL(reader, field->byte, "a headword needs a Chinese character or a letter");
}

static void read_category(struct reader *reader, const struct field *field,
                          struct jd_term *term)
{
    if (!jd_category_parse(field->text, &term->category))
        FAIL(reader, field->byte,
             "the category \"%.*s\" is not known: write person, place, organisation, "
             "media, "
             "position, event, policy, term or idiom",
             JD_STR_ARG(quote(field->text)));
}

static void read_kind(struct reader *reader, const struct field *field, size_t key_count,
                      struct jd_term *term)
{
    bool is_name = term->category <= JD_CAT_MEDIA;
    term->kind = is_name || key_count <= 4 ? JD_TERM_WORD : JD_TERM_PHRASE;
    if (jd_str_eq_c(field->text, "word"))
        term->kind = JD_TERM_WORD;
    else if (jd_str_eq_c(field->text, "phrase"))
        term->kind = JD_TERM_PHRASE;
    else if (field->text.len)
        FAIL(reader, field->byte,
             "the kind \"%.*s\" is not known: write word or phrase, or leave it empty",
             JD_STR_ARG(quote(field->text)));
}

static void read_years(struct reader *reader, const struct field *from,
                       const struct field *to, struct jd_term *term)
{
    bool good = true;
    if (!jd_field_year(from->text, &term->from)) {
        FAIL(reader, from->byte, "the year has four digits, or is left out");
        good = false;
    }
    if (!jd_field_year(to->text, &term->to)) {
        FAIL(reader, to->byte, "the year has four digits, or is left out");
        good = false;
    }
    if (good && term->from && term->to && term->from > term->to)
        FAIL(reader, from->byte, "the years run backwards: exchange from and to");
}

static void read_common(struct reader *reader, const struct field *field,
                        struct jd_term *term)
{
    term->common = jd_str_eq_c(field->text, "1");
    if (field->text.len && !term->common && !jd_str_eq_c(field->text, "0"))
        FAIL(reader, field->byte, "common is 1, 0 or left out");
}

/* Forms that can never be found are told of; the row is good without them. */
static void check_form(struct reader *reader, size_t byte, struct jd_str form,
                       const char *what)
{
    uint32_t key[JD_KEY_MAX];
    if (form.len && jd_image_key(form, key) < 2)
        WARN(reader, byte,
             "the %s \"%.*s\" has one character only and is never looked for", what,
             JD_STR_ARG(quote(form)));
}

static void check_forms(struct reader *reader, const struct field fields[COL_COUNT])
{
    const struct field *aliases = &fields[COL_ALIASES];
    check_form(reader, fields[COL_TRADITIONAL].byte, fields[COL_TRADITIONAL].text,
               "traditional form");
    for (struct jd_str rest = aliases->text, alias; jd_str_split(&rest, ';', &alias);)
        check_form(reader, aliases->byte + (size_t)(alias.ptr - aliases->text.ptr),
                   jd_str_trim(alias), "alias");
}

static void check_style(struct reader *reader, const struct field fields[COL_COUNT])
{
    const struct field *pinyin = &fields[COL_PINYIN], *brief = &fields[COL_SHORT];
    int cols = jd_width_cols(brief->text);
    if (cols > SHORT_COLS_MAX)
        WARN(reader, brief->byte,
             "short is %d cells wide and is cut after %d: shorten it", cols,
             SHORT_COLS_MAX);
    struct jd_str headword = fields[COL_HEADWORD].text;
    size_t syllables, han;
    if (headword.len && pinyin->text.len &&
        !jd_field_pinyin_fits(headword, pinyin->text, &syllables, &han))
        WARN(reader, pinyin->byte,
             "the pinyin has %zu syllables, the headword %zu characters: look for a "
             "missing syllable or apostrophe (Xī'ān)",
             syllables, han);
}

/* \t and \n in fields that stand on one line would be shown as marks. */
static void check_lines(struct reader *reader, const struct field fields[COL_COUNT])
{
    for (int i = 0; i < COL_COUNT; i++) {
        if (i == COL_GLOSS || i == COL_NOTE || !fields[i].text.len)
            continue;
        if (memchr(fields[i].text.ptr, '\t', fields[i].text.len) ||
            memchr(fields[i].text.ptr, '\n', fields[i].text.len))
            FAIL(reader, fields[i].byte, "\\t and \\n may stand in gloss and note only");
    }
}

static void put_row(struct reader *reader, const struct jd_term *term,
                    const struct field fields[COL_COUNT])
{
    struct jd_row_origin origin = { reader->text, (uint32_t)reader->number }, before;
    size_t byte = fields[COL_HEADWORD].byte;
    switch (jd_builder_put(reader->builder, term, origin, &before)) {
    case JD_PUT_TAKEN:
        reader->taken++;
        break;
    case JD_PUT_DUPLICATE:
        if (before.text == reader->text)
            WARN(reader, byte,
                 "line %u has this headword with the same years: delete one",
                 (unsigned)before.line);
        else
            WARN(reader, byte,
                 "line %u of a file read before has this headword with the same years: "
                 "delete one",
                 (unsigned)before.line);
        break;
    case JD_PUT_FULL:
        FAIL(reader, byte, "this headword has %d rows already", JD_ROWS_PER_HEAD_MAX);
        break;
    }
}

static void read_fields(struct reader *reader, const struct field fields[COL_COUNT])
{
    uint32_t key[JD_KEY_MAX];
    size_t key_count = jd_image_key(fields[COL_HEADWORD].text, key);
    struct jd_term term = {
        .headword = fields[COL_HEADWORD].text,
        .pinyin = fields[COL_PINYIN].text,
        .short_gloss = fields[COL_SHORT].text,
        .gloss = fields[COL_GLOSS].text,
        .note = fields[COL_NOTE].text,
        .traditional = fields[COL_TRADITIONAL].text,
        .aliases = fields[COL_ALIASES].text,
    };
    check_headword(reader, &fields[COL_HEADWORD], key_count);
    read_category(reader, &fields[COL_CATEGORY], &term);
    read_kind(reader, &fields[COL_KIND], key_count, &term);
    if (!fields[COL_GLOSS].text.len)
        FAIL(reader, fields[COL_GLOSS].byte, "the gloss is missing");
    read_years(reader, &fields[COL_FROM], &fields[COL_TO], &term);
    read_common(reader, &fields[COL_COMMON], &term);
    check_lines(reader, fields);
    check_forms(reader, fields);
    check_style(reader, fields);
    if (reader->ok)
        put_row(reader, &term, fields);
}

static void read_row(struct reader *reader, struct jd_buf *buf)
{
    struct field fields[COL_COUNT];
    reader->ok = true;
    if (!check_bytes(reader))
        return;
    split_row(reader, fields, buf);
    if (reader->ok)
        read_fields(reader, fields);
}

/* ---- files ------------------------------------------------------------------------- */

static void read_lines(struct reader *reader, struct jd_str rest)
{
    struct jd_buf buf = JD_BUF_INIT;
    while (jd_str_split(&rest, '\n', &reader->line)) {
        reader->number++;
        if (jd_str_ends(reader->line, jd_str_of("\r")))
            reader->line.len--;
        if (jd_str_starts(reader->line, jd_str_of("#")) || !jd_str_trim(reader->line).len)
            continue;
        if (reader->column_count)
            read_row(reader, &buf);
        else if (!read_header(reader))
            break;
    }
    jd_buf_release(&buf);
    if (!reader->column_count && reader->ok)
        FAIL(reader, 0, "%s", no_header);
}

size_t jd_glossary_builder_read(struct jd_glossary_builder *builder, struct jd_str tsv,
                                jd_complain told, void *context)
{
    static const char bom[] = "\xEF\xBB\xBF";
    struct reader reader = { .builder = builder,
                             .complain = told,
                             .context = context,
                             .text = jd_builder_next_text(builder),
                             .line = JD_STR_EMPTY,
                             .ok = true };
    if (tsv.len > JD_GLOSSARY_FILE_MAX) {
        reader.number = 1;
        FAIL(&reader, 0, "the file is larger than 16 MiB: split it");
        return 0;
    }
    read_lines(&reader,
               jd_str_starts(tsv, jd_str_of(bom)) ? jd_str_sub(tsv, 3, tsv.len) : tsv);
    return reader.taken;
}

size_t jd_glossary_add_tsv(struct jd_glossary *glossary, struct jd_str tsv,
                           enum jd_term_source source, jd_complain told, void *context)
{
    struct jd_glossary_builder *builder = jd_glossary_builder_new();
    struct jd_buf image = JD_BUF_INIT;
    size_t taken = jd_glossary_builder_read(builder, tsv, told, context);
    if (taken) {
        jd_glossary_builder_write(builder, &image);
        size_t len = image.len;
        char *bytes = jd_buf_take(&image);
        if (!jd_glossary_add_image(glossary, bytes, len, true, source, NULL)) {
            /* Only when the ids are used up. */
            free(bytes);
            taken = 0;
        }
    }
    jd_glossary_builder_free(builder);
    return taken;
}
