#!/bin/sh
# SPDX-License-Identifier: MIT
# The manual pages are well formed, and nothing that the program knows is missing in them:
# options, exit statuses, settings, actions, columns and categories of glossaries.
# Needs srcdir and JINGDU, and mandoc, without which it is skipped.
set -u

# shellcheck disable=SC2154
man=$srcdir/man
if ! command -v mandoc >/dev/null 2>&1; then
    echo '1..0 # SKIP mandoc is not installed'
    exit 0
fi

count=0
report() # WHAT STATUS MESSAGES
{
    count=$((count + 1))
    if [ "$2" -eq 0 ]; then
        echo "ok $count - $1"
    else
        echo "not ok $count - $1"
        printf '%s\n' "$3" | sed 's/^/# /'
    fi
}

# A page as one reads it, without overstrikes, every run of blanks and line ends one blank.
back=$(printf '\b')
rendered() { mandoc -T utf8 -O width=1000 "$man/$1" | sed "s/.$back//g" | tr -s ' \n' ' '; }

# Which of the words on standard input does the page not have?
lacking() # PAGE
{
    page=" $(rendered "$1") "
    while IFS= read -r word; do
        printf '%s' "$page" | grep -qE -- "(^|[^[:alnum:]-])$word([^[:alnum:]-]|\$)" || echo "$1 lacks: $word"
    done
}

named() # WHAT PAGE WORDS   (a word a line)
{
    said=$(printf '%s\n' "$3" | lacking "$2" 2>&1)
    [ -n "$3" ] && [ -z "$said" ]
    report "$2 names $1" $? "${said:-no words to look for}"
}

table_column() # TABLE FIELD HEADER   (the nth string of each X() row of a table)
{
    tr -d '\n' <"$srcdir/include/jingdu/$3" | sed 's/#define/\
&/g' | grep "^#define $1(X)" | sed 's/X([A-Z]/\
&/g' | sed -n 's/^X(//p' | awk -F '"' -v field="$2" '{ print $(2 * field) }'
}

for page in jingdu.1 jingdu-config.5 jingdu-glossary.5; do
    if [ -f "$man/$page" ]; then
        said=$(mandoc -T lint -W warning "$man/$page" 2>&1)
        report "$page is well formed" $? "$said"
    else
        report "$page is well formed" 1 'there is no such page'
    fi
done

help=$("$JINGDU" --help)
named 'every option' jingdu.1 "$(printf '%s\n' "$help" | grep -oE -- '--[a-z-]+' | sort -u)"
named 'every command' jingdu.1 \
    "$(printf '%s\n' "$help" | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p' | sort -u)"
named 'every exit status' jingdu.1 "$(printf '%s\n' 0 1 2 3 4 128)"
named 'every action' jingdu-config.5 "$(table_column JD_ACTIONS 1 ui/keymap.h)"
named 'every setting' jingdu-config.5 "$(table_column JD_SETTINGS 2 ui/settings.h)"
named 'every column' jingdu-glossary.5 \
    "$("$JINGDU" glossary list no-such-word 2>/dev/null | sed 1q | tr '\t' '\n')"
named 'every category' jingdu-glossary.5 \
    "$(printf '%s\n' person place organisation media position event policy term idiom)"

printf 'no-such-thing\n' | lacking jingdu.1 | grep -q 'lacks: no-such-thing'
report 'what a page lacks is found' $? 'lacking() found a word that is not there'

echo "1..$count"
