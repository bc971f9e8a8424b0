#ifndef KIOSK_WIDGET_WIDGET_H
#define KIOSK_WIDGET_WIDGET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "feed/base/civil.h"
#include "feed/base/fault.h"
#include "feed/model/snapshot.h"
#include "kiosk/draw/icons.h"
#include "kiosk/layout/layout.h"
#include "kiosk/layout/theme.h"
#include "kiosk/pixels/wear.h"
#include "kiosk/visit/door.h"
#include "kiosk/visit/visit.h"
#include "kiosk/text/text.h"
#include "kiosk/text/words.h"
#include "kiosk/widget/motion.h"

/*
 * A widget is one file and one line in the table. It reads a view, records a draw list, and says until when its picture
 * stays right. It keeps nothing and paints nothing. UI thread.
 */

enum { WIDGET_SETTINGS_MAX = 24 };

#define WIDGET_FOREVER INT64_MAX

/* How fresh the data on the glass is. Wall-clock ms. */
struct freshness {
	int64_t contact_ms;       /* the feed last answered well; 0 never */
	int64_t failing_since_ms; /* 0 while all is well */
	bool refused;             /* what comes is not believed, and nothing ever was */
	bool expired;             /* the head is past its date */
	int64_t alerts_failing_since_ms; /* from then on alerts may have been raised that are not shown; 0 while all is well */
};

/* Where the way out lies as one stands before the screen; the same in every language. */
enum way_out { WAY_OUT_UNKNOWN, WAY_OUT_LEFT, WAY_OUT_RIGHT, WAY_OUT_UP, WAY_OUT_DOWN };

/* All that a widget may know. Borrowed for one call; constant. */
struct view {
	const struct snapshot *snapshot; /* NULL before the first data */
	const struct theme *theme;
	const struct words *words;
	const struct icons *icons;
	const struct metrics *metrics;
	enum language language;
	bool mirrored;             /* reads from the right */
	int64_t now_ms;            /* wall clock, or --at */
	struct civil local;
	int64_t steady_ms;         /* for the visit */
	int64_t frame_us;          /* for movement: when the frame that is being made will be on the glass */
	bool still;                /* movement is not wanted: what would run stands */
	bool may_move;             /* things may be seen on their way */
	struct motion *motion;     /* of this box, set by the screen where may_move; NULL: everything has arrived */
	double unit;               /* pixels per base pixel */
	double px_per_mm;          /* 0 where the screen's size is unknown */
	struct rect screen;
	bool portrait;
	bool small;                /* the glass is small (LAYOUT_SMALL_MM) */
	uint32_t area;             /* this hall's own area, or the root; AREA_NONE before the first data */
	uint32_t focus;            /* what a page that tours is about: "@here"; the root on all others */
	struct freshness freshness;
	struct alert_showing alert; /* what has taken the screen over; its alert is NULL where nothing has */
	enum way_out way_out;
	struct layout_now showing; /* position in the playlist */
	const struct layout *layout;
	const struct layout_screen *layout_screen;
	const struct visit *visit; /* NULL on a wall */
	bool speaks;               /* there is a voice for this language */
	struct intent pressed;     /* what a finger is on just now */
	const struct door *door;   /* of staff; may be NULL */
	const struct staff_view *staff; /* with it */
	const struct enrol_page *enrol; /* of the first start; may be NULL */
	struct faults *faults;     /* --check: what a box does not find in the feed is added; else NULL */
	struct rect ground;        /* what of the screen gets the page's colour; empty: nothing */
	int64_t stamp_ms;          /* the data of the whole page is as old as this, and the header says so; 0: it is not */
	const struct wear *wear;   /* what the display has borne; NULL: unknown */
	struct str group;          /* of screens, as settings say; empty: none */
	const char *state_folder;  /* where the feed's pictures are; NULL: nowhere */
	struct str beside;         /* the folder of files that the layout names; empty: that of the layout's own file */
	int64_t page;              /* for widgets with more rows than room: which page this showing is on */
};

enum setting_type { SETTING_WORDS_KEY, SETTING_TEXT, SETTING_INTEGER, SETTING_FLAG, SETTING_CHOICE, SETTING_ROLE };

struct widget_setting {
	const char *name;
	enum setting_type type;
	const char *fallback; /* default, as it would be written; NULL: must be given */
	const char *range;    /* "1..50" for integers, "a|b|c" for choices, else NULL */
	const char *help;
};

struct widget;

struct widget_class {
	const char *name;
	const char *help;
	const struct widget_setting *settings; /* ended by one without a name; NULL: none */
	bool lasting; /* takes long to record, and depends on nothing that changes by itself but the view's focus and language */
	const char *reads; /* the table that it is about where that is not its setting `table`; "": none, whatever it reads beside */
	bool tells_contact; /* shows when the feed answered last: recorded anew when it does */
	bool (*has_data)(const struct widget *self, const struct view *view); /* where it is about no table; NULL: needs none */
	/* Returns the wall time (view->now_ms scale) until which this picture stays right. Data, language, theme and visit changes
	   record anew by themselves. */
	int64_t (*draw)(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list);
};

/* A box of a screen with its settings read. Constant; lives in the layout's arena. */
struct widget {
	const struct widget_class *class;
	const struct layout_box *box;
	struct str values[WIDGET_SETTINGS_MAX]; /* beside class->settings */
};

/* The table of all widgets, in kiosk/widget/table.c; ended by NULL. */
extern const struct widget_class *const widget_classes[];
const struct widget_class *widget_class_find(struct str name);

/* The WIDGETS section of the manual, in man(7); a test holds docs/hallboard-layout.5 against it. */
void widget_manual(FILE *to);

/* Unknown widget, unknown setting, bad value: faults at the entry's place, with what would have been understood. */
bool widget_bind(struct arena *arena, const struct layout_box *box, struct widget *widget, struct faults *faults);

/* A setting's value; the name must be one of the class's (a bug otherwise). */
struct str widget_value(const struct widget *self, const char *name);
int widget_integer(const struct widget *self, const char *name);
bool widget_flag(const struct widget *self, const char *name);
enum theme_role widget_role(const struct widget *self, const char *name);

/* ---- what most widgets need: see kiosk/widget/kit.h ---- */

#endif
