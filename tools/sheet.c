#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "feed/base/civil.h"
#include "feed/base/log.h"
#include "kiosk/kiosk.h"
#include "kiosk/kiosk_parts.h"

/*
 * Every screen in every language, theme and orientation by one process: sheet DIR PART PARTS --state DIR ...
 * (hallboard's own words;
 * --screen names those wanted, with commas). Reads the feed's last state from the cache, writes
 * DIR/SCREEN.LANGUAGE.THEME.WAY.png and a line with the name of each. Of all pictures every PARTS-th is made, from PART
 * on, so that several share the work.
 */

enum { WIDTH = 1280, HEIGHT = 720, STEADY_MS = 1000000, NAME_BYTES = 64 };

static const char *const themes[] = {"night", "civic", "contrast"};
static const char *const languages[] = {"zh", "ug", "kk", "en", "zh+ug"};

/* A resident's visit in each of its states. */
struct visit_shot {
	const char *name;
	enum visit_place place;
	int level;
	unsigned reasons;
	bool large, lower, still_there, pressed;
};

static const struct visit_shot visits[] = {
	{.name = "welcome", .place = VISIT_ATTRACT},
	{.name = "service", .place = VISIT_SERVICE},
	{.name = "rate", .place = VISIT_QUESTION},
	{.name = "rate-pressed", .place = VISIT_QUESTION, .pressed = true},
	{.name = "rate-large", .place = VISIT_QUESTION, .large = true},
	{.name = "rate-lower", .place = VISIT_QUESTION, .lower = true},
	{.name = "rate-still-there", .place = VISIT_QUESTION, .still_there = true},
	{.name = "reasons", .place = VISIT_REASONS, .level = 2},
	{.name = "reasons-chosen", .place = VISIT_REASONS, .level = 1, .reasons = 5},
	{.name = "reasons-large", .place = VISIT_REASONS, .level = 2, .large = true},
	{.name = "thanks", .place = VISIT_THANKS, .level = 5},
	{.name = "thanks-large", .place = VISIT_THANKS, .level = 2, .large = true},
	{.name = "sorry", .place = VISIT_SORRY, .level = 3},
};

enum { VISIT_SHOTS = sizeof(visits) / sizeof(visits[0]) };

struct sheet {
	const char *folder;
	int part, parts, made, seen;
	struct arena arena;
	struct settings settings;
	struct str wanted; /* names with commas; empty: all */
	struct worker *worker;
	const struct snapshot *snapshot;
	struct moment now;
};

static bool is_wanted(const struct sheet *sheet, struct str name)
{
	struct str rest = sheet->wanted, piece;

	while (str_next(&rest, ',', &piece))
		if (str_starts(name, piece))
			return true;
	return sheet->wanted.length == 0;
}

static bool is_mine(struct sheet *sheet)
{
	return sheet->seen++ % sheet->parts == sheet->part;
}

static bool write(struct sheet *sheet, struct kiosk *kiosk, struct glass *glass, struct str name, const char *language,
	const char *theme)
{
	struct pixels pixels;
	struct error error;
	struct str file;

	kiosk_touch_screens(kiosk);
	kiosk_show(kiosk, glass, sheet->now);
	if (painter_settle(kiosk->painter))
		kiosk_show(kiosk, glass, sheet->now);
	if (!glass_canvas(glass, &pixels))
		return false;
	file = str_format(&sheet->arena, STR_FMT ".%s.%s.%s", STR_ARG(name), language, theme,
		pixels.width > pixels.height ? "wide" : "tall");
	if (!pixels_write_png(pixels,
		    str_format(&sheet->arena, "%s/" STR_FMT ".png", sheet->folder, STR_ARG(file)).bytes, &error)) {
		fprintf(stderr, "sheet: %s\n", error.text);
		return false;
	}
	puts(file.bytes);
	sheet->made++;
	return true;
}

static bool shoot_wall(struct sheet *sheet, struct kiosk *kiosk, struct glass *glass, const char *theme)
{
	const struct layout *layout = &stage_main(kiosk->stage)->layout;

	kiosk->touch = false;
	for (size_t i = 0; i < layout->screen_count; i++)
		for (size_t n = 0; n < sizeof(languages) / sizeof(languages[0]); n++) {
			struct str name = layout->screens[i].name;

			if (!is_wanted(sheet, name) || !is_mine(sheet))
				continue;
			sheet->settings.screen = name;
			tongues_read(str_from(languages[n]), &kiosk->tongues);
			kiosk->home = kiosk->tongues.items[0].first;
			if (!write(sheet, kiosk, glass, name, languages[n], theme))
				return false;
		}
	return true;
}

static struct visit visit_of(
	const struct visit_shot *shot, enum language language, struct random *random, int64_t now_ms)
{
	struct visit visit = visit_at(shot->place, language, shot->level, random, now_ms);

	visit.reasons = shot->reasons;
	visit.large = shot->large;
	visit.lower = shot->lower;
	if (shot->still_there) {
		visit.asking_still_there = true;
		visit.touched_ms = now_ms - VISIT_IDLE_MS - VISIT_COUNTDOWN_MS / 4;
	}
	return visit;
}

static bool shoot_visits(struct sheet *sheet, struct kiosk *kiosk, struct glass *glass, const char *theme)
{
	kiosk->touch = true;
	for (size_t i = 0; i < VISIT_SHOTS; i++)
		for (int language = 0; language < LANGUAGE_COUNT; language++) {
			if (!is_wanted(sheet, str_from(visits[i].name)) || !is_mine(sheet))
				continue;
			kiosk->home = (enum language)language;
			kiosk->visit = visit_of(&visits[i], kiosk->home, &kiosk->random, sheet->now.steady_ms);
			kiosk->pressed =
				visits[i].pressed ? (struct intent){INTENT_LEVEL, 4} : (struct intent){INTENT_NONE, 0};
			if (!write(sheet, kiosk, glass, str_from(visits[i].name), language_code(kiosk->home).bytes,
				    theme))
				return false;
		}
	kiosk->pressed = (struct intent){INTENT_NONE, 0};
	return true;
}

static bool shoot_theme(struct sheet *sheet, const char *theme, struct faults *faults, struct error *error)
{
	struct stage stage;
	struct kiosk kiosk;
	struct glass *glass;
	bool ok = true;

	sheet->settings.theme = str_from(theme);
	sheet->settings.screen = STR("");
	if (!stage_open(&stage, &sheet->settings, faults) ||
		!kiosk_start(&kiosk, &sheet->settings, &stage, sheet->now, error))
		return false;
	kiosk_join(&kiosk, NULL, snapshot_ref(sheet->snapshot), sheet->now);
	kiosk.still = true;
	kiosk.sync.contact_ms = sheet->now.wall_ms;
	for (int way = 0; ok && way < 2; way++) {
		ok = glass_memory_create(&glass, way ? HEIGHT : WIDTH, way ? WIDTH : HEIGHT, QUARTER_0, error);
		if (!ok)
			break;
		ok = shoot_wall(sheet, &kiosk, glass, theme) && shoot_visits(sheet, &kiosk, glass, theme);
		glass_destroy(glass);
	}
	kiosk_stop(&kiosk);
	stage_close(&stage);
	return ok;
}

static bool open_sheet(struct sheet *sheet, int count, char **words, struct faults *faults, struct error *error)
{
	struct worker_settings worker = {.offline = true, .sync.area = STR("all")};
	bool usage;

	sheet->folder = words[1];
	sheet->part = atoi(words[2]);
	sheet->parts = atoi(words[3]);
	if (sheet->parts < 1 || !settings_read(&sheet->arena, count - 3, words + 3, &sheet->settings, faults, &usage))
		return false;
	sheet->wanted = sheet->settings.screen;
	sheet->settings.picture = STR("sheet.png"); /* pictures stand where their layouts say */
	sheet->now = (struct moment){
		.wall_ms = sheet->settings.at_given ? sheet->settings.at_ms : clock_system.wall_ms(&clock_system),
		.steady_ms = STEADY_MS};
	civil_zone_set(sheet->settings.timezone.bytes);
	worker.feed = sheet->settings.feed.bytes;
	worker.state_folder = sheet->settings.state.bytes;
	return worker_open(&sheet->worker, &worker, &sheet->snapshot, error) &&
	       (sheet->snapshot || error_set(error, "the state folder holds no feed: let hallboard fill it first"));
}

int main(int count, char **words)
{
	struct sheet sheet = {0};
	struct error error = {""};
	struct faults faults;
	bool ok;

	faults_init(&faults, &sheet.arena);
	if (count < 4) {
		fputs("usage: sheet DIR PART PARTS --state DIR [HALLBOARD'S OPTIONS]\n", stderr);
		return 2;
	}
	ok = open_sheet(&sheet, count, words, &faults, &error);
	for (size_t i = 0; ok && i < sizeof(themes) / sizeof(themes[0]); i++)
		ok = shoot_theme(&sheet, themes[i], &faults, &error);
	faults_print(&faults, stderr);
	if (error.text[0])
		fprintf(stderr, "sheet: %s\n", error.text);
	worker_stop(sheet.worker);
	snapshot_unref(sheet.snapshot);
	arena_finish(&sheet.arena);
	return ok ? 0 : 3;
}
