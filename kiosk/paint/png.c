#include <SDL_image.h>

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

bool pixels_write(struct pixels pixels, const char *path, struct error *error)
{
	return str_ends(str_from(path), STR(".pdf")) ? pixels_write_pdf(pixels, path, error) : pixels_write_png(pixels, path, error);
}
