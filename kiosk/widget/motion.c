#include "kiosk/widget/motion.h"

#include <stdlib.h>

#include "feed/base/check.h"

enum { ROOM_LEAST = 8 };

void motion_finish(struct motion *motion)
{
	free(motion->items);
	*motion = (struct motion){0};
}

void motion_begin(struct motion *motion)
{
	motion->moving = false;
	for (size_t i = 0; i < motion->count; i++)
		motion->items[i].wanted = false;
}

void motion_end(struct motion *motion)
{
	size_t kept = 0;

	for (size_t i = 0; i < motion->count; i++)
		if (motion->items[i].wanted)
			motion->items[kept++] = motion->items[i];
	motion->count = kept;
}

double motion_ease(double share)
{
	double left = share < 0 ? 1 : share > 1 ? 0 : 1 - share;

	return 1 - left * left * left;
}

static double value_at(const struct motion_item *item, int64_t now_us)
{
	double share = (double)(now_us - item->start_us) / (MOTION_MS * 1000.0);

	return share >= 1 ? item->to : item->from + (item->to - item->from) * motion_ease(share);
}

static struct motion_item *find(struct motion *motion, uint64_t key)
{
	for (size_t i = 0; i < motion->count; i++)
		if (motion->items[i].key == key)
			return &motion->items[i];
	return NULL;
}

static struct motion_item *add(struct motion *motion)
{
	if (motion->count == motion->room) {
		motion->room = motion->room ? motion->room * 2 : ROOM_LEAST;
		motion->items = realloc(motion->items, motion->room * sizeof(*motion->items));
		REQUIRE(motion->items);
	}
	return &motion->items[motion->count++];
}

double motion_value(struct motion *motion, uint64_t key, double first, double target, int64_t now_us)
{
	struct motion_item *item = motion ? find(motion, key) : NULL;
	double value;

	if (!motion || (!item && motion->count == MOTION_KEYS_MAX))
		return target;
	if (!item) {
		item = add(motion);
		*item = (struct motion_item){.key = key, .from = first, .to = target, .start_us = now_us};
	}
	item->wanted = true;
	value = value_at(item, now_us);
	if (item->to != target) {
		item->from = value;
		item->to = target;
		item->start_us = now_us;
	}
	motion->moving = motion->moving || value != target;
	return value;
}
