#include "kiosk/paint/masks.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "feed/base/check.h"

enum { BUCKETS = 1024, TEXT_BYTES_MAX = 16 * 1024 }; /* longer runs are not painted: nothing on a screen is so long */

/* A mask in the cache: bytes holds the run's text and then, 4-aligned, the rows. */
struct entry {
	struct entry *next_in_bucket;
	struct entry *newer, *older;
	uint64_t hash;
	enum font_face face;
	int size_px;
	bool rtl;
	struct mask mask;
	size_t text_length, bytes; /* bytes: all that this entry takes of the budget */
	char text[];
};

struct masks {
	struct fonts *fonts;            /* borrowed */
	struct entry *buckets[BUCKETS]; /* owned */
	struct entry *newest, *oldest;
	struct entry *spare; /* owned; one that is too large to be kept, until the next call */
	size_t bytes;
	uint64_t made;
};

struct masks *masks_create(struct fonts *fonts)
{
	struct masks *masks = calloc(1, sizeof(*masks));

	REQUIRE(masks);
	masks->fonts = fonts;
	return masks;
}

void masks_destroy(struct masks *masks)
{
	if (!masks)
		return;
	for (struct entry *entry = masks->newest; entry;) {
		struct entry *older = entry->older;

		free(entry);
		entry = older;
	}
	free(masks->spare);
	free(masks);
}

size_t masks_bytes(const struct masks *masks)
{
	return masks->bytes;
}

uint64_t masks_made(const struct masks *masks)
{
	return masks->made;
}

static uint64_t hash_run(const struct draw_text *run)
{
	const int numbers[] = {(int)run->face, run->size_px, run->rtl};

	return str_hash(str_hash(STR_HASH_START, numbers, sizeof(numbers)), run->text.bytes, run->text.length);
}

static bool is_of(const struct entry *entry, uint64_t hash, const struct draw_text *run)
{
	return entry->hash == hash && entry->face == run->face && entry->size_px == run->size_px &&
	       entry->rtl == run->rtl && str_equal((struct str){entry->text, entry->text_length}, run->text);
}

static void unlink_age(struct masks *masks, struct entry *entry)
{
	*(entry->newer ? &entry->newer->older : &masks->newest) = entry->older;
	*(entry->older ? &entry->older->newer : &masks->oldest) = entry->newer;
}

static void link_newest(struct masks *masks, struct entry *entry)
{
	entry->newer = NULL;
	entry->older = masks->newest;
	*(masks->newest ? &masks->newest->newer : &masks->oldest) = entry;
	masks->newest = entry;
}

static void drop_oldest(struct masks *masks)
{
	struct entry *entry = masks->oldest;
	struct entry **link = &masks->buckets[entry->hash % BUCKETS];

	while (*link != entry)
		link = &(*link)->next_in_bucket;
	*link = entry->next_in_bucket;
	unlink_age(masks, entry);
	masks->bytes -= entry->bytes;
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

static struct entry *make_entry(const struct draw_text *run, uint64_t hash, struct rect ink)
{
	size_t text_room = (run->text.length + 4) & ~(size_t)3; /* with the ending zero byte */
	size_t stride = ((size_t)ink.width + 3) & ~(size_t)3;
	size_t bytes = sizeof(struct entry) + text_room + stride * (size_t)ink.height;
	struct entry *entry = calloc(1, bytes);

	REQUIRE(entry);
	entry->hash = hash;
	entry->face = run->face;
	entry->size_px = run->size_px;
	entry->rtl = run->rtl;
	entry->text_length = run->text.length;
	entry->bytes = bytes;
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

static struct entry *make(struct masks *masks, const struct draw_text *run, uint64_t hash)
{
	TTF_Font *font = fonts_open(masks->fonts, run->face, run->size_px, run->rtl);
	char text[TEXT_BYTES_MAX + 2];
	int left = font ? take_text(masks->fonts, font, run, text) : 0;
	SDL_Surface *surface = render(font, text);
	struct rect ink = surface ? find_ink(surface) : (struct rect){0};
	struct entry *entry = make_entry(run, hash, ink);

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

static void keep(struct masks *masks, struct entry *entry)
{
	struct entry **bucket = &masks->buckets[entry->hash % BUCKETS];

	while (masks->oldest && masks->bytes + entry->bytes > PAINT_MASK_BYTES_MAX)
		drop_oldest(masks);
	entry->next_in_bucket = *bucket;
	*bucket = entry;
	link_newest(masks, entry);
	masks->bytes += entry->bytes;
}

struct mask masks_find(struct masks *masks, const struct draw_text *run)
{
	uint64_t hash = hash_run(run);
	struct entry *entry = masks->buckets[hash % BUCKETS];

	if (run->text.length == 0 || run->text.length > TEXT_BYTES_MAX)
		return (struct mask){0};
	while (entry && !is_of(entry, hash, run))
		entry = entry->next_in_bucket;
	if (entry) {
		unlink_age(masks, entry);
		link_newest(masks, entry);
		return entry->mask;
	}
	entry = make(masks, run, hash);
	if (entry->bytes <= PAINT_MASK_BYTES_MAX) {
		keep(masks, entry);
	} else {
		free(masks->spare);
		masks->spare = entry;
	}
	return entry->mask;
}
