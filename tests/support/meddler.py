"""Stands between screens and a centre and meddles with what the centre says to a heartbeat.
    meddler.py CENTRE_PORT FOLDER     prints its own port
FOLDER/heard.DEVICE  what the centre last had to say to a screen
FOLDER/say.DEVICE    is said to its next heartbeat in place of that, once
FOLDER/hold          while it is there the centre's own words are kept back
"""
import http.client
import http.server
import json
import os
import sys

PORT, FOLDER = int(sys.argv[1]), sys.argv[2]


class Meddler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *words):
        pass

    def pass_on(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        centre = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
        headers = {name: value for name, value in self.headers.items() if name.lower() not in ("host", "connection")}
        centre.request(self.command, self.path, body, headers)
        answer = centre.getresponse()
        status, said = answer.status, answer.read()
        if self.path == "/v1/heartbeat":
            status, said = self.meddle(json.loads(body)["device"], status, said)
        self.send_response(status)
        for name, value in answer.getheaders():
            if name.lower() not in ("content-length", "connection", "transfer-encoding"):
                self.send_header(name, value)
        if status != 304 and status != 204:
            self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def meddle(self, device, status, said):
        if status == 200:
            with open(f"{FOLDER}/heard.{device}.new", "wb") as heard:
                heard.write(said)
            os.rename(f"{FOLDER}/heard.{device}.new", f"{FOLDER}/heard.{device}")
        words = f"{FOLDER}/say.{device}"
        if os.path.exists(words):
            with open(words, "rb") as file:
                said = file.read()
            os.remove(words)
            return 200, said
        return (204, b"") if os.path.exists(f"{FOLDER}/hold") else (status, said)

    do_GET = do_POST = do_HEAD = pass_on


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *words):  # a screen that ended
        pass


server = Server(("127.0.0.1", 0), Meddler)
print(server.server_port, flush=True)
server.serve_forever()
