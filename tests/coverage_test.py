#!/usr/bin/env python3
"""The coverage check, flaw by flaw: made-up communities of 2 x 2 grids, each with one thing wrong, imported by the real program. Of each
finding its area, the other area, square metres, share of the community and the polygon that the map shows are held against what was
drawn, computed here apart from GEOS. Repairs, systems of coordinates and the 180th meridian too."""
import csv
import json
import math
import os
import shutil
import sqlite3
import struct
import subprocess
import sys
import tempfile

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
HALLFEED = os.environ.get("HALLFEED", os.path.join(TOP, "build/asan/hallfeed"))
WEST, SOUTH, WIDE, HIGH = 87.6, 43.8, 0.004, 0.003  # of community K1; K2 lies east of it
work = tempfile.mkdtemp()
faults = 0


def fail(case, sentence):
    global faults
    faults += 1
    print(f"FAILED: {case}: {sentence}")


def hallfeed(*words):
    done = subprocess.run([HALLFEED, *words], cwd=work, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def area_m2(ring):
    """Of a ring on the WGS 84 ellipsoid, small enough to be flat at its middle."""
    latitude = math.radians(sum(y for _, y in ring) / len(ring))
    squared = 0.00669437999014
    bend = 1 - squared * math.sin(latitude) ** 2
    north = math.pi / 180 * 6378137 * (1 - squared) / bend ** 1.5
    east = math.pi / 180 * 6378137 / math.sqrt(bend) * math.cos(latitude)
    ring = [((x - ring[0][0]) * east, (y - ring[0][1]) * north) for x, y in ring]
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1]))) / 2


def box(west, south, east, north):
    return [[west, south], [east, south], [east, north], [west, north]]


def feature(area, ring, **properties):
    return {"type": "Feature", "properties": {"id": area, **properties},
            "geometry": {"type": "Polygon", "coordinates": [ring + ring[:1]]}}


def plain():
    """Two communities beside each other, each of four grids."""
    shapes = {}
    for number in (1, 2):
        west = WEST + (number - 1) * WIDE
        shapes[f"K{number}"] = box(west, SOUTH, west + WIDE, SOUTH + HIGH)
        for grid in range(4):
            x, y = west + grid % 2 * WIDE / 2, SOUTH + grid // 2 * HIGH / 2
            shapes[f"G{number}{grid}"] = box(x, y, x + WIDE / 2, y + HIGH / 2)
    return shapes


def write(name, shapes, **properties):
    with open(os.path.join(work, name), "w") as file:
        json.dump({"type": "FeatureCollection", "features": [feature(area, ring, **properties) for area, ring in shapes.items()]}, file)
    return name


def fresh():
    shutil.rmtree(os.path.join(work, "centre"), ignore_errors=True)
    shutil.copytree(os.path.join(work, "base"), os.path.join(work, "centre"))


def findings():
    status, said = hallfeed("export", "centre", "coverage_findings", "findings.csv")
    if status:
        sys.exit(f"export: {said}")
    with open(os.path.join(work, "findings.csv"), encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def rings_of(shape):
    """The polygon of finding:N as the store keeps it, in degrees."""
    store = sqlite3.connect(os.path.join(work, "centre/centre.db"))
    (blob,) = store.execute("SELECT rings FROM coverage_faults WHERE number = ?", [int(shape.split(":")[1])]).fetchone()
    store.close()
    words = struct.unpack(f"<{len(blob) // 4}i", blob)
    rings, at = [], 1
    for _ in range(words[0]):
        count, at = words[at], at + 1
        rings.append([(words[at + 2 * i] / 1e7, words[at + 2 * i + 1] / 1e7) for i in range(count)])
        at += 2 * count
    return rings


def is_box(rings, wanted):
    xs, ys = [x for ring in rings for x, _ in ring], [y for ring in rings for _, y in ring]
    found = min(xs), min(ys), max(xs), max(ys)
    return len(rings) == 1 and all(abs(a - b) < 2e-7 for a, b in zip(found, wanted)), found


def expect(case, shapes, said_part, wanted):
    """wanted: (finding, area, other, box of its polygon) each; nothing else may be found."""
    fresh()
    status, said = hallfeed("import", "centre", "map", write("map.json", shapes), "--frame", "wgs84")
    if status or said_part not in said:
        fail(case, f"status {status}, said {said!r}, expected {said_part!r}")
    found = [row for row in findings() if row["shape"]]
    if [(row["finding"], row["area"], row["other"]) for row in found] != [(f, a, o) for f, a, o, _ in wanted]:
        fail(case, f"found {found}, expected {wanted}")
        return
    for row, (_, area, _, corners) in zip(found, wanted):
        ring = box(*corners)
        square_metres, share = area_m2(ring), area_m2(ring) / area_m2(box(WEST, SOUTH, WEST + WIDE, SOUTH + HIGH))
        if abs(float(row["square_metres"]) - square_metres) > 1 + square_metres * 0.002:
            fail(case, f"found {row['square_metres']} m2, expected {square_metres:.1f}")
        if row["share"] == "" or abs(float(row["share"]) - share) > 0.0002 + share * 0.002:
            fail(case, f"found a share of {row['share']}, expected {share:.5f}")
        same, corners_found = is_box(rings_of(row["shape"]), corners)
        if not same:
            fail(case, f"found a polygon within {corners_found}, expected {corners}")
    if wanted and "finding:1" not in published():
        fail(case, "the published map does not show it")


def published():
    shutil.rmtree(os.path.join(work, "out"), ignore_errors=True)
    status, said = hallfeed("publish", "centre", "out")
    if status:
        sys.exit(f"publish: {said}")
    blobs = os.path.join(work, "out/v1/blob")
    for name in os.listdir(blobs):
        with open(os.path.join(blobs, name), "rb") as file:
            text = file.read()
        if b"FeatureCollection" in text[:60]:
            return text.decode()
    return ""


def check_flaws():
    middle, edge, cut = WEST + WIDE / 2, WEST + WIDE, 0.0002
    expect("no flaw", plain(), "8 grids checked against 2 communities on the map; they tile them without gap or overlap", [])

    shapes = plain()
    shapes["G10"] = box(WEST, SOUTH, middle - cut, SOUTH + HIGH / 2)
    gap = (middle - cut, SOUTH, middle, SOUTH + HIGH / 2)
    expect("a gap", shapes, "; 1 gap (", [("gap", "K1", "", gap)])

    fresh()
    hallfeed("import", "centre", "exempt", write("road.json", {"R1": box(*gap)}, kind="road"), "--frame", "wgs84")
    status, said = hallfeed("import", "centre", "map", "map.json", "--frame", "wgs84")
    if status or "without gap or overlap" not in said or [row for row in findings() if row["shape"]]:
        fail("a gap that is a road", said)
    hallfeed("import", "centre", "exempt", write("road.json", {"W1": box(gap[0], gap[1], gap[2], SOUTH + HIGH / 4)}, kind="water"), "--frame", "wgs84")
    found = [row for row in findings() if row["shape"]]
    if len(found) != 1 or not is_box(rings_of(found[0]["shape"]), (gap[0], SOUTH + HIGH / 4, gap[2], gap[3]))[0]:
        fail("a gap that is water in part", found)

    shapes = plain()
    shapes["G10"] = box(WEST, SOUTH, middle + cut, SOUTH + HIGH / 2)
    expect("an overlap", shapes, "; 1 overlap (", [("overlap", "G10", "G11", (middle, SOUTH, middle + cut, SOUTH + HIGH / 2))])

    shapes = plain()
    shapes["G10"] = box(WEST, SOUTH - cut, middle, SOUTH + HIGH / 2)
    expect("a grid outside", shapes, "1 piece outside its community", [("outside", "G10", "", (WEST, SOUTH - cut, middle, SOUTH))])

    shapes = plain()
    shapes["G11"] = box(middle, SOUTH, edge + cut, SOUTH + HIGH / 2)
    expect("a grid in two communities", shapes, "1 piece in a second community",
           [("two_communities", "G11", "K2", (edge, SOUTH, edge + cut, SOUTH + HIGH / 2))])

    shapes = plain()
    shapes["G10"] = box(WEST, SOUTH, middle - 4e-6, SOUTH + HIGH / 2)  # 32 cm
    expect("slivers below half a metre", shapes, "1 community with slivers below 0.5 m", [("sliver", "K1", "", (middle - 4e-6, SOUTH, middle, SOUTH + HIGH / 2))])
    shapes["G10"] = box(WEST, SOUTH, middle - 8e-6, SOUTH + HIGH / 2)  # 64 cm
    expect("a narrow gap above half a metre", shapes, "1 gap (", [("gap", "K1", "", (middle - 8e-6, SOUTH, middle, SOUTH + HIGH / 2))])
    shapes["G10"] = box(WEST, SOUTH, middle, SOUTH + HIGH / 2)
    shapes["G10"][1] = [middle - 1e-7, SOUTH]  # 8 mm at one corner
    expect("rounding", shapes, "without gap or overlap", [])


def check_lists():
    """What the tree of areas alone tells, and that coverage goes by the list where there is no map."""
    fresh()
    found = {(row["finding"], row["area"]) for row in findings()}
    if found != {("no_map", "P"), ("no_grid", "K3"), ("no_organisation_grid", "K3")}:
        fail("without a map", found)
    shapes = plain()
    del shapes["G23"]
    hallfeed("import", "centre", "map", write("map.json", shapes), "--frame", "wgs84")
    found = {(row["finding"], row["area"]) for row in findings()}
    if found != {("no_shape", "G23"), ("gap", "K2"), ("no_grid", "K3"), ("no_organisation_grid", "K3")}:
        fail("a community without grids, a grid without a shape, an organisation without a grid", found)


def refused(case, name, part):
    fresh()
    status, said = hallfeed("import", "centre", "map", name, "--frame", "wgs84")
    if status != 1 or part not in said:
        fail(case, f"status {status}, said {said!r}, expected {part!r}")
    status, said = hallfeed("import", "centre", "map", name, "--frame", "wgs84", "--repair")
    if status or "without gap or overlap" not in said:
        fail(case, f"repaired: status {status}, said {said!r}")


def check_repairs():
    write("open.json", plain())
    with open(os.path.join(work, "open.json")) as file:
        document = json.load(file)
    document["features"][1]["geometry"]["coordinates"][0].pop()
    with open(os.path.join(work, "open.json"), "w") as file:
        json.dump(document, file)
    refused("an open ring", "open.json", "found ")
    shapes = plain()
    x, y = WEST + WIDE / 2, SOUTH + HIGH / 2
    # goes out along its edge and comes back: the same ground, a ring that crosses itself
    shapes["G10"] = [[WEST, SOUTH], [x, SOUTH], [x, y], [x - 0.0005, y], [x - 0.0002, y], [x - 0.0005, y], [WEST, y]]
    refused("a ring that crosses itself", write("bow.json", shapes), "a broken boundary (")
    fresh()
    shapes = plain()
    shapes["G10"][1], shapes["G10"][2] = shapes["G10"][2], shapes["G10"][1]
    status, said = hallfeed("import", "centre", "map", write("bow.json", shapes), "--frame", "wgs84", "--repair")
    half = area_m2(box(WEST, SOUTH, x, y)) / 2  # two triangles of a bow tie leave as much uncovered
    missing = sum(float(row["square_metres"]) for row in findings() if row["finding"] == "gap")
    if status or "repaired: 1 shapes" not in said or abs(missing - half) > half * 0.01:
        fail("a bow tie", f"status {status}, said {said!r}; {missing} m2 of gaps, expected {half:.0f}")


def gcj02(longitude, latitude):
    """The transform as it is published, written apart from ours."""
    x, y = longitude - 105, latitude - 35
    both = (20 * math.sin(6 * x * math.pi) + 20 * math.sin(2 * x * math.pi)) * 2 / 3
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x)) + both
    north += (20 * math.sin(y * math.pi) + 40 * math.sin(y / 3 * math.pi)) * 2 / 3
    north += (160 * math.sin(y / 12 * math.pi) + 320 * math.sin(y * math.pi / 30)) * 2 / 3
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x)) + both
    east += (20 * math.sin(x * math.pi) + 40 * math.sin(x / 3 * math.pi)) * 2 / 3
    east += (150 * math.sin(x / 12 * math.pi) + 300 * math.sin(x / 30 * math.pi)) * 2 / 3
    radians = latitude / 180 * math.pi
    magic = 1 - 0.00669342162296594323 * math.sin(radians) ** 2
    root = math.sqrt(magic)
    return [longitude + east * 180 / (6378245 / root * math.cos(radians) * math.pi),
            latitude + north * 180 / (6378245 * (1 - 0.00669342162296594323) / (magic * root) * math.pi)]


def stored(area):
    store = sqlite3.connect(os.path.join(work, "centre/centre.db"))
    (blob,) = store.execute("SELECT rings FROM shapes WHERE area = ?", [area]).fetchone()
    store.close()
    words = struct.unpack(f"<{len(blob) // 4}i", blob)
    return [(words[2 + 2 * i] / 1e7, words[3 + 2 * i] / 1e7) for i in range(words[1])]


def check_frames():
    shapes = plain()
    for frame, moved in (("cgcs2000", shapes), ("gcj02", {area: [gcj02(*point) for point in ring] for area, ring in shapes.items()})):
        fresh()
        status, said = hallfeed("import", "centre", "map", write("map.json", moved), "--frame", frame)
        if status or "without gap or overlap" not in said:
            fail(frame, f"status {status}, said {said!r}")
        off = max(abs(a - b) for area, ring in shapes.items() for p, q in zip(stored(area), ring) for a, b in zip(p, q))
        if off > 2e-7:
            fail(frame, f"corners are {off} degrees from where they were")
    if abs(gcj02(WEST, SOUTH)[0] - WEST) < 0.001:
        fail("gcj02", "nothing was moved")


def check_meridian():
    """K1 from 179.998 to -179.998: what crosses the meridian is cut, and still tiles."""
    global WEST
    before, WEST = WEST, 179.998
    shapes = plain()
    del_k2 = [area for area in shapes if area[1] == "2"]
    for area in del_k2:
        del shapes[area]
    shapes["G10"], shapes["G12"] = box(WEST, SOUTH, WEST + 0.003, SOUTH + HIGH / 2), box(WEST, SOUTH + HIGH / 2, WEST + 0.003, SOUTH + HIGH)
    shapes["G11"], shapes["G13"] = box(WEST + 0.003, SOUTH, WEST + WIDE, SOUTH + HIGH / 2), box(WEST + 0.003, SOUTH + HIGH / 2, WEST + WIDE, SOUTH + HIGH)
    shapes = {area: [[x - 360 if x > 180 else x, y] for x, y in ring] for area, ring in shapes.items()}
    fresh()
    status, said = hallfeed("import", "centre", "map", write("map.json", shapes), "--frame", "wgs84")
    if status or "cut at the 180th meridian: 3 shapes" not in said or "without gap or overlap" not in said:
        fail("the 180th meridian", f"status {status}, said {said!r}")
    WEST = before


def main():
    hallfeed("init", "base")
    with open(os.path.join(work, "areas.csv"), "w") as file:
        file.write("id,parent,level,kind,name_zh\nP,,prefecture,,州\nC,P,county,county,县\nD,C,subdistrict,subdistrict,街道\n")
        for number in (1, 2, 3):
            file.write(f"K{number},D,community,,社区{number}\n")
        for number in (1, 2):
            for grid in range(4):
                file.write(f"G{number}{grid},K{number},grid,location,网格{number}-{grid}\n")
    with open(os.path.join(work, "joint.csv"), "w") as file:
        file.write("id,area,organisation_zh\nJ1,K3,供电局\nJ2,K1,银行\n")
    for kind in ("areas", "joint"):
        status, said = hallfeed("import", "base", kind, kind + ".csv")
        if status:
            sys.exit(said)
    check_flaws()
    check_lists()
    check_repairs()
    check_frames()
    check_meridian()
    shutil.rmtree(work)
    print(f"flaws of every kind are found where they are; {faults} faults")
    sys.exit(faults > 0)


main()
