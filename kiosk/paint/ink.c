#include "kiosk/paint/ink.h"

#include "feed/base/check.h"

/* pixman wants 16 bits a channel, already multiplied by alpha. */
pixman_image_t *ink_image(uint32_t color, unsigned opacity)
{
	unsigned alpha = (color >> 24) * opacity / 255;
	pixman_color_t ink = {
		.red = (uint16_t)((color >> 16 & 0xff) * alpha * 257 / 255),
		.green = (uint16_t)((color >> 8 & 0xff) * alpha * 257 / 255),
		.blue = (uint16_t)((color & 0xff) * alpha * 257 / 255),
		.alpha = (uint16_t)(alpha * 257),
	};
	pixman_image_t *image = pixman_image_create_solid_fill(&ink);

	REQUIRE(image);
	return image;
}
