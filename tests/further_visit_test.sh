#!/usr/bin/env bash
# A survey with everything, from the centre's import to the rating in the centre's store: language, service, a low answer, two reasons,
# three further questions, a topic's code with the thanks. Then every other way through a visit: three taps in each language, three keys,
# swipes. A wall that also takes ratings says so, wakes and goes back. All of it in the scripts' own time.
. "$(dirname "$0")/support/centre.sh"
centre=$work/centre
make_demo "$centre"
plain=$work/plain.feed
"$hallfeed" publish "$centre" "$plain" >/dev/null # the demo's own survey asks nothing further
"$hallfeed" import "$centre" survey tests/data/survey_full.json >/dev/null
serve "$centre"

cat >"$work/low.script" <<-E
	1000 tap 300 700
	2000 tap 380 440
	3000 tap 1310 600
	4000 tap 300 430
	4600 tap 760 430
	5200 tap 1500 750
	6000 tap 380 520
	7000 tap 1310 520
	8000 tap 260 520
	9000 wait
E
board touch --feed "$feed" --layout layouts/touch.layout --upload_now --script "$work/low.script" --text "$work/thanks.txt"
grep -q 谢谢您的评价 "$work/thanks.txt" || fail "no thanks: $(grep target "$work/thanks.txt" | head -20)"
code=$(grep -Eo '"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}"' "$work/thanks.txt" | head -1 | tr -d '"')
[ -n "$code" ] || fail "no topic's code with the thanks"
row() {
	sqlite3 "$centre/centre.db" "SELECT service, level, reasons, further FROM ratings WHERE further <> ''"
}
arrived() { [ -n "$(row)" ]; }
await 30 arrived || fail "the rating did not arrive"
[ "$(row)" = 'haircut|2|wait attitude|again yes clean 4 polite 5' ] || fail "another rating arrived: $(row)"
[ "$("$hallfeed" topics "$centre" "$hall" --month 2018-10 | grep "^$code  2018-10  haircut  wait  ")" ] ||
	fail "the desk does not find what $code stands for"
if sqlite3 "$centre/centre.db" .dump | grep -q -e "$code"; then
	fail "the topic's code is stored"
fi

# How the visit went is known too; of so few the command says nothing.
visits() { sqlite3 "$centre/centre.db" 'SELECT area, shown, answered, abandoned, timed_out FROM visits'; }
counted() { [ "$(visits)" = "$hall|1|1|0|0" ]; }
await 30 counted || fail "the visit was counted as $(visits)"
"$hallfeed" visits "$centre" | grep -q "^$hall.*fewer than" || fail "what is told of visits: $("$hallfeed" visits "$centre")"

# step GAP WHAT: a line of the script, so many ms after the one before
clock=0
step() { clock=$((clock + $1)) && echo "$clock $2" >>"$work/ways.script"; }
see() { step 100 "text $work/$1.txt"; } # what is on the glass now
away() { step 70000 wait; }             # whatever was on is over
: >"$work/ways.script"

# Three taps from the start are enough, in each language: its button, the middle service, the middle answer.
languages=(zh ug kk en) buttons=(300 740 1180 1620)
for i in 0 1 2 3; do
	away
	step 1000 "tap ${buttons[i]} 700"
	step 1000 "tap 960 440"
	step 1000 "tap 960 600"
	see "three-${languages[i]}"
done

# Keys alone: on to the language, then confirm and confirm: the first service, the best answer.
away
step 1000 'key tab'
see ring
for key in enter enter enter; do step 1000 "key $key"; done
see keys
# A low answer by the same keys, and back: that one counts for nothing. Then the next better one, its first reason, ten on to submit.
away
for key in tab enter enter tab tab tab tab enter escape; do step 1000 "key $key"; done
see back
for key in tab tab tab enter enter tab tab tab tab tab tab tab tab tab tab; do step 1000 "key $key"; done
see submit
step 1000 'key enter'
see low
# Without looking: reading aloud begins by its key, a swipe goes on, a tap anywhere confirms. Two swipes on and one back.
away
step 1000 'key r'
step 1000 'swipe 500 300 1400 310'
step 1000 'tap 960 250'
step 1000 'swipe 500 300 1400 310'
step 1000 'swipe 1400 300 500 310'
step 1000 'tap 960 250'
step 1000 'tap 960 250'
see swipe
away
see end
board ways --feed "$plain" --layout layouts/touch.layout --script "$work/ways.script" --text "$work/last.txt"
for language in "${languages[@]}"; do
	grep -q 'target.*done' "$work/three-$language.txt" || fail "no thanks after three taps in $language: $(grep target "$work/three-$language.txt")"
done
[ "$(tail -2 "$work/ring.txt" | grep -c '^path')" = 2 ] || fail "no ring after a key"
for way in keys low swipe; do
	grep -q 'target.*done' "$work/$way.txt" || fail "no thanks by $way: $(grep target "$work/$way.txt")"
done
grep -q 'target.*level 5' "$work/back.txt" || fail "back does not lead back: $(grep target "$work/back.txt")"
grep -q 'target.*submit' "$work/submit.txt" || fail "no reasons after a low answer: $(grep target "$work/submit.txt")"
grep -q 'language zh' "$work/end.txt" || fail "a screen that is left alone does not come back"
given=$(sqlite3 "$work/ways/outbox.db" "SELECT group_concat(level || ' ' || n, ', ') FROM (SELECT level, count(*) AS n FROM rating GROUP BY level)")
[ "$given" = '2 1, 3 4, 5 2' ] || fail "levels and how often, expected 2 1, 3 4, 5 2: $given"

# A wall until it is touched.
cat >"$work/mixed.script" <<-E
	1000 text $work/rest.txt
	2000 tap 900 500
	3000 text $work/wake.txt
	42000 text $work/back.txt
E
board mixed --feed "$plain" --mixed --script "$work/mixed.script" --text "$work/last.txt"
grep -q 'language ug' "$work/wake.txt" || fail "a touched wall does not ask for a language"
for what in rest back; do
	if grep -q 'language ug' "$work/$what.txt"; then fail "the wall asks for a language: $what"; fi
	grep -q 触摸屏幕，评价服务 "$work/$what.txt" || fail "the wall does not say that it may be touched: $what"
done
if grep -q 触摸屏幕，评价服务 "$work/wake.txt"; then fail "a touched wall still asks to be touched"; fi
echo "every way through a visit gives one rating as it was chosen"
