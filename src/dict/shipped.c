/* SPDX-License-Identifier: MIT */
/* Apart from glossary.c, so that mkglossary links without what it is about to make. */
#include <stdlib.h>

#include "jingdu/dict/glossary.h"

#include "shipped.h"

#include "jingdu/base/banned.h"

void jd_glossary_add_shipped(struct jd_glossary *glossary)
{
    if (!jd_glossary_add_image(glossary, jd_shipped_image, jd_shipped_len, false,
                               JD_SOURCE_SHIPPED, NULL))
        abort();
}
