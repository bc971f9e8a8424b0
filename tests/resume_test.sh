#!/usr/bin/env bash
# A document whose way is cut goes on where it was cut, also after the program was ended; what a power cut spoiled of it is noticed by its
# hash. What no head names any more stays while there is room, the oldest goes first, and a feed that is larger than that is refused.
. "$(dirname "$0")/support/centre.sh"
centre=$work/centre
make_demo "$centre"
picture() { # NAME [ROWS]: noise, so that nothing of it can be left out; 1500 bytes a row
	python3 - "$work/$1.png" "${2:-700}" <<-'P'
	import os, struct, sys, zlib
	def chunk(kind, body):
	    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
	height = int(sys.argv[2])
	rows = b"".join(b"\0" + os.urandom(1500) for _ in range(height))
	open(sys.argv[1], "wb").write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 500, height, 8, 2, 0, 0, 0))
	    + chunk(b"IDAT", zlib.compress(rows, 0)) + chunk(b"IEND", b""))
	P
	"$hallfeed" media put "$centre" "$1" "$work/$1.png" --zh "$1" >/dev/null
}
picture one
serve "$centre"
large=$(sha256sum <"$work/one.png" | cut -d' ' -f1)
size=$(stat -c %s "$work/one.png")

# The centre sends the rest, and says so.
curl -s -D "$work/fields" -H 'Range: bytes=1000000-' -H 'Accept-Encoding: gzip' -o "$work/rest" "$feed/v1/blob/$large"
grep -q '^HTTP/1.1 206' "$work/fields" && grep -qi "^content-range: bytes 1000000-$((size - 1))/$size" "$work/fields" || fail "$(cat "$work/fields")"
cmp -s "$work/rest" <(tail -c +1000001 "$work/one.png") || fail "another rest was sent"
[ "$(curl -s -o /dev/null -w '%{http_code}' -H "Range: bytes=$size-" "$feed/v1/blob/$large")" = 416 ] || fail "what is not there is answered"

python3 tests/support/relay.py "$work/port" "$work/relay.log" "${feed##*:}" 800000 &
servers+=($!)
await 10 test -e "$work/port" || fail "no relay"
slow=http://127.0.0.1:$(cat "$work/port")
parts=$work/state/cache.db.parts
ask() { board state --feed "$slow" --screen teams --text "$work/now.txt" 2>"$work/stderr" || fail "$(cat "$work/stderr")"; }
whole() { [ -e "$work/state/cache.db" ] && [ "$(sqlite3 "$work/state/cache.db" 'SELECT count(*) FROM state')" = 1 ]; }
kept() { [ -e "$parts/$large" ] && [ "$(stat -c %s "$parts/$large")" -gt 300000 ]; }
for _ in 1 2 3; do kept || ask; done # the cut may fall into another document first
kept || fail "nothing is kept of what came before the cut: $(cat "$work/relay.log"; ls -l "$parts")"
cmp -s -n 300000 "$parts/$large" "$work/one.png" || fail "another beginning is kept"
printf x | dd of="$parts/$large" bs=1 seek=1000 conv=notrunc 2>/dev/null # as a power cut may leave it
for _ in 1 2 3 4 5 6; do
	ask
	! whole || break
done
whole || fail "it never became whole: $(cat "$work/stderr"; ls -l "$parts"; cat "$work/relay.log")"
[ -z "$(ls "$parts")" ] || fail "parts are left: $(ls "$parts")"
down=$(awk '{ n += $2 } END { print n }' "$work/relay.log")
[ "$down" -gt $((size + size / 2)) ] || fail "the spoiled part was believed: $down bytes came"

# Without damage each byte comes once.
: >"$work/relay.log"
mv "$work/state" "$work/before"
for _ in 1 2 3 4; do whole || ask; done
whole || fail "it never became whole: $(cat "$work/relay.log")"
once=$(awk '{ n += $2 } END { print n }' "$work/relay.log")
[ "$once" -lt $((size + 500000)) ] || fail "$once bytes came of a picture of $size"

# Another picture instead: the old one stays, until there is no room.
"$hallfeed" media remove "$centre" one >/dev/null
has() { sqlite3 "$work/state/cache.db" "SELECT count(*) FROM blob WHERE sha256 = '$large'"; }
picture two
await 10 curl -sfo /dev/null "$feed/v1/blob/$(sha256sum <"$work/two.png" | cut -d' ' -f1)" || fail "the second picture is not published"
board state --feed "$feed" --screen teams --text "$work/now.txt"
[ "$(has)" = 1 ] || fail "what may come back was thrown away though there is room"
publish() { "$hallfeed" publish "$centre" "$work/out" >/dev/null; }
for n in 3 4 5 6; do picture p$n 2000; done
publish
board state --feed "$work/out" --disk_mb 16 --screen teams --text "$work/now.txt"
[ "$(has)" = 1 ] || fail "it went too early"
"$hallfeed" media remove "$centre" p3 >/dev/null
picture p7 2000
publish
board state --feed "$work/out" --disk_mb 16 --screen teams --text "$work/now.txt"
[ "$(has)" = 0 ] || fail "the oldest stays where there is no room"
picture p8 2000
publish
board state --feed "$work/out" --disk_mb 16 --check >"$work/check.txt" 2>&1 && fail "a feed that is too large is taken"
grep -q 'found documents of 1[78] MiB together, expected at most 16, which disk_mb says' "$work/check.txt" || fail "$(cat "$work/check.txt")"
echo "a picture of $size bytes over connections that are cut: $once bytes in all"
