#include "kiosk/paint/pictures.h"

#include <SDL_image.h>
#include <stdlib.h>
#include <string.h>

#include "feed/base/check.h"

struct picture {
	char path[PICTURE_PATH_BYTES_MAX];
	int width, height;
	pixman_image_t *image; /* owned; NULL where the file cannot be shown, so that it is not tried again */
	uint64_t used;         /* by age */
};

struct pictures {
	struct picture items[PICTURES_MAX];
	uint64_t uses;
};

struct pictures *pictures_create(void)
{
	struct pictures *pictures = calloc(1, sizeof(*pictures));

	REQUIRE(pictures);
	return pictures;
}

static void picture_finish(struct picture *picture)
{
	if (picture->image)
		pixman_image_unref(picture->image);
	memset(picture, 0, sizeof(*picture));
}

void pictures_destroy(struct pictures *pictures)
{
	if (!pictures)
		return;
	for (size_t i = 0; i < PICTURES_MAX; i++)
		picture_finish(&pictures->items[i]);
	free(pictures);
}

static void multiply_alpha(SDL_Surface *surface)
{
	for (int y = 0; y < surface->h; y++) {
		uint32_t *row = (uint32_t *)((uint8_t *)surface->pixels + (ptrdiff_t)y * surface->pitch);

		for (int x = 0; x < surface->w; x++) {
			uint32_t alpha = row[x] >> 24, red_blue = row[x] & 0x00ff00ff, green = row[x] >> 8 & 0xff;

			red_blue = (red_blue * alpha + 0x00800080) >> 8 & 0x00ff00ff;
			row[x] = alpha == 255 ? row[x] : alpha << 24 | red_blue | (green * alpha / 255) << 8;
		}
	}
}

static SDL_Surface *load(const char *path)
{
	SDL_Surface *file = IMG_Load(path), *surface;

	if (file && (file->w > PICTURE_SIDE_MAX || file->h > PICTURE_SIDE_MAX || file->w < 1 || file->h < 1)) {
		SDL_FreeSurface(file);
		return NULL;
	}
	surface = file ? SDL_ConvertSurfaceFormat(file, SDL_PIXELFORMAT_ARGB8888, 0) : NULL;
	SDL_FreeSurface(file);
	if (surface)
		multiply_alpha(surface);
	return surface;
}

/* So that the smaller side just fits; what stands out on the other is left out evenly. Each source pixel counts. */
static void set_scale(pixman_image_t *source, const SDL_Surface *surface, int width, int height)
{
	double across = (double)surface->w / width, down = (double)surface->h / height;
	double scale = across < down ? across : down;
	pixman_fixed_t *filter;
	struct pixman_transform transform;
	int count;

	pixman_transform_init_scale(&transform, pixman_double_to_fixed(scale), pixman_double_to_fixed(scale));
	pixman_transform_translate(&transform, NULL, pixman_double_to_fixed((surface->w - scale * width) / 2),
		pixman_double_to_fixed((surface->h - scale * height) / 2));
	pixman_image_set_transform(source, &transform);
	filter = pixman_filter_create_separable_convolution(&count, pixman_double_to_fixed(scale),
		pixman_double_to_fixed(scale), PIXMAN_KERNEL_LINEAR, PIXMAN_KERNEL_LINEAR, PIXMAN_KERNEL_BOX,
		PIXMAN_KERNEL_BOX, 4, 4);
	REQUIRE(filter);
	pixman_image_set_filter(source, PIXMAN_FILTER_SEPARABLE_CONVOLUTION, filter, count);
	free(filter);
}

static pixman_image_t *read_scaled(const char *path, int width, int height)
{
	SDL_Surface *surface = load(path);
	pixman_image_t *source, *scaled;

	if (!surface)
		return NULL;
	source = pixman_image_create_bits_no_clear(
		PIXMAN_a8r8g8b8, surface->w, surface->h, surface->pixels, surface->pitch);
	scaled = pixman_image_create_bits(PIXMAN_a8r8g8b8, width, height, NULL, 0);
	REQUIRE(source && scaled);
	set_scale(source, surface, width, height);
	pixman_image_set_repeat(source, PIXMAN_REPEAT_PAD);
	pixman_image_composite32(PIXMAN_OP_SRC, source, NULL, scaled, 0, 0, 0, 0, 0, 0, width, height);
	pixman_image_unref(source);
	SDL_FreeSurface(surface);
	return scaled;
}

static struct picture *find(struct pictures *pictures, const char *path, struct rect box)
{
	struct picture *oldest = &pictures->items[0];

	for (size_t i = 0; i < PICTURES_MAX; i++) {
		struct picture *item = &pictures->items[i];

		if (strcmp(item->path, path) == 0 && item->width == box.width && item->height == box.height)
			return item;
		if (item->used < oldest->used)
			oldest = item;
	}
	picture_finish(oldest);
	strcpy(oldest->path, path);
	oldest->width = box.width;
	oldest->height = box.height;
	oldest->image = read_scaled(path, box.width, box.height);
	return oldest;
}

void pictures_paint(
	struct pictures *pictures, pixman_image_t *target, struct str file, struct rect box, struct rect clip)
{
	char path[PICTURE_PATH_BYTES_MAX];
	struct picture *picture;

	if (file.length == 0 || file.length >= sizeof(path))
		return;
	memcpy(path, file.bytes, file.length);
	path[file.length] = '\0';
	picture = find(pictures, path, box);
	picture->used = ++pictures->uses;
	if (picture->image)
		pixman_image_composite32(PIXMAN_OP_OVER, picture->image, NULL, target, clip.x - box.x, clip.y - box.y,
			0, 0, clip.x, clip.y, clip.width, clip.height);
}
