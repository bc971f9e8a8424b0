#!/usr/bin/env python3
"""Whether a rating is on disk before anybody is thanked for it. Reads, as strace writes it, what the real screen wrote and synced in its
outbox and sent to the X server (without MIT-SHM every pixel goes through the socket), in one order, and looks for the pixels of the
thanks in what was sent.
    commit_first.py VISITS WIDTH THANKS.bgrx OTHER.bgrx... < TRACE    pictures as rows of four bytes a pixel; the first is looked for
"""
import os, re, sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from pages import either, marks

visits, width = int(sys.argv[1]), int(sys.argv[2])
size = os.path.getsize(sys.argv[3])


def unhex(text):
    return bytes.fromhex(text.replace("\\x", ""))


pieces = [same for _, _, piece in marks(sys.argv[3], sys.argv[4:], width) for same in either(piece)]
if not pieces:
    sys.exit("the thanks look like another page")
wal, unfinished, early, shown, commits = None, {}, 0, 0, 0
written = committed = sent = False  # since the thanks before
for line in sys.stdin:
    pid, rest = line.rstrip("\n").split(None, 1)
    if rest.endswith("<unfinished ...>"):
        unfinished[pid] = rest[:-len("<unfinished ...>")].rstrip()
        # what is sent counts from when it is begun, what is synced from when it is done
        if not rest.startswith(("writev(", "sendmsg(", "write(")):
            continue
    resumed = re.match(r"<\.\.\. \w+ resumed>(.*)$", rest)
    if resumed:
        if unfinished[pid].startswith(("writev(", "sendmsg(", "write(")):
            continue
        rest = unfinished.pop(pid) + resumed.group(1)
    opened = re.match(r'openat\(\w+, "((?:\\x..)*)".*\) += (\d+)$', rest)
    if opened and unhex(opened.group(1)).endswith(b"outbox.db-wal"):
        wal = opened.group(2)
    elif rest.startswith(f"pwrite64({wal},"):
        written = True
    elif re.match(rf"f(data)?sync\({wal}\) += 0( \(DELAYED\))?$", rest):
        committed, commits = committed or written, commits + written
        written = False
    elif rest.startswith(("writev(", "sendmsg(", "write(")):
        data = b"".join(unhex(part) for part in re.findall(r'"((?:\\x..)*)"', rest))
        on = any(piece in data for piece in pieces)
        if on and not sent:
            shown += 1
            early += not committed
            committed = False
        # other pages sent whole: the next thanks are those of another visit
        sent = on or (sent and len(data) < size // 2)
print(f"{shown} of {visits} thanks presented, {shown - early} of them after their COMMIT had returned ({commits} commits)")
sys.exit(0 if shown == visits and early == 0 else 1)
