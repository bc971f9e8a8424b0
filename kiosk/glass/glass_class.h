#ifndef KIOSK_GLASS_GLASS_CLASS_H
#define KIOSK_GLASS_GLASS_CLASS_H

#include "kiosk/glass/glass.h"

/* What a body of glass does; each embeds struct glass as its first member. For this folder only. */

struct glass_class {
	void (*destroy)(struct glass *glass);
	struct glass_event (*wait)(struct glass *glass, int timeout_ms);
	void (*wake)(struct glass *glass);
	bool (*pixels)(struct glass *glass, uint32_t **rows, int *width, int *height, int *stride_bytes);
	void (*present)(struct glass *glass, const struct rect *damage, size_t count);
};

struct glass {
	const struct glass_class *class;
};

#endif
