#!/usr/bin/env bash
# A thousand slow clients, three times.
for _ in 1 2 3; do
	SLOW_CLIENTS=999 HALLFEED=${HALLFEED:-build/hallfeed} "$(dirname "$0")/../slow_clients_test.sh" || exit
done
