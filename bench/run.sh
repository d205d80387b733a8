#!/bin/sh
# SPDX-License-Identifier: MIT
# Times jingdu beside less, vim, nvim, lv and the floor (a pager of a few lines on
# ncursesw) on a 200x60 pseudo-terminal and prints a table. All readers take turns in one run, since only
# ratios of one run mean something. Usage: run.sh WORK
#   srcdir, JINGDU   the tree and the program
#   BENCH_RUNS       rounds, 5
#   BENCH_READERS    which, "jingdu less vim nvim lv floor"
#   BENCH_LARGE      size of the largest text in MB, 100
# WORK keeps the texts and all samples: WORK/samples has lines of reader, scene, step,
# ms to the last byte, ms to the first byte, bytes.
set -eu

work=$1
runs=${BENCH_RUNS:-5}
large=${BENCH_LARGE:-100}
readers=${BENCH_READERS:-jingdu less vim nvim lv floor}
mkdir -p "$work/home"
here=$PWD
timer=$here/bench/pty_bench
samples=$work/samples

# ---- texts: paragraphs of our own article in a fixed random order -------------------------

article=$srcdir/data/sample/article.txt
seed=$article
for file in "$srcdir"/seeds/*.txt; do
    if [ -f "$file" ]; then seed=$file; fi
done
[ -f "$article" ] || article=$seed

shuffled() # BYTES SEPARATOR
{
    LC_ALL=C awk -v size="$1" -v separator="$2" '
        length($0) > 60 && !/^#/ { paragraph[count++] = $0 }
        END {
            random = 1
            while (made < size) {
                random = (random * 16807) % 2147483647
                line = paragraph[random % count] separator
                printf "%s", line
                made += length(line)
            }
        }' "$article"
}

text() # FILE BYTES SEPARATOR
{
    [ -f "$work/$1" ] || { shuffled "$2" "$3" >"$work/$1.new" && mv "$work/$1.new" "$work/$1"; }
}
text 1MB.txt 1000000 '\n'
text 10MB.txt 10000000 '\n'
text large.txt "${large}000000" '\n'
# A word that stands on the last line only.
word=终点站
tail -n 1 "$work/large.txt" | grep -q "$word" || printf '这里是%s。\n' "$word" >>"$work/large.txt"
text line.txt 1048576 ''
printf '[page]\nmeasure = "500"\n' >"$work/config"

# ---- readers -------------------------------------------------------------------------------

# Each says: the keys for a page, a line, the end, half of the text, the start, searching,
# leaving; then its command.
keys_of_jingdu() { set_keys '<space>' '<c-e>' G '50%' g / Q "$JINGDU" --config="$here/$work/config"; }
keys_of_less() { set_keys '<space>' j G '50p' g / q less; }
keys_of_vim() { set_keys '<c-f>' '<c-e>' G '50%' gg / ':q!<cr>' vim -R -u NONE; }
keys_of_nvim() { set_keys '<c-f>' '<c-e>' G '50%' gg / ':q!<cr>' nvim -R -u NONE -i NONE; }
keys_of_lv() { set_keys '<space>' j G '' g / q lv -Au8; }
keys_of_floor() { set_keys '<space>' j '' '' '' '' q "$here/bench/floor"; }

set_keys() # PAGE LINE END HALF START SEARCH QUIT COMMAND...
{
    page=$1 line=$2 end=$3 half=$4 quit=$7
    search=${6:+$6$word<cr>} again=${5:+$5|n}
    shift 7
    command=$*
}

# One program on one text. A step whose key is empty is left out: this reader has none.
run() # SCENE FILE STEP...
{
    scene=$1 file=$2
    shift 2
    steps=
    for step in "$@"; do
        case $step in
        *=|*=\**) ;;
        *) steps="$steps --step $step" ;;
        esac
    done
    rm -rf "$work/home" && mkdir "$work/home" # nobody remembers where it was
    # shellcheck disable=SC2086
    env -u LESS -u LESSOPEN TERM=xterm-256color LC_ALL=C.UTF-8 HOME="$here/$work/home" \
        XDG_CONFIG_HOME="$here/$work/home" XDG_DATA_HOME="$here/$work/home" \
        XDG_CACHE_HOME="$here/$work/home" XDG_STATE_HOME="$here/$work/home" LESSHISTFILE=- \
        "$timer" --quit "$quit" $steps -- $command "$file" >"$work/out" 2>"$work/err" ||
        echo "$reader $scene: ended early: $(head -c 200 "$work/err")" >&2
    awk -v who="$reader" -v scene="$scene" 'NF == 4 { print who, scene, $0 }' "$work/out" >>"$samples"
}

there=
for reader in $readers; do
    "keys_of_$reader"
    if command -v "${command%% *}" >/dev/null 2>&1; then
        there="$there $reader"
    else
        echo "$reader is left out: ${command%% *} is not here"
    fi
done

: >"$samples"
round=0
while [ $round -lt "$runs" ]; do
    round=$((round + 1))
    for reader in $there; do
        if [ -t 2 ]; then printf '\r\033[Kround %d of %d: %s' $round "$runs" "$reader" >&2; fi
        "keys_of_$reader"
        run seed "$seed" "end=$end"
        run 1MB "$work/1MB.txt" "page=$page*40" "line=$line*20"
        run 10MB "$work/10MB.txt"
        run large "$work/large.txt" "end=$end" "half=$half" resize=@160x50 resize=@200x60
        # again: from the start, with what was read by then
        run search "$work/large.txt" "first=$search" "again=$again" "again=$again" "again=$again"
        run line "$work/line.txt" "page=$page*10" "end=$end"
    done
done
if [ -t 2 ]; then printf '\r\033[K' >&2; fi

# ---- the table -------------------------------------------------------------------------------

echo "medians of $runs rounds on 200x60; times in ms; $(uname -m), $(nproc) processors; large = $large MB"
sort -k1,3 -k4,4n "$samples" | awk -v readers="$there" '
    { key = $1 SUBSEP $2 SUBSEP $3; time[key, n[key]++] = $4; bytes[key, b[key]++] = $6 }

    # The q-th quantile; times are sorted, bytes are not, so those are averaged.
    function quantile(who, scene, step, q,    key, at)
    {
        key = who SUBSEP scene SUBSEP step
        if (!n[key]) return -1
        at = int(n[key] * q)
        return time[key, at < n[key] ? at : n[key] - 1]
    }
    function mean_bytes(who, scene, step,    key, i, sum)
    {
        key = who SUBSEP scene SUBSEP step
        if (!b[key]) return -1
        for (i = 0; i < b[key]; i++) sum += bytes[key, i]
        return sum / b[key]
    }
    function cell(value, digits) { return value < 0 ? "-" : sprintf("%." digits "f", value) }
    function ratio(value, other) { return value < 0 || other <= 0 ? "-" : sprintf("%.2f", value / other) }

    function put(title, scene, step, what, q,    i, value, digits)
    {
        printf "%-26s", title
        digits = what == "bytes" ? 0 : 2
        for (i = 1; i <= count; i++) {
            value = what == "bytes" ? mean_bytes(name[i], scene, step) : quantile(name[i], scene, step, q)
            of[name[i]] = value
            printf " %10s", cell(value, digits)
        }
        printf " %10s %10s %10s\n", ratio(of["jingdu"], of["floor"]),
            ratio(of["jingdu"], of["less"]), ratio(of["jingdu"], of["nvim"])
    }
    END {
        count = split(readers, name, " ")
        of["jingdu"] = of["floor"] = of["less"] = of["nvim"] = -1
        printf "%-26s", ""
        for (i = 1; i <= count; i++) printf " %10s", name[i]
        printf " %10s %10s %10s\n", "/floor", "/less", "/nvim"
        put("first paint, seed", "seed", "paint", "time", .5)
        put("first paint, 1 MB", "1MB", "paint", "time", .5)
        put("first paint, 10 MB", "10MB", "paint", "time", .5)
        put("first paint, large", "large", "paint", "time", .5)
        put("page down", "1MB", "page", "time", .5)
        put("page down, p95", "1MB", "page", "time", .95)
        put("page down, bytes", "1MB", "page", "bytes")
        put("line down", "1MB", "line", "time", .5)
        put("line down, p95", "1MB", "line", "time", .95)
        put("line down, bytes", "1MB", "line", "bytes")
        put("to the end, large", "large", "end", "time", .5)
        put("to 50 %, large", "large", "half", "time", .5)
        put("resize, large", "large", "resize", "time", .5)
        put("search, large: first", "search", "first", "time", .5)
        put("search, large: again", "search", "again", "time", .5)
        put("1 MiB line: first paint", "line", "paint", "time", .5)
        put("1 MiB line: page down", "line", "page", "time", .5)
        put("1 MiB line: to the end", "line", "end", "time", .5)
        put("private MiB, seed", "seed", "anon", "time", .5)
        put("private MiB, large", "large", "anon", "time", .5)
    }'
