#!/usr/bin/env python3
"""The real screen on a disk that fails: each open, write, sync, cut and rename of its state folder in turn answers EIO or ENOSPC, once or
from then on (strace -e inject). Nobody is thanked for what is not kept, nothing crashes, the wall goes on, and a new start takes ratings.
    bad_disk.py FOLDER POINTS SEED PROGRAM ARGUMENTS...    FOLDER holds the scripts and what the screen shows without a fault
"""
import os, random, re, shutil, sqlite3, subprocess, sys

folder, points, seed, program = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:]
VISITS = 2
FILES = ["outbox.db", "outbox.db-wal", "outbox.db-shm", "outbox.db-journal", "cache.db", "cache.db-wal", "cache.db-shm", "alerts.db", "alerts.db-wal",
         "alerts.db-shm", "screen.id", "screen.id.new", "wear", "wear.new"]
CALLS = {"openat": 0, "pwrite64": 0, "write": 0, "fsync": 0, "fdatasync": 0, "ftruncate": 0, "rename": 0}
state = os.path.join(folder, "state")


def pages(where):
    found = []
    for visit in range(VISITS):
        for name in ("thanks", "after"):
            path = os.path.join(where, f"{name}{visit}.png")
            found.append(open(path, "rb").read() if os.path.exists(path) else None)
            if found[-1] is not None:
                os.unlink(path)
    return found


def run(wrapper=(), script="visits"):
    command = list(wrapper) + program + ["--state", state, "--script", os.path.join(folder, script), "--text", os.path.join(folder, "end.txt")]
    if os.path.exists(os.path.join(folder, "end.txt")):
        os.unlink(os.path.join(folder, "end.txt"))
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120)
    return done.returncode, done.stderr, pages(folder)


def only_state():
    return [word for name in FILES for word in ("-P", os.path.join(state, name))] + ["-P", state]


def fresh(warm):
    shutil.rmtree(state, ignore_errors=True)
    if warm:
        shutil.copytree(os.path.join(folder, "warm"), state)


def kept():
    if not os.path.exists(os.path.join(state, "outbox.db")):
        return 0
    db = sqlite3.connect(os.path.join(state, "outbox.db"))
    try:
        if db.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'rating'").fetchone()[0] == 0:
            return 0
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok", "the outbox is damaged"
        assert db.execute("SELECT ifnull(sum(stored), 0) FROM hour_count").fetchone() == db.execute("SELECT count(*) FROM rating").fetchone(), "counts differ"
        return db.execute("SELECT count(*) FROM rating").fetchone()[0]
    finally:
        db.close()


def calls_made(warm):
    """How often each call is made by the thread that makes it most."""
    fresh(warm)
    trace = os.path.join(folder, "trace")
    status, said, shown = run(["strace", "-f", "--seccomp-bpf", "-o", trace, "-e", "trace=" + ",".join(CALLS)] + only_state())
    assert status == 0, said
    made = {}
    for line in open(trace):
        m = re.match(r"(\d+) +(\w+)\(", line)
        if m:
            made[m.group(1), m.group(2)] = made.get((m.group(1), m.group(2)), 0) + 1
    most = {}
    for (_, call), times in made.items():
        most[call] = max(times, most.get(call, 0))
    return most, shown


def one(chance, made, good, tally):
    warm = chance.random() < 0.6
    call = chance.choice(sorted(made[warm]))
    number, error = chance.randint(1, made[warm][call]), chance.choice(["EIO", "ENOSPC"])
    ever = chance.random() < 0.5
    fault = f"{call}:error={error}:when={number}{'+' if ever else ''}"
    fresh(warm)
    status, said, shown = run(["strace", "-f", "--seccomp-bpf", "-qq", "-o", "/dev/null", "-e", "trace=" + call, "-e", "inject=" + fault] + only_state())
    what = f"{fault} on a {'warm' if warm else 'fresh'} folder"
    if status not in (0, 3) or "Sanitizer" in said or "runtime error" in said:
        return f"{what}: ended with {status}: {said[-1500:]}"
    thanked = sum(shown[2 * visit] is not None and shown[2 * visit] == good[2 * visit] for visit in range(VISITS))
    before = kept()
    if before < thanked:
        return f"{what}: thanked for {thanked}, kept {before}"
    if status == 0 and not os.path.exists(os.path.join(folder, "end.txt")):
        return f"{what}: the screen shows nothing at the end"
    if status == 3 and not said.startswith("hallboard: "):
        return f"{what}: ended without a sentence: {said[-500:]}"
    tally["thanked"] += thanked
    tally["not thanked"] += VISITS - thanked
    tally["refused to start"] += status == 3
    # The disk is well again: a new start takes ratings, and what was thanked for is still there.
    status, said, shown = run()
    thanked = sum(shown[2 * visit] == good[2 * visit] for visit in range(VISITS))
    if status != 0 or thanked != VISITS or kept() != before + VISITS:
        return f"{what}: after it {status}, {thanked} of {VISITS} thanked, {kept() - before} kept: {said[-500:]}"
    return None


made, chance = {}, random.Random(seed)
made[False], good = calls_made(False)
shutil.copytree(state, os.path.join(folder, "warm"))
made[True], again = calls_made(True)
assert good == again and None not in good and kept() == 2 * VISITS
tally = {"thanked": 0, "not thanked": 0, "refused to start": 0}
faults = [found for found in (one(chance, made, good, tally) for _ in range(points)) if found]
for found in faults[:10]:
    print(found)
print(f"{points} faults of {sum(made[True].values()) + sum(made[False].values())} calls: {tally['thanked']} thanked for and kept, "
      f"{tally['not thanked']} not thanked for, {tally['refused to start']} starts refused in words, {len(faults)} broken promises (seed {seed})")
sys.exit(1 if faults else 0)
