#!/usr/bin/env bash
# Screens tell the centre how they are, with real processes: what a wall shows, that a visit is only called a visit, what is refused,
# and that a centre that is away troubles nobody.
. "$(dirname "$0")/support/centre.sh"
export SDL_VIDEODRIVER=dummy
centre=$work/centre
make_demo "$centre"
serve "$centre"

start() { # STATE ARGUMENTS...: a screen in the background
	"$hallboard" --state "$work/$1" --feed "$feed" --key "$centre/keys/centre.pub" --area "$hall" --size 1280x720 --heartbeat_s 1 \
		--log "${@:2}" 2>"$work/$1.log" &
	screen=$!
	servers+=("$screen")
}
fleet() { "$hallfeed" fleet "$centre"; }
shows() { # each look holds the centre for a moment, and a heartbeat that comes then has to come again
	sleep 0.8
	fleet | awk 'NR > 1 { print $1, $3, $5 }' | grep -qx "$1"
}

start wall --screen coverage
wall=$screen
await 30 shows "well $hall coverage" || fail "the wall is not known: $(fleet; cat "$work/wall.log")"
device=$(cat "$work/wall/screen.id")
fleet | grep -q "^well     ${device:0:8} " || fail "another device: $(fleet)"
"$hallfeed" fleet "$centre" --screen "${device:0:6}" | grep -q '"wakeups":' || fail "its hours have no statistics"
"$hallfeed" fleet "$centre" --screen zz 2>"$work/none" && fail "a screen that is not there was found"
grep -q 'found "zz"' "$work/none" || grep -q '"zz"' "$work/none" || fail "no sentence: $(cat "$work/none")"
curl -s "$feed/metrics" | grep -qx 'hallfeed_screens{state="well"} 1' || fail "no gauge: $(curl -s "$feed/metrics")"

# Somebody rates: what is on the glass then is nobody's business.
for ((tap = 0; tap < 20; tap++)); do
	echo "$((1500 + tap * 4000)) tap 200 470" # somewhere on its way, however long the first picture takes
done >"$work/visit.script"
start touch --layout layouts/touch.layout --script "$work/visit.script"
await 30 shows "well $hall visit" || fail "no visit: $(fleet; cat "$work/touch.log")"
"$hallfeed" fleet "$centre" --screen "$(cat "$work/touch/screen.id")" | grep -Eq '"screen":"(rate|service|reasons)"' &&
	fail "the visitor's way was told: $("$hallfeed" fleet "$centre" --screen "$(cat "$work/touch/screen.id")")"
"$hallfeed" fleet "$centre" --screen "$(cat "$work/touch/screen.id")" | grep -Eq '"(wakeups|frames|cells|bytes|cache_bytes)":[1-9]' &&
	fail "what visits took to paint was told: $("$hallfeed" fleet "$centre" --screen "$(cat "$work/touch/screen.id")")"
kill "$screen"
wait "$screen" || fail "the touch screen ended with $?: $(cat "$work/touch.log")"

# What is malformed is refused with a sentence, and changes nothing.
post() { curl -s -o "$work/answer" -w '%{http_code}' -H 'Content-Type: application/json' --data-binary "$1" "$feed/v1/heartbeat"; }
refused() { # CODE BODY WORDS
	local code
	code=$(post "$2")
	[ "$code" = "$1" ] && grep -q "$3" "$work/answer" || fail "found $code $(cat "$work/answer"), expected $1 and \"$3\""
}
refused 400 '{"device": "stranger"}' 'expected'
refused 400 'not json' 'heartbeat'
refused 413 "$(head -c 5000 /dev/zero | tr '\0' ' ')" 'bytes'
[ "$(curl -s -o /dev/null -w '%{http_code}' "$feed/v1/heartbeat")" = 405 ] || fail "a heartbeat can be read"
[ "$(fleet | wc -l)" = 3 ] || fail "strangers were kept: $(fleet)"

# The centre goes away and comes back: the wall goes on, and is heard again.
kill -9 "$server"
wait "$server" 2>/dev/null || true
sleep 2
kill -0 "$wall" || fail "the wall ended with its centre: $(cat "$work/wall.log")"
serve "$centre" "${feed##*:}"
heard() { [ "$(curl -s "$feed/metrics" | sed -n 's/^hallfeed_heartbeats_total //p')" -ge 1 ]; }
await 30 heard || fail "the wall is not heard again: $(cat "$work/wall.log")"
kill "$wall"
wait "$wall" || fail "the wall ended with $?: $(cat "$work/wall.log")"
grep -i 'error\|runtime' "$work/wall.log" "$work/touch.log" && fail "sanitizers found something"
exit 0
