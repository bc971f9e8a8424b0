#include "kiosk/playing.h"

#include <stdlib.h>
#include <string.h>

#include "feed/base/log.h"
#include "kiosk/kiosk_parts.h"

static unsigned type_of(const struct table *table, size_t row, int column)
{
	if (table_cell_is(table, row, column, STR("holiday")))
		return LAYOUT_HOLIDAY;
	return table_cell_is(table, row, column, STR("makeup")) ? LAYOUT_MAKEUP | LAYOUT_WORKDAY : 0;
}

static int by_day(const void *a, const void *b)
{
	int64_t first = ((const struct layout_day *)a)->day, second = ((const struct layout_day *)b)->day;

	return (first > second) - (first < second);
}

/* Kinds of days that this version does not know are left to their weekdays. */
static void read_calendar(struct playing *playing, const struct snapshot *snapshot)
{
	const struct table *table = snapshot ? snapshot_table(snapshot, STR(PLAYING_DAYS)) : NULL;
	int date = table ? table_find_column(table, STR("date")) : TABLE_NO_COLUMN;
	int type = table ? table_find_column(table, STR("type")) : TABLE_NO_COLUMN;
	struct layout_day *days;
	size_t count = 0;

	arena_clear(&playing->arena);
	playing->calendar = (struct layout_calendar){0};
	if (date == TABLE_NO_COLUMN || type == TABLE_NO_COLUMN || table->columns[date].type != COLUMN_DATE)
		return;
	days = arena_array(&playing->arena, struct layout_day, table->row_count + 1);
	for (size_t row = 0; row < table->row_count; row++) {
		struct civil local = civil_local(table_cell(table, row, date)->time_ms);

		if (!table_cell(table, row, date)->present || !type_of(table, row, type))
			continue;
		days[count].day = civil_day_number(local.year, local.month, local.day);
		days[count++].type = type_of(table, row, type);
	}
	qsort(days, count, sizeof(*days), by_day);
	playing->calendar = (struct layout_calendar){days, count};
}

static bool has_data(const struct kiosk *kiosk, const struct stage_set *set, const struct layout_screen *screen)
{
	struct view view = {
		.snapshot = kiosk->snapshot,
		.theme = set->theme,
		.words = &kiosk->stage->words,
		.icons = &kiosk->stage->icons,
		.metrics = painter_metrics(kiosk->painter),
		.language = kiosk->home,
		.unit = 1,
		.area = kiosk_area(kiosk),
		.group = kiosk->settings->group,
		.layout = &set->layout,
		.layout_screen = screen,
	};

	return screen_has_data(set->screen, &view);
}

static bool is_listed(const struct layout_playlist *playlist, size_t screen)
{
	for (size_t i = 0; i < playlist->count; i++)
		if (playlist->items[i].screen == screen)
			return true;
	return false;
}

static bool is_played(const struct layout *layout, size_t screen)
{
	bool played = is_listed(&layout->playlist, screen);

	for (size_t i = 0; i < layout->schedule_count; i++)
		played = played || is_listed(&layout->schedules[i].playlist, screen);
	return played;
}

void playing_look(struct kiosk *kiosk)
{
	const struct stage_set *set = stage_main(kiosk->stage);
	struct playing *playing = &kiosk->playing;

	playing->played = false;
	read_calendar(playing, kiosk->snapshot);
	for (size_t i = 0; i < set->layout.screen_count; i++) {
		bool skipped = kiosk->snapshot && is_played(&set->layout, i) && !has_data(kiosk, set, &set->layout.screens[i]);

		if (skipped && !playing->skipped[i])
			log_line("hallboard: the board " STR_FMT " has no data: it is left out", STR_ARG(set->layout.screens[i].name));
		else if (!skipped && playing->skipped[i])
			log_line("hallboard: the board " STR_FMT " is shown again", STR_ARG(set->layout.screens[i].name));
		playing->skipped[i] = skipped;
	}
}

/* Nothing of the list can be shown: a wall is never empty. */
static const struct layout_screen *stand_in(struct kiosk *kiosk)
{
	const struct layout_screen *screen = stage_find(kiosk->stage, STR("headline"), &kiosk->set);

	if (!screen || !has_data(kiosk, kiosk->set, screen))
		screen = stage_find(kiosk->stage, STR("waiting"), &kiosk->set);
	return screen;
}

const struct layout_screen *playing_choose(struct kiosk *kiosk, int64_t now_ms, struct layout_now *showing)
{
	const struct layout *layout = &stage_main(kiosk->stage)->layout;
	struct playing *playing = &kiosk->playing;
	struct layout_asked asked = {layout, &playing->calendar, playing->skipped, kiosk->tongues.count};

	/* A screen that moves asks in each frame, and the C library needs 10 us for each time of day. */
	if (!playing->played || now_ms < playing->played_ms || now_ms >= playing->play.now.until_ms)
		layout_play_step(&playing->play, &asked, now_ms);
	playing->played = true;
	playing->played_ms = now_ms;
	*showing = playing->play.now;
	if (showing->empty)
		return stand_in(kiosk);
	kiosk->set = stage_main(kiosk->stage);
	return &layout->screens[showing->screen];
}

static void check_playlist(const struct kiosk *kiosk, const struct layout *layout, const struct layout_playlist *playlist,
	struct faults *faults)
{
	for (size_t i = 0; i < playlist->count; i++) {
		const struct layout_item *item = &playlist->items[i];

		if (kiosk->playing.skipped[item->screen])
			faults_add(faults, layout->file, item->line, item->column,
				str_format(faults->arena, STR_FMT " without data", STR_ARG(layout->screens[item->screen].name)),
				STR("rows for it in the tables of the feed: it is left out"));
	}
}

void playing_check(const struct kiosk *kiosk, struct faults *faults)
{
	const struct layout *layout = &stage_main(kiosk->stage)->layout;

	check_playlist(kiosk, layout, &layout->playlist, faults);
	for (size_t i = 0; i < layout->schedule_count; i++)
		check_playlist(kiosk, layout, &layout->schedules[i].playlist, faults);
}

void playing_finish(struct playing *playing)
{
	arena_finish(&playing->arena);
}
