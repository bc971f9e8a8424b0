#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <SDL.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kiosk/glass/glass.h"
#include "tests/support/display.h"

/* The GPU's way to the display, through Mesa's driver that paints on the processor, beside our own. */

enum { SKIPPED = 77, DISPLAY_WIDTH = 800, DISPLAY_HEIGHT = 500 };

/* Mesa keeps memory of its own when its driver is unloaded, and leaves no name to except it by. */
int __lsan_is_turned_off(void);

int __lsan_is_turned_off(void)
{
	return 1;
}

static struct glass *open_glass(struct glass_settings settings)
{
	struct glass *glass;
	struct error error;

	settings.title = "glass";
	if (!glass_window_create(&glass, &settings, &error))
		fail_msg("%s", error.text);
	return glass;
}

static void settle(struct glass *glass)
{
	while (glass_wait(glass, 50).kind != GLASS_NONE)
		continue;
}

/* A picture that is not the same however it is turned, and a second one that gives way to it. */
static void paint_test_picture(struct glass *glass, uint32_t seed)
{
	struct pixels canvas;
	struct rect all;

	assert_true(glass_canvas(glass, &canvas));
	all = pixels_rect(canvas);
	for (int y = 0; y < canvas.height; y++)
		for (int x = 0; x < canvas.width; x++)
			*pixels_at(canvas, x, y) = 0xff000000 | ((uint32_t)(x / 8) * 77 + (uint32_t)(y / 4) * 131 + seed) * 2654435761u >> 8;
	glass_present(glass, &all, 1);
}

static void take_shot(uint8_t *shot, size_t bytes)
{
	char command[200];
	FILE *dump;

	snprintf(command, sizeof(command), "xwd -silent -root -display %s 2>/dev/null | tail -c %zu", getenv("DISPLAY"), bytes);
	dump = popen(command, "r");
	assert_non_null(dump);
	assert_int_equal(fread(shot, 1, bytes, dump), bytes);
	pclose(dump);
}

static void show_step(enum glass_presenter presenter, enum quarter turn, int kind, double share, uint8_t *shot, size_t bytes)
{
	struct glass *glass = open_glass((struct glass_settings){.presenter = presenter, .turn = turn});
	struct glass_passage passage = {.kind = (enum glass_passage_kind)kind, .from = {200, 100, 300, 200}};

	settle(glass);
	paint_test_picture(glass, 1);
	assert_true(strncmp(glass_stats(glass).presenter, presenter == GLASS_GPU ? "gpu" : "cpu", 3) == 0);
	if (kind >= 0) {
		glass_passage_begin(glass, &passage);
		paint_test_picture(glass, 99);
		for (int i = 0; i < 3; i++) /* the first ones may show nothing new */
			glass_passage_step(glass, share);
	}
	settle(glass);
	take_shot(shot, bytes);
	glass_destroy(glass);
}

/* Mesa's driver paints on the processor here, by the same calls as a real one. */
static void processor_and_gpu_show_the_same(void **state)
{
	static const struct {
		enum quarter turn;
		int kind; /* of the passage; -1: none */
		double share;
	} cases[] = {
		{QUARTER_0, -1, 0}, {QUARTER_90, -1, 0}, {QUARTER_180, -1, 0}, {QUARTER_270, -1, 0},
		{QUARTER_0, GLASS_FADE, 0.3}, {QUARTER_90, GLASS_FADE, 0.8}, {QUARTER_0, GLASS_FADE, 1},
		{QUARTER_0, GLASS_PUSH, 0.4}, {QUARTER_180, GLASS_PUSH, 0.7}, {QUARTER_0, GLASS_ZOOM, 1},
	};
	size_t bytes = (size_t)DISPLAY_WIDTH * DISPLAY_HEIGHT * 4;
	uint8_t *cpu = malloc(bytes), *gpu = malloc(bytes);

	(void)state;
	assert_true(cpu && gpu);
	if (system("command -v xwd >/dev/null") != 0) {
		puts("the GPU's picture is not compared: xwd is missing (package x11-apps)");
		free(cpu);
		free(gpu);
		skip();
	}
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		show_step(GLASS_CPU, cases[i].turn, cases[i].kind, cases[i].share, cpu, bytes);
		show_step(GLASS_GPU, cases[i].turn, cases[i].kind, cases[i].share, gpu, bytes);
		for (size_t at = 0; at < bytes; at++)
			if (at % 4 != 3 && abs(cpu[at] - gpu[at]) > 1)
				fail_msg("case %zu: at %zu,%zu the processor shows %d, the GPU %d", i,
					at / 4 % DISPLAY_WIDTH, at / 4 / DISPLAY_WIDTH, cpu[at], gpu[at]);
	}
	free(cpu);
	free(gpu);
}

static void without_a_gpu_the_processor_paints(void **state)
{
	struct glass *glass;
	int before, quiet;

	(void)state;
	setenv("LIBGL_DRIVERS_PATH", "/none", 1);
	before = dup(STDERR_FILENO); /* Mesa tells people there that it has no driver */
	quiet = open("/dev/null", O_WRONLY);
	dup2(quiet, STDERR_FILENO);
	glass = open_glass((struct glass_settings){.presenter = GLASS_GPU});
	dup2(before, STDERR_FILENO);
	close(before);
	close(quiet);
	unsetenv("LIBGL_DRIVERS_PATH");
	settle(glass);
	paint_test_picture(glass, 1);
	assert_string_equal(glass_stats(glass).presenter, "cpu");
	glass_destroy(glass);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(processor_and_gpu_show_the_same),
		cmocka_unit_test(without_a_gpu_the_processor_paints),
	};
	int failed;

	if (!display_start(DISPLAY_WIDTH, DISPLAY_HEIGHT)) {
		display_stop();
		puts("no test of the GPU: Xvfb is missing (package xvfb)");
		return SKIPPED;
	}
	failed = cmocka_run_group_tests_name("glass_gpu", tests, NULL, NULL);
	display_stop();
	return failed;
}
