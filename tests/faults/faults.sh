#!/bin/sh
# SPDX-License-Identifier: MIT
# Makes system calls of a saving program fail, one at a time, and looks each time whether
# what it acknowledged is there and the database whole. Only calls on the store's own files
# count. Each deed runs in a child that strace counts for itself, so one run of strace puts
# a fault into all deeds at once.
# With JD_FULL=1 every call, and faults while recovering from a fault; else a selection.
# Needs tests/faults/actions of this build (or ACTIONS), and strace.
set -u
LC_ALL=C
export LC_ALL

DEEDS='add note delete undo position import migration empty'
CALLS='pwrite64 fdatasync ftruncate openat'
# FULL: no room from this call on. EINTR only once: who goes on after it must not hang.
KINDS='ENOSPC EIO EINTR KILL FULL'
LEAST=8 # different calls that must be hit, each deed
actions=${ACTIONS-$PWD/tests/faults/actions}

# Leak checks do not work below ptrace.
ASAN_OPTIONS=${ASAN_OPTIONS+$ASAN_OPTIONS:}detect_leaks=0
export ASAN_OPTIONS

work=$(pwd -P)/faults-$$
mkdir "$work" && cd "$work" || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM PIPE

if ! strace -qq -f -o probe -e trace=fsync -e inject=fsync:error=EIO true 2>/dev/null; then
    echo '1..0 # SKIP strace cannot trace here'
    exit 0
fi

# ---- which calls there are --------------------------------------------------------------

"$actions" prepare fresh || exit 1

# traced FOLDER LOG STRACE-OPTIONS...: do the deeds in $names under strace; standard input
# says what was acknowledged before.
traced()
{
    folder=$1
    log=$2
    shift 2
    for deed in $names; do
        set -- "$@" -P "$work/$folder/$deed" -P "$work/$folder/$deed/jingdu.db" \
            -P "$work/$folder/$deed/jingdu.db-journal"
    done
    # shellcheck disable=SC2086
    strace -qq -f -o "$log" "$@" "$actions" "do" "$folder" $names
}

# tally: of what strace and the program said, "DEED CALL COUNT".
tally()
{
    awk '$2 == "pid" { name[$3] = $1 }
        $2 ~ /^[a-z0-9]+\(/ { sub(/\(.*/, "", $2); count[$1 " " $2]++ }
        END { for (i in count) { split(i, part, " "); print name[part[1]], part[2], count[i] } }' "$@"
}

names=$DEEDS
"$actions" copy fresh count
traced count trace -e trace=pwrite64,fdatasync,ftruncate,openat </dev/null >acks
"$actions" verify count acks >without || echo "Bail out! without a fault: $(cat without)"
tally acks trace >calls

# having CALL N: the deeds that make so many such calls.
having()
{
    for deed in $DEEDS; do
        awk -v d="$deed" -v c="$1" -v n="$2" '$1 == d && $2 == c && $3 >= n { print d }' calls
    done
}

# Of the quick run: the first calls of a kind, then ever fewer; kinds take turns.
chosen() # N KIND
{
    [ "${JD_FULL-}" = 1 ] && return 0
    case $2 in
    KILL) [ "$1" -le 3 ] || [ $(($1 % 6)) -eq 0 ] ;;
    ENOSPC) [ "$1" -le 2 ] || [ $(($1 % 9)) -eq 1 ] ;;
    *) [ "$1" -le 1 ] || [ $(($1 % 12)) -eq 2 ] ;;
    esac
}

for call in $CALLS; do
    n=1
    while names=$(having "$call" $n) && [ -n "$names" ]; do
        for kind in $KINDS; do
            # shellcheck disable=SC2086
            chosen $n $kind && echo "$kind" $call $n $names
        done
        n=$((n + 1))
    done
done >batches

# ---- the faults -------------------------------------------------------------------------

inject() # KIND CALL N
{
    case $1 in
    KILL) echo "inject=$2:signal=SIGKILL:when=$3" ;;
    FULL) echo "inject=$2:error=ENOSPC:when=$3+" ;;
    *) echo "inject=$2:error=$1:when=$3" ;;
    esac
}

# One batch into the folder of a lane; what was wrong goes to LANE.wrong, all that was said
# to LANE.said.
one_batch() # LANE KIND CALL N
{
    traced "$1" "$1.trace" -e "trace=$3" -e "$(inject "$2" "$3" "$4")" >>"$1.acks" ||
        { echo "crash: $2 $3 $4: $(grep crash "$1.acks")" >>"$1.wrong"; }
    { echo "batch $2 $3 $4" && cat "$1.acks" "$1.trace"; } >>"$1.said"
}

look() # LANE WHAT...
{
    lane=$1
    shift
    # shellcheck disable=SC2086
    "$actions" verify "$lane" "$lane.acks" $names >"$lane.bad" 2>&1 ||
        sed "s/^/$*: /" "$lane.bad" >>"$lane.wrong"
}

run_lane() # LANE, batches on standard input
{
    while read -r kind call n names; do
        "$actions" copy fresh "$1"
        : >"$1.acks"
        one_batch "$1" "$kind" "$call" "$n" </dev/null
        look "$1" "$kind $call $n"
    done
}

# Killed, and a fault while the next program clears up and goes on.
run_pairs() # LANE, batches on standard input
{
    while read -r kind call n names; do
        [ "$kind" = KILL ] || continue
        for second in 'KILL pwrite64 1' 'KILL ftruncate 1' 'KILL fdatasync 1' \
            'EIO pwrite64 2' 'EIO fdatasync 1' 'ENOSPC pwrite64 1' 'KILL openat 2'; do
            "$actions" copy fresh "$1"
            : >"$1.acks"
            one_batch "$1" "$kind" "$call" "$n" </dev/null
            cp "$1.acks" "$1.before"
            # shellcheck disable=SC2086
            one_batch "$1" $second <"$1.before"
            look "$1" "$kind $call $n then $second"
        done
    done
}

lanes()
{
    awk 'NR % 2' batches | "$1" one &
    first=$!
    awk 'NR % 2 == 0' batches | "$1" two
    wait $first
}

# Which calls were hit: "DEED KIND CALL N" of each fault; no room counts once.
hits()
{
    cat one.said two.said | awk '
        $1 == "batch" { kind = $2; call = $3; n = $4; split("", seen); next }
        $2 == "pid" { name[$3] = $1 }
        (/\(INJECTED\)$/ || (kind == "KILL" && / = \?$/)) && !seen[$1]++ {
            print name[$1], kind, call, n
        }'
}

# ---- what came of it --------------------------------------------------------------------

number=0
verdict() # WHAT STATUS
{
    number=$((number + 1))
    if [ "$2" -eq 0 ]; then echo "ok $number - $1"; else echo "not ok $number - $1"; fi
}

# summary WHAT: judges one.* and two.*, and takes them away.
summary()
{
    touch one.wrong two.wrong
    hits >hit
    faults=$(wc -l <hit)
    lost=$(cat one.wrong two.wrong | grep -c ': lost ')
    corrupt=$(cat one.wrong two.wrong | grep -c ': corrupt ')
    sed 's/^/# /' one.wrong two.wrong
    [ "$faults" -gt 0 ] && [ ! -s one.wrong ] && [ ! -s two.wrong ]
    verdict "$1: $faults faults, $lost lost, $corrupt corrupt" $?
    rm -f one.* two.*
}

[ ! -s without ]
verdict 'without a fault everything is kept' $?

lanes run_lane
summary 'one fault'
for deed in $DEEDS; do
    calls=$(awk -v d="$deed" '$1 == d { print $3, $4 }' hit | sort -u | wc -l)
    kinds=$(awk -v d="$deed" '$1 == d { print $2 }' hit | sort -u | wc -l)
    [ "$calls" -ge $LEAST ] && [ "$kinds" -eq 5 ]
    verdict "$deed: $calls different calls were hit, $kinds kinds of faults" $?
done
awk '{ count[$3 " " $2]++ } END { for (i in count) print "# " i ": " count[i] }' hit | sort

if [ "${JD_FULL-}" = 1 ]; then
    lanes run_pairs
    summary 'killed, then a fault while going on'
fi

# Controls: a program that acknowledges before it saves is caught, whatever the fault.
names=$DEEDS
for fault in 'KILL pwrite64 2' 'ENOSPC pwrite64 2' 'FULL openat 1'; do
    "$actions" copy fresh one
    : >one.acks
    # shellcheck disable=SC2086
    JD_FAULT_LIE=1 one_batch one $fault </dev/null
    # shellcheck disable=SC2086
    look one $fault
    caught=$(grep -c ': lost ' one.wrong)
    [ "$caught" -ge 7 ]
    verdict "control: a program that lies is caught ($fault: $caught of 8 deeds)" $?
    rm -f one.*
done

echo "1..$number"
