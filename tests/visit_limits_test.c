#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "kiosk/kiosk_parts.h"
#include "tests/support/visits.h"

/* What else everybody needs of the rating screens: answers that are told apart without colour, time enough, nothing that flashes, and a
   ring round what the keys are on that is seen everywhere. */

enum { WIDTH = 1920, HEIGHT = 1080, LEVELS = 5, SIDE_MOST = 256, LONGER_TIMES = 10, FLASHES_MOST = 3, WATCH_MS = 60000 };

#define SEEN_APART 12.0 /* lightness, CIE L* */
#define SHARE_APART 0.08
#define RING_CONTRAST 3.0

static const struct visit_glass glass = {"21.5\"", WIDTH, HEIGHT, 476}, upright = {"21.5\" upright", HEIGHT, WIDTH, 268};
static const char *const themes[] = {"civic", "night", "contrast"};

enum { THEMES = sizeof(themes) / sizeof(themes[0]) };

static const struct visit_scene *scene_named(const char *name)
{
	for (size_t i = 0; i < visit_scene_count; i++)
		if (strcmp(visit_scenes[i].name, name) == 0)
			return &visit_scenes[i];
	fail_msg("no scene %s", name);
	return NULL;
}

static double lightness(uint32_t color)
{
	double sum = 0;
	static const double weights[] = {0.0722, 0.7152, 0.2126};

	for (int i = 0; i < 3; i++) {
		double value = (color >> 8 * i & 0xff) / 255.0;

		sum += weights[i] * (value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4));
	}
	return sum > 0.008856 ? 116 * cbrt(sum) - 16 : 903.3 * sum;
}

/* The mark of an answer as it is painted: the icon in its target, by level. */
static struct rect mark_of(const struct kiosk *kiosk, int level, bool stars)
{
	const struct draw_command *target = NULL;
	struct rect mark = {0};
	size_t count;
	const struct draw_list *const *lists = kiosk_lists(kiosk, &count);

	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < lists[i]->count; j++) {
			const struct draw_command *command = &lists[i]->commands[j];

			if (command->kind == DRAW_TARGET && command->target.action == INTENT_LEVEL && command->target.argument == level)
				target = command;
		}
	assert_non_null(target);
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < lists[i]->count; j++) {
			const struct draw_command *command = &lists[i]->commands[j];
			struct rect within = rect_intersect(command->bounds, target->target.box);
			bool is_star = command->bounds.width < 60;

			if (command->kind == DRAW_PATH && within.width == command->bounds.width && within.height == command->bounds.height &&
				command->bounds.width < SIDE_MOST && is_star == stars && command->path.transform.scale_x != 1 &&
				(!stars || command->bounds.y > target->target.box.y + target->target.box.height / 2))
				mark = rect_union(mark, command->bounds);
		}
	assert_false(rect_is_empty(mark));
	return mark;
}

/* The share of two marks, one over the other, that a greyscale picture shows otherwise. */
static double apart(struct pixels pixels, struct rect a, struct rect b)
{
	int width = a.width > b.width ? a.width : b.width, height = a.height > b.height ? a.height : b.height, count = 0;

	for (int y = 0; y < height; y++)
		for (int x = 0; x < width; x++)
			count += fabs(lightness(*pixels_at(pixels, a.x + (a.width - width) / 2 + x, a.y + (a.height - height) / 2 + y)) -
				      lightness(*pixels_at(pixels, b.x + (b.width - width) / 2 + x, b.y + (b.height - height) / 2 + y))) >=
				 SEEN_APART;
	return (double)count / (width * height);
}

static void answers_differ_in_greyscale(void **state)
{
	(void)state;
	for (int theme = 0; theme < THEMES; theme++) {
		static uint32_t rows[WIDTH * HEIGHT];
		struct pixels pixels = {rows, WIDTH, HEIGHT, WIDTH * (int)sizeof(uint32_t)};
		struct visits visits;

		visits_open(&visits, themes[theme]);
		visits_paint(&visits, scene_named("question"), &glass, &(struct visit_manner){0}, pixels, (struct point){0, 0});
		for (int a = 1; a <= LEVELS; a++)
			for (int b = a + 1; b <= LEVELS; b++) {
				double faces = apart(pixels, mark_of(&visits.kiosk, a, false), mark_of(&visits.kiosk, b, false));
				double stars = apart(pixels, mark_of(&visits.kiosk, a, true), mark_of(&visits.kiosk, b, true));

				if (faces < SHARE_APART || stars < SHARE_APART / 4)
					fail_msg("%s: levels %d and %d: faces %.1f %% and stars %.1f %% apart in greyscale, expected %.0f and %.0f",
						themes[theme], a, b, faces * 100, stars * 100, SHARE_APART * 100, SHARE_APART * 25);
			}
		visits_close(&visits);
	}
}

static uint64_t picture_of(const struct kiosk *kiosk)
{
	uint64_t hash = 0;
	size_t count;
	const struct draw_list *const *lists = kiosk_lists(kiosk, &count);

	for (size_t i = 0; i < count; i++)
		hash = hash * 31 + draw_hash(lists[i]);
	return hash;
}

/* Nothing changes faster than it may flash, for a minute from each screen on. */
static void nothing_flashes(void **state)
{
	struct visits visits;

	(void)state;
	visits_open(&visits, "civic");
	for (size_t i = 0; i < visit_scene_count; i++) {
		struct moment at;
		int64_t changes[FLASHES_MOST + 1] = {0};
		uint64_t before;

		visits_show(&visits, &visit_scenes[i], &glass, &(struct visit_manner){0});
		before = picture_of(&visits.kiosk);
		for (at = visits.now; at.steady_ms < visits.now.steady_ms + WATCH_MS;) {
			int64_t until_ms = kiosk_update(&visits.kiosk, WIDTH, HEIGHT, at);
			int64_t wait_ms = until_ms - at.wall_ms > 10000 ? 10000 : until_ms - at.wall_ms < 10 ? 10 : until_ms - at.wall_ms;

			if (picture_of(&visits.kiosk) != before) {
				memmove(changes, changes + 1, sizeof(changes) - sizeof(changes[0]));
				changes[FLASHES_MOST] = at.steady_ms;
				if (changes[0] && changes[FLASHES_MOST] - changes[0] < 1000)
					fail_msg("%s changes more than %d times a second", visit_scenes[i].name, FLASHES_MOST);
			}
			before = picture_of(&visits.kiosk);
			at.steady_ms += wait_ms;
			at.wall_ms += wait_ms;
		}
	}
	visits_close(&visits);
}

/* Warned 20 s before the end, one tap goes on and changes nothing, ten times and more; no limit is under 15 s. */
static void there_is_time_enough(void **state)
{
	static const char *const names[] = {"service", "question", "reasons-chosen", "further-choice", "further-stars", "further-levels"};
	struct visits visits;

	(void)state;
	visits_open(&visits, "civic");
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const struct visit_scene *scene = scene_named(names[i]);
		const struct glass_event down = {.kind = GLASS_DOWN, .at = {WIDTH / 2, HEIGHT / 2}}, up = {.kind = GLASS_UP, .at = down.at};
		struct visit *visit = &visits.kiosk.visit;
		struct moment at = visits.now;

		visits_show(&visits, scene, &glass, &(struct visit_manner){0});
		for (int time = 0; time < LONGER_TIMES; time++) {
			int64_t warned_ms = visit_due_ms(visit), over_ms;

			assert_true(warned_ms - at.steady_ms >= 15000);
			at.steady_ms = warned_ms;
			kiosk_update(&visits.kiosk, WIDTH, HEIGHT, at);
			assert_true(visit->asking_still_there);
			over_ms = visit_due_ms(visit);
			assert_true(over_ms - warned_ms >= 20000);
			at.steady_ms = over_ms - 1;
			kiosk_update(&visits.kiosk, WIDTH, HEIGHT, at);
			kiosk_event(&visits.kiosk, &down, at);
			kiosk_event(&visits.kiosk, &up, at);
			kiosk_update(&visits.kiosk, WIDTH, HEIGHT, at);
			if (visit->place != scene->place || visit->asking_still_there || visit->reasons != scene->reasons ||
				visit->further != scene->further)
				fail_msg("%s: a tap does not simply go on, time %d", names[i], time + 1);
		}
	}
	visits_close(&visits);
}

/* Two rings, one in the other: whatever is under them, one of the two is seen on it. */
static void check_ring(const struct visits *visits, const struct visit_scene *scene, const struct visit_glass *on, int focus, const char *theme)
{
	const struct draw_list *ring = &visits->kiosk.ring;
	const struct draw_command *target = screen_target(visits->kiosk.set->screen, (size_t)focus);
	struct rect within;

	if (ring->count != 2)
		fail_msg("%s, %s: no ring round target %d", scene->name, theme, focus);
	within = rect_intersect(target->target.box, ring->commands[1].bounds);
	assert_true(theme_contrast(ring->commands[0].ink.color, ring->commands[1].ink.color) >= RING_CONTRAST);
	assert_true(theme_contrast(ring->commands[1].ink.color, 0xff000000 | visits->kiosk.set->theme->color[ROLE_BG]) >= RING_CONTRAST);
	if (within.width < target->target.box.width || within.height < target->target.box.height)
		fail_msg("%s, %s, %s: the ring does not go round target %d", scene->name, theme, on->name, focus);
	assert_true(ring->commands[1].bounds.x >= 0 && ring->commands[1].bounds.x + ring->commands[1].bounds.width <= on->width);
}

static void the_ring_is_seen_round_everything(void **state)
{
	const struct visit_glass *const both[] = {&glass, &upright};

	(void)state;
	for (int theme = 0; theme < THEMES; theme++) {
		struct visits visits;

		visits_open(&visits, themes[theme]);
		for (size_t i = 0; i < visit_scene_count; i++)
			for (int look = 0; look < 4; look++) {
				struct visit_manner manner = {.language = look & 1 ? LANGUAGE_UG : LANGUAGE_ZH, .focus = 1};
				size_t count = 1;

				for (; manner.focus <= (int)count; manner.focus++) {
					visits_show(&visits, &visit_scenes[i], both[look / 2], &manner);
					count = screen_target_count(visits.kiosk.set->screen);
					if (count > 0)
						check_ring(&visits, &visit_scenes[i], both[look / 2], manner.focus, themes[theme]);
				}
			}
		visits_close(&visits);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(answers_differ_in_greyscale),
		cmocka_unit_test(nothing_flashes),
		cmocka_unit_test(there_is_time_enough),
		cmocka_unit_test(the_ring_is_seen_round_everything),
	};

	return cmocka_run_group_tests_name("visit_limits", tests, NULL, NULL);
}
