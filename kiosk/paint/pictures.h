#ifndef KIOSK_PAINT_PICTURES_H
#define KIOSK_PAINT_PICTURES_H

#include <pixman.h>
#include <stdbool.h>

#include "feed/base/picture.h"
#include "kiosk/draw/draw.h"
#include "kiosk/paint/cache.h"

/*
 * Photographs and drawings from files (PNG, JPEG turned as its camera was held, WebP), scaled once to the size that they are shown in
 * and kept so in the painter's cache. They are decoded on a thread of their own, so that no frame waits for them. UI thread but for that.
 */

enum {
	PICTURES_PENDING_MAX = 8, /* being decoded; further ones are asked for again when they are painted again */
	PICTURE_PATH_BYTES_MAX = 4096
};

struct pictures;

struct pictures *pictures_create(struct cache *cache); /* borrowed; outlives us */
void pictures_destroy(struct pictures *pictures);

/* wake is called on the decoding thread whenever a picture is there. */
void pictures_on_ready(struct pictures *pictures, void (*wake)(void *self), void *self);

/* Takes over what was decoded since the last call; whether there was any. */
bool pictures_collect(struct pictures *pictures);

/* Whether the picture can be painted now, at this size. */
bool pictures_ready(struct pictures *pictures, const struct draw_picture *wanted);

/* Decodes it here and now. Any thread. */
bool pictures_can_show(struct str file);

/* Waits until nothing is being decoded; whether anything was. */
bool pictures_settle(struct pictures *pictures);

/* A file that is not decoded yet is asked for; it and one that cannot be read leave the box as it is. */
void pictures_paint(struct pictures *pictures, pixman_image_t *target, const struct draw_picture *wanted, struct rect clip);

#endif
