#include <stdlib.h>

#include "feed/base/check.h"
#include "kiosk/glass/frame.h"
#include "kiosk/glass/presenter.h"
#include "kiosk/glass/x11_picture.h"

/* The window's own pixels: painted into directly, shown by damaged rectangles. */

struct cpu {
	struct presenter presenter;
	SDL_Window *window;    /* borrowed */
	struct x11_line *line; /* borrowed */
	struct x11_picture *picture; /* owned; where the server reads our memory by itself, else NULL */
	bool plain;                  /* it does not: SDL's surface is taken */
	SDL_Surface *surface;        /* borrowed from the window; NULL with a picture */
	SDL_Surface *shadow;  /* owned; what is painted where the display has other pixels than ours, else NULL */
	enum quarter turn;
	struct frame frame;
};

static void cpu_destroy(struct presenter *presenter)
{
	struct cpu *cpu = (struct cpu *)presenter;

	frame_finish(&cpu->frame);
	x11_picture_destroy(cpu->picture);
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

static bool has_size(const struct cpu *cpu, struct pixels pixels)
{
	int width, height;

	SDL_GetWindowSize(cpu->window, &width, &height);
	return pixels.width == width && pixels.height == height;
}

/* A window of another size gets another picture. */
static bool take_picture(struct cpu *cpu, struct pixels *target)
{
	if (cpu->plain)
		return false;
	if (cpu->picture) {
		*target = x11_picture_pixels(cpu->picture);
		if (has_size(cpu, *target))
			return true;
		x11_picture_destroy(cpu->picture);
	}
	cpu->picture = x11_picture_create(cpu->window, cpu->line);
	cpu->plain = !cpu->picture;
	if (cpu->picture)
		*target = x11_picture_pixels(cpu->picture);
	return cpu->picture;
}

static bool take_surface(struct cpu *cpu, struct pixels *target)
{
	SDL_Surface *surface;

	cpu->surface = SDL_GetWindowSurface(cpu->window);
	if (!cpu->surface)
		return false;
	surface = painted(cpu);
	*target = (struct pixels){surface->pixels, surface->w, surface->h, surface->pitch};
	return true;
}

static bool cpu_canvas(struct presenter *presenter, struct pixels *canvas, bool *lost)
{
	struct cpu *cpu = (struct cpu *)presenter;
	struct pixels target;

	if (!take_picture(cpu, &target) && !take_surface(cpu, &target))
		return false;
	*lost = frame_set(&cpu->frame, target, cpu->turn);
	*canvas = cpu->frame.canvas;
	presenter->passing = cpu->frame.passage.running;
	return true;
}

static void show_surface(struct cpu *cpu, const struct rect *boxes, size_t count)
{
	SDL_Rect rects[GLASS_DAMAGE_MAX];

	for (size_t i = 0; i < count; i++) {
		rects[i] = (SDL_Rect){boxes[i].x, boxes[i].y, boxes[i].width, boxes[i].height};
		if (cpu->shadow && painted(cpu) == cpu->shadow)
			SDL_BlitSurface(cpu->shadow, &rects[i], cpu->surface, &(SDL_Rect){rects[i].x, rects[i].y, 0, 0});
	}
	SDL_UpdateWindowSurfaceRects(cpu->window, rects, (int)count);
}

static void show(struct cpu *cpu, const struct rect *boxes, size_t count)
{
	if ((!cpu->picture && !cpu->surface) || count == 0)
		return;
	for (size_t i = 0; i < count; i++)
		cpu->presenter.stats.bytes += (uint64_t)boxes[i].width * (uint64_t)boxes[i].height * sizeof(uint32_t);
	if (cpu->picture)
		x11_picture_show(cpu->picture, boxes, count);
	else
		show_surface(cpu, boxes, count);
	cpu->presenter.stats.presents++;
}

static void cpu_present(struct presenter *presenter, const struct rect *damage, size_t count)
{
	struct cpu *cpu = (struct cpu *)presenter;
	struct rect shown[GLASS_DAMAGE_MAX];

	show(cpu, shown, frame_present(&cpu->frame, damage, count, shown));
	presenter->passing = cpu->frame.passage.running;
}

/* Nothing was painted before there are pixels. */
static bool cpu_prepare(struct presenter *presenter)
{
	struct cpu *cpu = (struct cpu *)presenter;

	return (cpu->picture || cpu->surface) && passage_prepare(&cpu->frame.passage, cpu->frame.canvas);
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

	if ((!cpu->picture && !cpu->surface) || !has_size(cpu, cpu->frame.target))
		return false;
	show(cpu, &whole, 1);
	return true;
}

static const struct presenter_class cpu_class = {cpu_destroy, cpu_canvas, cpu_present, cpu_prepare, cpu_begin, cpu_step, cpu_refresh};

struct presenter *presenter_cpu_create(SDL_Window *window, struct x11_line *line, enum quarter turn)
{
	struct cpu *cpu = calloc(1, sizeof(*cpu));

	REQUIRE(cpu);
	cpu->presenter.class = &cpu_class;
	cpu->presenter.stats.presenter = "cpu";
	cpu->window = window;
	cpu->line = line;
	cpu->turn = turn;
	return &cpu->presenter;
}
