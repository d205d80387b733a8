/* SPDX-License-Identifier: MIT */
/*
 * One write for one picture. curses writes whenever it moves the cursor, some sixty times
 * for a page, each of which wakes the terminal up to show a part. So its descriptor is a
 * file in memory while it draws, and what has gathered there is sent at once. For changes
 * of the terminal's modes the descriptor is the terminal.
 */
#ifndef JINGDU_SRC_TERM_FRAME_H
#define JINGDU_SRC_TERM_FRAME_H

#include <stdbool.h>

#include "jingdu/base/str.h"

struct jd_frame {
    int fd;     /* curses's own, borrowed */
    int tty;    /* the terminal; ours */
    int memory; /* -1: there is none, everything is sent as it comes */
    bool gathers, used;
};

/* fd is the terminal now; it is until jd_frame_gather. False when there is no descriptor.
 */
bool jd_frame_open(struct jd_frame *frame, int fd);
void jd_frame_close(struct jd_frame *frame);

/* From now on bytes are kept. */
void jd_frame_gather(struct jd_frame *frame);

/* Send what was kept; from now on bytes go to the terminal. */
void jd_frame_pass(struct jd_frame *frame);

/* Keep bytes behind those of curses, or send them. */
void jd_frame_add(struct jd_frame *frame, struct jd_str bytes);

/* Send what was kept. A terminal that is gone takes nothing; jd_term_wait finds that out.
 */
void jd_frame_send(struct jd_frame *frame);

#endif
