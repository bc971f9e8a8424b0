#include "kiosk/paint/pictures.h"

#include <SDL_image.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/base/file.h"
#include "feed/base/log.h"
#include "kiosk/paint/ink.h"

/* A picture in the cache. */
struct picture {
	struct cache_entry base;
	pixman_image_t *image; /* owned; NULL where the file cannot be shown, so that it is not tried again */
};

enum order_state { ORDER_FREE, ORDER_WAITING, ORDER_DONE };

/* A picture on its way between the two threads. */
struct order {
	enum order_state state;
	char path[PICTURE_PATH_BYTES_MAX];
	int width, height;
	bool fit;
	pixman_image_t *image; /* owned while it is done */
};

struct pictures {
	struct cache *cache; /* borrowed */
	pthread_t thread;
	bool running; /* the thread was started: by the first picture that is asked for */

	pthread_mutex_t lock; /* for what follows */
	pthread_cond_t changed;
	struct order orders[PICTURES_PENDING_MAX];
	void (*wake)(void *self);
	void *wake_self;
	bool stop;
};

struct pictures *pictures_create(struct cache *cache)
{
	struct pictures *pictures = calloc(1, sizeof(*pictures));

	REQUIRE(pictures);
	pictures->cache = cache;
	REQUIRE(pthread_mutex_init(&pictures->lock, NULL) == 0);
	REQUIRE(pthread_cond_init(&pictures->changed, NULL) == 0);
	return pictures;
}

void pictures_destroy(struct pictures *pictures)
{
	if (!pictures)
		return;
	if (pictures->running) {
		pthread_mutex_lock(&pictures->lock);
		pictures->stop = true;
		pthread_cond_broadcast(&pictures->changed);
		pthread_mutex_unlock(&pictures->lock);
		pthread_join(pictures->thread, NULL);
	}
	for (size_t i = 0; i < PICTURES_PENDING_MAX; i++)
		if (pictures->orders[i].image)
			pixman_image_unref(pictures->orders[i].image);
	pthread_cond_destroy(&pictures->changed);
	pthread_mutex_destroy(&pictures->lock);
	free(pictures);
}

void pictures_on_ready(struct pictures *pictures, void (*wake)(void *self), void *self)
{
	pthread_mutex_lock(&pictures->lock);
	pictures->wake = wake;
	pictures->wake_self = self;
	pthread_mutex_unlock(&pictures->lock);
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

/* What the file says of its size is looked at before anything is decoded: a small file may hold a huge picture. */
static SDL_Surface *load(const char *path, enum picture_turn *turn)
{
	SDL_Surface *file = NULL, *surface;
	struct picture_facts facts;
	struct arena arena;
	struct str bytes;

	arena_init(&arena);
	if (file_read(&arena, path, PICTURE_BYTES_MAX, &bytes, NULL) && picture_read(bytes, &facts)) {
		file = IMG_Load_RW(SDL_RWFromConstMem(bytes.bytes, (int)bytes.length), 1);
		*turn = facts.turn;
	}
	if (file && (file->w != facts.width || file->h != facts.height)) { /* it decodes to something else than it said */
		SDL_FreeSurface(file);
		file = NULL;
	}
	arena_finish(&arena);
	surface = file ? SDL_ConvertSurfaceFormat(file, SDL_PIXELFORMAT_ARGB8888, 0) : NULL;
	SDL_FreeSurface(file);
	if (surface)
		multiply_alpha(surface);
	return surface;
}

static bool is_on_its_side(enum picture_turn turn)
{
	return turn >= PICTURE_TRANSPOSED;
}

/* From a point of the upright picture to one of the stored rows: each of the two is one of the other's, counted from either end. */
static void set_turn(struct pixman_f_transform *from, enum picture_turn turn, int width, int height)
{
	static const struct {
		int xu, xv, yu, yv;
	} ways[] = {
		[PICTURE_UPRIGHT] = {1, 0, 0, 1},      [PICTURE_MIRRORED] = {-1, 0, 0, 1},
		[PICTURE_HALF_TURNED] = {-1, 0, 0, -1}, [PICTURE_FLIPPED] = {1, 0, 0, -1},
		[PICTURE_TRANSPOSED] = {0, 1, 1, 0},    [PICTURE_QUARTER_RIGHT] = {0, 1, -1, 0},
		[PICTURE_TRANSVERSED] = {0, -1, -1, 0}, [PICTURE_QUARTER_LEFT] = {0, -1, 1, 0},
	};

	*from = (struct pixman_f_transform){{
		{ways[turn].xu, ways[turn].xv, ways[turn].xu + ways[turn].xv < 0 ? width : 0},
		{ways[turn].yu, ways[turn].yv, ways[turn].yu + ways[turn].yv < 0 ? height : 0},
		{0, 0, 1},
	}};
}

/* How one file is to stand in its box. */
struct wish {
	const char *path;
	int width, height;
	bool fit;
};

/* So that the smaller side just fits, or the larger one; what stands out or is left is shared evenly. Each source pixel counts. */
static void set_scale(pixman_image_t *source, const SDL_Surface *surface, enum picture_turn turn, const struct wish *wish)
{
	int upright_width = is_on_its_side(turn) ? surface->h : surface->w, upright_height = is_on_its_side(turn) ? surface->w : surface->h;
	double across = (double)upright_width / wish->width, down = (double)upright_height / wish->height;
	double scale = (across < down) != wish->fit ? across : down;
	struct pixman_f_transform place, turned, whole;
	struct pixman_transform transform;
	pixman_fixed_t *filter;
	int count;

	place = (struct pixman_f_transform){{
		{scale, 0, (upright_width - scale * wish->width) / 2},
		{0, scale, (upright_height - scale * wish->height) / 2},
		{0, 0, 1},
	}};
	set_turn(&turned, turn, surface->w, surface->h);
	pixman_f_transform_multiply(&whole, &turned, &place);
	REQUIRE(pixman_transform_from_pixman_f_transform(&transform, &whole));
	pixman_image_set_transform(source, &transform);
	filter = pixman_filter_create_separable_convolution(&count, pixman_double_to_fixed(scale),
		pixman_double_to_fixed(scale), PIXMAN_KERNEL_LINEAR, PIXMAN_KERNEL_LINEAR, PIXMAN_KERNEL_BOX,
		PIXMAN_KERNEL_BOX, 4, 4);
	REQUIRE(filter);
	pixman_image_set_filter(source, PIXMAN_FILTER_SEPARABLE_CONVOLUTION, filter, count);
	free(filter);
}

static pixman_image_t *read_scaled(const struct wish *wish)
{
	enum picture_turn turn;
	SDL_Surface *surface = load(wish->path, &turn);
	pixman_image_t *source, *scaled;

	if (!surface)
		return NULL;
	source = pixman_image_create_bits_no_clear(
		PIXMAN_a8r8g8b8, surface->w, surface->h, surface->pixels, surface->pitch);
	scaled = pixman_image_create_bits(PIXMAN_a8r8g8b8, wish->width, wish->height, NULL, 0);
	REQUIRE(source && scaled);
	set_scale(source, surface, turn, wish);
	pixman_image_set_repeat(source, wish->fit ? PIXMAN_REPEAT_NONE : PIXMAN_REPEAT_PAD);
	pixman_image_composite32(PIXMAN_OP_SRC, source, NULL, scaled, 0, 0, 0, 0, 0, 0, wish->width, wish->height);
	pixman_image_unref(source);
	SDL_FreeSurface(surface);
	return scaled;
}

static struct order *order_in(struct pictures *pictures, enum order_state state)
{
	for (size_t i = 0; i < PICTURES_PENDING_MAX; i++)
		if (pictures->orders[i].state == state)
			return &pictures->orders[i];
	return NULL;
}

/* The decoding thread. */
static void *decode(void *self)
{
	struct pictures *pictures = self;

	pthread_mutex_lock(&pictures->lock);
	while (!pictures->stop) {
		struct order *order = order_in(pictures, ORDER_WAITING);
		pixman_image_t *image;

		if (!order) {
			pthread_cond_wait(&pictures->changed, &pictures->lock);
			continue;
		}
		pthread_mutex_unlock(&pictures->lock);
		image = read_scaled(&(struct wish){order->path, order->width, order->height, order->fit}); /* what waits is not written to */
		pthread_mutex_lock(&pictures->lock);
		order->image = image;
		order->state = ORDER_DONE;
		pthread_cond_broadcast(&pictures->changed);
		if (pictures->wake)
			pictures->wake(pictures->wake_self);
	}
	pthread_mutex_unlock(&pictures->lock);
	SDL_TLSCleanup(); /* SDL did not start this thread, and would keep its last error for ever */
	return NULL;
}

static bool start(struct pictures *pictures)
{
	if (!pictures->running)
		pictures->running = pthread_create(&pictures->thread, NULL, decode, pictures) == 0;
	return pictures->running;
}

static uint64_t key_of(const char *path, int width, int height, bool fit)
{
	const int size[] = {width, height, fit};

	return str_hash(str_hash(STR_HASH_START, size, sizeof(size)), path, strlen(path));
}

static bool is_ordered(const struct pictures *pictures, const char *path, const struct draw_picture *wanted)
{
	for (size_t i = 0; i < PICTURES_PENDING_MAX; i++) {
		const struct order *order = &pictures->orders[i];

		if (order->state != ORDER_FREE && order->width == wanted->box.width && order->height == wanted->box.height &&
			order->fit == wanted->fit && strcmp(order->path, path) == 0)
			return true;
	}
	return false;
}

static void ask_for(struct pictures *pictures, const char *path, const struct draw_picture *wanted)
{
	struct order *order;

	if (!start(pictures))
		return;
	pthread_mutex_lock(&pictures->lock);
	order = is_ordered(pictures, path, wanted) ? NULL : order_in(pictures, ORDER_FREE);
	if (order) {
		strcpy(order->path, path);
		order->width = wanted->box.width;
		order->height = wanted->box.height;
		order->fit = wanted->fit;
		order->state = ORDER_WAITING;
		pthread_cond_broadcast(&pictures->changed);
	}
	pthread_mutex_unlock(&pictures->lock);
}

static void release(struct cache_entry *entry)
{
	struct picture *picture = (struct picture *)entry;

	if (picture->image)
		pixman_image_unref(picture->image);
	free(picture);
}

static void take(struct pictures *pictures, struct order *order)
{
	struct picture *picture = calloc(1, sizeof(*picture));
	size_t pixels = order->image ? (size_t)order->width * (size_t)order->height : 0;

	REQUIRE(picture);
	if (!order->image)
		log_line("hallboard: the picture %s cannot be shown: a stand-in is", order->path);
	picture->image = order->image;
	picture->base = (struct cache_entry){
		.kind = CACHE_PICTURE,
		.key = key_of(order->path, order->width, order->height, order->fit),
		.bytes = sizeof(*picture) + pixels * sizeof(uint32_t),
		.release = release,
	};
	order->image = NULL;
	order->state = ORDER_FREE;
	cache_keep(pictures->cache, &picture->base);
}

bool pictures_collect(struct pictures *pictures)
{
	struct order *order;
	bool any = false;

	if (!pictures->running)
		return false;
	pthread_mutex_lock(&pictures->lock);
	while ((order = order_in(pictures, ORDER_DONE))) {
		take(pictures, order);
		any = true;
	}
	pthread_mutex_unlock(&pictures->lock);
	return any;
}

bool pictures_settle(struct pictures *pictures)
{
	bool any;

	if (!pictures->running)
		return false;
	pthread_mutex_lock(&pictures->lock);
	any = order_in(pictures, ORDER_WAITING) || order_in(pictures, ORDER_DONE);
	while (order_in(pictures, ORDER_WAITING))
		pthread_cond_wait(&pictures->changed, &pictures->lock);
	pthread_mutex_unlock(&pictures->lock);
	return any;
}

/* A path as the system wants it; false for one that cannot be one. */
static bool take_path(struct str file, char path[PICTURE_PATH_BYTES_MAX])
{
	if (file.length == 0 || file.length >= PICTURE_PATH_BYTES_MAX)
		return false;
	memcpy(path, file.bytes, file.length);
	path[file.length] = '\0';
	return true;
}

static const struct picture *find(struct pictures *pictures, const char *path, const struct draw_picture *wanted)
{
	return (const struct picture *)cache_find(
		pictures->cache, CACHE_PICTURE, key_of(path, wanted->box.width, wanted->box.height, wanted->fit));
}

bool pictures_ready(struct pictures *pictures, const struct draw_picture *wanted)
{
	char path[PICTURE_PATH_BYTES_MAX];

	return take_path(wanted->file, path) && find(pictures, path, wanted);
}

bool pictures_can_show(struct str file)
{
	char path[PICTURE_PATH_BYTES_MAX];
	enum picture_turn turn;
	SDL_Surface *surface = take_path(file, path) ? load(path, &turn) : NULL;

	SDL_FreeSurface(surface);
	return surface;
}

static void composite(const struct picture *picture, pixman_image_t *target, const struct draw_picture *wanted, struct rect clip)
{
	pixman_image_t *ground = ink_image(wanted->ground, wanted->opacity), *mask = ink_image(0xff000000, wanted->opacity);

	if (wanted->ground >> 24)
		pixman_image_composite32(PIXMAN_OP_OVER, ground, NULL, target, 0, 0, 0, 0, clip.x, clip.y, clip.width, clip.height);
	pixman_image_composite32(PIXMAN_OP_OVER, picture->image, wanted->opacity < 255 ? mask : NULL, target, clip.x - wanted->box.x,
		clip.y - wanted->box.y, 0, 0, clip.x, clip.y, clip.width, clip.height);
	pixman_image_unref(ground);
	pixman_image_unref(mask);
}

void pictures_paint(struct pictures *pictures, pixman_image_t *target, const struct draw_picture *wanted, struct rect clip)
{
	char path[PICTURE_PATH_BYTES_MAX];
	const struct picture *picture;

	if (!take_path(wanted->file, path))
		return;
	picture = find(pictures, path, wanted);
	if (!picture)
		ask_for(pictures, path, wanted);
	else if (picture->image && wanted->opacity)
		composite(picture, target, wanted, clip);
}
