/* SPDX-License-Identifier: MIT */
/* Where jumps began, so that one can go back; as vim's ^O and ''. */
#ifndef JINGDU_UI_JUMPS_H
#define JINGDU_UI_JUMPS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { JD_JUMPS_MAX = 64 };

struct jd_jumps {
    size_t places[JD_JUMPS_MAX]; /* bytes, oldest first */
    size_t count;
    size_t last; /* where the last jump began; SIZE_MAX: none yet */
};

#define JD_JUMPS_INIT                                                                    \
    {                                                                                    \
        .last = SIZE_MAX                                                                 \
    }

/* A jump begins at byte. */
void jd_jumps_add(struct jd_jumps *jumps, size_t byte);

/* Back to where the last jump but those gone back began; from: where the reader is now.
 * False: there is none. */
bool jd_jumps_back(struct jd_jumps *jumps, size_t from, size_t *target);

/* Change places with where the last jump began. */
bool jd_jumps_swap(struct jd_jumps *jumps, size_t from, size_t *target);

#endif
