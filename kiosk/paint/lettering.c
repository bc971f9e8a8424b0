#include "kiosk/paint/lettering.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "feed/base/check.h"
#include "feed/base/str.h"
#include "kiosk/paint/ink.h"

/*
 * A text that runs through is put on its ground once for each quarter of a pixel, and copied from there: copying costs a tenth of what
 * blending its masks does. A text that is longer than that is blended in each frame.
 */
enum { STRIP_BYTES_MAX = 2 * 1024 * 1024 };

struct strip {
	struct cache_entry base;
	struct pixels pixels;
	uint32_t rows[];
};

struct lettering lettering_begin(struct masks *masks, struct cache *cache, const struct metrics *metrics, struct pixels target)
{
	struct lettering letters = {.masks = masks, .cache = cache, .metrics = metrics, .target = target};

	letters.image =
		pixman_image_create_bits_no_clear(PIXMAN_x8r8g8b8, target.width, target.height, target.rows, target.stride_bytes);
	REQUIRE(letters.image);
	return letters;
}

void lettering_end(struct lettering *letters)
{
	pixman_image_unref(letters->image);
	letters->image = NULL;
}

static void blend_mask(const struct lettering *letters, pixman_image_t *ink, const struct mask *mask, int x, int baseline, struct rect clip)
{
	struct rect at = {x + mask->x, baseline + mask->y, mask->width, mask->height};
	struct rect part = rect_intersect(at, clip);
	pixman_image_t *cover;

	if (!mask->rows || rect_is_empty(part))
		return;
	cover = pixman_image_create_bits_no_clear(
		PIXMAN_a8, mask->width, mask->height, (uint32_t *)(uintptr_t)mask->rows, mask->stride_bytes);
	REQUIRE(cover);
	pixman_image_composite32(PIXMAN_OP_OVER, ink, cover, letters->image, 0, 0, part.x - at.x, part.y - at.y, part.x, part.y,
		part.width, part.height);
	pixman_image_unref(cover);
}

/* Characters of their own, each after the width of the one before. */
static void put_spaced(const struct lettering *letters, pixman_image_t *ink, const struct draw_text *run, struct rect clip)
{
	struct draw_text letter = *run;
	float x = run->x;

	for (size_t at = 0, next = 0; at < run->text.length; at = next) {
		struct mask mask;

		str_code_point(run->text, &next);
		letter.text = str_part(run->text, at, next - at);
		mask = masks_find(letters->masks, &letter);
		blend_mask(letters, ink, &mask, (int)lroundf(x), run->baseline_y, clip);
		x += letters->metrics->advance(letters->metrics, run->face, run->size_px, run->rtl, letter.text) + run->spacing_px;
	}
}

void lettering_text(const struct lettering *letters, const struct draw_command *command, struct rect clip)
{
	pixman_image_t *ink = ink_image(command->ink.color, 255);
	const struct draw_text *run = &command->text;

	if (run->spacing_px != 0) {
		put_spaced(letters, ink, run, clip);
	} else {
		struct mask mask = masks_find(letters->masks, run);

		blend_mask(letters, ink, &mask, (int)lroundf(run->x), run->baseline_y, clip);
	}
	pixman_image_unref(ink);
}

/* Text that moves stands between two pixels too, in quarters, so that it does not tremble. down: of all runs. */
static void put_runs(const struct lettering *letters, const struct draw_list *runs, float right, int down, struct rect clip)
{
	for (size_t i = 0; i < runs->count; i++) {
		const struct draw_text *run = &runs->commands[i].text;
		int quarters = (int)floorf((run->x + right) * 4 + 0.5f), phase = quarters & 3;
		struct rect reach = runs->commands[i].bounds;
		pixman_image_t *ink;
		struct mask mask;

		reach.x += (int)floorf(right) - 1;
		reach.y += down;
		reach.width += 3;
		if (runs->commands[i].kind != DRAW_TEXT || rect_is_empty(rect_intersect(reach, clip)))
			continue;
		ink = ink_image(runs->commands[i].ink.color, 255);
		mask = masks_find_moved(letters->masks, run, phase);
		blend_mask(letters, ink, &mask, (quarters - phase) / 4, run->baseline_y + down, clip);
		pixman_image_unref(ink);
	}
}

static void release(struct cache_entry *entry)
{
	free(entry);
}

/* Where the runs lie, of any phase, as far as the command shows it. */
static struct rect strip_box(const struct draw_command *command)
{
	struct rect reach = command->moving.list->reach;

	return (struct rect){reach.x - 2, command->bounds.y, reach.width + 5, command->bounds.height};
}

static uint64_t strip_key(const struct draw_command *command, struct rect box, int phase)
{
	const uint32_t words[] = {command->moving.ground, (uint32_t)phase};
	uint64_t hash = str_hash(draw_hash(command->moving.list), words, sizeof(words));

	return str_hash(hash, &box, sizeof(box));
}

static const struct strip *make_strip(
	const struct lettering *letters, const struct draw_command *command, struct rect box, int phase, uint64_t key)
{
	size_t count = (size_t)box.width * (size_t)box.height, bytes = sizeof(struct strip) + count * sizeof(uint32_t);
	struct strip *strip = malloc(bytes);
	struct lettering apart;

	REQUIRE(strip);
	strip->base = (struct cache_entry){.kind = CACHE_STRIP, .key = key, .bytes = bytes, .release = release};
	strip->pixels = (struct pixels){strip->rows, box.width, box.height, box.width * (int)sizeof(uint32_t)};
	for (size_t i = 0; i < count; i++)
		strip->rows[i] = command->moving.ground;
	apart = lettering_begin(letters->masks, letters->cache, letters->metrics, strip->pixels);
	put_runs(&apart, command->moving.list, (float)phase / 4 - (float)box.x, -box.y, pixels_rect(strip->pixels));
	lettering_end(&apart);
	return cache_keep(letters->cache, &strip->base) ? strip : NULL;
}

/* false: there is none, and the runs have to be blended. */
static bool copy_strip(const struct lettering *letters, const struct draw_command *command, int whole, int phase, struct rect clip)
{
	struct rect box = strip_box(command), at = box, part;
	const struct strip *strip;
	uint64_t key;

	at.x += whole;
	part = rect_intersect(at, clip);
	if (command->moving.ground >> 24 != 255 || (int64_t)box.width * box.height > STRIP_BYTES_MAX / (int)sizeof(uint32_t))
		return false;
	if (rect_is_empty(part))
		return true;
	key = strip_key(command, box, phase);
	strip = (const struct strip *)cache_find(letters->cache, CACHE_STRIP, key);
	if (!strip)
		strip = make_strip(letters, command, box, phase, key);
	for (int y = 0; strip && y < part.height; y++)
		memcpy(pixels_at(letters->target, part.x, part.y + y), pixels_at(strip->pixels, part.x - at.x, part.y + y - at.y),
			(size_t)part.width * sizeof(uint32_t));
	return strip;
}

void lettering_moving(const struct lettering *letters, const struct draw_command *command, struct rect clip)
{
	int quarters = (int)floorf(command->moving.x * 4 + 0.5f), phase = quarters & 3;

	if (!copy_strip(letters, command, (quarters - phase) / 4, phase, clip))
		put_runs(letters, command->moving.list, command->moving.x, 0, clip);
}
