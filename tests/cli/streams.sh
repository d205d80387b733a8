#!/bin/sh
# SPDX-License-Identifier: MIT
# Standard output that cannot take everything, and standard input that has no end of line.
# Needs JINGDU.
set -u

work=$PWD/tests/cli/work/streams
mkdir -p "$work"
cd "$work" || exit 1
count=0

verdict() # WHAT STATUS
{
    count=$((count + 1))
    if [ "$2" -eq 0 ]; then echo "ok $count - $1"; else echo "not ok $count - $1"; fi
}

printf '王毅访问美国。' >short.txt
awk 'BEGIN { for (i = 0; i < 20000; i++) print "中国外交部发言人在记者会上回答了提问。\n" }' >long.txt

for words in 'annotate short.txt' 'annotate long.txt' '--help' '--version' 'glossary list' 'config print'; do
    # shellcheck disable=SC2086
    "$JINGDU" $words >/dev/full 2>message
    status=$?
    [ $status -eq 1 ]
    verdict "jingdu $words into a full device ends with 1 (was $status)" $?
done

"$JINGDU" annotate --glossary=none long.txt 2>message | head -n 1 >first
printf '中国外交部发言人在记者会上回答了提问。\n' | cmp -s - first && [ ! -s message ]
verdict 'a reader that leaves early is no error worth a word' $?

printf '王毅访问美国。' | "$JINGDU" annotate --glossary=none >out && [ "$(cat out)" = 王毅访问美国。 ]
verdict 'a last line without a line end comes through' $?

"$JINGDU" annotate --glossary=none - <short.txt >out && [ "$(cat out)" = 王毅访问美国。 ]
verdict '- is standard input' $?

echo "1..$count"
