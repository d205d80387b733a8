/* SPDX-License-Identifier: MIT */
#include "jingdu/lang/annotate.h"

#include <stdlib.h>
#include <string.h>

#include "jingdu/dict/glossary_tsv.h"
#include "jingdu/text/han.h"
#include "jingdu/text/utf8.h"

#include "tests/support/mix.h"
#include "tests/support/run.h"

#define COUNT(rows) (int)(sizeof(rows) / sizeof *(rows))
/* So that no line of what follows is taken for the head of an article. */
#define HEAD "# 题\n\n这是正文的开头，只为占一个段落，后面才是要看的那一段文字。\n\n"

static const char terms[] =
    "headword\tpinyin\tcategory\tkind\tgloss\taliases\tcommon\n"
    "王毅\tWáng Yì\tperson\t\tWang Yi\t王毅外长\t\n"
    "布林肯\tBùlínkěn\tperson\t\tBlinken\t\t\n"
    "林肯\tLínkěn\tperson\t\tLincoln\t\t\n"
    "克里\tKèlǐ\tperson\t\tKerry\t约翰·克里\t\n"
    "约翰\tYuēhàn\tperson\t\tJohn\t\t\n"
    "拜登\tBàidēng\tperson\t\tBiden\t\t\n"
    "沙利文\tShālìwén\tperson\t\tSullivan\t\t\n"
    "克里姆林宫\tKèlǐmùlín Gōng\tplace\t\tKremlin\t\t\n"
    "德国\tDéguó\tplace\t\tGermany\t\t1\n"
    "美国\tMěiguó\tplace\t\tUnited States\t\t1\n"
    "中国\tZhōngguó\tplace\t\tChina\t\t1\n"
    "南海\tNán Hǎi\tplace\t\tSouth China Sea\t\t\n"
    "国务卿\tguówùqīng\tposition\t\tSecretary of State\t\t\n"
    "美国国务卿\tMěiguó guówùqīng\tposition\tphrase\tUS Secretary of State\t\t\n"
    "特使\ttèshǐ\tposition\t\tspecial envoy\t\t\n"
    "中国人民大学\t\torganisation\t\tRenmin University\t\t\n"
    "人民大学\t\torganisation\t\tRenmin University\t\t\n"
    "大学\t\tterm\t\tuniversity\t\t\n"
    "国人\t\tterm\t\tcompatriots\t\t\n"
    "中共中央政治局委员\t\tposition\t\tmember of the Politburo\t\t\n"
    "中共中央\t\torganisation\t\tCentral Committee\t\t\n"
    "政治局\t\torganisation\t\tPolitburo\t\t\n"
    "政治局委员\t\tposition\t\tmember of the Politburo\t\t\n"
    "局委\t\tterm\t\tcrosses\t\t\n"
    "环球时报\t\tmedia\t\tGlobal Times\t\t\n"
    "APEC\t\torganisation\t\tAsia-Pacific Economic Cooperation\t\t\n"
    "APEC领导人非正式会议\t\tevent\t\tLeaders' Meeting\t\t\n"
    "AI\t\tterm\t\tartificial intelligence\t\t\n"
    "G7\t\torganisation\t\tGroup of Seven\t\t\n"
    "Financial Times\t\tmedia\t\tFinancial Times\t\t\n"
    "AI芯片\t\tterm\t\tAI chip\t\t\n"
    "任重道远\trènzhòngdàoyuǎn\tidiom\t\ta long way to go\t\t\n"
    "进发\t\tterm\tphrase\tto set out\t\t\n"
    "发展\t\tterm\tword\tto develop\t\t\n"
    "主任\t\tterm\tword\tdirector\t\t\n"
    "任毅\tRén Yì\tperson\tword\tRen Yi\t\t\n"
    "斯里兰卡\tSīlǐlánkǎ\tplace\t\tSri Lanka\t\t1\n"
    "伊斯坦布尔\tYīsītǎnbù'ěr\tplace\t\tIstanbul\t\t1\n"
    "中美关系\t\tpolicy\t\tChina-US relations\t\t\n";

struct fixture {
    struct jd_buf text;
    struct jd_document *doc;
    struct jd_glossary *glossary;
    struct jd_annotator *annotator;
    struct jd_block block;
    struct jd_annotation notes;
};

static void open_bytes(struct fixture *fixture, struct jd_str text, bool with_terms)
{
    *fixture = (struct fixture){ .text = JD_BUF_INIT,
                                 .block = JD_BLOCK_INIT,
                                 .notes = JD_ANNOTATION_INIT };
    jd_buf_add(&fixture->text, text);
    fixture->doc = jd_document_new(jd_buf_str(&fixture->text));
    if (with_terms) {
        fixture->glossary = jd_glossary_new(2023);
        jd_glossary_add_tsv(fixture->glossary, jd_str_of(terms), JD_SOURCE_USER, NULL,
                            NULL);
    }
    fixture->annotator = jd_annotator_new(fixture->doc, fixture->glossary);
}

static void open_body(struct fixture *fixture, const char *body)
{
    struct jd_buf text = JD_BUF_INIT;
    jd_buf_add_c(&text, HEAD);
    jd_buf_add_c(&text, body);
    open_bytes(fixture, jd_buf_str(&text), true);
    jd_buf_release(&text);
    jd_document_block_at(fixture->doc, strlen(HEAD), &fixture->block);
    jd_annotate_block(fixture->annotator, &fixture->block, &fixture->notes);
}

static void close_text(struct fixture *fixture)
{
    jd_annotation_release(&fixture->notes);
    jd_block_release(&fixture->block);
    jd_annotator_free(fixture->annotator);
    jd_glossary_free(fixture->glossary);
    jd_document_free(fixture->doc);
    jd_buf_release(&fixture->text);
}

static struct jd_str bytes_of(const struct fixture *fixture, size_t start, size_t end)
{
    return jd_str_sub(jd_buf_str(&fixture->text), start, end);
}

/* [term] <Latin> {number}, blanks as they are, | between. */
static void describe_tokens(const struct fixture *fixture, struct jd_buf *into)
{
    static const char *const marks[] = {
        [JD_TOKEN_TERM] = "[]", [JD_TOKEN_LATIN] = "<>", [JD_TOKEN_NUMBER] = "{}",
        [JD_TOKEN_HAN] = "",    [JD_TOKEN_PUNCT] = "",   [JD_TOKEN_SPACE] = "",
    };
    for (size_t i = 0; i < fixture->notes.token_count; i++) {
        const struct jd_token *token = &fixture->notes.tokens[i];
        const char *mark = marks[token->kind];
        if (i)
            jd_buf_add_char(into, '|');
        if (*mark)
            jd_buf_add_char(into, mark[0]);
        jd_buf_add(into, bytes_of(fixture, token->start, token->end));
        if (*mark)
            jd_buf_add_char(into, mark[1]);
    }
}

static const struct {
    const char *body, *tokens;
} cut[] = {
    { "王毅明起访美", "[王毅]|明|起|访|美" },
    { "美国国务卿布林肯将于24日", "[美国国务卿]|[布林肯]|将|于|{24}|日" },
    { "增长5.2%，达1,380亿。", "增|长|{5.2%}|，|达|{1,380}|亿|。" },
    { "00:46 发布", "{00:46}| |发|布" },
    { "3，5，7", "{3}|，|{5}|，|{7}" },
    { "２０２３年", "{２０２３}|年" },
    { "2023-10-25", "{2023}|-|{10}|-|{25}" },
    { "一、二", "一|、|二" },
    { "5G和F-35", "<5G>|和|<F-35>" },
    { "iPhone 15 Pro", "<iPhone>| |{15}| |<Pro>" },
    { "don’t e-mail O'Neill", "<don’t>| |<e-mail>| |<O'Neill>" },
    { "AT&T、R&D", "<AT&T>|、|<R&D>" },
    { "naïve cafe\u0301。", "<naïve>| |<cafe\u0301>|。" },
    { "中\u3000\u3000国 \u00a0文", "中|\u3000\u3000|国| \u00a0|文" },
    { "——……", "—|—|…|…" },
    { "😀👩‍👩‍👧‍👦", "😀|👩‍👩‍👧‍👦" },
    { "葛\U000E0100城", "葛\U000E0100|城" },
    { "字\u0301体", "字\u0301|体" },
    { "中\u200b文\u200d字", "中\u200b|文\u200d|字" },
    { "\u200b中文", "\u200b中|文" },
    { "王\u200b毅\ufe00说", "[王\u200b毅\ufe00]|说" },
    { "见https://example.org/a_b?c=1&d=2。完",
      "见|<https://example.org/a_b?c=1&d=2>|。|完" },
    { "见 https://example.org/APEC/ ,", "见| |<https://example.org/APEC/>| |," },
    { "www.example.org/AI网站", "<www.example.org/AI>|网|站" },
    { "写信到a.b@example.org。", "写|信|到|<a.b@example.org>|。" },
    { "@APEC", "@|[APEC]" },
    { "APEC://", "[APEC]|:|/|/" },
    { "中国人民大学", "[中国人民大学]" },
    { "中国人民", "[中国]|人|民" }, /* 国人 covers as much; the left one is taken */
    { "进发展", "进|[发展]" }, /* a word goes before a phrase, a person before a word */
    { "主任毅", "主|[任毅]" },
    { "中共中央政治局委员", "[中共中央政治局委员]" },
    { "中共中央政治局", "[中共中央]|[政治局]" },
    { "APEC领导人非正式会议", "[APEC领导人非正式会议]" },
    { "apec领导人", "[apec]|领|导|人" },
    { "ＡＰＥＣ领导人", "[ＡＰＥＣ]|领|导|人" },
    { "SAPEC APECs APEC-2 APEC2", "<SAPEC>| |<APECs>| |[APEC]|-|{2}| |<APEC2>" },
    { "AI、OpenAI、PAID、ai", "[AI]|、|<OpenAI>|、|<PAID>|、|<ai>" },
    { "G7峰会，g7", "[G7]|峰|会|，|<g7>" },
    { "AI芯片OpenAI芯片", "[AI芯片]|<OpenAI>|芯|片" },
    { "ＡＩ模型", "[ＡＩ]|模|型" },
    { "the Financial Times said", "<the>| |[Financial Times]| |<said>" },
    /* joined lines, and markup inside a name */
    { "王**毅**说", "[王**毅]|说" },
    { "中国[人民大学](https://example.org)教授", "[中国[人民大学]|教|授" },
};

START_TEST(text_is_cut_into_terms_and_smallest_units)
{
    struct fixture fixture;
    struct jd_buf tokens = JD_BUF_INIT;
    open_body(&fixture, cut[_i].body);
    describe_tokens(&fixture, &tokens);
    ck_assert_str_eq(tokens.data, cut[_i].tokens);
    jd_buf_release(&tokens);
    close_text(&fixture);
}
END_TEST

/* Twelve lines of 20 characters: hard-wrapped text, so that lines are joined. */
static void add_wrapped(struct jd_buf *into, const char *first_line_end,
                        const char *second_line_start)
{
    for (int line = 0; line < 12; line++) {
        struct jd_buf row = JD_BUF_INIT;
        if (line == 5)
            jd_buf_add_c(&row, second_line_start);
        size_t end = line == 4 ? strlen(first_line_end) : 0;
        while (row.len + end < 60)
            jd_buf_add_c(&row, "的");
        if (line == 4)
            jd_buf_add_c(&row, first_line_end);
        jd_buf_add(into, jd_buf_str(&row));
        jd_buf_add_char(into, '\n');
        jd_buf_release(&row);
    }
}

static const struct {
    const char *line_end, *line_start;
    size_t terms;
} wrapped[] = {
    { "布林", "肯", 1 },         { "布", "林肯", 1 }, { "布林肯", "王毅", 2 },
    { "Financial", "Times", 1 }, /* a blank is shown between Latin words */
    { "AP", "EC", 0 },
};

START_TEST(a_name_may_straddle_a_joined_line_end)
{
    struct fixture fixture;
    struct jd_buf body = JD_BUF_INIT;
    add_wrapped(&body, wrapped[_i].line_end, wrapped[_i].line_start);
    open_body(&fixture, body.data);
    ck_assert_uint_eq(fixture.block.run_count, 12);
    size_t found = 0;
    for (size_t i = 0; i < fixture.notes.hit_count; i++)
        found += fixture.notes.hits[i].outer;
    ck_assert_uint_eq(found, wrapped[_i].terms);
    jd_buf_release(&body);
    close_text(&fixture);
}
END_TEST

/* ---- hits -------------------------------------------------------------------------- */

/* "0 中国人民大学, 1 中国, 1 人民大学?": depth, text, ? for what is not trusted. */
static void describe_hits(const struct fixture *fixture, struct jd_buf *into)
{
    for (size_t i = 0; i < fixture->notes.hit_count; i++) {
        const struct jd_hit *hit = &fixture->notes.hits[i];
        struct jd_str text = bytes_of(fixture, hit->start, hit->end);
        ck_assert_int_eq(hit->outer, hit->depth == 0);
        jd_buf_printf(into, "%s%d %.*s%s", i ? ", " : "", hit->depth, JD_STR_ARG(text),
                      hit->trusted ? "" : "?");
    }
}

static const struct {
    const char *body, *hits;
} nested[] = {
    { "在中国人民大学", "0 中国人民大学, 1 中国, 1 国人?, 1 人民大学, 2 大学" },
    { "美国国务卿布林肯", "0 美国国务卿, 1 美国, 1 国务卿, 0 布林肯, 1 林肯?" },
    { "政治局委员", "0 政治局委员, 1 政治局, 1 局委" },
    { "中国人", "0 中国" }, /* 国人 crosses the border */
    { "中共中央政治局委员",
      "0 中共中央政治局委员, 1 中共中央, 1 政治局委员, 2 政治局, 2 局委" },
    { "约翰·克里说", "0 约翰·克里, 1 约翰, 1 克里" },
    { "王毅外长", "0 王毅外长, 1 王毅" },
    /* names that are pieces of longer ones */
    { "克里斯蒂说", "" },
    { "阿克里说", "" },
    { "总统林肯尔说", "0 林肯?" },
    { "特使克里斯蒂", "0 特使, 0 克里?" },
    { "总统克里斯蒂", "0 克里?" },
    { "克里姆林宫说", "0 克里姆林宫, 1 克里?" },
    /* and those that are not */
    { "特使克里、商务部长", "0 特使, 0 克里" },
    { "布林肯将访华", "0 布林肯, 1 林肯?" },
    { "沙利文就此", "0 沙利文" },
    { "拜登政府", "0 拜登" },
    { "拜登特别强调", "0 拜登" },
    { "拜登维护", "0 拜登" },
    { "拜登夫妇", "0 拜登" },
    { "拜登德国之行", "0 拜登, 0 德国" },
    { "宣布拜登将", "0 拜登" },
    { "克里·斯", "0 克里" },
    { "拜登斯里兰卡之行", "0 拜登, 0 斯里兰卡" },
    { "在伊斯坦布尔拜登说", "0 伊斯坦布尔, 0 拜登" },
    { "拜登亚洲之行", "0 拜登" },
    { "在克里米亚", "" },
    { "王毅德", "0 王毅" }, /* no name that is spelled by sounds */
    { "林肯", "0 林肯" },
};

START_TEST(inner_hits_lie_inside_outer_ones_and_pieces_of_names_are_not_trusted)
{
    struct fixture fixture;
    struct jd_buf hits = JD_BUF_INIT;
    open_body(&fixture, nested[_i].body);
    describe_hits(&fixture, &hits);
    ck_assert_str_eq(hits.data, nested[_i].hits);
    jd_buf_release(&hits);
    close_text(&fixture);
}
END_TEST

START_TEST(a_phrase_is_told_from_a_word)
{
    struct fixture fixture;
    open_body(&fixture, "美国国务卿布林肯");
    ck_assert(fixture.notes.hits[0].phrase);
    ck_assert(!fixture.notes.hits[1].phrase);
    ck_assert(!fixture.notes.hits[3].phrase);
    close_text(&fixture);
}
END_TEST

/* ---- calm -------------------------------------------------------------------------- */

/* Block by block: "布林肯! 王毅" for full and quiet, " / " between blocks. */
static void describe_calm(struct fixture *fixture, struct jd_buf *into)
{
    for (size_t at = 0; at < fixture->text.len; at = fixture->block.end) {
        jd_document_block_at(fixture->doc, at, &fixture->block);
        jd_annotate_block(fixture->annotator, &fixture->block, &fixture->notes);
        if (at)
            jd_buf_add_c(into, " /");
        for (size_t i = 0; i < fixture->notes.hit_count; i++) {
            const struct jd_hit *hit = &fixture->notes.hits[i];
            if (hit->calm == JD_CALM_NONE)
                continue;
            jd_buf_add_char(into, ' ');
            jd_buf_add(into, bytes_of(fixture, hit->start, hit->end));
            if (hit->calm == JD_CALM_FULL)
                jd_buf_add_char(into, '!');
        }
    }
}

#define TEN "的的的的的的的的的的"

static const struct {
    const char *text, *calm;
} calm[] = {
    /* first mention, then quiet, anew in each section; the headline counts for nothing */
    { "# 王毅访美\n\n王毅" TEN TEN "王毅" TEN "\n\n" TEN TEN "王毅\n\n## 一\n\n" TEN
      "王毅\n",
      " / 王毅! 王毅 / 王毅 / / 王毅!" },
    /* a name in a heading is the section's first mention */
    { "# 题\n\n## 在中国人民大学" TEN TEN TEN "任重道远\n\n中国人民大学" TEN TEN TEN "\n",
      " / 中国人民大学! / 中国人民大学" },
    /* common places and names that may be pieces never */
    { "# 题\n\n" TEN "美国、总统克里斯蒂" TEN "\n", " /" },
    /* a fifth: people first, then by rank; what does not fit is passed over */
    { "# 题\n\n" TEN TEN "中美关系王毅布林肯" TEN "\n", " / 王毅! 布林肯!" },
    { "# 题\n\n" TEN TEN TEN TEN "中美关系王毅布林肯" TEN "\n",
      " / 中美关系! 王毅! 布林肯!" },
    { "# 题\n\n" TEN TEN TEN "中国人民大学王毅" TEN "\n", " / 中国人民大学! 王毅!" },
    { "# 题\n\n" TEN "任重道远中国人民大学王毅\n", " / 王毅!" },
    /* short blocks: four characters from ten on, a fifth below */
    { "# 题\n\n王毅的的的的的的的的\n", " / 王毅!" },
    { "# 题\n\n王毅的的的的的的的\n", " /" },
    { "# 题\n\n任重道远的的的的的的\n", " / 任重道远!" },
    { "# 题\n\n任重道远王毅的的的的\n", " / 王毅!" },
    /* Latin names cost nothing */
    { "# 题\n\n的APEC的\n", " / APEC!" },
};

START_TEST(calm_marks_a_fifth_and_the_first_mention_most)
{
    struct fixture fixture;
    struct jd_buf found = JD_BUF_INIT;
    open_bytes(&fixture, jd_str_of(calm[_i].text), true);
    describe_calm(&fixture, &found);
    ck_assert_str_eq(found.data, calm[_i].calm);
    jd_buf_release(&found);
    close_text(&fixture);
}
END_TEST

START_TEST(the_head_is_cut_into_tokens_but_never_marked)
{
    struct fixture fixture;
    open_bytes(
        &fixture,
        jd_str_of("# 王毅访美\n\n**王毅、布林肯/环球时报**\n\n**2023-10-25 00:46**\n\n"
                  "王毅" TEN "\n"),
        true);
    for (size_t at = 0; at < jd_document_head(fixture.doc)->body;
         at = fixture.block.end) {
        jd_document_block_at(fixture.doc, at, &fixture.block);
        jd_annotate_block(fixture.annotator, &fixture.block, &fixture.notes);
        ck_assert_uint_gt(fixture.notes.token_count, 0);
        for (size_t i = 0; i < fixture.notes.hit_count; i++) {
            ck_assert_int_eq(fixture.notes.hits[i].calm, JD_CALM_NONE);
            ck_assert(!fixture.notes.hits[i].first);
        }
    }
    close_text(&fixture);
}
END_TEST

/* ---- any text ---------------------------------------------------------------------- */

static void check_tokens(const struct fixture *fixture)
{
    const struct jd_annotation *notes = &fixture->notes;
    const struct jd_block *block = &fixture->block;
    struct jd_str text = jd_buf_str(&fixture->text);
    size_t t = 0;
    for (size_t r = 0; r < block->run_count; r++) {
        size_t at = block->runs[r].start;
        /* A token that began in a run before may reach into this one. */
        if (t > 0 && notes->tokens[t - 1].end > at)
            at = notes->tokens[t - 1].end;
        for (; at < block->runs[r].end; at = notes->tokens[t++].end) {
            ck_assert_uint_lt(t, notes->token_count);
            ck_assert_uint_eq(notes->tokens[t].start, at);
            ck_assert_uint_gt(notes->tokens[t].end, at);
            struct jd_str run =
                jd_str_sub(text, block->runs[r].start, block->runs[r].end);
            ck_assert_uint_eq(jd_utf8_cluster_start(run, at - block->runs[r].start),
                              at - block->runs[r].start);
        }
    }
    ck_assert_uint_eq(t, notes->token_count);
}

static void check_hits(const struct fixture *fixture)
{
    const struct jd_annotation *notes = &fixture->notes;
    const struct jd_hit *outer = NULL;
    size_t t = 0;
    for (size_t i = 0; i < notes->hit_count; i++) {
        const struct jd_hit *hit = &notes->hits[i];
        ck_assert_uint_lt(hit->start, hit->end);
        if (i)
            ck_assert(hit->start > hit[-1].start ||
                      (hit->start == hit[-1].start && hit->end < hit[-1].end));
        if (!hit->outer) {
            ck_assert(outer && hit->start >= outer->start && hit->end <= outer->end);
            continue;
        }
        ck_assert(!outer || hit->start >= outer->end);
        outer = hit;
        while (t < notes->token_count && notes->tokens[t].kind != JD_TOKEN_TERM)
            t++;
        ck_assert_uint_lt(t, notes->token_count);
        ck_assert_uint_eq(notes->tokens[t].hit, i);
        ck_assert_uint_eq(notes->tokens[t].start, hit->start);
        ck_assert_uint_eq(notes->tokens[t].end, hit->end);
        t++;
    }
    for (; t < notes->token_count; t++)
        ck_assert(notes->tokens[t].kind != JD_TOKEN_TERM);
}

static void check_calm(const struct fixture *fixture)
{
    size_t marked = 0, han = 0;
    const struct jd_block *block = &fixture->block;
    for (size_t r = 0; r < block->run_count; r++)
        han += jd_han_count(bytes_of(fixture, block->runs[r].start, block->runs[r].end));
    for (size_t i = 0; i < fixture->notes.hit_count; i++) {
        const struct jd_hit *hit = &fixture->notes.hits[i];
        if (hit->calm != JD_CALM_NONE) {
            ck_assert(hit->outer && hit->trusted);
            ck_assert_int_eq(hit->calm == JD_CALM_FULL, hit->first);
            marked += jd_han_count(bytes_of(fixture, hit->start, hit->end));
        }
    }
    ck_assert_uint_le(marked, han / 5 > 4 || han < 10 ? han / 5 : 4);
}

START_TEST(tokens_cover_the_runs_and_hits_nest_in_any_text)
{
    for (uint64_t seed = 0; seed < 40; seed++) {
        struct fixture fixture;
        struct jd_buf text = JD_BUF_INIT;
        jd_mix_text(seed, (enum jd_mix)_i, 4000, &text);
        open_bytes(&fixture, jd_buf_str(&text), seed % 4 != 0);
        jd_buf_release(&text);
        for (size_t at = 0; at < fixture.text.len; at = fixture.block.end) {
            jd_document_block_at(fixture.doc, at, &fixture.block);
            jd_annotate_block(fixture.annotator, &fixture.block, &fixture.notes);
            check_tokens(&fixture);
            check_hits(&fixture);
            check_calm(&fixture);
        }
        close_text(&fixture);
    }
}
END_TEST

/* ---- order of asking --------------------------------------------------------------- */

/* Remember what the block at byte is annotated as, or compare with it. */
static void add_answer(struct fixture *fixture, struct jd_annotator *annotator,
                       size_t byte, struct jd_buf *into)
{
    jd_document_block_at(fixture->doc, byte, &fixture->block);
    jd_annotate_block(annotator, &fixture->block, &fixture->notes);
    for (size_t i = 0; i < fixture->notes.hit_count; i++) {
        const struct jd_hit *hit = &fixture->notes.hits[i];
        jd_buf_printf(into, "%zu-%zu %u %d %d;", hit->start, hit->end, (unsigned)hit->id,
                      hit->first, hit->calm);
    }
}

START_TEST(the_order_of_asking_does_not_matter)
{
    enum { BYTES = 200 * 1000, ASKED = 100 };
    struct fixture fixture;
    struct jd_buf text = JD_BUF_INIT, first = JD_BUF_INIT, again = JD_BUF_INIT;
    uint64_t state = (uint64_t)_i + 1;
    if (_i == JD_MIX_COUNT) { /* no headings and no ends: sections are cut */
        while (text.len < BYTES)
            jd_buf_add_c(&text, jd_mix_next(&state) % 40 ? "的" : "王毅，布林肯。");
    } else {
        jd_mix_text(5, (enum jd_mix)_i, BYTES, &text);
    }
    open_bytes(&fixture, jd_buf_str(&text), true);

    /* In order, remembering where each block's answer stands. */
    size_t *starts = malloc(BYTES * 2 * sizeof *starts),
           *answers = malloc(BYTES * 2 * sizeof *answers);
    ck_assert(starts && answers);
    size_t count = 0;
    for (size_t at = 0; at < fixture.text.len; at = fixture.block.end) {
        starts[count] = at;
        answers[count++] = first.len;
        add_answer(&fixture, fixture.annotator, at, &first);
    }
    answers[count] = first.len;

    struct jd_annotator *other = jd_annotator_new(fixture.doc, fixture.glossary);
    for (int i = 0; i < ASKED; i++) {
        /* Jumps, and between them some steps back and on. */
        size_t b = jd_mix_next(&state) % count;
        size_t to = b > 2 ? b - 2 : 0;
        for (; b != to; b--) {
            jd_buf_clear(&again);
            add_answer(&fixture, other, starts[b], &again);
            struct jd_str expected =
                jd_str_sub(jd_buf_str(&first), answers[b], answers[b + 1]);
            ck_assert(jd_str_eq(jd_buf_str(&again), expected));
        }
    }
    jd_annotator_free(other);
    free(starts);
    free(answers);
    jd_buf_release(&text);
    jd_buf_release(&first);
    jd_buf_release(&again);
    close_text(&fixture);
}
END_TEST

START_TEST(first_means_first_in_the_section)
{
    /* Against the plain rule: a set of ids that is emptied where a section begins. */
    struct fixture fixture;
    struct jd_buf text = JD_BUF_INIT;
    uint64_t state = 3;
    bool seen[64] = { false };
    size_t section = (size_t)-1, firsts = 0;
    while (text.len < 200 * 1000)
        jd_buf_add_c(&text, jd_mix_next(&state) % 300  ? "的"
                            : jd_mix_next(&state) % 4  ? "王毅与布林肯。\n\n"
                            : jd_mix_next(&state) % _i ? "中国人民大学。\n\n"
                                                       : "\n\n## 王毅\n\n");
    open_bytes(&fixture, jd_buf_str(&text), true);
    ck_assert_uint_lt(jd_glossary_count(fixture.glossary), COUNT(seen));
    for (size_t at = 0; at < fixture.text.len; at = fixture.block.end) {
        jd_document_block_at(fixture.doc, at, &fixture.block);
        jd_annotate_block(fixture.annotator, &fixture.block, &fixture.notes);
        if (jd_document_section_start(fixture.doc, at) != section)
            memset(seen, 0, sizeof seen);
        section = jd_document_section_start(fixture.doc, at);
        if (fixture.block.kind == JD_BLOCK_HEADLINE ||
            fixture.block.kind == JD_BLOCK_META)
            continue;
        for (size_t i = 0; i < fixture.notes.hit_count; i++) {
            const struct jd_hit *hit = &fixture.notes.hits[i];
            bool expected = hit->trusted && !seen[hit->id];
            ck_assert_int_eq(hit->first, expected);
            seen[hit->id] |= expected;
            firsts += expected;
        }
    }
    ck_assert_uint_gt(firsts, 10);
    jd_buf_release(&text);
    close_text(&fixture);
}
END_TEST

/* ---- asking for a token ------------------------------------------------------------ */

START_TEST(the_token_at_a_byte_contains_it_or_stands_before_it)
{
    struct fixture fixture;
    open_body(&fixture, "  王毅说**布林肯**");
    const struct jd_annotation *notes = &fixture.notes;
    size_t body = strlen(HEAD);
    ck_assert_ptr_eq(jd_annotation_token_at(notes, 0), &notes->tokens[0]);
    ck_assert_ptr_eq(jd_annotation_token_at(notes, body + 2), &notes->tokens[0]);
    ck_assert_ptr_eq(jd_annotation_token_at(notes, body + 7), &notes->tokens[0]);
    ck_assert_ptr_eq(jd_annotation_token_at(notes, body + 8), &notes->tokens[1]);
    ck_assert_ptr_eq(jd_annotation_token_at(notes, body + 11), &notes->tokens[1]);
    ck_assert_ptr_eq(jd_annotation_token_at(notes, body + 13), &notes->tokens[2]);
    ck_assert_ptr_eq(jd_annotation_token_at(notes, SIZE_MAX), &notes->tokens[2]);
    ck_assert_uint_eq(notes->token_count, 3);
    struct jd_annotation none = JD_ANNOTATION_INIT;
    ck_assert_ptr_null(jd_annotation_token_at(&none, 0));
    close_text(&fixture);
}
END_TEST

START_TEST(without_a_glossary_there_are_tokens_only)
{
    struct fixture fixture;
    struct jd_buf tokens = JD_BUF_INIT;
    open_bytes(&fixture, jd_str_of("王毅访美24日"), false);
    jd_document_block_at(fixture.doc, 0, &fixture.block);
    jd_annotate_block(fixture.annotator, &fixture.block, &fixture.notes);
    describe_tokens(&fixture, &tokens);
    ck_assert_str_eq(tokens.data, "王|毅|访|美|{24}|日");
    ck_assert_uint_eq(fixture.notes.hit_count, 0);
    jd_buf_release(&tokens);
    close_text(&fixture);
}
END_TEST

START_TEST(an_empty_text_has_no_tokens)
{
    struct fixture fixture;
    open_bytes(&fixture, jd_str_of(_i ? " \n\n \n" : ""), true);
    jd_document_block_at(fixture.doc, 0, &fixture.block);
    jd_annotate_block(fixture.annotator, &fixture.block, &fixture.notes);
    ck_assert_uint_eq(fixture.notes.hit_count, 0);
    ck_assert_uint_eq(fixture.notes.token_count > 0, fixture.block.run_count > 0);
    close_text(&fixture);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("annotate");
    TCase *tcase = tcase_create("all");
    tcase_add_loop_test(tcase, text_is_cut_into_terms_and_smallest_units, 0, COUNT(cut));
    tcase_add_loop_test(tcase, a_name_may_straddle_a_joined_line_end, 0, COUNT(wrapped));
    tcase_add_loop_test(
        tcase, inner_hits_lie_inside_outer_ones_and_pieces_of_names_are_not_trusted, 0,
        COUNT(nested));
    tcase_add_test(tcase, a_phrase_is_told_from_a_word);
    tcase_add_loop_test(tcase, calm_marks_a_fifth_and_the_first_mention_most, 0,
                        COUNT(calm));
    tcase_add_test(tcase, the_head_is_cut_into_tokens_but_never_marked);
    tcase_add_loop_test(tcase, tokens_cover_the_runs_and_hits_nest_in_any_text, 0,
                        JD_MIX_COUNT);
    tcase_add_loop_test(tcase, the_order_of_asking_does_not_matter, 0, JD_MIX_COUNT + 1);
    tcase_add_loop_test(tcase, first_means_first_in_the_section, 1, 4);
    tcase_add_test(tcase, the_token_at_a_byte_contains_it_or_stands_before_it);
    tcase_add_test(tcase, without_a_glossary_there_are_tokens_only);
    tcase_add_loop_test(tcase, an_empty_text_has_no_tokens, 0, 2);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return jd_run_tests("lang/annotate", make_suite());
}
