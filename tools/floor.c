#include <SDL.h>
#include <SDL_image.h>
#include <pixman.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "kiosk/glass/glass.h"

/*
 * The least that this machine needs for what the screen does, beside what the screen needs for it: floor A.png B.png
 * Two boards of one size. Prints lines `NAME VALUE UNIT`; the best of many rounds, which is what the machine can do.
 */

enum { ROUNDS = 60, TURNS = 10, DAMAGED_HEIGHT = 128, UNSEEN = 3 /* first steps of a passage, which show nothing new */ };

static double now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static struct pixels load(const char *path)
{
	SDL_Surface *file = IMG_Load(path), *surface = file ? SDL_ConvertSurfaceFormat(file, SDL_PIXELFORMAT_RGB888, 0) : NULL;

	if (!surface) {
		fprintf(stderr, "floor: cannot read %s: %s\n", path, SDL_GetError());
		exit(1);
	}
	return (struct pixels){surface->pixels, surface->w, surface->h, surface->pitch};
}

static pixman_image_t *image(struct pixels pixels)
{
	return pixman_image_create_bits(PIXMAN_x8r8g8b8, pixels.width, pixels.height, pixels.rows, pixels.stride_bytes);
}

static void say(const char *name, double value)
{
	printf("%s %.4f ms\n", name, value);
}

static double least(double a, double b)
{
	return a < b ? a : b;
}

/* A whole picture: memcpy, pixman's copy, and pixman's mixture of two. */
static double measure_floor(struct pixels a, struct pixels b, struct pixels to)
{
	pixman_image_t *from = image(a), *into = image(b), *target = image(to), *half;
	pixman_color_t strength = {0, 0, 0, 0x8000};
	double copy = 1e9, pixman_copy = 1e9, fade = 1e9;

	half = pixman_image_create_solid_fill(&strength);
	for (int i = 0; i < ROUNDS; i++) {
		double start = now_ms();

		memcpy(to.rows, a.rows, (size_t)a.stride_bytes * (size_t)a.height);
		copy = least(copy, now_ms() - start);
		start = now_ms();
		pixman_image_composite32(PIXMAN_OP_SRC, from, NULL, target, 0, 0, 0, 0, 0, 0, a.width, a.height);
		pixman_copy = least(pixman_copy, now_ms() - start);
		start = now_ms();
		pixman_image_composite32(PIXMAN_OP_SRC, from, NULL, target, 0, 0, 0, 0, 0, 0, a.width, a.height);
		pixman_image_composite32(PIXMAN_OP_OVER, into, half, target, 0, 0, 0, 0, 0, 0, a.width, a.height);
		fade = least(fade, now_ms() - start);
	}
	say("floor_memcpy", copy);
	say("floor_pixman_copy", pixman_copy);
	say("floor_pixman_fade", fade);
	return fade;
}

static double most(double a, double b)
{
	return a > b ? a : b;
}

/* One turn from a picture to the other; the slowest frame of it, those ahead included. */
static double turn_page(struct glass *glass, struct pixels a, struct pixels b)
{
	const struct glass_passage passage = {.kind = GLASS_FADE};
	struct rect all = pixels_rect(a);
	struct pixels canvas;
	double stall = 0, start;
	bool more = true;

	if (!glass_canvas(glass, &canvas))
		exit(3);
	pixels_copy(a, canvas, all);
	glass_present(glass, &all, 1);
	while (more) {
		start = now_ms();
		more = glass_passage_prepare(glass);
		stall = most(stall, now_ms() - start);
	}
	start = now_ms();
	glass_passage_begin(glass, &passage);
	pixels_copy(b, canvas, all);
	glass_present(glass, &all, 1);
	for (double share = 0; glass_is_passing(glass); share += 0.1) {
		glass_passage_step(glass, share);
		stall = most(stall, now_ms() - start);
		start = now_ms();
	}
	return stall;
}

/* The same mixture as the screen makes it: glass in memory, so that no display server counts. */
static void measure_fade(struct pixels a, struct pixels b)
{
	struct glass_passage passage = {.kind = GLASS_FADE};
	struct rect all = pixels_rect(a);
	struct glass *glass;
	struct pixels canvas;
	struct error error;
	double best = 1e9, stall = 1e9;

	if (!glass_memory_create(&glass, a.width, a.height, QUARTER_0, &error) || !glass_canvas(glass, &canvas))
		exit(3);
	for (int i = 0; i < TURNS; i++)
		stall = least(stall, turn_page(glass, i % 2 ? b : a, i % 2 ? a : b));
	say("fade_stall", stall);
	pixels_copy(a, canvas, all);
	glass_present(glass, &all, 1);
	glass_passage_begin(glass, &passage);
	pixels_copy(b, canvas, all);
	glass_present(glass, &all, 1);
	for (int i = 0; i < ROUNDS; i++) {
		double start = now_ms();

		glass_passage_step(glass, 0.2 + 0.01 * i);
		if (i >= UNSEEN)
			best = least(best, now_ms() - start);
	}
	say("fade_frame", best);
	glass_destroy(glass);
}

/* Handing over damaged rows to the display server, its own copying included, beside copying them once. */
static void measure_present(struct pixels a)
{
	struct glass_settings settings = {.width = a.width, .height = a.height, .presenter = GLASS_CPU, .title = "floor"};
	struct rect boxes[] = {pixels_rect(a), {0, 0, a.width, DAMAGED_HEIGHT}};
	static const char *const names[] = {"present_full", "present_rows"}, *const floors[] = {"floor_full", "floor_rows"};
	struct glass *glass;
	struct pixels canvas;
	struct error error;

	if (!glass_window_create(&glass, &settings, &error) || !glass_canvas(glass, &canvas)) {
		fprintf(stderr, "floor: nothing is presented: %s\n", error.text);
		return;
	}
	while (glass_wait(glass, 100).kind != GLASS_NONE)
		continue;
	for (size_t i = 0; i < 2; i++) {
		double best = 1e9, copy = 1e9;

		for (int round = 0; round < ROUNDS; round++) {
			double start = now_ms();

			memcpy(canvas.rows, a.rows, (size_t)boxes[i].height * (size_t)a.stride_bytes);
			copy = least(copy, now_ms() - start);
			start = now_ms();
			glass_present(glass, &boxes[i], 1);
			if (!glass_canvas(glass, &canvas)) /* waits until the server has its copy */
				exit(3);
			best = least(best, now_ms() - start);
		}
		say(names[i], best);
		say(floors[i], copy);
	}
	glass_destroy(glass);
}

int main(int count, char **words)
{
	struct pixels a, b, to;

	if (count != 3) {
		fputs("usage: floor A.png B.png\n", stderr);
		return 2;
	}
	a = load(words[1]);
	b = load(words[2]);
	to = a;
	to.rows = malloc((size_t)a.stride_bytes * (size_t)a.height);
	if (!to.rows || a.width != b.width || a.height != b.height)
		return 1;
	measure_floor(a, b, to);
	measure_fade(a, b);
	measure_present(a);
	return 0;
}
