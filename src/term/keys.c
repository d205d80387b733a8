/* SPDX-License-Identifier: MIT */
#include "keys.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "jingdu/text/utf8.h"

#include "jingdu/base/banned.h"

enum {
    PASTE_CODE = KEY_MAX + 1000, /* ours, above what curses gives to extended keys */
    PASTE_MAX = 64 * 1024,
    PASTE_WAIT_MS = 1000, /* for the rest of a paste */
    REST_WAIT_MS = 25,    /* for the rest of a sequence */
    PARAMETERS_MAX = 32,
    ANSWER_MAX = 4096,  /* bytes of a terminal's answer that we swallow */
    CODES_AT_ONCE = 256 /* then signals get a look in */
};

static const char paste_end[] = "\033[201~";
enum { PASTE_END_LEN = sizeof paste_end - 1 };

bool jd_keys_open(struct jd_keys *keys, int fd, bool mouse)
{
    *keys = (struct jd_keys){ .fd = fd, .mouse = mouse };
    for (int i = 0; i < 2; i++)
        keys->pastes[i] = (struct jd_buf)JD_BUF_INIT;
    keys->window = newpad(1, 1);
    if (!keys->window)
        return false;
    keypad(keys->window, TRUE);
    nodelay(keys->window, TRUE);
    keyok(KEY_MOUSE, FALSE); // we read the reports ourselves
    define_key("\033[200~", PASTE_CODE);
    return true;
}

void jd_keys_close(struct jd_keys *keys)
{
    if (keys->window)
        delwin(keys->window);
    keys->window = NULL;
    for (int i = 0; i < 2; i++)
        jd_buf_release(&keys->pastes[i]);
}

/* ---- codes: bytes and curses's KEY_* ---------------------------------------------- */

/* The next code, or ERR when nothing is there. */
static int next_code(struct jd_keys *keys)
{
    if (keys->pushed_count > 0)
        return keys->pushed[--keys->pushed_count];
    int code = wgetch(keys->window);
    keys->taken += code != ERR;
    return code;
}

static bool wait_input(int fd, int ms)
{
    struct pollfd ready = { .fd = fd, .events = POLLIN };
    return poll(&ready, 1, ms) > 0 && ready.revents & POLLIN;
}

/* The same inside a sequence, where the rest is on its way. */
static int next_of_sequence(struct jd_keys *keys)
{
    int code = next_code(keys);
    if (code == ERR && wait_input(keys->fd, REST_WAIT_MS))
        code = next_code(keys);
    return code;
}

static void push_back(struct jd_keys *keys, int code)
{
    if (code != ERR && keys->pushed_count < JD_KEYS_PUSHED_MAX)
        keys->pushed[keys->pushed_count++] = code;
}

static bool give_key(struct jd_event *event, jd_key key)
{
    *event = (struct jd_event){ .kind = JD_EVENT_KEY, .key = key };
    return key != JD_KEY_NONE;
}

static bool give_special(struct jd_event *event, int code)
{
    static const struct {
        int code;
        jd_key key;
    } table[] = {
        { KEY_UP, JD_KEY_UP },        { KEY_DOWN, JD_KEY_DOWN },
        { KEY_LEFT, JD_KEY_LEFT },    { KEY_RIGHT, JD_KEY_RIGHT },
        { KEY_HOME, JD_KEY_HOME },    { KEY_FIND, JD_KEY_HOME },
        { KEY_A1, JD_KEY_HOME },      { KEY_END, JD_KEY_END },
        { KEY_SELECT, JD_KEY_END },   { KEY_C1, JD_KEY_END },
        { KEY_LL, JD_KEY_END },       { KEY_PPAGE, JD_KEY_PAGE_UP },
        { KEY_A3, JD_KEY_PAGE_UP },   { KEY_NPAGE, JD_KEY_PAGE_DOWN },
        { KEY_C3, JD_KEY_PAGE_DOWN }, { KEY_IC, JD_KEY_INSERT },
        { KEY_DC, JD_KEY_DELETE },    { KEY_BTAB, JD_KEY_BACKTAB },
        { KEY_ENTER, JD_KEY_ENTER },  { KEY_BACKSPACE, JD_KEY_BACKSPACE },
    };
    if (code >= KEY_F(1) && code <= KEY_F(12))
        return give_key(event, JD_KEY_F1 + (jd_key)(code - KEY_F(1)));
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (table[i].code == code)
            return give_key(event, table[i].key);
    return false;
}

/* ---- characters -------------------------------------------------------------------- */

static bool give_control(struct jd_event *event, int byte)
{
    if (byte == '\b')
        return give_key(event, JD_KEY_BACKSPACE);
    return give_key(event, byte == '\n' ? JD_KEY_ENTER : (jd_key)byte);
}

/* One byte of a character; true when that completes it. Bad bytes are no keys. */
static bool give_byte(struct jd_keys *keys, struct jd_event *event, int byte)
{
    bool fresh = mbsinit(&keys->state);
    char c = (char)byte;
    wchar_t wide = L'\0';
    size_t result = mbrtowc(&wide, &c, 1, &keys->state);
    if (result == (size_t)-2)
        return false;
    if (result == (size_t)-1) {
        memset(&keys->state, 0, sizeof keys->state);
        return fresh ? false : give_byte(keys, event, byte);
    }
    if (wide < 0x20 || wide == 0x7F)
        return give_control(event, byte);
    return wide >= 0x80 && wide < 0xA0 ? false : give_key(event, (jd_key)wide);
}

/* ---- escape sequences -------------------------------------------------------------- */

/* ESC [ < button ; column ; row and M or m: a report of the mouse. */
static bool give_mouse(struct jd_event *event, const char *report, char final)
{
    enum {
        MODIFIERS = 4 + 8 + 16,
        LEFT = 0,
        WHEEL_UP = 64,
        WHEEL_DOWN = 65,
        PLACE_MAX = 9999
    };
    char *at;
    long button = strtol(report, &at, 10) & ~(long)MODIFIERS;
    long col = *at == ';' ? strtol(at + 1, &at, 10) : 0;
    long row = *at == ';' ? strtol(at + 1, &at, 10) : 0;
    if (*at || final != 'M' || col < 1 || row < 1 || col > PLACE_MAX || row > PLACE_MAX)
        return false;
    *event = (struct jd_event){ .col = (int)col - 1, .row = (int)row - 1 };
    switch (button) {
    case LEFT:
        event->kind = JD_EVENT_CLICK;
        return true;
    case WHEEL_UP:
    case WHEEL_DOWN:
        event->kind = JD_EVENT_WHEEL;
        event->key = button == WHEEL_UP ? JD_KEY_UP : JD_KEY_DOWN;
        return true;
    default:
        return false;
    }
}

/* Keys by the letter that ends ESC [ or ESC O, whatever terminfo says. */
static jd_key key_of_letter(int letter)
{
    static const struct {
        char letter;
        jd_key key;
    } table[] = {
        { 'A', JD_KEY_UP },      { 'B', JD_KEY_DOWN },  { 'C', JD_KEY_RIGHT },
        { 'D', JD_KEY_LEFT },    { 'H', JD_KEY_HOME },  { 'F', JD_KEY_END },
        { 'Z', JD_KEY_BACKTAB }, { 'M', JD_KEY_ENTER },
    };
    if (letter >= 'P' && letter <= 'S')
        return JD_KEY_F1 + (jd_key)(letter - 'P');
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (table[i].letter == letter)
            return table[i].key;
    return JD_KEY_NONE;
}

/* Keys by the number in ESC [ number ~. */
static jd_key key_of_number(const char *text)
{
    static const jd_key table[] = {
        [1] = JD_KEY_HOME,     [2] = JD_KEY_INSERT,   [3] = JD_KEY_DELETE,
        [4] = JD_KEY_END,      [5] = JD_KEY_PAGE_UP,  [6] = JD_KEY_PAGE_DOWN,
        [7] = JD_KEY_HOME,     [8] = JD_KEY_END,      [11] = JD_KEY_F1,
        [12] = JD_KEY_F1 + 1,  [13] = JD_KEY_F1 + 2,  [14] = JD_KEY_F1 + 3,
        [15] = JD_KEY_F1 + 4,  [17] = JD_KEY_F1 + 5,  [18] = JD_KEY_F1 + 6,
        [19] = JD_KEY_F1 + 7,  [20] = JD_KEY_F1 + 8,  [21] = JD_KEY_F1 + 9,
        [23] = JD_KEY_F1 + 10, [24] = JD_KEY_F1 + 11,
    };
    char *end;
    unsigned long number = strtoul(text, &end, 10);
    return *text && !*end && number < sizeof table / sizeof *table ? table[number]
                                                                   : JD_KEY_NONE;
}

/* Behind ESC [. Everything up to the final byte goes; an unknown sequence is no event. */
static bool give_sequence(struct jd_keys *keys, struct jd_event *event)
{
    char text[PARAMETERS_MAX + 1];
    size_t len = 0;
    int code = next_of_sequence(keys);
    if (code == ERR) { // two keys after all
        push_back(keys, '[');
        return give_key(event, JD_KEY_ESC);
    }
    if (code == '[') { // the function keys of the Linux console
        code = next_of_sequence(keys);
        return code >= 'A' && code <= 'E' &&
               give_key(event, JD_KEY_F1 + (jd_key)(code - 'A'));
    }
    for (int seen = 0; code >= 0x20 && code < 0x40 && seen < ANSWER_MAX; seen++) {
        if (len < PARAMETERS_MAX)
            text[len++] = (char)code;
        code = next_of_sequence(keys);
    }
    text[len] = '\0';
    if (code < 0x40 || code > 0x7E) { // broken off: what came instead stands for itself
        push_back(keys, code);
        return false;
    }
    if (text[0] == '<')
        return keys->mouse && give_mouse(event, text + 1, (char)code);
    if (code == '~')
        return give_key(event, key_of_number(text));
    return len == 0 && give_key(event, key_of_letter(code));
}

/* Behind ESC ] or ESC P: a late answer to somebody's question, up to BEL or ESC \. */
static bool is_answer(struct jd_keys *keys, int opener)
{
    int code = next_of_sequence(keys);
    bool opens = code >= 0x20 && code < 0x7F &&
                 strchr(opener == ']' ? "0123456789" : "0123456789$+>!|", code) != NULL;
    if (!opens) {
        push_back(keys, code);
        return false;
    }
    for (int seen = 0; seen < ANSWER_MAX && code != ERR && code != '\a'; seen++) {
        code = next_of_sequence(keys);
        if (code != JD_KEY_ESC)
            continue;
        code = next_of_sequence(keys);
        if (code != '\\')
            push_back(keys, code);
        break;
    }
    return true;
}

static bool give_escape(struct jd_keys *keys, struct jd_event *event)
{
    int code = next_code(keys);
    switch (code) {
    case '[':
        return give_sequence(keys, event);
    case 'O': {
        int letter = next_of_sequence(keys);
        if (letter != ERR && letter > ' ' && letter < 0x7F)
            return give_key(event, key_of_letter(letter));
        push_back(keys, letter);
        break;
    }
    case ']':
    case 'P':
        if (is_answer(keys, code))
            return false;
        break;
    default:
        break;
    }
    push_back(keys, code);
    return give_key(event, JD_KEY_ESC);
}

/* ---- pastes ------------------------------------------------------------------------ */

/* Append what is text in the first len bytes, within the limit; line ends become \n. */
static void keep_pasted(struct jd_buf *into, const char *bytes, size_t len)
{
    for (size_t i = 0; i < len && into->len < PASTE_MAX; i++)
        jd_buf_add_char(into, bytes[i] == '\r' ? '\n' : bytes[i]);
}

/*
 * Read up to the end mark, past curses, which has nothing more in its queue when it has
 * matched the start mark. Never asks for more bytes than the mark still needs, so nothing
 * behind it is taken.
 */
static bool give_paste(struct jd_keys *keys, struct jd_event *event)
{
    char held[PASTE_END_LEN]; // as much of the end mark as has come
    size_t matched = 0;
    struct jd_buf *paste = &keys->pastes[keys->turn ^= 1];
    jd_buf_clear(paste);
    while (matched < PASTE_END_LEN && wait_input(keys->fd, PASTE_WAIT_MS)) {
        char bytes[PASTE_END_LEN];
        ssize_t got = read(keys->fd, bytes, PASTE_END_LEN - matched);
        if (got <= 0)
            break;
        keys->taken += (unsigned long)got;
        for (ssize_t i = 0; i < got; i++) {
            if (bytes[i] != paste_end[matched]) {
                keep_pasted(paste, held, matched);
                matched = 0;
            }
            if (bytes[i] == paste_end[matched])
                held[matched++] = bytes[i];
            else
                keep_pasted(paste, &bytes[i], 1);
        }
    }
    if (paste->len == PASTE_MAX) // perhaps in the middle of a character
        jd_buf_cut(paste, jd_utf8_floor(jd_buf_str(paste), PASTE_MAX - 1));
    *event = (struct jd_event){ .kind = JD_EVENT_PASTE, .text = jd_buf_str(paste) };
    return true;
}

/* ---- all together ------------------------------------------------------------------ */

static bool give(struct jd_keys *keys, struct jd_event *event, int code)
{
    if (code == PASTE_CODE)
        return give_paste(keys, event);
    if (code >= KEY_MIN)
        return give_special(event, code);
    if (code == JD_KEY_ESC)
        return give_escape(keys, event);
    return give_byte(keys, event, code);
}

bool jd_keys_next(struct jd_keys *keys, struct jd_event *event)
{
    for (int i = 0; i < CODES_AT_ONCE; i++) {
        int code = next_code(keys);
        if (code == ERR)
            return false;
        if (give(keys, event, code))
            return true;
    }
    return false;
}
