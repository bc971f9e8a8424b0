# For test scripts with real processes: a scratch folder, a demo centre made once a build, servers that are stopped again.
# Sourced; sets work, at, hall, and the programs hallfeed and hallboard.
set -eu
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$top"
hallfeed=${HALLFEED:-$top/build/asan/hallfeed} hallboard=${HALLBOARD:-$top/build/asan/hallboard}
work=$(mktemp -d) servers=()
at=2018-10-25T09:30:00+08:00 hall=652301001001

cleanup() {
	local at
	for ((at = ${#servers[@]} - 1; at >= 0; at--)); do # a window goes before its display
		{ kill -9 "${servers[at]}" && wait "${servers[at]}"; } 2>/dev/null || true
	done
	rm -rf "$work"
}
trap cleanup EXIT

fail() {
	echo "FAILED: $*"
	exit 1
}

# The demo is the same for the same time, so it is made once and copied.
make_demo() {
	local kept=$top/build/test-demo
	exec 8>"$kept.lock" # tests run side by side
	flock 8
	if [ ! -e "$kept/keys/centre.pub" ] || [ "$kept/keys/centre.pub" -ot "$hallfeed" ]; then
		rm -rf "$kept"
		"$hallfeed" demo "$kept" --at "$at" >"$work/demo.log" || fail "hallfeed demo: $(cat "$work/demo.log")"
	fi
	cp -r "$kept" "$1"
	exec 8>&-
}

# serve FOLDER: sets feed and server
serve() {
	"$hallfeed" serve "$1" --listen 127.0.0.1:"${2:-0}" >"$work/serve.log" &
	server=$!
	servers+=("$server")
	for _ in $(seq 300); do
		feed=$(sed -n 's/^listening on //p' "$work/serve.log")
		[ -n "$feed" ] && return
		kill -0 "$server" 2>/dev/null || fail "serve ended: $(cat "$work/serve.log")"
		sleep 0.1
	done
	fail "serve did not say that it listens"
}

# board STATE ARGUMENTS...
board() {
	local state=$1
	shift
	"$hallboard" --state "$work/$state" --key "$centre/keys/centre.pub" --area "$hall" --at "$at" "$@"
}

# column FILE.csv COLUMN: of the hall's own row
column() {
	python3 - "$1" "$2" "$hall" <<-'E'
	import csv, sys
	for row in csv.DictReader(open(sys.argv[1], encoding="utf-8-sig")):
	    if row["area"] == sys.argv[3]:
	        print(row[sys.argv[2]])
	E
}

# told STATUS EXPECTED ARGUMENTS...: what hallfeed prints to both, up to where a * stands
told() {
	local status=$1 expected=$2 got=0 found
	shift 2
	found=$("$hallfeed" "$@" 2>&1) || got=$?
	# shellcheck disable=SC2053
	[ "$got" = "$status" ] && [[ $found == $expected ]] || fail "$*: exit $got, said
$found
expected exit $status and
$expected"
}

# await SECONDS COMMAND...: until it succeeds
await() {
	local end=$((SECONDS + $1))
	shift
	until "$@"; do
		[ $SECONDS -lt $end ] || return 1
		sleep 0.2
	done
}
