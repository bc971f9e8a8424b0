#include "tests/support/visits.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "feed/base/civil.h"
#include "feed/base/file.h"
#include "feed/wire/wire.h"
#include "kiosk/kiosk_parts.h"

enum { STEADY_MS = 1000000000, FILE_BYTES_MAX = 1 << 20, YEAR_DAYS = 365 };

#define DAY_MS INT64_C(86400000)

const struct visit_scene visit_scenes[] = {
	{.name = "welcome", .place = VISIT_ATTRACT},
	{.name = "service", .place = VISIT_SERVICE},
	{.name = "question", .place = VISIT_QUESTION},
	{.name = "reasons", .place = VISIT_REASONS, .level = 2},
	{.name = "reasons-chosen", .place = VISIT_REASONS, .level = 1, .reasons = 5},
	{.name = "further-choice", .place = VISIT_FURTHER, .level = 2, .further = 0},
	{.name = "further-stars", .place = VISIT_FURTHER, .level = 2, .further = 1},
	{.name = "further-levels", .place = VISIT_FURTHER, .level = 2, .further = 2},
	{.name = "thanks", .place = VISIT_THANKS, .level = 5},
	{.name = "thanks-topic", .place = VISIT_THANKS, .level = 2, .reasons = 1, .topic = true},
	{.name = "thanks-fixed", .place = VISIT_THANKS, .level = 5, .fixed = true},
	{.name = "sorry", .place = VISIT_SORRY, .level = 3},
	{.name = "closed", .place = VISIT_ATTRACT, .out_of_period = true},
	{.name = "calm", .place = VISIT_CALM},
	{.name = "still-there", .place = VISIT_QUESTION, .still_there = true},
};
const size_t visit_scene_count = sizeof(visit_scenes) / sizeof(visit_scenes[0]);

static const struct {
	enum document_kind kind;
	const char *name, *file;
} documents[] = {
	{DOCUMENT_AREAS, "areas", "tests/data/visit/areas.json"},
	{DOCUMENT_SURVEY, "survey", "tests/data/survey_full.json"},
	{DOCUMENT_TABLE, "ratings_by_service", "tests/data/visit/ratings_by_service.json"},
	{DOCUMENT_TABLE, "replies", "tests/data/visit/replies.json"},
};

enum { DOCUMENTS = sizeof(documents) / sizeof(documents[0]) };

static const struct snapshot *feed(struct arena *arena)
{
	const struct head head = {.area = STR("all"),
		.version = 1,
		.issued_ms = VISITS_NOW_MS - 60000,
		.expires_ms = VISITS_NOW_MS + 2 * YEAR_DAYS * DAY_MS,
		.demo = true};
	const struct document *held[DOCUMENTS];
	const struct snapshot *snapshot;

	for (size_t i = 0; i < DOCUMENTS; i++) {
		char sha256[SHA256_DIGITS + 1];
		struct error error;
		struct str bytes;

		if (!file_read(arena, documents[i].file, FILE_BYTES_MAX, &bytes, &error))
			fail_msg("%s", error.text);
		sha256_hex(bytes, sha256);
		held[i] = document_decode(documents[i].kind, str_from(documents[i].name), sha256, bytes, &error);
		if (!held[i])
			fail_msg("%s", error.text);
	}
	snapshot = snapshot_create(&head, held, DOCUMENTS);
	for (size_t i = 0; i < DOCUMENTS; i++)
		document_unref(held[i]);
	return snapshot;
}

void visits_open(struct visits *visits, const char *theme)
{
	char *words[] = {"hallboard", "--layout", "layouts/touch.layout", "--assets", ".", "--area", "652301001001",
		"--theme", (char *)(uintptr_t)theme, "--text", "-"};
	struct faults faults;
	struct error error;
	bool usage;

	memset(visits, 0, sizeof(*visits));
	faults_init(&faults, &visits->arena);
	assert_true(civil_zone_set("Asia/Shanghai"));
	visits->now = (struct moment){.wall_ms = VISITS_NOW_MS, .steady_ms = STEADY_MS};
	if (!settings_read(&visits->arena, sizeof(words) / sizeof(words[0]), words, &visits->settings, &faults, &usage) ||
		!stage_open(&visits->stage, &visits->settings, &faults) ||
		!kiosk_start(&visits->kiosk, &visits->settings, &visits->stage, visits->now, &error)) {
		faults_print(&faults, stdout);
		fail();
	}
	kiosk_join(&visits->kiosk, NULL, feed(&visits->arena), visits->now);
	visits->kiosk.still = true;
	visits->kiosk.sync.contact_ms = visits->now.wall_ms;
	for (int i = 0; i < LANGUAGE_COUNT; i++)
		visits->kiosk.speaks[i] = true; /* a screen with everything on it */
}

void visits_close(struct visits *visits)
{
	kiosk_stop(&visits->kiosk);
	stage_close(&visits->stage);
	arena_finish(&visits->arena);
}

void visits_set(struct visits *visits, const struct visit_scene *scene, const struct visit_glass *glass,
	const struct visit_manner *manner)
{
	struct kiosk *kiosk = &visits->kiosk;
	struct visit visit =
		visit_at(scene->place, manner->language, scene->level, &kiosk->random, visits->now.steady_ms);

	visits->settings.width_mm = glass->width_mm;
	visits->now.wall_ms = VISITS_NOW_MS + (scene->out_of_period ? YEAR_DAYS * DAY_MS : 0);
	visit.reasons = scene->reasons;
	visit.further = scene->further;
	visit.topic = scene->topic;
	visit.service_fixed = scene->fixed;
	visit.large = manner->large;
	visit.lower = manner->lower;
	visit.contrast = manner->contrast;
	visit.focus = manner->focus;
	visit.paused = manner->paused;
	if (scene->still_there) {
		visit.asking_still_there = true;
		visit.since_ms -= VISIT_IDLE_MS;
		visit.touched_ms = visits->now.steady_ms - VISIT_IDLE_MS - VISIT_COUNTDOWN_MS / 4;
	}
	if (scene->place == VISIT_ATTRACT)
		visit.touched_ms = visits->now.steady_ms;
	kiosk->home = manner->language;
	kiosk->visit = visit;
	kiosk_touch_screens(kiosk);
}

void visits_show(struct visits *visits, const struct visit_scene *scene, const struct visit_glass *glass,
	const struct visit_manner *manner)
{
	visits_set(visits, scene, glass, manner);
	kiosk_update(&visits->kiosk, glass->width, glass->height, visits->now);
}

void visits_paint(struct visits *visits, const struct visit_scene *scene, const struct visit_glass *glass,
	const struct visit_manner *manner, struct pixels to, struct point at)
{
	struct glass *memory;
	struct pixels canvas;
	struct error error;

	assert_true(glass_memory_create(&memory, glass->width, glass->height, QUARTER_0, &error));
	visits_set(visits, scene, glass, manner);
	painter_forget(visits->kiosk.painter);
	kiosk_show(&visits->kiosk, memory, visits->now);
	assert_true(glass_canvas(memory, &canvas));
	for (int y = 0; y < canvas.height; y++)
		memcpy(pixels_at(to, at.x, at.y + y), pixels_at(canvas, 0, y), (size_t)canvas.width * sizeof(uint32_t));
	glass_destroy(memory);
}
