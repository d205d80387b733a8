/* SPDX-License-Identifier: MIT */
/*
 * What stands in a block: tokens that the cursor moves by, and the glossary terms found
 * in it. A pure function of block, glossary and what came before in the section; the
 * annotator only remembers, so that asking again is cheap.
 */
#ifndef JINGDU_LANG_ANNOTATE_H
#define JINGDU_LANG_ANNOTATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "jingdu/base/str.h"
#include "jingdu/dict/glossary.h"
#include "jingdu/doc/document.h"

enum jd_token_kind {
    JD_TOKEN_TERM,   /* an outer hit of the glossary */
    JD_TOKEN_HAN,    /* one Han character */
    JD_TOKEN_LATIN,  /* a run of letters, marks and digits, e-mail, URL */
    JD_TOKEN_NUMBER, /* a run of digits with . , % inside or behind */
    JD_TOKEN_PUNCT,
    JD_TOKEN_SPACE,
};

struct jd_token {
    size_t start, end; /* bytes of Text; a token in joined lines may span a gap */
    enum jd_token_kind kind;
    uint32_t hit; /* TERM: index of its hit; else UINT32_MAX */
};

enum jd_calm {
    JD_CALM_NONE,  /* nothing: common, over the budget, or in the headline or META */
    JD_CALM_QUIET, /* mentioned before in this section */
    JD_CALM_FULL,  /* first mention */
};

struct jd_hit {
    size_t start, end; /* bytes of Text */
    jd_term_id id;
    bool outer;    /* not inside another hit; outer hits do not overlap */
    bool first;    /* first mention in its section; not said of HEADLINE and META, nor
                    * of hits that are not trusted */
    bool phrase;   /* a chain of words (JD_TERM_PHRASE), not one word or name */
    bool trusted;  /* false: a name that may be a piece of a longer unknown one */
    uint8_t depth; /* 0 for outer hits, more inside */
    uint8_t calm;  /* enum jd_calm */
};

/*
 * Tokens in order, covering the runs without gap; hits by start, longer first. What
 * counts for nothing (zero-width characters) belongs to the token before it.
 */
struct jd_annotation {
    struct jd_token *tokens;
    size_t token_count, token_cap;
    struct jd_hit *hits;
    size_t hit_count, hit_cap;
};

#define JD_ANNOTATION_INIT                                                               \
    {                                                                                    \
        .tokens = NULL                                                                   \
    }
void jd_annotation_release(struct jd_annotation *annotation);

struct jd_annotator;

/*
 * Both are borrowed, must outlive the annotator and stay as they are. glossary may be
 * NULL: no terms.
 */
struct jd_annotator *jd_annotator_new(const struct jd_document *doc,
                                      const struct jd_glossary *glossary);
void jd_annotator_free(struct jd_annotator *annotator);

/*
 * Annotate one block of the document into *out, whose memory is used again. The answer
 * does not depend on what was asked before; at most the section before the block is
 * looked at.
 */
void jd_annotate_block(struct jd_annotator *annotator, const struct jd_block *block,
                       struct jd_annotation *out);

/*
 * The token that contains byte, else the nearest before it, else the first; NULL when
 * there are none.
 */
const struct jd_token *jd_annotation_token_at(const struct jd_annotation *annotation,
                                              size_t byte);

#endif
