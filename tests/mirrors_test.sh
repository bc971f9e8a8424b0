#!/usr/bin/env bash
# A feed of several addresses: one that is away, one that is behind and one that changes bytes hold nobody back; a proxy and a centre with
# a certificate of its own are gone through; what is set wrong is told in one sentence.
. "$(dirname "$0")/support/centre.sh"
command -v openssl >/dev/null || { echo "no mirrors test: openssl is missing"; exit 77; }
centre=$work/centre
make_demo "$centre"
"$hallfeed" publish "$centre" "$work/old" >/dev/null
printf 'date,area,volunteers\n2018-10-25,6523,5499\n' >"$work/days.csv"
"$hallfeed" import "$centre" days "$work/days.csv" >/dev/null
"$hallfeed" publish "$centre" "$work/new" >/dev/null
cp -r "$work/new" "$work/evil"
for blob in "$work"/evil/v1/blob/*; do truncate -s -1 "$blob" && printf ' ' >>"$blob"; done

# start NAME PROGRAM ARGUMENTS...: sets port
start() {
	local file=$work/$1.port
	shift
	python3 "tests/support/$1" "$file" "${@:2}" &
	servers+=($!)
	await 10 test -e "$file" || fail "$1 does not start"
	port=$(cat "$file")
}
start old files.py "$work/old"; old=http://127.0.0.1:$port
start new files.py "$work/new"; new=http://127.0.0.1:$port
start evil files.py "$work/evil"; evil=http://127.0.0.1:$port
away=http://127.0.0.1:9

shows() { # WHAT STATE ARGUMENTS...
	board "$2" "${@:3}" --screen teams --text "$work/now.txt" 2>"$work/stderr" || fail "$1: $(cat "$work/stderr")"
	grep -q '5,499' "$work/now.txt" || fail "$1: the newest figures are not shown"
	[ ! -s "$work/stderr" ] || fail "$1: $(cat "$work/stderr")"
}
says() { # SENTENCE STATE ARGUMENTS...
	board "$2" "${@:3}" --check >"$work/check.txt" 2>&1 && fail "--check ${*:3} found no fault, expected $1"
	grep -qF -- "$1" "$work/check.txt" || fail "--check ${*:3} said $(cat "$work/check.txt"), expected $1"
}

shows "an address that is away" away --feed "$away $new"
shows "a mirror that is behind comes first" behind --feed "$old $new"
shows "a mirror that changes bytes" evil --feed "$evil $new"
shows "a folder as the last resort" folder --feed "$away $work/new"
says "found version" behind --feed "$old $new"
says "$away: " away --feed "$away $new"
says "found other bytes than the head names" fresh --feed "$evil $new"

# A centre by way of a proxy alone, over TLS by an authority of its own.
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=Our own authority" -keyout "$work/ca.key" -out "$work/ca.pem" 2>"$work/openssl"
openssl req -newkey rsa:2048 -nodes -subj /CN=centre.test -keyout "$work/tls.key" -out "$work/tls.csr" 2>>"$work/openssl"
printf 'subjectAltName=DNS:centre.test' | openssl x509 -req -in "$work/tls.csr" -CA "$work/ca.pem" -CAkey "$work/ca.key" -CAcreateserial -days 2 \
	-extfile /dev/stdin -out "$work/tls.pem" 2>>"$work/openssl" || fail "$(cat "$work/openssl")"
start tls files.py "$work/new" "$work/tls.pem" "$work/tls.key"
secure=https://centre.test:$port
start proxy proxy.py "$work/proxy.log" centre.test
proxy=http://127.0.0.1:$port
shows "through a proxy" plain --proxy "$proxy" --feed "${new/127.0.0.1/centre.test}"
grep -q "GET http://centre.test:.*/v1/head/all.json" "$work/proxy.log" || fail "the proxy was not asked: $(cat "$work/proxy.log")"
shows "a private authority through a proxy" secure --proxy "$proxy" --ca "$work/ca.pem" --feed "$secure"
grep -q "CONNECT centre.test" "$work/proxy.log" || fail "TLS did not go through the proxy"
says "$secure by way of $proxy: SSL certificate problem" strange --proxy "$proxy" --feed "$secure"
says "by way of $away" noproxy --proxy "$away" --feed "$secure"

printf 'no certificate\n' >"$work/not.pem"
wrong() { # SENTENCE ARGUMENTS...
	local status=0
	board wrong "${@:2}" --screen teams --text "$work/now.txt" >"$work/said" 2>&1 || status=$?
	[ $status = 2 ] && [ "$(cat "$work/said")" = "command line: found $1" ] || fail "${*:2}: exit $status, $(cat "$work/said")"
}
authority="expected a file of certificates that can be read, with -----BEGIN CERTIFICATE-----"
wrong "--ca $work/not.pem, $authority" --feed "$new" --ca "$work/not.pem"
wrong "--ca $work/none.pem, $authority" --feed "$new" --ca "$work/none.pem"
wrong "--proxy proxy:3128, expected http://HOST:PORT, https://HOST:PORT or socks5h://HOST:PORT" --feed "$new" --proxy proxy:3128
wrong "--feed $new ftp://x, expected addresses such as http://HOST:PORT, up to eight, or a folder" --feed "$new ftp://x"
echo "four ways around a bad address, a proxy and an authority of our own; eight sentences for what is wrong"
