#!/usr/bin/env bash
# A centre is lost and comes back from yesterday's copy, with real processes: what was acknowledged comes again from the screens, versions
# go on above what they saw, and what the record knows (enrolment, revocation, an alert) is there.
. "$(dirname "$0")/support/centre.sh"
export SDL_VIDEODRIVER=dummy
centre=$work/centre record=$work/elsewhere/centre.record
mkdir "$work/elsewhere"
make_demo "$centre"
sed -i "s|^unsigned = .*|unsigned = no|; s|^record = .*|record = $record|" "$centre/centre.conf"
serve "$centre"
port=${feed##*:}

visits() { for ((tap = 0; tap < $1; tap++)); do echo "$((1500 + tap * 700)) tap 200 470"; done; }
touch_screen() { # ARGUMENTS...
	"$hallboard" --state "$work/touch" --feed "$feed" --size 1280x720 --layout layouts/touch.layout --upload_now --heartbeat_s 1 --log "$@" \
		2>>"$work/touch.log" &
	screen=$!
	servers+=("$screen")
}
rows() { python3 -c 'import sqlite3, sys; print(sqlite3.connect("file:%s?mode=ro" % sys.argv[1], uri=True).execute(sys.argv[2]).fetchone()[0])' "$@"; }
sent() { rows "$work/touch/outbox.db" "SELECT count(*) FROM rating WHERE acknowledged_day IS NOT NULL"; }
has_sent() { [ -e "$work/touch/outbox.db" ] && [ "$(sent)" -ge "$1" ]; }
version() { curl -s "$feed/v1/head/all.json" | grep -o '"version": *[0-9]*' | grep -o '[0-9]*'; }

# Yesterday's copy, made while it serves, with a rehearsal.
"$hallfeed" backup "$centre" "$work/yesterday.db" --rehearse >"$work/said" || fail "no backup: $(cat "$work/said")"
grep -q 'rehearsal went well' "$work/said" || fail "no rehearsal: $(cat "$work/said")"
[ "$(stat -c %a "$work/yesterday.db")" = 600 ] || fail "anybody can read the copy"

# After it: a screen is enrolled, rates, and another one is revoked; an alert is raised.
visits 40 >"$work/visits.script"
touch_screen --code "$("$hallfeed" device add "$centre" "$hall" | cut -d' ' -f1)" --script "$work/visits.script"
await 60 has_sent 2 || fail "nothing was acknowledged: $(cat "$work/touch.log")"
"$hallfeed" alert raise "$centre" fire --expires 2h --id after-the-copy >/dev/null || fail "no alert"
kill "$screen" && wait "$screen" || fail "the screen ended with $?"
acknowledged=$(sent) before=$(version)
[ "$before" -gt 0 ] || fail "no version"

# The disk is lost.
{ kill -9 "$server" && wait "$server"; } 2>/dev/null || true
mv "$centre" "$work/lost"
"$hallfeed" restore "$work/yesterday.db" "$centre" >"$work/said" || fail "no restore: $(cat "$work/said")"
grep -q 'the record put back [1-9]' "$work/said" || fail "the record was not played: $(cat "$work/said")"
"$hallfeed" restore "$work/yesterday.db" "$centre" 2>/dev/null && fail "a centre was written over"
serve "$centre" "$port"
[ "$(version)" -gt "$before" ] || fail "version $(version) after $before"
"$hallfeed" alert list "$centre" | grep -q after-the-copy || fail "the alert is gone: $("$hallfeed" alert list "$centre")"
"$hallfeed" device list "$centre" | grep -q 'trusted$' || fail "the screen is a stranger: $("$hallfeed" device list "$centre")"

# Hours later the screen tells its newest count once more, is asked, and nothing that was acknowledged is missing.
python3 - "$work/touch/outbox.db" <<'P'
import sqlite3, sys
outbox = sqlite3.connect(sys.argv[1])
outbox.executescript("UPDATE rating SET hour = hour - 3; UPDATE hour_count SET hour = hour - 3, told = stored")
P
touch_screen
complete() {
	python3 - "$work/touch/outbox.db" "$centre/centre.db" <<-'P'
		import sqlite3, sys
		outbox, store = (sqlite3.connect("file:%s?mode=ro" % path, uri=True) for path in sys.argv[1:])
		kept = {row[0] for row in store.execute("SELECT token FROM ratings")}
		sys.exit(any(row[0] not in kept for row in outbox.execute("SELECT token FROM rating WHERE acknowledged_day IS NOT NULL")))
	P
}
again() { [ "$(sent)" -ge "$acknowledged" ] && complete; }
await 60 again || fail "$(sent) of $acknowledged came again: $(cat "$work/touch.log")"
kill "$screen" && wait "$screen" || fail "the screen ended with $?"

# A record that somebody changed is not believed from there on.
sed -i '2s,^1,2,' "$record"
"$hallfeed" restore "$work/yesterday.db" "$work/third" --record "$record" | grep -q "damaged" || fail "a changed record was believed"
