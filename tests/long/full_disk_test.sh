#!/usr/bin/env bash
# A full disk of its own (tmpfs in a mount namespace): what was set aside keeps ratings coming; where nothing could be set aside, or the
# folder is read-only, residents read that it is paused, the wall goes on, and it takes ratings again once the disk does.
#     COUNT=10000 tests/long/full_disk_test.sh
if [ -z "${HALLBOARD_NAMESPACE:-}" ]; then
	user=
	[ "$(id -u)" = 0 ] || user=-r
	unshare -m $user true 2>/dev/null || { echo "no mounts of its own here (unshare -m)"; exit 77; }
	HALLBOARD_NAMESPACE=1 exec unshare -m $user "$0" "$@"
fi
. "$(dirname "$0")/../support/centre.sh"
. "$top/tests/support/window.sh"
count=${COUNT:-100}
plain=$top/build/hallboard
[ -x "$plain" ] || { echo "no plain build/hallboard here"; exit 77; }
centre=$work/centre
make_demo "$centre"
trap 'umount -l "$work/disk" 2>/dev/null; cleanup' EXIT
screen=("$plain" --key "$centre/keys/centre.pub" --feed "$centre/feed" --area "$hall" --at "$at" --layout layouts/touch.layout
	--service haircut --size 384x216 --reduced_motion --shift_px 0)
mkdir "$work/disk"
mount -t tmpfs -o size=32m tmpfs "$work/disk" || { echo "tmpfs cannot be mounted here"; exit 77; }
fill_up() { dd if=/dev/zero of="$work/disk/others" bs=4k 2>/dev/null || true; }
kept() { sqlite3 "$1/outbox.db" 'SELECT count(*) FROM rating'; }
picture() { # STATE NAME ARGUMENTS...: text and picture of where it ends
	"${screen[@]}" --state "$1" --text "$work/$2.txt" --picture "$work/$2.png" "${@:3}"
	python3 tests/support/png.py bgrx "$work/$2.png" >"$work/$2.bgrx"
}

state=$work/disk/state
picture "$state" welcome
language=$(place "language zh" "$work/welcome.txt")
printf '1000 tap %s\n' "$language" >"$work/to_rate"
picture "$state" rate --script "$work/to_rate"
level=$(place "level 4" "$work/rate.txt")
printf '1000 tap %s\n3000 tap %s\n' "$language" "$level" >"$work/to_thanks"
picture "$state" thanks --script "$work/to_thanks"
grep -q 谢谢您的评价 "$work/thanks.txt" || fail "no thanks"

fill_up
[ "$(df --output=avail "$work/disk" | tail -n 1 | tr -d ' ')" = 0 ] || fail "the disk is not full"
for ((visit = 0; visit < count; visit++)); do
	printf '%d tap %s\n%d tap %s\n' $((visit * 20000 + 1000)) "$language" $((visit * 20000 + 3000)) "$level"
done >"$work/many"
"${screen[@]}" --state "$state" --script "$work/many" --text "$work/many.txt"
grep -q 谢谢您的评价 "$work/many.txt" || fail "no thanks on a full disk: $(kept "$state") of $count kept"
[ "$(kept "$state")" = $((count + 1)) ] || fail "$(kept "$state") kept on a full disk, not $((count + 1))"

# Another screen, which found the disk full before it could set anything aside; an outbox of its own is empty.
other=$work/disk/other
rm "$work/disk/others"
picture "$other" welcome
rm "$other"/outbox.db*
fill_up
start_display 384x216
"${screen[@]}" --state "$other" --presenter cpu --log 2>"$work/other.log" &
window=$!
servers+=("$window")
printf '1000 wait\n2000 wait\n' >"$work/wait"
picture "$other" paused --script "$work/wait" 2>/dev/null
grep -q 评价暂停 "$work/paused.txt" || fail "nothing says that ratings are paused"
pages=$(for page in welcome rate thanks paused; do echo "page $page $work/$page.bgrx"; done)
finger() { printf '%s\n' "$pages" "$@" | python3 tests/support/pointer.py 40 2>&1 || fail "$(cat "$work/other.log")"; }
said=$(finger "await paused" "tap $language" "rest 1" "await paused") || fail "$said"
"${screen[@]}" --state "$other" --layout layouts/hall.layout --screen coverage --text "$work/wall.txt"
[ "$(wc -l <"$work/wall.txt")" -gt 100 ] || fail "a wall shows nothing on a full disk"
rm "$work/disk/others"
said=$(finger "await welcome" "tap $language" "await rate" "rest 0.4" "tap $level" "await thanks") || fail "$said"
grep -q 'ratings are taken again' "$work/other.log" || fail "nothing is said of it: $(cat "$work/other.log")"
kill "$window"
wait "$window" || fail "the screen ended with $?: $(cat "$work/other.log")"
[ "$(kept "$other")" = 1 ] || fail "$(kept "$other") kept after the disk had room again, not 1"

# Read-only from the start.
mount -o remount,ro "$work/disk"
picture "$state" read_only --script "$work/to_thanks" 2>"$work/said"
grep -q 评价暂停 "$work/read_only.txt" || fail "on a read-only disk nothing says that ratings are paused"
grep -q 'ratings cannot be kept' "$work/said" || fail "nothing is said of a read-only disk: $(cat "$work/said")"
mount -o remount,rw "$work/disk"
[ "$(kept "$state")" = $((count + 1)) ] || fail "a read-only disk lost some"
picture "$state" thanks --script "$work/to_thanks"
grep -q 谢谢您的评价 "$work/thanks.txt" || fail "no thanks after a disk was read-only"
echo "$count ratings kept on a full disk; paused where nothing was set aside, and taken again when there was room; the same read-only"
