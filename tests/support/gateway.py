#!/usr/bin/env python3
"""A gateway for messages: gateway.py LOG [REFUSALS]. Prints its port, then writes a line for each POST to LOG: path, key, body. It answers
the first REFUSALS of each path with 503, all others with 200 and a receipt; a key that it knows has no second effect, which it notes."""
import http.server
import sys
import threading

log, refusals = open(sys.argv[1], "a", buffering=1, encoding="utf-8"), int(sys.argv[2]) if len(sys.argv) > 2 else 0
lock, known, refused = threading.Lock(), set(), {}


class Gateway(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        key = self.headers["Idempotency-Key"]
        with lock:
            refuse = refused.setdefault(self.path, 0) < refusals
            refused[self.path] += 1
            effect = "refused" if refuse else "again" if (self.path, key) in known else "taken"
            if not refuse:
                known.add((self.path, key))
            log.write(f"{self.path}\t{effect}\t{key}\t{self.headers.get('Authorization', '-')}\t{body}\n")
        answer = b"come again" if refuse else b"receipt of " + key.encode()
        self.send_response(503 if refuse else 200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Gateway)
print(server.server_address[1], flush=True)
server.serve_forever()
