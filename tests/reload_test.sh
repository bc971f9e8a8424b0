#!/usr/bin/env bash
# A centre that is told to read its settings anew, and to end, while screens hand ratings in all the time: nobody is cut off, nothing that was
# acknowledged is lost, settings with a fault change nothing, and nothing secret is said.
. "$(dirname "$0")/support/centre.sh"
centre=$work/centre
make_demo "$centre"
"$hallfeed" serve "$centre" --listen 127.0.0.1:0 >"$work/serve.log" 2>"$work/serve.err" &
server=$!
servers+=("$server")
await 30 grep -q listening "$work/serve.log" || fail "serve does not listen"
feed=$(sed -n 's/^listening on //p' "$work/serve.log")
poll_of() { curl -s "$feed/v1/head/all.json" | sed -n 's/.*"next_poll_s":\([0-9]*\).*/\1/p'; }
asks_every() { [ "$(poll_of)" = "$1" ]; }

python3 tests/support/steady.py 127.0.0.1 "${feed##*:}" "$hall" 60 >"$work/steady" &
client=$!
sleep 1
sed -i 's/^next_poll_s = .*/next_poll_s = 77/' "$centre/centre.conf"
kill -HUP "$server"
await 20 asks_every 77 || fail "the settings were not read anew: $(poll_of)"
sed -i 's/^next_poll_s = .*/next_poll_s = soon/' "$centre/centre.conf"
kill -HUP "$server"
await 20 grep -q 'centre.conf:[0-9]*:[0-9]*: found "soon"' "$work/serve.err" || fail "a fault was not told: $(cat "$work/serve.err")"
asks_every 77 || fail "settings with a fault changed something"
kill -TERM "$server"
status=0
wait "$server" || status=$?
[ $status = 0 ] || fail "serve ended with $status: $(cat "$work/serve.err")"
wait $client || fail "the clients ended badly"
read -r acknowledged other cut <"$work/steady"
[ "$acknowledged" -gt 50 ] || fail "only $acknowledged ratings were acknowledged"
[ "$other:$cut" = 0:0 ] || fail "of ratings handed in meanwhile $other had another answer and $cut were cut off"
kept=$(sqlite3 "$centre/centre.db" "SELECT count(*) FROM ratings WHERE device GLOB 'd[1-8]'")
[ "$kept" = "$acknowledged" ] || fail "$acknowledged were acknowledged and $kept kept"
[ "$(grep -vc 'settings stay as they were' "$work/serve.err")" = 0 ] || fail "stderr: $(cat "$work/serve.err")"
secret=$(sed -n 2p "$centre/keys/centre.key" | cut -c 1-20)
! grep -qF -e "$secret" "$work/serve.log" "$work/serve.err" || fail "a key was said"
echo "$acknowledged ratings acknowledged and kept across two reloads and a stop, none cut off"
