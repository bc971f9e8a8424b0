#!/usr/bin/env python3
"""Made-up lands of the size of real ones: world.py counties|country OUT writes OUT.csv (areas) and OUT.json (GeoJSON).
counties: 3,000 of them in 75 prefectures' worth of land under one root, ragged borders shared point by point; each fiftieth has a hole that
another county fills, each fortieth has an island in the sea besides.
country: one shape with 20,000 corners, 300 islands and 12 lakes that are another country's."""
import json
import math
import sys

COLUMNS, ROWS, STEPS = 60, 50, 8
WEST, SOUTH, WIDE, HIGH = 75.0, 20.0, 1.0, 0.6


def corner(x, y):
    return (WEST + x * WIDE + 0.2 * math.sin(x * 12.9898 + y * 78.233), SOUTH + y * HIGH + 0.12 * math.sin(x * 39.346 + y * 11.135))


def edge(a, b):
    """Ragged, and the same from both ends; without its last spot."""
    first, last = corner(*min(a, b)), corner(*max(a, b))
    spots = []
    for i in range(STEPS + 1):
        ragged = 0.012 * math.sin(i * 2.7 + first[0] * 9 + first[1] * 7) if 0 < i < STEPS else 0
        spots.append([round(first[k] + (last[k] - first[k]) * i / STEPS + ragged, 7) for k in (0, 1)])
    return (spots if a < b else spots[::-1])[:-1]


def cell(x, y):
    corners = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)]
    ring = [p for a, b in zip(corners, corners[1:] + corners[:1]) for p in edge(a, b)]
    return ring + ring[:1]


def round_ring(x, y, radius, count, left=True):
    ring = [[round(x + radius * math.cos(2 * math.pi * i / count), 7), round(y + radius * 0.8 * math.sin(2 * math.pi * i / count), 7)] for i in range(count)]
    return (ring if left else ring[::-1]) + (ring[:1] if left else ring[-1:])


def put(shapes, comma, area, polygons):
    shapes.write(comma + "\n" + json.dumps({"type": "Feature", "properties": {"id": area}, "geometry": {
        "type": "MultiPolygon", "coordinates": polygons}}, separators=(",", ":")))
    return ","


def counties(areas, shapes):
    areas.write("P,,prefecture,,州\n")
    comma = ""
    for number in range(COLUMNS * ROWS):
        x, y = number % COLUMNS, number // COLUMNS
        areas.write(f"C{number},P,county,county,县{number}\n")
        if number % 50 == 1 and x:
            continue  # it stands in the hole of the one before
        polygons = [[cell(x, y)]]
        middle = [sum(corner(x + i, y + j)[k] for i in (0, 1) for j in (0, 1)) / 4 for k in (0, 1)]
        if number % 50 == 0 and x + 1 < COLUMNS:
            polygons[0].append(round_ring(*middle, 0.15, 24, False))
        if number % 40 == 3:
            polygons.append([round_ring(WEST + x * WIDE, SOUTH - 2 - y * 0.1, 0.04, 16)])
        comma = put(shapes, comma, f"C{number}", polygons)
        if number % 50 == 0 and x + 1 < COLUMNS:
            own = cell(x + 1, y)
            comma = put(shapes, comma, f"C{number + 1}", [[round_ring(*middle, 0.15, 24)], [own]])


def country(areas, shapes):
    areas.write("P,,prefecture,,国\n")
    outline = []
    for i in range(20000):
        angle = 2 * math.pi * i / 20000
        radius = 10 + math.sin(angle * 7) + 0.3 * math.sin(angle * 61) + 0.05 * math.sin(angle * 977)
        outline.append([round(100 + 1.5 * radius * math.cos(angle), 7), round(36 + radius * 0.9 * math.sin(angle), 7)])
    polygons = [[outline + outline[:1]] + [round_ring(100 + 6 * math.cos(i), 36 + 4 * math.sin(i), 0.3, 40, False) for i in range(12)]]
    polygons += [[round_ring(120 + i % 20 * 0.3, 20 + i // 20 * 0.3, 0.05 + i % 7 * 0.01, 20)] for i in range(300)]
    put(shapes, "", "P", polygons)


def main():
    land, out = {"counties": counties, "country": country}[sys.argv[1]], sys.argv[2]
    with open(out + ".csv", "w") as areas, open(out + ".json", "w") as shapes:
        areas.write("id,parent,level,kind,name_zh\n")
        shapes.write('{"type":"FeatureCollection","features":[')
        land(areas, shapes)
        shapes.write("\n]}\n")


main()
