#!/bin/sh
# SPDX-License-Identifier: MIT
# The article that the project began with, as `annotate` prints it: nothing of its text is
# lost, its names are explained as of its date, and its own glossary counts. Its text is not
# ours to copy, so this looks for properties. Needs JINGDU; skipped without the article.
set -u

if [ -z "${JD_SEED_ARTICLE-}" ]; then
    echo '1..0 # SKIP there is no article in seeds/'
    exit 0
fi
echo 1..6
work=$PWD/tests/cli/work
mkdir -p "$work"
out=$work/seed.out

"$JINGDU" annotate "$JD_SEED_ARTICLE" >"$out" 2>"$work/seed.err"
status=$?
if [ $status -eq 0 ] && [ ! -s "$work/seed.err" ]; then
    echo 'ok 1 - the article opens without a word'
else
    echo "not ok 1 - the article opens without a word (status $status)"
fi

# Every paragraph, that is every long line without markup, comes out as it went in.
paragraphs=$work/seed.paragraphs
grep -v '[*#_[]' "$JD_SEED_ARTICLE" | LC_ALL=C awk 'length($0) > 150' |
    sed 's/[[:space:]]*$//; s/^[[:space:]　]*//' >"$paragraphs"
lost=$(while IFS= read -r line; do
    grep -qF -- "$line" "$out" || echo "# lost: $line"
done <"$paragraphs")
if [ -z "$lost" ] && [ "$(wc -l <"$paragraphs")" -ge 10 ]; then
    echo 'ok 2 - no paragraph is lost or changed'
else
    echo 'not ok 2 - no paragraph is lost or changed'
    printf '%s\n' "${lost:-# too few paragraphs to say so}"
fi

explained() # NUMBER HEADWORD PATTERN
{
    if grep -E "^  \| $2  " "$out" | grep -qE "$3"; then echo "ok $1 - $2 is explained: $3"; else
        echo "not ok $1 - $2 is explained: $3"
        grep -E "^  \| $2  " "$out" | sed 's/^/# /'
    fi
}
explained 3 耶伦 'person .*Treasury Secretary'
explained 4 布林肯 'person .*Secretary of State'
explained 5 仁爱礁 'place .*Second Thomas Shoal'

terms=$(grep -c '^  | ' "$out")
if [ "$terms" -ge 80 ]; then echo "ok 6 - at least 80 terms are explained ($terms)"; else
    echo "not ok 6 - at least 80 terms are explained ($terms)"
fi
