#!/usr/bin/env bash
# What was tampered with is refused and changes nothing: a flipped byte, a wrong key, an older version, a changed blob.
. "$(dirname "$0")/support/centre.sh"
centre=$work/centre
make_demo "$centre"
"$hallfeed" publish "$centre" "$work/old" >/dev/null
printf 'date,area,volunteers\n2018-10-25,6523,5499\n' >"$work/days.csv"
"$hallfeed" import "$centre" days "$work/days.csv" >/dev/null
"$hallfeed" publish "$centre" "$work/good" >/dev/null

show() { # FEED: the teams screen as text, from the state that is kept
	board state --feed "$1" --screen teams --text "$work/now.txt" 2>"$work/stderr"
}

kept() {
	sqlite3 "$work/state/cache.db" .dump | sha256sum
}

show "$work/good"
grep -q '5,499' "$work/now.txt" || fail "the good feed does not show"
cp "$work/now.txt" "$work/good.txt"
state=$(kept)

refused() { # WHAT FEED
	show "$2"
	grep -q '5,499' "$work/now.txt" || fail "$1: the last good picture did not stay"
	[ "$(kept)" = "$state" ] || fail "$1: the kept state changed"
	board state --feed "$2" --check >"$work/check.txt" 2>&1 && fail "$1: --check found no fault"
	echo "refused: $1: $(grep "^$2" "$work/check.txt")"
}

head=v1/head/all.json
cp -r "$work/good" "$work/flipped"
python3 - "$work/flipped/$head" <<'P'
import sys
path = sys.argv[1]
data = bytearray(open(path, "rb").read())
data[len(data) // 2] ^= 1
open(path, "wb").write(data)
P
refused "a flipped byte in the head" "$work/flipped"
refused "an older version" "$work/old"

cp -r "$work/good" "$work/blob"
"$hallfeed" init "$work/stranger" >/dev/null
cp -r "$work/centre" "$work/bystander"
cp "$work/stranger/keys/centre.pub" "$work/bystander/keys/centre.pub"
centre=$work/bystander
refused "another centre's key" "$work/good"
centre=$work/centre

# A newer head over blobs that were changed.
printf 'date,area,volunteers\n2018-10-25,6523,5011\n' >"$work/days.csv"
"$hallfeed" import "$centre" days "$work/days.csv" >/dev/null
"$hallfeed" publish "$centre" "$work/blob" >/dev/null
for blob in "$work"/blob/v1/blob/*; do
	[ -e "$work/good/v1/blob/$(basename "$blob")" ] || printf ' ' >>"$blob"
done
refused "a blob that was changed" "$work/blob"

rm -rf "$work/blob/v1/blob"
refused "blobs that are missing" "$work/blob"

"$hallfeed" publish "$centre" "$work/healed" >/dev/null
show "$work/healed"
grep -q '5,011' "$work/now.txt" || fail "the healed feed does not show"
