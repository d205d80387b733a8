#!/bin/sh
# SPDX-License-Identifier: MIT
# This tree keeps to its plan as tools/check-layers reads it; and check-layers can tell: a
# small right tree passes, and the same tree with any one thing wrong is refused.
# Needs srcdir; works in tests/rules/work/tree of the current folder.
set -u

# shellcheck disable=SC2154
tool=$srcdir/tools/check-layers
work=$PWD/tests/rules/work/tree
licence='/* SPDX-License-Identifier: MIT */'
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

lines() { printf '%s\n' "$@"; }

# A house of two floors in which nothing is wrong.
right_tree()
{
    rm -rf "$work"
    mkdir -p "$work/tools" "$work/bench" && cd "$work" || exit 1
    for module in base/buf text/width; do
        mkdir -p "include/jingdu/${module%/*}" "src/${module%/*}" "tests/${module%/*}"
        lines "$licence" '#include <stddef.h>' >"include/jingdu/$module.h"
        lines "$licence" "#include \"jingdu/$module.h\"" '#include <stdlib.h>' \
            '#include "jingdu/base/banned.h"' >"src/$module.c"
        lines "$licence" "#include \"jingdu/$module.h\"" \
            >"tests/${module%/*}/test_${module#*/}.c"
    done
    lines "$licence" >include/jingdu/base/banned.h
    # shellcheck disable=SC2016
    lines '| `base/banned` | a |' '| `base/buf` | b |' '| `text/width` | c |' >ARCHITECTURE.md
    lines 'dnl SPDX-License-Identifier: MIT' >configure.ac
    lines '# SPDX-License-Identifier: MIT' >Makefile.am
    lines '# SPDX-License-Identifier: MIT' >bootstrap
}

# After COMMANDS on the right tree the tool must fail and say PATTERN.
refused() # WHAT PATTERN COMMANDS
{
    right_tree
    eval "$3"
    said=$("$tool" "$work")
    status=$?
    [ $status -eq 1 ] && printf '%s\n' "$said" | grep -q "$2"
    report "$1 is refused" $? "$said (status $status)"
}

put() # LINE FILE   (after the file's second line)
{
    awk -v line="$1" '{ print } NR == 2 { print line }' "$2" >"$2.new" && mv "$2.new" "$2"
}

here=$PWD
said=$("$tool" "$srcdir" 2>&1)
report 'this tree keeps to its plan' $? "$said"

right_tree
said=$("$tool" "$work" 2>&1)
report 'a right tree passes' $? "$said"

refused 'an upward include' 'base may not include jingdu/text/width.h' \
    'put "#include \"jingdu/text/width.h\"" src/base/buf.c'
refused 'an upward include in a header' 'base may not include jingdu/text/width.h' \
    'put "#include \"jingdu/text/width.h\"" include/jingdu/base/buf.h'
refused 'an include written with blanks' 'base may not include' \
    'put "  #  include   \"jingdu/text/width.h\"" src/base/buf.c'
refused 'a path around the public headers' 'neither a public header' \
    'put "#include \"../text/width.h\"" src/base/buf.c'
refused 'an include of a test' 'neither a public header' \
    'put "#include \"tests/support/run.h\"" src/base/buf.c'
refused 'a missing header' 'no such header' \
    'put "#include \"jingdu/base/gone.h\"" src/text/width.c'
refused 'curses outside its room' '<curses.h> belongs elsewhere' \
    'put "#include <curses.h>" src/text/width.c'
refused 'a foreign header in a public header' '<unistr.h> belongs elsewhere' \
    'put "#include <unistr.h>" include/jingdu/text/width.h'
refused 'a library without a room' 'has no room' \
    'put "#include <glib.h>" src/base/buf.c'
refused 'own header second' 'first include must be its own' \
    'sed -i "2{h;d};3G" src/base/buf.c'
# shellcheck disable=SC2016
refused 'a .c without a header that belongs to no module' 'belongs to no module' \
    'lines "$licence" "#include <stdio.h>" "#include \"jingdu/base/banned.h\"" >src/base/stray.c'
refused 'a .c without banned.h' 'last include must be' \
    'sed -i /banned/d src/text/width.c'
refused 'banned.h not last' 'last include must be' \
    'lines "#include <stdio.h>" >>src/text/width.c'
refused 'a module without a test' 'no test: neither tests/text/test_width.c' \
    'rm tests/text/test_width.c'
refused 'a module that is not on the map' 'has 0 rows for text/width' \
    'sed -i /width/d ARCHITECTURE.md'
refused 'a module twice on the map' 'has 2 rows for text/width' \
    'sed -i "/width/{p}" ARCHITECTURE.md'
# shellcheck disable=SC2016
refused 'a row for a module that is gone' 'which does not exist' \
    'lines "| \`base/gone\` | d |" >>ARCHITECTURE.md'
refused 'an unknown layer' 'no layer of this name' \
    'mkdir src/misc && cp src/base/buf.c src/misc/buf.c'
refused 'a source without its licence' 'src/base/buf.c:1: no SPDX' \
    'sed -i /SPDX/d src/base/buf.c'

cd "$here" && rm -rf "$work"
echo "1..$count"
