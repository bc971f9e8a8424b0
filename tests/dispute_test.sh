#!/usr/bin/env bash
# A rank is disputed: one page explains it, an objection is seen on the wall until it is answered, and the period goes into an archive whose
# hashes hold. Everything at hand for an officer comes out as a spreadsheet or a page to print.
. "$(dirname "$0")/support/centre.sh"
centre=$work/centre
make_demo "$centre"

run() { # what hallfeed prints
	"$hallfeed" "$@" 2>"$work/err" || fail "hallfeed $*: $(cat "$work/err")"
}
refused() {
	if "$hallfeed" "$@" >"$work/out" 2>"$work/err"; then
		fail "hallfeed $* was not refused"
	fi
}
wall() { # NAME: the ranking board as text
	run publish "$centre" "$work/feed" >/dev/null
	board "$1" --feed "$work/feed" --screen ranking --text "$work/$1.txt"
}

run explain "$centre" "$hall" >"$work/page.txt"
grep -q 得分说明 "$work/page.txt" || fail "no page: $(cat "$work/page.txt")"
grep -Eq '评价份数 +12 *$' "$work/page.txt" || fail "the page does not tell of 12 answers: $(cat "$work/page.txt")"
[ "$(wc -l <"$work/page.txt")" -le 50 ] || fail "more than a page"
for language in ug kk en; do
	run explain "$centre" "$hall" --language "$language" >"$work/page.$language"
	! grep -q explain_ "$work/page.$language" || fail "words are missing in $language: $(grep explain_ "$work/page.$language")"
done
run explain "$centre" "$hall" 652301001002 --language en --xlsx "$work/two.xlsx" >/dev/null
python3 - "$work/two.xlsx" <<-'E' || fail "the workbook is not as it should be"
	import sys, zipfile
	book = zipfile.ZipFile(sys.argv[1])
	assert "Difference" in book.read("xl/sharedStrings.xml").decode()
	assert 'state="frozen"' in book.read("xl/worksheets/sheet1.xml").decode()
	E

# The open quarter becomes a draft. The wall says so of the rank that is disputed, and of no other.
refused objection raise "$centre" "$hall" residents --evidence 现场记录
run period notice "$centre" 2018-Q4 --days 3 >/dev/null
run objection raise "$centre" "$hall" residents --evidence 现场记录 >/dev/null
refused objection raise "$centre" "$hall" weather --evidence 现场记录
wall disputed
[ "$(grep -c 核查中 "$work/disputed.txt")" = 1 ] || fail "the wall does not say that one rank is under review"
refused period freeze "$centre" 2018-Q4
grep -q "under public notice until" "$work/err" || fail "frozen too early: $(cat "$work/err")"
run objection list "$centre" | grep -q "现场记录" || fail "the objection is not listed"
run objection answer "$centre" "O-2018-Q4-$hall-residents" dismissed --answer 记录核对无误 >/dev/null
wall answered
! grep -q 核查中 "$work/answered.txt" || fail "the wall still says that a rank is under review"
run explain "$centre" "$hall" | grep -q 记录核对无误 || fail "the page does not tell of the answer"

# One key each: a table, a roster, a board, a period.
run export "$centre" standings "$work/standings.xlsx" >/dev/null
run export "$centre" roster_areas "$work/areas.csv" >/dev/null
run import "$centre" areas "$work/areas.csv" >/dev/null
refused export "$centre" ranking "$work/ranking.doc"
board printed --feed "$work/feed" --screen ranking --picture "$work/board.pdf"
head -c 8 "$work/board.pdf" | grep -q %PDF-1.4 || fail "no PDF"
python3 - "$work/board.pdf" <<-'E' || fail "the PDF's table of objects is wrong"
	import re, sys, zlib
	pdf = open(sys.argv[1], "rb").read()
	table = int(re.search(rb"startxref\n(\d+)\n", pdf).group(1))
	for number, offset in enumerate(re.findall(rb"(\d{10}) 00000 n", pdf[table:]), 1):
	    assert pdf[int(offset):].startswith(b"%d 0 obj" % number)
	picture = pdf[pdf.index(b"/Subtype /Image"):]
	data = picture[picture.index(b"stream\n") + 7:picture.rindex(b"\nendstream")]
	assert len(zlib.decompress(data)) == 1920 * 1080 * 3
	E
run archive "$centre" 2018-Q4 "$work/quarter.zip" >/dev/null
run archive "$centre" 2018-Q4 "$work/again.zip" >/dev/null
cmp "$work/quarter.zip" "$work/again.zip" || fail "the same period gives other bytes"
mkdir "$work/quarter"
python3 -m zipfile -e "$work/quarter.zip" "$work/quarter"
(cd "$work/quarter" && sha256sum --quiet -c manifest.txt) || fail "hashes do not hold"
[ "$(find "$work/quarter/explained" -name '*.txt' | wc -l)" = 150 ] || fail "not every community is explained"
grep -q "$hall" "$work/quarter/objections.csv" || fail "the archive does not tell of the objection"
echo "disputed, answered, exported; $(wc -l <"$work/quarter/manifest.txt") files in the archive"
