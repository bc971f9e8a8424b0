#!/usr/bin/env python3
"""The same visits in each of four languages, with every way to behave, and what is kept and sent of them: rows and sizes of files, requests with
their bodies as a server between screen and centre records them, and what the program says. Nothing may tell the languages apart.
    four_languages.py FOLDER VISITS CENTRE HALLFEED AT PROGRAM ARGUMENTS...
"""
import http.client, http.server, json, os, re, shutil, sqlite3, subprocess, sys, threading, time

folder, visits, centre, hallfeed, at, program = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4], sys.argv[5], sys.argv[6:]
LANGUAGES = ["zh", "ug", "kk", "en"]
texts = {}


def run(state, script, *more, feed=None):
    path = os.path.join(folder, "script")
    open(path, "w").write(script)
    done = subprocess.run(program + ["--state", state, "--feed", feed or os.path.join(folder, "stick"), "--at", at, "--log", "--script", path,
                                     "--text", os.path.join(folder, "text")] + list(more), stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          timeout=300)
    if done.returncode:
        sys.exit(f"the screen ended with {done.returncode}: {done.stderr}")
    return done.stderr


def place(steps, name):
    """The middle of a target after these taps."""
    if steps not in texts:
        run(os.path.join(folder, "looks"), "".join(f"{1000 * (i + 1)} tap {step}\n" for i, step in enumerate(steps)) + f"{1000 * len(steps) + 1000} wait\n")
        texts[steps] = {}
        for m in re.finditer(r'^target (\d+),(\d+) (\d+)x(\d+) \S+ "([^"]*)"$', open(os.path.join(folder, "text")).read(), re.M):
            x, y, w, h = map(int, m.groups()[:4])
            texts[steps].setdefault(m.group(5), f"{x + w // 2} {y + h // 2}")
    return texts[steps].get(name)


def ways(language):
    """Each a list of (seconds after the step before, what is tapped)."""
    begin = place((), f"language {language}")
    rate = (begin,)
    on = lambda name, steps=rate: place(steps, name)
    low = rate + (on("level 2"),)
    large, lower = rate + (on("large_text"),), rate + (on("lower"),)
    reason = next(name for name in texts[low] if name.startswith("reason")) if place(low, "") or low in texts else None
    found = [
        [(1, begin), (2, on("level 5"))],
        [(1, begin), (2, on("large_text")), (3, on("level 4", large))],
        [(1, begin), (2, on("high_contrast")), (9, on("level 3"))],
        [(1, begin), (2, on("lower")), (3, on("level 5", lower))],
        [(1, begin), (2, on("read_aloud") or on("pause")), (8, on("level 4"))],
        [(1, begin), (2, on("pause")), (200, on("level 1")), (100, on("submit", low))],
        [(1, begin), (2, on("level 2")), (3, on("back", low)), (4, on("level 4"))],
        [(1, begin), (2, on("level 2")), (3, on(reason, low)), (20, on("submit", low))],
        [(1, begin), (2, on("back"))],
        [(1, begin), (70, None)],
    ]
    for number, way in enumerate(found):
        for _, tapped in way[:-1] if number == 9 else way:
            if not tapped:
                sys.exit(f"way {number} in {language} finds nothing to tap: {way} {texts.keys()}")
    return found


def visit_script(language):
    lines, now = [], 0
    found = ways(language)
    for number in range(visits):
        for wait, tapped in found[number % len(found)]:
            now += wait * 1000
            lines.append(f"{now} tap {tapped}" if tapped else f"{now} wait")
        now += 65000
    return "\n".join(lines + [f"{now} wait", ""])


class Recorder(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    seen, port = [], 0

    def relay(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        Recorder.seen.append((self.command, self.path, sorted((k, v) for k, v in self.headers.items() if k not in ("Host", "If-None-Match")), body))
        try:
            there = http.client.HTTPConnection("127.0.0.1", Recorder.port, timeout=60)
            there.request(self.command, self.path, body or None, {k: v for k, v in self.headers.items() if k != "Host"})
            answer = there.getresponse()
            data = answer.read()
            self.send_response(answer.status)
            for name in ("Content-Type", "ETag", "Retry-After", "Content-Encoding", "Cache-Control"):
                if answer.headers.get(name):
                    self.send_header(name, answer.headers[name])
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)
        except OSError:
            self.close_connection = True

    do_GET = do_POST = relay

    def log_message(self, *_):
        pass


def plain(body):
    """Without what is random: tokens, which also give the order, and the signature of the counts, which is of equal length."""
    batch = json.loads(body)
    for rating in batch.get("ratings", []):
        assert len(rating.pop("token")) == 32
    for name in batch:
        batch[name] = sorted(json.dumps(item, sort_keys=True) for item in batch[name])
    return batch


def rows(state):
    db = sqlite3.connect(os.path.join(state, "outbox.db"))
    found = {}
    for table, in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'device' ORDER BY name").fetchall():
        columns = [c[1] for c in db.execute(f"PRAGMA table_info({table})") if c[1] != "token"]
        found[table] = sorted(map(repr, db.execute(f"SELECT {', '.join(columns)} FROM {table}")))
    db.close()
    return found


def files(state):
    """But for the logs of what the centre sent: how often it was asked is a matter of time."""
    found = {}
    for base, _, names in os.walk(state):
        for name in set(names) - {"cache.db-wal", "alerts.db-wal"}:
            found[os.path.relpath(os.path.join(base, name), state)] = os.path.getsize(os.path.join(base, name))
    return found


shutil.copytree(os.path.join(centre, "feed"), os.path.join(folder, "stick"))  # which the centre that serves does not change
serving = open(os.path.join(folder, "serve.log"), "w+")
server = subprocess.Popen([hallfeed, "serve", centre, "--listen", "127.0.0.1:0"], stdout=serving, stdin=subprocess.DEVNULL)
try:
    for _ in range(600):
        listening = re.search(r"listening on http://127.0.0.1:(\d+)", open(serving.name).read())
        if listening:
            break
        time.sleep(0.05)
    Recorder.port = int(listening.group(1))
    between = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Recorder)
    between.daemon_threads = True
    threading.Thread(target=between.serve_forever, daemon=True).start()
    first = os.path.join(folder, "first")
    run(first, "1000 wait\n")
    told = {}
    for language in LANGUAGES:
        script, state = visit_script(language), os.path.join(folder, "state")
        shutil.rmtree(state, ignore_errors=True)
        shutil.copytree(first, state)  # one device, so that its name and key are the same
        said = run(state, script)
        sizes = files(state)
        shutil.copytree(state, os.path.join(folder, "look"), dirs_exist_ok=True)
        kept = rows(os.path.join(folder, "look"))
        Recorder.seen = []
        said += run(state, "1000 wait\n", "--upload_now", feed=f"http://127.0.0.1:{between.server_address[1]}")
        posts = [(path, headers, len(body), plain(body)) for method, path, headers, body in Recorder.seen if method == "POST"]
        gets = sorted({path for method, path, _, _ in Recorder.seen if method == "GET" and "/blob/" not in path})
        told[language] = {"rows": kept, "sizes": sizes, "said": said, "posts": posts, "gets": gets}
finally:
    server.kill()
    server.wait()
count = len(told["zh"]["rows"]["rating"])
if count < visits // 2 or not told["zh"]["posts"]:
    sys.exit(f"only {count} ratings of {visits} visits, {len(told['zh']['posts'])} requests")
for language in LANGUAGES[1:]:
    for what in told["zh"]:
        if told[language][what] != told["zh"][what]:
            sys.exit(f"{what} tell {language} from zh:\n{told['zh'][what]}\n{told[language][what]}")
print(f"{visits} visits in each of {len(LANGUAGES)} languages, {count} ratings: rows, sizes, requests ({sum(p[2] for p in told['zh']['posts'])} bytes) and words the same")
