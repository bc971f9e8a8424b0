#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <SDL.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "feed/base/civil.h"
#include "feed/base/file.h"
#include "kiosk/kiosk_parts.h"
#include "tests/support/display.h"
#include "tests/support/served.h"

/*
 * The whole kiosk in a real window, with its worker and a real centre, and SDL's own events: fingers rate in each language, no key and
 * no word of the system leads out of it, and what is recorded was chosen by a full touch or by a key on what was in its ring.
 *     EVENTS=1000000 SEED=1 build/asan/tests/kiosk_visits_test
 */

enum {
	SKIPPED = 77,
	WIDTH = 320,
	HEIGHT = 180,
	SECOND = 1000,
	MINUTE = 60 * SECOND,
	RECEIPT_MS = 20000,
	FINGERS = 3,
	GIVEN_MAX = 100000,
	EVENTS = 2000
};
#define NOW INT64_C(1540431000000) /* 2018-10-25 09:30 in Shanghai */

struct given {
	char token[RATING_TOKEN_DIGITS + 1];
	int level;
};

static struct desk {
	struct served served;
	struct settings settings;
	struct stage stage;
	struct kiosk kiosk;
	struct glass *glass;
	struct worker *worker;
	struct moment now;
	char feed[64], state[96];
	struct random dice;

	/* what a witness beside the screen saw */
	struct intent down;                         /* under the finger that came down */
	char token[RATING_TOKEN_DIGITS + 1];        /* of the question that the next are about */
	unsigned levels, reasons;                   /* that were chosen under it: a bit each */
	struct given *given;
	size_t given_count;
} desk;

static void fail_with(const struct error *error)
{
	fail_msg("%s", error->text);
}

static void pass(int64_t ms)
{
	desk.now.wall_ms += ms;
	desk.now.steady_ms += ms;
	desk.now.frame_us = desk.now.steady_ms * 1000;
}

static void show(void)
{
	kiosk_take_news(&desk.kiosk, desk.now);
	kiosk_show(&desk.kiosk, desk.glass, desk.now);
}

static bool same(struct intent a, struct intent b)
{
	return a.kind == b.kind && a.argument == b.argument;
}

static void note_choice(struct intent chosen)
{
	const struct visit *visit = &desk.kiosk.visit;

	if (strcmp(visit->token, desk.token) != 0) {
		memcpy(desk.token, visit->token, sizeof(desk.token));
		desk.levels = desk.reasons = 0;
	}
	if (chosen.kind == INTENT_LEVEL && visit->place == VISIT_QUESTION)
		desk.levels |= 1u << chosen.argument;
	if (chosen.kind == INTENT_REASON && visit->place == VISIT_REASONS)
		desk.reasons |= 1u << chosen.argument;
}

/* What this event chooses, by what everybody can see. */
static void witness(const struct glass_event *event)
{
	struct kiosk *kiosk = &desk.kiosk;
	struct intent under = screen_intent(kiosk->set->screen, event->at);

	if (event->kind == GLASS_DOWN)
		desk.down = under;
	else if (event->kind == GLASS_CANCEL)
		desk.down = (struct intent){INTENT_NONE, 0};
	else if (event->kind == GLASS_UP && same(under, desk.down))
		note_choice(under);
	if (event->kind == GLASS_UP && kiosk->visit.by_swipe)
		note_choice(kiosk_focused(kiosk));
	if (event->kind == GLASS_KEY && (event->key == '\r' || event->key == ' '))
		note_choice(kiosk_focused(kiosk));
}

static void await_receipt(void)
{
	for (int waited = 0; desk.kiosk.visit.place == VISIT_SAVING && waited < RECEIPT_MS; waited++) {
		nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
		kiosk_take_news(&desk.kiosk, desk.now);
	}
	assert_int_equal(desk.kiosk.visit.place, VISIT_THANKS);
}

static void note_given(const struct visit *visit)
{
	struct given *given = &desk.given[desk.given_count++];

	assert_true(desk.given_count < GIVEN_MAX);
	assert_string_equal(visit->token, desk.token);
	assert_true(desk.levels >> visit->level & 1);
	assert_int_equal(visit->reasons & ~desk.reasons, 0);
	memcpy(given->token, visit->token, sizeof(given->token));
	given->level = visit->level;
}

static void take(const struct glass_event *event)
{
	bool was_saving = desk.kiosk.visit.place == VISIT_SAVING;

	assert_int_not_equal(event->kind, GLASS_QUIT);
	witness(event);
	kiosk_event(&desk.kiosk, event, desk.now);
	if (!was_saving && desk.kiosk.visit.place == VISIT_SAVING) {
		note_given(&desk.kiosk.visit);
		await_receipt();
	}
	assert_int_not_equal(desk.kiosk.staff.wish, WISH_RESTART);
}

/* All that waits in SDL's queue, as live.c does it. */
static void drain(void)
{
	for (;;) {
		struct glass_event event = glass_wait(desk.glass, 0);

		if (event.kind != GLASS_NONE)
			take(&event);
		else if (!SDL_HasEvents(SDL_FIRSTEVENT, SDL_POLLSENTINEL - 1)) /* a poll ends at a mark of SDL's own, with more behind it */
			return;
	}
}

static void push(SDL_Event event)
{
	assert_int_equal(SDL_PushEvent(&event), 1);
}

static void push_finger(uint32_t type, SDL_FingerID finger, struct point at)
{
	push((SDL_Event){.tfinger = {.type = type, .touchId = 1, .fingerId = finger,
		.x = ((float)at.x + 0.5f) / WIDTH, .y = ((float)at.y + 0.5f) / HEIGHT}});
}

static void push_key(int scan, int modifiers, bool down)
{
	static const int bits[] = {KMOD_LSHIFT, KMOD_LCTRL, KMOD_LALT, KMOD_LGUI};
	SDL_Event event = {.key = {.type = down ? SDL_KEYDOWN : SDL_KEYUP, .state = down ? SDL_PRESSED : SDL_RELEASED}};

	event.key.keysym.scancode = (SDL_Scancode)scan;
	event.key.keysym.sym = SDL_GetKeyFromScancode((SDL_Scancode)scan);
	for (int bit = 0; bit < 4; bit++)
		event.key.keysym.mod |= (uint16_t)(modifiers >> bit & 1 ? bits[bit] : 0);
	push(event);
}

static const struct draw_command *find_target(struct intent wanted)
{
	const struct screen *screen = desk.kiosk.set->screen;

	for (size_t i = 1; i <= screen_target_count(screen); i++) {
		const struct draw_command *target = screen_target(screen, i);

		if (same(wanted, (struct intent){(enum intent_kind)target->target.action, target->target.argument}))
			return target;
	}
	return NULL;
}

static struct point middle(const struct draw_command *target)
{
	struct rect box = target->target.box;

	return (struct point){box.x + box.width / 2, box.y + box.height / 2};
}

static void touch(enum intent_kind kind, int argument)
{
	const struct draw_command *target = find_target((struct intent){kind, argument});
	struct point at;

	if (!target)
		fail_msg("nothing to touch for %d:%d at place %d", kind, argument, desk.kiosk.visit.place);
	at = middle(target); /* which the next turn records again */
	pass(500);
	push_finger(SDL_FINGERDOWN, 7, at);
	drain();
	show();
	push_finger(SDL_FINGERUP, 7, at);
	drain();
	show();
}

/* Left alone, every place gives way to the first one. */
static void leave_alone(void)
{
	for (int i = 0; i < 12; i++) {
		pass(MINUTE);
		show();
	}
	assert_int_equal(desk.kiosk.visit.place, VISIT_ATTRACT);
	assert_int_equal(desk.kiosk.staff.door.place, DOOR_SHUT);
	assert_int_equal(desk.kiosk.visit.language, desk.kiosk.home);
}

static void open_settings(void)
{
	char *words[] = {"hallboard", "--layout", "layouts/touch.layout", "--area", "K1", "--assets", ".", "--shift_px", "0", "--reduced_motion"};
	struct faults faults;
	bool usage;

	faults_init(&faults, &desk.served.arena);
	assert_true(settings_read(&desk.served.arena, sizeof(words) / sizeof(words[0]), words, &desk.settings, &faults, &usage));
	assert_true(stage_open(&desk.stage, &desk.settings, &faults));
}

static void wake(void *glass)
{
	if (*(struct glass **)glass)
		glass_wake(*(struct glass **)glass);
}

static void open_worker(const struct snapshot **first)
{
	struct worker_settings settings = {.feed = desk.feed, .state_folder = desk.state, .sync = {.area = STR("all"), .upload_at_once = true},
		.area = STR("K1"), .ratings = true, .wake_ui = wake, .wake_self = &desk.glass};
	struct str key;
	struct error error;

	sign_start();
	if (!file_make_folder(desk.state, &error) ||
		!file_read(&desk.served.arena, str_format(&desk.served.arena, "%s/keys/centre.pub", desk.served.centre).bytes, SIGN_TEXT_BYTES_MAX, &key, &error) ||
		!sign_public_parse(key, &settings.sync.key, &error) || !worker_open(&desk.worker, &settings, first, &error))
		fail_with(&error);
}

static int begin(void **state)
{
	const char *seed = getenv("SEED");
	const struct snapshot *first;
	struct error error;

	(void)state;
	if (!display_start(WIDTH, HEIGHT))
		return 0; /* main has said so */
	memset(&desk, 0, sizeof(desk));
	desk.dice = random_seeded(seed ? strtoull(seed, NULL, 10) : 1);
	desk.given = calloc(GIVEN_MAX, sizeof(*desk.given));
	served_begin(&desk.served, true);
	assert_int_equal(served_run(&desk.served, "import", desk.served.centre, "survey", "tests/data/survey_full.json", NULL), 0);
	served_start(&desk.served);
	snprintf(desk.feed, sizeof(desk.feed), "http://127.0.0.1:%d", desk.served.port);
	snprintf(desk.state, sizeof(desk.state), "%s/state", desk.served.folder);
	assert_true(civil_zone_set("Asia/Shanghai"));
	desk.now = (struct moment){.wall_ms = NOW};
	pass(1000 * SECOND);
	open_settings();
	open_worker(&first);
	if (!kiosk_start(&desk.kiosk, &desk.settings, &desk.stage, desk.now, &error) ||
		!glass_window_create(&desk.glass, &(struct glass_settings){.width = WIDTH, .height = HEIGHT, .presenter = GLASS_CPU, .title = "Hallboard"}, &error))
		fail_with(&error);
	kiosk_join(&desk.kiosk, desk.worker, first, desk.now);
	worker_start(desk.worker);
	worker_settle(desk.worker, RECEIPT_MS, false);
	show();
	assert_non_null(kiosk_survey(&desk.kiosk));
	return 0;
}

static int finish(void **state)
{
	(void)state;
	if (!desk.worker)
		return 0;
	worker_stop(desk.worker);
	kiosk_stop(&desk.kiosk);
	glass_destroy(desk.glass);
	stage_close(&desk.stage);
	served_finish(&desk.served);
	free(desk.given);
	display_stop();
	return 0;
}

/* Every row that is kept was given, with this level, and once. */
static void assert_kept(void)
{
	struct str path = str_format(&desk.served.arena, "%s/outbox.db", desk.state);
	sqlite3_stmt *statement;
	sqlite3 *database;
	size_t kept = 0;

	assert_int_equal(sqlite3_open_v2(path.bytes, &database, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(database, "SELECT token, level FROM rating", -1, &statement, NULL), SQLITE_OK);
	for (; sqlite3_step(statement) == SQLITE_ROW; kept++) {
		size_t at = 0;

		while (at < desk.given_count && strcmp(desk.given[at].token, (const char *)sqlite3_column_text(statement, 0)) != 0)
			at++;
		assert_true(at < desk.given_count);
		assert_int_equal(desk.given[at].level, sqlite3_column_int(statement, 1));
	}
	sqlite3_finalize(statement);
	sqlite3_close(database);
	assert_int_equal(kept, desk.given_count);
}

static size_t arrived(void)
{
	struct str path = str_format(&desk.served.arena, "%s/centre.db", desk.served.centre);
	sqlite3_stmt *statement;
	sqlite3 *database;
	size_t count = 0;

	assert_int_equal(sqlite3_open_v2(path.bytes, &database, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	sqlite3_busy_timeout(database, 5000);
	assert_int_equal(sqlite3_prepare_v2(database, "SELECT count(*) FROM ratings", -1, &statement, NULL), SQLITE_OK);
	if (sqlite3_step(statement) == SQLITE_ROW)
		count = (size_t)sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	sqlite3_close(database);
	return count;
}

/* One visit by finger, whatever the survey asks after this level. */
static void visit_by_finger(enum language language, int level)
{
	assert_int_equal(desk.kiosk.visit.place, VISIT_ATTRACT);
	touch(INTENT_LANGUAGE, (int)language);
	assert_int_equal(desk.kiosk.visit.language, language);
	touch(INTENT_SERVICE, 0);
	touch(INTENT_LEVEL, level);
	while (desk.kiosk.visit.place != VISIT_THANKS) {
		if (desk.kiosk.visit.place == VISIT_REASONS) {
			touch(INTENT_REASON, 1);
			touch(INTENT_SUBMIT, 0);
		} else {
			assert_int_equal(desk.kiosk.visit.place, VISIT_FURTHER);
			touch(INTENT_FURTHER, 1);
		}
	}
	touch(INTENT_DONE, 0);
}

static void fingers_rate_in_each_language(void **state)
{
	(void)state;
	for (int language = 0; language < LANGUAGE_COUNT; language++) {
		visit_by_finger((enum language)language, LEVEL_BEST - language);
		pass(6 * SECOND);
		show();
	}
	assert_int_equal(desk.given_count, LANGUAGE_COUNT);
	assert_kept();
	for (int waited = 0; arrived() < LANGUAGE_COUNT && waited < RECEIPT_MS / 50; waited++)
		nanosleep(&(struct timespec){.tv_nsec = 50000000}, NULL);
	assert_int_equal(arrived(), LANGUAGE_COUNT);
}

static void assert_window_stands(void)
{
	SDL_Window *window = SDL_GetWindowFromID(1);
	int width, height;

	for (uint32_t id = 1; !window && id < 20; id++)
		window = SDL_GetWindowFromID(id);
	assert_non_null(window);
	assert_int_equal(SDL_GetWindowFlags(window) & (SDL_WINDOW_HIDDEN | SDL_WINDOW_MINIMIZED), 0);
	SDL_GetWindowSize(window, &width, &height);
	assert_int_equal(width, WIDTH);
	assert_int_equal(height, HEIGHT);
}

/* Every key of SDL with every set of Shift, Ctrl, Alt and Super, and every word by which a system ends a program. */
static void nothing_leads_out(void **state)
{
	static const uint32_t ends[] = {SDL_QUIT, SDL_APP_TERMINATING, SDL_APP_LOWMEMORY, SDL_APP_WILLENTERBACKGROUND, SDL_APP_DIDENTERBACKGROUND,
		SDL_LOCALECHANGED, SDL_CLIPBOARDUPDATE, SDL_KEYMAPCHANGED};
	size_t before = desk.given_count;

	(void)state;
	for (int scan = 0; scan < SDL_NUM_SCANCODES; scan++) {
		for (int modifiers = 0; modifiers < 16; modifiers++) {
			push_key(scan, modifiers, true);
			push_key(scan, modifiers, false);
		}
		drain();
		if (scan % 8 == 0)
			show();
		pass(50);
	}
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		push((SDL_Event){.type = ends[i]});
	for (int event = SDL_WINDOWEVENT_SHOWN; event <= SDL_WINDOWEVENT_DISPLAY_CHANGED; event++)
		if (event != SDL_WINDOWEVENT_SIZE_CHANGED && event != SDL_WINDOWEVENT_RESIZED)
			push((SDL_Event){.window = {.type = SDL_WINDOWEVENT, .event = (uint8_t)event, .windowID = 1}});
	drain();
	show();
	assert_window_stands();
	leave_alone();
	assert_true(desk.given_count <= before + 40);
	assert_kept();
}

static struct point anywhere(void)
{
	const struct screen *screen = desk.kiosk.set->screen;
	size_t count = screen_target_count(screen);

	if (count == 0 || random_below(&desk.dice, 4) == 0)
		return (struct point){(int)random_below(&desk.dice, WIDTH), (int)random_below(&desk.dice, HEIGHT)};
	return middle(screen_target(screen, 1 + random_below(&desk.dice, count)));
}

static void push_random(struct point *at)
{
	static const int keys[] = {SDL_SCANCODE_TAB, SDL_SCANCODE_RETURN, SDL_SCANCODE_SPACE, SDL_SCANCODE_ESCAPE, SDL_SCANCODE_BACKSPACE,
		SDL_SCANCODE_LEFT, SDL_SCANCODE_RIGHT, SDL_SCANCODE_UP, SDL_SCANCODE_DOWN, SDL_SCANCODE_R, SDL_SCANCODE_P, SDL_SCANCODE_MINUS};
	SDL_FingerID finger = (SDL_FingerID)random_below(&desk.dice, FINGERS);

	switch (random_below(&desk.dice, 10)) {
	case 0:
		push_key(keys[random_below(&desk.dice, sizeof(keys) / sizeof(keys[0]))], 0, true);
		break;
	case 1:
		push_key((int)random_below(&desk.dice, SDL_NUM_SCANCODES), (int)random_below(&desk.dice, 16), true);
		break;
	case 2:
		push((SDL_Event){.window = {.type = SDL_WINDOWEVENT, .event = SDL_WINDOWEVENT_FOCUS_LOST, .windowID = 1}});
		break;
	case 3:
		push_finger(SDL_FINGERMOTION, finger, *at = anywhere());
		break;
	case 4:
	case 5:
		push_finger(SDL_FINGERUP, finger, random_below(&desk.dice, 2) ? *at : anywhere());
		break;
	case 6:
		push((SDL_Event){.type = SDL_QUIT});
		break;
	default: /* down, and mostly up again */
		push_finger(SDL_FINGERDOWN, finger, *at = anywhere());
		if (random_below(&desk.dice, 4))
			push_finger(SDL_FINGERUP, finger, *at);
	}
}

static void random_events_choose_nothing_and_end_nothing(void **state)
{
	const char *wanted = getenv("EVENTS");
	long count = wanted ? atol(wanted) : EVENTS;
	struct point at = {0, 0};

	(void)state;
	for (long i = 0; i < count; i++) {
		push_random(&at);
		drain();
		pass(random_below(&desk.dice, 60) == 0 ? 45 * SECOND : (int64_t)random_below(&desk.dice, 2000));
		if (random_below(&desk.dice, 2))
			show();
		if (i % 5000 == 4999) {
			leave_alone();
			assert_window_stands();
		}
	}
	leave_alone();
	assert_window_stands();
	assert_kept();
	printf("%ld random events, %zu ratings in all, each of them chosen\n", count, desk.given_count);
	assert_true(desk.given_count > LANGUAGE_COUNT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fingers_rate_in_each_language),
		cmocka_unit_test(nothing_leads_out),
		cmocka_unit_test(random_events_choose_nothing_and_end_nothing),
	};

	if (access("/usr/bin/Xvfb", X_OK) != 0) {
		puts("no Xvfb here (package xvfb)");
		return SKIPPED;
	}
	return cmocka_run_group_tests(tests, begin, finish);
}
