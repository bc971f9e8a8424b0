#!/usr/bin/env bash
# The recipe of docs/screens.md to the letter: its commands are taken out of the document and run beside a centre that serves and a wall
# that runs; the wall then shows the new board, and with the last commands it is gone again.
. "$(dirname "$0")/support/centre.sh"
command -v Xvfb >/dev/null || { echo "no recipe test: Xvfb is missing (package xvfb)"; exit 77; }
centre=$work/centre
make_demo "$centre"
mkdir "$work/bin" "$work/officer"
ln -s "$hallfeed" "$work/bin/hallfeed"

commands() { # INFO: the blocks of the document that begin so
	awk -v start="\`\`\`$1" '$0 == start { on = 1; next } /^```$/ { on = 0 } on' docs/screens.md
}
officer() {
	(cd "$work/officer" && CENTRE=$centre LAYOUTS=$top/layouts PATH=$work/bin:$PATH bash -eu "$1" >"$work/said" 2>&1) || fail "$(cat "$work/said")"
}
commands sh >"$work/recipe.sh"
{ head -n 1 "$work/recipe.sh"; commands 'sh back'; } >"$work/back.sh"
grep -q 'hallfeed table' "$work/recipe.sh" && grep -q 'hallfeed layout' "$work/recipe.sh" || fail "the document has no recipe"

Xvfb -displayfd 3 -noreset -screen 0 1280x720x24 -nolisten tcp 3>"$work/display" >/dev/null 2>&1 &
servers+=("$!")
await 20 test -s "$work/display" || fail "no display came"
serve "$centre"
: >"$work/wall.log"
DISPLAY=:$(cat "$work/display") "$hallboard" --state "$work/wall" --key "$centre/keys/centre.pub" --area "$hall" --feed "$feed" --at "$at" \
	--log 2>>"$work/wall.log" &
servers+=("$!")
await 20 grep -q 'first picture presented' "$work/wall.log" || fail "the wall shows nothing: $(cat "$work/wall.log")"

begun=$SECONDS
officer "$work/recipe.sh"
grep -q '^trees: 3 rows; area:area, street:label, planted:integer, alive:share$' "$work/said" || fail "$(cat "$work/said")"
await 40 grep -q "the centre's layout hall is shown" "$work/wall.log" || fail "the running wall did not take it: $(cat "$work/wall.log")"
took=$((SECONDS - begun))
grep -q 'expected' "$work/wall.log" && fail "the wall found faults: $(cat "$work/wall.log")"

# What such a wall shows: the title, a street, its trees, their share; first in the playlist, in two languages.
show() {
	board look --layout "$work/officer/hall.layout" --feed "$feed" --text "$work/now.txt" "$@"
}
shows() {
	grep -q "\"$1\"" "$work/now.txt" || fail "the board lacks $1: $(grep ^text "$work/now.txt" | head -60)"
}
show --screen trees
for words in 今年种的树 石榴巷 240 97%; do shows "$words"; done
show --screen trees --language en
for words in 'Trees of this year' 'Shiliu Lane' 240; do shows "$words"; done
# A screen that has never seen this feed finds the board in the centre's layout, and the check blames who can mend.
board new --feed "$feed" --screen trees --language en --text "$work/now.txt"
shows 'Trees of this year'
board newer --feed "$feed" --language zh --check >"$work/check" 2>&1 && fail "the check does not say that words lack two languages"
grep 'hall.layout:.*trees' "$work/check" && fail "the new board has faults"
grep -q '^zh.words:2: found trees_title without ug, expected trees_title = ... in ug too$' "$work/check" || fail "the check says $(cat "$work/check")"
grep 'assets/words' "$work/check" && fail "the check blames the shipped words"
board new --feed "$feed" --screen treees --text "$work/none.txt" 2>"$work/refused" && fail "a screen that is nowhere was shown"
grep -q 'screen: found "treees", expected one of .*trees' "$work/refused" || fail "it says $(cat "$work/refused")"

officer "$work/back.sh"
await 40 grep -q 'the layout of the centre is withdrawn' "$work/wall.log" || fail "it cannot be taken back: $(cat "$work/wall.log")"
echo "on the running wall ${took} s after the commands"
