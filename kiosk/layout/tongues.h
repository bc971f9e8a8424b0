#ifndef KIOSK_LAYOUT_TONGUES_H
#define KIOSK_LAYOUT_TONGUES_H

#include <stddef.h>
#include <stdint.h>

#include "feed/model/label.h"

/* Which languages a wall speaks, and when which. Pure. */

enum { TONGUES_MAX = 4, TONGUES_WITHIN_MS = 60000 };

/* One language, or two side by side. */
struct tongue {
	enum language first, second;
	bool both;
};

struct tongues {
	struct tongue items[TONGUES_MAX];
	size_t count; /* 0: not given */
};

bool tongues_read(struct str text, struct tongues *tongues); /* "zh", "zh+ug", "zh, ug, kk" */
bool tongue_equal(struct tongue a, struct tongue b);

#define TONGUES_EXPECTED "zh, ug, kk or en, two side by side such as zh+ug, or up to four in turn such as zh, ug, kk"

/*
 * An item of a playlist is shown in parts, each in the next language. Parts are so short that no language is away for longer than
 * TONGUES_WITHIN_MS, and so many that every item comes in every language, round by round.
 */
struct tongue_parts {
	int64_t before; /* parts of a round before this item */
	int64_t parts;  /* of this item */
	int64_t round;  /* of a whole round */
};

/* dwells_ms: of the items of the list, each above 0. */
struct tongue_parts tongue_parts_of(const int64_t *dwells_ms, size_t count, size_t item, size_t tongue_count);

#endif
