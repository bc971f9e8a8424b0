#ifndef KIOSK_PAINT_PICTURES_H
#define KIOSK_PAINT_PICTURES_H

#include <pixman.h>

#include "feed/base/str.h"
#include "kiosk/draw/geometry.h"

/* Photographs and drawings from files, scaled once to the size that they are shown in and kept so. UI thread. */

enum {
	PICTURES_MAX = 8,        /* kept */
	PICTURE_SIDE_MAX = 8192, /* of the file's picture; larger ones are not shown */
	PICTURE_PATH_BYTES_MAX = 4096
};

struct pictures;

struct pictures *pictures_create(void);
void pictures_destroy(struct pictures *pictures);

/* Fills the box, cut to its shape in the middle. A file that cannot be read leaves the box as it is. */
void pictures_paint(
	struct pictures *pictures, pixman_image_t *target, struct str file, struct rect box, struct rect clip);

#endif
