#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "feed/base/arena.h"
#include "kiosk/layout/layout.h"

/* What is on, when and in which language: rows of times with what must be on then. */

#define SCREENS "[day.a]\nwidget = x\nat = 1 1 1 1\n[one.a]\nwidget = x\nat = 1 1 1 1\n[two.a]\nwidget = x\nat = 1 1 1 1\n"

static struct arena arena;

static struct layout read_good(const char *text)
{
	struct faults faults;
	struct layout layout;

	faults_init(&faults, &arena);
	if (!layout_parse(&arena, STR("t.layout"), str_from(text), NULL, &layout, &faults)) {
		faults_print(&faults, stdout);
		fail_msg("a good layout was refused: %s", text);
	}
	return layout;
}

static int64_t time_of(const char *text)
{
	int64_t ms;

	if (!civil_parse(str_from(text), &ms))
		fail_msg("%s is no time", text);
	return ms;
}

/* National Day 2026 as the State Council published it, and a public holiday on a Monday. */
static int by_day(const void *a, const void *b)
{
	return ((const struct layout_day *)a)->day > ((const struct layout_day *)b)->day ? 1 : -1;
}

static struct layout_calendar calendar(void)
{
	static struct layout_day days[10];
	size_t count = 0;

	days[count++] = (struct layout_day){civil_day_number(2018, 12, 31), LAYOUT_HOLIDAY};
	days[count++] = (struct layout_day){civil_day_number(2026, 9, 20), LAYOUT_MAKEUP | LAYOUT_WORKDAY};
	for (int day = 1; day <= 7; day++)
		days[count++] = (struct layout_day){civil_day_number(2026, 10, day), LAYOUT_HOLIDAY};
	days[count++] = (struct layout_day){civil_day_number(2026, 10, 10), LAYOUT_MAKEUP | LAYOUT_WORKDAY};
	qsort(days, count, sizeof(days[0]), by_day);
	return (struct layout_calendar){days, count};
}

static const char *screen_at(const struct layout *layout, const struct layout_calendar *days, int64_t now_ms)
{
	struct layout_play play = {0};

	layout_play_step(&play, &(struct layout_asked){.layout = layout, .calendar = days}, now_ms);
	if (play.now.until_ms <= now_ms)
		fail_msg("what is on is over already");
	return str_copy(&arena, layout->screens[play.now.screen].name).bytes;
}

#define SHANGHAI "Asia/Shanghai"
#define BERLIN "Europe/Berlin"

static const struct {
	const char *zone, *window, *time;
	bool on;
} rows[] = {
	/* weekdays, half open; 2018-10-25 was a Thursday */
	{SHANGHAI, "when = mon-fri 18:00-22:00", "2018-10-25T17:59:59+08:00", false},
	{SHANGHAI, "when = mon-fri 18:00-22:00", "2018-10-25T18:00:00+08:00", true},
	{SHANGHAI, "when = mon-fri 18:00-22:00", "2018-10-25T21:59:59+08:00", true},
	{SHANGHAI, "when = mon-fri 18:00-22:00", "2018-10-25T22:00:00+08:00", false},
	{SHANGHAI, "when = mon-fri 18:00-22:00", "2018-10-27T19:00:00+08:00", false},
	{SHANGHAI, "when = sat,sun 18:00-22:00", "2018-10-27T19:00:00+08:00", true},
	{SHANGHAI, "when = fri-mon 18:00-22:00", "2018-10-28T19:00:00+08:00", true},
	{SHANGHAI, "when = fri-mon 18:00-22:00", "2018-10-30T19:00:00+08:00", false},
	{SHANGHAI, "when = daily 00:00-24:00", "2018-10-25T23:59:59+08:00", true},
	{SHANGHAI, "when = 00:00-24:00", "2018-10-25T00:00:00+08:00", true},
	/* over midnight: the day that it starts on counts */
	{SHANGHAI, "when = fri 22:00-02:00", "2018-10-26T21:59:59+08:00", false},
	{SHANGHAI, "when = fri 22:00-02:00", "2018-10-26T22:00:00+08:00", true},
	{SHANGHAI, "when = fri 22:00-02:00", "2018-10-27T00:00:00+08:00", true},
	{SHANGHAI, "when = fri 22:00-02:00", "2018-10-27T01:59:59+08:00", true},
	{SHANGHAI, "when = fri 22:00-02:00", "2018-10-27T02:00:00+08:00", false},
	{SHANGHAI, "when = fri 22:00-02:00", "2018-10-26T01:00:00+08:00", false},
	{SHANGHAI, "when = fri 08:00-08:00", "2018-10-27T07:59:59+08:00", true},
	{SHANGHAI, "when = fri 08:00-08:00", "2018-10-27T08:00:00+08:00", false},
	{SHANGHAI, "when = fri 22:00-00:00", "2018-10-26T23:59:59+08:00", true},
	{SHANGHAI, "when = fri 22:00-00:00", "2018-10-27T00:00:00+08:00", false},
	/* dates and ranges, both ends in them */
	{SHANGHAI, "when = 2026-10-01..2026-10-07 08:00-20:00", "2026-09-30T12:00:00+08:00", false},
	{SHANGHAI, "when = 2026-10-01..2026-10-07 08:00-20:00", "2026-10-01T08:00:00+08:00", true},
	{SHANGHAI, "when = 2026-10-01..2026-10-07 08:00-20:00", "2026-10-07T19:59:59+08:00", true},
	{SHANGHAI, "when = 2026-10-01..2026-10-07 08:00-20:00", "2026-10-07T20:00:00+08:00", false},
	{SHANGHAI, "when = 2026-10-01..2026-10-07 08:00-20:00", "2026-10-08T12:00:00+08:00", false},
	{SHANGHAI, "when = 2026-10-01 08:00-20:00", "2026-10-01T12:00:00+08:00", true},
	{SHANGHAI, "when = 2026-10-01,2026-10-05 08:00-20:00", "2026-10-05T12:00:00+08:00", true},
	{SHANGHAI, "when = 2026-10-01,2026-10-05 08:00-20:00", "2026-10-04T12:00:00+08:00", false},
	{SHANGHAI, "when = mon 2026-10-01..2026-10-31 08:00-20:00", "2026-10-05T12:00:00+08:00", true},
	{SHANGHAI, "when = 2026-10-01..2026-10-31 mon 08:00-20:00", "2026-10-06T12:00:00+08:00", false},
	{SHANGHAI, "when = 2026-10-07 22:00-02:00", "2026-10-08T01:00:00+08:00", true},
	{SHANGHAI, "when = 2026-10-07 22:00-02:00", "2026-10-07T01:00:00+08:00", false},
	{SHANGHAI, "when = 2026-12-31..2027-01-01 23:00-01:00", "2027-01-02T00:30:00+08:00", true},
	{SHANGHAI, "when = 2026-12-31..2027-01-01 23:00-01:00", "2027-01-02T23:30:00+08:00", false},
	/* leap days */
	{SHANGHAI, "when = 2024-02-29 08:00-20:00", "2024-02-29T12:00:00+08:00", true},
	{SHANGHAI, "when = 2024-02-29 22:00-02:00", "2024-03-01T01:00:00+08:00", true},
	{SHANGHAI, "when = 2024-02-28..2024-03-01 08:00-20:00", "2024-02-29T08:00:00+08:00", true},
	{SHANGHAI, "when = thu 08:00-20:00", "2024-02-29T08:00:00+08:00", true},
	/* kinds of days: 2026-10-10 is a make-up Saturday, 2018-12-31 a holiday on a Monday */
	{SHANGHAI, "when = daily 08:00-20:00\ndays = workday", "2026-10-09T12:00:00+08:00", true},
	{SHANGHAI, "when = daily 08:00-20:00\ndays = workday", "2026-10-10T12:00:00+08:00", true},
	{SHANGHAI, "when = daily 08:00-20:00\ndays = makeup", "2026-10-10T12:00:00+08:00", true},
	{SHANGHAI, "when = daily 08:00-20:00\ndays = makeup", "2026-10-09T12:00:00+08:00", false},
	{SHANGHAI, "when = daily 08:00-20:00\ndays = weekend", "2026-10-10T12:00:00+08:00", false},
	{SHANGHAI, "when = daily 08:00-20:00\ndays = weekend", "2026-10-11T12:00:00+08:00", true},
	{SHANGHAI, "when = daily 08:00-20:00\ndays = weekend", "2026-09-20T12:00:00+08:00", false},
	{SHANGHAI, "when = daily 08:00-20:00\ndays = workday", "2018-12-31T12:00:00+08:00", false},
	{SHANGHAI, "when = daily 08:00-20:00\ndays = holiday", "2018-12-31T12:00:00+08:00", true},
	{SHANGHAI, "when = mon 08:00-20:00", "2018-12-31T12:00:00+08:00", true},
	{SHANGHAI, "when = daily 08:00-20:00\ndays = weekend, holiday", "2026-10-03T12:00:00+08:00", true},
	{SHANGHAI, "when = daily 08:00-20:00\ndays = holiday", "2026-10-08T12:00:00+08:00", false},
	{SHANGHAI, "when = daily 22:00-02:00\ndays = holiday", "2026-10-08T01:00:00+08:00", true},
	{SHANGHAI, "when = daily 22:00-02:00\ndays = holiday", "2026-10-01T01:00:00+08:00", false},
	/* spring in Berlin: 02:00 became 03:00 on 2026-03-29; what never comes is the first valid time after it */
	{BERLIN, "when = daily 02:30-04:00", "2026-03-29T00:59:59Z", false},
	{BERLIN, "when = daily 02:30-04:00", "2026-03-29T01:00:00Z", true},
	{BERLIN, "when = daily 02:30-04:00", "2026-03-29T01:59:59Z", true},
	{BERLIN, "when = daily 02:30-04:00", "2026-03-29T02:00:00Z", false},
	{BERLIN, "when = daily 01:00-02:30", "2026-03-29T00:59:59Z", true},
	{BERLIN, "when = daily 01:00-02:30", "2026-03-29T01:00:00Z", false},
	{BERLIN, "when = daily 02:10-02:50", "2026-03-29T01:00:00Z", false},
	{BERLIN, "when = sat 22:00-02:30", "2026-03-29T00:59:59Z", true},
	{BERLIN, "when = sat 22:00-02:30", "2026-03-29T01:00:00Z", false},
	/* autumn in Berlin: 03:00 became 02:00 on 2026-10-25 (01:00 UTC); what comes twice is its first coming */
	{BERLIN, "when = daily 02:30-04:00", "2026-10-25T00:29:59Z", false},
	{BERLIN, "when = daily 02:30-04:00", "2026-10-25T00:30:00Z", true},
	{BERLIN, "when = daily 02:30-04:00", "2026-10-25T01:15:00Z", true},
	{BERLIN, "when = daily 02:30-04:00", "2026-10-25T02:59:59Z", true},
	{BERLIN, "when = daily 02:30-04:00", "2026-10-25T03:00:00Z", false},
	{BERLIN, "when = daily 01:00-02:30", "2026-10-25T00:29:59Z", true},
	{BERLIN, "when = daily 01:00-02:30", "2026-10-25T00:30:00Z", false},
	{BERLIN, "when = daily 01:00-02:30", "2026-10-25T01:15:00Z", false},
	{BERLIN, "when = daily 02:10-02:50", "2026-10-25T01:20:00Z", false},
	{BERLIN, "when = sat 22:00-03:00", "2026-10-25T01:30:00Z", true},
	{BERLIN, "when = sat 22:00-03:00", "2026-10-25T02:00:00Z", false},
	/* the hall's own day, not that of UTC; half an hour of change; a day that never was */
	{SHANGHAI, "when = 2026-10-01 00:00-24:00", "2026-09-30T16:00:00Z", true},
	{SHANGHAI, "when = 2026-10-01 00:00-24:00", "2026-10-01T16:00:00Z", false},
	{"Asia/Urumqi", "when = 2026-10-01 00:00-24:00", "2026-09-30T18:00:00Z", true},
	{"Asia/Urumqi", "when = 2026-10-01 00:00-24:00", "2026-09-30T17:59:59Z", false},
	{"America/New_York", "when = thu 08:00-09:00", "2018-10-25T12:30:00Z", true},
	{"Australia/Lord_Howe", "when = daily 02:15-03:00", "2026-10-03T15:30:00Z", true},
	{"Pacific/Apia", "when = 2011-12-30 10:00-12:00", "2011-12-30T10:30:00Z", false},
	{"UTC", "when = daily 12:00-13:00", "2018-10-25T12:00:00Z", true},
};

static void windows_are_where_they_are_said_to_be(void **state)
{
	struct layout_calendar days = calendar();

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct layout layout = read_good(str_format(&arena, "[hallboard]\nplaylist = day 20s\n" SCREENS
			"[schedule.x]\nplaylist = one 30s\n%s\n", rows[i].window).bytes);

		assert_true(civil_zone_set(rows[i].zone));
		if (strcmp(screen_at(&layout, &days, time_of(rows[i].time)), rows[i].on ? "one" : "day") != 0)
			fail_msg("%s in %s at %s is wrong", rows[i].window, rows[i].zone, rows[i].time);
	}
	civil_zone_set(SHANGHAI);
}

static void without_a_calendar_days_are_what_their_weekday_says(void **state)
{
	struct layout layout = read_good("[hallboard]\nplaylist = day 20s\n" SCREENS
		"[schedule.x]\nplaylist = one 30s\nwhen = 08:00-20:00\ndays = workday\n");

	(void)state;
	assert_string_equal(screen_at(&layout, NULL, time_of("2026-10-01T12:00:00+08:00")), "one");
	assert_string_equal(screen_at(&layout, NULL, time_of("2026-10-10T12:00:00+08:00")), "day");
}

static const struct {
	const char *first, *second, *wins;
} rivals[] = {
	{"when = 08:00-20:00", "when = 08:00-20:00", "one"}, /* equals: the one that stands first */
	{"when = 08:00-20:00", "when = 08:00-20:00\npriority = 1", "two"},
	{"when = 08:00-20:00\npriority = 5", "when = 08:00-20:00\npriority = 4", "one"},
	{"when = 08:00-20:00\npriority = 5", "when = 08:00-20:00\npriority = 5", "one"},
	{"when = 08:00-11:00\npriority = 5", "when = 08:00-20:00", "two"},
	{"when = 13:00-14:00\npriority = 5", "when = 13:00-14:00", "day"},
};

static void the_highest_priority_wins_then_the_first(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rivals) / sizeof(rivals[0]); i++) {
		struct layout layout = read_good(str_format(&arena, "[hallboard]\nplaylist = day 20s\n" SCREENS
			"[schedule.x]\nplaylist = one 30s\n%s\n[schedule.y]\nplaylist = two 30s\n%s\n", rivals[i].first,
			rivals[i].second).bytes);

		assert_string_equal(screen_at(&layout, NULL, time_of("2018-10-25T12:00:00+08:00")), rivals[i].wins);
	}
}

static void what_is_no_window_is_refused(void **state)
{
	static const char *const bad[] = {"when = mon-fry 08:00-09:00", "when = 2026-02-29 08:00-09:00", "when = 2026-10-07..2026-10-01 08:00-09:00",
		"when = 08:00", "when = 08:00-25:00", "when = mon mon 08:00-09:00", "when = 08:00-09:00 mon", "when = 08:00-09:00\ndays = sunday",
		"when = 08:00-09:00\npriority = 101", "when = 08:00-09:00\npriorty = 1", "days = holiday"};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct faults faults;
		struct layout layout;

		faults_init(&faults, &arena);
		if (layout_parse(&arena, STR("t.layout"), str_format(&arena, SCREENS "[schedule.x]\nplaylist = one 30s\n%s\n", bad[i]), NULL,
			    &layout, &faults))
			fail_msg("%s was taken", bad[i]);
	}
}

static struct layout_play play_at(const struct layout *layout, const bool *skipped, struct layout_play play, int64_t now_ms)
{
	layout_play_step(&play, &(struct layout_asked){.layout = layout, .skipped = skipped}, now_ms);
	return play;
}

static const char list[] = "[hallboard]\nplaylist = day 20s, one 15s, two 25s\n" SCREENS;

static void a_playlist_goes_round(void **state)
{
	struct layout layout = read_good(list);
	static const struct {
		int64_t at_s;
		size_t screen;
		int64_t since_s, until_s, round;
	} expected[] = {{0, 0, 0, 20, 0}, {19, 0, 0, 20, 0}, {20, 1, 20, 35, 0}, {34, 1, 20, 35, 0}, {35, 2, 35, 60, 0},
		{60, 0, 60, 80, 1}, {1200, 0, 1200, 1220, 20}};

	(void)state;
	for (size_t i = 0; i < sizeof(expected) / sizeof(expected[0]); i++) {
		struct layout_now now = play_at(&layout, NULL, (struct layout_play){0}, expected[i].at_s * 1000).now;

		assert_int_equal(now.screen, expected[i].screen);
		assert_int_equal(now.since_ms, expected[i].since_s * 1000);
		assert_int_equal(now.until_ms, expected[i].until_s * 1000);
		assert_int_equal(now.round, expected[i].round);
		assert_int_equal(now.count, 3);
	}
}

static void the_same_list_goes_on_where_it_was(void **state)
{
	struct layout first = read_good(list), again = read_good(list);
	struct layout_play play = play_at(&first, NULL, (struct layout_play){0}, 22000);
	struct layout_play after = play_at(&again, NULL, play, 23000);

	(void)state;
	assert_int_equal(after.now.screen, 1);
	assert_int_equal(after.now.since_ms, 20000);
	assert_int_equal(after.now.until_ms, 35000);
}

static void what_is_withdrawn_leaves_at_once_and_what_stays_keeps_its_time(void **state)
{
	struct layout layout = read_good(list);
	struct layout shorter = read_good("[hallboard]\nplaylist = one 15s, two 25s\n" SCREENS);
	struct layout_play play = play_at(&layout, NULL, (struct layout_play){0}, 22000);
	struct layout_play kept = play_at(&shorter, NULL, play, 23000), gone;
	const bool without_one[] = {false, true, false}, without_all[] = {true, true, true};

	(void)state;
	assert_true(str_equal(shorter.screens[kept.now.screen].name, STR("one")));
	assert_int_equal(kept.now.since_ms, 20000);
	assert_int_equal(kept.now.until_ms, 35000);
	gone = play_at(&layout, without_one, play, 23000);
	assert_int_equal(gone.now.screen, 2); /* what came after it follows at once, for its whole time */
	assert_int_equal(gone.now.since_ms, 23000);
	assert_int_equal(gone.now.until_ms, 48000);
	assert_int_equal(gone.now.count, 2);
	gone = play_at(&layout, without_all, play, 23000);
	assert_true(gone.now.empty);
}

static void a_window_begins_with_its_first_item(void **state)
{
	struct layout layout = read_good("[hallboard]\nplaylist = day 20s\n" SCREENS
		"[schedule.x]\nplaylist = one 50s, two 50s\nwhen = 18:00-22:00\n");
	int64_t begin = time_of("2018-10-25T18:00:00+08:00");
	struct layout_play before = play_at(&layout, NULL, (struct layout_play){0}, begin - 5000), now;

	(void)state;
	assert_int_equal(before.now.screen, 0);
	assert_true(before.now.until_ms <= begin);
	now = play_at(&layout, NULL, before, begin + 10);
	assert_int_equal(now.now.screen, 1);
	assert_int_equal(now.now.since_ms, begin);
	assert_int_equal(now.now.until_ms, begin + 50000);
}

static void a_clock_that_is_set_back_begins_anew(void **state)
{
	struct layout layout = read_good(list);
	const bool without_one[] = {false, true, false};
	struct layout_play play = play_at(&layout, NULL, (struct layout_play){0}, 1000000);
	struct layout_play later = play_at(&layout, without_one, play, 1001000), back = play_at(&layout, without_one, later, 3000);

	(void)state;
	assert_int_equal(back.now.since_ms, 0);
	assert_int_equal(back.now.until_ms, 20000);
}

/* Walks a list of items for an hour and asks of every language that it is never away for longer than 60 s, and of every item that it
   comes in every language. */
static void walk(const char *playlist, size_t tongues)
{
	struct layout layout = read_good(str_format(&arena, "[hallboard]\nplaylist = %s\n" SCREENS, playlist).bytes);
	struct layout_asked asked = {.layout = &layout, .tongue_count = tongues};
	int64_t seen_ms[TONGUES_MAX] = {0};
	bool paged[3][3][TONGUES_MAX] = {{{false}}}; /* a board of three pages */
	struct layout_play play = {0};

	for (int64_t now = 0; now < INT64_C(3600) * 1000 * 16; now = play.now.until_ms) {
		layout_play_step(&play, &asked, now);
		assert_true(play.now.tongue < tongues && play.now.until_ms > now);
		if (now - seen_ms[play.now.tongue] > TONGUES_WITHIN_MS)
			fail_msg("%s: language %zu was away for %lld ms", playlist, play.now.tongue,
				(long long)(now - seen_ms[play.now.tongue]));
		seen_ms[play.now.tongue] = play.now.until_ms;
		paged[play.now.screen][play.now.round % 3][play.now.tongue] = true;
	}
	for (size_t i = 0; i < layout.playlist.count; i++)
		for (size_t j = 0; j < tongues; j++)
			for (size_t page = 0; page < 3; page++)
				if (!paged[layout.playlist.items[i].screen][page][j])
					fail_msg("%s: page %zu of item %zu never comes in language %zu of %zu", playlist, page, i, j,
						tongues);
}

static void every_language_comes_within_a_minute(void **state)
{
	static const char *const playlists[] = {"day 20s", "day 25s, one 25s, two 25s", "day 25s, one 25s", "day 12s, one 40s, two 13s",
		"day 3600s", "day 3s, one 3s, two 3s", "day 59s, one 61s", "day 25s, one 25s, two 25s, day 20s"};

	(void)state;
	for (size_t i = 0; i < sizeof(playlists) / sizeof(playlists[0]); i++)
		for (size_t tongues = 1; tongues <= TONGUES_MAX; tongues++)
			walk(playlists[i], tongues);
}

static void a_list_that_changes_goes_on_in_its_language(void **state)
{
	struct layout layout = read_good("[hallboard]\nplaylist = day 25s, one 25s, two 25s\n" SCREENS);
	const bool without_two[] = {false, false, true};
	struct layout_asked asked = {.layout = &layout, .tongue_count = 3};
	struct layout_play play = {0};
	size_t tongue;

	(void)state;
	layout_play_step(&play, &asked, 1030000);
	tongue = play.now.tongue;
	asked.skipped = without_two;
	layout_play_step(&play, &asked, 1030100);
	assert_int_equal(play.now.tongue, tongue);
}

static void languages_are_read(void **state)
{
	struct tongues tongues;

	(void)state;
	assert_true(tongues_read(STR("zh, ug+kk,en"), &tongues));
	assert_int_equal(tongues.count, 3);
	assert_true(tongues.items[1].both);
	assert_int_equal(tongues.items[1].second, LANGUAGE_KK);
	assert_false(tongues_read(STR("zh, fr"), &tongues));
	assert_false(tongues_read(STR("zh+zh"), &tongues));
	assert_false(tongues_read(STR("zh,"), &tongues));
	assert_false(tongues_read(STR(""), &tongues));
	assert_false(tongues_read(STR("zh,ug,kk,en,zh"), &tongues));
}

static void ages_are_those_of_the_table_else_of_the_others(void **state)
{
	struct layout layout = read_good(SCREENS "[ages]\nranking = 90m never\nothers = 40d 400d\n"), none = read_good(SCREENS);
	struct faults faults;

	(void)state;
	assert_int_equal(layout_ages_of(&layout, STR("ranking"))->old_ms, 90 * 60000);
	assert_true(layout_ages_of(&layout, STR("ranking"))->hidden_ms == LAYOUT_NEVER);
	assert_true(layout_ages_of(&layout, STR("teams"))->hidden_ms == INT64_C(400) * 24 * 3600 * 1000);
	assert_true(layout_ages_of(&none, STR("teams"))->old_ms == LAYOUT_NEVER);
	faults_init(&faults, &arena);
	assert_false(layout_parse(&arena, STR("t.layout"), STR(SCREENS "[ages]\na = 2d 1d\nb = 2d\nc = 2w 3w\n"), NULL, &layout, &faults));
	assert_int_equal(faults.total, 3);
}

static int teardown(void **state)
{
	(void)state;
	arena_finish(&arena);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(windows_are_where_they_are_said_to_be),
		cmocka_unit_test(without_a_calendar_days_are_what_their_weekday_says),
		cmocka_unit_test(the_highest_priority_wins_then_the_first),
		cmocka_unit_test(what_is_no_window_is_refused),
		cmocka_unit_test(a_playlist_goes_round),
		cmocka_unit_test(the_same_list_goes_on_where_it_was),
		cmocka_unit_test(what_is_withdrawn_leaves_at_once_and_what_stays_keeps_its_time),
		cmocka_unit_test(a_window_begins_with_its_first_item),
		cmocka_unit_test(a_clock_that_is_set_back_begins_anew),
		cmocka_unit_test(every_language_comes_within_a_minute),
		cmocka_unit_test(a_list_that_changes_goes_on_in_its_language),
		cmocka_unit_test(languages_are_read),
		cmocka_unit_test(ages_are_those_of_the_table_else_of_the_others),
	};

	return cmocka_run_group_tests(tests, NULL, teardown);
}
