#include "tests/support/pictures.h"

#include <stdint.h>
#include <stdlib.h>

#include <SDL_image.h>

static SDL_Surface *load(const char *file)
{
	SDL_Surface *loaded = IMG_Load(file), *plain;

	if (!loaded)
		return NULL;
	plain = SDL_ConvertSurfaceFormat(loaded, SDL_PIXELFORMAT_RGB24, 0);
	SDL_FreeSurface(loaded);
	return plain;
}

static double difference(const SDL_Surface *a, const SDL_Surface *b)
{
	size_t count = 0;

	if (a->w != b->w || a->h != b->h)
		return 1;
	for (int y = 0; y < a->h; y++) {
		const uint8_t *row_a = (const uint8_t *)a->pixels + y * a->pitch, *row_b = (const uint8_t *)b->pixels + y * b->pitch;

		for (int x = 0; x < a->w; x++) {
			int most = 0;

			for (int c = 0; c < 3; c++) {
				int apart = abs(row_a[3 * x + c] - row_b[3 * x + c]);

				most = apart > most ? apart : most;
			}
			count += most > PICTURES_CHANNEL_MOST;
		}
	}
	return (double)count / ((double)a->w * a->h);
}

double pictures_apart(const char *golden, const char *made)
{
	SDL_Surface *was = load(golden), *is = load(made);
	double apart = was && is ? difference(was, is) : -1;

	SDL_FreeSurface(was);
	SDL_FreeSurface(is);
	return apart;
}
