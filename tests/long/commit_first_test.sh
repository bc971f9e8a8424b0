#!/usr/bin/env bash
# No thanks are presented before COMMIT has returned: the real screen in a real window, traced.
#     VISITS=100 tests/long/commit_first_test.sh
. "$(dirname "$0")/../support/centre.sh"
. "$top/tests/support/window.sh"
visits=${VISITS:-8}
command -v strace >/dev/null || { echo "no strace here"; exit 77; }
plain=$top/build/hallboard
[ -x "$plain" ] || { echo "no plain build/hallboard here: LeakSanitizer dies under strace"; exit 77; }
centre=$work/centre
make_demo "$centre"
arguments=(--state "$work/state" --key "$centre/keys/centre.pub" --feed "$centre/feed" --area "$hall" --at "$at"
	--layout layouts/touch.layout --service haircut --size 384x216 --reduced_motion --shift_px 0)
screen() { "$plain" "${arguments[@]}" "$@"; }

screen --text "$work/welcome.txt"
language=$(place "language zh" "$work/welcome.txt")
printf '1000 tap %s\n2000 picture %s\n' "$language" "$work/rate.png" >"$work/script"
screen --script "$work/script" --text "$work/rate.txt" --picture "$work/rate.png"
level=$(place "level 4" "$work/rate.txt")
printf '1000 tap %s\n2000 tap %s\n' "$language" "$level" >"$work/script"
screen --script "$work/script" --text "$work/thanks.txt" --picture "$work/thanks.png"
done=$(place "done" "$work/thanks.txt")
[ -n "$language" ] && [ -n "$level" ] && [ -n "$done" ] || fail "no language, level or end to tap"
screen --picture "$work/welcome.png"
for page in welcome rate thanks; do
	python3 tests/support/png.py bgrx "$work/$page.png" >"$work/$page.bgrx"
done
rm -rf "$work/state"

start_display 384x216 -extension MIT-SHM
mkfifo "$work/trace"
python3 tests/support/commit_first.py "$visits" 384 "$work/thanks.bgrx" "$work/rate.bgrx" "$work/welcome.bgrx" <"$work/trace" >"$work/said" &
reader=$!
strace -f -xx -s 400000 -o "$work/trace" --seccomp-bpf -e inject=fdatasync:delay_enter=100000 \
	-e trace=openat,pwrite64,fdatasync,fsync,write,writev,sendmsg "$plain" \
	"${arguments[@]}" --presenter cpu &
traced=$!
await 10 grep -q . "/proc/$traced/task/$traced/children" || fail "strace starts nothing"
window=$(tr -d ' ' <"/proc/$traced/task/$traced/children")
servers+=("$window")
# Now and then a pause, for what is touched without one for a minute is taken for pawed.
{
	for page in welcome rate thanks; do echo "page $page $work/$page.bgrx"; done
	for ((visit = 1; visit <= visits; visit++)); do
		echo "await welcome rest 0.35 tap $language await rate rest 0.35 tap $level await thanks rest 0.35 tap $done"
		((visit % 15)) || echo "rest 3.2"
	done | sed 's/ \(tap\|await\|rest\) /\n\1 /g'
} >"$work/commands"
said=$(python3 tests/support/pointer.py 20 <"$work/commands" 2>&1) || fail "$said"
sleep 1
kill "$window"
wait "$traced" || true
wait "$reader" || fail "$(cat "$work/said"); again: VISITS=$visits tests/long/commit_first_test.sh"
cat "$work/said"
