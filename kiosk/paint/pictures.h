#ifndef KIOSK_PAINT_PICTURES_H
#define KIOSK_PAINT_PICTURES_H

#include <pixman.h>
#include <stdbool.h>

#include "feed/base/str.h"
#include "kiosk/draw/geometry.h"
#include "kiosk/paint/cache.h"

/*
 * Photographs and drawings from files, scaled once to the size that they are shown in and kept so in the painter's cache. They
 * are decoded on a thread of their own, so that no frame waits for them. UI thread but for that.
 */

enum {
	PICTURES_PENDING_MAX = 8, /* being decoded; further ones are asked for again when they are painted again */
	PICTURE_SIDE_MAX = 8192,  /* of the file's picture; larger ones are not shown */
	PICTURE_PIXELS_MAX = 16 * 1024 * 1024,
	PICTURE_PATH_BYTES_MAX = 4096
};

struct pictures;

struct pictures *pictures_create(struct cache *cache); /* borrowed; outlives us */
void pictures_destroy(struct pictures *pictures);

/* wake is called on the decoding thread whenever a picture is there. */
void pictures_on_ready(struct pictures *pictures, void (*wake)(void *self), void *self);

/* Takes over what was decoded since the last call; whether there was any. */
bool pictures_collect(struct pictures *pictures);

/* Whether the picture of this file at the size of this box can be painted now. */
bool pictures_ready(struct pictures *pictures, struct str file, struct rect box);

/* Waits until nothing is being decoded; whether anything was. */
bool pictures_settle(struct pictures *pictures);

/* Fills the box, cut to its shape in the middle. A file that is not decoded yet is asked for; it and one that cannot be read
   leave the box as it is. */
void pictures_paint(
	struct pictures *pictures, pixman_image_t *target, struct str file, struct rect box, struct rect clip);

#endif
