#!/usr/bin/env bash
# A survey with everything, from the centre's import to the rating in the centre's store: language, service, a low answer, two reasons,
# three further questions, a topic's code with the thanks. A wall that also takes ratings wakes and goes back.
. "$(dirname "$0")/support/centre.sh"
centre=$work/centre
make_demo "$centre"
"$hallfeed" import "$centre" survey tests/data/survey_full.json >/dev/null
# The demo's own survey asks nothing further.
make_demo "$work/plain"
plain=$work/plain.feed
"$hallfeed" publish "$work/plain" "$plain" >/dev/null
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
if sqlite3 "$centre/centre.db" .dump | grep -q -e "$code"; then
	fail "the topic's code is stored"
fi

# How the visit went is known too; of so few the command says nothing.
visits() { sqlite3 "$centre/centre.db" 'SELECT area, shown, answered, abandoned, timed_out FROM visits'; }
counted() { [ "$(visits)" = "$hall|1|1|0|0" ]; }
await 30 counted || fail "the visit was counted as $(visits)"
"$hallfeed" visits "$centre" | grep -q "^$hall.*fewer than" || fail "what is told of visits: $("$hallfeed" visits "$centre")"

# From a cold start three taps are enough, in each language: its button, the middle service, the middle answer.
at_x=(300 740 1180 1620)
for language in 0 1 2 3; do
	printf '1000 tap %d 700\n2000 tap 960 440\n3000 tap 960 600\n4000 wait\n' "${at_x[language]}" >"$work/three.script"
	board "cold$language" --feed "$plain" --layout layouts/touch.layout --upload_now --script "$work/three.script" --text "$work/three.txt"
	grep -q 'target.*done' "$work/three.txt" || fail "no thanks after three taps in language $language: $(grep target "$work/three.txt" | head)"
done

# A wall until it is touched.
printf '1000 wait\n' >"$work/rest.script"
printf '1000 tap 900 500\n2000 wait\n' >"$work/wake.script"
printf '1000 tap 900 500\n40000 wait\n' >"$work/back.script"
for what in rest wake back; do
	board mixed --feed "$feed" --mixed --script "$work/$what.script" --text "$work/$what.txt"
done
grep -q 'language ug' "$work/wake.txt" || fail "a touched wall does not ask for a language"
if grep -q 'language ug' "$work/rest.txt"; then fail "an untouched wall asks for a language"; fi
if grep -q 'language ug' "$work/back.txt"; then fail "a wall that is left alone does not come back"; fi
echo "language, service, answer, reasons, three further questions: one rating as it was chosen"
