#!/usr/bin/env bash
# The picture of the folders stays true: includes run only along these arrows, and no two folders lean on each other.
set -u
cd "$(dirname "$0")/.."
faults=0

# FOLDER: the folders that it may include from
rules='
feed/base:
feed/model: feed/base
feed/wire: feed/base feed/model
feed/sync: feed/base feed/model feed/wire
feed: feed/centre feed/centre/gate feed/centre/source
feed/centre/source: feed/base feed/model feed/wire feed/centre/read feed/centre feed/centre/gate
feed/centre/read: feed/base
feed/centre/gate: feed/base feed/model feed/wire feed/centre/read feed/centre
feed/centre: feed/base feed/model feed/wire feed/centre/read
kiosk/draw: feed/base
kiosk/text: feed/base feed/model kiosk/draw
kiosk/layout: feed/base feed/model kiosk/draw
kiosk/visit: feed/base feed/model
kiosk/widget: feed/base feed/model kiosk/pixels kiosk/draw kiosk/text kiosk/layout kiosk/visit
kiosk/screen: feed/base feed/model kiosk/pixels kiosk/draw kiosk/text kiosk/layout kiosk/visit kiosk/widget
kiosk/pixels: feed/base kiosk/draw
kiosk/paint: feed/base feed/model kiosk/draw kiosk/text kiosk/pixels
kiosk/glass: feed/base kiosk/draw kiosk/pixels
kiosk: feed/base feed/model feed/wire feed/sync kiosk/draw kiosk/text kiosk/layout kiosk/visit kiosk/widget kiosk/screen kiosk/pixels kiosk/paint kiosk/glass
'

declare -A may # no process for each of some thousand includes
while IFS=: read -r from to; do [ -z "$from" ] || may[$from]=" $from$to "; done <<<"$rules"

while IFS= read -r hit; do
	file=${hit%%:*} rest=${hit#*:} line=${hit#*:}
	line=${line%%:*} include=${rest#*\"} include=${include%%\"*}
	from=${file%/*} to=${include%/*}
	if [[ ${may[$from]:-} != *" $to "* ]]; then
		echo "$file:$line: found an include of $include, expected only:${may[$from]:- nothing}"
		faults=$((faults + 1))
	fi
done < <(grep -n '^#include "' -r feed kiosk --include='*.c' --include='*.h')

# Only the glass and the painter know SDL; only transport_http.c, the fetch of sources and the gateway of messages know curl.
while IFS= read -r hit; do
	echo "$hit: found SDL outside kiosk/glass and kiosk/paint"
	faults=$((faults + 1))
done < <(grep -ln '^#include <SDL' -r feed kiosk | grep -v -E '^kiosk/(glass|paint)/')
while IFS= read -r hit; do
	echo "$hit: found curl outside feed/sync/transport_http.c, feed/centre/source/fetch.c and feed/centre/gateway_post.c"
	faults=$((faults + 1))
done < <(grep -ln '^#include <curl' -r feed kiosk | grep -v -E '^feed/(sync/transport_http|centre/source/fetch.c|centre/gateway_post.c)')

checked=$(grep -c '' < <(grep '^#include "' -r feed kiosk --include='*.c' --include='*.h'))
echo "$checked includes read, $faults faults"
[ "$checked" -gt 50 ] && [ "$faults" = 0 ]
