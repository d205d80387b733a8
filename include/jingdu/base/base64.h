/* SPDX-License-Identifier: MIT */
/* Base64 (RFC 4648, section 4), one way. */
#ifndef JINGDU_BASE_BASE64_H
#define JINGDU_BASE_BASE64_H

#include "jingdu/base/buf.h"
#include "jingdu/base/str.h"

/* Append bytes as base64 with padding, without line ends. */
void jd_base64_add(struct jd_buf *into, struct jd_str bytes);

#endif
