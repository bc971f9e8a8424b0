#!/usr/bin/env bash
# The centre decides what is on: a published layout replaces the shipped one, by group; a faulty one is reported and the last good one
# stays, also over a restart without network; what is withdrawn is gone.
. "$(dirname "$0")/support/centre.sh"
centre=$work/centre
make_demo "$centre"
out=$work/feed

layout() { # NAME WORD: a layout that shows one sentence
	printf '[hallboard]\ninclude = boards/teams\nplaylist = only 20s\n\n[only.box]\nwidget = text\nat = 60 400 1800 200 px\nwords = %s\n' \
		"$2" >"$work/$1.layout"
}

publish() {
	"$hallfeed" publish "$centre" "$out" >/dev/null
}

show() { # STATE ARGUMENTS...: what the wall shows, and what it says
	local state=$1
	shift
	board "$state" --feed "$out" --log --text "$work/now.txt" "$@" 2>"$work/log"
}

shows() {
	grep -q "\"$1\"" "$work/now.txt" || fail "$2: the wall does not show $1: $(head -c 600 "$work/now.txt"; cat "$work/log")"
}

publish
show all
grep -q '"演示数据"' "$work/now.txt" || fail "the shipped layout does not show a board"

# For all, then for one group.
layout for_all no_data
layout for_lobby data_expired
"$hallfeed" layout "$centre" hall "$work/for_all.layout"
"$hallfeed" layout "$centre" hall "$work/for_lobby.layout" --group lobby
publish
show all
shows 暂无数据 "a layout for all"
grep -q "the centre's layout hall is shown" "$work/log" || fail "the log does not say so: $(cat "$work/log")"
show lobby --group lobby
shows 数据已过期，请以最新公布为准 "a layout for the group"
show other --group desk
shows 暂无数据 "a layout for all, in another group"
show all --screen teams
shows 志愿服务队 "an included board"

# A faulty one: reported with its place, and the last good one stays.
printf '[hallboard]\nplaylist = only 20s\n\n[only.box]\nwidget = tabel\nat = 60 400 1800 200 px\n' >"$work/bad.layout"
"$hallfeed" layout "$centre" hall "$work/bad.layout" >/dev/null
publish
show all
shows 暂无数据 "a faulty layout"
grep -q 'bad.layout:5: found widget "tabel"' "$work/log" || fail "the fault is not told: $(cat "$work/log")"
board all --feed "$out" --check >"$work/check.txt" 2>&1 && fail "--check found no fault"
grep -q 'bad.layout:5: found widget "tabel"' "$work/check.txt" || fail "--check does not name it: $(cat "$work/check.txt")"
mv "$out" "$work/away"
mkdir "$out"
show all
shows 暂无数据 "a restart without network"
rm -r "$out"
mv "$work/away" "$out"

# One that never was good: the screen's own stays.
show fresh
grep -q '"演示数据"' "$work/now.txt" || fail "a faulty layout left a new wall without its own: $(cat "$work/log")"

# The form is looked at before anything is published.
printf '[hallboard\nplaylist\n' >"$work/worse.layout"
"$hallfeed" layout "$centre" hall "$work/worse.layout" 2>"$work/stderr" && fail "a file that is no layout was taken"
grep -q 'worse.layout:1' "$work/stderr" || fail "the place is not named: $(cat "$work/stderr")"
"$hallfeed" layout "$centre" 'Hall!' "$work/for_all.layout" 2>/dev/null && fail "a bad name was taken"
"$hallfeed" withdraw "$centre" hall --group desk 2>/dev/null && fail "what is not there was withdrawn"

"$hallfeed" withdraw "$centre" hall >/dev/null
publish
show all
grep -q '"演示数据"' "$work/now.txt" || fail "what was withdrawn stays: $(cat "$work/log")"
[ ! -e "$work/all/hall.layout" ] || fail "what was withdrawn is kept"
show lobby --group lobby
shows 数据已过期，请以最新公布为准 "the group's own layout"

# Words of the centre go over those of the screens; what lacks a placeholder does not.
printf '[words]\nteams_title = 红网志愿队\n' >"$work/zh.words"
"$hallfeed" words "$centre" zh "$work/zh.words" >/dev/null
publish
show all --screen teams
shows 红网志愿队 "words of the centre"
printf '[words]\nteams_title = 红网志愿队\noffline_band = 断\n' >"$work/zh.words"
"$hallfeed" words "$centre" zh "$work/zh.words" >/dev/null
publish
show all --screen teams
shows 志愿服务队 "faulty words"
grep -q 'found offline_band with {time}' "$work/log" || fail "the fault is not told: $(cat "$work/log")"
: >"$work/zh.words"
"$hallfeed" words "$centre" zh "$work/zh.words" >/dev/null
publish
show all --screen teams
shows 志愿服务队 "words that were taken back"

# A wall that is on changes between two frames, and goes on.
command -v Xvfb >/dev/null || {
	echo "no Xvfb here: walls were looked at by pictures alone"
	exit 0
}
mkfifo "$work/display"
Xvfb -displayfd 3 -noreset -screen 0 1920x1080x24 -nolisten tcp 3>"$work/display" >/dev/null 2>&1 &
servers+=($!)
read -r display <"$work/display"
serve "$centre"
DISPLAY=:$display "$hallboard" --state "$work/live" --key "$centre/keys/centre.pub" --area "$hall" --at "$at" --feed "$feed" --log \
	>/dev/null 2>"$work/live.log" &
wall=$!
servers+=("$wall")
await 60 test -s "$work/live/cache.db" || fail "the wall did not start: $(cat "$work/live.log")"
"$hallfeed" layout "$centre" hall "$work/for_all.layout" >/dev/null
await 60 grep -q "the centre's layout hall is shown" "$work/live.log" || fail "the wall did not change: $(cat "$work/live.log")"
"$hallfeed" layout "$centre" hall "$work/bad.layout" >/dev/null
await 60 grep -q 'the last good one stays' "$work/live.log" || fail "the wall did not refuse: $(cat "$work/live.log")"
"$hallfeed" withdraw "$centre" hall >/dev/null
await 60 grep -q 'is withdrawn' "$work/live.log" || fail "the wall did not go back: $(cat "$work/live.log")"
sleep 1
kill -0 "$wall" || fail "the wall ended: $(cat "$work/live.log")"
echo "taken, refused, kept and withdrawn"
