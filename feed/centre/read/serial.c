#include "feed/centre/read/serial.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/civil.h"

enum { DAY_S = 24 * 60 * 60, LEAP_DAY_THAT_NEVER_WAS = 60 };

static const double SERIAL_MAX = 2958466; /* the first day of the year 10000 */
static const double WHOLE_MAX = 1e15;

bool serial_format_is_date(int number)
{
	return (number >= 14 && number <= 22) || (number >= 27 && number <= 36) || (number >= 45 && number <= 47) ||
	       (number >= 50 && number <= 58);
}

/* Past a text in quotes, one in brackets or a character after a backslash; else one on. */
static size_t skip(struct str format, size_t at)
{
	char close = format.bytes[at] == '"' ? '"' : format.bytes[at] == '[' ? ']' : '\0';

	if (format.bytes[at] == '\\' || format.bytes[at] == '_' || format.bytes[at] == '*')
		return at + 2;
	if (!close)
		return at + 1;
	for (at++; at < format.length && format.bytes[at] != close; at++)
		;
	return at + 1;
}

bool serial_text_is_date(struct str format)
{
	if (str_equal(format, STR("General")))
		return false;
	for (size_t at = 0; at < format.length; at = skip(format, at)) {
		struct str rest = str_part(format, at, format.length);

		if (format.bytes[at] == ';')
			return false; /* what follows is of negative numbers */
		if (str_starts(rest, STR("[h")) || str_starts(rest, STR("[m")) || str_starts(rest, STR("[s")))
			return true;
		if (strchr("ymdhsYMDHS", format.bytes[at]))
			return true;
	}
	return false;
}

struct str serial_text(struct arena *arena, double serial, bool from_1904)
{
	int64_t days, seconds;
	struct civil at;

	if (!(serial >= 0 && serial < SERIAL_MAX))
		return STR("");
	days = (int64_t)floor(serial);
	seconds = llround((serial - (double)days) * DAY_S);
	days += seconds / DAY_S;
	seconds %= DAY_S;
	if (days == 0 && !from_1904)
		return str_format(arena, seconds % 60 ? "%02d:%02d:%02d" : "%02d:%02d", (int)(seconds / 3600),
			(int)(seconds / 60 % 60), (int)(seconds % 60));
	days += from_1904 ? civil_day_number(1904, 1, 1) : civil_day_number(1899, 12, days < LEAP_DAY_THAT_NEVER_WAS ? 31 : 30);
	at = civil_utc((days * DAY_S + seconds) * 1000);
	if (seconds == 0)
		return str_format(arena, "%04d-%02d-%02d", at.year, at.month, at.day);
	return str_format(arena, seconds % 60 ? "%04d-%02d-%02d %02d:%02d:%02d" : "%04d-%02d-%02d %02d:%02d", at.year, at.month,
		at.day, at.hour, at.minute, at.second);
}

struct str serial_number(struct arena *arena, double value)
{
	if (fabs(value) < WHOLE_MAX && value == floor(value))
		return str_format(arena, "%.0f", value == 0 ? 0 : value);
	return str_format(arena, "%.15g", value);
}
