/* SPDX-License-Identifier: MIT */
/* The image that the build tool mkglossary made of data/glossary (data/glossary_image.c).
 */
#ifndef JINGDU_SRC_DICT_SHIPPED_H
#define JINGDU_SRC_DICT_SHIPPED_H

#include <stddef.h>
#include <stdint.h>

extern const uint64_t jd_shipped_image[];
extern const size_t jd_shipped_len; /* bytes */

#endif
