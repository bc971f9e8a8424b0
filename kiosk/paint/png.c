#include <SDL_image.h>
#include <stdlib.h>

#include "feed/base/check.h"
#include "feed/base/str.h"
#include "kiosk/paint/paint.h"

bool pixels_write_png(struct pixels pixels, const char *path, struct error *error)
{
	SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormatFrom(
		pixels.rows, pixels.width, pixels.height, 32, pixels.stride_bytes, SDL_PIXELFORMAT_RGB888);
	bool ok = surface && IMG_SavePNG(surface, path) == 0;

	if (!ok)
		error_set(error, "cannot write the picture %s: %s", path, SDL_GetError());
	SDL_FreeSurface(surface);
	return ok;
}

static size_t encode(struct pixels pixels, char *bytes, size_t room)
{
	SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormatFrom(
		pixels.rows, pixels.width, pixels.height, 32, pixels.stride_bytes, SDL_PIXELFORMAT_RGB888);
	SDL_RWops *memory = SDL_RWFromMem(bytes, (int)room);
	bool ok = surface && memory && IMG_SavePNG_RW(surface, memory, 0) == 0;
	int64_t length = ok ? SDL_RWtell(memory) : 0;

	if (memory)
		SDL_RWclose(memory);
	SDL_FreeSurface(surface);
	return length > 0 && length < (int64_t)room ? (size_t)length : 0; /* a full buffer may be a cut picture */
}

static uint32_t mean(uint32_t a, uint32_t b)
{
	return (a & b) + (((a ^ b) & 0xfefefe) >> 1);
}

/* Four pixels become one. */
static struct pixels halve(struct pixels from)
{
	struct pixels to = {.width = from.width / 2, .height = from.height / 2, .stride_bytes = from.width / 2 * (int)sizeof(uint32_t)};

	to.rows = malloc((size_t)to.stride_bytes * (size_t)to.height);
	REQUIRE(to.rows);
	for (int y = 0; y < to.height; y++)
		for (int x = 0; x < to.width; x++)
			*pixels_at(to, x, y) = mean(mean(*pixels_at(from, 2 * x, 2 * y), *pixels_at(from, 2 * x + 1, 2 * y)),
				mean(*pixels_at(from, 2 * x, 2 * y + 1), *pixels_at(from, 2 * x + 1, 2 * y + 1)));
	return to;
}

size_t pixels_png(struct pixels pixels, char *bytes, size_t room)
{
	struct pixels now = pixels, smaller;
	size_t length = encode(now, bytes, room);

	while (length == 0 && now.width > 1 && now.height > 1) {
		smaller = halve(now);
		if (now.rows != pixels.rows)
			free(now.rows);
		now = smaller;
		length = encode(now, bytes, room);
	}
	if (now.rows != pixels.rows)
		free(now.rows);
	return length;
}

bool pixels_write(struct pixels pixels, const char *path, struct error *error)
{
	return str_ends(str_from(path), STR(".pdf")) ? pixels_write_pdf(pixels, path, error) : pixels_write_png(pixels, path, error);
}
