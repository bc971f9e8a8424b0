#ifndef KIOSK_LAYOUT_LAYOUT_H
#define KIOSK_LAYOUT_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "feed/base/civil.h"
#include "feed/base/fault.h"
#include "feed/base/ini.h"
#include "kiosk/draw/geometry.h"
#include "kiosk/layout/tongues.h"

/*
 * layouts/NAME.layout -> screens with boxes, playlist, schedule. Pure. Constant once read; lives in one arena.
 *
 *     [hallboard]                    theme, language, languages, include, playlist, grid, touch, transition
 *     [SCREEN]                       a screen's own settings: title = WORD
 *     [SCREEN.BOX]                   widget, at, portrait, old, lower, at_small, and the widget's settings
 *     [schedule.NAME]                playlist, when, days, priority
 *     [ages]                         TABLE = OLD HIDDEN
 */

enum {
	LAYOUT_SCREENS_MAX = 64,
	LAYOUT_BOXES_MAX = 64, /* per screen */
	LAYOUT_ITEMS_MAX = 64,
	LAYOUT_INCLUDES_MAX = 64,
	LAYOUT_AGES_MAX = 64,
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
	struct place small, small_portrait; /* a visit on glass that is small; at and portrait where not given */
	const struct ini_entry *entries; /* the widget's own settings: those that layout does not know */
	size_t entry_count;
	int line;
};

struct layout_screen {
	struct str name, title; /* title: a word's key */
	int tour_s;             /* how long it stays with one area before it goes on to the next; 0: it is about all of them */
	struct layout_box *boxes;
	size_t box_count, box_room;
};

struct layout_item {
	size_t screen; /* index */
	int dwell_s;
	int line, column; /* where the layout says so */
};

struct layout_playlist {
	struct layout_item *items;
	size_t count;
};

/* What a date is. A make-up workday is a workday too. */
enum layout_day_type { LAYOUT_WORKDAY = 1, LAYOUT_WEEKEND = 2, LAYOUT_HOLIDAY = 4, LAYOUT_MAKEUP = 8 };

struct layout_dates {
	int64_t from_day, to_day; /* since 1970-01-01, both of them in it */
};

struct layout_schedule {
	struct str name;
	struct layout_playlist playlist;
	unsigned weekdays;          /* bit 0 Sunday .. bit 6 Saturday: of the day that the window starts on */
	unsigned day_types;         /* of that day too; 0: any */
	struct layout_dates *dates; /* that day is in one of these; none: any */
	size_t date_count;
	int from_minute, to_minute; /* [from, to); to <= from: over midnight */
	int priority;               /* the highest wins, among equals the one that stands first */
};

/* What the centre has published about dates; without it a date is what its weekday says. */
struct layout_day {
	int64_t day; /* since 1970-01-01 */
	unsigned type;
};

struct layout_calendar {
	const struct layout_day *days; /* by day */
	size_t count;
};

unsigned layout_day_type(const struct layout_calendar *calendar, int64_t day); /* bits of enum layout_day_type */

/* How old a table may be. */
struct layout_ages {
	struct str table;                /* "others" for those that are not named */
	int64_t old_ms, hidden_ms;       /* LAYOUT_NEVER: never */
};

#define LAYOUT_NEVER INT64_MAX

/* How one page follows another. */
enum layout_transition { TRANSITION_FADE, TRANSITION_CUT, TRANSITION_PUSH, TRANSITION_ZOOM };

enum { LAYOUT_TOUR_S_MAX = 600 };

enum { TRANSITION_MS = 400, TRANSITION_MS_MAX = 500 };

struct layout {
	struct str file, theme; /* theme may be empty: the settings decide */
	int theme_line;
	struct tongues tongues; /* none: the settings decide */
	struct layout_ages *ages;
	size_t age_count;
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

const struct layout_ages *layout_ages_of(const struct layout *layout, struct str table); /* never NULL */

const struct layout_screen *layout_find(const struct layout *layout, struct str screen); /* or NULL */

/* What may move boxes. */
enum layout_state { LAYOUT_USUAL, LAYOUT_OLD, LAYOUT_LOWER, LAYOUT_SMALL };

/* Glass whose longer side is shorter than this is small: a finger covers more of it, and no position on it is lower. */
enum { LAYOUT_SMALL_MM = 300 };

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

/* What is on at a time. */
struct layout_now {
	size_t screen;
	int64_t since_ms, until_ms; /* since: of this showing; until: of everything that is said here */
	int64_t round;              /* how often the list has come round before, in each language */
	size_t position, count;     /* among those that have something to show, for the page dots */
	size_t tongue;              /* which of the wall's languages */
	bool empty;                 /* nothing in the list has anything to show */
};

/* What decides what is on, beside the time. */
struct layout_asked {
	const struct layout *layout;
	const struct layout_calendar *calendar; /* NULL: none is published */
	const bool *skipped;                    /* by screen: it has nothing to show. NULL: all have something */
	size_t tongue_count;                    /* how many languages the wall goes through; 0 and 1: it stays with one */
};

/* Where a playlist stands. Starts as all zero; a plain value. */
struct layout_play {
	struct layout_now now;
	uint64_t window, items, screen; /* what it was made for: which list since when, of which items, and what is on */
	int64_t base_ms;                /* when the list would have begun with its first item */
	size_t tongue_shift;
};

/* Brings it to a time. Pure. The same list goes on as it was; after a change what is on stays for its time if it is still there, and
   what came after it follows at once if it is not. The list of a window begins when the window does. */
void layout_play_step(struct layout_play *play, const struct layout_asked *asked, int64_t now_ms);

#endif
