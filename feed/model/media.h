#ifndef FEED_MODEL_MEDIA_H
#define FEED_MODEL_MEDIA_H

#include "feed/base/picture.h"

/*
 * A picture that the centre sends: its document is the picture's own file, named NAME or NAME.GROUP as layouts are.
 * What it is called and how large it is lives in memory; its bytes wait on disk, beside the cache, for whoever decodes
 * them.
 */

enum {
	MEDIA_MAX = 60, /* of a feed */
	MEDIA_BYTES_MAX = 4 * 1024 * 1024,
	MEDIA_TOTAL_BYTES_MAX = 32 * 1024 * 1024
};

struct media {
	struct str name, group; /* group: of screens; empty: all */
	bool good;              /* else a calm stand-in is shown */
	struct picture_facts facts;
};

#endif
