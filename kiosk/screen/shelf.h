#ifndef KIOSK_SCREEN_SHELF_H
#define KIOSK_SCREEN_SHELF_H

#include "feed/base/arena.h"
#include "kiosk/widget/widget.h"

/*
 * Records of boxes that take long to make and were on the glass before: put away when the page leaves, and taken back
 * when it comes again as it was. Bounded; the longest put away leave first. UI thread.
 */

enum { SHELF_ITEMS_MAX = 12, SHELF_BYTES_MAX = 8 * 1024 * 1024 };

/* What a record of a lasting widget depends on, beside what clears the shelf. */
struct shelf_key {
	const struct widget *widget;
	struct rect at;
	uint32_t focus;
	enum language language;
	int64_t stamp_ms;
};

struct shelf_item {
	struct shelf_key key;
	struct arena arena; /* owned; of the list */
	struct draw_list list;
	int64_t until_ms;
};

struct shelf {
	struct shelf_item items[SHELF_ITEMS_MAX]; /* the newest last */
	size_t count;
};

/* Takes the arena over and leaves an empty one. */
void shelf_put(struct shelf *shelf, const struct shelf_key *key, struct arena *arena, const struct draw_list *list,
	int64_t until_ms);

/* Gives the record back to an arena, whose own content goes; false where there is none that is still right. */
bool shelf_take(struct shelf *shelf, const struct shelf_key *key, int64_t now_ms, struct arena *arena,
	struct draw_list *list, int64_t *until_ms);

void shelf_clear(struct shelf *shelf);

#endif
