#ifndef KIOSK_LAYOUT_LAYOUT_H
#define KIOSK_LAYOUT_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "feed/base/civil.h"
#include "feed/base/fault.h"
#include "feed/base/ini.h"
#include "kiosk/draw/geometry.h"

/*
 * layouts/NAME.layout -> screens with boxes, playlist, schedule. Pure. Constant once read; lives in one arena.
 *
 *     [hallboard]                    theme, language, include, playlist, grid, touch, transition
 *     [SCREEN]                       a screen's own settings: title = WORD
 *     [SCREEN.BOX]                   widget, at, portrait, old, lower, and the widget's settings
 *     [schedule.NAME]                playlist, when
 */

enum {
	LAYOUT_SCREENS_MAX = 64,
	LAYOUT_BOXES_MAX = 64, /* per screen */
	LAYOUT_ITEMS_MAX = 64,
	LAYOUT_INCLUDES_MAX = 64,
	LAYOUT_BASE_WIDTH = 1920,
	LAYOUT_BASE_HEIGHT = 1080
};

/* Where a box stands: grid cells (column row width height, from 1), base pixels of 1920x1080 (portrait: 1080x1920), or away. */
enum place_kind { PLACE_NOT_GIVEN, PLACE_GRID, PLACE_PX, PLACE_HIDDEN };

struct place {
	enum place_kind kind;
	int x, y, width, height;
};

struct layout_box {
	struct str file, name, widget; /* file: which one says so, for messages */
	struct place at, portrait;       /* portrait: the same share of the screen where it is not given */
	struct place old;                /* on a landscape screen while its data is old; at where it is not given */
	struct place lower, lower_portrait; /* while a visitor asked for the lower position; at and portrait where not given */
	const struct ini_entry *entries; /* the widget's own settings: those that layout does not know */
	size_t entry_count;
	int line;
};

struct layout_screen {
	struct str name, title; /* title: a word's key */
	struct layout_box *boxes;
	size_t box_count;
};

struct layout_item {
	size_t screen; /* index */
	int dwell_s;
};

struct layout_playlist {
	struct layout_item *items;
	size_t count;
};

struct layout_schedule {
	struct str name;
	struct layout_playlist playlist;
	unsigned weekdays;           /* bit 0 Sunday .. bit 6 Saturday: the day that the window starts on */
	int from_minute, to_minute;  /* [from, to); to <= from: over midnight */
};

/* How one page follows another. */
enum layout_transition { TRANSITION_FADE, TRANSITION_CUT, TRANSITION_PUSH, TRANSITION_ZOOM };

enum { TRANSITION_MS = 400, TRANSITION_MS_MAX = 500 };

struct layout {
	struct str file, theme, language; /* theme and language may be empty: the settings decide */
	int grid_columns, grid_rows;
	enum layout_transition transition;
	int transition_ms; /* how long it takes */
	bool touch; /* starts with its first screen and waits for a finger */
	struct layout_screen *screens;
	size_t screen_count;
	struct layout_playlist playlist;
	struct layout_schedule *schedules;
	size_t schedule_count;
};

/* Where the files stand that a layout includes by name ("boards/lists"). */
struct layout_shelf {
	/* The file's full name and its text, both in the arena or outliving it; false: there is none of this name. */
	bool (*find)(const struct layout_shelf *self, struct arena *arena, struct str name, struct str *file, struct str *text);
};

/* Every fault is added; unknown words name those that would have been understood. An included file holds screens and boxes only; a
   box that the layout itself has too is the layout's own. shelf: NULL where nothing can be included. */
bool layout_parse(struct arena *arena, struct str file, struct str text, const struct layout_shelf *shelf, struct layout *layout,
	struct faults *faults);

const struct layout_screen *layout_find(const struct layout *layout, struct str screen); /* or NULL */

/* What may move boxes. */
enum layout_state { LAYOUT_USUAL, LAYOUT_OLD, LAYOUT_LOWER };

/* In pixels of a screen of this size; mirror: seen from the right. Every pixel of the screen is usable: nothing is letterboxed.
   Boxes of one row or column share their edges after rounding. */
struct rect layout_place(const struct layout *layout, const struct layout_box *box, int width, int height, bool mirror,
	enum layout_state state);

/* How many pixels one base pixel of type and line is: min(width/1920, height/1080), portrait by 1080x1920, times the factor
   that the size in mm and the distance ask for (1 where width_mm is 0). */
double layout_unit(int width, int height, int width_mm, int distance_mm);

/* "mon-fri", "sat,sun" or "daily": bit 0 Sunday .. bit 6 Saturday; false and 0 for anything else. */
bool layout_weekdays(struct str text, unsigned *weekdays);
/* "09:30" as minutes of the day; 24:00 is its end. */
bool layout_minute(struct str text, int *minute);

/* What is on at a time. Pure. Elapsed time since `start_ms` decides the item, so that the same list goes on unchanged. */
struct layout_now {
	size_t screen;
	int64_t since_ms, until_ms; /* of this showing */
	int64_t round;              /* how often the list has come round before */
	size_t position, count;     /* in the list, for the page dots */
};

struct layout_now layout_now(const struct layout *layout, int64_t start_ms, int64_t now_ms, struct civil local);

#endif
