#ifndef FEED_CENTRE_READ_NEWS_H
#define FEED_CENTRE_READ_NEWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "feed/base/error.h"
#include "feed/base/str.h"

struct arena;

/* RSS 2.0 (also 0.9x and 1.0) and Atom 1.0: what its items say, as plain text. Limits are those of xml.h. */

enum { NEWS_ITEMS_MAX = 100 }; /* of a feed; those that stand first */

struct news_item {
	struct str id;          /* guid, id or link; else its title */
	struct str title, text; /* without markup; text may be empty */
	int64_t published_ms;
	bool dated; /* it says when, in a form that is one */
};

struct news {
	struct news_item items[NEWS_ITEMS_MAX];
	size_t count;
	size_t left_out; /* further items, and items without a title */
};

/* Texts are in the arena. */
bool news_read(struct arena *arena, struct str bytes, struct news *news, struct error *error);

/* "Thu, 25 Oct 2018 09:30:00 +0800", "25 Oct 18 01:30 GMT" */
bool news_date(struct str text, int64_t *time_ms);

#endif
