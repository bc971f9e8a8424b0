#include "feed/base/arena.h"
#include "kiosk/layout/layout_read.h"

/* Playlists and when they run. */

enum { DWELL_S_MIN = 3, DWELL_S_MAX = 3600, MINUTES_A_DAY = 24 * 60 };

static const char *const weekday_names[] = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};

static const char *known_screens(struct layout_reader *reader)
{
	struct str names = STR("SCREEN SECONDSs with SCREEN one of");

	for (size_t i = 0; i < reader->layout->screen_count; i++)
		names = str_format(reader->arena, STR_FMT "%s" STR_FMT, STR_ARG(names), i ? ", " : " ",
			STR_ARG(reader->layout->screens[i].name));
	return str_format(reader->arena, STR_FMT " and 3 to 3600 seconds", STR_ARG(names)).bytes;
}

static bool read_item(struct layout_reader *reader, struct str text, struct layout_item *item)
{
	size_t space = str_find(text, STR(" "));
	struct str name = str_part(text, 0, space), dwell = str_trim(str_part(text, space, text.length));
	const struct layout_screen *screen = layout_find(reader->layout, name);
	int64_t seconds = 20;

	if (dwell.length && (!str_ends(dwell, STR("s")) || !str_integer(str_part(dwell, 0, dwell.length - 1), &seconds)))
		return false;
	if (!screen || seconds < DWELL_S_MIN || seconds > DWELL_S_MAX)
		return false;
	*item = (struct layout_item){.screen = (size_t)(screen - reader->layout->screens), .dwell_s = (int)seconds};
	return true;
}

void layout_read_playlist(struct layout_reader *reader, const struct ini_entry *entry, struct layout_playlist *playlist)
{
	struct str rest = entry->value, piece;

	playlist->items = arena_array(reader->arena, struct layout_item, LAYOUT_ITEMS_MAX);
	playlist->count = 0;
	while (str_next(&rest, ',', &piece)) {
		if (playlist->count == LAYOUT_ITEMS_MAX ||
		    !read_item(reader, str_trim(piece), &playlist->items[playlist->count])) {
			struct ini_entry place = *entry;

			place.value = str_trim(piece);
			place.value_column += (int)(place.value.bytes - entry->value.bytes);
			layout_refuse(reader, &place, known_screens(reader));
			return;
		}
		playlist->count++;
	}
}

static int weekday_find(struct str name)
{
	for (int day = 0; day < 7; day++)
		if (str_equal(name, str_from(weekday_names[day])))
			return day;
	return -1;
}

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

void layout_read_when(struct layout_reader *reader, const struct ini_entry *entry, struct layout_schedule *schedule)
{
	size_t space = str_find(entry->value, STR(" "));
	struct str hours = str_trim(str_part(entry->value, space, entry->value.length));
	size_t dash = str_find(hours, STR("-"));

	if (!layout_weekdays(str_part(entry->value, 0, space), &schedule->weekdays) ||
	    !layout_minute(str_part(hours, 0, dash), &schedule->from_minute) ||
	    !layout_minute(str_part(hours, dash + 1, hours.length), &schedule->to_minute)) {
		schedule->weekdays = 0;
		layout_refuse(reader, entry, "DAYS HH:MM-HH:MM such as mon-fri 18:00-22:00, sat,sun 22:00-02:00 or daily 08:00-12:00");
	}
}

static bool on_day(const struct layout_schedule *schedule, int weekday)
{
	return schedule->weekdays >> weekday & 1;
}

/* [from, to); a window over midnight belongs to the day that it starts on. */
static bool is_on(const struct layout_schedule *schedule, struct civil local)
{
	int minute = local.hour * 60 + local.minute;
	int yesterday = (local.weekday + 6) % 7;

	if (schedule->from_minute < schedule->to_minute)
		return on_day(schedule, local.weekday) && minute >= schedule->from_minute && minute < schedule->to_minute;
	return (on_day(schedule, local.weekday) && minute >= schedule->from_minute) ||
	       (on_day(schedule, yesterday) && minute < schedule->to_minute);
}

static const struct layout_playlist *playlist_at(const struct layout *layout, struct civil local)
{
	for (size_t i = 0; i < layout->schedule_count; i++)
		if (is_on(&layout->schedules[i], local))
			return &layout->schedules[i].playlist;
	return &layout->playlist;
}

static int64_t length_ms(const struct layout_playlist *playlist)
{
	int64_t total = 0;

	for (size_t i = 0; i < playlist->count; i++)
		total += playlist->items[i].dwell_s * INT64_C(1000);
	return total;
}

struct layout_now layout_now(const struct layout *layout, int64_t start_ms, int64_t now_ms, struct civil local)
{
	const struct layout_playlist *playlist = playlist_at(layout, local);
	int64_t total = length_ms(playlist), since, elapsed;

	if (playlist->count == 0) /* no list: the first screen stays */
		return (struct layout_now){.since_ms = start_ms, .until_ms = INT64_MAX, .count = 1};
	elapsed = now_ms > start_ms ? now_ms - start_ms : 0;
	since = now_ms - elapsed % total;
	for (size_t i = 0;; i++) {
		int64_t until = since + playlist->items[i].dwell_s * INT64_C(1000);

		if (now_ms < until || i + 1 == playlist->count)
			return (struct layout_now){
				.screen = playlist->items[i].screen,
				.since_ms = since,
				.until_ms = until,
				.round = elapsed / total,
				.position = i,
				.count = playlist->count,
			};
		since = until;
	}
}
