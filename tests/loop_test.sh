#!/usr/bin/env bash
# The centre's half of the loop with real processes: a demo, a server, one answer by POST; the head's version grows and the
# ranking counts one answer more. Then the server is killed, and what it acknowledged is there once.
set -eu
cd "$(dirname "$0")/.."
hallfeed=${HALLFEED:-build/asan/hallfeed}
hall=652301001001
folder=$(mktemp -d)
demo=$folder/demo
server=

stop() {
	[ -z "$server" ] || kill -9 "$server" 2>/dev/null || true
	rm -rf "$folder"
}
trap stop EXIT

fail() {
	echo "$1"
	exit 1
}

start() {
	: >"$folder/out"
	"$hallfeed" serve "$demo" --listen 127.0.0.1:0 >"$folder/out" &
	server=$!
	for _ in $(seq 200); do
		url=$(sed -n 's/^listening on //p' "$folder/out")
		[ -n "$url" ] && return
		kill -0 "$server" 2>/dev/null || fail "the server did not start"
		sleep 0.05
	done
	fail "the server did not listen within 10 s"
}

get() {
	curl -fsS --noproxy '*' --max-time 10 "$url$1"
}

version() {
	get /v1/head/all.json | sed -n 's/.*"version":\([0-9]*\).*/\1/p'
}

blob() {
	get "/v1/blob/$(get /v1/head/all.json | sed -n "s/.*\"name\":\"$1\",\"sha256\":\"\([0-9a-f]*\)\".*/\1/p")"
}

# answers is the 15th column of the ranking.
answers() {
	blob ranking | grep "\[\"$hall\"" | cut -d, -f15
}

rate() {
	local body
	body=$(printf '{"ratings":[{"token":"%s","device":"loop","area":"%s","service":"haircut","question":"satisfied",' "$1" "$hall")
	body+=$(printf '"version":1,"hour":%d,"level":%d,"reasons":[],"doubts":[]}],"counts":[]}' $(($(date +%s) / 3600)) "$2")
	curl -sS --noproxy '*' --max-time 10 -H 'Content-Type: application/json' --data-binary "$body" "$url/v1/ratings"
}

# The manual holds each command as --help prints it.
"$hallfeed" --help | sed -n 's/^  \(hallfeed .*\)/\1/p' | sed 's/-/\\-/g' >"$folder/commands"
[ "$(grep -c . "$folder/commands")" -ge 13 ] || fail "--help lacks commands: $(cat "$folder/commands")"
while read -r line; do
	grep -qxF -- "$line" docs/hallfeed.1 || fail "docs/hallfeed.1 lacks: $line"
done <"$folder/commands"

"$hallfeed" demo "$demo" >/dev/null
minisign -Vqm "$demo/feed/v1/head/all.json" -p "$demo/keys/centre.pub" >/dev/null || fail "minisign refuses the head"
start
before=$(answers) first=$(version)
[ "$before" = 12 ] || fail "the demo hall starts with \"$before\" answers, expected 12"

token=$(printf 'a%031d' 1)
reply=$(rate "$token" 5)
[ "$reply" = "{\"acknowledged\":[\"$token\"],\"conflicts\":[],\"resend_since\":null}" ] || fail "the rating's answer was $reply"
for _ in $(seq 150); do
	[ "$(version)" -gt "$first" ] && break
	sleep 0.1
done
[ "$(version)" -gt "$first" ] || fail "no new head within 15 s"
after=$(answers)
[ "$after" = $((before + 1)) ] || fail "the ranking counts $after answers, expected $((before + 1))"
minisign -Vqm "$demo/feed/v1/head/all.json" -p "$demo/keys/centre.pub" >/dev/null || fail "minisign refuses the new head"

# Again, and another answer under the same token.
[ "$(rate "$token" 5)" = "$reply" ] || fail "the same rating a second time was not acknowledged"
case $(rate "$token" 1) in
*'"conflicts":["'"$token"'"]'*) ;;
*) fail "another answer under the same token is no conflict" ;;
esac

# A kill, a new start: what was acknowledged is there once.
rate "$(printf 'a%031d' 2)" 4 >/dev/null
kill -9 "$server"
wait "$server" 2>/dev/null || true
start
[ "$(answers)" = $((before + 2)) ] || fail "after a kill the ranking counts $(answers) answers, expected $((before + 2))"

# Commands go to the process that serves; a clean stop leaves no socket.
[ "$("$hallfeed" score "$demo" | sed 's/^[^ ]* //')" = "is scored" ] || fail "score was not handed over"
status=0
"$hallfeed" import "$demo" nonsense /dev/null 2>/dev/null || status=$?
[ $status = 2 ] || fail "an unknown kind gives $status, expected 2"
printf 'period,area,part,score\n2018-Q3,nowhere,system,101\n' >"$folder/faulty.csv"
status=0
"$hallfeed" import "$demo" scores "$folder/faulty.csv" 2>"$folder/faults" || status=$?
[ $status = 1 ] || fail "a faulty file gives $status, expected 1"
[ "$(grep -c "^$folder/faulty.csv:2:[0-9]*: found .*, expected .*" "$folder/faults")" = 2 ] || fail "expected two faults: $(cat "$folder/faults")"
status=0
"$hallfeed" demo "$demo" 2>/dev/null || status=$?
[ $status = 1 ] || fail "a demo that is served was made anew ($status)"
kill "$server"
wait "$server" || fail "a clean stop gives $?"
server=
[ ! -e "$demo/control.sock" ] || fail "control.sock was left"

# Made anew, with the same keys and higher versions.
second=$(sed -n 's/.*"version":\([0-9]*\).*/\1/p' "$demo/feed/v1/head/all.json")
"$hallfeed" demo "$demo" >/dev/null
third=$(sed -n 's/.*"version":\([0-9]*\).*/\1/p' "$demo/feed/v1/head/all.json")
[ "$third" -gt "$second" ] || fail "the version went from $second to $third"

# The same moment gives the same documents.
for copy in one two; do
	"$hallfeed" demo "$folder/$copy" --at 2018-10-25T09:30:00+08:00 >/dev/null
done
cmp "$folder/one/feed/v1/head/all.json" "$folder/two/feed/v1/head/all.json" || fail "two demos of one moment differ"
grep -q '"issued":"2018-10-25T01:30:00Z"' "$folder/one/feed/v1/head/all.json" || fail "the demo is not of its moment"

# Settings that are wrong are told with their places, and refused.
printf '[centre]\nnext_poll_s = 0\npolls = 1\n' >"$folder/one/centre.conf"
status=0
"$hallfeed" serve "$folder/one" --listen 127.0.0.1:0 2>"$folder/faults" || status=$?
[ $status = 1 ] || fail "faulty settings give $status, expected 1"
[ "$(grep -c "^$folder/one/centre.conf:[23]:[0-9]*: found .*, expected .*" "$folder/faults")" = 2 ] || fail "expected two faults: $(cat "$folder/faults")"

# What is no demo stays untouched.
mkdir "$folder/other" && echo mine >"$folder/other/file"
status=0
"$hallfeed" demo "$folder/other" 2>/dev/null || status=$?
[ $status = 1 ] && [ "$(ls "$folder/other")" = file ] || fail "a folder with other files was touched ($status)"
echo "from $before to $after answers; head $first to $second"
