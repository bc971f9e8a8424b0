#!/bin/sh
# A reader reads the code on a whole screen, in both kinds of theme, mirrored, upright and on a small screen.
set -eu
hallboard=${HALLBOARD:-build/asan/hallboard}
hallfeed=${HALLFEED:-build/asan/hallfeed}
at=2018-10-25T09:30:00+08:00
work=$(mktemp -d /tmp/hallboard-qr-XXXXXX)
trap 'rm -rf "$work"' EXIT
"$hallfeed" demo "$work/centre" --at $at >/dev/null

reads() {
	"$hallboard" --feed "$work/centre/feed" --key "$work/centre/keys/centre.pub" --state "$work/state" --area 652301001001 --at $at \
		--screen greeting --language "$1" --theme "$2" --size "$3" --picture "$work/a.png"
	said=$(zbarimg -q --raw "$work/a.png" 2>/dev/null) || said=nothing
	[ "$said" = https://example.org/hall/652301001001 ] || { echo "$1 $2 $3: read $said" >&2; exit 1; }
}

reads zh night 1920x1080
reads ug civic 1080x1920
reads en contrast 960x540
