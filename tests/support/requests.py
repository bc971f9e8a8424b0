"""Requests that no honest client makes, against HOST PORT.
    requests.py ambiguous HOST PORT          prints NAME STATUS of each, 0 where the line was closed without an answer
    requests.py drip HOST PORT COUNT SECONDS prints how many of COUNT slow clients were closed within SECONDS
"""
import select
import socket
import sys
import time

HEAD = b"POST /v1/ratings HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
GET = b"GET /v1/head/all.json HTTP/1.1\r\nHost: h\r\n"
AMBIGUOUS = {
    "two-lengths": HEAD + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}x",
    "chunked-and-length": HEAD + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
    "negative-length": HEAD + b"Content-Length: -2\r\n\r\n",
    "signed-length": HEAD + b"Content-Length: +2\r\n\r\n{}",
    "folded-field": GET + b"X-A: a\r\n b\r\n\r\n",
    "nul-in-field": GET + b"X-A: a\0b\r\n\r\n",
    "space-before-colon": GET + b"Content-Length : 0\r\n\r\n",
    "unknown-coding": HEAD + b"Transfer-Encoding: xchunked\r\n\r\n",
}


def ambiguous(host, port):
    for name, request in AMBIGUOUS.items():
        line = socket.create_connection((host, port), 10)
        line.settimeout(15)
        line.sendall(request)
        answer = b""
        try:
            while b"\r\n" not in answer and (part := line.recv(4096)):
                answer += part
        except (ConnectionError, socket.timeout):
            pass
        line.close()
        words = answer.split(b" ")
        print(name, words[1].decode() if len(words) > 1 else 0)


def drip(host, port, count, seconds):
    """Half of them never end their header, half never their body: a byte a second."""
    lines = {}
    for i in range(count):
        line = socket.create_connection((host, port), 10)
        line.sendall(GET if i % 2 else HEAD + b"Content-Length: 60000\r\n\r\n")
        line.setblocking(False)
        lines[line] = i
    end, closed = time.monotonic() + seconds, 0
    while lines and time.monotonic() < end:
        time.sleep(1)
        for line in select.select(list(lines), [], [], 0)[0]:
            try:
                gone = line.recv(4096) == b""
            except ConnectionError:
                gone = True
            if gone:
                closed += 1
                del lines[line]
                line.close()
        for line in list(lines):
            try:
                line.send(b"X" if lines[line] % 2 else b" ")
            except BlockingIOError:
                pass
            except OSError:
                closed += 1
                del lines[line]
    print(closed)


if __name__ == "__main__":
    if sys.argv[1] == "drip":
        drip(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), float(sys.argv[5]))
    else:
        ambiguous(sys.argv[2], int(sys.argv[3]))
