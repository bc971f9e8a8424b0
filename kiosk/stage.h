#ifndef KIOSK_STAGE_H
#define KIOSK_STAGE_H

#include "feed/base/arena.h"
#include "kiosk/screen/screen.h"
#include "kiosk/settings.h"

/*
 * What a screen is set with before any data comes: layouts, themes, words, icons. Read once at start, constant after; UI thread.
 * Three layouts: the one that was asked for, and the package's hall and touch layouts, in which screens are looked up that
 * the first one lacks.
 */

enum { STAGE_LAYOUTS = 3, STAGE_THEMES_MAX = 8 };

struct stage_set {
	struct layout layout;
	struct screen *screen;     /* owned */
	const struct theme *theme;
};

struct stage {
	struct arena arena; /* owned */
	struct str root;    /* the folder that holds assets/ and layouts/ */
	struct words words;
	struct icons icons;
	struct theme themes[STAGE_THEMES_MAX];
	size_t theme_count;
	struct stage_set sets[STAGE_LAYOUTS];
	size_t set_count;
};

/* Faults are added; false where the screen cannot be shown with what there is. */
bool stage_open(struct stage *stage, const struct settings *settings, struct faults *faults);
void stage_close(struct stage *stage);

/* NULL where no layout has a screen of this name. */
const struct layout_screen *stage_find(const struct stage *stage, struct str screen, const struct stage_set **set);

/* By name, read when it is first asked for; NULL with faults added. */
const struct theme *stage_theme(struct stage *stage, struct str name, struct faults *faults);

#endif
