#!/usr/bin/env bash
# The threads of a screen (the picture's, the worker's, the decoder's, the signals') under ThreadSanitizer: a wall and a touch screen
# with a centre that goes away and comes back, an alert, pages that turn, ratings. Needs build/tsan/hallboard: make tsan.
[ -x "$(dirname "$0")/../build/tsan/hallboard" ] || { echo "no threads test: build/tsan/hallboard is missing (make tsan)"; exit 77; }
export HALLBOARD="$(cd "$(dirname "$0")/.." && pwd)/build/tsan/hallboard"
. "$(dirname "$0")/support/centre.sh"
export SDL_VIDEODRIVER=dummy TSAN_OPTIONS="halt_on_error=0 exitcode=66 suppressions=$top/tests/tsan.supp"
centre=$work/centre
"$hallfeed" demo "$centre" >"$work/demo.log" || fail "hallfeed demo: $(cat "$work/demo.log")"
serve "$centre"
sed 's/^playlist = .*/playlist = coverage 3s, teams 3s, ranking 3s/' layouts/hall.layout >"$work/hall.layout"
cp -r layouts/boards "$work/boards"

start() { # STATE ARGUMENTS...
	"$hallboard" --state "$work/$1" --feed "$feed" --key "$centre/keys/centre.pub" --area "$hall" --size 1280x720 --heartbeat_s 1 \
		--upload_now --log "${@:2}" 2>"$work/$1.log" &
	servers+=("$!")
}
start wall --layout "$work/hall.layout"
wall=$!
for ((visit = 0; visit < 8; visit++)); do
	echo "$((1500 + visit * 2500)) tap 200 470"
	echo "$((2200 + visit * 2500)) tap 173 413"
	echo "$((3000 + visit * 2500)) tap 1133 600"
done >"$work/visits.script"
start touch --layout layouts/touch.layout --script "$work/visits.script"
touch=$!
await 60 grep -q 'first picture presented' "$work/wall.log" || fail "no wall: $(cat "$work/wall.log")"
await 60 grep -q 'first picture presented' "$work/touch.log" || fail "no touch screen: $(cat "$work/touch.log")"
sleep 6
"$hallfeed" alert raise "$centre" fire --drill --id threads >"$work/alert.log" || fail "$(cat "$work/alert.log")"
await 20 grep -q 'alert on the glass: threads' "$work/wall.log" || fail "no alert: $(cat "$work/wall.log")"
"$hallfeed" alert clear "$centre" threads >"$work/alert.log" || fail "$(cat "$work/alert.log")"
kill -9 "$server"
wait "$server" 2>/dev/null || true
sleep 3
serve "$centre" "${feed##*:}"
sleep 6
for screen in wall touch; do
	pid=${!screen}
	kill "$pid"
	wait "$pid" || fail "the $screen ended with $?: $(head -60 "$work/$screen.log")"
	grep -q 'WARNING: ThreadSanitizer' "$work/$screen.log" && fail "$(head -60 "$work/$screen.log")"
done
echo "0 reports of ThreadSanitizer: a wall and a touch screen, a minute of pages, visits, an alert and a centre that was away"
