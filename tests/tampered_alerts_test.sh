#!/usr/bin/env bash
# Alerts that were tampered with are refused and change nothing: a flipped byte, an older version, another key, a changed document,
# a root by somebody else. What hides the alerts hides nothing that is known already.
. "$(dirname "$0")/support/centre.sh"
centre=$work/centre
"$hallfeed" demo "$centre" >"$work/demo.log" || fail "hallfeed demo: $(cat "$work/demo.log")" # its root is valid today
raise() { "$hallfeed" alert raise "$centre" "$@" >/dev/null; }
"$hallfeed" publish "$centre" "$work/old" >/dev/null
raise flood --id known
"$hallfeed" publish "$centre" "$work/good" >/dev/null
raise gas --id newer
"$hallfeed" publish "$centre" "$work/newer" >/dev/null

# FEED: the screen as text, from the state that is kept
show() { board state --feed "$1" --text "$work/now.txt" 2>"$work/stderr"; }
kept() { sqlite3 "$work/state/alerts.db" .dump | sha256sum; }

show "$work/good"
grep -q '洪水警报' "$work/now.txt" || fail "the good alert does not show"
state=$(kept)

refused() { # WHAT FEED
	show "$2"
	grep -q '洪水警报' "$work/now.txt" || fail "$1: the alert that is known did not stay"
	grep -q '燃气泄漏' "$work/now.txt" && fail "$1: what is not believed is shown"
	[ "$(kept)" = "$state" ] || fail "$1: the kept state changed"
	board state --feed "$2" --check >"$work/check.txt" 2>&1 && fail "$1: --check found no fault"
	grep -q "^$2" "$work/check.txt" || fail "$1: --check does not name the feed: $(cat "$work/check.txt")"
	echo "refused: $1: $(grep "^$2" "$work/check.txt")"
}

head=v1/head/global.json
cp -r "$work/newer" "$work/flipped"
python3 - "$work/flipped/$head" <<'P'
import sys
path = sys.argv[1]
data = bytearray(open(path, "rb").read())
data[len(data) // 2] ^= 1
open(path, "wb").write(data)
P
refused "a flipped byte in the head" "$work/flipped"

cp -r "$work/newer" "$work/rolled"
cp "$work"/old/$head "$work"/old/$head.minisig "$work/rolled/v1/head/"
refused "an older version" "$work/rolled"

cp -r "$work/newer" "$work/blob"
for blob in "$work"/blob/v1/blob/*; do
	[ -e "$work/good/v1/blob/$(basename "$blob")" ] || printf ' ' >>"$blob"
done
refused "a document that was changed" "$work/blob"

# A stranger's centre, with keys of its own: its alerts alone, then with its root under our key's name.
"$hallfeed" init "$work/stranger" >/dev/null
"$hallfeed" alert raise "$work/stranger" gas --id forged >/dev/null
for _ in 1 2 3 4 5; do "$hallfeed" alert raise "$work/stranger" gas >/dev/null; done
cp -r "$work/newer" "$work/forged"
cp "$work"/stranger/feed/v1/head/global.json* "$work/forged/v1/head/"
cp "$work"/stranger/feed/v1/blob/* "$work/forged/v1/blob/"
refused "another centre's alerts" "$work/forged"
cp "$work/stranger/feed/v1/root/1.json" "$work/forged/v1/root/"
ours=$(basename "$work"/good/v1/root/1.json.*.minisig)
cp "$work"/stranger/feed/v1/root/1.json.*.minisig "$work/forged/v1/root/$ours"
refused "another centre's root" "$work/forged"

# The centre's figures cannot bring an alert under the alerts' name, nor the other way round.
cp -r "$work/newer" "$work/swapped"
cp "$work/newer/v1/head/all.json" "$work/swapped/$head"
cp "$work/newer/v1/head/all.json.minisig" "$work/swapped/$head.minisig"
refused "the head of the figures in place of the alerts'" "$work/swapped"

show "$work/newer"
grep -q '燃气泄漏' "$work/now.txt" || fail "the healed feed does not show: $(cat "$work/stderr")"
