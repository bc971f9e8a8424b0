#!/usr/bin/env bash
# What a wall leaves out, puts away and says in which language, and what --check finds before anybody sees it.
. "$(dirname "$0")/support/centre.sh"
centre=$work/centre
make_demo "$centre"
"$hallfeed" publish "$centre" "$work/feed" >/dev/null

show() { # ARGUMENTS...
	board state --feed "$work/feed" --log --text "$work/now.txt" "$@" 2>"$work/log" || fail "$*: $(cat "$work/log")"
}

says() {
	grep -q "$1" "$work/now.txt" || fail "$2: \"$1\" is not shown"
}

says_not() {
	! grep -q "$1" "$work/now.txt" || fail "$2: \"$1\" is shown"
}

# Boards without data: left out, said, and never an empty wall.
gone='[gone.a]\nwidget = number\nat = 60 400 1800 200 px\ntable = nothing\n[gone.b]\nwidget = footer\nat = 60 1012 1800 40 px\n'
printf "[hallboard]\ninclude = boards/teams\nplaylist = gone 20s, teams 40s\n$gone" >"$work/some.layout"
printf "[hallboard]\nplaylist = gone 20s\n$gone" >"$work/none.layout"
for second in 00 20 40; do
	show --layout "$work/some.layout" --at "2018-10-25T09:30:$second+08:00"
	says '"志愿服务队"' "a board without data"
	says_not '/ 2"' "a board without data, in the dots"
done
grep -q 'the board gone has no data' "$work/log" || fail "the log does not say what is left out: $(cat "$work/log")"
show --layout "$work/none.layout"
says '"演示数据"' "no board with data"
board state --feed "$work/feed" --layout "$work/some.layout" --check >"$work/check.txt" 2>&1 && fail "--check found no fault"
grep -q "^$work/some.layout:3:12: found gone without data" "$work/check.txt" || fail "--check: $(cat "$work/check.txt")"

# Old tables are stamped in their own box, later put away; figures stay as they are.
printf '[hallboard]\ninclude = boards/teams\n[ages]\nvolunteers_by_day = 1d 3d\n' >"$work/ages.layout"
show --layout "$work/ages.layout" --screen teams --at 2018-10-26T09:29:00+08:00
says_not '数据时间' "a table that is fresh"
show --layout "$work/ages.layout" --screen teams --at 2018-10-26T09:31:00+08:00
says '"数据时间 "' "a table that is old"
says '"5,175"' "a table that is old"
show --layout "$work/ages.layout" --screen teams --at 2018-10-28T09:31:00+08:00
says '数据已过期' "a table past its limit"
says_not '{n}' "a table past its limit"

# Two languages side by side; several in turn, each within 60 s.
show --screen teams --language zh+ug
says '"志愿服务队"' "two languages"
says 'پىدائىي' "two languages"
seen=
for second in 00 10 20 30 40 50; do
	show --languages zh,kk,en --at "2018-10-25T09:30:$second+08:00"
	grep -q '"更新于 "' "$work/now.txt" && seen="$seen zh"
	grep -q 'جاڭارتىلعان' "$work/now.txt" && seen="$seen kk"
	grep -q '"Updated ' "$work/now.txt" && seen="$seen en"
	:
done
for language in zh kk en; do
	[[ $seen == *$language* ]] || fail "within 60 s there is no $language, only$seen"
done

# All faults of a layout in one round, with their places.
cat >"$work/bad.layout" <<-'L'
	[hallboard]
	theme = nihgt
	languages = zh, fr
	playlist = a 20s, c 20s
	[a.one]
	widget = number
	tabel = teams
	[a.two]
	widget = nubmer
	at = 60 60 400 400 px
L
board state --feed "$work/feed" --layout "$work/bad.layout" --check >"$work/check.txt" 2>&1 && fail "--check found no fault"
for place in 2 3:13 4:19 6 7:1 9; do
	grep -q "^$work/bad.layout:$place: found" "$work/check.txt" || fail "line $place is not told: $(cat "$work/check.txt")"
done

# Time to read, and letters that are large enough.
printf '[hallboard]\ninclude = boards/teams\nplaylist = teams 12s\n' >"$work/short.layout"
board state --feed "$work/feed" --layout "$work/short.layout" --width_mm 500 --distance_mm 5000 --check >"$work/check.txt" 2>&1 &&
	fail "--check found no fault"
grep -q "^$work/short.layout:3:12: found teams for 12.0 s, expected [0-9]* s or more" "$work/check.txt" || fail "--check: $(cat "$work/check.txt")"
grep -q 'teams.layout:[0-9]*: found text of [0-9]* px ([0-9.]* mm) in \[teams.count\], expected [0-9]* px or more' "$work/check.txt" ||
	fail "--check: $(cat "$work/check.txt")"
board state --feed "$work/feed" --width_mm 1210 --check >"$work/check.txt" 2>&1 || fail "the shipped wall: $(cat "$work/check.txt")"

board state --picture "$work/x.jpg" 2>"$work/log" && fail "a .jpg was taken"
grep -q 'ends in .png' "$work/log" || fail "$(cat "$work/log")"
board state --feed 127.0.0.1:8460 --check 2>"$work/log" && fail "an address without a scheme was taken"
grep -q 'http://HOST:PORT' "$work/log" || fail "$(cat "$work/log")"
echo "left out, stamped, put away, translated and checked"
