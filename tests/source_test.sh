#!/usr/bin/env bash
# Other systems as sources, over HTTP between real processes: JSON by a mapping file through the import's checks and the gate, what has not
# changed, what is not as it should be, and a serving centre that asks by itself.
source "$(dirname "$0")/support/centre.sh"
cd "$work"
"$hallfeed" init centre >init.log
cat >areas.csv <<'X'
id,parent,level,kind,name_zh
P,,prefecture,,测试州
C,P,county,county,测试县
D,C,subdistrict,subdistrict,幸福街道
K1,D,community,,和平社区
K2,D,community,,团结社区
X
"$hallfeed" import centre areas areas.csv >import.log
mkdir other
python3 "$top/tests/support/answers.py" other >port &
servers+=($!)
await 20 test -s port || fail "the other system does not start"
url=http://127.0.0.1:$(cat port)
rows() { sqlite3 -separator ' ' centre/centre.db "$1"; }

# The mapping file is checked as a whole.
cat >faulty.conf <<'X'
[source]
url = http://example.org/a
every = 1s
format = xls
kind = persons
header = Authorization
[colums]
id = no
X
told 1 'faulty.conf:2:7: found "http://example.org/a", expected https://HOST/PATH, or http:// to this machine, without a password in it
faulty.conf:3:9: found "1s", expected a time from 10s to 7d, such as 15m or 1h
faulty.conf:4:10: found "xls", expected json, rss, atom or cap
faulty.conf:5:8: found "persons", expected a kind of hallfeed-import(5) that comes as rows
faulty.conf:6:10: found "Authorization", expected NAME: FILE, a header and the file in DIR/keys that holds its value
faulty.conf:8:1: found "id", expected it in \[source\], \[columns\], \[words.COLUMN\], \[events\] or \[areas\]*' source add centre faulty faulty.conf
told 1 'hallfeed: found "../x", expected a name of a-z, 0-9, _ and -, at most 16 of them' source add centre ../x faulty.conf
told 1 'hallfeed: found no source "nobody", expected one that hallfeed source list shows' source remove centre nobody

cat >teams.conf <<X
[source]
url     = $url/teams
every   = 10s
kind    = teams
rows    = data.items
[columns]
id         = code
area       = unit.name
kind       = type
name_zh    = name
volunteers = counts.0
featured   = shown
[words.kind]
1 = safety
2 = elderly
X
cat >items.conf <<X
[source]
url  = $url/secret/items
kind = items
header = Authorization: other.token
[columns]
id = id
area = unit
title_zh = "热线事项"
state = "open"
due = due as epoch_ms
X
told 0 'source teams is asked every 10 seconds *' source add centre teams teams.conf
told 0 "teams: $url/teams, every 10 s, not asked yet" source list centre
cat >other/teams <<'X'
{"code": 0, "data": {"items": [
 {"code": "T1", "unit": {"name": "和平社区"}, "type": 1, "name": "雷锋\"车队\", 一", "counts": [12, 1], "shown": true, "leader": "王小明"},
 {"code": "T2", "unit": {"name": "幸福街道/团结社区"}, "type": 2, "name": "夕阳红", "counts": [null], "shown": false}]}}
X
told 0 "source teams: teams, 2 rows, draft 2 counts now" source poll centre
[ "$(rows 'SELECT id, area, kind, name_zh, ifnull(volunteers, 0), featured FROM teams')" = 'T1 K1 safety 雷锋"车队", 一 12 1
T2 K2 elderly 夕阳红 0 0' ] || fail "teams: $(rows 'SELECT * FROM teams')"
! grep -raq 王小明 centre || fail "a person's name is in the centre"
told 0 "* draft 2 published * by source: teams, 2 rows, from source teams; file $(sha256sum other/teams | cut -d' ' -f1), *" log centre
told 0 "source teams: as before" source poll centre
[ "$(tail -n 1 other/requests)" = "/teams \"$(sha256sum other/teams | cut -c1-16)\"" ] || fail "no ETag: $(tail -n 1 other/requests)"

# What is wrong is said by row, and nothing changes; when it is mended the answer is taken.
sed -i 's/"counts": \[12/"counts": ["many"/; s/幸福街道.团结社区/和谐社区/' other/teams
told 1 'source teams: data.items\[0\]: found volunteers "many", expected a whole number from 0 to 10000000
source teams: data.items\[1\]: found area "和谐社区", expected *' source poll centre
told 0 'teams: *: source teams: data.items\[0\]: found volunteers "many", *' source list centre
[ "$(rows 'SELECT count(*) FROM teams')" = 2 ] || fail "a faulty answer changed the store"
wrong() { printf '%s' "$2" >other/teams; told 1 "$1" source poll centre; }
wrong 'source teams: data.items\[0\].name: found an object, expected a text, a number, true, false or null*' '{"data":{"items":[{"code":"T1","unit":{"name":"K1"},"type":1,"name":{},"counts":[1],"shown":true}]}}'
wrong 'source teams: data.items\[0\]: found no object, expected an object, a row of the table*' '{"data":{"items":[1]}}'
wrong 'source teams: data.items: found nothing, expected the list of rows; mend rows in the source' '{"data":[]}'
wrong 'source teams: found no JSON: *, expected an answer in JSON' '<html>'
wrong 'source teams: found no JSON: *duplicate*, expected an answer in JSON' '{"data":1,"data":2}'
wrong 'source teams: found lists and objects within each other, too deep, expected at most 32' "$(head -c 100000 /dev/zero | tr '\0' '[')"
wrong 'centre/sources/teams.conf:11:14: found no "counts.0" in any row, expected a member of the rows' '{"data":{"items":[{"code":"T1","unit":{"name":"K1"},"type":1,"name":"a","shown":true}]}}'
wrong 'source teams: data.items: found an empty list, expected at least one row: *' '{"data":{"items":[]}}'
[ "$(rows 'SELECT count(*) FROM teams')" = 2 ] || fail "a faulty answer changed the store"

printf '{"data":{"items":[{"code":"T1","unit":{"name":"K1"},"type":1,"name":"请打 13812345678","counts":[1],"shown":true}]}}' >other/teams
told 1 'source teams: data.items\[0\]: found name_zh *' source poll centre
told 0 'teams: *: refused, with a fault about what reads as a person?s number: hallfeed source poll tells it' source list centre
! grep -raq 13812345678 centre || fail "a person's number is kept"

# A secret stays in its file, which others cannot read; times as numbers.
told 0 '*' source add centre items items.conf
echo '[{"id":"I1","unit":"K1","due":1540425600000}]' >other/items
echo "Bearer abc" >other/token
told 1 "source items: cannot open centre/keys/other.token: No such file or directory" source poll centre --source items
cp other/token centre/keys/other.token && chmod 644 centre/keys/other.token
told 1 "source items: centre/keys/other.token can be read by others: chmod 600 it" source poll centre --source items
chmod 600 centre/keys/other.token
sed -i 's/due as epoch_ms/due/' centre/sources/items.conf
told 1 'source items: \[0\]: found due "1540425600000", expected a date like 2018-10-25' source poll centre --source items
sed -i 's/^due .*/due = due as epoch_ms/' centre/sources/items.conf
told 0 "source items: items, 1 row, draft 3 counts now" source poll centre --source items
[ "$(rows 'SELECT * FROM items')" = "I1 K1 热线事项    open 2018-10-25   " ] || fail "items: $(rows 'SELECT * FROM items')"
! grep -rq "Bearer" centre/sources centre/archive || fail "a secret is not in its file alone"

# Roads that lead elsewhere, answers without end, other systems that are not there.
at_url() { sed "s|^url.*|url = $1|" teams.conf >moved.conf; "$hallfeed" source add centre teams moved.conf >added.log; }
at_url "$url/redirect/teams"
told 1 'source teams: the answer is 302, a redirect, which is not followed: put the right url into the source' source poll centre --source teams
at_url "$url/nothing"
told 1 'source teams: the answer is 404, expected 200' source poll centre --source teams
at_url "http://127.0.0.1:1/"
told 1 "source teams: no answer: Couldn't connect to server" source poll centre --source teams
head -c 200000000 /dev/zero | tr '\0' ' ' >other/bomb
at_url "$url/gzip/bomb"
told 1 'source teams: the answer is longer than 16777216 bytes' source poll centre --source teams
rm other/bomb

# With review each new answer is a draft, and the one before that still waits gives way.
sed -i 's/^review_roles = 0/review_roles = 2/' centre/centre.conf
at_url "$url/gzip/teams"
team() { echo "{\"data\":{\"items\":[{\"code\":\"T1\",\"unit\":{\"name\":\"K1\"},\"type\":1,\"name\":\"一队\",\"counts\":[$1],\"shown\":true}]}}" >other/teams; }
team 21
told 0 "source teams: teams, 1 row, draft 4 waits for review*" source poll centre --source teams
team 22
told 0 "source teams: teams, 1 row, draft 5 waits for review*" source poll centre --source teams
told 0 "draft 5 drafted * by source: teams, 1 row, from source teams" draft list centre
told 0 "draft 5 is reviewed" draft review centre 5 --role reviewer --reason right
told 0 "draft 5 counts now*" draft accept centre 5 --role editor --reason right
[ "$(rows 'SELECT volunteers FROM teams')" = 22 ] || fail "a reviewed answer does not count"
sed -i 's/^review_roles = 2/review_roles = 0/' centre/centre.conf

# A serving centre asks by itself, and answers halls while another system takes its time.
at_url "$url/teams"
team 23
sed "s|^url.*|url = $url/slow|" teams.conf >slow.conf
"$hallfeed" source add centre zslow slow.conf >added.log
serve centre
counts() { [ "$("$hallfeed" export centre teams "$work/teams.csv" >/dev/null && python3 -c 'import csv,sys;print([r["volunteers"] for r in csv.DictReader(open(sys.argv[1],encoding="utf-8-sig"))])' teams.csv)" = "['$1']" ]; }
await 30 counts 23 || fail "a serving centre did not ask: $("$hallfeed" source list centre)"
await 30 grep -q /slow other/requests || fail "the slow system was not asked"
[ "$(curl -s -o /dev/null -w '%{http_code} %{time_total}' "$feed/healthz" | cut -c1-5)" = "200 0" ] || fail "halls wait for another system"
kill "$server" && wait "$server" || fail "the centre did not end well"
! pgrep -f "source poll centre --due" >/dev/null || fail "who asks was left behind"
told 0 "source items is not asked any more; what came from it stays" source remove centre items
told 0 "teams: *
zslow: *" source list centre
echo "sources are asked, checked and reviewed"
