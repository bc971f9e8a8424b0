#!/usr/bin/env python3
"""A made-up city: tiles.py OUT GRIDS [FLAW...] writes OUT.csv (areas) and OUT.json (GeoJSON). Communities of 4 x 4 bent grids, as many as make
GRIDS; boundaries are shared corner by corner. Flaws: gap, overlap, outside, two, sliver, bowtie, open."""
import json
import math
import sys


def corner(x, y):
    """Streets are never straight: the same bend for every shape that has this corner."""
    bend = 0.12 * math.sin(x * 12.9898 + y * 78.233), 0.12 * math.sin(x * 39.346 + y * 11.135)
    return [round(87.6 + (x + bend[0]) * 0.002, 7), round(43.8 + (y + bend[1]) * 0.0015, 7)]


def ring(west, south, east, north):
    edge = [(x, south) for x in range(west, east)] + [(east, y) for y in range(south, north)]
    edge += [(x, north) for x in range(east, west, -1)] + [(west, y) for y in range(north, south, -1)]
    return [corner(x, y) for x, y in edge] + [corner(*edge[0])]


def main():
    out, grids, flaws = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
    across = max(1, round(math.sqrt(grids / 16)))
    communities = math.ceil(grids / 16)
    made = 0
    with open(out + ".csv", "w") as areas, open(out + ".json", "w") as shapes:
        areas.write("id,parent,level,kind,name_zh\nP,,prefecture,,州\nC,P,county,county,县\nD,C,subdistrict,subdistrict,街道\n")
        shapes.write('{"type":"FeatureCollection","features":[')
        comma = ""

        def put(area, rings):
            nonlocal comma
            shapes.write(comma + "\n" + json.dumps({"type": "Feature", "properties": {"area": area}, "geometry": {
                "type": "Polygon", "coordinates": rings}}, separators=(",", ":")))
            comma = ","

        for number in range(communities):
            x0, y0 = number % across * 4, number // across * 4
            rows = min(4, math.ceil((grids - made) / 4))
            areas.write(f"K{number},D,community,,社区{number}\n")
            put(f"K{number}", [ring(x0, y0, x0 + 4, y0 + rows)])
            for place in range(16):
                if made == grids and place % 4 == 0:
                    break
                x, y = x0 + place % 4, y0 + place // 4
                shape = ring(x, y, x + 1, y + 1)
                if number == 0 and place == 5:
                    if "gap" in flaws:
                        shape[2] = [(shape[0][i] + shape[2][i]) / 2 for i in (0, 1)]
                    if "overlap" in flaws:
                        shape[2] = [2 * shape[2][i] - shape[0][i] for i in (0, 1)]
                    if "bowtie" in flaws:
                        shape[1], shape[2] = shape[2], shape[1]
                    if "open" in flaws:
                        shape.pop()
                    if "sliver" in flaws:
                        shape[1] = [shape[1][0] - 2e-6, shape[1][1]]
                        shape[2] = [shape[2][0] - 2e-6, shape[2][1]]
                if number == 0 and place == 3 and "two" in flaws:
                    shape[1] = [shape[1][0] + 0.001, shape[1][1]]
                if number == 0 and place == 0 and "outside" in flaws:
                    shape[0] = shape[-1] = [shape[0][0] - 0.001, shape[0][1]]
                areas.write(f"G{number}x{place},K{number},grid,location,网格{number}-{place}\n")
                put(f"G{number}x{place}", [shape])
                made += 1
        shapes.write("\n]}\n")
    print(made)


main()
