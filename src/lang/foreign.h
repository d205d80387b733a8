/* SPDX-License-Identifier: MIT */
/*
 * Foreign names in Chinese are spelled with characters that carry only their sound. When
 * one of them stands right beside a known name, the name may be a piece of a longer one
 * that nobody listed: 克里 in 克里斯蒂.
 */
#ifndef JINGDU_SRC_LANG_FOREIGN_H
#define JINGDU_SRC_LANG_FOREIGN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Is the code point right behind a name (cps[at] of count) likely to be more of the
 * name? 斯 in 克里斯蒂, but not 特 in 克里特别强调.
 */
bool jd_foreign_goes_on(const uint32_t *cps, size_t at, size_t count);

/* The same for the code point before cps[at]: 阿 in 阿克里. */
bool jd_foreign_came_before(const uint32_t *cps, size_t at);

/* Does a title end right before cps[at]: 总统 特使 国务卿 部长 …? */
bool jd_foreign_has_title(const uint32_t *cps, size_t at);

#endif
