#!/usr/bin/env bash
# A disk that fails at any call: nobody is thanked for what is not kept, and nothing crashes.
#     POINTS=1000 SEED=1 tests/long/bad_disk_test.sh
. "$(dirname "$0")/../support/centre.sh"
. "$top/tests/support/window.sh"
points=${POINTS:-6} seed=${SEED:-1}
command -v strace >/dev/null || { echo "no strace here"; exit 77; }
plain=$top/build/hallboard
[ -x "$plain" ] || { echo "no plain build/hallboard here: LeakSanitizer dies under strace"; exit 77; }
centre=$work/centre
make_demo "$centre"
screen=("$plain" --key "$centre/keys/centre.pub" --feed "$centre/feed" --area "$hall" --at "$at" --layout layouts/touch.layout
	--service haircut --size 320x180)
mkdir "$work/disk"
"${screen[@]}" --state "$work/first" --text "$work/welcome.txt"
language=$(place "language zh" "$work/welcome.txt")
printf '1000 tap %s\n' "$language" >"$work/script"
"${screen[@]}" --state "$work/first" --script "$work/script" --text "$work/rate.txt"
level=$(place "level 4" "$work/rate.txt")
for visit in 0 1; do
	printf '%d tap %s\n%d tap %s\n%d picture %s\n%d picture %s\n' $((visit * 60000 + 1000)) "$language" $((visit * 60000 + 3000)) "$level" \
		$((visit * 60000 + 3500)) "$work/disk/thanks$visit.png" $((visit * 60000 + 30000)) "$work/disk/after$visit.png"
done >"$work/disk/visits"
said=$(python3 tests/support/bad_disk.py "$work/disk" "$points" "$seed" "${screen[@]}") ||
	fail "$said; again: POINTS=$points SEED=$seed tests/long/bad_disk_test.sh"
echo "$said"
