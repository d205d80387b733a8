#!/bin/sh
# SPDX-License-Identifier: MIT
# Runs the fuzzers built under FOLDER one after the other, FUZZ_SECONDS each, starting from
# the corpus of the tree. What they find new is kept in FOLDER/corpus/<target>, what breaks
# in FOLDER/broken/<target>-*: copy it to tests/fuzz/corpus/<target>/ with the mending.
# Usage: run.sh FOLDER   (with srcdir and FUZZ_TARGETS set)
set -eu
cd "$1"

status=0
for target in $FUZZ_TARGETS; do
    mkdir -p "corpus/$target" broken
    echo "fuzz_$target: ${FUZZ_SECONDS:=600} s, log in $PWD/$target.log"
    words=
    if [ -f "$srcdir/tests/fuzz/$target.dict" ]; then
        words=-dict=$srcdir/tests/fuzz/$target.dict
    fi
    longest=4096
    [ "$target" = store ] && longest=20000 # a database of a few pages
    if "tests/fuzz/fuzz_$target" -max_total_time="$FUZZ_SECONDS" -max_len="$longest" \
        -rss_limit_mb=1024 -timeout=60 -print_final_stats=1 \
        -artifact_prefix="broken/$target-" ${words:+"$words"} \
        "corpus/$target" "$srcdir/tests/fuzz/corpus/$target" >"$target.log" 2>&1; then
        grep -E 'stat::(number_of_executed_units|new_units_added)' "$target.log" || :
    else
        status=1
        echo "fuzz_$target FAILED:"
        tail -n 40 "$target.log"
    fi
done
exit $status
