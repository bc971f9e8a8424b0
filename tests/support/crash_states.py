#!/usr/bin/env python3
"""Every disk that a power cut could leave. Reads what strace saw the screen write and sync in its outbox, builds images of states that a
cut may leave (what was synced is there; what was not is there, missing or torn, each block by chance), opens each, and looks for ratings
that were thanked for and are lost, that are there twice, or for a file that is damaged.
    crash_states.py TRACE FOLDER STATES SEED [normal]    normal: syncs of the log before a checkpoint do not count, as synchronous=NORMAL
"""
import os, random, re, sqlite3, sys

trace, folder, states, seed = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
normal = len(sys.argv) > 5
BLOCK = 512
names = {"outbox.db": 0, "outbox.db-wal": 1}


def unhex(text):
    return bytes(int(x, 16) for x in text.split("\\x")[1:])


def read(path):
    """A list of acts: (write, file, offset, bytes), (cut, file, length), (sync, file), (thanks,)"""
    acts, open_files, unfinished = [], {}, {}
    for line in open(path, errors="replace"):
        m = re.match(r"(\d+) +(.*)$", line)
        pid, rest = m.group(1), m.group(2)
        if rest.endswith("<unfinished ...>"):
            unfinished[pid] = rest[: -len("<unfinished ...>")].rstrip()
            continue
        m = re.match(r"<\.\.\. \w+ resumed>(.*)$", rest)
        if m:
            rest = unfinished.pop(pid, "") + m.group(1)
        m = re.match(r'openat\(\w+, "([^"]*)".*\) += (\d+)$', rest)
        if m:
            name = unhex(m.group(1)).decode() if "\\x" in m.group(1) else m.group(1)
            base = os.path.basename(name)
            open_files[m.group(2)] = names.get(base)
            if base.startswith("thanks"):
                acts.append(("thanks",))
            continue
        m = re.match(r'pwrite64\((\d+), "((?:\\x..)*)", \d+, (\d+)\) += (\d+)$', rest)
        if m and open_files.get(m.group(1)) is not None:
            acts.append(("write", open_files[m.group(1)], int(m.group(3)), unhex(m.group(2))[: int(m.group(4))]))
            continue
        m = re.match(r"ftruncate\((\d+), (\d+)\) += 0$", rest)
        if m and open_files.get(m.group(1)) is not None:
            acts.append(("cut", open_files[m.group(1)], int(m.group(2))))
            continue
        m = re.match(r"f(?:data)?sync\((\d+)\) += 0$", rest)
        if m and open_files.get(m.group(1)) is not None:
            acts.append(("sync", open_files[m.group(1)]))
    return acts


def without_syncs_of_commits(acts):
    """synchronous=NORMAL syncs the log only when the next write goes to the database itself."""
    kept = []
    for i, act in enumerate(acts):
        if act == ("sync", 1):
            following = next((a for a in acts[i + 1:] if a[0] in ("write", "cut")), None)
            if not following or following[1] != 0:
                continue
        kept.append(act)
    return kept


def put(image, offset, data):
    if len(image) < offset + len(data):
        image.extend(bytes(offset + len(data) - len(image)))
    image[offset:offset + len(data)] = data


def apply(image, act, chance):
    if act[0] == "cut":
        if chance is None or chance.random() < 0.5:
            del image[act[2]:]
            image.extend(bytes(act[2] - len(image)))
        return
    _, _, offset, data = act
    if chance is None:
        put(image, offset, data)
        return
    fate = chance.random()
    if fate < 0.35:
        put(image, offset, data)
    elif fate < 0.65:
        for at in range(0, len(data), BLOCK):
            if chance.random() < 0.5:
                put(image, offset + at, data[at:at + BLOCK])


def check(images, thanked, chance):
    path = os.path.join(folder, "outbox.db")
    for end in ("", "-wal", "-shm"):
        try:
            os.unlink(path + end)
        except FileNotFoundError:
            pass
    for name, image in zip(("", "-wal"), images):
        if image:
            open(path + name, "wb").write(image)
    try:
        db = sqlite3.connect(path)
        tables = db.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'rating'").fetchone()[0]
        if not tables:
            return "lost" if thanked else None
        sound = db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        found, stored = db.execute("SELECT count(*), count(DISTINCT token) FROM rating").fetchone()
        counted = db.execute("SELECT ifnull(sum(stored), 0) FROM hour_count").fetchone()[0]
        db.close()
    except sqlite3.DatabaseError as why:
        return "corrupt"
    if not sound:
        return "corrupt"
    if found < thanked:
        return "lost"
    return "doubled" if found != stored or counted != found or found > thanked + 1 else None


acts = read(trace)
if normal:
    acts = without_syncs_of_commits(acts)
total = sum(a[0] == "thanks" for a in acts)
chance = random.Random(seed)
moments = sorted(chance.randrange(1, len(acts) + 1) for _ in range(states))
durable, pending, thanked, at = [bytearray(), bytearray()], [[], []], 0, 0
verdicts = {"lost": 0, "doubled": 0, "corrupt": 0}
for moment in moments:
    while at < moment:
        act = acts[at]
        at += 1
        if act[0] == "thanks":
            thanked += 1
        elif act[0] == "sync":
            for act in pending[act[1]]:
                apply(durable[act[1]], act, None)
            pending[acts[at - 1][1]] = []
        else:
            pending[act[1]].append(act)
    images = [bytearray(durable[0]), bytearray(durable[1])]
    for number in (0, 1):
        for act in pending[number]:
            apply(images[number], act, chance)
    verdict = check(images, thanked, chance)
    if verdict:
        verdicts[verdict] += 1
print(f"{states} states of {len(acts)} acts, {total} ratings thanked for: "
      f"{verdicts['lost']} lost, {verdicts['doubled']} doubled, {verdicts['corrupt']} corrupt (seed {seed})")
sys.exit(0 if total and (sum(verdicts.values()) == 0) != normal else 1)
