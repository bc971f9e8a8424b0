#!/usr/bin/env bash
# A new screen becomes one of its centre's, with real processes: a code from the settings and one that is typed, requests that are signed,
# what is refused without a signature, a box that takes over from another, and one that is no longer trusted.
. "$(dirname "$0")/support/centre.sh"
export SDL_VIDEODRIVER=dummy
centre=$work/centre
make_demo "$centre"
sed -i 's/^unsigned = .*/unsigned = no/' "$centre/centre.conf"
serve "$centre"

start() { # STATE ARGUMENTS...: a screen in the background that knows the address alone
	"$hallboard" --state "$work/$1" --feed "$feed" --size 1280x720 --heartbeat_s 1 --log "${@:2}" 2>"$work/$1.log" &
	screen=$!
	servers+=("$screen")
}
code() { "$hallfeed" device "$@" | cut -d' ' -f1; }
fleet() { "$hallfeed" fleet "$centre"; }
listed() { "$hallfeed" device list "$centre" | grep -q "$1"; }

# Nobody in particular is not enough here.
post() { curl -s -o "$work/answer" -w '%{http_code}' -H 'Content-Type: application/json' "${@:2}" --data-binary "$1" "$feed/v1/ratings"; }
[ "$(post '{"ratings":[],"counts":[]}')" = 401 ] || fail "a batch without a signature: $(cat "$work/answer")"
[ "$(post '{"ratings":[],"counts":[]}' -H 'Authorization: Basic YTpi')" = 400 ] || fail "another Authorization: $(cat "$work/answer")"

# A code from the settings: area, group and the key to believe come from the centre, and the screen rates at once.
given=$(code add "$centre" "$hall" --group lobby)
[[ $given =~ ^[3-9A-Y]{5}-[3-9A-Y]{5}$ ]] || fail "no code: $given"
for ((tap = 0; tap < 20; tap++)); do
	echo "$((1500 + tap * 4000)) tap 200 470"
done >"$work/visit.script"
start touch --code "$given" --layout layouts/touch.layout --upload_now --script "$work/visit.script"
first=$screen
await 40 listed trusted || fail "not enrolled: $(cat "$work/touch.log")"
device=$("$hallfeed" device list "$centre" | awk 'NR == 2 { print $1 }')
[ -e "$work/touch/device.key" ] && [ "$(stat -c %a "$work/touch/device.key")" = 600 ] || fail "its key is not its own"
grep -q '^group = lobby$' "$work/touch/enrolment" || fail "no group: $(cat "$work/touch/enrolment")"
rated() { curl -s "$feed/metrics" | grep -Eq '^hallfeed_ratings_total [1-9]'; }
await 40 rated || fail "its ratings are not taken: $(cat "$work/touch.log")"
fleet | grep -q "^well     ${device:0:8} $hall" || fail "its heartbeats are not taken: $(fleet; cat "$work/touch.log")"

# The same code again, from another box: refused, and five wrong ones a minute are looked at.
start thief --code "$given"
await 20 grep -q 'enrolment: state 3' "$work/thief.log" || fail "a used code was taken: $(cat "$work/thief.log")"
{ kill "$screen" && wait "$screen"; } 2>/dev/null || true
[ ! -e "$work/thief/enrolment" ] || fail "the second box is enrolled"
guess() { curl -s -o /dev/null -w '%{http_code}\n' -H 'Content-Type: application/json' --data-binary \
	"{\"code\":\"$(printf %016x "$1")\",\"key\":\"$(printf %064x 1)\",\"proof\":\"$(printf %064x 1)\"}" "$feed/v1/enrol"; }
for ((i = 0; i < 30; i++)); do guess $i; done >"$work/guesses"
[ "$(grep -c 403 "$work/guesses")" -le 5 ] && [ "$(grep -c 429 "$work/guesses")" -ge 20 ] || fail "guesses: $(sort "$work/guesses" | uniq -c)"
curl -s "$feed/metrics" | grep -Eq '^hallfeed_wrong_codes_total [1-6]$' || fail "no count of wrong codes"

# A code that is typed on the glass, for a box that takes over from the first one: that one is no longer trusted.
typed=$(code replace "$centre" "${device:0:8}")
python3 - "${typed/-/}" >"$work/type.script" <<-'P'
	import sys
	for at, letter in enumerate(sys.argv[1]):
	    key = "34679ACDEFGHJKMNPRTUVWXY".index(letter)
	    x, y = 964 + key % 6 * (126 + 20) + 63, 240 + key // 6 * (132 + 20) + 66
	    print(1000 + 200 * at, "tap", x * 2 // 3, y * 2 // 3)
P
start second --script "$work/type.script"
await 40 listed "$hall .*lobby .*trusted" && await 40 listed 'replaced since' ||
	fail "the typed code did nothing: $("$hallfeed" device list "$centre"; cat "$work/second.log")"

# No longer trusted: the screen itself knows within a minute.
await 60 grep -q 'no longer trusts this screen' "$work/touch.log" || fail "it was not told: $(cat "$work/touch.log"; "$hallfeed" device list "$centre"; fleet; curl -s "$feed/metrics"; date)"
grep -q '^revoked = yes$' "$work/touch/enrolment" || fail "it forgets that"
second=$("$hallfeed" device list "$centre" | awk '/trusted$/ { print $1 }')
"$hallfeed" device revoke "$centre" "$second" >/dev/null
listed 'revoked since' || fail "no note: $("$hallfeed" device list "$centre")"
kill "$first"
wait "$first" || fail "the touch screen ended with $?: $(cat "$work/touch.log")"
