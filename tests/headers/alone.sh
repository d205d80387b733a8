#!/bin/sh
# SPDX-License-Identifier: MIT
# Each public header compiles as the only line of a file, and twice in a row. A header that
# leans on another without including it is refused: the last case proves that.
# Needs srcdir and CC; CPPFLAGS may say more.
set -u

WARNINGS='-Wall -Wextra -Wpedantic -Wundef -Wstrict-prototypes -Werror'

# compiles: C on standard input, messages on standard output.
compiles()
{
    # shellcheck disable=SC2086
    $CC ${CPPFLAGS-} -std=c11 -D_GNU_SOURCE $WARNINGS -I"$srcdir/include" \
        -fsyntax-only -x c - 2>&1
}

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

headers=$(cd "$srcdir/include" && find jingdu -name '*.h' | LC_ALL=C sort)
for header in $headers; do
    case $header in
    */banned.h) before='#include <stdio.h>' ;; # after the system's headers, by its nature
    *) before= ;;
    esac
    said=$(printf '%s\n#include "%s"\n#include "%s"\n' "$before" "$header" "$header" | compiles)
    report "$header stands alone" $? "$said"
done

said=$(echo 'struct jd_str needs_a_header(size_t count);' | compiles)
[ $? -ne 0 ]
report 'a header that includes nothing of what it uses is refused' $? "$said"

echo "1..$count"
