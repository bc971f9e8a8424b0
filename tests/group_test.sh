#!/usr/bin/env bash
# Ratings of many at once, with a real centre: the same rows again and again from eight clients are stored once, their batches share
# transactions, a screen that hands in more than a minute may have is told when to come again, and a kill in between loses nothing that
# was acknowledged.
. "$(dirname "$0")/support/centre.sh"
centre=$work/centre
make_demo "$centre"
serve "$centre"

cat >"$work/clients.py" <<'P'
import http.client, json, sys, threading

port, mode = int(sys.argv[1]), sys.argv[2]
HOUR = 428452

def rating(token, device):
    return {"token": token, "device": device, "area": "652301001001", "service": "window", "question": "how", "version": 1, "hour": HOUR,
            "level": 5, "reasons": [], "doubts": [], "further": []}

def post(connection, body):
    connection.request("POST", "/v1/ratings", json.dumps(body), {"Content-Type": "application/json"})
    answer = connection.getresponse()
    return answer.status, answer.read(), answer.getheader("Retry-After")

tally, acknowledged, lock = {}, set(), threading.Lock()

def client(number):
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        for turn in range(125 if mode != "kill" else 4000):
            if mode == "same":
                body = [rating("%032x" % 7, "same")]
            elif mode == "greedy":
                body = [rating("%032x" % (1000 + i), "greedy") for i in range(200)]
            else:
                body = [rating("%08x%024x" % (number + 1, turn * 4 + i), "many%d" % number) for i in range(4)]
            status = 503
            while status == 503: # the centre scores just now
                status, answer, wait = post(connection, {"ratings": body, "counts": []})
            with lock:
                tally[status] = tally.get(status, 0) + 1
                if status == 200:
                    acknowledged.update(json.loads(answer)["acknowledged"])
                if status == 429:
                    assert 1 <= int(wait) <= 60, wait
            if mode == "greedy" and status == 429:
                return
    except (OSError, http.client.HTTPException):
        assert mode == "kill"

threads = [threading.Thread(target=client, args=(number,)) for number in range(8)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
json.dump({"tally": tally, "acknowledged": sorted(acknowledged)}, open(sys.argv[3], "w"))
P
clients() { python3 "$work/clients.py" "${feed##*:}" "$1" "$work/$1.json"; }
metric() { curl -s "$feed/metrics" | sed -n "s/^hallfeed_$1 //p"; }
rows() { python3 -c 'import sqlite3, sys; print(sqlite3.connect("file:%s/centre.db?mode=ro" % sys.argv[1], uri=True).execute(sys.argv[2]).fetchone()[0])' "$centre" "$1"; }

before=$(rows 'SELECT count(*) FROM ratings')
clients same
grep -q '"200": 1000' "$work/same.json" || fail "not all were answered: $(cat "$work/same.json")"
[ $(($(rows 'SELECT count(*) FROM ratings') - before)) = 1 ] || fail "a row that came 1,000 times is there $(rows "SELECT count(*) FROM ratings WHERE device = 'same'") times"
batches=$(metric batches_total) commits=$(metric commits_total)
[ "$batches" = 1000 ] && [ "$commits" -lt 900 ] || fail "$batches batches took $commits transactions"

clients greedy
grep -q '"429": [1-9]' "$work/greedy.json" || fail "no limit: $(cut -c1-200 "$work/greedy.json")"
[ "$(rows "SELECT count(*) FROM ratings WHERE device = 'greedy'")" = 200 ] || fail "rows were lost or doubled"

# Killed while eight clients hand in.
so_far=$(metric batches_total)
clients kill &
some() { [ "$(metric batches_total)" -gt $((so_far + 20)) ]; }
await 20 some || fail "nobody handed in"
kill -9 "$server"
wait "$server" 2>/dev/null || true
wait $!
serve "$centre"
python3 - "$centre/centre.db" "$work/kill.json" <<'P' || fail "what was acknowledged is not there"
import json, sqlite3, sys
kept = {row[0] for row in sqlite3.connect("file:%s?mode=ro" % sys.argv[1], uri=True).execute("SELECT token FROM ratings")}
acknowledged = json.load(open(sys.argv[2]))["acknowledged"]
print(len(acknowledged), "acknowledged before the kill")
sys.exit(len(acknowledged) == 0 or any(token not in kept for token in acknowledged))
P
