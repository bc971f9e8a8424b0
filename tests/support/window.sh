# For test scripts that show a real window: sourced after centre.sh.

# start_display WIDTHxHEIGHT [ARGUMENTS...]: an X server that nobody sees; DISPLAY then names it
start_display() {
	command -v Xvfb >/dev/null || { echo "no window: Xvfb is missing (package xvfb)"; exit 77; }
	local pipe number size=$1 server
	shift
	pipe=$(mktemp -u "$work/display.XXXXXX")
	mkfifo "$pipe"
	for _ in 1 2 3 4 5; do # two servers that start at one time may reach for the same number
		Xvfb -displayfd 3 -noreset -screen 0 "${size}x24" -nolisten tcp "$@" 3>"$pipe" >/dev/null 2>&1 &
		server=$!
		servers+=("$server")
		number=
		read -r number <"$pipe" || true
		[ -n "$number" ] && break
		sleep 0.2
	done
	[ -n "$number" ] || fail "Xvfb does not start"
	export DISPLAY=:$number SDL_VIDEODRIVER=x11
}

# place NAME FILE: the middle of the first target of this name in a screen's text
place() {
	awk -v want="$1" 'index($0, "target ") == 1 && $0 ~ "\"" want "\"$" {
		split($2, at, ","); split($3, size, "x"); print int(at[1] + size[1] / 2), int(at[2] + size[2] / 2); exit }' "$2"
}
