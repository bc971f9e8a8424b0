#ifndef KIOSK_GLASS_BODY_H
#define KIOSK_GLASS_BODY_H

#include "kiosk/glass/glass.h"

/* What a body of the glass does; one static table each. Nothing outside kiosk/glass/ includes this. */

struct glass_body {
	struct glass_event (*wait)(struct glass *glass, int timeout_ms);
	void (*wake)(struct glass *glass);
	bool (*pixels)(struct glass *glass, uint32_t **rows, int *width, int *height, int *stride_bytes);
	void (*present)(struct glass *glass, const struct rect *damage, size_t count);
	void (*destroy)(struct glass *glass);
};

struct glass {
	const struct glass_body *body; /* the first member of each body's own struct */
};

#endif
