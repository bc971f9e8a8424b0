#!/usr/bin/env bash
# The same visits in four languages leave the same behind: on disk, on the wire, in words.
#     VISITS=50 tests/long/four_languages_test.sh
. "$(dirname "$0")/../support/centre.sh"
visits=${VISITS:-10}
plain=$top/build/hallboard
[ -x "$plain" ] || { echo "no plain build/hallboard here"; exit 77; }
centre=$work/centre
make_demo "$centre"
mkdir "$work/languages"
said=$(python3 tests/support/four_languages.py "$work/languages" "$visits" "$centre" "$hallfeed" "$at" "$plain" --key "$centre/keys/centre.pub" \
	--area "$hall" --layout layouts/touch.layout --service haircut --size 384x216 2>&1) || fail "$said"
echo "$said"
