#!/usr/bin/env python3
"""files.py PORT_FILE FOLDER [CERT KEY]: FOLDER over plain HTTP or, with a certificate, TLS, on loopback, as any web server would."""
import functools
import http.server
import os
import ssl
import sys

port_file, folder = sys.argv[1:3]


class Files(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *ignored):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Files, directory=folder))
server.handle_error = lambda *ignored: None
if len(sys.argv) > 3:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[3], sys.argv[4])
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
with open(port_file + ".part", "w") as file:
    file.write(str(server.server_address[1]))
os.rename(port_file + ".part", port_file)
server.serve_forever()
