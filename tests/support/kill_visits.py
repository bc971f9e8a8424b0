#!/usr/bin/env python3
"""kill -9 at moments by chance, of the screen while residents rate and of the centre while it takes ratings: what was thanked for is in
the outbox and, once, at the centre.
    kill_visits.py FOLDER KILLS SEED CENTRE HALLFEED PROGRAM ARGUMENTS...    FOLDER holds the script, whose pictures are thanks*.png
"""
import glob, os, random, re, signal, sqlite3, subprocess, sys, time

folder, kills, seed, centre, hallfeed, program = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4], sys.argv[5], sys.argv[6:]
state, chance, port = os.path.join(folder, "state"), random.Random(seed), "0"
server = None


def fail(why):
    stop(server)
    sys.exit(f"{why} (seed {seed})")


def stop(process):
    if process and process.poll() is None:
        process.kill()
    if process:
        process.wait()


def serve():
    global server, port
    stop(server)
    said = open(os.path.join(folder, "serve.log"), "w+")
    server = subprocess.Popen([hallfeed, "serve", centre, "--listen", "127.0.0.1:" + port], stdout=said, stdin=subprocess.DEVNULL)
    for _ in range(600):
        listening = re.search(r"listening on http://127.0.0.1:(\d+)", open(said.name).read())
        if listening:
            port = listening.group(1)
            return
        time.sleep(0.05)
    fail("the centre does not serve")


def screen(script):
    return subprocess.Popen(program + ["--state", state, "--feed", f"http://127.0.0.1:{port}", "--upload_now", "--script",
                                       os.path.join(folder, script), "--text", "/dev/null"], stdin=subprocess.DEVNULL, stderr=subprocess.PIPE)


def thanked():
    """A picture is begun after the screen has thanked."""
    found = glob.glob(os.path.join(folder, "thanks*.png"))
    for path in found:
        os.unlink(path)
    return len(found)


def rows(path, sql):
    db = sqlite3.connect(path, timeout=20)
    try:
        return db.execute(sql).fetchall()
    finally:
        db.close()


serve()
began = time.monotonic()
run = screen("visits")
if run.wait(timeout=120) != 0:
    fail(f"a screen that nobody kills ends with {run.returncode}: {run.stderr.read()}")
takes, seen, killed = time.monotonic() - began, thanked(), {"screen": 0, "centre": 0}
visits = seen
if visits == 0:
    fail("nobody was thanked")
for _ in range(kills):
    victim = "screen" if chance.random() < 0.6 else "centre"
    run = screen("visits")
    time.sleep(chance.random() * takes)
    if victim == "screen":
        run.kill()
        run.wait()
    else:
        server.kill()
        server.wait()
        serve()
        run.wait(timeout=120)
    killed[victim] += 1
    seen += thanked()
outbox, store = os.path.join(state, "outbox.db"), os.path.join(centre, "centre.db")
for _ in range(20):  # what waits is delivered
    if screen("wait").wait(timeout=120) == 0 and rows(outbox, "SELECT count(*) FROM rating WHERE acknowledged_day IS NULL") == [(0,)]:
        break
else:
    fail("ratings stay in the outbox")
stop(server)
kept = [token for token, in rows(outbox, "SELECT token FROM rating")]
counted = rows(outbox, "SELECT sum(stored) FROM hour_count")[0][0]
device = rows(outbox, "SELECT device FROM rating LIMIT 1")[0][0]
came = [token for token, in rows(store, f"SELECT token FROM ratings WHERE device = '{device}'")]
conflicts = rows(store, "SELECT count(*) FROM rating_conflicts")[0][0]
lost, doubled = max(seen - len(kept), 0) + len(set(kept) - set(came)), len(came) - len(set(came)) + len(set(came) - set(kept))
print(f"{killed['screen']} kills of the screen and {killed['centre']} of the centre, {seen} thanked for, {len(kept)} kept, {len(came)} came: "
      f"{lost} lost, {doubled} doubled, {conflicts} conflicts, {counted} counted (seed {seed})")
sys.exit(0 if lost == doubled == conflicts == 0 and counted == len(kept) and len(kept) - seen <= killed["screen"] else 1)
