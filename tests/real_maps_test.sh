#!/usr/bin/env bash
# Maps of the size of real ones by the real programs: 3,000 counties with holes and islands, a country, a city of 1,263 grids. Each is
# imported, checked, published and shown; borders that were shared are shared in what is published, and no ground between them is bare
# on the screen, where they are simpler.
source "$(dirname "$0")/support/centre.sh"
cd "$work"
support=$top/tests/support

# land NAME EXPECTED: imports NAME.csv and NAME.json, publishes NAME.out
land() {
	"$hallfeed" init "$1" >"$1.log" && "$hallfeed" import "$1" areas "$1.csv" >>"$1.log" || fail "$1: $(cat "$1.log")"
	"$hallfeed" import "$1" map "$1.json" --frame wgs84 >"$1.log" 2>&1 || fail "$1: $(head -n 5 "$1.log")"
	grep -qF "$2" "$1.log" || fail "$1 said $(cat "$1.log"), expected $2"
	[ "$1" != city ] || "$hallfeed" import city teams teams.csv >>"$1.log" || fail "$(cat "$1.log")"
	"$hallfeed" publish "$1" "$1.out" >"$1.log" || fail "$1: $(cat "$1.log")"
}
# shown NAME: a picture of its map at the smallest size at which one is read
shown() {
	"$hallboard" --feed "$1.out" --key "$1/keys/centre.pub" --area P --state "$1.state" --layout map.layout --language zh --size 960x540 \
		--picture "$1.png" >"$1.log" 2>&1 || fail "$1 is not shown: $(cat "$1.log")"
	[ ! -s "$1.log" ] || fail "$1: $(cat "$1.log")"
}
printf '[hallboard]\nplaylist = a 10s\n[a.map]\nwidget = map\nat = 1 1 12 8\ntable = coverage\n' >map.layout
python3 "$support/world.py" counties counties
python3 "$support/world.py" country country
python3 "$support/tiles.py" city 1263 >made
{ echo id,area,kind,name_zh && grep ',grid,' city.csv | awk -F, '{ print "T" NR "," $1 ",safety,队" }'; } >teams.csv
land counties "map: 3000 rows"
land country "map: 1 row"
land city "1264 grids checked against 79 communities on the map; they tile them without gap or overlap"
for name in counties country city; do shown $name; done

python3 - <<'P' || fail "see above"
import collections, glob, json, sys

def shapes(name):
    for path in glob.glob(name + ".out/v1/blob/*"):
        text = open(path, "rb").read()
        if b"FeatureCollection" in text[:60]:
            return json.loads(text)["features"]

def steps(ring):
    return [tuple(sorted((tuple(a), tuple(b)))) for a, b in zip(ring, ring[1:])]

# Every piece of border within the land belongs to two counties; alone are the coast, islands and nothing else.
count, rings = collections.Counter(), 0
for feature in shapes("counties"):
    for polygon in feature["geometry"]["coordinates"]:
        rings += len(polygon)
        for ring in polygon:
            count.update(steps(ring))
coast = 2 * (60 + 50) * 8
islands = 16 * sum(number % 40 == 3 and number % 50 != 1 for number in range(3000))
alone = sum(times == 1 for times in count.values())
if alone != coast + islands or max(count.values()) != 2:
    sys.exit(f"{alone} pieces of border belong to one county, expected {coast + islands}; at most {max(count.values())} to one piece")
whole = shapes("country")[0]["geometry"]["coordinates"]
if len(whole) != 301 or len(whole[0]) != 13 or len(whole[0][0]) != 20001:
    sys.exit(f"the country has {len(whole)} parts, {len(whole[0])} rings in the first, {len(whole[0][0])} corners")
P

# On the screen, where all grids are filled and their borders are lines, no spot within the city is as bare as what lies around it.
python3 - "$support" city.png <<'P' || fail "see above"
import sys
sys.path.insert(0, sys.argv[1])
import png
SPOT = 4  # pixels; lines are thinner
width, height, size, rows = png.read(sys.argv[2])
bare = bytes(rows[2][2 * size:3 * size])
north, south = height // 6, height * 4 // 9  # between the city's ragged north and the plate with its name
row = rows[(north + south) // 2]
land = [x for x in range(width) if bytes(row[x * size:(x + 1) * size]) != bare]
if not land or land[-1] - land[0] < height // 2:
    sys.exit("no city is there")
for y in range(north, south - SPOT, SPOT):
    for x in range(land[0] + 3 * SPOT, land[-1] - 4 * SPOT, SPOT):
        if all(bytes(rows[y + i][x * size:(x + SPOT) * size]) == bare * SPOT for i in range(SPOT)):
            sys.exit(f"bare ground at {x}, {y}")
P
echo "counties, a country and a city are imported, checked and shown"
