#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "feed/base/arena.h"
#include "feed/base/civil.h"
#include "feed/wire/wire.h"
#include "kiosk/kiosk_parts.h"
#include "tests/support/golden.h"

/* What an alert does to the screen: it is there with the next frame, whatever was on, and nothing of a visit is recorded. */

#define NOW INT64_C(1540431000000)

enum { SECOND = 1000, WIDTH = 640, HEIGHT = 360 };

static struct desk {
	struct arena arena;
	struct settings settings;
	struct stage stage;
	struct kiosk kiosk;
	struct glass *glass;
	struct moment now;
} desk;

static struct document *decode(enum document_kind kind, const char *name, struct str bytes)
{
	struct error error;
	struct document *document = document_decode(kind, str_from(name), name, bytes, &error);

	if (!document)
		fail_msg("%s", error.text);
	return document;
}

static const struct snapshot *feed(void)
{
	const struct document *documents[] = {decode(DOCUMENT_AREAS, "areas", golden_text(&desk.arena, "wire/areas.json")),
		decode(DOCUMENT_SURVEY, "survey", golden_text(&desk.arena, "wire/survey.json"))};
	const struct head head = {.area = STR("all"), .version = 1, .issued_ms = NOW, .expires_ms = NOW + 86400 * SECOND};
	const struct snapshot *snapshot = snapshot_create(&head, documents, 2);

	for (int i = 0; i < 2; i++)
		document_unref(documents[i]);
	return snapshot;
}

/* The worker's news: one alert for a minute, everywhere; or none. */
static void hear(bool raised)
{
	struct str text = raised ? golden_variant(&desk.arena, golden_text(&desk.arena, "wire/alerts.json"), "[\"659001\",\"g-1\"]", "[\"all\"]")
				 : STR("{\"alerts\":[]}");
	const struct document *document = decode(DOCUMENT_ALERTS, "alerts", text);
	const struct head head = {.area = STR("global"), .version = 1, .issued_ms = NOW, .expires_ms = NOW + 86400 * SECOND};
	struct news news = {.alerts = snapshot_create(&head, &document, 1)};

	document_unref(document);
	kiosk_take_alerts(&desk.kiosk, &news, desk.now);
}

static void frame(int64_t later_ms)
{
	desk.now.wall_ms += later_ms;
	desk.now.steady_ms += later_ms;
	kiosk_show(&desk.kiosk, desk.glass, desk.now);
}

static const char *shown(void)
{
	return desk.kiosk.shown->name.bytes ? str_copy(&desk.arena, desk.kiosk.shown->name).bytes : "";
}

static void open_screen(const char *layout)
{
	char *words[] = {"hallboard", "--layout", (char *)(uintptr_t)layout, "--size", "640x360", "--assets", "."};
	struct faults faults;
	struct error error;
	bool usage;

	memset(&desk, 0, sizeof(desk));
	faults_init(&faults, &desk.arena);
	assert_true(civil_zone_set("Asia/Shanghai"));
	desk.now = (struct moment){.wall_ms = NOW, .steady_ms = 1000 * SECOND};
	assert_true(settings_read(&desk.arena, 7, words, &desk.settings, &faults, &usage));
	assert_true(stage_open(&desk.stage, &desk.settings, &faults));
	assert_true(kiosk_start(&desk.kiosk, &desk.settings, &desk.stage, desk.now, &error));
	kiosk_join(&desk.kiosk, NULL, feed(), desk.now);
	assert_true(glass_memory_create(&desk.glass, WIDTH, HEIGHT, QUARTER_0, &error));
	frame(0);
}

static int open_wall(void **state)
{
	(void)state;
	open_screen("layouts/hall.layout");
	return 0;
}

/* Without data no board of the hall has anything to show, and its page stays. */
static int open_pages(void **state)
{
	(void)state;
	open_screen("tests/data/two_pages.layout");
	return 0;
}

static int open_touch(void **state)
{
	(void)state;
	open_screen("layouts/touch.layout");
	return 0;
}

static int finish(void **state)
{
	(void)state;
	kiosk_stop(&desk.kiosk);
	glass_destroy(desk.glass);
	stage_close(&desk.stage);
	arena_finish(&desk.arena);
	return 0;
}

static void it_is_there_with_the_next_frame_and_gone_with_its_end(void **state)
{
	(void)state;
	assert_string_not_equal(shown(), "alert");
	hear(true);
	frame(16);
	assert_string_equal(shown(), "alert");
	assert_false(glass_is_passing(desk.glass));
	frame(60 * SECOND);
	assert_string_equal(shown(), "alert");
	hear(false);
	frame(16);
	assert_string_not_equal(shown(), "alert");
	assert_false(glass_is_passing(desk.glass)); /* it goes as it came */
}

/* The golden alert ends two hours after NOW. */
static void it_ends_by_the_hall_s_clock_without_a_centre(void **state)
{
	(void)state;
	hear(true);
	frame(2 * 3600 * SECOND - 1);
	assert_string_equal(shown(), "alert");
	frame(1);
	assert_string_not_equal(shown(), "alert");
}

/* A page that is on its way gives way at once. */
static void a_passage_is_cut(void **state)
{
	(void)state;
	for (int i = 0; i < 200 && !glass_is_passing(desk.glass); i++)
		frame(SECOND);
	assert_true(glass_is_passing(desk.glass));
	hear(true);
	frame(16);
	assert_string_equal(shown(), "alert");
	assert_false(glass_is_passing(desk.glass));
}

static uint32_t pixel(int x, int y)
{
	struct pixels canvas;

	assert_true(glass_canvas(desk.glass, &canvas));
	return *pixels_at(canvas, x, y) & 0xffffff;
}

/* The picture of a page moves by a few pixels against burning in; an alert does not leave its edge bare for that. */
static void it_fills_the_screen_to_its_edges(void **state)
{
	const uint32_t yellow = desk.kiosk.set->theme->color[ROLE_ALERT_DRILL] & 0xffffff;

	(void)state;
	for (int i = 0; i < 20; i++) {
		hear(false);
		frame(5 * 60 * SECOND);
		hear(true);
		frame(16);
		assert_string_equal(shown(), "alert");
		assert_int_equal(pixel(0, HEIGHT - 1), yellow);
		assert_int_equal(pixel(WIDTH - 1, HEIGHT - 1), yellow);
	}
}

static void tap(int x, int y)
{
	struct glass_event event = {.kind = GLASS_DOWN, .at = {x, y}};

	kiosk_event(&desk.kiosk, &event, desk.now);
	event.kind = GLASS_UP;
	kiosk_event(&desk.kiosk, &event, desk.now);
}

static void a_visit_is_put_aside(void **state)
{
	(void)state;
	desk.kiosk.visit = visit_at(VISIT_REASONS, LANGUAGE_UG, 2, &desk.kiosk.random, desk.now.steady_ms);
	desk.kiosk.visit.rated_ms = 7;
	frame(16);
	assert_string_equal(shown(), "reasons");
	hear(true);
	frame(16);
	assert_string_equal(shown(), "alert");
	assert_int_equal(desk.kiosk.visit.place, VISIT_ATTRACT);
	assert_int_equal(desk.kiosk.visit.level, 0);
	assert_int_equal(desk.kiosk.visit.rated_ms, 7); /* who taps on an answer soon after is still a repeat */
	for (int y = 20; y < HEIGHT; y += 40)
		for (int x = 20; x < WIDTH; x += 40)
			tap(x, y);
	assert_int_equal(desk.kiosk.visit.place, VISIT_ATTRACT); /* nothing begins behind it */
	hear(false);
	frame(16);
	assert_string_equal(shown(), "welcome");
}

/* What was given before is on its way to the disk and stays given. */
static void a_rating_that_was_given_is_kept(void **state)
{
	(void)state;
	desk.kiosk.visit = visit_at(VISIT_SAVING, LANGUAGE_ZH, 4, &desk.kiosk.random, desk.now.steady_ms);
	hear(true);
	frame(16);
	assert_string_equal(shown(), "alert");
	assert_int_equal(desk.kiosk.visit.place, VISIT_SAVING);
	assert_int_equal(desk.kiosk.visit.level, 4);
}

static void before_the_first_data_it_is_shown_too(void **state)
{
	(void)state;
	snapshot_unref(desk.kiosk.snapshot);
	desk.kiosk.snapshot = NULL;
	frame(16);
	assert_string_equal(shown(), "waiting");
	hear(true);
	frame(16);
	assert_string_equal(shown(), "alert");
}

#define ON_A_WALL(test) cmocka_unit_test_setup_teardown(test, open_wall, finish)
#define ON_TWO_PAGES(test) cmocka_unit_test_setup_teardown(test, open_pages, finish)
#define ON_A_TOUCH_SCREEN(test) cmocka_unit_test_setup_teardown(test, open_touch, finish)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_A_WALL(it_is_there_with_the_next_frame_and_gone_with_its_end),
		ON_A_WALL(it_ends_by_the_hall_s_clock_without_a_centre),
		ON_TWO_PAGES(a_passage_is_cut),
		ON_A_WALL(it_fills_the_screen_to_its_edges),
		ON_A_WALL(before_the_first_data_it_is_shown_too),
		ON_A_TOUCH_SCREEN(a_visit_is_put_aside),
		ON_A_TOUCH_SCREEN(a_rating_that_was_given_is_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
