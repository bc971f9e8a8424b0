#ifndef KIOSK_OPENING_H
#define KIOSK_OPENING_H

#include "feed/sync/cache.h"
#include "kiosk/kiosk.h"

/* What the first picture needs of the feed: its documents are read before it, the others after it. Pure; any thread. */

struct opening_wish {
	struct cache_wish wish;
	const struct layout_screen *screen; /* NULL: everything is wanted */
};

/* For the screen that is on at this moment. The stage outlives it. */
struct opening_wish opening_wish(const struct stage *stage, const struct settings *settings, const char *state_folder,
	struct moment now);

#endif
