#ifndef FEED_MODEL_NOTICE_H
#define FEED_MODEL_NOTICE_H

#include <stdbool.h>
#include <stddef.h>

#include "feed/model/label.h"

enum { NOTICES_MAX = 1000 };

struct notice {
	struct str id, area; /* shown in this area and below */
	struct label title, text;
	int64_t from_ms, until_ms; /* half-open */
	bool urgent;               /* comes first */
};

struct notices {
	struct notice *items;
	size_t count;
};

#endif
