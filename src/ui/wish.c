/* SPDX-License-Identifier: MIT */
#include "jingdu/ui/wish.h"

#include "jingdu/base/banned.h"

void jd_wish_box_release(struct jd_wish_box *box)
{
    jd_buf_release(&box->text);
    jd_buf_release(&box->quote);
    box->wish = (struct jd_wish){ .kind = JD_REQUEST_NONE };
}

struct jd_wish *jd_wish_put(struct jd_wish_box *box, enum jd_request kind,
                            struct jd_str text)
{
    jd_buf_clear(&box->text);
    jd_buf_add(&box->text, text);
    box->wish = (struct jd_wish){ .kind = kind, .label = "" };
    return &box->wish;
}

void jd_wish_put_place(struct jd_wish_box *box, const struct jd_quote *place)
{
    struct jd_str *parts[] = { &box->wish.place.quote, &box->wish.place.before,
                               &box->wish.place.after };
    jd_buf_clear(&box->quote);
    jd_buf_reserve(&box->quote, /* so that no part moves */
                   place->quote.len + place->before.len + place->after.len);
    box->wish.place = *place;
    box->wish.has_place = true;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        jd_buf_add(&box->quote, *parts[i]);
        parts[i]->ptr = box->quote.data + box->quote.len - parts[i]->len;
    }
}

struct jd_wish jd_wish_take(struct jd_wish_box *box)
{
    struct jd_wish taken = box->wish;
    taken.text = jd_buf_str(&box->text);
    box->wish.kind = JD_REQUEST_NONE;
    return taken;
}
