/* SPDX-License-Identifier: MIT */
/* Time that only moves forward, for idle slices. */
#ifndef JINGDU_BASE_CLOCK_H
#define JINGDU_BASE_CLOCK_H

#include <stdint.h>

/* Microseconds since some moment in the past. */
int64_t jd_clock_us(void);

#endif
