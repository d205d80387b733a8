/* SPDX-License-Identifier: MIT */
#include "jingdu/ui/jumps.h"

#include <string.h>

#include "jingdu/base/banned.h"

void jd_jumps_add(struct jd_jumps *jumps, size_t byte)
{
    jumps->last = byte;
    if (jumps->count == JD_JUMPS_MAX)
        memmove(jumps->places, jumps->places + 1, --jumps->count * sizeof *jumps->places);
    jumps->places[jumps->count++] = byte;
}

bool jd_jumps_back(struct jd_jumps *jumps, size_t from, size_t *target)
{
    if (!jumps->count)
        return false;
    *target = jumps->places[--jumps->count];
    jumps->last = from;
    return true;
}

bool jd_jumps_swap(struct jd_jumps *jumps, size_t from, size_t *target)
{
    if (jumps->last == SIZE_MAX)
        return false;
    *target = jumps->last;
    jumps->last = from;
    return true;
}
