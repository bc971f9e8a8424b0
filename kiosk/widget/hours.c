#include "kiosk/widget/hours.h"

#include "feed/base/civil.h"
#include "kiosk/layout/layout.h"

enum { MINUTES_A_DAY = 24 * 60, DAYS_AHEAD = 9 };

#define EVERY_DAY 0x7fu

bool hours_parse(struct str days, struct str opens, struct str closes, struct hours *hours)
{
	*hours = (struct hours){.weekdays = EVERY_DAY};
	return (days.length == 0 || layout_weekdays(days, &hours->weekdays)) && layout_minute(opens, &hours->opens_minute) &&
	       layout_minute(closes, &hours->closes_minute) && hours->opens_minute < MINUTES_A_DAY;
}

/* So many minutes after the midnight that begins a day some days from today. */
static int64_t at_minute(struct civil today, int days, int minute)
{
	struct civil at = {.year = today.year, .month = today.month, .day = today.day, .hour = 12};

	/* Noon plus whole days stays in the wanted day, also where clocks are changed. */
	at = civil_local(civil_from_local(at) + (int64_t)days * MINUTES_A_DAY * 60000);
	at.hour = minute / 60;
	at.minute = minute % 60;
	at.second = 0;
	return civil_from_local(at);
}

static int64_t closes_at(const struct hours *hours, struct civil today, int day)
{
	bool overnight = hours->closes_minute <= hours->opens_minute;

	if (hours->closes_minute == MINUTES_A_DAY)
		return at_minute(today, day + 1, 0);
	return at_minute(today, overnight ? day + 1 : day, hours->closes_minute);
}

/* Hours that meet at midnight are one: what closes at 24:00 and opens at 00:00 stays open. */
struct hours_now hours_at(const struct hours *hours, int64_t now_ms)
{
	struct civil today = civil_local(now_ms);
	struct hours_now state = {.until_ms = INT64_MAX};

	for (int day = -1; day < DAYS_AHEAD; day++) {
		int64_t from, until;

		if (!(hours->weekdays >> (today.weekday + day + 7) % 7 & 1))
			continue;
		from = at_minute(today, day, hours->opens_minute);
		until = closes_at(hours, today, day);
		if (until <= now_ms || until <= from)
			continue;
		if (state.open && from > state.until_ms)
			break;
		if (!state.open && from > now_ms)
			return (struct hours_now){.until_ms = from, .changes_ms = from};
		state = (struct hours_now){.open = true, .until_ms = until, .changes_ms = until};
	}
	if (state.open && state.until_ms > at_minute(today, DAYS_AHEAD - 1, 0))
		state.changes_ms = 0; /* round the clock; looked at again when that day comes */
	return state;
}
