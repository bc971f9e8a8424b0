"""Requests that no honest client makes, against HOST PORT.
    requests.py ambiguous HOST PORT
        prints NAME STATUS ENDED STATUS ENDED of each: as the first of its connection and as the second; STATUS is 0 where there was no
        answer, ENDED whether the other side then closed the connection without taking the request that was sent behind it
    requests.py greedy HOST PORT [AUTHORIZATION]
        the same for bodies that are too much: NAME STATUS ENDED
    requests.py drip HOST PORT COUNT SECONDS [BLOB]
        COUNT slow clients: some never end their head, some their body, and some (where there is a BLOB, a path) never read it whole.
        Beside them one good client, before and during. Prints how many were closed within SECONDS, the last after how many, good requests that failed, and
        the good client's 99th percentile before and during in ms
"""
import re
import select
import socket
import sys
import threading
import time

HEAD = b"POST /v1/ratings HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
GET = b"GET /v1/head/all.json HTTP/1.1\r\nHost: h\r\n"
HONEST = GET + b"\r\n"
AMBIGUOUS = {
    "two-lengths": HEAD + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}x",
    "two-equal-lengths": HEAD + b"Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}",
    "list-of-lengths": HEAD + b"Content-Length: 2, 2\r\n\r\n{}",
    "chunked-and-length": HEAD + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
    "length-and-chunked": HEAD + b"Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
    "unknown-coding": HEAD + b"Transfer-Encoding: xchunked\r\n\r\n",
    "two-codings": HEAD + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
    "negative-length": HEAD + b"Content-Length: -2\r\n\r\n",
    "signed-length": HEAD + b"Content-Length: +2\r\n\r\n{}",
    "hexadecimal-length": HEAD + b"Content-Length: 0x2\r\n\r\n{}",
    "blank-in-length": HEAD + b"Content-Length: 2 2\r\n\r\n{}",
    "bare-lf-in-line": b"GET /v1/head/all.json HTTP/1.1\nHost: h\r\n\r\n",
    "bare-lf-in-field": GET + b"X-A: a\nX-B: b\r\n\r\n",
    "bare-lf-at-end": GET + b"X-A: a\n\n",
    "bare-cr-in-field": GET + b"X-A: a\rX-B: b\r\n\r\n",
    "folded-field": GET + b"X-A: a\r\n b\r\n\r\n",
    "folded-length": HEAD + b"Content-Length:\r\n 2\r\n\r\n{}",
    "nul-in-field": GET + b"X-A: a\0b\r\n\r\n",
    "nul-at-end-of-field": GET + b"X-A: a\0\n\r\n",
    "nul-for-last-line": GET + b"X-A: a\r\n\0\r\n\r\n",
    "nul-in-name": GET + b"X\0A: a\r\n\r\n",
    "space-before-colon": GET + b"Content-Length : 0\r\n\r\n",
    "tab-before-colon": GET + b"Content-Length\t: 0\r\n\r\n",
    "no-name": GET + b": a\r\n\r\n",
    "no-colon": GET + b"X-A\r\n\r\n",
    "two-hosts": GET + b"Host: other\r\n\r\n",
    "space-in-target": b"GET /v1/head/all.json x HTTP/1.1\r\nHost: h\r\n\r\n",
}
FAR = b"GET /healthz HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"
REFUSED = re.compile(rb"HTTP/1\.[01] (\d+)")


def connect(host, port):
    line = socket.create_connection((host, port), 10)
    line.settimeout(15)
    return line


def receive(line):
    """All that comes until the other side closes; and whether it did."""
    answer = b""
    try:
        while part := line.recv(65536):
            answer += part
        return answer, True
    except ConnectionError:
        return answer, True
    except socket.timeout:
        return answer, False


def one_answer(line):
    answer = b""
    while b"\r\n\r\n" not in answer:
        answer += line.recv(65536)
    length = int(re.search(rb"(?i)content-length: *(\d+)", answer).group(1))
    while len(answer) < answer.index(b"\r\n\r\n") + 4 + length:
        answer += line.recv(65536)


def refused(line, request):
    try:
        line.sendall(request + FAR)
    except ConnectionError:
        pass
    answer, ended = receive(line)
    line.close()
    found = REFUSED.findall(answer)
    return int(found[0]) if found else 0, "closed" if ended and b"200" not in found else "open"


def ambiguous(host, port):
    for name, request in AMBIGUOUS.items():
        first = refused(connect(host, port), request)
        line = connect(host, port)
        line.sendall(HONEST)
        one_answer(line)
        print(name, *first, *refused(line, request))


def greedy(host, port, authorization):
    fields = b"Authorization: " + authorization.encode() + b"\r\n" if authorization else b""
    nested = b"[" * 50000
    bodies = {
        "99-gigabytes": b"Content-Length: 99000000000\r\n\r\n" + b"{" * 65536,
        "more-than-64-bits": b"Content-Length: 99999999999999999999\r\n\r\n",
        "100000-brackets": b"Content-Length: 100000\r\n\r\n" + b"[" * 50000 + b"]" * 50000,
        "50000-brackets": b"Content-Length: %d\r\n\r\n" % len(nested) + nested,
    }
    for name, rest in bodies.items():
        line = connect(host, port)
        try:
            line.sendall(HEAD + fields + rest)
        except ConnectionError:
            pass
        try:
            answer = line.recv(65536)
        except ConnectionError:
            answer = b""
        line.close()
        found = REFUSED.findall(answer)
        print(name, int(found[0]) if found else 0)


class Good(threading.Thread):
    """One request after another, each on a connection of its own."""

    def __init__(self, host, port):
        super().__init__(daemon=True)
        self.host, self.port, self.times, self.failed, self.ended = host, port, [], 0, False

    def run(self):
        while not self.ended:
            start = time.monotonic()
            try:
                line = connect(self.host, self.port)
                line.sendall(HONEST)
                one_answer(line)
                line.close()
                self.times.append(time.monotonic() - start)
            except (OSError, AttributeError):
                self.failed += 1
            time.sleep(0.01)

    def end(self):
        self.ended = True
        self.join()
        return sorted(self.times)[len(self.times) * 99 // 100] * 1000 if self.times else float("inf")


KINDS = (GET, HEAD + b"Content-Length: 60000\r\n\r\n", b"GET %s HTTP/1.1\r\nHost: h\r\n\r\n")
DRIPS = (b"X", b" ")


def begin_slow(host, port, kind, blob):
    line = socket.socket()
    if kind == 2:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    line.settimeout(10)
    line.connect((host, port))
    line.sendall(KINDS[kind] % blob.encode() if kind == 2 else KINDS[kind])
    line.setblocking(False)
    return line


def is_gone(line, kind):
    """A second's drip; a reader takes some bytes."""
    try:
        if kind < 2:
            line.send(DRIPS[kind])
            return bool(select.select([line], [], [], 0)[0]) and line.recv(4096) == b""
        return line.recv(64) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True


def hung_up(line):
    """Whether the other side has ended it, whatever it left to read."""
    poll = select.poll()
    poll.register(line, select.POLLRDHUP)
    return bool(poll.poll(0))


def drip(host, port, count, seconds, blob):
    good = Good(host, port)
    good.start()
    time.sleep(1.5)
    before, failed = good.end(), good.failed
    lines, last, closed = {}, 0.0, 0
    good = Good(host, port)
    good.start()
    for i in range(count):
        kind = i % (3 if blob else 2)
        lines[begin_slow(host, port, kind, blob)] = (kind, time.monotonic())
    print(f"begun {count}", flush=True)
    end = time.monotonic() + seconds
    while lines and time.monotonic() < end:
        time.sleep(0.5)
        for line, (kind, begun) in list(lines.items()):
            if hung_up(line) or is_gone(line, kind):
                last, closed = max(last, time.monotonic() - begun), closed + 1
                del lines[line]
                line.close()
    during = good.end()
    print(f"closed {closed} last {last:.1f} failed {failed + good.failed} before {before:.1f} during {during:.1f}"
          f" good {len(good.times)}")
    if lines:
        print("left:", *(sum(kind == k for kind, _ in lines.values()) for k in range(3)), file=sys.stderr)


if __name__ == "__main__":
    words = sys.argv[2:4] and (sys.argv[2], int(sys.argv[3]))
    if sys.argv[1] == "drip":
        drip(*words, int(sys.argv[4]), float(sys.argv[5]), sys.argv[6] if len(sys.argv) > 6 else "")
    elif sys.argv[1] == "greedy":
        greedy(*words, sys.argv[4] if len(sys.argv) > 4 else "")
    else:
        ambiguous(*words)
