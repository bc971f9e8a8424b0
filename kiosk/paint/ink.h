#ifndef KIOSK_PAINT_INK_H
#define KIOSK_PAINT_INK_H

#include <pixman.h>

/* One colour (ARGB8888, not multiplied) at an opacity of 0 to 255, as pixman composites with it. The caller unrefs it. */
pixman_image_t *ink_image(uint32_t color, unsigned opacity);

#endif
