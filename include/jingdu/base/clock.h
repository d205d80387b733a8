/* SPDX-License-Identifier: MIT */
/* Time: that only moves forward, for idle slices, and that of the calendar. */
#ifndef JINGDU_BASE_CLOCK_H
#define JINGDU_BASE_CLOCK_H

#include <stdint.h>

/* Microseconds since some moment in the past. */
int64_t jd_clock_us(void);

/* Milliseconds since 1970-01-01 00:00 UTC. */
int64_t jd_clock_now_ms(void);

#endif
