#!/usr/bin/env bash
# From a file to what counts: draft, review, acceptance, from a shell as officers would; earlier states; a trail that tells of every
# change to it; and a kill at each write, after which everything is there or nothing.
source "$(dirname "$0")/support/centre.sh"
cd "$work"
"$hallfeed" init centre >init.log
cat >areas.csv <<'X'
id,parent,level,kind,name_zh
P,,prefecture,,测试州
C,P,county,county,测试县
D,C,subdistrict,subdistrict,幸福街道
K1,D,community,,和平社区
X
teams() { printf 'id,area,kind,name_zh,队长姓名,volunteers\nT1,K1,safety,"雷锋""车队"", 一",王小明,%s\n' "$1"; }
for n in 10 20 30; do teams $n >teams$n.csv; done
rows() { sqlite3 -separator ' ' centre/centre.db "$1"; }
volunteers() { rows 'SELECT volunteers FROM teams'; }

# Without review an import counts at once, and the trail has it; what was there before it is kept as well.
told 0 "areas: 4 rows*" import centre areas areas.csv
told 0 "teams: 1 row (CSV, UTF-8, commas)*" import centre teams teams10.csv --reason "first list"
[ "$(volunteers)" = 10 ] || fail "an import without review did not count"
! grep -raq 王小明 centre || fail "a person's name is in the centre"
told 0 "1 draft 1 published * by officer: areas, 4 rows, from areas.csv; file *
2 draft 2 published * by officer: teams, 1 row, from teams10.csv, because: first list; file $(sha256sum teams10.csv | cut -d' ' -f1), kept *
2 steps, none of them changed; the last hash is *" log centre
told 0 "" draft list centre

# With review by another role.
sed -i 's/^review_roles = 0/review_roles = 2/' centre/centre.conf
told 1 'hallfeed: found no --role, expected one of the setting roles: officer, editor, reviewer' import centre teams teams20.csv
told 1 'hallfeed: found role "boss", expected one of *' import centre teams teams20.csv --role boss
told 0 "teams: 1 row (CSV, UTF-8, commas)
*would add 0, change 1 and remove 0 rows
*team_totals value of volunteers: 10 -> 20*
this is draft 3, and nothing was changed yet*" import centre teams teams20.csv --role editor --reason "the new count"
[ "$(volunteers)" = 10 ] || fail "a draft counts"
told 0 "draft 3 drafted *teams20.csv, because: the new count" draft list centre
told 1 'hallfeed: found draft 3, which is drafted, expected one that is reviewed' draft accept centre 3 --role reviewer --reason fine
told 1 'hallfeed: found role "editor", which handed the draft in, expected another one, as the setting review_roles is 2' \
	draft review centre 3 --role editor --reason fine
told 1 'hallfeed: found no --reason, expected a reason of at most 500 bytes*' draft review centre 3 --role reviewer
told 1 'hallfeed: found a reason that is too long, or holds something about a person*' draft review centre 3 --role reviewer --reason "ask 13812345678"
told 1 'hallfeed: found no draft 9, expected one that hallfeed draft list shows' draft review centre 9 --role reviewer --reason fine
told 0 'draft 3 is reviewed' draft review centre 3 --role reviewer --reason "counted again"
told 0 'draft 3 counts now: 1 row*' draft accept centre 3 --role editor --reason "agreed"
[ "$(volunteers)" = 20 ] || fail "an accepted draft does not count"
told 1 'hallfeed: found draft 3, which is published, expected one that is drafted or reviewed' draft refuse centre 3 --role editor --reason no
told 0 "teams: 1 row*this is draft 4*" import centre teams teams30.csv --role editor
told 0 'draft 4 is refused' draft refuse centre 4 --role reviewer --reason "a typing error"
told 1 'hallfeed: found draft 4, which is refused, expected one that is reviewed' draft accept centre 4 --role reviewer --reason yes
told 0 "" draft list centre

# Any earlier state, compared with today's and handed in anew.
told 0 'draft 2, published of teams with 1 row, against today:
would add 0, change 1 and remove 0 rows
*team_totals value of volunteers: 20 -> 10*' draft compare centre 2
told 0 'draft 5 waits for review*' draft again centre 2 --role editor --reason "the first list was right"
told 0 'draft 5 is reviewed' draft review centre 5 --role reviewer --reason right
told 0 'draft 5 counts now: 1 row*' draft accept centre 5 --role reviewer --reason right
[ "$(volunteers)" = 10 ] || fail "an earlier state was not published again"
[ "$(rows 'SELECT name_zh FROM teams')" = '雷锋"车队", 一' ] || fail "a name changed on its way: $(rows 'SELECT name_zh FROM teams')"

# What was kept and changed since is not published.
kept=$(ls centre/archive/"$(rows "SELECT kept_sha256 FROM trail WHERE draft = 3 LIMIT 1")".csv)
cp "$kept" kept && sed -i 's/,20,/,99,/' "$kept"
told 1 "hallfeed: found $kept is not what was kept: its SHA-256 is *" draft again centre 3 --role editor --reason again
rm "$kept"
told 1 "hallfeed: cannot open $kept: No such file or directory, expected the file that was kept in DIR/archive" draft compare centre 3
cp kept "$kept"

# A draft is checked anew when it is accepted.
sed 's/T1,K1/T1,K2/' teams20.csv >gone.csv
echo 'K2,D,community,,团结社区' | cat areas.csv - >more.csv
sed -i 's/^review_roles = 2/review_roles = 0/' centre/centre.conf
told 0 "areas: 5 rows*" import centre areas more.csv
sed -i 's/^review_roles = 0/review_roles = 1/' centre/centre.conf
told 0 "teams: 1 row*" import centre teams gone.csv --role editor
told 0 "draft 7 is reviewed" draft review centre 7 --role editor --reason fine
sed -i 's/^review_roles = 1/review_roles = 0/' centre/centre.conf
told 0 "areas: 4 rows*" import centre areas areas.csv
told 1 'draft 7 (gone.csv):2:4: found area "K2", expected the id of an imported grid or community*' draft accept centre 7 --role editor --reason go
[ "$(volunteers)" = 10 ] || fail "a draft with a fault counts"

# What stood in the store before the trail began is kept before it goes.
sqlite3 centre/centre.db "INSERT INTO days VALUES ('2018-10-24', 'K1', 7)"
printf 'date,area,volunteers\n2018-10-25,K1,8\n' >days.csv
told 0 "days: 1 row*" import centre days days.csv
told 0 "*found * by -: days, 1 row, from -, because: there before the trail began*" log centre
[ "$(cat centre/archive/"$(rows "SELECT kept_sha256 FROM trail WHERE step = 'found'")".csv)" = $'date,area,volunteers\n2018-10-24,K1,7' ] ||
	fail "the days before were not kept"
[ "$(cat centre/archive/"$(rows "SELECT kept_sha256 FROM trail WHERE kind = 'days' AND step = 'published'")".csv)" = $'date,area,volunteers\n2018-10-25,K1,8' ] ||
	fail "days that were not in the file were kept with it"

# A map and a survey come back as they were.
cat >map.json <<'X'
{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":"K1","owner":"王小明"},"geometry":{"type":"MultiPolygon","coordinates":[
[[[87.1234567,44.0],[87.2,44.0],[87.2,44.1],[87.1,44.1],[87.1234567,44.0]],[[87.15,44.02],[87.15,44.05],[87.18,44.05],[87.18,44.02],[87.15,44.02]]],
[[[87.3,44.0],[87.4,44.0],[87.4,44.1],[87.3,44.1],[87.3,44.0]]]]}}]}
X
told 0 "map: 1 row*" import centre map map.json
before=$(rows 'SELECT hex(rings) FROM shapes')
sed 's/87.3,/87.31,/g' map.json >moved.json
told 0 "map: 1 row*" import centre map moved.json
[ "$(rows 'SELECT hex(rings) FROM shapes')" != "$before" ] || fail "the moved map is the old one"
told 0 "draft * counts now*" draft again centre "$(rows "SELECT min(draft) FROM trail WHERE kind = 'map'")" --role editor --reason "as it was"
[ "$(rows 'SELECT hex(rings) FROM shapes')" = "$before" ] || fail "a map came back with other corners"
! grep -raq 王小明 centre || fail "a person's name is in the archive"

# A row that was changed past the triggers is named, and so is a row that is gone; a chain that was written anew lacks the hash noted.
noted=$(rows 'SELECT hash FROM trail ORDER BY number DESC LIMIT 1')
sqlite3 centre/centre.db "UPDATE trail SET reason = 'x' WHERE number = 3" 2>refused && fail "the trail can be changed"
grep -q 'the trail is never changed' refused || fail "$(cat refused)"
sqlite3 centre/centre.db "DELETE FROM trail" 2>refused && fail "the trail can be cut"
told 0 "*; the last hash is $noted" log centre --holds "$noted"
tamper() { cp -r centre tampered && sqlite3 tampered/centre.db "DROP TRIGGER trail_is_not_changed; DROP TRIGGER trail_is_not_cut; $1"; }
for change in "role = 'editor'" "reason = 'x'" "time_ms = time_ms + 1" "rows = 2" "kept_sha256 = file_sha256" "file = 'other.csv'" "step = 'found'" "draft = 1" "hash = '00'"; do
	tamper "UPDATE trail SET $change WHERE number = 2"
	told 1 "*hallfeed: the trail is broken: row 2 is not what was written" log tampered
	rm -r tampered
done
tamper "DELETE FROM trail WHERE number = 4"
told 1 "*hallfeed: the trail is broken: row 4 is missing" log tampered
rm -r tampered
tamper "DELETE FROM trail WHERE hash = '$noted'"
told 0 "*none of them changed*" log tampered
told 1 "*hallfeed: the trail was written anew or cut: no row has the hash $noted" log tampered --holds "$noted"
rm -r tampered

# Killed at each write on the way, an import leaves what was there or what was to come, never a half.
command -v strace >/dev/null || { echo "strace is not here: a kill at each write was not tried"; exit 77; }
export ASAN_OPTIONS=detect_leaks=0
calls=fsync,fdatasync,rename kills=0
# Many runs, and nothing of memory to be seen after a kill: the plain program, where it is of today.
"$top/build/hallfeed" log centre >plain.log 2>&1 && hallfeed=$top/build/hallfeed
# killed OLD NEW COMMAND...: on a copy of the centre; volunteers and steps published are OLD or NEW
killed() {
	local old=$1 new=$2 at now sha status
	shift 2
	for at in $(seq 1 60); do
		rm -rf cut && cp -r centre cut
		status=0
		{ strace -f -o strace.log -e trace=$calls -e inject=$calls:signal=KILL:when="$at" "$hallfeed" "$@" >out.log 2>&1; } 2>/dev/null || status=$?
		now=$(sqlite3 cut/centre.db "SELECT volunteers || ' ' || (SELECT count(*) FROM trail WHERE file = 'teams30.csv' AND step = 'published') FROM teams")
		[ "$now" = "$old" ] || [ "$now" = "$new" ] || fail "$1 $2 killed at write $at: volunteers and steps are $now"
		"$hallfeed" log cut >log.log || fail "$1 $2 killed at write $at: $(tail -n 1 log.log)"
		for sha in $(sqlite3 cut/centre.db 'SELECT kept_sha256 FROM trail'); do
			ls cut/archive/"$sha".* >/dev/null || fail "$1 $2 killed at write $at: $sha is spoken of and not there"
		done
		[ $status = 0 ] && break
		kills=$((kills + 1))
	done
	[ $status = 0 ] && [ "$now" = "$new" ] || fail "$1 $2: the last run ended with $status, volunteers and steps are $now"
}
killed "10 0" "30 1" import cut teams teams30.csv
sed -i 's/^review_roles = 0/review_roles = 1/' centre/centre.conf
"$hallfeed" import centre teams teams30.csv --role editor >out.log
draft=$(rows 'SELECT max(draft) FROM trail')
"$hallfeed" draft review centre "$draft" --role editor --reason fine >out.log
killed "10 0" "30 1" draft accept cut "$draft" --role editor --reason fine
"$hallfeed" import cut teams teams20.csv --role editor >out.log || fail "after kills nothing can be imported"
[ $kills -ge 8 ] || fail "only $kills kills"
echo "drafts, reviews and an unbroken trail; $kills kills left nothing half done"
