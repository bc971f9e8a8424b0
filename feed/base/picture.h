#ifndef FEED_BASE_PICTURE_H
#define FEED_BASE_PICTURE_H

#include "feed/base/str.h"

/*
 * What a picture's file says about itself, without decoding it: PNG, JPEG (with the EXIF note of how the camera was
 * held) or WebP. Pure; the bytes may come from anybody.
 */

enum {
	PICTURE_BYTES_MAX = 8 * 1024 * 1024,
	PICTURE_SIDE_MAX = 8192, /* larger ones are not shown */
	PICTURE_PIXELS_MAX = 16 * 1024 * 1024
};

enum picture_format { PICTURE_PNG, PICTURE_JPEG, PICTURE_WEBP };

/* As EXIF counts: what has to be done to the stored rows before they are looked at. */
enum picture_turn {
	PICTURE_UPRIGHT = 1,
	PICTURE_MIRRORED,
	PICTURE_HALF_TURNED,
	PICTURE_FLIPPED,
	PICTURE_TRANSPOSED,
	PICTURE_QUARTER_RIGHT, /* turn it to the right */
	PICTURE_TRANSVERSED,
	PICTURE_QUARTER_LEFT
};

struct picture_facts {
	enum picture_format format;
	enum picture_turn turn;
	int width, height; /* as stored, before the turn */
};

/* false where it is none of the three, is cut off before it says its size, or is larger than the limits above. */
bool picture_read(struct str bytes, struct picture_facts *facts);

#define PICTURE_EXPECTED "a PNG, JPEG or WebP picture of at most 8192 pixels a side, 16 million in all and 8 MiB"

#endif
