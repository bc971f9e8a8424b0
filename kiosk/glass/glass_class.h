#ifndef KIOSK_GLASS_GLASS_CLASS_H
#define KIOSK_GLASS_GLASS_CLASS_H

#include "kiosk/glass/glass.h"

/* What a body of glass does; each embeds struct glass as its first member. For this folder only. */

struct glass_class {
	void (*destroy)(struct glass *glass);
	struct glass_event (*wait)(struct glass *glass, int timeout_ms);
	void (*wake)(struct glass *glass);
	bool (*canvas)(struct glass *glass, struct pixels *canvas);
	void (*present)(struct glass *glass, const struct rect *damage, size_t count);
	bool (*prepare)(struct glass *glass);
	void (*begin)(struct glass *glass, const struct glass_passage *passage);
	void (*step)(struct glass *glass, double share);
	int (*frame_us)(struct glass *glass);
};

struct glass {
	const struct glass_class *class;
	struct glass_stats stats;
	bool passing;
};

#endif
