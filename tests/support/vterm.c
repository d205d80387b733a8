/* SPDX-License-Identifier: MIT */
#include "tests/support/vterm.h"

#include <stdio.h>
#include <string.h>

#include "jingdu/text/utf8.h"

static int on_cursor(VTermPos now, VTermPos before, int visible, void *user)
{
    struct jd_vterm *vterm = user;
    (void)before, (void)visible;
    vterm->cursor_col = now.col;
    vterm->cursor_row = now.row;
    return 1;
}

static int on_property(VTermProp property, VTermValue *value, void *user)
{
    struct jd_vterm *vterm = user;
    switch (property) {
    case VTERM_PROP_ALTSCREEN:
        vterm->alternate = value->boolean;
        break;
    case VTERM_PROP_CURSORVISIBLE:
        vterm->cursor_visible = value->boolean;
        break;
    case VTERM_PROP_MOUSE:
        vterm->mouse = value->number;
        break;
    default:
        break;
    }
    return 1;
}

void jd_vterm_open(struct jd_vterm *vterm, int cols, int rows)
{
    static const VTermScreenCallbacks callbacks = {
        .movecursor = on_cursor,
        .settermprop = on_property,
    };
    *vterm = (struct jd_vterm){
        .vt = vterm_new(rows, cols),
        .cols = cols,
        .rows = rows,
        .cursor_visible = true,
        .bytes = JD_BUF_INIT,
    };
    vterm_set_utf8(vterm->vt, 1);
    vterm->screen = vterm_obtain_screen(vterm->vt);
    vterm_screen_enable_altscreen(vterm->screen, 1);
    vterm_screen_set_callbacks(vterm->screen, &callbacks, vterm);
    vterm_screen_reset(vterm->screen, 1);
}

void jd_vterm_close(struct jd_vterm *vterm)
{
    vterm_free(vterm->vt);
    jd_buf_release(&vterm->bytes);
}

void jd_vterm_resize(struct jd_vterm *vterm, int cols, int rows)
{
    vterm->cols = cols;
    vterm->rows = rows;
    vterm_set_size(vterm->vt, rows, cols);
}

void jd_vterm_feed(struct jd_vterm *vterm, const char *bytes, size_t len)
{
    jd_buf_add(&vterm->bytes, jd_str_make(bytes, len));
    vterm_input_write(vterm->vt, bytes, len);
    vterm_screen_flush_damage(vterm->screen);
}

VTermScreenCell jd_vterm_cell(const struct jd_vterm *vterm, int col, int row)
{
    VTermScreenCell cell = { .width = 1 };
    vterm_screen_get_cell(vterm->screen, (VTermPos){ .row = row, .col = col }, &cell);
    return cell;
}

void jd_vterm_row(const struct jd_vterm *vterm, int row, struct jd_buf *into)
{
    size_t used = into->len;
    for (int col = 0; col < vterm->cols; col++) {
        VTermScreenCell cell = jd_vterm_cell(vterm, col, row);
        if (cell.chars[0] == (uint32_t)-1)
            continue;
        if (!cell.chars[0])
            jd_buf_add_char(into, ' ');
        for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i]; i++)
            jd_utf8_add(into, cell.chars[i]);
        if (cell.chars[0] && cell.chars[0] != ' ')
            used = into->len;
    }
    jd_buf_cut(into, used);
}

void jd_vterm_text(const struct jd_vterm *vterm, struct jd_buf *into)
{
    for (int row = 0; row < vterm->rows; row++) {
        jd_vterm_row(vterm, row, into);
        jd_buf_add_char(into, '\n');
    }
}

bool jd_vterm_shows(const struct jd_vterm *vterm, const char *text)
{
    struct jd_buf all = JD_BUF_INIT;
    jd_vterm_text(vterm, &all);
    bool found = jd_str_find(jd_buf_str(&all), jd_str_of(text), 0) != (size_t)-1;
    jd_buf_release(&all);
    return found;
}

size_t jd_vterm_count(const struct jd_vterm *vterm, const char *bytes)
{
    size_t count = 0, at = 0;
    struct jd_str all = jd_buf_str(&vterm->bytes), wanted = jd_str_of(bytes);
    for (; (at = jd_str_find(all, wanted, at)) != (size_t)-1; at += wanted.len)
        count++;
    return count;
}

bool jd_vterm_mode(const struct jd_vterm *vterm, int mode)
{
    char on[16], off[16];
    snprintf(on, sizeof on, "\033[?%dh", mode);
    snprintf(off, sizeof off, "\033[?%dl", mode);
    bool is_on = false;
    struct jd_str bytes = jd_buf_str(&vterm->bytes);
    for (size_t at = 0; at < bytes.len; at++) {
        struct jd_str rest = jd_str_sub(bytes, at, bytes.len);
        if (jd_str_starts(rest, jd_str_of(on)))
            is_on = true;
        else if (jd_str_starts(rest, jd_str_of(off)))
            is_on = false;
    }
    return is_on;
}

void jd_vterm_title(const struct jd_vterm *vterm, struct jd_buf *into)
{
    static const char opener[] = "\033]2;";
    struct jd_str bytes = jd_buf_str(&vterm->bytes);
    size_t start = 0;
    for (size_t at = 0; (at = jd_str_find(bytes, jd_str_of(opener), at)) != (size_t)-1;)
        start = at += sizeof opener - 1;
    size_t end = jd_str_find(bytes, jd_str_of("\a"), start);
    if (start && end != (size_t)-1)
        jd_buf_add(into, jd_str_sub(bytes, start, end));
}

/* ---- the oracle -------------------------------------------------------------------- */

/* Behind ESC at start - 1: where the sequence ends; 0 when it is none that places or
 * paints. */
static size_t sequence_end(struct jd_str bytes, size_t start)
{
    if (start >= bytes.len)
        return 0;
    switch (bytes.ptr[start]) {
    case '(':
    case ')':
        return start + 2;
    case '=':
    case '>':
    case '7':
    case '8':
    case 'M':
        return start + 1;
    case '[':
        break;
    default:
        return 0;
    }
    size_t at = start + 1;
    while (at < bytes.len && bytes.ptr[at] >= 0x20 && bytes.ptr[at] < 0x40)
        at++;
    return at < bytes.len && bytes.ptr[at] >= 0x40 && bytes.ptr[at] < 0x7F ? at + 1 : 0;
}

static const char *complain_about(struct jd_cp cp)
{
    uint32_t c = cp.cp;
    if (cp.bad)
        return "a byte that is no UTF-8";
    if (c < 0x20 && !strchr("\r\n\b\t\x0f", (int)c)) // ^O ends a character set
        return "a control character";
    if (c == 0x7F || (c >= 0x80 && c < 0xA0))
        return "DEL or C1";
    if ((c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E ||
        c == 0x200F || c == 0x061C)
        return "a bidi control";
    if (c == 0x200B || c == 0x2060 || c == 0xFEFF || (c >= 0xE0000 && c <= 0xE007F))
        return "an invisible character";
    return NULL;
}

const char *jd_vterm_complaint(struct jd_str bytes)
{
    for (size_t at = 0; at < bytes.len;) {
        if (bytes.ptr[at] == '\033') {
            at = sequence_end(bytes, at + 1);
            if (!at)
                return "an escape sequence that neither places nor paints";
            continue;
        }
        struct jd_cp cp = jd_utf8_next(bytes, at);
        const char *complaint = complain_about(cp);
        if (complaint)
            return complaint;
        at += cp.len;
    }
    return NULL;
}
