#include "kiosk/paint/masks.h"

#include <stdlib.h>

#include "feed/base/check.h"

enum { BUCKETS = 1024, ENTRY_BYTES = 128 /* about what an entry costs beside its pixels */ };

struct entry {
	struct entry *next_in_bucket, *newer, *older;
	uint64_t key;
	struct mask mask;
	unsigned char *coverage; /* owned */
	size_t bytes;
};

struct masks {
	struct fonts *fonts; /* borrowed; outlives us */
	struct entry *buckets[BUCKETS];
	struct entry *newest, *oldest;
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

static void drop(struct masks *masks, struct entry *entry)
{
	struct entry **link = &masks->buckets[entry->key % BUCKETS];

	while (*link != entry)
		link = &(*link)->next_in_bucket;
	*link = entry->next_in_bucket;
	unlink_age(masks, entry);
	masks->bytes -= entry->bytes;
	if (entry->mask.image)
		pixman_image_unref(entry->mask.image);
	free(entry->coverage);
	free(entry);
}

void masks_destroy(struct masks *masks)
{
	if (!masks)
		return;
	while (masks->newest)
		drop(masks, masks->newest);
	free(masks);
}

static uint64_t key_of(const struct draw_text *run, int phase)
{
	int what[] = {(int)run->face, run->size_px, run->rtl, phase, (int)(run->spacing_px * 64)};

	return str_hash(str_hash(STR_HASH_START, what, sizeof(what)), run->text.bytes, run->text.length);
}

static struct entry *make(struct masks *masks, uint64_t key, const struct draw_text *run, int phase)
{
	struct entry *entry = calloc(1, sizeof(*entry));
	struct run_mask mask = fonts_render(masks->fonts, run, phase);

	REQUIRE(entry);
	entry->key = key;
	entry->coverage = mask.coverage;
	entry->mask = (struct mask){NULL, mask.left, mask.top, mask.width, mask.height};
	entry->bytes = ENTRY_BYTES + (size_t)mask.stride * (size_t)mask.height;
	if (mask.coverage) {
		entry->mask.image = pixman_image_create_bits(PIXMAN_a8, mask.width, mask.height, (uint32_t *)(void *)mask.coverage, mask.stride);
		REQUIRE(entry->mask.image);
	}
	masks->made++;
	return entry;
}

const struct mask *masks_find(struct masks *masks, const struct draw_text *run, int phase)
{
	uint64_t key = key_of(run, phase);
	struct entry **bucket = &masks->buckets[key % BUCKETS], *entry;

	for (entry = *bucket; entry && entry->key != key; entry = entry->next_in_bucket)
		;
	if (entry) {
		unlink_age(masks, entry);
		link_newest(masks, entry);
		return &entry->mask;
	}
	entry = make(masks, key, run, phase);
	while (masks->oldest && masks->bytes + entry->bytes > PAINT_MASK_BYTES_MAX)
		drop(masks, masks->oldest);
	entry->next_in_bucket = *bucket;
	*bucket = entry;
	link_newest(masks, entry);
	masks->bytes += entry->bytes;
	return &entry->mask;
}

size_t masks_bytes(const struct masks *masks)
{
	return masks->bytes;
}

uint64_t masks_made(const struct masks *masks)
{
	return masks->made;
}
