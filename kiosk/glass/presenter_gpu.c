#include <math.h>
#include <stdlib.h>

#include "feed/base/check.h"
#include "kiosk/glass/passage.h"
#include "kiosk/glass/presenter.h"

/*
 * SDL_Renderer: the picture is painted into memory, damaged rectangles are sent to one texture, and the GPU puts it on the
 * display: turned, and during a passage together with a texture of the picture before.
 */

struct gpu {
	struct presenter presenter;
	SDL_Window *window; /* borrowed */
	SDL_Renderer *renderer;
	SDL_Texture *now, *before, *mixed; /* before and mixed: NULL but in a passage */
	struct pixels canvas;              /* owned */
	enum quarter turn;
	int width, height; /* of the display */
	struct glass_passage way;
	struct rect reach; /* of the passage; empty until the coming picture was painted */
	bool failed;
	char name[80];
};

static void drop_passage(struct gpu *gpu)
{
	if (gpu->before)
		SDL_DestroyTexture(gpu->before);
	if (gpu->mixed)
		SDL_DestroyTexture(gpu->mixed);
	gpu->before = gpu->mixed = NULL;
	gpu->reach = (struct rect){0};
	gpu->presenter.passing = false;
}

static void gpu_destroy(struct presenter *presenter)
{
	struct gpu *gpu = (struct gpu *)presenter;

	drop_passage(gpu);
	if (gpu->now)
		SDL_DestroyTexture(gpu->now);
	SDL_DestroyRenderer(gpu->renderer);
	free(gpu->canvas.rows);
	free(gpu);
}

static SDL_Texture *texture(struct gpu *gpu, int access)
{
	SDL_Texture *made = SDL_CreateTexture(
		gpu->renderer, access == SDL_TEXTUREACCESS_TARGET ? SDL_PIXELFORMAT_ARGB8888 : SDL_PIXELFORMAT_RGB888, access, gpu->canvas.width, gpu->canvas.height);

	if (!made || SDL_SetTextureScaleMode(made, SDL_ScaleModeLinear) != 0)
		gpu->failed = true;
	return made;
}

/* Everything anew for a display of this size. */
static bool set_size(struct gpu *gpu, int width, int height)
{
	bool across = gpu->turn == QUARTER_90 || gpu->turn == QUARTER_270;
	struct pixels *canvas = &gpu->canvas;

	drop_passage(gpu);
	if (gpu->now)
		SDL_DestroyTexture(gpu->now);
	gpu->width = width;
	gpu->height = height;
	canvas->width = across ? height : width;
	canvas->height = across ? width : height;
	canvas->stride_bytes = canvas->width * (int)sizeof(uint32_t);
	free(canvas->rows);
	canvas->rows = calloc((size_t)canvas->height, (size_t)canvas->stride_bytes);
	REQUIRE(canvas->rows);
	gpu->now = texture(gpu, SDL_TEXTUREACCESS_STREAMING);
	return !gpu->failed;
}

static bool gpu_canvas(struct presenter *presenter, struct pixels *canvas, bool *lost)
{
	struct gpu *gpu = (struct gpu *)presenter;
	int width, height;

	*lost = false;
	if (gpu->failed || SDL_GetRendererOutputSize(gpu->renderer, &width, &height) != 0)
		return false;
	if (!gpu->now || width != gpu->width || height != gpu->height) {
		*lost = true;
		if (!set_size(gpu, width, height))
			return false;
	}
	*canvas = gpu->canvas;
	return true;
}

static void send(struct gpu *gpu, SDL_Texture *to, struct rect box)
{
	const SDL_Rect rect = {box.x, box.y, box.width, box.height};

	if (SDL_UpdateTexture(to, &rect, pixels_at(gpu->canvas, box.x, box.y), gpu->canvas.stride_bytes) != 0)
		gpu->failed = true;
	gpu->presenter.stats.bytes += (uint64_t)box.width * (uint64_t)box.height * sizeof(uint32_t);
}

/* A texture of the whole picture onto the display, turned about its middle. */
static void put_turned(struct gpu *gpu, SDL_Texture *picture)
{
	const SDL_Rect at = {(gpu->width - gpu->canvas.width) / 2, (gpu->height - gpu->canvas.height) / 2, gpu->canvas.width,
		gpu->canvas.height};
	SDL_FRect exact = {(float)(gpu->width - gpu->canvas.width) / 2, (float)(gpu->height - gpu->canvas.height) / 2,
		(float)at.w, (float)at.h};

	if (gpu->turn == QUARTER_0)
		SDL_RenderCopy(gpu->renderer, picture, NULL, NULL);
	else
		SDL_RenderCopyExF(gpu->renderer, picture, NULL, &exact, gpu->turn * 90.0, NULL, SDL_FLIP_NONE);
}

static void show(struct gpu *gpu, SDL_Texture *picture)
{
	put_turned(gpu, picture);
	SDL_RenderPresent(gpu->renderer);
	gpu->presenter.stats.presents++;
}

static void gpu_present(struct presenter *presenter, const struct rect *damage, size_t count)
{
	struct gpu *gpu = (struct gpu *)presenter;

	for (size_t i = 0; i < count; i++)
		send(gpu, gpu->now, damage[i]);
	if (!presenter->passing) {
		show(gpu, gpu->now);
		return;
	}
	if (rect_is_empty(gpu->reach))
		for (size_t i = 0; i < count; i++)
			gpu->reach = rect_union(gpu->reach, damage[i]);
	if (rect_is_empty(gpu->reach))
		drop_passage(gpu);
}

/* The picture before stays in its texture; the coming one gets a new one, and at first all that the canvas holds. */
static void gpu_begin(struct presenter *presenter, const struct glass_passage *passage)
{
	struct gpu *gpu = (struct gpu *)presenter;
	size_t bytes = (size_t)gpu->canvas.stride_bytes * (size_t)gpu->canvas.height;

	drop_passage(gpu);
	gpu->before = gpu->now;
	gpu->now = texture(gpu, SDL_TEXTUREACCESS_STREAMING);
	gpu->mixed = texture(gpu, SDL_TEXTUREACCESS_TARGET);
	if (!gpu->now)
		return;
	send(gpu, gpu->now, pixels_rect(gpu->canvas));
	gpu->way = *passage;
	presenter->passing = true;
	presenter->stats.passage_bytes_most = 2 * bytes;
}

static void copy(const struct gpu *gpu, SDL_Texture *from, struct rect part, struct passage_zoom to, double share)
{
	const SDL_Rect source = {part.x, part.y, part.width, part.height};
	const SDL_FRect target = {(float)(gpu->reach.x + to.new_x), (float)(gpu->reach.y + to.new_y), (float)to.new_width,
		(float)to.new_height};

	SDL_SetTextureBlendMode(from, share < 1 ? SDL_BLENDMODE_BLEND : SDL_BLENDMODE_NONE);
	SDL_SetTextureAlphaMod(from, (Uint8)lround(share * 255));
	SDL_RenderCopyF(gpu->renderer, from, &source, &target);
	SDL_SetTextureBlendMode(from, SDL_BLENDMODE_NONE);
}

static struct passage_zoom place(double x, double y, double width, double height)
{
	return (struct passage_zoom){.new_x = x, .new_y = y, .new_width = width, .new_height = height};
}

static void compose(struct gpu *gpu, double share)
{
	struct rect reach = gpu->reach;
	double width = reach.width, height = reach.height, moved = round(share * width);
	struct passage_zoom zoom;

	if (gpu->way.kind == GLASS_FADE) {
		copy(gpu, gpu->before, reach, place(0, 0, width, height), 1);
		copy(gpu, gpu->now, reach, place(0, 0, width, height), share);
	} else if (gpu->way.kind == GLASS_PUSH) {
		copy(gpu, gpu->before, reach, place(gpu->way.from_left ? moved : -moved, 0, width, height), 1);
		copy(gpu, gpu->now, reach, place(gpu->way.from_left ? moved - width : width - moved, 0, width, height), 1);
	} else {
		zoom = passage_zoom_at(reach, gpu->way.from, share);
		copy(gpu, gpu->before, reach,
			place(-zoom.x * width / zoom.width, -zoom.y * height / zoom.height, width * width / zoom.width,
				height * height / zoom.height),
			1);
		copy(gpu, gpu->now, reach, zoom, share);
	}
}

/* The old picture is a texture already. */
static bool gpu_prepare(struct presenter *presenter)
{
	(void)presenter;
	return false;
}

static void gpu_step(struct presenter *presenter, double share)
{
	struct gpu *gpu = (struct gpu *)presenter;
	const SDL_Rect clip = {gpu->reach.x, gpu->reach.y, gpu->reach.width, gpu->reach.height};

	if (!presenter->passing || rect_is_empty(gpu->reach))
		return;
	if (share >= 1) {
		drop_passage(gpu);
		show(gpu, gpu->now);
		return;
	}
	if (!gpu->mixed || SDL_SetRenderTarget(gpu->renderer, gpu->mixed) != 0) {
		gpu->failed = true;
		return;
	}
	SDL_RenderCopy(gpu->renderer, gpu->now, NULL, NULL); /* what does not pass over */
	SDL_RenderSetClipRect(gpu->renderer, &clip);
	compose(gpu, share);
	SDL_RenderSetClipRect(gpu->renderer, NULL);
	SDL_SetRenderTarget(gpu->renderer, NULL);
	show(gpu, gpu->mixed);
}

static bool gpu_refresh(struct presenter *presenter)
{
	struct gpu *gpu = (struct gpu *)presenter;
	int width, height;

	if (gpu->failed || !gpu->now || SDL_GetRendererOutputSize(gpu->renderer, &width, &height) != 0 || width != gpu->width ||
		height != gpu->height)
		return false;
	if (!presenter->passing) /* else the next step shows all */
		show(gpu, gpu->now);
	return true;
}

static const struct presenter_class gpu_class = {gpu_destroy, gpu_canvas, gpu_present, gpu_prepare, gpu_begin, gpu_step, gpu_refresh};

/* Mesa's drivers that paint on the processor: slower than we are, and 80 MB. */
static bool is_software(const SDL_RendererInfo *info)
{
	enum { GL_RENDERER_NAME = 0x1f01 };
	static const char *const names[] = {"llvmpipe", "softpipe", "swrast", "Software"};
	const unsigned char *(*get_string)(unsigned) = NULL;
	const char *name;

	if (SDL_strncmp(info->name, "opengl", 6) == 0)
		*(void **)&get_string = SDL_GL_GetProcAddress("glGetString");
	name = get_string ? (const char *)get_string(GL_RENDERER_NAME) : NULL;
	for (size_t i = 0; name && i < sizeof(names) / sizeof(names[0]); i++)
		if (SDL_strstr(name, names[i]))
			return true;
	return false;
}

struct presenter *presenter_gpu_create(SDL_Window *window, enum quarter turn, bool real_only, struct error *error)
{
	struct gpu *gpu = calloc(1, sizeof(*gpu));
	SDL_RendererInfo info;
	int width, height;

	REQUIRE(gpu);
	gpu->presenter.class = &gpu_class;
	gpu->window = window;
	gpu->turn = turn;
	gpu->renderer = SDL_CreateRenderer(
		window, -1, SDL_RENDERER_ACCELERATED | SDL_RENDERER_TARGETTEXTURE | SDL_RENDERER_PRESENTVSYNC);
	if (!gpu->renderer || SDL_GetRendererInfo(gpu->renderer, &info) != 0 || (real_only && is_software(&info)) ||
		SDL_GetRendererOutputSize(gpu->renderer, &width, &height) != 0 || !set_size(gpu, width, height)) {
		error_set(error, "the GPU cannot be used: %s",
			SDL_GetError()[0] ? SDL_GetError() : "it is a program on the processor");
		if (gpu->renderer)
			gpu_destroy(&gpu->presenter);
		else
			free(gpu);
		return NULL;
	}
	SDL_snprintf(gpu->name, sizeof(gpu->name), "gpu (%s)", info.name);
	gpu->presenter.stats.presenter = gpu->name;
	return &gpu->presenter;
}
