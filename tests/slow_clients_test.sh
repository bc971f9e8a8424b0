#!/usr/bin/env bash
# Slow clients at the centre's own port: those that never end their head, never end their body and never read their answer are closed by
# an absolute deadline, and a good client beside them is answered all the time. SLOW_CLIENTS: how many (99; tests/long has the full count).
. "$(dirname "$0")/support/centre.sh"
count=${SLOW_CLIENTS:-99}
centre=$work/centre
make_demo "$centre"
serve "$centre"
memory() { awk '/^(RssAnon)/ { print $2 }' "/proc/$server/status"; }
large=$(cd "$centre/feed/v1/blob" && ls -S | head -1)
curl -sf -o /dev/null "$feed/v1/blob/$large" || fail "no blob"
before=$(memory)
python3 tests/support/requests.py drip 127.0.0.1 "${feed##*:}" "$count" 25 "/v1/blob/$large" >"$work/drip" &
client=$!
await 60 grep -q begun "$work/drip" || fail "the slow clients did not begin"
during=$(memory)
wait $client || fail "the clients ended badly"
read -r _ closed _ last _ failed _ quiet _ busy _ good <<<"$(tail -1 "$work/drip")"
[ "$closed" = "$count" ] || fail "$closed of $count slow clients were closed: $(cat "$work/drip")"
python3 -c "exit(not $last < 14)" || fail "the last slow client was closed after $last s, expected about 11"
[ "$failed" = 0 ] && [ "$good" -gt 50 ] || fail "a good client was not served: $failed failed, $good went well"
# None of them waits for a slow one: what it may cost is counted in slices of the processor, not in their seconds.
python3 -c "exit(not $busy < 1000)" || fail "the good client's 99th percentile was $quiet ms alone and $busy ms beside them"
curl -s "$feed/metrics" | grep -q "^hallfeed_late_connections_total $count\$" || fail "late connections: $(curl -s "$feed/metrics" | grep late)"
echo "$count slow clients closed within $last s, $(((during - before + count - 1) / count)) KiB each; a good client's 99th percentile $quiet ms alone, $busy ms beside them"
