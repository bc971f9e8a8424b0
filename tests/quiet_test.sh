#!/usr/bin/env bash
# A screen that shows something still does nothing: its first thread is not woken before the minute, and where a clock shows seconds only
# the cells of its digits are painted. It starts no other program and speaks to nobody but its display and its feed.
. "$(dirname "$0")/support/centre.sh"
command -v Xvfb >/dev/null || { echo "no quiet test: Xvfb is missing (package xvfb)"; exit 77; }
plain=$top/build/hallboard # as it is installed: LeakSanitizer dies under strace
[ -x "$plain" ] || { echo "no quiet test: build/hallboard is not built (make)"; exit 77; }
centre=$work/centre
make_demo "$centre"
sed -i 's/^next_poll_s = .*/next_poll_s = 3600/' "$centre/centre.conf" # a poll is news
"$hallfeed" publish "$centre" "$work/feed" >/dev/null

exec 9>"$work/number"
Xvfb -displayfd 9 -noreset -screen 0 1280x720x24 -nolisten tcp >/dev/null 2>&1 &
servers+=("$!")
await 20 test -s "$work/number" || fail "no display server"
DISPLAY=:$(cat "$work/number")
export DISPLAY
unset WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS
{
	cat layouts/hall.layout
	printf '\n[still]\n[still.clock]\nwidget = clock\nat = 100 100 600 100 px\n[still.bars]\nwidget = bars\ntable = teams\nvalues = hours_week\nat = 100 300 1600 600 px\n'
	printf '[seconds]\n[seconds.clock]\nwidget = clock\nseconds = yes\nat = 100 100 600 100 px\n'
} >"$work/quiet.layout"

start_wall() { # SCREEN: just after a full minute
	"$plain" --state "$work/wall" --key "$centre/keys/centre.pub" --area "$hall" --feed "$work/feed" --layout "$work/quiet.layout" \
		--screen "$1" --at 2018-10-25T09:30:01+08:00 --dim_after_h 0 --shift_px 0 --stats >"$work/$1.out" 2>"$work/$1.err" &
	wall=$!
	servers+=("$wall")
}
wakes() { awk '/^(non)?voluntary_ctxt_switches/ { sum += $2 } END { print sum }' "/proc/$wall/task/$wall/status"; }
settled() { # nothing happened for a second
	local before
	before=$(wakes)
	sleep 1
	[ "$(wakes)" = "$before" ]
}
end_wall() { # and its figures: figure NAME
	kill "$wall"
	wait "$wall" || true
	[ ! -s "$work/$1.err" ] || fail "$1: stderr is not empty: $(cat "$work/$1.err")"
	stats=$(grep '^stats ' "$work/$1.out" | tail -1)
}
figure() { echo "$stats" | sed "s/.* $1 \([0-9]*\).*/\1/"; }

start_wall still
await 25 settled || fail "a still wall does not come to rest"
for _ in 1 2; do # a minute may begin in one of them
	before=$(wakes)
	sleep 4
	woken=$(($(wakes) - before))
	[ "$woken" -gt 0 ] || break
done
[ "$woken" -eq 0 ] || fail "a still wall was woken $woken times in four seconds"
end_wall still

start_wall seconds
sleep 5
end_wall seconds
cells=$(figure cells) frames=$(figure frames) page=$((20 * 12))
[ "$frames" -ge 4 ] || fail "a clock with seconds made $frames frames in five seconds"
[ $((cells - page)) -le $((frames * 8)) ] || fail "a clock with seconds painted $((cells - page)) cells in $frames frames"

echo "a still wall slept for four seconds; a clock with seconds painted $((cells - page)) cells in $frames frames"
command -v strace >/dev/null || { echo "what it speaks to is not looked at: strace is missing (package strace)"; exit 0; }
serve "$centre"
strace -f -qq -e trace=execve,socket,connect,bind,listen -e signal=none -o "$work/trace" timeout 6 "$plain" --state "$work/traced" \
	--key "$centre/keys/centre.pub" --area "$hall" --feed "$feed" --screen coverage 2>"$work/traced.err" || [ $? -eq 124 ] || fail "under strace: $(cat "$work/traced.err")"
grep -q 'execve(.*= 0' "$work/trace" || fail "strace saw nothing: $(head -3 "$work/trace")"
# timeout and the screen itself
[ "$(grep -c execve "$work/trace")" -eq 2 ] || fail "it starts other programs: $(grep execve "$work/trace")"
port=${feed##*:} port=${port%/}
grep -q "connect(.*htons($port)" "$work/trace" || fail "it does not ask its feed"
strangers=$(grep -E 'connect\(|bind\(|listen\(' "$work/trace" | grep -v "X11-unix/X${DISPLAY#:}\"" | grep -v "htons($port), sin_addr=inet_addr(\"127.0.0.1\")" || true)
[ -z "$strangers" ] || fail "it speaks to others: $strangers"
echo "started no program and spoke to its display and its feed only"
