#!/usr/bin/env bash
# A second verifier, written from the page hallboard-feed(7) alone, finds a published feed good, and each change to it wrong.
. "$(dirname "$0")/support/centre.sh"
for tool in minisign curl jq; do
	command -v $tool >/dev/null || { echo "no verifier test: $tool is missing (package $tool)"; exit 77; }
done
centre=$work/centre
make_demo "$centre"
feed=$centre/feed/v1 now=$(date -d "$at" +%s)

verify() { tools/verify-feed "$centre/feed" "$centre/keys/centre.pub" "${1:-$now}" >"$work/said" 2>&1; }
anew() { rm -rf "$centre/feed" && cp -r "$work/good" "$centre/feed"; }
refused() { # WHAT SENTENCE [NOW]
	verify "${3:-}" && fail "$1 was not noticed: $(cat "$work/said")"
	grep -q "$2" "$work/said" || fail "$1: it says $(cat "$work/said")"
	anew
}
document() { jq -r --arg name "$1" '.documents[] | select(.name == $name) | .sha256' "$feed/head/all.json"; }
# What only somebody with the key can do: a head that names these bytes as a document.
resign() { # NAME FILTER
	local old new
	old=$(document "$1")
	jq -c "$2" "$feed/blob/$old" >"$work/bytes"
	new=$(sha256sum <"$work/bytes" | cut -d' ' -f1)
	cp "$work/bytes" "$feed/blob/$new"
	jq -c --arg name "$1" --arg new "$new" --argjson size "$(stat -c %s "$work/bytes")" \
		'(.documents[] | select(.name == $name)) |= (.sha256 = $new | .size = $size)' "$feed/head/all.json" >"$work/head"
	cp "$work/head" "$feed/head/all.json"
	"$work/sign" "$feed/head/all.json"
}
cat >"$work/sign" <<-S
	#!/bin/sh
	rm -f "\$1.minisig" && minisign -S -W -s $centre/keys/centre.key -m "\$1" >/dev/null
S
chmod +x "$work/sign"

verify || fail "a good feed is refused: $(cat "$work/said")"
grep -q '^[0-9]* documents, [0-9]* bytes: all as the key [0-9A-F]* vouches for$' "$work/said" || fail "$(cat "$work/said")"
verify $((now + 400 * 86400)) || fail "an old feed is refused: $(cat "$work/said")"
grep -q 'old: its time is over' "$work/said" || fail "an old head is not called old: $(cat "$work/said")"

# Each fault is looked for in a few of the documents.
jq -c '.documents |= map(select(.name == ("areas", "notices", "ranking", "blind_spots")))' "$feed/head/all.json" >"$work/few"
cp "$work/few" "$feed/head/all.json"
"$work/sign" "$feed/head/all.json"
cp -r "$centre/feed" "$work/good"
verify || fail "a smaller feed is refused: $(cat "$work/said")"

sed -i 's/"version":1,/"version":2,/' "$feed/head/all.json"
refused "a changed head" 'head/all.json: no key that may sign it did'
cp "$feed/head/global.json" "$feed/head/all.json" && cp "$feed/head/global.json.minisig" "$feed/head/all.json.minisig"
refused "the head of alerts in the place of the other" 'head/all.json: no key that may sign it did'
rm "$feed/head/global.json"
refused "a head that is gone" 'head/global.json'
printf x >>"$feed/blob/$(document areas)"
refused "a longer document" 'blob/[0-9a-f]*\|areas areas: found'
truncate -s 100 "$feed/blob/$(document ranking)"
refused "a shorter document" 'table ranking: found 100 bytes'
sed -i 's/0/1/' "$feed/blob/$(document notices)"
refused "a document with another byte" 'notices notices: its bytes have another SHA-256'
sed -i 's/"threshold":1/"threshold":2/' "$feed/root/1.json"
refused "a changed root" 'root/1.json: its signature is not of the key'
refused "a root that is over" 'root/1.json: its time is over' $((now + 4000 * 86400))
resign blind_spots '.rows[1] += [1]'
refused "a row that is too long" 'table blind_spots: row 2: found 4 cells, expected 3'
resign blind_spots '.rows[0][1] = "many"'
refused "a cell of another type" 'table blind_spots: row 1, column blind: found many, expected integer'
minisign -G -W -f -p "$centre/keys/centre.pub" -s "$work/other.key" >/dev/null
refused "the key of somebody else" 'root/1.json.*minisig'
echo "one good feed, eleven faults found"
