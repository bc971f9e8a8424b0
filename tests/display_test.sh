#!/usr/bin/env bash
# A display is a thing that comes and goes: it is waited for, it may get another size, and its server may die.
. "$(dirname "$0")/support/centre.sh"
for tool in Xvfb xwininfo xrandr xwd; do
	command -v "$tool" >/dev/null || { echo "no display test: $tool is missing (packages xvfb, x11-utils, x11-xserver-utils, x11-apps)"; exit 77; }
done
centre=$work/centre
make_demo "$centre"
"$hallfeed" publish "$centre" "$work/feed" >/dev/null
board warm --feed "$work/feed" --screen coverage --text "$work/warm.txt"

number=$((RANDOM % 400 + 500))
while [ -e "/tmp/.X11-unix/X$number" ]; do number=$((number + 1)); done
export DISPLAY=:$number
start_display() { # WIDTHxHEIGHT
	Xvfb "$DISPLAY" -noreset -screen 0 "$1x24" -nolisten tcp >/dev/null 2>&1 &
	display=$!
	servers+=("$display")
}
window() {
	xwininfo -root -tree 2>/dev/null | grep -o '"Hallboard".* [0-9]*x[0-9]*+0+0 ' | grep -o '[0-9]*x[0-9]*+' | tr -d +
}
gone_display() { ! kill -0 "$display" 2>/dev/null; }
shows() { # WIDTHxHEIGHT: the window fills it, and something stands on it to its far corner
	[ "$(window)" = "$1" ] && [ "$(xwd -silent -root 2>/dev/null | tail -c 400000 | od -An -v -tu4 -w4 | sort -u | wc -l)" -gt 20 ]
}

"$hallboard" --state "$work/warm" --key "$centre/keys/centre.pub" --area "$hall" --feed "$work/feed" --screen coverage --stats \
	>"$work/wall.out" 2>"$work/wall.err" &
wall=$!
servers+=("$wall")
sleep 2
kill -0 "$wall" || fail "without a display the wall did not wait: $(cat "$work/wall.err")"
start_display 1280x720
await 20 shows 1280x720 || fail "a display that came is not used: window $(window)"

xrandr --newmode 800x600 38.25 800 832 912 1024 600 603 607 624
xrandr --addmode screen 800x600
xrandr --output screen --mode 800x600
await 20 shows 800x600 || fail "the wall does not follow another mode: window $(window)"
xrandr --output screen --mode 1280x720
await 20 shows 1280x720 || fail "the wall does not follow the mode back: window $(window)"

disown "$display" # so that the shell does not tell of its end
kill -9 "$display"
await 5 gone_display || fail "the display server does not die"
rm -f "/tmp/.X$number-lock" "/tmp/.X11-unix/X$number"
sleep 2
kill -0 "$wall" || fail "the wall ended with its display server: $(cat "$work/wall.err")"
start_display 1024x768
await 20 shows 1024x768 || fail "the wall is not on the display server that came back: window $(window)"

kill "$wall"
gone() { ! kill -0 "$wall" 2>/dev/null; }
await 10 gone || fail "the wall does not end when it is told to"
grep -q '^stats .* presenter cpu$' "$work/wall.out" || fail "no figures at the end: $(cat "$work/wall.out")"
echo "waited for a display, followed two changes of mode, outlived the display server"
