#!/usr/bin/env bash
# Every fuzz target over its golden files and 2,000 seeded damages of each (FUZZ_RUNS: how many; arguments: only these targets); libFuzzer
# is for long runs:
#     tests/fuzz_replay_test.sh long NAME SECONDS      (clang, one target, keeps what it found in build/fuzz)
set -eu
cd "$(dirname "$0")/.."
mkdir -p build/fuzz

# What a target starts from; a target without a line here brings tests/fuzz/NAME/*.
starts() {
	case $1 in
	head | table | map | survey | areas) echo "tests/golden/wire/$1.json" ;;
	alert) echo tests/golden/wire/alerts.json tests/golden/wire/seen.json tests/golden/wire/root.json ;;
	rating) echo tests/golden/wire/ratings.json tests/golden/wire/answer.json ;;
	ini) echo tests/golden/base/ini.conf ;;
	*) echo "tests/fuzz/$1/"* ;;
	esac
}

flags=(-std=c11 -D_GNU_SOURCE -I. -O1 -g -fno-omit-frame-pointer -fno-sanitize-recover=all)

if [ "${1:-}" = long ]; then
	mkdir -p "build/fuzz/$2.corpus"
	# shellcheck disable=SC2046
	cp $(starts "$2") "build/fuzz/$2.corpus/"
	clang "${flags[@]}" -fsanitize=fuzzer,address,undefined -o "build/fuzz/$2" "tests/fuzz/$2_fuzz.c" feed/base/*.c \
		feed/model/*.c feed/wire/*.c kiosk/layout/*.c kiosk/draw/geometry.c feed/centre/read/*.c feed/centre/http_scan.c -ljansson -lsodium -lzip -lexpat -lfreexl -lm
	exec "build/fuzz/$2" -seed=1 -max_total_time="${3:-60}" -artifact_prefix="build/fuzz/$2-" "build/fuzz/$2.corpus"
fi

for target in tests/fuzz/*_fuzz.c; do
	name=$(basename "$target" _fuzz.c)
	[ $# = 0 ] || [[ " $* " == *" $name "* ]] || continue
	${CC:-gcc} "${flags[@]}" -fsanitize=address,undefined -o "build/fuzz/$name-replay" "$target" tests/fuzz/replay.c \
		build/asan/libproduct.a -ljansson -lsodium -lzip -lexpat -lfreexl -lsqlite3 -lm -pthread
	runs=${FUZZ_RUNS:-2000}
	[ "$name" != xls ] || runs=$((runs / 20)) # each is a process of its own
	# shellcheck disable=SC2046
	echo "$name: $("build/fuzz/$name-replay" 20181025 "$runs" $(starts "$name"))"
done
