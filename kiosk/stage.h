#ifndef KIOSK_STAGE_H
#define KIOSK_STAGE_H

#include "feed/base/arena.h"
#include "feed/model/words_text.h"
#include "kiosk/screen/screen.h"
#include "kiosk/settings.h"

/*
 * What a screen is set with: layouts, themes, words, icons. Read at start; the layout of the centre may take the place of the first
 * one later. UI thread.
 * Three layouts: the one that was asked for, and the package's hall and touch layouts, in which screens are looked up that
 * the first one lacks.
 */

enum { STAGE_LAYOUTS = 3, STAGE_THEMES_MAX = 8 };

struct stage_set {
	struct layout layout;
	struct screen *screen;     /* owned */
	struct screen *beside;     /* owned: the same in a second language */
	const struct theme *theme;
};

/* A layout that the centre sent, with everything that belongs to it. */
struct stage_central {
	struct arena arena;
	struct stage_set set;
};

struct stage {
	struct arena arena; /* owned */
	struct str root;    /* the folder that holds assets/ and layouts/ */
	struct str layouts; /* of the package */
	struct words words;
	struct arena words_arena; /* owned; of the words where the centre sent some */
	struct icons icons;
	struct theme themes[STAGE_THEMES_MAX];
	size_t theme_count;
	struct stage_set sets[STAGE_LAYOUTS];
	size_t set_count;
	struct str name;               /* by which the centre may replace the first one: its file's name without .layout */
	struct stage_central *central; /* owned; NULL: the centre says nothing */
};

/* Faults are added; false where the screen cannot be shown with what there is. */
bool stage_open(struct stage *stage, const struct settings *settings, struct faults *faults);
void stage_close(struct stage *stage);

/* Whether a screen is in the layouts that are there now (always where no name is asked for); else a fault that names those that are. */
bool stage_has(const struct stage *stage, struct str screen, struct faults *faults);

/* The layout that runs: the centre's, else the first. */
const struct stage_set *stage_main(const struct stage *stage);

/* Takes the centre's layout in whole, or changes nothing and adds the faults. Screens and layout of the one before are gone after. */
bool stage_take(struct stage *stage, const struct settings *settings, struct str file, struct str text, struct faults *faults);
void stage_withdraw(struct stage *stage); /* back to the first */

/* Puts texts of the centre over the shipped words (NULL: none in that language): all of them, or nothing changes and faults are
   added. Texts that were found before are gone. */
bool stage_take_words(struct stage *stage, const struct words_text *const texts[LANGUAGE_COUNT], struct faults *faults);

void stage_touch(struct stage *stage); /* everything is recorded again */
void stage_turn(struct stage *stage);  /* ... but for what was recorded for this focus and language before */

/* NULL where no layout has a screen of this name. */
const struct layout_screen *stage_find(const struct stage *stage, struct str screen, const struct stage_set **set);

/* By name, read when it is first asked for; NULL with faults added. */
const struct theme *stage_theme(struct stage *stage, struct str name, struct faults *faults);

#endif
