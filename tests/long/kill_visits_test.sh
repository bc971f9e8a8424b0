#!/usr/bin/env bash
# kill -9 of a screen while residents rate, and of the centre while it takes ratings: nothing is lost and nothing counts twice.
#     KILLS=500 SEED=1 tests/long/kill_visits_test.sh
. "$(dirname "$0")/../support/centre.sh"
. "$top/tests/support/window.sh"
kills=${KILLS:-8} seed=${SEED:-1}
centre=$work/centre
make_demo "$centre"
screen=("$hallboard" --key "$centre/keys/centre.pub" --area "$hall" --layout layouts/touch.layout --service haircut --size 320x180)
"${screen[@]}" --feed "$centre/feed" --state "$work/first" --text "$work/welcome.txt"
language=$(place "language zh" "$work/welcome.txt")
printf '1000 tap %s\n' "$language" >"$work/script"
"${screen[@]}" --feed "$centre/feed" --state "$work/first" --script "$work/script" --text "$work/rate.txt"
level=$(place "level 4" "$work/rate.txt")
mkdir "$work/kills"
for visit in $(seq 10); do
	printf '%d tap %s\n%d tap %s\n%d picture %s\n' $((visit * 20000 + 1000)) "$language" $((visit * 20000 + 3000)) "$level" \
		$((visit * 20000 + 3500)) "$work/kills/thanks$visit.png"
done >"$work/kills/visits"
echo '1000 wait' >"$work/kills/wait"
said=$(python3 tests/support/kill_visits.py "$work/kills" "$kills" "$seed" "$centre" "$hallfeed" "${screen[@]}" 2>&1) ||
	fail "$said; again: KILLS=$kills SEED=$seed tests/long/kill_visits_test.sh"
echo "$said"
