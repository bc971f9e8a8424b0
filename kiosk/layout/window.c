#include "feed/base/arena.h"
#include "kiosk/layout/layout_read.h"

/*
 * When a playlist runs. All times are those of the hall's clocks: one that never comes (spring) is the first valid one after it, one
 * that comes twice (autumn) is its first coming. Windows are half open and belong to the day that they start on.
 */

enum { MINUTES_A_DAY = 24 * 60, PRIORITY_MAX = 100, DATES_MAX = 100 };

#define DAY_MS INT64_C(86400000)
#define WHEN_EXPECTED                                                                                                                    \
	"DAYS HH:MM-HH:MM such as mon-fri 18:00-22:00, sat,sun 22:00-02:00, daily 08:00-12:00 or 2026-10-01..2026-10-07 08:00-20:00"

static const char *const weekday_names[] = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};

static int weekday_find(struct str name)
{
	for (int day = 0; day < 7; day++)
		if (str_equal(name, str_from(weekday_names[day])))
			return day;
	return -1;
}

/* "mon-fri", "sat", "daily" */
static unsigned weekdays_of(struct str text)
{
	size_t dash = str_find(text, STR("-"));
	int from = weekday_find(str_part(text, 0, dash));
	int to = dash == text.length ? from : weekday_find(str_part(text, dash + 1, text.length));
	unsigned days = 0;

	if (str_equal(text, STR("daily")))
		return 0x7f;
	if (from < 0 || to < 0)
		return 0;
	for (int day = from;; day = (day + 1) % 7) {
		days |= 1u << day;
		if (day == to)
			return days;
	}
}

bool layout_minute(struct str text, int *minute)
{
	int64_t hours, minutes;

	if (text.length != 5 || text.bytes[2] != ':' || !str_integer(str_part(text, 0, 2), &hours) ||
	    !str_integer(str_part(text, 3, 2), &minutes) || hours < 0 || minutes < 0 || minutes > 59)
		return false;
	*minute = (int)(hours * 60 + minutes);
	return *minute <= MINUTES_A_DAY;
}

bool layout_weekdays(struct str text, unsigned *weekdays)
{
	struct str piece;

	*weekdays = 0;
	while (str_next(&text, ',', &piece)) {
		unsigned days = weekdays_of(str_trim(piece));

		if (days == 0)
			return false;
		*weekdays |= days;
	}
	return true;
}

/* "2026-10-01"; not as civil_parse does it, for a date is the same in every time zone. */
static bool day_of(struct str text, int64_t *day)
{
	int64_t year, month, date;
	struct civil back;

	if (text.length != 10 || text.bytes[4] != '-' || text.bytes[7] != '-' || !str_integer(str_part(text, 0, 4), &year) ||
	    !str_integer(str_part(text, 5, 2), &month) || !str_integer(str_part(text, 8, 2), &date) || year < 1 || month < 1 ||
	    month > 12 || date < 1 || date > 31)
		return false;
	*day = civil_day_number((int)year, (int)month, (int)date);
	back = civil_utc(*day * DAY_MS);
	return back.month == month && back.day == date;
}

/* "2026-10-01..2026-10-07", "2026-12-31" */
static bool dates_of(struct str text, struct layout_dates *dates)
{
	size_t dots = str_find(text, STR(".."));

	if (!day_of(str_part(text, 0, dots), &dates->from_day))
		return false;
	dates->to_day = dates->from_day;
	return dots == text.length || (day_of(str_part(text, dots + 2, text.length), &dates->to_day) && dates->to_day >= dates->from_day);
}

static bool read_dates(struct arena *arena, struct str text, struct layout_schedule *schedule)
{
	struct str piece;

	schedule->dates = arena_array(arena, struct layout_dates, DATES_MAX);
	while (str_next(&text, ',', &piece))
		if (schedule->date_count == DATES_MAX || !dates_of(piece, &schedule->dates[schedule->date_count++]))
			return false;
	return true;
}

static bool read_hours(struct str text, struct layout_schedule *schedule)
{
	size_t dash = str_find(text, STR("-"));

	return layout_minute(str_part(text, 0, dash), &schedule->from_minute) &&
	       layout_minute(str_part(text, dash + 1, text.length), &schedule->to_minute);
}

static bool is_dates(struct str word)
{
	return word.bytes[0] >= '0' && word.bytes[0] <= '9';
}

/* Weekdays, dates, both or neither, then hours. */
static bool read_when(struct layout_reader *reader, struct str text, struct layout_schedule *schedule)
{
	struct str word, hours = STR("");

	while (str_next(&text, ' ', &word)) {
		if (word.length == 0)
			continue;
		if (hours.length)
			return false;
		if (is_dates(word) && str_find(word, STR(":")) < word.length)
			hours = word;
		else if (is_dates(word) ? schedule->date_count || !read_dates(reader->arena, word, schedule)
					: schedule->weekdays || !layout_weekdays(word, &schedule->weekdays))
			return false;
	}
	if (schedule->weekdays == 0)
		schedule->weekdays = 0x7f;
	return read_hours(hours, schedule);
}

static bool read_day_types(struct str text, unsigned *types)
{
	static const struct {
		struct str name;
		unsigned type;
	} known[] = {{{"workday", 7}, LAYOUT_WORKDAY}, {{"weekend", 7}, LAYOUT_WEEKEND}, {{"holiday", 7}, LAYOUT_HOLIDAY},
		{{"makeup", 6}, LAYOUT_MAKEUP}};
	struct str piece;

	while (str_next(&text, ',', &piece)) {
		unsigned type = 0;

		for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
			if (str_equal(known[i].name, str_trim(piece)))
				type = known[i].type;
		if (type == 0)
			return false;
		*types |= type;
	}
	return *types != 0;
}

bool layout_read_window(struct layout_reader *reader, const struct ini_entry *entry, struct layout_schedule *schedule)
{
	int64_t priority = 0;

	if (str_equal(entry->key, STR("when"))) {
		if (!read_when(reader, entry->value, schedule)) {
			schedule->weekdays = 0;
			layout_refuse(reader, entry, WHEN_EXPECTED);
		}
	} else if (str_equal(entry->key, STR("days"))) {
		if (!read_day_types(entry->value, &schedule->day_types))
			layout_refuse(reader, entry, "workday, weekend, holiday, makeup, or some of them with commas");
	} else if (str_equal(entry->key, STR("priority"))) {
		if (!str_integer(entry->value, &priority) || priority < 0 || priority > PRIORITY_MAX)
			layout_refuse(reader, entry, "a whole number from 0 to 100; the highest wins");
		schedule->priority = (int)priority;
	} else {
		return false;
	}
	return true;
}

unsigned layout_day_type(const struct layout_calendar *calendar, int64_t day)
{
	int weekday = civil_utc(day * DAY_MS).weekday;
	size_t low = 0, high = calendar ? calendar->count : 0;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (calendar->days[middle].day == day)
			return calendar->days[middle].type;
		if (calendar->days[middle].day < day)
			low = middle + 1;
		else
			high = middle;
	}
	return weekday == 0 || weekday == 6 ? LAYOUT_WEEKEND : LAYOUT_WORKDAY;
}

static bool is_on_day(const struct layout_schedule *schedule, const struct layout_calendar *calendar, int64_t day)
{
	bool dated = schedule->date_count == 0;

	for (size_t i = 0; i < schedule->date_count; i++)
		dated = dated || (day >= schedule->dates[i].from_day && day <= schedule->dates[i].to_day);
	return dated && (schedule->weekdays >> civil_utc(day * DAY_MS).weekday & 1) &&
	       (schedule->day_types == 0 || (schedule->day_types & layout_day_type(calendar, day)));
}

static int64_t time_of(int64_t day, int minute)
{
	return civil_from_local(civil_utc(day * DAY_MS + minute * INT64_C(60000)));
}

static int64_t earlier(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* One window, if the schedule has one on this day: whether it is now, and when it next begins or ends. */
static void look_at(struct layout_window *window, const struct layout_schedule *schedule, const struct layout_calendar *calendar,
	int64_t day, int64_t now_ms)
{
	bool wins = !window->schedule || schedule->priority > window->schedule->priority;
	int64_t from_ms, to_ms;

	if (!is_on_day(schedule, calendar, day))
		return;
	from_ms = time_of(day, schedule->from_minute);
	to_ms = time_of(schedule->to_minute <= schedule->from_minute ? day + 1 : day, schedule->to_minute);
	if (from_ms > now_ms)
		window->until_ms = earlier(window->until_ms, from_ms);
	if (to_ms <= now_ms || from_ms > now_ms)
		return;
	window->until_ms = earlier(window->until_ms, to_ms);
	if (wins) {
		window->schedule = schedule;
		window->since_ms = from_ms;
	}
}

struct layout_window layout_window_at(const struct layout *layout, const struct layout_calendar *calendar, int64_t now_ms)
{
	struct layout_window window = {.until_ms = INT64_MAX};
	struct civil local;
	int64_t today;

	if (layout->schedule_count == 0)
		return window;
	local = civil_local(now_ms);
	today = civil_day_number(local.year, local.month, local.day);
	window.until_ms = time_of(today + 1, 0); /* tomorrow there may be others */
	for (size_t i = 0; i < layout->schedule_count; i++)
		for (int64_t day = today - 1; day <= today; day++)
			look_at(&window, &layout->schedules[i], calendar, day, now_ms);
	return window;
}
