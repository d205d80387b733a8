#!/bin/sh
# SPDX-License-Identifier: MIT
# jingdu-glossary(5) names every column and every category that the program knows. The
# other pages are held against the program by tests/cli/docs.sh.
# Needs srcdir and JINGDU; works in tests/rules/work/page of the current folder.
set -u

# shellcheck disable=SC2154
page=$srcdir/man/jingdu-glossary.5
work=$PWD/tests/rules/work/page
mkdir -p "$work"
count=0

named() # WHAT WORDS
{
    count=$((count + 1))
    lacking=
    for word in $2; do
        grep -qwF -- "$word" "$page" || lacking="$lacking $word"
    done
    if [ -n "$2" ] && [ -z "$lacking" ]; then
        echo "ok $count - jingdu-glossary(5) names $1"
    else
        echo "not ok $count - jingdu-glossary(5) names $1"
        echo "# the program knows: $2"
        echo "# the page lacks:$lacking"
    fi
}

named 'every column' "$("$JINGDU" glossary list no-such-word | tr '\t' ' ')"

# The message about an unknown category lists those that are known.
printf 'headword\tcategory\tgloss\n测试\tnothing\tx\n' >"$work/category.tsv"
named 'every category' "$("$JINGDU" glossary check "$work/category.tsv" |
    sed -n 's/.*is not known: write //p' | tr -d ',' | sed 's/ or / /')"

echo "1..$count"
