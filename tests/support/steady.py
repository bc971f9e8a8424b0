"""Ratings without a pause, against HOST PORT AREA SECONDS: steady.py prints how many were acknowledged, how many requests got another
answer than 200 or 503, and how many were cut off after a part of the answer or with no answer on a connection of their own."""
import http.client
import json
import sys
import threading
import time

host, port, area, seconds = sys.argv[1], int(sys.argv[2]), sys.argv[3], float(sys.argv[4])
end, lock, total = time.monotonic() + seconds, threading.Lock(), {"acknowledged": 0, "other": 0, "cut": 0}


def run(worker):
    count = 0
    while time.monotonic() < end:
        count += 1
        token = f"{worker:08x}{count:024x}"
        body = json.dumps({"ratings": [{"token": token, "device": f"d{worker}", "area": area, "service": "haircut", "question": "satisfied",
                                        "version": 1, "hour": None, "level": 5, "reasons": [], "doubts": [], "further": []}], "counts": []})
        kind = "acknowledged"
        line = http.client.HTTPConnection(host, port, timeout=15)
        try:
            line.connect()
        except OSError:
            return  # it listens no more
        try:
            line.request("POST", "/v1/ratings", body, {"Content-Type": "application/json"})
            answer = line.getresponse()
            text = answer.read()
            if answer.status != 200 or json.loads(text)["acknowledged"] != [token]:
                kind = "other"
        except (OSError, http.client.HTTPException):
            kind = "cut"
        line.close()
        with lock:
            total[kind] += 1


workers = [threading.Thread(target=run, args=(i,)) for i in range(1, 9)]
for worker in workers:
    worker.start()
for worker in workers:
    worker.join()
print(total["acknowledged"], total["other"], total["cut"])
