#!/bin/sh
# SPDX-License-Identifier: MIT
# The manual says what the program says: every key, action, setting, option, command and
# exit status stands in man/ as in the program, and nothing else does.
# Usage: docs.sh   (with srcdir and JINGDU set; works in tests/cli/work)
set -u
LC_ALL=C.UTF-8
export LC_ALL

# shellcheck disable=SC2154
man=$srcdir/man
work=$PWD/tests/cli/work/docs.d
mkdir -p "$work" || exit 1
trap 'rm -rf "$work"' EXIT
count=0

# Two lists must be the same. The files are $work/NAME.program and $work/NAME.manual.
same() # NAME WHAT
{
    count=$((count + 1))
    if [ ! -s "$work/$1.program" ]; then
        echo "not ok $count - $2"
        echo "# the program says nothing"
    elif cmp -s "$work/$1.program" "$work/$1.manual"; then
        echo "ok $count - $2"
    else
        echo "not ok $count - $2"
        diff -u "$work/$1.program" "$work/$1.manual" | sed -e '1,2d' -e 's/^/#   /'
    fi
}

# mdoc escapes to plain text.
plain()
{
    sed -e 's/\\&//g' -e "s/\\\\(aq/'/g" -e 's/\\(ha/^/g' -e 's/\\(ti/~/g' \
        -e 's/\\(ga/`/g' -e 's/\\e/\\/g' "$@"
}

# Lines of one .Sh of a page.
section() # PAGE HEADING
{
    plain "$man/$1" | awk -v heading=".Sh $2" '
        /^\.Sh / { inside = $0 == heading; next }
        inside'
}

if ! "$JINGDU" config print --sample >"$work/sample" || ! "$JINGDU" --help >"$work/help"; then
    echo "Bail out! $JINGDU does not say what it can do"
    exit 1
fi
"$JINGDU" --config=/dev/null config print >"$work/print"

# ---- settings: "SECTION NAME = DEFAULT | RANGE | HELP" -----------------------------------

awk '
    /^\[/ { section = substr($0, 2, length($0) - 2); text = ""; next }
    section == "keys" { next }
    /^# / { text = text == "" ? last : text " " last; last = substr($0, 3); next }
    /^#/ {
        split(substr($0, 2), part, " = ")
        gsub(/"/, "", part[2])
        print section " " part[1] " = " part[2] " | " last " | " text
    }
    { text = last = "" }
' "$work/sample" | sed 's/ | *\([^|]*\) |  */ | \1 | /' >"$work/settings.program"
section jingdu-config.5 SETTINGS | awk '
    function finish()
    {
        if (name == "") return
        cut = index(text, "; the default is")
        range = text
        sub(/; the default is.*/, "", range)
        help = range
        sub(/(From|Either|One of|Any) [^.]*$/, "", help)
        range = substr(range, length(help) + 1)
        sub(/^(From|Either|One of) /, "", range)
        sub(/^Any /, "any ", range)
        sub(/ $/, "", help)
        print section " " name " = " value " | " range " | " help
        name = text = ""
    }
    /^\.Ss / { finish(); section = $3; next }
    /^\.It / { finish(); name = $3; next }
    /^\.El/ { finish(); next }
    /^\.Qq / { value = $2; next }
    /^\./ { next }
    { text = text == "" ? $0 : text " " $0 }
' >"$work/settings.manual"
same settings 'jingdu-config(5) has every setting with range, default and help'

# ---- keys: "ACTION: KEYS: HELP" ------------------------------------------------------------

awk '
    /^\[/ { inside = $0 == "[keys]"; next }
    !inside { next }
    /^# / { help = substr($0, 3); next }
    /^#/ {
        name = substr($0, 2, index($0, " = ") - 2)
        keys = substr($0, index($0, " = ") + 4)
        sub(/"$/, "", keys)
        gsub(/, /, " ", keys)
        print name ": " keys ": " help
    }
' "$work/sample" | sort >"$work/keys.program"
section jingdu.1 KEYS | awk '
    /^\.It Ic / { keys = substr($0, 8); help = ""; next }
    /^\.Pq Cm / && keys != "" { print $3 ": " keys ": " help; keys = ""; next }
    /^\./ { next }
    keys != "" { help = help == "" ? $0 : help " " $0 }
' | sort >"$work/keys.manual"
same keys 'jingdu(1) has every action with its keys and help'

awk '
    /^\[/ { inside = $0 == "[keys]"; next }
    inside && / = / {
        name = $1
        keys = substr($0, index($0, " = ") + 4)
        sub(/"  # .*$/, "", keys)
        print name ": " keys
    }
' "$work/print" >"$work/actions.program"
section jingdu-config.5 KEYS | awk '
    /^\.Bd / { block++; inside = 1; next }
    /^\.Ed/ { inside = 0 }
    inside && block == 2 { name = $1; sub(/^[^ ]* */, ""); print name ": " $0 }
' >"$work/actions.manual"
same actions 'jingdu-config(5) has every action with the keys that are in force'

# ---- options, commands, exit status ------------------------------------------------------

grep -oE -e '--[a-z][a-z-]*' "$work/help" | sort -u >"$work/options.program"
section jingdu.1 OPTIONS | sed -n 's/^\.It Fl Fl \([a-z-]*\).*/--\1/p' | sort -u \
    >"$work/options.manual"
same options 'jingdu(1) has every option of --help'

sed -n '/^Commands:/,/^$/s/^  \([a-z][a-z]*\( [a-z][a-z]*\)*\) .*/\1/p' "$work/help" | sort -u \
    >"$work/commands.program"
section jingdu.1 COMMANDS | sed -n 's/^\.It Ic //p' | sort -u >"$work/commands.manual"
same commands 'jingdu(1) has every command of --help'

sed -n '/^Exit status:/,$p' "$work/help" | tr ',\n' '  ' |
    grep -oE '(128 \+ n|(: | )[0-9]) ' | tr -d ': ' | sort >"$work/status.program"
section jingdu.1 'EXIT STATUS' | sed -n 's/^\.It //p' | sort >"$work/status.manual"
same status 'jingdu(1) has every exit status of --help'

# ---- the pages themselves ------------------------------------------------------------------

count=$((count + 1))
if command -v mandoc >"$work/mandoc"; then
    if (cd "$man" && mandoc -Tlint -Wstyle ./*.[15]) >"$work/lint" 2>&1; then
        echo "ok $count - the pages are good mdoc"
    else
        echo "not ok $count - the pages are good mdoc"
        sed 's/^/# /' "$work/lint"
    fi
else
    echo "ok $count - the pages are good mdoc # SKIP no mandoc"
fi
echo "1..$count"
