#include <stdlib.h>

#include "feed/base/check.h"
#include "kiosk/glass/frame.h"
#include "kiosk/glass/presenter.h"

/* The window's own surface: painted into directly, shown by damaged rectangles. */

struct cpu {
	struct presenter presenter;
	SDL_Window *window;   /* borrowed */
	SDL_Surface *surface; /* borrowed from the window */
	SDL_Surface *shadow;  /* owned; what is painted where the display has other pixels than ours, else NULL */
	enum quarter turn;
	struct frame frame;
};

static void cpu_destroy(struct presenter *presenter)
{
	struct cpu *cpu = (struct cpu *)presenter;

	frame_finish(&cpu->frame);
	SDL_FreeSurface(cpu->shadow);
	free(cpu);
}

/* Where the display has other pixels than XRGB8888, ours are painted beside it and converted when they are shown. */
static SDL_Surface *painted(struct cpu *cpu)
{
	SDL_Surface *surface = cpu->surface, *shadow = cpu->shadow;

	if (surface->format->format == SDL_PIXELFORMAT_RGB888 || surface->format->format == SDL_PIXELFORMAT_ARGB8888)
		return surface;
	if (!shadow || shadow->w != surface->w || shadow->h != surface->h) {
		SDL_FreeSurface(shadow);
		cpu->shadow = SDL_CreateRGBSurfaceWithFormat(0, surface->w, surface->h, 32, SDL_PIXELFORMAT_RGB888);
		REQUIRE(cpu->shadow);
	}
	return cpu->shadow;
}

static bool cpu_canvas(struct presenter *presenter, struct pixels *canvas, bool *lost)
{
	struct cpu *cpu = (struct cpu *)presenter;
	SDL_Surface *target;

	cpu->surface = SDL_GetWindowSurface(cpu->window);
	if (!cpu->surface)
		return false;
	target = painted(cpu);
	*lost = frame_set(&cpu->frame, (struct pixels){target->pixels, target->w, target->h, target->pitch}, cpu->turn);
	*canvas = cpu->frame.canvas;
	presenter->passing = cpu->frame.passage.running;
	return true;
}

static void show(struct cpu *cpu, const struct rect *boxes, size_t count)
{
	SDL_Rect rects[GLASS_DAMAGE_MAX];

	if (!cpu->surface || count == 0)
		return;
	for (size_t i = 0; i < count; i++) {
		rects[i] = (SDL_Rect){boxes[i].x, boxes[i].y, boxes[i].width, boxes[i].height};
		cpu->presenter.stats.bytes += (uint64_t)rects[i].w * (uint64_t)rects[i].h * sizeof(uint32_t);
		if (cpu->shadow && painted(cpu) == cpu->shadow)
			SDL_BlitSurface(cpu->shadow, &rects[i], cpu->surface, &(SDL_Rect){rects[i].x, rects[i].y, 0, 0});
	}
	SDL_UpdateWindowSurfaceRects(cpu->window, rects, (int)count);
	cpu->presenter.stats.presents++;
}

static void cpu_present(struct presenter *presenter, const struct rect *damage, size_t count)
{
	struct cpu *cpu = (struct cpu *)presenter;
	struct rect shown[GLASS_DAMAGE_MAX];

	show(cpu, shown, frame_present(&cpu->frame, damage, count, shown));
	presenter->passing = cpu->frame.passage.running;
}

/* Nothing was painted before there is a surface. */
static bool cpu_prepare(struct presenter *presenter)
{
	struct cpu *cpu = (struct cpu *)presenter;

	return cpu->surface && passage_prepare(&cpu->frame.passage, cpu->frame.canvas);
}

static void cpu_begin(struct presenter *presenter, const struct glass_passage *passage)
{
	struct cpu *cpu = (struct cpu *)presenter;

	passage_begin(&cpu->frame.passage, passage, cpu->frame.canvas);
	presenter->passing = true;
}

static void cpu_step(struct presenter *presenter, double share)
{
	struct cpu *cpu = (struct cpu *)presenter;
	struct rect shown[GLASS_DAMAGE_MAX];

	show(cpu, shown, frame_step(&cpu->frame, share, shown));
	presenter->passing = cpu->frame.passage.running;
	presenter->stats.passage_bytes_most = cpu->frame.passage.bytes_most;
}

static bool cpu_refresh(struct presenter *presenter)
{
	struct cpu *cpu = (struct cpu *)presenter;
	struct rect whole = pixels_rect(cpu->frame.target);
	int width, height;

	SDL_GetWindowSize(cpu->window, &width, &height);
	if (!cpu->surface || width != whole.width || height != whole.height)
		return false;
	show(cpu, &whole, 1);
	return true;
}

static const struct presenter_class cpu_class = {cpu_destroy, cpu_canvas, cpu_present, cpu_prepare, cpu_begin, cpu_step, cpu_refresh};

struct presenter *presenter_cpu_create(SDL_Window *window, enum quarter turn)
{
	struct cpu *cpu = calloc(1, sizeof(*cpu));

	REQUIRE(cpu);
	cpu->presenter.class = &cpu_class;
	cpu->presenter.stats.presenter = "cpu";
	cpu->window = window;
	cpu->turn = turn;
	return &cpu->presenter;
}
