#!/usr/bin/env bash
# From a small touch panel to a 4K wall, lying and upright: a picture of that size, full to its corners. And what the display has borne is
# drawn as a map.
. "$(dirname "$0")/support/centre.sh"
centre=$work/centre
make_demo "$centre"
"$hallfeed" publish "$centre" "$work/feed" >/dev/null

size_of() { # FILE.png: WIDTHxHEIGHT
	python3 -c 'import struct, sys; print("%dx%d" % struct.unpack(">II", open(sys.argv[1], "rb").read(24)[16:]))' "$1"
}
emptiest() { # FILE.png: colours in the quarter that has the fewest
	python3 - "$1" <<-'E'
	import sys
	sys.path.insert(0, "tests/support")
	import png
	width, height, size, rows = png.read(sys.argv[1])
	quarters = {}
	for y, row in enumerate(rows):
	    for half in (0, 1):
	        part = bytes(row[half * (width // 2) * size:(half + 1) * (width // 2) * size])
	        quarters.setdefault((2 * y // height, half), set()).update(part[i:i + size] for i in range(0, len(part), size))
	print(min(len(colours) for colours in quarters.values()))
	E
}
for size in 800x480 480x800 3840x2160; do
	board sizes --feed "$work/feed" --screen teams --size "$size" --picture "$work/$size.png"
	[ "$(size_of "$work/$size.png")" = "$size" ] || fail "$size: the picture is $(size_of "$work/$size.png")"
done
for size in 800x480 480x800; do
	colours=$(emptiest "$work/$size.png")
	[ "$colours" -ge 8 ] || fail "$size: a quarter of the picture has $colours colours only"
done

board fresh --feed "$work/feed" --screen wear --picture "$work/fresh.png"
board worn --feed "$work/feed" --text /dev/null
{
	echo "wear 30 17"
	for row in $(seq 17); do for column in $(seq 30); do printf '%d ' $((row < 4 ? 9000 : 10)); done; echo; done
} >"$work/worn/wear"
board worn --feed "$work/feed" --screen wear --picture "$work/worn.png"
! cmp -s "$work/fresh.png" "$work/worn.png" || fail "what the display has borne is not in the picture"
echo "three sizes, and a map of wear"
