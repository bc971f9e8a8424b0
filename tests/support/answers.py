#!/usr/bin/env python3
"""An HTTP server of another system: answers from the files of a folder, by the part of the path before the first dot or slash.
    answers.py FOLDER > its port
/NAME[.anything]            FOLDER/NAME, with an ETag, 304 where If-None-Match says so
/gzip/NAME                  the same, compressed
/redirect                   302
/slow                       one byte a second
/secret/NAME                401 unless Authorization is as FOLDER/token says
Requests are written to FOLDER/requests, a line each: path, If-None-Match."""
import gzip, hashlib, http.server, pathlib, sys, time

folder = pathlib.Path(sys.argv[1])


class Handler(http.server.BaseHTTPRequestHandler):
    def log_message(self, *words):
        pass

    def answer(self, status, body, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        try:
            self.answer_path()
        except OSError:
            self.close_connection = True  # who asked has had enough

    def answer_path(self):
        with open(folder / "requests", "a") as log:
            print(self.path, self.headers.get("If-None-Match", "-"), file=log)
        parts = self.path.strip("/").split("/")
        if parts[0] == "redirect":
            return self.answer(302, b"", Location="/" + parts[-1])
        if parts[0] == "slow":
            self.send_response(200)
            self.end_headers()
            while True:
                self.wfile.write(b" ")
                self.wfile.flush()
                time.sleep(1)
        if parts[0] == "secret" and self.headers.get("Authorization") != (folder / "token").read_text().strip():
            return self.answer(401, b"")
        file = folder / parts[-1]
        if not file.exists():
            return self.answer(404, b"")
        body = file.read_bytes()
        tag = '"%s"' % hashlib.sha256(body).hexdigest()[:16]
        if self.headers.get("If-None-Match") == tag:
            return self.answer(304, b"", ETag=tag)
        if parts[0] == "gzip":
            return self.answer(200, gzip.compress(body), ETag=tag, Content_Encoding="gzip")
        self.answer(200, body, ETag=tag)


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
print(server.server_address[1], flush=True)
try:
    server.serve_forever()
except KeyboardInterrupt:
    pass
