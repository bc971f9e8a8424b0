#!/usr/bin/env python3
"""proxy.py PORT_FILE LOG NAME: a small HTTP proxy on loopback. Whatever NAME is asked for is on 127.0.0.1; nothing else is. Each request
is a line of LOG, and so are at its end how many bytes went which way."""
import http.server
import os
import select
import socket
import socketserver
import sys
import urllib.parse

port_file, log, name = sys.argv[1:]


def note(line):
    with open(log, "a") as file:
        file.write(line + "\n")


class Proxy(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def open(self, host, port):
        if host != name:
            self.send_error(502)
            return None
        return socket.create_connection(("127.0.0.1", port), 10)

    def copy(self, other):
        ends = {self.connection: other, other: self.connection}
        while True:
            for end in select.select(list(ends), [], [], 30)[0] or [None]:
                data = end.recv(65536) if end else b""
                if not data:
                    other.close()
                    return
                ends[end].sendall(data)

    def do_CONNECT(self):
        note("CONNECT " + self.path)
        host, port = self.path.rsplit(":", 1)
        other = self.open(host, int(port))
        if other:
            self.send_response(200)
            self.end_headers()
            self.copy(other)
        self.close_connection = True

    def forward(self):
        note(self.command + " " + self.path)
        url = urllib.parse.urlsplit(self.path)
        other = self.open(url.hostname, url.port)
        if not other:
            return
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.headers.replace_header("Connection", "close") if "Connection" in self.headers else self.headers.add_header("Connection", "close")
        other.sendall(f"{self.command} {url.path} HTTP/1.1\r\n{self.headers}".replace("\n", "\r\n").replace("\r\r", "\r").encode() + body)
        while data := other.recv(65536):
            self.wfile.write(data)
        self.close_connection = True

    do_GET = do_POST = forward

    def log_message(self, *ignored):
        pass


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True

    def handle_error(self, *ignored):  # a screen that has what it wants hangs up
        pass


server = Server(("127.0.0.1", 0), Proxy)
with open(port_file + ".part", "w") as file:
    file.write(str(server.server_address[1]))
os.rename(port_file + ".part", port_file)
server.serve_forever()
