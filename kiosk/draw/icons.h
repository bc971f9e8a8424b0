#ifndef KIOSK_DRAW_ICONS_H
#define KIOSK_DRAW_ICONS_H

#include <stdbool.h>
#include <stddef.h>

#include "feed/base/str.h"
#include "kiosk/draw/path.h"

struct arena;
struct faults;

/* assets/icons/hallboard.icons as values, constant once read. Names and paths live in the arena. Any thread. */

enum {
	ICONS_MAX = 400,
	ICON_LAYERS_MAX = 4,
	ICON_BOX = 96 /* the side of the box that paths are drawn in, y down */
};

enum icon_fill {
	ICON_TONE,  /* the colour of the place of use */
	ICON_TONE2, /* the theme's rule */
	ICON_ON,    /* what stands on the tone */
	ICON_FACE,  /* eyes and mouth */
	ICON_FILL_COUNT
};

struct icon_layer {
	enum icon_fill fill;
	const struct path *path;
};

struct icon {
	struct str name;
	struct icon_layer layers[ICON_LAYERS_MAX]; /* later ones lie on top */
	size_t layer_count;
	bool mirrored; /* turned round where one reads from the right */
};

struct icons {
	const struct icon *items; /* by name */
	size_t count;
};

/* Every fault is added; false where there was one. */
bool icons_load(struct arena *arena, const char *path, struct icons *icons, struct faults *faults);
bool icons_parse(struct arena *arena, struct str file, struct str text, struct icons *icons, struct faults *faults);

const struct icon *icons_find(const struct icons *icons, struct str name); /* or NULL */

#endif
