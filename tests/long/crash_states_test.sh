#!/usr/bin/env bash
# A rating that was thanked for survives a power cut: the writes and syncs of the real screen are recorded, and disks that a cut could
# leave are opened. With synchronous=NORMAL the same must find losses, else it would see nothing.
#     RUNS=10000 tests/long/crash_states_test.sh
. "$(dirname "$0")/../support/centre.sh"
runs=${RUNS:-600} visits=${VISITS:-12} seed=${SEED:-1}
command -v strace >/dev/null || { echo "no strace here"; exit 77; }
plain=$top/build/hallboard
[ -x "$plain" ] || { echo "no plain build/hallboard here: LeakSanitizer dies under strace"; exit 77; }
centre=$work/centre
make_demo "$centre"

screen() {
	"$@" --state "$work/state" --key "$centre/keys/centre.pub" --feed "$centre/feed" --area "$hall" --at "$at" --layout layouts/touch.layout \
		--service haircut --size 640x360
}

# Where the first page's language and the page's best level stand.
place() { # NAME FILE
	sed -n "s/^target \([0-9]*\),\([0-9]*\) \([0-9]*\)x\([0-9]*\) [^ ]* \"$1\"\$/\1 \2 \3 \4/p" "$2" | awk 'NR == 1 { print int($1 + $3 / 2), int($2 + $4 / 2) }'
}
screen "$plain" --text "$work/welcome.txt"
language=$(place "language zh" "$work/welcome.txt")
printf '1000 tap %s\n' "$language" >"$work/script"
screen "$plain" --script "$work/script" --text "$work/rate.txt"
level=$(place "level 5" "$work/rate.txt")
[ -n "$language" ] && [ -n "$level" ] || fail "no language or level to tap: $(grep target "$work/welcome.txt" "$work/rate.txt")"
rm -rf "$work/state"
for ((i = 0; i < visits; i++)); do
	printf '%d tap %s\n%d tap %s\n%d picture %s\n' $((i * 20000 + 1000)) "$language" $((i * 20000 + 3000)) "$level" $((i * 20000 + 3500)) "$work/thanks$i.png"
done >"$work/script"
screen strace -f -xx -s 100000 -o "$work/trace" -e trace=openat,pwrite64,ftruncate,fdatasync,fsync "$plain" --script "$work/script" --text /dev/null
mkdir "$work/disk"
sound=$(python3 tests/support/crash_states.py "$work/trace" "$work/disk" "$runs" "$seed") ||
	fail "$sound; again: RUNS=$runs SEED=$seed tests/long/crash_states_test.sh"
loose=$(python3 tests/support/crash_states.py "$work/trace" "$work/disk" "$runs" "$seed" normal) ||
	fail "with synchronous=NORMAL nothing was lost, so that this test sees nothing: $loose"
echo "$sound; with synchronous=NORMAL $(sed 's/.*thanked for: //' <<<"$loose")"
