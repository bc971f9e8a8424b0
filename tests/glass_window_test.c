#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <SDL.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "kiosk/glass/fingers.h"
#include "kiosk/glass/glass.h"
#include "tests/support/display.h"

/* A window on an X server of our own that nobody sees. */

enum { SKIPPED = 77, SEED = 20261123, DISPLAY_WIDTH = 1600, DISPLAY_HEIGHT = 900 };

static struct glass *open_glass(struct glass_settings settings)
{
	struct glass *glass;
	struct error error;

	settings.title = "glass";
	if (!glass_window_create(&glass, &settings, &error))
		fail_msg("%s", error.text);
	return glass;
}

static bool glass_pixels(struct glass *glass, uint32_t **rows, int *width, int *height, int *stride_bytes)
{
	struct pixels canvas;

	if (!glass_canvas(glass, &canvas))
		return false;
	*rows = canvas.rows;
	*width = canvas.width;
	*height = canvas.height;
	*stride_bytes = canvas.stride_bytes;
	return true;
}

static void fill(struct glass *glass, uint32_t color)
{
	int width, height, stride_bytes;
	uint32_t *rows;

	assert_true(glass_pixels(glass, &rows, &width, &height, &stride_bytes));
	for (int y = 0; y < height; y++)
		for (int x = 0; x < width; x++)
			rows[y * (stride_bytes / 4) + x] = color;
	glass_present(glass, &(struct rect){0, 0, width, height}, 1);
}

/* The first event of this kind within two seconds. */
static struct glass_event await(struct glass *glass, enum glass_event_kind kind)
{
	for (int i = 0; i < 200; i++) {
		struct glass_event event = glass_wait(glass, 10);

		if (event.kind == kind)
			return event;
	}
	fail_msg("no event of kind %d came", kind);
	return (struct glass_event){.kind = GLASS_NONE};
}

static void settle(struct glass *glass)
{
	while (glass_wait(glass, 50).kind != GLASS_NONE)
		continue;
}

static void fills_the_display_and_hides_the_pointer(void **state)
{
	struct glass *glass = open_glass((struct glass_settings){0});
	int width, height, stride_bytes;
	uint32_t *rows;

	(void)state;
	await(glass, GLASS_EXPOSED);
	settle(glass);
	assert_true(glass_pixels(glass, &rows, &width, &height, &stride_bytes));
	assert_int_equal(width, DISPLAY_WIDTH);
	assert_int_equal(height, DISPLAY_HEIGHT);
	assert_int_equal(SDL_ShowCursor(SDL_QUERY), SDL_DISABLE);
	assert_int_equal(SDL_IsScreenSaverEnabled(), SDL_FALSE);
	assert_string_equal(SDL_GetCurrentVideoDriver(), "x11");
	assert_int_equal(SDL_WasInit(0) & (SDL_INIT_AUDIO | SDL_INIT_JOYSTICK | SDL_INIT_GAMECONTROLLER), 0);
	glass_destroy(glass);
}

static uint32_t seen_pixel(int x, int y)
{
	char command[200], line[64] = "";
	unsigned red = 0, green = 0, blue = 0;
	FILE *dump;

	snprintf(command, sizeof(command),
		"xwd -silent -root -display %s 2>/dev/null | tail -c %d | tail -c +%d | head -c 4 | od -An -tu1",
		getenv("DISPLAY"), DISPLAY_WIDTH * DISPLAY_HEIGHT * 4, (y * DISPLAY_WIDTH + x) * 4 + 1);
	dump = popen(command, "r");
	assert_non_null(dump);
	if (fgets(line, sizeof(line), dump))
		sscanf(line, "%u %u %u", &blue, &green, &red);
	pclose(dump);
	return red << 16 | green << 8 | blue;
}

static void only_what_is_presented_is_shown(void **state)
{
	struct glass *glass = open_glass((struct glass_settings){0});
	int width, height, stride_bytes;
	uint32_t *rows;

	(void)state;
	settle(glass);
	fill(glass, 0xff102030);
	settle(glass);
	if (system("command -v xwd >/dev/null") != 0) {
		glass_destroy(glass);
		puts("what the display shows is not compared: xwd is missing (package x11-apps)");
		skip();
	}
	assert_int_equal(seen_pixel(50, 40), 0x102030);
	assert_int_equal(seen_pixel(DISPLAY_WIDTH - 1, DISPLAY_HEIGHT - 1), 0x102030);
	assert_true(glass_pixels(glass, &rows, &width, &height, &stride_bytes));
	rows[40 * (stride_bytes / 4) + 50] = 0xffa0b0c0;
	rows[40 * (stride_bytes / 4) + 500] = 0xffa0b0c0;
	glass_present(glass, &(struct rect){48, 40, 10, 1}, 1);
	settle(glass);
	assert_int_equal(seen_pixel(50, 40), 0xa0b0c0);
	assert_int_equal(seen_pixel(500, 40), 0x102030);
	glass_destroy(glass);
}

static void a_size_that_is_asked_for_rules(void **state)
{
	struct glass *glass = open_glass((struct glass_settings){.width = 320, .height = 200});
	int width, height, stride_bytes;
	uint32_t *rows;

	(void)state;
	settle(glass);
	assert_true(glass_pixels(glass, &rows, &width, &height, &stride_bytes));
	assert_int_equal(width, 320);
	assert_int_equal(height, 200);
	glass_destroy(glass);
}

static int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void *wake_later(void *glass)
{
	nanosleep(&(struct timespec){.tv_nsec = 100000000}, NULL);
	glass_wake(glass);
	return NULL;
}

static void another_thread_wakes_it(void **state)
{
	struct glass *glass = open_glass((struct glass_settings){.width = 320, .height = 200});
	struct glass_event event = {.kind = GLASS_NONE};
	int64_t start_ms;
	pthread_t thread;

	(void)state;
	settle(glass);
	start_ms = now_ms();
	assert_int_equal(pthread_create(&thread, NULL, wake_later, glass), 0);
	while (event.kind != GLASS_WOKEN)
		event = glass_wait(glass, -1);
	assert_true(now_ms() - start_ms < 1000);
	pthread_join(thread, NULL);
	start_ms = now_ms();
	assert_int_equal(glass_wait(glass, 60).kind, GLASS_NONE);
	assert_true(now_ms() - start_ms >= 55);
	assert_int_equal(glass_wait(glass, 0).kind, GLASS_NONE);
	glass_destroy(glass);
}

static void push_button(uint32_t type, int x, int y)
{
	SDL_Event event = {.type = type};

	event.button.button = SDL_BUTTON_LEFT;
	event.button.x = x;
	event.button.y = y;
	assert_int_equal(SDL_PushEvent(&event), 1);
}

static void push_motion(int x, int y)
{
	SDL_Event event = {.type = SDL_MOUSEMOTION};

	event.motion.x = x;
	event.motion.y = y;
	assert_int_equal(SDL_PushEvent(&event), 1);
}

static void assert_event(struct glass_event event, enum glass_event_kind kind, int x, int y)
{
	assert_int_equal(event.kind, kind);
	assert_int_equal(event.at.x, x);
	assert_int_equal(event.at.y, y);
}

static void moves_are_folded_into_the_newest(void **state)
{
	struct glass *glass = open_glass((struct glass_settings){.width = 320, .height = 200});

	(void)state;
	settle(glass);
	push_motion(1, 1);
	push_button(SDL_MOUSEBUTTONDOWN, 10, 20);
	push_motion(11, 20);
	push_motion(12, 21);
	push_motion(13, 22);
	push_button(SDL_MOUSEBUTTONUP, 14, 23);
	assert_event(glass_wait(glass, 500), GLASS_DOWN, 10, 20);
	assert_event(glass_wait(glass, 500), GLASS_MOVE, 13, 22);
	assert_event(glass_wait(glass, 500), GLASS_UP, 14, 23);
	glass_destroy(glass);
}

static SDL_Event finger(uint32_t type, SDL_FingerID which, float x, float y)
{
	SDL_Event event = {.type = type};

	event.tfinger.fingerId = which;
	event.tfinger.x = x;
	event.tfinger.y = y;
	return event;
}

static struct glass_event give(struct fingers *fingers, SDL_Event event)
{
	return fingers_translate(fingers, &event, 1000, 500);
}

static void a_second_finger_is_not_there(void **state)
{
	SDL_Event away = {.type = SDL_WINDOWEVENT};
	struct fingers fingers;

	(void)state;
	fingers_init(&fingers);
	assert_event(give(&fingers, finger(SDL_FINGERDOWN, 7, 0.5f, 0.5f)), GLASS_DOWN, 500, 250);
	assert_int_equal(give(&fingers, finger(SDL_FINGERDOWN, 8, 0.1f, 0.1f)).kind, GLASS_NONE);
	assert_int_equal(give(&fingers, finger(SDL_FINGERUP, 8, 0.1f, 0.1f)).kind, GLASS_NONE);
	assert_event(give(&fingers, finger(SDL_FINGERUP, 7, 0.6f, 0.5f)), GLASS_UP, 600, 250);
	assert_int_equal(give(&fingers, finger(SDL_FINGERDOWN, 9, 0.1f, 0.1f)).kind, GLASS_DOWN);
	away.window.event = SDL_WINDOWEVENT_FOCUS_LOST;
	assert_int_equal(give(&fingers, away).kind, GLASS_CANCEL);
	assert_int_equal(give(&fingers, finger(SDL_FINGERUP, 9, 0.1f, 0.1f)).kind, GLASS_NONE);
}

static SDL_Event key(SDL_Keycode code, int modifiers)
{
	SDL_Event event = {.type = SDL_KEYDOWN};

	event.key.keysym.sym = code;
	event.key.keysym.mod = (uint16_t)modifiers;
	return event;
}

static void plain_keys_come_through(void **state)
{
	struct fingers fingers;

	(void)state;
	fingers_init(&fingers);
	assert_int_equal(give(&fingers, key(SDLK_5, 0)).key, '5');
	assert_int_equal(give(&fingers, key(SDLK_LEFT, 0)).key, 'L');
	assert_int_equal(give(&fingers, key(SDLK_KP_ENTER, KMOD_NUM)).key, '\r');
	assert_int_equal(give(&fingers, key(SDLK_F4, KMOD_ALT)).kind, GLASS_NONE);
	assert_int_equal(give(&fingers, key(SDLK_q, KMOD_CTRL)).kind, GLASS_NONE);
}

/* Every key with every modifier, and chance events: a wall never closes by any of them. */
static void no_key_ever_quits(void **state)
{
	struct glass *glass = open_glass((struct glass_settings){.width = 320, .height = 200});
	int pending = 0;

	(void)state;
	settle(glass);
	for (int scan = 0; scan < SDL_NUM_SCANCODES; scan++)
		for (int modifiers = 0; modifiers < 16; modifiers++) {
			static const int bits[] = {KMOD_LSHIFT, KMOD_LCTRL, KMOD_LALT, KMOD_LGUI};
			SDL_Event event = key(SDL_GetKeyFromScancode((SDL_Scancode)scan), 0);

			for (int bit = 0; bit < 4; bit++)
				event.key.keysym.mod |= (uint16_t)(modifiers >> bit & 1 ? bits[bit] : 0);
			assert_int_equal(SDL_PushEvent(&event), 1);
			if (++pending % 100 == 0)
				for (struct glass_event found = glass_wait(glass, 0); found.kind != GLASS_NONE;
					found = glass_wait(glass, 0))
					assert_true(found.kind == GLASS_KEY || found.kind == GLASS_EXPOSED);
		}
	glass_destroy(glass);
}

static void only_a_desktop_may_close_it(void **state)
{
	SDL_Event quit = {.type = SDL_QUIT};
	struct glass *glass;

	(void)state;
	glass = open_glass((struct glass_settings){.width = 320, .height = 200});
	settle(glass);
	assert_int_equal(SDL_PushEvent(&quit), 1);
	assert_int_equal(glass_wait(glass, 50).kind, GLASS_NONE);
	glass_destroy(glass);
	glass = open_glass((struct glass_settings){.width = 320, .height = 200, .windowed = true});
	settle(glass);
	assert_int_equal(SDL_ShowCursor(SDL_QUERY), SDL_ENABLE);
	assert_int_equal(SDL_PushEvent(&quit), 1);
	assert_int_equal(glass_wait(glass, 50).kind, GLASS_QUIT);
	glass_destroy(glass);
}

/* Where a finger is told depends on how the picture lies. */
static void touches_go_through_the_turn_backwards(void **state)
{
	static const struct point seen[] = {{10, 20}, {20, 309}, {309, 179}, {179, 10}}; /* of (10, 20) on 320x200 */

	(void)state;
	for (int turn = QUARTER_0; turn <= QUARTER_270; turn++) {
		struct glass *glass =
			open_glass((struct glass_settings){.width = 320, .height = 200, .turn = (enum quarter)turn});

		settle(glass);
		push_button(SDL_MOUSEBUTTONDOWN, 10, 20);
		assert_event(await(glass, GLASS_DOWN), GLASS_DOWN, seen[turn].x, seen[turn].y);
		push_button(SDL_MOUSEBUTTONUP, 10, 20);
		assert_event(await(glass, GLASS_UP), GLASS_UP, seen[turn].x, seen[turn].y);
		glass_destroy(glass);
	}
}

static void memory_is_glass_too(void **state)
{
	struct glass *glass;
	struct error error;
	int width, height, stride_bytes;
	uint32_t *rows;

	(void)state;
	assert_false(glass_memory_create(&glass, 0, 100, QUARTER_0, &error));
	assert_false(glass_memory_create(&glass, 100, 100000, QUARTER_0, &error));
	assert_true(glass_memory_create(&glass, 30, 20, QUARTER_0, &error));
	assert_true(glass_pixels(glass, &rows, &width, &height, &stride_bytes));
	assert_int_equal(width, 30);
	assert_int_equal(stride_bytes, 120);
	rows[30 * 20 - 1] = 1;
	glass_present(glass, &(struct rect){0, 0, 30, 20}, 1);
	glass_wake(glass);
	assert_int_equal(glass_wait(glass, -1).kind, GLASS_NONE);
	glass_destroy(glass);
	glass_destroy(NULL);
}

static void without_a_display_it_says_so(void **state)
{
	struct glass_settings settings = {0};
	struct glass *glass;
	struct error error;
	char *display = strdup(getenv("DISPLAY"));

	(void)state;
	setenv("DISPLAY", ":987", 1);
	assert_false(glass_window_create(&glass, &settings, &error));
	assert_non_null(strstr(error.text, "cannot reach a display"));
	setenv("DISPLAY", display, 1);
	free(display);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fills_the_display_and_hides_the_pointer),
		cmocka_unit_test(only_what_is_presented_is_shown),
		cmocka_unit_test(a_size_that_is_asked_for_rules),
		cmocka_unit_test(another_thread_wakes_it),
		cmocka_unit_test(moves_are_folded_into_the_newest),
		cmocka_unit_test(a_second_finger_is_not_there),
		cmocka_unit_test(plain_keys_come_through),
		cmocka_unit_test(no_key_ever_quits),
		cmocka_unit_test(only_a_desktop_may_close_it),
		cmocka_unit_test(touches_go_through_the_turn_backwards),
		cmocka_unit_test(memory_is_glass_too),
		cmocka_unit_test(without_a_display_it_says_so),
	};
	int failed;

	if (!display_start(DISPLAY_WIDTH, DISPLAY_HEIGHT)) {
		display_stop();
		puts("no window test: Xvfb is missing (package xvfb)");
		return SKIPPED;
	}
	failed = cmocka_run_group_tests_name("glass_window", tests, NULL, NULL);
	display_stop();
	return failed;
}
