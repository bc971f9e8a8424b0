#include "kiosk/paint/masks.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "feed/base/check.h"

enum { TEXT_BYTES_MAX = 16 * 1024, PHASES = 4 }; /* longer runs are not painted: nothing on a screen is so long */

/* A mask in the cache: text holds the run's text and then, 4-aligned, the rows. */
struct entry {
	struct cache_entry base;
	enum font_face face;
	int size_px;
	bool rtl;
	int phase; /* quarters of a pixel that it was moved to the right */
	struct mask mask;
	size_t text_length;
	char text[];
};

struct masks {
	struct fonts *fonts; /* borrowed */
	struct cache *cache; /* borrowed */
	struct entry *spare; /* owned; one that is too large to be kept, until the next call */
	uint64_t made;
};

struct masks *masks_create(struct fonts *fonts, struct cache *cache)
{
	struct masks *masks = calloc(1, sizeof(*masks));

	REQUIRE(masks);
	masks->fonts = fonts;
	masks->cache = cache;
	return masks;
}

void masks_destroy(struct masks *masks)
{
	if (!masks)
		return;
	free(masks->spare);
	free(masks);
}

uint64_t masks_made(const struct masks *masks)
{
	return masks->made;
}

static uint64_t hash_run(const struct draw_text *run, int phase)
{
	const int numbers[] = {(int)run->face, run->size_px, run->rtl, phase};

	return str_hash(str_hash(STR_HASH_START, numbers, sizeof(numbers)), run->text.bytes, run->text.length);
}

static bool is_of(const struct entry *entry, const struct draw_text *run, int phase)
{
	return entry->face == run->face && entry->size_px == run->size_px && entry->rtl == run->rtl && entry->phase == phase &&
	       str_equal((struct str){entry->text, entry->text_length}, run->text);
}

static void release(struct cache_entry *entry)
{
	free(entry);
}

/* The rows and columns of a surface that hold ink. */
static struct rect find_ink(const SDL_Surface *surface)
{
	struct rect ink = {surface->w, surface->h, 0, 0};
	int right = 0, bottom = 0;

	for (int y = 0; y < surface->h; y++) {
		const uint8_t *row = (const uint8_t *)surface->pixels + (ptrdiff_t)y * surface->pitch;
		int first = 0, last = surface->w;

		while (first < surface->w && !row[first])
			first++;
		if (first == surface->w)
			continue;
		while (!row[last - 1])
			last--;
		ink.x = first < ink.x ? first : ink.x;
		ink.y = y < ink.y ? y : ink.y;
		right = last > right ? last : right;
		bottom = y + 1;
	}
	return right ? (struct rect){ink.x, ink.y, right - ink.x, bottom - ink.y} : (struct rect){0};
}

/* Coverage as a surface of one byte a pixel. */
static SDL_Surface *render(TTF_Font *font, const char *text)
{
	const SDL_Color white = {255, 255, 255, 255}, black = {0, 0, 0, 255};

	return font ? TTF_RenderUTF8_Shaded(font, text, white, black) : NULL;
}

static struct entry *make_entry(const struct draw_text *run, int phase, struct rect ink)
{
	size_t text_room = (run->text.length + 4) & ~(size_t)3; /* with the ending zero byte */
	size_t stride = ((size_t)ink.width + 3) & ~(size_t)3;
	size_t bytes = sizeof(struct entry) + text_room + stride * (size_t)ink.height;
	struct entry *entry = calloc(1, bytes);

	REQUIRE(entry);
	entry->base = (struct cache_entry){
		.kind = CACHE_MASK, .key = hash_run(run, phase), .bytes = bytes, .release = release};
	entry->face = run->face;
	entry->size_px = run->size_px;
	entry->rtl = run->rtl;
	entry->phase = phase;
	entry->text_length = run->text.length;
	memcpy(entry->text, run->text.bytes, run->text.length);
	entry->mask = (struct mask){.width = ink.width, .height = ink.height, .stride_bytes = (int)stride};
	if (!rect_is_empty(ink))
		entry->mask.rows = (uint8_t *)entry->text + text_room;
	return entry;
}

static void copy_ink(struct entry *entry, const SDL_Surface *surface, struct rect ink)
{
	uint8_t *rows = (uint8_t *)(uintptr_t)entry->mask.rows;

	for (int y = 0; y < ink.height; y++)
		memcpy(rows + (ptrdiff_t)y * entry->mask.stride_bytes,
			(const uint8_t *)surface->pixels + (ptrdiff_t)(ink.y + y) * surface->pitch + ink.x,
			(size_t)ink.width);
}

/*
 * Where two joined letters share a pixel, SDL_ttf keeps the larger part of either and not their sum: a fine light line
 * would cross the stroke. At least one of the two covers half of it.
 */
static void close_seams(struct entry *entry)
{
	enum { HALF = 128, FULL = 255 };
	uint8_t *rows = (uint8_t *)(uintptr_t)entry->mask.rows;

	for (int y = 0; y < entry->mask.height; y++) {
		uint8_t *row = rows + (ptrdiff_t)y * entry->mask.stride_bytes;

		for (int x = 1; x + 1 < entry->mask.width; x++)
			if (row[x] >= HALF - 1 && row[x - 1] == FULL && row[x + 1] == FULL)
				row[x] = FULL;
	}
}

/*
 * SDL_ttf moves the baseline down where ink would stand above the font's ascent, and does not say by how much. A
 * plain letter set beside the run tells: its foot is where it is without the run, plus that much.
 */
static int baseline_shift(TTF_Font *font, const char *text, bool rtl)
{
	const char *letter = rtl ? "\xd8\xa7" : "H";
	char beside[TEXT_BYTES_MAX + 8];
	SDL_Surface *alone = render(font, letter), *both;
	struct rect foot = {0};
	int shift = 0;

	snprintf(beside, sizeof(beside), rtl ? "%s %s" : "%2$s %1$s", text, letter);
	both = render(font, beside);
	if (alone && both) {
		SDL_Surface first = *both;

		foot = find_ink(alone);
		first.w = foot.x + foot.width; /* the letter stands at the left end in both cases */
		shift = find_ink(&first).y + find_ink(&first).height - foot.y - foot.height;
	}
	SDL_FreeSurface(alone);
	SDL_FreeSurface(both);
	return shift;
}

/*
 * A run from the right is given a space behind: no tail of its last letter then lies left of the pen's way, where
 * SDL_ttf would move all to the right without a word. Returns where the run's own left edge is in the surface.
 */
static int take_text(struct fonts *fonts, TTF_Font *font, const struct draw_text *run, char *text)
{
	memcpy(text, run->text.bytes, run->text.length);
	memcpy(text + run->text.length, run->rtl ? " " : "", run->rtl ? 2 : 1);
	return run->rtl ? (int)lroundf(fonts_space_px(fonts, run->face, run->size_px))
			: fonts_overhang(font, run->text, false);
}

static struct entry *make(struct masks *masks, const struct draw_text *run)
{
	TTF_Font *font = fonts_open(masks->fonts, run->face, run->size_px, run->rtl);
	char text[TEXT_BYTES_MAX + 2];
	int left = font ? take_text(masks->fonts, font, run, text) : 0;
	SDL_Surface *surface = render(font, text);
	struct rect ink = surface ? find_ink(surface) : (struct rect){0};
	struct entry *entry = make_entry(run, 0, ink);

	masks->made++;
	if (!rect_is_empty(ink)) {
		entry->mask.x = ink.x - left;
		entry->mask.y = ink.y - TTF_FontAscent(font) - (ink.y == 0 ? baseline_shift(font, text, run->rtl) : 0);
		copy_ink(entry, surface, ink);
		if (run->rtl)
			close_seams(entry);
	}
	SDL_FreeSurface(surface);
	return entry;
}

/* The same ink a part of a pixel farther to the right: each pixel gives that part of its cover to the next one. */
static struct entry *make_moved(const struct draw_text *run, int phase, const struct mask *from)
{
	struct rect ink = {0, 0, from->rows ? from->width + 1 : 0, from->rows ? from->height : 0};
	struct entry *entry = make_entry(run, phase, ink);
	uint8_t *rows = (uint8_t *)(uintptr_t)entry->mask.rows;

	entry->mask.x = from->x;
	entry->mask.y = from->y;
	for (int y = 0; y < ink.height; y++) {
		const uint8_t *source = from->rows + (ptrdiff_t)y * from->stride_bytes;
		uint8_t *row = rows + (ptrdiff_t)y * entry->mask.stride_bytes;

		for (int x = 0; x < ink.width; x++) {
			int here = x < from->width ? source[x] : 0, left = x > 0 ? source[x - 1] : 0;

			row[x] = (uint8_t)((here * (PHASES - phase) + left * phase + PHASES / 2) / PHASES);
		}
	}
	return entry;
}

static struct mask keep(struct masks *masks, struct entry *entry)
{
	if (entry->base.bytes <= cache_stats(masks->cache).budget_bytes) {
		cache_keep(masks->cache, &entry->base);
	} else {
		free(masks->spare);
		masks->spare = entry;
	}
	return entry->mask;
}

struct mask masks_find_moved(struct masks *masks, const struct draw_text *run, int phase)
{
	struct entry *entry;

	if (run->text.length == 0 || run->text.length > TEXT_BYTES_MAX)
		return (struct mask){0};
	entry = (struct entry *)cache_find(masks->cache, CACHE_MASK, hash_run(run, phase));
	if (entry && is_of(entry, run, phase))
		return entry->mask;
	if (phase > 0) {
		struct mask still = masks_find_moved(masks, run, 0);

		return keep(masks, make_moved(run, phase, &still));
	}
	return keep(masks, make(masks, run));
}

struct mask masks_find(struct masks *masks, const struct draw_text *run)
{
	return masks_find_moved(masks, run, 0);
}
