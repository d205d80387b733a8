/* SPDX-License-Identifier: MIT */
#include "jingdu/ui/reader.h"

#include <limits.h>
#include <stdint.h>
#include <stdlib.h>

#include "jingdu/base/mem.h"
#include "jingdu/ui/bookmarks.h"
#include "jingdu/ui/contents.h"
#include "jingdu/ui/entry.h"
#include "jingdu/ui/greeting.h"
#include "jingdu/ui/help.h"
#include "jingdu/ui/jumps.h"
#include "jingdu/ui/library.h"
#include "jingdu/ui/marking.h"
#include "jingdu/ui/panel.h"
#include "jingdu/ui/plan.h"
#include "jingdu/ui/rows.h"
#include "jingdu/ui/searcher.h"
#include "jingdu/ui/selection.h"
#include "jingdu/ui/terms.h"

#include "jingdu/base/banned.h"

enum {
    SCAN_BYTES = 1 << 20,     /* per idle slice: about half a millisecond */
    SECTION_LIMIT = 64 << 20, /* how far [ and ] look at once */
};

static const char label_letters[] = "asdfghjklqwertyuiopzxcvbnm";
enum { LABELS_MAX = sizeof label_letters - 1 };

struct reader {
    struct jd_ui *ui;
    struct jd_page page;
    struct jd_outline outline;
    struct jd_searcher searcher;
    struct jd_jumps jumps;
    bool labelling;          /* letters stand on the words; the next key chooses */
    enum jd_action awaiting; /* MARK or GO_MARK: the next key is a letter; else NONE */
    struct jd_selection selection;
    size_t targets[LABELS_MAX];
    size_t target_count;
    bool checking; /* the bytes of a long text are still being looked at */
    int cols, rows;
};

/* ---- geometry ---------------------------------------------------------------------- */

/* Follow the window's size. */
static struct jd_plan fit(struct reader *reader, struct jd_rect area)
{
    struct jd_plan plan = jd_plan_in(reader->ui->settings, area);
    if (area.cols != reader->cols || area.rows != reader->rows) {
        struct jd_flow_options options = jd_plan_flow(reader->ui->settings, &plan);
        jd_page_resize(&reader->page, &options, plan.text.rows);
        reader->cols = area.cols;
        reader->rows = area.rows;
    }
    return plan;
}

/* ---- jumps ------------------------------------------------------------------------- */

static void remember(struct reader *reader)
{
    jd_jumps_add(&reader->jumps, reader->page.cursor);
}

static void jump_to(struct reader *reader, size_t byte)
{
    remember(reader);
    jd_page_go(&reader->page, byte);
}

/* ^O goes back jump by jump; '' changes places with where the last one began. */
static void go_back(struct reader *reader,
                    bool (*back)(struct jd_jumps *, size_t, size_t *))
{
    size_t target;
    if (back(&reader->jumps, reader->page.cursor, &target))
        jd_page_show(&reader->page, target);
    else
        jd_ui_message(reader->ui, "no earlier place to go back to");
}

static bool go_section(struct reader *reader, int direction, int count)
{
    size_t at = reader->page.cursor;
    bool moved = false, unknown = false;
    if (direction < 0)
        at = jd_document_block_start(reader->ui->doc, at);
    for (int i = 0; i < (count ? count : 1); i++) {
        size_t found =
            jd_outline_step(&reader->outline, at, direction, SECTION_LIMIT, &unknown);
        if (found == SIZE_MAX)
            break;
        at = found;
        moved = true;
    }
    if (moved)
        jump_to(reader, at);
    else if (unknown)
        jd_ui_message(reader->ui, "no section heading in the %s 64 MB",
                      direction > 0 ? "next" : "last");
    else
        jd_ui_message(reader->ui, direction > 0 ? "no section after this one"
                                                : "no section before this one");
    return true;
}

/* ---- actions ----------------------------------------------------------------------- */

static void say_end(struct reader *reader, bool moved, int direction)
{
    struct jd_ui *ui = reader->ui;
    if (moved)
        return;
    struct jd_buf says = JD_BUF_INIT;
    jd_buf_add_c(&says, direction > 0 ? "end of article   " : "start of article   ");
    if (direction > 0 && ui->next) {
        struct jd_buf next = JD_BUF_INIT;
        jd_buf_printf(&next, "next: %s", ui->next);
        jd_help_hint(ui, JD_ACTION_NEXT_ARTICLE, next.data, &says);
        jd_buf_release(&next);
    }
    if (direction > 0) {
        jd_help_hint(ui, JD_ACTION_START, "start", &says);
        jd_help_hint(ui, JD_ACTION_CONTENTS, "contents", &says);
        jd_help_hint(ui, JD_ACTION_BACK, "leave", &says);
    }
    jd_ui_message(ui, "%s", says.data);
    jd_buf_release(&says);
}

static bool act_rows(struct reader *reader, enum jd_action action, int count)
{
    struct jd_page *page = &reader->page;
    int times = count ? count : 1;
    switch (action) {
    case JD_ACTION_DOWN:
        say_end(reader, jd_page_move_rows(page, times), 1);
        return true;
    case JD_ACTION_UP:
        say_end(reader, jd_page_move_rows(page, -times), -1);
        return true;
    case JD_ACTION_SCROLL_DOWN:
        say_end(reader, jd_page_scroll(page, times), 1);
        return true;
    case JD_ACTION_SCROLL_UP:
        say_end(reader, jd_page_scroll(page, -times), -1);
        return true;
    case JD_ACTION_PAGE_DOWN:
    case JD_ACTION_PAGE_UP: {
        int direction = action == JD_ACTION_PAGE_DOWN ? 1 : -1;
        bool moved = jd_page_screen(page, direction);
        for (int i = 1; moved && i < times && jd_page_screen(page, direction); i++)
            continue;
        say_end(reader, moved, direction);
        return true;
    }
    case JD_ACTION_HALF_DOWN:
        say_end(reader, jd_page_half(page, 1, count), 1);
        return true;
    case JD_ACTION_HALF_UP:
        say_end(reader, jd_page_half(page, -1, count), -1);
        return true;
    case JD_ACTION_MIDDLE:
        jd_page_centre(page);
        return true;
    default:
        return false;
    }
}

static void go_percent(struct reader *reader, int percent)
{
    size_t len = jd_document_text(reader->ui->doc).len;
    if (percent >= 100) {
        remember(reader);
        jd_page_end(&reader->page);
        return;
    }
    jump_to(reader, (size_t)((double)len * percent / 100.0));
}

static bool act_jumps(struct reader *reader, enum jd_action action, int count)
{
    switch (action) {
    case JD_ACTION_START:
        remember(reader);
        jd_page_start(&reader->page);
        return true;
    case JD_ACTION_END:
        remember(reader);
        jd_page_end(&reader->page);
        return true;
    case JD_ACTION_PERCENT:
        if (count > 100)
            jd_ui_message(reader->ui, "percent goes from 0 to 100");
        else
            go_percent(reader, count);
        return true;
    case JD_ACTION_NEXT_SECTION:
        return go_section(reader, 1, count);
    case JD_ACTION_PREVIOUS_SECTION:
        return go_section(reader, -1, count);
    case JD_ACTION_JUMP_BACK:
        go_back(reader, jd_jumps_back);
        return true;
    case JD_ACTION_MARK:
    case JD_ACTION_GO_MARK:
        reader->awaiting = action;
        return true;
    default:
        return false;
    }
}

static void repeat(struct reader *reader, int count, int direction,
                   bool (*move)(struct jd_page *, int), const char *nothing)
{
    bool moved = false;
    for (int i = 0; i < (count ? count : 1); i++) {
        if (!move(&reader->page, direction))
            break;
        moved = true;
    }
    if (!moved)
        jd_ui_message(reader->ui, "no %s %s here", nothing,
                      direction > 0 ? "after" : "before");
}

static bool act_words(struct reader *reader, enum jd_action action, int count)
{
    struct jd_page *page = &reader->page;
    int times = count ? count : 1;
    if (reader->selection.is_on &&
        (action == JD_ACTION_NEXT_WORD || action == JD_ACTION_NEXT_ARTICLE)) {
        say_end(reader, jd_page_move_characters(page, times), 1);
        return true;
    }
    if (reader->selection.is_on &&
        (action == JD_ACTION_PREVIOUS_WORD || action == JD_ACTION_PREVIOUS_ARTICLE)) {
        say_end(reader, jd_page_move_characters(page, -times), -1);
        return true;
    }
    switch (action) {
    case JD_ACTION_NEXT_WORD:
        say_end(reader, jd_page_move_words(page, times), 1);
        return true;
    case JD_ACTION_PREVIOUS_WORD:
        say_end(reader, jd_page_move_words(page, -times), -1);
        return true;
    case JD_ACTION_NEXT_HELPED:
        repeat(reader, count, 1, jd_page_move_helped, "marked word");
        return true;
    case JD_ACTION_PREVIOUS_HELPED:
        repeat(reader, count, -1, jd_page_move_helped, "marked word");
        return true;
    case JD_ACTION_NEXT_SENTENCE:
        repeat(reader, count, 1, jd_page_move_sentence, "sentence");
        return true;
    case JD_ACTION_PREVIOUS_SENTENCE:
        repeat(reader, count, -1, jd_page_move_sentence, "sentence");
        return true;
    case JD_ACTION_NEXT_PARAGRAPH:
        repeat(reader, count, 1, jd_page_move_paragraph, "paragraph");
        return true;
    case JD_ACTION_PREVIOUS_PARAGRAPH:
        repeat(reader, count, -1, jd_page_move_paragraph, "paragraph");
        return true;
    default:
        return false;
    }
}

static void cycle_highlights(struct reader *reader)
{
    static const char *const says[] = {
        "marks: calm (names at first mention, a few terms)",
        "marks: all known names and terms",
        "marks: off",
    };
    struct jd_ui *ui = reader->ui;
    ui->highlights = (ui->highlights + 1) % JD_HIGHLIGHTS_COUNT;
    jd_ui_message(ui, "%s", says[ui->highlights]);
}

/* ---- studying ---------------------------------------------------------------------- */

static bool cancel(struct reader *reader)
{
    if (reader->selection.is_on) {
        reader->selection.is_on = false;
        return true;
    }
    return jd_searcher_cancel(&reader->searcher);
}

static bool act_study(struct reader *reader, enum jd_action action)
{
    struct jd_ui *ui = reader->ui;
    switch (action) {
    case JD_ACTION_SELECT:
        jd_selection_toggle(&reader->selection, &reader->page);
        return true;
    case JD_ACTION_COPY:
        jd_selection_copy(&reader->selection, ui, &reader->page);
        return true;
    case JD_ACTION_COPY_SENTENCE:
        jd_selection_copy_sentence(ui, &reader->page);
        return true;
    case JD_ACTION_NOTE:
        jd_marking_ask_note(ui, &reader->page);
        return true;
    case JD_ACTION_BOOKMARKS:
        jd_bookmarks_open(ui, reader->page.cursor);
        return true;
    case JD_ACTION_LIBRARY:
        jd_library_open(ui);
        return true;
    case JD_ACTION_NEXT_ARTICLE:
        jd_ui_go_next(ui, 1);
        return true;
    case JD_ACTION_PREVIOUS_ARTICLE:
        jd_ui_go_next(ui, -1);
        return true;
    case JD_ACTION_EDIT:
        jd_ui_edit(ui, reader->page.cursor);
        return true;
    case JD_ACTION_CANCEL:
        return cancel(reader);
    default:
        return false;
    }
}

static bool act(void *self, enum jd_action action, int count)
{
    struct reader *reader = self;
    if (act_rows(reader, action, count) || act_jumps(reader, action, count) ||
        act_words(reader, action, count) ||
        jd_searcher_act(&reader->searcher, action, count) || act_study(reader, action))
        return true;
    switch (action) {
    case JD_ACTION_LABELS:
        reader->labelling = true;
        return true;
    case JD_ACTION_HIGHLIGHTS:
        cycle_highlights(reader);
        return true;
    case JD_ACTION_OPEN:
        jd_entry_open_word(reader->ui, &reader->page);
        return true;
    case JD_ACTION_CONTENTS:
        jd_contents_open(reader->ui, &reader->outline, reader->page.cursor);
        return true;
    case JD_ACTION_TERMS:
        jd_terms_open(reader->ui);
        return true;
    default:
        return false;
    }
}

/* ---- keys that follow another ------------------------------------------------------ */

static void choose_label(struct reader *reader, jd_key key)
{
    for (size_t i = 0; i < reader->target_count; i++)
        if (key == (jd_key)label_letters[i]) {
            jd_page_show(&reader->page, reader->targets[i]);
            return;
        }
    if (key != JD_KEY_ESC && key != JD_CTRL('g') && key != JD_CTRL('c'))
        jd_ui_message(reader->ui, "no word has that letter");
}

static bool see_key(void *self, jd_key key)
{
    struct reader *reader = self;
    if (reader->labelling) {
        reader->labelling = false;
        choose_label(reader, key);
        return true;
    }
    if (reader->awaiting) {
        bool set = reader->awaiting == JD_ACTION_MARK;
        reader->awaiting = JD_ACTION_NONE;
        if (set)
            jd_marking_set(reader->ui, &reader->page, key);
        else if (key == '\'')
            go_back(reader, jd_jumps_swap);
        else
            jd_marking_go(reader->ui, key);
        return true;
    }
    return false;
}

static void click(void *self, int col, int row)
{
    struct reader *reader = self;
    struct jd_rect area = { 0, 0, reader->cols, reader->rows };
    struct jd_plan plan = jd_plan_in(reader->ui->settings, area);
    struct jd_sheet sheet = jd_plan_sheet(reader->ui->settings, &plan);
    jd_page_point(&reader->page, row - plan.text.row, col - sheet.left);
}

/* ---- drawing ----------------------------------------------------------------------- */

/* Has the headline left the view (or is there none)? */
static bool wants_title(const struct reader *reader)
{
    const struct jd_head *head = jd_document_head(reader->ui->doc);
    const struct jd_laid *laid = jd_index_block(reader->page.index, 0);
    size_t behind = head->headline.len ? laid->block.end : 1;
    return jd_page_first_byte(&reader->page) >= behind;
}

static void draw_title(const struct reader *reader, struct jd_canvas *canvas,
                       struct jd_rect area)
{
    struct jd_buf title = JD_BUF_INIT, percent = JD_BUF_INIT;
    bool shown = wants_title(reader);
    enum jd_role role = shown ? JD_ROLE_TITLE_BAR : JD_ROLE_META;
    if (shown)
        jd_canvas_fill(canvas, area, (struct jd_style){ .role = (uint8_t)role });
    jd_buf_printf(&percent, " %3d%% ",
                  jd_index_percent(reader->page.index, jd_page_last_byte(&reader->page)));
    int width = (int)percent.len;
    struct jd_rect left = { area.col + 1, area.row, area.cols - width - 1, 1 };
    if (shown && left.cols > 0) {
        jd_article_title(reader->ui->article, &title);
        jd_canvas_line(canvas, left, area.row, jd_buf_str(&title), role);
    }
    jd_canvas_put(canvas, area, area.col + area.cols - width, area.row,
                  jd_buf_str(&percent), (struct jd_style){ .role = (uint8_t)role });
    jd_buf_release(&title);
    jd_buf_release(&percent);
}

static void draw_frame(struct jd_canvas *canvas, struct jd_rect area)
{
    for (int col = 0; col < area.cols; col++)
        jd_canvas_put(canvas, area, area.col + col, area.row, jd_str_of("-"),
                      (struct jd_style){ .role = JD_ROLE_FRAME });
}

static void draw(void *self, struct jd_canvas *canvas, struct jd_rect area)
{
    struct reader *reader = self;
    struct jd_plan plan = fit(reader, area);
    struct jd_sheet sheet = jd_plan_sheet(reader->ui->settings, &plan);
    struct jd_overlay overlay = {
        .search = reader->searcher.is_shown ? &reader->searcher.search : NULL,
        .labels = reader->labelling ? label_letters : NULL,
        .label_count = LABELS_MAX,
        .targets = reader->targets,
    };
    jd_selection_range(&reader->selection, &reader->page, &overlay.select_start,
                       &overlay.select_end);
    size_t used = jd_rows_draw(&reader->page, reader->ui, &sheet, canvas, &overlay);
    if (reader->labelling)
        reader->target_count = used;
    if (plan.title.rows)
        draw_title(reader, canvas, plan.title);
    if (plan.frame.rows)
        draw_frame(canvas, plan.frame);
    if (plan.panel.rows)
        jd_panel_draw(&reader->page, reader->ui, canvas, plan.panel);
}

static void add_hints(const struct jd_ui *ui, struct jd_buf *into)
{
    jd_help_hint(ui, JD_ACTION_NEXT_HELPED, "next name", into);
    jd_help_hint(ui, JD_ACTION_OPEN, "entry", into);
    jd_help_hint(ui, JD_ACTION_TERMS, "terms", into);
    jd_help_hint(ui, JD_ACTION_CONTENTS, "contents", into);
    jd_help_hint(ui, JD_ACTION_HELP, "help", into);
}

static void status(void *self, struct jd_buf *into)
{
    static const char *const modes[] = { "", "[marks: all]  ", "[marks: off]  " };
    struct reader *reader = self;
    if (reader->labelling) {
        jd_buf_add_c(into, reader->target_count ? "go to which letter?  Esc leaves"
                                                : "no marked word in view");
        return;
    }
    if (reader->awaiting) {
        jd_buf_add_c(into, reader->awaiting == JD_ACTION_MARK
                               ? "mark with which letter?  Enter quick mark   Esc leaves"
                               : "go to which mark?  ' back   Esc leaves");
        return;
    }
    if (reader->selection.is_on) {
        jd_buf_add_c(into, "[select]  h l move its end   ");
        jd_help_hint(reader->ui, JD_ACTION_COPY, "copy", into);
        jd_buf_add_c(into, "Esc leaves");
        return;
    }
    jd_buf_add_c(into, modes[reader->ui->highlights]);
    if (reader->searcher.is_shown) {
        jd_searcher_status(&reader->searcher, into);
        jd_help_hint(reader->ui, JD_ACTION_SEARCH_NEXT, "next", into);
        jd_help_hint(reader->ui, JD_ACTION_SEARCH_PREVIOUS, "previous", into);
        return;
    }
    if (jd_article_has_shrunk(reader->ui->article))
        jd_buf_add_c(into, "the file became shorter while it was read: open it again  ");
    struct jd_rect area = { 0, 0, reader->cols, reader->rows };
    if (!jd_plan_in(reader->ui->settings, area).panel.rows)
        jd_panel_line(&reader->page, reader->ui, into);
    else if (jd_settings_get(reader->ui->settings, JD_SET_HINTS))
        add_hints(reader->ui, into);
}

/* ---- idle work --------------------------------------------------------------------- */

/* Lay out what the next page key will show, so that it only has to be drawn. */
static void look_ahead(struct reader *reader)
{
    struct jd_line line = reader->page.top;
    jd_index_move(reader->page.index, &line, 2L * reader->page.rows);
    line = reader->page.top;
    jd_index_move(reader->page.index, &line, -(long)reader->page.rows);
    jd_index_block(reader->page.index, reader->page.top.block);
}

static bool idle(void *self)
{
    struct reader *reader = self;
    look_ahead(reader);
    if (jd_searcher_idle(&reader->searcher))
        return true;
    bool more = jd_outline_scan(&reader->outline, SCAN_BYTES);
    bool checking = jd_article_scan(reader->ui->article, SCAN_BYTES);
    if (reader->checking && !checking)
        jd_greeting_bad_bytes(reader->ui);
    reader->checking = checking;
    return more || checking;
}

static void release(void *self)
{
    struct reader *reader = self;
    jd_page_release(&reader->page);
    jd_outline_release(&reader->outline);
    jd_searcher_release(&reader->searcher);
    free(reader);
}

static const struct jd_pane_ops reader_ops = {
    .view = JD_VIEW_PAGE,
    .act = act,
    .key = see_key,
    .click = click,
    .draw = draw,
    .status = status,
    .idle = idle,
    .free = release,
};

struct jd_pane jd_reader_new(struct jd_ui *ui, int cols, int rows)
{
    struct reader *reader = jd_alloc_zero(1, sizeof *reader);
    reader->ui = ui;
    reader->jumps = (struct jd_jumps)JD_JUMPS_INIT;
    reader->cols = cols;
    reader->rows = rows - 1;
    struct jd_rect area = { 0, 0, cols, rows - 1 };
    struct jd_plan plan = jd_plan_in(ui->settings, area);
    struct jd_flow_options options = jd_plan_flow(ui->settings, &plan);
    jd_page_init(&reader->page, ui->doc, ui->annotator, &ui->highlights, &options,
                 plan.text.rows);
    jd_outline_init(&reader->outline, ui->doc);
    jd_searcher_init(&reader->searcher, ui, &reader->page);
    jd_greeting_say(ui, reader->page.index);
    return (struct jd_pane){ &reader_ops, reader };
}

void jd_reader_jump(struct jd_pane pane, size_t byte)
{
    jump_to(pane.self, byte);
}

void jd_reader_remember(struct jd_pane pane, size_t byte)
{
    struct reader *reader = pane.self;
    jd_jumps_add(&reader->jumps, byte);
}

bool jd_reader_resume(struct jd_pane pane, size_t byte)
{
    struct reader *reader = pane.self;
    return jd_page_visit(&reader->page, byte);
}

void jd_reader_say_back(struct jd_pane pane)
{
    const struct reader *reader = pane.self;
    struct jd_buf says = JD_BUF_INIT;
    jd_buf_printf(&says, "where you were: %d%%   ",
                  jd_index_percent(reader->page.index, reader->page.cursor));
    jd_help_hint(reader->ui, JD_ACTION_START, "start", &says);
    jd_help_hint(reader->ui, JD_ACTION_BOOKMARKS, "bookmarks", &says);
    jd_help_hint(reader->ui, JD_ACTION_LIBRARY, "library", &says);
    jd_help_hint(reader->ui, JD_ACTION_HELP, "help", &says);
    jd_ui_message(reader->ui, "%s", says.data);
    jd_buf_release(&says);
}

const struct jd_page *jd_reader_page(struct jd_pane pane)
{
    return &((struct reader *)pane.self)->page;
}

struct jd_outline *jd_reader_outline(struct jd_pane pane)
{
    return &((struct reader *)pane.self)->outline;
}
