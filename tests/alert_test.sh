#!/usr/bin/env bash
# An alert from the officer's command to the glass and back, with real processes: how soon it is shown, where, that it outlives the
# centre and the wall, that it ends, and that a stick carries it.
. "$(dirname "$0")/support/centre.sh"
for tool in Xvfb xwd; do
	command -v "$tool" >/dev/null || { echo "no alert test: $tool is missing (packages xvfb, x11-apps)"; exit 77; }
done
centre=$work/centre
"$hallfeed" demo "$centre" >"$work/demo.log" || fail "hallfeed demo: $(cat "$work/demo.log")"

Xvfb -displayfd 3 -noreset -screen 0 1280x720x24 -nolisten tcp 3>"$work/display" >/dev/null 2>&1 &
servers+=("$!")
await 20 test -s "$work/display" || fail "no display came"
DISPLAY=:$(cat "$work/display")
export DISPLAY

wall() { # STATE FEED: a wall in the background, its log in $work/STATE.log
	"$hallboard" --state "$work/$1" --key "$centre/keys/centre.pub" --area "$hall" --feed "$2" --exit left --log 2>"$work/$1.log" &
	wall=$!
	servers+=("$wall")
	log=$work/$1.log
}
end_wall() {
	kill "$wall"
	wait "$wall" || fail "the wall ended with $?: $(cat "$log")"
}
says() { grep -q "$1" "$log"; }
now_ms() { date +%s%3N; }
within() { # MS PATTERN: how long until the log has a line, in $took
	local begun
	begun=$(now_ms)
	until says "$2"; do
		took=$(($(now_ms) - begun))
		[ "$took" -lt "$1" ] || fail "no \"$2\" within $1 ms: $(cat "$log")"
		sleep 0.02
	done
	took=$(($(now_ms) - begun))
}
# What stands in the lower left corner: yellow in a drill, black or yellow bands when it is meant.
corner() { xwd -silent -root | tail -c 5120 | head -c 3 | od -An -tx1 | tr -d ' '; }
drill_is_marked() { [ "$(corner)" = 00e6ff ]; }
raise() { "$hallfeed" alert raise "$centre" "$@" >>"$work/raised.log" || fail "raise $*: $(cat "$work/raised.log")"; }
clear() { "$hallfeed" alert clear "$centre" "$@" >>"$work/raised.log" || fail "clear $*: $(cat "$work/raised.log")"; }
list() { "$hallfeed" alert list "$centre"; }

serve "$centre"
wall hall "$feed"
await 20 says 'first picture presented' || fail "the wall shows nothing: $(cat "$log")"
sleep 3 # its first questions are asked, and the one about alerts waits
drill_is_marked && fail "something yellow stands there before anything is raised"

# From the command to the glass; the area is one above the hall's own.
raise fire --drill --area 652301 --id first
within 5000 'on the glass: first$'
shown=$took
await 5 drill_is_marked || fail "a drill is not marked: $(corner); $(cat "$log")"
counted() { list | grep -q '^first: Exercise Extreme .*; shown by 1 screen$'; }
await 15 counted || fail "the centre was not told that it was shown: $(list)"

# Elsewhere is not here.
raise gas --area 652321 --id elsewhere
sleep 2
says elsewhere && fail "another area's alert is shown"

# All clear, then the playlist.
clear first --for 3s
within 5000 'on the glass: first.clear$'
cleared=$took
within 40000 'no alert on the glass'
drill_is_marked && fail "the drill's mark is still there"

# It outlives the centre, and a wall that starts without one. Real ones go before drills.
raise storm --id meant --expires 10m
within 5000 'on the glass: meant$'
raise fire --drill --id second
sleep 1
says 'on the glass: second' && fail "a drill hides a real alert"
kill -9 "$server"
wait "$server" 2>/dev/null || true
end_wall
wall hall "$feed"
within 20000 'on the glass: meant$'
sleep 1
says 'no alert on the glass' && fail "the alert went with its centre"

# The centre comes back on the same address: the wall hears of the end.
serve "$centre" "${feed##*:}"
clear meant --for 1s
within 90000 'on the glass: second$'
clear second --for 1s
within 40000 'no alert on the glass'
end_wall

# It ends by itself, by the centre's clock.
wall again "$feed"
await 20 says 'first picture presented' || fail "the wall shows nothing: $(cat "$log")"
raise health --expires 4s --id short
within 10000 'on the glass: short$'
within 40000 'no alert on the glass'
end_wall

# A stick carries it, without any network.
raise flood --id carried
"$hallfeed" publish "$centre" "$work/stick" >/dev/null
wall stick "$work/stick"
within 20000 'on the glass: carried$'
clear carried --for 1s
"$hallfeed" publish "$centre" "$work/stick" >/dev/null
within 40000 'no alert on the glass'
end_wall

# The record of it.
for id in first meant second carried; do
	list | grep -q "^$id: .*, cleared " || fail "$id is not in the record: $(list)"
done
list | grep -q '^short: .*, ended ' || fail "the end of short is not in the record: $(list)"
echo "shown after $shown ms, all clear after $cleared ms"
