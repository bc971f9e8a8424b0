#!/usr/bin/env bash
# packaging/nginx/hallboard.conf in a real nginx in front of a real centre: screens sync and rate through it, who waits for alerts has
# them at once, most questions never reach the centre, and what no honest client sends reaches it neither.
. "$(dirname "$0")/support/centre.sh"
for tool in nginx openssl curl; do
	command -v $tool >/dev/null || [ -x /usr/sbin/$tool ] || { echo "no nginx test: $tool is missing (package ${tool/nginx/nginx-light})"; exit 77; }
done
PATH=$PATH:/usr/sbin
centre=$work/centre
make_demo "$centre"
serve "$centre"
behind=$feed

# The shipped file, with what its CHANGE notes ask for.
port=$((RANDOM % 10000 + 20000)) tls=$((RANDOM % 10000 + 30001))
mkdir "$work/nginx" "$work/nginx/tls"
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=feed.example.org -addext subjectAltName=IP:127.0.0.1 \
	-keyout "$work/nginx/tls/privkey.pem" -out "$work/nginx/tls/fullchain.pem" 2>"$work/openssl" || fail "$(cat "$work/openssl")"
sed -e "s|127.0.0.1:8460|${behind#http://}|" -e "s|listen 80;|listen 127.0.0.1:$port;|" -e "s|listen 443 ssl|listen 127.0.0.1:$tls ssl|" \
	-e '/listen \[::\]/d' -e "s|/etc/hallboard/tls|$work/nginx/tls|" -e "s|/var/cache/nginx/hallboard|$work/nginx/cache|" \
	-e "s|/var/log/nginx/hallboard.error.log|$work/nginx/error.log|" packaging/nginx/hallboard.conf >"$work/nginx/hallboard.conf"
grep -q CHANGE "$work/nginx/hallboard.conf" || fail "the shipped file has no notes of what to change"
cat >"$work/nginx/nginx.conf" <<-N
	daemon off;
	worker_processes 1;
	pid $work/nginx/pid;
	error_log $work/nginx/start.log crit;
	events { worker_connections 1024; }
	http {
		client_body_temp_path $work/nginx/body;
		proxy_temp_path $work/nginx/proxy;
		include $work/nginx/hallboard.conf;
	}
N
sed -i "1i user $(id -un) $(id -gn);" "$work/nginx/nginx.conf"
nginx -q -t -e "$work/nginx/start.log" -c "$work/nginx/nginx.conf" 2>"$work/nginx/said" || fail "nginx does not take the file: $(cat "$work/nginx/said")"
nginx -e "$work/nginx/start.log" -c "$work/nginx/nginx.conf" 2>"$work/nginx/said" &
front=$!
feed=http://127.0.0.1:$port
end_nginx() { kill "$front" 2>/dev/null; wait "$front" 2>/dev/null || true; }
trap 'end_nginx; cleanup' EXIT
await 20 curl -sfo /dev/null "$feed/healthz" || fail "nginx does not answer: $(cat "$work/nginx/said" "$work/nginx/start.log")"
status() { curl -s -o "$work/body" -w '%{http_code}' "$@"; }
asked() { curl -s "$behind/metrics" | sed -n 's/^hallfeed_answers_total{[^}]*} //p' | awk '{ n += $1 } END { print n }'; }

# A screen syncs and rates through it; the rating is at the centre.
board wall --feed "$feed" --screen ranking --text "$work/wall.txt"
grep -q 社区服务榜 "$work/wall.txt" || fail "no ranking through nginx: $(head -c 400 "$work/wall.txt")"
[ "$(status --cacert "$work/nginx/tls/fullchain.pem" "https://127.0.0.1:$tls/v1/head/all.json")" = 200 ] || fail "no answer over TLS"
token=$(openssl rand -hex 16)
rating='{"ratings":[{"token":"'$token'","device":"d1","area":"'$hall'","service":"haircut","question":"satisfied","version":1,"hour":null,"level":5,"reasons":[],"doubts":[],"further":[]}],"counts":[]}'
code=$(status -X POST -H 'Content-Type: application/json' -d "$rating" "$feed/v1/ratings")
[ "$code" = 200 ] && grep -q "$token" "$work/body" || fail "a rating through nginx: $code $(cat "$work/body")"

# What screens hand in beside ratings comes through: it is the centre that refuses.
for path in enrol action heartbeat seen; do
	code=$(status -X POST -H 'Content-Type: application/json' -d '{}' "$feed/v1/$path")
	[ "$code" = 400 ] || fail "/v1/$path through nginx: $code $(cat "$work/body")"
done
head -c 150000 /dev/zero | tr '\0' ' ' >"$work/large"
code=$(status -X POST -H 'Content-Type: application/json' --data-binary @"$work/large" "$feed/v1/action")
[ "$code" = 400 ] || fail "a picture through nginx: $code $(cat "$work/body")"

# Most questions stay with nginx.
etag=$(curl -sI "$feed/v1/head/all.json" | tr -d '\r' | sed -n 's/^[Ee][Tt]ag: //p')
[ -n "$etag" ] || fail "no ETag through nginx"
[ "$(status -H "If-None-Match: $etag" "$feed/v1/head/all.json")" = 304 ] || fail "a known head is not answered 304"
before=$(asked)
for _ in $(seq 20); do [ "$(status "$feed/v1/root/1.json")" = 200 ] || fail "no root"; done
[ $(($(asked) - before)) -le 5 ] || fail "20 questions reached the centre $(($(asked) - before)) times"

# The rest of a document whose way was cut.
map=$(curl -s "$feed/v1/head/all.json" | sed -n 's/.*"kind":"map","name":"map","sha256":"\([0-9a-f]*\)".*/\1/p')
for _ in 1 2; do # as the centre gives it, and as nginx kept it
	[ "$(status -D "$work/fields" -H 'Range: bytes=1000-' "$feed/v1/blob/$map")" = 206 ] || fail "no rest of a document through nginx: $(cat "$work/fields")"
	cmp -s "$work/body" <(curl -s "$behind/v1/blob/$map" | tail -c +1001) || fail "another rest through nginx"
done

# Who waits is not kept waiting.
etag=$(curl -sI "$feed/v1/head/global.json" | tr -d '\r' | sed -n 's/^[Ee][Tt]ag: //p')
curl -s -o "$work/news" -w '%{http_code}' --max-time 40 -H 'Prefer: wait=25' -H "If-None-Match: $etag" "$feed/v1/head/global.json" >"$work/waited" &
waiting=$!
sleep 1
kill -0 $waiting || fail "who waits was answered without news: $(cat "$work/waited")"
"$hallfeed" alert raise "$centre" fire --drill --area 652301 --id through >"$work/raised" || fail "$(cat "$work/raised")"
wait $waiting || fail "who waited had no answer"
document=$(sed -n 's/.*"name":"alerts","sha256":"\([0-9a-f]*\)".*/\1/p' "$work/news")
[ "$(cat "$work/waited")" = 200 ] && curl -s "$feed/v1/blob/$document" | grep -q '"identifier":"through"' || fail "who waited had $(cat "$work/waited") $(head -c 200 "$work/news")"

# What is not for the outside, and what nobody may send.
[ "$(status "$feed/metrics")" = 404 ] || fail "figures are shown to everybody"
case $(status -X DELETE "$feed/v1/head/all.json") in 403 | 405) ;; *) fail "a method of nobody is passed on" ;; esac
head -c 70000 /dev/zero | tr '\0' a >"$work/large"
[ "$(status -X POST --data-binary "@$work/large" "$feed/v1/ratings")" = 413 ] || fail "a large body is taken"
for door in "${feed##*:}" "${behind##*:}"; do
	python3 tests/support/requests.py ambiguous 127.0.0.1 "$door" >"$work/ambiguous"
	while read -r name code ended later later_ended; do
		# nginx takes LF for the end of a line, and a line of a name alone for an empty field, and passes CR LF on: one reading, and the centre's.
		case $name:$door:$code:$later in bare-lf-*:"${feed##*:}":200:200 | no-colon:"${feed##*:}":200:200) continue ;; esac
		for code in "$code" "$later"; do
			case $code in 400 | 411 | 501 | 0) ;; *) fail "$name was answered with $code at port $door" ;; esac
		done
		[ "$ended$later_ended" = closedclosed ] || fail "after $name port $door went on"
	done <"$work/ambiguous"
	tried=$(wc -l <"$work/ambiguous")
	[ "$tried" -ge 27 ] || fail "not all were tried: $(cat "$work/ambiguous")"
	python3 tests/support/requests.py greedy 127.0.0.1 "$door" >"$work/greedy"
	[ "$(grep -c ' \(400\|413\)$' "$work/greedy")" = 4 ] || fail "greedy bodies at port $door: $(cat "$work/greedy")"
done
python3 tests/support/requests.py drip 127.0.0.1 "$port" 60 25 >"$work/drip"
read -r _ slow _ _ _ failed _ <<<"$(tail -1 "$work/drip")"
[ "$slow:$failed" = 60:0 ] || fail "of 60 dripping clients and a good one: $(cat "$work/drip")"

# The centre is away: what was known stays.
kill "$server" && wait "$server" || true
[ "$(status "$feed/v1/head/all.json")" = 200 ] || fail "without the centre there is no head"
board late --feed "$feed" --screen ranking --text "$work/late.txt"
grep -q 社区服务榜 "$work/late.txt" || fail "without the centre there is no ranking"
case $(status -X POST -H 'Content-Type: application/json' -d "$rating" "$feed/v1/ratings") in 50[234]) ;; *) fail "a rating without a centre is acknowledged" ;; esac
[ ! -s "$work/nginx/error.log" ] || ! grep -v 'upstream\|Connection refused' "$work/nginx/error.log" || fail "nginx complains"
echo "synced, rated, warned and kept through nginx; $tried ambiguous requests at both ports and $slow slow clients turned away"
