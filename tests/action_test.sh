#!/usr/bin/env bash
# What a centre asks of its screens, with real processes: each of the typed actions is done once and what became of it is listed; a
# screenshot waits for a visit to end; what is forged, expired, repeated or meant for another screen is refused and told.
. "$(dirname "$0")/support/centre.sh"
export SDL_VIDEODRIVER=dummy
centre=$work/centre
make_demo "$centre"
sed -i 's/^unsigned = .*/unsigned = no/' "$centre/centre.conf"
serve "$centre"
mkdir "$work/between"
beat=1 size=640x360
python3 tests/support/meddler.py "${feed##*:}" "$work/between" >"$work/port" 2>"$work/between.log" &
servers+=($!)
await 10 test -s "$work/port" || fail "nothing stands between"
between=http://127.0.0.1:$(cat "$work/port")

start() { # STATE ARGUMENTS...
	"$hallboard" --state "$work/$1" --feed "$between" --size "$size" --heartbeat_s "$beat" --log "${@:2}" 2>>"$work/$1.log" &
	screen=$!
	servers+=("$screen")
}
enrol() { # STATE ARGUMENTS...: sets device
	start "$1" --code "$("$hallfeed" device add "$centre" "$hall" --group "$1" | cut -d' ' -f1)" "${@:2}"
	enrolled() { "$hallfeed" device list "$centre" | grep -q " $1 .*trusted"; }
	await 30 enrolled "$1" || fail "not enrolled: $(cat "$work/$1.log" "$work/between.log"; "$hallfeed" device list "$centre")"
	device=$("$hallfeed" device list "$centre" | awk -v group="$1" '$3 == group { print $1 }')
}
list() { "$hallfeed" action list "$centre"; }
ended() { list | grep "^$1 " | grep -Eq "$2"; }
act() { # DEVICE ACTION EXPECTED: asked, and what became of it
	number=$("$hallfeed" action "$centre" "$1" "$2" "${@:4}" | cut -d' ' -f1)
	await 40 ended "$number" "$3" || fail "$2: expected $3: $(list; cat "$work"/*.log)"
}

enrol wall --screen coverage
wall=$device
heard() { "$hallfeed" fleet "$centre" | grep -q "${1:0:8}"; }
await 40 heard "$wall" || fail "the wall is not heard"

act "${wall:0:6}" reload 'done $'
act wall screenshot 'done actions/[0-9]+.png$'
python3 tests/support/png.py "$centre/actions/$number.png" >/dev/null 2>&1 || file "$centre/actions/$number.png" | grep -q 'PNG image data, 640 x 360' ||
	fail "no picture: $(file "$centre/actions/$number.png")"
[ "$(stat -c %a "$centre/actions/$number.png")" = 600 ] || fail "anybody can read the picture"
act wall log 'done actions/[0-9]+.log$'
grep -Eq '^[0-9-]{10}T[0-9]{2}Z hallboard: action [0-9]+ screenshot: done$' "$centre/actions/$number.log" || fail "the excerpt: $(cat "$centre/actions/$number.log")"
act wall screen-off 'done $'
off=$number
act wall screenshot 'done'
python3 - "$centre/actions/$number.png" <<'P' || fail "the screen is not black"
import sys, zlib, struct
data = open(sys.argv[1], "rb").read()
at, packed = 8, b""
while at < len(data):
    size, kind = struct.unpack(">I4s", data[at:at + 8])
    packed += data[at + 8:at + 8 + size] if kind == b"IDAT" else b""
    at += size + 12
width, height, depth, colour = struct.unpack(">IIBB", data[16:26])
rows = zlib.decompress(packed)
sys.exit(sum(rows) - sum(rows[::len(rows) // height]) > 255 * height * (colour == 6) * width)
P
grep -q 'begun\|off' "$work/wall/actions" && fail "what is over is kept: $(cat "$work/wall/actions")"

# A restart is done when the program is there again; what was off stays off.
runs() { [ "$(grep -c 'first picture presented' "$work/wall.log")" -ge "$1" ]; }
act wall restart 'done $'
runs 2 || fail "it did not start anew"
[ -e "$work/wall/off" ] || fail "it forgot that it is off"
act wall screen-on 'done $'
[ ! -e "$work/wall/off" ] || fail "it is still off"

# A code of staff: sealed for this screen, and the code that is printed is the hall's.
said=$("$hallfeed" action "$centre" wall staff-code)
number=${said%% *}
await 40 ended "$number" 'done $' || fail "no secret: $(list)"
[ "${said##*: }" = "$("$hallfeed" staff-code "$centre" "$hall")" ] || fail "another code: $said"
[ "$(cat "$work/wall/staff.key")" = "$("$hallfeed" staff-key "$centre" "$hall")" ] || fail "another secret"
grep -q "$("$hallfeed" staff-key "$centre" "$hall")" "$work/between/heard.$wall" && fail "the secret went over the wire in the open"

# What is wrong is refused in one sentence.
told 1 '*"explode"*one of reload, restart, screenshot, log, screen-on, screen-off, staff-code*' action "$centre" wall explode
told 1 '*"zz"*a group, a hall or the first digits*' action "$centre" zz reload
told 1 '*"soon"*a time such as 30m or 2h, at most 7d*' action "$centre" wall reload --within soon
told 1 '*"8d"*' action "$centre" wall reload --within 8d

# Somebody stands between and meddles: what the centre says is kept back, and something else is said.
heard_of() { grep -qs "$2" "$work/between/heard.$1"; }
say() { # NUMBER PYTHON: this action of those that were heard last, changed
	await 40 heard_of "$wall" "$1" || fail "nothing to meddle with: $(list)"
	python3 -c "
import json, sys
action = [one for one in json.load(open(sys.argv[1]))['actions'] if one['number'] == int(sys.argv[3])][0]
$2
json.dump({'actions': [action]}, open(sys.argv[2] + '.new', 'w'))" "$work/between/heard.$wall" "$work/between/say" "$1"
	mv "$work/between/say.new" "$work/between/say.$wall"
}
strange() { list | grep -q "screen ${wall:0:8} at .* refused $1, which is not ours: $2"; }

touch "$work/between/hold"
number=$("$hallfeed" action "$centre" wall reload | cut -d' ' -f1)
say "$number" "action['kind'] = 'screen-off'"
await 40 ended "$number" "refused: found a signature that is not this centre's" || fail "forged: $(list; cat "$work/wall.log")"

late=$("$hallfeed" action "$centre" wall screen-off --within 2s | cut -d' ' -f1)
await 40 heard_of "$wall" "$late" || fail "nothing to hold back"
sleep 2.2
say "$late" "pass"
await 40 ended "$late" 'refused: found an action that has expired' || fail "expired: $(list; cat "$work/wall.log")"
rm "$work/between/hold"
[ ! -e "$work/wall/off" ] || fail "what was forged or late was done"

# Done once: the same words again are refused, and told.
act wall screen-off 'done $'
repeated=$number
cp "$work/between/heard.$wall" "$work/done"
act wall screen-on 'done $'
cp "$work/done" "$work/between/say.$wall"
await 40 strange "$repeated" 'found an action that came before' || fail "repeated: $(list; cat "$work/wall.log")"
[ ! -e "$work/wall/off" ] || fail "what was repeated was done"

# A screen whose heartbeats are a minute apart hears of it all the same, for it waits for alerts at the centre. Somebody rates: a picture
# is made when that is over, and what is another screen's is refused.
printf '%s\n' '700 tap 200 470' '1600 tap 200 470' "2000 picture $work/visiting.png" >"$work/visit.script"
size=1280x720
enrol touch --layout layouts/touch.layout
shows() { "$hallfeed" fleet "$centre" | awk -v id="${device:0:8}" '$2 == id { print $5 }' | grep -qx "$1"; }
await 40 shows welcome || fail "the touch screen is not heard: $("$hallfeed" fleet "$centre"; cat "$work/touch.log")"
kill "$screen" && wait "$screen" || fail "the touch screen ended with $?: $(cat "$work/touch.log")"
beat=60
start touch --layout layouts/touch.layout --script "$work/visit.script"
await 40 heard "$device" || fail "the touch screen is not heard"
await 40 test -e "$work/visiting.png" || fail "nobody visits"
number=$("$hallfeed" action "$centre" "$device" screenshot --within 3s | cut -d' ' -f1)
await 40 heard_of "$device" "$number" || fail "the touch screen does not hear"
cp "$work/between/heard.$device" "$work/between/say.$wall"
await 40 strange "$number" 'found an action of another screen' || fail "another screen's: $(list; cat "$work/wall.log")"
await 40 ended "$number" 'refused: somebody was at the screen until it expired' || fail "a picture of a visit: $(list; cat "$work/touch.log")"
kill "$screen"
wait "$screen" || fail "the touch screen ended with $?: $(cat "$work/touch.log")"
grep -i 'error:\|runtime' "$work"/*.log && fail "sanitizers found something"
exit 0
