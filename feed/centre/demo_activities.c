#include "feed/centre/demo_job.h"

#include "feed/base/arena.h"
#include "feed/centre/demo_sheet.h"

/* What goes on in the halls: the week of the demo's own hall, and in the others a part of it today. */

enum { DAYS = 7, HALLS_EACH = 3, MINUTE_MS = 60 * 1000, HOUR_MS = 3600 * 1000 };

enum { ACT_DAYS, ACT_FROM, ACT_UNTIL, ACT_ROOM, ACT_TITLE = ACT_ROOM + LANGUAGE_COUNT };

static const char header[] = "days,from,until,room_zh,room_ug,room_kk,room_en,title_zh,title_ug,title_kk,title_en";

/* "mon-sun", "tue,thu": whether it is on that day; the words are ours, so nothing else comes. */
static bool is_on(struct str days, int weekday)
{
	static const char *const names[] = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
	struct str day;

	if (str_equal(days, STR("mon-sun")))
		return true;
	if (str_equal(days, STR("mon-fri")))
		return weekday >= 1 && weekday <= 5;
	while (str_next(&days, ',', &day))
		if (str_equal(day, str_from(names[weekday])))
			return true;
	return false;
}

static int64_t at_clock(const struct demo_job *job, int day, struct str clock)
{
	int64_t hours = 0, minutes = 0;
	struct civil at = civil_utc((job->today + day) * 24 * HOUR_MS);

	str_integer(str_part(clock, 0, 2), &hours);
	str_integer(str_part(clock, 3, 2), &minutes);
	at.hour = (int)hours;
	at.minute = (int)minutes;
	return civil_from_local(at);
}

static void put_activity(const struct demo_job *job, struct demo_sheet *sheet, const struct demo_words *words, size_t row,
	size_t community, int day)
{
	struct label room = demo_words_label(words, row, ACT_ROOM), title = demo_words_label(words, row, ACT_TITLE);

	demo_sheet_text(sheet, str_format(sheet->arena, "A%04zu", sheet->rows + 1));
	demo_sheet_text(sheet, demo_tree_area(job->tree, DEMO_COMMUNITY, community)->id);
	demo_sheet_label(sheet, &room);
	demo_sheet_label(sheet, &title);
	demo_sheet_time(sheet, at_clock(job, day, demo_words_cell(words, row, ACT_FROM)));
	demo_sheet_time(sheet, at_clock(job, day, demo_words_cell(words, row, ACT_UNTIL)));
	demo_sheet_end_row(sheet);
}

static void put_day(const struct demo_job *job, struct demo_sheet *sheet, const struct demo_words *words, size_t community,
	int day)
{
	int weekday = (job->at.weekday + day) % 7;

	for (size_t row = 0; row < words->row_count; row++)
		if (is_on(demo_words_cell(words, row, ACT_DAYS), weekday) && (community == 0 || (row + community) % HALLS_EACH == 0))
			put_activity(job, sheet, words, row, community, day);
}

bool demo_activities_write(const struct demo_job *job, struct error *error)
{
	struct demo_words words;
	struct demo_sheet sheet;

	if (!demo_words_read(job->arena, "activities.csv", header, &words, error))
		return false;
	demo_sheet_begin(&sheet, job->arena, "id,area,room_*,title_*,starts,ends");
	for (int day = 0; day < DAYS; day++)
		put_day(job, &sheet, &words, 0, day);
	for (size_t community = 1; community < DEMO_COMMUNITIES; community++)
		put_day(job, &sheet, &words, community, 0);
	return demo_sheet_save(&sheet, job->folder, "activities.csv", error);
}
