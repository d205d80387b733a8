#!/bin/sh
# SPDX-License-Identifier: MIT
# Runs the program on the command-line cases and compares output, messages and exit status.
# Usage: run.sh [NAME...]   (with srcdir and JINGDU set; all cases without names)
#
# A case NAME is these files in tests/cli/cases/; all but the first may be missing:
#   NAME.args    the arguments, one a line
#   NAME.in      standard input (else empty)
#   NAME.env     more variables, NAME=value a line
#   NAME.files   files that the program finds in its working folder, see make_files
#   NAME.before  commands that come first, one a line, words separated by blanks: what they
#                print goes nowhere, and each must end with 0
#   NAME.out     what must come on standard output (else nothing)
#   NAME.err     on standard error (else nothing)
#   NAME.status  the exit status (else 0)
# In .args, .files, .before, .out and .err @VERSION@ stands for the program's version,
# @HERE@ for the case's working folder.
# Each case has a folder of its own under tests/cli/work/ with an empty home, and a fixed
# environment. JD_UPDATE_CLI=1 writes what came into .out, .err and .status instead: read
# the difference before you keep it.
set -u

# shellcheck disable=SC2154
cases=$srcdir/tests/cli/cases
work=$PWD/tests/cli/work
JD_VERSION=${JD_VERSION-}

substitute() # NAME KIND
{
    sed -e "s|@VERSION@|$JD_VERSION|g" -e "s|@HERE@|$work/$1|g" "$cases/$1.$2"
}

# Makes the files that a .files file describes. `--- NAME` starts one; its lines follow as
# they are; a name that ends in / is a folder. `--- NAME escaped`: the lines are joined
# and read by printf %b, for bytes that no text file should hold.
make_files() # FILE
{
    file='' how=''
    while IFS= read -r line || [ -n "$line" ]; do
        case $line in
        '--- '*)
            # shellcheck disable=SC2086
            set -- ${line#--- }
            file=$1 how=${2-}
            case $file in
            */) mkdir -p "$file" ;;
            *)
                case $file in */*) mkdir -p "${file%/*}" ;; esac
                : >"$file"
                ;;
            esac
            ;;
        *)
            if [ "$how" = escaped ]; then
                printf '%b' "$line" >>"$file"
            else
                printf '%s\n' "$line" >>"$file"
            fi
            ;;
        esac
    done <"$1"
}

# Runs one case in the current folder: leaves ../NAME.out, .err and .status behind.
run_case() # NAME
{
    name=$1
    here=$PWD
    mkdir -p home
    if [ -f "$cases/$name.files" ]; then
        substitute "$name" files >"../$name.files"
        make_files "../$name.files"
    fi
    input=/dev/null
    if [ -f "$cases/$name.in" ]; then input=$cases/$name.in; fi
    set -- env -i PATH="$PATH" HOME="$here/home" PWD="$here" TZ=UTC LC_ALL=C.UTF-8 \
        TERM=dumb LINES=24 COLUMNS=80 JINGDU_DATADIR="${JINGDU_DATADIR-$srcdir/data}" \
        ASAN_OPTIONS="${ASAN_OPTIONS-}" UBSAN_OPTIONS="${UBSAN_OPTIONS-}"
    if [ -f "$cases/$name.env" ]; then
        while IFS= read -r line; do set -- "$@" "$line"; done <"$cases/$name.env"
    fi
    set -- "$@" "$JINGDU"
    broken=''
    if [ -f "$cases/$name.before" ]; then
        substitute "$name" before >"../$name.before"
        while IFS= read -r line; do
            # shellcheck disable=SC2086
            "$@" $line </dev/null >"../$name.early" 2>&1 || broken="$broken$line: status $?
"
        done <"../$name.before"
    fi
    substitute "$name" args >"../$name.args"
    while IFS= read -r line || [ -n "$line" ]; do set -- "$@" "$line"; done <"../$name.args"
    "$@" <"$input" >"../$name.out" 2>"../$name.err"
    echo $? >"../$name.status"
    printf '%s' "$broken" >>"../$name.err"
}

# Compares one kind of result; says on failure how it differs.
compare() # NAME KIND OTHERWISE
{
    expected=$work/$1.expected
    if [ -f "$cases/$1.$2" ]; then
        substitute "$1" "$2" >"$expected"
    else
        printf '%s' "$3" >"$expected"
    fi
    cmp -s "$expected" "$work/$1.$2" && return 0
    echo "# $1.$2 is not what was expected:"
    diff -u "$expected" "$work/$1.$2" | sed -e '1,2d' -e 's/^/#   /'
    return 1
}

update() # NAME
{
    for kind in out err; do
        if [ -s "$work/$1.$kind" ]; then
            sed -e "s|$JD_VERSION|@VERSION@|g" -e "s|$work/$1|@HERE@|g" "$work/$1.$kind" \
                >"$cases/$1.$kind"
        else
            rm -f "$cases/$1.$kind"
        fi
    done
    if [ "$(cat "$work/$1.status")" -ne 0 ]; then
        cp "$work/$1.status" "$cases/$1.status"
    else
        rm -f "$cases/$1.status"
    fi
}

count=0
one() # NAME
{
    count=$((count + 1))
    rm -rf "${work:?}/$1"
    mkdir -p "$work/$1"
    (cd "$work/$1" && run_case "$1")
    if [ "${JD_UPDATE_CLI-}" = 1 ]; then
        update "$1"
    fi
    good=yes
    compare "$1" out '' || good=no
    compare "$1" err '' || good=no
    compare "$1" status "0
" || good=no
    if [ $good = yes ]; then echo "ok $count - $1"; else echo "not ok $count - $1"; fi
}

if [ ! -x "$JINGDU" ]; then
    echo "Bail out! $JINGDU cannot be run"
    exit 1
fi
if [ $# -eq 0 ]; then
    # shellcheck disable=SC2046
    set -- $(cd "$cases" && ls | sed -n 's/\.args$//p' | LC_ALL=C sort)
fi
for name in "$@"; do one "$name"; done
echo "1..$count"
