#!/usr/bin/env bash
# Two warnings and an escalation go through a real gateway, each with an effect exactly once, also when the process is killed before any
# call that writes or sends. A gateway that refuses at first gets them later; one that knows no keys is never told twice.
#     STRIDE=1 tests/warning_test.sh    every call, not some of the writes
. "$(dirname "$0")/support/centre.sh"
stride=${STRIDE:-12}
centre=$work/centre

run() {
	"$hallfeed" "$@" 2>"$work/err" || fail "hallfeed $*: $(cat "$work/err")"
}
start_gateway() { # REFUSALS: sets port
	: >"$work/log"
	rm -f "$work/port"
	python3 tests/support/gateway.py "$work/log" "${1:-0}" >"$work/port" &
	servers+=("$!")
	await 10 test -s "$work/port" || fail "the gateway does not start"
	port=$(cat "$work/port")
}
point() { # CENTRE PATH [LINE]
	printf '[gateway]\nurl = http://127.0.0.1:%s/%s\nabout = all\nheaders = gateway.headers\nretry_s = 1\n%s\n[to]\nP = 10690000\n' \
		"$port" "$2" "${3:-}" >"$1/gateway.conf"
	echo 'Authorization: Bearer secret' >"$1/gateway.headers"
}
effects() { # PATH: how often each message was taken
	awk -F'\t' -v path="/$1" '$1 == path && $2 == "taken" { print $5 }' "$work/log" | grep -o '【[^】]*】' | sort | uniq -c | tr -s ' \n' ' '
}

# The demo's items were warned by the calendar as it was filled.
make_demo "$work/demo"
run export "$work/demo" work_items "$work/items.csv" >/dev/null
states=$(cut -d, -f7 "$work/items.csv" | sort | uniq -c | tr -s ' \n' ' ')
[ "$states" = " 5 done 3 escalated 2 late 14 open 1 state 5 warned " ] || fail "the demo's items: $states"

# Three items, one for each step, on a day that is made a workday.
run init "$centre" >/dev/null
sed -i 's/^timezone.*/timezone = UTC/' "$centre/centre.conf"
day=$(date -u +%F)
printf 'date,type\n%s,makeup\n%s,makeup\n' "$day" "$(date -u -d tomorrow +%F)" >"$work/calendar.csv"
printf 'id,parent,level,kind,name_zh\nP,,prefecture,,州\nC,P,county,city,市\nS,C,subdistrict,subdistrict,街\nK,S,community,,社\n' >"$work/areas.csv"
printf 'id,area,title_zh,state,due,warnings\nI1,K,一,open,2024-03-01,0\nI2,K,二,open,2024-03-01,1\nI3,K,三,open,2024-03-01,2\n' >"$work/items.csv"
for kind in areas calendar items; do run import "$centre" "$kind" "$work/$kind.csv" >/dev/null; done
start_gateway
all=" 1 【再次预警】 1 【督办】 1 【预警】 "

cp -r "$centre" "$work/plain"
point "$work/plain" plain
run warn "$work/plain" >"$work/out"
grep -q '1 first warnings, 1 second, 1 escalations' "$work/out" && grep -q '3 sent, 0 waiting' "$work/out" || fail "warn says $(cat "$work/out")"
[ "$(effects plain)" = "$all" ] || fail "taken: $(effects plain)"
grep -q 'Bearer secret.*10690000' "$work/log" || fail "no header or number: $(cat "$work/log")"
run message list "$work/plain" | grep -q 'escalation  K  sent  tried 1  200  receipt of ' || fail "no receipt"
! grep -aq 10690000 "$work/plain/centre.db" "$work/plain/centre.db-wal" 2>/dev/null || fail "the number is in the store"
run warn "$work/plain" | grep -q '0 first warnings, 0 second, 0 escalations' || fail "a second time on one day"
[ "$(effects plain)" = "$all" ] || fail "a second time: $(effects plain)"

# A serving centre does it by itself, and comes again where it is refused.
start_gateway 2
cp -r "$centre" "$work/served"
point "$work/served" served
serve "$work/served"
served() { [ "$(effects served)" = "$all" ]; }
await 60 served || fail "a serving centre: $(cat "$work/log")"
noted() { run message list "$work/served" >"$work/out" && [ "$(grep -c '  sent  ' "$work/out")" = 3 ]; }
await 10 noted || fail "no receipts: $(cat "$work/out")"
[ "$(grep -c refused "$work/log")" = 2 ] || fail "refused $(grep -c refused "$work/log") times"
run warn "$work/served" | grep -q '0 first warnings' || fail "warn beside a serving centre"

# Killed before each call that changes something, then run again.
command -v strace >/dev/null || { echo "no strace here: nothing was killed"; exit 77; }
plain=$top/build/hallfeed
[ -x "$plain" ] || { echo "no plain build/hallfeed here: LeakSanitizer dies under strace"; exit 77; }
start_gateway
calls=pwrite64,fdatasync,sendto,recvfrom,unlink,ftruncate
killed=0
kill_at() { # CALL NUMBER NAME [LINE]
	cp -r "$centre" "$work/$3"
	point "$work/$3" "$3" "${4:-}"
	{ strace -f -o /dev/null -e "trace=$1" -e "inject=$1:signal=KILL:when=$2" "$plain" warn "$work/$3" >/dev/null || killed=$((killed + 1)); } 2>/dev/null
	"$plain" warn "$work/$3" >"$work/out" 2>&1 || fail "after a kill at $1 $2: $(cat "$work/out")"
}
cp -r "$centre" "$work/counted"
point "$work/counted" counted
strace -f -c -o "$work/calls" -e "trace=$calls" "$plain" warn "$work/counted" >/dev/null || fail "strace does not run here"
[ "$(effects counted)" = "$all" ] || fail "under strace: $(effects counted)"
awk '$NF ~ /^(pwrite64|fdatasync|sendto|recvfrom|unlink|ftruncate)$/ { print $NF, $4 }' "$work/calls" >"$work/each"
at=0
while read -r call count; do
	for ((number = 1; number <= count; number++)); do
		# What sends and syncs always; of the many writes some.
		[ "$call" = pwrite64 ] && [ $((at++ % stride)) != 0 ] && continue
		name=$call-$number
		kill_at "$call" "$number" "$name"
		grep -q '3 sent, 0 waiting, 0 unsure, 0 failed' "$work/out" || fail "after a kill at $call $number: $(cat "$work/out")"
		[ "$(effects "$name")" = "$all" ] || fail "after a kill at $call $number: $(effects "$name")"
		rm -rf "${work:?}/$name"
	done
done <"$work/each"
[ "$killed" -ge 10 ] || fail "only $killed were killed"

# Where the gateway knows no keys: never a second time, and what may have been sent waits for a person.
for number in 1 2 3; do
	kill_at recvfrom "$number" "hold-$number" "unsure = hold"
	awk -F'\t' -v path="/hold-$number" '$1 == path { print $5 }' "$work/log" | sort | uniq -d | grep -q . && fail "sent twice: $(cat "$work/log")"
	grep -Eq '(3 sent, 0 waiting, 0 unsure|2 sent, 0 waiting, 1 unsure)' "$work/out" || fail "held: $(cat "$work/out")"
done
key=$(run message list "$work/hold-1" | awk '$7 == "unsure" { print $3 }')
[ -n "$key" ] || fail "none is unsure: $(run message list "$work/hold-1")"
run message again "$work/hold-1" "$key" >/dev/null
run warn "$work/hold-1" | grep -q '3 sent, 0 waiting, 0 unsure' || fail "the unsure one was not sent again"
echo "killed $killed times: each of three messages had its effect once"
