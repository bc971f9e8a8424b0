#!/usr/bin/env bash
# A resident taps, the score moves, the wall shows it without a restart; the centre dies half way and comes back.
. "$(dirname "$0")/support/centre.sh"
centre=$work/centre
make_demo "$centre"
serve "$centre"

ranking_text() {
	board "$1" --feed "$feed" --screen ranking --text "$work/$1.txt"
}

answers() {
	"$hallfeed" export "$centre" ranking "$work/ranking.csv" >/dev/null
	column "$work/ranking.csv" answers
}

rate() { # NAME X: a tap on the answer at this place, a picture of what follows
	printf '1000 tap %d 620\n1500 picture %s\n' "$2" "$work/$1.png" >"$work/$1.script"
	board touch --feed "$feed" --screen rate --upload_now --script "$work/$1.script" --text "$work/$1.txt"
	[ -s "$work/$1.png" ] || fail "no picture of $1"
	grep -q 谢谢您的评价 "$work/$1.txt" || fail "no thanks after a tap: $(head -c 2000 "$work/$1.txt")"
}

# The wall that stays on: a window under Xvfb, which writes a picture of itself every two seconds.
start_wall() {
	mkfifo "$work/display"
	Xvfb -displayfd 3 -noreset -screen 0 1920x1080x24 -nolisten tcp 3>"$work/display" >/dev/null 2>&1 &
	servers+=($!)
	local display
	read -r display <"$work/display"
	for second in $(seq 2 2 400); do
		echo "${second}000 picture $work/wall.png"
	done >"$work/wall.script"
	DISPLAY=:$display "$hallboard" --state "$work/wall" --key "$centre/keys/centre.pub" --area "$hall" --at "$at" --feed "$feed" \
		--shift_px 0 --screen ranking --script "$work/wall.script" >"$work/wall.log" &
	wall=$!
	servers+=("$wall")
}

# The cell with the number of answers in the hall's own row, which stands first.
cell() {
	python3 tests/support/png.py crop "$work/wall.png" 1700 272 170 64 2>/dev/null
}

before=$(answers)
[ "$before" = 12 ] || fail "the demo hall starts with $before answers, not 12"
ranking_text fresh
grep -q '"12"' "$work/fresh.txt" || fail "the wall does not show 12 answers"

wall=
if command -v Xvfb >/dev/null; then
	start_wall
	await 60 test -s "$work/wall.png" || fail "the wall's window shows nothing: $(cat "$work/wall.log")"
	sleep 3
	at_start=$(cell)
	[ -n "$at_start" ] || fail "the wall's picture cannot be read"
fi

rate first 230
rose() {
	[ "$(answers)" = "$1" ]
}
await 60 rose 13 || fail "the first answer did not reach the score: $(answers)"
await 30 sh -c "curl -fsS --noproxy '*' $feed/v1/head/all.json >/dev/null" || fail "no head"
shows() {
	ranking_text fresh
	grep -q "\"$1\"" "$work/fresh.txt"
}
await 30 shows 13 || fail "the wall does not show 13 answers"
moved() {
	local now
	now=$(cell) && [ -n "$now" ] && [ "$now" != "$at_start" ]
}
if [ -n "$wall" ]; then
	await 30 moved || fail "the wall that stayed on does not show the new number"
	kill -0 "$wall" || fail "the wall ended"
else
	echo "no Xvfb here: the wall was looked at by pictures alone"
fi

# The centre is killed; a tap is thanked for all the same, and delivered later, once.
kill -9 "$server"
wait "$server" 2>/dev/null || true
rate second 600
[ "$(sqlite3 "$work/touch/outbox.db" 'SELECT count(*) FROM rating')" = 2 ] || fail "the outbox lost a rating"
ranking_text fresh
grep -q '"13"' "$work/fresh.txt" || fail "the last picture did not stay"
serve "$centre"
rate third 980
await 60 rose 15 || fail "after the centre came back there are $(answers) answers, not 15"
sleep 6
rose 15 || fail "answers were doubled: $(answers)"
[ -z "$wall" ] || kill -0 "$wall" || fail "the wall ended while the centre was away"
echo "12 -> 15 answers, once each, over a killed centre"
