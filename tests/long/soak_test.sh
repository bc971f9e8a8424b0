#!/usr/bin/env bash
# Page changes in one process, one after the other: it takes no more memory at the end than it took soon after the start.
#     SOAK_CHANGES=10000 tests/long/soak_test.sh
. "$(dirname "$0")/../support/centre.sh"
[ -x build/soak ] || { echo "no soak test: build/soak is not built (make build/soak)"; exit 77; }
centre=$work/centre
make_demo "$centre"
"$hallfeed" publish "$centre" "$work/feed" >/dev/null
sed '0,/^playlist = .*/s//playlist = coverage 5s, teams 5s, ranking 5s, headline 5s/' layouts/hall.layout >"$work/four.layout"
board soak --feed "$work/feed" --text /dev/null # fills the cache

SOAK_CHANGES=${SOAK_CHANGES:-400} build/soak --state "$work/soak" --key "$centre/keys/centre.pub" --area "$hall" --feed "$work/feed" \
	--layout "$work/four.layout" | tee "$work/soak.txt"
value() { sed -n "s/^soak $1 \([0-9]*\).*/\1/p" "$work/soak.txt"; }
held=$(($(value held_at_end) - $(value held_warm))) own=$(($(value own_at_end) - $(value own_warm)))
# the cache may still be filling where there are few
[ "$held" -le 4096 ] || fail "the heap holds $held KiB more at the end"
[ "$own" -le 4096 ] || fail "the process takes $own KiB more at the end"
echo "$(value changes) page changes: $held KiB more on the heap, $own KiB more of memory of its own"
