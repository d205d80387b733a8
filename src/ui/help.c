/* SPDX-License-Identifier: MIT */
#include "jingdu/ui/help.h"

#include "jingdu/text/width.h"
#include "jingdu/ui/list.h"

#include "jingdu/base/banned.h"

/* What a newcomer needs, per view; the rest follows in the order of the table. */
static const enum jd_action first_page[] = {
    JD_ACTION_PAGE_DOWN, JD_ACTION_PAGE_UP,  JD_ACTION_NEXT_HELPED, JD_ACTION_OPEN,
    JD_ACTION_TERMS,     JD_ACTION_CONTENTS, JD_ACTION_SEARCH,      JD_ACTION_MARK,
    JD_ACTION_BOOKMARKS, JD_ACTION_BACK,
};
static const enum jd_action first_list[] = {
    JD_ACTION_DOWN, JD_ACTION_UP, JD_ACTION_FILTER, JD_ACTION_OPEN, JD_ACTION_BACK,
};
static const enum jd_action first_entry[] = {
    JD_ACTION_DOWN,      JD_ACTION_NEXT_HELPED, JD_ACTION_OPEN,
    JD_ACTION_JUMP_BACK, JD_ACTION_BACK,
};

static void add_heading(struct jd_list *list, const char *text)
{
    struct jd_list_row row = { .text = jd_str_of(text), .heading = true };
    jd_list_add(list, row);
}

static void add_action(const struct jd_ui *ui, struct jd_list *list,
                       enum jd_action action)
{
    struct jd_buf keys = JD_BUF_INIT;
    jd_keymap_keys(ui->keymap, action, &keys);
    if (keys.len) {
        struct jd_list_row row = { .text = jd_buf_str(&keys),
                                   .detail = jd_str_of(jd_action_help(action)) };
        jd_list_align(list, jd_width_cols(row.text));
        jd_list_add(list, row);
    }
    jd_buf_release(&keys);
}

static void add_view(const struct jd_ui *ui, struct jd_list *list, enum jd_view view,
                     const char *title)
{
    add_heading(list, title);
    for (int a = JD_ACTION_NONE + 1; a < JD_ACTION_COUNT; a++)
        if (jd_action_views((enum jd_action)a) & view)
            add_action(ui, list, (enum jd_action)a);
}

static const struct jd_list_ops ops = { .title = "Help", .nothing = "" };

void jd_help_open(struct jd_ui *ui, enum jd_view view)
{
    static const struct {
        enum jd_view view;
        const enum jd_action *actions;
        size_t count;
    } firsts[] = {
        { JD_VIEW_PAGE, first_page, sizeof first_page / sizeof *first_page },
        { JD_VIEW_LIST, first_list, sizeof first_list / sizeof *first_list },
        { JD_VIEW_ENTRY, first_entry, sizeof first_entry / sizeof *first_entry },
    };
    struct jd_list *list = jd_list_new(ui, &ops, NULL);
    add_heading(list, "The keys of this view that you need first");
    for (size_t f = 0; f < sizeof firsts / sizeof *firsts; f++)
        for (size_t i = 0; firsts[f].view == view && i < firsts[f].count; i++)
            add_action(ui, list, firsts[f].actions[i]);
    add_view(ui, list, JD_VIEW_PAGE,
             "All keys of the page (digits before a key repeat it)");
    add_view(ui, list, JD_VIEW_LIST, "All keys of lists");
    add_view(ui, list, JD_VIEW_ENTRY, "All keys of an entry");
    jd_ui_push(ui, jd_list_pane(list));
}

void jd_help_hint(const struct jd_ui *ui, enum jd_action action, const char *word,
                  struct jd_buf *into)
{
    struct jd_buf keys = JD_BUF_INIT;
    jd_keymap_keys(ui->keymap, action, &keys);
    struct jd_str rest = jd_buf_str(&keys), first;
    if (keys.len && jd_str_split(&rest, ' ', &first))
        jd_buf_printf(into, "%.*s %s   ", JD_STR_ARG(first), word);
    jd_buf_release(&keys);
}
