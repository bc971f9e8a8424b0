#!/usr/bin/env bash
# The files that officers have, imported from a shell as an officer would: spreadsheets with their habits, texts in every encoding,
# hostile ones. What is told is compared to the letter.
source "$(dirname "$0")/support/centre.sh"
cd "$work"
sheets=$top/tests/support/sheets.py
"$hallfeed" init centre >init.log
cat >areas.csv <<'X'
编码,上级编码,级别,类型,名称,名称（维文）
P,,州,,测试州,
C,P,县市,县,测试县,
D,C,街道,街道,幸福街道,
K1,D,社区,,和平社区,
K2,D,社区,,团结社区,
G1,K1,网格,地缘型,第一网格,
G2,K1,网格,单元型,第二网格,
G3,K2,网格,单位型,第一网格,
X

# says NAME STATUS EXPECTED COMMAND...: runs it; what goes to out and err is compared.
says() {
	local name=$1 status=$2 expected=$3 got=0 found
	shift 3
	found=$("$@" 2>&1) || got=$?
	[ "$got" = "$status" ] || fail "$name: exit $got, expected $status: $found"
	[[ $found == "$expected" || ( $expected == *'*' && $found == "${expected%'*'}"* ) ]] || fail "$name said
$found
expected
$expected"
}
import() { "$hallfeed" import centre "$@"; }
rows() { sqlite3 -separator ' ' centre/centre.db "$1"; }

says "areas in Chinese" 0 "areas: 8 rows (CSV, UTF-8, commas)
coverage goes by the list of areas: no grid has a shape on the map" import areas areas.csv

python3 "$sheets" teams teams.xlsx
says "a workbook with habits" 0 "teams: 2 rows (XLSX, sheet 队伍 of 2)
the header row is row 4
left out: column A \"序号\"
left out: column K \"队长姓名\", which is about persons: nothing of it is kept
left out: column L \"备注\"
left out: 1 row of sums (row 7)
left out: 1 note below the table" import teams teams.xlsx
[ "$(rows "SELECT id, area, kind, name_zh, ifnull(name_ug, '-'), volunteers, points, ifnull(featured, '-') FROM teams")" = "\
T1 G1 safety 雷锋车队 لېيفېڭ 12 1263 1
T2 G2 elderly 夕阳红 - 30 15 1" ] || fail "teams: $(rows 'SELECT * FROM teams')"
! grep -aq 王小明 centre/centre.db* || fail "a person's name is in the store"

python3 "$sheets" days days.xlsx
says "dates of every form" 0 "days: 6 rows (XLSX, sheet 人数)" import days days.xlsx
[ "$(rows 'SELECT group_concat(date) FROM days')" = 2018-10-25,2018-10-26,2018-10-27,2018-10-28,2018-10-29,2018-10-30 ] ||
	fail "days: $(rows 'SELECT * FROM days')"
python3 "$sheets" days1904 days1904.xlsx
says "days from 1904" 0 "days: 1 row (XLSX, sheet 人数)" import days days1904.xlsx

python3 "$sheets" faults faults.xlsx
says "a sheet by name, faults by cell" 1 "faults.xlsx: sheet 队伍, cell A2: found id \"6.52301001001999e+17\", expected at most 32 letters, digits and _ - . :; \
the spreadsheet took the code for a number and cut it: give the column the format Text and enter the codes again
faults.xlsx: sheet 队伍, cell B2: found area \"K9\", expected the id of an imported grid or community
faults.xlsx: sheet 队伍, cell C2: found kind \"sports\", expected safety, family, environment, elderly, culture or policy
faults.xlsx: sheet 队伍, cell E2: found volunteers \"12a\", expected a whole number from 0 to 10000000
faults.xlsx: sheet 队伍, cell E3: found a formula's error #DIV/0!, expected a value; mend the formula in the spreadsheet and save it again
faults.xlsx: sheet 队伍, cell A5: found id \"T3\" again, expected each once: it stands in row 4 already" import teams faults.xlsx --sheet 队伍
says "a sheet that is not there" 1 "faults.xlsx: found no sheet \"无\", expected one of a, 队伍" import teams faults.xlsx --sheet 无
[ "$(rows 'SELECT count(*) FROM teams')" = 2 ] || fail "faults changed the store"

for kind in bomb entities depth wide; do python3 "$sheets" $kind $kind.xlsx; done
save="; open it in the spreadsheet program and save it again"
part="in its part xl/worksheets/sheet1.xml"
says "a bomb" 1 "bomb.xlsx: sheet s: found far more than a workbook holds $part, expected at most 300 times what the file has on disk$save" import days bomb.xlsx
says "an entity bomb" 1 "entities.xlsx: sheet s: found a document type, which may hold entities at line 1 $part, \
expected well-formed XML without a document type$save" import days entities.xlsx
says "a depth bomb" 1 "depth.xlsx: sheet s: found elements within elements, too deep at line 1 $part, expected well-formed XML without a document type$save" \
	import days depth.xlsx
says "a cell of a hundred megabytes" 1 "wide.xlsx: sheet s, row 1: found no header \"date\", expected it among date, area, volunteers
wide.xlsx: sheet s, row 1: found no header \"area\", expected it among date, area, volunteers
wide.xlsx: sheet s, row 1: found no header \"volunteers\", expected it among date, area, volunteers
wide.xlsx: sheet s, cell A1: found header \"id\", expected one of date, area, volunteers
wide.xlsx: sheet s, cell A2: found a cell of over 4000 bytes, expected at most 4000 bytes" import days wide.xlsx
head -c 900 teams.xlsx >cut.xlsx
import days cut.xlsx 2>cut.log && fail "a cut workbook was taken"
grep -q "^cut.xlsx: found a broken workbook" cut.log || fail "a cut workbook: $(cat cut.log)"

# The same rows in every encoding and with every separator.
printf '日期,地区,人数\n2018-10-25,和平社区,1263\n' >utf8.csv
iconv -t GB18030 utf8.csv | tr ',' ';' >gb.csv
iconv -t UTF-16 utf8.csv | sed 's/,\x00/\t\x00/g' >utf16.txt
tr ',' '\t' <utf8.csv >tabs.csv
says "commas" 0 "days: 1 row (CSV, UTF-8, commas)" import days utf8.csv
says "GB18030 and semicolons" 0 "days: 1 row (CSV, GB18030, semicolons)" import days gb.csv
says "UTF-16 and tabs" 0 "days: 1 row (CSV, UTF-16, tabs)" import days utf16.txt
says "tabs" 0 "days: 1 row (CSV, UTF-8, tabs)" import days tabs.csv
[ "$(rows "SELECT area, volunteers FROM days WHERE date = '2018-10-25'")" = "K1 1263" ] || fail "$(rows 'SELECT * FROM days')"
printf '\xef\xbb\xbf日期,地区,人数\n2018-10-25,和\xb9,1\n' >damaged.csv
says "damaged UTF-8" 1 "damaged.csv:2:13: found bytes that are neither UTF-8 nor GB18030, expected a file saved as \"CSV UTF-8\"" import days damaged.csv
printf 'date,area,volunteers\n2018-10-25,K1,\0\n' >zero.csv
says "a zero byte" 1 "zero.csv:2:15: found a zero byte, expected text" import days zero.csv
printf 'date,area,volunteers\n2018-10-25,K1,\0\n' | iconv -f UTF-8 -t UTF-16 >zero16.txt
says "a zero character in UTF-16" 1 "zero16.txt: found a zero character, expected text" import days zero16.txt
{ printf 'date,area,volunteers\n2018-10-25,K1,"' && head -c 100000000 /dev/zero | tr '\0' x; } >open.csv
says "a quote that is open for a hundred megabytes" 1 "open.csv:2:1: found a row that never ends, expected a row of less than 1 MB, and every quote closed" \
	import days open.csv
rm open.csv
printf 'id,area,kind,name_zh\nT1,第一网格,family,一队\n' >ambiguous.csv
says "a name of two areas" 1 "ambiguous.csv:2:4: found area \"第一网格\", which is the name of 2 areas, expected the id of an imported grid or community; \
put the parent before it, as in 幸福街道/和平社区, or add a column for it" import teams ambiguous.csv
printf 'id,area,kind,name_zh\nT1,团结社区/第一网格,family,一队\n' >path.csv
says "a path of names, dry" 0 "teams: 1 row (CSV, UTF-8, commas), a dry run: nothing was changed
would add 0, change 1 and remove 1 rows
published figures that would move:" head -n 3 < <(import teams path.csv --dry-run)
[ "$(rows 'SELECT area FROM teams' | head -1)" = G1 ] || fail "a dry run changed the store"
import teams path.csv --dry-run | grep -q '^  team_totals value of teams: 2 -> 1$' || fail "$(import teams path.csv --dry-run)"

# Of a whole centre just the figures that move are told, also of tables whose rows share an area.
make_demo "$work/whole"
sed '2s/,85,518,/,95,518,/' "$work/whole/demo/teams.csv" >whole.csv
"$hallfeed" import "$work/whole" teams whole.csv --dry-run >moves || fail "$(cat moves)"
grep -q '^  teams volunteers of T0001, .*: 85 -> 95$' moves || fail "a figure that moves is not told: $(cat moves)"
! grep '^  ' moves | grep -v '^  team' || fail "figures that do not move are told"

# The older workbook, written by a program of its own.
/usr/bin/python3 -c 'import xlwt' 2>/dev/null || { echo "no xlwt here (package python3-xlwt): XLS was not tried"; exit 77; }
/usr/bin/python3 "$top/tests/support/xls.py" days days.xls
says "an XLS workbook" 0 "days: 3 rows (XLS, sheet 人数 of 2)
the header row is row 2" import days days.xls
[ "$(rows "SELECT date, area, volunteers FROM days WHERE date LIKE '2019%'")" = "2019-10-25 K1 1263
2019-10-26 K2 7
2019-10-27 K1 30" ] || fail "days of an XLS: $(rows 'SELECT * FROM days')"
/usr/bin/python3 "$top/tests/support/xls.py" faults faults.xls
says "faults of an XLS by cell" 1 "faults.xls: sheet s, cell B2: found area \"K9\", expected the id of an imported area
faults.xls: sheet s, cell C2: found volunteers \"12a\", expected a whole number from 0 to 10000000
faults.xls: sheet s, cell A3: found date \"x\", expected a date like 2018-10-25" import days faults.xls
says "a sheet that an XLS has not" 1 "faults.xls: found no sheet \"无\", expected one of s" import days faults.xls --sheet 无
head -c 3000 days.xls >cut.xls
says "a cut XLS" 1 "cut.xls: found a broken workbook, or one with a password, expected an XLS workbook; open it in the spreadsheet program and save it as XLSX, without a password" \
	import days cut.xls

# A table of one's own, from whatever file it stands in.
table() { "$hallfeed" table centre "$@"; }
own() { "$hallfeed" export centre "$1" own.csv >own.log && tail -n +2 own.csv | tr -d '\r'; }
printf 'area;title_zh;planted:integer;share\nK1;种树;12;85%%\nK2;;3;90%%\n' | iconv -t GB18030 >trees.csv
says "a table in GB18030 with semicolons" 0 "trees: 2 rows; *" table trees trees.csv
printf 'area,title_zh,planted:integer,share\nK1,种树,12,85%%\nK2,,3,90%%\n' >trees.csv
says "the same in UTF-8" 0 "trees2: 2 rows; *" table trees2 trees.csv
[ "$(own trees)" = "$(own trees2)" ] && [ -n "$(own trees)" ] || fail "the encoding changes a table: $(own trees)"
python3 "$sheets" trees trees.xlsx
says "a table from a workbook" 0 "trees3: 2 rows; *" table trees3 trees.xlsx
[ "$(own trees)" = "$(own trees3)" ] || fail "a workbook changes a table: $(own trees3)"
python3 "$sheets" trees_faulty faulty.xlsx
says "faults of a table by cell" 1 'faulty.xlsx: sheet 树, cell A2: found "K9", expected the id of an imported area
faulty.xlsx: sheet 树, cell C3: found "3a", expected a whole number' table trees faulty.xlsx
echo "spreadsheets and texts are taken as officers have them"
