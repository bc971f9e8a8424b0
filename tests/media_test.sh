#!/usr/bin/env bash
# Pictures of the centre: put in, published, shown by name, by group and in a slideshow, kept as files beside the cache, gone when they are
# removed; limits and quota; a missing or broken one leaves a stand-in and is reported with its place.
. "$(dirname "$0")/support/centre.sh"
centre=$work/centre pictures=$PWD/tests/data/pictures
make_demo "$centre"
out=$work/feed
media() { "$hallfeed" media "$@" 2>>"$work/stderr"; }
publish() { "$hallfeed" publish "$centre" "$out" >/dev/null; }
show() { # STATE ARGUMENTS...
	local state=$1
	shift
	board "$state" --feed "$out" --log --text "$work/now.txt" "$@" 2>"$work/log" || fail "$(cat "$work/log")"
}
hash_of() { sha256sum "$1" | cut -d' ' -f1; }
shows() { # FILE WHY
	grep -q "^picture.*/media/$(hash_of "$1")\"" "$work/now.txt" || fail "$2: $(grep ^picture "$work/now.txt")"
}

mkdir "$work/own"
cat >"$work/own/photos.layout" <<'LAYOUT'
[hallboard]
playlist = photo 20s, show 20s

[photo.box]
widget  = picture
picture = hall
at      = 60 60 1800 900 px

[show.box]
widget   = slideshow
pictures = harvest-*, beside.jpg
seconds  = 10
at       = 60 60 1800 900 px
LAYOUT
cp "$pictures/turned-8.jpg" "$work/own/beside.jpg"

# A name with a group is shown on its screens, the plain one on the others; the caption comes along.
media put "$centre" hall "$pictures/plain.png" --zh 和平社区大厅 --en 'The hall' >"$work/said" || fail "$(cat "$work/stderr")"
grep -q '^media hall: 106 bytes, all screens' "$work/said" || fail "$(cat "$work/said")"
media put "$centre" hall "$pictures/turned-6.jpg" --group lobby >/dev/null
media put "$centre" harvest-1 "$pictures/lossy.webp" >/dev/null
media put "$centre" harvest-2 "$pictures/turned-3.jpg" >/dev/null
publish
own=(--layout "$work/own/photos.layout")
show a "${own[@]}" --screen photo
shows "$pictures/plain.png" "the picture for all"
grep -q '"和平社区大厅"' "$work/now.txt" || fail "no caption: $(cat "$work/now.txt")"
cmp "$work/a/media/$(hash_of "$pictures/plain.png")" "$pictures/plain.png" || fail "the file beside the cache is another one"
show a "${own[@]}" --screen photo --language en
grep -q '"The hall"' "$work/now.txt" || fail "no English caption"
show lobby "${own[@]}" --screen photo --group lobby
shows "$pictures/turned-6.jpg" "the group's own"
[ "$(ls "$work/a/media" | wc -l)" = 4 ] || fail "$(ls "$work/a/media")"

# The slideshow goes through all of them by the time of day: 10 s each; the third is the file beside the layout. The last part of each
# fades into the next.
for second in 00 10; do
	show a "${own[@]}" --screen show --at "2018-10-25T09:30:${second}+08:00"
	grep '^picture' "$work/now.txt" | head -n 1 >"$work/first.$second"
done
show a "${own[@]}" --screen show --at 2018-10-25T09:30:20+08:00
cat "$work"/first.* <(grep '^picture' "$work/now.txt" | head -n 1) >"$work/turns"
for file in "$pictures/lossy.webp" "$pictures/turned-3.jpg"; do
	grep -q "$(hash_of "$file")" "$work/turns" || fail "the slideshow left one out: $(cat "$work/turns")"
done
grep -q 'own/beside.jpg' "$work/turns" || fail "the file beside the layout is not shown: $(cat "$work/turns")"
[ "$(sort -u "$work/turns" | wc -l)" = 3 ] || fail "not one after the other: $(cat "$work/turns")"

# A file that is lost is written again from the cache.
rm "$work/a/media/$(hash_of "$pictures/plain.png")"
show a "${own[@]}" --screen photo
cmp -s "$work/a/media/$(hash_of "$pictures/plain.png")" "$pictures/plain.png" || fail "a lost file is not written again"

# What is wrong is said with its place, by --check too; the board shows a stand-in.
printf '[hallboard]\nplaylist = photo 20s\n\n[photo.box]\nwidget  = picture\npicture = nowhere\nat      = 60 60 1800 900 px\n' >"$work/own/missing.layout"
board a --feed "$out" --layout "$work/own/missing.layout" --check >"$work/check" 2>&1 && fail "a missing picture is no fault"
grep -q 'missing.layout:6: found picture "nowhere"' "$work/check" || fail "$(cat "$work/check")"
cp "$pictures/cut.webp" "$work/own/cut.webp"
sed 's/nowhere/cut.webp/' "$work/own/missing.layout" >"$work/own/broken.layout"
board a --feed "$out" --layout "$work/own/broken.layout" --check >"$work/check" 2>&1 && fail "a broken picture is no fault"
grep -q 'broken.layout:5: found a picture in .*cut.webp that cannot be shown' "$work/check" || fail "$(cat "$work/check")"
board a --feed "$out" --layout "$work/own/broken.layout" --screen photo --log --picture "$work/stand-in.png" 2>"$work/log"
grep -q 'cut.webp cannot be shown' "$work/log" || fail "the log does not say so: $(cat "$work/log")"
sed 's|nowhere|../own/beside.jpg|' "$work/own/missing.layout" >"$work/own/above.layout"
board a --feed "$out" --layout "$work/own/above.layout" --check >"$work/check" 2>&1 && fail "a file above the layout is shown"

# Removed: it leaves the screens, the folder and, with nothing left to show, the playlist.
for name in hall harvest-1 harvest-2; do media remove "$centre" $name >/dev/null || fail "$(cat "$work/stderr")"; done
media remove "$centre" hall --group lobby >/dev/null
media remove "$centre" hall >/dev/null && fail "removed what was not there"
publish
show a "${own[@]}"
grep -q 'the board photo has no data' "$work/log" || fail "an empty board is not left out: $(cat "$work/log")"
grep -q 'own/beside.jpg' "$work/now.txt" || fail "the board that has a picture is not shown: $(head -3 "$work/now.txt")"
[ -z "$(ls "$work/a/media")" ] || fail "removed pictures stay on disk: $(ls "$work/a/media")"

# What is refused: no picture, too large, numbers of a person, a bad name, one more than the quota.
refuses() { # WORDS COMMAND...
	local words=$1
	shift
	: >"$work/stderr"
	media "$@" >/dev/null && fail "$* was taken"
	grep -q "$words" "$work/stderr" || fail "$*: $(cat "$work/stderr")"
}
refuses 'found no such picture' put "$centre" x "$0"
head -c 4194305 /dev/zero >"$work/large.png"
refuses 'at most 4194304 bytes' put "$centre" x "$work/large.png"
refuses 'a number of a person' put "$centre" x "$pictures/plain.png" --zh 13912345678
refuses 'a caption without --zh' put "$centre" x "$pictures/plain.png" --en Hall
refuses 'a name of a-z' put "$centre" ../x "$pictures/plain.png"
{ cat "$pictures/plain.png"; head -c 4100000 /dev/zero; } >"$work/heavy.png"
for i in 1 2 3 4 5 6 7 8; do media put "$centre" heavy-$i "$work/heavy.png" >/dev/null || fail "$(cat "$work/stderr")"; done
refuses 'at most 33554432 in all' put "$centre" heavy-9 "$work/heavy.png"
media put "$centre" heavy-8 "$work/heavy.png" >/dev/null || fail "in place of itself: $(cat "$work/stderr")"
media list "$centre" | tail -n 1 | grep -q '^8 of 60 pictures, 32800848 of 33554432 bytes' || fail "$(media list "$centre")"
echo "pictures by name, group and in turn; lost, broken, refused and removed ones"
