#ifndef KIOSK_GLASS_X11_PICTURE_H
#define KIOSK_GLASS_X11_PICTURE_H

#include "kiosk/glass/x11.h"
#include "kiosk/pixels/pixels.h"

/*
 * The picture of an X11 window in memory that the server reads by itself (MIT-SHM). SDL's own waits for the server after every
 * presentation; here that is waited for only when the next one is painted, and by then it is long over. For this folder only.
 */

struct x11_picture;

/* NULL where the window is not X11's, the server is far away, or its pixels are not XRGB8888 of this machine. The line outlives it. */
struct x11_picture *x11_picture_create(SDL_Window *window, struct x11_line *line);
void x11_picture_destroy(struct x11_picture *picture); /* NULL: nothing */

/* To be painted into until x11_picture_show. Waits for what was shown before. */
struct pixels x11_picture_pixels(struct x11_picture *picture);

/* Hands boxes within the picture to the server and does not wait. */
void x11_picture_show(struct x11_picture *picture, const struct rect *boxes, size_t count);

#endif
